recoup story 1
reaches payment: pending --expire_rest--> expired
seed 1017, 1 shop, 1 node
+0 order 3 in shop 1: draw 14151217379717125616
+7 rumour about order 3, payment 2: authorization 1 expired in row 1: the whole
