# Two parcels, two captures; the first is undone by the bank after a refund took some of it.
order 1013 EUR by lena: TABLE 1 300.00 tax 47.90; CHAIR 2 200.00 tax 31.93
posts 1200/1013 500.00 / 4000 420.17, 2200 79.83
pay 1013 sandbox tok_ok 500.00
settle
posts nothing
capture c1 of 1013 300.00 by bob(billing_admin)
settle
posts 1110 300.00 / 1200/1013 300.00
capture c2 of 1013 200.00 by bob(billing_admin)
settle
posts 1110 200.00 / 1200/1013 200.00
refund r1 of 1013 100.00 by bob(billing_admin) because damaged
posts 4100/damaged 84.03, 2200 15.97 / 2400/r1 100.00
settle
clock 2d
settle
posts 2400/r1 100.00 / 1110 100.00

# The bank takes the first capture back. What was captured of the order falls, and so does what may be refunded.
bank fails c1
settle
expect capture c1 reversed
posts 1200/1013 300.00 / 1110 300.00
raised capture_reversed
refund r2 of 1013 150.00 by bob(billing_admin) because damaged
refused exceeds_refundable
refund r3 of 1013 100.00 by bob(billing_admin) because damaged
posts 4100/damaged 84.04, 2200 15.96 / 2400/r3 100.00
settle
clock 2d
settle
posts 2400/r3 100.00 / 1110 100.00
bank 1013 captured 500.00 undone 300.00 refunded 200.00
resolve capture_reversed by fay(finance) because the customer pays by bank transfer
raised nothing
