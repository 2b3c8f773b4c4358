# Two cards and a balance pay one order, all of them or none.
customer kim reads en
topup t1 of kim sandbox tok_ok 20.00
settle
posts 1110 20.00 / 2300/kim 20.00
order 1400 EUR by kim: BIKE 1 595.00 tax 95.00
posts 1200/1400 595.00 / 4000 500.00, 2200 95.00
# One card is declined. The other one is let go, and the balance can be spent again.
together 1400: balance kim 20.00; sandbox tok_ok 300.00 at once; sandbox tok_decline_insufficient_funds 275.00 at once
posts nothing
settle
expect payment 1400/3 failed
posts nothing
bank 1400/2 captured 0.00 released 300.00
books 2300/kim -20.00, 1200/1400 595.00

# Nothing is taken before the customer did what the bank of the second card asks of him.
together 1400: balance kim 20.00; sandbox tok_ok 300.00 at once; sandbox tok_action 275.00 at once
settle
posts nothing
order 1401 EUR by kim: BELL 1 11.90 tax 1.90
posts 1200/1401 11.90 / 4000 10.00, 2200 1.90
pay 1401 balance kim 11.90
refused exceeds_balance
bank confirms 1400/6
settle
posts 1110 575.00, 2300/kim 20.00 / 1200/1400 595.00
books 1200/1400 0.00
