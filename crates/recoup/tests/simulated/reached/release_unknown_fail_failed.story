recoup story 1
reaches release: unknown --fail--> failed
seed 9280, 1 shop, 2 nodes
faults: request_twice 11485, store_busy 6119, store_away 9165, store_conflict 6425, write_unheard 7340, bank_unreached 1566, reply_lost 4036, webhook_unheard 46245
+0 order 1 in shop 1: draw 14796637750383903750
+1 till about order 2, payment 1: refund 60 %
+22 cid about order 2, payment 1: refund 60 %
+0 order 3 in shop 1: draw 13871914529915442755
+1 bob about order 3, payment 1: refund 60 %
+32 shop about order 3, payment 1: refund 60 %
+19 dora about order 3, payment 1: refund-units 1 of line 3
+37 rumour about order 3, payment 3: authorization 1 action_required in row 2: more than the whole
+29 till about order 1, payment 1: capture 6 %
+37 dora about order 3, payment 2: refund 60 %
+0 till about order 3, payment 2: refund 60 %
+21 cid about order 3, payment 3: capture last 20 %
+32 bob about order 1, payment 1: capture the whole
+11 cid about order 3, payment 1: release
+48 key-of-ann about order 3, payment 1: odd 13066721187584087528
+0 rumour about order 3, payment 1: release 1 release_failed in row 3: the rest
