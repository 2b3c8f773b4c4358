recoup story 1
reaches refund: credited --return--> returned
seed 1429, 1 shop, 1 node
+44 order 19 in shop 1: draw 9910040733199969849
+27 key-of-ann about order 24, payment 1: refund 60 %
+14 till about order 18, payment 1: refund 60 %
+0 ann about order 19, payment 1: refund-units 3 of line 2
+0 key-of-ann about order 19, payment 1: refund 60 %
+42 rumour about order 19, payment 1: refund 2 refund_settled in row 2: 50 %
+43 till about order 19, payment 1: credit refund 2
