recoup story 1
reaches capture: waiting --fail--> failed
seed 5684, 2 shops, 1 node
faults: commit_unheard 12268
+0 order 9 in shop 2: draw 16994150463780158588
+40 ann about order 7, payment 2: hold
+0 bob about order 9, payment 1: capture 60 %
+0 bob about order 9, payment 1: capture 60 %
+0 dora about order 9, payment 1: capture last 11 %
+25 rumour about order 9, payment 1: capture 3 capture_failed in row 3: one
