recoup story 1
reaches release: failed --complete--> completed
seed 2009, 2 shops, 1 node
+0 order 8 in shop 2: draw 1867451733653992030
+28 order 11 in shop 2: plain
+0 rumour about order 8, payment 1: authorization 1 authorized in row 0: the rest
+0 eve about order 8, payment 1: cancel-order
+51 dora about order 21, payment 1: refund-units 3 of line 1
+0 rumour about order 8, payment 1: release 1 released in row 3: 50 %
