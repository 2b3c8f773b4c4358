# Money at the till is paid by people: they say when it was paid, and when it came back.
order 1018 EUR by paul: TENT 1 200.00 tax 31.93
pay 1018 offline till-1 200.00 at once
posts 1200/1018 200.00, 1010/till-1 200.00 / 4000 168.07, 2200 31.93, 1200/1018 200.00
refund r1 of 1018 80.00 by bob(billing_admin) because torn
posts 4100/torn 67.23, 2200 12.77 / 2400/r1 80.00
bounce r1 by bob(billing_admin) receipt nobody-home
expect refund r1 failed
posts nothing
retry r1 by bob(billing_admin)
confirm r1 by bob(billing_admin) receipt 4712
expect refund r1 settled
posts 2400/r1 80.00 / 1010/till-1 80.00
bounce r1 by bob(billing_admin) receipt bank-return-9
expect refund r1 returned
posts 1010/till-1 80.00 / 2400/r1 80.00
credit r1 by bob(billing_admin)
posts 2400/r1 80.00 / 2300/paul 80.00
bounce r1 by bob(billing_admin) receipt again
refused not_in_state
