# Planted: known-key-decided. Found and shortened by the simulation.
recoup story 1
breaks acknowledged_is_kept
seed 37, 1 shop, 1 node
faults: request_twice 42640, answer_lost 42644, write_unheard 9516, reply_lost 14674
+0 order 60 in shop 1: draw 11328920894230125340
+43 cid about order 48, payment 1: deliver line 1
+0 ann about order 60, payment 1: refund one
