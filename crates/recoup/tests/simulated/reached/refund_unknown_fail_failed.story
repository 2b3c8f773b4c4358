recoup story 1
reaches refund: unknown --fail--> failed
seed 10022, 1 shop, 3 nodes
faults: request_lost 52494, request_twice 4565, commit_unheard 83, write_unheard 8336, webhook_lost 90374, error_500_after 37917
+0 order 11 in shop 1: draw 6330848365665065037
+50 dora about order 9, payment 1: deliver line 3
+39 dora about order 11, payment 2: refund 60 %
+13 ann about order 11, payment 1: refund one
+24 the clock jumps 86500 s
