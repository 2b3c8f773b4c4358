# A small credit by hand goes through, a larger one and every debit take a second person.
customer ben reads de
adjust a1 of ben credit 20.00 by ann(support) because goodwill
posts 4110/goodwill 20.00 / 2300/ben 20.00
adjust a2 of ben credit 80.00 by ann(support) because goodwill
posts nothing
approve a2 by bob(billing_admin)
posts 4110/goodwill 80.00 / 2300/ben 80.00
adjust a3 of ben debit 150.00 by bob(billing_admin) because mistake
refused exceeds_balance
adjust a4 of ben debit 30.00 by bob(billing_admin) because mistake
posts nothing
# What is asked for is held meanwhile.
order 1210 EUR by ben: BAG 1 119.00 tax 19.00
posts 1200/1210 119.00 / 4000 100.00, 2200 19.00
pay 1210 balance ben 80.00
refused exceeds_balance
reject a4 by dora(billing_admin) because no mistake
pay 1210 balance ben 80.00
posts 2300/ben 80.00 / 1200/1210 80.00
books 2300/ben -20.00, 1200/1210 39.00
