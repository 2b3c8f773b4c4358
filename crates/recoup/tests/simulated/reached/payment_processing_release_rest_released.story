recoup story 1
reaches payment: processing --release_rest--> released
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 rumour about order 1, payment 1: authorization 1 taken in row 0: the whole
+900 rumour about order 1, payment 1: authorization 1 released in row 0: the whole
