# Worked example 3: three bowls are sold before they are made; two go out, one never will.
# What the gateway keeps and what the bowls cost us are not told here.
order 1300 EUR by ada: BOWL 3 106.98 tax 6.99 later
posts 1200/1300 106.98 / 2100/1300 99.99, 2200 6.99
pay 1300 sandbox tok_ok 106.98 at once
settle
posts 1110 106.98 / 1200/1300 106.98
parcel s1 of 1300 lines 1x2 by shop(billing_admin)
posts nothing
ship s1 by shop(billing_admin)
expect shipment s1 shipped
posts 2100/1300 66.66 / 4000 66.66
shipment s1 deliver by shop(billing_admin)
posts nothing
# The third was never revenue, so its refund touches none.
never 1300 lines 1x1 by bob(billing_admin) because the mould broke
posts 2100/1300 33.33, 2200 2.33 / 2400 35.66
settle
clock 2d
settle
posts 2400 35.66 / 1110 35.66
books 2100 0.00, 2200 -4.66, 4000 -66.66, 4100 0.00, 2400 0.00, 1110 71.32

# Captured at shipment instead: only what goes out is taken, and the third is credited without any refund.
order 1301 EUR by ada: BOWL 3 106.98 tax 6.99 later
pay 1301 sandbox tok_ok 106.98
plan 1301 by bob(billing_admin): shipped on shipment
settle
books 1200/1301 106.98, 1110 71.32
parcel s2 of 1301 lines 1x2 by shop(billing_admin)
ship s2 by shop(billing_admin)
settle
posts 2100/1301 66.66, 1110 71.32 / 4000 66.66, 1200/1301 71.32
late 1301 lines 1x1 by bob(billing_admin) because the mould broke
posts nothing
never 1301 lines 1x1 by bob(billing_admin) because nobody mends it
settle
posts 2100/1301 33.33, 2200 2.33 / 1200/1301 35.66
bank 1301 captured 71.32 released 35.66
books 2100 0.00, 1200 0.00, 2200 -9.32, 4000 -133.32, 4100 0.00

# The trap: one that went out comes back while the third is still to be made. That is revenue given back, and what is not
# made yet stays deferred.
order 1302 EUR by ada: BOWL 3 106.98 tax 6.99 later
pay 1302 sandbox tok_ok 106.98 at once
settle
parcel s3 of 1302 lines 1x2 by shop(billing_admin)
ship s3 by shop(billing_admin)
books 2100/1302 -33.33
refund r1 of 1302 lines 1x1 by bob(billing_admin) because changed_mind
posts 4100/changed_mind 33.33, 2200 2.33 / 2400/r1 35.66
books 2100/1302 -33.33
settle
clock 2d
settle
parcel s4 of 1302 lines 1x1 by shop(billing_admin)
ship s4 by shop(billing_admin)
books 2100/1302 0.00
