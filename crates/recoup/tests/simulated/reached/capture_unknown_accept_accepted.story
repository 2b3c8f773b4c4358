recoup story 1
reaches capture: unknown --accept--> accepted
seed 7, 1 shop, 1 node
faults: reply_lost 1000000
+0 order 1 in shop 1: draw 1001
+900 rumour about order 1, payment 1: authorization 1 authorized in row 0: the whole
+900 ann about order 1, payment 1: capture 60 %
+70 rumour about order 1, payment 1: capture 1 taken in row 0: the whole
