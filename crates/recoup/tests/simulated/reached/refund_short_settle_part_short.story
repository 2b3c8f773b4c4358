recoup story 1
reaches refund: short --settle_part--> short
seed 2104, 2 shops, 1 node
+0 order 6 in shop 2: plain
+33 eve about order 6, payment 1: capture 60 %
+47 bob about order 6, payment 1: refund 60 %
+35 rumour about order 6, payment 1: refund 1 refund_settled in row 0: one
+0 rumour about order 6, payment 1: refund 1 refund_returned in row 3: 50 %
