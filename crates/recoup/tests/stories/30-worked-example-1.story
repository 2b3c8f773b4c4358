# Worked example 1: captured in part, refunded in part, one refund under way, and all of it lost to a dispute.
# What the gateway keeps of a capture comes with its settlement and is not told here.
bank stops refunds
order 1100 EUR by ada: DESK 1 119.00 tax 19.00
posts 1200/1100 119.00 / 4000 100.00, 2200 19.00
pay 1100 sandbox tok_ok 119.00
settle
posts nothing
capture c1 of 1100 80.00 last by bob(billing_admin)
settle
bank 1100 captured 80.00 released 39.00
posts 1110 80.00 / 1200/1100 80.00
# What will never be captured is credited. Of the tax it takes its share, rounded once for all that was released so far.
complete 1100 by bob(billing_admin)
posts 4100/never_captured 32.77, 2200 6.23 / 1200/1100 39.00
refund r1 of 1100 25.00 by bob(billing_admin) because damaged
posts 4100/damaged 21.01, 2200 3.99 / 2400/r1 25.00
settle
clock 2d
settle
posts 2400/r1 25.00 / 1110 25.00
refund r2 of 1100 10.00 by bob(billing_admin) because damaged
settle
expect refund r2 accepted
posts 4100/damaged 8.40, 2200 1.60 / 2400/r2 10.00

# The bank takes the whole 80.00 back for the customer, and 15.00 for itself. It stops the refund that it had not begun.
bank disputes d1 of 1100 80.00 fraud
settle
posts 1300/d1 80.00, 6110 15.00 / 1110 95.00
expect dispute d1 needs_response
marked 1100 disputed
expect refund r2 failed
books 2400/r2 -10.00
refund r3 of 1100 1.00 by bob(billing_admin) because damaged
refused disputed

# Lost. The pending refund is satisfied by it; what the customer was entitled to beyond it is a loss with its tax; what he
# got twice is a loss of its own, and no revenue is touched for it.
bank decides d1 lost
settle
expect dispute d1 lost
marked 1100 nothing
posts 2400/r2 10.00, 6200/d1 37.82, 2200 7.18, 6210/d1 25.00 / 1300/d1 80.00
books 1200 0.00, 1300 0.00, 2200 0.00, 2400 0.00, 1110 -40.00, 4000 -100.00, 4100 62.18, 6110 15.00, 6200 37.82, 6210 25.00
retry r2 by bob(billing_admin)
refused disputed
clock 5d
settle
posts nothing
bank 1100 captured 80.00 refunded 25.00 withdrawn 80.00 reinstated 0.00
