recoup story 1
reaches outcome.confirmed
seed 5, 1 shop, 1 node
+0 order 1 in shop 1: plain
+2000 bob about order 1, payment 1: refund 60 %
+12 the gateway says nothing of order 1, payment 1
+0 bob about order 1, payment 1: say-done 1
+600 dora about order 1, payment 1: agree-to-claim 1
