# A refund above the limit takes two people, and none of them is the one who asked.
order 1002 EUR by bert: LAMP 1 649.00 tax 103.62; BULB 4 35.60 tax 5.68
pay 1002 sandbox tok_ok 684.60 at once
settle
expect payment 1002 captured

refund r1 of 1002 600.00 by bob(billing_admin) because damaged
expect refund r1 awaiting_approval
# The money is reserved, but nothing is owed yet.
books 2400 0.00
refund r2 of 1002 100.00 by bob(billing_admin) because damaged
refused exceeds_refundable

approve r1 by bob(billing_admin,approver)
refused self_approval
approve r1 by ann(support)
refused role_missing
approve r1 by eve(approver)
expect refund r1 sending
books 2400 -600.00
settle
expect refund r1 accepted
clock 2d
settle
expect refund r1 settled
books 2400 0.00, 1110 84.60
bank 1002 captured 684.60 refunded 600.00
notices 1002 customer refund_on_its_way refund_settled
