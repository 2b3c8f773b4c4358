# A draft is on no books until it is sent, and what was sent can be called off as long as nobody paid.
invoice 2030 EUR by rosa net 7 draft: COAT 1 178.50 tax 28.50
posts nothing
expect invoice 2030 draft
pay 2030 sandbox tok_ok 178.50 at once
refused not_in_state
send 2030
posts 1200/2030 178.50 / 4000 150.00, 2200 28.50
expect invoice 2030 open
send 2030
refused not_in_state
credit-invoice 2030 full by bob(billing_admin) because mistake
refused not_in_state
credit-invoice 2030 59.50 by bob(billing_admin) because mistake
posts 4100/mistake 50.00, 2200 9.50 / 1200/2030 59.50
void 2030 by bob(billing_admin) because the address is wrong
expect invoice 2030 void
posts 4100 100.00, 2200 19.00 / 1200/2030 119.00
books 1200 0.00, 2200 0.00
invoice 2031 EUR by rosa net 7 draft: COAT 1 178.50 tax 28.50
void 2031 by bob(billing_admin) because nobody wants it
expect invoice 2031 void
posts nothing
