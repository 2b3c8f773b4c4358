# Worked example 3, told by lines: three bowls are sold before they are made; two are delivered, one never will be.
# What the gateway keeps and what the bowls cost us are not told here.
order 1310 EUR by ada: BOWL 1 35.66 tax 2.33 later; BOWL 1 35.66 tax 2.33 later; BOWL 1 35.66 tax 2.33 later
posts 1200/1310 106.98 / 2100/1310 99.99, 2200 6.99
pay 1310 sandbox tok_ok 106.98 at once
settle
posts 1110 106.98 / 1200/1310 106.98
deliver 1310 lines 1,2 by shop(billing_admin)
posts 2100/1310 66.66 / 4000 66.66
# The third was never revenue, so its refund touches none.
refund r1 of 1310 lines 3x1 by bob(billing_admin) because never_made
posts 2100/1310 33.33, 2200 2.33 / 2400/r1 35.66
settle
clock 2d
settle
posts 2400/r1 35.66 / 1110 35.66
books 2100 0.00, 2200 -4.66, 4000 -66.66, 4100 0.00, 2400 0.00, 1110 71.32

# The trap: one that was delivered comes back while the third is still to be made. That is revenue given back, and what is
# not made yet stays deferred.
order 1311 EUR by ada: BOWL 1 35.66 tax 2.33 later; BOWL 1 35.66 tax 2.33 later; BOWL 1 35.66 tax 2.33 later
pay 1311 sandbox tok_ok 106.98 at once
settle
deliver 1311 lines 1,2 by shop(billing_admin)
books 2100/1311 -33.33
refund r2 of 1311 lines 1x1 by bob(billing_admin) because changed_mind
posts 4100/changed_mind 33.33, 2200 2.33 / 2400/r2 35.66
settle
clock 2d
settle
books 2100/1311 -33.33

# A refund of what is not delivered is taken back after the delivery: its mirror defers again what is earned at once.
policy refund_approval by bob(billing_admin): wait when true then hold
approve refund_approval by eve(approver)
refund r3 of 1311 lines 3x1 by bob(billing_admin) because never_made
books 2100/1311 0.00, 2400/r3 -35.66
deliver 1311 lines 3 by shop(billing_admin)
posts nothing
cancel-refund r3 by bob(billing_admin) because it was made after all
posts 2400/r3 35.66, 2100/1311 33.33 / 2200 2.33, 2100/1311 33.33, 4000 33.33
books 2100 0.00, 4000 -166.65, 4100 33.33, 2200 -9.32
