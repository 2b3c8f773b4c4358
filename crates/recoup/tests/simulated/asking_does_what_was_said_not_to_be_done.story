recoup story 1
breaks not_done_stays_so
seed 3, 1 shop, 1 node
gateway adyen
+0 order 1 in shop 1: plain
+2 the gateway says nothing of order 1, payment 1
+0 bob about order 1, payment 1: say-not-done 1
+600 dora about order 1, payment 1: agree-to-claim 1
