recoup story 1
reaches customer.loss_recovered
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 bob about order 1, payment 1: top-up 1
+900 rumour about order 1, payment 2: authorization 1 authorized in row 0: the whole
+900 rumour about order 1, payment 2: capture 1 captured in row 0: the whole
+900 ann about order 1, payment 2: refund 60 %
+900 rumour about order 1, payment 2: capture 1 capture_reversed in row 1: the whole
+900 rumour about order 1, payment 2: refund 1 refund_failed in row 0: the whole
