recoup story 1
reaches outcome.asking_ended
seed 7, 1 shop, 1 node
gateway paypal
+0 order 1 in shop 1: plain
+4000 bob about order 1, payment 1: refund 60 %
+4000 the clock jumps 900000 s
