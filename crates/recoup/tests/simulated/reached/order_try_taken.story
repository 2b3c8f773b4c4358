recoup story 1
reaches order.try_taken
seed 7, 1 shop, 1 node
+0 order 1 in shop 1: draw 1
