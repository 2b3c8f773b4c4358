recoup story 1
reaches release: unknown --accept--> accepted
seed 196084296603472, 3 shops, 3 nodes
gateway mollie
faults: request_lost 54325, request_twice 19254, answer_lost 17429, store_busy 9728, store_conflict 3268, commit_unheard 5397, stall 105, bank_unreached 18438, webhook_lost 2563, error_500_before 30893, error_500_after 6119, slow 25569, webhook_duplicate 25015, webhook_late 38509
+0 order 140 in shop 1: draw 3774898881373142196
+33 shop about order 131, payment 2: capture the rest
+10 order 141 in shop 1: draw 8799561939465053662
+9 eve about order 138, payment 1: refund the rest
+9 cid about order 127, payment 1: refund 63 %
+33 key-of-ann about order 136, payment 1: refund the rest
+27 node 1 crashes for 1918 ms
+51 bob about order 138, payment 1: resume
+40 node 2 crashes for 1269 ms
+0 till about order 140, payment 1: release
+2 dora about order 140, payment 1: release
+12 ann about order 137, payment 1: refund 95 %
+10 order 142 in shop 3: draw 8394165495806241990
+0 rumour about order 132, payment 2: capture 1 capture_reversed in row 0: more than the whole
+0 eve about order 120, payment 1: deliver line 1
+2 till about order 120, payment 1: deliver line 1
+12 rumour about order 133, payment 1: capture 1 captured in row 0: the whole
+41 rumour about order 135, payment 1: capture 1 captured in row 2: more than the whole
+46 rumour about order 135, payment 1: capture 1 capture_reversed in row 3: the rest
+20 dora about order 123, payment 2: capture last 87 %
+36 rumour about order 134, payment 1: authorization 1 action_required in row 2: 50 %
+10 till about order 131, payment 2: refund-units 3 of line 2
+13 till about order 141, payment 1: refund 10 %
+0 shop about order 141, payment 1: refund 10 %
+27 cid about order 141, payment 1: refund-units 2 of line 3
+1 till about order 141, payment 1: refund-units 2 of line 3
+48 key-of-ann about order 142, payment 1: refund the rest
+1 till about order 142, payment 1: refund the rest
+12 shop about order 130, payment 1: capture 26 %
+49 rumour about order 135, payment 3: authorization 1 action_required in row 1: the rest
+21 ann about order 130, payment 1: capture one
+0 eve about order 126, payment 1: refund 99 %
+0 till about order 132, payment 3: capture 82 %
+0 eve refuses the policy in shop 1
+0 ann about order 135, payment 1: capture last 39 %
+49 ann about order 136, payment 1: refund 49 %
+0 order 143 in shop 1: draw 10303795939136971065
+0 rumour about order 139, payment 1: authorization 1 declined in row 1: 50 %
+0 key-of-ann about order 142, payment 1: capture more than the whole
+1 cid about order 142, payment 1: capture more than the whole
+0 dora about order 140, payment 1: goods 13784151072890950518
+0 ann about order 127, payment 1: refund 25 %
+0 till about order 136, payment 1: refund 89 %
+38 key-of-ann about order 131, payment 2: capture last 8 %
+17 key-of-ann about order 143, payment 1: refund the rest
+0 order 144 in shop 2: draw 11002522562215502094
+20 cid about order 134, payment 1: hold
+0 rumour about order 134, payment 1: authorization 1 released in row 0: more than the whole
+47 dora about order 134, payment 1: refund the whole
+54 bob about order 141, payment 1: refund 60 %
+53 till about order 135, payment 3: refund more than the whole
+0 till about order 143, payment 2: refund 60 %
+0 rumour about order 123, payment 1: release 1 taken in row 2: the whole
+37 key-of-ann about order 140, payment 1: hold
+0 order 145 in shop 2: draw 8961965337620396730
+10 rumour about order 130, payment 1: capture 2 captured in row 2: the whole
+0 dora about order 125, payment 1: refund the rest
+6 rumour about order 139, payment 1: capture 1 captured in row 2: the whole
+31 rumour about order 126, payment 1: release 1 release_failed in row 3: the whole
+36 cid about order 141, payment 1: refund one
+0 bob about order 143, payment 1: refund one
+16 dora about order 128, payment 1: refund-units 2 of line 1
+35 order 146 in shop 1: draw 15352039908888073853
+37 rumour about order 132, payment 2: capture 1 capture_reversed in row 1: the rest
+52 key-of-ann about order 144, payment 1: refund the rest
+0 cid about order 137, payment 1: tender 16939769000689612515
+2 ann about order 137, payment 1: tender 16939769000689612515
+45 key-of-ann proposes a policy in shop 2: draw 16976751483791472402
+0 key-of-ann about order 135, payment 3: refund 30 %
+9 till about order 144, payment 1: refund the rest
+44 ann about order 126, payment 1: refund the whole
+44 order 147 in shop 3: draw 6933149485769152375
+31 eve about order 140, payment 1: refund one
+0 cid about order 143, payment 2: deliver line 2
+1 cid about order 143, payment 2: deliver line 2
+43 eve about order 141, payment 1: hold
+0 cid about order 136, payment 1: refund-units 3 of line 2
+34 eve about order 146, payment 1: refund the rest
+27 dora about order 141, payment 1: refund the rest
+0 rumour about order 124, payment 2: authorization 1 declined in row 0: the whole
+14 eve about order 145, payment 2: refund-units 1 of line 3
+22 dora about order 140, payment 1: refund the rest
+11 rumour about order 143, payment 1: authorization 1 action_required in row 0: the whole
+34 rumour about order 132, payment 1: refund 1 refund_failed in row 3: the rest
+20 cid about order 133, payment 1: refund 96 %
+0 eve about order 145, payment 2: refund-units 2 of line 1
+16 shop about order 145, payment 1: capture last more than the whole
+0 rumour about order 127, payment 1: authorization 1 authorized in row 2: the whole
+37 rumour about order 143, payment 1: authorization 1 declined in row 0: the whole
+0 ann about order 140, payment 1: refund 22 %
+2 dora about order 140, payment 1: refund 22 %
+2 key-of-ann about order 140, payment 1: refund more than the whole
+49 till agrees to the policy in shop 3
+0 ann about order 142, payment 1: release
+10 bob about order 135, payment 2: capture last 85 %
+0 rumour about order 127, payment 1: authorization 1 released in row 3: more than the whole
+0 order 148 in shop 2: draw 5130962619818448043
+5 order 149 in shop 1: draw 7590687958548911187
+16 rumour about order 134, payment 1: authorization 1 authorized in row 3: the whole
+6 rumour about order 148, payment 1: authorization 1 authorized in row 3: the whole
+37 key-of-ann about order 148, payment 1: capture last the rest
+59 order 150 in shop 2: draw 1652468642608422064
+22 ann about order 150, payment 1: refund the rest
+0 shop about order 137, payment 1: refund 30 %
+5 rumour about order 146, payment 1: capture 1 captured in row 3: one
+0 order 151 in shop 2: draw 8558558643319728698
+37 key-of-ann about order 150, payment 1: refund-units 3 of line 3
+0 rumour about order 146, payment 1: release 1 released in row 1: the whole
+20 order 152 in shop 2: draw 6008017629824132177
+8 node 2 crashes for 2869 ms
+25 bob about order 139, payment 1: refund 60 %
+32 dora about order 135, payment 3: withdraw refund 2
+0 key-of-ann about order 135, payment 1: capture last 51 %
+1 key-of-ann about order 135, payment 1: capture last 51 %
+0 rumour about order 144, payment 1: authorization 1 released in row 2: the whole
+1 ann about order 141, payment 1: hold
+56 rumour about order 148, payment 1: capture 1 capture_reversed in row 1: 50 %
+15 bob about order 140, payment 1: refund 60 %
+0 till about order 138, payment 1: refund the rest
+34 till about order 151, payment 1: refund 25 %
+22 dora about order 131, payment 1: refund one
+0 eve about order 143, payment 2: capture last more than the whole
+33 eve about order 152, payment 1: refund the rest
+0 rumour about order 146, payment 1: capture 1 taken in row 3: one
+39 order 153 in shop 1: draw 1332405545233455362
+0 ann about order 141, payment 1: refund 8 %
+0 till about order 141, payment 1: refund 8 %
+8 cid about order 148, payment 1: refund 9 %
+1 key-of-ann about order 148, payment 1: refund 9 %
+0 key-of-ann proposes a policy in shop 2: draw 10444068150882256267
+11 till about order 134, payment 1: refund-units 3 of line 1
+0 shop about order 150, payment 1: capture last 66 %
+2 order 154 in shop 2: draw 2076063158192716789
+14 dora about order 149, payment 1: refund the whole
+0 bob about order 149, payment 1: refund the whole
+0 key-of-ann agrees to the policy in shop 2
+6 ann proposes a policy in shop 1: draw 16987095014572591651
+46 node 1 crashes for 1214 ms
+0 ann about order 153, payment 1: refund the rest
+59 rumour about order 150, payment 1: capture 1 captured in row 2: the whole
+33 ann about order 148, payment 1: refund 60 %
+0 ann about order 148, payment 1: refund more than the whole
+30 bob about order 154, payment 1: refund-units 2 of line 2
+49 cid about order 147, payment 1: refund 40 %
+0 rumour about order 148, payment 1: capture 1 captured in row 0: one
+40 bob about order 153, payment 1: refund the rest
+3 key-of-ann about order 152, payment 1: refund the rest
+42 ann about order 151, payment 1: refund one
+26 dora about order 150, payment 1: refund 87 %
+29 key-of-ann about order 153, payment 1: refund the rest
+1 till about order 153, payment 1: refund the rest
+4 eve about order 152, payment 2: refund 60 %
+0 eve about order 150, payment 2: refund 16 %
+0 cid about order 154, payment 1: resolve exception 3
+44 rumour about order 152, payment 1: authorization 1 taken in row 0: the whole
+53 rumour about order 144, payment 1: authorization 1 authorized in row 2: 50 %
+30 till about order 154, payment 1: goods 13406634058987622761
+21 node 1 crashes for 3431 ms
+53 rumour about order 145, payment 1: authorization 1 expired in row 3: more than the whole
+17 rumour about order 142, payment 1: release 1 release_failed in row 0: one
+0 eve about order 143, payment 2: refund 76 %
+2 cid about order 143, payment 2: refund 76 %
+0 till about order 153, payment 1: refund the rest
+0 eve about order 153, payment 1: refund the rest
+21 order 155 in shop 3: draw 419096011078632620
+1 order 156 in shop 2: draw 17365197871786414802
+0 key-of-ann about order 154, payment 1: capture last 1 %
+0 eve about order 148, payment 1: goods 7128323658623534747
+49 dora about order 139, payment 1: refund 60 %
+37 eve agrees to the policy in shop 3
+39 rumour about order 156, payment 2: authorization 1 released in row 3: the whole
+0 rumour about order 147, payment 1: authorization 1 released in row 2: the whole
+0 rumour about order 154, payment 1: authorization 1 authorized in row 2: 50 %
+35 order 157 in shop 2: draw 2647827036278645257
+39 key-of-ann about order 138, payment 1: refund more than the whole
+2 till about order 138, payment 1: refund more than the whole
+9 cid about order 148, payment 1: refund-units 2 of line 3
+0 ann about order 148, payment 1: refund-units 2 of line 3
+0 key-of-ann about order 148, payment 1: refund 2 %
+4 bob about order 157, payment 1: capture 8 %
+14 order 158 in shop 1: draw 9661161578543754022
+35 the clock jumps 605000 s
+0 ann about order 151, payment 1: capture last 17 %
+47 ann about order 140, payment 1: refund the rest
+27 rumour about order 146, payment 1: capture 1 taken in row 0: the whole
+39 cid about order 154, payment 1: refund 38 %
+0 bob about order 154, payment 1: refund 38 %
+19 dora about order 148, payment 1: refund 60 %
+0 ann about order 151, payment 1: refund more than the whole
+53 cid about order 156, payment 2: refund 96 %
+2 till about order 148, payment 1: refund 1 %
+5 key-of-ann proposes a policy in shop 2: draw 7856385271228215024
+1 bob about order 155, payment 1: refund 60 %
+31 order 159 in shop 1: draw 5751944909747450234
+27 shop refuses the policy in shop 1
+2 key-of-ann about order 139, payment 1: record the rest
+0 rumour about order 153, payment 3: release 1 release_failed in row 0: one
+46 order 160 in shop 2: draw 9138778759286910416
+0 eve agrees to the policy in shop 3
+14 till about order 152, payment 1: refund 79 %
+44 eve about order 148, payment 1: capture last 99 %
+59 dora about order 159, payment 1: release
+23 bob about order 152, payment 2: refund 57 %
+12 ann about order 145, payment 1: capture 73 %
+56 rumour about order 158, payment 1: release 1 taken in row 3: the whole
+49 eve about order 153, payment 3: refund 34 %
+40 eve agrees to the policy in shop 2
+46 rumour about order 158, payment 1: authorization 1 action_required in row 0: 50 %
+43 rumour about order 159, payment 1: release 1 taken in row 1: one
+56 rumour about order 157, payment 1: release 1 released in row 3: more than the whole
+2 order 161 in shop 1: draw 17731897459064517316
+0 cid about order 153, payment 2: refund 60 %
+58 shop about order 140, payment 1: refund 91 %
+17 key-of-ann about order 156, payment 1: refund more than the whole
+0 rumour about order 151, payment 1: release 1 release_failed in row 3: more than the whole
+50 the clock jumps 260000 s
+0 node 2 crashes for 3928 ms
+0 cid about order 159, payment 1: refund the rest
+1 key-of-ann about order 159, payment 1: refund the rest
+0 rumour about order 148, payment 1: release 1 taken in row 2: 50 %
+11 till about order 153, payment 3: refund 91 %
+5 dora agrees to the policy in shop 1
+0 cid about order 152, payment 2: refund 75 %
+0 eve about order 144, payment 1: capture last 24 %
+57 dora about order 155, payment 1: refund 34 %
+20 shop about order 152, payment 2: refund 78 %
+50 rumour about order 156, payment 1: authorization 1 taken in row 0: the whole
+0 shop about order 148, payment 1: refund 95 %
+0 order 162 in shop 2: draw 5359216216515227140
+0 key-of-ann about order 146, payment 1: refund the whole
+0 key-of-ann about order 159, payment 1: refund 60 %
+12 dora about order 140, payment 1: capture last 47 %
+0 till about order 140, payment 1: capture last 47 %
+0 till about order 150, payment 1: refund 55 %
+39 rumour about order 157, payment 1: release 1 taken in row 2: the whole
+58 order 163 in shop 1: draw 11017128215857661433
+35 eve about order 152, payment 2: refund 20 %
+9 order 164 in shop 2: draw 16556440717171291310
+43 cid about order 163, payment 1: refund 61 %
+2 key-of-ann about order 163, payment 1: refund 61 %
+17 dora about order 148, payment 1: goods 14046856730164532375
+6 rumour about order 159, payment 1: authorization 1 released in row 1: the whole
+44 eve about order 158, payment 1: refund 56 %
+28 ann about order 163, payment 1: refund 18 %
+1 till about order 163, payment 1: refund 18 %
+0 rumour about order 147, payment 1: authorization 1 authorized in row 2: the whole
+29 ann refuses the policy in shop 1
+0 till about order 146, payment 1: confirm refund 1
+42 eve about order 150, payment 1: retry refund 1
+52 ann about order 149, payment 1: refund the whole
+0 till about order 144, payment 1: refund 43 %
+28 rumour about order 158, payment 1: release 1 release_failed in row 2: one
+0 order 165 in shop 1: draw 3685429224216770168
+10 rumour about order 145, payment 2: authorization 1 action_required in row 1: the whole
+4 cid about order 153, payment 3: refund 17 %
+16 eve about order 162, payment 1: refund 49 %
+41 dora about order 165, payment 1: refund 50 %
+0 order 166 in shop 2: draw 4693081018391238811
+0 bob about order 155, payment 1: refund 82 %
+3 order 167 in shop 1: draw 14680584629523705639
+0 rumour about order 165, payment 1: authorization 1 authorized in row 2: more than the whole
+0 order 168 in shop 3: draw 12526947347122450502
+24 order 169 in shop 3: draw 9464351603265245864
+33 ann about order 156, payment 1: capture last 60 %
+23 order 170 in shop 2: draw 14308676839363308966
+34 cid about order 169, payment 2: capture last 60 %
+0 order 171 in shop 3: draw 12095900005489011720
+38 key-of-ann about order 170, payment 1: odd 13108008118034416664
+0 ann about order 170, payment 1: odd 13108008118034416664
+25 till about order 171, payment 2: hold
+0 rumour about order 159, payment 1: authorization 1 action_required in row 0: the rest
+22 cid about order 164, payment 1: refund the rest
+29 key-of-ann about order 169, payment 2: refund 60 %
+2 key-of-ann about order 169, payment 2: refund 60 %
+26 rumour about order 163, payment 1: capture 1 capture_failed in row 0: more than the whole
+59 eve about order 169, payment 2: refund the whole
+44 order 172 in shop 2: draw 14950505972981072427
+20 ann about order 150, payment 1: refund 60 %
+33 bob about order 164, payment 1: refund more than the whole
+5 ann about order 168, payment 1: capture 96 %
+0 order 173 in shop 1: draw 5750846267610754273
+41 rumour about order 168, payment 1: authorization 1 authorized in row 2: 50 %
+0 bob about order 168, payment 1: capture last 83 %
+18 eve about order 155, payment 1: goods 17063329874692349367
+0 cid about order 159, payment 1: refund more than the whole
+28 rumour about order 168, payment 1: authorization 1 taken in row 2: the rest
+36 till about order 171, payment 1: refund 1 %
+0 eve about order 164, payment 1: refund the whole
+1 cid about order 164, payment 1: refund the whole
+35 the clock jumps 605000 s
+13 the clock jumps 900000 s
