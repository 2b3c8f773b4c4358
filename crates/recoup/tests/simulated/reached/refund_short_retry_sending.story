recoup story 1
reaches refund: short --retry--> sending
seed 1137, 1 shop, 1 node
faults: request_twice 52989, store_busy 9202, store_conflict 11749
+0 order 44 in shop 1: draw 5579846088391527620
+54 ann about order 48, payment 2: approve refund 1
+15 bob about order 44, payment 2: refund 60 %
+36 rumour about order 44, payment 2: refund 1 refund_settled in row 1: one
+59 dora about order 44, payment 2: retry refund 1
