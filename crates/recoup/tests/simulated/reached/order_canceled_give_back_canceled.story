recoup story 1
reaches order: canceled --give_back--> canceled
seed 1081, 1 shop, 1 node
+0 order 5 in shop 1: plain
+23 dora about order 2, payment 1: capture 82 %
+0 rumour about order 5, payment 1: authorization 1 authorized in row 3: one
+37 shop about order 5, payment 1: cancel-order
+0 rumour about order 5, payment 1: capture 1 captured in row 0: more than the whole
+0 ann about order 5, payment 1: refund 60 %
