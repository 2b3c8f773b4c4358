# The refund settles and comes back days later.
order 1005 EUR by emil: HAT 1 50.00 tax 7.98
pay 1005 sandbox tok_refund_returns 50.00 at once
settle
refund r1 of 1005 20.00 by ann(support) because size
settle
clock 2d
settle
expect refund r1 settled
books 2400 0.00, 1110 30.00
clock 4d
settle
expect refund r1 returned
books 2400 -20.00, 1110 50.00
credit r1 by bob(billing_admin)
books 2400 0.00, 2300 -20.00
