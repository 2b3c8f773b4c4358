recoup story 1
reaches order: completed --add_tender--> open
seed 2057, 1 shop, 1 node
+0 order 73 in shop 1: plain
+57 ann about order 73, payment 1: complete
+0 rumour about order 73, payment 1: capture 1 capture_reversed in row 3: the whole
+51 dora about order 73, payment 1: tender 17640868128580981701
