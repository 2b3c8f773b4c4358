# A refund that cannot be paid is kept for the customer, who buys something else with it.
customer olga reads de
order 1016 EUR by olga: DRESS 1 59.50 tax 9.50
pay 1016 sandbox tok_refund_fails 59.50 at once
settle
refund r1 of 1016 59.50 by ann(support) because size
settle
clock 1m
settle
expect refund r1 failed
raised refund_failed
books 2400/r1 -59.50, 2300/olga 0.00
credit r1 by bob(billing_admin)
posts 2400/r1 59.50 / 2300/olga 59.50

order 1017 EUR by olga: COAT 1 119.00 tax 19.00
pay 1017 balance olga 60.00
refused exceeds_balance
books 2300/olga -59.50, 1200/1017 119.00
pay 1017 balance olga 59.50
posts 2300/olga 59.50 / 1200/1017 59.50
pay 1017 sandbox tok_ok 59.50 at once
settle
posts 1110 59.50 / 1200/1017 59.50

# What was paid from the balance goes back there at once, what came by card goes back to the card.
refund r2 of 1017/1 30.00 by bob(billing_admin) because size
expect refund r2 settled
posts 4100/size 25.21, 2200 4.79, 2400/r2 30.00 / 2400/r2 30.00, 2300/olga 30.00
refund r3 of 1017/2 full by bob(billing_admin) because size
settle
clock 2d
settle
posts 4100/size 50.00, 2200 9.50, 2400/r3 59.50 / 2400/r3 59.50, 1110 59.50
books 2300/olga -30.00, 1110 59.50, 1200 0.00
