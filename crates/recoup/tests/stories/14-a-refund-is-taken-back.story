# With an hour to think, a refund can be taken back before it leaves.
policy refund_approval by bob(billing_admin): wait when true then hold
approve refund_approval by bob(billing_admin)
refused self_approval
approve refund_approval by ann(support)
refused role_missing
approve refund_approval by eve(approver)

order 1015 EUR by nele: SHELF 2 238.00 tax 38.00 later
pay 1015 sandbox tok_ok 238.00 at once
settle
books 2100/1015 -200.00, 1110 238.00
refund r1 of 1015 lines 1x1 by ann(support) because changed_mind
expect refund r1 approved
posts 2100/1015 100.00, 2200 19.00 / 2400/r1 119.00
deliver 1015 lines 1 by shop(billing_admin)
posts 2100/1015 100.00 / 4000 100.00
# Taken back after the goods are out: the mirror defers once more, and what is delivered is earned.
cancel-refund r1 by ann(support) because both are kept
expect refund r1 canceled
posts 2400/r1 119.00, 2100/1015 100.00 / 2100/1015 100.00, 2200 19.00, 4000 100.00
clock 2h
settle
posts nothing
bank 1015 captured 238.00 refunded 0.00

# One that nobody stops leaves after the hour.
refund r2 of 1015 38.00 by ann(support) because goodwill
clock 2h
settle
expect refund r2 accepted
cancel-refund r2 by ann(support) because too late
refused not_in_state
clock 2d
settle
bank 1015 captured 238.00 refunded 38.00
