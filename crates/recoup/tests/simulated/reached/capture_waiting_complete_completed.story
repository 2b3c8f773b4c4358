recoup story 1
reaches capture: waiting --complete--> completed
seed 10184, 1 shop, 3 nodes
faults: request_lost 16555, request_twice 48002, store_busy 3581, store_away 7694
+0 order 3 in shop 1: draw 3020091129006226151
+42 till about order 3, payment 2: capture 8 %
+0 dora about order 3, payment 2: capture last 77 %
+59 rumour about order 3, payment 2: authorization 1 authorized in row 1: 50 %
+0 rumour about order 3, payment 2: capture 2 capture_reversed in row 3: 50 %
