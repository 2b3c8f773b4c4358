# An invoice with thirty days, paid in parts by two tenders; the second line is delivered later.
customer olga reads en
invoice 2001 EUR by olga net 30 early 2 percent 10: DESK 1 238.00 tax 38.00; LAMP 1 119.00 tax 19.00 later
posts 1200/2001 357.00 / 2100/2001 100.00, 4000 200.00, 2200 57.00
expect invoice 2001 open
pay 2001 sandbox tok_ok 400.00 at once
refused exceeds_open
pay 2001 sandbox tok_ok 157.00 at once
settle
posts 1110 157.00 / 1200/2001 157.00
expect invoice 2001 partially_paid
deliver 2001 lines 2 by bob(billing_admin)
posts 2100/2001 100.00 / 4000 100.00
clock 12d
settle
# Too late for the discount.
pay 2001 offline bank-1 200.00 at once
posts 1010/bank-1 200.00 / 1200/2001 200.00
expect invoice 2001 paid
void 2001 by bob(billing_admin) because it is paid
refused not_in_state
# A refund of an invoice is a refund like any other.
refund r1 of 2001/1 119.00 by bob(billing_admin) because damaged
posts 4100/damaged 100.00, 2200 19.00 / 2400/r1 119.00
settle
clock 2d
settle
posts 2400/r1 119.00 / 1110 119.00
books 1200 0.00, 2200 -38.00, 4000 -300.00

# Paid within ten days two percent are taken off, with their tax.
invoice 2002 EUR by olga net 30 early 2 percent 10: DESK 1 119.00 tax 19.00
posts 1200/2002 119.00 / 4000 100.00, 2200 19.00
pay 2002 offline bank-1 116.62 at once
posts 1010/bank-1 116.62, 4110 2.00, 2200 0.38 / 1200/2002 119.00
expect invoice 2002 paid
