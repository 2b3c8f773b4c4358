recoup story 1
reaches refund: sending --settle_part--> short
seed 1059, 1 shop, 1 node
+0 order 42 in shop 1: draw 14898195183676890674
+0 order 43 in shop 1: draw 13125810446088071176
+38 order 47 in shop 1: plain
+28 cid about order 43, payment 3: refund 60 %
+32 rumour about order 43, payment 3: refund 1 refund_settled in row 3: 50 %
