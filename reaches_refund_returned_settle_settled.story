recoup story 1
reaches refund: returned --settle--> settled
seed 196084296603471, 3 shops, 1 node
faults: answer_lost 6411, store_busy 906, commit_unheard 3944, write_unheard 6051, bank_unreached 30577, reply_lost 18705, webhook_lost 71985, timeout_before 3143, error_500_before 5389, error_500_after 17215, refuse 32449, slow 6834, webhook_duplicate 7044, webhook_drop 1780
+27 order 1 in shop 1: draw 11094738926084808849
+57 key-of-ann about order 1, payment 1: refund the rest
+1 dora about order 1, payment 1: refund the rest
+26 dora about order 1, payment 1: refund 6 %
+57 shop agrees to the policy in shop 2
+50 eve about order 1, payment 1: refund one
+3 order 2 in shop 3: draw 6567774445780176312
+35 ann about order 1, payment 3: refund 21 %
+0 shop about order 2, payment 1: refund 60 %
+1 bob about order 2, payment 1: refund 60 %
+40 order 3 in shop 1: draw 15810500565814146395
+32 shop about order 2, payment 1: refund 22 %
+17 till about order 2, payment 1: odd 15740617140865071625
+0 the gateway says nothing of order 3, payment 1
+150 shop about order 3, payment 1: say-not-done 1
+314 cid about order 3, payment 1: agree-to-claim 1
+235 eve about order 3, payment 1: agree-to-claim 1
+0 cid about order 3, payment 1: refund 39 %
+5 ann about order 2, payment 1: capture last 68 %
+2 key-of-ann about order 2, payment 1: capture last 68 %
+19 ann about order 3, payment 1: refund 82 %
+23 key-of-ann about order 2, payment 1: refund 17 %
+18 cid about order 2, payment 1: capture last 60 %
+35 eve about order 3, payment 1: refund-units 2 of line 3
+0 bob about order 3, payment 1: refund-units 2 of line 3
+11 cid about order 1, payment 1: refund 83 %
+1 eve about order 1, payment 1: refund 83 %
+36 rumour about order 3, payment 1: authorization 1 authorized in row 0: more than the whole
+8 eve about order 2, payment 1: refund 39 %
+0 bob about order 2, payment 1: refund 39 %
+11 eve about order 1, payment 3: credit refund 1
+24 till about order 3, payment 1: release
+42 ann about order 3, payment 1: refund the whole
+0 dora about order 3, payment 1: refund the whole
+32 key-of-ann about order 2, payment 1: refund-units 1 of line 3
+1 shop about order 2, payment 1: refund-units 1 of line 3
+46 dora about order 3, payment 1: refund-units 1 of line 1
+29 till about order 1, payment 2: odd 14879550016079409770
+2 till about order 1, payment 2: odd 14879550016079409770
+0 eve about order 3, payment 1: refund 60 %
+0 eve about order 3, payment 1: refund 16 %
+2 cid about order 3, payment 1: refund 16 %
+23 shop about order 2, payment 1: credit refund 4
+0 ann about order 3, payment 1: refund 60 %
+0 bob about order 2, payment 1: refund the whole
+0 eve about order 2, payment 1: refund the whole
+0 bob about order 3, payment 1: refund 15 %
+2 shop about order 3, payment 1: refund 15 %
+56 key-of-ann about order 1, payment 4: capture 65 %
+22 shop about order 3, payment 1: refund 60 %
+1 bob about order 3, payment 1: refund 60 %
+46 till about order 2, payment 1: refund the whole
+0 ann proposes a policy in shop 1: draw 10120647244829397188
+20 till about order 1, payment 3: resolve exception 2
+42 till proposes a policy in shop 1: draw 12483577575872948970
+45 key-of-ann about order 3, payment 1: refund one
+43 order 4 in shop 1: draw 9693660609702512584
+9 eve about order 4, payment 1: refund the rest
+38 order 5 in shop 3: draw 6335172996157615518
+0 shop about order 4, payment 1: refund-units 2 of line 3
+0 eve about order 4, payment 1: refund-units 2 of line 3
+2 order 6 in shop 1: draw 8841558104002944348
+0 dora about order 3, payment 1: refund 58 %
+49 ann about order 5, payment 1: refund the rest
+37 eve about order 6, payment 1: refund 45 %
+1 shop about order 6, payment 1: refund 45 %
+0 till about order 6, payment 1: refund 60 %
+0 shop agrees to the policy in shop 3
+0 eve about order 4, payment 1: refund 8 %
+40 dora about order 5, payment 1: goods 13277621777617121361
+2 ann about order 5, payment 1: goods 13277621777617121361
+2 till about order 3, payment 1: refund the rest
+23 key-of-ann about order 4, payment 1: refund one
+2 till about order 4, payment 1: refund one
+0 ann about order 6, payment 1: refund one
+2 key-of-ann about order 6, payment 1: refund one
+29 key-of-ann about order 5, payment 1: goods 2319156212754695510
+3 order 7 in shop 1: draw 13399055494735949906
+0 order 8 in shop 2: draw 6615442494551746758
+5 key-of-ann about order 7, payment 1: refund the rest
+0 eve about order 7, payment 1: refund the rest
+0 dora about order 8, payment 1: refund the rest
+2 shop about order 8, payment 1: refund the rest
+0 dora about order 5, payment 1: capture last one
+31 shop agrees to the policy in shop 1
+44 key-of-ann about order 7, payment 1: capture 2 %
+1 key-of-ann about order 7, payment 1: capture 2 %
+0 cid about order 7, payment 1: capture the whole
+0 eve about order 7, payment 1: capture the whole
+0 till about order 8, payment 1: capture the rest
+50 dora about order 7, payment 1: capture 82 %
+0 eve about order 2, payment 1: goods 974087202277673206
+33 till about order 4, payment 1: refund 75 %
+27 till about order 8, payment 2: release
+0 rumour about order 7, payment 2: authorization 1 action_required in row 3: the rest
+44 rumour about order 5, payment 1: authorization 1 declined in row 1: the whole
+0 eve about order 1, payment 3: retry refund 1
+34 key-of-ann about order 4, payment 1: refund 61 %
+0 dora about order 5, payment 1: refund more than the whole
+0 rumour about order 3, payment 1: release 1 release_failed in row 1: 50 %
+9 bob about order 6, payment 1: refund 60 %
+8 rumour about order 8, payment 2: release 1 taken in row 0: more than the whole
+51 rumour about order 2, payment 2: authorization 1 expired in row 0: the whole
+51 key-of-ann about order 7, payment 2: refund-units 2 of line 3
+15 order 9 in shop 3: draw 90916493117781854
+34 rumour about order 4, payment 1: authorization 1 released in row 0: the rest
+37 till about order 8, payment 2: capture more than the whole
+0 cid about order 8, payment 2: capture last one
+0 the clock jumps 605000 s
+0 dora about order 8, payment 1: deliver line 3
+2 eve about order 8, payment 1: deliver line 3
+18 eve about order 9, payment 1: capture the whole
+5 key-of-ann about order 8, payment 2: capture 93 %
+1 ann about order 8, payment 2: capture 93 %
+41 key-of-ann about order 9, payment 1: release
+34 order 10 in shop 3: draw 5136513534207244326
+0 dora about order 4, payment 1: refund more than the whole
+53 cid about order 7, payment 1: refund-units 1 of line 1
+0 key-of-ann about order 10, payment 3: refund more than the whole
+0 shop about order 6, payment 1: refund 60 %
+0 rumour about order 4, payment 1: authorization 1 taken in row 0: 50 %
+53 till about order 9, payment 1: capture 60 %
+2 shop about order 9, payment 1: capture 60 %
+30 rumour about order 9, payment 1: capture 1 captured in row 3: one
+0 till about order 9, payment 1: refund 55 %
+50 cid about order 6, payment 1: release
+27 rumour about order 4, payment 1: authorization 1 taken in row 0: one
+0 order 11 in shop 1: draw 3335832405384816650
+45 rumour about order 10, payment 1: authorization 1 released in row 1: the whole
+24 cid about order 7, payment 2: refund 94 %
+0 order 12 in shop 2: draw 16891633896254502759
+45 shop about order 10, payment 2: release
+11 order 13 in shop 3: draw 16847080068915734457
+0 the clock jumps 61 s
+0 order 14 in shop 2: draw 8871325849727671635
+12 shop about order 10, payment 3: goods 4144218212034293365
+34 bob about order 9, payment 1: resume
+0 ann about order 9, payment 1: resume
+19 cid about order 13, payment 2: refund the whole
+31 shop about order 6, payment 1: refund 60 %
+47 ann about order 8, payment 1: refund 25 %
+14 bob about order 11, payment 1: refund 61 %
+0 eve about order 11, payment 1: refund 61 %
+48 node 1 crashes for 2266 ms
+0 rumour about order 12, payment 1: authorization 1 action_required in row 2: the rest
+6 order 15 in shop 3: draw 9796336035497352459
+17 key-of-ann agrees to the policy in shop 3
+0 bob about order 12, payment 1: refund 44 %
+0 order 16 in shop 2: draw 1527456099363494401
+37 order 17 in shop 2: draw 12538407150171132897
+0 bob about order 14, payment 1: refund one
+10 order 18 in shop 1: draw 4125237237610240425
+15 cid about order 11, payment 1: refund 58 %
+59 till about order 8, payment 1: refund 60 %
+22 eve about order 11, payment 1: resolve exception 5
+25 order 19 in shop 3: draw 14841631163606480698
+32 order 20 in shop 1: draw 13751457655744571326
+0 bob about order 3, payment 1: refund-units 2 of line 2
+27 bob about order 12, payment 1: refund the rest
+29 eve agrees to the policy in shop 3
+25 bob about order 5, payment 1: refund 52 %
+1 dora about order 5, payment 1: refund 52 %
+0 eve about order 19, payment 1: refund the rest
+0 till about order 7, payment 2: capture last the whole
+53 key-of-ann proposes a policy in shop 1: draw 3029731595789993004
+15 bob about order 16, payment 1: refund the rest
+45 key-of-ann about order 13, payment 3: refund-units 1 of line 2
+0 order 21 in shop 3: draw 1714771178372347863
+40 key-of-ann about order 12, payment 1: deliver line 3
+0 ann about order 18, payment 1: refund the rest
+54 key-of-ann about order 18, payment 1: refund the rest
+0 cid about order 16, payment 1: refund the rest
+0 rumour about order 6, payment 1: authorization 1 authorized in row 0: the whole
+21 cid about order 6, payment 1: refund the whole
+0 bob about order 8, payment 2: goods 9860090521799228573
+26 bob about order 18, payment 1: refund the rest
+56 till about order 20, payment 1: refund the rest
+14 eve about order 7, payment 2: tender 10240421074379803839
+42 cid about order 8, payment 2: capture last 60 %
+1 eve about order 8, payment 2: capture last 60 %
+20 order 22 in shop 1: draw 4830470359048406459
+40 eve about order 21, payment 1: refund the rest
+0 cid about order 18, payment 1: refund the rest
+0 rumour about order 10, payment 1: authorization 1 authorized in row 2: the rest
+58 till about order 14, payment 1: capture last the rest
+0 dora about order 9, payment 1: cancel-order
+7 cid about order 19, payment 1: refund the rest
+0 till about order 19, payment 1: refund the rest
+18 key-of-ann about order 12, payment 1: refund 46 %
+43 key-of-ann about order 5, payment 1: refund 57 %
+0 shop about order 10, payment 1: capture last the rest
+53 key-of-ann about order 11, payment 1: refund the rest
+1 order 23 in shop 3: draw 7313263309701822908
+0 order 24 in shop 1: draw 7005527845382688395
+32 bob about order 22, payment 1: refund the rest
+0 ann about order 24, payment 1: refund the rest
+54 shop about order 15, payment 1: refund the rest
+0 shop about order 15, payment 1: refund the rest
+0 order 25 in shop 1: draw 5041288245567626814
+33 bob about order 17, payment 1: refund the rest
+0 dora about order 12, payment 1: refund the rest
+7 cid about order 15, payment 1: refund the rest
+20 shop about order 7, payment 1: capture 60 %
+36 order 26 in shop 2: draw 11295297020624558460
+33 order 27 in shop 2: draw 7917643326037017112
+40 the clock jumps 605000 s
+0 shop about order 24, payment 1: refund the rest
+0 till about order 16, payment 1: refund the rest
+30 shop about order 20, payment 1: refund the rest
+51 order 28 in shop 1: draw 10318367888191370196
+41 order 29 in shop 3: draw 16748732190395237988
+33 till about order 20, payment 1: refund the rest
+51 eve about order 10, payment 1: capture last 89 %
+55 dora about order 29, payment 1: refund the rest
+58 bob about order 15, payment 1: refund the rest
+11 till about order 18, payment 1: refund the rest
+29 order 30 in shop 3: draw 17002745855356770613
+11 shop about order 22, payment 1: refund the rest
+51 till about order 30, payment 1: refund the rest
+33 till about order 26, payment 1: refund the rest
+47 order 31 in shop 1: draw 13906247546992370084
+0 order 32 in shop 3: draw 14354275546040345770
+56 dora about order 14, payment 2: capture last more than the whole
+0 cid about order 25, payment 1: refund the rest
+21 cid about order 24, payment 1: refund the rest
+36 order 33 in shop 1: draw 6534084916017924400
+0 key-of-ann refuses the policy in shop 2
+43 bob about order 24, payment 1: refund the rest
+10 cid about order 29, payment 1: refund the rest
+50 bob about order 14, payment 1: refund 28 %
+16 order 34 in shop 2: draw 8037515877369764850
+0 ann about order 28, payment 1: refund the rest
+2 ann about order 28, payment 1: refund the rest
+0 dora about order 33, payment 2: refund the rest
+0 ann about order 23, payment 1: refund the rest
+0 dora about order 23, payment 1: refund the rest
+0 the gateway says nothing of order 14, payment 1
+257 till about order 14, payment 1: say-not-done 1
+249 bob about order 14, payment 1: agree-to-claim 1
+169 bob about order 14, payment 1: agree-to-claim 1
+37 cid about order 32, payment 1: capture last 54 %
+34 bob about order 27, payment 1: refund 78 %
+47 key-of-ann about order 32, payment 1: refund 96 %
+27 key-of-ann about order 26, payment 2: refund 21 %
+0 cid about order 18, payment 1: release
+0 cid about order 18, payment 1: release
+0 order 35 in shop 1: draw 12927921056106272154
+20 order 36 in shop 2: draw 15575961827873244670
+40 dora about order 24, payment 1: refund-units 1 of line 2
+0 bob about order 30, payment 1: refund 54 %
+0 shop about order 32, payment 1: approve refund 1
+0 till about order 32, payment 1: approve refund 1
+0 bob about order 30, payment 1: refund 46 %
+28 ann about order 32, payment 1: refund 19 %
+2 key-of-ann about order 32, payment 1: refund 19 %
+25 bob about order 30, payment 1: refund more than the whole
+58 till about order 35, payment 1: refund 16 %
+35 bob about order 32, payment 1: credit refund 1
+2 ann about order 32, payment 1: credit refund 1
+0 bob about order 27, payment 1: goods 15577175160152414276
+24 cid about order 35, payment 1: refund 66 %
+25 dora about order 32, payment 1: cancel refund 1
+0 till about order 19, payment 1: cancel-order
+56 order 37 in shop 2: draw 8292870296111504081
+5 key-of-ann about order 31, payment 1: refund 60 %
+0 dora about order 22, payment 1: record the whole
+59 key-of-ann about order 29, payment 1: capture last the rest
+0 ann about order 29, payment 1: capture last the rest
+0 eve about order 17, payment 1: capture the whole
+0 bob about order 17, payment 1: capture the whole
+21 key-of-ann about order 29, payment 1: refund 60 %
+23 till about order 35, payment 1: capture last 65 %
+44 cid about order 33, payment 2: refund-units 2 of line 1
+27 key-of-ann about order 34, payment 1: refund 36 %
+54 rumour about order 24, payment 2: capture 1 capture_reversed in row 3: more than the whole
+1 dora about order 32, payment 1: refund 90 %
+0 eve about order 32, payment 1: refund 90 %
+48 rumour about order 36, payment 1: authorization 1 released in row 0: the whole
+51 cid about order 31, payment 1: capture last 60 %
+2 till about order 31, payment 1: capture last 60 %
+0 eve about order 26, payment 3: capture 61 %
+18 dora about order 22, payment 1: refund 91 %
+0 rumour about order 35, payment 1: authorization 1 declined in row 1: 50 %
+0 key-of-ann about order 18, payment 1: goods 4514999418386279964
+2 till about order 18, payment 1: goods 4514999418386279964
+20 rumour about order 30, payment 1: authorization 1 expired in row 2: one
+0 order 38 in shop 2: draw 6374087982556436386
+34 order 39 in shop 1: draw 2711959055567672056
+59 bob proposes a policy in shop 2: draw 17632315934467926509
+0 ann about order 34, payment 1: refund-units 2 of line 2
+19 cid about order 21, payment 1: capture the whole
+0 bob about order 26, payment 3: capture last 45 %
+25 rumour about order 32, payment 1: refund 1 refund_returned in row 2: the rest
+34 bob about order 34, payment 1: refund 60 %
+1 dora about order 34, payment 1: refund 60 %
+47 dora about order 33, payment 1: capture last the rest
+0 till about order 38, payment 1: refund the whole
+0 cid about order 29, payment 1: refund the rest
+9 key-of-ann about order 33, payment 2: refund-units 3 of line 3
+39 cid about order 38, payment 1: refund 11 %
+29 till about order 37, payment 1: hold
+0 key-of-ann about order 36, payment 1: goods 2876593459605913151
+2 shop about order 36, payment 1: goods 2876593459605913151
+54 order 40 in shop 2: draw 8665808147993883733
+0 ann about order 39, payment 1: deliver line 1
+0 bob about order 32, payment 1: retry refund 1
+4 shop about order 35, payment 1: refund 62 %
+5 eve about order 34, payment 1: goods 13956468971253755891
+21 eve about order 38, payment 1: refund one
+42 bob about order 37, payment 1: release
+53 shop about order 37, payment 2: capture 60 %
+51 cid about order 31, payment 1: record 5 %
+0 rumour about order 31, payment 1: capture 1 capture_failed in row 0: the rest
+39 bob about order 40, payment 1: refund 77 %
+57 eve about order 20, payment 1: refund 74 %
+55 ann about order 38, payment 1: refund 10 %
+1 shop about order 38, payment 1: refund 10 %
+7 order 41 in shop 1: draw 6303977312337180435
+23 cid about order 30, payment 1: capture last 60 %
+26 shop about order 41, payment 2: customer 7095180587317477117
+0 node 1 crashes for 2526 ms
+44 eve about order 40, payment 1: hold
+16 eve about order 22, payment 1: refund 10 %
+12 bob about order 34, payment 1: refund 60 %
+47 shop about order 33, payment 1: refund the whole
+0 shop about order 40, payment 1: capture the whole
+28 node 1 crashes for 2767 ms
+0 bob about order 39, payment 1: goods 889580509024515232
+0 shop about order 37, payment 1: refund 73 %
+10 key-of-ann about order 26, payment 1: capture the rest
+23 ann about order 33, payment 1: refund 38 %
+20 dora about order 40, payment 1: goods 7177775332292321825
+0 cid about order 33, payment 1: refund 4 %
+29 ann about order 39, payment 1: goods 9163469655464914141
+14 rumour about order 32, payment 1: refund 1 refund_returned in row 1: the rest
+33 rumour about order 30, payment 1: authorization 1 expired in row 2: the whole
+45 shop about order 34, payment 1: refund 60 %
+26 order 42 in shop 2: draw 9133431378622677353
+0 order 43 in shop 2: draw 14140510425046449991
+39 ann about order 39, payment 1: goods 987866563238209221
+15 ann about order 34, payment 1: refund-units 1 of line 2
+21 bob about order 40, payment 1: capture 80 %
+4 dora about order 35, payment 1: refund more than the whole
+0 order 44 in shop 1: draw 5571603227873503793
+4 order 45 in shop 1: draw 1832674699721529884
+46 dora about order 28, payment 2: release
+0 order 46 in shop 2: draw 12801202286478485574
+57 cid about order 30, payment 1: capture last the whole
+41 ann about order 31, payment 1: credit refund 1
+27 eve agrees to the policy in shop 1
+30 shop about order 26, payment 2: resume
+1 till about order 40, payment 1: refund the whole
+0 cid about order 44, payment 1: refund the rest
+0 dora about order 39, payment 1: goods 2288135194565985326
+1 key-of-ann about order 39, payment 1: goods 2288135194565985326
+26 key-of-ann about order 39, payment 1: goods 15582761601879546488
+0 eve about order 39, payment 1: goods 15582761601879546488
+0 eve about order 39, payment 1: goods 3356795188621629779
+1 cid about order 39, payment 1: goods 3356795188621629779
+0 dora about order 34, payment 1: refund 80 %
+47 rumour about order 32, payment 1: refund 1 refund_failed in row 2: 50 %
+36 eve about order 44, payment 1: refund the rest
+0 cid about order 35, payment 1: refund 60 %
+0 shop about order 35, payment 1: refund 60 %
+31 bob about order 45, payment 1: refund the rest
+38 cid about order 45, payment 1: refund the rest
+20 bob about order 32, payment 1: retry refund 1
+0 order 47 in shop 1: draw 7291978697137892597
+46 eve about order 46, payment 1: refund the rest
+40 cid about order 40, payment 1: refund the rest
+55 key-of-ann about order 32, payment 1: retry refund 1
+48 bob about order 46, payment 1: refund the rest
+0 dora about order 46, payment 1: refund the rest
+0 order 48 in shop 1: draw 7325057427310301564
+4 eve about order 38, payment 1: tender 8101067174194134346
+2 ann about order 38, payment 1: tender 8101067174194134346
+43 cid about order 48, payment 1: refund the rest
+55 eve about order 44, payment 1: refund the rest
+0 key-of-ann about order 28, payment 2: capture 60 %
+26 rumour about order 30, payment 1: authorization 1 declined in row 3: 50 %
+40 key-of-ann about order 39, payment 1: goods 7018789681350004110
+0 key-of-ann about order 33, payment 1: refund one
+42 shop about order 46, payment 1: refund the rest
+14 ann about order 45, payment 1: refund the rest
+8 bob about order 48, payment 1: refund the rest
+52 eve about order 44, payment 1: refund the rest
+34 eve about order 30, payment 1: refund the whole
+0 cid about order 41, payment 1: hold
+16 cid about order 41, payment 1: deliver line 2
+4 eve about order 42, payment 1: refund the rest
+0 cid about order 44, payment 1: refund the rest
+0 key-of-ann about order 44, payment 1: refund the rest
+27 cid about order 42, payment 1: refund the rest
+38 bob about order 43, payment 1: refund the rest
+0 shop about order 38, payment 1: approve refund 1
+47 ann about order 41, payment 2: refund 66 %
+2 order 49 in shop 3: draw 16352353319612128273
+44 eve about order 32, payment 1: credit refund 1
+0 rumour about order 48, payment 1: authorization 1 authorized in row 0: the rest
+36 order 50 in shop 2: draw 17906819457050553655
+36 bob about order 46, payment 1: refund the rest
+2 cid about order 46, payment 1: refund the rest
+3 bob about order 38, payment 1: retry refund 1
+0 bob about order 38, payment 1: retry refund 1
+17 order 51 in shop 1: draw 6470932904847464497
+8 eve about order 48, payment 1: refund the rest
+6 till about order 43, payment 1: refund the rest
+7 dora about order 28, payment 2: capture last 94 %
+36 eve about order 37, payment 1: refund one
+1 till about order 37, payment 1: refund one
+0 cid about order 41, payment 1: resume
+24 bob about order 38, payment 1: refund 13 %
+38 dora about order 44, payment 1: refund the rest
+0 node 1 crashes for 1845 ms
+0 ann about order 49, payment 1: refund the rest
+0 key-of-ann about order 46, payment 1: refund the rest
+0 rumour about order 38, payment 1: refund 1 refund_returned in row 2: the rest
+46 order 52 in shop 2: draw 11737337861727280270
+0 shop about order 43, payment 1: refund the rest
+2 till about order 43, payment 1: refund the rest
+18 node 1 crashes for 3992 ms
+50 key-of-ann about order 34, payment 1: refund-units 2 of line 1
+10 bob about order 51, payment 1: refund 11 %
+36 rumour about order 32, payment 1: refund 1 refund_settled in row 2: the whole
+14 ann about order 43, payment 1: refund the rest
+19 rumour about order 48, payment 1: capture 1 taken in row 0: the whole
+57 order 53 in shop 3: draw 17677662641446687165
+5 rumour about order 51, payment 1: authorization 1 taken in row 0: the whole
+0 bob about order 43, payment 1: refund the rest
+55 dora about order 48, payment 1: cancel-order
+45 rumour about order 51, payment 1: authorization 1 authorized in row 3: more than the whole
+0 bob about order 39, payment 1: deliver line 1
+1 bob about order 39, payment 1: deliver line 1
+0 shop about order 41, payment 2: refund one
+44 order 54 in shop 3: draw 15807981471266827907
+20 eve about order 53, payment 1: refund the rest
+15 order 55 in shop 3: draw 14237053117495428349
+32 rumour about order 51, payment 1: authorization 1 authorized in row 1: the whole
+0 bob about order 52, payment 1: refund the rest
+0 bob proposes a policy in shop 3: draw 8530676357637088665
+47 eve about order 40, payment 1: refund 60 %
+25 dora about order 37, payment 1: refund 60 %
+4 order 56 in shop 2: draw 16154773563605453320
+32 bob proposes a policy in shop 3: draw 9246358229880963941
+18 key-of-ann about order 39, payment 1: goods 7961462452470574534
+0 rumour about order 48, payment 1: capture 1 capture_failed in row 2: the rest
+0 eve about order 48, payment 1: capture 58 %
+53 order 57 in shop 1: draw 14316894170347512271
+7 till about order 54, payment 1: refund the rest
+1 cid about order 54, payment 1: refund the rest
+32 rumour about order 50, payment 1: authorization 1 authorized in row 2: the whole
+4 key-of-ann about order 41, payment 2: capture 38 %
+50 dora about order 49, payment 1: refund the rest
+54 bob about order 47, payment 1: refund the rest
+59 key-of-ann about order 48, payment 1: capture last 87 %
+54 till about order 55, payment 1: refund the rest
+0 eve about order 51, payment 1: release
+5 cid about order 53, payment 1: refund the rest
+1 cid about order 53, payment 1: refund the rest
+23 order 58 in shop 1: draw 16588887532394207934
+33 shop about order 52, payment 1: refund the rest
+2 shop about order 52, payment 1: refund the rest
+42 shop about order 56, payment 1: refund the rest
+0 bob agrees to the policy in shop 2
+32 key-of-ann about order 54, payment 1: refund the rest
+54 cid about order 56, payment 1: refund the rest
+35 till about order 50, payment 1: goods 7894963931208935946
+0 order 59 in shop 3: draw 2554652528222079803
+41 eve about order 49, payment 1: refund the rest
+33 order 60 in shop 3: draw 15345675734649459734
+35 ann about order 48, payment 1: cancel-order
+1 cid about order 48, payment 1: cancel-order
+26 till about order 48, payment 1: cancel-order
+23 key-of-ann about order 45, payment 1: refund the rest
+32 bob about order 48, payment 1: cancel-order
+0 key-of-ann about order 57, payment 1: refund the rest
+0 eve about order 52, payment 1: refund the rest
+25 bob about order 57, payment 1: refund the rest
+15 key-of-ann about order 41, payment 1: customer 18182165834971459533
+16 cid about order 46, payment 1: refund the rest
+0 ann about order 59, payment 1: refund the rest
+1 till about order 59, payment 1: refund the rest
+4 ann about order 58, payment 1: refund the rest
+39 dora about order 57, payment 1: refund the rest
+1 key-of-ann about order 57, payment 1: refund the rest
+40 dora about order 56, payment 1: refund the rest
+2 ann about order 56, payment 1: refund the rest
+0 bob about order 50, payment 1: refund 41 %
+23 shop about order 51, payment 1: release
+58 cid about order 48, payment 1: release
+46 eve about order 44, payment 1: refund the rest
+14 till about order 48, payment 1: capture last 76 %
+19 dora about order 56, payment 1: refund the rest
+0 key-of-ann about order 54, payment 1: refund 74 %
+58 till about order 47, payment 1: refund the rest
+58 dora about order 51, payment 1: refund more than the whole
+1 dora about order 51, payment 1: refund more than the whole
+17 order 61 in shop 3: draw 4532351491263241916
+0 dora about order 51, payment 1: refund-units 2 of line 3
+53 bob about order 46, payment 1: refund the rest
+2 shop about order 46, payment 1: refund the rest
+34 bob about order 57, payment 1: refund the rest
+0 till about order 58, payment 1: capture 64 %
+0 key-of-ann agrees to the policy in shop 2
+26 bob about order 61, payment 3: refund the whole
+0 bob about order 61, payment 2: refund 60 %
+43 ann about order 61, payment 2: refund 16 %
+28 bob about order 57, payment 3: deliver line 1
+45 shop about order 57, payment 2: refund 60 %
+58 bob about order 53, payment 1: capture the rest
+1 bob about order 53, payment 1: capture the rest
+0 order 62 in shop 2: draw 16336448173006100253
+0 ann about order 61, payment 2: refund the whole
+45 shop about order 46, payment 1: refund the rest
+34 order 63 in shop 3: draw 12830743306751278914
+0 rumour about order 53, payment 1: authorization 1 taken in row 2: the whole
+0 dora about order 47, payment 1: refund the rest
+4 eve about order 59, payment 1: refund the rest
+0 bob about order 53, payment 1: refund 73 %
+19 the clock jumps 61 s
+43 shop about order 43, payment 1: refund the rest
+0 bob about order 52, payment 1: resolve exception 2
+0 till about order 52, payment 1: resolve exception 2
+16 order 64 in shop 2: draw 17077477118746352420
+0 ann about order 61, payment 1: refund 19 %
+0 shop about order 58, payment 2: goods 12351409145315908501
+49 ann about order 57, payment 3: refund 79 %
+2 shop about order 57, payment 3: refund 79 %
+40 ann about order 51, payment 1: capture last 60 %
+0 order 65 in shop 1: draw 9561459399001172331
+0 key-of-ann about order 65, payment 1: refund the rest
+0 ann about order 60, payment 1: refund one
+34 cid about order 65, payment 1: refund the rest
+2 dora about order 65, payment 1: refund the rest
+38 shop about order 62, payment 1: refund 92 %
+14 key-of-ann about order 64, payment 1: capture last the whole
+26 eve about order 59, payment 1: complete
+0 eve proposes a policy in shop 2: draw 6867318994909536698
+0 order 66 in shop 1: draw 1989483056745963388
+49 cid about order 66, payment 1: refund the rest
+0 key-of-ann about order 66, payment 1: refund the rest
+0 cid about order 58, payment 1: refund the whole
+1 ann about order 58, payment 1: refund the whole
+0 eve about order 57, payment 3: capture 6 %
+53 bob about order 60, payment 1: refund-units 1 of line 2
+15 dora about order 66, payment 1: refund-units 2 of line 2
+49 cid about order 44, payment 1: refund the rest
+55 rumour about order 54, payment 1: authorization 1 expired in row 0: 50 %
+51 eve about order 66, payment 1: refund 13 %
+0 ann about order 51, payment 1: refund one
+0 key-of-ann about order 51, payment 1: refund one
+58 rumour about order 62, payment 1: authorization 1 authorized in row 3: the whole
+16 dora about order 61, payment 2: release
+43 till agrees to the policy in shop 1
+4 bob about order 46, payment 1: refund the rest
+0 cid about order 61, payment 3: retry refund 1
+5 order 67 in shop 3: draw 107980391689411388
+0 dora about order 61, payment 3: refund 18 %
+59 rumour about order 66, payment 1: authorization 1 authorized in row 1: more than the whole
+22 ann about order 54, payment 1: capture 31 %
+0 rumour about order 66, payment 1: authorization 1 taken in row 1: 50 %
+0 till about order 59, payment 1: release
+53 cid about order 61, payment 3: goods 15582997986889257431
+47 order 68 in shop 3: draw 415959189399324312
+0 key-of-ann about order 48, payment 1: capture last more than the whole
+39 bob about order 68, payment 1: refund the rest
+0 the gateway says nothing of order 67, payment 1
+274 ann about order 67, payment 1: say-not-done 1
+243 cid about order 67, payment 1: agree-to-claim 1
+327 dora about order 67, payment 1: agree-to-claim 1
+18 order 69 in shop 2: draw 2443477835616579745
+2 order 70 in shop 2: draw 14141317815101547815
+27 bob about order 67, payment 1: refund 31 %
+29 bob proposes a policy in shop 1: draw 17070708510153314172
+54 key-of-ann about order 57, payment 2: refund 60 %
+1 shop about order 57, payment 2: refund 60 %
+52 ann about order 57, payment 1: refund 92 %
+27 shop about order 52, payment 2: refund more than the whole
+57 dora about order 68, payment 1: capture 60 %
+0 ann about order 68, payment 1: capture 60 %
+8 bob about order 65, payment 1: capture last the whole
+0 eve about order 67, payment 2: cancel-order
+58 key-of-ann about order 56, payment 1: refund 51 %
+1 eve about order 56, payment 1: refund 51 %
+0 till about order 70, payment 1: refund 15 %
+43 dora about order 59, payment 1: refund 60 %
+6 key-of-ann agrees to the policy in shop 1
+41 key-of-ann about order 68, payment 1: capture 73 %
+21 eve about order 60, payment 1: credit refund 1
+46 key-of-ann about order 70, payment 1: cancel refund 1
+2 bob about order 70, payment 1: cancel refund 1
+0 rumour about order 57, payment 1: authorization 1 action_required in row 0: the rest
+32 order 71 in shop 2: draw 3112307596864081914
+32 cid refuses the policy in shop 2
+26 ann about order 61, payment 2: cancel-order
+53 cid about order 67, payment 2: capture 25 %
+0 eve about order 67, payment 2: capture 25 %
+0 key-of-ann about order 63, payment 1: release
+0 bob about order 65, payment 1: refund one
+18 order 72 in shop 3: draw 8625416680990883122
+12 dora about order 63, payment 1: refund-units 3 of line 3
+1 bob about order 63, payment 1: refund-units 3 of line 3
+32 order 73 in shop 3: draw 7176705077582451047
+1 ann about order 61, payment 3: refund-units 2 of line 3
+40 cid about order 62, payment 1: release
+22 cid about order 68, payment 1: capture one
+0 bob about order 68, payment 1: capture one
+0 shop about order 70, payment 1: refund the whole
+0 dora about order 57, payment 1: refund 60 %
+0 till about order 71, payment 2: capture 73 %
+12 node 1 crashes for 1484 ms
+0 order 74 in shop 3: draw 15202093877105113902
+3 eve about order 70, payment 1: refund 20 %
+16 till about order 71, payment 2: release
+0 cid about order 72, payment 3: goods 11659043719076140341
+55 rumour about order 63, payment 1: authorization 1 authorized in row 2: the whole
+44 dora about order 72, payment 2: refund the whole
+0 order 75 in shop 3: draw 13578811352145065115
+25 order 76 in shop 1: draw 6773357970483819913
+4 eve about order 72, payment 1: refund 60 %
+13 key-of-ann about order 71, payment 2: capture 55 %
+7 shop about order 75, payment 1: refund the rest
+12 shop about order 71, payment 2: refund-units 3 of line 3
+1 cid about order 71, payment 2: refund-units 3 of line 3
+0 till about order 68, payment 1: release
+16 order 77 in shop 1: draw 12634384890780548980
+56 rumour about order 55, payment 1: authorization 1 expired in row 0: the whole
+35 ann about order 71, payment 2: capture last 82 %
+51 cid about order 65, payment 1: refund the rest
+0 eve about order 67, payment 2: capture last 95 %
+0 cid about order 73, payment 1: capture last 94 %
+0 key-of-ann about order 75, payment 1: refund the rest
+12 bob about order 75, payment 1: refund the rest
+0 dora about order 71, payment 1: cancel-order
+34 till about order 71, payment 2: capture 60 %
+45 shop about order 64, payment 1: deliver line 2
+1 shop about order 64, payment 1: deliver line 2
+8 key-of-ann about order 75, payment 1: refund the rest
+7 order 78 in shop 3: draw 16818680122141659099
+18 order 79 in shop 1: draw 1089359235818359831
+34 order 80 in shop 3: draw 9518759676207328322
+41 rumour about order 72, payment 1: capture 1 taken in row 1: the whole
+53 order 81 in shop 1: draw 8499142345930585632
+42 key-of-ann about order 77, payment 1: refund the rest
+1 eve about order 74, payment 1: refund the rest
+0 eve about order 74, payment 1: refund the rest
+27 shop about order 78, payment 1: refund the rest
+0 till about order 76, payment 1: refund the rest
+1 cid about order 76, payment 1: refund the rest
+7 order 82 in shop 3: draw 17077995552219708356
+37 dora about order 67, payment 2: cancel-order
+0 order 83 in shop 3: draw 17976625298217840153
+40 shop about order 83, payment 1: refund the rest
+0 shop about order 71, payment 2: refund 50 %
+2 shop about order 71, payment 2: refund 50 %
+43 order 84 in shop 3: draw 10488187784062543168
+0 ann about order 71, payment 2: complete
+2 ann about order 71, payment 2: complete
+0 key-of-ann about order 77, payment 1: refund the rest
+42 till about order 84, payment 1: refund the rest
+7 eve about order 84, payment 1: refund the rest
+0 cid about order 84, payment 1: refund the rest
+24 key-of-ann about order 79, payment 1: refund the rest
+0 ann about order 68, payment 1: capture the whole
+0 ann refuses the policy in shop 2
+0 bob about order 84, payment 1: refund the rest
+2 ann about order 84, payment 1: refund the rest
+0 key-of-ann about order 73, payment 1: capture the rest
+2 ann about order 73, payment 1: capture the rest
+28 till about order 81, payment 1: refund the rest
+33 shop about order 66, payment 1: complete
+0 shop about order 66, payment 1: complete
+29 eve about order 77, payment 1: refund the rest
+48 ann about order 79, payment 1: refund the rest
+0 till about order 76, payment 1: refund the rest
+49 till about order 72, payment 3: refund 28 %
+0 ann about order 81, payment 1: refund the rest
+2 ann about order 81, payment 1: refund the rest
+11 rumour about order 67, payment 1: refund 1 refund_returned in row 0: the whole
+44 eve about order 82, payment 1: refund the rest
+1 bob about order 82, payment 1: refund the rest
+4 the clock jumps 700 s
+0 order 85 in shop 3: draw 1460311170854671890
+23 bob about order 79, payment 1: refund the rest
+1 till about order 79, payment 1: refund the rest
+30 eve about order 70, payment 1: refund the whole
+0 cid about order 70, payment 1: refund the whole
+30 bob about order 81, payment 1: refund the rest
+0 till about order 81, payment 1: refund the rest
+9 rumour about order 63, payment 1: authorization 1 released in row 0: the whole
+50 ann about order 85, payment 1: refund the rest
+56 dora about order 67, payment 2: cancel-order
+11 dora about order 77, payment 1: refund the rest
+6 shop about order 65, payment 1: retry refund 1
+42 bob proposes a policy in shop 1: draw 10568610535679054861
+39 rumour about order 63, payment 1: authorization 1 expired in row 0: 50 %
+30 shop about order 84, payment 1: refund the rest
+54 node 1 crashes for 3366 ms
+26 dora refuses the policy in shop 3
+18 order 86 in shop 2: draw 2405919396763823
+7 eve about order 84, payment 1: refund the rest
+33 till about order 80, payment 1: capture 97 %
+8 shop about order 65, payment 1: cancel refund 1
+44 order 87 in shop 2: draw 15946964036636276634
+0 shop about order 68, payment 1: capture 53 %
+0 key-of-ann about order 68, payment 1: capture 53 %
+58 till about order 68, payment 1: release
+35 till about order 76, payment 1: refund the rest
+0 order 88 in shop 3: draw 15567851384037494891
+28 cid about order 80, payment 2: refund 60 %
+0 shop about order 72, payment 3: approve refund 1
+56 eve about order 82, payment 1: refund the rest
+0 cid about order 82, payment 1: refund the rest
+0 ann about order 73, payment 1: refund the whole
+0 order 89 in shop 3: draw 14976717783142285208
+0 order 90 in shop 2: draw 12482328102370885913
+0 cid about order 78, payment 1: refund the rest
+34 rumour about order 68, payment 1: authorization 1 expired in row 3: the rest
+56 dora about order 83, payment 1: refund the rest
+45 bob about order 90, payment 1: refund the rest
+41 key-of-ann about order 90, payment 1: refund the rest
+33 dora about order 71, payment 1: refund 45 %
+14 shop about order 80, payment 1: goods 15139779964558362620
+0 cid about order 77, payment 1: refund the rest
+25 till about order 89, payment 1: refund the rest
+0 shop about order 89, payment 1: refund the rest
+49 key-of-ann about order 80, payment 2: refund 37 %
+15 ann about order 83, payment 1: refund the rest
+11 cid about order 75, payment 1: refund 60 %
+0 bob about order 70, payment 1: goods 8783865070905379681
+0 dora about order 81, payment 1: refund 51 %
+23 shop about order 86, payment 1: refund the rest
+57 till agrees to the policy in shop 1
+55 ann about order 72, payment 1: capture last 60 %
+0 till about order 76, payment 1: refund the rest
+0 order 91 in shop 1: draw 10620728429732815236
+40 order 92 in shop 1: draw 15730847374582844667
+53 bob about order 86, payment 1: refund the rest
+0 dora about order 72, payment 1: cancel-order
+33 cid about order 72, payment 1: capture last more than the whole
+33 shop about order 88, payment 1: refund the rest
+0 cid about order 88, payment 1: refund the rest
+6 bob about order 92, payment 1: refund the rest
+51 key-of-ann about order 76, payment 1: refund the rest
+0 eve about order 84, payment 1: refund the rest
+0 order 93 in shop 2: draw 14937067268002034339
+0 eve about order 92, payment 1: refund the rest
+0 cid about order 91, payment 1: refund the rest
+0 order 94 in shop 3: draw 13070462902310133859
+10 cid about order 92, payment 1: refund the rest
+12 bob about order 86, payment 1: refund the rest
+0 till about order 86, payment 1: refund the rest
+34 cid about order 86, payment 1: refund the rest
+31 rumour about order 71, payment 2: authorization 1 action_required in row 3: more than the whole
+0 till about order 88, payment 1: refund the rest
+56 eve about order 94, payment 1: refund the rest
+21 order 95 in shop 1: draw 15335333102717191539
+23 eve about order 79, payment 1: refund the rest
+2 cid about order 91, payment 1: refund the rest
+0 eve about order 91, payment 1: refund the rest
+47 bob about order 87, payment 1: refund the rest
+6 cid about order 92, payment 1: refund the rest
+25 till about order 85, payment 1: refund 8 %
+0 eve about order 76, payment 1: refund the rest
+0 bob about order 84, payment 1: refund the rest
+31 dora about order 90, payment 1: refund the rest
+3 bob about order 90, payment 1: refund the rest
+48 key-of-ann about order 94, payment 1: refund the rest
+2 till about order 94, payment 1: refund the rest
+14 cid about order 94, payment 1: refund the rest
+1 dora about order 94, payment 1: refund the rest
+12 cid about order 85, payment 1: refund the whole
+0 dora about order 89, payment 1: refund the rest
+13 key-of-ann about order 95, payment 1: refund the rest
+0 order 96 in shop 3: draw 9780769119186247182
+37 cid about order 91, payment 1: refund the rest
+0 bob about order 96, payment 1: goods 5227521337869312187
+31 order 97 in shop 1: draw 16595079474616887550
+0 dora about order 84, payment 1: refund the rest
+0 shop about order 97, payment 1: refund the rest
+3 dora about order 93, payment 1: refund the rest
+0 key-of-ann about order 93, payment 1: refund the rest
+9 order 98 in shop 2: draw 3553635806154654374
+0 ann about order 85, payment 1: refund 88 %
+0 cid about order 85, payment 1: refund 88 %
+36 bob about order 96, payment 2: refund-units 1 of line 1
+0 eve about order 95, payment 1: refund the rest
+0 order 99 in shop 1: draw 2021112098645677542
+0 ann about order 98, payment 1: refund-units 3 of line 3
+2 bob about order 98, payment 1: refund-units 3 of line 3
+16 key-of-ann about order 98, payment 1: resume
+0 cid about order 89, payment 1: refund the rest
+0 bob about order 92, payment 1: refund the rest
+0 bob about order 87, payment 1: refund the rest
+0 rumour about order 81, payment 1: authorization 1 authorized in row 2: the rest
+0 eve about order 91, payment 1: refund the rest
+1 order 100 in shop 1: draw 13285447258694177680
+33 till about order 96, payment 1: refund-units 2 of line 3
+18 cid about order 91, payment 1: refund the rest
+2 dora about order 91, payment 1: refund the rest
+14 cid about order 82, payment 1: refund the rest
+17 dora about order 95, payment 1: refund the rest
+26 eve about order 86, payment 1: refund the rest
+31 till about order 90, payment 1: refund the rest
+1 bob about order 90, payment 1: refund the rest
+0 bob about order 83, payment 1: refund the rest
+1 shop about order 83, payment 1: refund the rest
+25 key-of-ann about order 87, payment 1: refund the rest
+2 eve about order 87, payment 1: refund the rest
+52 key-of-ann about order 89, payment 1: refund the rest
+0 bob about order 77, payment 1: refund the rest
+0 shop about order 77, payment 1: refund the rest
+37 node 1 crashes for 3534 ms
+25 bob about order 86, payment 1: refund more than the whole
+0 till about order 91, payment 1: refund the rest
+1 eve about order 91, payment 1: refund the rest
+21 order 101 in shop 3: draw 5164934731977064357
+4 rumour about order 85, payment 1: authorization 1 declined in row 0: the whole
+1 eve about order 87, payment 2: refund 60 %
+49 order 102 in shop 3: draw 11188577868800375298
+20 order 103 in shop 1: draw 17782656153097910229
+0 eve about order 98, payment 1: refund 71 %
+20 order 104 in shop 3: draw 8420166474485617491
+25 bob about order 98, payment 1: refund the whole
+1 dora about order 98, payment 1: refund the whole
+17 dora about order 97, payment 1: refund one
+25 eve about order 94, payment 1: refund 60 %
+5 node 1 crashes for 3302 ms
+0 shop about order 99, payment 2: refund-units 1 of line 1
+22 key-of-ann proposes a policy in shop 1: draw 7279221449575534101
+0 key-of-ann about order 94, payment 1: refund-units 3 of line 2
+2 dora about order 94, payment 1: refund-units 3 of line 2
+0 bob about order 97, payment 1: capture last 60 %
+1 till about order 97, payment 1: capture last 60 %
+23 dora about order 96, payment 1: capture last more than the whole
+58 order 105 in shop 3: draw 4937564807166078562
+23 till about order 88, payment 1: refund the rest
+2 key-of-ann about order 103, payment 1: refund the rest
+28 eve about order 98, payment 1: capture last 60 %
+0 till about order 98, payment 1: refund the rest
+15 eve about order 83, payment 1: refund the rest
+25 dora about order 94, payment 1: odd 16713715609945825011
+0 dora about order 85, payment 1: refund 89 %
+0 till about order 99, payment 2: deliver line 1
+33 eve about order 100, payment 2: capture one
+1 key-of-ann about order 100, payment 2: capture one
+0 key-of-ann about order 96, payment 1: refund 60 %
+33 till about order 104, payment 1: refund the rest
+34 cid about order 103, payment 1: refund the rest
+8 ann about order 92, payment 1: refund the rest
+0 dora about order 103, payment 1: refund the rest
+0 till about order 103, payment 1: refund the rest
+0 rumour about order 100, payment 2: authorization 1 authorized in row 2: one
+0 till refuses the policy in shop 2
+25 rumour about order 97, payment 1: authorization 1 taken in row 3: the whole
+5 rumour about order 98, payment 1: authorization 1 declined in row 0: the rest
+19 order 106 in shop 2: draw 9149033176053293437
+51 order 107 in shop 3: draw 5510528227576649071
+39 shop agrees to the policy in shop 3
+38 order 108 in shop 3: draw 801784795980741002
+31 ann about order 100, payment 1: capture the rest
+2 till about order 100, payment 1: capture the rest
+8 rumour about order 87, payment 1: authorization 1 expired in row 2: the whole
+0 dora about order 102, payment 1: refund the rest
+0 rumour about order 97, payment 1: authorization 1 action_required in row 0: the rest
+57 bob about order 108, payment 1: refund the rest
+0 bob about order 107, payment 1: refund the rest
+33 ann about order 102, payment 1: refund the rest
+0 dora proposes a policy in shop 3: draw 4857009148972728929
+16 cid about order 94, payment 3: capture more than the whole
+0 bob about order 108, payment 1: refund the rest
+0 bob about order 106, payment 1: refund the rest
+2 cid about order 106, payment 1: refund the rest
+0 the gateway says nothing of order 97, payment 1
+214 cid about order 97, payment 1: say-not-done 1
+355 dora about order 97, payment 1: agree-to-claim 1
+213 shop about order 97, payment 1: agree-to-claim 1
+0 ann about order 92, payment 1: refund the rest
+48 key-of-ann agrees to the policy in shop 3
+0 bob about order 108, payment 1: refund 57 %
+2 dora about order 108, payment 1: refund 57 %
+36 eve about order 108, payment 1: record 60 %
+29 key-of-ann about order 107, payment 1: refund 60 %
+15 key-of-ann about order 93, payment 1: capture 60 %
+54 shop about order 98, payment 1: refund 78 %
+41 key-of-ann about order 102, payment 1: capture last 60 %
+3 dora about order 102, payment 1: hold
+34 key-of-ann about order 103, payment 1: refund 9 %
+0 order 109 in shop 3: draw 15134808036816192751
+0 dora about order 107, payment 1: capture 60 %
+29 node 1 crashes for 1641 ms
+0 key-of-ann about order 103, payment 1: bounce refund 1
+53 bob about order 98, payment 1: refund the rest
+0 key-of-ann about order 106, payment 2: say-done 1
+0 till about order 93, payment 1: record 31 %
+0 till about order 100, payment 1: resume
+44 dora about order 108, payment 1: refund 1 %
+26 key-of-ann about order 109, payment 1: capture more than the whole
+8 bob about order 95, payment 2: capture last 60 %
+0 rumour about order 103, payment 1: capture 1 capture_failed in row 0: the whole
+44 dora proposes a policy in shop 2: draw 12635671001850025649
+38 cid about order 108, payment 1: release
+10 ann about order 94, payment 2: refund 34 %
+43 shop about order 94, payment 3: capture last 59 %
+36 eve about order 99, payment 2: refund 9 %
+55 bob about order 108, payment 1: capture 60 %
+29 key-of-ann about order 108, payment 1: capture the rest
+0 shop about order 104, payment 1: capture 64 %
+27 cid about order 106, payment 1: release
+0 shop about order 99, payment 1: release
+45 order 110 in shop 3: draw 9261381528727465238
+27 cid about order 99, payment 2: refund 3 %
+9 rumour about order 109, payment 1: authorization 1 authorized in row 0: one
+8 ann about order 106, payment 2: refund 80 %
+33 order 111 in shop 2: draw 8096600919129282611
+46 order 112 in shop 2: draw 6394676678529432841
+0 the gateway says nothing of order 103, payment 1
+296 dora about order 103, payment 1: say-not-done 1
+250 ann about order 103, payment 1: agree-to-claim 1
+308 ann about order 103, payment 1: agree-to-claim 1
+0 eve about order 112, payment 1: complete
+0 shop about order 112, payment 1: complete
+19 key-of-ann about order 105, payment 1: refund-units 1 of line 3
+23 rumour about order 99, payment 2: authorization 1 expired in row 3: more than the whole
+54 dora about order 105, payment 1: approve refund 1
+17 order 113 in shop 3: draw 13998774116403763374
+13 ann about order 111, payment 1: capture last 54 %
+45 eve about order 103, payment 1: credit refund 1
+6 shop about order 110, payment 1: goods 682935207205614074
+50 eve about order 102, payment 1: refund more than the whole
+31 shop about order 105, payment 1: refund-units 1 of line 1
+1 key-of-ann about order 105, payment 1: refund-units 1 of line 1
+0 ann about order 91, payment 1: refund the rest
+2 shop about order 91, payment 1: refund the rest
+31 till about order 107, payment 1: resume
+0 dora about order 111, payment 1: refund 88 %
+2 cid about order 111, payment 1: refund 88 %
+0 key-of-ann about order 110, payment 1: goods 13148835279795955333
+50 key-of-ann about order 112, payment 1: refund one
+0 dora about order 113, payment 1: release
+0 key-of-ann about order 108, payment 1: refund 4 %
+48 bob about order 104, payment 1: capture 28 %
+58 rumour about order 97, payment 1: authorization 1 authorized in row 1: the whole
+0 till about order 93, payment 1: capture 99 %
+42 key-of-ann about order 107, payment 1: goods 17579408616182808245
+1 shop about order 107, payment 1: goods 17579408616182808245
+9 till about order 103, payment 1: refund-units 1 of line 3
+17 ann about order 113, payment 1: refund 60 %
+0 ann about order 99, payment 1: refund-units 1 of line 3
+2 bob about order 99, payment 1: refund-units 1 of line 3
+40 till about order 106, payment 2: refund-units 3 of line 3
+2 cid about order 106, payment 2: refund-units 3 of line 3
+53 order 114 in shop 1: draw 421023204589720366
+0 shop about order 110, payment 1: refund more than the whole
+15 the clock jumps 900000 s
+0 till about order 96, payment 1: capture 60 %
+0 key-of-ann about order 96, payment 1: capture 60 %
+13 shop about order 111, payment 1: refund 56 %
+45 order 115 in shop 1: draw 13727972794868684541
+44 ann about order 114, payment 2: refund more than the whole
+53 ann about order 102, payment 1: refund 79 %
+11 rumour about order 102, payment 1: authorization 1 authorized in row 2: the whole
+33 shop about order 111, payment 1: approve refund 1
+26 key-of-ann about order 100, payment 2: refund 60 %
+2 ann about order 100, payment 2: refund 60 %
+24 till about order 103, payment 1: refund the rest
+30 cid proposes a policy in shop 1: draw 7230480316854254716
+0 rumour about order 111, payment 1: capture 1 capture_reversed in row 2: the whole
+0 eve about order 113, payment 1: refund 51 %
+36 rumour about order 113, payment 1: release 1 released in row 1: more than the whole
+0 dora about order 95, payment 1: refund 60 %
+47 shop agrees to the policy in shop 3
+13 bob about order 104, payment 1: refund one
+0 cid about order 109, payment 1: refund 5 %
+27 ann about order 115, payment 3: capture 60 %
+0 shop about order 107, payment 1: refund more than the whole
+2 bob about order 107, payment 1: refund more than the whole
+0 ann refuses the policy in shop 2
+0 eve about order 113, payment 1: record more than the whole
+0 key-of-ann proposes a policy in shop 1: draw 15005078670369195466
+51 dora about order 97, payment 1: refund 39 %
+58 dora agrees to the policy in shop 3
+0 till about order 95, payment 1: withdraw refund 1
+1 order 116 in shop 3: draw 3960498603591241087
+52 rumour about order 112, payment 1: capture 1 taken in row 2: one
+0 key-of-ann about order 116, payment 1: refund the whole
+48 rumour about order 106, payment 2: refund 1 refund_settled in row 2: the rest
+2 key-of-ann about order 114, payment 1: refund-units 3 of line 1
+0 shop about order 112, payment 1: refund 60 %
+51 order 117 in shop 1: draw 14336339271057010419
+38 cid about order 109, payment 1: capture last 77 %
+2 key-of-ann about order 109, payment 1: capture last 77 %
+23 order 118 in shop 2: draw 8638696059697519146
+56 eve about order 103, payment 1: retry refund 1
+8 the clock jumps 7300 s
+36 bob about order 96, payment 1: cancel-order
+11 key-of-ann about order 111, payment 1: refund-units 2 of line 2
+2 shop about order 111, payment 1: refund-units 2 of line 2
+26 till about order 118, payment 1: refund 60 %
+0 cid about order 115, payment 3: cancel-order
+0 order 119 in shop 2: draw 2441424876082885833
+40 shop about order 101, payment 1: refund the rest
+0 key-of-ann about order 116, payment 1: goods 311084512626695322
+0 ann about order 103, payment 1: refund 90 %
+3 key-of-ann about order 104, payment 1: retry refund 1
+0 cid about order 107, payment 1: record 48 %
+19 ann about order 108, payment 1: refund the whole
+0 cid about order 112, payment 1: goods 7033137531989620427
+9 bob about order 117, payment 1: refund-units 2 of line 1
+0 shop about order 117, payment 1: refund-units 2 of line 1
+34 ann about order 110, payment 1: refund 60 %
+0 key-of-ann about order 103, payment 1: retry refund 2
+38 key-of-ann about order 119, payment 1: refund-units 3 of line 1
+34 bob about order 112, payment 1: refund 2 %
+0 rumour about order 119, payment 1: authorization 1 released in row 0: the rest
+4 cid about order 108, payment 1: refund 17 %
+43 cid about order 119, payment 1: refund 98 %
+48 rumour about order 109, payment 1: authorization 1 taken in row 3: 50 %
+48 key-of-ann about order 116, payment 1: refund-units 3 of line 3
+14 till about order 104, payment 1: refund-units 2 of line 3
+41 key-of-ann about order 104, payment 1: refund 10 %
+57 order 120 in shop 3: draw 15635478334802153716
+54 bob about order 113, payment 1: goods 11945114123085855207
+6 dora about order 110, payment 1: refund 60 %
+0 key-of-ann about order 110, payment 1: refund 60 %
+47 eve about order 106, payment 2: deliver line 3
+57 dora about order 110, payment 1: refund 60 %
+0 cid about order 111, payment 1: cancel refund 1
+8 dora about order 118, payment 2: capture 60 %
+27 order 121 in shop 2: draw 5570971279707141405
+6 dora about order 117, payment 2: capture 39 %
+0 shop about order 121, payment 1: refund the rest
+45 eve about order 105, payment 1: refund 8 %
+0 rumour about order 99, payment 2: authorization 1 released in row 3: one
+52 key-of-ann about order 118, payment 2: capture last 60 %
+26 cid about order 105, payment 1: refund 34 %
+0 bob about order 105, payment 1: refund 34 %
+19 rumour about order 113, payment 1: authorization 1 expired in row 3: the whole
+57 shop about order 118, payment 2: refund 41 %
+52 cid about order 116, payment 1: odd 13171276800432687525
+53 ann about order 118, payment 1: refund 50 %
+3 eve about order 106, payment 2: retry refund 1
+0 ann about order 114, payment 2: refund 45 %
+0 key-of-ann about order 112, payment 1: cancel refund 2
+0 key-of-ann about order 109, payment 1: record 65 %
+36 eve about order 101, payment 1: refund more than the whole
+1 dora about order 101, payment 1: refund more than the whole
+4 till about order 120, payment 1: refund more than the whole
+11 bob about order 114, payment 2: goods 2146889662509469419
+0 shop about order 109, payment 1: record 60 %
+0 bob about order 112, payment 1: bounce refund 2
+14 key-of-ann about order 120, payment 1: book 8447541060239704717
+0 cid about order 106, payment 1: refund more than the whole
+0 dora about order 115, payment 3: deliver line 1
+0 till about order 118, payment 2: credit refund 1
+0 key-of-ann about order 119, payment 1: refund 66 %
+1 dora about order 119, payment 1: refund 66 %
+29 cid proposes a policy in shop 1: draw 10236003050174883448
+48 eve about order 100, payment 2: credit refund 2
+36 bob about order 118, payment 1: goods 17456172815811795473
+30 order 122 in shop 3: draw 8583929434257970844
+0 till about order 117, payment 2: capture last 42 %
+2 eve about order 117, payment 2: capture last 42 %
+0 order 123 in shop 1: draw 1166099911940581303
+0 ann about order 121, payment 1: refund 98 %
+12 order 124 in shop 1: draw 1355534942478507258
+20 dora about order 117, payment 1: refund-units 1 of line 1
+0 shop about order 122, payment 1: refund one
+0 cid about order 113, payment 1: refund 34 %
+27 ann about order 116, payment 1: release
+0 dora about order 121, payment 1: capture last 41 %
+0 dora about order 116, payment 1: refund-units 1 of line 1
+43 cid about order 106, payment 2: confirm refund 1
+54 till about order 123, payment 1: refund 96 %
+0 key-of-ann about order 113, payment 1: refund more than the whole
+50 cid about order 114, payment 1: refund 28 %
+2 cid about order 114, payment 1: refund 28 %
+2 key-of-ann about order 122, payment 3: refund-units 2 of line 3
+2 dora about order 122, payment 3: refund-units 2 of line 3
+0 key-of-ann about order 111, payment 1: refund-units 1 of line 1
+0 eve about order 111, payment 1: refund 45 %
+40 till proposes a policy in shop 1: draw 14951591787841343139
+49 eve about order 103, payment 1: credit refund 1
+0 shop about order 103, payment 1: credit refund 1
+0 bob about order 124, payment 1: complete
+27 eve about order 122, payment 2: goods 10797466343383128866
+9 dora about order 120, payment 1: resume
+19 eve about order 104, payment 1: credit refund 1
+0 order 125 in shop 1: draw 18068318567200499948
+35 dora agrees to the policy in shop 1
+28 order 126 in shop 1: draw 6282996082361777174
+0 bob agrees to the policy in shop 2
+2 dora about order 126, payment 1: refund the rest
+0 order 127 in shop 3: draw 2753404507920957935
+0 bob proposes a policy in shop 1: draw 4304436573412860305
+6 eve about order 113, payment 1: refund the rest
+0 rumour about order 124, payment 1: authorization 1 authorized in row 2: the rest
+27 ann about order 117, payment 1: approve refund 2
+2 dora about order 118, payment 2: refund-units 1 of line 3
+59 key-of-ann about order 127, payment 1: refund one
+0 ann about order 116, payment 1: refund-units 3 of line 3
+32 dora about order 119, payment 1: refund 3 %
+35 order 128 in shop 2: draw 15832479936901654960
+0 bob about order 120, payment 1: capture 72 %
+2 bob about order 111, payment 1: refund 60 %
+0 key-of-ann about order 121, payment 1: refund 60 %
+18 dora refuses the policy in shop 1
+16 rumour about order 114, payment 2: authorization 1 released in row 3: the rest
+57 dora refuses the policy in shop 3
+54 cid about order 120, payment 1: capture 36 %
+50 cid about order 121, payment 1: goods 12029407907225629839
+0 ann about order 121, payment 1: goods 12029407907225629839
+24 eve about order 122, payment 3: odd 2845241230901495573
+0 till about order 120, payment 1: capture last 41 %
+0 shop about order 120, payment 1: capture last 41 %
+1 shop about order 128, payment 1: refund-units 3 of line 1
+2 cid about order 128, payment 1: refund-units 3 of line 1
+0 dora about order 120, payment 1: capture 60 %
+0 bob about order 111, payment 1: refund-units 2 of line 3
+0 rumour about order 122, payment 2: authorization 1 taken in row 0: the rest
+0 bob about order 119, payment 1: refund the whole
+0 till about order 114, payment 1: refund 40 %
+0 bob about order 111, payment 1: cancel refund 1
+1 eve about order 111, payment 1: cancel refund 1
+0 shop about order 125, payment 1: refund more than the whole
+0 bob about order 127, payment 1: capture 60 %
+0 dora about order 118, payment 2: refund-units 3 of line 2
+0 shop about order 118, payment 2: refund-units 3 of line 2
+49 order 129 in shop 1: draw 15732773993918950522
+55 order 130 in shop 3: draw 7591208198605001385
+8 shop about order 121, payment 1: refund 58 %
+0 till about order 121, payment 1: refund 58 %
+0 bob about order 116, payment 1: refund-units 1 of line 2
+21 key-of-ann about order 128, payment 1: deliver line 1
+0 eve refuses the policy in shop 1
+0 order 131 in shop 1: draw 5830941876250662569
+0 till about order 118, payment 1: refund the whole
+27 dora about order 124, payment 1: capture 60 %
+18 shop about order 130, payment 1: refund 34 %
+0 key-of-ann proposes a policy in shop 3: draw 16570894869165270753
+29 order 132 in shop 2: draw 11378680889974781242
+0 order 133 in shop 1: draw 13863838655886640065
+20 dora about order 129, payment 1: refund 68 %
+32 dora about order 120, payment 1: capture 60 %
+30 eve about order 121, payment 1: refund more than the whole
+0 shop about order 121, payment 1: refund more than the whole
+15 till about order 115, payment 3: capture last more than the whole
+0 order 134 in shop 1: draw 6130129996113231926
+31 key-of-ann proposes a policy in shop 2: draw 1762884258576456631
+29 dora about order 134, payment 1: release
+0 shop about order 133, payment 1: cancel-order
+0 ann about order 120, payment 1: capture the rest
+0 bob about order 122, payment 3: capture 59 %
+0 ann about order 130, payment 2: customer 12889513376602685126
+34 eve about order 118, payment 2: bounce refund 1
+2 key-of-ann about order 118, payment 2: bounce refund 1
+0 till about order 126, payment 1: refund 34 %
+0 eve about order 127, payment 1: goods 7758062634360730830
+30 order 135 in shop 1: draw 18120152405007023781
+22 order 136 in shop 3: draw 3693544269179237480
+36 dora about order 132, payment 1: refund the rest
+37 eve about order 130, payment 2: refund-units 3 of line 2
+0 rumour about order 128, payment 2: authorization 1 taken in row 3: more than the whole
+0 cid about order 135, payment 1: capture the whole
+14 bob about order 136, payment 1: refund the rest
+20 order 137 in shop 2: draw 1188149827655562175
+10 ann about order 132, payment 1: refund-units 1 of line 2
+0 order 138 in shop 3: draw 15648604762922187411
+0 cid about order 135, payment 1: refund 84 %
+0 ann about order 131, payment 1: refund one
+55 ann about order 127, payment 1: refund 39 %
+53 dora about order 119, payment 1: capture last 60 %
+1 eve about order 119, payment 1: capture last 60 %
+29 cid about order 131, payment 1: refund 39 %
+7 order 139 in shop 1: draw 16458240530559756461
+36 dora about order 129, payment 2: refund 84 %
+0 eve about order 138, payment 1: goods 12526870050242216348
+2 cid about order 137, payment 1: capture 60 %
+0 dora about order 137, payment 1: resolve exception 7
+2 bob about order 137, payment 1: resolve exception 7
+0 cid about order 139, payment 1: refund 74 %
+41 shop about order 135, payment 1: goods 10101202461231313759
+1 shop about order 135, payment 1: goods 10101202461231313759
+24 cid about order 126, payment 1: refund the rest
+0 cid about order 139, payment 1: refund the whole
+29 eve about order 131, payment 1: deliver line 1
+4 key-of-ann about order 138, payment 1: refund 60 %
+2 key-of-ann about order 138, payment 1: refund 60 %
+0 order 140 in shop 2: draw 14528469521031530568
+0 shop about order 125, payment 1: refund 25 %
+0 order 141 in shop 3: draw 15446329283593329256
+50 bob about order 125, payment 1: refund 18 %
+1 key-of-ann about order 125, payment 1: refund 18 %
+0 dora about order 124, payment 1: release
+0 order 142 in shop 3: draw 12839463370696704223
+0 eve about order 128, payment 1: refund 76 %
+1 cid about order 128, payment 1: refund 76 %
+29 key-of-ann about order 123, payment 1: capture last 60 %
+15 rumour about order 128, payment 1: refund 2 refund_failed in row 3: more than the whole
+18 till about order 130, payment 1: bounce refund 1
+48 node 1 crashes for 543 ms
+0 order 143 in shop 2: draw 1222717711034912814
+36 order 144 in shop 1: draw 16574353848130884092
+0 dora about order 136, payment 1: refund 60 %
+0 eve about order 136, payment 1: refund 60 %
+53 bob about order 140, payment 1: refund 18 %
+0 ann about order 140, payment 1: refund 18 %
+43 till about order 140, payment 1: odd 5241901001849328570
+10 rumour about order 137, payment 1: authorization 1 released in row 1: the rest
+0 ann about order 138, payment 1: refund 97 %
+33 cid about order 136, payment 1: refund 82 %
+32 till about order 143, payment 1: refund the rest
+2 shop about order 143, payment 1: refund the rest
+10 dora about order 137, payment 1: refund 60 %
+0 till about order 141, payment 1: capture the whole
+3 till about order 135, payment 1: refund the whole
+15 order 145 in shop 2: draw 4737687010699028473
+37 order 146 in shop 2: draw 1325081911408675818
+0 cid about order 142, payment 1: resolve exception 10
+54 shop about order 131, payment 1: capture last the whole
+49 key-of-ann about order 141, payment 1: goods 9378768828777391244
+0 shop about order 145, payment 1: refund the rest
+51 bob about order 146, payment 1: refund the rest
+0 bob about order 146, payment 1: refund the rest
+0 dora about order 127, payment 1: capture last 60 %
+1 eve about order 138, payment 1: refund 4 %
+23 rumour about order 131, payment 1: authorization 1 taken in row 2: the whole
+0 cid about order 134, payment 1: refund 7 %
+5 shop about order 144, payment 1: refund the rest
+0 rumour about order 132, payment 1: refund 1 refund_returned in row 3: one
+0 rumour about order 131, payment 1: authorization 1 authorized in row 0: more than the whole
+4 ann about order 141, payment 1: capture 92 %
+58 shop about order 126, payment 1: credit refund 1
+0 order 147 in shop 1: draw 13566869799377159050
+0 cid about order 133, payment 1: refund 98 %
+0 rumour about order 130, payment 2: capture 1 capture_failed in row 1: 50 %
+13 order 148 in shop 3: draw 478677298985197588
+37 cid about order 146, payment 1: refund the rest
+36 till about order 141, payment 1: capture the rest
+52 key-of-ann about order 140, payment 1: odd 11492133636161150714
+0 the clock jumps 900000 s
+14 till about order 144, payment 2: release
+3 ann about order 145, payment 1: refund the rest
+0 till about order 134, payment 1: refund 46 %
+0 key-of-ann about order 134, payment 1: refund 46 %
+12 key-of-ann about order 144, payment 2: refund one
+22 ann about order 138, payment 2: refund 31 %
+57 key-of-ann about order 142, payment 1: capture last 25 %
+0 bob about order 145, payment 1: refund one
+0 the gateway says nothing of order 138, payment 2
+258 till about order 138, payment 2: say-done 1
+167 cid about order 138, payment 2: agree-to-claim 1
+161 bob about order 138, payment 2: agree-to-claim 1
+6 eve about order 144, payment 1: resume
+0 ann about order 148, payment 1: refund 89 %
+2 dora about order 148, payment 1: refund 89 %
+8 order 149 in shop 3: draw 8100254232738765057
+0 key-of-ann about order 130, payment 2: refund more than the whole
+39 rumour about order 129, payment 1: refund 1 refund_returned in row 3: more than the whole
+19 shop about order 126, payment 1: refund 60 %
+55 dora about order 134, payment 1: refund 85 %
+34 key-of-ann about order 141, payment 1: refund one
+0 shop about order 147, payment 1: capture one
+0 till about order 141, payment 1: refund-units 2 of line 3
+1 shop about order 141, payment 1: refund-units 2 of line 3
+8 order 150 in shop 3: draw 6280248618221900791
+15 bob about order 149, payment 1: refund 88 %
+13 rumour about order 129, payment 1: refund 1 refund_settled in row 1: one
+37 bob about order 141, payment 1: confirm refund 1
+49 rumour about order 142, payment 1: authorization 1 expired in row 2: more than the whole
+7 dora about order 143, payment 1: refund 45 %
+0 ann about order 138, payment 2: refund one
+4 dora about order 149, payment 1: refund 40 %
+56 order 151 in shop 3: draw 12101079681430079005
+39 rumour about order 140, payment 1: authorization 1 authorized in row 0: the rest
+26 till about order 149, payment 1: refund 5 %
+33 rumour about order 151, payment 1: authorization 1 declined in row 1: one
+0 eve about order 149, payment 1: refund one
+0 dora about order 149, payment 1: refund one
+0 ann about order 149, payment 1: refund 26 %
+43 rumour about order 148, payment 1: authorization 1 taken in row 1: the whole
+7 till about order 140, payment 1: refund the rest
+0 dora about order 140, payment 1: refund the rest
+41 till about order 137, payment 1: capture last the rest
+57 eve about order 151, payment 1: release
+2 till about order 151, payment 1: release
+0 rumour about order 137, payment 1: capture 1 capture_failed in row 1: 50 %
+0 cid about order 137, payment 1: goods 17273556217999191713
+0 eve about order 149, payment 1: refund 60 %
+16 shop about order 137, payment 1: refund-units 1 of line 1
+50 rumour about order 150, payment 1: capture 1 capture_reversed in row 1: the rest
+0 rumour about order 149, payment 1: capture 1 capture_reversed in row 2: the whole
+5 cid about order 142, payment 1: refund one
+0 key-of-ann about order 142, payment 1: refund one
+0 dora about order 134, payment 1: record one
+0 dora about order 141, payment 1: refund the whole
+13 till about order 136, payment 1: confirm refund 2
+5 rumour about order 151, payment 1: authorization 1 action_required in row 3: the whole
+0 cid about order 149, payment 1: refund 85 %
+0 cid about order 140, payment 1: refund-units 2 of line 3
+0 dora about order 149, payment 1: refund the whole
+0 eve about order 149, payment 1: refund the whole
+41 rumour about order 148, payment 1: authorization 1 taken in row 0: the whole
+58 bob about order 147, payment 1: capture the rest
+54 eve about order 144, payment 2: resolve exception 45
+1 eve about order 144, payment 2: resolve exception 45
+0 order 152 in shop 2: draw 7666390646338077780
+16 rumour about order 129, payment 1: refund 1 refund_settled in row 1: the whole
+47 bob about order 152, payment 1: refund the rest
+45 ann about order 146, payment 1: release
+6 bob about order 140, payment 1: cancel-order
+0 shop about order 148, payment 1: refund-units 3 of line 3
+0 shop about order 141, payment 1: refund 50 %
+0 shop about order 141, payment 1: confirm refund 1
+0 eve about order 129, payment 1: credit refund 1
+59 rumour about order 151, payment 1: authorization 1 expired in row 3: the rest
+36 shop about order 142, payment 1: refund-units 1 of line 3
+59 key-of-ann about order 146, payment 1: refund the whole
+41 order 153 in shop 3: draw 3568843160738891987
+0 rumour about order 136, payment 1: refund 2 refund_settled in row 3: the whole
+38 dora about order 143, payment 1: refund 90 %
+53 eve about order 152, payment 1: capture 25 %
+59 ann about order 142, payment 1: refund-units 2 of line 2
+0 order 154 in shop 3: draw 5455600269220929967
+56 bob about order 147, payment 1: refund 60 %
+44 rumour about order 142, payment 1: authorization 1 action_required in row 3: the whole
+0 cid about order 144, payment 2: refund the rest
+0 cid about order 144, payment 2: refund the rest
+38 till about order 153, payment 1: refund 95 %
+2 bob about order 153, payment 1: refund 95 %
+16 cid about order 152, payment 1: deliver line 2
+21 order 155 in shop 1: draw 12601661530878358537
+24 bob about order 146, payment 1: capture last 91 %
+0 bob about order 155, payment 1: goods 1760788609029809974
+41 key-of-ann about order 134, payment 1: record 60 %
+0 ann about order 138, payment 1: refund-units 1 of line 1
+0 bob about order 147, payment 1: refund 31 %
+19 key-of-ann about order 151, payment 1: refund-units 1 of line 2
+2 cid about order 151, payment 1: refund-units 1 of line 2
+25 dora about order 145, payment 1: capture the whole
+15 till agrees to the policy in shop 1
+0 shop about order 139, payment 1: refund 26 %
+36 rumour about order 155, payment 1: authorization 1 declined in row 0: the whole
+15 bob about order 150, payment 1: refund 60 %
+0 dora about order 145, payment 1: refund 60 %
+0 till about order 145, payment 1: refund 60 %
+25 bob proposes a policy in shop 3: draw 15926215194317732748
+59 rumour about order 146, payment 1: authorization 1 declined in row 2: 50 %
+55 the clock jumps 61 s
+0 dora about order 139, payment 1: capture last 86 %
+0 ann about order 147, payment 2: refund 74 %
+2 till about order 147, payment 2: refund 74 %
+27 eve about order 148, payment 1: refund the whole
+0 order 156 in shop 3: draw 11699261719711449453
+22 ann about order 142, payment 1: cancel-order
+19 key-of-ann about order 145, payment 1: refund more than the whole
+0 shop refuses the policy in shop 1
+0 cid about order 149, payment 1: refund more than the whole
+0 rumour about order 146, payment 1: authorization 1 taken in row 2: more than the whole
+0 rumour about order 149, payment 1: capture 1 capture_failed in row 0: the rest
+7 rumour about order 148, payment 1: authorization 1 taken in row 2: more than the whole
+58 dora about order 149, payment 1: refund more than the whole
+38 key-of-ann about order 142, payment 1: capture last 60 %
+54 cid about order 140, payment 1: refund 75 %
+46 cid about order 156, payment 1: refund 82 %
+2 key-of-ann about order 156, payment 1: refund 82 %
+9 eve about order 147, payment 1: refund 77 %
+13 eve about order 145, payment 1: retry refund 1
+23 dora about order 156, payment 1: capture 42 %
+1 shop about order 156, payment 1: capture 42 %
+0 ann about order 153, payment 1: refund more than the whole
+49 cid about order 143, payment 1: refund 60 %
+0 eve about order 155, payment 1: refund the rest
+6 dora about order 140, payment 1: capture last the rest
+0 rumour about order 142, payment 1: authorization 1 taken in row 0: more than the whole
+0 key-of-ann about order 142, payment 1: refund-units 2 of line 2
+1 till about order 145, payment 1: deliver line 2
+27 ann about order 135, payment 1: record 93 %
+52 eve proposes a policy in shop 3: draw 8215059443086863458
+0 cid about order 143, payment 1: refund 68 %
+47 node 1 crashes for 3458 ms
+1 ann about order 149, payment 1: refund-units 1 of line 2
+20 rumour about order 140, payment 1: capture 1 capture_reversed in row 0: the whole
+35 till about order 156, payment 1: refund the whole
+0 key-of-ann about order 152, payment 1: refund the whole
+0 eve about order 147, payment 1: refund-units 2 of line 1
+0 rumour about order 154, payment 1: authorization 1 action_required in row 1: one
+32 key-of-ann about order 144, payment 1: refund 60 %
+3 dora about order 146, payment 1: refund the whole
+12 till about order 151, payment 1: refund one
+6 shop about order 149, payment 1: refund 88 %
+53 rumour about order 144, payment 2: release 1 release_failed in row 2: the whole
+53 ann about order 151, payment 1: refund 48 %
+25 dora about order 154, payment 1: refund more than the whole
+59 cid about order 145, payment 1: refund-units 1 of line 2
+38 key-of-ann about order 150, payment 1: goods 12870318625484090297
+2 eve about order 145, payment 1: goods 8388814032383880218
+0 cid about order 145, payment 1: goods 8388814032383880218
+0 ann about order 138, payment 1: refund 40 %
+20 shop about order 149, payment 1: refund 86 %
+49 key-of-ann about order 142, payment 1: refund 60 %
+3 order 157 in shop 1: draw 11072813421514776535
+5 ann about order 147, payment 1: goods 9436587917788922633
+31 order 158 in shop 1: draw 7685540034909084808
+0 till agrees to the policy in shop 3
+0 shop about order 158, payment 1: refund the rest
+19 eve agrees to the policy in shop 3
+58 cid about order 154, payment 1: refund 75 %
+0 cid about order 158, payment 1: refund the rest
+2 key-of-ann about order 158, payment 1: refund the rest
+0 bob about order 155, payment 1: cancel-order
+43 key-of-ann about order 143, payment 1: refund-units 1 of line 1
+8 cid about order 145, payment 1: refund 60 %
+0 till about order 152, payment 1: refund 56 %
+0 cid about order 149, payment 1: refund the rest
+11 bob about order 149, payment 1: refund one
+19 till about order 157, payment 1: refund the rest
+20 till about order 154, payment 1: refund 60 %
+57 key-of-ann about order 157, payment 1: refund the rest
+36 key-of-ann about order 150, payment 1: refund-units 3 of line 2
+2 eve about order 143, payment 1: refund the rest
+54 ann about order 151, payment 1: deliver line 3
+25 order 159 in shop 3: draw 7459694477112337438
+47 eve about order 153, payment 1: cancel refund 1
+24 cid about order 152, payment 1: capture 28 %
+37 bob about order 145, payment 1: cancel refund 1
+0 rumour about order 140, payment 1: capture 1 capture_reversed in row 1: one
+25 dora about order 148, payment 1: goods 16195695906629886858
+1 shop about order 148, payment 1: goods 16195695906629886858
+0 cid about order 157, payment 1: refund the rest
+3 bob about order 156, payment 1: confirm refund 1
+0 cid about order 156, payment 1: confirm refund 1
+37 eve about order 146, payment 1: refund 75 %
+0 ann about order 146, payment 1: refund 75 %
+0 eve proposes a policy in shop 1: draw 4715183321090144843
+53 ann about order 144, payment 2: tender 11163135032165272629
+6 cid about order 153, payment 1: refund 60 %
+29 order 160 in shop 3: draw 16282893783875618853
+0 key-of-ann about order 157, payment 1: refund the rest
+10 till about order 157, payment 1: refund the rest
+1 ann about order 157, payment 1: refund the rest
+0 bob about order 152, payment 1: cancel-order
+14 order 161 in shop 2: draw 10178959266469191691
+0 shop agrees to the policy in shop 2
+0 till about order 152, payment 1: refund 60 %
+2 eve about order 152, payment 1: refund 60 %
+0 order 162 in shop 3: draw 7055059331143655810
+0 shop about order 149, payment 1: refund 1 %
+4 rumour about order 152, payment 1: refund 1 refund_returned in row 2: one
+16 bob about order 156, payment 1: confirm refund 1
+0 key-of-ann about order 156, payment 1: confirm refund 1
+0 ann about order 143, payment 1: refund-units 3 of line 3
+1 key-of-ann about order 143, payment 1: refund-units 3 of line 3
+24 shop about order 153, payment 1: credit refund 1
+0 cid about order 156, payment 1: cancel refund 1
+0 shop about order 156, payment 1: cancel refund 1
+26 order 163 in shop 2: draw 2060775715222942749
+0 ann about order 160, payment 1: refund the rest
+10 eve about order 163, payment 1: refund the rest
+2 till about order 163, payment 1: refund the rest
+7 order 164 in shop 3: draw 826533959304523233
+0 cid about order 161, payment 1: refund the rest
+44 shop about order 158, payment 1: capture one
+17 ann about order 160, payment 2: refund the whole
+7 till about order 163, payment 1: capture 25 %
+0 ann about order 153, payment 1: refund 84 %
+1 shop about order 153, payment 1: refund 84 %
+24 order 165 in shop 1: draw 772342135497860964
+0 order 166 in shop 1: draw 854567965817396529
+0 cid about order 166, payment 1: refund the rest
+0 dora about order 166, payment 1: refund the rest
+0 shop about order 161, payment 1: capture last 88 %
+0 till about order 162, payment 1: refund 72 %
+0 ann about order 152, payment 1: release
+0 ann about order 162, payment 1: odd 8088819673503365292
+2 key-of-ann about order 162, payment 1: odd 8088819673503365292
+17 ann about order 163, payment 1: say-done 1
+38 rumour about order 160, payment 2: authorization 1 declined in row 2: the whole
+53 ann about order 159, payment 1: refund the rest
+0 ann about order 157, payment 1: refund the rest
+12 ann about order 148, payment 1: capture the rest
+37 bob about order 163, payment 1: capture the rest
+0 order 167 in shop 1: draw 6969343720977320419
+0 the gateway says nothing of order 165, payment 1
+283 bob about order 165, payment 1: say-done 1
+207 till about order 165, payment 1: deny-claim 1
+280 cid about order 165, payment 1: agree-to-claim 1
+0 eve about order 162, payment 1: refund 84 %
+46 dora about order 163, payment 1: refund-units 3 of line 3
+0 ann about order 157, payment 1: refund 81 %
+2 ann about order 157, payment 1: refund 81 %
+0 ann about order 158, payment 1: refund the whole
+1 dora about order 158, payment 1: refund the whole
+0 cid about order 155, payment 1: refund the rest
+53 till about order 145, payment 1: refund 1 %
+0 ann about order 160, payment 2: capture last 63 %
+13 key-of-ann about order 167, payment 1: refund 99 %
+0 key-of-ann about order 156, payment 1: refund 21 %
+0 ann about order 163, payment 1: goods 5703313707772238202
+45 dora about order 164, payment 1: deliver line 2
+0 eve about order 150, payment 1: deliver line 1
+0 key-of-ann about order 151, payment 1: hold
+17 order 168 in shop 3: draw 15697321117919801673
+30 eve about order 154, payment 1: retry refund 1
+42 order 169 in shop 2: draw 12058422025588310326
+0 order 170 in shop 3: draw 5615427168737725546
+31 bob about order 164, payment 1: deliver line 2
+0 key-of-ann about order 164, payment 1: deliver line 2
+24 eve about order 154, payment 1: credit refund 1
+32 eve about order 162, payment 1: capture 1 %
+0 ann about order 166, payment 1: hold
+43 bob about order 166, payment 1: refund the rest
+0 ann about order 170, payment 1: refund 68 %
+0 till about order 155, payment 1: goods 3842665295941119241
+0 key-of-ann about order 161, payment 1: refund 59 %
+56 cid about order 163, payment 1: refund more than the whole
+21 rumour about order 160, payment 1: authorization 1 declined in row 0: 50 %
+0 rumour about order 160, payment 1: authorization 1 taken in row 3: 50 %
+23 order 171 in shop 3: draw 12181462201144633627
+0 key-of-ann about order 164, payment 1: goods 5667704462542441351
+0 order 172 in shop 1: draw 13324722334036319785
+0 order 173 in shop 1: draw 15259315472969012135
+0 order 174 in shop 1: draw 7615283495121658287
+7 key-of-ann about order 159, payment 1: deliver line 1
+0 shop about order 168, payment 1: refund 90 %
+0 order 175 in shop 1: draw 521365889125539138
+35 eve about order 168, payment 1: refund 8 %
+0 key-of-ann about order 172, payment 1: refund 81 %
+1 dora about order 172, payment 1: refund 98 %
+34 cid about order 174, payment 1: refund-units 2 of line 1
+27 dora about order 166, payment 1: refund 87 %
+1 order 176 in shop 1: draw 6152181871638107343
+0 bob about order 168, payment 1: refund 93 %
+0 bob about order 168, payment 1: refund 93 %
+38 shop about order 169, payment 1: capture 63 %
+1 rumour about order 166, payment 1: authorization 1 declined in row 1: more than the whole
+0 ann about order 166, payment 1: capture 76 %
+52 order 177 in shop 1: draw 10828939509620779830
+0 order 178 in shop 2: draw 3567560077954360509
+23 order 179 in shop 2: draw 11266635075496004829
+58 dora about order 176, payment 1: refund 24 %
+0 ann about order 176, payment 1: refund 24 %
+30 cid about order 162, payment 2: refund 57 %
+12 ann about order 176, payment 1: approve refund 1
+38 order 180 in shop 3: draw 6920327944581224537
+6 shop about order 179, payment 1: refund-units 1 of line 1
+1 shop about order 179, payment 1: refund-units 1 of line 1
+57 eve about order 168, payment 1: refund 58 %
+36 ann about order 173, payment 1: resume
+1 dora about order 173, payment 1: resume
+0 ann about order 179, payment 1: resolve exception 17
+40 ann about order 168, payment 1: refund the rest
+0 eve about order 168, payment 1: refund the rest
+0 order 181 in shop 1: draw 1254274988775579795
+0 cid about order 175, payment 1: capture 60 %
+32 ann about order 172, payment 1: refund 77 %
+5 dora about order 174, payment 1: cancel refund 1
+13 ann about order 172, payment 1: capture one
+0 till about order 180, payment 1: deliver line 2
+56 shop about order 181, payment 1: refund 12 %
+19 eve about order 178, payment 1: capture 71 %
+0 till about order 177, payment 1: refund 60 %
+47 rumour about order 170, payment 1: authorization 1 declined in row 2: the whole
+0 bob about order 164, payment 1: hold
+29 key-of-ann about order 181, payment 1: capture 56 %
+1 eve about order 181, payment 1: capture 19 %
+22 order 182 in shop 2: draw 11820958674148021318
+31 cid about order 175, payment 2: refund 64 %
+2 cid about order 175, payment 2: refund 64 %
+38 dora about order 178, payment 1: capture 87 %
+0 key-of-ann about order 181, payment 1: refund 82 %
+0 key-of-ann about order 180, payment 1: goods 8739193658529562022
+0 rumour about order 179, payment 1: authorization 1 declined in row 1: the rest
+0 rumour about order 175, payment 2: authorization 1 declined in row 3: 50 %
+0 shop about order 161, payment 1: confirm refund 1
+23 shop about order 178, payment 1: hold
+35 ann about order 182, payment 1: refund 60 %
+0 order 183 in shop 2: draw 8157280142658077830
+16 key-of-ann about order 183, payment 1: refund the rest
+1 dora about order 183, payment 1: refund the rest
+0 shop about order 163, payment 1: refund-units 2 of line 2
+34 till agrees to the policy in shop 1
+34 cid about order 175, payment 1: refund more than the whole
+0 order 184 in shop 2: draw 16853352863752204816
+22 eve about order 177, payment 1: refund 60 %
+4 shop about order 168, payment 1: refund 97 %
+0 till about order 173, payment 1: refund more than the whole
+2 cid about order 180, payment 1: goods 6448200453688539961
+16 eve about order 178, payment 1: complete
+0 bob about order 177, payment 1: refund 60 %
+31 the clock jumps 700 s
+0 ann about order 184, payment 1: goods 12467064549638529617
+19 ann about order 181, payment 1: refund 60 %
+18 order 185 in shop 2: draw 1451363978028386922
+51 till about order 178, payment 1: capture last the rest
+2 till about order 178, payment 1: capture last the rest
+0 rumour about order 183, payment 2: authorization 1 released in row 2: more than the whole
+43 dora about order 185, payment 1: record 40 %
+2 eve about order 185, payment 1: record 40 %
+0 shop about order 185, payment 1: resume
+36 key-of-ann about order 166, payment 1: capture 5 %
+0 eve about order 179, payment 1: refund 52 %
+56 key-of-ann about order 180, payment 1: goods 12652703638148656160
+1 till about order 180, payment 1: goods 12652703638148656160
+34 rumour about order 172, payment 1: capture 1 capture_reversed in row 3: the rest
+0 bob about order 181, payment 1: refund-units 2 of line 2
+1 shop about order 181, payment 1: refund-units 2 of line 2
+46 till about order 173, payment 1: refund 60 %
+0 dora about order 177, payment 1: capture last one
+0 ann about order 182, payment 1: refund 46 %
+33 dora about order 176, payment 1: withdraw refund 2
+21 ann about order 165, payment 1: release
+0 order 186 in shop 3: draw 2318909346868211280
+0 till about order 180, payment 1: goods 9844207190387346905
+0 eve proposes a policy in shop 3: draw 13160637050781183072
+44 ann about order 176, payment 1: approve refund 1
+14 order 187 in shop 1: draw 2604070604001837434
+43 eve about order 181, payment 1: capture last 78 %
+0 dora about order 185, payment 1: record 31 %
+0 order 188 in shop 1: draw 14369377195964466519
+8 order 189 in shop 2: draw 13094155807587714183
+39 shop about order 168, payment 1: refund 26 %
+28 dora about order 177, payment 1: capture last more than the whole
+23 ann about order 174, payment 1: refund 19 %
+2 ann about order 174, payment 1: refund 19 %
+31 eve about order 178, payment 1: capture 60 %
+0 shop about order 168, payment 1: refund more than the whole
+39 cid about order 186, payment 1: capture last 49 %
+1 key-of-ann about order 186, payment 1: capture last 49 %
+0 order 190 in shop 2: draw 837129135778591559
+14 dora about order 173, payment 1: refund 47 %
+0 cid about order 190, payment 3: refund 60 %
+1 eve about order 190, payment 3: refund 60 %
+0 rumour about order 172, payment 1: authorization 1 authorized in row 3: more than the whole
+0 bob about order 189, payment 1: release
+52 key-of-ann about order 180, payment 1: goods 17026128907264344677
+25 bob about order 185, payment 1: refund 76 %
+46 cid about order 181, payment 1: release
+7 eve about order 190, payment 1: capture last the rest
+0 till about order 190, payment 1: capture last the rest
+13 ann about order 181, payment 1: release
+0 shop about order 173, payment 1: approve refund 1
+1 bob refuses the policy in shop 3
+33 rumour about order 190, payment 1: capture 1 taken in row 2: the rest
+0 key-of-ann about order 181, payment 1: resume
+0 bob about order 186, payment 2: refund-units 2 of line 3
+2 bob about order 186, payment 2: refund-units 2 of line 3
+45 till refuses the policy in shop 3
+29 eve about order 181, payment 1: refund 19 %
+59 till about order 185, payment 1: refund more than the whole
+2 shop about order 185, payment 1: refund more than the whole
+0 cid about order 177, payment 1: refund the rest
+40 dora about order 180, payment 1: deliver line 3
+0 till about order 187, payment 1: release
+30 cid about order 190, payment 2: refund-units 1 of line 3
+14 shop proposes a policy in shop 1: draw 11223945422612088729
+51 key-of-ann about order 183, payment 1: capture 18 %
+23 key-of-ann about order 183, payment 2: capture last 1 %
+36 key-of-ann about order 188, payment 1: refund the rest
+50 cid about order 183, payment 2: resume
+38 rumour about order 190, payment 1: capture 1 capture_failed in row 1: more than the whole
+0 rumour about order 187, payment 1: authorization 1 expired in row 2: the whole
+40 ann about order 186, payment 2: capture last one
+23 dora about order 169, payment 1: capture last 60 %
+0 dora about order 169, payment 1: capture last 60 %
+22 eve about order 187, payment 2: capture one
+33 cid about order 174, payment 1: refund the rest
+1 key-of-ann about order 174, payment 1: refund the rest
+35 key-of-ann about order 189, payment 1: refund-units 1 of line 1
+0 key-of-ann about order 186, payment 2: hold
+0 cid about order 186, payment 2: hold
+0 eve about order 182, payment 1: release
+0 shop about order 184, payment 1: record 67 %
+36 cid about order 185, payment 1: refund 60 %
+0 ann about order 185, payment 1: refund 60 %
+50 eve about order 176, payment 1: refund 60 %
+2 key-of-ann about order 176, payment 1: refund 60 %
+15 shop about order 189, payment 1: refund-units 2 of line 1
+1 bob about order 189, payment 1: refund-units 2 of line 1
+12 rumour about order 186, payment 1: authorization 1 taken in row 1: one
+29 bob about order 182, payment 1: refund 80 %
+18 cid about order 180, payment 1: goods 2557560186543609997
+0 cid agrees to the policy in shop 2
+2 dora about order 182, payment 1: refund one
+37 key-of-ann about order 169, payment 1: capture 60 %
+44 dora about order 187, payment 2: capture last the rest
+0 bob about order 185, payment 1: refund-units 2 of line 1
+0 till proposes a policy in shop 1: draw 12748417480365100397
+43 ann about order 185, payment 1: refund 21 %
+55 bob about order 190, payment 1: refund 31 %
+52 key-of-ann about order 175, payment 2: capture more than the whole
+58 eve about order 174, payment 1: refund 60 %
+0 shop about order 174, payment 1: refund 60 %
+0 dora about order 179, payment 1: refund the whole
+38 bob refuses the policy in shop 1
+0 rumour about order 182, payment 1: authorization 1 declined in row 2: 50 %
+29 eve about order 178, payment 1: refund 5 %
+1 shop about order 178, payment 1: refund 5 %
+36 shop about order 178, payment 1: refund 57 %
+0 order 191 in shop 1: draw 15354255299145648089
+0 the gateway says nothing of order 178, payment 1
+413 till about order 178, payment 1: say-done 1
+173 key-of-ann about order 178, payment 1: deny-claim 1
+170 dora about order 178, payment 1: agree-to-claim 1
+44 bob about order 187, payment 1: refund 51 %
+11 bob about order 189, payment 1: refund 8 %
+19 bob about order 174, payment 1: refund one
+2 till about order 174, payment 1: refund one
+39 bob about order 186, payment 2: capture last 5 %
+29 rumour about order 178, payment 1: refund 1 refund_settled in row 1: the rest
+0 rumour about order 190, payment 1: refund 1 refund_settled in row 0: one
+23 dora about order 188, payment 1: capture 60 %
+0 order 192 in shop 1: draw 15938635002249409244
+52 dora about order 189, payment 1: refund the rest
+0 shop about order 182, payment 1: refund 30 %
+18 bob about order 181, payment 1: refund 4 %
+0 bob about order 183, payment 2: refund the whole
+0 cid about order 182, payment 1: refund one
+20 cid about order 187, payment 1: refund one
+5 ann about order 191, payment 1: refund one
+0 key-of-ann about order 190, payment 2: refund the rest
+42 eve about order 183, payment 2: refund 95 %
+0 cid about order 191, payment 1: cancel-order
+1 shop about order 191, payment 1: cancel-order
+0 cid about order 192, payment 1: capture 41 %
+20 order 193 in shop 3: draw 2884255395689560990
+46 bob about order 182, payment 1: tender 13938656011362908629
+0 ann agrees to the policy in shop 2
+39 order 194 in shop 3: draw 7646314270715150697
+0 dora about order 191, payment 1: refund 60 %
+43 till about order 192, payment 1: capture last one
+45 key-of-ann about order 191, payment 1: refund the whole
+0 key-of-ann about order 190, payment 3: refund 60 %
+0 shop about order 190, payment 3: refund 60 %
+0 ann about order 183, payment 2: refund 66 %
+0 bob about order 187, payment 2: refund the whole
+24 rumour about order 178, payment 1: refund 2 refund_settled in row 2: 50 %
+56 cid about order 191, payment 1: approve refund 1
+29 dora about order 192, payment 1: refund 77 %
+1 eve about order 192, payment 1: refund 77 %
+0 rumour about order 181, payment 1: capture 1 capture_failed in row 0: the whole
+0 order 195 in shop 1: draw 17537874944494976465
+20 dora about order 177, payment 1: refund 60 %
+13 the clock jumps 3700 s
+18 eve about order 191, payment 1: withdraw refund 1
+10 rumour about order 189, payment 1: authorization 1 authorized in row 0: more than the whole
+49 rumour about order 192, payment 1: refund 1 refund_returned in row 2: more than the whole
+45 key-of-ann about order 189, payment 1: refund 37 %
+1 till about order 189, payment 1: refund 37 %
+0 bob about order 177, payment 1: capture last the whole
+41 rumour about order 182, payment 2: authorization 1 authorized in row 2: the whole
+0 order 196 in shop 1: draw 8173811496499267405
+55 ann about order 186, payment 2: goods 9524072886371146566
+59 eve about order 182, payment 1: refund 60 %
+1 key-of-ann about order 182, payment 1: refund 60 %
+6 till about order 192, payment 1: deliver line 1
+0 eve about order 182, payment 2: release
+0 till refuses the policy in shop 2
+24 till about order 186, payment 2: capture 91 %
+12 rumour about order 183, payment 2: authorization 1 released in row 2: the whole
+45 order 197 in shop 2: draw 7599849407954498406
+51 cid about order 195, payment 1: refund one
+0 order 198 in shop 3: draw 13356289628053243355
+0 order 199 in shop 2: draw 15969711175991252565
+26 rumour about order 177, payment 1: authorization 1 expired in row 2: the rest
+28 order 200 in shop 3: draw 16101661508138000253
+21 till about order 198, payment 1: refund 81 %
+35 key-of-ann about order 196, payment 1: refund 52 %
+13 order 201 in shop 2: draw 2156505535979813511
+30 eve about order 198, payment 1: refund 3 %
+0 key-of-ann about order 192, payment 1: withdraw refund 1
+28 order 202 in shop 2: draw 10659981739026850830
+34 dora about order 195, payment 1: refund-units 1 of line 3
+0 bob about order 192, payment 1: reject refund 1
+56 ann about order 202, payment 1: refund 15 %
+33 key-of-ann about order 186, payment 2: goods 14281587500706712135
+5 order 203 in shop 1: draw 11957423677508530284
+16 order 204 in shop 3: draw 9000885423535975382
+0 dora about order 204, payment 1: refund the rest
+8 eve about order 194, payment 2: refund the whole
+0 rumour about order 202, payment 1: refund 1 refund_settled in row 3: the rest
+0 key-of-ann about order 183, payment 1: capture more than the whole
+11 till about order 201, payment 1: refund 60 %
+27 node 1 crashes for 1520 ms
+0 bob about order 189, payment 1: refund 67 %
+56 dora about order 199, payment 1: refund 91 %
+30 cid about order 200, payment 1: refund the whole
+59 bob about order 190, payment 2: capture last 2 %
+54 order 205 in shop 1: draw 11849036238680270435
+44 shop about order 197, payment 3: refund-units 3 of line 2
+0 bob about order 197, payment 3: refund-units 3 of line 2
+0 shop about order 201, payment 1: capture last 70 %
+58 bob about order 205, payment 1: refund the rest
+34 till about order 200, payment 1: refund 16 %
+2 shop about order 200, payment 1: refund 16 %
+0 order 206 in shop 1: draw 8931274907980752372
+50 shop about order 194, payment 1: refund 72 %
+26 dora about order 201, payment 1: goods 10254564457617546635
+2 key-of-ann about order 201, payment 1: goods 10254564457617546635
+58 eve about order 190, payment 2: capture last 24 %
+0 dora about order 190, payment 2: capture last 24 %
+0 ann agrees to the policy in shop 3
+57 cid about order 200, payment 1: refund 64 %
+23 eve about order 192, payment 1: capture last 89 %
+0 till about order 193, payment 1: refund-units 3 of line 2
+1 eve about order 193, payment 1: refund-units 3 of line 2
+0 shop about order 197, payment 3: refund 91 %
+1 key-of-ann about order 197, payment 3: refund 91 %
+0 bob about order 199, payment 1: refund 55 %
+45 shop about order 204, payment 1: refund 60 %
+21 bob about order 203, payment 1: refund 54 %
+0 key-of-ann about order 188, payment 1: refund 43 %
+1 shop about order 188, payment 1: refund 43 %
+4 till about order 202, payment 1: refund one
+1 key-of-ann about order 202, payment 1: refund one
+35 order 207 in shop 2: draw 849928719094568772
+0 eve about order 202, payment 1: resolve exception 12
+1 till about order 202, payment 1: resolve exception 12
+34 ann about order 205, payment 1: refund the rest
+0 cid about order 206, payment 1: refund the rest
+0 order 208 in shop 2: draw 6813470665140483946
+39 till about order 206, payment 1: refund the rest
+0 bob about order 203, payment 1: refund more than the whole
+28 dora about order 193, payment 1: refund 60 %
+1 dora about order 193, payment 1: refund 60 %
+0 order 209 in shop 1: draw 17832734600088044123
+16 cid about order 197, payment 2: refund more than the whole
+26 key-of-ann about order 197, payment 2: refund 6 %
+55 key-of-ann about order 209, payment 1: refund the rest
+2 key-of-ann about order 209, payment 1: refund the rest
+0 key-of-ann about order 203, payment 1: refund 60 %
+59 shop about order 201, payment 1: refund-units 1 of line 1
+0 dora about order 189, payment 1: refund 92 %
+48 dora about order 209, payment 1: refund the rest
+18 order 210 in shop 1: draw 13446493303502345547
+54 order 211 in shop 2: draw 2283847274016060679
+0 bob about order 209, payment 1: refund the rest
+1 bob about order 209, payment 1: refund the rest
+0 key-of-ann about order 195, payment 1: refund the whole
+42 cid about order 209, payment 1: refund the rest
+0 key-of-ann about order 207, payment 1: refund the rest
+21 rumour about order 193, payment 1: capture 1 capture_failed in row 3: more than the whole
+41 ann about order 209, payment 1: refund the rest
+36 eve about order 211, payment 1: refund the rest
+0 shop about order 198, payment 1: capture last the rest
+1 bob about order 198, payment 1: capture last the rest
+0 order 212 in shop 2: draw 8946723706664042576
+0 key-of-ann proposes a policy in shop 3: draw 9373719963817706225
+48 node 1 crashes for 2271 ms
+11 cid about order 198, payment 1: capture 73 %
+0 dora about order 192, payment 1: cancel-order
+53 bob about order 206, payment 1: refund the rest
+0 till about order 212, payment 1: refund the rest
+36 key-of-ann about order 190, payment 2: capture last more than the whole
+36 shop about order 197, payment 2: refund 44 %
+50 eve about order 199, payment 1: goods 10220868220047820975
+1 bob about order 199, payment 1: goods 10220868220047820975
+39 order 213 in shop 1: draw 3143018941263631784
+0 cid about order 209, payment 1: refund the rest
+0 dora about order 213, payment 1: refund the rest
+0 dora about order 200, payment 1: confirm refund 1
+4 key-of-ann about order 205, payment 1: refund the rest
+11 cid about order 206, payment 1: refund the rest
+52 ann about order 197, payment 1: resolve exception 1
+28 cid about order 208, payment 1: refund the rest
+15 order 214 in shop 1: draw 10464134385007538671
+44 eve about order 196, payment 1: refund more than the whole
+1 till about order 196, payment 1: refund more than the whole
+17 cid about order 209, payment 1: refund the rest
+0 cid about order 209, payment 1: refund the rest
+3 ann about order 204, payment 1: resolve exception 14
+0 bob about order 204, payment 1: refund 15 %
+0 bob about order 201, payment 1: refund-units 3 of line 1
+0 cid about order 201, payment 1: refund-units 3 of line 1
+40 bob about order 211, payment 1: refund-units 2 of line 2
+22 key-of-ann about order 193, payment 1: refund 98 %
+40 cid about order 205, payment 1: refund the rest
+44 bob about order 207, payment 1: refund the rest
+1 shop about order 207, payment 1: refund the rest
+5 dora about order 214, payment 1: refund the whole
+57 till about order 210, payment 1: refund one
+2 bob about order 199, payment 1: refund 60 %
+0 key-of-ann about order 201, payment 1: refund-units 3 of line 1
+0 bob about order 202, payment 1: refund 15 %
+8 till about order 212, payment 1: refund the rest
+10 till about order 214, payment 1: capture the whole
+0 till about order 207, payment 1: refund the rest
+41 ann about order 199, payment 1: refund the whole
+39 key-of-ann about order 199, payment 1: refund-units 1 of line 2
+34 order 215 in shop 3: draw 9657866826229016381
+58 order 216 in shop 2: draw 18354485364833385633
+33 dora about order 197, payment 3: capture 29 %
+0 shop about order 197, payment 3: capture 29 %
+21 shop about order 203, payment 1: refund-units 2 of line 3
+18 shop about order 212, payment 2: refund one
+1 eve about order 216, payment 1: goods 1940771003245989154
+1 shop about order 216, payment 1: goods 1940771003245989154
+35 key-of-ann about order 216, payment 1: goods 8870836856855033501
+0 rumour about order 204, payment 1: authorization 1 expired in row 1: more than the whole
+47 shop about order 204, payment 1: refund one
+54 till about order 200, payment 1: goods 304718141267203564
+38 till about order 211, payment 1: refund more than the whole
+16 order 217 in shop 1: draw 15773086050398389605
+57 the clock jumps 61 s
+0 eve about order 217, payment 2: cancel-order
+41 cid refuses the policy in shop 3
+45 bob about order 208, payment 1: release
+19 cid about order 208, payment 1: refund 60 %
+55 order 218 in shop 1: draw 8212777377855683850
+5 rumour about order 217, payment 2: authorization 1 taken in row 1: more than the whole
+15 order 219 in shop 1: draw 9387033619905333844
+17 order 220 in shop 2: draw 8746690383235917834
+0 eve about order 219, payment 1: refund 4 %
+13 dora about order 218, payment 1: odd 10177184630301384784
+56 shop about order 217, payment 2: refund 60 %
+23 ann about order 205, payment 1: refund the rest
+2 cid about order 205, payment 1: refund the rest
+0 order 221 in shop 2: draw 7178933407655875733
+49 dora about order 212, payment 1: refund 60 %
+0 cid about order 212, payment 1: refund 60 %
+51 key-of-ann about order 211, payment 1: refund 95 %
+20 order 222 in shop 2: draw 6104913128013296934
+0 ann about order 221, payment 1: refund the whole
+0 key-of-ann about order 220, payment 1: complete
+41 order 223 in shop 3: draw 11321820238134415444
+28 order 224 in shop 2: draw 1305016203744536174
+0 till about order 222, payment 1: refund the rest
+31 dora agrees to the policy in shop 1
+25 rumour about order 204, payment 1: authorization 1 expired in row 2: one
+22 rumour about order 220, payment 1: authorization 1 authorized in row 2: one
+38 bob about order 218, payment 1: capture last 60 %
+0 bob about order 215, payment 2: capture 35 %
+0 key-of-ann about order 216, payment 1: complete
+10 shop about order 221, payment 3: release
+2 shop about order 204, payment 1: refund 56 %
+52 dora about order 216, payment 1: deliver line 3
+44 till about order 217, payment 2: refund 85 %
+23 ann about order 211, payment 1: refund 86 %
+24 dora about order 224, payment 1: refund-units 3 of line 1
+0 ann about order 205, payment 1: refund the rest
+26 order 225 in shop 1: draw 11446407475463316646
+0 till about order 224, payment 1: refund the rest
+39 rumour about order 217, payment 1: authorization 1 authorized in row 2: 50 %
+23 key-of-ann about order 219, payment 2: record one
+0 ann about order 221, payment 1: refund one
+2 cid about order 221, payment 1: refund one
+37 order 226 in shop 3: draw 15722801530104981860
+0 dora about order 222, payment 1: release
+51 shop about order 225, payment 1: refund-units 1 of line 2
+20 cid about order 216, payment 1: goods 6610874327345550262
+0 order 227 in shop 2: draw 6394025114448912699
+0 key-of-ann about order 225, payment 1: refund the whole
+31 till about order 212, payment 1: refund 87 %
+22 cid about order 225, payment 1: capture 25 %
+59 eve about order 220, payment 1: refund 46 %
+0 order 228 in shop 1: draw 9540256443140280321
+10 eve about order 222, payment 1: capture last 95 %
+0 rumour about order 227, payment 1: authorization 1 authorized in row 3: the whole
+7 eve about order 225, payment 1: refund 22 %
+58 bob about order 207, payment 1: refund the whole
+0 key-of-ann about order 207, payment 1: refund the whole
+55 bob about order 226, payment 1: refund 71 %
+0 key-of-ann about order 218, payment 1: goods 2705125943571910375
+54 shop about order 220, payment 1: confirm refund 1
+35 eve about order 220, payment 1: deliver line 1
+7 order 229 in shop 2: draw 2705084526570984435
+8 till about order 226, payment 2: refund-units 1 of line 3
+55 ann about order 225, payment 1: capture one
+0 cid about order 225, payment 1: capture one
+11 order 230 in shop 3: draw 9966553879020577397
+6 bob about order 222, payment 1: refund 60 %
+23 cid about order 230, payment 1: refund the rest
+1 shop about order 230, payment 1: refund the rest
+10 order 231 in shop 1: draw 6512197524555251951
+41 till about order 218, payment 1: refund the rest
+0 eve about order 218, payment 1: refund 6 %
+0 shop about order 225, payment 1: complete
+0 order 232 in shop 3: draw 7143704712437706480
+0 shop about order 220, payment 1: refund 5 %
+18 key-of-ann about order 230, payment 1: refund-units 3 of line 1
+0 rumour about order 225, payment 1: capture 2 captured in row 1: the rest
+14 the clock jumps 3700 s
+45 cid about order 228, payment 2: release
+9 bob about order 228, payment 1: customer 13041294214881585607
+0 cid about order 228, payment 1: capture 54 %
+9 rumour about order 224, payment 1: authorization 1 authorized in row 1: more than the whole
+55 eve about order 209, payment 1: capture last 80 %
+0 ann about order 224, payment 1: refund one
+1 bob about order 224, payment 1: refund one
+45 shop about order 223, payment 1: refund 20 %
+35 rumour about order 220, payment 1: capture 1 capture_reversed in row 3: the whole
+57 dora about order 231, payment 1: capture 89 %
+42 eve about order 229, payment 1: refund the rest
+39 cid about order 232, payment 1: goods 4758744752088406860
+0 till about order 225, payment 1: approve refund 1
+2 till about order 225, payment 1: approve refund 1
+45 dora about order 220, payment 1: complete
+33 shop about order 220, payment 1: odd 10618158276604521030
+0 ann about order 218, payment 1: odd 5685043123640652998
+0 cid about order 213, payment 1: tender 17479106899297878356
+55 order 233 in shop 2: draw 18257840349754952385
+0 order 234 in shop 1: draw 8253842601627690603
+24 eve about order 233, payment 1: refund the rest
+19 order 235 in shop 1: draw 9150872308789617330
+32 bob about order 219, payment 1: refund the rest
+2 key-of-ann about order 219, payment 1: refund the rest
+7 eve about order 230, payment 1: refund 14 %
+0 key-of-ann about order 234, payment 1: refund-units 3 of line 1
+1 dora about order 234, payment 1: refund-units 3 of line 1
+34 rumour about order 229, payment 1: authorization 1 authorized in row 1: one
+0 dora about order 233, payment 2: capture 1 %
+0 cid about order 232, payment 1: release
+0 key-of-ann about order 234, payment 1: refund more than the whole
+1 cid about order 234, payment 1: refund more than the whole
+0 rumour about order 229, payment 1: authorization 1 released in row 1: the whole
+0 bob proposes a policy in shop 2: draw 18222622778715311196
+16 key-of-ann about order 234, payment 1: refund 75 %
+0 rumour about order 231, payment 1: authorization 1 expired in row 1: more than the whole
+8 till about order 224, payment 1: refund 38 %
+0 shop about order 224, payment 1: refund 38 %
+0 till about order 228, payment 1: refund one
+35 eve about order 235, payment 1: refund the rest
+48 dora about order 230, payment 1: refund-units 1 of line 1
+0 cid about order 233, payment 1: capture 60 %
+11 key-of-ann about order 215, payment 2: refund 96 %
+0 till about order 235, payment 1: cancel refund 1
+50 bob about order 233, payment 1: capture last 37 %
+46 eve about order 225, payment 1: capture last one
+0 dora about order 233, payment 2: capture 48 %
+0 bob about order 233, payment 2: capture 48 %
+27 eve about order 227, payment 1: refund 60 %
+34 till about order 222, payment 1: refund 22 %
+31 order 236 in shop 1: draw 5319602072382178708
+0 order 237 in shop 1: draw 15677601030727432722
+29 eve about order 232, payment 1: refund the whole
+0 cid about order 235, payment 1: refund-units 3 of line 3
+1 ann about order 230, payment 1: approve refund 1
+38 till about order 228, payment 1: refund the whole
+15 key-of-ann about order 234, payment 1: release
+24 dora about order 220, payment 1: credit refund 2
+16 shop about order 232, payment 1: refund 89 %
+37 shop about order 233, payment 1: capture last 82 %
+0 eve about order 237, payment 1: odd 4926442164105081553
+53 bob about order 223, payment 2: record 56 %
+0 order 238 in shop 3: draw 8267455426936686923
+0 key-of-ann about order 236, payment 1: resume
+0 bob about order 236, payment 1: resume
+0 cid about order 224, payment 1: capture the whole
+1 bob about order 224, payment 1: capture the whole
+0 order 239 in shop 3: draw 5545130278047939529
+16 dora about order 230, payment 1: refund-units 1 of line 3
+56 shop about order 235, payment 1: cancel refund 1
+5 till about order 230, payment 1: reject refund 2
+2 ann about order 230, payment 1: reject refund 2
+0 till about order 233, payment 1: capture last 47 %
+1 bob about order 233, payment 1: capture last 47 %
+2 dora about order 233, payment 1: capture 46 %
+21 order 240 in shop 2: draw 18270135840753983524
+47 rumour about order 234, payment 1: authorization 1 expired in row 1: more than the whole
+20 shop about order 239, payment 1: resume
+1 cid about order 239, payment 1: resume
+58 rumour about order 239, payment 1: authorization 1 declined in row 1: 50 %
+21 ann about order 238, payment 1: refund 60 %
+40 node 1 crashes for 2046 ms
+21 eve about order 231, payment 1: refund 90 %
+9 dora about order 225, payment 1: cancel refund 1
+1 ann about order 225, payment 1: cancel refund 1
+0 order 241 in shop 3: draw 17712349518945465975
+26 dora about order 239, payment 1: refund 32 %
+58 till about order 236, payment 1: capture last 78 %
+29 till about order 241, payment 1: refund the rest
+0 ann about order 238, payment 2: refund 56 %
+26 order 242 in shop 3: draw 17451308345494542372
+0 shop about order 233, payment 1: cancel-order
+26 bob about order 228, payment 1: refund 62 %
+20 eve about order 235, payment 1: refund 60 %
+1 till about order 235, payment 1: refund 60 %
+0 ann about order 242, payment 1: refund the rest
+14 order 243 in shop 1: draw 10477879000962822958
+13 order 244 in shop 3: draw 5341095659007794328
+29 shop about order 221, payment 3: capture last 60 %
+7 key-of-ann about order 243, payment 1: refund the rest
+57 till about order 241, payment 1: refund the rest
+2 eve about order 241, payment 1: refund the rest
+0 dora about order 231, payment 1: book 16217496197449402782
+38 order 245 in shop 3: draw 1784294354926566911
+34 bob about order 244, payment 1: refund the rest
+20 cid about order 229, payment 1: refund 95 %
+52 bob about order 236, payment 1: capture last 2 %
+33 eve about order 242, payment 1: refund the rest
+0 eve about order 242, payment 1: refund the rest
+0 dora about order 244, payment 1: refund the rest
+38 order 246 in shop 2: draw 12793245255698714713
+13 key-of-ann about order 242, payment 1: refund the rest
+0 key-of-ann about order 242, payment 1: refund the rest
+7 order 247 in shop 1: draw 9795160928574336290
+7 till agrees to the policy in shop 1
+33 ann about order 242, payment 1: refund the rest
+0 key-of-ann about order 236, payment 1: refund 60 %
+11 node 1 crashes for 651 ms
+0 dora about order 246, payment 1: refund the rest
+44 ann about order 241, payment 1: refund the rest
+49 rumour about order 233, payment 1: authorization 1 authorized in row 2: 50 %
+0 cid about order 228, payment 1: refund 60 %
+3 bob about order 247, payment 1: refund the rest
+22 shop about order 235, payment 1: refund-units 1 of line 3
+0 ann about order 241, payment 1: refund the rest
+0 till agrees to the policy in shop 3
+0 ann about order 247, payment 1: refund the rest
+0 till about order 247, payment 1: refund the rest
+1 key-of-ann about order 247, payment 1: refund the rest
+0 dora about order 228, payment 1: capture last 18 %
+33 cid about order 238, payment 1: refund 96 %
+35 eve about order 230, payment 1: refund 32 %
+1 shop about order 230, payment 1: refund 32 %
+45 rumour about order 236, payment 1: capture 1 capture_reversed in row 0: 50 %
+0 bob about order 240, payment 2: refund-units 3 of line 2
+38 order 248 in shop 2: draw 8696083231817555218
+0 shop about order 234, payment 1: refund 70 %
+13 key-of-ann about order 244, payment 1: refund the rest
+23 cid about order 236, payment 1: refund 7 %
+0 bob about order 248, payment 1: refund the rest
+43 ann about order 234, payment 1: capture last 9 %
+0 shop about order 234, payment 1: capture last 9 %
+54 rumour about order 238, payment 1: authorization 1 released in row 2: 50 %
+31 order 249 in shop 1: draw 16678960912303893062
+25 till about order 242, payment 1: refund the rest
+0 till about order 241, payment 1: refund the rest
+31 till about order 243, payment 1: refund the rest
+21 bob about order 236, payment 1: refund more than the whole
+28 till about order 237, payment 1: refund 56 %
+38 eve about order 240, payment 2: capture 34 %
+0 dora about order 240, payment 2: capture 34 %
+42 ann about order 234, payment 1: refund 74 %
+32 shop about order 245, payment 1: refund the rest
+8 key-of-ann about order 237, payment 1: complete
+1 bob about order 237, payment 1: complete
+0 shop about order 248, payment 1: refund the rest
+0 shop about order 244, payment 1: refund the rest
+0 till about order 243, payment 1: refund the rest
+37 ann agrees to the policy in shop 1
+44 order 250 in shop 2: draw 5953606856654829870
+0 order 251 in shop 2: draw 10356314303769311718
+0 dora about order 248, payment 1: refund the rest
+9 bob about order 246, payment 1: refund the rest
+0 till about order 246, payment 1: refund the rest
+0 till about order 251, payment 1: refund the rest
+33 dora about order 239, payment 1: refund 44 %
+0 cid about order 239, payment 1: refund 44 %
+18 till about order 246, payment 1: refund the rest
+0 bob about order 245, payment 1: refund the rest
+20 cid about order 249, payment 1: refund the rest
+2 ann about order 249, payment 1: refund the rest
+14 bob about order 249, payment 1: refund the rest
+12 order 252 in shop 2: draw 7772033376203668412
+6 shop about order 249, payment 1: refund the rest
+43 till refuses the policy in shop 2
+0 ann about order 245, payment 1: refund the rest
+45 dora proposes a policy in shop 3: draw 5749054587686099540
+31 shop about order 245, payment 1: refund the rest
+2 dora about order 245, payment 1: refund the rest
+23 bob about order 236, payment 1: cancel refund 2
+0 dora about order 246, payment 1: capture 59 %
+0 key-of-ann about order 249, payment 1: refund 29 %
+4 till about order 233, payment 1: capture last 60 %
+6 till about order 251, payment 1: refund the rest
+0 ann about order 240, payment 1: refund 60 %
+13 dora about order 251, payment 1: refund the rest
+29 cid about order 250, payment 1: refund the rest
+0 bob about order 237, payment 1: capture the whole
+0 key-of-ann about order 236, payment 1: credit refund 2
+46 cid about order 240, payment 2: capture 60 %
+1 rumour about order 233, payment 1: capture 2 taken in row 3: the whole
+0 till about order 232, payment 1: refund-units 3 of line 1
+10 dora about order 237, payment 1: refund 71 %
+49 ann about order 232, payment 1: refund 37 %
+27 key-of-ann about order 246, payment 1: refund 60 %
+1 eve about order 246, payment 1: refund 60 %
+55 bob about order 247, payment 1: refund 53 %
+1 ann about order 247, payment 1: refund 53 %
+0 order 253 in shop 1: draw 12197079027491991289
+0 eve about order 243, payment 1: capture 60 %
+0 order 254 in shop 2: draw 9143449021037669682
+53 bob about order 238, payment 1: refund 52 %
+55 shop about order 239, payment 1: capture 60 %
+15 dora about order 253, payment 1: refund more than the whole
+6 eve about order 253, payment 1: refund 87 %
+59 eve about order 249, payment 1: deliver line 1
+0 eve about order 249, payment 1: deliver line 1
+57 order 255 in shop 1: draw 1919765888671906411
+0 ann about order 241, payment 1: release
+0 key-of-ann about order 253, payment 1: refund one
+0 cid about order 253, payment 1: refund one
+31 key-of-ann about order 251, payment 1: capture 73 %
+0 dora about order 251, payment 1: capture 73 %
+32 order 256 in shop 2: draw 17120862085595639659
+0 ann about order 241, payment 3: refund 60 %
+0 rumour about order 233, payment 1: capture 2 captured in row 0: the rest
+0 ann about order 254, payment 1: capture last 76 %
+32 bob about order 252, payment 1: tender 11815388824910892340
+0 till about order 252, payment 1: tender 11815388824910892340
+0 dora about order 247, payment 1: refund the whole
+0 dora about order 253, payment 1: refund the whole
+0 ann about order 253, payment 1: refund the whole
+54 till about order 254, payment 1: deliver line 2
+49 ann about order 248, payment 1: refund 47 %
+48 order 257 in shop 3: draw 11082702269392554172
+19 order 258 in shop 3: draw 11466255891249786561
+0 the clock jumps 3700 s
+0 shop about order 256, payment 1: capture last the rest
+10 bob about order 247, payment 1: refund-units 2 of line 2
+50 cid about order 244, payment 1: refund 60 %
+20 bob about order 253, payment 1: refund 6 %
+2 cid about order 253, payment 1: refund 6 %
+37 ann about order 253, payment 1: refund 48 %
+2 shop about order 253, payment 1: refund 48 %
+14 ann about order 244, payment 1: capture last 33 %
+0 bob about order 254, payment 1: refund 26 %
+52 ann about order 258, payment 1: refund 60 %
+1 bob about order 258, payment 1: refund 60 %
+0 shop about order 258, payment 1: hold
+21 cid about order 241, payment 1: capture last the rest
+0 ann about order 245, payment 1: refund 60 %
+0 key-of-ann about order 256, payment 1: refund 60 %
+7 till about order 239, payment 1: capture 60 %
+56 node 1 crashes for 679 ms
+0 ann about order 240, payment 1: deliver line 1
+0 order 259 in shop 3: draw 13008978249389681515
+53 key-of-ann about order 257, payment 1: deliver line 2
+0 the clock jumps 61 s
+29 key-of-ann proposes a policy in shop 2: draw 2242896878166909396
+0 key-of-ann about order 253, payment 1: refund 6 %
+2 shop about order 253, payment 1: refund 6 %
+0 rumour about order 251, payment 1: capture 1 taken in row 1: the whole
+26 dora about order 243, payment 1: capture one
+0 shop about order 253, payment 1: refund more than the whole
+0 till about order 255, payment 1: refund 3 %
+55 bob agrees to the policy in shop 2
+0 key-of-ann about order 250, payment 1: refund more than the whole
+1 eve about order 250, payment 1: refund more than the whole
+0 cid about order 256, payment 1: refund 24 %
+0 order 260 in shop 2: draw 15021767307235051022
+21 rumour about order 257, payment 1: authorization 1 action_required in row 2: the whole
+27 ann about order 253, payment 1: refund 60 %
+19 till about order 258, payment 1: refund 14 %
+5 cid about order 258, payment 1: refund 53 %
+6 cid about order 255, payment 1: refund 2 %
+2 order 261 in shop 1: draw 15167747515842251853
+1 bob about order 243, payment 1: refund 14 %
+27 eve about order 254, payment 1: refund the whole
+28 eve about order 248, payment 1: refund 60 %
+0 rumour about order 254, payment 1: authorization 1 authorized in row 1: the rest
+35 cid about order 239, payment 1: goods 10615816377254822474
+0 cid about order 254, payment 1: capture last 93 %
+0 order 262 in shop 1: draw 12495866391884476347
+56 dora about order 245, payment 1: capture one
+0 order 263 in shop 1: draw 11052721738297053687
+43 shop agrees to the policy in shop 1
+0 till about order 254, payment 1: refund 60 %
+1 cid about order 254, payment 1: refund 60 %
+0 ann about order 250, payment 1: refund 50 %
+24 till about order 250, payment 1: refund more than the whole
+26 dora about order 258, payment 1: refund one
+51 till about order 244, payment 1: refund 59 %
+37 key-of-ann about order 261, payment 1: refund the rest
+0 bob about order 261, payment 1: refund the rest
+0 bob about order 262, payment 1: refund the rest
+6 cid about order 263, payment 1: refund the rest
+6 bob about order 257, payment 1: capture last 76 %
+0 eve about order 257, payment 1: capture last 76 %
+19 order 264 in shop 1: draw 6088846010038269826
+52 cid about order 260, payment 1: refund the rest
+38 key-of-ann about order 255, payment 1: refund the rest
+0 key-of-ann about order 258, payment 1: goods 8984638498856198024
+1 rumour about order 242, payment 1: authorization 1 authorized in row 0: the whole
+56 ann agrees to the policy in shop 2
+0 shop about order 248, payment 1: refund-units 3 of line 1
+26 key-of-ann about order 252, payment 2: refund 60 %
+27 ann about order 260, payment 1: refund the rest
+0 ann about order 260, payment 1: refund the rest
+8 dora about order 250, payment 1: refund the rest
+20 order 265 in shop 2: draw 14113550625319308136
+0 shop about order 254, payment 1: refund 6 %
+0 order 266 in shop 1: draw 5811802759146389796
+46 bob about order 255, payment 2: refund 60 %
+56 shop about order 260, payment 1: refund the rest
+41 rumour about order 261, payment 1: authorization 1 taken in row 1: 50 %
+13 dora about order 264, payment 1: refund the rest
+42 rumour about order 262, payment 1: authorization 1 action_required in row 1: one
+0 cid about order 266, payment 1: deliver line 2
+0 cid about order 262, payment 2: refund 60 %
+0 cid about order 254, payment 1: capture last 60 %
+6 bob about order 259, payment 1: refund 85 %
+0 cid about order 261, payment 1: cancel-order
+27 cid about order 248, payment 1: release
+0 shop about order 248, payment 1: release
+0 key-of-ann about order 249, payment 1: refund 28 %
+48 key-of-ann about order 261, payment 1: deliver line 3
+20 dora about order 261, payment 1: refund one
+0 cid about order 263, payment 1: refund 63 %
+0 order 267 in shop 1: draw 7846425662674785265
+0 till agrees to the policy in shop 1
+0 till about order 259, payment 1: capture 27 %
+0 shop about order 258, payment 1: tender 16735183211702406264
+29 order 268 in shop 1: draw 3258865302294671530
+55 eve about order 260, payment 1: refund the rest
+42 till about order 256, payment 1: refund 37 %
+54 ann about order 252, payment 2: goods 3441117729039708312
+46 rumour about order 257, payment 1: authorization 1 action_required in row 1: the rest
+0 shop about order 261, payment 1: refund 60 %
+0 ann about order 267, payment 1: refund the rest
+2 till about order 267, payment 1: refund the rest
+0 order 269 in shop 3: draw 9227966869149915574
+38 order 270 in shop 2: draw 3424610111668368026
+0 cid proposes a policy in shop 3: draw 9975818860177746094
+44 order 271 in shop 2: draw 6548724908126252994
+0 key-of-ann about order 259, payment 1: capture 12 %
+39 ann about order 260, payment 1: refund 36 %
+0 cid about order 260, payment 1: refund 36 %
+25 order 272 in shop 2: draw 5231002576261278997
+21 dora about order 262, payment 2: refund the rest
+2 dora about order 262, payment 2: refund the rest
+8 dora about order 261, payment 1: capture last 60 %
+42 dora about order 260, payment 1: capture last 48 %
+2 till about order 260, payment 1: capture last 48 %
+37 the clock jumps 260000 s
+0 eve about order 261, payment 1: refund the whole
+28 dora about order 265, payment 1: refund 60 %
+19 eve about order 267, payment 1: capture last 53 %
+58 order 273 in shop 1: draw 15024178209306184896
+10 order 274 in shop 2: draw 467943991860142284
+9 eve about order 261, payment 1: refund 75 %
+11 ann about order 255, payment 1: refund 54 %
+0 till about order 264, payment 1: goods 11664064249294532262
+52 order 275 in shop 3: draw 10350891300936125170
+47 eve about order 274, payment 1: refund the whole
+23 order 276 in shop 2: draw 13505466278493529141
+9 shop about order 275, payment 4: refund the rest
+50 eve about order 272, payment 1: refund more than the whole
+28 shop about order 271, payment 1: capture 42 %
+47 cid about order 276, payment 1: refund more than the whole
+50 dora about order 274, payment 1: refund one
+0 till about order 270, payment 1: capture the whole
+8 key-of-ann about order 267, payment 1: refund 64 %
+0 dora about order 267, payment 1: refund 64 %
+28 rumour about order 273, payment 1: authorization 1 taken in row 2: more than the whole
+14 shop about order 269, payment 1: refund more than the whole
+47 cid about order 271, payment 1: goods 1134385498004541739
+34 order 277 in shop 2: draw 11669713034174420251
+52 dora about order 267, payment 1: refund-units 1 of line 3
+0 bob about order 259, payment 1: refund 60 %
+0 till about order 265, payment 1: refund more than the whole
+1 eve about order 265, payment 1: refund more than the whole
+47 rumour about order 265, payment 1: authorization 1 authorized in row 3: one
+55 till about order 257, payment 1: capture last 71 %
+1 dora about order 257, payment 1: capture last 71 %
+0 order 278 in shop 1: draw 18285105151509630906
+18 ann about order 272, payment 1: refund-units 3 of line 2
+35 dora about order 274, payment 1: capture 5 %
+30 order 279 in shop 2: draw 13907126996649052253
+53 eve proposes a policy in shop 3: draw 3938227966144743209
+29 ann about order 260, payment 1: cancel refund 1
+0 dora about order 261, payment 1: refund 3 %
+2 till about order 261, payment 1: refund 3 %
+54 eve about order 275, payment 2: capture 32 %
+0 ann about order 275, payment 2: capture 32 %
+0 ann about order 265, payment 1: capture 23 %
+0 key-of-ann about order 265, payment 1: capture 23 %
+0 ann about order 270, payment 1: refund 59 %
+19 rumour about order 261, payment 1: authorization 1 taken in row 3: the rest
+34 order 280 in shop 3: draw 14220072697175451526
+28 eve about order 275, payment 1: refund one
+0 ann about order 277, payment 1: odd 7913148389499435734
+0 order 281 in shop 1: draw 14236504001747940876
+42 rumour about order 275, payment 3: authorization 1 declined in row 0: 50 %
+0 order 282 in shop 3: draw 2943366710282032650
+42 ann about order 269, payment 1: refund the rest
+44 key-of-ann about order 281, payment 1: capture the whole
+43 bob about order 276, payment 1: refund 25 %
+51 till about order 272, payment 1: refund 89 %
+6 till about order 269, payment 1: refund 60 %
+48 dora about order 280, payment 1: refund 17 %
+0 shop about order 266, payment 1: goods 16425604307902210624
+0 cid about order 266, payment 1: goods 16425604307902210624
+0 node 1 crashes for 2729 ms
+6 bob about order 274, payment 1: tender 9920523882862456509
+0 cid about order 278, payment 1: refund 10 %
+55 cid about order 273, payment 1: record the rest
+2 cid about order 273, payment 1: record the rest
+4 dora about order 266, payment 1: cancel-order
+0 shop about order 282, payment 1: refund-units 3 of line 2
+29 till about order 279, payment 2: refund 17 %
+24 bob about order 268, payment 1: capture one
+2 till about order 268, payment 1: capture one
+12 order 283 in shop 2: draw 89312682409106890
+29 shop about order 273, payment 1: complete
+0 order 284 in shop 1: draw 17488828674398131904
+35 ann about order 271, payment 1: cancel-order
+0 till about order 276, payment 1: refund 60 %
+52 ann about order 273, payment 1: refund 6 %
+23 key-of-ann about order 281, payment 1: refund 13 %
+0 shop about order 274, payment 1: capture one
+30 ann about order 273, payment 1: refund more than the whole
+55 dora about order 271, payment 1: cancel-order
+0 key-of-ann about order 284, payment 1: refund the rest
+2 shop about order 284, payment 1: refund the rest
+0 cid about order 272, payment 1: refund 27 %
+28 order 285 in shop 2: draw 17947667220988254259
+0 till about order 281, payment 1: refund 60 %
+19 cid about order 278, payment 2: capture last 41 %
+37 key-of-ann about order 279, payment 1: customer 6581200101774496569
+0 till about order 270, payment 1: goods 7288051791139267607
+56 shop about order 284, payment 1: refund the rest
+2 bob about order 284, payment 1: refund the rest
+6 shop about order 277, payment 1: capture 60 %
+0 ann about order 282, payment 1: refund 16 %
+0 shop about order 269, payment 1: cancel refund 1
+57 bob about order 280, payment 1: capture 38 %
+51 bob about order 265, payment 1: capture 50 %
+5 key-of-ann about order 274, payment 1: capture 97 %
+0 order 286 in shop 1: draw 14498988349832202144
+39 dora about order 282, payment 1: refund the rest
+46 order 287 in shop 1: draw 3194753355334282914
+0 key-of-ann about order 287, payment 1: refund the rest
+19 cid about order 277, payment 1: capture 91 %
+0 shop about order 285, payment 1: refund the rest
+53 cid about order 272, payment 1: refund 41 %
+29 cid about order 273, payment 1: refund the whole
+14 till about order 283, payment 1: refund the rest
+30 node 1 crashes for 3018 ms
+59 cid about order 268, payment 1: goods 2764493315100086592
+2 dora about order 268, payment 1: goods 2764493315100086592
+4 key-of-ann about order 276, payment 1: refund 19 %
+1 order 288 in shop 1: draw 17883153208691465975
+0 shop agrees to the policy in shop 3
+0 dora about order 285, payment 1: refund the rest
+0 dora about order 285, payment 1: refund the rest
+34 bob about order 273, payment 1: refund more than the whole
+1 till about order 273, payment 1: refund more than the whole
+0 the clock jumps 61 s
+26 ann about order 283, payment 1: refund the rest
+2 dora about order 283, payment 1: refund the rest
+24 key-of-ann about order 279, payment 1: release
+0 order 289 in shop 2: draw 694005560995597173
+28 cid about order 287, payment 1: goods 14297843999945280754
+0 ann about order 283, payment 1: refund the rest
+0 key-of-ann about order 281, payment 1: refund 68 %
+1 shop about order 281, payment 1: refund 68 %
+54 cid about order 286, payment 1: refund the rest
+38 bob about order 283, payment 1: refund the rest
+39 node 1 crashes for 2382 ms
+0 dora about order 275, payment 4: refund 60 %
+30 bob agrees to the policy in shop 3
+0 order 290 in shop 3: draw 1582220607600869089
+4 key-of-ann about order 279, payment 2: refund 60 %
+0 till about order 271, payment 1: cancel-order
+0 key-of-ann about order 269, payment 1: goods 10472235211095932255
+58 cid about order 273, payment 1: refund the whole
+0 order 291 in shop 2: draw 8180755026057773666
+49 key-of-ann about order 281, payment 1: refund-units 1 of line 3
+14 dora about order 278, payment 2: capture the whole
+0 dora about order 283, payment 1: refund the rest
+50 dora about order 284, payment 1: refund the rest
+14 bob about order 282, payment 1: refund 60 %
+24 ann about order 290, payment 1: refund the rest
+12 key-of-ann about order 288, payment 1: refund the rest
+3 till about order 291, payment 1: refund the rest
+7 eve about order 272, payment 1: retry refund 1
+37 key-of-ann about order 284, payment 1: refund the rest
+50 till about order 274, payment 1: refund one
+48 cid about order 288, payment 1: refund the rest
+38 shop about order 288, payment 1: refund the rest
+13 order 292 in shop 3: draw 7489588479993818471
+29 bob about order 270, payment 1: refund 60 %
+28 eve about order 272, payment 1: credit refund 1
+0 eve about order 272, payment 1: retry refund 1
+20 order 293 in shop 3: draw 6136453675805227611
+0 rumour about order 282, payment 1: authorization 1 expired in row 1: more than the whole
+56 bob about order 278, payment 2: release
+15 eve about order 281, payment 1: refund 60 %
+0 cid about order 280, payment 1: refund 14 %
+0 ann about order 280, payment 1: refund 14 %
+49 bob about order 284, payment 1: refund the rest
+45 shop proposes a policy in shop 2: draw 17918673989064723790
+8 cid about order 292, payment 1: refund the rest
+0 order 294 in shop 2: draw 5170386651885456609
+29 order 295 in shop 3: draw 796402444743975085
+8 shop about order 274, payment 1: capture one
+0 order 296 in shop 3: draw 2004033524992804381
+37 shop about order 292, payment 1: refund the rest
+39 rumour about order 282, payment 1: authorization 1 action_required in row 1: the whole
+46 order 297 in shop 3: draw 15618641618985688811
+0 rumour about order 289, payment 1: authorization 1 action_required in row 2: the whole
+16 order 298 in shop 3: draw 9749669940451362422
+21 cid about order 293, payment 1: refund the rest
+59 eve about order 282, payment 1: capture last the whole
+1 shop about order 282, payment 1: capture last the whole
+49 rumour about order 287, payment 1: authorization 1 taken in row 3: the rest
+0 shop about order 292, payment 1: refund the rest
+0 cid about order 297, payment 1: refund the rest
+5 shop about order 289, payment 1: capture the rest
+0 rumour about order 282, payment 1: authorization 1 authorized in row 2: the whole
+35 key-of-ann about order 282, payment 1: capture last one
+0 cid about order 295, payment 1: refund the rest
+0 ann about order 284, payment 1: refund the rest
+0 eve about order 298, payment 1: refund the rest
+2 dora about order 298, payment 1: refund the rest
+18 key-of-ann about order 297, payment 1: refund the rest
+25 shop about order 281, payment 1: refund 38 %
+24 cid about order 298, payment 1: refund the rest
+21 till about order 285, payment 1: refund the rest
+5 order 299 in shop 1: draw 10564463210869141985
+0 rumour about order 282, payment 1: authorization 1 action_required in row 3: 50 %
+12 node 1 crashes for 788 ms
+23 dora about order 295, payment 1: refund the rest
+0 order 300 in shop 1: draw 11470462009850359955
+40 cid about order 287, payment 1: capture last 60 %
+21 cid about order 293, payment 1: refund the rest
+0 bob about order 300, payment 1: refund the rest
+0 cid about order 300, payment 1: refund the rest
+37 key-of-ann about order 300, payment 1: refund the rest
+0 ann about order 281, payment 1: refund the rest
+13 key-of-ann about order 296, payment 1: refund the rest
+1 till about order 286, payment 1: refund the rest
+4 eve about order 295, payment 1: refund the rest
+0 dora about order 281, payment 1: record 6 %
+1 bob about order 281, payment 1: record 6 %
+18 order 301 in shop 1: draw 8645594128468305280
+39 key-of-ann about order 298, payment 1: refund the rest
+0 eve about order 298, payment 1: refund the rest
+30 cid about order 296, payment 1: refund the rest
+0 eve about order 301, payment 1: refund the rest
+15 eve about order 299, payment 1: refund the rest
+34 key-of-ann about order 292, payment 1: refund the rest
+0 ann about order 282, payment 1: refund the whole
+50 shop about order 301, payment 1: refund the rest
+21 cid about order 294, payment 1: refund the rest
+26 key-of-ann about order 287, payment 1: refund 60 %
+12 shop about order 283, payment 1: refund the rest
+0 ann about order 282, payment 1: capture last 60 %
+23 order 302 in shop 1: draw 17720223148757970076
+29 ann about order 297, payment 1: refund the rest
+33 order 303 in shop 1: draw 6308939832258812048
+0 bob proposes a policy in shop 3: draw 7803626283096034110
+37 order 304 in shop 2: draw 2166496114443590159
+23 dora about order 297, payment 1: refund the rest
+42 shop about order 287, payment 1: capture 38 %
+47 order 305 in shop 1: draw 15205029513638346889
+0 the clock jumps 700 s
+7 eve about order 297, payment 1: refund the rest
+39 cid about order 291, payment 1: refund the rest
+2 bob about order 293, payment 1: refund the whole
+40 ann about order 294, payment 1: refund-units 2 of line 3
+0 till about order 296, payment 1: capture 14 %
+2 ann about order 296, payment 1: capture 14 %
+51 key-of-ann about order 300, payment 1: refund-units 3 of line 1
+0 shop about order 304, payment 2: refund 18 %
+35 till about order 299, payment 1: customer 10791606545700121414
+0 cid about order 301, payment 1: capture last 83 %
+23 bob about order 302, payment 1: refund 57 %
+0 eve about order 303, payment 1: deliver line 2
+0 eve about order 293, payment 1: refund more than the whole
+2 till about order 293, payment 1: refund more than the whole
+14 order 306 in shop 1: draw 2504439652263080541
+5 rumour about order 295, payment 1: authorization 1 authorized in row 1: 50 %
+0 bob about order 285, payment 1: refund the rest
+0 eve about order 285, payment 1: refund the rest
+57 shop about order 300, payment 1: refund one
+0 bob about order 306, payment 1: refund 66 %
+0 key-of-ann about order 296, payment 1: capture 7 %
+0 key-of-ann about order 302, payment 1: refund the rest
+25 key-of-ann about order 294, payment 1: refund 26 %
+36 key-of-ann about order 305, payment 1: refund 68 %
+13 till about order 296, payment 1: complete
+37 key-of-ann proposes a policy in shop 2: draw 14607441047399031293
+40 order 307 in shop 2: draw 11073774989717897360
+0 order 308 in shop 2: draw 12110897095263499974
+18 eve about order 307, payment 1: refund the rest
+0 till about order 294, payment 1: cancel refund 1
+45 eve about order 294, payment 1: refund-units 3 of line 2
+24 dora about order 307, payment 1: refund-units 2 of line 2
+26 till about order 305, payment 1: odd 4282293141358601449
+34 shop about order 303, payment 1: deliver line 2
+0 till about order 301, payment 2: capture last 65 %
+0 shop about order 298, payment 1: goods 11692936180253669867
+50 shop about order 301, payment 2: capture last the rest
+31 dora about order 297, payment 1: deliver line 3
+42 dora about order 296, payment 1: capture last the rest
+59 shop about order 295, payment 1: refund-units 2 of line 2
+0 till about order 303, payment 1: goods 5976769446128003797
+0 cid about order 303, payment 1: goods 5976769446128003797
+0 ann about order 290, payment 1: refund 89 %
+0 eve about order 295, payment 1: release
+28 ann about order 299, payment 1: capture last the whole
+0 rumour about order 301, payment 1: authorization 1 authorized in row 2: one
+0 bob about order 297, payment 1: resume
+57 eve about order 303, payment 1: deliver line 2
+48 till about order 306, payment 1: capture 60 %
+0 order 309 in shop 3: draw 4036167827065803594
+0 order 310 in shop 3: draw 18227480060559578348
+15 till about order 302, payment 2: refund 49 %
+37 rumour about order 309, payment 1: authorization 1 released in row 3: the rest
+0 eve about order 296, payment 1: refund-units 3 of line 3
+17 key-of-ann about order 293, payment 1: capture the whole
+0 node 1 crashes for 165 ms
+1 eve about order 308, payment 1: refund 77 %
+0 cid about order 299, payment 1: refund the whole
+37 eve about order 307, payment 1: refund-units 1 of line 1
+0 bob about order 297, payment 1: goods 15507582772244639726
+0 shop about order 297, payment 1: goods 6668333870585008696
+47 dora about order 306, payment 1: refund 62 %
+2 till about order 306, payment 1: refund 62 %
+27 eve about order 306, payment 1: refund-units 2 of line 3
+0 key-of-ann about order 301, payment 2: capture last 13 %
+1 ann about order 301, payment 2: capture last 13 %
+28 bob about order 306, payment 1: goods 10073204501008026487
+0 till about order 306, payment 1: goods 10073204501008026487
+47 cid about order 296, payment 1: refund one
+30 dora about order 301, payment 2: refund 51 %
+36 cid about order 297, payment 1: goods 2732171504030449869
+15 order 311 in shop 2: draw 4000702727920793824
+0 cid about order 310, payment 1: refund 56 %
+11 rumour about order 301, payment 2: authorization 1 action_required in row 2: the whole
+0 key-of-ann about order 304, payment 2: refund-units 2 of line 2
+15 order 312 in shop 1: draw 8833392232602044648
+0 ann about order 312, payment 1: refund the rest
+27 eve about order 308, payment 2: refund the rest
+0 dora about order 304, payment 1: refund one
+0 bob about order 310, payment 1: refund the whole
+50 cid about order 311, payment 1: refund 33 %
+2 eve about order 311, payment 1: refund 33 %
+52 order 313 in shop 2: draw 12996996511747127456
+0 key-of-ann about order 294, payment 1: refund 97 %
+2 ann about order 294, payment 1: refund 97 %
+46 dora about order 311, payment 3: refund more than the whole
+0 order 314 in shop 3: draw 11391433167945443399
+10 rumour about order 305, payment 1: authorization 1 released in row 2: the rest
+49 key-of-ann about order 303, payment 1: deliver line 3
+41 ann about order 308, payment 1: bounce refund 1
+0 ann agrees to the policy in shop 2
+4 key-of-ann about order 311, payment 3: release
+18 eve about order 313, payment 1: capture last 38 %
+0 shop about order 300, payment 1: refund 10 %
+32 order 315 in shop 1: draw 480894083041963659
+29 till about order 299, payment 1: goods 13480281725493422949
+35 till about order 310, payment 1: resolve exception 42
+0 cid about order 310, payment 1: resolve exception 42
+59 order 316 in shop 2: draw 7376846736299356247
+0 ann about order 301, payment 1: refund 60 %
+42 bob proposes a policy in shop 3: draw 15491058935313465361
+58 dora about order 305, payment 1: refund-units 2 of line 3
+0 shop about order 299, payment 1: cancel refund 1
+1 till about order 299, payment 1: cancel refund 1
+0 shop about order 305, payment 1: cancel refund 1
+25 shop about order 311, payment 3: refund more than the whole
+0 bob about order 313, payment 1: refund 49 %
+1 key-of-ann about order 313, payment 1: refund 49 %
+0 bob about order 316, payment 1: refund 60 %
+45 ann about order 313, payment 2: refund 60 %
+23 cid about order 309, payment 1: refund 60 %
+1 shop about order 309, payment 1: refund 60 %
+41 dora about order 312, payment 1: capture last the whole
+41 cid about order 303, payment 1: deliver line 1
+10 cid about order 315, payment 1: capture last 60 %
+2 till about order 315, payment 1: capture last 60 %
+0 key-of-ann about order 297, payment 1: deliver line 3
+18 till about order 299, payment 1: refund-units 2 of line 1
+54 dora about order 309, payment 1: refund 89 %
+0 bob about order 309, payment 1: refund-units 3 of line 1
+45 bob about order 308, payment 2: refund 60 %
+1 key-of-ann about order 308, payment 2: refund 60 %
+46 ann agrees to the policy in shop 2
+52 order 317 in shop 2: draw 3116155777064014313
+27 rumour about order 309, payment 1: authorization 1 released in row 3: more than the whole
+7 bob about order 313, payment 2: refund one
+18 dora about order 317, payment 1: goods 15986362953004298542
+40 dora about order 316, payment 1: refund 60 %
+0 cid about order 297, payment 1: hold
+0 node 1 crashes for 1924 ms
+53 rumour about order 306, payment 1: refund 1 refund_failed in row 1: more than the whole
+42 rumour about order 310, payment 1: authorization 1 declined in row 3: the rest
+48 order 318 in shop 3: draw 2823343497791840156
+23 cid about order 312, payment 2: refund one
+0 shop about order 300, payment 1: approve refund 2
+46 shop about order 308, payment 2: refund-units 2 of line 1
+40 ann about order 312, payment 1: refund 5 %
+35 cid about order 313, payment 2: deliver line 1
+13 eve about order 318, payment 1: refund the rest
+0 order 319 in shop 1: draw 11731087376447834683
+0 key-of-ann about order 314, payment 2: capture last 52 %
+0 order 320 in shop 2: draw 17246573381679067938
+27 dora about order 310, payment 1: refund 71 %
+0 the gateway says nothing of order 310, payment 1
+366 cid about order 310, payment 1: say-not-done 1
+178 till about order 310, payment 1: agree-to-claim 1
+355 eve about order 310, payment 1: agree-to-claim 1
+26 shop about order 304, payment 2: bounce refund 1
+0 rumour about order 314, payment 1: authorization 1 taken in row 3: the whole
+0 eve about order 307, payment 1: refund the whole
+0 ann about order 307, payment 1: refund the whole
+49 key-of-ann about order 316, payment 1: release
+0 shop about order 316, payment 1: release
+0 order 321 in shop 1: draw 12626865287279720853
+56 rumour about order 309, payment 1: authorization 1 declined in row 0: more than the whole
+32 key-of-ann about order 309, payment 1: refund 82 %
+27 bob about order 316, payment 1: refund 59 %
+9 dora proposes a policy in shop 1: draw 18037735014894726148
+0 order 322 in shop 1: draw 13175578317694761492
+39 order 323 in shop 1: draw 16983849398614426105
+24 order 324 in shop 1: draw 13568844210592962866
+0 key-of-ann about order 323, payment 1: refund 35 %
+2 eve about order 323, payment 1: refund 35 %
+56 till about order 324, payment 1: refund the rest
+0 till about order 320, payment 1: refund 60 %
+40 shop about order 316, payment 1: refund one
+0 bob about order 308, payment 2: refund 54 %
+31 key-of-ann agrees to the policy in shop 1
+0 key-of-ann about order 315, payment 1: goods 12867394172450597734
+0 key-of-ann about order 322, payment 2: refund 25 %
+7 shop about order 310, payment 1: refund 60 %
+54 rumour about order 309, payment 1: authorization 1 released in row 1: the rest
+39 till about order 323, payment 1: refund more than the whole
+22 key-of-ann about order 311, payment 1: refund-units 1 of line 2
+0 cid about order 321, payment 1: refund 73 %
+2 order 325 in shop 3: draw 2260016502501924546
+15 dora about order 314, payment 1: capture last more than the whole
+1 bob about order 314, payment 1: capture last more than the whole
+16 shop about order 315, payment 1: refund-units 2 of line 1
+2 key-of-ann about order 315, payment 1: refund-units 2 of line 1
+12 key-of-ann about order 310, payment 1: capture last 65 %
+9 shop about order 323, payment 1: capture the whole
+2 cid about order 323, payment 1: capture the whole
+1 dora about order 312, payment 2: refund the rest
+44 node 1 crashes for 1773 ms
+0 key-of-ann about order 322, payment 2: capture 60 %
+0 order 326 in shop 2: draw 13330637202145182749
+5 order 327 in shop 3: draw 4579053758751656360
+47 bob about order 315, payment 1: refund 1 %
+18 cid about order 326, payment 1: refund the rest
+2 bob about order 326, payment 1: refund the rest
+0 eve about order 322, payment 2: odd 16947584022333897412
+0 rumour about order 323, payment 1: capture 1 capture_failed in row 2: 50 %
+0 till about order 327, payment 1: refund the rest
+2 shop refuses the policy in shop 1
+7 shop refuses the policy in shop 2
+9 eve about order 325, payment 1: capture 16 %
+0 order 328 in shop 3: draw 10418600706239759379
+54 till about order 323, payment 1: refund one
+4 bob agrees to the policy in shop 1
+0 dora about order 323, payment 1: capture last 37 %
+18 eve about order 322, payment 2: refund 79 %
+24 dora about order 321, payment 1: refund-units 1 of line 2
+0 order 329 in shop 2: draw 16815130454315944179
+56 shop about order 315, payment 1: goods 510277672844669696
+20 ann about order 329, payment 1: refund the rest
+24 rumour about order 316, payment 1: authorization 1 expired in row 2: the rest
+0 eve about order 329, payment 1: refund the rest
+19 order 330 in shop 2: draw 11281327802862821054
+0 till about order 314, payment 2: complete
+52 eve about order 313, payment 2: retry refund 1
+52 rumour about order 309, payment 1: authorization 1 authorized in row 1: one
+0 eve about order 320, payment 1: capture 33 %
+1 shop about order 320, payment 1: capture 33 %
+10 shop about order 329, payment 1: refund the rest
+7 eve about order 325, payment 1: capture 57 %
+0 eve about order 319, payment 1: refund 60 %
+11 rumour about order 323, payment 1: capture 1 captured in row 0: the rest
+32 cid about order 314, payment 2: odd 17547096971175953223
+0 dora about order 329, payment 1: refund the rest
+1 cid about order 329, payment 1: refund the rest
+26 dora about order 325, payment 1: refund 67 %
+0 bob about order 325, payment 1: refund 67 %
+46 shop about order 324, payment 1: capture 89 %
+19 bob about order 330, payment 1: refund the rest
+4 dora about order 320, payment 1: refund 55 %
+9 order 331 in shop 1: draw 7554307872837559890
+0 key-of-ann about order 318, payment 1: refund 60 %
+51 dora about order 318, payment 1: capture 60 %
+0 rumour about order 313, payment 2: refund 1 refund_returned in row 2: 50 %
+0 order 332 in shop 1: draw 18270167631748765399
+0 order 333 in shop 1: draw 2279187400930104275
+0 cid about order 325, payment 1: refund the rest
+0 shop about order 325, payment 1: refund the rest
+0 key-of-ann about order 331, payment 1: refund the rest
+32 key-of-ann about order 331, payment 1: refund the rest
+21 eve about order 316, payment 1: refund more than the whole
+2 the clock jumps 900000 s
+5 cid about order 324, payment 2: release
+55 rumour about order 322, payment 2: authorization 1 authorized in row 2: the whole
+27 cid about order 328, payment 1: refund the rest
+41 bob about order 325, payment 1: capture 3 %
+59 cid about order 331, payment 1: refund the rest
+18 bob about order 326, payment 1: refund the rest
+40 eve about order 327, payment 1: refund the rest
+2 shop about order 327, payment 1: refund the rest
+55 ann about order 332, payment 1: refund the rest
+0 eve about order 332, payment 1: refund the rest
+8 eve about order 329, payment 1: refund the rest
+51 key-of-ann about order 333, payment 1: refund the rest
+3 eve about order 333, payment 1: refund the rest
+1 eve about order 333, payment 1: refund the rest
+44 bob about order 332, payment 1: refund the rest
+0 dora about order 332, payment 1: refund the rest
+41 eve about order 332, payment 1: refund the rest
+1 ann about order 332, payment 1: refund the rest
+39 shop about order 326, payment 1: refund the rest
+35 eve about order 312, payment 1: capture last 57 %
+36 order 334 in shop 2: draw 13205189907108389582
+32 rumour about order 321, payment 1: authorization 1 authorized in row 3: 50 %
+2 shop about order 334, payment 1: refund the rest
+0 shop about order 333, payment 1: refund the rest
+25 key-of-ann about order 320, payment 1: refund-units 3 of line 3
+7 ann about order 321, payment 1: capture last 84 %
+52 rumour about order 313, payment 2: refund 2 refund_failed in row 1: more than the whole
+24 dora about order 325, payment 1: release
+46 bob about order 317, payment 1: goods 481171622817655439
+9 bob about order 334, payment 1: refund the rest
+0 eve about order 334, payment 1: refund the rest
+25 ann about order 333, payment 1: refund the rest
+0 till about order 325, payment 1: refund 14 %
+8 eve about order 334, payment 1: refund the rest
+11 shop about order 329, payment 1: refund the rest
+0 till about order 334, payment 1: refund the rest
+1 till about order 334, payment 1: refund the rest
+53 dora about order 326, payment 1: refund the rest
+25 bob about order 331, payment 1: refund the rest
+0 cid about order 332, payment 1: refund the rest
+46 bob about order 327, payment 1: refund the rest
+0 dora agrees to the policy in shop 1
+0 bob about order 325, payment 1: capture last one
+2 bob about order 325, payment 1: capture last one
+0 eve about order 327, payment 1: refund the rest
+45 cid about order 330, payment 1: refund the rest
+0 shop about order 322, payment 2: capture 60 %
+26 eve about order 332, payment 1: refund the rest
+0 shop about order 323, payment 1: refund the rest
+0 till about order 326, payment 1: refund the rest
+40 dora about order 334, payment 1: refund the rest
+0 bob about order 326, payment 1: refund the rest
+1 cid about order 326, payment 1: refund the rest
+13 bob about order 328, payment 1: refund the rest
+16 eve about order 325, payment 1: release
+26 eve about order 327, payment 1: refund the rest
+2 eve about order 327, payment 1: refund the rest
+16 rumour about order 322, payment 2: authorization 1 taken in row 1: 50 %
+0 key-of-ann about order 321, payment 1: refund 21 %
+42 order 335 in shop 3: draw 3237727643846457847
+23 bob about order 326, payment 1: refund the rest
+47 key-of-ann about order 324, payment 1: odd 708846615835313935
+34 dora about order 325, payment 1: capture one
+30 ann about order 325, payment 1: refund 60 %
+43 shop about order 330, payment 1: refund more than the whole
+0 till about order 325, payment 1: capture 69 %
+0 cid agrees to the policy in shop 1
+0 shop about order 320, payment 1: refund 23 %
+35 order 336 in shop 3: draw 8076155588237041170
+32 order 337 in shop 3: draw 8618858966553696579
+23 key-of-ann about order 319, payment 1: cancel refund 1
+14 order 338 in shop 3: draw 5549715364296171199
+0 shop about order 338, payment 1: refund the rest
+50 order 339 in shop 3: draw 8943374510317176388
+9 shop about order 337, payment 1: refund 65 %
+30 eve about order 333, payment 1: refund one
+15 dora about order 324, payment 1: hold
+16 dora about order 327, payment 1: capture 14 %
+0 eve about order 329, payment 1: capture 46 %
+27 till about order 325, payment 1: capture last one
+0 dora about order 320, payment 1: cancel-order
+2 key-of-ann about order 320, payment 1: cancel-order
+54 eve about order 335, payment 1: refund more than the whole
+16 bob about order 337, payment 1: capture 79 %
+52 dora about order 328, payment 1: refund 67 %
+0 dora about order 328, payment 1: refund 67 %
+46 dora agrees to the policy in shop 2
+33 ann about order 330, payment 1: refund 19 %
+31 bob about order 330, payment 1: refund the rest
+26 ann about order 336, payment 1: refund-units 3 of line 2
+0 key-of-ann about order 336, payment 2: refund 60 %
+19 order 340 in shop 1: draw 7591182543698936639
+1 till about order 338, payment 1: capture last the whole
+19 key-of-ann about order 333, payment 1: refund 16 %
+25 till about order 336, payment 1: refund the rest
+33 bob about order 339, payment 1: refund more than the whole
+41 ann about order 338, payment 1: deliver line 3
+0 order 341 in shop 1: draw 12297341932457092458
+0 till about order 337, payment 1: capture 55 %
+0 cid about order 322, payment 2: cancel-order
+29 dora about order 335, payment 1: refund-units 3 of line 1
+1 rumour about order 329, payment 1: authorization 1 released in row 3: the whole
+0 shop about order 340, payment 1: capture 35 %
+52 eve about order 326, payment 1: release
+0 key-of-ann about order 325, payment 1: capture last 5 %
+1 ann about order 325, payment 1: capture last 5 %
+24 key-of-ann about order 334, payment 1: capture 83 %
+0 dora about order 334, payment 1: odd 4107350848926405513
+1 key-of-ann about order 334, payment 1: odd 4107350848926405513
+36 shop about order 332, payment 1: refund 66 %
+33 till about order 335, payment 1: refund 40 %
+5 cid about order 338, payment 1: refund the rest
+45 shop about order 338, payment 1: refund 30 %
+21 shop about order 340, payment 3: refund 49 %
+26 bob about order 340, payment 1: capture the whole
+0 dora about order 340, payment 1: refund more than the whole
+2 eve about order 340, payment 1: refund more than the whole
+32 till about order 325, payment 1: capture last 20 %
+19 dora about order 341, payment 1: capture 24 %
+31 order 342 in shop 1: draw 11689929611009504830
+10 cid agrees to the policy in shop 2
+51 till about order 342, payment 1: refund the rest
+0 the clock jumps 900000 s
+3 dora about order 332, payment 1: approve refund 1
+2 dora about order 337, payment 2: capture 8 %
+10 till about order 338, payment 1: cancel refund 1
+0 dora about order 336, payment 2: refund 64 %
+21 dora about order 333, payment 1: refund the whole
+0 the gateway says nothing of order 329, payment 1
+183 ann about order 329, payment 1: say-done 1
+217 eve about order 329, payment 1: deny-claim 1
+254 shop about order 329, payment 1: agree-to-claim 1
+47 bob about order 332, payment 1: goods 8245924488689122750
+12 bob about order 333, payment 2: deliver line 3
+5 order 343 in shop 1: draw 2201836212904250341
+0 key-of-ann about order 329, payment 1: refund-units 3 of line 1
+19 eve about order 336, payment 1: refund the whole
+0 ann about order 326, payment 1: capture last 60 %
+0 till about order 333, payment 1: refund 19 %
+1 dora about order 333, payment 1: refund 19 %
+0 rumour about order 343, payment 1: authorization 1 authorized in row 3: the whole
+5 order 344 in shop 2: draw 7686970100798993288
+8 key-of-ann about order 338, payment 1: refund one
+30 eve about order 339, payment 2: goods 18243585905003124953
+55 bob about order 332, payment 1: odd 7901518478368941679
+22 bob about order 340, payment 2: goods 1651243895848623802
+18 bob about order 342, payment 1: refund 76 %
+54 shop about order 335, payment 1: refund one
+14 rumour about order 339, payment 2: authorization 1 declined in row 2: the whole
+30 order 345 in shop 2: draw 8025504745103414028
+2 key-of-ann about order 338, payment 1: refund more than the whole
+16 eve about order 329, payment 1: say-not-done 1
+264 shop about order 329, payment 1: agree-to-claim 1
+219 dora about order 329, payment 1: agree-to-claim 1
+29 cid about order 344, payment 1: release
+0 ann about order 344, payment 1: release
+32 dora about order 324, payment 2: capture last one
+0 order 346 in shop 1: draw 4022238211488279896
+34 order 347 in shop 3: draw 14407634953946122142
+39 key-of-ann about order 334, payment 2: refund 60 %
+0 shop about order 338, payment 1: cancel refund 1
+14 dora about order 329, payment 1: capture last the rest
+0 rumour about order 326, payment 1: authorization 1 declined in row 1: the whole
+0 dora about order 325, payment 1: cancel-order
+47 till about order 344, payment 1: capture last 24 %
+39 bob about order 347, payment 1: refund 60 %
+0 till about order 338, payment 1: deliver line 2
+0 shop about order 331, payment 2: capture last 60 %
+3 cid about order 347, payment 2: goods 12602512066012379150
+0 bob about order 340, payment 1: approve refund 1
+0 shop about order 340, payment 1: approve refund 1
+12 ann about order 339, payment 1: refund 54 %
+15 shop about order 341, payment 1: refund 18 %
+0 shop about order 341, payment 1: refund 18 %
+8 rumour about order 344, payment 1: authorization 1 taken in row 0: the whole
+0 eve about order 341, payment 1: refund 81 %
+22 rumour about order 339, payment 2: authorization 1 authorized in row 0: the whole
+19 order 348 in shop 3: draw 7740242280692346063
+0 node 1 crashes for 44 ms
+53 key-of-ann about order 335, payment 1: refund-units 1 of line 2
+0 bob about order 335, payment 1: refund-units 1 of line 2
+51 rumour about order 345, payment 1: authorization 1 authorized in row 1: the whole
+38 rumour about order 335, payment 1: authorization 1 authorized in row 3: one
+0 eve about order 334, payment 2: refund 60 %
+21 ann about order 329, payment 1: cancel-order
+0 dora about order 343, payment 1: capture 60 %
+0 shop about order 329, payment 1: refund one
+0 bob about order 336, payment 2: refund the rest
+9 shop about order 329, payment 1: refund 96 %
+2 cid about order 329, payment 1: refund 96 %
+0 the clock jumps 7300 s
+2 rumour about order 329, payment 1: authorization 1 taken in row 0: the rest
+16 dora about order 333, payment 2: goods 2507521230625120870
+46 cid about order 344, payment 1: goods 13746478710526266156
+1 key-of-ann about order 344, payment 1: goods 13746478710526266156
+0 the clock jumps 86500 s
+50 rumour about order 339, payment 2: authorization 1 taken in row 1: 50 %
+42 shop agrees to the policy in shop 3
+31 shop about order 344, payment 1: refund 60 %
+0 till about order 344, payment 1: refund one
+36 eve about order 325, payment 1: capture last the whole
+37 order 349 in shop 1: draw 14554204379230528091
+10 ann about order 348, payment 1: refund the rest
+0 shop about order 344, payment 1: refund-units 1 of line 2
+38 till about order 343, payment 1: book 12545697569314295613
+41 order 350 in shop 1: draw 8617380248744630658
+38 key-of-ann about order 343, payment 1: refund one
+45 rumour about order 334, payment 1: authorization 1 authorized in row 2: the whole
+0 rumour about order 341, payment 1: authorization 1 taken in row 3: more than the whole
+59 ann about order 336, payment 2: refund more than the whole
+49 key-of-ann about order 344, payment 2: refund 60 %
+0 eve about order 344, payment 2: refund 60 %
+0 till about order 344, payment 2: refund 60 %
+20 till about order 348, payment 1: refund-units 3 of line 2
+26 eve about order 340, payment 2: refund 88 %
+0 eve about order 349, payment 1: capture last 60 %
+5 rumour about order 348, payment 1: authorization 1 released in row 1: the whole
+3 rumour about order 341, payment 1: authorization 1 released in row 3: the whole
+11 key-of-ann about order 343, payment 1: refund one
+1 till about order 343, payment 1: refund one
+54 the clock jumps 605000 s
+26 till about order 347, payment 1: release
+0 shop about order 340, payment 2: refund 60 %
+1 key-of-ann about order 340, payment 2: refund 60 %
+53 cid about order 340, payment 1: refund 86 %
+0 shop about order 340, payment 1: refund 86 %
+24 ann about order 333, payment 3: capture last the whole
+6 eve about order 333, payment 3: refund 60 %
+0 eve about order 342, payment 1: refund-units 1 of line 2
+0 ann about order 348, payment 1: refund 54 %
+29 bob about order 342, payment 1: refund-units 1 of line 2
+59 bob about order 349, payment 1: refund 68 %
+0 cid about order 343, payment 1: refund the rest
+4 eve about order 343, payment 1: refund 18 %
+0 ann about order 343, payment 1: refund 18 %
+9 cid about order 336, payment 2: refund-units 2 of line 1
+0 order 351 in shop 3: draw 11996951543778185268
+22 bob about order 344, payment 2: refund the whole
+22 shop about order 348, payment 1: refund 45 %
+2 order 352 in shop 1: draw 11374771905336256123
+8 bob about order 350, payment 1: refund 60 %
+0 till about order 348, payment 1: refund 60 %
+0 dora about order 351, payment 1: refund-units 1 of line 1
+0 rumour about order 341, payment 1: authorization 1 taken in row 0: the whole
+0 order 353 in shop 3: draw 645383838845203791
+55 order 354 in shop 2: draw 8826748775084086874
+55 node 1 crashes for 3342 ms
+10 eve about order 342, payment 1: refund the rest
+45 cid about order 352, payment 1: refund 60 %
+2 shop about order 352, payment 1: refund 60 %
+58 shop about order 354, payment 3: refund 60 %
+6 till agrees to the policy in shop 3
+0 bob about order 347, payment 2: refund 52 %
+57 rumour about order 348, payment 1: authorization 1 authorized in row 3: one
+0 key-of-ann about order 346, payment 1: resume
+0 order 355 in shop 3: draw 16746177684771209423
+57 key-of-ann about order 344, payment 1: refund one
+0 eve about order 354, payment 2: refund 71 %
+2 eve about order 354, payment 2: refund 71 %
+11 shop about order 341, payment 1: refund 56 %
+10 shop about order 339, payment 1: refund 9 %
+0 shop about order 340, payment 1: refund 60 %
+0 dora about order 355, payment 1: refund the rest
+0 rumour about order 354, payment 1: authorization 1 authorized in row 1: more than the whole
+28 rumour about order 349, payment 1: capture 1 captured in row 1: one
+23 dora about order 350, payment 1: refund 49 %
+39 cid about order 336, payment 2: refund one
+37 order 356 in shop 3: draw 5601064962824436239
+38 rumour about order 345, payment 1: authorization 1 expired in row 2: the rest
+44 dora about order 351, payment 1: refund 51 %
+1 key-of-ann about order 351, payment 1: refund 51 %
+22 dora about order 349, payment 1: refund 69 %
+30 ann about order 355, payment 1: refund the rest
+35 ann about order 350, payment 1: refund 88 %
+26 till about order 354, payment 2: capture last 33 %
+2 eve about order 354, payment 2: capture last 33 %
+35 rumour about order 352, payment 2: authorization 1 taken in row 2: 50 %
+24 till about order 348, payment 1: refund the rest
+1 dora about order 348, payment 1: refund the rest
+0 cid about order 347, payment 2: refund 59 %
+0 dora about order 347, payment 2: refund 59 %
+10 order 357 in shop 3: draw 13590128481145883118
+0 order 358 in shop 1: draw 2097416067307617558
+0 rumour about order 350, payment 1: release 1 released in row 2: more than the whole
+0 eve about order 358, payment 1: refund the rest
+0 order 359 in shop 2: draw 5375598723558005542
+42 rumour about order 352, payment 1: authorization 1 declined in row 2: one
+47 bob about order 341, payment 1: refund the whole
+51 key-of-ann agrees to the policy in shop 3
+0 bob about order 356, payment 1: refund the rest
+23 dora about order 352, payment 1: refund-units 3 of line 2
+3 shop about order 343, payment 1: cancel-order
+15 cid about order 343, payment 1: refund the rest
+7 dora about order 343, payment 1: capture last 40 %
+37 till about order 357, payment 1: refund the rest
+0 order 360 in shop 3: draw 8805898641798448271
+29 order 361 in shop 1: draw 15299279321606421948
+15 till about order 358, payment 1: refund the rest
+0 ann about order 358, payment 1: refund the rest
+0 cid about order 357, payment 1: refund the rest
+0 key-of-ann about order 357, payment 1: refund the rest
+0 ann about order 360, payment 1: refund the rest
+44 bob refuses the policy in shop 3
+45 eve about order 351, payment 1: capture last 81 %
+38 shop about order 354, payment 3: capture last 70 %
+1 eve about order 354, payment 3: capture last 70 %
+34 shop about order 361, payment 1: refund the rest
+15 order 362 in shop 1: draw 7326711085527281927
+0 dora about order 346, payment 2: refund 28 %
+59 bob about order 355, payment 1: refund the rest
+59 bob about order 356, payment 1: refund the rest
+1 dora about order 356, payment 1: refund the rest
+4 rumour about order 344, payment 1: authorization 1 authorized in row 3: the whole
+0 dora about order 355, payment 1: refund the rest
+0 shop about order 358, payment 1: refund the rest
+31 key-of-ann about order 360, payment 1: refund the rest
+19 key-of-ann about order 356, payment 1: refund the rest
+30 order 363 in shop 3: draw 15952851893613648620
+22 the clock jumps 3700 s
+36 order 364 in shop 1: draw 11799316562313251282
+0 dora about order 363, payment 1: refund the rest
+0 shop about order 361, payment 1: refund the rest
+7 bob about order 352, payment 2: refund the rest
+11 till about order 360, payment 1: refund the rest
+0 cid about order 360, payment 1: refund the rest
+8 dora agrees to the policy in shop 2
+41 bob agrees to the policy in shop 3
+50 rumour about order 346, payment 1: release 1 release_failed in row 2: the rest
+39 node 1 crashes for 1801 ms
+7 key-of-ann about order 364, payment 1: refund the rest
+17 bob about order 350, payment 1: goods 7727700135524532210
+1 shop about order 350, payment 1: goods 7727700135524532210
+34 till proposes a policy in shop 3: draw 18069545722892818439
+9 bob about order 359, payment 1: refund the rest
+23 key-of-ann refuses the policy in shop 3
+9 bob refuses the policy in shop 3
+0 order 365 in shop 3: draw 14624370836926004328
+0 key-of-ann about order 364, payment 1: refund the rest
+0 till about order 363, payment 1: refund the rest
+31 till about order 352, payment 2: refund 60 %
+0 bob about order 352, payment 2: refund 60 %
+44 dora about order 360, payment 1: refund the rest
+0 cid about order 352, payment 1: refund 3 %
+55 bob about order 361, payment 1: refund the rest
+0 bob about order 355, payment 1: refund the rest
+27 ann about order 345, payment 1: refund 24 %
+2 bob about order 345, payment 1: refund 24 %
+24 cid about order 364, payment 1: capture one
+0 eve about order 364, payment 1: capture one
+44 till about order 363, payment 1: refund the rest
+23 key-of-ann about order 363, payment 1: refund the rest
+50 till about order 355, payment 1: refund the rest
+20 order 366 in shop 1: draw 181027911655258063
+10 eve about order 356, payment 3: capture 96 %
+17 node 1 crashes for 2134 ms
+25 bob about order 364, payment 1: odd 16798158487197490746
+4 shop about order 362, payment 2: refund more than the whole
+59 bob about order 360, payment 2: goods 13865568838720680378
+51 eve about order 360, payment 1: refund the whole
+0 till about order 348, payment 1: refund 60 %
+22 dora about order 358, payment 1: capture 60 %
+2 cid about order 358, payment 1: capture 60 %
+0 shop about order 360, payment 1: refund 7 %
+12 shop about order 364, payment 1: record one
+7 eve about order 357, payment 1: refund the rest
+2 dora about order 358, payment 1: capture 46 %
+0 bob about order 358, payment 1: capture 46 %
+52 bob about order 350, payment 1: refund more than the whole
+55 shop about order 353, payment 1: deliver line 2
+1 dora about order 353, payment 1: deliver line 2
+33 bob about order 357, payment 1: refund the rest
+1 cid about order 357, payment 1: refund the rest
+16 cid about order 361, payment 2: refund 23 %
+51 rumour about order 366, payment 1: authorization 1 released in row 1: the whole
+0 rumour about order 366, payment 1: authorization 1 declined in row 3: the rest
+21 cid about order 358, payment 1: refund-units 2 of line 1
+0 cid about order 366, payment 1: refund 13 %
+56 ann agrees to the policy in shop 2
+0 order 367 in shop 1: draw 8475082289230033670
+12 cid about order 347, payment 2: refund 27 %
+6 bob agrees to the policy in shop 2
+42 eve about order 365, payment 2: refund one
+29 till about order 367, payment 1: refund the rest
+0 dora about order 366, payment 1: refund 60 %
+42 rumour about order 350, payment 1: capture 1 captured in row 3: 50 %
+32 till about order 350, payment 1: refund 33 %
+1 dora about order 350, payment 1: cancel-order
+27 key-of-ann about order 363, payment 1: refund the rest
+18 ann about order 365, payment 2: refund 19 %
+0 the clock jumps 86500 s
+0 till about order 350, payment 1: refund the rest
+0 shop about order 367, payment 1: refund the rest
+33 cid about order 367, payment 1: refund the rest
+3 eve about order 363, payment 1: refund the rest
+52 key-of-ann about order 366, payment 1: refund 60 %
+14 dora about order 360, payment 1: refund 60 %
+9 key-of-ann about order 361, payment 2: goods 4981761183216874168
+42 key-of-ann about order 362, payment 1: goods 2303026477714097568
+55 rumour about order 365, payment 2: authorization 1 released in row 1: 50 %
+42 cid about order 361, payment 2: resolve exception 89
+0 ann about order 363, payment 1: refund the rest
+17 dora about order 358, payment 1: capture last 54 %
+0 shop about order 366, payment 1: refund 60 %
+0 rumour about order 344, payment 1: authorization 1 action_required in row 0: one
+0 till about order 362, payment 1: refund one
+0 bob about order 362, payment 1: refund one
+22 order 368 in shop 3: draw 5844459261469598791
+0 rumour about order 360, payment 1: authorization 1 authorized in row 3: 50 %
+0 order 369 in shop 3: draw 9182487045285925509
+55 order 370 in shop 3: draw 18373981097292253988
+55 bob about order 363, payment 1: refund the rest
+0 bob about order 363, payment 1: refund the rest
+29 dora about order 348, payment 1: capture last one
+50 ann about order 368, payment 1: refund the rest
+1 ann about order 368, payment 1: refund the rest
+3 bob about order 358, payment 1: capture 87 %
+11 order 371 in shop 1: draw 12581383611646956533
+0 bob about order 371, payment 1: refund the rest
+18 key-of-ann about order 367, payment 1: refund the rest
+1 till about order 367, payment 1: refund the rest
+0 dora about order 364, payment 1: capture 34 %
+0 shop about order 364, payment 1: capture 34 %
+50 key-of-ann about order 365, payment 2: refund-units 2 of line 2
+18 the clock jumps 7300 s
+49 till about order 371, payment 1: refund the rest
+1 cid about order 371, payment 1: refund the rest
+22 shop about order 365, payment 2: refund more than the whole
+40 order 372 in shop 2: draw 16798510621071655891
+0 key-of-ann about order 359, payment 1: refund the rest
+48 eve proposes a policy in shop 1: draw 8223663069968638629
+45 cid about order 359, payment 1: refund the rest
+47 order 373 in shop 2: draw 9178298729481414219
+5 shop refuses the policy in shop 3
+18 till about order 370, payment 1: refund the rest
+0 cid about order 370, payment 1: refund the rest
+0 dora about order 357, payment 1: refund the rest
+54 key-of-ann about order 357, payment 1: refund the rest
+0 ann about order 353, payment 1: refund-units 1 of line 2
+1 till about order 353, payment 1: refund-units 1 of line 2
+56 order 374 in shop 2: draw 16804178079361416372
+25 order 375 in shop 1: draw 3143939006745179753
+11 order 376 in shop 2: draw 6582302335522771060
+26 cid about order 363, payment 1: refund the rest
+2 cid about order 363, payment 1: refund the rest
+32 eve about order 355, payment 1: refund the rest
+30 rumour about order 368, payment 1: authorization 1 expired in row 0: the rest
+0 ann proposes a policy in shop 3: draw 13241219299908947335
+36 key-of-ann about order 365, payment 1: refund more than the whole
+51 till about order 373, payment 1: refund 36 %
+56 ann about order 365, payment 1: refund one
+0 till about order 372, payment 1: refund 58 %
+2 shop about order 372, payment 1: refund 58 %
+0 order 377 in shop 2: draw 17328180509974987804
+0 eve about order 375, payment 2: refund one
+29 rumour about order 374, payment 1: capture 1 captured in row 0: one
+0 bob about order 372, payment 2: tender 2582900481144252382
+0 key-of-ann about order 372, payment 2: tender 2582900481144252382
+43 order 378 in shop 3: draw 7095080062293621437
+31 rumour about order 364, payment 2: authorization 1 released in row 0: the whole
+8 cid agrees to the policy in shop 1
+13 bob about order 372, payment 1: refund the rest
+0 cid about order 372, payment 1: refund the rest
+16 till about order 378, payment 1: capture last 32 %
+1 till about order 378, payment 1: capture last 32 %
+0 till about order 368, payment 1: refund one
+0 eve about order 368, payment 1: refund one
+0 dora about order 375, payment 2: refund 72 %
+0 ann about order 377, payment 1: capture 60 %
+42 till about order 371, payment 1: capture last 42 %
+0 cid about order 373, payment 1: refund 14 %
+2 ann about order 373, payment 1: refund 14 %
+0 key-of-ann about order 366, payment 1: refund 30 %
+0 order 379 in shop 2: draw 15193381846633977273
+11 eve about order 371, payment 1: capture 55 %
+0 dora about order 371, payment 1: capture 55 %
+0 ann agrees to the policy in shop 3
+0 eve about order 374, payment 1: refund 31 %
+14 cid about order 370, payment 1: refund 60 %
+0 bob about order 373, payment 1: capture 91 %
+0 rumour about order 364, payment 2: authorization 1 expired in row 2: the rest
+54 order 380 in shop 2: draw 6288367276629943376
+0 order 381 in shop 2: draw 8776688015151061470
+29 order 382 in shop 2: draw 7607429307729757897
+0 eve about order 365, payment 2: refund more than the whole
+0 order 383 in shop 3: draw 12145681393320822496
+0 order 384 in shop 2: draw 1022788580831732537
+7 cid about order 372, payment 2: refund 60 %
+48 till about order 377, payment 1: capture 14 %
+12 till about order 369, payment 1: capture 60 %
+0 ann about order 371, payment 1: release
+43 ann about order 375, payment 2: refund 3 %
+41 bob about order 382, payment 1: refund the rest
+45 till about order 381, payment 1: capture last one
+0 eve about order 381, payment 1: capture last one
+55 key-of-ann about order 372, payment 3: capture 57 %
+0 shop about order 370, payment 2: refund 60 %
+13 cid about order 382, payment 1: refund-units 2 of line 2
+0 key-of-ann about order 382, payment 1: refund-units 2 of line 2
+27 shop about order 377, payment 1: capture 1 %
+0 shop about order 366, payment 1: refund 1 %
+50 eve about order 380, payment 1: goods 18116806596412586784
+15 key-of-ann about order 376, payment 2: capture 62 %
+9 dora about order 384, payment 1: capture more than the whole
+52 rumour about order 382, payment 1: authorization 1 declined in row 3: the rest
+0 bob about order 382, payment 1: release
+3 key-of-ann about order 375, payment 2: refund one
+15 dora about order 382, payment 1: capture 15 %
+44 key-of-ann about order 374, payment 1: refund-units 3 of line 2
+0 eve about order 366, payment 1: refund 9 %
+38 bob about order 380, payment 1: goods 510321370422034007
+0 shop proposes a policy in shop 1: draw 12829476407831983709
+26 order 385 in shop 1: draw 11712103343366193884
+36 key-of-ann about order 385, payment 1: refund the rest
+0 bob about order 385, payment 1: refund the rest
+29 shop about order 374, payment 1: refund 65 %
+55 order 386 in shop 2: draw 3509523083185182642
+43 dora about order 378, payment 1: capture 27 %
+0 cid about order 378, payment 1: capture 27 %
+34 bob proposes a policy in shop 1: draw 15355190788555761928
+0 order 387 in shop 2: draw 6474057650647777979
+36 ann about order 368, payment 1: refund 43 %
+11 order 388 in shop 1: draw 11335420479910081053
+19 order 389 in shop 2: draw 7133402220839662487
+0 shop about order 383, payment 3: refund 43 %
+36 cid about order 382, payment 1: refund 63 %
+2 shop about order 382, payment 1: refund 63 %
+1 cid about order 388, payment 1: refund one
+0 eve about order 376, payment 1: release
+0 bob about order 388, payment 1: refund-units 2 of line 3
+32 eve about order 385, payment 1: refund the whole
+51 dora about order 388, payment 1: refund 13 %
+40 ann about order 381, payment 1: refund 81 %
+1 eve about order 381, payment 1: refund 81 %
+21 order 390 in shop 3: draw 15470325840822760263
+0 bob about order 375, payment 2: refund one
+0 ann about order 387, payment 3: capture last 56 %
+37 till about order 388, payment 1: refund the whole
+0 key-of-ann about order 378, payment 2: deliver line 2
+0 cid about order 381, payment 1: refund 85 %
+16 till about order 376, payment 1: refund 28 %
+0 key-of-ann about order 382, payment 1: refund one
+0 bob about order 389, payment 1: capture last the rest
+59 till about order 388, payment 1: capture last more than the whole
+1 cid about order 388, payment 1: capture last more than the whole
+0 cid about order 390, payment 1: refund one
+33 key-of-ann about order 386, payment 1: tender 3645863702052386538
+49 shop about order 388, payment 1: refund 60 %
+30 cid about order 382, payment 1: capture last 60 %
+0 ann about order 385, payment 1: refund one
+7 dora about order 388, payment 1: capture last the whole
+0 dora about order 388, payment 1: capture last the whole
+0 shop about order 377, payment 1: refund 14 %
+0 shop about order 386, payment 1: goods 16514786169389375588
+13 cid about order 378, payment 1: refund 60 %
+7 till about order 388, payment 1: refund 50 %
+44 bob about order 372, payment 3: capture 74 %
+1 dora about order 372, payment 3: capture 74 %
+42 ann about order 380, payment 1: goods 9792943455409991585
+56 rumour about order 386, payment 1: authorization 1 expired in row 3: more than the whole
+55 eve about order 380, payment 1: cancel-order
+18 shop refuses the policy in shop 2
+0 key-of-ann proposes a policy in shop 1: draw 6015029553522431536
+0 ann about order 389, payment 1: refund 60 %
+41 order 391 in shop 2: draw 15262314140727821880
+0 shop about order 383, payment 3: capture the whole
+41 key-of-ann about order 378, payment 1: bounce refund 1
+57 key-of-ann about order 389, payment 1: cancel refund 1
+51 order 392 in shop 3: draw 5310551340677453548
+0 order 393 in shop 2: draw 2290322592254475122
+0 eve about order 379, payment 1: refund the whole
+0 rumour about order 383, payment 2: authorization 1 action_required in row 2: more than the whole
+0 shop about order 380, payment 1: goods 4041201727526716650
+6 key-of-ann about order 389, payment 1: refund 6 %
+0 cid about order 393, payment 1: refund the rest
+0 eve about order 383, payment 3: refund 60 %
+0 cid about order 387, payment 2: refund 31 %
+3 shop about order 377, payment 1: release
+0 key-of-ann about order 393, payment 1: refund the rest
+12 shop about order 387, payment 1: release
+0 dora about order 370, payment 2: refund more than the whole
+23 bob about order 386, payment 1: capture last 54 %
+0 bob about order 393, payment 1: refund 71 %
+57 order 394 in shop 1: draw 10202492624340645009
+0 rumour about order 381, payment 1: capture 1 capture_failed in row 0: more than the whole
+18 rumour about order 390, payment 1: authorization 1 authorized in row 0: one
+14 order 395 in shop 2: draw 3245642014931650703
+15 ann about order 380, payment 1: goods 14548329575498476297
+0 eve about order 395, payment 1: refund 35 %
+0 bob about order 386, payment 1: refund the rest
+0 cid about order 390, payment 1: capture last 73 %
+0 dora about order 390, payment 1: capture last 73 %
+6 till about order 389, payment 1: refund 12 %
+28 order 396 in shop 3: draw 9975031123361739581
+0 bob about order 383, payment 2: goods 17971229591406178729
+47 shop proposes a policy in shop 3: draw 9609643111096795817
+25 order 397 in shop 1: draw 15154540207936868893
+17 shop about order 381, payment 1: refund more than the whole
+26 key-of-ann about order 390, payment 1: tender 3261274093807580705
+0 dora about order 389, payment 1: cancel refund 1
+49 till about order 394, payment 1: odd 334468061819033461
+25 shop about order 393, payment 1: refund 94 %
+1 cid about order 393, payment 1: refund 94 %
+15 eve about order 383, payment 2: refund more than the whole
+0 till about order 385, payment 1: cancel refund 1
+53 order 398 in shop 2: draw 6854641744405398114
+21 order 399 in shop 2: draw 13634361411012036886
+0 key-of-ann about order 390, payment 1: capture one
+1 cid about order 390, payment 1: capture one
+44 eve about order 399, payment 1: refund the rest
+0 cid about order 399, payment 1: refund the rest
+47 order 400 in shop 2: draw 1305938989217955291
+54 dora about order 399, payment 1: capture 15 %
+52 shop about order 381, payment 1: record 56 %
+2 bob about order 381, payment 1: record 56 %
+57 order 401 in shop 1: draw 3367133772460643632
+13 ann about order 399, payment 1: release
+16 eve about order 382, payment 1: refund-units 3 of line 1
+16 ann about order 382, payment 1: capture last 60 %
+0 dora about order 401, payment 1: refund 53 %
+0 order 402 in shop 3: draw 6959707597161449463
+58 shop about order 394, payment 1: goods 12885188891354695778
+22 ann about order 390, payment 1: capture last 89 %
+2 eve about order 390, payment 1: capture last 89 %
+47 cid about order 382, payment 1: deliver line 1
+16 till about order 394, payment 1: capture last the rest
+0 dora about order 394, payment 1: capture last the rest
+51 ann about order 383, payment 1: refund-units 3 of line 1
+38 till about order 402, payment 1: record 60 %
+23 key-of-ann about order 398, payment 1: refund the whole
+0 ann about order 398, payment 1: refund the whole
+45 till about order 402, payment 2: release
+0 ann about order 402, payment 1: release
+0 bob about order 390, payment 1: capture last one
+8 order 403 in shop 2: draw 1778199001537048214
+20 cid about order 395, payment 1: capture the rest
+1 order 404 in shop 2: draw 15702360729410824652
+0 order 405 in shop 3: draw 9913869178085796381
+0 cid about order 392, payment 1: capture 10 %
+1 till about order 392, payment 1: capture 10 %
+53 order 406 in shop 3: draw 2636080662088861247
+7 dora about order 386, payment 1: refund the rest
+0 ann about order 386, payment 1: refund the rest
+1 shop about order 403, payment 1: refund 75 %
+0 the clock jumps 86500 s
+0 key-of-ann about order 398, payment 1: capture 33 %
+1 eve about order 398, payment 1: capture 33 %
+49 key-of-ann about order 395, payment 1: refund 48 %
+0 node 1 crashes for 1162 ms
+25 ann about order 394, payment 1: refund 60 %
+0 till about order 394, payment 1: refund 60 %
+52 key-of-ann about order 404, payment 1: capture 72 %
+49 till about order 386, payment 1: refund 71 %
+0 shop about order 386, payment 1: refund 71 %
+0 rumour about order 401, payment 1: authorization 1 authorized in row 3: the whole
+27 order 407 in shop 1: draw 6106944313242597625
+1 key-of-ann about order 396, payment 1: refund the rest
+59 till about order 393, payment 1: refund 61 %
+0 ann about order 393, payment 1: refund 61 %
+35 bob about order 404, payment 1: capture 97 %
+8 eve about order 404, payment 1: capture 60 %
+54 bob about order 405, payment 3: deliver line 1
+0 shop about order 406, payment 1: refund the whole
+40 till about order 401, payment 1: refund 1 %
+16 dora about order 402, payment 2: refund the whole
+31 order 408 in shop 2: draw 16527366635547312865
+8 till about order 408, payment 1: refund the rest
+50 rumour about order 404, payment 1: authorization 1 authorized in row 1: one
+20 shop proposes a policy in shop 3: draw 4629510630295863234
+5 till about order 390, payment 1: capture the whole
+1 shop about order 390, payment 1: capture the whole
+23 order 409 in shop 2: draw 9828010237527241727
+0 order 410 in shop 2: draw 4687493228723872638
+6 till about order 405, payment 1: cancel-order
+0 ann about order 405, payment 1: cancel-order
+0 bob about order 402, payment 2: refund-units 1 of line 3
+53 till about order 404, payment 1: refund-units 3 of line 3
+14 bob about order 408, payment 1: refund the rest
+26 till about order 405, payment 2: refund the rest
+17 eve about order 409, payment 1: refund the rest
+27 key-of-ann about order 407, payment 1: refund the rest
+28 dora about order 407, payment 1: refund the rest
+26 eve about order 407, payment 1: refund the rest
+6 order 411 in shop 2: draw 10542094283043370554
+0 dora proposes a policy in shop 1: draw 7877573065166860745
+15 dora about order 390, payment 1: cancel-order
+59 order 412 in shop 3: draw 12313703495646129753
+5 eve about order 411, payment 1: refund the rest
+40 rumour about order 404, payment 1: authorization 1 taken in row 3: more than the whole
+6 cid about order 390, payment 1: capture more than the whole
+0 eve about order 408, payment 1: refund the rest
+0 ann about order 393, payment 1: refund 21 %
+0 bob about order 393, payment 1: refund 82 %
+25 order 413 in shop 1: draw 4525250183649681539
+4 shop about order 399, payment 1: refund 1 %
+49 order 414 in shop 3: draw 7352570950302924789
+39 order 415 in shop 1: draw 9403497664975354046
+0 eve about order 411, payment 1: refund the rest
+2 ann about order 411, payment 1: refund the rest
+30 dora about order 413, payment 1: refund the rest
+27 dora about order 414, payment 1: refund the rest
+55 cid about order 410, payment 1: refund the rest
+0 till about order 415, payment 1: refund the rest
+0 eve about order 406, payment 1: hold
+49 key-of-ann about order 409, payment 1: refund the rest
+1 eve about order 409, payment 1: refund the rest
+13 eve about order 407, payment 1: refund the rest
+0 bob about order 410, payment 1: refund the rest
+23 order 416 in shop 3: draw 3187412637336713158
+0 key-of-ann about order 411, payment 1: refund the rest
+0 ann about order 415, payment 1: refund the rest
+32 eve about order 406, payment 1: refund one
+58 order 417 in shop 3: draw 14107544280625747247
+23 key-of-ann refuses the policy in shop 3
+59 rumour about order 417, payment 3: authorization 1 authorized in row 2: more than the whole
+0 cid about order 407, payment 1: capture 88 %
+0 node 1 crashes for 1221 ms
+18 cid about order 400, payment 1: refund one
+2 key-of-ann about order 400, payment 1: refund one
+20 cid about order 401, payment 1: capture last 60 %
+0 rumour about order 407, payment 2: authorization 1 declined in row 0: the whole
+0 eve about order 416, payment 1: refund the rest
+0 key-of-ann about order 416, payment 1: refund the rest
+0 bob about order 413, payment 1: refund the rest
+0 bob about order 397, payment 2: refund the whole
+16 dora about order 404, payment 1: capture more than the whole
+0 cid about order 417, payment 3: refund 9 %
+0 till about order 411, payment 1: refund one
+31 cid about order 416, payment 1: refund the rest
+51 rumour about order 405, payment 1: authorization 1 taken in row 1: more than the whole
+49 order 418 in shop 2: draw 4684106285377098003
+3 order 419 in shop 1: draw 15140316268585094043
+0 key-of-ann about order 417, payment 1: refund-units 1 of line 1
+0 order 420 in shop 3: draw 37501135505650438
+24 cid about order 413, payment 1: refund the rest
+1 till about order 413, payment 1: refund the rest
+9 cid about order 415, payment 1: refund the rest
+1 bob about order 415, payment 1: refund the rest
+0 cid about order 419, payment 1: refund the rest
+2 bob about order 419, payment 1: refund the rest
+10 ann about order 416, payment 1: refund the rest
+50 till about order 410, payment 1: refund the rest
+31 shop about order 418, payment 1: refund the rest
+47 bob about order 418, payment 1: refund the rest
+2 cid about order 418, payment 1: refund the rest
+46 eve about order 402, payment 1: record 60 %
+0 key-of-ann about order 410, payment 1: refund the rest
+0 rumour about order 403, payment 1: authorization 1 authorized in row 1: the whole
+0 cid about order 404, payment 1: capture 60 %
+0 eve about order 404, payment 1: capture 60 %
+31 shop about order 410, payment 1: refund the rest
+57 ann about order 410, payment 1: refund the rest
+57 key-of-ann about order 407, payment 2: deliver line 1
+12 eve refuses the policy in shop 1
+0 order 421 in shop 2: draw 17849999778669859259
+30 the clock jumps 86500 s
+23 eve about order 417, payment 2: capture last 69 %
+15 key-of-ann about order 414, payment 1: refund the rest
+1 shop about order 414, payment 1: refund the rest
+26 bob proposes a policy in shop 3: draw 2050749008236410053
+0 key-of-ann about order 410, payment 1: refund the rest
+44 cid about order 419, payment 1: refund the rest
+38 order 422 in shop 1: draw 3669989686178172006
+0 order 423 in shop 1: draw 438388085613204740
+42 dora about order 416, payment 1: refund 60 %
+1 bob about order 416, payment 1: refund 60 %
+24 eve about order 422, payment 1: refund 60 %
+17 bob proposes a policy in shop 2: draw 14572064407432786826
+9 shop about order 418, payment 1: refund the rest
+48 rumour about order 405, payment 2: authorization 1 released in row 3: the whole
+0 shop about order 409, payment 1: refund the rest
+0 rumour about order 417, payment 1: capture 1 taken in row 2: the whole
+15 dora about order 411, payment 1: refund-units 3 of line 2
+59 dora about order 413, payment 1: refund 17 %
+42 key-of-ann about order 413, payment 1: refund 72 %
+0 key-of-ann about order 412, payment 2: refund 22 %
+28 bob about order 411, payment 1: refund 89 %
+0 shop about order 411, payment 1: refund 89 %
+0 order 424 in shop 3: draw 14265401272554095561
+16 order 425 in shop 1: draw 14892982265285110376
+0 key-of-ann about order 411, payment 1: cancel refund 2
+3 bob about order 414, payment 2: refund more than the whole
+0 order 426 in shop 2: draw 11631826397115092245
+36 cid about order 423, payment 2: capture the whole
+11 till agrees to the policy in shop 1
+0 shop about order 425, payment 1: hold
+2 ann about order 425, payment 1: hold
+44 shop about order 420, payment 1: capture 58 %
+0 shop about order 420, payment 1: capture 58 %
+16 order 427 in shop 3: draw 17305232696777758841
+57 dora about order 415, payment 1: deliver line 3
+0 cid about order 420, payment 1: capture last the whole
+0 shop about order 426, payment 1: goods 6220373232801325409
+52 eve about order 427, payment 1: tender 4031773338072271586
+23 order 428 in shop 2: draw 6680674863958626359
+0 till about order 427, payment 1: refund 18 %
+55 order 429 in shop 2: draw 8822968282251378414
+27 rumour about order 428, payment 1: authorization 1 declined in row 1: more than the whole
+0 key-of-ann about order 413, payment 1: refund 71 %
+44 shop about order 424, payment 1: capture last 20 %
+2 bob about order 424, payment 1: capture last 20 %
+24 order 430 in shop 1: draw 256983655511469870
+31 rumour about order 422, payment 1: authorization 1 declined in row 0: the whole
+2 dora about order 426, payment 1: capture the rest
+49 ann about order 424, payment 2: resume
+39 order 431 in shop 2: draw 11981181362889621932
+1 dora about order 423, payment 1: refund 90 %
+0 till about order 430, payment 1: book 5160409294957093177
+40 till about order 430, payment 1: refund 87 %
+0 cid about order 428, payment 1: release
+24 dora about order 428, payment 1: refund 53 %
+2 cid about order 428, payment 1: refund 53 %
+0 order 432 in shop 2: draw 14000517616634125485
+32 dora about order 419, payment 2: refund 43 %
+24 cid about order 432, payment 1: refund more than the whole
+8 eve about order 420, payment 2: refund the whole
+0 eve about order 425, payment 1: refund 60 %
+2 dora about order 419, payment 1: capture last 60 %
+48 cid about order 424, payment 1: refund 68 %
+54 order 433 in shop 2: draw 9065323749398894096
+0 cid agrees to the policy in shop 2
+42 cid about order 432, payment 1: capture last 60 %
+0 bob about order 429, payment 2: refund 77 %
+58 till proposes a policy in shop 3: draw 15438122666313260248
+58 bob about order 423, payment 2: refund 60 %
+0 bob about order 423, payment 2: refund 60 %
+56 rumour about order 418, payment 2: authorization 1 action_required in row 2: more than the whole
+59 key-of-ann about order 417, payment 3: refund one
+3 key-of-ann about order 428, payment 1: refund 61 %
+21 ann about order 427, payment 1: capture the rest
+16 order 434 in shop 1: draw 8535379431261166823
+6 cid about order 420, payment 1: capture the whole
+0 cid about order 433, payment 1: goods 16739308812194074071
+32 eve about order 431, payment 2: refund 99 %
+6 order 435 in shop 1: draw 9069207601141101345
+0 shop about order 431, payment 2: refund 27 %
+44 ann about order 429, payment 1: refund-units 2 of line 1
+2 eve about order 429, payment 1: refund-units 2 of line 1
+0 till about order 435, payment 1: refund-units 2 of line 3
+1 bob about order 435, payment 1: refund-units 2 of line 3
+0 key-of-ann about order 421, payment 2: goods 11117680276022522820
+17 ann about order 435, payment 1: refund 60 %
+1 bob about order 435, payment 1: refund 60 %
+1 node 1 crashes for 3016 ms
+38 eve about order 427, payment 1: refund the rest
+0 ann about order 424, payment 1: approve refund 1
+0 order 436 in shop 2: draw 15774348686776721539
+0 till about order 430, payment 1: capture more than the whole
+1 ann about order 430, payment 1: capture more than the whole
+21 key-of-ann proposes a policy in shop 2: draw 17274214184683897538
+0 cid about order 428, payment 1: refund 76 %
+0 cid about order 433, payment 1: refund 63 %
+0 cid about order 433, payment 1: refund 63 %
+0 dora about order 416, payment 1: refund 10 %
+0 cid about order 421, payment 2: refund the whole
+0 eve about order 431, payment 1: refund 39 %
+16 dora about order 432, payment 1: goods 10270215864361856060
+0 eve about order 429, payment 2: resume
+0 cid about order 429, payment 2: resume
+30 cid about order 430, payment 1: refund-units 2 of line 1
+0 shop about order 423, payment 4: capture the rest
+2 eve about order 423, payment 4: capture the rest
+0 till about order 430, payment 1: release
+59 shop about order 426, payment 1: refund the rest
+49 ann about order 428, payment 1: capture last the rest
+48 ann about order 423, payment 4: refund 60 %
+44 bob about order 432, payment 1: refund the rest
+0 key-of-ann about order 435, payment 1: refund 8 %
+0 cid about order 432, payment 1: capture 60 %
+59 bob about order 422, payment 1: refund more than the whole
+0 eve about order 416, payment 1: refund 41 %
+18 eve about order 425, payment 1: refund-units 1 of line 1
+13 rumour about order 431, payment 3: authorization 1 released in row 2: the whole
+0 order 437 in shop 1: draw 11505506218444473364
+26 ann about order 436, payment 1: refund the rest
+1 key-of-ann about order 429, payment 1: refund 60 %
+43 eve about order 434, payment 1: capture last 80 %
+0 till about order 427, payment 1: refund 60 %
+22 till about order 427, payment 1: refund more than the whole
+0 bob about order 432, payment 1: refund 60 %
+23 bob about order 422, payment 1: refund-units 3 of line 2
+40 bob about order 427, payment 1: refund 70 %
+21 order 438 in shop 1: draw 9149072822844492456
+0 key-of-ann about order 437, payment 1: refund the rest
+2 key-of-ann about order 437, payment 1: refund the rest
+42 cid about order 436, payment 1: refund the rest
+40 rumour about order 431, payment 2: capture 1 taken in row 2: one
+0 ann about order 432, payment 1: refund the whole
+1 eve about order 432, payment 1: refund the whole
+0 rumour about order 426, payment 1: capture 1 taken in row 0: the whole
+5 order 439 in shop 2: draw 7424526070003403769
+41 shop about order 432, payment 1: capture last the whole
+33 till about order 423, payment 4: capture 60 %
+2 order 440 in shop 1: draw 2089621253633411639
+3 order 441 in shop 1: draw 16791806091367161230
+0 ann about order 434, payment 1: refund 60 %
+33 dora about order 434, payment 1: refund 30 %
+44 dora about order 434, payment 1: capture last 1 %
+0 cid about order 434, payment 1: capture last 1 %
+43 rumour about order 428, payment 1: authorization 1 taken in row 2: the rest
+51 bob about order 439, payment 1: refund the rest
+0 order 442 in shop 3: draw 7691170304251301102
+0 shop agrees to the policy in shop 1
+0 dora about order 434, payment 1: complete
+0 key-of-ann about order 434, payment 1: complete
+0 dora about order 440, payment 1: refund the rest
+1 dora about order 436, payment 1: refund 99 %
+41 cid about order 436, payment 1: refund the rest
+28 shop about order 432, payment 1: capture 24 %
+0 the clock jumps 61 s
+0 eve about order 439, payment 1: refund more than the whole
+54 bob about order 433, payment 1: refund the rest
+0 ann about order 435, payment 1: refund the whole
+41 till about order 430, payment 1: refund 60 %
+45 order 443 in shop 1: draw 12592177327362087582
+53 order 444 in shop 3: draw 15271586116115933010
+0 ann about order 430, payment 1: refund 72 %
+22 shop about order 441, payment 1: refund the rest
+0 dora agrees to the policy in shop 2
+33 ann about order 442, payment 1: release
+29 eve about order 436, payment 1: refund 60 %
+0 shop about order 443, payment 1: refund one
+0 cid about order 443, payment 1: refund 60 %
+0 bob about order 431, payment 1: refund 60 %
+18 ann about order 435, payment 1: refund 32 %
+5 rumour about order 438, payment 1: authorization 1 released in row 2: more than the whole
+0 bob about order 444, payment 3: refund-units 2 of line 1
+0 shop about order 444, payment 3: refund-units 2 of line 1
+52 eve refuses the policy in shop 2
+0 bob about order 425, payment 1: refund the whole
+1 eve about order 431, payment 3: capture 43 %
+0 shop agrees to the policy in shop 2
+0 rumour about order 442, payment 1: authorization 1 declined in row 0: the whole
+49 rumour about order 434, payment 1: capture 1 taken in row 3: one
+36 rumour about order 424, payment 1: refund 1 refund_settled in row 0: more than the whole
+0 till about order 438, payment 1: capture the rest
+46 shop about order 441, payment 1: resolve exception 42
+0 dora about order 441, payment 1: refund 63 %
+41 rumour about order 428, payment 1: authorization 1 taken in row 2: more than the whole
+49 key-of-ann about order 439, payment 1: refund 44 %
+16 bob about order 440, payment 1: cancel-order
+0 bob about order 444, payment 1: refund 60 %
+0 order 445 in shop 3: draw 2213325756491301202
+0 ann about order 440, payment 2: capture 60 %
+0 dora about order 431, payment 3: release
+31 dora about order 440, payment 2: refund 34 %
+9 till about order 437, payment 1: refund more than the whole
+0 key-of-ann about order 435, payment 1: goods 3267337379653617038
+0 ann about order 428, payment 1: refund one
+1 eve about order 428, payment 1: refund one
+13 order 446 in shop 1: draw 12023537103357136453
+0 rumour about order 434, payment 1: capture 1 taken in row 0: the rest
+0 ann about order 442, payment 1: refund 23 %
+49 order 447 in shop 3: draw 6106025003007387288
+0 bob about order 428, payment 1: refund more than the whole
+5 order 448 in shop 1: draw 3202022762672833446
+0 order 449 in shop 1: draw 10016293507240890545
+44 order 450 in shop 1: draw 15960358417524990440
+10 shop about order 447, payment 1: capture the whole
+0 shop about order 445, payment 1: capture last 20 %
+0 key-of-ann proposes a policy in shop 3: draw 14004844869528442430
+25 ann about order 447, payment 1: capture last 95 %
+0 cid about order 437, payment 1: refund the whole
+0 bob about order 449, payment 1: refund 48 %
+29 dora about order 439, payment 1: refund 91 %
+1 eve about order 439, payment 1: refund 91 %
+0 bob about order 450, payment 1: goods 1437546212353242983
+25 cid about order 439, payment 1: refund 62 %
+56 eve about order 441, payment 1: refund one
+1 cid about order 441, payment 1: refund one
+0 key-of-ann about order 435, payment 1: capture more than the whole
+0 ann about order 434, payment 1: retry refund 1
+10 bob refuses the policy in shop 2
+0 dora about order 447, payment 2: goods 3233681424956267481
+12 rumour about order 445, payment 1: capture 1 taken in row 0: the whole
+45 dora about order 443, payment 1: reject refund 1
+1 till about order 443, payment 1: reject refund 1
+0 till about order 438, payment 1: refund 31 %
+48 node 1 crashes for 1133 ms
+57 shop about order 448, payment 2: capture last one
+53 key-of-ann about order 448, payment 3: goods 12218854174807377378
+0 till about order 445, payment 1: refund 76 %
+23 the clock jumps 86500 s
+0 key-of-ann about order 449, payment 1: refund 21 %
+53 cid about order 446, payment 2: capture last more than the whole
+0 ann about order 446, payment 2: capture last the rest
+0 order 451 in shop 2: draw 8193559899919714899
+0 bob about order 434, payment 1: refund 69 %
+3 dora about order 447, payment 2: refund the whole
+45 dora about order 444, payment 2: refund 60 %
+29 order 452 in shop 1: draw 663696309265222011
+32 dora about order 449, payment 1: odd 9274766741282951898
+8 till about order 447, payment 3: deliver line 3
+0 ann about order 448, payment 2: refund 60 %
+7 ann about order 451, payment 1: refund the rest
+3 cid about order 448, payment 2: capture one
+16 key-of-ann about order 444, payment 3: refund-units 2 of line 1
+2 bob about order 444, payment 3: refund-units 2 of line 1
+0 rumour about order 445, payment 1: authorization 1 declined in row 3: 50 %
+26 cid about order 452, payment 1: refund the rest
+2 bob about order 452, payment 1: refund the rest
+4 dora about order 448, payment 3: capture last the rest
+0 cid about order 447, payment 3: refund 97 %
+42 key-of-ann about order 449, payment 1: refund 60 %
+1 dora about order 449, payment 1: refund 60 %
+7 key-of-ann about order 451, payment 1: refund the rest
+8 dora about order 449, payment 1: refund one
+0 bob about order 435, payment 1: refund the rest
+0 bob about order 446, payment 1: refund 41 %
+21 order 453 in shop 2: draw 10875394001264756199
+6 eve about order 447, payment 3: refund 60 %
+0 bob about order 441, payment 1: refund 60 %
+41 ann about order 452, payment 1: refund the rest
+6 till about order 451, payment 1: refund the rest
+41 eve about order 450, payment 1: deliver line 3
+0 shop about order 452, payment 1: refund the rest
+2 dora about order 452, payment 1: refund the rest
+0 eve about order 453, payment 1: refund the rest
+0 eve about order 444, payment 3: capture last more than the whole
+0 dora about order 444, payment 3: capture last 60 %
+0 key-of-ann about order 442, payment 2: refund 99 %
+0 rumour about order 446, payment 2: authorization 1 action_required in row 1: the whole
+16 dora about order 440, payment 1: refund-units 2 of line 3
+42 order 454 in shop 1: draw 9382218966397808129
+29 key-of-ann about order 449, payment 1: refund 60 %
+50 cid about order 434, payment 1: deliver line 1
+25 bob about order 450, payment 1: deliver line 1
+0 shop about order 440, payment 2: capture 60 %
+30 eve about order 434, payment 1: deliver line 1
+1 till about order 434, payment 1: deliver line 1
+17 bob about order 449, payment 1: refund 2 %
+45 eve about order 442, payment 1: refund one
+1 eve about order 442, payment 1: refund one
+58 rumour about order 444, payment 2: capture 1 captured in row 0: the rest
+7 dora about order 445, payment 1: refund more than the whole
+51 ann about order 452, payment 1: refund the rest
+0 eve about order 450, payment 1: cancel-order
+0 cid about order 433, payment 1: cancel refund 2
+0 key-of-ann about order 448, payment 1: refund 15 %
+3 eve about order 454, payment 1: refund the rest
+14 bob about order 448, payment 3: refund 60 %
+0 cid about order 453, payment 1: refund the rest
+0 cid about order 441, payment 1: refund 39 %
+0 eve refuses the policy in shop 3
+32 till about order 442, payment 1: refund more than the whole
+1 bob about order 442, payment 1: refund more than the whole
+0 bob about order 437, payment 1: refund 60 %
+52 cid about order 454, payment 1: refund the rest
+55 shop about order 452, payment 1: refund the rest
+23 ann about order 446, payment 1: capture last 27 %
+0 cid about order 449, payment 1: refund more than the whole
+0 bob about order 449, payment 1: refund 50 %
+38 rumour about order 446, payment 2: authorization 1 action_required in row 2: one
+0 order 455 in shop 1: draw 17247789129949287677
+0 dora about order 452, payment 3: goods 5764726860405273080
+0 bob about order 447, payment 1: refund 91 %
+41 ann about order 440, payment 1: refund 61 %
+1 order 456 in shop 2: draw 17782691050668079828
+10 cid about order 454, payment 1: refund the rest
+0 dora about order 447, payment 2: refund 25 %
+21 eve about order 456, payment 1: refund the rest
+2 bob about order 456, payment 1: refund the rest
+50 bob about order 452, payment 3: refund-units 1 of line 2
+0 key-of-ann about order 453, payment 1: tender 16970133563283172110
+43 dora about order 447, payment 2: refund-units 3 of line 2
+0 till about order 447, payment 2: refund-units 3 of line 2
+0 shop about order 450, payment 1: deliver line 2
+0 ann about order 450, payment 1: deliver line 2
+57 rumour about order 444, payment 3: authorization 1 declined in row 2: the whole
+0 shop about order 454, payment 1: refund the rest
+1 key-of-ann about order 454, payment 1: refund the rest
+58 order 457 in shop 3: draw 7225263534095413459
+0 cid about order 448, payment 3: refund-units 2 of line 3
+22 key-of-ann agrees to the policy in shop 3
+41 order 458 in shop 2: draw 4404268811549441461
+0 dora about order 455, payment 1: refund more than the whole
+0 bob about order 455, payment 1: refund more than the whole
+43 cid about order 455, payment 1: refund-units 2 of line 3
+0 the clock jumps 605000 s
+0 bob about order 442, payment 1: capture last 8 %
+0 rumour about order 442, payment 1: authorization 1 action_required in row 0: 50 %
+4 dora about order 456, payment 1: resume
+13 dora about order 457, payment 1: record one
+35 order 459 in shop 1: draw 425262025419714527
+46 dora about order 450, payment 1: goods 16624324146588019734
+0 order 460 in shop 2: draw 1268581109449404546
+51 node 1 crashes for 2725 ms
+0 dora about order 460, payment 1: goods 10202015826784600578
+1 till about order 460, payment 1: goods 10202015826784600578
+0 till about order 455, payment 1: deliver line 2
+38 rumour about order 457, payment 4: authorization 1 taken in row 1: the whole
+26 dora about order 457, payment 1: refund-units 2 of line 3
+0 ann about order 454, payment 1: goods 17203893854290179124
+28 ann about order 459, payment 1: refund the whole
+25 order 461 in shop 2: draw 15833371927933278423
+17 ann about order 456, payment 2: goods 5706877204566472251
+0 order 462 in shop 2: draw 17607900320625398050
+4 order 463 in shop 1: draw 13667017468442738942
+0 ann about order 458, payment 1: cancel-order
+0 bob about order 459, payment 1: refund-units 1 of line 2
+0 shop about order 463, payment 1: refund the rest
+0 shop about order 459, payment 1: capture last 60 %
+24 node 1 crashes for 3950 ms
+0 shop agrees to the policy in shop 2
+25 key-of-ann about order 454, payment 1: capture last 18 %
+0 eve agrees to the policy in shop 3
+55 shop about order 449, payment 1: refund the rest
+2 ann about order 461, payment 1: refund the rest
+15 eve about order 463, payment 1: refund the rest
+0 shop about order 462, payment 1: refund the rest
+28 rumour about order 446, payment 2: authorization 1 expired in row 3: the whole
+2 eve about order 444, payment 1: refund 60 %
+21 dora about order 457, payment 2: refund 60 %
+1 dora about order 457, payment 2: refund 60 %
+2 cid about order 462, payment 1: refund the rest
+2 cid about order 462, payment 1: refund the rest
+0 cid proposes a policy in shop 2: draw 13298777450148701429
+46 order 464 in shop 3: draw 18282610777216099546
+19 order 465 in shop 1: draw 10524335016478100716
+34 ann about order 463, payment 1: refund the rest
+0 key-of-ann about order 461, payment 1: refund the rest
+49 till about order 463, payment 1: refund the rest
+58 rumour about order 458, payment 1: capture 1 captured in row 2: the whole
+0 order 466 in shop 1: draw 7496174210338661574
+0 eve about order 463, payment 1: refund the rest
+52 eve about order 466, payment 1: refund the rest
+2 key-of-ann about order 466, payment 1: refund the rest
+0 bob about order 455, payment 1: refund 82 %
+56 cid about order 464, payment 1: refund the rest
+0 ann about order 459, payment 1: capture last 70 %
+10 rumour about order 454, payment 1: authorization 1 authorized in row 1: more than the whole
+0 eve about order 462, payment 1: refund the rest
+30 order 467 in shop 1: draw 8811062179140625814
+22 ann about order 449, payment 1: refund-units 1 of line 2
+55 shop about order 447, payment 2: capture last 60 %
+2 shop about order 452, payment 3: resume
+32 order 468 in shop 2: draw 12063707063619467417
+47 order 469 in shop 1: draw 191110632907415279
+0 order 470 in shop 3: draw 4461460405511364040
+43 shop about order 449, payment 1: refund more than the whole
+59 till about order 470, payment 1: refund the rest
+14 order 471 in shop 1: draw 10558921534947822396
+0 shop about order 465, payment 1: refund the rest
+0 eve about order 458, payment 1: cancel-order
+0 dora about order 470, payment 1: refund the rest
+36 ann about order 453, payment 1: refund 54 %
+2 till about order 453, payment 1: refund 54 %
+16 ann about order 471, payment 1: refund the rest
+43 dora about order 465, payment 1: refund the rest
+57 shop about order 466, payment 1: refund the rest
+0 the gateway says nothing of order 459, payment 1
+197 bob about order 459, payment 1: say-done 1
+308 shop about order 459, payment 1: agree-to-claim 1
+235 cid about order 459, payment 1: agree-to-claim 1
+0 shop about order 463, payment 1: refund 17 %
+0 key-of-ann about order 463, payment 1: refund 17 %
+0 eve about order 454, payment 1: capture last more than the whole
+2 key-of-ann about order 454, payment 1: capture last more than the whole
+0 bob about order 462, payment 1: refund the rest
+53 node 1 crashes for 2774 ms
+0 key-of-ann about order 456, payment 2: goods 10421538086440021804
+41 ann about order 471, payment 1: refund 17 %
+42 dora about order 469, payment 1: refund 73 %
+44 till about order 469, payment 1: refund 60 %
+1 shop about order 469, payment 1: refund 60 %
+21 ann about order 461, payment 1: goods 5926113913486354922
+1 key-of-ann about order 461, payment 1: goods 5926113913486354922
+0 shop about order 467, payment 1: refund 87 %
+35 dora about order 459, payment 1: refund 28 %
+13 till about order 463, payment 1: resume
+36 order 472 in shop 1: draw 9013916293693793903
+0 eve about order 470, payment 1: refund 5 %
+1 ann about order 470, payment 1: refund 5 %
+11 cid about order 466, payment 1: refund-units 3 of line 2
+21 dora about order 468, payment 2: capture more than the whole
+0 order 473 in shop 1: draw 11801179548120165730
+21 eve agrees to the policy in shop 1
+0 order 474 in shop 1: draw 12609005655684814066
+8 dora about order 465, payment 1: refund 67 %
+51 order 475 in shop 3: draw 11441338873298315061
+39 rumour about order 459, payment 1: authorization 1 released in row 1: more than the whole
+27 ann about order 472, payment 1: refund the rest
+0 bob about order 469, payment 1: capture one
+34 cid about order 472, payment 1: refund the rest
+0 shop about order 467, payment 1: refund 24 %
+28 cid about order 475, payment 1: refund the rest
+6 dora about order 462, payment 1: refund 60 %
+2 till about order 462, payment 1: refund 60 %
+16 rumour about order 453, payment 1: authorization 1 taken in row 2: the whole
+56 order 476 in shop 3: draw 2298495989162405931
+48 order 477 in shop 1: draw 4926360326706290017
+15 bob about order 468, payment 1: capture 45 %
+7 till about order 476, payment 1: refund the rest
+2 shop about order 476, payment 1: refund the rest
+39 cid about order 477, payment 1: refund the rest
+0 ann about order 477, payment 1: refund the rest
+26 key-of-ann about order 468, payment 3: capture last 60 %
+20 bob about order 474, payment 1: refund the rest
+1 till about order 474, payment 1: refund the rest
+11 order 478 in shop 1: draw 804530417493025405
+46 eve about order 466, payment 2: refund 99 %
+50 order 479 in shop 1: draw 4146049205292386718
+4 dora about order 476, payment 1: refund the rest
+58 cid about order 474, payment 1: refund the rest
+54 rumour about order 462, payment 1: capture 1 taken in row 3: more than the whole
+54 bob about order 465, payment 1: capture last 6 %
+21 cid about order 479, payment 1: refund the rest
+35 shop about order 479, payment 1: refund the rest
+54 shop about order 469, payment 1: capture more than the whole
+0 cid about order 469, payment 1: capture more than the whole
+7 order 480 in shop 2: draw 4096267695926380645
+2 ann about order 461, payment 1: refund 86 %
+41 till about order 475, payment 1: refund the rest
+16 order 481 in shop 1: draw 13998515737182433314
+32 eve about order 481, payment 1: refund the rest
+0 shop about order 481, payment 1: refund the rest
+40 dora about order 475, payment 1: refund the rest
+3 order 482 in shop 1: draw 7764695830845418414
+5 key-of-ann about order 479, payment 1: refund the rest
+0 dora about order 472, payment 1: refund the rest
+0 till about order 472, payment 1: refund the rest
+0 till about order 472, payment 1: refund the rest
+53 key-of-ann about order 478, payment 1: refund the rest
+0 key-of-ann about order 480, payment 1: refund the rest
+0 till about order 482, payment 1: refund the rest
+36 till about order 463, payment 2: refund-units 3 of line 3
+27 cid about order 473, payment 1: refund the rest
+0 till about order 479, payment 1: refund the rest
+18 dora about order 472, payment 1: refund the rest
+31 rumour about order 462, payment 1: capture 1 capture_reversed in row 2: more than the whole
+7 till about order 474, payment 1: refund the rest
+0 cid about order 470, payment 1: refund 75 %
+14 ann about order 476, payment 1: refund the rest
+0 ann about order 481, payment 1: refund the rest
+24 ann about order 480, payment 1: refund the rest
+7 bob about order 479, payment 1: refund the rest
+1 till about order 479, payment 1: refund the rest
+19 dora about order 482, payment 1: refund the rest
+15 shop about order 472, payment 1: refund the rest
+20 cid about order 481, payment 1: refund the rest
+0 cid about order 466, payment 1: capture 25 %
+19 dora about order 470, payment 1: refund-units 3 of line 1
+0 shop about order 481, payment 1: refund the rest
+0 eve about order 476, payment 1: refund the rest
+0 ann about order 475, payment 1: refund the rest
+19 cid about order 476, payment 1: refund the rest
+2 shop about order 476, payment 1: refund the rest
+0 bob about order 482, payment 1: refund the rest
+16 bob about order 466, payment 2: odd 15471791096240465274
+38 till about order 474, payment 1: refund the rest
+0 key-of-ann about order 463, payment 1: refund 60 %
+1 ann about order 463, payment 1: refund 60 %
+0 eve about order 477, payment 1: refund the rest
+1 dora about order 477, payment 1: refund the rest
+27 till about order 468, payment 3: deliver line 3
+38 the clock jumps 7300 s
+16 key-of-ann about order 476, payment 1: refund the rest
+0 till about order 477, payment 1: refund the rest
+0 ann about order 482, payment 1: refund the rest
+0 bob about order 480, payment 1: refund the rest
+37 till about order 478, payment 1: refund the rest
+0 key-of-ann about order 476, payment 1: refund the rest
+2 key-of-ann about order 476, payment 1: refund the rest
+19 eve proposes a policy in shop 3: draw 10360242215340609634
+40 bob about order 478, payment 1: refund the rest
+2 ann about order 478, payment 1: refund the rest
+26 order 483 in shop 2: draw 13574843564999109181
+19 ann about order 475, payment 1: refund the rest
+27 rumour about order 462, payment 1: capture 1 capture_failed in row 2: the whole
+26 eve about order 471, payment 1: refund 60 %
+40 ann about order 482, payment 1: refund the rest
+0 rumour about order 462, payment 1: capture 1 taken in row 1: the whole
+46 eve about order 483, payment 1: refund the rest
+15 ann about order 464, payment 1: refund 34 %
+2 shop about order 464, payment 1: refund 34 %
+14 order 484 in shop 3: draw 4323890510622192505
+58 shop about order 479, payment 1: deliver line 2
+0 dora about order 479, payment 1: refund the whole
+0 ann about order 464, payment 1: release
+40 order 485 in shop 2: draw 14220698673136240321
+33 cid about order 470, payment 1: refund 60 %
+0 order 486 in shop 3: draw 14949537281916262691
+0 dora about order 481, payment 1: refund the rest
+53 rumour about order 485, payment 1: authorization 1 authorized in row 1: more than the whole
+45 eve about order 473, payment 1: refund 60 %
+59 shop about order 471, payment 1: refund 61 %
+0 eve about order 486, payment 1: refund 11 %
+2 bob about order 486, payment 1: refund 11 %
+27 ann about order 473, payment 1: release
+20 dora about order 484, payment 1: refund 53 %
+2 dora about order 476, payment 1: capture 57 %
+0 dora about order 474, payment 1: refund 60 %
+58 till about order 486, payment 3: capture last 68 %
+0 order 487 in shop 3: draw 18183156575912977033
+0 dora about order 486, payment 3: capture more than the whole
+51 key-of-ann about order 482, payment 1: refund the rest
