recoup story 1
reaches timer fall_through
seed 122, 3 shops, 1 node
faults: request_lost 47820, request_twice 56432, store_busy 9084, store_away 9236, bank_unreached 20634, reply_lost 7429, webhook_lost 15223, timeout_before 7004, timeout_after 2869, slow 4463, webhook_late 42099
+0 order 1 in shop 3: draw 5928386842924278078
+36 eve about order 1, payment 1: refund the rest
+1 shop about order 1, payment 1: refund the rest
+57 bob about order 1, payment 1: refund 81 %
+56 ann about order 1, payment 1: refund 87 %
+8 bob about order 1, payment 1: refund 60 %
+0 eve about order 1, payment 1: refund 60 %
+0 till about order 1, payment 1: refund 15 %
+54 key-of-ann about order 1, payment 2: refund 36 %
+2 bob about order 1, payment 2: refund 36 %
+0 order 2 in shop 1: draw 16269196264782473560
+0 dora about order 2, payment 1: refund the rest
+0 bob about order 2, payment 1: refund the rest
+0 ann about order 1, payment 1: refund more than the whole
+41 shop about order 2, payment 1: refund the rest
+0 eve about order 2, payment 1: refund the rest
+30 eve about order 2, payment 1: capture last 87 %
+43 bob about order 1, payment 2: refund 57 %
+2 till about order 1, payment 2: refund 57 %
+1 till about order 2, payment 1: refund 60 %
+0 till about order 1, payment 1: refund 60 %
+0 the clock jumps 61 s
+0 order 3 in shop 3: draw 6943867690611220593
+46 the clock jumps 86500 s
+8 dora about order 3, payment 1: deliver line 3
+48 eve about order 2, payment 1: tender 15245160295084738744
+0 shop about order 2, payment 1: tender 15245160295084738744
+22 bob about order 3, payment 1: deliver line 2
+18 shop about order 2, payment 2: refund 51 %
+0 key-of-ann about order 3, payment 1: resume
+39 till about order 3, payment 1: deliver line 2
+2 bob about order 3, payment 1: deliver line 2
+53 till about order 1, payment 2: dispute 149534985649893784
+26 eve about order 3, payment 1: hold
+2 cid about order 3, payment 1: hold
+0 till about order 3, payment 1: refund-order by 3: 81 %
+0 key-of-ann about order 3, payment 1: refund-order by 3: 81 %
+28 till about order 2, payment 1: approve refund 2
+27 dora about order 3, payment 1: deliver line 2
+0 till about order 3, payment 1: complete
+44 ann about order 2, payment 1: approve refund 2
+1 dora about order 2, payment 1: approve refund 2
+0 order 4 in shop 3: draw 3430172745204894984
+22 dora about order 1, payment 1: invoice 11846655152308608165
+0 node 1 crashes for 2658 ms
+0 eve about order 3, payment 1: deliver line 2
+0 key-of-ann about order 4, payment 3: tender 9772169290100750330
+0 key-of-ann about order 4, payment 3: tender 9772169290100750330
+42 eve about order 3, payment 1: deliver line 1
+3 order 5 in shop 1: draw 2460052544918692846
+49 order 6 in shop 2: draw 433753417159468707
+19 shop about order 2, payment 1: invoice 7049935688659543202
+0 rumour about order 4, payment 2: authorization 1 expired in row 1: the whole
+0 key-of-ann about order 6, payment 1: refund the rest
+26 cid about order 2, payment 2: refund 48 %
+1 till about order 2, payment 2: refund 48 %
+40 ann about order 4, payment 2: capture last the whole
+50 ann about order 4, payment 3: odd 2222951766581815293
+12 node 1 crashes for 1719 ms
+42 till about order 6, payment 1: refund the rest
+36 cid about order 1, payment 1: invoice 16809797372887775731
+1 cid about order 1, payment 1: invoice 16809797372887775731
+8 dora proposes a policy in shop 2: draw 13881683404734996650
+29 shop agrees to the policy in shop 1
+57 order 7 in shop 3: draw 12087329171480906118
+0 dora about order 1, payment 1: refund one
+0 cid about order 5, payment 1: refund the rest
+28 ann about order 5, payment 1: refund the rest
+53 bob about order 7, payment 1: refund the rest
+0 shop about order 1, payment 1: refund 60 %
+50 key-of-ann about order 1, payment 1: capture last 88 %
+29 till about order 4, payment 2: refund 12 %
+0 ann about order 7, payment 1: refund the rest
+1 ann about order 1, payment 2: cancel refund 2
+25 dora about order 4, payment 2: refund-units 1 of line 2
+2 dora about order 4, payment 2: refund-units 1 of line 2
+8 key-of-ann about order 2, payment 1: refund 42 %
+0 order 8 in shop 1: draw 10211707697390237230
+23 order 9 in shop 1: draw 7941787037337854477
+0 till about order 5, payment 1: refund the rest
+42 key-of-ann about order 4, payment 1: invoice 8616026751024815831
+0 eve about order 4, payment 1: invoice 8616026751024815831
+36 bob about order 7, payment 1: refund the rest
+0 cid about order 8, payment 1: refund the rest
+48 dora about order 6, payment 1: refund the rest
+25 order 10 in shop 3: draw 2097437553272357015
+19 key-of-ann about order 5, payment 1: refund the rest
+39 bob about order 9, payment 1: refund the rest
+1 shop about order 9, payment 1: refund the rest
+40 order 11 in shop 2: draw 1543980586222869448
+17 dora about order 9, payment 1: refund the rest
+2 key-of-ann about order 9, payment 1: refund the rest
+0 key-of-ann about order 8, payment 1: refund the rest
+0 dora about order 2, payment 1: invoice 1649743556777445298
+2 eve about order 2, payment 1: invoice 1649743556777445298
+0 eve about order 7, payment 1: refund the rest
+52 ann about order 7, payment 1: refund the rest
+11 shop about order 4, payment 3: capture last 73 %
+1 eve about order 4, payment 3: capture last 73 %
+8 till about order 2, payment 1: deliver line 3
+0 order 12 in shop 1: draw 14706728142476744702
+19 shop proposes a policy in shop 2: draw 353203675124781715
+0 order 13 in shop 3: draw 11929085801503858189
+7 eve about order 8, payment 1: refund the rest
+24 dora about order 8, payment 1: refund the rest
+0 ann about order 12, payment 1: refund the rest
+43 bob about order 5, payment 1: refund the rest
+13 shop about order 7, payment 1: refund the rest
+0 eve about order 13, payment 1: refund the rest
+1 till about order 13, payment 1: refund the rest
+59 bob about order 8, payment 1: refund the rest
+13 till about order 4, payment 2: refund-units 1 of line 3
+50 order 14 in shop 2: draw 7938209023748313525
+5 dora about order 3, payment 1: refund-order by 1: 60 %
+26 key-of-ann about order 10, payment 1: refund the rest
+14 order 15 in shop 1: draw 11491239424715200178
+13 order 16 in shop 3: draw 10762086449772051455
+0 dora about order 9, payment 1: refund the rest
+14 eve about order 10, payment 1: refund the rest
+50 ann about order 13, payment 1: refund the rest
+47 bob agrees to the policy in shop 2
+0 ann about order 1, payment 1: invoice 6038646916546552046
+0 till about order 1, payment 1: invoice 6038646916546552046
+49 till about order 1, payment 1: invoice 2583374002131871175
+0 key-of-ann about order 4, payment 1: invoice 11579656444490914847
+0 shop about order 16, payment 1: refund the rest
+0 bob about order 13, payment 1: refund the rest
+42 order 17 in shop 1: draw 9710299498409264133
+0 the gateway says nothing of order 4, payment 2
+369 eve about order 4, payment 2: say-not-done 1
+194 key-of-ann about order 4, payment 2: agree-to-claim 1
+301 key-of-ann about order 4, payment 2: agree-to-claim 1
+14 eve about order 17, payment 1: odd 14366462013516100433
+1 ann about order 17, payment 1: odd 14366462013516100433
+0 order 18 in shop 3: draw 10987007945453268153
+33 cid about order 16, payment 2: refund the rest
+38 rumour about order 10, payment 1: authorization 1 authorized in row 1: one
+21 cid about order 17, payment 1: dispute 5579478218265598207
+0 eve about order 8, payment 1: invoice 10798986678749604434
+15 eve about order 10, payment 1: release
+30 order 19 in shop 1: draw 6757893635156464098
+55 order 20 in shop 1: draw 10554427384481617062
+47 shop about order 17, payment 1: dispute 6008001476475193103
+37 till about order 17, payment 1: dispute 7244735188833725427
+14 rumour about order 11, payment 1: authorization 1 declined in row 3: more than the whole
+2 cid about order 13, payment 1: refund one
+34 till about order 1, payment 1: owed 17432699759096002406
+2 key-of-ann about order 1, payment 1: owed 17432699759096002406
+0 eve about order 19, payment 4: refund-units 1 of line 3
+37 till about order 12, payment 1: refund 13 %
+44 eve about order 11, payment 1: invoice 13690460787103787593
+33 dora about order 15, payment 1: dispute 9132864722242063163
+50 ann about order 15, payment 1: refund-units 2 of line 1
+54 dora about order 16, payment 1: capture 78 %
+59 ann about order 19, payment 2: refund one
+2 ann about order 19, payment 2: refund one
+0 ann about order 15, payment 1: dispute 2803717758648263464
+38 rumour about order 1, payment 3: authorization 1 authorized in row 0: the rest
+17 cid about order 18, payment 1: invoice 7547107673150058372
+47 ann about order 11, payment 1: capture more than the whole
+50 till about order 20, payment 1: capture 17 %
+0 shop about order 5, payment 1: refund 70 %
+0 ann about order 5, payment 1: refund 70 %
+13 ann about order 15, payment 1: invoice 632127738370378056
+0 rumour about order 13, payment 1: authorization 1 released in row 1: the whole
+59 eve about order 6, payment 1: invoice 18316488834571162294
+0 bob about order 6, payment 1: invoice 18316488834571162294
+0 eve about order 9, payment 1: invoice 14476999086720163531
+20 till about order 6, payment 1: resume
+37 cid about order 10, payment 1: invoice 144098756274186907
+14 cid about order 11, payment 1: deliver line 3
+5 cid about order 18, payment 1: capture last one
+0 eve about order 20, payment 1: capture last 76 %
+0 ann about order 20, payment 1: capture last 76 %
+0 shop about order 14, payment 1: invoice 17196608827452412914
+42 till about order 5, payment 1: approve refund 1
+0 till about order 17, payment 1: invoice 9980012347459644426
+2 dora about order 17, payment 1: invoice 9980012347459644426
+44 key-of-ann about order 13, payment 1: capture the rest
+0 order 21 in shop 1: draw 2538781335266846104
+52 bob about order 14, payment 1: owed 15924746009359963788
+0 cid about order 18, payment 1: refund one
+32 eve about order 8, payment 1: owed 866319990759775121
+0 order 22 in shop 3: draw 12880886406714728154
+17 the clock jumps 86500 s
+5 order 23 in shop 3: draw 8315827906399361533
+36 till about order 13, payment 1: tender 16520637705595468868
+10 cid about order 16, payment 1: invoice 8743213162281496025
+9 order 24 in shop 1: draw 11155707161012520546
+36 bob agrees to the policy in shop 2
+49 order 25 in shop 3: draw 15011412197501991161
+0 bob about order 20, payment 1: refund 38 %
+1 till about order 20, payment 1: refund 38 %
+0 shop about order 9, payment 1: refund the whole
+0 cid about order 7, payment 1: refund 26 %
+49 order 26 in shop 1: draw 11302812600463514232
+0 rumour about order 6, payment 1: authorization 1 released in row 0: the whole
+0 eve about order 10, payment 1: owed 1231715137069031251
+33 till about order 25, payment 1: capture 60 %
+0 bob about order 4, payment 1: owed 7477511934947063787
+25 order 27 in shop 1: draw 11487981164031913466
+56 rumour about order 20, payment 1: refund 1 refund_returned in row 1: the whole
+13 order 28 in shop 1: draw 2196180349132164889
+0 order 29 in shop 1: draw 16364330793689290446
+0 order 30 in shop 2: draw 2742715462845104471
+37 eve about order 23, payment 1: invoice 2436691883363461046
+0 order 31 in shop 3: draw 14423674397239788870
+0 dora about order 25, payment 1: capture 60 %
+0 dora about order 28, payment 1: refund 32 %
+59 ann about order 23, payment 1: refund 19 %
+15 eve about order 25, payment 2: refund the rest
+0 key-of-ann about order 13, payment 1: top-up 12181751178499187396
+0 key-of-ann about order 30, payment 1: release
+0 ann about order 15, payment 1: invoice 4891673876554672139
+0 eve about order 15, payment 1: invoice 4891673876554672139
+34 eve about order 18, payment 1: credit refund 1
+0 dora about order 18, payment 1: credit refund 1
+56 order 32 in shop 2: draw 1538088619698000324
+8 rumour about order 27, payment 1: authorization 1 declined in row 2: more than the whole
+24 key-of-ann about order 31, payment 2: capture 13 %
+58 dora about order 31, payment 1: invoice 4990530454621757273
+3 order 33 in shop 3: draw 17781735520050700662
+45 bob about order 29, payment 1: capture more than the whole
+21 key-of-ann about order 13, payment 1: invoice 3843410754121856675
+2 ann about order 13, payment 1: invoice 3843410754121856675
+0 cid agrees to the policy in shop 2
+23 till about order 33, payment 1: refund 4 %
+36 ann about order 33, payment 1: cancel-order
+0 node 1 crashes for 1154 ms
+14 order 34 in shop 1: draw 14020035206179488682
+10 bob about order 21, payment 1: invoice 1824341095092429567
+18 bob about order 22, payment 1: refund 60 %
+0 bob about order 34, payment 1: refund the rest
+1 dora about order 34, payment 1: refund the rest
+27 ann about order 28, payment 1: refund-units 3 of line 3
+46 ann about order 34, payment 1: refund the rest
+3 ann about order 15, payment 1: dispute 18257492307003397434
+0 cid about order 13, payment 1: capture last 60 %
+58 eve about order 23, payment 1: refund the rest
+27 eve about order 29, payment 1: invoice 5062802608778002201
+35 order 35 in shop 3: draw 3630937346433897488
+41 key-of-ann about order 14, payment 1: owed 11196397642479728323
+49 dora about order 30, payment 1: refund 27 %
+47 key-of-ann about order 33, payment 1: capture more than the whole
+0 bob proposes a policy in shop 1: draw 5952828688799153503
+15 dora about order 29, payment 1: invoice 14387823101148128946
+0 bob about order 29, payment 1: invoice 14387823101148128946
+0 shop about order 32, payment 1: refund the rest
+6 order 36 in shop 3: draw 9639554622781726894
+38 shop about order 16, payment 1: tender 10546727845645377377
+0 order 37 in shop 3: draw 2369239051206211236
+55 shop agrees to the policy in shop 2
+0 key-of-ann about order 33, payment 1: capture last one
+2 bob about order 33, payment 1: capture last one
+6 order 38 in shop 2: draw 18176698477199663842
+0 key-of-ann about order 25, payment 2: refund-units 1 of line 3
+0 bob about order 16, payment 1: owed 2330163385725390303
+2 dora about order 16, payment 1: owed 2330163385725390303
+30 key-of-ann about order 34, payment 1: refund the rest
+1 ann about order 34, payment 1: refund the rest
+0 bob about order 38, payment 1: refund the rest
+12 order 39 in shop 1: draw 15780377846726062962
+29 ann about order 32, payment 1: refund the rest
+46 till about order 33, payment 1: capture the rest
+38 till about order 37, payment 1: refund the rest
+7 order 40 in shop 3: draw 6510244047979926957
+0 dora about order 25, payment 1: invoice 1324698435324861455
+0 cid about order 37, payment 1: refund the rest
+2 till about order 37, payment 1: refund the rest
+8 ann about order 27, payment 1: invoice 639293309520123081
+57 bob agrees to the policy in shop 2
+48 order 41 in shop 1: draw 11332805737069397735
+0 ann about order 22, payment 1: invoice 15787755833702697419
+58 order 42 in shop 1: draw 1449274309112052149
+23 till about order 24, payment 1: invoice 7051577845062680810
+0 key-of-ann about order 24, payment 1: refund more than the whole
+0 dora about order 38, payment 1: refund the rest
+13 ann about order 30, payment 1: invoice 14143844309420133555
+48 dora about order 34, payment 1: refund the rest
+22 key-of-ann about order 19, payment 1: invoice 5762742919261374837
+0 cid about order 37, payment 1: refund the rest
+19 dora about order 36, payment 1: refund the rest
+56 dora about order 41, payment 1: refund the rest
+0 key-of-ann about order 36, payment 1: refund the rest
+0 shop about order 36, payment 1: refund the rest
+9 the clock jumps 700 s
+0 cid about order 37, payment 1: refund the rest
+0 bob about order 42, payment 1: refund the rest
+0 till about order 28, payment 1: refund 95 %
+0 dora about order 23, payment 1: complete
+0 ann about order 32, payment 1: refund the rest
+2 ann about order 32, payment 1: refund the rest
+0 order 43 in shop 3: draw 16086236348243337074
+0 order 44 in shop 1: draw 132161503972369255
+0 shop about order 27, payment 1: refund 60 %
+1 eve about order 27, payment 1: refund 60 %
+10 shop proposes a policy in shop 1: draw 13090332492616057059
+0 dora about order 23, payment 1: odd 10993388825926866169
+32 dora about order 34, payment 1: refund the rest
+32 till about order 43, payment 1: refund the rest
+36 key-of-ann about order 43, payment 1: refund the rest
+2 bob about order 43, payment 1: refund the rest
+0 bob about order 34, payment 1: refund the rest
+0 the gateway says nothing of order 32, payment 2
+151 shop about order 32, payment 2: say-not-done 1
+193 bob about order 32, payment 2: deny-claim 1
+386 eve about order 32, payment 2: agree-to-claim 1
+0 order 45 in shop 1: draw 4405956800484651671
+56 ann about order 34, payment 1: invoice 169098495283388657
+2 till about order 34, payment 1: invoice 169098495283388657
+0 order 46 in shop 2: draw 14611397846640726800
+54 eve about order 43, payment 1: invoice 1062485159756118716
+51 ann about order 45, payment 1: refund 88 %
+46 key-of-ann about order 35, payment 1: invoice 532405184637175289
+56 cid about order 34, payment 2: resolve exception 1
+0 eve about order 38, payment 1: invoice 9216859169084416868
+38 rumour about order 30, payment 1: authorization 1 expired in row 2: the whole
+8 order 47 in shop 3: draw 11549052501688400393
+48 till refuses the policy in shop 2
+1 key-of-ann about order 35, payment 1: refund the whole
+2 shop about order 25, payment 1: owed 18074134280036102897
+55 ann about order 46, payment 1: refund 66 %
+53 eve about order 31, payment 1: owed 16140186877567761554
+0 order 48 in shop 1: draw 18172720618807811898
+39 key-of-ann about order 36, payment 1: invoice 9261792228834236446
+1 dora about order 36, payment 1: invoice 9261792228834236446
+0 key-of-ann about order 40, payment 1: invoice 3244716027003949711
+57 bob about order 40, payment 1: invoice 17309465452487685586
+0 cid about order 43, payment 1: capture more than the whole
+0 bob about order 45, payment 1: approve refund 1
+13 shop about order 34, payment 3: refund-units 3 of line 2
+0 ann agrees to the policy in shop 2
+0 cid about order 39, payment 1: invoice 16641314556829450001
+0 till about order 29, payment 1: deliver line 1
+12 dora about order 38, payment 1: owed 14741964812160193905
+0 ann about order 33, payment 1: refund-units 3 of line 3
+48 key-of-ann about order 48, payment 1: refund the rest
+40 order 49 in shop 3: draw 3258104699550777194
+0 order 50 in shop 3: draw 14229533789026128488
+9 order 51 in shop 3: draw 17710396654248805282
+28 order 52 in shop 2: draw 7969713287815953032
+0 key-of-ann about order 42, payment 1: invoice 13399166543180650200
+51 cid about order 41, payment 1: invoice 3283439444184620231
+13 shop about order 47, payment 2: refund one
+0 dora about order 48, payment 1: refund 32 %
+56 till about order 49, payment 1: refund 25 %
+52 the clock jumps 700 s
+22 ann about order 37, payment 1: refund 38 %
+2 key-of-ann about order 37, payment 1: refund 38 %
+0 cid about order 50, payment 1: invoice 13668952579102313585
+43 till about order 50, payment 1: invoice 10221900733507032932
+22 bob proposes a policy in shop 2: draw 13115178628103992153
+41 eve about order 36, payment 1: owed 1529647455615020998
+8 dora about order 45, payment 1: invoice 12134648571926716423
+52 order 53 in shop 2: draw 237095322184026596
+26 eve about order 32, payment 1: invoice 11078994696531161473
+0 bob about order 53, payment 1: refund the rest
+24 cid about order 46, payment 1: refund 74 %
+2 shop about order 46, payment 1: refund 74 %
+1 eve about order 50, payment 1: owed 9141948245362546878
+47 cid about order 42, payment 1: refund more than the whole
+0 ann about order 38, payment 1: owed 16806204233248059222
+1 dora about order 31, payment 1: top-up 226375543747033681
+6 bob about order 38, payment 1: owed 15301980391011607036
+1 till about order 38, payment 1: owed 15301980391011607036
+0 ann about order 43, payment 1: capture 88 %
+2 dora about order 43, payment 1: capture 88 %
+0 dora agrees to the policy in shop 1
+21 ann about order 51, payment 1: refund the whole
+2 eve about order 51, payment 1: refund the whole
+26 shop about order 45, payment 1: owed 9590923547130257173
+0 rumour about order 38, payment 2: authorization 1 action_required in row 0: the whole
+55 shop about order 34, payment 1: invoice 12299009386528484735
+0 shop about order 37, payment 1: invoice 18369845455258032204
+52 ann about order 35, payment 1: invoice 12694586853693442526
+6 key-of-ann about order 42, payment 1: refund the rest
+0 rumour about order 39, payment 1: authorization 1 authorized in row 1: one
+0 key-of-ann refuses the policy in shop 2
+40 till proposes a policy in shop 1: draw 624629178614020501
+33 ann about order 40, payment 1: owed 866085442118955046
+5 ann about order 48, payment 1: bounce refund 1
+0 dora about order 34, payment 1: invoice 9311784398708508349
+15 dora about order 52, payment 1: complete
+0 the gateway says nothing of order 38, payment 3
+388 ann about order 38, payment 3: say-not-done 1
+359 cid about order 38, payment 3: agree-to-claim 1
+400 shop about order 38, payment 3: agree-to-claim 1
+0 shop about order 42, payment 1: owed 12633298774041205488
+0 ann about order 40, payment 1: invoice 12779278162515046336
+0 ann about order 37, payment 1: owed 13140234299231228453
+49 order 54 in shop 1: draw 3353816526041370674
+6 ann refuses the policy in shop 2
+0 key-of-ann about order 40, payment 1: resume
+55 eve agrees to the policy in shop 3
+15 order 55 in shop 2: draw 8008098661592107357
+26 eve about order 46, payment 1: invoice 13701836532597046039
+0 dora about order 53, payment 1: refund-order by 6: one
+0 till about order 41, payment 1: owed 7201942572191220152
+2 bob about order 41, payment 1: owed 7201942572191220152
+32 eve about order 47, payment 1: invoice 9847568414916727604
+43 till about order 34, payment 3: refund 22 %
+0 ann about order 54, payment 1: refund the rest
+0 eve about order 34, payment 1: owed 7010367360578352192
+44 till about order 50, payment 1: refund 85 %
+0 key-of-ann about order 46, payment 1: withdraw refund 1
+23 eve about order 46, payment 1: cancel refund 1
+45 till about order 46, payment 1: owed 968786651117252097
+1 dora about order 46, payment 1: owed 968786651117252097
+0 shop about order 46, payment 1: refund 93 %
+1 till about order 46, payment 1: refund 93 %
+20 eve about order 44, payment 1: invoice 5013929293223273543
+1 ann about order 44, payment 1: invoice 5013929293223273543
+7 node 1 crashes for 750 ms
+52 order 56 in shop 3: draw 11903985971339643860
+20 dora about order 42, payment 1: invoice 13510926975979362958
+0 rumour about order 38, payment 1: authorization 1 authorized in row 3: the whole
+0 bob about order 42, payment 1: refund 2 %
+44 cid about order 37, payment 1: owed 2996343798964695098
+0 bob about order 55, payment 1: invoice 10368986340858775398
+9 order 57 in shop 3: draw 5417355660441858182
+1 order 58 in shop 2: draw 3871857743890761002
+29 key-of-ann about order 44, payment 1: refund 95 %
+2 eve about order 44, payment 1: refund 95 %
+54 cid about order 55, payment 1: capture last 48 %
+0 till about order 55, payment 1: capture last 48 %
+1 ann about order 55, payment 1: deliver line 2
+9 order 59 in shop 1: draw 1296433846257659886
+0 order 60 in shop 3: draw 9838675005000760194
+32 bob refuses the policy in shop 3
+52 order 61 in shop 2: draw 2255582865533402561
+0 eve about order 46, payment 1: owed 8517445514661754285
+38 till about order 57, payment 1: refund the rest
+0 bob about order 57, payment 1: refund the rest
+8 eve about order 51, payment 1: invoice 4109875097862847508
+0 the clock jumps 700 s
+0 shop about order 47, payment 1: refund the rest
+37 bob about order 41, payment 1: owed 6635870868788857672
+56 shop about order 41, payment 1: owed 10402924030451596219
+0 ann about order 55, payment 1: invoice 6429697285441932736
+0 till about order 55, payment 1: capture more than the whole
+0 eve about order 46, payment 1: owed 13037028566641305980
+10 bob about order 59, payment 1: refund the rest
+28 key-of-ann about order 57, payment 1: refund the rest
+12 shop about order 57, payment 1: refund the rest
+55 till about order 46, payment 2: refund 20 %
+11 dora about order 52, payment 1: invoice 13130465737268779290
+4 key-of-ann about order 49, payment 2: together 2422400544740932089
+37 dora about order 59, payment 1: refund the rest
+22 eve about order 44, payment 1: refund the rest
+55 till about order 38, payment 2: capture last 31 %
+29 shop about order 54, payment 1: refund the rest
+0 eve about order 59, payment 1: refund the rest
+0 till about order 45, payment 1: owed 5341573181346864693
+2 bob about order 45, payment 1: owed 5341573181346864693
+4 order 62 in shop 2: draw 16351277196503677188
+0 ann about order 55, payment 1: refund-units 3 of line 3
+1 bob about order 53, payment 1: refund one
+54 cid about order 50, payment 1: refund one
+22 ann about order 56, payment 1: refund the rest
+25 cid about order 48, payment 2: refund 92 %
+36 rumour about order 50, payment 1: authorization 1 expired in row 0: the whole
+31 rumour about order 51, payment 2: capture 1 capture_failed in row 1: the whole
+0 order 63 in shop 1: draw 13051183475376549414
+0 bob about order 55, payment 1: top-up 3417460602418648295
+0 bob agrees to the policy in shop 3
+0 key-of-ann about order 58, payment 1: refund the rest
+2 bob about order 60, payment 1: refund the rest
+1 till about order 60, payment 1: refund the rest
+39 order 64 in shop 2: draw 16620720137024298582
+0 key-of-ann about order 62, payment 1: refund the rest
+12 cid about order 52, payment 1: refund 83 %
+43 key-of-ann proposes a policy in shop 1: draw 7138816267749554907
+15 key-of-ann about order 59, payment 1: refund the rest
+44 eve about order 45, payment 1: retry refund 1
+0 shop about order 52, payment 1: invoice 608327028463016948
+4 node 1 crashes for 2511 ms
+0 order 65 in shop 2: draw 11826737938445485997
+12 key-of-ann about order 51, payment 1: capture 72 %
+7 order 66 in shop 3: draw 1990454990664623128
+0 dora about order 50, payment 1: agree-to-loss 1
+0 key-of-ann about order 63, payment 1: refund the rest
+28 shop about order 48, payment 1: invoice 3737738292059663985
+56 key-of-ann about order 58, payment 1: refund the rest
+7 dora about order 50, payment 1: refuse-loss 1
+0 shop about order 58, payment 1: refund the rest
+32 eve about order 49, payment 2: refund 87 %
+0 key-of-ann about order 66, payment 1: refund the rest
+49 till about order 58, payment 1: refund the rest
+43 order 67 in shop 1: draw 17674983532272994192
+28 key-of-ann about order 65, payment 1: refund the rest
+0 till about order 61, payment 1: invoice 5527735824616584899
+52 cid about order 62, payment 1: refund the rest
+40 dora about order 47, payment 1: invoice 3460074114161864828
+29 till about order 61, payment 1: invoice 17196543224031399622
+1 cid about order 61, payment 1: invoice 17196543224031399622
+18 till about order 67, payment 1: refund the rest
+0 order 68 in shop 3: draw 18408711800721041799
+0 till about order 60, payment 1: refund the rest
+2 till about order 60, payment 1: refund the rest
+7 key-of-ann about order 58, payment 1: refund the rest
+2 cid about order 58, payment 1: refund the rest
+0 dora about order 66, payment 1: refund the rest
+4 till about order 63, payment 1: refund the rest
+15 order 69 in shop 2: draw 16598173824537901937
+24 rumour about order 49, payment 2: release 1 taken in row 0: 50 %
+0 shop about order 65, payment 1: refund the rest
+51 cid about order 67, payment 1: refund the rest
+58 dora about order 58, payment 1: refund the rest
+1 key-of-ann about order 58, payment 1: refund the rest
+38 order 70 in shop 2: draw 1789657961090039994
+15 cid about order 55, payment 1: owed 12217116824401212057
+2 ann about order 55, payment 1: owed 12217116824401212057
+3 eve about order 68, payment 1: refund the rest
+48 shop about order 55, payment 1: owed 13863123838209393422
+0 eve about order 55, payment 1: owed 13863123838209393422
+44 dora about order 67, payment 1: refund the rest
+34 dora about order 70, payment 1: refund the rest
+23 order 71 in shop 1: draw 15858293928527253018
+26 till about order 64, payment 1: refund 89 %
+0 shop about order 59, payment 1: refund the rest
+24 shop about order 62, payment 1: refund the rest
+0 key-of-ann about order 71, payment 1: invoice 9380098310868729206
+39 eve about order 71, payment 1: refund 33 %
+15 till about order 65, payment 1: capture 73 %
+36 shop about order 64, payment 1: refund one
+24 bob about order 70, payment 1: capture last 13 %
+46 the clock jumps 700 s
+24 ann about order 70, payment 1: refund-units 1 of line 2
+50 cid about order 58, payment 1: invoice 5288965971015102845
+29 dora about order 55, payment 2: refund 60 %
+0 shop about order 48, payment 1: owed 6633843266219228305
+0 key-of-ann about order 69, payment 1: refund the rest
+0 eve about order 70, payment 1: invoice 13225106255544455000
+56 order 72 in shop 1: draw 6633882477799265351
+10 shop about order 67, payment 1: capture last the whole
+0 cid about order 62, payment 1: dispute 13748450164851399585
+0 dora about order 58, payment 1: owed 10026958777306092704
+44 bob about order 66, payment 1: release
+37 order 73 in shop 3: draw 493380580453602228
+0 rumour about order 57, payment 3: authorization 1 taken in row 3: the rest
+59 shop about order 67, payment 1: refund 66 %
+10 ann about order 62, payment 1: invoice 158114273282510721
+29 order 74 in shop 2: draw 739771572699918509
+0 bob about order 59, payment 1: invoice 10672393241204717302
+10 shop about order 60, payment 1: refund-units 3 of line 1
+0 key-of-ann agrees to the policy in shop 3
+39 dora about order 72, payment 1: invoice 4512515713335071150
+0 till about order 61, payment 1: owed 10556615206881055362
+33 order 75 in shop 1: draw 6961902406963112419
+6 till about order 60, payment 1: invoice 17918081188982105072
+53 order 76 in shop 1: draw 6049013586289632815
+39 bob about order 65, payment 1: adjust 7560524921179073692
+1 till about order 65, payment 1: adjust 7560524921179073692
+49 order 77 in shop 3: draw 4079207803331748702
+46 order 78 in shop 2: draw 17445343042620713166
+3 shop about order 78, payment 1: refund the rest
+45 till about order 56, payment 1: invoice 17207908073142422013
+59 dora about order 72, payment 1: owed 16962086128859894872
+19 order 79 in shop 3: draw 5259904200502237890
+4 shop about order 61, payment 1: refund-units 2 of line 3
+27 shop about order 57, payment 1: invoice 2756054052235994925
+2 bob about order 57, payment 1: invoice 2756054052235994925
+0 cid about order 79, payment 4: refund 89 %
+0 order 80 in shop 1: draw 8483934007204510369
+0 order 81 in shop 2: draw 9602444546011604260
+33 till about order 78, payment 1: invoice 6575706069327215304
+31 eve about order 73, payment 1: refund the rest
+55 key-of-ann about order 78, payment 2: refund 18 %
+39 order 82 in shop 3: draw 3198982036362345559
+9 cid about order 79, payment 4: cancel refund 2
+0 cid about order 79, payment 4: cancel refund 2
+51 till about order 68, payment 1: capture last 70 %
+40 order 83 in shop 1: draw 5087779453192966569
+12 dora about order 70, payment 1: owed 8783325555135557414
+54 order 84 in shop 1: draw 530015929820218920
+0 till about order 77, payment 1: top-up 3013263408560455395
+52 the clock jumps 7300 s
+1 ann about order 77, payment 1: invoice 7120086540148907825
+0 bob about order 68, payment 1: refund one
+0 bob about order 84, payment 1: refund the rest
+18 key-of-ann about order 81, payment 1: deliver line 2
+12 dora about order 70, payment 1: resume
+0 till about order 81, payment 1: refund one
+58 ann about order 84, payment 1: refund the rest
+1 till about order 84, payment 1: refund the rest
+0 order 85 in shop 1: draw 8668626287331276638
+3 rumour about order 64, payment 1: authorization 1 expired in row 3: the whole
+56 ann about order 68, payment 1: invoice 14846419673717205363
+18 cid about order 73, payment 1: invoice 18026179445172401008
+1 eve about order 73, payment 1: invoice 18026179445172401008
+13 ann about order 79, payment 1: invoice 2011249995192983092
+54 till about order 83, payment 2: capture 95 %
+0 ann about order 70, payment 1: refund the rest
+0 cid about order 70, payment 1: refund one
+22 shop about order 83, payment 2: capture one
+0 order 86 in shop 1: draw 211579187146061679
+0 till about order 65, payment 1: invoice 4646881496291198291
+54 shop about order 79, payment 1: owed 9367007766168550981
+0 ann about order 79, payment 1: owed 9367007766168550981
+37 dora about order 84, payment 1: refund the rest
+17 bob about order 69, payment 1: invoice 17022035912717572667
+2 key-of-ann about order 69, payment 1: invoice 17022035912717572667
+46 order 87 in shop 1: draw 11311920296590086981
+10 shop refuses the policy in shop 2
+37 rumour about order 78, payment 3: capture 1 captured in row 3: the whole
+0 ann about order 75, payment 1: capture the whole
+23 shop proposes a policy in shop 3: draw 4976624565329486075
+13 till about order 72, payment 1: capture one
+29 key-of-ann about order 84, payment 1: refund the rest
+44 rumour about order 83, payment 2: capture 1 capture_failed in row 3: 50 %
+30 rumour about order 79, payment 4: refund 1 refund_completed in row 2: the whole
+29 dora about order 77, payment 1: owed 1387524924652105545
+0 ann about order 87, payment 1: refund 60 %
+1 bob about order 87, payment 1: refund 60 %
+40 till about order 70, payment 1: refund 45 %
+0 order 88 in shop 2: draw 7718231034356829750
+46 till about order 87, payment 1: complete
+1 dora about order 87, payment 1: complete
+13 eve about order 69, payment 1: refund 10 %
+1 ann about order 69, payment 1: refund 10 %
+0 till about order 82, payment 1: capture the rest
+0 key-of-ann about order 68, payment 1: confirm refund 1
+15 bob agrees to the policy in shop 2
+1 ann about order 78, payment 1: owed 17939394013807336591
+0 till about order 81, payment 1: refund more than the whole
+0 order 89 in shop 1: draw 6644230227126444266
+49 till about order 83, payment 1: invoice 8782788914063155889
+43 cid about order 79, payment 1: owed 1212931254866844378
+0 the gateway says nothing of order 88, payment 1
+190 bob about order 88, payment 1: say-done 1
+150 eve about order 88, payment 1: agree-to-claim 1
+358 key-of-ann about order 88, payment 1: agree-to-claim 1
+8 dora about order 85, payment 1: invoice 2446593137222394114
+37 shop about order 84, payment 1: invoice 5018894787352276469
+2 dora about order 84, payment 1: invoice 5018894787352276469
+58 eve about order 86, payment 1: invoice 15484584087390155586
+19 shop about order 88, payment 1: tender 10482796237986114871
+1 key-of-ann about order 88, payment 1: tender 10482796237986114871
+27 order 90 in shop 1: draw 10982529423614818341
+23 eve about order 70, payment 1: invoice 3646166785661704173
+0 eve about order 70, payment 1: invoice 3646166785661704173
+22 cid about order 82, payment 1: refund 63 %
+44 order 91 in shop 3: draw 3868487126246234101
+35 bob about order 87, payment 1: invoice 7743290562186193240
+10 order 92 in shop 3: draw 15734992537094389417
+0 shop about order 92, payment 1: refund the rest
+0 bob about order 71, payment 1: owed 18437439678227102490
+0 cid about order 77, payment 1: owed 1307376950650778262
+1 till about order 77, payment 1: owed 1307376950650778262
+0 bob about order 85, payment 1: refund one
+56 order 93 in shop 1: draw 17459695176796645809
+39 ann about order 88, payment 1: invoice 8559944343355640019
+54 dora about order 88, payment 1: refund more than the whole
+0 eve about order 75, payment 1: refund 93 %
+1 till about order 75, payment 1: refund 93 %
+0 order 94 in shop 1: draw 12024602386594722791
+35 ann about order 82, payment 1: refund the rest
+0 dora about order 79, payment 4: refund 60 %
+0 ann about order 73, payment 1: owed 17298999851105046796
+0 shop about order 94, payment 1: refund the rest
+47 order 95 in shop 2: draw 12077221886802271423
+53 key-of-ann about order 92, payment 1: refund 95 %
+2 eve about order 92, payment 1: refund 95 %
+39 till about order 93, payment 1: refund the rest
+54 cid about order 90, payment 1: invoice 7234624379977271064
+0 bob about order 92, payment 1: refund 7 %
+1 till about order 92, payment 1: refund 7 %
+0 bob about order 82, payment 1: refund 60 %
+50 dora about order 87, payment 1: capture last 91 %
+47 order 96 in shop 1: draw 11260646709970714589
+18 eve about order 77, payment 1: owed 752498057221208001
+25 bob about order 83, payment 1: invoice 16231509377297587700
+0 dora about order 92, payment 1: invoice 16710857650929955239
+0 key-of-ann about order 92, payment 1: invoice 16710857650929955239
+16 cid about order 78, payment 4: refund the whole
+47 cid about order 87, payment 1: owed 17790622045601177701
+37 cid about order 82, payment 1: credit refund 2
+58 eve about order 91, payment 1: refund-units 2 of line 2
+0 till about order 88, payment 1: refund 66 %
+0 order 97 in shop 2: draw 12032610649713000868
+38 key-of-ann about order 90, payment 1: invoice 8276914035336298698
+38 eve about order 74, payment 1: invoice 15512208498673363579
+0 key-of-ann about order 96, payment 1: capture 4 %
+0 eve about order 77, payment 2: release
+0 cid about order 93, payment 1: invoice 6558042213355410893
+0 till refuses the policy in shop 3
+0 till about order 79, payment 1: agree-to-loss 1
+15 order 98 in shop 3: draw 6419546144760408234
+33 till about order 81, payment 1: invoice 3603772270495905585
+40 rumour about order 88, payment 1: authorization 1 authorized in row 3: one
+52 rumour about order 81, payment 1: authorization 1 authorized in row 3: 50 %
+0 order 99 in shop 2: draw 7674511640425779170
+45 till about order 88, payment 1: owed 17313056080142024539
+0 cid about order 99, payment 2: cancel-order
+0 ann about order 99, payment 2: cancel-order
+51 dora agrees to the policy in shop 3
+16 eve refuses the policy in shop 1
+55 dora about order 84, payment 1: owed 18076202388151360812
+37 dora about order 86, payment 1: owed 7353587289930487079
+0 eve about order 84, payment 1: capture last 7 %
+30 eve about order 83, payment 1: invoice 2406394681193821005
+0 cid about order 83, payment 1: invoice 2406394681193821005
+22 order 100 in shop 1: draw 10817147443938858188
+59 dora about order 95, payment 1: capture last 15 %
+0 dora agrees to the policy in shop 1
+0 key-of-ann about order 80, payment 1: invoice 578724636852270883
+19 cid about order 99, payment 2: refund 36 %
+1 dora about order 99, payment 2: refund 36 %
+27 till about order 92, payment 1: refund the rest
+2 key-of-ann about order 92, payment 1: refund the rest
+50 eve about order 79, payment 4: retry refund 2
+1 till about order 79, payment 4: retry refund 2
+38 dora agrees to the policy in shop 1
+28 shop about order 89, payment 1: invoice 5552121072118207179
+1 key-of-ann about order 89, payment 1: invoice 5552121072118207179
+0 till about order 98, payment 2: refund more than the whole
+0 order 101 in shop 1: draw 7231675484434547508
+0 eve about order 101, payment 1: refund the rest
+0 order 102 in shop 2: draw 16033162390601091812
+52 ann about order 86, payment 1: owed 5998030971712233246
+45 key-of-ann about order 102, payment 1: refund the rest
+16 ann about order 84, payment 1: owed 692521739781117056
+51 key-of-ann about order 99, payment 1: invoice 10262358710849084456
+18 order 103 in shop 3: draw 3219524351323585236
+12 cid about order 94, payment 1: invoice 3869974106289091403
+51 cid about order 82, payment 1: invoice 15971395255652992589
+49 ann about order 103, payment 1: refund 56 %
+56 eve about order 103, payment 2: retry refund 1
+0 shop about order 90, payment 1: owed 12379450024090648810
+0 key-of-ann about order 92, payment 1: invoice 631694173880174334
+45 rumour about order 89, payment 2: authorization 1 authorized in row 2: the whole
+48 key-of-ann about order 92, payment 1: owed 13918507434922494377
+0 node 1 crashes for 155 ms
+0 key-of-ann about order 92, payment 1: bounce refund 2
+42 shop about order 95, payment 1: dispute 17167610437988034850
+0 ann about order 81, payment 1: owed 5112229521594149142
+44 cid about order 98, payment 1: invoice 12222347307146135973
+1 bob about order 98, payment 1: invoice 12222347307146135973
+0 rumour about order 92, payment 1: authorization 1 released in row 1: one
+25 shop about order 88, payment 1: owed 7649792252039897153
+0 till about order 86, payment 3: refund the whole
+0 ann about order 86, payment 1: owed 6366991322123863782
+59 dora about order 100, payment 1: invoice 9894019187581060405
+26 key-of-ann about order 100, payment 2: capture one
+3 eve about order 86, payment 1: owed 12362905465667682588
+49 eve about order 99, payment 2: refund 80 %
+40 bob about order 82, payment 1: invoice 16875638432529512584
+0 order 104 in shop 3: draw 14610785830150328465
+54 cid about order 89, payment 1: refund more than the whole
+38 order 105 in shop 2: draw 16711850017700728025
+0 order 106 in shop 2: draw 827726223048463086
+8 shop about order 93, payment 1: owed 15688703095582463752
+0 cid about order 91, payment 2: capture 74 %
+23 key-of-ann about order 92, payment 1: retry refund 2
+49 key-of-ann about order 104, payment 2: cancel refund 2
+1 dora about order 104, payment 2: cancel refund 2
+14 shop about order 105, payment 1: capture last the whole
+0 dora about order 98, payment 2: refund 6 %
+19 dora about order 89, payment 1: owed 4997933472896973544
+1 bob about order 89, payment 1: owed 4997933472896973544
+17 key-of-ann about order 102, payment 1: capture 60 %
+0 key-of-ann about order 102, payment 1: capture 60 %
+0 eve about order 104, payment 2: confirm refund 2
+0 shop about order 104, payment 2: confirm refund 2
+35 key-of-ann about order 84, payment 1: owed 14288111036471986057
+0 eve about order 100, payment 1: capture more than the whole
+2 cid about order 100, payment 1: capture more than the whole
+59 order 107 in shop 2: draw 12050921084716966542
+9 ann about order 98, payment 2: refund more than the whole
+0 order 108 in shop 2: draw 7824761296937060242
+0 till about order 92, payment 1: owed 6176997055710213648
+32 ann about order 99, payment 1: owed 9319433828653579236
+13 order 109 in shop 3: draw 12818929142570440126
+25 key-of-ann about order 98, payment 2: approve refund 1
+2 shop proposes a policy in shop 3: draw 10190802071740082222
+14 the clock jumps 3700 s
+0 cid about order 98, payment 1: refund 24 %
+36 shop about order 104, payment 2: bounce refund 2
+22 till about order 100, payment 1: owed 8570270128607052417
+0 till about order 107, payment 1: invoice 5056527481634721474
+50 eve about order 94, payment 1: resume
+18 key-of-ann about order 109, payment 1: invoice 16098519586286839295
+6 dora about order 108, payment 1: invoice 3345847421164429705
+0 cid about order 109, payment 1: invoice 16356842390248424375
+45 order 110 in shop 3: draw 12060366833091950086
+0 key-of-ann about order 88, payment 1: capture last 97 %
+58 key-of-ann about order 93, payment 1: owed 6727749850613809929
+23 bob about order 110, payment 1: invoice 6424611092740527649
+34 bob about order 108, payment 1: odd 4359099733368311302
+17 key-of-ann about order 106, payment 1: deliver line 3
+0 eve about order 98, payment 1: refund more than the whole
+24 rumour about order 92, payment 1: refund 1 refund_returned in row 1: more than the whole
+0 bob about order 98, payment 1: owed 17624775595653570966
+0 key-of-ann about order 93, payment 1: invoice 7454524730340393181
+0 order 111 in shop 1: draw 7494889371153083754
+9 cid about order 94, payment 1: invoice 11809507873899616013
+2 ann about order 94, payment 1: invoice 11809507873899616013
+41 bob about order 99, payment 1: invoice 7997046598352293790
+0 order 112 in shop 3: draw 5946855414128100779
+0 bob about order 94, payment 1: refund 60 %
+40 cid about order 95, payment 1: invoice 10486649161638402879
+17 order 113 in shop 3: draw 16705353088650377389
+59 dora about order 111, payment 1: refund more than the whole
+6 cid about order 95, payment 1: invoice 13420017983931855157
+18 key-of-ann about order 96, payment 1: invoice 3331655255262284586
+42 ann about order 102, payment 1: invoice 14064479004472703105
+0 till about order 90, payment 1: refuse-loss 1
+25 cid about order 102, payment 1: invoice 15141600976832493328
+0 shop about order 97, payment 1: invoice 628438851387341888
+57 rumour about order 102, payment 1: capture 1 captured in row 0: one
+15 order 114 in shop 1: draw 17501480187934042529
+5 dora about order 111, payment 3: refund 60 %
+0 ann about order 114, payment 1: refund the rest
+20 shop about order 100, payment 1: refund-units 3 of line 3
+0 bob about order 114, payment 1: invoice 92785581054698944
+32 till about order 106, payment 1: resume
+0 cid proposes a policy in shop 1: draw 12477334435814194789
+46 eve about order 113, payment 2: release
+17 node 1 crashes for 204 ms
+0 key-of-ann about order 97, payment 1: owed 12568324121489793256
+10 cid about order 104, payment 2: refund 45 %
+0 ann about order 104, payment 2: refund 45 %
+0 cid about order 103, payment 1: invoice 15411460000763509023
+1 ann about order 103, payment 1: invoice 15411460000763509023
+26 cid about order 95, payment 1: refund 86 %
+5 order 115 in shop 2: draw 5762724672989138533
+51 cid about order 113, payment 1: refund 78 %
+20 ann about order 103, payment 1: tender 6335047972955768210
+0 eve proposes a policy in shop 3: draw 14512765660607738639
+8 ann about order 94, payment 1: refund the whole
+52 eve agrees to the policy in shop 1
+15 eve about order 100, payment 1: capture the rest
+4 ann about order 99, payment 1: owed 4851967115655046370
+29 ann about order 93, payment 1: owed 9118307695772244207
+5 eve proposes a policy in shop 1: draw 7220653879998945838
+0 order 116 in shop 2: draw 95895851358772199
+50 rumour about order 103, payment 2: refund 1 refund_settled in row 2: the rest
+53 cid about order 108, payment 1: owed 5956975358010940773
+19 key-of-ann about order 107, payment 1: owed 14680089053162541416
+0 till about order 103, payment 2: refund 22 %
+6 shop about order 94, payment 1: invoice 5622452150779790527
+1 shop about order 94, payment 1: invoice 5622452150779790527
+6 order 117 in shop 3: draw 1594204183219678227
+0 node 1 crashes for 1013 ms
+0 order 118 in shop 3: draw 4435531347700881566
+42 till about order 115, payment 1: refund the rest
+49 bob about order 95, payment 1: owed 15434497018840613203
+0 till about order 109, payment 1: owed 15165794664244889703
+0 shop about order 116, payment 1: deliver line 2
+23 cid about order 102, payment 1: owed 9966382038900014862
+12 cid about order 112, payment 2: together 7141458447936135003
+2 eve about order 102, payment 1: resolve exception 4
+0 rumour about order 109, payment 1: authorization 1 authorized in row 2: one
+0 eve about order 101, payment 1: refund more than the whole
+0 cid about order 101, payment 1: refund more than the whole
+12 the clock jumps 700 s
+3 node 1 crashes for 1307 ms
+46 key-of-ann agrees to the policy in shop 1
+10 ann about order 104, payment 2: hold
+11 ann about order 115, payment 1: refund the rest
+0 key-of-ann about order 102, payment 1: owed 17904785433924913855
+1 till about order 102, payment 1: owed 17904785433924913855
+0 key-of-ann about order 103, payment 1: invoice 17449094582437564587
+0 cid about order 103, payment 1: invoice 17449094582437564587
+0 ann about order 111, payment 3: deliver line 1
+13 dora about order 99, payment 1: capture last 15 %
+26 ann about order 103, payment 1: resume
+0 bob about order 114, payment 1: refund 38 %
+0 ann about order 99, payment 1: owed 3891564275567129372
+47 order 119 in shop 2: draw 17139687819537963476
+11 shop about order 99, payment 1: refund one
+25 key-of-ann about order 105, payment 1: refund 32 %
+0 till about order 113, payment 1: invoice 11063364709474097892
+0 order 120 in shop 3: draw 4285389718966227650
+0 dora about order 117, payment 1: refund the rest
+7 shop about order 115, payment 1: refund the rest
+21 ann about order 116, payment 4: refund more than the whole
+46 shop about order 120, payment 1: refund the rest
+37 dora about order 118, payment 1: refund the rest
+0 key-of-ann refuses the policy in shop 2
+0 eve about order 113, payment 2: capture last more than the whole
+59 eve about order 116, payment 2: refund-units 1 of line 1
+28 cid about order 101, payment 1: invoice 3546122854145278552
+0 key-of-ann about order 99, payment 1: owed 15167406761524224614
+45 bob about order 120, payment 1: refund the rest
+0 till about order 100, payment 1: cancel-order
+0 ann about order 117, payment 1: capture 45 %
+20 bob about order 113, payment 1: deliver line 3
+24 eve about order 120, payment 1: refund the rest
+0 bob about order 98, payment 1: invoice 8648935927678379266
+0 ann about order 104, payment 1: invoice 3326145769357308015
+0 dora about order 119, payment 1: refund the rest
+40 rumour about order 104, payment 2: refund 1 refund_returned in row 0: more than the whole
+8 bob about order 110, payment 1: owed 7340852859585124185
+0 rumour about order 112, payment 2: capture 1 capture_failed in row 3: the rest
+6 dora about order 107, payment 1: owed 3738088662849512622
+0 rumour about order 102, payment 1: dispute 1 dispute_won in row 1: 50 %
+50 bob about order 118, payment 1: invoice 2631726355782831212
+0 shop about order 107, payment 1: invoice 8883127943160766399
+18 bob about order 114, payment 1: refund 28 %
+1 dora about order 114, payment 1: refund 28 %
+2 eve about order 119, payment 1: refund the rest
+1 till about order 119, payment 1: refund the rest
+0 order 121 in shop 3: draw 15742034711179272683
+0 dora about order 109, payment 1: refund 60 %
+0 eve about order 111, payment 1: refund 62 %
+21 bob about order 117, payment 1: capture 60 %
+0 shop about order 118, payment 1: capture last the whole
+34 till about order 118, payment 1: owed 6224763433801402991
+0 ann about order 117, payment 1: invoice 5777361771581206204
+11 dora about order 110, payment 3: release
+37 order 122 in shop 1: draw 13703663598170822783
+31 cid about order 120, payment 1: invoice 2157914677392671041
+1 order 123 in shop 3: draw 7518977135763551317
+5 order 124 in shop 2: draw 7944900175261392745
+27 bob about order 110, payment 1: owed 1860183742316352165
+2 eve about order 110, payment 1: owed 1860183742316352165
+54 order 125 in shop 1: draw 7310417245765838135
+0 key-of-ann about order 105, payment 1: invoice 434627403258399318
+42 cid about order 124, payment 1: tender 327131072343865514
+25 key-of-ann about order 116, payment 1: invoice 2659291633542963508
+1 shop about order 116, payment 1: invoice 2659291633542963508
+16 shop about order 121, payment 1: capture last one
+46 dora about order 112, payment 1: invoice 5488762615707376033
+0 ann about order 112, payment 1: invoice 5488762615707376033
+0 eve about order 113, payment 2: refund the whole
+19 dora about order 112, payment 1: invoice 17729416505211580176
+16 eve about order 102, payment 1: agree-to-loss 2
+40 shop about order 102, payment 1: agree-to-loss 2
+0 bob about order 112, payment 1: invoice 8412501382529103145
+13 the clock jumps 700 s
+45 eve about order 121, payment 1: refund the whole
+28 ann about order 125, payment 1: invoice 12129971981891543925
+1 cid about order 125, payment 1: invoice 12129971981891543925
+13 cid about order 125, payment 3: refund 88 %
+0 ann about order 124, payment 1: invoice 10360060316546036355
+0 key-of-ann agrees to the policy in shop 1
+28 ann about order 111, payment 1: invoice 9065365356940719429
+43 dora about order 109, payment 1: owed 6086642080538226428
+57 bob about order 123, payment 2: refund 58 %
+18 key-of-ann about order 118, payment 1: refund 86 %
+2 cid about order 118, payment 1: refund 86 %
+36 order 126 in shop 3: draw 7200180615021745798
+13 eve about order 103, payment 1: tender 6822552885516782379
+6 eve about order 121, payment 1: invoice 993387000718191712
+55 eve about order 111, payment 1: owed 11542271857518358477
+2 key-of-ann about order 111, payment 1: owed 11542271857518358477
+20 rumour about order 122, payment 1: dispute 1 dispute_chargeback in row 1: more than the whole
+0 cid about order 108, payment 1: tender 4792109841750286053
+24 key-of-ann about order 125, payment 2: refund 50 %
+1 cid about order 125, payment 2: refund 50 %
+44 order 127 in shop 3: draw 6411429315552134214
+0 shop about order 110, payment 1: owed 4959978862326039608
+0 till about order 117, payment 1: owed 4939738251531797948
+52 key-of-ann about order 115, payment 1: capture 98 %
+2 ann about order 115, payment 1: capture 98 %
+29 node 1 crashes for 1175 ms
+12 till about order 126, payment 1: invoice 618801899455375087
+2 eve about order 126, payment 1: invoice 618801899455375087
+57 shop about order 123, payment 1: release
+1 bob about order 123, payment 1: release
+0 bob about order 104, payment 1: owed 5510564174663842176
+1 key-of-ann about order 104, payment 1: owed 5510564174663842176
+58 bob about order 115, payment 1: invoice 7391735897532476695
+28 till about order 110, payment 1: owed 6993285997081828375
+0 key-of-ann about order 118, payment 1: reject refund 1
+32 till about order 124, payment 1: capture 95 %
+53 cid about order 126, payment 1: refund 17 %
+2 bob about order 126, payment 1: refund 17 %
+1 ann about order 123, payment 1: invoice 17091084171548031243
+19 bob about order 118, payment 1: owed 1127050266361812673
+0 order 128 in shop 1: draw 683592019610145396
+27 order 129 in shop 3: draw 9889546972495804693
+50 order 130 in shop 2: draw 8100891985144102938
+48 ann about order 125, payment 1: owed 17057575508272930502
+10 shop about order 111, payment 1: owed 12882625240431016445
+13 eve about order 120, payment 1: owed 7691982091741270222
+13 ann about order 112, payment 1: invoice 18134361659292675176
+0 order 131 in shop 2: draw 15109243567701874950
+15 order 132 in shop 2: draw 1641104907947316219
+0 till about order 114, payment 1: record 47 %
+0 dora about order 114, payment 1: record 47 %
+59 key-of-ann about order 126, payment 1: invoice 7343430209897780165
+0 bob about order 126, payment 1: invoice 7343430209897780165
+12 dora about order 115, payment 1: invoice 1192451222216473792
+39 bob about order 120, payment 2: resume
+4 bob about order 118, payment 1: owed 10225243502250298799
+0 cid about order 118, payment 1: owed 10225243502250298799
+40 eve about order 124, payment 1: owed 5235809157659616724
+44 key-of-ann about order 128, payment 1: refund the rest
+2 bob about order 128, payment 1: refund the rest
+30 bob about order 118, payment 1: refund 84 %
+59 order 133 in shop 2: draw 1985561673199503381
+48 eve agrees to the policy in shop 2
+58 till agrees to the policy in shop 3
+20 key-of-ann about order 129, payment 1: refund the rest
+9 shop refuses the policy in shop 1
+37 dora about order 112, payment 2: tender 14271151830236182060
+56 shop about order 120, payment 1: adjust 2695009966587411332
+56 bob about order 125, payment 1: refund 60 %
+10 dora about order 129, payment 1: refund the rest
+22 ann about order 122, payment 1: customer 14705628749662331422
+39 order 134 in shop 3: draw 8167124814836753862
+0 dora about order 118, payment 1: refund 98 %
+0 key-of-ann about order 118, payment 1: refund 98 %
+0 shop about order 122, payment 1: invoice 16831762190516305868
+46 order 135 in shop 3: draw 8033321478778908075
+45 cid about order 123, payment 2: refund-units 2 of line 2
+1 ann about order 122, payment 1: dispute 11663413643069122786
+59 key-of-ann about order 126, payment 1: invoice 13221397941010483971
+0 till about order 117, payment 1: owed 10858864705648015486
+2 bob about order 117, payment 1: owed 10858864705648015486
+21 shop about order 125, payment 1: refund the rest
+39 till about order 118, payment 1: owed 707782290886236016
+0 key-of-ann about order 118, payment 1: owed 707782290886236016
+0 order 136 in shop 1: draw 12450797242072263183
+2 cid about order 136, payment 1: refund the rest
+0 order 137 in shop 3: draw 3632760133982314433
+0 key-of-ann about order 136, payment 1: refund the rest
+24 shop about order 126, payment 1: owed 3173827764752431195
+13 bob about order 136, payment 1: refund the rest
+0 order 138 in shop 2: draw 8173727580240019603
+0 dora about order 131, payment 1: refund the rest
+37 dora about order 136, payment 1: refund the rest
+2 dora about order 136, payment 1: refund the rest
+0 key-of-ann about order 137, payment 2: bounce refund 2
+2 cid about order 137, payment 2: bounce refund 2
+9 eve about order 122, payment 1: dispute 12756332202107539630
+1 till about order 122, payment 1: dispute 12756332202107539630
+50 till proposes a policy in shop 2: draw 565103829741676008
+21 shop about order 135, payment 1: refund the rest
+53 key-of-ann about order 133, payment 1: invoice 15833897162570180920
+24 shop agrees to the policy in shop 2
+46 key-of-ann about order 131, payment 1: dispute 14079262596320801769
+7 eve about order 122, payment 1: dispute 11624238187874364375
+0 order 139 in shop 3: draw 7057007960133825278
+20 key-of-ann about order 120, payment 1: invoice 1399390684520866935
+12 order 140 in shop 3: draw 5367542543292977260
+4 eve about order 124, payment 1: invoice 7615412317120499596
+1 ann about order 136, payment 1: refund the rest
+0 shop about order 131, payment 2: say-done 1
+35 eve about order 140, payment 1: refund the rest
+50 eve about order 138, payment 1: invoice 3226968620338850188
+6 order 141 in shop 3: draw 6391518709903882064
+0 key-of-ann about order 119, payment 1: invoice 14018028416582371909
+30 eve about order 140, payment 1: dispute 10690128992969613549
+2 till about order 140, payment 1: dispute 10690128992969613549
+0 order 142 in shop 1: draw 15475152563468217742
+40 till about order 132, payment 1: capture 60 %
+10 bob about order 121, payment 1: owed 1202831082910271181
+15 node 1 crashes for 2257 ms
+27 eve about order 142, payment 1: invoice 17580798762599524383
+52 dora about order 126, payment 1: invoice 15187214588999577630
+57 key-of-ann about order 140, payment 1: record 35 %
+1 key-of-ann about order 140, payment 1: record 35 %
+7 key-of-ann about order 140, payment 1: dispute 6885934460062464457
+45 till about order 119, payment 1: owed 15798104194031284972
+34 dora proposes a policy in shop 2: draw 18018128200146534106
+42 ann about order 135, payment 1: capture 60 %
+0 key-of-ann about order 131, payment 1: invoice 6517407851847214631
+20 bob about order 135, payment 1: capture last the whole
+19 order 143 in shop 1: draw 15367951858160203495
+0 the gateway says nothing of order 131, payment 2
