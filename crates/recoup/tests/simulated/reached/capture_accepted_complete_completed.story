recoup story 1
reaches capture: accepted --complete--> completed
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: draw 1001
+900 rumour about order 1, payment 1: authorization 1 authorized in row 0: the whole
+900 ann about order 1, payment 1: capture 60 %
+900 rumour about order 1, payment 1: capture 1 taken in row 0: the whole
+900 rumour about order 1, payment 1: capture 1 captured in row 0: the whole
