# The bank takes an hour for a capture. What closes the authorization waits for it, and nothing is booked before.
order 1023 EUR by udo: BIKE 1 357.00 tax 57.00
pay 1023 sandbox tok_capture_pending 357.00
settle
posts 1200/1023 357.00 / 4000 300.00, 2200 57.00
capture c1 of 1023 119.00 by bob(billing_admin)
settle
expect capture c1 accepted
posts nothing
refund r1 of 1023 10.00 by bob(billing_admin) because late
refused not_in_state
capture c2 of 1023 300.00 by bob(billing_admin)
refused exceeds_authorized
capture c2 of 1023 119.00 last by bob(billing_admin)
complete 1023 by bob(billing_admin)
refused not_in_state
clock 2h
settle
clock 2h
settle
expect capture c1 completed
expect capture c2 completed
expect payment 1023 captured
posts 1110 238.00 / 1200/1023 238.00
bank 1023 captured 238.00 released 119.00
complete 1023 by bob(billing_admin)
posts 4100/never_captured 100.00, 2200 19.00 / 1200/1023 119.00
books 1200 0.00, 1110 238.00
