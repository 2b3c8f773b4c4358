# Found at seed 170: the reply to a refund is lost, a day passes, and its key at the bank is forgotten.
recoup story 1
breaks one_effect_per_operation
seed 170, 1 shop, 2 nodes
faults: reply_lost 400000, stall 800
+0 order 1 in shop 1: plain
+3000 bob about order 1, payment 1: refund 60 %
+20 the clock jumps 86300 s
+60 the clock jumps 150 s
+500 node 1 crashes for 700 ms
+90 the clock jumps 3700 s
