recoup story 1
reaches approval_stale
seed 1096, 1 shop, 1 node
faults: request_lost 12639, commit_unheard 7125, reply_lost 8519, error_500_before 33666, slow 28401
+0 order 71 in shop 1: draw 12391568365973360459
+49 cid about order 57, payment 1: refund 60 %
+0 dora proposes a policy in shop 1: draw 6693597258825527821
+51 till about order 70, payment 1: capture 87 %
+0 key-of-ann agrees to the policy in shop 1
+0 order 74 in shop 1: plain
+2 key-of-ann about order 60, payment 1: capture last 78 %
+40 order 82 in shop 1: plain
+0 order 83 in shop 1: draw 9953539027795473849
+17 rumour about order 68, payment 2: authorization 1 declined in row 3: 50 %
+58 dora about order 83, payment 1: refund 12 %
+0 cid about order 83, payment 1: refund 12 %
+20 eve about order 83, payment 1: odd 1374073514474673403
