recoup story 1
reaches invoice: paid --take_more--> paid
seed 142, 2 shops, 2 nodes
faults: answer_lost 39365, store_away 2200, store_conflict 11448, stall 799, bank_unreached 33088, reply_lost 14322, webhook_unheard 33477, timeout_before 36988, error_500_after 11472, refuse 10265, webhook_duplicate 9100, webhook_drop 40953
+5 eve about order 37, payment 1: refund more than the whole
+2 bob about order 37, payment 1: refund more than the whole
+33 dora about order 30, payment 1: owed 6533710338459206809
+0 ann about order 29, payment 1: deliver line 2
+21 order 42 in shop 1: draw 1352677624556803973
+4 shop about order 34, payment 1: refund the whole
+0 bob about order 40, payment 1: invoice 11903156764989505555
+0 ann about order 39, payment 1: refund the rest
+0 dora about order 42, payment 1: refund the rest
+11 cid about order 41, payment 1: refund the rest
+1 ann about order 41, payment 1: refund the rest
+10 till about order 27, payment 1: refund the rest
+0 the clock jumps 61 s
+28 bob about order 21, payment 1: owed 699261773299595826
+0 cid about order 42, payment 1: invoice 4465346789328293760
+47 eve about order 39, payment 1: refund the rest
+0 order 43 in shop 2: draw 1136637341101903313
+13 eve about order 35, payment 1: resume
+55 eve about order 32, payment 1: refund 38 %
+51 key-of-ann about order 37, payment 1: refund 60 %
+0 till about order 42, payment 1: capture last one
+0 eve about order 38, payment 1: owed 4459850315647301328
+2 ann about order 38, payment 1: owed 4459850315647301328
+0 till about order 34, payment 1: refund 60 %
+0 till about order 34, payment 1: refund 60 %
+14 cid about order 32, payment 1: invoice 1892962846657054844
+58 eve about order 32, payment 1: capture 41 %
+0 shop about order 33, payment 1: refund the rest
+26 eve proposes a policy in shop 1: draw 4600016700626124285
+15 eve agrees to the policy in shop 2
+39 order 44 in shop 2: draw 16759313357988973577
+0 shop about order 38, payment 1: invoice 15536053718618480616
+27 till about order 42, payment 1: refund-units 1 of line 2
+2 eve about order 42, payment 1: refund-units 1 of line 2
+0 ann about order 35, payment 1: deliver line 3
+8 eve about order 34, payment 1: invoice 1588335859399633845
+12 key-of-ann about order 21, payment 1: owed 17007318982515624614
+6 rumour about order 43, payment 1: authorization 1 declined in row 0: the whole
+0 ann about order 43, payment 2: release
+13 order 45 in shop 1: draw 9588846542394459394
+0 till about order 30, payment 2: capture last 41 %
+19 rumour about order 31, payment 1: authorization 1 released in row 3: the whole
+37 key-of-ann about order 37, payment 1: invoice 1856178444358550032
+39 shop about order 45, payment 1: capture 25 %
+42 eve about order 25, payment 1: invoice 4662994164994579058
+2 cid about order 25, payment 1: invoice 4662994164994579058
+29 bob about order 39, payment 1: refund the rest
+2 till about order 39, payment 1: refund the rest
+42 till about order 32, payment 1: capture 60 %
+27 order 46 in shop 2: draw 2416568489587472893
+0 ann about order 29, payment 1: owed 5986073466901267311
+3 eve about order 35, payment 1: resume
+7 dora about order 32, payment 1: owed 12557386485352625219
+6 shop about order 45, payment 1: dispute 172811292958165970
+10 order 47 in shop 1: draw 5144125130162936603
+11 dora proposes a policy in shop 2: draw 1354840411704253744
+0 till about order 43, payment 3: refund 82 %
+28 cid about order 31, payment 1: refund 83 %
+1 till about order 31, payment 1: refund 83 %
+0 rumour about order 31, payment 1: authorization 1 released in row 1: one
+21 till about order 26, payment 1: invoice 15498868458673205505
+0 shop about order 39, payment 1: refund the rest
+23 order 48 in shop 2: draw 17744051208943038164
+0 eve about order 31, payment 1: invoice 9515231357422442492
+1 key-of-ann about order 31, payment 1: invoice 9515231357422442492
+0 cid about order 31, payment 1: owed 15041036832061472345
+1 cid about order 31, payment 1: owed 15041036832061472345
+37 eve about order 37, payment 1: owed 7906112050431733302
+37 till about order 48, payment 1: refund the rest
+18 bob about order 42, payment 2: refund-order by 0: 94 %
+0 dora refuses the policy in shop 1
+55 dora about order 34, payment 1: refund one
+51 dora about order 36, payment 1: refund the rest
+18 order 49 in shop 1: draw 4786597861399668148
+0 shop proposes a policy in shop 2: draw 7778287522022848171
+0 till about order 33, payment 1: refund the rest
+0 order 50 in shop 2: draw 8943073386345778899
+0 order 51 in shop 1: draw 8752009518072429823
+0 dora about order 29, payment 1: owed 10153518733480220761
+11 dora agrees to the policy in shop 1
+24 node 1 crashes for 2716 ms
+43 eve about order 48, payment 1: refund the rest
+0 till about order 44, payment 1: refund the rest
+48 bob about order 43, payment 1: refund the whole
+1 eve about order 43, payment 1: refund the whole
+0 order 52 in shop 2: draw 11049782597219918837
+5 shop about order 43, payment 1: invoice 15033505902147763324
+14 rumour about order 43, payment 3: refund 1 refund_returned in row 2: the whole
+25 bob about order 43, payment 1: refund the rest
+0 key-of-ann about order 43, payment 1: refund the rest
+25 dora about order 45, payment 1: invoice 13362430741234015942
+36 shop proposes a policy in shop 2: draw 4463703917939388434
+0 till about order 51, payment 2: release
+0 shop about order 51, payment 1: refund 32 %
+42 order 53 in shop 1: draw 18440748197263349156
+0 eve about order 37, payment 1: owed 8168072671160249295
+35 till about order 30, payment 1: owed 17631512009756826142
+2 eve about order 30, payment 1: owed 17631512009756826142
+0 ann about order 49, payment 1: refund one
+14 till about order 33, payment 1: refund the rest
+0 shop about order 47, payment 1: invoice 8891015994623584616
+2 cid about order 47, payment 1: invoice 8891015994623584616
+47 shop about order 47, payment 1: refund 41 %
+11 rumour about order 38, payment 1: authorization 1 declined in row 0: the rest
+0 rumour about order 43, payment 3: refund 1 refund_returned in row 3: the whole
+3 order 54 in shop 1: draw 7082634944523066466
+32 rumour about order 51, payment 2: release 1 taken in row 3: the rest
+9 bob about order 46, payment 1: refund the rest
+0 bob about order 46, payment 1: refund the rest
+0 dora about order 31, payment 2: capture last one
+1 dora about order 51, payment 2: refund 60 %
+52 bob about order 43, payment 2: resume
+2 shop about order 43, payment 2: resume
+0 node 2 crashes for 3035 ms
+37 order 55 in shop 1: draw 9458695438203498659
+17 order 56 in shop 2: draw 10717546830931445611
+0 shop about order 42, payment 1: owed 9948211070252636660
+22 till about order 38, payment 1: owed 16508214301817616966
+0 bob about order 54, payment 2: refund 10 %
+38 ann about order 49, payment 1: invoice 11329334648889334029
+19 cid about order 43, payment 1: owed 10119556648174285049
+1 key-of-ann about order 43, payment 1: owed 10119556648174285049
+37 cid about order 47, payment 1: refund 60 %
+0 key-of-ann about order 34, payment 1: invoice 10096489814711807830
+13 cid about order 47, payment 1: book 14660229139501925642
+19 key-of-ann about order 36, payment 1: invoice 17388110726029487491
+0 shop about order 36, payment 1: invoice 17388110726029487491
+28 ann about order 44, payment 1: refund the rest
+30 key-of-ann about order 40, payment 1: owed 10919840426514462058
+0 key-of-ann about order 48, payment 1: refund the rest
+0 eve agrees to the policy in shop 2
+0 order 57 in shop 2: draw 7738380095726590957
+52 order 58 in shop 1: draw 5729032110609105466
+50 rumour about order 49, payment 1: capture 1 taken in row 1: the rest
+1 cid refuses the policy in shop 1
+0 key-of-ann about order 38, payment 1: invoice 8619927493550147101
+0 eve about order 35, payment 1: invoice 10204327943500108169
+46 till about order 46, payment 1: refund 24 %
+19 shop about order 39, payment 1: refund the rest
+53 eve about order 54, payment 1: capture the rest
+0 shop about order 49, payment 1: credit refund 1
+0 ann about order 47, payment 1: refund the rest
+0 shop about order 55, payment 3: refund-units 1 of line 1
+10 eve proposes a policy in shop 2: draw 5455064400415255838
+42 node 2 crashes for 3558 ms
+21 ann about order 54, payment 1: invoice 11941941483455070423
+0 till about order 38, payment 1: owed 2862580076571973612
+2 eve about order 38, payment 1: owed 2862580076571973612
+28 bob about order 51, payment 2: complete
+0 till about order 44, payment 1: refund the rest
+26 bob about order 47, payment 1: capture 73 %
+0 order 59 in shop 1: draw 13963095785770913358
+53 order 60 in shop 2: draw 16083428174283933960
+0 ann about order 55, payment 1: invoice 13522776821849386592
+2 till about order 55, payment 1: invoice 13522776821849386592
+58 key-of-ann about order 51, payment 1: refund 18 %
+34 key-of-ann about order 50, payment 1: refund the rest
+26 eve about order 53, payment 1: resolve exception 1
+2 shop about order 53, payment 1: resolve exception 1
+0 key-of-ann about order 59, payment 1: refund 27 %
+15 dora about order 59, payment 1: refund-units 1 of line 3
+1 shop about order 59, payment 1: refund-units 1 of line 3
+6 order 61 in shop 1: draw 14268849651539166413
+0 cid about order 51, payment 2: refund more than the whole
+0 key-of-ann about order 48, payment 1: refund-units 3 of line 3
+28 ann about order 52, payment 1: refund the rest
+0 shop about order 52, payment 1: refund the rest
+55 till about order 58, payment 1: invoice 18348628388119561066
+0 shop refuses the policy in shop 2
+12 order 62 in shop 1: draw 5272044507916594641
+59 shop about order 48, payment 1: invoice 5822008874623557169
+0 bob about order 43, payment 1: refund 17 %
+38 key-of-ann about order 51, payment 1: invoice 6660352600250430980
+1 eve about order 51, payment 1: invoice 6660352600250430980
+0 order 63 in shop 1: draw 9823216755576785901
+53 rumour about order 61, payment 2: authorization 1 released in row 2: 50 %
+59 rumour about order 55, payment 1: authorization 1 action_required in row 2: the whole
+0 key-of-ann about order 42, payment 3: release
+0 eve about order 49, payment 1: owed 13385989778585275227
+26 till about order 46, payment 1: refund-units 2 of line 3
+0 dora about order 42, payment 1: owed 16080309692354569105
+0 the gateway says nothing of order 49, payment 2
+196 shop about order 49, payment 2: say-not-done 1
+419 dora about order 49, payment 2: agree-to-claim 1
+197 bob about order 49, payment 2: agree-to-claim 1
+42 rumour about order 61, payment 2: capture 1 taken in row 3: more than the whole
+52 the clock jumps 3700 s
+19 ann about order 63, payment 1: deliver line 1
+53 ann about order 63, payment 1: deliver line 3
+0 order 64 in shop 2: draw 17291593907967759196
+26 dora about order 49, payment 1: cancel refund 1
+0 till about order 49, payment 1: cancel refund 1
+13 ann about order 48, payment 1: capture last 27 %
+14 the clock jumps 260000 s
+0 shop about order 64, payment 1: refund 53 %
+0 cid about order 63, payment 1: invoice 5153896704002608557
+18 cid about order 53, payment 1: invoice 10625059505908922863
+56 shop about order 53, payment 1: refund-units 3 of line 2
+16 cid about order 60, payment 1: refund the rest
+0 dora about order 60, payment 1: refund the rest
+46 dora about order 50, payment 1: refund the rest
+32 ann about order 59, payment 1: invoice 17128146086294922709
+45 order 65 in shop 1: draw 7251514115202799375
+0 order 66 in shop 1: draw 9951968609947869386
+0 cid about order 64, payment 1: invoice 7214998562479716750
+0 rumour about order 48, payment 1: authorization 1 authorized in row 3: the whole
+16 rumour about order 62, payment 1: authorization 1 authorized in row 0: 50 %
+19 dora about order 51, payment 1: refund the rest
+0 dora about order 61, payment 1: refund 47 %
+8 till about order 65, payment 1: refund 89 %
+39 ann about order 59, payment 1: refund 60 %
+0 shop about order 59, payment 1: refund 60 %
+59 key-of-ann about order 48, payment 1: invoice 7746785372325206212
+31 cid about order 55, payment 1: invoice 1232739581076282724
+0 cid about order 55, payment 1: owed 16539833941465241145
+0 cid about order 64, payment 1: invoice 15704293261920879934
+40 till about order 64, payment 1: refund 65 %
+48 shop about order 64, payment 1: refund one
+2 ann about order 64, payment 1: refund one
+2 till about order 61, payment 1: refund 46 %
+1 dora about order 61, payment 1: refund 46 %
+51 dora about order 62, payment 1: invoice 9103216469078081782
+32 dora about order 51, payment 1: refund one
+24 rumour about order 49, payment 2: authorization 1 taken in row 3: one
+26 eve about order 58, payment 1: refund 6 %
+0 key-of-ann about order 59, payment 1: refund the rest
+1 key-of-ann about order 59, payment 1: refund the rest
+0 dora about order 58, payment 1: capture 60 %
+0 eve about order 58, payment 1: capture 60 %
+35 shop about order 53, payment 1: invoice 12070110196629801189
+0 eve about order 56, payment 1: capture 60 %
+59 cid about order 65, payment 1: refund the whole
+55 rumour about order 61, payment 2: authorization 1 taken in row 3: more than the whole
+0 the clock jumps 7300 s
+25 cid about order 55, payment 1: owed 16624544212796090412
+11 bob about order 62, payment 1: owed 6772736117211392333
+4 ann about order 46, payment 1: invoice 5356660074471843062
+43 ann about order 55, payment 4: refund 47 %
+1 order 67 in shop 2: draw 11334896397665466585
+0 bob about order 56, payment 1: invoice 2067870109148372848
+49 till about order 61, payment 2: refund more than the whole
+48 cid about order 57, payment 1: refund-units 2 of line 1
+1 ann about order 53, payment 1: refund 58 %
+20 key-of-ann about order 53, payment 2: refund 93 %
+8 order 68 in shop 2: draw 6215284821284874340
+0 eve about order 49, payment 1: owed 14919068983668824848
+0 order 69 in shop 1: draw 5887286929149537656
+33 ann about order 61, payment 1: invoice 15107775795035796294
+42 eve about order 49, payment 1: refund more than the whole
+22 order 70 in shop 1: draw 5709282198230215926
+46 till about order 69, payment 3: refund one
+0 till about order 64, payment 2: capture last the rest
+34 order 71 in shop 1: draw 6747527386058292278
+32 key-of-ann about order 66, payment 1: invoice 13840097545585049224
+0 cid about order 66, payment 1: invoice 13840097545585049224
+7 ann about order 62, payment 1: capture last the rest
+0 cid about order 70, payment 1: resume
+0 shop about order 67, payment 1: refund the rest
+57 cid about order 55, payment 1: owed 3376953327913161779
+45 key-of-ann about order 59, payment 1: invoice 4726948412149340429
+2 till about order 59, payment 1: invoice 4726948412149340429
+45 dora about order 58, payment 1: refund-units 3 of line 3
+1 till about order 58, payment 1: refund-units 3 of line 3
+38 till about order 60, payment 1: refund the rest
+11 shop about order 69, payment 2: deliver line 2
+14 dora about order 55, payment 2: deliver line 3
+0 key-of-ann about order 58, payment 1: capture one
+40 dora about order 63, payment 1: owed 3163306126967290314
+52 cid about order 51, payment 2: refund 24 %
+2 ann about order 51, payment 2: refund 24 %
+38 order 72 in shop 1: draw 15582843875925986098
+0 ann about order 62, payment 1: refund 48 %
+12 till about order 64, payment 2: release
+28 dora about order 66, payment 1: capture 60 %
+0 key-of-ann about order 51, payment 1: capture last the rest
+10 till about order 69, payment 1: invoice 6048692072215151041
+36 eve about order 56, payment 1: invoice 3496083164951646410
+13 bob about order 63, payment 1: refund 59 %
+59 bob about order 61, payment 2: refund-units 2 of line 2
+0 rumour about order 64, payment 1: authorization 1 expired in row 0: more than the whole
+5 bob about order 58, payment 1: invoice 6247857138788106628
+0 till refuses the policy in shop 1
+24 dora about order 70, payment 1: refund 2 %
+0 till about order 55, payment 2: refund-units 3 of line 3
+49 rumour about order 55, payment 4: authorization 1 authorized in row 2: the whole
+31 rumour about order 71, payment 1: authorization 1 expired in row 1: the whole
+0 eve about order 64, payment 1: invoice 17995150892074418447
+0 key-of-ann about order 59, payment 1: owed 13797401354369445610
+59 eve about order 59, payment 1: owed 6244844123658444751
+21 till about order 55, payment 2: refund 60 %
+25 ann about order 62, payment 1: refuse-loss 1
+2 dora about order 62, payment 1: refuse-loss 1
+25 eve about order 65, payment 1: refund one
+5 bob about order 61, payment 1: owed 12360741045301530384
+12 key-of-ann about order 63, payment 1: approve refund 1
+0 eve about order 53, payment 1: invoice 17043843371643148319
+0 bob about order 65, payment 1: confirm refund 1
+0 cid about order 55, payment 1: top-up 2193766401265052147
+33 order 73 in shop 2: draw 15641348827817125885
+31 node 1 crashes for 3850 ms
+31 eve about order 63, payment 1: owed 5800251949726156371
+1 cid about order 63, payment 1: owed 5800251949726156371
+14 till about order 69, payment 2: refund-order by 1: 17 %
+4 till agrees to the policy in shop 1
+42 dora about order 69, payment 1: owed 15856296385937534287
+15 cid about order 67, payment 1: refund the rest
+17 till about order 67, payment 1: refund the rest
+0 key-of-ann about order 62, payment 1: owed 9751281341292243932
+2 bob about order 60, payment 1: capture 60 %
+3 ann about order 65, payment 1: invoice 12081001523891956708
+22 key-of-ann about order 64, payment 2: tender 1323850411248907961
+0 order 74 in shop 1: draw 8177107437534921069
+0 order 75 in shop 2: draw 11721961664852895822
+45 bob proposes a policy in shop 1: draw 6727072722006425198
+8 till proposes a policy in shop 1: draw 13720642304523217692
+10 bob about order 65, payment 1: owed 5276490949508915178
+17 ann about order 64, payment 2: capture one
+53 bob about order 60, payment 1: refund 56 %
+0 bob about order 60, payment 1: refund 56 %
+21 eve about order 59, payment 1: owed 6042016398280747129
+58 till about order 74, payment 1: refund 78 %
+0 eve about order 57, payment 1: invoice 1700695281994997079
+46 dora about order 70, payment 1: invoice 3227750868615230514
+0 bob about order 70, payment 1: invoice 80535425512073055
+0 ann about order 70, payment 2: refund 60 %
+23 order 76 in shop 2: draw 7477379108725824324
+0 till proposes a policy in shop 2: draw 14739698823722213286
+0 dora about order 61, payment 1: invoice 6258882074505352305
+0 rumour about order 73, payment 1: authorization 1 taken in row 0: one
+0 the gateway says nothing of order 69, payment 4
+252 shop about order 69, payment 4: say-done 1
+301 ann about order 69, payment 4: agree-to-claim 1
+205 eve about order 69, payment 4: agree-to-claim 1
+0 eve about order 60, payment 1: invoice 15888656727890504188
+0 dora about order 66, payment 1: capture the whole
+1 cid about order 66, payment 1: capture the whole
+5 eve about order 72, payment 1: refund 60 %
+48 order 77 in shop 2: draw 77778053130781330
+0 bob about order 69, payment 1: owed 7635030814216820069
+0 dora about order 73, payment 1: refund 27 %
+36 eve about order 64, payment 2: capture last 5 %
+51 cid about order 74, payment 1: invoice 10265183274348209060
+18 key-of-ann about order 76, payment 1: resume
+2 bob about order 76, payment 1: resume
+54 shop about order 74, payment 1: refund 29 %
+2 ann about order 74, payment 1: refund 29 %
+40 dora about order 64, payment 1: owed 509075912156953896
+59 eve refuses the policy in shop 1
+0 cid about order 61, payment 1: owed 13243540068881348577
+10 shop about order 61, payment 1: owed 2586262739454137337
+0 bob about order 67, payment 1: invoice 11990540471427659360
+16 eve about order 71, payment 3: refund 44 %
+0 bob about order 73, payment 1: deliver line 1
+0 dora about order 73, payment 1: deliver line 1
+0 order 78 in shop 1: draw 7157136551410176377
+17 ann about order 64, payment 1: refund 60 %
+0 eve about order 64, payment 1: refund 60 %
+0 till about order 70, payment 1: refund 7 %
+35 key-of-ann about order 68, payment 1: invoice 7060962597139572174
+6 ann about order 65, payment 1: bounce refund 1
+0 till about order 65, payment 1: refund 59 %
+0 ann about order 78, payment 1: refund the rest
+0 ann about order 78, payment 1: refund the rest
+27 the clock jumps 3700 s
+30 shop agrees to the policy in shop 1
