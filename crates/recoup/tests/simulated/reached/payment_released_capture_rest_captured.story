recoup story 1
reaches payment: released --capture_rest--> captured
seed 9039, 1 shop, 1 node
+0 order 7 in shop 1: plain
+17 rumour about order 7, payment 1: authorization 1 authorized in row 0: one
+33 rumour about order 8, payment 1: release 1 release_failed in row 1: the whole
+0 shop about order 7, payment 1: cancel-order
+24 rumour about order 7, payment 1: authorization 1 authorized in row 3: more than the whole
+0 rumour about order 7, payment 1: release 1 released in row 0: 50 %
+0 rumour about order 7, payment 1: capture 1 captured in row 0: one
