# Thirty days and three of grace pass, and nobody pays all of it.
customer quin reads en
invoice 2020 EUR by quin net 30 grace 3: OVEN 1 119.00 tax 19.00
pay 2020 sandbox tok_ok 59.50 at once
settle
books 1200/2020 59.50
clock 31d
settle
expect invoice 2020 partially_paid
clock 4d
settle
expect invoice 2020 past_due
# Whoever asks to give it up is not the one who agrees.
write-off 2020 with relief by bob(billing_admin) because insolvent
posts nothing
approve 2020 by bob(billing_admin)
refused self_approval
write-off 2020 with relief by bob(billing_admin) because insolvent
refused not_in_state
reject 2020 by fay(finance) because he promised to pay
posts nothing
write-off 2020 with relief by bob(billing_admin) because insolvent
approve 2020 by fay(finance)
expect invoice 2020 uncollectible
posts 6300 50.00, 2200 9.50 / 1200/2020 59.50
# He pays after all: it is owed again, and paid.
pay 2020 offline bank-1 59.50 at once
posts 1200/2020 59.50, 1010/bank-1 59.50 / 6300 50.00, 2200 9.50, 1200/2020 59.50
expect invoice 2020 paid
books 1200 0.00, 6300 0.00, 2200 -19.00

# Where the law grants no relief the tax stays payable, and the loss is the whole.
invoice 2021 EUR by quin net 30: OVEN 1 119.00 tax 19.00
clock 32d
settle
expect invoice 2021 past_due
books 1200/2021 119.00
write-off 2021 without relief by bob(billing_admin) because insolvent
approve 2021 by fay(finance)
posts 6300 119.00 / 1200/2021 119.00
