recoup story 1
reaches refund: short --credit--> credited
seed 2067, 1 shop, 3 nodes
faults: request_twice 43342, commit_unheard 11337, bank_unreached 23048, webhook_lost 79044
+27 order 62 in shop 1: plain
+18 dora about order 53, payment 1: refund 60 %
+54 ann about order 59, payment 1: resume
+0 ann about order 62, payment 1: refund 60 %
+35 shop about order 55, payment 2: refund 60 %
+0 rumour about order 62, payment 1: refund 1 refund_settled in row 1: one
+0 bob about order 62, payment 1: credit refund 1
