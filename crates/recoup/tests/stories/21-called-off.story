# An order is called off before any money came: the authorization goes back, and the receivable is credited.
order 1024 EUR by vera: HARP 1 1190.00 tax 190.00 later
pay 1024 sandbox tok_ok 1190.00
settle
posts 1200/1024 1190.00 / 2100/1024 1000.00, 2200 190.00
cancel 1024 by bob(billing_admin) because changed her mind
posts 2100/1024 1000.00, 2200 190.00 / 1200/1024 1190.00
settle
expect payment 1024 released
expect order 1024 canceled
bank 1024 captured 0.00 released 1190.00
pay 1024 sandbox tok_ok 10.00
refused not_in_state

# One whose bank asks the customer first is confirmed too late: what it authorizes goes back at once.
order 1025 EUR by vera: FLUTE 1 119.00 tax 19.00
pay 1025 sandbox tok_action 119.00
settle
expect payment 1025 requires_action
cancel 1025 by bob(billing_admin) because nobody answers
bank confirms 1025
settle
bank 1025 captured 0.00 released 119.00
books 1200 0.00, 1110 0.00, 4100/canceled 100.00, 2200 0.00

# A declined card brings nothing; another one does.
order 1026 EUR by vera: DRUM 1 119.00 tax 19.00
pay 1026 sandbox tok_decline_insufficient_funds 119.00 at once
settle
expect payment 1026 failed
pay 1026 sandbox tok_ok 119.00 at once
settle
expect payment 1026/2 captured
cancel 1026 by bob(billing_admin) because too late
refused not_in_state
books 1200 0.00, 1110 119.00
