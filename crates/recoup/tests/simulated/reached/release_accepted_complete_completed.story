recoup story 1
reaches release: accepted --complete--> completed
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 rumour about order 1, payment 1: authorization 1 authorized in row 0: the whole
+900 rumour about order 1, payment 1: capture 1 capture_failed in row 0: the whole
+900 eve about order 1, payment 1: release
+900 rumour about order 1, payment 1: release 1 taken in row 0: the whole
+900 rumour about order 1, payment 1: release 1 released in row 0: the whole
