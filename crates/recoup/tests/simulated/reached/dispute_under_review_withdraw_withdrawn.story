recoup story 1
reaches dispute: under_review --withdraw--> withdrawn
seed 128, 1 shop, 3 nodes
+20 till about order 67, payment 1: dispute 473437066419266380
+0 key-of-ann about order 67, payment 1: dispute 473437066419266380
+0 dora about order 67, payment 1: dispute 3478534980764168326
+2 dora about order 67, payment 1: dispute 3478534980764168326
+0 dora about order 69, payment 2: resolve exception 74
+0 ann about order 69, payment 2: resolve exception 74
+15 dora about order 56, payment 2: dispute 5141038058476429106
+1 shop about order 56, payment 2: dispute 5141038058476429106
+0 order 76 in shop 1: draw 8088771343474742249
+16 rumour about order 56, payment 2: dispute 1 dispute_taken_back in row 1: the whole
+50 bob about order 74, payment 1: invoice 6300024068880993455
+1 cid about order 74, payment 1: invoice 6300024068880993455
+4 key-of-ann about order 72, payment 1: resume
+0 rumour about order 68, payment 1: dispute 1 dispute_fee_returned in row 3: 50 %
+18 shop about order 67, payment 1: capture more than the whole
+39 dora proposes a policy in shop 1: draw 1533063202800797261
+0 till about order 57, payment 2: dispute 3952118688251900148
+2 eve about order 57, payment 2: dispute 3952118688251900148
+6 key-of-ann about order 69, payment 2: dispute 9132434453128440856
+2 till about order 69, payment 2: dispute 9132434453128440856
+0 dora about order 73, payment 1: release
+2 ann about order 73, payment 1: release
+0 till about order 62, payment 1: dispute 18124998445951789750
+31 rumour about order 67, payment 1: dispute 1 dispute_lost in row 2: the whole
+58 order 77 in shop 1: draw 2196028598941646564
+49 order 78 in shop 1: draw 7231708727976412636
+7 rumour about order 73, payment 1: authorization 1 taken in row 2: the rest
+17 cid about order 70, payment 1: release
+57 order 79 in shop 1: draw 13772865281108949051
+40 eve about order 63, payment 1: release
+0 shop about order 63, payment 1: release
+51 ann about order 57, payment 2: dispute 15920593707415939649
+26 shop about order 67, payment 1: dispute 9434492292273299136
+35 eve about order 58, payment 1: hold
+42 rumour about order 69, payment 2: authorization 1 action_required in row 1: more than the whole
+0 order 80 in shop 1: draw 5838295805034529850
+2 shop about order 57, payment 1: capture last more than the whole
+20 till about order 80, payment 1: refund the rest
+33 shop about order 70, payment 1: refund 60 %
+1 dora about order 70, payment 1: refund 60 %
+50 ann about order 74, payment 1: release
+0 dora about order 74, payment 1: release
+6 order 81 in shop 1: draw 12773198112555985762
+19 rumour about order 61, payment 2: dispute 3 dispute_won in row 1: the whole
+13 cid about order 80, payment 2: dispute 7755971701511524836
+0 rumour about order 70, payment 1: release 1 released in row 1: 50 %
+36 order 82 in shop 1: draw 7698256961501551897
+33 key-of-ann about order 75, payment 1: refund-units 1 of line 2
+11 rumour about order 80, payment 2: dispute 3 dispute_chargeback in row 3: 50 %
+0 till about order 71, payment 1: dispute 847311567199896587
+0 shop about order 75, payment 1: deliver line 2
+47 ann proposes a policy in shop 1: draw 6291174626815693420
+0 order 83 in shop 1: draw 16948358227097551141
+0 rumour about order 80, payment 2: dispute 1 dispute_chargeback in row 3: the whole
+0 rumour about order 67, payment 1: dispute 1 dispute_withdrawn in row 1: the whole
+17 order 84 in shop 1: draw 18233127914381627992
+18 rumour about order 78, payment 3: dispute 1 dispute_withdrawn in row 2: 50 %
+0 rumour about order 66, payment 1: authorization 1 authorized in row 0: more than the whole
+48 ann about order 69, payment 2: refund-units 2 of line 2
+11 till about order 71, payment 1: dispute 8042175130212635033
+7 shop about order 68, payment 2: capture more than the whole
+2 till about order 68, payment 2: capture more than the whole
+2 ann about order 71, payment 1: refund more than the whole
+1 shop about order 71, payment 1: refund more than the whole
+26 rumour about order 74, payment 2: authorization 1 released in row 2: the whole
+49 bob about order 74, payment 1: refund 62 %
+18 order 85 in shop 1: draw 13217039733150668006
+0 eve about order 77, payment 1: refund 94 %
+57 order 86 in shop 1: draw 13597543967308053233
+36 till about order 81, payment 1: complete
+29 eve about order 70, payment 1: refund one
+0 ann about order 85, payment 1: refund 60 %
+48 order 87 in shop 1: draw 112227270364802708
+47 rumour about order 83, payment 1: dispute 1 dispute_fee in row 3: one
+29 cid about order 75, payment 1: capture the whole
+11 order 88 in shop 1: draw 6718624545783261054
+0 order 89 in shop 1: draw 12712305334273579618
+47 order 90 in shop 1: draw 4517000847891093085
+0 till about order 89, payment 1: refund-units 1 of line 1
+18 till agrees to the policy in shop 1
+0 eve about order 89, payment 1: cancel-order
+32 order 91 in shop 1: draw 17297794084967009443
+4 bob about order 77, payment 1: top-up 17408617138135864006
+0 shop about order 89, payment 1: refund 60 %
+7 dora about order 81, payment 1: deliver line 1
+2 cid about order 81, payment 1: deliver line 1
+27 cid about order 83, payment 1: dispute 16756160978536675608
+17 rumour about order 75, payment 1: authorization 1 action_required in row 1: one
+50 shop about order 90, payment 1: capture the whole
+2 eve about order 86, payment 1: top-up 6798329495775855259
+0 rumour about order 79, payment 1: authorization 1 taken in row 0: 50 %
+51 rumour about order 77, payment 1: dispute 1 dispute_chargeback in row 1: the whole
+34 key-of-ann about order 71, payment 1: dispute 18284815801988388184
+14 rumour about order 79, payment 1: authorization 1 expired in row 1: the whole
+1 shop agrees to the policy in shop 1
+16 rumour about order 83, payment 1: dispute 2 dispute_withdrawn in row 0: more than the whole
+34 rumour about order 77, payment 1: dispute 1 dispute_refused in row 2: the rest
+0 rumour about order 77, payment 2: dispute 1 dispute_fee in row 3: the whole
+0 order 92 in shop 1: draw 13326384536298563041
+52 cid about order 84, payment 2: refund the rest
+22 rumour about order 73, payment 2: dispute 1 dispute_fee in row 0: the whole
+0 cid about order 72, payment 1: resume
+14 ann about order 76, payment 2: dispute 12969523575844232787
+0 cid agrees to the policy in shop 1
+0 dora about order 87, payment 1: refund 39 %
+27 order 93 in shop 1: draw 8822660034861636990
+2 rumour about order 91, payment 1: authorization 1 released in row 3: more than the whole
+21 order 94 in shop 1: draw 7402838903835539004
+0 rumour about order 86, payment 1: authorization 1 authorized in row 3: the rest
+0 order 95 in shop 1: draw 14294291654586508622
+26 till about order 83, payment 2: capture 60 %
+2 shop about order 83, payment 2: capture 60 %
+0 rumour about order 85, payment 1: authorization 1 authorized in row 3: 50 %
+0 dora about order 91, payment 1: deliver line 3
+2 cid about order 91, payment 1: deliver line 3
+0 bob about order 81, payment 1: deliver line 3
+20 cid about order 92, payment 1: invoice 13329525360144594044
+0 rumour about order 90, payment 1: dispute 1 dispute_lost in row 3: the whole
+41 cid about order 78, payment 3: dispute 2832863719998869871
+2 key-of-ann about order 78, payment 3: dispute 2832863719998869871
+0 till about order 78, payment 3: dispute 10952584896967042119
+0 bob about order 93, payment 1: capture 46 %
+21 rumour about order 90, payment 2: dispute 1 dispute_accepted in row 3: the rest
+55 order 96 in shop 1: draw 11868262146419599921
+23 cid about order 73, payment 2: dispute 13296885255067516681
+26 eve about order 86, payment 1: release
+42 eve about order 93, payment 1: record one
+1 dora about order 93, payment 1: record one
+0 order 97 in shop 1: draw 6376632485911848572
+0 rumour about order 91, payment 1: authorization 1 declined in row 3: the whole
+57 dora about order 89, payment 1: refund-units 3 of line 2
+2 till about order 89, payment 1: refund-units 3 of line 2
+0 bob about order 97, payment 1: refund 60 %
+56 rumour about order 77, payment 1: dispute 1 dispute_inquiry in row 0: the whole
+0 rumour about order 74, payment 3: dispute 1 dispute_withdrawn in row 0: the rest
+2 rumour about order 85, payment 1: authorization 1 authorized in row 1: the whole
+0 rumour about order 80, payment 1: dispute 1 dispute_fee in row 1: the whole
+16 key-of-ann about order 92, payment 1: capture one
+0 dora about order 82, payment 3: refund 60 %
+1 rumour about order 93, payment 1: dispute 1 dispute_taken_back in row 0: 50 %
+6 rumour about order 76, payment 2: dispute 1 dispute_withdrawn in row 2: 50 %
+52 eve about order 93, payment 2: resume
+0 rumour about order 92, payment 1: dispute 1 dispute_lost in row 3: one
+40 eve about order 74, payment 1: tender 3451480691392946932
+38 rumour about order 94, payment 3: dispute 1 dispute_lost in row 1: the whole
+0 shop about order 82, payment 2: refund 66 %
+1 till about order 82, payment 2: refund 66 %
+51 rumour about order 74, payment 3: dispute 1 dispute_refused in row 3: the rest
+36 eve about order 85, payment 1: capture last the rest
+0 bob about order 97, payment 1: capture 33 %
+50 order 98 in shop 1: draw 13518905966110705333
+0 rumour about order 91, payment 2: authorization 1 expired in row 3: the rest
+38 rumour about order 75, payment 1: dispute 1 dispute_fee in row 0: 50 %
+32 eve about order 95, payment 1: capture 14 %
+0 rumour about order 93, payment 1: authorization 1 authorized in row 2: one
+11 till about order 82, payment 1: invoice 3973231899736901631
+0 the clock jumps 260000 s
+9 order 99 in shop 1: draw 5360437446162183837
+0 order 100 in shop 1: draw 15564703479552620296
+12 ann about order 78, payment 3: dispute 9293137837644410218
+4 order 101 in shop 1: draw 3945349779181325668
+0 order 102 in shop 1: draw 11213801958790848257
+25 till about order 83, payment 1: dispute 7658014241320996618
+2 ann about order 83, payment 1: dispute 7658014241320996618
+0 dora about order 80, payment 3: refund 90 %
+54 rumour about order 90, payment 2: dispute 1 dispute_refused in row 1: one
+25 rumour about order 86, payment 4: dispute 1 dispute_accepted in row 2: the whole
+17 bob about order 93, payment 1: capture 35 %
+0 ann about order 92, payment 1: capture last one
+23 key-of-ann about order 99, payment 1: refund 60 %
+42 dora about order 93, payment 2: capture 97 %
+0 rumour about order 97, payment 1: dispute 1 dispute_fee in row 2: 50 %
+47 dora about order 81, payment 1: cancel-order
+0 order 103 in shop 1: draw 17795185455245229974
+51 dora about order 97, payment 1: capture 14 %
+0 key-of-ann about order 90, payment 1: dispute 1387487552296022758
+0 key-of-ann about order 90, payment 1: dispute 1387487552296022758
+14 rumour about order 101, payment 1: authorization 1 authorized in row 3: one
+0 cid about order 98, payment 1: refund 84 %
+0 rumour about order 92, payment 1: dispute 1 dispute_lost in row 0: the whole
+0 rumour about order 102, payment 2: authorization 1 taken in row 2: more than the whole
+4 ann about order 84, payment 2: refund 60 %
+22 order 104 in shop 1: draw 5401788365340618080
+14 rumour about order 93, payment 2: dispute 1 dispute_won in row 2: more than the whole
+4 rumour about order 103, payment 2: authorization 1 expired in row 0: the whole
+34 rumour about order 86, payment 3: dispute 1 dispute_chargeback in row 0: the whole
+0 key-of-ann about order 101, payment 1: capture 91 %
+41 rumour about order 101, payment 1: authorization 1 released in row 2: the rest
+44 bob about order 99, payment 1: odd 14661529643026579280
+0 rumour about order 91, payment 2: authorization 1 released in row 0: the rest
+10 rumour about order 99, payment 1: authorization 1 taken in row 1: the rest
+43 rumour about order 100, payment 1: dispute 1 dispute_pre_arbitration in row 3: the whole
+40 rumour about order 100, payment 1: dispute 1 dispute_answered in row 2: one
+35 shop about order 92, payment 1: dispute 11562622295637735392
+0 order 105 in shop 1: draw 5677175370604259418
+59 rumour about order 85, payment 1: dispute 1 dispute_reinstated in row 3: one
+0 rumour about order 100, payment 1: dispute 2 dispute_reinstated in row 1: the whole
+45 rumour about order 86, payment 3: dispute 3 dispute_won in row 0: the whole
+57 rumour about order 93, payment 1: dispute 1 dispute_pre_arbitration in row 1: one
+2 key-of-ann about order 103, payment 1: refund more than the whole
+39 ann about order 99, payment 1: refund 57 %
+0 bob refuses the policy in shop 1
+0 order 106 in shop 1: draw 13440103478636736879
+50 key-of-ann about order 100, payment 1: refund 12 %
+16 rumour about order 102, payment 2: authorization 1 authorized in row 3: the whole
+0 rumour about order 106, payment 2: dispute 2 dispute_withdrawn in row 1: the whole
+50 rumour about order 89, payment 1: authorization 1 action_required in row 1: the whole
+38 till about order 85, payment 1: dispute 12230349262224416244
+0 shop about order 106, payment 1: resume
+2 rumour about order 86, payment 2: authorization 1 authorized in row 3: more than the whole
+0 bob about order 86, payment 1: tender 1068856866666502312
+26 key-of-ann about order 86, payment 3: dispute 11864902191141598964
+2 cid about order 86, payment 3: dispute 11864902191141598964
+47 till about order 106, payment 2: dispute 18083902167793250169
+0 till about order 99, payment 1: refund 58 %
+8 shop about order 92, payment 1: refund-units 1 of line 3
+55 dora about order 106, payment 2: refund 60 %
+8 rumour about order 104, payment 2: dispute 1 dispute_fee_returned in row 1: the whole
+52 rumour about order 104, payment 2: dispute 1 dispute_withdrawn in row 1: 50 %
+0 rumour about order 95, payment 1: dispute 1 dispute_fee in row 3: one
+0 rumour about order 83, payment 2: dispute 1 dispute_lost in row 1: one
+0 cid about order 96, payment 1: deliver line 1
+0 ann about order 99, payment 1: refund one
+1 bob about order 99, payment 1: refund one
+30 rumour about order 96, payment 1: authorization 1 expired in row 3: the whole
+9 cid about order 99, payment 1: refund-units 1 of line 2
+0 till about order 106, payment 2: dispute 15225000734355728940
+50 key-of-ann about order 103, payment 2: refund 7 %
+46 rumour about order 92, payment 1: dispute 1 dispute_prevented in row 1: more than the whole
+0 order 107 in shop 1: draw 17308730884204492983
+19 till about order 84, payment 2: refund-units 1 of line 3
+0 bob about order 100, payment 1: refund the rest
+0 ann refuses the policy in shop 1
+0 rumour about order 103, payment 1: authorization 1 authorized in row 0: the whole
+42 bob agrees to the policy in shop 1
+0 rumour about order 97, payment 1: dispute 1 dispute_fee_returned in row 3: 50 %
+44 till about order 97, payment 1: dispute 16740378970137201264
+2 cid about order 97, payment 1: dispute 16740378970137201264
+36 bob about order 90, payment 2: dispute 5872805881286068284
+29 ann about order 99, payment 1: refund 72 %
+0 dora about order 99, payment 1: refund-units 3 of line 2
+34 ann about order 94, payment 2: dispute 18346737955548786494
+2 dora about order 94, payment 2: dispute 18346737955548786494
+29 key-of-ann about order 100, payment 2: capture 57 %
+0 dora about order 100, payment 2: capture 57 %
+5 rumour about order 93, payment 2: dispute 1 dispute_accepted in row 2: one
+0 till about order 93, payment 2: tender 13156132860619125512
+0 order 108 in shop 1: draw 6142399219352574220
+30 ann about order 106, payment 1: top-up 16579230886497165318
+0 the clock jumps 86500 s
+0 ann about order 107, payment 1: deliver line 1
+0 order 109 in shop 1: draw 1701270917668050367
+0 order 110 in shop 1: draw 9519511379519753228
+31 bob about order 110, payment 1: refund the rest
+23 eve about order 108, payment 1: refund 39 %
+1 cid about order 108, payment 1: refund 39 %
+43 order 111 in shop 1: draw 16283127552353476910
+55 dora about order 107, payment 1: dispute 17914220853426091531
+2 bob about order 107, payment 1: dispute 17914220853426091531
+47 rumour about order 92, payment 2: dispute 1 dispute_pre_arbitration in row 1: the rest
+0 rumour about order 100, payment 1: dispute 1 dispute_withdrawn in row 2: 50 %
+0 bob about order 105, payment 2: capture the whole
+0 eve about order 92, payment 1: dispute 1177465237930537830
+44 key-of-ann about order 94, payment 1: capture 93 %
+33 ann about order 108, payment 1: refund 60 %
+36 rumour about order 97, payment 1: dispute 1 dispute_withdrawn in row 0: more than the whole
+16 rumour about order 92, payment 1: dispute 2 dispute_taken_back in row 3: the whole
+0 key-of-ann about order 92, payment 2: dispute 1143452701334838315
+0 bob about order 109, payment 2: refund one
+13 eve about order 111, payment 2: refund 83 %
+0 rumour about order 100, payment 2: dispute 1 dispute_inquiry in row 1: the whole
+45 eve about order 104, payment 3: dispute 1969417304931373480
+2 ann about order 104, payment 3: dispute 1969417304931373480
+4 key-of-ann about order 106, payment 1: tender 12655454905163035285
+0 rumour about order 100, payment 2: dispute 1 dispute_refused in row 3: the whole
+45 rumour about order 110, payment 2: dispute 1 dispute_taken_back in row 3: the whole
+0 rumour about order 101, payment 1: dispute 1 dispute_pre_arbitration in row 1: the whole
+4 dora about order 95, payment 1: dispute 7709533085532035611
+0 order 112 in shop 1: draw 8744811414112136209
+21 shop about order 107, payment 1: dispute 16189271121450121589
+1 cid about order 107, payment 1: dispute 16189271121450121589
+6 ann about order 108, payment 1: refund the rest
+0 dora about order 94, payment 2: dispute 15478992286238658012
+0 till refuses the policy in shop 1
+25 rumour about order 95, payment 1: dispute 1 dispute_answered in row 1: the rest
+0 key-of-ann about order 93, payment 2: resume
+0 cid about order 91, payment 1: refund more than the whole
+0 shop about order 91, payment 1: refund more than the whole
+16 till about order 92, payment 1: refund-units 2 of line 2
+0 shop about order 111, payment 1: refund 60 %
+9 order 113 in shop 1: draw 12568031853145086804
+49 bob about order 109, payment 2: dispute 12345417201137231294
+2 key-of-ann about order 109, payment 2: dispute 12345417201137231294
+43 till about order 94, payment 1: invoice 2712916800858207629
+2 cid about order 94, payment 1: invoice 2712916800858207629
+0 order 114 in shop 1: draw 4716814201467429330
+10 dora about order 113, payment 1: capture 60 %
+0 cid about order 113, payment 1: capture more than the whole
+26 dora about order 114, payment 1: refund the rest
+0 order 115 in shop 1: draw 14301901112709700037
+0 ann about order 100, payment 2: refund one
+35 bob about order 107, payment 1: refund the rest
+2 cid about order 107, payment 1: refund the rest
+0 shop about order 106, payment 1: tender 14749407783079433723
+0 bob about order 115, payment 2: dispute 8154742575689381613
+4 ann about order 114, payment 1: capture 70 %
+53 order 116 in shop 1: draw 887391784189567868
+0 rumour about order 105, payment 2: dispute 1 dispute_reinstated in row 2: 50 %
+37 cid about order 101, payment 1: dispute 7131811274151640908
+42 bob about order 109, payment 1: invoice 8586685774684124919
+18 shop about order 93, payment 2: dispute 14537277533803751341
+7 shop about order 115, payment 3: refund 6 %
+0 key-of-ann about order 109, payment 2: confirm refund 1
+23 order 117 in shop 1: draw 416428982791141878
+0 cid agrees to the policy in shop 1
+50 dora about order 115, payment 3: refund 60 %
+55 rumour about order 110, payment 2: dispute 2 dispute_withdrawn in row 1: the rest
+1 ann about order 94, payment 2: dispute 1001355298114973677
+3 shop about order 94, payment 2: dispute 4949343495835435591
+15 rumour about order 114, payment 1: dispute 1 dispute_withdrawn in row 0: more than the whole
+2 bob about order 104, payment 3: dispute 12609954513345115675
+43 dora about order 114, payment 3: hold
+51 dora agrees to the policy in shop 1
+55 cid about order 117, payment 1: capture 1 %
+22 eve about order 105, payment 2: refund 60 %
+0 rumour about order 94, payment 3: dispute 1 dispute_prevented in row 3: the rest
+0 order 118 in shop 1: draw 7682477900366700344
+11 rumour about order 101, payment 1: dispute 2 dispute_taken_back in row 1: the rest
+33 dora about order 109, payment 2: refund 60 %
+1 dora about order 109, payment 2: refund 60 %
+24 ann about order 117, payment 1: capture the whole
+23 cid about order 114, payment 4: hold
+0 bob about order 115, payment 3: refund-order by 4: 17 %
+0 rumour about order 101, payment 1: dispute 3 dispute_chargeback in row 2: the rest
+0 rumour about order 105, payment 2: dispute 1 dispute_arbitration in row 1: more than the whole
+32 rumour about order 117, payment 1: dispute 1 dispute_answered in row 3: more than the whole
+37 rumour about order 118, payment 2: dispute 1 dispute_chargeback in row 0: one
+0 eve about order 99, payment 1: refund-units 3 of line 3
+0 till about order 112, payment 1: refund-units 2 of line 3
+30 cid about order 109, payment 1: release
+0 till about order 109, payment 1: release
+0 cid about order 97, payment 1: invoice 3145866381682243269
+43 key-of-ann about order 115, payment 2: dispute 18340024137083892198
+26 eve about order 100, payment 2: dispute 6195776949002017366
+0 order 119 in shop 1: draw 10648945140544621127
+7 rumour about order 117, payment 1: dispute 1 dispute_reinstated in row 1: the rest
+19 key-of-ann about order 116, payment 1: dispute 8475452345943971244
+48 till about order 113, payment 1: capture the rest
+15 bob about order 117, payment 1: odd 11929560079648700055
+22 key-of-ann about order 104, payment 1: top-up 3808726824084261043
+0 dora about order 106, payment 3: together 11857394092081700403
+33 eve about order 111, payment 2: refund 36 %
+58 cid about order 100, payment 1: dispute 17270198327647667611
+4 order 120 in shop 1: draw 9225331610763143851
+24 bob about order 109, payment 1: refund 93 %
+0 cid about order 101, payment 1: dispute 6255596406996604360
+0 rumour about order 117, payment 1: dispute 1 dispute_accepted in row 1: the rest
+33 dora refuses the policy in shop 1
+11 key-of-ann about order 118, payment 1: invoice 11599740965230394284
+11 rumour about order 110, payment 5: dispute 1 dispute_arbitration in row 3: the whole
+0 key-of-ann about order 97, payment 1: dispute 487043012667087175
+0 order 121 in shop 1: draw 2439959824586543980
+55 rumour about order 103, payment 2: authorization 1 action_required in row 1: more than the whole
+0 rumour about order 113, payment 1: dispute 1 dispute_taken_back in row 0: one
+52 rumour about order 116, payment 1: dispute 1 dispute_chargeback in row 1: one
+17 key-of-ann about order 101, payment 1: dispute 10596938118407858973
+8 cid about order 115, payment 3: dispute 3252582014676657759
+55 rumour about order 100, payment 2: dispute 1 dispute_fee in row 1: the rest
+52 bob about order 104, payment 1: invoice 10792174879985912479
+42 dora about order 109, payment 2: credit refund 1
+25 rumour about order 116, payment 1: dispute 2 dispute_inquiry in row 0: more than the whole
+0 eve about order 101, payment 1: dispute 12194374805105850734
+0 rumour about order 110, payment 5: dispute 1 dispute_lost in row 2: 50 %
+0 ann about order 108, payment 1: capture last the rest
+0 order 122 in shop 1: draw 16869345902838259497
+33 key-of-ann about order 120, payment 3: odd 12259070892339059980
+0 shop about order 121, payment 3: dispute 15362512785650390053
+34 rumour about order 112, payment 1: authorization 1 declined in row 2: the whole
+48 eve about order 119, payment 1: capture last 67 %
+2 ann about order 119, payment 1: capture last 67 %
+0 eve about order 121, payment 2: dispute 690784721879809714
+0 order 123 in shop 1: draw 15630043188729079561
+0 rumour about order 108, payment 1: dispute 1 dispute_taken_back in row 2: the rest
+20 bob about order 115, payment 4: refund the whole
+0 till about order 114, payment 1: dispute 8632616327287652682
+43 rumour about order 110, payment 1: authorization 1 authorized in row 0: the whole
+58 order 124 in shop 1: draw 9353522403682280770
+14 rumour about order 104, payment 4: dispute 1 dispute_reinstated in row 2: the whole
+0 key-of-ann about order 117, payment 1: cancel-order
+12 ann about order 124, payment 1: refund the rest
+38 order 125 in shop 1: draw 14547094950260490351
+0 till about order 125, payment 1: refund the rest
+58 rumour about order 108, payment 1: dispute 1 dispute_lost in row 0: the whole
+0 bob about order 112, payment 1: refund 77 %
+38 dora about order 122, payment 2: capture last 60 %
+4 cid about order 115, payment 3: record one
+46 shop about order 118, payment 2: refund the rest
+15 till about order 123, payment 3: cancel-order
+31 cid about order 115, payment 1: tender 2942153359744934128
+26 order 126 in shop 1: draw 512592782862841716
+41 the clock jumps 700 s
+0 ann about order 119, payment 4: dispute 20559788193018877
+0 shop about order 115, payment 4: dispute 17084441987084606837
+0 cid about order 115, payment 4: dispute 17084441987084606837
+40 shop agrees to the policy in shop 1
+18 order 127 in shop 1: draw 2989945549117623918
+29 till about order 123, payment 1: refund 60 %
+1 shop about order 123, payment 1: refund 60 %
+0 ann proposes a policy in shop 1: draw 3739158551801816410
+6 node 2 crashes for 1572 ms
+55 order 128 in shop 1: draw 11369794246754006221
+2 key-of-ann about order 112, payment 1: refund 67 %
+45 order 129 in shop 1: draw 13075273720337692066
+35 shop about order 128, payment 2: refund 61 %
+0 ann about order 128, payment 2: refund 61 %
+16 ann about order 120, payment 2: dispute 4314722920472563023
+29 rumour about order 128, payment 2: dispute 1 dispute_answered in row 2: the rest
+0 cid about order 121, payment 3: dispute 6470496472704746777
+42 key-of-ann about order 128, payment 1: refund 58 %
+32 bob about order 109, payment 1: capture last more than the whole
+0 dora about order 109, payment 1: capture last more than the whole
+14 rumour about order 115, payment 2: dispute 3 dispute_reinstated in row 2: one
+46 eve about order 107, payment 1: dispute 13663711849985811970
+0 bob about order 125, payment 1: refund one
+1 eve about order 125, payment 1: refund one
+6 rumour about order 106, payment 3: dispute 1 dispute_taken_back in row 3: more than the whole
+0 ann about order 120, payment 2: refund the rest
+33 order 130 in shop 1: draw 16624496301812031301
+33 order 131 in shop 1: draw 16674158105198413909
+0 rumour about order 113, payment 1: capture 1 captured in row 0: more than the whole
+0 bob about order 113, payment 1: refund 96 %
+0 rumour about order 116, payment 1: authorization 1 authorized in row 1: the whole
+15 cid about order 127, payment 1: deliver line 2
+2 eve about order 127, payment 1: deliver line 2
+10 cid about order 121, payment 2: dispute 4530661523894861371
+38 eve about order 120, payment 1: top-up 6924789264711886179
+3 order 132 in shop 1: draw 3932961990671762642
+0 cid about order 124, payment 1: capture 23 %
+54 cid about order 127, payment 1: resume
+2 till about order 127, payment 1: resume
+0 cid refuses the policy in shop 1
+25 the clock jumps 900000 s
+5 till about order 123, payment 4: dispute 3074964073950390063
+11 rumour about order 124, payment 1: dispute 1 dispute_won in row 2: more than the whole
+20 cid agrees to the policy in shop 1
+53 dora refuses the policy in shop 1
+39 eve about order 131, payment 3: dispute 8760594398361069699
+21 order 133 in shop 1: draw 8406046232231565924
+39 till about order 129, payment 1: refund the rest
+47 bob about order 132, payment 1: invoice 17861783338325219391
+0 bob proposes a policy in shop 1: draw 9899868808336861085
+36 eve about order 129, payment 1: refund 64 %
+53 ann about order 133, payment 1: refund 60 %
+0 cid about order 122, payment 2: refund one
+5 order 134 in shop 1: draw 9546276983430032995
+0 till about order 133, payment 1: refund 52 %
+30 bob about order 117, payment 1: dispute 15727381337253053203
+33 shop about order 115, payment 6: resume
+17 cid about order 125, payment 1: refund 81 %
+1 shop about order 125, payment 1: refund 81 %
+56 dora about order 115, payment 4: dispute 18205276122461356656
+0 rumour about order 134, payment 4: dispute 1 dispute_won in row 3: more than the whole
+0 dora about order 134, payment 4: dispute 682665295786110463
+0 bob about order 134, payment 4: dispute 682665295786110463
+0 cid about order 124, payment 2: refund one
+13 eve about order 120, payment 2: dispute 2079707659447986013
+31 eve about order 118, payment 4: dispute 15186619155805294457
+0 order 135 in shop 1: draw 1097849861610033096
+41 order 136 in shop 1: draw 14515151269459912596
+32 bob about order 130, payment 1: odd 105296197960881338
+0 bob about order 130, payment 1: odd 105296197960881338
+44 order 137 in shop 1: draw 9387504420423390337
+4 rumour about order 126, payment 1: dispute 1 dispute_arbitration in row 2: more than the whole
+59 eve about order 137, payment 1: refund the rest
+52 rumour about order 134, payment 2: capture 1 taken in row 1: the whole
+37 dora refuses the policy in shop 1
+0 rumour about order 126, payment 3: dispute 2 dispute_lost in row 2: the rest
+0 rumour about order 134, payment 4: dispute 1 dispute_withdrawn in row 3: more than the whole
+0 cid proposes a policy in shop 1: draw 14155363159328529182
+13 node 3 crashes for 2590 ms
+5 rumour about order 119, payment 2: dispute 1 dispute_won in row 3: 50 %
+0 order 138 in shop 1: draw 14376300801123676514
+0 order 139 in shop 1: draw 12007744904241752174
+12 key-of-ann about order 134, payment 4: dispute 12795379528109742245
+23 dora about order 134, payment 4: refund 44 %
+45 till about order 127, payment 1: refund-order by 4: the whole
+2 key-of-ann about order 127, payment 1: refund-order by 4: the whole
+0 rumour about order 125, payment 1: authorization 1 released in row 3: more than the whole
+12 rumour about order 134, payment 3: dispute 1 dispute_taken_back in row 1: 50 %
+3 till about order 123, payment 1: refund-order by 3: the rest
+28 cid about order 117, payment 1: dispute 16994031508632786933
+1 key-of-ann about order 117, payment 1: dispute 16994031508632786933
+47 rumour about order 130, payment 1: dispute 1 dispute_won in row 3: the rest
+39 rumour about order 120, payment 4: dispute 1 dispute_lost in row 0: the rest
+0 node 3 crashes for 261 ms
+0 ann about order 124, payment 1: invoice 9168516602885874207
+9 rumour about order 128, payment 2: dispute 3 dispute_lost in row 0: more than the whole
+27 key-of-ann about order 118, payment 4: dispute 1211156688827195425
+0 till proposes a policy in shop 1: draw 7956682355754838973
+0 rumour about order 135, payment 1: dispute 1 dispute_lost in row 0: the rest
+0 rumour about order 131, payment 2: dispute 2 dispute_lost in row 1: the whole
+41 till about order 120, payment 3: dispute 16452604013036239484
+1 till about order 120, payment 3: dispute 16452604013036239484
+55 shop about order 134, payment 4: dispute 6594719496165463078
+0 rumour about order 128, payment 3: dispute 3 dispute_reinstated in row 0: one
+6 rumour about order 121, payment 1: dispute 1 dispute_expired in row 3: the whole
+0 ann about order 135, payment 1: invoice 1207754953913236901
+0 shop about order 134, payment 2: refund the rest
+2 order 140 in shop 1: draw 11979369036604050364
+38 ann about order 128, payment 2: dispute 9544635262551003424
+44 key-of-ann about order 138, payment 2: capture 44 %
+0 rumour about order 118, payment 2: dispute 1 dispute_lost in row 1: more than the whole
+0 order 141 in shop 1: draw 5103965599004449280
+0 dora about order 127, payment 1: adjust 9001936276942357460
+0 eve about order 138, payment 6: dispute 7682251778870810804
+26 order 142 in shop 1: draw 14069603128025018871
+50 dora about order 142, payment 1: refund the rest
+0 cid about order 130, payment 1: refund 60 %
+43 rumour about order 139, payment 2: dispute 1 dispute_inquiry in row 0: 50 %
+2 bob about order 119, payment 5: dispute 12597264198487273089
+49 rumour about order 123, payment 4: dispute 1 dispute_lost in row 1: one
+0 shop about order 135, payment 1: resume
+0 eve about order 132, payment 2: refund 60 %
+31 rumour about order 124, payment 1: dispute 1 dispute_withdrawn in row 1: 50 %
+0 rumour about order 123, payment 2: dispute 1 dispute_won in row 2: the whole
+0 order 143 in shop 1: draw 465830963392736310
+36 cid about order 128, payment 3: dispute 9024363107223626712
+0 till about order 138, payment 1: tender 943668772987854716
+0 rumour about order 120, payment 4: dispute 1 dispute_withdrawn in row 3: 50 %
+0 eve about order 122, payment 4: refund 60 %
+2 shop about order 122, payment 4: refund 60 %
+25 order 144 in shop 1: draw 13820193002191105840
+0 eve about order 141, payment 1: deliver line 3
+2 eve about order 142, payment 3: dispute 17628666158920465505
+2 key-of-ann about order 142, payment 3: dispute 17628666158920465505
+13 till about order 134, payment 4: dispute 15227645296186663929
+23 rumour about order 140, payment 1: dispute 1 dispute_inquiry in row 1: one
+8 rumour about order 129, payment 1: authorization 1 authorized in row 1: the whole
+53 rumour about order 130, payment 1: refund 1 refund_failed in row 1: more than the whole
+36 order 145 in shop 1: draw 7700980755710193414
+0 eve about order 145, payment 1: refund the rest
+29 rumour about order 140, payment 2: authorization 1 released in row 0: the whole
+59 bob about order 136, payment 1: refund one
+0 cid about order 128, payment 2: dispute 7299647085626446905
+9 ann about order 145, payment 6: refund 83 %
+45 dora about order 137, payment 1: refund 60 %
+0 rumour about order 142, payment 6: capture 1 capture_failed in row 2: the rest
+20 rumour about order 135, payment 1: dispute 2 dispute_fee in row 1: one
+29 rumour about order 143, payment 1: authorization 1 expired in row 0: more than the whole
+59 eve about order 144, payment 1: refund-units 2 of line 1
+36 rumour about order 144, payment 1: authorization 1 released in row 3: the rest
+0 dora about order 127, payment 1: refund-order by 5: 87 %
+47 order 146 in shop 1: draw 15539627949651274915
+0 rumour about order 129, payment 1: authorization 1 action_required in row 2: more than the whole
+0 eve agrees to the policy in shop 1
+2 order 147 in shop 1: draw 13667043265404641995
+0 order 148 in shop 1: draw 11931198469022810358
+40 bob about order 132, payment 1: capture 59 %
+1 bob about order 132, payment 1: capture 59 %
+0 rumour about order 145, payment 4: refund 1 refund_returned in row 3: 50 %
+6 rumour about order 131, payment 3: dispute 3 dispute_fee_returned in row 3: the whole
+39 rumour about order 134, payment 4: dispute 3 dispute_lost in row 3: the whole
+15 cid about order 144, payment 1: refund 60 %
+2 till about order 144, payment 1: refund 60 %
+0 rumour about order 132, payment 1: dispute 1 dispute_answered in row 3: more than the whole
+0 order 149 in shop 1: draw 1267708403370971276
+8 till about order 142, payment 6: refund 60 %
+40 order 150 in shop 1: draw 3369530243489211877
+0 ann about order 130, payment 1: dispute 13904496337873586210
+0 key-of-ann about order 130, payment 1: dispute 13904496337873586210
+0 ann about order 144, payment 1: hold
+12 eve about order 143, payment 1: refund-units 3 of line 3
+0 rumour about order 149, payment 1: authorization 1 declined in row 1: the whole
+34 cid about order 138, payment 5: dispute 7914620115099051891
+55 eve about order 140, payment 1: dispute 11427030499651115104
+10 order 151 in shop 1: draw 11904850545589027096
+43 rumour about order 146, payment 1: authorization 1 authorized in row 3: one
