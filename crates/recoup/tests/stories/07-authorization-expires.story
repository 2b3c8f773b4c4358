# Nobody captures: the rest is given back before the authorization runs out.
order 1007 EUR by gina: BAG 1 80.00 tax 12.77
pay 1007 sandbox tok_ok 80.00
settle
clock 6d
clock 13h
settle
expect payment 1007 released
bank 1007 captured 0.00 released 80.00

# Where nobody was there to give it back, it expires, and the order can be called off.
order 1008 EUR by gina: BAG 1 80.00 tax 12.77
pay 1008 sandbox tok_expires_fast 80.00
settle
clock 2h
settle
expect payment 1008 expired
cancel 1008 by bob(billing_admin) because nobody paid
expect order 1008 canceled
books 1200 80.00, 4000 -134.46, 4100 67.23
