# The bank called a refund done, and takes it back before its money left; sent once more it arrives. It is owed once.
order 1027 EUR by wim: LAMP 1 119.00 tax 19.00
pay 1027 sandbox tok_ok 119.00 at once
settle
refund r1 of 1027 59.50 by bob(billing_admin) because dim
clock 1m
settle
posts 1200/1027 119.00, 1110 119.00, 4100/dim 50.00, 2200 9.50 / 4000 100.00, 2200 19.00, 1200/1027 119.00, 2400/r1 59.50
bank fails r1
settle
expect refund r1 failed
posts nothing
# What is owed stays reserved: no second refund may take it.
refund r2 of 1027 60.00 by bob(billing_admin) because dim
refused exceeds_refundable
retry r1 by bob(billing_admin)
settle
clock 2d
settle
expect refund r1 settled
posts 2400/r1 59.50 / 1110 59.50
bank 1027 captured 119.00 refunded 59.50
refund r3 of 1027 full by bob(billing_admin) because dim
settle
clock 2d
settle
posts 4100/dim 50.00, 2200 9.50, 2400/r3 59.50 / 2400/r3 59.50, 1110 59.50
refund r4 of 1027 0.01 by bob(billing_admin) because dim
refused exceeds_refundable
bank 1027 captured 119.00 refunded 119.00
