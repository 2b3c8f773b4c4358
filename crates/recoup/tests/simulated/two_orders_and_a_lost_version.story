# Planted: conflict-acknowledged. Found and shortened by the simulation.
recoup story 1
breaks acknowledged_is_kept
seed 25, 2 shops, 3 nodes
faults: request_twice 42640, store_away 8891
+0 order 5 in shop 2: plain
+0 order 6 in shop 1: plain
