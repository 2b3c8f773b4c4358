# Everything was given back, and the bank takes the money once more: no revenue is touched a second time.
order 1110 EUR by hugo: LAMP 1 119.00 tax 19.00
pay 1110 sandbox tok_ok 119.00 at once
settle
refund r1 of 1110 full by bob(billing_admin) because damaged
settle
clock 2d
settle
expect refund r1 settled
books 1110 0.00, 4100 100.00, 2200 0.00
bank disputes d1 of 1110 119.00 credit_not_processed
settle
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
marked 1110 disputed
# That it was refunded is the best answer, and the books know it.
submit d1 by bob(billing_admin)
settle
expect dispute d1 under_review
bank decides d1 won
settle
posts 1110 119.00 / 1300/d1 119.00
bank escalates d1 pre_arbitration
settle
posts 1300/d1 119.00, 6110 15.00 / 1110 134.00
bank decides d1 lost
settle
expect dispute d1 lost
posts 6210/d1 119.00 / 1300/d1 119.00
books 1110 -149.00, 1300 0.00, 4100 100.00, 2200 0.00, 6200 0.00, 6110 30.00
bank 1110 captured 119.00 refunded 119.00 withdrawn 238.00 reinstated 119.00
