# Planted: requester-approves. Found and shortened by the simulation.
recoup story 1
breaks approvals
seed 1, 2 shops, 1 node
+0 key-of-ann proposes a policy in shop 2: draw 11071870404588019211
+20 shop about order 22, payment 1: cancel refund 1
+0 key-of-ann agrees to the policy in shop 2
