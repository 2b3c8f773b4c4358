# Planted: pending-forgotten. Found and shortened by the simulation.
recoup story 1
breaks refundable
seed 19, 1 shop, 1 node
+0 order 3 in shop 1: plain
+53 shop about order 3, payment 1: refund the rest
+22 key-of-ann about order 3, payment 1: refund 60 %
