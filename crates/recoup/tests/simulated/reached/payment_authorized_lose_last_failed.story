recoup story 1
reaches payment: authorized --lose_last--> failed
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 rumour about order 1, payment 1: authorization 1 authorized in row 0: the whole
+900 rumour about order 1, payment 1: capture 1 capture_failed in row 0: the whole
+900 eve about order 1, payment 1: capture 60 %
+900 rumour about order 1, payment 1: capture 2 captured in row 0: the whole
+900 rumour about order 1, payment 1: capture 2 capture_reversed in row 1: the whole
+900 rumour about order 1, payment 1: authorization 1 expired in row 0: the rest
