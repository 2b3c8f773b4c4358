# 80.00 of 119.00 are disputed, and 30.00 come back: the loss is what did not.
order 1102 EUR by cleo: DESK 1 119.00 tax 19.00
pay 1102 sandbox tok_ok 119.00 at once
settle
books 1110 119.00
bank disputes d1 of 1102 80.00 not_as_described
settle
posts 1300/d1 80.00, 6110 15.00 / 1110 95.00
# What is not disputed may still be refunded, but this bank gives nothing back before the dispute is over.
refund r1 of 1102 40.00 by bob(billing_admin) because damaged
refused disputed
refund r1 of 1102 39.00 by bob(billing_admin) because damaged
settle
expect refund r1 failed
posts 4100/damaged 32.77, 2200 6.23 / 2400/r1 39.00
bank decides d1 lost back 30.00
settle
expect dispute d1 lost
# The word comes before the money: first all is lost, and once some came back that is undone and reckoned anew.
posts 1110 30.00, 1300/d1 80.00, 6200/d1 109.25, 2200 20.75 / 1300/d1 160.00, 6200/d1 67.23, 2200 12.77
retry r1 by bob(billing_admin)
settle
clock 2d
settle
posts 2400/r1 39.00 / 1110 39.00
books 1300 0.00, 1110 15.00, 2200 -4.79
# The 30.00 that came back are the customer's to have, if we agree to it.
refund r2 of 1102 31.00 by bob(billing_admin) because damaged
refused disputed
refund r2 of 1102 full by bob(billing_admin) because damaged
settle
clock 2d
settle
posts 4100/damaged 25.21, 2200 4.79, 2400/r2 30.00 / 2400/r2 30.00, 1110 30.00
bank 1102 captured 119.00 refunded 69.00 withdrawn 80.00 reinstated 30.00
