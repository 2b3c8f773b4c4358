# The bank goes on with a refund that was on its way when the dispute came. The customer has the money, and the bank gives
# him the whole once more.
order 1103 EUR by dora: DESK 1 119.00 tax 19.00
pay 1103 sandbox tok_ok 119.00 at once
settle
refund r1 of 1103 40.00 by bob(billing_admin) because damaged
settle
expect refund r1 accepted
books 2400/r1 -40.00, 1110 119.00
bank disputes d1 of 1103 119.00 credit_not_processed
settle
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
clock 2d
settle
expect refund r1 settled
posts 2400/r1 40.00 / 1110 40.00
# 79.00 he was entitled to, 40.00 he has twice.
bank decides d1 lost
settle
posts 6200/d1 66.39, 2200 12.61, 6210/d1 40.00 / 1300/d1 119.00
books 1110 -55.00, 2400 0.00, 2200 0.00, 4100 33.61, 6200 66.39, 6210 40.00, 6110 15.00

# The other way round: the dispute is lost while the refund is still on its way, which pays it; then it arrives all the same.
order 1104 EUR by dora: DESK 1 119.00 tax 19.00
pay 1104 sandbox tok_ok 119.00 at once
settle
refund r2 of 1104 40.00 by bob(billing_admin) because damaged
settle
bank disputes d2 of 1104 119.00 credit_not_processed
settle
books 2400/r2 -40.00, 1300/d2 119.00
bank decides d2 lost
settle
posts 2400/r2 40.00, 6200/d2 66.39, 2200 12.61 / 1300/d2 119.00
clock 2d
settle
books 1300 0.00, 2400 0.00, 2200 0.00, 4100 67.22, 6200 132.78, 6210 80.00, 1110 -110.00
