# The card that paid last takes nothing back any more. By rule its part goes to the next tender that has room.
policy refund_routing by bob(billing_admin): rest when true then spread newest_first or next_tender
approve refund_routing by eve(approver)
order 1420 EUR by max: STOVE 1 357.00 tax 57.00
pay 1420 sandbox tok_ok 238.00 at once
pay 1420 sandbox tok_refund_fails 119.00 at once
settle
books 1200 0.00, 1110 357.00
spread a1 of 1420 59.50 by bob(billing_admin) because damaged
posts 4100/damaged 50.00, 2200 9.50 / 2400/a1/1 59.50
settle
clock 2d
settle
expect refund a1/1 failed
# A word of the bank may overtake another, so an hour is waited.
clock 1h
settle
expect refund a1/1 canceled
expect refund a1/1+ accepted
clock 2d
settle
expect refund a1/1+ settled
books 2400 0.00, 1110 297.50

# A shop that lets a person decide, and what he may choose from.
policy refund_routing by bob(billing_admin): rest when true then spread newest_first
approve refund_routing by eve(approver)
customer ned reads en
order 1421 EUR by ned: STOVE 1 357.00 tax 57.00
pay 1421 sandbox tok_ok 238.00 at once
pay 1421 sandbox tok_refund_fails 119.00 at once
settle
books 1110 654.50
spread a2 of 1421 119.00 by bob(billing_admin) because damaged
posts 4100/damaged 100.00, 2200 19.00 / 2400/a2/1 119.00
settle
clock 2d
settle
expect refund a2/1 failed
move m1 of a2/1 to 1421/2 by bob(billing_admin) because he wants it there
refused invalid
move m1 of a2/1 to 1421/1 by bob(billing_admin) because the card is closed
expect refund a2/1 canceled
posts 4100/damaged 100.00, 2200 19.00, 2400/a2/1 119.00 / 4100/damaged 100.00, 2200 19.00, 2400/m1 119.00
move m2 of a2/1 to balance by bob(billing_admin) because once more
refused not_in_state
settle
clock 2d
settle
expect refund m1 settled
posts 2400/m1 119.00 / 1110 119.00
# The rest of that card's money cannot go back to it either: it is paid to the customer's balance.
refund r1 of 1421/2 47.60 by bob(billing_admin) because damaged
settle
clock 2d
settle
expect refund r1 failed
books 2400/r1 -47.60
move m3 of r1 to balance by bob(billing_admin) because the card is closed
expect refund r1 credited
posts 2400/r1 47.60 / 2300/ned 47.60
books 2400 0.00, 1110 535.50
