recoup story 1
reaches refund: unknown --complete--> completed
seed 5002, 2 shops, 1 node
faults: answer_lost 18308, store_conflict 18107, write_unheard 5582, stall 613, webhook_lost 30609, webhook_unheard 60569, error_500_before 21306, error_500_after 37758
+52 order 1 in shop 2: plain
+45 dora about order 1, payment 1: refund-units 3 of line 3
+0 dora about order 1, payment 1: capture 79 %
+17 key-of-ann about order 2, payment 1: refund 60 %
+1 ann about order 2, payment 1: refund 60 %
+0 shop about order 1, payment 1: capture last 40 %
+0 bob about order 1, payment 1: capture one
+1 ann about order 1, payment 1: capture one
+0 bob about order 1, payment 1: refund 60 %
+0 cid about order 1, payment 1: refund 60 %
+3 eve about order 1, payment 1: refund 60 %
+0 till about order 3, payment 1: refund the rest
+39 ann about order 3, payment 1: odd 13097890087040664967
+0 bob about order 3, payment 1: refund 60 %
+0 shop about order 2, payment 1: refund 60 %
+0 order 4 in shop 2: plain
+0 dora about order 4, payment 1: refund 60 %
+0 bob about order 2, payment 1: deliver line 1
+0 eve about order 2, payment 1: retry refund 1
+0 order 5 in shop 2: draw 1616982935196127506
+0 order 6 in shop 2: plain
+0 cid about order 6, payment 1: refund 60 %
+0 dora about order 6, payment 1: refund 60 %
+45 shop about order 6, payment 1: refund 60 %
+0 the clock jumps 260000 s
