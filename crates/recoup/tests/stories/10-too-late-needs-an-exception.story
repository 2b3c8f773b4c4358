# A year later the policy says no, unless someone names the rule and finance agrees.
order 1012 EUR by kai: BIKE 1 90.00 tax 14.37
pay 1012 offline till-1 90.00 at once
clock 400d
refund r1 of 1012 90.00 by bob(billing_admin) because warranty
refused policy_denied
refund r2 of 1012 90.00 by bob(billing_admin) because warranty exception too-late recall of the maker
expect refund r2 awaiting_approval
approve r2 by eve(approver)
refused role_missing
approve r2 by fay(finance)
expect refund r2 sending
cancel-refund r2 by bob(billing_admin) because too late
refused not_in_state
confirm r2 by bob(billing_admin) receipt 12
books 1010 0.00, 2400 0.00
