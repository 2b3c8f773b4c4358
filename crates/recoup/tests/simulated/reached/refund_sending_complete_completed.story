recoup story 1
reaches refund: sending --complete--> completed
seed 110, 2 shops, 1 node
+0 order 152 in shop 1: plain
+21 ann about order 161, payment 1: refund 60 %
+32 cid about order 149, payment 1: capture last 60 %
+0 order 162 in shop 2: draw 16474305815648543705
+0 bob about order 152, payment 1: refund 60 %
+44 shop about order 159, payment 1: refund 60 %
+1 node 1 crashes for 3128 ms
+0 the clock jumps 900000 s
