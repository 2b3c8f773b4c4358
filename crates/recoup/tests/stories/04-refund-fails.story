# The bank cannot pay the refund: the money is still owed, first retried, then paid to the balance.
order 1004 EUR by dora: SHIRT 1 29.90 tax 4.77
pay 1004 sandbox tok_refund_fails 29.90 at once
settle
refund r1 of 1004 10.00 by ann(support) because size
settle
clock 1m
settle
expect refund r1 failed
books 2400 -10.00
retry r1 by bob(billing_admin)
settle
clock 1m
settle
expect refund r1 failed
credit r1 by bob(billing_admin)
expect refund r1 credited
books 2400 0.00, 2300 -10.00, 1110 29.90
bank 1004 captured 29.90 refunded 0.00
notices 1004 customer refund_on_its_way refund_credited
