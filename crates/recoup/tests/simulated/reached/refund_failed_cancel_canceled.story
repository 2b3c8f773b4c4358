recoup story 1
reaches refund: failed --cancel--> canceled
seed 2023, 2 shops, 1 node
faults: request_lost 28251, request_twice 28287, answer_lost 59859, store_busy 9115, store_away 4615, store_conflict 19618, commit_unheard 10586, timeout_before 29246, error_500_before 30795, refuse 57579
+0 order 2 in shop 2: draw 1066294834815821653
+45 ann about order 2, payment 1: capture the whole
+54 till about order 1, payment 1: refund 60 %
+0 ann about order 2, payment 1: refund 60 %
+0 eve about order 2, payment 2: refund 60 %
+0 ann about order 2, payment 1: refund 60 %
+35 key-of-ann about order 1, payment 1: refund 60 %
+30 dora about order 2, payment 1: cancel refund 2
