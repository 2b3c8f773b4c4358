# Two lines are sold, one of them still to be made. What is not delivered is no revenue yet.
order 1014 EUR by mona: VASE 1 119.00 tax 19.00; SHELF 2 238.00 tax 38.00 later
posts 1200/1014 357.00 / 2100/1014 200.00, 4000 100.00, 2200 57.00
pay 1014 sandbox tok_ok 357.00 at once
settle
posts 1110 357.00 / 1200/1014 357.00

# A refund of what is not delivered takes the deferral back first, and no revenue is touched.
refund r1 of 1014 lines 2x1 by bob(billing_admin) because changed_mind
posts 2100/1014 100.00, 2200 19.00 / 2400/r1 119.00
deliver 1014 lines 2 by bob(billing_admin)
posts 2100/1014 100.00 / 4000 100.00
deliver 1014 lines 2 by bob(billing_admin)
refused invalid
settle
clock 2d
settle
posts 2400/r1 119.00 / 1110 119.00
books 2100/1014 0.00, 4000 -200.00, 2200 -38.00, 1110 238.00

# A customer returns what was delivered: that is revenue given back.
refund r2 of 1014 lines 1x1 by bob(billing_admin) because changed_mind
posts 4100/changed_mind 100.00, 2200 19.00 / 2400/r2 119.00
settle
clock 2d
settle
bank 1014 captured 357.00 refunded 238.00
