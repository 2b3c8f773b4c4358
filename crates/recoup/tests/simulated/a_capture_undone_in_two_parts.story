# `recoup verify` called this wrong until it knew that a capture undone whole keeps the amount of its last part.
recoup story 1
breaks captures
seed 172, 1 shop, 1 node
+0 order 1 in shop 1: plain
+500 shop about order 1, payment 1: refund the rest
+10 rumour about order 1, payment 1: capture 1 capture_reversed in row 3: 50 %
+10 rumour about order 1, payment 1: capture 1 capture_reversed in row 1: the whole
