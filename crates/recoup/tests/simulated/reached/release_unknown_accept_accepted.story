recoup story 1
reaches release: unknown --accept--> accepted
seed 117, 1 shop, 1 node
faults: request_lost 24718, request_twice 2514, store_conflict 8948, commit_unheard 696, write_unheard 521, reply_lost 38086, webhook_lost 758, webhook_unheard 41741, timeout_after 36975, error_500_before 2916, error_500_after 26020, webhook_duplicate 73840, webhook_drop 53140, webhook_late 34209
+4 order 1 in shop 1: draw 5180143587994906117
+26 eve about order 1, payment 1: refund the rest
+45 key-of-ann about order 1, payment 1: capture last the rest
+48 rumour about order 1, payment 1: authorization 1 declined in row 2: 50 %
+20 cid about order 1, payment 1: refund the rest
+1 eve about order 1, payment 1: refund the rest
+11 shop about order 1, payment 1: deliver line 2
+24 till about order 1, payment 1: refund the whole
+0 bob about order 1, payment 1: confirm refund 1
+22 dora about order 1, payment 1: confirm refund 1
+44 order 2 in shop 1: draw 14412809789109498691
+38 order 3 in shop 1: draw 16588670408046493875
+10 rumour about order 1, payment 1: capture 1 capture_reversed in row 0: the whole
+56 rumour about order 2, payment 3: authorization 1 taken in row 0: more than the whole
+11 till about order 3, payment 1: capture 22 %
+14 rumour about order 1, payment 1: capture 1 captured in row 3: one
+54 rumour about order 2, payment 2: authorization 1 action_required in row 1: more than the whole
+34 dora about order 1, payment 1: credit refund 1
+0 cid about order 1, payment 1: credit refund 1
+0 till about order 3, payment 1: refund-order by 6: 10 %
+0 key-of-ann about order 3, payment 1: capture the whole
+46 dora about order 3, payment 1: capture the whole
+22 the clock jumps 605000 s
+43 order 4 in shop 1: draw 2492970022610913950
+0 till about order 4, payment 1: refund the rest
+0 dora about order 4, payment 1: refund the rest
+0 order 5 in shop 1: draw 7997411338880226630
+59 cid about order 3, payment 1: bounce refund 1
+31 shop about order 3, payment 1: capture 60 %
+21 bob about order 3, payment 1: capture last 28 %
+0 cid about order 4, payment 1: refund 60 %
+0 order 6 in shop 1: draw 11442126071215813209
+5 shop about order 5, payment 1: cancel-order
+26 shop about order 3, payment 1: cancel refund 1
+41 till about order 4, payment 1: invoice 8701330226566151745
+10 rumour about order 6, payment 1: authorization 1 released in row 0: more than the whole
+0 ann about order 6, payment 1: refund-units 2 of line 3
+39 key-of-ann about order 4, payment 1: refund the rest
+33 till about order 5, payment 1: refund 70 %
+0 bob about order 2, payment 1: refund 60 %
+21 order 7 in shop 1: draw 2729938151270401958
+22 cid about order 5, payment 1: refund 96 %
+0 key-of-ann refuses the policy in shop 1
+4 rumour about order 2, payment 1: authorization 1 authorized in row 2: the rest
+42 shop about order 3, payment 1: refund the rest
+0 till about order 3, payment 1: refund the rest
+0 order 8 in shop 1: draw 13836442369181112061
+0 till about order 2, payment 3: refund 60 %
+16 rumour about order 3, payment 1: dispute 1 dispute_chargeback in row 3: the rest
+14 rumour about order 8, payment 1: authorization 1 released in row 2: the whole
+27 ann about order 6, payment 3: refund 5 %
+0 cid about order 3, payment 1: refund 62 %
+0 eve about order 4, payment 1: confirm refund 2
+51 cid about order 5, payment 1: refund 60 %
+1 ann about order 5, payment 1: refund 60 %
+1 rumour about order 5, payment 1: release 1 release_failed in row 3: more than the whole
+56 key-of-ann about order 6, payment 3: refund one
+0 shop about order 6, payment 3: refund one
+0 dora about order 8, payment 2: refund 83 %
+0 till about order 6, payment 3: retry refund 1
+0 key-of-ann about order 6, payment 3: retry refund 1
+0 order 9 in shop 1: draw 2685250637934391636
+0 node 1 crashes for 2461 ms
+12 eve about order 9, payment 1: refund the rest
+0 eve about order 7, payment 1: refund 41 %
+1 ann about order 7, payment 1: refund 41 %
+0 till agrees to the policy in shop 1
+6 bob about order 8, payment 2: refund more than the whole
+1 ann about order 8, payment 2: refund more than the whole
+28 cid about order 6, payment 3: refund 60 %
+2 key-of-ann about order 7, payment 1: refund-units 2 of line 3
+37 till about order 8, payment 1: refund 47 %
+0 key-of-ann about order 9, payment 1: refund the rest
+0 eve about order 9, payment 1: refund the rest
+9 rumour about order 6, payment 1: authorization 1 authorized in row 0: the rest
+0 dora about order 8, payment 1: refund 73 %
+0 key-of-ann about order 8, payment 1: refund 73 %
+54 the clock jumps 86500 s
+36 dora about order 9, payment 1: refund the rest
+35 eve about order 7, payment 1: refund 56 %
+57 rumour about order 8, payment 1: authorization 1 action_required in row 0: 50 %
+0 dora about order 9, payment 1: refund the rest
+46 cid about order 9, payment 1: refund the rest
+37 eve about order 3, payment 1: tender 13564253705912906066
+30 till about order 6, payment 3: confirm refund 1
+56 rumour about order 6, payment 1: authorization 1 action_required in row 0: the whole
+11 till about order 9, payment 1: refund the rest
+0 key-of-ann about order 7, payment 1: refund the rest
+0 ann about order 8, payment 1: refund 3 %
+37 key-of-ann about order 9, payment 1: refund the rest
+0 till about order 2, payment 2: refund 60 %
+7 shop about order 7, payment 1: refund 80 %
+46 rumour about order 3, payment 1: dispute 1 dispute_answered in row 2: one
+0 order 10 in shop 1: draw 4125787555645581534
+0 ann about order 8, payment 2: refund 30 %
+0 ann about order 8, payment 2: refund the rest
+0 shop about order 10, payment 1: refund the rest
+23 rumour about order 3, payment 1: capture 2 captured in row 1: more than the whole
+46 shop about order 5, payment 1: adjust 3188005377245195779
+0 rumour about order 3, payment 1: dispute 2 dispute_pre_arbitration in row 3: more than the whole
+0 cid about order 9, payment 1: refund the rest
+43 the clock jumps 900000 s
+0 ann about order 5, payment 1: refund the whole
+2 dora about order 5, payment 1: refund the whole
+0 order 11 in shop 1: draw 5413587099653936563
+1 bob about order 11, payment 1: refund the rest
+0 dora about order 11, payment 1: refund the rest
+0 order 12 in shop 1: draw 6981707029546040237
+50 ann about order 6, payment 3: refund 60 %
+25 till about order 12, payment 1: refund the rest
+55 shop about order 12, payment 1: refund the rest
+0 bob about order 11, payment 1: refund the rest
+0 bob about order 12, payment 1: refund the rest
+0 ann about order 4, payment 1: deliver line 2
+0 order 13 in shop 1: draw 7991733308677987719
+12 order 14 in shop 1: draw 14551825299647455768
+0 rumour about order 7, payment 1: authorization 1 taken in row 0: 50 %
+0 eve about order 14, payment 1: refund the rest
+44 shop about order 12, payment 1: refund the rest
+0 eve about order 13, payment 1: refund the rest
+0 eve about order 12, payment 1: refund the rest
+13 key-of-ann about order 3, payment 1: confirm refund 2
+0 cid agrees to the policy in shop 1
+27 dora about order 14, payment 1: refund the rest
+0 till about order 2, payment 1: capture last 13 %
+0 key-of-ann agrees to the policy in shop 1
+38 bob about order 7, payment 1: refund 80 %
+33 order 15 in shop 1: draw 6137383337827284380
+0 bob about order 15, payment 1: refund the rest
+0 bob about order 15, payment 1: refund the rest
+1 bob about order 15, payment 1: refund the rest
+0 order 16 in shop 1: draw 5228183425283286387
+54 rumour about order 3, payment 1: dispute 1 dispute_answered in row 2: the whole
+13 till about order 5, payment 1: complete
+58 key-of-ann about order 9, payment 1: refund the rest
+0 bob about order 13, payment 1: refund the rest
+0 ann about order 16, payment 1: refund the rest
+2 bob about order 16, payment 1: refund the rest
+0 till about order 11, payment 1: refund the rest
+0 key-of-ann about order 3, payment 1: dispute 17957694912944209476
+0 ann about order 16, payment 1: refund the rest
+34 rumour about order 7, payment 1: authorization 1 declined in row 2: 50 %
+26 order 17 in shop 1: draw 13191982525569370265
+0 order 18 in shop 1: draw 14122271698677465212
+0 rumour about order 8, payment 1: authorization 1 action_required in row 2: 50 %
+57 cid about order 18, payment 1: refund the rest
+37 bob about order 5, payment 1: capture last 83 %
+0 dora about order 15, payment 1: refund the rest
+0 shop refuses the policy in shop 1
+8 order 19 in shop 1: draw 13071506249642893625
+0 order 20 in shop 1: draw 18175739619811715826
+40 key-of-ann about order 14, payment 1: refund the rest
+31 rumour about order 4, payment 1: dispute 1 dispute_refused in row 0: the whole
+0 shop about order 14, payment 1: refund the rest
+23 shop about order 14, payment 1: refund the rest
+2 eve about order 14, payment 1: refund the rest
+0 rumour about order 6, payment 3: dispute 1 dispute_reinstated in row 2: more than the whole
+43 order 21 in shop 1: draw 6102792205374991842
+44 shop about order 14, payment 1: refund the rest
+0 bob about order 14, payment 1: refund the rest
+44 dora about order 10, payment 1: refund the rest
+53 order 22 in shop 1: draw 13984015069886553566
+41 order 23 in shop 1: draw 10801494797079905460
+10 bob about order 22, payment 1: refund the rest
+32 key-of-ann about order 19, payment 1: refund the rest
+0 the clock jumps 3700 s
+0 shop about order 3, payment 1: dispute 2572658627465308029
+0 order 24 in shop 1: draw 734579585538890959
+36 order 25 in shop 1: draw 7498001379279710650
+6 key-of-ann about order 7, payment 1: capture last 35 %
+1 cid about order 7, payment 1: capture last 35 %
+44 order 26 in shop 1: draw 345020007733285167
+0 dora about order 25, payment 1: refund the whole
+42 bob about order 26, payment 1: refund the rest
+1 shop about order 26, payment 1: refund the rest
+0 key-of-ann about order 25, payment 1: capture the whole
+0 ann about order 25, payment 1: capture the whole
+52 node 1 crashes for 3255 ms
+36 rumour about order 12, payment 1: authorization 1 authorized in row 2: the whole
+16 bob about order 19, payment 1: refund the rest
+2 key-of-ann about order 19, payment 1: refund the rest
+8 till about order 24, payment 1: refund one
+0 dora about order 21, payment 1: refund the rest
+45 key-of-ann about order 20, payment 1: refund the rest
+1 cid about order 20, payment 1: refund the rest
+37 rumour about order 23, payment 1: authorization 1 released in row 0: one
+42 shop about order 19, payment 1: refund the rest
+0 dora about order 19, payment 1: refund the rest
+41 rumour about order 3, payment 1: dispute 1 dispute_pre_arbitration in row 1: the whole
+49 order 27 in shop 1: draw 5189779351260571088
+8 ann about order 24, payment 1: capture last 69 %
+0 bob about order 21, payment 1: refund the rest
+21 rumour about order 4, payment 1: dispute 1 dispute_answered in row 3: more than the whole
+0 till about order 11, payment 1: refund-units 1 of line 1
+0 till agrees to the policy in shop 1
+46 rumour about order 25, payment 1: authorization 1 taken in row 3: more than the whole
+5 node 1 crashes for 3761 ms
+5 eve about order 17, payment 1: refund 15 %
+0 cid about order 17, payment 1: refund 60 %
+0 rumour about order 16, payment 1: authorization 1 action_required in row 3: the whole
+15 shop about order 8, payment 1: invoice 12825677553565093667
+0 bob about order 20, payment 1: refund the rest
+40 key-of-ann about order 14, payment 1: refund the rest
+17 cid about order 17, payment 1: invoice 9664352782316975725
+0 the clock jumps 3700 s
+0 key-of-ann about order 13, payment 1: refund the rest
+1 ann about order 13, payment 1: refund the rest
+38 rumour about order 26, payment 1: authorization 1 authorized in row 3: 50 %
+34 order 28 in shop 1: draw 7826677417064267369
+15 cid about order 23, payment 1: capture the rest
+0 key-of-ann about order 23, payment 1: capture the rest
+25 order 29 in shop 1: draw 5258652363601689831
+24 ann about order 26, payment 2: release
+2 cid about order 26, payment 2: release
+55 rumour about order 26, payment 3: authorization 1 expired in row 3: the rest
+30 ann about order 22, payment 1: capture more than the whole
+1 shop about order 22, payment 1: capture more than the whole
+0 rumour about order 18, payment 2: authorization 1 authorized in row 0: 50 %
+28 bob about order 27, payment 1: refund the rest
+1 ann about order 27, payment 1: refund the rest
+0 eve about order 13, payment 1: refund the rest
+0 bob refuses the policy in shop 1
+50 key-of-ann about order 15, payment 1: capture one
+38 key-of-ann about order 26, payment 2: refund one
+0 rumour about order 18, payment 3: authorization 1 declined in row 0: the whole
+9 cid about order 15, payment 1: capture last 56 %
+0 till about order 15, payment 1: capture last 56 %
+3 eve about order 16, payment 1: capture more than the whole
+0 dora proposes a policy in shop 1: draw 6612868807821997556
+59 order 30 in shop 1: draw 5998681796683072115
+20 order 31 in shop 1: draw 11888414562878064970
+59 order 32 in shop 1: draw 3664215226936975865
+0 order 33 in shop 1: draw 8414781635592489433
+43 order 34 in shop 1: draw 4704460052243250514
+0 rumour about order 26, payment 3: authorization 1 taken in row 2: the whole
+10 eve about order 29, payment 1: refund the rest
+0 eve proposes a policy in shop 1: draw 1214981793693513259
+18 key-of-ann about order 26, payment 1: release
+1 the clock jumps 700 s
+56 dora about order 31, payment 1: refund the rest
+5 dora about order 24, payment 1: capture last one
+58 till about order 16, payment 1: capture 24 %
+0 cid about order 26, payment 2: together 18150279307141358403
+4 order 35 in shop 1: draw 8867761532036784986
+0 rumour about order 17, payment 1: authorization 1 authorized in row 2: the whole
+2 eve about order 35, payment 1: refund the rest
+0 key-of-ann about order 35, payment 1: refund the rest
+18 order 36 in shop 1: draw 6272622910484460583
+3 node 1 crashes for 2072 ms
+53 ann about order 16, payment 1: capture last 49 %
+19 eve about order 36, payment 1: refund the rest
+0 eve about order 24, payment 1: refund more than the whole
+0 bob about order 18, payment 1: refund 68 %
+30 cid about order 26, payment 3: refund the whole
+0 shop about order 34, payment 1: refund the rest
+39 eve about order 33, payment 1: refund the rest
+51 order 37 in shop 1: draw 10918167551714491263
+7 bob about order 29, payment 1: refund the rest
+2 bob about order 29, payment 1: refund the rest
+0 bob agrees to the policy in shop 1
+49 order 38 in shop 1: draw 15780074334562688017
+54 key-of-ann about order 34, payment 1: refund the rest
+56 order 39 in shop 1: draw 307262267322242222
+0 the clock jumps 86500 s
+0 bob about order 36, payment 1: refund the rest
+50 order 40 in shop 1: draw 3837057070643727983
+10 cid about order 39, payment 1: refund the rest
+1 bob about order 39, payment 1: refund the rest
+39 cid about order 28, payment 1: refund the rest
+30 ann about order 38, payment 1: refund the rest
+52 shop about order 34, payment 1: refund the rest
+23 till about order 38, payment 1: refund the rest
+0 ann about order 29, payment 1: refund the rest
+0 bob about order 32, payment 1: refund the rest
+40 key-of-ann about order 24, payment 1: capture one
+25 cid about order 27, payment 1: refund the rest
+22 dora about order 40, payment 1: refund the rest
+9 shop about order 28, payment 1: refund the rest
+0 bob about order 28, payment 1: refund the rest
+0 key-of-ann agrees to the policy in shop 1
+0 dora about order 32, payment 1: refund the rest
+0 ann about order 36, payment 1: refund the rest
+0 bob about order 36, payment 1: refund the rest
+38 shop about order 38, payment 1: refund the rest
+23 order 41 in shop 1: draw 16355844228410911664
+36 shop about order 36, payment 1: refund the rest
+0 till about order 40, payment 1: refund the rest
+47 till about order 40, payment 1: refund the rest
+30 eve about order 35, payment 1: refund the rest
+25 cid about order 38, payment 1: refund the rest
+37 dora about order 28, payment 1: refund the rest
+0 till about order 30, payment 1: refund the rest
+30 order 42 in shop 1: draw 1695943176923795975
+23 shop about order 28, payment 1: refund the rest
+2 cid about order 25, payment 1: invoice 2820724472528610018
+10 cid about order 41, payment 1: refund the rest
+20 eve about order 33, payment 1: refund the rest
+2 ann about order 33, payment 1: refund the rest
+0 bob about order 39, payment 1: refund the rest
+0 key-of-ann about order 42, payment 1: refund the rest
+0 order 43 in shop 1: draw 7373574166674227911
+37 key-of-ann about order 38, payment 1: refund the rest
+42 cid about order 41, payment 1: refund the rest
+0 dora about order 41, payment 1: refund the rest
+0 till refuses the policy in shop 1
+0 ann about order 36, payment 1: refund the rest
+0 bob about order 30, payment 1: refund the rest
+1 eve about order 30, payment 1: refund the rest
+0 eve about order 33, payment 1: refund the rest
+3 till about order 30, payment 1: refund the rest
+24 cid about order 38, payment 1: refund the rest
+1 dora about order 38, payment 1: refund the rest
+13 dora about order 32, payment 1: refund the rest
+0 bob proposes a policy in shop 1: draw 5530123918521883210
+17 key-of-ann about order 41, payment 1: refund the rest
+56 eve about order 39, payment 1: refund the rest
+23 ann about order 42, payment 1: refund the rest
+0 cid about order 42, payment 1: refund the rest
+15 eve about order 27, payment 1: deliver line 1
+20 shop about order 27, payment 1: deliver line 1
+0 rumour about order 31, payment 1: authorization 1 taken in row 3: 50 %
+45 cid about order 36, payment 1: refund the rest
+9 bob about order 25, payment 1: refund 2 %
+0 till about order 37, payment 1: refund the rest
+0 rumour about order 30, payment 1: dispute 1 dispute_inquiry in row 3: the whole
+3 dora about order 36, payment 1: refund the rest
+31 dora about order 32, payment 1: refund 57 %
+0 order 44 in shop 1: draw 16587164788105088695
+53 cid about order 42, payment 1: refund-units 2 of line 2
+21 rumour about order 42, payment 2: dispute 1 dispute_lost in row 2: the rest
+0 shop about order 25, payment 1: refund-units 2 of line 1
+1 till about order 40, payment 1: refund-units 1 of line 2
+0 rumour about order 42, payment 2: dispute 1 dispute_won in row 2: 50 %
+40 bob about order 38, payment 1: refund 12 %
+52 till about order 25, payment 1: owed 12873119967598780384
+41 ann about order 40, payment 1: refund 29 %
+50 rumour about order 29, payment 1: authorization 1 authorized in row 2: the whole
+41 the clock jumps 3700 s
+0 rumour about order 23, payment 1: dispute 1 dispute_taken_back in row 3: the rest
+20 order 45 in shop 1: draw 1986884228781007088
+0 shop about order 42, payment 1: refund the rest
+24 shop about order 34, payment 1: refund the rest
+2 bob about order 34, payment 1: refund the rest
+48 order 46 in shop 1: draw 4982165207096878671
+0 rumour about order 44, payment 1: dispute 1 dispute_fee_returned in row 2: the rest
+58 key-of-ann about order 45, payment 2: capture one
+2 cid about order 45, payment 2: capture one
+3 bob about order 33, payment 1: capture one
+0 dora about order 33, payment 1: capture one
+2 rumour about order 44, payment 1: dispute 2 dispute_expired in row 2: more than the whole
+43 order 47 in shop 1: draw 18132032926164460206
+0 eve about order 47, payment 1: refund the rest
+0 eve about order 45, payment 1: refund one
+0 till about order 45, payment 1: refund one
+0 order 48 in shop 1: draw 12197190655831417352
+21 the clock jumps 605000 s
+12 key-of-ann about order 48, payment 1: refund the rest
+58 rumour about order 44, payment 1: dispute 3 dispute_withdrawn in row 1: the whole
+32 rumour about order 47, payment 1: capture 1 capture_failed in row 2: more than the whole
+0 rumour about order 44, payment 1: dispute 1 dispute_accepted in row 1: one
+8 rumour about order 48, payment 1: dispute 1 dispute_fee_returned in row 3: one
+50 rumour about order 39, payment 1: dispute 1 dispute_reinstated in row 2: the whole
+12 cid about order 43, payment 1: refund the whole
+11 eve about order 31, payment 2: refund the rest
+25 eve about order 41, payment 1: deliver line 2
+3 order 49 in shop 1: draw 6702785586284627585
+0 order 50 in shop 1: draw 13588270117490490490
+0 till about order 44, payment 1: dispute 16473116325599414322
+14 rumour about order 45, payment 1: dispute 1 dispute_pre_arbitration in row 2: one
+0 rumour about order 34, payment 1: dispute 1 dispute_withdrawn in row 1: more than the whole
+0 bob about order 49, payment 1: refund 46 %
+48 dora about order 39, payment 2: refund 82 %
+58 till about order 48, payment 2: capture last 31 %
+0 key-of-ann about order 48, payment 2: refund 60 %
+27 dora about order 49, payment 1: invoice 2424118574727332334
+0 eve about order 49, payment 1: invoice 2424118574727332334
+0 ann about order 43, payment 1: refund one
+33 order 51 in shop 1: draw 9080914756564848360
+30 ann agrees to the policy in shop 1
+45 key-of-ann about order 36, payment 1: top-up 7306789172518692245
+37 rumour about order 49, payment 1: authorization 1 authorized in row 3: 50 %
+0 cid about order 40, payment 1: refund-units 3 of line 2
+10 shop about order 51, payment 1: capture 74 %
+1 shop about order 51, payment 1: capture 74 %
+59 order 52 in shop 1: draw 9951938789092895509
+57 bob agrees to the policy in shop 1
+23 eve about order 34, payment 1: top-up 4591110689248009006
+2 dora about order 34, payment 1: top-up 4591110689248009006
+22 order 53 in shop 1: draw 7407298122116320002
+6 rumour about order 38, payment 3: authorization 1 authorized in row 0: more than the whole
+56 bob about order 42, payment 2: dispute 9646670775007898251
+28 till about order 44, payment 1: odd 6699259893668120109
+53 till about order 48, payment 2: refund 97 %
+10 key-of-ann about order 45, payment 1: dispute 4083365536307287046
+0 order 54 in shop 1: draw 772775268987369756
+41 rumour about order 48, payment 2: authorization 1 released in row 0: one
+0 rumour about order 42, payment 2: dispute 1 dispute_withdrawn in row 2: the whole
+0 order 55 in shop 1: draw 4202097934260429782
+0 order 56 in shop 1: draw 12041126176194292535
+0 cid about order 43, payment 1: capture last the whole
+31 eve about order 39, payment 1: dispute 2325997859924693387
+0 rumour about order 44, payment 1: capture 1 capture_reversed in row 2: the whole
+44 order 57 in shop 1: draw 18167579335305697654
+57 till about order 53, payment 1: refund the whole
+0 order 58 in shop 1: draw 9453922184728896878
+0 rumour about order 52, payment 1: dispute 1 dispute_reinstated in row 2: the whole
+5 order 59 in shop 1: draw 14336503662743213234
+0 key-of-ann about order 54, payment 1: refund 28 %
+24 cid about order 50, payment 4: refund the whole
+57 bob about order 54, payment 2: capture more than the whole
+40 ann about order 59, payment 2: capture last 18 %
+46 rumour about order 37, payment 2: dispute 1 dispute_refused in row 0: 50 %
+20 order 60 in shop 1: draw 7135760612610263484
+0 the clock jumps 260000 s
+0 rumour about order 49, payment 1: authorization 1 released in row 1: more than the whole
+0 cid about order 47, payment 1: deliver line 2
+31 order 61 in shop 1: draw 3724179596399430142
+0 rumour about order 47, payment 1: dispute 1 dispute_chargeback in row 2: the rest
+0 bob about order 52, payment 1: dispute 10418964162777740564
+11 order 62 in shop 1: draw 283555509638618178
+4 rumour about order 45, payment 2: dispute 1 dispute_fee_returned in row 2: the whole
+39 rumour about order 48, payment 2: dispute 1 dispute_withdrawn in row 2: more than the whole
+19 rumour about order 60, payment 2: dispute 1 dispute_inquiry in row 3: the rest
+4 node 1 crashes for 1180 ms
+17 rumour about order 42, payment 2: dispute 2 dispute_prevented in row 1: the whole
+53 shop about order 44, payment 1: dispute 17107294083774240673
+59 cid about order 42, payment 2: dispute 5706941125477597369
+5 order 63 in shop 1: draw 15243137758151245407
+34 cid about order 62, payment 1: refund 49 %
+1 bob about order 62, payment 1: refund 49 %
+0 order 64 in shop 1: draw 1675409226031208073
+0 dora about order 45, payment 1: approve refund 2
+0 rumour about order 45, payment 2: dispute 1 dispute_inquiry in row 2: more than the whole
+33 dora about order 63, payment 1: refund the rest
+37 order 65 in shop 1: draw 16500426733292307449
+45 rumour about order 59, payment 1: authorization 1 released in row 1: one
+0 rumour about order 44, payment 1: authorization 1 declined in row 0: the whole
+0 rumour about order 42, payment 2: dispute 1 dispute_chargeback in row 0: more than the whole
+39 ann about order 50, payment 3: dispute 10035507610744117301
+15 cid about order 62, payment 1: refund-units 3 of line 1
+0 shop about order 44, payment 1: dispute 16176649090044389281
+2 ann about order 44, payment 1: dispute 16176649090044389281
+37 key-of-ann about order 50, payment 3: dispute 17290742229827308257
+41 key-of-ann about order 60, payment 3: resume
+0 rumour about order 62, payment 1: authorization 1 authorized in row 0: the whole
+57 rumour about order 47, payment 1: dispute 1 dispute_fee_returned in row 3: one
+25 order 66 in shop 1: draw 242524529130023429
+5 rumour about order 52, payment 1: dispute 1 dispute_expired in row 1: the rest
+17 till about order 64, payment 1: refund the rest
+25 till about order 63, payment 1: refund the rest
+52 key-of-ann about order 50, payment 4: capture more than the whole
+15 ann about order 65, payment 1: refund the rest
+2 ann about order 65, payment 1: refund the rest
+33 order 67 in shop 1: draw 17564635366468227948
+12 order 68 in shop 1: draw 1177427317989123392
+10 cid about order 62, payment 1: capture 88 %
+46 bob about order 67, payment 1: refund the rest
+2 cid about order 67, payment 1: refund the rest
+5 till about order 59, payment 2: refund-order by 7: 60 %
+0 key-of-ann about order 64, payment 1: refund the rest
+0 dora about order 64, payment 1: refund the rest
+44 dora about order 52, payment 1: dispute 3423372795492823375
+0 order 69 in shop 1: draw 14609471335899596465
+24 the clock jumps 260000 s
+8 order 70 in shop 1: draw 17922068063364476880
+42 rumour about order 62, payment 1: authorization 1 taken in row 1: the whole
+45 ann proposes a policy in shop 1: draw 5640028371650436925
+50 cid about order 64, payment 1: refund the rest
+45 bob about order 47, payment 1: dispute 7735658949810495641
+41 cid about order 56, payment 1: release
+11 till about order 52, payment 2: odd 659236164339786538
+0 till about order 65, payment 1: refund the rest
+0 eve about order 60, payment 2: refund 13 %
+2 till about order 60, payment 2: refund 13 %
+0 rumour about order 61, payment 1: authorization 1 declined in row 2: more than the whole
+40 eve about order 69, payment 1: refund the rest
+2 till about order 69, payment 1: refund the rest
+59 dora about order 52, payment 1: dispute 2108758432415246902
+1 shop about order 52, payment 1: dispute 2108758432415246902
+0 shop agrees to the policy in shop 1
+0 eve about order 47, payment 2: dispute 7098954696166117883
+3 cid about order 55, payment 1: refund-order by 0: the whole
+50 key-of-ann about order 57, payment 1: release
+0 till about order 57, payment 1: release
+35 order 71 in shop 1: draw 17888725597741185647
+57 order 72 in shop 1: draw 15438626648259598290
+15 rumour about order 55, payment 1: authorization 1 authorized in row 0: the whole
+0 shop about order 71, payment 2: refund 52 %
+0 shop about order 71, payment 2: refund 52 %
+19 order 73 in shop 1: draw 8203484874497849754
+0 rumour about order 60, payment 2: dispute 1 dispute_chargeback in row 2: more than the whole
+0 cid about order 66, payment 1: refund the rest
+25 rumour about order 58, payment 1: dispute 1 dispute_withdrawn in row 0: more than the whole
+37 ann about order 63, payment 1: refund the rest
+0 rumour about order 50, payment 3: dispute 2 dispute_lost in row 0: more than the whole
+0 rumour about order 51, payment 1: dispute 1 dispute_expired in row 2: the whole
+55 eve about order 60, payment 2: dispute 12404342103812303796
+28 ann about order 50, payment 3: dispute 13613532151464020946
+0 shop about order 62, payment 1: refund 84 %
+0 key-of-ann about order 65, payment 1: refund the rest
+50 order 74 in shop 1: draw 16072060288483359732
+15 order 75 in shop 1: draw 10168549363993265204
+0 rumour about order 72, payment 1: dispute 1 dispute_arbitration in row 1: one
+47 eve about order 57, payment 1: refund 10 %
+1 bob about order 57, payment 1: refund 10 %
+31 eve about order 58, payment 1: invoice 4536592859168373878
+57 key-of-ann about order 72, payment 1: dispute 9725807098029285884
+1 till about order 72, payment 1: dispute 9725807098029285884
+0 rumour about order 73, payment 1: authorization 1 expired in row 3: one
+0 dora about order 55, payment 1: refund 23 %
+0 shop about order 62, payment 1: release
+0 key-of-ann about order 63, payment 1: refund the rest
+28 shop about order 72, payment 1: dispute 16785312373703880821
+17 shop about order 69, payment 2: refund 52 %
+0 cid about order 69, payment 2: refund 52 %
+48 shop about order 71, payment 2: refund 94 %
+59 rumour about order 67, payment 3: authorization 1 action_required in row 1: the whole
+0 bob about order 62, payment 1: refund 53 %
+1 till about order 62, payment 1: refund 53 %
+32 rumour about order 52, payment 1: dispute 1 dispute_chargeback in row 0: more than the whole
+0 rumour about order 70, payment 1: dispute 1 dispute_pre_arbitration in row 2: more than the whole
+15 key-of-ann about order 70, payment 1: refund 60 %
+0 dora about order 70, payment 1: refund 60 %
+0 rumour about order 59, payment 2: dispute 1 dispute_pre_arbitration in row 3: the whole
+0 ann refuses the policy in shop 1
+36 till about order 75, payment 3: resume
+21 till about order 72, payment 1: refund-units 2 of line 3
+24 rumour about order 72, payment 1: authorization 1 declined in row 0: the whole
+33 rumour about order 57, payment 1: authorization 1 released in row 0: the whole
+26 eve about order 63, payment 1: refund 15 %
+0 dora about order 63, payment 1: refund 15 %
+0 cid about order 75, payment 3: release
+54 rumour about order 71, payment 1: authorization 1 released in row 3: the rest
+9 rumour about order 63, payment 1: refund 1 refund_completed in row 1: the whole
+44 key-of-ann about order 58, payment 1: owed 8767456942344235575
+11 ann about order 66, payment 1: capture last 60 %
+0 the clock jumps 260000 s
+6 rumour about order 75, payment 1: authorization 1 authorized in row 2: more than the whole
+0 order 76 in shop 1: draw 12180641845069463279
+34 eve about order 76, payment 1: refund the rest
+0 order 77 in shop 1: draw 16679753132920014149
+0 dora about order 68, payment 1: capture 15 %
+57 till about order 66, payment 1: refund-units 2 of line 3
+44 dora about order 74, payment 1: refund 17 %
+2 key-of-ann about order 74, payment 1: refund 17 %
+37 rumour about order 67, payment 3: dispute 2 dispute_expired in row 1: the whole
+20 rumour about order 70, payment 1: dispute 1 dispute_lost in row 0: more than the whole
+55 rumour about order 76, payment 1: authorization 1 declined in row 3: one
+0 node 1 crashes for 2239 ms
+49 key-of-ann about order 65, payment 1: refund 33 %
+0 eve about order 61, payment 1: say-done 1
+0 rumour about order 75, payment 1: authorization 1 expired in row 2: one
+33 eve about order 69, payment 1: refund the rest
+30 shop about order 66, payment 1: refund more than the whole
+28 bob about order 73, payment 1: refund 31 %
+1 eve about order 73, payment 1: refund 31 %
+0 rumour about order 72, payment 1: refund 1 refund_completed in row 3: more than the whole
+20 bob about order 74, payment 1: refund 63 %
+30 rumour about order 75, payment 3: authorization 1 declined in row 2: 50 %
+8 rumour about order 58, payment 1: dispute 1 dispute_chargeback in row 1: 50 %
+19 dora about order 68, payment 1: capture 7 %
+0 rumour about order 65, payment 1: dispute 1 dispute_withdrawn in row 0: the rest
+0 rumour about order 59, payment 2: dispute 2 dispute_withdrawn in row 0: 50 %
+0 shop about order 66, payment 1: refund more than the whole
+1 dora about order 66, payment 1: refund more than the whole
+34 shop about order 73, payment 1: refund 38 %
+0 till about order 73, payment 1: refund 38 %
+12 shop about order 77, payment 1: refund 39 %
+1 cid about order 77, payment 1: refund 39 %
+57 order 78 in shop 1: draw 5930205854435261611
+58 rumour about order 63, payment 1: dispute 1 dispute_accepted in row 1: one
+18 rumour about order 60, payment 1: dispute 1 dispute_arbitration in row 1: the whole
+51 key-of-ann about order 72, payment 1: dispute 15591015860898837561
+6 rumour about order 74, payment 1: refund 1 refund_completed in row 2: 50 %
+8 shop about order 70, payment 1: refund 41 %
+2 dora about order 70, payment 1: refund 41 %
+31 cid about order 72, payment 1: dispute 17128171948188121658
+54 till about order 61, payment 2: refund 43 %
+4 order 79 in shop 1: draw 12058675774030762728
+9 eve about order 73, payment 1: refund 60 %
+11 cid agrees to the policy in shop 1
+3 key-of-ann about order 69, payment 1: refund 66 %
+12 order 80 in shop 1: draw 8919066866891298414
+0 order 81 in shop 1: draw 11179010366996574035
+4 key-of-ann about order 79, payment 1: refund the rest
+0 ann about order 77, payment 1: refund 60 %
+0 ann about order 77, payment 1: refund 60 %
+0 bob about order 79, payment 1: refund the rest
+39 rumour about order 74, payment 1: dispute 1 dispute_lost in row 0: one
+2 bob about order 73, payment 1: refund the whole
+2 rumour about order 65, payment 1: dispute 1 dispute_withdrawn in row 1: 50 %
+55 eve about order 68, payment 1: invoice 6705059490578759792
+0 dora about order 69, payment 1: invoice 9343999396109067243
+51 shop about order 59, payment 2: dispute 3928776917955560260
+1 rumour about order 74, payment 1: dispute 1 dispute_reinstated in row 3: the whole
+1 till about order 67, payment 3: dispute 2617036044981551313
+0 rumour about order 70, payment 1: authorization 1 authorized in row 0: the rest
+41 cid about order 73, payment 1: refund-units 3 of line 3
+12 order 82 in shop 1: draw 9217189118885660011
+0 key-of-ann about order 67, payment 3: dispute 12405037308357083428
+0 shop about order 67, payment 3: dispute 12405037308357083428
+0 rumour about order 65, payment 1: dispute 1 dispute_arbitration in row 1: more than the whole
+17 ann about order 73, payment 1: invoice 10022481515768941618
+17 cid refuses the policy in shop 1
+42 ann about order 62, payment 1: top-up 16268312283675913398
+35 rumour about order 70, payment 1: dispute 1 dispute_prevented in row 2: 50 %
+56 eve about order 80, payment 1: refund the rest
+25 order 83 in shop 1: draw 12882668086398535097
+43 rumour about order 74, payment 1: capture 1 captured in row 1: 50 %
+22 bob about order 83, payment 1: refund the rest
+41 rumour about order 67, payment 3: dispute 3 dispute_taken_back in row 2: the rest
+0 key-of-ann about order 62, payment 1: refund 14 %
+48 rumour about order 63, payment 1: dispute 1 dispute_lost in row 0: more than the whole
+24 key-of-ann about order 83, payment 1: refund the rest
+0 order 84 in shop 1: draw 66807676484228805
+27 rumour about order 74, payment 1: dispute 1 dispute_reinstated in row 3: one
+0 rumour about order 66, payment 1: dispute 1 dispute_reinstated in row 1: 50 %
+28 bob about order 81, payment 1: refund the rest
+2 key-of-ann about order 81, payment 1: refund the rest
+48 ann about order 72, payment 1: invoice 4555305060474092367
+0 order 85 in shop 1: draw 6642114201256617724
+4 ann about order 85, payment 1: refund the rest
+36 dora about order 82, payment 1: refund the rest
+23 eve about order 74, payment 1: refund 44 %
+25 key-of-ann about order 73, payment 1: refund-units 1 of line 2
+0 key-of-ann about order 73, payment 1: refund-units 1 of line 2
+0 key-of-ann about order 84, payment 1: refund the rest
+1 dora about order 84, payment 1: refund the rest
+39 order 86 in shop 1: draw 44026976478524277
+0 rumour about order 65, payment 1: dispute 1 dispute_lost in row 3: the whole
+0 rumour about order 75, payment 2: authorization 1 expired in row 0: the whole
+32 ann about order 86, payment 1: refund the rest
+1 ann about order 86, payment 1: refund the rest
+21 order 87 in shop 1: draw 2555016369061005408
+36 till about order 83, payment 1: refund the rest
+20 rumour about order 76, payment 1: authorization 1 declined in row 3: 50 %
+20 rumour about order 68, payment 1: dispute 1 dispute_taken_back in row 0: the rest
+58 bob about order 83, payment 1: refund the rest
+13 rumour about order 74, payment 1: dispute 1 dispute_answered in row 1: the whole
+51 ann about order 65, payment 1: dispute 3108040878979460234
+54 ann about order 85, payment 1: tender 1540248683900604643
+1 dora about order 85, payment 1: tender 1540248683900604643
+0 rumour about order 78, payment 2: dispute 1 dispute_answered in row 3: one
+46 till about order 78, payment 2: refund more than the whole
+0 order 88 in shop 1: draw 18021650363614537917
+0 rumour about order 80, payment 2: dispute 1 dispute_taken_back in row 3: the whole
+20 rumour about order 79, payment 4: authorization 1 action_required in row 0: the whole
+0 rumour about order 70, payment 1: dispute 1 dispute_withdrawn in row 2: more than the whole
+50 order 89 in shop 1: draw 17920463376475024223
+0 rumour about order 68, payment 1: dispute 1 dispute_lost in row 1: 50 %
+0 rumour about order 76, payment 2: dispute 2 dispute_pre_arbitration in row 2: the whole
+0 bob about order 75, payment 4: refund 58 %
+41 order 90 in shop 1: draw 2129531735886024742
+0 rumour about order 70, payment 1: dispute 1 dispute_arbitration in row 2: the whole
+27 cid about order 79, payment 4: odd 12236639777938003924
+0 till about order 79, payment 3: dispute 14710611789515651320
+0 shop about order 79, payment 3: dispute 14710611789515651320
+0 bob about order 78, payment 3: cancel-order
+14 order 91 in shop 1: draw 1529193615141817931
+7 key-of-ann about order 91, payment 1: refund the rest
+1 ann about order 90, payment 1: refund 36 %
+0 shop about order 87, payment 1: record 33 %
+0 dora about order 74, payment 1: dispute 12293256076813976849
+12 ann about order 77, payment 1: refund 19 %
+40 dora about order 91, payment 2: dispute 9035565126424419507
+44 shop about order 81, payment 1: odd 3606258484811397946
+0 bob about order 77, payment 2: capture the whole
+0 key-of-ann about order 69, payment 1: owed 5562781927675168253
+57 till about order 78, payment 3: refund 67 %
+0 till about order 78, payment 3: refund 67 %
+0 key-of-ann about order 90, payment 2: refund the whole
+9 bob about order 83, payment 1: cancel-order
+9 cid about order 79, payment 3: dispute 16074036471109961386
+18 ann about order 86, payment 1: refund the rest
+16 ann about order 82, payment 1: adjust 16124392677258147178
+12 key-of-ann about order 78, payment 1: refund more than the whole
+1 cid about order 78, payment 1: refund more than the whole
+25 shop about order 82, payment 3: release
+1 eve about order 82, payment 3: release
+0 shop about order 78, payment 2: dispute 2365443337404194832
+2 dora about order 78, payment 2: dispute 2365443337404194832
+0 eve about order 70, payment 1: dispute 4938607458929517020
+0 the gateway says nothing of order 77, payment 1
+308 eve about order 77, payment 1: say-done 1
+428 till about order 77, payment 1: agree-to-claim 1
+364 dora about order 77, payment 1: agree-to-claim 1
+0 order 92 in shop 1: draw 17032548201573965658
+52 cid about order 75, payment 2: refund-units 1 of line 3
+0 dora about order 74, payment 1: dispute 15602863317980006032
+41 cid about order 91, payment 3: release
+1 cid about order 91, payment 3: release
+0 order 93 in shop 1: draw 13081058499785901940
+22 dora about order 81, payment 1: dispute 11515730074573895875
+1 shop about order 81, payment 1: dispute 11515730074573895875
+24 rumour about order 88, payment 1: authorization 1 authorized in row 0: the rest
+0 rumour about order 82, payment 2: dispute 1 dispute_won in row 3: the whole
+19 ann proposes a policy in shop 1: draw 6646889814064027734
+45 order 94 in shop 1: draw 6936135767619184657
+10 rumour about order 81, payment 1: dispute 2 dispute_chargeback in row 2: the rest
+0 bob about order 91, payment 3: release
+35 dora about order 91, payment 2: dispute 15437411104086553327
+3 shop about order 94, payment 2: dispute 4139212159373827663
+16 rumour about order 94, payment 3: dispute 3 dispute_withdrawn in row 0: the whole
+30 rumour about order 72, payment 2: dispute 1 dispute_lost in row 2: one
+42 shop about order 92, payment 1: top-up 7483366106652675092
+0 key-of-ann about order 92, payment 1: top-up 7483366106652675092
+43 till about order 93, payment 2: refund-units 1 of line 1
+2 key-of-ann about order 93, payment 2: refund-units 1 of line 1
+0 key-of-ann about order 74, payment 1: refund-units 2 of line 2
+34 rumour about order 92, payment 1: dispute 1 dispute_refused in row 2: the whole
+0 till about order 72, payment 2: dispute 15080716664503788587
+0 shop about order 80, payment 2: dispute 16177180448398557399
+1 key-of-ann about order 80, payment 2: dispute 16177180448398557399
+41 bob about order 80, payment 2: dispute 14127949616704421792
+0 order 95 in shop 1: draw 3187229258067003950
+49 rumour about order 74, payment 1: dispute 1 dispute_withdrawn in row 0: one
+24 shop about order 86, payment 1: refund one
+17 cid about order 80, payment 1: tender 5914470900788738569
+10 rumour about order 91, payment 1: authorization 1 released in row 3: more than the whole
+44 shop about order 95, payment 1: invoice 13593013841723094589
+2 ann about order 95, payment 1: invoice 13593013841723094589
+6 order 96 in shop 1: draw 10465358347018442961
+10 rumour about order 74, payment 1: dispute 2 dispute_fee_returned in row 2: the whole
+16 rumour about order 92, payment 3: dispute 1 dispute_taken_back in row 3: 50 %
+43 rumour about order 94, payment 1: authorization 1 taken in row 0: 50 %
+33 rumour about order 92, payment 3: dispute 1 dispute_prevented in row 3: more than the whole
+0 order 97 in shop 1: draw 481747377708688456
+36 order 98 in shop 1: draw 14038458182262055080
+16 order 99 in shop 1: draw 7832234911932177435
+0 key-of-ann about order 99, payment 1: refund the rest
+0 the clock jumps 260000 s
+0 ann about order 83, payment 1: top-up 14633450469487583420
+1 cid about order 83, payment 1: top-up 14633450469487583420
+40 dora about order 81, payment 1: dispute 4475825532638204638
+0 eve about order 86, payment 1: refund-units 1 of line 2
+48 order 100 in shop 1: draw 406735375408661504
+0 eve about order 97, payment 1: capture more than the whole
+0 shop about order 97, payment 1: capture more than the whole
+9 order 101 in shop 1: draw 17239211710801523405
+26 ann about order 93, payment 1: refund the rest
+1 dora about order 93, payment 1: refund the rest
+0 ann agrees to the policy in shop 1
+26 rumour about order 88, payment 1: authorization 1 declined in row 1: one
+13 dora about order 95, payment 3: refund-units 2 of line 1
+0 eve about order 100, payment 1: top-up 15955856252125222281
+55 order 102 in shop 1: draw 1109512678246286265
+24 key-of-ann about order 83, payment 2: dispute 14850576607028704156
+14 till about order 87, payment 2: refund 87 %
+42 rumour about order 102, payment 1: authorization 1 expired in row 0: 50 %
+43 rumour about order 84, payment 2: authorization 1 released in row 1: the rest
+1 dora about order 100, payment 1: refund 45 %
+34 rumour about order 95, payment 2: dispute 1 dispute_fee_returned in row 0: one
+34 shop about order 95, payment 3: dispute 463303415875523904
+53 shop about order 93, payment 2: refund 6 %
+50 rumour about order 98, payment 4: dispute 1 dispute_fee in row 1: the whole
+0 rumour about order 87, payment 3: dispute 1 dispute_pre_arbitration in row 0: the rest
+0 bob about order 91, payment 3: capture last more than the whole
+55 till about order 100, payment 2: dispute 15829262529216153632
+30 rumour about order 90, payment 1: dispute 1 dispute_answered in row 2: one
+24 key-of-ann about order 97, payment 3: refund one
+33 rumour about order 96, payment 6: dispute 1 dispute_withdrawn in row 2: the whole
+42 ann about order 89, payment 1: refund 60 %
+33 eve about order 80, payment 2: dispute 16776503280477636599
+44 eve about order 97, payment 2: refund the rest
+0 rumour about order 82, payment 2: dispute 1 dispute_taken_back in row 0: more than the whole
+0 rumour about order 92, payment 3: dispute 1 dispute_refused in row 0: more than the whole
+33 till about order 101, payment 1: refund the rest
+36 till about order 93, payment 1: refund-units 2 of line 3
+1 dora about order 93, payment 1: refund-units 2 of line 3
+14 shop about order 101, payment 3: refund the rest
+12 rumour about order 87, payment 2: dispute 1 dispute_fee_returned in row 3: the whole
+50 key-of-ann about order 83, payment 3: refund 4 %
+0 eve about order 93, payment 2: dispute 4297074536215605220
+0 cid about order 90, payment 1: dispute 12886901445777395096
+24 shop about order 101, payment 3: refund 69 %
+51 bob about order 83, payment 1: refund 3 %
+47 till about order 102, payment 1: refund the whole
+0 rumour about order 97, payment 2: dispute 1 dispute_withdrawn in row 2: the rest
+0 rumour about order 98, payment 1: authorization 1 expired in row 2: more than the whole
+0 cid about order 90, payment 1: dispute 11982084277078053727
+54 bob about order 100, payment 2: refund one
+0 cid about order 96, payment 3: refund one
+0 cid about order 96, payment 3: refund one
+0 dora about order 99, payment 1: refund 24 %
+28 rumour about order 92, payment 2: dispute 1 dispute_arbitration in row 3: more than the whole
+35 rumour about order 98, payment 6: authorization 1 released in row 2: the whole
+0 ann about order 102, payment 1: refund more than the whole
+26 shop about order 98, payment 2: refund 3 %
+1 rumour about order 92, payment 2: dispute 1 dispute_reinstated in row 1: more than the whole
+0 till about order 89, payment 1: release
+18 dora about order 101, payment 3: tender 773679728501268482
+6 node 1 crashes for 1723 ms
+33 bob about order 88, payment 1: release
+0 order 103 in shop 1: draw 16919305673963239391
+7 order 104 in shop 1: draw 16778973432092817655
+0 rumour about order 100, payment 2: dispute 1 dispute_pre_arbitration in row 2: one
+32 key-of-ann about order 95, payment 2: dispute 2967696781923111528
+0 dora about order 95, payment 2: dispute 2967696781923111528
+56 rumour about order 95, payment 5: authorization 1 authorized in row 3: the rest
+0 rumour about order 92, payment 1: dispute 1 dispute_withdrawn in row 1: the whole
+52 cid about order 95, payment 1: owed 5367678880756468249
+5 rumour about order 97, payment 3: dispute 1 dispute_inquiry in row 1: one
+58 key-of-ann about order 103, payment 1: refund the rest
+0 till about order 102, payment 1: refund 18 %
+14 rumour about order 83, payment 4: dispute 1 dispute_fee_returned in row 2: more than the whole
+10 rumour about order 99, payment 2: dispute 1 dispute_won in row 2: 50 %
+25 bob about order 91, payment 1: refund-units 2 of line 3
+31 dora about order 103, payment 1: refund the rest
+56 till about order 102, payment 1: tender 4854057361190885951
+22 eve about order 104, payment 1: refund the rest
+13 eve about order 84, payment 2: tender 2456034520683695371
+31 ann about order 99, payment 1: approve refund 1
+30 till about order 88, payment 1: refund 54 %
+0 the clock jumps 700 s
+0 key-of-ann about order 98, payment 2: cancel refund 1
+3 key-of-ann agrees to the policy in shop 1
+46 order 105 in shop 1: draw 5273116576451682477
+1 cid about order 86, payment 1: refund one
+55 order 106 in shop 1: draw 14050649509626720549
+14 shop about order 91, payment 3: refund 89 %
+51 shop about order 98, payment 2: confirm refund 1
+42 order 107 in shop 1: draw 1053150477611614866
+51 dora about order 101, payment 1: cancel-order
+0 order 108 in shop 1: draw 16162043498460870849
+56 rumour about order 97, payment 3: dispute 1 dispute_withdrawn in row 2: 50 %
+10 key-of-ann about order 90, payment 2: refund the rest
+31 cid about order 95, payment 2: refund 70 %
+53 eve about order 100, payment 1: tender 16438249208607366853
+0 bob about order 107, payment 1: refund the rest
+0 ann about order 105, payment 1: refund the rest
+49 rumour about order 95, payment 1: authorization 1 expired in row 1: the rest
+42 rumour about order 96, payment 6: dispute 1 dispute_chargeback in row 3: the whole
+40 dora refuses the policy in shop 1
+27 till about order 101, payment 1: refund 81 %
+47 rumour about order 98, payment 1: authorization 1 taken in row 1: the rest
+0 dora about order 100, payment 4: resolve exception 71
+0 rumour about order 98, payment 2: dispute 1 dispute_expired in row 3: more than the whole
+30 till about order 102, payment 1: invoice 2613189839839230942
+40 rumour about order 87, payment 3: dispute 1 dispute_chargeback in row 3: the rest
+36 order 109 in shop 1: draw 2357021214125591781
+55 eve about order 100, payment 4: refund 52 %
+2 bob about order 100, payment 4: refund 52 %
+0 order 110 in shop 1: draw 3764820493984097505
+0 order 111 in shop 1: draw 15399128213317421401
+35 cid about order 104, payment 1: refund the rest
+0 ann about order 104, payment 1: refund the rest
+0 shop about order 98, payment 1: top-up 4088093779418900013
+0 dora about order 106, payment 1: refund the rest
+2 bob about order 106, payment 1: refund the rest
+0 eve about order 92, payment 1: dispute 12942951612976237026
+0 order 112 in shop 1: draw 15444167426576789163
+12 cid about order 102, payment 1: complete
+39 eve about order 111, payment 1: refund the rest
+0 bob about order 111, payment 1: refund the rest
+0 rumour about order 98, payment 2: dispute 1 dispute_chargeback in row 1: the whole
+55 rumour about order 100, payment 2: dispute 1 dispute_withdrawn in row 1: the rest
+0 dora about order 101, payment 2: tender 13188923131011233189
+0 eve about order 112, payment 1: refund the rest
+0 ann about order 93, payment 2: dispute 3299227645025177450
+0 till about order 94, payment 1: top-up 17162437093272778546
+0 node 1 crashes for 206 ms
+17 order 113 in shop 1: draw 2516380391862641336
+3 shop about order 92, payment 1: refund 20 %
+20 rumour about order 91, payment 3: capture 1 captured in row 3: one
+45 ann about order 92, payment 1: dispute 7564885263750794102
+5 eve about order 93, payment 1: tender 12631143965608955575
+0 cid about order 104, payment 1: refund the rest
+0 shop about order 106, payment 1: refund the rest
+56 ann about order 90, payment 1: dispute 18306531657449461108
+14 dora about order 105, payment 1: refund the rest
+34 cid about order 101, payment 3: refund 54 %
+1 ann about order 101, payment 3: refund 54 %
+0 ann about order 112, payment 1: refund the rest
+8 shop about order 104, payment 1: refund the rest
+27 shop proposes a policy in shop 1: draw 17434209737075389425
+0 dora about order 91, payment 2: dispute 16122484213387042550
+0 cid about order 91, payment 2: dispute 16122484213387042550
+35 order 114 in shop 1: draw 235655400853642788
+29 order 115 in shop 1: draw 2671001707170667307
+58 order 116 in shop 1: draw 13716714267937235257
+31 node 1 crashes for 2778 ms
+50 cid about order 115, payment 3: refund 87 %
+33 rumour about order 96, payment 6: dispute 1 dispute_inquiry in row 2: the whole
+50 rumour about order 94, payment 4: dispute 1 dispute_taken_back in row 1: the whole
+0 rumour about order 101, payment 3: authorization 1 action_required in row 3: one
+37 rumour about order 99, payment 3: dispute 1 dispute_answered in row 0: more than the whole
+43 key-of-ann about order 114, payment 2: dispute 15936095629161748715
+0 order 117 in shop 1: draw 9411388737711090923
+0 rumour about order 110, payment 2: authorization 1 authorized in row 0: the whole
+8 dora proposes a policy in shop 1: draw 7701023606923385144
+59 rumour about order 96, payment 6: dispute 1 dispute_withdrawn in row 3: one
+53 rumour about order 100, payment 2: dispute 3 dispute_chargeback in row 3: the rest
+0 eve about order 112, payment 1: adjust 14961688105415492919
+10 rumour about order 115, payment 3: dispute 3 dispute_won in row 0: 50 %
+10 node 1 crashes for 1383 ms
+0 till about order 113, payment 1: invoice 14634153901003891386
+0 key-of-ann about order 100, payment 2: dispute 9782132936891034572
+33 rumour about order 112, payment 1: dispute 1 dispute_arbitration in row 1: one
+36 rumour about order 94, payment 4: dispute 1 dispute_lost in row 0: more than the whole
+2 rumour about order 108, payment 1: dispute 1 dispute_taken_back in row 2: the whole
+0 till about order 115, payment 5: odd 262475848187418371
+8 dora about order 98, payment 5: refund 72 %
+0 rumour about order 97, payment 3: dispute 1 dispute_fee_returned in row 2: one
+40 key-of-ann about order 94, payment 2: dispute 9875175733089071867
+2 eve about order 94, payment 2: dispute 9875175733089071867
+53 rumour about order 112, payment 1: dispute 1 dispute_withdrawn in row 3: 50 %
+0 node 1 crashes for 680 ms
+51 rumour about order 94, payment 3: dispute 3 dispute_accepted in row 3: 50 %
+7 rumour about order 114, payment 3: dispute 1 dispute_expired in row 1: one
+58 cid about order 94, payment 2: dispute 7375982380414784701
+37 key-of-ann about order 108, payment 1: refund 20 %
+0 dora proposes a policy in shop 1: draw 10083353459506069263
+15 rumour about order 112, payment 1: capture 1 captured in row 1: one
+34 order 118 in shop 1: draw 14817148539792377351
+30 order 119 in shop 1: draw 12431513466496650497
+39 ann about order 115, payment 1: record 63 %
+22 rumour about order 100, payment 5: dispute 1 dispute_answered in row 3: the whole
+21 order 120 in shop 1: draw 1162622686439252586
+43 rumour about order 114, payment 4: dispute 1 dispute_withdrawn in row 2: the whole
+45 key-of-ann about order 120, payment 1: refund the rest
+45 till about order 114, payment 3: cancel refund 1
+16 bob agrees to the policy in shop 1
+46 order 121 in shop 1: draw 8957404807899044691
+10 shop about order 109, payment 1: refund the rest
+41 cid about order 107, payment 1: refund the rest
+0 order 122 in shop 1: draw 16537458110563925927
+44 eve about order 111, payment 4: refund more than the whole
+0 cid about order 117, payment 1: refund the rest
+0 shop about order 110, payment 1: invoice 8750317464641377856
+30 order 123 in shop 1: draw 16898840996113623292
+6 eve about order 115, payment 1: top-up 734363213959285421
+57 bob about order 120, payment 1: refund the rest
+2 cid about order 120, payment 1: refund the rest
+12 rumour about order 115, payment 3: dispute 3 dispute_pre_arbitration in row 3: the whole
+0 order 124 in shop 1: draw 11899865328525306500
+0 shop about order 116, payment 3: hold
+50 ann about order 121, payment 1: refund the rest
+18 order 125 in shop 1: draw 16584787885004062012
+39 rumour about order 116, payment 3: dispute 1 dispute_lost in row 3: more than the whole
+44 eve about order 122, payment 1: refund the rest
+25 bob refuses the policy in shop 1
+1 rumour about order 111, payment 5: dispute 1 dispute_reinstated in row 1: the whole
+19 rumour about order 113, payment 3: authorization 1 taken in row 0: 50 %
+19 eve about order 123, payment 1: refund the rest
+48 order 126 in shop 1: draw 4879649253364942356
+13 order 127 in shop 1: draw 2917910070934630223
+38 till about order 115, payment 3: together 14880071469059007078
+0 eve about order 125, payment 1: refund the rest
+40 rumour about order 127, payment 2: dispute 1 dispute_chargeback in row 3: more than the whole
+37 dora about order 123, payment 1: refund the rest
+5 rumour about order 112, payment 1: authorization 1 action_required in row 3: the whole
+36 bob about order 127, payment 1: refund 60 %
+1 shop about order 127, payment 1: refund 60 %
+40 key-of-ann about order 124, payment 1: refund the rest
+0 till about order 115, payment 4: capture last 74 %
+6 shop about order 114, payment 2: dispute 7910011035410306321
+2 key-of-ann about order 114, payment 2: dispute 7910011035410306321
+0 rumour about order 111, payment 5: dispute 1 dispute_chargeback in row 2: the rest
+0 rumour about order 111, payment 3: capture 1 captured in row 0: 50 %
+1 rumour about order 115, payment 6: dispute 1 dispute_fee_returned in row 2: the whole
+0 key-of-ann about order 120, payment 1: refund the whole
+12 eve about order 110, payment 2: refund 60 %
+0 till about order 110, payment 2: refund 60 %
+0 cid about order 119, payment 2: refund-units 1 of line 2
+0 rumour about order 119, payment 1: dispute 1 dispute_fee_returned in row 3: the rest
+31 order 128 in shop 1: draw 14445217332365511283
+47 the clock jumps 900000 s
+0 rumour about order 128, payment 2: authorization 1 declined in row 0: the whole
+0 rumour about order 127, payment 3: dispute 1 dispute_accepted in row 1: the whole
+0 order 129 in shop 1: draw 13123363774149002544
+0 shop about order 129, payment 1: refund the rest
+9 rumour about order 116, payment 3: dispute 1 dispute_chargeback in row 2: 50 %
+14 dora about order 124, payment 1: refund the rest
+0 order 130 in shop 1: draw 18297586107360357892
+52 order 131 in shop 1: draw 13496152784894906254
+0 rumour about order 129, payment 1: authorization 1 expired in row 2: more than the whole
+41 key-of-ann about order 124, payment 1: refund the rest
+0 shop about order 124, payment 1: refund the rest
+0 dora about order 128, payment 1: odd 13038592751183558472
+0 rumour about order 112, payment 1: dispute 1 dispute_reinstated in row 0: more than the whole
+22 key-of-ann about order 116, payment 3: cancel refund 1
+44 ann about order 108, payment 1: invoice 14776099269070794380
+30 order 132 in shop 1: draw 17081501895560748614
+0 rumour about order 122, payment 2: dispute 1 dispute_lost in row 1: one
+0 order 133 in shop 1: draw 12569891854208532244
+0 till about order 132, payment 1: refund the rest
+8 bob about order 125, payment 3: refund-units 1 of line 2
+2 cid about order 125, payment 3: refund-units 1 of line 2
+52 eve agrees to the policy in shop 1
+14 dora about order 120, payment 1: capture last 73 %
+9 rumour about order 115, payment 6: dispute 1 dispute_accepted in row 2: the rest
+0 bob about order 127, payment 1: refund one
+50 order 134 in shop 1: draw 7727229776521428243
+12 dora about order 122, payment 1: tender 4516155246833228114
+0 order 135 in shop 1: draw 11112618512930545539
+36 ann about order 125, payment 1: adjust 9172447505782144116
+0 the clock jumps 605000 s
+7 rumour about order 134, payment 1: dispute 1 dispute_won in row 3: the whole
+8 bob about order 135, payment 1: refund 72 %
+2 key-of-ann about order 135, payment 1: refund 72 %
+0 rumour about order 125, payment 3: dispute 1 dispute_chargeback in row 0: the rest
+11 rumour about order 127, payment 1: release 1 released in row 0: more than the whole
+0 rumour about order 132, payment 2: dispute 1 dispute_taken_back in row 2: 50 %
+37 till about order 117, payment 2: dispute 3338653783978200787
+0 rumour about order 132, payment 2: dispute 1 dispute_accepted in row 3: the rest
+56 order 136 in shop 1: draw 7673257086403085707
+8 order 137 in shop 1: draw 12869112865886943485
+0 order 138 in shop 1: draw 9229781381645682866
+23 dora about order 130, payment 1: capture last 57 %
+0 order 139 in shop 1: draw 2702123731011704042
+0 eve about order 134, payment 1: refund one
+49 dora about order 131, payment 1: refund more than the whole
+19 shop about order 127, payment 3: record 42 %
+0 order 140 in shop 1: draw 16724255127266926381
+42 rumour about order 121, payment 1: dispute 1 dispute_withdrawn in row 2: one
+34 order 141 in shop 1: draw 16466026695032751695
+0 eve about order 125, payment 3: refund 79 %
+18 order 142 in shop 1: draw 16417465221322898320
+54 till about order 140, payment 1: capture last the rest
+35 rumour about order 136, payment 1: dispute 1 dispute_fee_returned in row 3: the whole
+6 eve about order 121, payment 1: dispute 882601284061002575
+0 bob about order 121, payment 1: dispute 882601284061002575
+35 cid about order 137, payment 1: resume
+1 till about order 137, payment 1: resume
+0 rumour about order 138, payment 2: dispute 1 dispute_inquiry in row 1: the whole
+29 order 143 in shop 1: draw 17705487382928791975
+54 rumour about order 141, payment 5: dispute 1 dispute_chargeback in row 2: one
+0 rumour about order 136, payment 1: capture 1 taken in row 2: the whole
+17 key-of-ann about order 125, payment 1: tender 13091277109433332533
+14 ann about order 137, payment 1: deliver line 2
+0 shop about order 128, payment 1: cancel-order
+0 shop about order 122, payment 2: dispute 9089574773488170258
+59 rumour about order 127, payment 3: dispute 1 dispute_withdrawn in row 3: the whole
+21 till about order 134, payment 1: cancel refund 1
+0 ann about order 121, payment 1: dispute 18435094368506254729
+0 dora about order 121, payment 1: dispute 18435094368506254729
+0 bob agrees to the policy in shop 1
+5 cid about order 125, payment 3: dispute 6910596631177297570
+29 rumour about order 142, payment 1: dispute 1 dispute_answered in row 0: 50 %
+0 cid about order 137, payment 1: deliver line 2
+32 order 144 in shop 1: draw 4859237471336775091
+8 cid about order 137, payment 1: resume
+14 order 145 in shop 1: draw 15857717246221319780
+0 key-of-ann about order 128, payment 2: refund-order by 7: 93 %
+0 till about order 128, payment 2: refund-order by 7: 93 %
+3 ann about order 138, payment 3: cancel refund 1
+0 eve about order 137, payment 1: deliver line 3
+47 rumour about order 129, payment 1: authorization 1 action_required in row 0: more than the whole
+0 dora about order 131, payment 1: refund 89 %
+1 shop about order 131, payment 1: refund 89 %
+0 rumour about order 135, payment 2: dispute 2 dispute_inquiry in row 3: the whole
+29 rumour about order 125, payment 5: dispute 1 dispute_lost in row 0: one
+40 rumour about order 125, payment 6: authorization 1 action_required in row 2: 50 %
+0 rumour about order 132, payment 2: dispute 1 dispute_withdrawn in row 1: more than the whole
+23 rumour about order 141, payment 2: dispute 1 dispute_withdrawn in row 2: the whole
+46 the clock jumps 7300 s
+9 bob about order 137, payment 1: resume
+0 dora about order 137, payment 1: resume
+0 node 1 crashes for 2503 ms
+0 order 146 in shop 1: draw 2689840079201851848
+55 bob about order 144, payment 3: dispute 18413466081081471571
+0 cid about order 138, payment 2: refund the rest
+37 rumour about order 145, payment 1: dispute 1 dispute_lost in row 0: one
+0 ann about order 140, payment 1: refund 14 %
+49 rumour about order 125, payment 3: dispute 3 dispute_withdrawn in row 3: the rest
+0 cid about order 145, payment 3: deliver line 2
+16 ann about order 133, payment 1: refund 60 %
+0 rumour about order 141, payment 5: dispute 1 dispute_withdrawn in row 3: the rest
+41 order 147 in shop 1: draw 309054871787348983
+26 rumour about order 127, payment 3: dispute 1 dispute_accepted in row 1: the rest
+0 rumour about order 136, payment 1: capture 1 captured in row 0: one
+0 eve about order 146, payment 1: refund the rest
+0 order 148 in shop 1: draw 3445236340593815733
+0 till about order 137, payment 1: hold
+17 key-of-ann refuses the policy in shop 1
+0 key-of-ann about order 136, payment 1: dispute 11197037372489075152
+0 rumour about order 138, payment 2: capture 1 capture_failed in row 3: the rest
+0 eve about order 139, payment 1: resume
+0 bob about order 143, payment 1: refund the rest
+0 shop about order 143, payment 1: refund the rest
+0 order 149 in shop 1: draw 2007156466070514657
+23 eve about order 146, payment 1: refund the rest
+52 order 150 in shop 1: draw 10854616225048270383
+6 the clock jumps 900000 s
+30 order 151 in shop 1: draw 1342397812341321323
+7 rumour about order 132, payment 2: dispute 1 dispute_withdrawn in row 2: the rest
+45 shop about order 149, payment 1: refund the rest
+2 till about order 149, payment 1: refund the rest
+20 dora about order 149, payment 1: refund the rest
+0 cid about order 143, payment 1: refund the rest
+16 order 152 in shop 1: draw 2600415398559852794
+0 dora about order 136, payment 1: refund 1 %
+28 eve about order 144, payment 5: refund-units 2 of line 2
+42 bob about order 151, payment 1: refund the rest
+0 order 153 in shop 1: draw 8977448796278614536
+11 rumour about order 141, payment 5: refund 1 refund_returned in row 0: more than the whole
+0 rumour about order 138, payment 3: dispute 1 dispute_fee in row 0: 50 %
+42 till about order 151, payment 1: refund the rest
+0 cid about order 145, payment 1: dispute 10836245912192489110
+43 rumour about order 134, payment 1: dispute 1 dispute_refused in row 2: 50 %
+10 till about order 133, payment 1: capture last 32 %
+0 eve about order 131, payment 1: invoice 10101302786745941179
+2 dora about order 131, payment 1: invoice 10101302786745941179
+0 rumour about order 145, payment 1: dispute 1 dispute_lost in row 3: the rest
+8 order 154 in shop 1: draw 18297553882515792322
+37 rumour about order 134, payment 1: dispute 1 dispute_withdrawn in row 1: one
+50 eve about order 152, payment 1: refund the rest
+7 dora proposes a policy in shop 1: draw 13944040419649065664
+0 till about order 153, payment 1: refund the rest
+40 rumour about order 135, payment 5: dispute 1 dispute_pre_arbitration in row 0: the whole
+57 cid about order 151, payment 1: refund the rest
+3 rumour about order 132, payment 2: dispute 1 dispute_chargeback in row 3: the whole
+31 eve about order 139, payment 1: deliver line 3
+0 shop about order 154, payment 1: refund the rest
+0 cid about order 151, payment 1: refund the rest
+18 cid about order 141, payment 2: refund 31 %
+25 key-of-ann about order 148, payment 1: refund the rest
+46 eve about order 138, payment 1: top-up 79589936595893111
+0 till about order 146, payment 1: refund the rest
+0 ann about order 137, payment 1: hold
+30 till about order 154, payment 1: refund the rest
+14 eve about order 154, payment 1: refund the rest
+8 bob agrees to the policy in shop 1
+30 bob about order 143, payment 1: refund the rest
+37 shop about order 146, payment 1: refund the rest
+0 eve about order 146, payment 1: refund the rest
+0 order 155 in shop 1: draw 10549592472790975000
+0 shop about order 135, payment 2: dispute 13230121736447174776
+47 key-of-ann about order 152, payment 1: refund the rest
+16 eve about order 151, payment 1: refund the rest
+13 ann about order 147, payment 1: refund the rest
+2 bob about order 147, payment 1: refund the rest
+0 eve about order 144, payment 1: top-up 15446459068324496632
+35 till about order 155, payment 1: refund the rest
+46 bob about order 148, payment 1: refund the rest
+0 the clock jumps 86500 s
+0 bob about order 138, payment 1: refund 60 %
+0 key-of-ann about order 155, payment 1: refund the rest
+1 bob about order 155, payment 1: refund the rest
+0 eve about order 149, payment 1: refund the rest
+2 shop about order 149, payment 1: refund the rest
+45 rumour about order 142, payment 1: dispute 1 dispute_won in row 0: one
+28 bob about order 154, payment 1: refund the rest
+1 ann about order 155, payment 1: refund the rest
+35 order 156 in shop 1: draw 8557403144767244796
+35 rumour about order 145, payment 5: dispute 1 dispute_fee_returned in row 2: one
+54 ann about order 135, payment 2: dispute 8042043701876051335
+2 order 157 in shop 1: draw 12775552694902577758
+41 cid about order 141, payment 1: refund 38 %
+0 cid about order 148, payment 1: refund the rest
+51 dora about order 155, payment 1: refund the rest
+13 order 158 in shop 1: draw 9054870514550247410
+32 order 159 in shop 1: draw 9888232524965560365
+0 order 160 in shop 1: draw 17801498173621672467
+50 rumour about order 144, payment 2: dispute 3 dispute_won in row 2: the rest
+6 eve about order 157, payment 1: refund the rest
+2 bob about order 157, payment 1: refund the rest
+0 rumour about order 142, payment 1: dispute 1 dispute_fee_returned in row 0: 50 %
+48 shop about order 150, payment 1: refund the rest
+1 bob about order 150, payment 1: refund the rest
+29 eve about order 145, payment 4: refund 52 %
+0 order 161 in shop 1: draw 6153611955188362644
+5 rumour about order 141, payment 5: dispute 1 dispute_chargeback in row 1: the whole
+27 ann about order 159, payment 1: refund the rest
+55 order 162 in shop 1: draw 15762787801495383573
+43 shop about order 158, payment 1: refund the rest
+0 rumour about order 141, payment 4: dispute 1 dispute_withdrawn in row 2: more than the whole
+0 dora about order 143, payment 1: refund the rest
+0 eve about order 152, payment 1: refund the rest
+0 order 163 in shop 1: draw 11481132466293691803
+15 cid about order 162, payment 1: refund the rest
+42 shop about order 160, payment 1: refund the rest
+55 eve about order 155, payment 1: refund the rest
+0 rumour about order 145, payment 4: dispute 1 dispute_prevented in row 3: more than the whole
+35 cid about order 159, payment 1: refund the rest
+57 order 164 in shop 1: draw 12458589452998449473
+2 ann about order 144, payment 5: refund the whole
+33 key-of-ann about order 163, payment 1: refund the rest
+1 eve about order 163, payment 1: refund the rest
+2 bob about order 161, payment 1: refund the rest
+0 order 165 in shop 1: draw 11611950196211397035
+53 rumour about order 146, payment 2: dispute 1 dispute_fee in row 3: 50 %
+37 shop about order 165, payment 1: refund the rest
+1 rumour about order 160, payment 5: authorization 1 authorized in row 0: one
+0 ann about order 153, payment 2: dispute 13354358176203419951
+48 rumour about order 153, payment 3: dispute 1 dispute_lost in row 3: the whole
+0 rumour about order 160, payment 4: capture 1 captured in row 0: the whole
+15 till about order 161, payment 1: refund the rest
+30 cid about order 162, payment 1: refund the rest
+49 dora about order 163, payment 1: refund the rest
+6 shop about order 160, payment 4: refund 24 %
+0 ann about order 155, payment 1: capture one
+0 order 166 in shop 1: draw 16389370904760635059
+39 rumour about order 161, payment 3: dispute 1 dispute_arbitration in row 3: the rest
+0 order 167 in shop 1: draw 4867081965771944077
+12 key-of-ann about order 165, payment 1: refund the rest
+0 dora about order 164, payment 2: refund-units 1 of line 3
+54 rumour about order 154, payment 3: dispute 1 dispute_reinstated in row 3: the whole
+4 rumour about order 146, payment 3: dispute 1 dispute_chargeback in row 3: the whole
+25 rumour about order 150, payment 3: dispute 1 dispute_won in row 3: 50 %
+18 cid about order 167, payment 1: refund more than the whole
+1 ann about order 167, payment 1: refund more than the whole
+58 shop about order 163, payment 2: deliver line 1
+2 key-of-ann about order 163, payment 2: deliver line 1
+37 shop about order 152, payment 4: dispute 2547699902435144114
+0 dora about order 152, payment 4: dispute 2547699902435144114
+12 rumour about order 150, payment 2: dispute 1 dispute_lost in row 3: the whole
+27 rumour about order 150, payment 2: refund 1 refund_settled in row 2: more than the whole
+25 order 168 in shop 1: draw 13475231974747490027
+0 shop about order 166, payment 4: dispute 10943694999014503875
+3 key-of-ann about order 159, payment 5: refund the rest
+44 eve about order 158, payment 1: release
+31 rumour about order 162, payment 1: dispute 1 dispute_withdrawn in row 0: the whole
+0 till about order 166, payment 6: dispute 17452964897398094677
+38 rumour about order 147, payment 3: dispute 1 dispute_withdrawn in row 1: the whole
+0 bob about order 160, payment 3: dispute 12482585011563119791
+2 dora about order 160, payment 3: dispute 12482585011563119791
+0 eve about order 159, payment 3: dispute 4284082507574325904
+0 ann about order 168, payment 2: refund 26 %
+8 order 169 in shop 1: draw 14540594114867759215
+0 eve about order 156, payment 2: refund the rest
+19 the clock jumps 700 s
+33 cid about order 164, payment 3: refund the whole
+2 key-of-ann about order 164, payment 3: refund the whole
+48 cid about order 161, payment 3: dispute 2176860627992961150
+17 rumour about order 146, payment 3: dispute 1 dispute_fee_returned in row 1: one
+5 eve about order 163, payment 3: refund 60 %
+6 shop about order 167, payment 1: capture 60 %
+0 order 170 in shop 1: draw 14768442318170112096
+43 eve about order 169, payment 5: dispute 11441729717920629452
+0 rumour about order 152, payment 3: dispute 1 dispute_fee_returned in row 0: 50 %
+40 order 171 in shop 1: draw 2851700611751598362
+44 rumour about order 169, payment 4: authorization 1 declined in row 2: the rest
+57 order 172 in shop 1: draw 10037037784505907281
+8 rumour about order 166, payment 3: dispute 1 dispute_pre_arbitration in row 1: more than the whole
+0 node 1 crashes for 3165 ms
+0 order 173 in shop 1: draw 17998413651013241949
+8 key-of-ann about order 153, payment 5: dispute 10241208895405940586
+39 till about order 166, payment 1: capture last the rest
+15 shop about order 153, payment 1: top-up 5074896722813756252
+0 till about order 169, payment 4: refund more than the whole
+18 shop about order 167, payment 1: capture last one
+35 cid about order 171, payment 1: refund 98 %
+31 rumour about order 171, payment 1: authorization 1 taken in row 2: the whole
+2 rumour about order 161, payment 5: dispute 1 dispute_fee in row 0: the whole
+59 cid about order 163, payment 3: dispute 16924843938331620213
+1 key-of-ann about order 159, payment 2: dispute 13868052890046019662
+18 rumour about order 167, payment 1: dispute 1 dispute_arbitration in row 1: 50 %
+19 rumour about order 168, payment 3: dispute 1 dispute_arbitration in row 3: the whole
+26 cid about order 173, payment 1: refund the rest
+0 key-of-ann about order 167, payment 1: resume
+30 rumour about order 163, payment 2: authorization 1 taken in row 1: the whole
+0 cid about order 167, payment 1: release
+0 till about order 165, payment 1: refund the rest
+0 cid about order 172, payment 1: refund the rest
+0 rumour about order 159, payment 5: dispute 1 dispute_answered in row 0: more than the whole
+23 the clock jumps 900000 s
+31 dora about order 166, payment 3: hold
+0 rumour about order 161, payment 3: dispute 2 dispute_accepted in row 3: the whole
+11 key-of-ann about order 154, payment 2: dispute 13841717031364675658
+36 ann about order 152, payment 1: invoice 2649743965198245351
+0 key-of-ann about order 152, payment 1: invoice 2649743965198245351
+46 node 1 crashes for 303 ms
+0 cid about order 166, payment 6: refund the rest
+15 key-of-ann agrees to the policy in shop 1
+37 rumour about order 161, payment 1: authorization 1 action_required in row 3: 50 %
+24 order 174 in shop 1: draw 18051861004691787160
+0 rumour about order 151, payment 4: dispute 1 dispute_accepted in row 3: 50 %
+57 rumour about order 160, payment 1: authorization 1 released in row 0: more than the whole
+5 rumour about order 166, payment 6: refund 1 refund_completed in row 0: more than the whole
+0 eve about order 165, payment 1: refund the rest
+42 rumour about order 167, payment 1: authorization 1 authorized in row 0: one
+0 bob about order 158, payment 1: invoice 8770251422791351020
+30 rumour about order 171, payment 1: authorization 1 declined in row 3: the whole
+22 cid about order 165, payment 1: refund the rest
+28 eve about order 162, payment 1: dispute 10094451950432989910
+0 shop about order 173, payment 1: refund the rest
+21 order 175 in shop 1: draw 686549724446383340
+19 eve about order 152, payment 5: dispute 10314831252383651944
+1 rumour about order 162, payment 1: dispute 1 dispute_accepted in row 3: the rest
+0 cid about order 167, payment 1: capture 4 %
+8 cid about order 166, payment 4: refund more than the whole
+34 key-of-ann about order 174, payment 1: refund the rest
+1 shop about order 174, payment 1: refund the rest
+0 dora about order 164, payment 3: refund the whole
+0 key-of-ann about order 173, payment 1: refund the rest
+3 shop about order 170, payment 1: capture more than the whole
+0 key-of-ann about order 168, payment 2: refund 94 %
+2 till about order 168, payment 2: refund 94 %
+0 rumour about order 156, payment 2: dispute 1 dispute_lost in row 0: the rest
+21 rumour about order 171, payment 3: authorization 1 declined in row 3: 50 %
+0 order 176 in shop 1: draw 2335542693803984682
+59 dora about order 173, payment 1: refund the rest
+0 rumour about order 169, payment 5: dispute 2 dispute_fee in row 3: the whole
+0 rumour about order 153, payment 3: dispute 1 dispute_withdrawn in row 3: one
+13 ann about order 167, payment 1: deliver line 2
+56 key-of-ann about order 153, payment 5: dispute 6970419197141668613
+0 rumour about order 160, payment 4: dispute 1 dispute_answered in row 0: more than the whole
+52 key-of-ann proposes a policy in shop 1: draw 7488176142251223418
+59 shop about order 172, payment 1: refund the rest
+0 order 177 in shop 1: draw 11024622103710179421
+0 order 178 in shop 1: draw 16747103769922296483
+0 ann about order 168, payment 2: refund 59 %
+2 key-of-ann about order 168, payment 2: refund 59 %
+39 rumour about order 168, payment 2: authorization 1 expired in row 1: the whole
+33 ann about order 177, payment 1: refund the rest
+0 key-of-ann about order 177, payment 1: refund the rest
+33 rumour about order 167, payment 1: dispute 1 dispute_refused in row 0: the whole
+0 ann about order 163, payment 2: refund 60 %
+1 shop about order 168, payment 2: refund the whole
+42 rumour about order 166, payment 2: dispute 1 dispute_accepted in row 0: one
+4 order 179 in shop 1: draw 15795598539810502374
+17 cid about order 169, payment 1: capture more than the whole
+2 till about order 175, payment 1: refund the rest
+2 till about order 177, payment 1: refund the rest
+0 rumour about order 163, payment 2: dispute 3 dispute_withdrawn in row 3: one
+0 dora about order 163, payment 5: refund-units 1 of line 2
+0 dora about order 162, payment 1: dispute 11390361618596707174
+0 node 1 crashes for 228 ms
+53 ann about order 175, payment 1: refund the rest
+0 till about order 178, payment 1: refund the rest
+33 till about order 169, payment 3: refund 59 %
+59 order 180 in shop 1: draw 12217741404424891273
+44 rumour about order 163, payment 4: authorization 1 taken in row 2: one
+13 eve about order 178, payment 1: refund the rest
+0 eve about order 179, payment 1: refund the rest
+1 cid about order 179, payment 1: refund the rest
+0 dora about order 177, payment 1: refund the rest
+3 order 181 in shop 1: draw 3584979672380829425
+0 the clock jumps 700 s
+39 bob about order 159, payment 3: dispute 2576786563812239298
+10 key-of-ann about order 165, payment 1: refund the rest
+0 dora agrees to the policy in shop 1
+0 rumour about order 166, payment 2: dispute 1 dispute_prevented in row 2: the whole
+0 eve about order 179, payment 1: refund the rest
+0 shop about order 173, payment 1: refund the rest
+0 rumour about order 167, payment 1: release 1 release_failed in row 3: 50 %
+14 rumour about order 171, payment 1: authorization 1 action_required in row 1: one
+0 rumour about order 163, payment 3: dispute 1 dispute_won in row 1: 50 %
+0 cid about order 173, payment 1: refund the rest
+39 till about order 167, payment 1: capture 93 %
+1 eve about order 167, payment 1: capture 93 %
+13 eve about order 178, payment 1: refund the rest
+0 eve about order 166, payment 3: dispute 16965250027412476979
+36 rumour about order 169, payment 3: dispute 1 dispute_fee_returned in row 1: the whole
+40 dora about order 175, payment 6: dispute 4492062643364556951
+0 cid about order 175, payment 6: dispute 4492062643364556951
+0 rumour about order 175, payment 6: dispute 1 dispute_reinstated in row 2: more than the whole
+0 rumour about order 161, payment 5: dispute 2 dispute_fee in row 2: the whole
+6 rumour about order 168, payment 1: release 1 taken in row 2: the whole
+0 order 182 in shop 1: draw 4513456453005879049
+0 rumour about order 167, payment 1: dispute 1 dispute_chargeback in row 1: 50 %
+0 order 183 in shop 1: draw 1635129337975642793
+0 cid agrees to the policy in shop 1
+35 key-of-ann about order 183, payment 1: refund the rest
+1 dora about order 183, payment 1: refund the rest
+0 eve about order 173, payment 1: refund the rest
+59 the clock jumps 605000 s
+52 eve about order 172, payment 1: refund the rest
+12 rumour about order 175, payment 3: dispute 1 dispute_lost in row 2: the whole
+0 rumour about order 168, payment 3: dispute 1 dispute_arbitration in row 1: more than the whole
+47 shop about order 181, payment 2: capture last 60 %
+0 cid about order 167, payment 1: dispute 12249476164964472075
+2 shop about order 180, payment 5: refund more than the whole
+34 till about order 182, payment 1: refund the whole
+0 ann about order 161, payment 3: dispute 18055640886584650249
+0 till about order 174, payment 3: tender 4101932771572346138
+13 key-of-ann proposes a policy in shop 1: draw 2359227478821408608
+49 cid about order 180, payment 1: capture 58 %
+0 node 1 crashes for 1092 ms
+0 rumour about order 169, payment 5: refund 1 refund_completed in row 1: the rest
+56 eve agrees to the policy in shop 1
+27 till about order 172, payment 5: refund 34 %
+17 rumour about order 176, payment 3: dispute 1 dispute_chargeback in row 3: the rest
+0 cid about order 181, payment 5: dispute 8653811116865472809
+40 the clock jumps 61 s
+50 key-of-ann about order 179, payment 4: refund 36 %
+0 key-of-ann about order 178, payment 3: capture last 15 %
+0 eve agrees to the policy in shop 1
+22 cid proposes a policy in shop 1: draw 6188084059954548175
+8 key-of-ann about order 170, payment 1: release
+53 cid about order 169, payment 3: dispute 10111723045492245925
+0 rumour about order 182, payment 2: authorization 1 authorized in row 0: one
+0 dora about order 162, payment 1: dispute 4881936335592441190
+1 ann about order 162, payment 1: dispute 4881936335592441190
+0 till about order 183, payment 1: refund the whole
+30 ann about order 178, payment 1: refund-units 1 of line 1
+24 rumour about order 176, payment 4: dispute 1 dispute_lost in row 2: one
+21 bob about order 168, payment 3: dispute 6257158273064760443
+1 cid about order 168, payment 3: dispute 6257158273064760443
+0 rumour about order 173, payment 3: refund 2 refund_settled in row 3: the whole
+0 key-of-ann about order 183, payment 1: refund 47 %
+0 order 184 in shop 1: draw 17925879463698245068
+0 rumour about order 169, payment 5: dispute 1 dispute_accepted in row 1: the whole
+41 rumour about order 176, payment 2: release 1 taken in row 0: 50 %
+41 rumour about order 174, payment 4: dispute 1 dispute_won in row 0: the whole
+28 rumour about order 179, payment 3: dispute 1 dispute_accepted in row 0: the rest
+46 ann about order 177, payment 4: dispute 4200360438581311158
+0 eve about order 181, payment 3: refund 84 %
+37 order 185 in shop 1: draw 11327394547856792298
+0 rumour about order 174, payment 3: dispute 3 dispute_refused in row 1: 50 %
+23 shop about order 177, payment 3: dispute 7731593661736436932
+0 shop about order 171, payment 2: capture one
+4 order 186 in shop 1: draw 5502040034252699072
+0 order 187 in shop 1: draw 2094184275461867691
+55 key-of-ann about order 175, payment 1: refund 62 %
+1 bob about order 175, payment 1: refund 62 %
+28 rumour about order 183, payment 1: refund 1 refund_accepted in row 2: the rest
+54 cid agrees to the policy in shop 1
+38 the clock jumps 86500 s
+43 shop about order 174, payment 3: dispute 2701009838235456789
+28 order 188 in shop 1: draw 2277071191666578557
+23 eve about order 173, payment 4: refund one
+0 eve about order 180, payment 3: dispute 8458166182725051285
+40 shop about order 169, payment 3: dispute 2106435668793945105
+0 dora about order 169, payment 3: dispute 2106435668793945105
+42 key-of-ann agrees to the policy in shop 1
+0 cid about order 178, payment 1: invoice 13844459758712358899
+0 cid agrees to the policy in shop 1
+44 cid about order 173, payment 1: tender 18145071090118238577
+0 order 189 in shop 1: draw 17971565106939942611
+9 rumour about order 180, payment 3: dispute 1 dispute_inquiry in row 3: the whole
+0 dora agrees to the policy in shop 1
+39 ann about order 189, payment 1: refund the rest
+0 order 190 in shop 1: draw 10832732239837801027
+6 order 191 in shop 1: draw 14094288493288855229
+0 rumour about order 178, payment 1: authorization 1 authorized in row 2: the whole
+0 rumour about order 169, payment 3: dispute 2 dispute_withdrawn in row 0: the whole
+13 till about order 188, payment 1: refund the rest
+9 rumour about order 183, payment 1: dispute 1 dispute_lost in row 0: the whole
+10 shop refuses the policy in shop 1
+0 order 192 in shop 1: draw 17813487933058338821
+5 cid about order 183, payment 1: refund-units 2 of line 1
+0 ann about order 181, payment 3: dispute 8530494617836717041
+17 till about order 180, payment 3: resume
+38 order 193 in shop 1: draw 3681261574916534672
+0 till about order 185, payment 1: refund the rest
+0 rumour about order 172, payment 4: dispute 1 dispute_answered in row 0: one
+0 order 194 in shop 1: draw 13513975170522661630
+49 dora about order 192, payment 1: refund 82 %
+6 rumour about order 193, payment 2: dispute 1 dispute_expired in row 3: 50 %
+0 key-of-ann about order 175, payment 3: refund-units 2 of line 1
+38 bob about order 193, payment 5: dispute 15394364062667885309
+41 order 195 in shop 1: draw 9878829016398035410
+0 ann about order 195, payment 1: refund the rest
+13 eve about order 194, payment 1: refund 47 %
+46 ann about order 195, payment 1: refund the rest
+19 rumour about order 181, payment 4: refund 2 refund_failed in row 0: the whole
+34 bob about order 193, payment 3: dispute 2617240393702540100
+46 dora about order 191, payment 1: refund the rest
+21 ann agrees to the policy in shop 1
+0 eve about order 193, payment 5: refund more than the whole
+0 order 196 in shop 1: draw 7263402096542670492
+34 order 197 in shop 1: draw 12420541365635147613
+49 cid about order 195, payment 6: dispute 14989450999427532625
+40 order 198 in shop 1: draw 14204130312106423153
+55 rumour about order 192, payment 3: dispute 1 dispute_accepted in row 1: the whole
+46 rumour about order 182, payment 1: dispute 1 dispute_fee_returned in row 1: more than the whole
+42 bob about order 181, payment 5: dispute 17373856820277712326
+0 rumour about order 197, payment 6: authorization 1 authorized in row 2: the rest
+26 eve about order 197, payment 1: invoice 12736173367194506067
+33 cid about order 198, payment 2: refund-units 1 of line 1
+1 cid about order 198, payment 2: refund-units 1 of line 1
+0 rumour about order 195, payment 3: dispute 3 dispute_chargeback in row 1: the rest
+0 rumour about order 195, payment 2: authorization 1 authorized in row 2: more than the whole
+18 key-of-ann about order 197, payment 1: top-up 13840895970530246861
+38 cid about order 188, payment 3: dispute 17636362827772765468
+55 eve about order 194, payment 1: deliver line 1
+23 shop refuses the policy in shop 1
+23 key-of-ann about order 188, payment 4: dispute 9365776793330707222
+2 bob about order 188, payment 4: dispute 9365776793330707222
+0 rumour about order 189, payment 1: dispute 1 dispute_accepted in row 3: the rest
+6 rumour about order 181, payment 3: dispute 3 dispute_lost in row 3: the rest
+0 rumour about order 179, payment 5: dispute 1 dispute_refused in row 0: the rest
+10 shop about order 193, payment 2: dispute 9844719948167320969
+30 ann about order 194, payment 2: refund more than the whole
+2 key-of-ann about order 194, payment 2: refund more than the whole
+0 key-of-ann about order 193, payment 3: dispute 15687948714832068311
+2 dora about order 193, payment 3: dispute 15687948714832068311
+14 rumour about order 197, payment 2: dispute 1 dispute_prevented in row 2: one
+0 key-of-ann about order 193, payment 3: refund 1 %
+20 rumour about order 197, payment 5: dispute 1 dispute_refused in row 2: the whole
+51 eve about order 191, payment 4: dispute 1956586054185420510
+23 rumour about order 183, payment 1: dispute 1 dispute_prevented in row 2: the whole
+47 till about order 192, payment 3: refund-units 1 of line 2
+0 cid about order 192, payment 3: refund-units 1 of line 2
+6 order 199 in shop 1: draw 14826929872128166565
+5 cid about order 182, payment 1: dispute 603065854713394191
+8 ann about order 182, payment 1: dispute 8986775988936630067
+7 order 200 in shop 1: draw 14827794848494703439
+0 rumour about order 197, payment 6: dispute 1 dispute_prevented in row 0: the rest
+10 order 201 in shop 1: draw 17506180937912093165
+47 rumour about order 180, payment 4: dispute 1 dispute_fee_returned in row 2: the rest
+45 cid about order 199, payment 4: refund-units 2 of line 3
+51 rumour about order 201, payment 1: authorization 1 authorized in row 3: more than the whole
+39 eve about order 179, payment 3: dispute 17941800775781141410
+6 rumour about order 201, payment 1: authorization 1 expired in row 2: more than the whole
+57 ann about order 181, payment 1: top-up 12571852496423014074
+50 till about order 199, payment 1: together 14650104781961295561
+2 eve about order 199, payment 1: together 14650104781961295561
+7 eve about order 200, payment 6: dispute 10037008780680184258
+53 ann about order 193, payment 4: refund-units 3 of line 1
+52 rumour about order 195, payment 3: dispute 3 dispute_reinstated in row 1: one
+0 key-of-ann about order 198, payment 2: release
+1 dora about order 198, payment 2: release
+0 ann about order 186, payment 2: cancel-order
+44 cid about order 194, payment 1: invoice 18414746577471674345
+37 bob about order 196, payment 1: capture 56 %
+30 rumour about order 198, payment 1: authorization 1 action_required in row 3: the whole
+49 shop about order 192, payment 2: dispute 12189635226249883003
+27 bob about order 199, payment 5: hold
+0 rumour about order 189, payment 1: capture 1 capture_reversed in row 0: the whole
+44 bob about order 189, payment 1: refund 23 %
+55 rumour about order 201, payment 1: authorization 1 declined in row 0: 50 %
+26 rumour about order 196, payment 3: dispute 1 dispute_chargeback in row 0: more than the whole
+41 rumour about order 193, payment 4: authorization 1 taken in row 2: 50 %
+0 bob about order 195, payment 6: dispute 12367812888506078346
+0 cid about order 195, payment 6: dispute 12367812888506078346
+0 rumour about order 193, payment 1: dispute 1 dispute_accepted in row 3: more than the whole
+5 rumour about order 189, payment 1: capture 1 capture_reversed in row 2: the rest
+45 ann about order 185, payment 5: dispute 5076970762846774846
+16 bob about order 199, payment 3: confirm refund 1
+0 cid about order 182, payment 1: invoice 9922389891379681291
+45 cid about order 189, payment 1: refund the rest
+49 rumour about order 197, payment 2: dispute 1 dispute_chargeback in row 1: the rest
+0 order 202 in shop 1: draw 17296908392059321492
+0 key-of-ann about order 190, payment 1: refund 27 %
+0 cid about order 190, payment 1: refund 27 %
+17 shop about order 188, payment 1: deliver line 1
+2 till about order 188, payment 1: deliver line 1
+45 bob about order 194, payment 2: capture 42 %
+1 dora about order 194, payment 2: capture 42 %
+1 bob about order 200, payment 3: dispute 2815097973968186836
+3 ann about order 182, payment 1: dispute 15833258167537859588
+0 bob about order 182, payment 1: dispute 15833258167537859588
+0 rumour about order 181, payment 5: dispute 2 dispute_fee in row 0: the whole
+0 rumour about order 193, payment 4: authorization 1 action_required in row 3: the rest
+21 order 203 in shop 1: draw 7213393360220477378
+9 rumour about order 186, payment 1: dispute 1 dispute_pre_arbitration in row 3: the whole
+40 order 204 in shop 1: draw 13934646256920256255
+58 rumour about order 188, payment 6: dispute 1 dispute_fee_returned in row 1: the rest
+43 order 205 in shop 1: draw 871796603951485901
+0 eve about order 193, payment 3: refund 46 %
+6 key-of-ann about order 185, payment 1: refund-order by 0: one
+50 shop about order 205, payment 1: refund the rest
+2 dora about order 205, payment 1: refund the rest
+13 key-of-ann about order 205, payment 1: refund more than the whole
+1 dora about order 205, payment 1: refund more than the whole
+20 rumour about order 200, payment 6: authorization 1 authorized in row 0: one
+0 order 206 in shop 1: draw 13099548398441707907
+0 ann about order 195, payment 4: dispute 9770008751260111388
+2 cid about order 202, payment 2: refund 60 %
+1 shop about order 202, payment 2: refund 60 %
+0 cid about order 185, payment 5: dispute 13155449429845132764
+37 ann about order 205, payment 1: refund 10 %
+23 till about order 206, payment 1: refund the rest
+41 bob agrees to the policy in shop 1
+38 rumour about order 200, payment 6: dispute 1 dispute_taken_back in row 1: the rest
+15 shop about order 197, payment 6: refund 40 %
+0 rumour about order 191, payment 6: dispute 1 dispute_lost in row 3: the rest
+26 cid about order 201, payment 1: refund 75 %
+37 cid about order 185, payment 4: refund-units 2 of line 3
+40 order 207 in shop 1: draw 3347657538595749531
+29 bob about order 191, payment 4: refund 50 %
+2 key-of-ann about order 191, payment 4: refund 50 %
+0 rumour about order 204, payment 6: authorization 1 authorized in row 2: 50 %
+8 rumour about order 185, payment 3: dispute 1 dispute_chargeback in row 0: the whole
+41 dora about order 203, payment 1: record 41 %
+41 till agrees to the policy in shop 1
+5 order 208 in shop 1: draw 11339880813029011533
+9 rumour about order 199, payment 5: dispute 1 dispute_chargeback in row 3: the rest
+45 cid about order 208, payment 1: refund the rest
+41 order 209 in shop 1: draw 2015194945676296448
+52 shop about order 197, payment 1: top-up 141389913038489858
+0 cid about order 197, payment 1: top-up 141389913038489858
+56 order 210 in shop 1: draw 15858343230247690738
+0 order 211 in shop 1: draw 9481523021111262030
+37 cid about order 207, payment 2: refund the whole
+3 order 212 in shop 1: draw 5913386463064789445
+9 eve about order 211, payment 4: credit refund 1
+0 eve about order 211, payment 4: credit refund 1
+0 rumour about order 195, payment 4: authorization 1 expired in row 0: more than the whole
+0 shop about order 194, payment 1: refund 60 %
+1 shop about order 194, payment 1: refund 60 %
+0 till about order 200, payment 5: refund 60 %
+1 shop about order 200, payment 5: refund 60 %
+53 rumour about order 204, payment 1: authorization 1 released in row 1: 50 %
+0 rumour about order 209, payment 4: dispute 2 dispute_answered in row 2: the whole
+49 key-of-ann proposes a policy in shop 1: draw 13971980343098324227
+58 ann about order 209, payment 4: dispute 9130794070344981957
+1 eve about order 209, payment 4: dispute 9130794070344981957
+0 eve about order 212, payment 1: refund-units 2 of line 3
+0 dora about order 212, payment 1: refund-units 2 of line 3
+16 rumour about order 210, payment 1: authorization 1 declined in row 3: one
+30 till about order 200, payment 4: dispute 9225111078324568569
+27 rumour about order 193, payment 1: dispute 1 dispute_prevented in row 2: one
+12 cid about order 209, payment 4: refund-units 1 of line 3
+0 bob about order 205, payment 1: refund-units 3 of line 1
+18 till about order 204, payment 2: refund-units 2 of line 3
+0 shop agrees to the policy in shop 1
+0 ann about order 203, payment 2: odd 5901800131084843886
+0 till about order 203, payment 2: odd 5901800131084843886
+0 rumour about order 193, payment 5: dispute 2 dispute_chargeback in row 0: 50 %
+25 rumour about order 204, payment 6: dispute 1 dispute_withdrawn in row 0: the whole
+3 order 213 in shop 1: draw 18321039498017839757
+0 shop about order 212, payment 1: refund more than the whole
+35 rumour about order 212, payment 1: capture 1 captured in row 0: one
+13 rumour about order 204, payment 3: dispute 1 dispute_lost in row 0: the whole
+0 dora about order 193, payment 4: capture last the whole
+12 key-of-ann agrees to the policy in shop 1
+57 rumour about order 212, payment 1: dispute 1 dispute_lost in row 1: the rest
+0 order 214 in shop 1: draw 1212157738434844784
+0 eve about order 214, payment 1: refund the rest
+45 key-of-ann about order 206, payment 1: refund-units 3 of line 3
+43 cid about order 212, payment 1: confirm refund 1
+0 eve about order 212, payment 1: confirm refund 1
+32 rumour about order 204, payment 2: capture 1 capture_reversed in row 3: the rest
+30 rumour about order 213, payment 3: dispute 1 dispute_answered in row 0: one
+0 order 215 in shop 1: draw 1104139119889165930
+13 eve about order 198, payment 1: invoice 14251473576064216491
+30 bob about order 207, payment 1: invoice 2927671304378072563
+47 order 216 in shop 1: draw 17640854440080275361
+0 rumour about order 210, payment 1: dispute 1 dispute_lost in row 2: more than the whole
+37 rumour about order 210, payment 1: capture 1 taken in row 3: 50 %
+41 rumour about order 207, payment 2: dispute 3 dispute_expired in row 0: the rest
+12 rumour about order 197, payment 3: dispute 1 dispute_accepted in row 3: the whole
+37 order 217 in shop 1: draw 8537731203473478337
+41 cid about order 215, payment 2: refund the rest
+0 rumour about order 210, payment 1: dispute 1 dispute_lost in row 1: more than the whole
+47 key-of-ann about order 204, payment 1: invoice 1348241714465845400
+7 till agrees to the policy in shop 1
+11 till about order 195, payment 6: dispute 9509084480469658806
+47 till about order 207, payment 2: refund the rest
+0 order 218 in shop 1: draw 6469093090115680730
+0 order 219 in shop 1: draw 4487455813323571741
+4 till about order 215, payment 2: resume
+1 ann about order 215, payment 2: resume
+51 key-of-ann about order 197, payment 6: dispute 14235424161115441349
+2 bob about order 197, payment 6: dispute 14235424161115441349
+6 rumour about order 215, payment 1: dispute 1 dispute_reinstated in row 0: the rest
+46 rumour about order 208, payment 2: dispute 1 dispute_fee_returned in row 1: 50 %
+57 rumour about order 204, payment 1: authorization 1 expired in row 0: the whole
