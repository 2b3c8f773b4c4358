# No webhook arrives any more: what waits for one is asked after until it is known.
order 1011 EUR by ivan: CAP 1 50.00 tax 7.98
pay 1011 sandbox tok_ok 50.00 at once
settle
refund r1 of 1011 20.00 by ann(support) because size
settle
expect refund r1 accepted
deaf
clock 2d
settle
expect refund r1 settled
books 2400 0.00, 1110 30.00
bank 1011 captured 50.00 refunded 20.00

# The customer never confirms and nobody says so: nothing was authorized, and the order can be called off.
order 1012 EUR by ivan: CAP 1 50.00 tax 7.98
pay 1012 sandbox tok_action 50.00 at once
settle
expect payment 1012 requires_action
clock 9d
settle
expect payment 1012 expired
notices 1012 customer
cancel 1012 by bob(billing_admin) because nobody paid
expect order 1012 canceled
