# Currencies with three decimals and with none take the same way.
order 1010 KWD by ines: GOLD 3 10.001 tax 0.500
pay 1010 sandbox tok_ok 10.001 at once
settle
refund r1 of 1010 lines 1x1 by bob(billing_admin) because gift
refund r2 of 1010 lines 1x2 by bob(billing_admin) because gift
settle
clock 2d
settle
books KWD 1110 0.000, 2200 0.000, 2400 0.000
bank 1010 captured 10.001 refunded 10.001

order 1011 JPY by jun: TEA 3 100 tax 9
pay 1011 sandbox tok_ok 100 at once
settle
refund r3 of 1011 33 by bob(billing_admin) because gift
refund r4 of 1011 33 by bob(billing_admin) because gift
refund r5 of 1011 34 by bob(billing_admin) because gift
refund r6 of 1011 1 by bob(billing_admin) because gift
refused exceeds_refundable
settle
clock 2d
settle
books JPY 1110 0, 2200 0, 2400 0
