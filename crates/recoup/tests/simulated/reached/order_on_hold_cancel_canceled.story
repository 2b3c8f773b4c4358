recoup story 1
reaches order: on_hold --cancel--> canceled
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 rumour about order 1, payment 1: authorization 1 declined in row 0: the whole
+900 eve about order 1, payment 1: hold
+900 eve about order 1, payment 1: cancel-order
