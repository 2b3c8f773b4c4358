recoup story 1
reaches release: waiting --complete--> completed
seed 5199, 1 shop, 1 node
faults: error_500_after 26311
+0 order 30 in shop 1: draw 16772595480307443047
+57 dora about order 24, payment 1: refund 60 %
+0 rumour about order 30, payment 1: authorization 1 authorized in row 1: 50 %
+34 key-of-ann about order 27, payment 1: refund 60 %
+0 ann about order 30, payment 1: capture 4 %
+30 ann about order 30, payment 1: release
+12 shop about order 37, payment 1: hold
+0 rumour about order 30, payment 1: release 1 released in row 0: the whole
