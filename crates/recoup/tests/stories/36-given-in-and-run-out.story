# Two ways to lose: we give in, or nobody answers in time.
order 1107 EUR by gina: MUG 1 23.80 tax 3.80
pay 1107 sandbox tok_ok 23.80 at once
settle
posts 1200/1107 23.80, 1110 23.80 / 4000 20.00, 2200 3.80, 1200/1107 23.80
bank disputes d1 of 1107 23.80 not_received
settle
posts 1300/d1 23.80, 6110 15.00 / 1110 38.80
accept d1 by bob(billing_admin) because the mug broke
posts nothing
settle
expect dispute d1 accepted
marked 1107 nothing
posts 6200/d1 20.00, 2200 3.80 / 1300/d1 23.80
submit d1 by bob(billing_admin)
refused already_submitted
refund r1 of 1107 1.00 by bob(billing_admin) because damaged
refused disputed

# Nothing here stood still when this one was due: colleagues are asked, reminded, and what the books know is handed in by
# itself before it is too late.
order 1108 EUR by gina: MUG 1 23.80 tax 3.80
pay 1108 sandbox tok_ok 23.80 at once
settle
books 1110 8.80
bank disputes d2 of 1108 23.80 not_received
settle
books 1300/d2 23.80
clock 11d
settle
raised dispute_due
clock 2d
settle
notices 1108 staff dispute_opened dispute_due_soon
expect dispute d2 needs_response
clock 20h
settle
expect dispute d2 under_review
notices 1108 staff dispute_opened dispute_due_soon dispute_answered_by_itself
bank decides d2 won
settle
expect dispute d2 won
books 1110 -6.20, 1300 0.00

# Everything stood still over the due date of this one.
order 1109 EUR by gina: MUG 1 23.80 tax 3.80
pay 1109 sandbox tok_ok 23.80 at once
settle
bank disputes d3 of 1109 23.80 not_received
settle
books 1110 -21.20, 1300/d3 23.80
clock 15d
settle
expect dispute d3 expired
marked 1109 nothing
posts 6200/d3 20.00, 2200 3.80 / 1300/d3 23.80
# We appeal on the bank's own pages, and it is looked at once more.
bank appeals d3 arbitration
settle
expect dispute d3 under_review
marked 1109 disputed
bank decides d3 won
settle
expect dispute d3 won
books 1300 0.00, 6200 20.00, 2200 -7.60, 6110 45.00
