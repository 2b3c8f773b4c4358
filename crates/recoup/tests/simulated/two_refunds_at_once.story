# Two people click at once: only one of the two refunds may be given.
recoup story 1
breaks refundable
seed 1, 1 shop, 2 nodes
+0 order 1 in shop 1: plain
+2000 bob about order 1, payment 1: refund 60 %
+0 eve about order 1, payment 1: refund 60 %
