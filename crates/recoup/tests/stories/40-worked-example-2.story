# Worked example 2: two top-ups, an order from the balance, and what is left goes back to the cards it came from.
# What the gateway keeps of a top-up comes with its settlement and is not told here.
customer ada reads en
topup t1 of ada sandbox tok_ok 50.00
settle
posts 1110 50.00 / 2300/ada 50.00
topup t2 of ada sandbox tok_refund_fails 30.00
settle
posts 1110 30.00 / 2300/ada 30.00
order 1200 EUR by ada: BOOK 1 18.20 tax 2.91
pay 1200 balance ada 18.20
posts 1200/1200 18.20, 2300/ada 18.20 / 4000 15.29, 2200 2.91, 1200/1200 18.20
books 2300/ada -61.80

# 50.00 and 30.00 came in, 61.80 are left: the two limits share one balance.
refund r1 of t1 50.01 by bob(billing_admin) because asked
refused exceeds_charge
refund r1 of t1 40.00 by bob(billing_admin) because asked
posts 2300/ada 40.00 / 2400/r1 40.00
refund r2 of t2 30.00 by bob(billing_admin) because asked
refused exceeds_balance
settle
clock 2d
settle
expect refund r1 settled
posts 2400/r1 40.00 / 1110 40.00
refund r2 of t2 21.80 by bob(billing_admin) because asked
posts 2300/ada 21.80 / 2400/r2 21.80
# It has left the balance: it cannot be spent and refunded at once.
order 1201 EUR by ada: PEN 1 11.90 tax 1.90
posts 1200/1201 11.90 / 4000 10.00, 2200 1.90
pay 1201 balance ada 11.90
refused exceeds_balance
# The bank cannot pay it: it is on the balance again by itself, and the charge may be refunded again.
settle
clock 1m
settle
expect refund r2 credited
posts 2400/r2 21.80 / 2300/ada 21.80
refund r3 of t2 30.00 by bob(billing_admin) because asked
refused exceeds_balance
books 1110 40.00, 2300/ada -21.80, 2400 0.00
pay 1201 balance ada 11.90
posts 2300/ada 11.90 / 1200/1201 11.90
