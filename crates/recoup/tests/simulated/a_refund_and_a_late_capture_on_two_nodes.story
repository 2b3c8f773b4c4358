# Planted: version-unchecked. Found and shortened by the simulation.
recoup story 1
breaks no_defect
seed 18, 1 shop, 3 nodes
faults: answer_lost 42644, store_busy 9226, store_away 8891, commit_unheard 1680, write_unheard 9516, bank_unreached 14292, reply_lost 14674
+32 order 52 in shop 1: plain
+49 dora about order 42, payment 2: book 4701244268893759415
+2 till about order 54, payment 1: refund 60 %
+0 rumour about order 52, payment 1: capture 1 captured in row 2: the whole
+0 ann about order 52, payment 1: refund 60 %
