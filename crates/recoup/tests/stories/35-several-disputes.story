# Two disputes of one payment, each about a part; one is won, one is lost.
order 1106 EUR by fay: CHAIR 2 119.00 tax 19.00; TABLE 1 238.00 tax 38.00
pay 1106 sandbox tok_ok 357.00 at once
settle
books 1110 357.00
bank disputes d1 of 1106 119.00 not_received
bank disputes d2 of 1106 100.00 not_as_described
settle
posts 1300/d1 119.00, 1300/d2 100.00, 6110 30.00 / 1110 249.00
refund r1 of 1106 139.00 by bob(billing_admin) because damaged
refused disputed
refund r1 of 1106 138.00 by bob(billing_admin) because damaged
posts 4100/damaged 115.97, 2200 22.03 / 2400/r1 138.00
bank decides d2 won
settle
posts 1110 100.00 / 1300/d2 100.00
marked 1106 disputed
bank decides d1 lost
settle
# Tax is counted line by line over all that left before.
posts 6200/d1 99.99, 2200 19.01 / 1300/d1 119.00
marked 1106 nothing
# The bank did not pay the refund while it was disputed, and does now.
expect refund r1 failed
retry r1 by bob(billing_admin)
settle
clock 2d
settle
posts 2400/r1 138.00 / 1110 138.00
refund r2 of 1106 full by bob(billing_admin) because damaged
settle
clock 2d
settle
posts 4100/damaged 84.04, 2200 15.96, 2400/r2 100.00 / 2400/r2 100.00, 1110 100.00
books 1110 -30.00, 1300 0.00, 2200 0.00, 2400 0.00, 4100 200.01, 6200 99.99, 6210 0.00
