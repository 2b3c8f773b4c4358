# A card paid an invoice, and its holder disputes it: the invoice is marked as an order is.
invoice 2040 EUR by sue net 30: SOFA 1 595.00 tax 95.00
pay 2040 sandbox tok_ok 595.00 at once
settle
posts 1200/2040 595.00, 1110 595.00 / 4000 500.00, 2200 95.00, 1200/2040 595.00
bank disputes d1 of 2040 595.00 fraud
settle
marked 2040 disputed
expect invoice 2040 paid
posts 1300/d1 595.00, 6110 15.00 / 1110 610.00
refund r1 of 2040 100.00 by bob(billing_admin) because damaged
refused disputed
# The books prove nothing of it by themselves, so a person lays the evidence to it.
evidence d1 receipt by ann(support): invoice 2040 with the signature of the buyer
submit d1 by bob(billing_admin)
settle
expect dispute d1 under_review
bank decides d1 won
settle
marked 2040 nothing
posts 1110 595.00 / 1300/d1 595.00
expect invoice 2040 paid
