# A bank writes a letter about money that was paid by transfer: no gateway tells of it, so a person records it with proof.
order 1112 EUR by jan: RUG 1 238.00 tax 38.00
pay 1112 offline bank-1 238.00 at once
posts 1200/1112 238.00, 1010/bank-1 238.00 / 4000 200.00, 2200 38.00, 1200/1112 238.00
record d1 of 1112 opened chargeback by bob(billing_admin) receipt letter-1
posts nothing
expect dispute d1 needs_response
marked 1112 disputed
record d1 of 1112 funds_withdrawn 238.00 by bob(billing_admin) receipt statement-1
posts 1300/d1 238.00 / 1010/bank-1 238.00
# The same again is no news.
record d1 of 1112 funds_withdrawn 238.00 by bob(billing_admin) receipt statement-1
posts nothing
record d1 of 1112 fee 20.00 by bob(billing_admin) receipt statement-2
posts 6110 20.00 / 1010/bank-1 20.00
submit d1 by bob(billing_admin)
expect dispute d1 under_review
record d1 of 1112 funds_reinstated 100.00 by bob(billing_admin) receipt statement-3
posts 1010/bank-1 100.00 / 1300/d1 100.00
record d1 of 1112 closed lost by bob(billing_admin) receipt letter-2
expect dispute d1 lost
marked 1112 nothing
posts 6200/d1 115.97, 2200 22.03 / 1300/d1 138.00
record d1 of 1112 fee_returned 20.00 by bob(billing_admin) receipt statement-4
posts 1010/bank-1 20.00 / 6110 20.00
books 1300 0.00, 1010 100.00, 6110 0.00
