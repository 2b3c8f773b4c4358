# An order of a balance and two cards; refunds of it are spread by each strategy.
customer lea reads en
topup t1 of lea sandbox tok_ok 100.00
settle
order 1410 EUR by lea: TENT 1 476.00 tax 76.00
pay 1410 balance lea 100.00
pay 1410 sandbox tok_ok 200.00 at once
pay 1410 sandbox tok_ok 176.00 at once
settle
books 1200 0.00, 1110 476.00, 2300 0.00
spread a1 of 1410 476.01 by bob(billing_admin) because damaged
refused exceeds_refundable
# By the policy, which has no rule: the newest tender first.
spread a1 of 1410 16.00 by bob(billing_admin) because damaged
posts 4100/damaged 13.45, 2200 2.55 / 2400/a1/1 16.00
spread a2 of 1410 30.00 by bob(billing_admin) because damaged oldest_first
posts 4100/damaged 25.21, 2200 4.79, 2400/a2/1 30.00 / 2300/lea 30.00, 2400/a2/1 30.00
spread a3 of 1410 80.00 by bob(billing_admin) because damaged credit_first
posts 4100/damaged 67.22, 2200 12.78, 2400/a3/1 70.00 / 2300/lea 70.00, 2400/a3/1 70.00, 2400/a3/2 10.00
spread a4 of 1410 35.00 by bob(billing_admin) because damaged pro_rata
posts 4100/damaged 29.41, 2200 5.59 / 2400/a4/1 20.00, 2400/a4/2 15.00
spread a5 of 1410 5.00 by bob(billing_admin) because damaged card_first
posts 4100/damaged 4.21, 2200 0.79 / 2400/a5/1 5.00
spread a6 of 1410 24.00 by bob(billing_admin) because damaged original_proportions
# The balance gave more than its share already; the cards make up for it, each by what it is behind.
posts 4100/damaged 20.16, 2200 3.84 / 2400/a6/1 17.08, 2400/a6/2 6.92
# What is left of each goes back.
spread a7 of 1410 full by bob(billing_admin) because damaged pro_rata
posts 4100/damaged 240.34, 2200 45.66 / 2400/a7/1 162.92, 2400/a7/2 123.08
settle
clock 2d
settle
expect refund a7/1 settled
books 1110 100.00, 2300/lea -100.00, 2400 0.00, 4100 400.00, 2200 0.00, 4000 -400.00

# More than one person may give back: there is one question about the whole, and one answer for both halves.
order 1411 EUR by lea: TENT 1 595.00 tax 95.00
pay 1411 sandbox tok_ok 300.00 at once
pay 1411 sandbox tok_ok 295.00 at once
settle
books 1200 0.00, 1110 695.00
spread a8 of 1411 full by bob(billing_admin,approver) because damaged
posts nothing
expect refund a8/1 awaiting_approval
expect refund a8/2 awaiting_approval
spread a9 of 1411 1.00 by bob(billing_admin) because damaged
refused exceeds_refundable
approve a8 by bob(billing_admin,approver)
refused self_approval
approve a8 by eve(approver)
posts 4100/damaged 500.00, 2200 95.00 / 2400/a8/1 300.00, 2400/a8/2 295.00
settle
clock 2d
settle
expect refund a8/2 settled
books 1110 100.00, 2400 0.00
