# An inquiry moves no money, and a refund answers it best.
order 1105 EUR by emil: DESK 1 119.00 tax 19.00
pay 1105 sandbox tok_ok 119.00 at once
settle
books 1110 119.00
bank disputes d1 of 1105 119.00 unrecognized inquiry
settle
posts nothing
expect dispute d1 needs_response
marked 1105 nothing
refund r1 of 1105 19.00 by bob(billing_admin) because goodwill
settle
clock 2d
settle
posts 4100/goodwill 15.97, 2200 3.03, 2400/r1 19.00 / 2400/r1 19.00, 1110 19.00
# It becomes a chargeback of the whole all the same.
bank escalates d1 chargeback
settle
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
marked 1105 disputed
refund r2 of 1105 1.00 by bob(billing_admin) because goodwill
refused disputed
bank decides d1 won
settle
posts 1110 119.00 / 1300/d1 119.00
marked 1105 nothing
# The customer does not rest: pre-arbitration takes the money again.
bank escalates d1 pre_arbitration
settle
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
expect dispute d1 needs_response
marked 1105 disputed
bank decides d1 lost
settle
expect dispute d1 lost
posts 6200/d1 84.03, 2200 15.97, 6210/d1 19.00 / 1300/d1 119.00
books 1300 0.00, 2400 0.00, 2200 0.00, 6110 30.00, 1110 -49.00
marked 1105 nothing
# We appeal, and the network decides for us: the loss is undone.
bank appeals d1 arbitration
settle
expect dispute d1 under_review
marked 1105 disputed
bank decides d1 won
settle
expect dispute d1 won
books 1300 0.00, 2200 -15.97, 6200 0.00, 6210 0.00, 1110 70.00
