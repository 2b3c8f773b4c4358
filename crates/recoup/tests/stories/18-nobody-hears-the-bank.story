# The bank is heard no more: a refund was sent, and nobody knows what became of it. That is not a failure.
order 1021 EUR by sven: OAR 2 119.00 tax 19.00
pay 1021 sandbox tok_ok 119.00 at once
settle
bank silent
deaf
refund r1 of 1021 59.50 by ann(support) because broken
posts 1200/1021 119.00, 1110 119.00, 4100/broken 50.00, 2200 9.50 / 4000 100.00, 2200 19.00, 1200/1021 119.00, 2400/r1 59.50
settle
expect refund r1 unknown
# What is unknown stays reserved.
refund r2 of 1021 60.00 by ann(support) because broken
refused exceeds_refundable
say s1: r1 was not done by bob(billing_admin) because its pages do not show it
refused not_in_state
clock 2h
settle
clock 4h
settle
clock 1d
settle
raised still_unknown

# After asking in vain for long, two persons may say what they found on the bank's own pages.
say s1: r1 was not done by bob(billing_admin) because its pages do not show it
approve s1 by bob(billing_admin)
refused self_approval
approve s1 by dora(billing_admin)
expect refund r1 failed
posts nothing
cancel-refund r1 by bob(billing_admin) because sent to the wrong account
posts 2400/r1 59.50 / 4100/broken 50.00, 2200 9.50
