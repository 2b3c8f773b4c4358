# A held order takes no money until it goes on.
order 1019 EUR by rita: BOOT 1 90.00 tax 14.37
hold 1019 by bob(billing_admin) because the address looks wrong
pay 1019 sandbox tok_ok 90.00 at once
refused not_in_state
resume 1019 by bob(billing_admin)
expect order 1019 open
pay 1019 sandbox tok_ok 90.00 at once
settle
expect payment 1019 captured

# Whoever asked may take the question back, nobody else.
order 1020 EUR by rita: SKI 1 800.00 tax 127.73
pay 1020 sandbox tok_ok 800.00 at once
settle
refund r1 of 1020 700.00 by bob(billing_admin) because torn
expect refund r1 awaiting_approval
withdraw r1 by dora(billing_admin)
refused role_missing
withdraw r1 by bob(billing_admin)
expect refund r1 canceled
books 2400 0.00, 4100 0.00
# What was reserved is free again.
refund r2 of 1020 800.00 by bob(billing_admin) because torn
expect refund r2 awaiting_approval
# Nobody decides in three days: the question lapses, and nothing is owed.
clock 4d
settle
expect refund r2 rejected
books 2400 0.00, 4100 0.00
bank 1020 captured 800.00 refunded 0.00
