# 80.00 of 119.00 are disputed, and 30.00 come back: the loss is what did not.
order 1102 EUR by cleo: DESK 1 119.00 tax 19.00
pay 1102 sandbox tok_ok 119.00 at once
settle
books 1110 119.00
bank disputes d1 of 1102 80.00 not_as_described
settle
posts 1300/d1 80.00, 6110 15.00 / 1110 95.00
# What is not disputed may still be refunded.
refund r1 of 1102 40.00 by bob(billing_admin) because damaged
refused disputed
refund r1 of 1102 39.00 by bob(billing_admin) because damaged
posts 4100/damaged 32.77, 2200 6.23 / 2400/r1 39.00
# This bank pays nothing back as long as anything is disputed. It is owed all the same, and was asked for after the
# dispute took money, so that a loss does not stand for it.
settle
expect refund r1 failed
bank decides d1 lost back 30.00
settle
expect dispute d1 lost
# The bank says that it is lost before it says what comes back: the loss of 80.00 is mirrored, and booked anew as 50.00.
posts 1110 30.00, 1300/d1 80.00, 2200 20.75, 6200/d1 109.25 / 1300/d1 160.00, 2200 12.77, 6200/d1 67.23
books 6200/d1 42.02
books 2400/r1 -39.00
retry r1 by bob(billing_admin)
settle
clock 2d
settle
expect refund r1 settled
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
