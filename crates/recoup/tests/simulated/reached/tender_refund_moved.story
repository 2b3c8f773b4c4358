recoup story 1
reaches tender.refund_moved
seed 124, 2 shops, 3 nodes
faults: request_twice 39159, answer_lost 296, store_away 5693, commit_unheard 14134, stall 462, reply_lost 25189, webhook_lost 38285, webhook_unheard 67126, timeout_before 39043, timeout_after 37063, error_500_before 16242, error_500_after 38150, webhook_duplicate 107166, webhook_reorder 78515, webhook_late 40279
+51 order 1 in shop 1: draw 2635029020406775762
+38 cid about order 1, payment 1: refund the rest
+0 till about order 1, payment 1: refund 2 %
+44 shop about order 1, payment 1: refund 99 %
+0 dora about order 1, payment 1: capture 43 %
+0 eve about order 1, payment 1: capture 43 %
+0 cid about order 1, payment 1: capture last 60 %
+0 cid about order 1, payment 1: capture last 48 %
+47 order 2 in shop 1: draw 1747936928293847603
+53 cid about order 2, payment 1: refund the rest
+2 eve about order 2, payment 1: refund the rest
+0 key-of-ann about order 2, payment 1: refund the rest
+0 ann about order 1, payment 1: refund one
+0 till about order 1, payment 1: refund one
+0 dora about order 2, payment 1: refund the whole
+0 ann about order 2, payment 1: deliver line 3
+26 dora about order 2, payment 1: refund-order by 2: 11 %
+1 key-of-ann about order 2, payment 1: refund-order by 2: 11 %
+0 the gateway says nothing of order 2, payment 1
+378 shop about order 2, payment 1: say-not-done 1
+369 till about order 2, payment 1: agree-to-claim 1
+289 cid about order 2, payment 1: agree-to-claim 1
+0 eve about order 2, payment 1: refund 50 %
+1 shop about order 2, payment 1: refund 50 %
+47 shop about order 2, payment 1: tender 16943976558474818545
+25 ann about order 2, payment 1: refund 61 %
+9 dora about order 2, payment 1: capture last 60 %
+0 order 3 in shop 1: draw 6238929588158754093
+0 shop about order 1, payment 1: refund 73 %
+2 eve about order 1, payment 1: refund 73 %
+56 dora about order 3, payment 1: refund the rest
+0 dora about order 3, payment 1: refund the rest
+0 order 4 in shop 1: draw 3799948823435682970
+25 key-of-ann about order 3, payment 1: refund-units 3 of line 1
+14 dora about order 2, payment 1: refund 71 %
+1 ann about order 2, payment 1: refund 71 %
+0 eve about order 1, payment 1: credit refund 2
+18 dora about order 4, payment 2: refund 36 %
+0 order 5 in shop 2: draw 9114618317361618257
+0 dora about order 3, payment 1: refund 26 %
+12 till about order 5, payment 1: refund the rest
+24 eve about order 5, payment 1: refund the rest
+23 eve about order 3, payment 1: refund 24 %
+4 dora about order 4, payment 1: refund 85 %
+4 cid about order 4, payment 2: refund 60 %
+38 ann about order 3, payment 1: adjust 4698438779876584799
+35 eve about order 4, payment 1: refund more than the whole
+2 bob about order 4, payment 1: refund more than the whole
+0 order 6 in shop 1: draw 16045350653618378547
+35 dora about order 4, payment 1: refund the whole
+29 cid about order 4, payment 2: refund 60 %
+8 eve about order 6, payment 2: refund 47 %
+21 bob about order 4, payment 2: refund-units 3 of line 2
+4 bob about order 6, payment 1: refund-units 2 of line 3
+1 key-of-ann about order 6, payment 1: refund-units 2 of line 3
+0 order 7 in shop 2: draw 11851636491422926742
+21 shop about order 4, payment 2: refund 66 %
+0 till about order 6, payment 2: capture more than the whole
+2 eve about order 6, payment 2: capture more than the whole
+23 order 8 in shop 1: draw 14462971731469223565
+0 dora about order 7, payment 2: refund 60 %
+55 shop about order 7, payment 2: refund the whole
+19 cid about order 3, payment 1: refund 73 %
+0 bob about order 3, payment 1: refund 73 %
+0 bob about order 8, payment 1: refund the whole
+12 order 9 in shop 2: draw 15811834256850689584
+0 bob about order 4, payment 2: refund 36 %
+46 order 10 in shop 1: draw 2960611358158133835
+26 till about order 4, payment 2: capture last one
+1 bob about order 4, payment 2: capture last one
+0 ann about order 9, payment 2: capture more than the whole
+1 dora about order 9, payment 2: capture more than the whole
+0 till about order 7, payment 1: refund 20 %
+0 bob about order 4, payment 2: capture last more than the whole
+0 shop about order 9, payment 2: capture 47 %
+0 cid about order 9, payment 2: capture 47 %
+0 bob about order 6, payment 1: refund the whole
+51 bob about order 5, payment 1: refund the rest
+53 shop about order 9, payment 1: refund 91 %
+55 shop about order 10, payment 1: capture 58 %
+40 till about order 10, payment 1: refund 47 %
+0 cid about order 4, payment 2: capture last 42 %
+7 bob about order 9, payment 1: adjust 16617435518668796893
+1 eve about order 9, payment 1: adjust 16617435518668796893
+22 till about order 9, payment 2: capture last 35 %
+4 key-of-ann about order 6, payment 2: capture last 60 %
+22 till about order 6, payment 2: capture the rest
+2 bob about order 6, payment 1: refund 82 %
+3 key-of-ann about order 9, payment 1: deliver line 3
+35 key-of-ann about order 6, payment 2: refund 57 %
+0 key-of-ann about order 9, payment 2: refund-units 2 of line 1
+0 till agrees to the policy in shop 2
+0 order 11 in shop 2: draw 9362589627581207613
+24 eve about order 4, payment 1: invoice 569569079656222264
+53 eve about order 10, payment 3: refund 21 %
+20 ann about order 10, payment 3: capture last the whole
+55 dora about order 7, payment 2: refund 39 %
+21 eve about order 9, payment 1: capture last 60 %
+57 cid about order 4, payment 1: hold
+38 cid about order 7, payment 2: refund the whole
+0 key-of-ann about order 4, payment 2: capture last 60 %
+19 key-of-ann about order 7, payment 1: refund 44 %
+0 bob about order 9, payment 2: capture 30 %
+11 order 12 in shop 1: draw 10987386142871619545
+36 till about order 10, payment 3: refund 90 %
+18 bob refuses the policy in shop 1
+55 shop about order 3, payment 1: agree-to-change 1
+58 cid about order 3, payment 1: invoice 6435608500810058475
+0 cid about order 3, payment 1: capture more than the whole
+0 shop about order 9, payment 1: tender 18327421317033233304
+0 cid about order 3, payment 1: refund 59 %
+31 till about order 9, payment 1: refund-units 1 of line 2
+1 dora about order 10, payment 1: invoice 15017288239694839029
+0 eve about order 10, payment 1: invoice 15017288239694839029
+41 dora about order 9, payment 1: refund one
+0 cid about order 2, payment 1: top-up 15912279794088423218
+0 till about order 3, payment 1: owed 4992448860521338313
+0 eve about order 7, payment 2: cancel-order
+0 ann about order 11, payment 2: refund 60 %
+38 dora about order 3, payment 1: refund-order by 1: more than the whole
+0 dora about order 9, payment 2: dispute 3573085517219819686
+0 till about order 10, payment 3: refund 60 %
+6 till about order 7, payment 2: refund 60 %
+46 till about order 10, payment 2: release
+17 key-of-ann about order 5, payment 1: refund-order by 0: 60 %
+0 shop about order 8, payment 2: refund 60 %
+26 cid about order 12, payment 2: refund-units 1 of line 1
+59 ann about order 12, payment 2: refund 22 %
+47 shop about order 9, payment 1: refund 43 %
+40 eve about order 10, payment 1: confirm refund 1
+50 dora about order 3, payment 2: refund the whole
+2 bob about order 3, payment 2: refund the whole
+15 order 13 in shop 2: draw 7002888694212686839
+5 till about order 11, payment 2: refund 50 %
+8 dora about order 9, payment 2: capture 10 %
+56 dora about order 8, payment 1: refund 9 %
+0 bob about order 8, payment 1: refund 9 %
+8 dora about order 13, payment 1: refund 28 %
+41 eve about order 12, payment 2: refund 60 %
+1 till about order 12, payment 2: refund 60 %
+0 cid about order 11, payment 1: capture last 41 %
+49 till about order 7, payment 2: capture last the whole
+1 till about order 7, payment 2: capture last the whole
+6 order 14 in shop 2: draw 3508078556744907971
+30 dora about order 8, payment 2: refund the whole
+1 ann about order 8, payment 2: refund the whole
+20 eve about order 13, payment 1: refund 66 %
+0 till about order 9, payment 2: refund-units 2 of line 2
+59 bob agrees to the policy in shop 2
+0 till about order 10, payment 1: capture 60 %
+0 bob about order 10, payment 1: capture 60 %
+34 bob about order 5, payment 1: capture one
+2 eve about order 5, payment 1: capture one
+51 shop about order 11, payment 1: capture 66 %
+0 key-of-ann about order 8, payment 2: refund 36 %
+26 ann agrees to the policy in shop 1
+46 key-of-ann about order 11, payment 2: capture last 95 %
+2 dora about order 11, payment 2: capture last 95 %
+9 shop about order 7, payment 1: refund 32 %
+47 cid about order 2, payment 1: invoice 8031265844520899568
+44 dora about order 6, payment 2: refund 23 %
+55 eve about order 8, payment 2: refund 60 %
+0 shop about order 10, payment 2: capture last 60 %
+0 order 15 in shop 1: draw 7997584271274604789
+21 till about order 12, payment 2: refund 45 %
+5 shop about order 11, payment 2: refund 92 %
+56 shop about order 15, payment 1: refund-order by 3: 32 %
+0 order 16 in shop 2: draw 17824495242751494990
+10 bob about order 7, payment 2: capture last 60 %
+0 order 17 in shop 1: draw 16248681924184842852
+22 dora about order 12, payment 2: capture last the rest
+0 eve about order 6, payment 1: invoice 15408995980387641869
+32 shop about order 15, payment 1: capture the rest
+52 till about order 12, payment 1: release
+0 till about order 16, payment 1: tender 5477856575517596900
+28 key-of-ann about order 11, payment 2: confirm refund 1
+0 key-of-ann about order 11, payment 2: confirm refund 1
+21 bob about order 13, payment 1: odd 15373732439340681470
+2 key-of-ann about order 13, payment 1: odd 15373732439340681470
+0 cid about order 17, payment 1: capture 69 %
+0 shop about order 17, payment 1: capture 69 %
+0 eve about order 14, payment 1: deliver line 1
+2 bob about order 14, payment 1: deliver line 1
+17 dora about order 4, payment 2: capture last 35 %
+32 bob about order 11, payment 1: capture 17 %
+26 eve about order 12, payment 2: refund the whole
+1 key-of-ann about order 12, payment 2: refund the whole
+42 dora about order 17, payment 2: refund 23 %
+0 order 18 in shop 1: draw 6378564613281694603
+27 dora about order 18, payment 1: refund the rest
+29 the clock jumps 900000 s
+39 ann about order 15, payment 2: refund-units 1 of line 1
+2 bob about order 8, payment 1: invoice 12729533018017281682
+0 shop about order 17, payment 1: refund one
+0 dora about order 10, payment 1: refund one
+0 eve about order 4, payment 1: refund the rest
+2 key-of-ann about order 4, payment 1: refund the rest
+0 key-of-ann about order 14, payment 1: refund one
+0 bob about order 7, payment 1: hold
+51 dora about order 18, payment 1: refund the whole
+40 till about order 6, payment 3: refund 45 %
+2 dora about order 6, payment 3: refund 45 %
+28 key-of-ann about order 10, payment 2: refund more than the whole
+0 dora about order 10, payment 2: refund more than the whole
+42 bob about order 17, payment 1: top-up 12326426955640488080
+26 order 19 in shop 2: draw 12971328267690336299
+0 shop about order 13, payment 1: complete
+44 cid about order 8, payment 1: capture last 60 %
+1 ann about order 8, payment 1: capture last 60 %
+56 eve about order 8, payment 3: refund 52 %
+0 shop about order 8, payment 3: refund 52 %
+15 shop about order 18, payment 1: refund 10 %
+1 ann about order 18, payment 1: refund 10 %
+44 till about order 18, payment 1: refund more than the whole
+45 till about order 13, payment 1: refund 60 %
+27 cid about order 8, payment 2: refund 26 %
+1 till about order 1, payment 1: book 3141568585783815440
+0 ann about order 11, payment 1: invoice 13823676090520157855
+0 ann about order 10, payment 3: refund-units 3 of line 1
+0 cid about order 19, payment 1: refund 45 %
+52 shop about order 11, payment 2: move refund 1
+0 cid about order 11, payment 2: move refund 1
+31 cid about order 11, payment 2: retry refund 1
+0 cid about order 11, payment 2: retry refund 1
+3 bob about order 16, payment 1: deliver line 1
+20 dora about order 10, payment 1: confirm refund 2
+0 till about order 17, payment 1: top-up 3741338317782993411
+0 order 20 in shop 1: draw 8273070762899336502
+18 cid about order 5, payment 1: capture one
+4 key-of-ann about order 10, payment 2: refund the whole
+0 cid about order 6, payment 1: owed 10988666320182279851
+0 key-of-ann about order 20, payment 1: refund-units 2 of line 1
+19 order 21 in shop 2: draw 7397723176177933488
+4 eve about order 9, payment 2: capture one
+6 till agrees to the policy in shop 1
+7 dora about order 21, payment 1: refund the rest
+35 till about order 18, payment 1: refund 1 %
+0 dora about order 17, payment 1: adjust 14046210846145630932
+1 ann about order 17, payment 1: adjust 14046210846145630932
+53 order 22 in shop 1: draw 5368911820764467456
+0 cid about order 5, payment 1: capture 25 %
+49 dora about order 11, payment 1: refund 9 %
+12 order 23 in shop 1: draw 11716955340970035772
+45 eve about order 10, payment 3: refund-units 1 of line 2
+0 cid about order 5, payment 1: capture the whole
+0 eve about order 19, payment 1: capture 45 %
+17 eve agrees to the policy in shop 2
+0 order 24 in shop 1: draw 13104531918933178515
+0 eve about order 13, payment 1: invoice 7762758957358405615
+0 key-of-ann about order 5, payment 1: cancel-order
+0 eve about order 22, payment 1: capture more than the whole
+0 ann about order 17, payment 2: capture last 82 %
+54 bob about order 20, payment 1: resume
+9 order 25 in shop 1: draw 13570007574538409869
+0 key-of-ann about order 12, payment 3: refund 62 %
+24 bob about order 17, payment 1: invoice 13941980989256706585
+59 shop about order 21, payment 1: refund the rest
+1 eve about order 21, payment 1: refund the rest
+1 key-of-ann about order 11, payment 1: credit refund 2
+26 dora about order 16, payment 1: invoice 15740981425915017027
+0 shop about order 6, payment 4: refund 60 %
+57 cid about order 25, payment 1: capture 60 %
+0 till about order 25, payment 1: capture 60 %
+0 order 26 in shop 2: draw 6641814990332014836
+0 bob about order 13, payment 1: refund-units 2 of line 1
+0 shop about order 13, payment 1: refund-units 2 of line 1
+0 the gateway says nothing of order 8, payment 1
+199 till about order 8, payment 1: say-not-done 1
+270 eve about order 8, payment 1: agree-to-claim 1
+354 ann about order 8, payment 1: agree-to-claim 1
+0 shop about order 7, payment 2: refund 74 %
+2 bob about order 7, payment 2: refund 74 %
+0 eve about order 10, payment 2: refund 10 %
+14 eve about order 26, payment 2: customer 15652726989628921016
+0 till about order 18, payment 1: refund more than the whole
+50 shop about order 26, payment 1: refund 29 %
+0 key-of-ann about order 26, payment 1: refund 29 %
+32 dora about order 25, payment 2: refund 56 %
+0 eve about order 25, payment 1: refund the whole
+0 key-of-ann about order 20, payment 1: deliver line 1
+0 key-of-ann about order 12, payment 1: refund 47 %
+26 shop about order 9, payment 2: capture last more than the whole
+39 dora about order 13, payment 1: refund 90 %
+53 ann about order 21, payment 1: refund the rest
+2 ann about order 21, payment 1: refund the rest
+47 cid about order 17, payment 1: top-up 11781648549467024882
+0 key-of-ann about order 24, payment 1: refund-order by 0: 44 %
+13 order 27 in shop 1: draw 14491588283937497507
+45 till about order 27, payment 1: refund the rest
+47 key-of-ann about order 27, payment 2: refund one
+52 till about order 14, payment 1: refund 44 %
+0 key-of-ann about order 14, payment 1: refund 44 %
+0 cid about order 25, payment 1: cancel refund 1
+1 eve about order 25, payment 1: cancel refund 1
+0 eve about order 27, payment 2: refund 75 %
+43 dora about order 18, payment 1: refund 34 %
+0 eve about order 18, payment 1: refund 34 %
+0 dora about order 14, payment 1: refund 43 %
+0 eve about order 21, payment 1: refund the rest
+48 dora about order 27, payment 1: refund 15 %
+2 dora about order 27, payment 1: refund 15 %
+0 order 28 in shop 2: draw 9920612659115104626
+0 bob about order 5, payment 1: capture last 97 %
+43 ann about order 27, payment 2: odd 1976557000979497635
+14 cid about order 11, payment 1: top-up 8124017457664637234
+0 bob about order 18, payment 1: refund-units 3 of line 3
+9 cid about order 25, payment 2: resolve exception 2
+0 order 29 in shop 2: draw 11537640057874716567
+39 order 30 in shop 2: draw 10111948748100525248
+47 dora about order 8, payment 1: tender 10840607101587949080
+58 eve about order 26, payment 1: retry refund 2
+0 eve about order 24, payment 1: capture 51 %
+1 till about order 24, payment 1: capture 51 %
+5 shop about order 20, payment 1: refund 60 %
+1 key-of-ann about order 20, payment 1: refund 60 %
+24 eve about order 29, payment 1: refund 44 %
+48 bob about order 24, payment 1: capture 60 %
+44 eve about order 15, payment 3: refund 60 %
+2 bob about order 15, payment 3: refund 60 %
+0 eve about order 7, payment 2: resume
+26 order 31 in shop 2: draw 9401186538065280021
+5 order 32 in shop 1: draw 14377247453754802134
+1 shop about order 25, payment 2: refund more than the whole
+53 cid refuses the policy in shop 1
+20 cid about order 16, payment 1: refund-order by 3: 79 %
+52 eve about order 22, payment 1: invoice 4379630266434401911
+0 key-of-ann about order 22, payment 1: invoice 4379630266434401911
+0 order 33 in shop 1: draw 10945633493595702481
+41 ann about order 32, payment 1: top-up 5537133327706429035
+0 eve about order 18, payment 1: refund 79 %
+0 shop about order 18, payment 1: refund 79 %
+0 bob about order 28, payment 1: adjust 6003752374613567061
+0 shop about order 27, payment 1: invoice 16907968054516863961
+1 bob about order 27, payment 1: invoice 16907968054516863961
+0 cid about order 31, payment 1: top-up 14538028662137695465
+0 key-of-ann about order 31, payment 1: top-up 14538028662137695465
+56 till about order 13, payment 1: top-up 18019079443004473508
+2 bob about order 13, payment 1: top-up 18019079443004473508
+49 till about order 22, payment 1: tender 17414197786729111498
+21 cid about order 19, payment 2: capture last 8 %
+0 dora about order 24, payment 2: refund one
+28 shop about order 28, payment 1: refund the rest
+34 shop about order 33, payment 1: refund one
+25 bob about order 28, payment 1: refund 93 %
+37 cid about order 29, payment 1: refund 77 %
+1 dora about order 29, payment 1: refund 77 %
+4 bob agrees to the policy in shop 2
+0 till about order 31, payment 4: refund 9 %
+29 key-of-ann about order 24, payment 2: refund-units 1 of line 3
+10 order 34 in shop 2: draw 3004436966282509955
+56 order 35 in shop 1: draw 7427245572139785578
+0 shop about order 13, payment 2: refund 60 %
+2 eve about order 13, payment 2: refund 60 %
+1 shop about order 20, payment 1: capture last the rest
+39 dora about order 24, payment 2: refund one
+33 eve about order 22, payment 1: refund 10 %
+0 cid about order 23, payment 1: refund 62 %
+2 till about order 23, payment 1: refund 62 %
+0 order 36 in shop 2: draw 602850606938233777
+20 order 37 in shop 1: draw 14466542005264578189
+0 shop about order 23, payment 1: capture 20 %
+2 ann about order 23, payment 1: capture 20 %
+0 eve about order 24, payment 2: credit refund 2
+35 key-of-ann about order 32, payment 1: tender 2598171025244031773
+40 eve about order 30, payment 1: refund the rest
+35 ann about order 36, payment 3: refund 56 %
+2 till about order 36, payment 3: refund 56 %
+13 cid about order 37, payment 1: refund 63 %
+14 shop about order 37, payment 1: release
+1 eve about order 37, payment 1: release
+0 ann about order 31, payment 4: refund one
+14 order 38 in shop 1: draw 11165326540696841559
+24 order 39 in shop 2: draw 2278496946916438833
+45 eve about order 35, payment 2: release
+0 bob about order 38, payment 2: refund 33 %
+47 cid about order 35, payment 3: refund 49 %
+39 till about order 17, payment 5: capture 8 %
+0 dora about order 29, payment 2: refund-units 1 of line 2
+40 cid about order 16, payment 1: owed 15933126572669773845
+0 eve about order 17, payment 1: retry refund 1
+1 bob about order 17, payment 1: retry refund 1
+55 shop about order 36, payment 3: refund-order by 6: the rest
+42 bob agrees to the policy in shop 2
+0 key-of-ann about order 39, payment 2: refund 23 %
+2 ann about order 39, payment 2: refund 23 %
+0 shop about order 28, payment 2: refund 3 %
+15 till about order 22, payment 1: capture 83 %
+0 key-of-ann about order 39, payment 3: refund 60 %
+24 order 40 in shop 1: draw 9714429152335533123
+30 key-of-ann about order 37, payment 1: refund 22 %
+1 till about order 37, payment 1: refund 22 %
+0 bob about order 35, payment 2: refund the rest
+1 ann about order 35, payment 2: refund the rest
+51 bob about order 28, payment 2: refund 6 %
+1 shop about order 28, payment 2: refund 6 %
+45 eve about order 38, payment 1: refund-order by 3: 35 %
+0 the clock jumps 7300 s
+17 key-of-ann about order 40, payment 1: refund-units 2 of line 3
+0 cid about order 33, payment 1: refund more than the whole
+0 order 41 in shop 2: draw 17703076797716322146
+50 cid about order 20, payment 1: adjust 114899455115700477
+35 bob about order 31, payment 2: capture the whole
+35 till about order 34, payment 1: refund the rest
+0 till about order 28, payment 1: capture last 81 %
+0 key-of-ann about order 39, payment 1: refund more than the whole
+41 eve about order 29, payment 2: refund the rest
+7 key-of-ann about order 26, payment 4: capture last the whole
+56 eve about order 27, payment 1: retry refund 2
+28 till about order 24, payment 2: cancel refund 2
+1 ann about order 24, payment 2: cancel refund 2
+0 key-of-ann about order 34, payment 1: refund the rest
+49 eve about order 37, payment 2: refund 24 %
+1 bob about order 37, payment 2: refund 24 %
+0 order 42 in shop 2: draw 5039238766913767703
+0 cid about order 30, payment 1: refund the rest
+29 cid proposes a policy in shop 2: draw 13263315580682250696
+21 key-of-ann about order 35, payment 2: refund-units 1 of line 3
+0 bob about order 24, payment 1: capture 24 %
+43 cid proposes a policy in shop 1: draw 4803357607640670303
+32 key-of-ann about order 42, payment 1: release
+0 bob about order 42, payment 1: release
+0 shop about order 42, payment 1: refund 48 %
+2 ann about order 42, payment 1: refund 48 %
+29 order 43 in shop 2: draw 11239424107233557352
+15 till about order 36, payment 2: refund more than the whole
+0 shop about order 37, payment 2: refund 60 %
+0 key-of-ann about order 28, payment 1: refund more than the whole
+0 shop about order 29, payment 2: refund-units 2 of line 2
+0 ann about order 34, payment 1: refund the rest
+0 ann about order 39, payment 3: deliver line 3
+55 bob about order 37, payment 1: invoice 10345752200312084300
+1 till about order 37, payment 1: invoice 10345752200312084300
+12 key-of-ann about order 34, payment 1: refund the rest
+0 dora about order 34, payment 1: refund the rest
+0 cid about order 39, payment 3: refund 11 %
+12 order 44 in shop 1: draw 12722122307319929522
+35 order 45 in shop 2: draw 3806289313471014860
+22 dora about order 23, payment 1: capture 40 %
+2 till about order 23, payment 1: capture 40 %
+13 order 46 in shop 1: draw 7713396577233502035
+1 ann about order 33, payment 1: refund-units 3 of line 1
+46 cid refuses the policy in shop 2
+14 bob about order 46, payment 1: cancel-order
+16 key-of-ann about order 31, payment 1: invoice 5312710851851389669
+0 shop about order 31, payment 1: invoice 5312710851851389669
+26 till about order 43, payment 1: together 10274883440396505957
+15 eve about order 46, payment 2: capture 63 %
+39 cid about order 28, payment 1: refund more than the whole
+0 ann about order 28, payment 1: refund more than the whole
+0 till about order 45, payment 2: refund-units 2 of line 3
+43 eve agrees to the policy in shop 2
+56 eve about order 40, payment 1: refund 18 %
+0 key-of-ann about order 30, payment 1: refund the rest
+0 key-of-ann about order 36, payment 1: release
+0 eve about order 43, payment 1: cancel-order
+0 eve about order 36, payment 2: refund the whole
+0 eve about order 36, payment 3: tender 4826167063749458768
+22 bob about order 46, payment 2: complete
+0 eve about order 43, payment 1: deliver line 1
+48 ann about order 42, payment 1: top-up 12084405469535392008
+38 till about order 26, payment 3: refund-units 3 of line 3
+18 till about order 32, payment 2: resume
+0 order 47 in shop 1: draw 4073531415785706227
+3 cid about order 38, payment 2: cancel refund 2
+15 shop about order 38, payment 2: refund 45 %
+0 dora about order 39, payment 2: capture last 46 %
+0 shop about order 40, payment 1: adjust 9702716733020938159
+5 key-of-ann about order 37, payment 1: refund 62 %
+47 the clock jumps 900000 s
+46 ann about order 40, payment 1: refund-units 2 of line 1
+20 cid about order 45, payment 1: invoice 7693054927062075306
+1 eve about order 45, payment 1: invoice 7693054927062075306
+0 eve about order 47, payment 2: resume
+7 ann about order 47, payment 2: refund-units 3 of line 1
+49 key-of-ann about order 42, payment 1: capture last 65 %
+56 cid about order 42, payment 2: refund 57 %
+21 till about order 45, payment 1: refund 41 %
+15 order 48 in shop 2: draw 16783499207572862007
+0 order 49 in shop 1: draw 8217106688168022788
+0 eve about order 46, payment 2: refund 71 %
+0 cid about order 48, payment 1: adjust 15983706826298103225
+59 dora about order 37, payment 1: owed 12500653802379945375
+2 till about order 37, payment 1: owed 12500653802379945375
+0 till about order 26, payment 3: capture last 60 %
+13 ann about order 46, payment 2: tender 14962237073043553507
+2 ann about order 46, payment 2: tender 14962237073043553507
+45 shop about order 47, payment 2: deliver line 1
+0 eve about order 47, payment 2: deliver line 1
+25 dora about order 31, payment 1: invoice 4238109651321064250
+0 order 50 in shop 1: draw 6430922922427755669
+38 ann about order 41, payment 1: refund the rest
+42 order 51 in shop 2: draw 4504448403343958317
+56 eve about order 45, payment 1: top-up 5554488710030450932
+0 ann about order 41, payment 1: refund the rest
+0 key-of-ann about order 28, payment 1: adjust 14420875905528226880
+24 till about order 46, payment 1: top-up 7976282849359883864
+18 key-of-ann about order 31, payment 1: top-up 13088902516345083174
+11 dora about order 44, payment 1: refund more than the whole
+32 eve about order 46, payment 5: retry refund 2
+44 cid about order 46, payment 3: refund 63 %
+0 eve about order 51, payment 3: refund the whole
+2 order 52 in shop 2: draw 13661074844982009934
+0 shop about order 36, payment 1: top-up 12855032398033705499
+0 cid about order 51, payment 1: capture last the rest
+11 dora about order 33, payment 1: refund the whole
+0 dora agrees to the policy in shop 1
+0 key-of-ann about order 49, payment 1: capture 38 %
+45 key-of-ann about order 48, payment 1: tender 12346577082687544220
+0 order 53 in shop 1: draw 720926609602871841
+26 cid about order 37, payment 2: refund 13 %
+8 order 54 in shop 2: draw 11254361144570201485
+9 cid about order 35, payment 2: refund 60 %
+31 order 55 in shop 1: draw 14161673974351529483
+12 order 56 in shop 2: draw 2921815412799553807
+0 order 57 in shop 1: draw 9970040327078061594
+52 key-of-ann about order 40, payment 1: retry refund 2
+57 shop about order 50, payment 1: refund 49 %
+39 cid about order 52, payment 1: refund 63 %
+1 cid about order 52, payment 1: refund 63 %
+0 eve about order 49, payment 1: capture last the whole
+51 shop about order 57, payment 1: release
+51 order 58 in shop 1: draw 12134635681204806986
+0 dora about order 58, payment 1: refund the rest
+41 bob proposes a policy in shop 2: draw 5896851385527639462
+0 bob about order 53, payment 1: refund the rest
+36 shop about order 39, payment 4: refund more than the whole
+2 cid about order 39, payment 4: refund more than the whole
+0 cid about order 51, payment 3: refund one
+2 cid about order 51, payment 3: refund one
+10 cid about order 54, payment 2: refund-units 2 of line 1
+31 key-of-ann about order 47, payment 1: refund one
+0 order 59 in shop 2: draw 14524485446346971388
+0 till about order 42, payment 2: refund the whole
+48 eve about order 42, payment 1: refund-units 3 of line 2
+21 eve about order 59, payment 1: odd 159790881127602475
+47 till about order 47, payment 1: refund 60 %
+28 node 2 crashes for 1453 ms
+0 cid about order 58, payment 1: refund 60 %
+0 dora about order 56, payment 1: refund the rest
+0 key-of-ann about order 57, payment 5: refund 89 %
+35 cid about order 52, payment 1: refund 60 %
+7 ann about order 58, payment 2: refund 60 %
+0 cid about order 54, payment 2: refund-units 2 of line 2
+0 key-of-ann about order 46, payment 4: refund the rest
+43 eve about order 42, payment 2: refund 16 %
+49 order 60 in shop 2: draw 8626730932816238466
+8 order 61 in shop 2: draw 54002214382333772
+47 dora about order 58, payment 4: approve refund 1
+1 ann about order 58, payment 4: approve refund 1
+0 order 62 in shop 2: draw 15059054575108860809
+26 bob about order 52, payment 1: refund the rest
+19 order 63 in shop 2: draw 8543337115080871174
+31 order 64 in shop 1: draw 9016600968125906598
+0 key-of-ann about order 63, payment 5: refund 17 %
+21 key-of-ann about order 58, payment 1: refund 60 %
+1 dora about order 58, payment 1: refund 60 %
+50 shop about order 60, payment 1: refund the rest
+1 key-of-ann about order 60, payment 1: refund the rest
+0 shop about order 45, payment 1: tender 857416181909143030
+0 shop about order 57, payment 1: odd 1019492378075547018
+13 shop about order 62, payment 3: refund 60 %
+2 ann about order 62, payment 3: refund 60 %
+0 order 65 in shop 2: draw 3494179102525173
+27 order 66 in shop 1: draw 4164407098888328035
+17 key-of-ann about order 56, payment 1: refund the rest
+0 eve about order 56, payment 1: refund the rest
+55 dora about order 57, payment 2: refund 21 %
+0 shop about order 46, payment 5: refund-units 1 of line 3
+1 till about order 52, payment 1: hold
+2 ann about order 52, payment 1: hold
+58 ann about order 54, payment 2: release
+10 order 67 in shop 1: draw 16175224341724347836
+0 ann about order 54, payment 2: together 12064978985381720760
+42 bob about order 47, payment 1: refund the whole
+58 ann about order 47, payment 1: capture last 60 %
+0 cid about order 61, payment 1: refund the rest
+0 shop about order 58, payment 2: credit refund 1
+52 eve about order 46, payment 1: refund-order by 2: 65 %
+5 eve agrees to the policy in shop 2
+33 bob about order 67, payment 1: capture last the whole
+30 key-of-ann about order 62, payment 6: refund 60 %
+0 shop about order 50, payment 2: refund one
+51 cid about order 61, payment 1: refund the rest
+3 shop about order 56, payment 1: refund the rest
+19 bob about order 45, payment 1: capture last 97 %
+1 till about order 45, payment 1: capture last 97 %
+0 cid about order 56, payment 1: refund the rest
+0 key-of-ann about order 45, payment 1: capture last 60 %
+7 cid about order 55, payment 2: refund 53 %
+11 ann about order 58, payment 4: cancel refund 1
+0 shop about order 63, payment 3: refund 60 %
+42 bob about order 57, payment 4: cancel refund 1
+48 shop about order 63, payment 2: resume
+7 till about order 67, payment 1: refund one
+4 bob about order 56, payment 1: refund the rest
+12 till about order 67, payment 1: refund the rest
+7 bob agrees to the policy in shop 2
+30 key-of-ann about order 45, payment 4: capture last the rest
+59 shop agrees to the policy in shop 2
+47 bob agrees to the policy in shop 1
+11 bob about order 51, payment 1: top-up 813067412394197937
+22 eve about order 66, payment 1: refund 47 %
+19 bob about order 60, payment 1: refund the rest
+21 shop about order 46, payment 1: invoice 14483306045734791743
+0 cid about order 46, payment 1: invoice 14483306045734791743
+44 order 68 in shop 2: draw 13768507790032601350
+0 shop about order 62, payment 5: complete
+48 ann about order 46, payment 1: tender 2132523765307052041
+23 order 69 in shop 1: draw 2981536584909970422
+8 cid about order 69, payment 1: refund the rest
+10 till about order 67, payment 1: refund 60 %
+49 eve about order 46, payment 2: credit refund 1
+6 key-of-ann about order 46, payment 1: tender 17874875808473688310
+38 eve about order 46, payment 1: owed 6711547569608200655
+0 cid about order 62, payment 5: refund more than the whole
+2 shop about order 62, payment 5: refund more than the whole
+6 ann about order 63, payment 1: refund 30 %
+49 order 70 in shop 1: draw 13245029198067532531
+0 bob about order 68, payment 1: odd 15068461425808642839
+34 ann about order 65, payment 1: refund 12 %
+8 till about order 65, payment 1: odd 10656341543560738721
+8 cid about order 51, payment 3: capture last 84 %
+0 cid about order 65, payment 1: refund-units 3 of line 2
+0 bob about order 70, payment 1: capture last 1 %
+57 key-of-ann about order 60, payment 1: refund the rest
+15 key-of-ann about order 62, payment 4: refund-units 2 of line 2
+0 dora refuses the policy in shop 2
+53 shop about order 60, payment 1: refund the rest
+0 cid about order 55, payment 1: capture last one
+27 shop about order 61, payment 1: refund the rest
+2 cid about order 61, payment 1: refund the rest
+45 till about order 65, payment 1: capture 36 %
+41 order 71 in shop 1: draw 16476249687873160515
+2 shop about order 60, payment 1: refund the rest
+0 order 72 in shop 2: draw 216599040595486060
+6 order 73 in shop 1: draw 3254827483352660312
+23 bob about order 67, payment 1: cancel refund 1
+10 cid about order 72, payment 1: refund 1 %
+9 ann about order 73, payment 4: refund-units 1 of line 2
+0 the gateway says nothing of order 72, payment 1
+224 cid about order 72, payment 1: say-not-done 1
+286 bob about order 72, payment 1: agree-to-claim 1
+226 ann about order 72, payment 1: agree-to-claim 1
+39 key-of-ann about order 66, payment 1: invoice 1915328781818562111
+55 bob about order 65, payment 1: capture 86 %
+6 shop about order 70, payment 1: cancel-order
+20 bob about order 56, payment 2: capture last 1 %
+46 bob about order 56, payment 2: capture last the rest
+9 dora about order 62, payment 6: approve refund 1
+2 key-of-ann about order 63, payment 3: capture last 60 %
+51 key-of-ann about order 69, payment 3: capture the whole
+1 till about order 69, payment 3: capture the whole
+37 bob about order 64, payment 1: deliver line 2
+16 bob about order 62, payment 3: tender 8562176851063823809
+0 order 74 in shop 2: draw 15309374951277645555
+47 shop about order 63, payment 3: refund 60 %
+0 cid about order 63, payment 3: refund 60 %
+58 eve about order 69, payment 3: refund-order by 5: the whole
+14 eve about order 68, payment 2: deliver line 1
+2 ann about order 68, payment 2: deliver line 1
+0 eve about order 56, payment 1: odd 10980814290332368549
+0 dora agrees to the policy in shop 2
+0 eve about order 56, payment 2: capture last 36 %
+40 key-of-ann about order 56, payment 2: capture last 25 %
+0 order 75 in shop 1: draw 14510018979491746662
+35 bob about order 69, payment 3: refund 13 %
+50 till about order 66, payment 1: capture 2 %
+44 ann about order 65, payment 1: refund more than the whole
+52 till about order 69, payment 2: bounce refund 1
+15 eve about order 73, payment 4: complete
+0 till about order 70, payment 1: refund more than the whole
+5 order 76 in shop 2: draw 3834939018420049254
+0 eve about order 53, payment 1: top-up 15281978494517419100
+1 till about order 53, payment 1: top-up 15281978494517419100
+58 cid about order 67, payment 1: refund the whole
+0 eve about order 58, payment 1: credit refund 1
+2 eve about order 58, payment 1: credit refund 1
+46 shop about order 65, payment 1: capture 20 %
+42 order 77 in shop 1: draw 15064857118649549970
+0 cid about order 74, payment 1: invoice 16917041666584728303
+1 key-of-ann about order 74, payment 1: invoice 16917041666584728303
+53 key-of-ann about order 71, payment 1: refund more than the whole
+51 dora about order 77, payment 1: refund 31 %
+22 shop about order 77, payment 1: capture last one
+0 till about order 56, payment 1: invoice 6177344247480717749
+0 eve about order 64, payment 1: hold
+0 dora about order 64, payment 1: hold
+0 key-of-ann about order 62, payment 1: invoice 11277031949407913331
+0 order 78 in shop 2: draw 6092163661738665730
+1 dora agrees to the policy in shop 1
+0 key-of-ann about order 71, payment 1: refund 71 %
+32 till about order 65, payment 1: odd 12317855337102927649
+0 eve about order 69, payment 2: cancel refund 1
+29 cid about order 78, payment 1: refund the rest
+7 ann about order 71, payment 1: cancel refund 1
+27 cid about order 78, payment 1: refund the rest
+7 cid about order 78, payment 1: refund the rest
+35 order 79 in shop 1: draw 9793254827379082991
+49 till about order 67, payment 1: top-up 5361058237323084000
+2 eve about order 67, payment 1: top-up 5361058237323084000
+29 order 80 in shop 2: draw 10492333406352511721
+0 key-of-ann about order 57, payment 1: top-up 519912037923823704
+9 cid about order 73, payment 2: refund 23 %
+1 dora about order 73, payment 2: refund 23 %
+0 eve about order 64, payment 1: deliver line 1
+21 ann about order 65, payment 1: capture last more than the whole
+0 shop about order 76, payment 3: capture last 22 %
+0 key-of-ann about order 71, payment 1: bounce refund 1
+0 shop about order 71, payment 1: bounce refund 1
+0 cid about order 63, payment 1: top-up 16933213204134015816
+1 bob about order 63, payment 1: top-up 16933213204134015816
+10 dora about order 80, payment 1: refund-units 2 of line 1
+0 order 81 in shop 1: draw 12918549284845758646
+0 dora about order 69, payment 3: refund-units 3 of line 1
+0 dora about order 70, payment 1: refund 3 %
+32 key-of-ann about order 68, payment 1: top-up 10130960251499845049
+47 dora about order 61, payment 1: refund the rest
+58 eve about order 65, payment 1: invoice 13513278764002967087
+0 ann about order 79, payment 4: refund more than the whole
+5 bob about order 72, payment 1: refund 2 %
+15 eve about order 76, payment 2: capture last the whole
+23 ann about order 72, payment 1: capture 78 %
+0 ann about order 70, payment 1: capture last 86 %
+0 shop about order 70, payment 1: capture last 86 %
+20 eve about order 59, payment 1: agree-to-change 1
+36 eve about order 68, payment 1: refund 71 %
+0 order 82 in shop 1: draw 11958629507722879799
+0 dora about order 64, payment 1: resume
+2 cid about order 64, payment 1: resume
+20 cid about order 65, payment 1: owed 12819673261169565558
+6 key-of-ann about order 79, payment 1: refund one
+27 eve about order 76, payment 3: refund 33 %
+19 ann about order 71, payment 1: refund 8 %
+2 eve about order 71, payment 1: refund 8 %
+0 key-of-ann about order 74, payment 1: refund 72 %
+1 key-of-ann about order 74, payment 1: refund 72 %
+36 bob about order 73, payment 4: deliver line 1
+39 shop about order 76, payment 1: refund 42 %
+1 bob about order 76, payment 1: refund 42 %
+31 shop about order 79, payment 2: refund 60 %
+0 till about order 81, payment 1: refund-units 3 of line 1
+0 eve about order 81, payment 1: refund-units 3 of line 1
+41 till about order 63, payment 5: bounce refund 1
+0 order 83 in shop 1: draw 7191028515220094394
+0 dora about order 79, payment 3: refund more than the whole
+0 cid about order 79, payment 3: refund more than the whole
+29 order 84 in shop 2: draw 8746799701754616493
+4 cid about order 74, payment 1: invoice 11173328300498505486
+23 shop about order 70, payment 1: refund more than the whole
+31 key-of-ann about order 82, payment 4: refund 1 %
+0 order 85 in shop 2: draw 15241368813153537357
+10 key-of-ann proposes a policy in shop 1: draw 3834724562734030853
+16 bob about order 76, payment 2: capture last 60 %
+14 bob about order 84, payment 1: refund-units 2 of line 3
+44 till about order 73, payment 3: refund-units 2 of line 3
+13 shop about order 80, payment 1: capture 89 %
+8 order 86 in shop 2: draw 10424558930851244107
+10 ann about order 74, payment 1: capture the rest
+2 till about order 74, payment 1: capture the rest
+48 ann proposes a policy in shop 2: draw 10375509130216924603
+25 order 87 in shop 2: draw 10787596725474290437
+0 order 88 in shop 2: draw 6640560516276065911
+51 shop about order 80, payment 1: capture 60 %
+1 shop about order 80, payment 1: capture 60 %
+20 cid about order 82, payment 1: top-up 8688115144979770095
+0 eve about order 77, payment 1: tender 10622706195472481994
+0 cid about order 77, payment 1: tender 10622706195472481994
+19 dora about order 82, payment 2: dispute 5037367482167029729
+0 key-of-ann about order 84, payment 1: approve refund 1
+59 cid about order 82, payment 3: refund one
+52 order 89 in shop 1: draw 16590022905618888358
