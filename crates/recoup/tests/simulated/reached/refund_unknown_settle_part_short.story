recoup story 1
reaches refund: unknown --settle_part--> short
seed 5022, 3 shops, 1 node
faults: commit_unheard 15520, timeout_before 23674, timeout_after 13557, error_500_before 38422
+0 order 3 in shop 3: plain
+23 ann about order 3, payment 2: capture 60 %
+26 till about order 3, payment 2: capture more than the whole
+0 cid about order 3, payment 1: refund 60 %
+31 key-of-ann about order 3, payment 1: refund 60 %
+23 key-of-ann about order 5, payment 2: refund 60 %
+0 rumour about order 3, payment 1: refund 2 refund_settled in row 2: one
