# The bank authorizes but its answer is lost; asking finds out, and nothing happens twice.
order 1006 EUR by fred: PEN 2 20.00 tax 3.19
pay 1006 sandbox tok_timeout_after 20.00 at once
settle
expect payment 1006 captured
bank 1006 captured 20.00 refunded 0.00
