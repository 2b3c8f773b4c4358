recoup story 1
reaches refund: returned --return--> returned
seed 49, 1 shop, 1 node
+0 order 314 in shop 1: draw 8672098941479710791
+57 dora about order 309, payment 1: refund 60 %
+0 cid about order 314, payment 2: refund the rest
+52 ann about order 322, payment 1: refund 60 %
+0 the clock jumps 900000 s
+57 rumour about order 314, payment 2: refund 1 refund_settled in row 3: one
+51 rumour about order 314, payment 2: refund 1 refund_failed in row 1: one
