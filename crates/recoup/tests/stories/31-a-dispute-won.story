# The same until the dispute, and then it is won: the money comes back, and the refund that the bank stopped is sent again.
bank stops refunds
order 1101 EUR by ben: DESK 1 119.00 tax 19.00
pay 1101 sandbox tok_ok 119.00 at once
settle
refund r1 of 1101 59.50 by bob(billing_admin) because damaged
settle
books 2400/r1 -59.50, 1110 119.00
bank disputes d1 of 1101 119.00 not_received
settle
expect refund r1 failed
marked 1101 disputed
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
# While the money is gone nothing of it is paid out a second time.
retry r1 by bob(billing_admin)
refused disputed
# Somebody looks after it, lays to it what the books do not know, and hands everything in: once, and for good.
assign d1 to carl by ann(support)
evidence d1 delivery by ann(support): the neighbour signed for it on Tuesday
evidence d1 delivery by ann(support): and once more
refused invalid
evidence d1 correspondence by ann(support): the customer thanked us for the desk
evidence d1 tracking_number by ann(support): 4711
drop-evidence d1 3 by ann(support)
submit d1 by bob(billing_admin)
settle
expect dispute d1 under_review
posts nothing
drop-evidence d1 1 by ann(support)
refused not_in_state
submit d1 by bob(billing_admin)
refused already_submitted
bank decides d1 won
settle
expect dispute d1 won
marked 1101 nothing
notices 1101 staff dispute_opened refund_failed dispute_won
evidence d1 receipt by ann(support): too late
refused not_in_state
posts 1110 119.00 / 1300/d1 119.00
retry r1 by bob(billing_admin)
settle
clock 2d
settle
posts 2400/r1 59.50 / 1110 59.50
refund r2 of 1101 full by bob(billing_admin) because damaged
settle
clock 2d
settle
posts 4100/damaged 50.00, 2200 9.50, 2400/r2 59.50 / 2400/r2 59.50, 1110 59.50
books 1110 -15.00, 1300 0.00, 2400 0.00, 2200 0.00, 6110 15.00
bank 1101 captured 119.00 refunded 119.00 withdrawn 119.00 reinstated 119.00
