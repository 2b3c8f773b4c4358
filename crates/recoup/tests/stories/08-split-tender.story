# One order, cash and card; each is refunded to where it came from, never more than it brought.
order 1009 EUR by hana: SOFA 1 1000.00 tax 159.66; RUG 2 200.00 tax 31.93
pay 1009 offline till-1 300.00 at once
pay 1009 sandbox tok_ok 900.00 at once
settle
books 1200 0.00, 1010 300.00, 1110 900.00
refund r1 of 1009/1 310.00 by bob(billing_admin) because damaged
refused exceeds_refundable
refund r2 of 1009/1 100.00 by bob(billing_admin) because damaged
expect refund r2 sending
confirm r2 by bob(billing_admin) receipt 4711
expect refund r2 settled
books 1010 200.00, 2400 0.00
refund r3 of 1009/2 lines 2x1 by bob(billing_admin) because damaged
settle
clock 2d
settle
expect refund r3 settled
books 1110 800.00, 2400 0.00
