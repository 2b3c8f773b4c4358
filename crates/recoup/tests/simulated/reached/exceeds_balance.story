recoup story 1
reaches exceeds_balance
seed 2009, 3 shops, 3 nodes
faults: slow 28205, webhook_reorder 61400, webhook_drop 8254, webhook_late 77180
+0 order 38 in shop 2: draw 8023708698659999396
+45 cid about order 42, payment 1: capture the rest
+0 shop about order 38, payment 1: release
+44 till about order 38, payment 1: odd 828148163764694189
