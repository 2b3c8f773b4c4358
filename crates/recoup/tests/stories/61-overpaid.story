# Ten more than was owed arrive by transfer: the customer has them on the balance, and spends them.
customer paul reads en
invoice 2010 EUR by paul net 14: SHELF 1 250.00 tax 39.92
posts 1200/2010 250.00 / 4000 210.08, 2200 39.92
pay 2010 offline bank-1 260.00 at once
posts 1010/bank-1 260.00, 1200/2010 10.00 / 1200/2010 260.00, 2300/paul 10.00
expect invoice 2010 paid
invoice 2011 EUR by paul net 14: HOOK 1 23.80 tax 3.80
posts 1200/2011 23.80 / 4000 20.00, 2200 3.80
pay 2011 balance paul 10.01
refused exceeds_balance
pay 2011 balance paul 10.00
posts 2300/paul 10.00 / 1200/2011 10.00
expect invoice 2011 partially_paid
books 2300 0.00, 1200/2011 13.80
# Some of the rest is credited, and the rest of that is paid.
credit-invoice 2011 20.00 by bob(billing_admin) because scratched
refused exceeds_open
credit-invoice 2011 11.90 by bob(billing_admin) because scratched
posts 4100/scratched 10.00, 2200 1.90 / 1200/2011 11.90
pay 2011 offline till-1 1.90 at once
posts 1010/till-1 1.90 / 1200/2011 1.90
expect invoice 2011 paid
