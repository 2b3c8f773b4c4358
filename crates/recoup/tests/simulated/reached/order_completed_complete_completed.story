recoup story 1
reaches order: completed --complete--> completed
seed 7, 1 shop, 1 node
+0 order 1 in shop 1: plain
+2000 ann about order 1, payment 1: complete
+900 rumour about order 1, payment 1: capture 1 capture_reversed in row 3: the whole
+900 ann about order 1, payment 1: complete
