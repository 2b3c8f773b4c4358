recoup story 1
reaches release: accepted --fail--> failed
seed 5199, 1 shop, 1 node
faults: bank_unreached 1000000
+0 order 1 in shop 1: draw 1001
+900 rumour about order 1, payment 1: authorization 1 authorized in row 0: the whole
+900 ann about order 1, payment 1: release
+900 rumour about order 1, payment 1: release 1 taken in row 0: the whole
+900 rumour about order 1, payment 1: release 1 release_failed in row 0: the whole
