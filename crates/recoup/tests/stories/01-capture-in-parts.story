# A shop ships in two parcels and gives the rest of the authorization back.
order 1001 EUR by ada: CHAIR 4 516.00 tax 82.39
pay 1001 sandbox tok_ok 516.00
settle
expect payment 1001 authorized
books 1200 516.00, 1110 0.00

capture c1 of 1001 200.00 by bob(billing_admin)
settle
expect payment 1001 partially_captured
capture c2 of 1001 250.00 by bob(billing_admin)
settle
release of 1001 by bob(billing_admin)
settle
expect payment 1001 captured
bank 1001 captured 450.00 released 66.00
books 1110 450.00, 1200 66.00

# Nothing more can be captured, and what will never come is credited when the order is done.
capture c3 of 1001 1.00 by bob(billing_admin)
refused not_in_state
complete 1001 by bob(billing_admin)
expect order 1001 completed
books 1200 0.00, 4000 -433.61
