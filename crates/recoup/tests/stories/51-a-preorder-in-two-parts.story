# A deposit with the order, the rest when the goods go out, in two parts; what never comes is given back.
order 1310 EUR by bea: SOFA 2 238.00 tax 38.00 later; RUG 1 119.00 tax 19.00 later
pay 1310 sandbox tok_ok 357.00
plan 1310 by bob(billing_admin): deposit 57.00 on order; shipped on shipment
settle
posts 1200/1310 357.00, 1110 57.00 / 2100/1310 300.00, 2200 57.00, 1200/1310 57.00
# The first sofa: the deposit is used up first.
parcel s1 of 1310 lines 1x1 by shop(billing_admin)
shipment s1 pack by shop(billing_admin)
ship s1 by shop(billing_admin)
settle
posts 2100/1310 100.00, 1110 62.00 / 4000 100.00, 1200/1310 62.00
shipment s1 deliver by shop(billing_admin)
parcel s2 of 1310 lines 1x1 by shop(billing_admin)
ship s2 by shop(billing_admin)
settle
posts 2100/1310 100.00, 1110 119.00 / 4000 100.00, 1200/1310 119.00
never 1310 lines 2x1 by bob(billing_admin) because the weaver retired
settle
posts 2100/1310 100.00, 2200 19.00 / 1200/1310 119.00
bank 1310 captured 238.00 released 119.00
books 1200 0.00, 2100 0.00, 1110 238.00, 2200 -38.00
