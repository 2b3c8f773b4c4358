# The bank disputes something that was sold at its own till. It waits until a person knows which payment that is.
order 1111 EUR by ida: BOWL 1 59.50 tax 9.50
pay 1111 sandbox tok_ok 59.50 at once
settle
books 1110 59.50
bank strange d1 59.50 fraud
settle
posts nothing
marked 1111 nothing
clock 1d
settle
posts nothing
match d1 to 1111 by fay(finance) because the amount and the card are the same
posts nothing
raised matched_by_hand
settle
expect dispute d1 needs_response
marked 1111 disputed
posts 1300/d1 59.50, 6110 15.00 / 1110 74.50
bank decides d1 won
settle
expect dispute d1 won
posts 1110 59.50 / 1300/d1 59.50
resolve matched_by_hand by gus(finance) because the card is the same
raised nothing
