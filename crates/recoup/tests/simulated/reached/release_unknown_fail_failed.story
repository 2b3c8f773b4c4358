recoup story 1
reaches release: unknown --fail--> failed
seed 101, 2 shops, 1 node
faults: request_lost 39944, request_twice 8940, answer_lost 48897, store_busy 1290, store_away 7856, commit_unheard 17244, bank_unreached 45635, webhook_lost 684, webhook_unheard 68937, timeout_before 30221, timeout_after 28553, error_500_before 8935, error_500_after 6893, refuse 38631, slow 15667, webhook_reorder 91950, webhook_drop 59274, webhook_late 30383
+0 order 1 in shop 1: draw 9157370992820082188
+0 order 2 in shop 1: draw 10790466999093078305
+41 order 3 in shop 1: draw 7862516286312642412
+0 ann about order 3, payment 1: refund the rest
+0 shop about order 2, payment 3: refund more than the whole
+42 bob about order 3, payment 1: refund the rest
+0 shop about order 3, payment 1: refund 60 %
+38 rumour about order 2, payment 3: authorization 1 released in row 3: 50 %
+0 key-of-ann about order 3, payment 1: refund more than the whole
+0 till about order 2, payment 3: refund more than the whole
+49 eve about order 1, payment 1: dispute 8188151683978284158
+23 till about order 3, payment 1: refund-units 3 of line 1
+2 till about order 3, payment 1: refund-units 3 of line 1
+31 order 4 in shop 2: draw 9447978930888197087
+20 rumour about order 2, payment 3: authorization 1 released in row 0: the whole
+1 ann about order 4, payment 2: refund 79 %
+1 cid about order 4, payment 2: refund 79 %
+46 cid about order 4, payment 3: refund more than the whole
+0 rumour about order 4, payment 1: authorization 1 declined in row 1: one
+0 bob about order 4, payment 2: refund 91 %
+2 key-of-ann about order 4, payment 2: refund 91 %
+54 bob about order 2, payment 2: refund-order by 6: 60 %
+16 key-of-ann about order 4, payment 2: capture last 60 %
+39 cid about order 4, payment 1: deliver line 2
+0 order 5 in shop 2: draw 2163296656986208729
+39 cid about order 4, payment 1: refund-units 2 of line 3
+59 dora about order 4, payment 3: capture last 60 %
+44 rumour about order 4, payment 2: authorization 1 action_required in row 0: the whole
+45 bob about order 5, payment 3: refund 60 %
+2 shop about order 5, payment 3: refund 60 %
+47 eve about order 4, payment 3: refund 31 %
+25 till about order 5, payment 3: refund the whole
+54 rumour about order 4, payment 2: authorization 1 released in row 0: more than the whole
+0 dora about order 4, payment 3: tender 16037451870134975447
+0 till about order 4, payment 2: together 1558124776757046909
+10 eve about order 5, payment 1: resume
+2 bob about order 5, payment 1: resume
+0 order 6 in shop 1: draw 323858875721362867
+40 eve about order 3, payment 2: refund 22 %
+0 eve about order 3, payment 2: refund 22 %
+0 shop about order 4, payment 2: refund 60 %
+0 key-of-ann about order 4, payment 2: refund 60 %
+59 cid about order 5, payment 1: capture last more than the whole
+34 bob about order 5, payment 2: refund 52 %
+0 cid about order 5, payment 2: refund 52 %
+0 ann about order 2, payment 1: refund 84 %
+0 cid about order 5, payment 1: refund one
+0 shop about order 5, payment 1: refund one
+14 dora about order 5, payment 2: capture last 40 %
+0 cid about order 5, payment 2: capture last 40 %
+0 shop about order 5, payment 3: odd 494682364405065438
+0 till about order 4, payment 2: refund 69 %
+48 order 7 in shop 2: draw 65401772037414306
+45 cid about order 7, payment 1: refund the rest
+34 till about order 5, payment 3: dispute 3858084457452701037
+29 till about order 4, payment 3: refund 17 %
+49 cid about order 5, payment 1: refund 60 %
+0 cid agrees to the policy in shop 2
+36 shop about order 4, payment 1: capture one
+59 key-of-ann about order 4, payment 3: together 8522676072340879158
+45 ann about order 5, payment 1: invoice 3250806734780970201
+12 till about order 7, payment 1: capture 16 %
+0 shop about order 6, payment 1: refund the rest
+12 order 8 in shop 1: draw 11121448595869164888
+21 eve about order 8, payment 1: refund the rest
+0 key-of-ann about order 2, payment 2: capture 59 %
+0 till about order 4, payment 2: capture last 82 %
+0 bob about order 4, payment 2: capture last 82 %
+54 ann about order 3, payment 1: deliver line 2
+0 bob about order 3, payment 1: invoice 3623835567348898936
+11 ann about order 7, payment 1: capture more than the whole
+23 shop about order 5, payment 3: dispute 10520496330607799644
+0 key-of-ann about order 8, payment 2: refund 51 %
+0 order 9 in shop 1: draw 15915770269467019112
+0 cid about order 6, payment 1: refund the rest
+24 order 10 in shop 2: draw 3222596927366450243
+0 bob about order 5, payment 1: refund the whole
+0 order 11 in shop 1: draw 14960259652950017717
+0 till about order 9, payment 1: capture last the rest
+0 rumour about order 9, payment 1: authorization 1 authorized in row 1: one
+34 till about order 5, payment 1: refund 52 %
+0 the clock jumps 3700 s
+54 dora about order 10, payment 1: refund the rest
+0 dora about order 11, payment 1: refund-units 3 of line 2
+0 bob about order 6, payment 1: refund the rest
+0 shop about order 4, payment 2: capture last 75 %
+52 order 12 in shop 1: draw 15550937056947021909
+18 ann about order 10, payment 1: refund the rest
+47 till about order 9, payment 2: refund more than the whole
+0 bob about order 8, payment 2: refund one
+0 cid about order 5, payment 1: refund 56 %
+0 ann about order 4, payment 1: capture 48 %
+57 cid about order 4, payment 3: refund 71 %
+3 ann about order 10, payment 1: refund-units 2 of line 1
+25 order 13 in shop 2: draw 5201293025223492280
+2 dora about order 12, payment 1: refund the rest
+0 till about order 12, payment 1: refund the rest
+0 till about order 13, payment 1: refund the rest
+2 shop about order 13, payment 1: refund the rest
+0 dora about order 11, payment 2: refund 68 %
+25 ann about order 4, payment 2: refund-units 2 of line 3
+13 order 14 in shop 1: draw 16272617950306770428
+0 the gateway says nothing of order 8, payment 1
+296 key-of-ann about order 8, payment 1: say-not-done 1
+353 cid about order 8, payment 1: agree-to-claim 1
+173 key-of-ann about order 8, payment 1: agree-to-claim 1
+36 bob about order 3, payment 2: refund the rest
+0 key-of-ann about order 10, payment 2: refund one
+58 shop about order 9, payment 2: refund 65 %
+28 dora about order 7, payment 1: invoice 10906360110059107286
+0 order 15 in shop 2: draw 2309336030642563767
+36 bob about order 15, payment 1: refund the rest
+0 shop about order 15, payment 1: refund the rest
+0 till about order 9, payment 2: resume
+30 shop about order 11, payment 1: refund-units 1 of line 1
+55 ann about order 15, payment 1: refund-order by 0: 3 %
+0 dora about order 13, payment 1: refund the rest
+0 order 16 in shop 1: draw 7051107622829000759
+34 key-of-ann about order 12, payment 1: capture 16 %
+0 cid about order 2, payment 1: invoice 12938159417315970208
+16 till about order 14, payment 2: refund 60 %
+3 eve about order 14, payment 2: deliver line 3
+1 till about order 14, payment 2: deliver line 3
+34 bob agrees to the policy in shop 2
+7 bob about order 12, payment 1: refund 60 %
+0 dora proposes a policy in shop 2: draw 4472968082701102441
+6 shop proposes a policy in shop 1: draw 17351103035535555056
+0 rumour about order 7, payment 1: authorization 1 authorized in row 3: 50 %
+15 till agrees to the policy in shop 2
+54 key-of-ann about order 9, payment 1: capture last 87 %
+46 order 17 in shop 1: draw 15477669591074840997
+56 till about order 16, payment 1: refund 69 %
+0 eve about order 9, payment 2: refund 78 %
+15 shop about order 14, payment 1: invoice 16203137133675156645
+0 till about order 14, payment 1: invoice 16203137133675156645
+44 key-of-ann proposes a policy in shop 1: draw 1437069699871006020
+40 eve about order 6, payment 1: refund-units 3 of line 2
+0 order 18 in shop 1: draw 10912273322692691215
+0 bob about order 12, payment 1: top-up 13996070539124681176
+2 till about order 12, payment 1: top-up 13996070539124681176
+57 eve about order 6, payment 1: refund 12 %
+55 shop about order 15, payment 1: resume
+0 cid about order 17, payment 2: refund one
+43 cid about order 12, payment 1: capture more than the whole
+20 key-of-ann about order 13, payment 1: refund the whole
+0 order 19 in shop 1: draw 14313549707897304622
+59 rumour about order 4, payment 3: refund 1 refund_completed in row 2: the whole
+41 order 20 in shop 2: draw 983570338094404918
+0 cid about order 9, payment 2: capture last 40 %
+2 ann about order 9, payment 2: capture last 40 %
+32 bob about order 13, payment 1: confirm refund 1
+2 ann about order 13, payment 1: confirm refund 1
+0 dora about order 14, payment 2: refund 70 %
+25 shop about order 17, payment 1: refund 60 %
+2 ann about order 18, payment 1: refund 23 %
+0 order 21 in shop 2: draw 10609289217167118805
+0 order 22 in shop 2: draw 9546399315774496030
+14 rumour about order 18, payment 1: authorization 1 declined in row 0: the whole
+47 till about order 21, payment 1: refund one
+5 till about order 11, payment 2: capture 61 %
+13 ann about order 12, payment 1: tender 12080746546249751334
+47 dora about order 9, payment 1: capture 60 %
+0 dora about order 8, payment 1: capture last 93 %
+29 till about order 16, payment 2: refund-order by 3: 13 %
+20 ann about order 18, payment 1: invoice 7204032641770770384
+56 till about order 12, payment 1: tender 11182014332478006228
+5 dora agrees to the policy in shop 2
+49 shop about order 22, payment 1: refund 60 %
+0 bob about order 9, payment 2: capture last the whole
+19 ann about order 21, payment 1: capture 27 %
+28 bob about order 10, payment 1: refund 1 %
+25 bob about order 11, payment 1: bounce refund 1
+29 till about order 14, payment 1: refund 17 %
+1 shop about order 14, payment 1: refund 17 %
+0 rumour about order 21, payment 1: capture 1 captured in row 3: one
+35 shop about order 12, payment 2: refund the whole
+25 ann refuses the policy in shop 1
+39 till about order 7, payment 1: refund 28 %
+30 order 23 in shop 1: draw 12626886018152579050
+0 eve about order 18, payment 1: refund 24 %
+0 order 24 in shop 2: draw 2028905711618765503
+53 dora about order 17, payment 1: refund 32 %
+0 shop about order 17, payment 1: refund 32 %
+0 eve about order 2, payment 1: owed 14912376791456459524
+38 order 25 in shop 1: draw 14854559495141555405
+0 order 26 in shop 1: draw 15451905057192038375
+0 bob about order 26, payment 1: refund the rest
+1 shop about order 26, payment 1: refund the rest
+50 order 27 in shop 1: draw 202803929687686602
+53 eve about order 4, payment 3: retry refund 1
+52 order 28 in shop 2: draw 3437458842343943192
+2 key-of-ann about order 21, payment 1: refund 68 %
+41 dora about order 24, payment 1: capture one
+57 key-of-ann about order 27, payment 2: capture one
+1 till about order 27, payment 2: capture one
+4 cid about order 25, payment 1: deliver line 2
+32 order 29 in shop 1: draw 3205283327039955978
+38 the clock jumps 61 s
+37 order 30 in shop 2: draw 4084091114531745413
+28 shop about order 20, payment 1: hold
+11 order 31 in shop 1: draw 16344902507449369280
+33 till about order 28, payment 3: odd 15153842927201821282
+0 till about order 16, payment 2: refund 95 %
+2 key-of-ann about order 16, payment 2: refund 95 %
+25 cid about order 21, payment 1: capture 1 %
+0 cid about order 22, payment 2: odd 7685447177671900796
+0 shop about order 22, payment 2: odd 7685447177671900796
+35 bob about order 30, payment 1: refund the rest
+33 eve about order 18, payment 1: refund one
+0 rumour about order 22, payment 2: authorization 1 taken in row 3: more than the whole
+0 eve about order 19, payment 1: refund 77 %
+8 eve about order 21, payment 1: cancel refund 1
+33 ann about order 29, payment 1: refund one
+2 eve about order 29, payment 1: refund one
+12 order 32 in shop 1: draw 5572707130624004479
+11 cid about order 29, payment 2: refund 95 %
+4 bob about order 30, payment 1: refund the rest
+56 rumour about order 31, payment 1: authorization 1 action_required in row 0: one
+47 till about order 31, payment 1: hold
+1 till about order 31, payment 1: hold
+0 bob about order 29, payment 3: release
+46 rumour about order 24, payment 1: dispute 1 dispute_inquiry in row 1: the whole
+0 bob about order 14, payment 1: invoice 13151015449852279556
+0 eve about order 14, payment 1: invoice 13151015449852279556
+0 dora about order 28, payment 2: refund 55 %
+1 shop about order 28, payment 2: refund 55 %
+18 rumour about order 10, payment 1: refund 1 refund_accepted in row 2: the whole
+0 till about order 32, payment 2: refund 95 %
+11 order 33 in shop 2: draw 15177101788670485266
+25 bob about order 24, payment 2: refund 60 %
+41 order 34 in shop 2: draw 16736217595597832189
+1 eve about order 33, payment 1: refund-order by 4: the whole
+33 bob about order 27, payment 1: refund 20 %
+0 cid about order 20, payment 1: refund-units 3 of line 2
+47 eve about order 33, payment 1: capture 60 %
+1 shop about order 33, payment 1: capture 60 %
+0 order 35 in shop 2: draw 14132801028516553242
+15 till about order 23, payment 2: refund more than the whole
+13 the clock jumps 3700 s
+0 key-of-ann about order 35, payment 1: invoice 2730894293951727055
+45 eve about order 29, payment 1: retry refund 2
+0 bob about order 22, payment 1: refund 60 %
+2 till about order 22, payment 1: refund 60 %
+44 bob about order 21, payment 1: capture the rest
+0 ann about order 21, payment 1: capture the rest
+56 shop about order 24, payment 1: adjust 4005289640846969540
+0 key-of-ann about order 27, payment 1: capture the rest
+4 shop about order 21, payment 1: refund the rest
+43 bob about order 16, payment 1: refund 60 %
+0 till about order 16, payment 1: refund 60 %
+56 bob agrees to the policy in shop 2
+0 shop about order 22, payment 2: refund-units 2 of line 1
+0 ann proposes a policy in shop 1: draw 5490439176137198620
+54 till about order 20, payment 1: refund the rest
+0 key-of-ann about order 21, payment 1: refund 76 %
+29 rumour about order 33, payment 1: capture 2 capture_reversed in row 1: 50 %
+0 order 36 in shop 2: draw 8128764135712058191
+23 order 37 in shop 1: draw 17499249039352559953
+25 key-of-ann about order 36, payment 1: refund 53 %
+59 node 1 crashes for 2548 ms
+13 cid about order 28, payment 2: refund 18 %
+0 cid about order 28, payment 2: refund 18 %
+0 dora about order 35, payment 1: adjust 5478392333362055685
+37 dora about order 35, payment 1: refund the rest
+5 rumour about order 32, payment 1: authorization 1 authorized in row 2: 50 %
+39 ann about order 24, payment 1: tender 10890212023817646944
+0 eve about order 24, payment 1: tender 10890212023817646944
+0 ann about order 25, payment 1: refund 49 %
+55 eve about order 28, payment 2: refund 60 %
+42 cid about order 21, payment 1: invoice 17441996919816477835
+10 eve about order 20, payment 1: adjust 2049465896478347322
+47 ann about order 26, payment 1: refund 53 %
+45 order 38 in shop 2: draw 8814821478982738409
+0 key-of-ann about order 38, payment 1: refund the rest
+5 bob about order 38, payment 1: refund the rest
+40 eve about order 29, payment 1: refund 60 %
+0 ann about order 29, payment 1: refund 60 %
+2 ann about order 24, payment 1: tender 17541985447590377426
+0 till about order 31, payment 1: refund more than the whole
+49 order 39 in shop 2: draw 13828850277396786781
+2 rumour about order 16, payment 2: refund 1 refund_settled in row 0: the whole
+14 bob about order 27, payment 1: refund 98 %
+0 dora about order 27, payment 1: invoice 9942282573948502838
+1 cid about order 27, payment 1: invoice 9942282573948502838
+0 till about order 39, payment 1: refund the rest
+0 order 40 in shop 1: draw 12632338899329802493
+0 bob about order 20, payment 1: capture last 26 %
+0 order 41 in shop 2: draw 561589647576225851
+4 order 42 in shop 1: draw 14659967916786090612
+13 till about order 38, payment 1: refund the rest
+2 bob about order 42, payment 1: refund the rest
+0 node 1 crashes for 2118 ms
+0 dora about order 36, payment 1: refund 83 %
+40 cid about order 29, payment 1: refund-units 1 of line 2
+35 order 43 in shop 1: draw 13223477493002337605
+57 order 44 in shop 2: draw 14555671452185154032
+0 rumour about order 24, payment 1: release 1 released in row 3: the whole
+0 dora about order 36, payment 1: refund 98 %
+38 order 45 in shop 2: draw 12366364744749814978
+0 ann about order 33, payment 1: refund 60 %
+2 dora about order 33, payment 1: refund 60 %
+29 bob about order 32, payment 3: deliver line 1
+6 shop about order 31, payment 1: refund the whole
+38 bob about order 32, payment 1: release
+32 cid about order 30, payment 1: top-up 9501795469224128315
+13 cid about order 28, payment 2: approve refund 1
+34 key-of-ann about order 39, payment 1: refund the rest
+2 eve about order 39, payment 1: refund the rest
+42 till about order 43, payment 1: refund the rest
+14 dora about order 33, payment 1: refund-units 3 of line 1
+0 ann about order 34, payment 1: refund 60 %
+10 eve about order 44, payment 1: refund the rest
+0 bob about order 44, payment 1: refund the rest
+0 eve about order 30, payment 1: invoice 11954888795893451891
+3 eve about order 38, payment 1: refund the rest
+33 till about order 45, payment 1: refund the rest
+0 key-of-ann about order 37, payment 2: refund the rest
+54 bob about order 35, payment 1: refund 60 %
+8 dora about order 45, payment 1: refund the rest
+0 shop about order 45, payment 1: refund the rest
+0 dora about order 44, payment 1: refund the rest
+29 dora about order 45, payment 1: refund the rest
+50 dora about order 24, payment 1: invoice 15444165684483634420
+1 shop about order 24, payment 1: invoice 15444165684483634420
+0 order 46 in shop 1: draw 3318500412704367676
+0 eve about order 43, payment 1: refund the rest
+35 ann about order 46, payment 1: refund the rest
+2 bob about order 46, payment 1: refund the rest
+0 till about order 26, payment 1: refund one
+39 cid about order 45, payment 1: refund the rest
+2 ann about order 43, payment 1: refund the rest
+0 key-of-ann about order 35, payment 1: refund one
+0 eve about order 31, payment 1: refund more than the whole
+52 dora about order 42, payment 1: refund the rest
+28 ann about order 41, payment 1: refund the rest
+5 ann about order 37, payment 2: refund 61 %
+7 shop about order 31, payment 1: refund-units 1 of line 1
+28 dora about order 43, payment 1: refund the rest
+37 bob about order 40, payment 1: refund the rest
+33 till about order 35, payment 1: owed 16760025352337428287
+16 eve about order 42, payment 1: refund the rest
+0 dora refuses the policy in shop 1
+23 eve about order 32, payment 1: capture last 21 %
+4 eve about order 38, payment 1: refund one
+58 rumour about order 24, payment 1: dispute 1 dispute_taken_back in row 0: the whole
+0 shop about order 35, payment 1: refund 60 %
+6 ann about order 45, payment 1: refund-units 1 of line 3
+0 shop about order 46, payment 1: refund the rest
+0 eve about order 46, payment 1: refund the rest
+0 eve about order 26, payment 1: refund 60 %
+1 shop about order 26, payment 1: refund 60 %
+12 eve about order 44, payment 2: capture the whole
+0 shop about order 39, payment 1: refund the rest
+17 eve about order 37, payment 3: complete
+0 rumour about order 38, payment 1: authorization 1 released in row 3: more than the whole
+16 key-of-ann about order 40, payment 1: refund the rest
+0 key-of-ann about order 42, payment 1: refund the rest
+34 order 47 in shop 1: draw 13471014738595701055
+0 cid about order 35, payment 1: refund 60 %
+3 dora about order 35, payment 1: owed 16574598550810920065
+2 shop about order 35, payment 1: owed 16574598550810920065
+33 order 48 in shop 2: draw 9864935612467037919
+8 rumour about order 38, payment 1: authorization 1 taken in row 2: 50 %
+13 key-of-ann about order 39, payment 1: refund 60 %
+33 eve about order 47, payment 3: refund the rest
+25 eve about order 37, payment 2: refund the whole
+0 rumour about order 31, payment 1: authorization 1 authorized in row 2: the rest
+2 ann about order 46, payment 1: capture the whole
+41 cid about order 47, payment 3: refund 20 %
+2 cid about order 47, payment 3: refund 20 %
+36 key-of-ann about order 48, payment 2: resume
+0 eve agrees to the policy in shop 2
+40 shop about order 35, payment 1: capture last the rest
+6 order 49 in shop 2: draw 10368324332709775544
+0 eve about order 28, payment 1: invoice 8429359648723318117
+50 cid about order 32, payment 3: refund-units 2 of line 2
+0 bob about order 46, payment 1: refund more than the whole
+2 cid about order 46, payment 1: refund more than the whole
+10 shop about order 38, payment 1: refund more than the whole
+2 key-of-ann about order 38, payment 1: refund 54 %
+37 ann about order 48, payment 1: refund 37 %
+13 till about order 37, payment 2: refund 79 %
+1 key-of-ann about order 37, payment 2: refund 79 %
+0 key-of-ann about order 42, payment 1: capture last one
+0 order 50 in shop 1: draw 15215850530069202268
+0 rumour about order 34, payment 1: authorization 1 authorized in row 1: the rest
+32 order 51 in shop 2: draw 6899752089182410782
+19 order 52 in shop 1: draw 7563402804011697154
+23 cid about order 34, payment 1: refund 25 %
+17 bob about order 52, payment 1: refund 60 %
+0 rumour about order 52, payment 1: authorization 1 authorized in row 0: one
+0 the clock jumps 900000 s
+0 bob about order 45, payment 1: refund-order by 4: 99 %
+0 dora about order 50, payment 1: top-up 14209336722711575529
+2 ann about order 50, payment 1: top-up 14209336722711575529
+40 eve about order 52, payment 1: complete
+0 dora about order 33, payment 1: invoice 6421431450603010004
+0 rumour about order 50, payment 3: authorization 1 expired in row 1: more than the whole
+10 shop about order 45, payment 1: release
+26 shop about order 38, payment 1: refund 73 %
+0 dora agrees to the policy in shop 1
+9 eve about order 40, payment 1: refund 60 %
+0 till agrees to the policy in shop 1
+14 shop about order 47, payment 4: refund 66 %
+52 order 53 in shop 2: draw 13065300677540396863
+51 key-of-ann about order 30, payment 1: tender 2453055516253565538
+32 till about order 42, payment 1: refund 12 %
+0 dora about order 42, payment 1: refund 12 %
+52 dora about order 42, payment 1: cancel-order
+2 ann about order 42, payment 1: cancel-order
+18 ann about order 53, payment 1: deliver line 2
+2 shop about order 53, payment 1: deliver line 2
+16 till about order 48, payment 1: refund-units 1 of line 3
+0 ann about order 45, payment 1: refund-units 3 of line 1
+22 shop about order 53, payment 3: refund 15 %
+33 bob about order 47, payment 1: top-up 16213353872723572014
+15 cid agrees to the policy in shop 2
+0 ann about order 53, payment 3: refund 38 %
+0 shop about order 42, payment 1: refund 69 %
+2 eve about order 42, payment 1: refund 69 %
+36 order 54 in shop 1: draw 4319170755373199404
+55 key-of-ann about order 52, payment 1: capture 60 %
+0 shop agrees to the policy in shop 1
+57 dora about order 49, payment 2: refund 52 %
+0 key-of-ann about order 43, payment 1: refund 60 %
+2 key-of-ann about order 43, payment 1: refund 60 %
+37 ann about order 54, payment 1: refund 89 %
+0 node 1 crashes for 3543 ms
+0 the gateway says nothing of order 35, payment 1
+389 shop about order 35, payment 1: say-done 1
+395 till about order 35, payment 1: agree-to-claim 1
+353 till about order 35, payment 1: agree-to-claim 1
+0 the gateway says nothing of order 35, payment 1
+423 ann about order 35, payment 1: say-not-done 1
+288 key-of-ann about order 35, payment 1: agree-to-claim 1
+420 shop about order 35, payment 1: agree-to-claim 1
+0 bob about order 37, payment 1: refund-order by 1: 60 %
+0 bob about order 53, payment 3: refund 60 %
+0 cid about order 44, payment 2: book 8805279366784960712
+23 shop about order 45, payment 2: refund 60 %
+0 till about order 44, payment 2: hold
+26 dora about order 44, payment 1: capture more than the whole
+1 till about order 44, payment 1: capture more than the whole
+27 bob proposes a policy in shop 1: draw 9157231990214468884
+0 rumour about order 49, payment 1: authorization 1 expired in row 1: the whole
+0 dora about order 47, payment 2: refund the whole
+53 key-of-ann about order 41, payment 1: refund the whole
+1 till about order 41, payment 1: refund the whole
+58 cid about order 45, payment 1: refund 28 %
+0 eve about order 51, payment 1: refund 38 %
+2 dora about order 51, payment 1: refund 38 %
+2 shop about order 52, payment 2: complete
+0 eve about order 52, payment 2: complete
+3 till about order 51, payment 1: refund 2 %
+13 eve about order 47, payment 1: record 73 %
+21 eve about order 32, payment 1: capture last 9 %
+24 till about order 49, payment 1: refund 4 %
+0 cid agrees to the policy in shop 2
+1 rumour about order 49, payment 2: capture 1 taken in row 3: the rest
+52 key-of-ann about order 53, payment 1: tender 440798347804998739
+44 bob about order 54, payment 1: capture one
+3 till about order 49, payment 1: invoice 9854321608480756164
+1 cid about order 49, payment 1: invoice 9854321608480756164
+45 cid about order 41, payment 1: refund the whole
+3 rumour about order 51, payment 1: dispute 1 dispute_arbitration in row 1: the whole
+30 dora about order 35, payment 1: tender 16116949416355815560
+5 dora about order 39, payment 1: refund 78 %
+18 ann about order 43, payment 1: refund 7 %
+0 order 55 in shop 2: draw 320598062601378624
+0 bob about order 43, payment 1: refund 32 %
+0 key-of-ann about order 47, payment 1: tender 5357866181699608217
+2 bob about order 47, payment 1: tender 5357866181699608217
+0 till about order 49, payment 2: refund 67 %
+0 order 56 in shop 2: draw 6244565621390951884
+35 key-of-ann about order 41, payment 1: capture last 5 %
+5 key-of-ann about order 51, payment 1: odd 13291980877759519824
+0 bob about order 37, payment 1: invoice 18281876990378976682
+0 ann about order 41, payment 1: refund 60 %
+0 rumour about order 41, payment 1: authorization 1 authorized in row 0: 50 %
+0 order 57 in shop 2: draw 7417993158100776876
+5 cid about order 47, payment 3: refund 60 %
+6 eve about order 35, payment 1: tender 8333768557788041931
+54 key-of-ann about order 50, payment 2: refund-units 2 of line 1
+4 eve about order 48, payment 2: refund the whole
+17 cid about order 47, payment 1: top-up 3368727929445144184
+47 dora about order 55, payment 1: capture 27 %
+49 shop about order 45, payment 2: refund 57 %
+35 till about order 49, payment 1: refund 40 %
+31 key-of-ann about order 54, payment 3: capture last 63 %
+50 cid about order 48, payment 3: hold
+8 cid agrees to the policy in shop 2
+37 order 58 in shop 2: draw 2950756980811164761
+16 order 59 in shop 2: draw 16163710451641858978
+10 order 60 in shop 2: draw 10210164058598866610
+41 eve about order 47, payment 1: top-up 6599959002556275773
+0 shop about order 47, payment 1: tender 17205227546606371853
+0 ann about order 48, payment 1: refund the whole
+0 key-of-ann about order 55, payment 1: refund the rest
+41 cid about order 50, payment 1: invoice 17516106069717912536
+1 key-of-ann about order 50, payment 1: invoice 17516106069717912536
+22 cid about order 60, payment 1: tender 11195038004463424924
+14 cid about order 53, payment 3: refund 60 %
+1 till about order 53, payment 3: refund 60 %
+0 till about order 48, payment 2: capture last 60 %
+58 order 61 in shop 2: draw 10668374827335449595
+3 bob about order 45, payment 2: refund 31 %
+34 cid agrees to the policy in shop 1
+0 till about order 59, payment 2: refund 25 %
+46 cid about order 48, payment 3: tender 759049450096982294
+23 order 62 in shop 2: draw 11365290316365906113
+25 shop about order 51, payment 1: approve refund 3
+0 cid about order 57, payment 2: refund 60 %
+37 till about order 39, payment 1: invoice 4784835606551856567
+0 key-of-ann about order 49, payment 1: top-up 18344295638905068793
+53 order 63 in shop 2: draw 10919093485834818861
+12 shop about order 48, payment 3: refund 35 %
+14 cid about order 46, payment 1: refund the whole
+1 cid about order 46, payment 1: refund the whole
+0 bob about order 58, payment 1: deliver line 3
+35 bob about order 58, payment 1: top-up 9313927177119154231
+2 shop about order 58, payment 1: top-up 9313927177119154231
+5 cid about order 57, payment 3: odd 11113683333138684573
+0 bob about order 55, payment 1: capture 84 %
+1 shop about order 55, payment 1: capture 84 %
+0 ann about order 47, payment 1: invoice 10598363445773409425
+17 bob about order 63, payment 3: refund the whole
+0 ann about order 61, payment 2: release
+0 order 64 in shop 2: draw 10696012964996403768
+11 key-of-ann about order 56, payment 1: refund more than the whole
+36 bob about order 47, payment 2: capture last 71 %
+1 cid about order 47, payment 2: capture last 71 %
+12 cid about order 63, payment 1: invoice 2994258887779551225
+0 shop about order 60, payment 1: odd 2088233777156012450
+14 key-of-ann about order 55, payment 2: refund 87 %
+0 bob agrees to the policy in shop 1
+58 dora about order 47, payment 1: tender 6432276266446079397
+0 bob agrees to the policy in shop 2
+47 order 65 in shop 1: draw 4875564842077891748
+59 order 66 in shop 1: draw 9958013325276881552
+51 rumour about order 56, payment 2: authorization 1 declined in row 2: 50 %
+12 cid about order 66, payment 1: refund 60 %
+0 node 1 crashes for 3737 ms
+54 eve about order 47, payment 1: tender 430374080322150156
+41 dora about order 56, payment 2: refund 62 %
+1 eve about order 56, payment 2: refund 62 %
+32 eve about order 65, payment 1: capture 44 %
+2 cid about order 65, payment 1: capture 44 %
+0 rumour about order 55, payment 1: dispute 1 dispute_won in row 2: the whole
+0 key-of-ann about order 64, payment 1: refund 35 %
+0 order 67 in shop 2: draw 4510625337469656020
+5 key-of-ann about order 56, payment 2: refund 24 %
+2 ann about order 56, payment 2: refund 24 %
+14 dora about order 49, payment 1: refund more than the whole
+2 bob about order 49, payment 1: refund more than the whole
+0 shop about order 47, payment 1: tender 9123887384537663097
+0 key-of-ann about order 60, payment 1: refund 60 %
+0 key-of-ann about order 58, payment 1: complete
+8 cid about order 64, payment 2: refund 49 %
+19 rumour about order 50, payment 5: dispute 1 dispute_reinstated in row 0: 50 %
+35 dora about order 60, payment 1: refund one
+35 dora about order 62, payment 3: resolve exception 15
+0 order 68 in shop 2: draw 8798748927856893420
+1 eve about order 67, payment 1: refund the rest
+0 till about order 67, payment 1: refund the rest
+0 dora about order 56, payment 2: resume
+29 eve about order 68, payment 1: refund the rest
+37 ann about order 63, payment 1: refund-units 3 of line 3
+2 eve about order 63, payment 1: refund-units 3 of line 3
+0 order 69 in shop 1: draw 15413739252926895880
+49 dora about order 61, payment 2: refund 60 %
+23 ann about order 67, payment 1: refund the rest
+47 till about order 63, payment 1: top-up 11222391587891665475
+8 the clock jumps 61 s
+0 key-of-ann agrees to the policy in shop 2
+18 key-of-ann about order 61, payment 1: invoice 5614531885515138614
+20 dora about order 60, payment 1: refund 39 %
+0 rumour about order 59, payment 2: authorization 1 declined in row 2: the rest
+29 key-of-ann about order 54, payment 2: record 73 %
+2 cid about order 54, payment 2: record 73 %
+41 bob about order 64, payment 3: record 60 %
+1 bob about order 64, payment 3: record 60 %
+0 order 70 in shop 1: draw 18289474757901206737
+16 shop about order 49, payment 3: refund 60 %
+58 shop about order 66, payment 1: resume
+1 till about order 66, payment 1: resume
+0 cid about order 56, payment 2: refund-units 1 of line 2
+31 order 71 in shop 2: draw 2469835406194639240
+51 eve about order 69, payment 1: refund the rest
+3 dora about order 67, payment 1: refund the rest
+14 cid about order 65, payment 1: capture last the rest
+0 shop about order 66, payment 1: refund-order by 0: 77 %
+37 order 72 in shop 1: draw 751064975424017984
+50 rumour about order 62, payment 2: authorization 1 taken in row 3: the whole
+0 rumour about order 54, payment 3: authorization 1 action_required in row 1: the whole
+0 ann agrees to the policy in shop 1
+16 rumour about order 54, payment 1: capture 1 capture_reversed in row 3: the whole
+35 rumour about order 61, payment 2: authorization 1 action_required in row 1: more than the whole
+19 order 73 in shop 1: draw 16167908672427304083
+57 till about order 51, payment 1: invoice 12801196537049117763
+2 till about order 51, payment 1: invoice 12801196537049117763
+7 key-of-ann agrees to the policy in shop 1
+0 shop about order 62, payment 3: capture 60 %
+31 eve about order 73, payment 1: refund the rest
+13 dora about order 69, payment 1: refund the rest
+57 dora about order 54, payment 1: invoice 10467274901923234367
+34 order 74 in shop 1: draw 5063869353780573895
+0 key-of-ann about order 52, payment 1: invoice 1202385591840330127
+53 rumour about order 64, payment 3: authorization 1 expired in row 0: more than the whole
+41 bob about order 73, payment 1: refund the rest
+32 shop about order 51, payment 1: invoice 16832717511407562432
+57 dora about order 64, payment 1: refund-units 2 of line 3
+0 eve about order 62, payment 5: tender 17760203694773988854
+23 key-of-ann about order 66, payment 1: refund the whole
+1 shop about order 66, payment 1: refund the whole
+9 key-of-ann about order 61, payment 1: invoice 16419570767413214072
+28 the clock jumps 7300 s
+24 bob about order 53, payment 1: top-up 9500600287120005223
+58 till about order 73, payment 1: capture one
+0 cid about order 68, payment 1: refund 78 %
+22 order 75 in shop 2: draw 12689554484928240920
+0 rumour about order 61, payment 1: authorization 1 action_required in row 1: the rest
+29 the clock jumps 700 s
+11 key-of-ann agrees to the policy in shop 1
+46 ann about order 54, payment 1: cancel-order
+0 key-of-ann refuses the policy in shop 2
+44 bob about order 74, payment 2: refund 7 %
+58 order 76 in shop 2: draw 12635624666001404649
+0 shop about order 66, payment 1: refund 60 %
+1 bob about order 66, payment 1: refund 60 %
+0 dora about order 72, payment 1: release
+25 dora about order 76, payment 1: refund the rest
+1 key-of-ann about order 76, payment 1: refund the rest
+15 order 77 in shop 1: draw 10239104833585004767
+55 till about order 63, payment 1: owed 7392942083168371774
+0 shop about order 54, payment 1: cancel-order
+55 shop about order 75, payment 5: capture more than the whole
+0 dora about order 68, payment 1: refund 68 %
+1 bob about order 68, payment 1: refund 68 %
+4 order 78 in shop 2: draw 1646643633377375095
+3 shop about order 63, payment 4: refund 25 %
+14 eve about order 61, payment 1: top-up 6363093688571898705
+0 eve about order 60, payment 1: complete
+55 till about order 65, payment 1: record the rest
+1 node 1 crashes for 3590 ms
+0 bob agrees to the policy in shop 1
+7 eve about order 76, payment 3: retry refund 1
+2 ann about order 76, payment 3: retry refund 1
+59 bob about order 69, payment 1: invoice 1680916285338390561
+0 bob about order 74, payment 3: dispute 13981069042809935508
+2 till about order 74, payment 3: dispute 13981069042809935508
+0 cid about order 69, payment 1: refund 67 %
+17 cid about order 63, payment 1: owed 10611246606406051324
+0 key-of-ann about order 61, payment 1: top-up 1265121388234243659
+17 order 79 in shop 1: draw 908578222821985127
+0 bob about order 59, payment 3: cancel-order
+0 bob about order 77, payment 1: capture 90 %
+2 shop about order 67, payment 1: refund the rest
+46 till agrees to the policy in shop 2
+23 eve about order 76, payment 3: credit refund 1
+1 cid about order 76, payment 3: credit refund 1
+0 node 1 crashes for 1715 ms
+29 bob about order 71, payment 3: odd 4328843832511392939
+0 ann about order 59, payment 1: odd 16310235231717358874
+0 ann agrees to the policy in shop 2
+0 order 80 in shop 1: draw 15938272955402011047
+55 eve about order 66, payment 1: deliver line 1
+1 ann about order 66, payment 1: deliver line 1
+28 rumour about order 65, payment 1: capture 1 capture_reversed in row 2: the whole
+18 dora refuses the policy in shop 2
+0 eve about order 74, payment 3: hold
+33 rumour about order 66, payment 1: authorization 1 action_required in row 2: the whole
+12 bob about order 65, payment 1: dispute 4341066187643362606
+47 order 81 in shop 2: draw 9167769781196928329
+0 cid about order 71, payment 2: capture the whole
+28 shop about order 75, payment 5: capture one
+0 key-of-ann about order 78, payment 1: refund 92 %
+28 rumour about order 77, payment 1: authorization 1 declined in row 3: more than the whole
+3 eve about order 77, payment 1: capture the rest
+1 eve about order 77, payment 1: capture the rest
+0 order 82 in shop 2: draw 8616913005190203330
+4 bob about order 72, payment 1: resume
+28 order 83 in shop 2: draw 3543867279888295923
+16 order 84 in shop 1: draw 14278496500104187514
+47 eve about order 67, payment 1: refund the rest
+0 shop about order 72, payment 1: release
+0 till about order 72, payment 1: release
+0 order 85 in shop 1: draw 3406931589690903180
+24 dora about order 82, payment 1: refund the rest
+0 key-of-ann about order 82, payment 1: refund the rest
+58 eve about order 83, payment 1: refund the rest
+2 till about order 83, payment 1: refund the rest
+42 till about order 83, payment 1: refund the rest
+2 bob about order 83, payment 1: refund the rest
+54 shop about order 80, payment 1: refund the rest
+0 order 86 in shop 1: draw 2815523755369099319
+20 order 87 in shop 1: draw 7563798310414546925
+52 eve about order 87, payment 1: refund the rest
+30 ann about order 74, payment 2: dispute 4856191818804832338
+1 ann about order 74, payment 2: dispute 4856191818804832338
+52 rumour about order 68, payment 1: authorization 1 taken in row 0: the whole
+48 eve about order 79, payment 1: refund the rest
+4 cid about order 82, payment 1: refund the rest
+12 shop about order 80, payment 1: refund the rest
+0 the clock jumps 3700 s
+1 ann about order 76, payment 4: refund 11 %
+2 ann about order 76, payment 4: refund 11 %
+34 shop about order 74, payment 1: tender 9046603147057588907
+0 bob about order 81, payment 1: refund the rest
+2 ann about order 78, payment 1: capture 44 %
+44 rumour about order 76, payment 1: authorization 1 authorized in row 1: the whole
+29 till about order 87, payment 1: refund the rest
+24 order 88 in shop 1: draw 2806486031476575234
+32 cid about order 82, payment 1: refund the rest
+0 eve about order 88, payment 1: refund the rest
+1 dora about order 88, payment 1: refund the rest
+16 cid about order 84, payment 1: refund the rest
+0 till about order 85, payment 1: refund 97 %
+1 dora about order 85, payment 1: refund 97 %
+51 bob about order 70, payment 1: refund 60 %
+38 key-of-ann about order 82, payment 1: refund the rest
+3 bob about order 77, payment 1: refund 60 %
+0 rumour about order 75, payment 3: refund 1 refund_settled in row 2: more than the whole
+49 cid about order 77, payment 1: capture last one
+2 eve about order 77, payment 1: capture last one
+51 cid about order 88, payment 1: refund 6 %
+2 shop about order 88, payment 1: refund 6 %
+54 order 89 in shop 1: draw 5705321483670135709
+41 key-of-ann about order 74, payment 1: tender 2135323011393632831
+35 shop about order 81, payment 1: refund the rest
+10 till about order 68, payment 1: refund-units 1 of line 1
+31 bob about order 77, payment 1: refund 2 %
+1 ann about order 77, payment 1: refund 2 %
+0 till about order 82, payment 1: refund the rest
+14 shop about order 70, payment 1: capture last 93 %
+1 ann about order 70, payment 1: capture last 93 %
+36 dora about order 72, payment 1: refund one
+12 shop about order 83, payment 1: refund 60 %
+28 order 90 in shop 1: draw 1278476934523067082
+2 key-of-ann about order 74, payment 3: refund one
+0 order 91 in shop 2: draw 8551429507360511353
+27 eve about order 86, payment 2: capture last 55 %
+28 cid about order 90, payment 2: refund 7 %
+1 shop about order 90, payment 2: refund 7 %
+44 bob about order 83, payment 1: invoice 3162153330762534706
+0 order 92 in shop 2: draw 3572868140052043924
+21 key-of-ann about order 74, payment 3: dispute 6630617661609435169
+5 rumour about order 86, payment 2: capture 1 capture_reversed in row 3: 50 %
+37 cid about order 88, payment 1: capture last the rest
+1 dora about order 88, payment 1: capture last the rest
+0 shop about order 83, payment 2: refund more than the whole
+7 order 93 in shop 1: draw 12328960382592058566
+8 order 94 in shop 2: draw 16867165355273700486
+0 eve about order 88, payment 1: refund 66 %
+0 bob about order 88, payment 1: refund 66 %
+0 dora about order 77, payment 1: cancel-order
+46 order 95 in shop 2: draw 3481769328120779573
+31 bob about order 86, payment 2: refund 60 %
+15 dora about order 84, payment 1: release
+2 eve about order 84, payment 1: release
+3 ann about order 89, payment 1: capture last 28 %
+30 ann proposes a policy in shop 1: draw 7471276487836295561
+7 dora about order 82, payment 1: refund the rest
+47 order 96 in shop 1: draw 12141834995362955329
+0 eve about order 88, payment 1: invoice 16842042380253456735
+48 eve about order 96, payment 1: refund the rest
+10 cid about order 85, payment 3: refund 52 %
+19 shop refuses the policy in shop 1
+0 ann about order 89, payment 1: top-up 7783244910416052285
+0 order 97 in shop 2: draw 1120973629546273751
+0 key-of-ann about order 90, payment 1: refund 2 %
+0 cid about order 78, payment 1: top-up 8214944081964542485
+4 bob about order 93, payment 1: dispute 12125541963463412808
+1 cid about order 93, payment 1: dispute 12125541963463412808
+45 till about order 91, payment 2: refund 22 %
+0 bob about order 74, payment 2: hold
+9 dora about order 97, payment 2: refund one
+1 the clock jumps 3700 s
+4 dora about order 93, payment 1: dispute 13031402578636909832
+0 eve about order 97, payment 5: capture 37 %
+8 eve about order 86, payment 1: refund the whole
+0 shop about order 90, payment 1: top-up 12477612527325375369
+2 bob about order 90, payment 1: top-up 12477612527325375369
+42 rumour about order 97, payment 6: capture 1 taken in row 3: the whole
+0 order 98 in shop 1: draw 6955586866194665741
+14 cid about order 97, payment 5: resume
+42 dora proposes a policy in shop 1: draw 194553757988251035
+10 rumour about order 96, payment 5: dispute 1 dispute_fee in row 2: the rest
+0 till about order 95, payment 1: refund the rest
+6 bob about order 94, payment 2: together 9757414193049642117
+0 shop about order 93, payment 1: dispute 13104189313300597051
+0 eve about order 93, payment 1: dispute 13104189313300597051
+23 rumour about order 91, payment 1: authorization 1 released in row 1: the whole
+0 till about order 89, payment 1: refund more than the whole
+1 ann about order 89, payment 1: refund more than the whole
+0 till about order 97, payment 3: refund 46 %
+0 cid about order 88, payment 2: refund-order by 0: 60 %
+0 dora about order 88, payment 2: refund-order by 0: 60 %
+44 cid about order 96, payment 5: refund 4 %
+0 order 99 in shop 2: draw 4950517444907645110
+0 eve about order 94, payment 3: refund 60 %
+0 order 100 in shop 1: draw 14760741085750473530
+0 order 101 in shop 2: draw 10398309997178051404
+0 till about order 100, payment 1: refund the rest
+0 key-of-ann about order 100, payment 1: refund the rest
+0 eve about order 91, payment 2: cancel refund 1
+1 bob about order 91, payment 2: cancel refund 1
+41 eve about order 86, payment 1: refund 50 %
+0 dora about order 101, payment 2: refund 60 %
+17 bob about order 91, payment 1: capture 60 %
+7 till about order 91, payment 2: retry refund 1
+0 bob about order 100, payment 1: refund 41 %
+0 dora about order 100, payment 1: refund 41 %
+43 dora about order 100, payment 1: refund more than the whole
+17 till about order 78, payment 1: capture last 60 %
+1 dora about order 78, payment 1: capture last 60 %
+3 dora about order 93, payment 1: refund more than the whole
+0 eve about order 89, payment 1: tender 10746112388022474842
+40 till about order 88, payment 2: capture 70 %
+0 order 102 in shop 1: draw 2045971847115561902
+0 till about order 101, payment 1: release
+0 order 103 in shop 2: draw 5068122846198886655
+17 rumour about order 84, payment 1: authorization 1 expired in row 1: the whole
+0 cid about order 86, payment 1: invoice 75667160474474174
+2 till about order 86, payment 1: invoice 75667160474474174
+8 cid about order 91, payment 1: capture 45 %
+0 cid agrees to the policy in shop 1
+0 bob about order 99, payment 4: refund 4 %
+2 eve refuses the policy in shop 1
+30 shop proposes a policy in shop 2: draw 11783493737376147243
+48 eve about order 81, payment 1: refund the rest
+0 eve about order 93, payment 1: dispute 9703879809407374448
+2 ann about order 93, payment 1: dispute 9703879809407374448
+17 dora about order 92, payment 1: top-up 1948554230429579082
+55 order 104 in shop 2: draw 17460861414868232082
+34 dora about order 99, payment 1: invoice 6004417828286684140
+49 node 1 crashes for 3863 ms
+0 order 105 in shop 2: draw 4787263281086296810
+22 bob about order 95, payment 1: refund the rest
+1 ann about order 95, payment 1: refund the rest
+2 shop about order 98, payment 1: capture 52 %
+52 order 106 in shop 2: draw 12261001058013840686
+22 key-of-ann about order 105, payment 1: refund the rest
+0 order 107 in shop 2: draw 5711382116083402957
+36 till about order 100, payment 1: approve refund 2
+43 eve about order 96, payment 5: tender 4424813980186776013
+37 order 108 in shop 1: draw 4175108103477181821
+0 ann about order 106, payment 1: refund the rest
+0 eve about order 100, payment 1: invoice 15482890147323051249
+18 cid agrees to the policy in shop 2
+0 till about order 105, payment 1: refund the rest
+0 key-of-ann about order 100, payment 1: dispute 6003485177283103203
+6 ann about order 94, payment 1: top-up 635552437235033626
+0 key-of-ann about order 94, payment 1: top-up 635552437235033626
+0 shop about order 104, payment 3: deliver line 2
+2 bob about order 104, payment 3: deliver line 2
+0 dora about order 103, payment 1: refund 80 %
+4 ann about order 105, payment 1: refund the rest
+16 dora about order 94, payment 6: refund 41 %
+0 rumour about order 96, payment 1: authorization 1 action_required in row 2: the whole
+0 cid about order 104, payment 1: adjust 17440638877233593436
+0 order 109 in shop 2: draw 16841457536593794950
+0 eve about order 99, payment 1: refund 81 %
+9 shop about order 106, payment 1: refund the rest
+0 order 110 in shop 2: draw 3517026110216298951
+41 order 111 in shop 1: draw 18215355915382414193
+0 cid about order 108, payment 1: refund the rest
+0 bob about order 108, payment 1: refund the rest
+58 eve about order 106, payment 1: refund the rest
+0 bob about order 106, payment 1: refund the rest
+0 till about order 101, payment 1: invoice 18115843526453484444
+32 bob about order 110, payment 1: refund the rest
+53 dora about order 104, payment 1: adjust 7317226428971711284
+28 eve about order 107, payment 1: refund the rest
+42 order 112 in shop 1: draw 3044992112380286709
+0 bob agrees to the policy in shop 1
+0 rumour about order 103, payment 1: authorization 1 expired in row 1: one
+39 till about order 100, payment 1: dispute 2391527309429649145
+0 bob agrees to the policy in shop 2
+14 shop about order 103, payment 1: refund more than the whole
+0 order 113 in shop 2: draw 11001093912033697997
+2 shop about order 94, payment 2: capture last 20 %
+0 bob about order 102, payment 3: refund one
+1 eve about order 102, payment 3: refund one
+0 cid about order 101, payment 1: refund 60 %
+0 key-of-ann about order 112, payment 1: refund the rest
+5 bob about order 94, payment 1: invoice 17365424244714526117
+0 cid about order 94, payment 1: invoice 17365424244714526117
+44 cid about order 102, payment 1: refund 37 %
+0 cid about order 102, payment 1: refund 37 %
+35 dora about order 98, payment 1: refund 86 %
+0 dora about order 101, payment 3: refund 38 %
+37 key-of-ann about order 107, payment 1: refund the rest
+29 ann about order 97, payment 1: invoice 8463305423379156060
+0 bob about order 111, payment 1: refund the rest
+0 ann about order 111, payment 1: refund the rest
+0 order 114 in shop 1: draw 13691368493811510524
+10 order 115 in shop 2: draw 8397079753693632004
+0 key-of-ann about order 107, payment 1: refund the rest
+37 cid about order 106, payment 1: refund the rest
+0 ann about order 106, payment 1: refund the rest
+0 eve about order 104, payment 5: retry refund 1
+0 shop about order 100, payment 1: dispute 16775711347414316432
+20 ann about order 109, payment 1: refund the rest
+0 cid about order 102, payment 2: resolve exception 17
+2 dora about order 102, payment 2: resolve exception 17
+0 bob about order 100, payment 1: refund one
+40 eve about order 112, payment 1: refund the rest
+39 eve about order 115, payment 2: refund-units 2 of line 1
+2 key-of-ann about order 115, payment 2: refund-units 2 of line 1
+5 ann about order 111, payment 1: refund the rest
+1 key-of-ann about order 111, payment 1: refund the rest
+0 till about order 111, payment 1: refund the rest
+0 till about order 109, payment 1: refund the rest
+57 eve about order 108, payment 1: refund the rest
+44 rumour about order 96, payment 5: dispute 1 dispute_fee_returned in row 3: the whole
+11 node 1 crashes for 1166 ms
+27 order 116 in shop 2: draw 17424286767074756714
+0 shop agrees to the policy in shop 1
+0 bob about order 104, payment 6: tender 7087160308832475602
+5 eve about order 116, payment 1: refund the rest
+44 node 1 crashes for 2626 ms
+34 shop about order 108, payment 1: refund the rest
+20 cid about order 111, payment 1: refund the rest
+0 ann about order 99, payment 1: capture last 13 %
+56 key-of-ann about order 114, payment 1: refund the rest
+53 dora about order 106, payment 1: refund the rest
+39 ann proposes a policy in shop 1: draw 9274932191097494992
+0 order 117 in shop 2: draw 9991805460276671149
+28 till about order 110, payment 1: refund the rest
+0 rumour about order 99, payment 1: capture 1 captured in row 3: one
+0 dora about order 109, payment 1: refund the rest
+57 ann about order 115, payment 1: tender 1637547567233711828
+0 key-of-ann about order 105, payment 3: refund 60 %
+0 dora about order 104, payment 4: refund 24 %
+1 eve about order 104, payment 4: refund 24 %
+46 bob about order 110, payment 1: refund the rest
+0 key-of-ann about order 115, payment 2: refund-units 3 of line 1
+0 bob about order 107, payment 1: refund the rest
+0 key-of-ann about order 106, payment 1: refund the rest
+21 order 118 in shop 1: draw 11664801854324376293
+39 bob about order 97, payment 5: cancel-order
+0 shop about order 117, payment 1: refund the rest
+0 shop about order 110, payment 1: refund the rest
+1 till about order 110, payment 1: refund the rest
+11 eve about order 106, payment 1: refund the rest
+51 ann about order 100, payment 1: refund 4 %
+24 cid about order 98, payment 1: top-up 940989546982922142
+28 order 119 in shop 2: draw 3114887171257287380
+0 shop about order 119, payment 1: refund the rest
+27 order 120 in shop 2: draw 15645572136336311432
+0 bob about order 102, payment 3: refund 60 %
+50 bob about order 100, payment 1: top-up 7361530715970346417
+4 eve about order 117, payment 1: refund the rest
+0 order 121 in shop 1: draw 15064751366399309699
+15 key-of-ann about order 103, payment 1: invoice 162673502009213313
+49 shop about order 113, payment 3: refund 9 %
+4 order 122 in shop 2: draw 10906923119391442993
+0 order 123 in shop 2: draw 1750229911854090067
+0 key-of-ann about order 110, payment 1: refund the rest
+53 key-of-ann about order 104, payment 5: credit refund 1
+29 key-of-ann about order 113, payment 3: tender 559993817841256432
+0 bob about order 119, payment 1: refund the rest
+22 key-of-ann about order 105, payment 2: refund more than the whole
+48 order 124 in shop 1: draw 14197906905350358445
+0 order 125 in shop 1: draw 8972942012263936091
+0 node 1 crashes for 3029 ms
+5 till about order 104, payment 1: capture last 60 %
+2 cid about order 104, payment 1: capture last 60 %
+23 order 126 in shop 1: draw 1482181247398194008
+0 ann proposes a policy in shop 1: draw 8917774730442638712
+37 dora about order 115, payment 1: tender 712809345306064210
+9 bob about order 126, payment 1: refund the rest
+0 bob about order 104, payment 2: refund 60 %
+0 dora about order 110, payment 1: refund the rest
+17 dora about order 116, payment 1: refund the rest
+2 bob about order 116, payment 1: refund the rest
+0 shop about order 124, payment 1: refund the rest
+2 eve about order 124, payment 1: refund the rest
+10 rumour about order 113, payment 3: capture 1 taken in row 1: one
+0 ann about order 105, payment 3: cancel-order
+7 dora agrees to the policy in shop 2
+18 shop about order 124, payment 1: refund the rest
+0 ann about order 122, payment 1: refund the rest
+22 eve about order 116, payment 1: refund the rest
+0 eve about order 116, payment 1: refund the rest
+2 eve about order 124, payment 1: refund the rest
+2 key-of-ann about order 124, payment 1: refund the rest
+15 till about order 115, payment 4: credit refund 1
+0 dora about order 120, payment 1: refund the rest
+0 till about order 106, payment 1: refund the rest
+1 ann about order 106, payment 1: refund the rest
+23 rumour about order 112, payment 1: authorization 1 released in row 3: the whole
+22 node 1 crashes for 183 ms
+0 order 127 in shop 1: draw 14522805803613285066
+0 till about order 110, payment 1: refund the rest
+2 till about order 110, payment 1: refund the rest
+46 order 128 in shop 1: draw 7307234806980542252
+0 bob about order 117, payment 1: refund the rest
+45 bob about order 128, payment 1: refund the rest
+0 dora about order 127, payment 1: refund the rest
+0 rumour about order 112, payment 1: authorization 1 released in row 2: more than the whole
+54 key-of-ann about order 119, payment 1: refund the rest
+30 key-of-ann about order 111, payment 1: refund the rest
+28 key-of-ann about order 126, payment 1: refund 45 %
+0 eve about order 126, payment 1: refund 45 %
+40 shop about order 124, payment 1: capture 60 %
+0 the gateway says nothing of order 113, payment 3
+281 dora about order 113, payment 3: say-done 1
+182 key-of-ann about order 113, payment 3: agree-to-claim 1
+346 dora about order 113, payment 3: agree-to-claim 1
+49 bob about order 122, payment 1: capture last 35 %
+38 eve about order 114, payment 1: refund the rest
+23 till about order 119, payment 1: invoice 9425378640389052635
+47 ann about order 125, payment 3: together 8027689846369161096
+51 order 129 in shop 1: draw 12022924270386004303
+0 cid about order 117, payment 2: refund more than the whole
+0 dora about order 113, payment 1: invoice 17198800050385342596
+2 shop about order 113, payment 1: invoice 17198800050385342596
+0 key-of-ann about order 121, payment 1: refund 56 %
+1 bob about order 121, payment 1: refund 56 %
+0 eve about order 129, payment 1: refund the rest
+9 dora about order 115, payment 4: release
+0 till proposes a policy in shop 1: draw 8563706572423691810
+0 cid about order 121, payment 1: together 10205029096059418446
+33 till about order 116, payment 1: invoice 14855884183438455304
+0 the gateway says nothing of order 115, payment 4
+208 key-of-ann about order 115, payment 4: say-not-done 1
+418 eve about order 115, payment 4: agree-to-claim 1
+253 cid about order 115, payment 4: agree-to-claim 1
+0 key-of-ann about order 126, payment 1: capture the whole
+16 bob about order 109, payment 1: refund the rest
+10 order 130 in shop 1: draw 2433354994301319356
+12 key-of-ann about order 122, payment 1: refund 40 %
+0 order 131 in shop 2: draw 11960721197571839520
+49 bob agrees to the policy in shop 2
+45 rumour about order 122, payment 2: capture 1 captured in row 2: the whole
+0 order 132 in shop 1: draw 6745151654182554123
+28 eve about order 127, payment 1: capture one
+0 shop about order 115, payment 1: top-up 7414580596874725156
+7 eve about order 130, payment 1: capture last 43 %
+25 key-of-ann about order 128, payment 3: refund 50 %
+52 bob about order 119, payment 4: refund 95 %
+0 bob about order 130, payment 2: dispute 7502174470082101504
+0 ann agrees to the policy in shop 1
+45 eve about order 126, payment 1: dispute 2986183089965593052
+45 order 133 in shop 2: draw 10621601697170910457
+57 cid about order 128, payment 4: refund one
+0 key-of-ann about order 129, payment 6: dispute 9035044202978067703
+12 ann proposes a policy in shop 2: draw 13444189155603740740
+47 shop about order 124, payment 1: release
+0 bob about order 127, payment 1: capture 36 %
+0 order 134 in shop 1: draw 3974489222079145517
+0 order 135 in shop 1: draw 2349149336577860125
+1 dora about order 134, payment 1: refund the rest
+1 bob about order 134, payment 1: refund the rest
+24 key-of-ann about order 124, payment 1: refund 55 %
+26 key-of-ann about order 121, payment 1: capture last the rest
+0 rumour about order 127, payment 1: capture 2 captured in row 2: the rest
+59 till about order 126, payment 1: refund 34 %
+13 order 136 in shop 2: draw 17219840374977715194
+0 cid about order 127, payment 1: capture 52 %
+4 till about order 125, payment 4: refund one
+3 till about order 134, payment 3: capture last one
+0 eve about order 135, payment 1: refund-units 3 of line 3
+42 ann about order 128, payment 2: refund 13 %
+57 shop about order 125, payment 1: capture last the whole
+37 shop about order 134, payment 1: refund 87 %
+2 bob about order 134, payment 1: refund 87 %
+0 cid agrees to the policy in shop 1
+0 till about order 130, payment 1: top-up 17015558162192734740
+1 shop about order 130, payment 1: top-up 17015558162192734740
+45 key-of-ann about order 127, payment 1: refund the whole
+1 cid about order 127, payment 1: refund the whole
+0 order 137 in shop 2: draw 12216239188340127654
+0 key-of-ann about order 133, payment 1: refund one
+31 till about order 130, payment 3: refund one
+31 shop about order 130, payment 1: capture the rest
+55 eve about order 133, payment 1: refund the whole
+25 dora about order 133, payment 1: refund 8 %
+42 order 138 in shop 1: draw 6273381714178387587
+0 order 139 in shop 1: draw 8368009227447077536
+0 order 140 in shop 2: draw 433297825585695913
+23 bob about order 127, payment 1: release
+1 till about order 127, payment 1: release
+8 cid about order 136, payment 3: capture last 94 %
+4 cid about order 127, payment 2: refund-units 2 of line 2
+38 eve about order 133, payment 2: refund 60 %
+7 eve about order 131, payment 1: agree-to-change 1
+0 ann about order 132, payment 5: capture 75 %
+2 eve about order 132, payment 5: capture 75 %
+35 cid about order 138, payment 1: capture 80 %
+0 cid about order 127, payment 1: capture last 60 %
+20 cid about order 130, payment 3: refund-units 2 of line 1
+1 key-of-ann about order 130, payment 3: refund-units 2 of line 1
+49 dora about order 125, payment 3: deliver line 3
+0 order 141 in shop 2: draw 3941472872167783779
+0 cid about order 131, payment 6: refund one
+0 bob about order 120, payment 1: capture last the rest
+0 till proposes a policy in shop 2: draw 13793169041705654664
+0 till about order 138, payment 1: refund 88 %
+55 eve agrees to the policy in shop 1
+0 key-of-ann about order 137, payment 2: together 2181642594076047741
+13 ann about order 122, payment 1: refund 99 %
+1 eve about order 122, payment 1: refund 99 %
+55 dora about order 139, payment 5: refund 60 %
+0 order 142 in shop 2: draw 7627186688574511810
+0 shop about order 142, payment 1: refund the rest
+0 bob about order 141, payment 2: capture 57 %
+51 dora about order 130, payment 5: capture last 24 %
+29 rumour about order 136, payment 2: authorization 1 declined in row 2: the whole
+0 rumour about order 137, payment 1: authorization 1 authorized in row 0: the rest
+31 till about order 133, payment 3: refund 90 %
+20 order 143 in shop 2: draw 18249601624438129549
+0 shop proposes a policy in shop 2: draw 2700273118043309771
+38 bob about order 142, payment 3: bounce refund 1
+2 dora about order 142, payment 3: bounce refund 1
+8 key-of-ann about order 127, payment 2: capture last 5 %
+2 ann about order 127, payment 2: capture last 5 %
+0 key-of-ann about order 133, payment 3: confirm refund 1
+0 rumour about order 127, payment 2: authorization 1 released in row 0: the rest
+53 order 144 in shop 2: draw 12284728330554635687
+12 ann about order 133, payment 2: refund-order by 2: 31 %
+0 shop about order 133, payment 2: refund-order by 2: 31 %
+35 order 145 in shop 1: draw 16141095323957686795
+0 node 1 crashes for 2376 ms
+17 shop about order 139, payment 1: refund the rest
+32 key-of-ann about order 142, payment 1: capture 58 %
+0 dora about order 142, payment 1: capture 58 %
+58 bob about order 132, payment 6: dispute 2158883351780957161
+14 rumour about order 143, payment 4: release 1 release_failed in row 1: the whole
+24 order 146 in shop 1: draw 18289474101511195210
+36 eve about order 132, payment 6: dispute 11644344946795874450
+4 cid about order 146, payment 1: refund the rest
+31 rumour about order 137, payment 5: release 1 released in row 0: one
+28 eve about order 146, payment 1: refund the rest
+54 order 147 in shop 1: draw 879480958933344496
+3 eve about order 147, payment 1: refund the rest
+2 till about order 147, payment 1: refund the rest
+55 ann about order 135, payment 1: refund more than the whole
+0 dora about order 135, payment 1: refund more than the whole
+0 rumour about order 129, payment 6: dispute 1 dispute_chargeback in row 1: the whole
+56 key-of-ann about order 140, payment 1: invoice 6928614422736617224
+16 cid about order 145, payment 1: refund the rest
+2 dora about order 145, payment 1: refund the rest
+59 dora about order 136, payment 1: invoice 15422995310759762833
+20 eve about order 141, payment 1: refund 60 %
+41 key-of-ann about order 134, payment 1: invoice 7792499631289728389
+2 till about order 134, payment 1: invoice 7792499631289728389
+41 shop about order 138, payment 1: capture 60 %
+0 bob agrees to the policy in shop 1
+33 shop about order 146, payment 1: refund the rest
+0 order 148 in shop 1: draw 5225395836571210644
+47 dora about order 131, payment 3: refund one
+1 cid about order 131, payment 3: refund one
+16 till agrees to the policy in shop 2
+0 order 149 in shop 2: draw 674366522451022290
+21 cid about order 136, payment 2: refund-units 2 of line 2
+46 order 150 in shop 2: draw 4799849535059464672
+9 order 151 in shop 1: draw 11966985263081003710
+18 order 152 in shop 2: draw 11520723956586285673
+58 bob agrees to the policy in shop 1
+30 dora about order 138, payment 1: deliver line 3
+38 bob about order 146, payment 1: refund the rest
+31 shop about order 147, payment 1: refund the rest
+0 eve about order 147, payment 1: refund the rest
+54 eve about order 129, payment 1: adjust 13022736955302852561
+1 bob about order 129, payment 1: adjust 13022736955302852561
+14 till about order 144, payment 2: capture 75 %
+35 bob agrees to the policy in shop 2
+0 cid about order 145, payment 1: refund the rest
+1 key-of-ann about order 145, payment 1: refund the rest
+0 key-of-ann about order 148, payment 1: refund the rest
+0 cid about order 148, payment 1: refund the rest
+20 ann about order 152, payment 1: refund the rest
+54 bob about order 149, payment 1: refund the rest
+0 the gateway says nothing of order 138, payment 2
