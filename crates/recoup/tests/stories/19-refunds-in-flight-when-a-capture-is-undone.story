# One refund is on its way and one waits for a person when the bank takes one of two captures back.
order 1022 EUR by tara: SOFA 1 1190.00 tax 190.00
pay 1022 sandbox tok_ok 1190.00
settle
capture c1 of 1022 595.00 by bob(billing_admin)
settle
capture c2 of 1022 595.00 by bob(billing_admin)
settle
posts 1200/1022 1190.00, 1110 1190.00 / 4000 1000.00, 2200 190.00, 1200/1022 1190.00
refund r1 of 1022 119.00 by bob(billing_admin) because scratched
settle
expect refund r1 accepted
refund r2 of 1022 595.00 by bob(billing_admin) because scratched
expect refund r2 awaiting_approval
posts 4100/scratched 100.00, 2200 19.00 / 2400/r1 119.00
bank fails c2
settle
expect capture c2 reversed
posts 1200/1022 595.00 / 1110 595.00

# Nobody may agree to a refund of money that is gone.
approve r2 by eve(approver)
refused exceeds_refundable
reject r2 by eve(approver) because the capture was undone
expect refund r2 rejected

# The one that was on its way arrives all the same, and what is left of the first capture is still there to be refunded.
clock 2d
settle
expect refund r1 settled
posts 2400/r1 119.00 / 1110 119.00
refund r3 of 1022 477.00 by bob(billing_admin) because scratched
refused exceeds_refundable
refund r4 of 1022 full by bob(billing_admin) because scratched
approve r4 by eve(approver)
posts 4100/scratched 400.00, 2200 76.00 / 2400/r4 476.00
bank 1022 captured 1190.00 undone 595.00 refunded 119.00
raised capture_reversed
