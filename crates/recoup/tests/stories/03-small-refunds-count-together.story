# Three refunds of 40.00 by support are one of 120.00 to the policy.
order 1003 EUR by cleo: DESK 1 300.00 tax 47.90
pay 1003 sandbox tok_ok 300.00 at once
settle
refund r1 of 1003 40.00 by ann(support) because late
refund r2 of 1003 40.00 by ann(support) because late
expect refund r2 sending
refund r3 of 1003 40.00 by ann(support) because late
expect refund r3 awaiting_approval
reject r3 by eve(approver) because enough
expect refund r3 rejected
refund r4 of 1003 200.00 by bob(billing_admin) because late
expect refund r4 sending
settle
clock 2d
settle
bank 1003 captured 300.00 refunded 280.00
books 2400 0.00, 1110 20.00
