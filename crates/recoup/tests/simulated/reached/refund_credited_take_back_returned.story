recoup story 1
reaches refund: credited --take_back--> returned
seed 7, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: plain
+900 bob about order 1, payment 1: top-up 1
+900 rumour about order 1, payment 2: authorization 1 authorized in row 0: the whole
+900 rumour about order 1, payment 2: capture 1 captured in row 0: the whole
+900 ann about order 1, payment 2: refund 60 %
+900 rumour about order 1, payment 2: refund 1 refund_settled in row 1: the whole
+900 rumour about order 1, payment 2: refund 1 refund_returned in row 2: 50 %
+900 rumour about order 1, payment 2: refund 1 refund_settled in row 3: 50 %
