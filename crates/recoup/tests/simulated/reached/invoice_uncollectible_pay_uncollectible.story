recoup story 1
reaches invoice: uncollectible --pay--> uncollectible
seed 120, 2 shops, 2 nodes
faults: answer_lost 51768, store_conflict 16583, commit_unheard 143, write_unheard 8547, stall 674, bank_unreached 19704, reply_lost 33202, webhook_unheard 1273, timeout_before 21123, error_500_before 21820, error_500_after 24046, slow 15099, webhook_drop 5227, webhook_late 81758
+0 order 1 in shop 1: draw 3852252838404917374
+10 key-of-ann about order 1, payment 1: refund the rest
+0 dora about order 1, payment 1: refund the rest
+1 dora about order 1, payment 1: refund the rest
+0 eve about order 1, payment 1: refund the rest
+1 shop about order 1, payment 1: refund the rest
+16 till about order 1, payment 1: refund the rest
+54 rumour about order 1, payment 1: authorization 1 authorized in row 0: one
+56 key-of-ann about order 1, payment 1: refund-units 3 of line 3
+27 ann about order 1, payment 1: refund more than the whole
+0 key-of-ann refuses the policy in shop 2
+40 shop about order 1, payment 1: refund 97 %
+31 order 2 in shop 1: draw 17855773621783632057
+32 till about order 1, payment 1: confirm refund 1
+48 key-of-ann about order 2, payment 1: refund the rest
+23 order 3 in shop 2: draw 1142006198119488191
+25 shop about order 1, payment 1: invoice 16439720036851467879
+27 cid about order 2, payment 1: odd 4907251067853963695
+55 key-of-ann about order 3, payment 1: capture last 23 %
+0 eve about order 2, payment 1: refund-units 3 of line 1
+0 dora about order 3, payment 1: refund-units 3 of line 3
+0 the gateway says nothing of order 2, payment 1
+189 bob about order 2, payment 1: say-done 1
+340 bob about order 2, payment 1: agree-to-claim 1
+327 ann about order 2, payment 1: agree-to-claim 1
+53 key-of-ann about order 1, payment 1: owed 843659110159166539
+0 ann about order 3, payment 1: refund-units 1 of line 2
+0 shop about order 2, payment 1: refund 60 %
+2 key-of-ann about order 2, payment 1: refund 60 %
+0 bob about order 1, payment 1: credit refund 1
+1 shop about order 1, payment 1: credit refund 1
+0 rumour about order 2, payment 1: authorization 1 declined in row 1: 50 %
+0 cid about order 3, payment 1: refund 73 %
+10 till proposes a policy in shop 1: draw 10681000391884067333
+28 till about order 2, payment 1: capture last one
+32 shop about order 3, payment 1: confirm refund 1
+0 order 4 in shop 2: draw 17752348469619921962
+0 dora about order 4, payment 1: refund the rest
+0 cid about order 4, payment 1: refund the rest
+23 dora about order 3, payment 1: approve refund 1
+0 cid about order 2, payment 1: deliver line 1
+0 till about order 1, payment 1: refund the whole
+0 rumour about order 2, payment 1: capture 1 captured in row 0: more than the whole
+16 cid about order 4, payment 1: invoice 10089897135218068017
+59 rumour about order 3, payment 1: dispute 1 dispute_accepted in row 0: the whole
+40 shop about order 3, payment 1: refund 73 %
+0 key-of-ann about order 4, payment 1: release
+8 dora about order 4, payment 1: capture 23 %
+1 cid about order 4, payment 1: capture 23 %
+30 the clock jumps 3700 s
+0 ann about order 3, payment 1: bounce refund 1
+55 order 5 in shop 1: draw 16270849033499042846
+0 dora about order 4, payment 1: resume
+2 dora about order 4, payment 1: resume
+59 order 6 in shop 1: draw 622274879997322124
+0 rumour about order 4, payment 1: authorization 1 action_required in row 2: the whole
+29 shop about order 3, payment 1: refund more than the whole
+0 order 7 in shop 1: draw 14502299271556103779
+41 till about order 5, payment 1: refund more than the whole
+0 ann about order 3, payment 1: credit refund 1
+20 rumour about order 4, payment 1: authorization 1 declined in row 2: the whole
+20 key-of-ann about order 7, payment 1: odd 6668065466795831870
+11 cid about order 5, payment 2: refund 60 %
+2 ann about order 5, payment 2: refund 60 %
+57 ann about order 5, payment 1: refund 60 %
+0 ann about order 5, payment 1: refund 60 %
+0 eve about order 6, payment 1: refund 39 %
+0 dora about order 5, payment 2: refund 32 %
+46 rumour about order 7, payment 1: authorization 1 authorized in row 1: 50 %
+23 rumour about order 5, payment 1: authorization 1 authorized in row 1: the rest
+51 bob refuses the policy in shop 2
+49 bob about order 4, payment 1: capture last 61 %
+1 shop about order 4, payment 1: capture last 61 %
+0 bob agrees to the policy in shop 2
+0 ann about order 7, payment 1: capture 19 %
+1 shop about order 7, payment 1: capture 19 %
+0 dora about order 3, payment 1: credit refund 1
+0 node 2 crashes for 3038 ms
+22 key-of-ann about order 6, payment 1: refund 85 %
+21 order 8 in shop 2: draw 4971629063026062592
+51 order 9 in shop 2: draw 13790655138245218459
+59 cid about order 8, payment 1: record more than the whole
+26 till about order 3, payment 1: invoice 9279960459209567384
+54 shop about order 6, payment 1: invoice 152816871666035257
+0 eve about order 6, payment 3: release
+18 eve about order 4, payment 1: refund the rest
+40 eve about order 5, payment 1: invoice 12573505335559344433
+1 till about order 5, payment 1: invoice 12573505335559344433
+19 till about order 4, payment 1: refund 25 %
+52 shop about order 7, payment 1: invoice 1453103825525100020
+0 cid about order 9, payment 1: deliver line 1
+19 shop about order 7, payment 1: capture one
+0 rumour about order 7, payment 1: capture 2 capture_reversed in row 0: the whole
+0 ann about order 8, payment 1: invoice 14859089246027135457
+48 rumour about order 4, payment 1: dispute 1 dispute_pre_arbitration in row 2: the whole
+0 shop about order 7, payment 1: capture last 60 %
+0 key-of-ann about order 9, payment 1: deliver line 1
+51 cid about order 8, payment 1: refund-units 3 of line 2
+1 bob about order 8, payment 1: refund-units 3 of line 2
+21 key-of-ann about order 7, payment 2: refund 60 %
+45 till about order 9, payment 1: deliver line 3
+30 rumour about order 7, payment 2: dispute 1 dispute_refused in row 0: the rest
+5 bob about order 8, payment 1: refund 11 %
+39 order 10 in shop 2: draw 17243899435322581441
+0 order 11 in shop 1: draw 3825628184448222380
+16 till about order 5, payment 2: cancel-order
+43 order 12 in shop 2: draw 12390121886801695256
+0 shop about order 9, payment 1: hold
+19 dora about order 6, payment 3: refund the rest
+0 key-of-ann about order 2, payment 1: refund 23 %
+55 eve about order 5, payment 1: refund 78 %
+59 dora about order 10, payment 1: capture 72 %
+0 rumour about order 12, payment 1: authorization 1 authorized in row 0: the whole
+32 rumour about order 2, payment 1: authorization 1 taken in row 0: 50 %
+0 key-of-ann proposes a policy in shop 1: draw 7105789689128983602
+45 rumour about order 12, payment 1: authorization 1 expired in row 0: more than the whole
+0 eve about order 5, payment 1: refund 7 %
+26 eve about order 7, payment 1: owed 15627573852306538709
+1 bob about order 7, payment 1: owed 15627573852306538709
+0 till about order 12, payment 1: refund the whole
+21 key-of-ann about order 11, payment 1: invoice 11712160369471008994
+35 key-of-ann about order 9, payment 1: deliver line 2
+0 rumour about order 4, payment 1: capture 1 captured in row 2: one
+36 bob about order 11, payment 1: refund the whole
+58 shop about order 3, payment 1: owed 10114361165211929759
+0 order 13 in shop 1: draw 12064918486941464607
+0 cid about order 6, payment 1: invoice 4809724359581943074
+31 ann about order 7, payment 2: cancel refund 1
+11 dora about order 8, payment 1: refund 81 %
+8 till about order 6, payment 2: hold
+0 ann about order 12, payment 1: invoice 13513332464336882610
+0 bob about order 8, payment 1: invoice 9080798075982269510
+2 dora about order 8, payment 1: invoice 9080798075982269510
+15 eve about order 12, payment 1: refund 58 %
+0 shop about order 6, payment 1: owed 5449700912690892699
+4 till about order 3, payment 1: refund 83 %
+0 dora about order 12, payment 1: capture last 55 %
+0 till about order 2, payment 1: refund-units 2 of line 3
+0 ann about order 13, payment 1: invoice 177169431850897002
+2 till about order 13, payment 1: invoice 177169431850897002
+2 order 14 in shop 2: draw 95363584112271621
+0 order 15 in shop 1: draw 14486694163910735773
+14 dora about order 13, payment 1: invoice 7046363654562763152
+29 dora about order 10, payment 1: invoice 15804211260929663434
+0 rumour about order 13, payment 1: authorization 1 declined in row 0: 50 %
+0 shop about order 14, payment 1: refund 4 %
+44 eve about order 4, payment 1: owed 13693450861092846758
+9 dora about order 4, payment 1: owed 7666387018906392977
+1 eve about order 6, payment 1: credit refund 1
+36 eve about order 12, payment 1: refund 83 %
+0 bob about order 14, payment 1: odd 17383935358623447982
+38 till about order 12, payment 1: owed 2662902568507012742
+39 ann agrees to the policy in shop 1
+0 cid about order 13, payment 1: capture last 60 %
+2 eve about order 13, payment 1: capture last 60 %
+52 shop about order 13, payment 1: capture 3 %
+0 dora about order 13, payment 1: capture 3 %
+34 shop about order 11, payment 2: capture 5 %
+8 dora about order 15, payment 1: invoice 10726068283647817785
+0 eve about order 10, payment 1: cancel-order
+1 till about order 10, payment 1: cancel-order
+38 cid about order 5, payment 1: owed 6395441055614372378
+0 dora about order 7, payment 1: cancel-order
+1 key-of-ann about order 14, payment 1: release
+43 till about order 15, payment 2: capture the whole
+0 shop about order 9, payment 1: complete
+32 ann about order 14, payment 1: invoice 1872255783545740869
+9 bob about order 12, payment 1: refund the rest
+1 till about order 12, payment 1: refund the rest
+23 dora about order 4, payment 1: dispute 8594448265270134895
+0 dora about order 4, payment 1: owed 12803373807863009250
+36 bob about order 12, payment 1: refund one
+0 till about order 13, payment 1: refund the whole
+29 till proposes a policy in shop 1: draw 17194144338256428079
+0 rumour about order 13, payment 1: refund 1 refund_failed in row 1: the whole
+5 the clock jumps 605000 s
+56 order 16 in shop 2: draw 4478241861542463396
+37 the clock jumps 605000 s
+48 till about order 10, payment 1: refund 60 %
+40 shop about order 5, payment 1: owed 15714563581567481565
+40 bob about order 11, payment 2: deliver line 1
+0 the clock jumps 900000 s
+24 till about order 12, payment 1: refund 60 %
+56 cid about order 8, payment 1: owed 6629634132222575382
+1 key-of-ann about order 8, payment 1: owed 6629634132222575382
+0 till about order 6, payment 1: owed 10272131860117846053
+42 bob about order 15, payment 1: refund 60 %
+42 cid about order 12, payment 1: refund 3 %
+53 eve about order 7, payment 2: credit refund 1
+54 order 17 in shop 2: draw 9404932956272806580
+3 shop about order 14, payment 1: owed 7983621959598156609
+0 till about order 11, payment 1: capture 67 %
+0 order 18 in shop 2: draw 3291574252767464966
+0 eve about order 13, payment 1: owed 8745749894298589432
+22 order 19 in shop 2: draw 9253826421625363623
+0 ann about order 13, payment 1: refund 75 %
+47 till about order 9, payment 1: invoice 15055853762843737997
+59 key-of-ann about order 9, payment 1: refund-order by 5: 53 %
+0 cid about order 15, payment 1: refund 34 %
+15 rumour about order 15, payment 1: refund 1 refund_returned in row 2: the whole
+20 till about order 5, payment 1: owed 11296364935359240216
+1 dora about order 5, payment 1: owed 11296364935359240216
+43 ann about order 16, payment 1: refund the rest
+53 order 20 in shop 1: draw 18331570093226344360
+0 node 1 crashes for 1181 ms
+2 key-of-ann about order 20, payment 1: refund the rest
+41 eve about order 13, payment 1: odd 8705177041536149998
+0 ann about order 20, payment 1: refund the rest
+2 cid about order 20, payment 1: refund the rest
+21 till about order 7, payment 1: cancel-order
+2 shop about order 2, payment 1: invoice 2973560323558869975
+3 rumour about order 14, payment 2: authorization 1 taken in row 0: 50 %
+0 till about order 3, payment 1: owed 11974981049062754421
+37 dora about order 17, payment 1: invoice 6890100161487417741
+0 till about order 17, payment 1: refund the rest
+13 dora about order 19, payment 1: invoice 1803546354853716821
+39 till about order 18, payment 1: refund 95 %
+0 dora about order 18, payment 1: refund 95 %
+0 bob about order 15, payment 1: approve refund 1
+31 order 21 in shop 1: draw 4330234170326484329
+25 key-of-ann about order 9, payment 1: owed 16276655660552633479
+1 key-of-ann about order 9, payment 1: owed 16276655660552633479
+9 eve about order 17, payment 1: invoice 14045539866902206014
+1 eve about order 17, payment 1: invoice 14045539866902206014
+35 cid about order 20, payment 1: refund the rest
+0 bob about order 20, payment 1: refund the rest
+0 cid about order 2, payment 1: invoice 7374341163506711443
+0 dora about order 6, payment 1: refund-order by 6: 78 %
+2 ann about order 6, payment 1: refund-order by 6: 78 %
+10 till about order 9, payment 1: invoice 6944628474438369414
+2 key-of-ann about order 9, payment 1: invoice 6944628474438369414
+9 order 22 in shop 2: draw 18126408673399004905
+45 cid about order 2, payment 1: invoice 12223648888312895494
+0 ann about order 6, payment 2: capture last one
+12 shop about order 20, payment 1: refund the rest
+36 key-of-ann about order 8, payment 1: owed 7112972699866201350
+0 till about order 13, payment 1: owed 5091530674171495870
+30 bob about order 3, payment 1: owed 14090472703409113519
+58 till about order 17, payment 2: refund 60 %
+44 till about order 3, payment 1: owed 3178688262577379448
+1 eve about order 3, payment 1: owed 3178688262577379448
+0 bob about order 14, payment 2: refund-units 1 of line 2
+0 till about order 22, payment 1: refund the rest
+0 key-of-ann about order 10, payment 1: resolve exception 8
+28 ann agrees to the policy in shop 1
+24 dora about order 1, payment 2: refund the rest
+0 dora agrees to the policy in shop 2
+55 till about order 20, payment 1: refund the rest
+14 order 23 in shop 1: draw 17279963910966478954
+9 order 24 in shop 2: draw 12804340946843717517
+48 dora about order 3, payment 1: owed 10778167503198337519
+0 eve agrees to the policy in shop 1
+0 ann about order 18, payment 1: invoice 10619363862819439608
+54 eve about order 10, payment 1: owed 4409650120247588273
+41 till about order 19, payment 1: owed 11372000941582854631
+0 order 25 in shop 2: draw 8586964225525987908
+30 key-of-ann about order 21, payment 1: invoice 358943705502876999
+58 key-of-ann about order 17, payment 1: top-up 1822015448328811337
+46 ann about order 20, payment 1: refund the rest
+0 till about order 22, payment 1: invoice 6038693793437062955
+50 shop about order 6, payment 1: owed 16947278728659582546
+1 key-of-ann about order 6, payment 1: owed 16947278728659582546
+45 till about order 7, payment 1: invoice 7209060937925075174
+0 dora about order 7, payment 1: capture last 60 %
+33 cid agrees to the policy in shop 2
+17 bob about order 15, payment 1: credit refund 2
+18 shop about order 24, payment 1: invoice 12956871341711261551
+0 order 26 in shop 2: draw 14869288837628675332
+0 cid about order 20, payment 1: invoice 13955195906143042008
+0 bob about order 13, payment 2: refund-units 1 of line 3
+39 key-of-ann about order 17, payment 1: invoice 16671223775429281339
+10 till about order 26, payment 1: dispute 1339669266011781223
+0 the gateway says nothing of order 25, payment 1
+197 key-of-ann about order 25, payment 1: say-done 1
+300 ann about order 25, payment 1: deny-claim 1
+354 eve about order 25, payment 1: agree-to-claim 1
+0 bob about order 5, payment 3: refund 45 %
+23 bob about order 16, payment 1: invoice 9463104243409713977
+0 till about order 26, payment 1: invoice 11425885375318032943
+0 dora about order 26, payment 1: invoice 11425885375318032943
+54 ann agrees to the policy in shop 1
+50 eve about order 24, payment 2: release
+0 bob about order 17, payment 1: top-up 9978418269531791584
+0 bob about order 17, payment 1: top-up 9978418269531791584
+0 eve about order 23, payment 1: invoice 146142256051520841
+0 bob about order 22, payment 1: odd 17564701571722023009
+0 order 27 in shop 2: draw 2026067050569325284
+27 bob about order 10, payment 1: owed 452972962670583398
+0 order 28 in shop 2: draw 16852601980110702179
+54 cid about order 25, payment 1: invoice 12271368058335252222
+0 till about order 25, payment 1: invoice 12271368058335252222
+0 till about order 10, payment 2: deliver line 2
+0 dora about order 25, payment 1: refund 37 %
+0 dora about order 13, payment 1: owed 1331793747605239853
+7 eve about order 22, payment 1: owed 332432636780263729
+2 key-of-ann about order 22, payment 1: owed 332432636780263729
+12 cid about order 14, payment 2: capture last 66 %
+0 order 29 in shop 1: draw 1307647240868732131
+38 ann about order 19, payment 1: owed 16840692153062728133
+47 shop about order 8, payment 1: invoice 12793922568384264547
+51 order 30 in shop 2: draw 4133501441282168508
+14 till refuses the policy in shop 1
+14 till about order 26, payment 1: refund the whole
+0 key-of-ann about order 16, payment 1: invoice 8814420258404894031
+1 cid about order 16, payment 1: invoice 8814420258404894031
+1 ann about order 28, payment 1: refund 60 %
+0 dora about order 28, payment 1: refund 60 %
+14 rumour about order 28, payment 1: authorization 1 authorized in row 3: one
+36 cid about order 21, payment 1: refund-units 2 of line 3
+18 the clock jumps 260000 s
+43 bob about order 18, payment 1: invoice 5488947130338442794
+1 shop about order 18, payment 1: invoice 5488947130338442794
+0 shop about order 26, payment 1: resume
+0 till about order 24, payment 3: refund 7 %
+1 shop about order 24, payment 3: refund 7 %
+0 dora about order 13, payment 1: owed 11067390653497747515
+56 key-of-ann about order 20, payment 1: refund 6 %
+0 bob about order 17, payment 4: refund the rest
+39 dora about order 14, payment 1: invoice 3892211017571875345
+0 eve about order 14, payment 1: invoice 3892211017571875345
+0 node 1 crashes for 3831 ms
+0 order 31 in shop 2: draw 3582892000982788029
+2 order 32 in shop 1: draw 2804693200701702354
+43 eve about order 32, payment 1: refund the rest
+0 eve about order 24, payment 1: owed 9183265107819265153
+4 cid about order 27, payment 1: refund 97 %
+0 order 33 in shop 2: draw 4375432226464815767
+49 key-of-ann about order 29, payment 1: invoice 14879138996063145501
+0 eve about order 24, payment 1: invoice 18428054619253801340
+7 ann about order 20, payment 1: owed 3074200251222493347
+0 dora about order 20, payment 1: owed 3074200251222493347
+0 order 34 in shop 2: draw 9946213910298059862
+16 order 35 in shop 1: draw 16466947930508412138
+54 dora about order 27, payment 1: invoice 14285539145586257132
+2 eve about order 27, payment 1: invoice 14285539145586257132
+3 ann about order 28, payment 1: capture one
+6 key-of-ann about order 29, payment 1: deliver line 1
+0 till about order 24, payment 2: record the rest
+0 ann about order 15, payment 1: invoice 5860936326757610560
+29 cid about order 15, payment 2: refund 85 %
+0 bob about order 32, payment 1: refund one
+0 shop about order 24, payment 4: refund-units 2 of line 2
+0 dora about order 31, payment 1: refund 53 %
+2 cid about order 31, payment 1: refund 53 %
+0 key-of-ann about order 31, payment 1: refund 71 %
+50 rumour about order 25, payment 1: authorization 1 declined in row 3: the whole
+0 till about order 34, payment 1: release
+1 eve about order 34, payment 1: release
+3 order 36 in shop 2: draw 4380761836630993562
+28 till about order 33, payment 1: tender 6047709106826646145
+0 key-of-ann about order 25, payment 1: refund the rest
+20 shop about order 26, payment 1: invoice 18232483113881052681
+31 dora about order 20, payment 1: invoice 2291108323455423312
+59 shop about order 18, payment 1: owed 801823705532638694
+19 key-of-ann about order 22, payment 1: resume
+2 till about order 22, payment 1: resume
+11 order 37 in shop 2: draw 2169949934312337687
+0 key-of-ann about order 33, payment 1: refund 62 %
+0 dora agrees to the policy in shop 1
+0 shop about order 36, payment 1: resume
+5 shop about order 31, payment 1: invoice 4839744237764254430
+0 ann about order 25, payment 1: owed 14393634375457939302
+2 bob about order 25, payment 1: owed 14393634375457939302
+12 order 38 in shop 2: draw 6648242512071297144
+0 key-of-ann agrees to the policy in shop 2
+42 order 39 in shop 2: draw 9498927775112410362
+2 order 40 in shop 2: draw 7093163304907558420
+39 eve agrees to the policy in shop 1
+7 key-of-ann about order 34, payment 1: invoice 5253379928044257938
+0 eve about order 31, payment 1: refund 83 %
+0 key-of-ann about order 36, payment 1: invoice 12049143173540548589
+39 order 41 in shop 2: draw 12843221506462316635
+26 key-of-ann about order 40, payment 4: confirm refund 3
+53 rumour about order 24, payment 5: authorization 1 declined in row 0: more than the whole
+11 eve about order 24, payment 3: credit refund 3
+0 shop about order 26, payment 1: dispute 9094698406840133387
+45 eve about order 28, payment 1: top-up 18166938424712762054
+10 cid about order 19, payment 1: owed 9707851120245467750
+0 eve about order 39, payment 1: invoice 9659729301606080337
+3 dora about order 40, payment 1: invoice 8940554698342527448
+22 rumour about order 32, payment 1: authorization 1 declined in row 3: the whole
+13 cid about order 36, payment 1: deliver line 3
+2 ann about order 36, payment 1: deliver line 3
+0 dora about order 31, payment 1: owed 13901782564111753961
+19 shop about order 38, payment 1: odd 16448022039968760812
+0 the clock jumps 260000 s
+41 eve about order 27, payment 1: approve refund 1
+1 cid about order 36, payment 1: deliver line 1
+1 key-of-ann about order 36, payment 1: deliver line 1
+0 key-of-ann about order 32, payment 1: refund 60 %
+0 shop about order 41, payment 1: invoice 3158613951636659619
+1 bob about order 41, payment 1: invoice 3158613951636659619
+43 bob about order 26, payment 1: deliver line 2
+20 node 2 crashes for 190 ms
+0 rumour about order 34, payment 1: authorization 1 expired in row 2: the whole
+25 till about order 22, payment 1: invoice 16581909038666500163
+1 bob about order 22, payment 1: invoice 16581909038666500163
+0 eve refuses the policy in shop 1
+4 ann proposes a policy in shop 2: draw 2466970875514876249
+11 till about order 21, payment 1: owed 11476878128988228224
+6 rumour about order 29, payment 1: authorization 1 released in row 1: the whole
+0 order 42 in shop 1: draw 5844239589615827534
+45 bob about order 40, payment 5: complete
+0 dora agrees to the policy in shop 1
+0 rumour about order 25, payment 2: dispute 1 dispute_accepted in row 0: the rest
+0 order 43 in shop 1: draw 14144290881784350914
+18 order 44 in shop 1: draw 16998719044387305820
+8 key-of-ann about order 44, payment 1: refund the rest
+0 shop about order 44, payment 1: refund the rest
+0 till about order 31, payment 1: refund more than the whole
+11 shop about order 42, payment 1: refund the rest
+2 eve about order 30, payment 1: invoice 9071980828008031777
+0 bob about order 40, payment 3: refund 60 %
+14 dora about order 31, payment 1: refund 40 %
+0 ann about order 31, payment 1: refund 40 %
+30 key-of-ann about order 44, payment 1: refund the rest
+19 key-of-ann about order 25, payment 3: dispute 5664040126109392905
+13 bob about order 37, payment 1: release
+48 cid about order 25, payment 1: owed 6930866011645878657
+16 rumour about order 35, payment 1: dispute 1 dispute_inquiry in row 3: the rest
+47 shop about order 27, payment 1: refund the whole
+3 order 45 in shop 2: draw 40482603721231478
+31 bob about order 40, payment 1: tender 16223393482417722612
+11 bob about order 38, payment 2: refund the whole
+0 till about order 44, payment 1: refund the rest
+0 dora about order 44, payment 1: refund the rest
+0 order 46 in shop 1: draw 14104013068549711301
+38 key-of-ann about order 46, payment 1: refund the rest
+1 eve about order 46, payment 1: refund the rest
+16 key-of-ann about order 36, payment 1: resume
+0 eve about order 44, payment 1: refund the rest
+57 bob about order 42, payment 1: refund the rest
+33 key-of-ann about order 40, payment 4: refund-units 2 of line 3
+29 bob about order 29, payment 1: capture 60 %
+0 cid about order 38, payment 1: invoice 10353321380193226929
+58 eve about order 44, payment 1: refund the rest
+23 shop proposes a policy in shop 2: draw 15816162160095571245
+38 cid about order 39, payment 1: invoice 15868873208000717099
+48 order 47 in shop 1: draw 10736188126218137344
+0 rumour about order 39, payment 1: authorization 1 authorized in row 1: the whole
+39 order 48 in shop 1: draw 9012720028576654421
+22 rumour about order 43, payment 1: dispute 1 dispute_prevented in row 2: 50 %
+51 ann about order 35, payment 1: refund 71 %
+0 shop about order 45, payment 1: capture 60 %
+16 rumour about order 31, payment 1: authorization 1 action_required in row 0: 50 %
+19 eve about order 42, payment 1: invoice 12591284584997866312
+57 cid about order 40, payment 1: tender 2085207045779962471
+12 eve about order 39, payment 4: refund 38 %
+57 eve about order 46, payment 1: invoice 8228953475919071138
+0 key-of-ann about order 28, payment 2: capture last 36 %
+16 eve about order 36, payment 1: invoice 11150256254955753335
+23 order 49 in shop 1: draw 7873910980269242412
+0 dora about order 41, payment 1: owed 8697352428218247574
+0 shop about order 31, payment 1: agree-to-loss 1
+1 bob about order 31, payment 1: agree-to-loss 1
+0 ann about order 27, payment 1: owed 15739926114363548527
+0 dora about order 49, payment 1: refund the rest
+2 cid about order 49, payment 1: refund the rest
+0 cid about order 42, payment 1: capture the whole
+44 dora about order 31, payment 1: refund-units 1 of line 3
+30 bob about order 30, payment 1: owed 10253638621831748100
+2 dora about order 30, payment 1: owed 10253638621831748100
+52 bob about order 32, payment 1: refund-order by 0: one
+0 dora about order 32, payment 1: invoice 3613314806289252431
+15 order 50 in shop 1: draw 4897651734067726961
+17 till about order 31, payment 1: owed 4985991900026291266
+46 order 51 in shop 2: draw 12398776132718741280
+0 cid about order 41, payment 1: invoice 17739180495856238864
+41 ann about order 46, payment 1: resume
+51 bob about order 48, payment 2: capture 19 %
+46 dora about order 32, payment 1: owed 4541525385214090869
+0 cid agrees to the policy in shop 2
+3 key-of-ann about order 46, payment 1: capture 76 %
+1 ann about order 46, payment 1: capture 76 %
+0 eve about order 39, payment 4: retry refund 3
+8 dora about order 41, payment 2: record 7 %
+0 bob about order 41, payment 2: record 7 %
+4 bob about order 33, payment 1: invoice 3200132518729100805
+33 order 52 in shop 1: draw 5448039262386377953
+38 key-of-ann about order 40, payment 1: owed 14276715459638441148
+4 ann about order 38, payment 1: invoice 2200516660278563184
+47 dora about order 38, payment 2: resume
+51 dora about order 45, payment 1: invoice 1304843461634100153
+33 eve about order 48, payment 1: invoice 10790183845055583706
+0 rumour about order 30, payment 3: capture 1 captured in row 0: the rest
+55 key-of-ann about order 47, payment 1: capture 60 %
+0 dora agrees to the policy in shop 2
+3 till about order 34, payment 2: refund 47 %
+1 dora about order 34, payment 2: refund 47 %
+0 order 53 in shop 1: draw 3378506521299185363
+0 till about order 43, payment 1: refund one
+2 till about order 43, payment 1: refund one
+0 bob about order 52, payment 1: invoice 3629335225145273266
+1 till about order 52, payment 1: invoice 3629335225145273266
+46 rumour about order 37, payment 1: authorization 1 expired in row 3: the rest
+32 shop about order 51, payment 1: invoice 3453947423789719241
+1 shop about order 48, payment 1: refund 68 %
+51 cid about order 32, payment 1: invoice 8832894236785062147
+36 order 54 in shop 1: draw 11956067508654751310
+34 order 55 in shop 1: draw 8108861246198286568
+9 till about order 36, payment 1: owed 9895805587419101585
+47 dora about order 35, payment 1: dispute 14539184865869066327
+0 order 56 in shop 2: draw 6861149590219690690
+46 till about order 51, payment 1: refund one
+48 dora about order 46, payment 1: owed 10956322896350040046
+47 dora about order 56, payment 1: invoice 11885894205980112010
+32 shop refuses the policy in shop 2
+0 ann about order 49, payment 1: refund 20 %
+37 eve about order 38, payment 1: owed 9482895043351290466
+43 the clock jumps 86500 s
+58 dora about order 54, payment 1: resume
+1 dora about order 39, payment 1: owed 13107553911846269959
+35 cid about order 34, payment 1: capture last 60 %
+12 dora about order 44, payment 1: refund 74 %
+0 rumour about order 52, payment 1: capture 1 captured in row 2: the rest
+29 node 1 crashes for 1307 ms
+0 eve about order 51, payment 1: refund one
+2 key-of-ann about order 51, payment 1: refund one
+0 order 57 in shop 1: draw 6475630928514912009
+42 node 2 crashes for 3390 ms
+0 key-of-ann about order 54, payment 1: invoice 1948137910056315405
+31 shop about order 48, payment 1: refund the rest
+44 cid agrees to the policy in shop 2
+11 shop agrees to the policy in shop 1
+0 ann about order 54, payment 1: invoice 8659168757657911314
+8 dora about order 54, payment 1: invoice 5747308491970342726
+55 key-of-ann about order 47, payment 1: capture 72 %
+32 rumour about order 43, payment 1: dispute 1 dispute_inquiry in row 2: more than the whole
+13 rumour about order 54, payment 1: authorization 1 taken in row 2: the whole
+34 shop about order 38, payment 1: owed 13080593588934560792
+2 ann about order 38, payment 1: owed 13080593588934560792
+8 order 58 in shop 2: draw 5962144938691877862
+11 ann about order 56, payment 1: refund more than the whole
+0 order 59 in shop 1: draw 17280015214541701107
+0 ann about order 55, payment 1: release
+12 till about order 54, payment 1: refund 66 %
+0 bob about order 57, payment 1: refund 51 %
+0 order 60 in shop 2: draw 5832843404331504883
+0 rumour about order 57, payment 1: authorization 1 declined in row 3: the rest
+34 cid about order 53, payment 1: refund-units 2 of line 1
+0 eve about order 58, payment 1: refund the rest
+26 till about order 51, payment 1: refund one
+18 ann about order 56, payment 1: refund 42 %
+30 key-of-ann agrees to the policy in shop 1
+0 cid about order 49, payment 1: hold
+0 till about order 56, payment 1: refund the whole
+0 the gateway says nothing of order 39, payment 6
+248 cid about order 39, payment 6: say-done 1
+349 key-of-ann about order 39, payment 6: deny-claim 1
+222 ann about order 39, payment 6: agree-to-claim 1
+0 till about order 56, payment 1: owed 15145751815435519753
+5 shop about order 58, payment 1: invoice 7450727925727556650
+44 key-of-ann about order 44, payment 1: invoice 5916146966261776199
+39 dora about order 49, payment 1: release
+7 eve about order 54, payment 1: owed 13838319468725138253
+50 dora about order 49, payment 1: invoice 15397045289792129304
+24 key-of-ann about order 45, payment 1: owed 10900097702915414776
+0 shop about order 44, payment 1: owed 1593717764491769883
+2 till about order 44, payment 1: owed 1593717764491769883
+4 cid about order 46, payment 1: customer 2325775781183974855
+9 ann about order 44, payment 1: owed 14897297512322226254
+0 key-of-ann about order 49, payment 1: capture last 60 %
+3 eve about order 58, payment 1: refund more than the whole
+0 ann about order 58, payment 1: refund more than the whole
+50 ann about order 55, payment 1: refund 91 %
+0 eve about order 50, payment 1: invoice 12151595330935234911
+0 key-of-ann about order 55, payment 1: invoice 8789815739630030064
+0 till about order 40, payment 1: owed 7922926384925937858
+0 order 61 in shop 1: draw 3542203144093363787
+34 eve about order 54, payment 1: agree-to-loss 1
+0 shop about order 54, payment 1: agree-to-loss 1
+58 key-of-ann refuses the policy in shop 1
+36 dora about order 55, payment 1: refund more than the whole
+39 key-of-ann about order 54, payment 1: capture one
+30 key-of-ann about order 54, payment 1: refuse-loss 1
+1 bob about order 54, payment 1: refuse-loss 1
+21 order 62 in shop 2: draw 18405565154052417890
+17 the clock jumps 61 s
+13 order 63 in shop 2: draw 16315967461514238845
+0 till about order 49, payment 1: invoice 17046771961060673053
+21 ann about order 60, payment 1: resume
+0 till about order 60, payment 1: resume
+21 till about order 41, payment 1: capture last 5 %
+7 shop about order 44, payment 1: owed 17540465205874578285
+0 cid about order 44, payment 1: owed 17540465205874578285
+58 the clock jumps 86500 s
+21 shop about order 48, payment 1: refund the rest
+24 bob about order 60, payment 1: invoice 16768750489889065752
+0 till about order 46, payment 1: resume
+18 dora about order 63, payment 1: refund the whole
+1 eve about order 63, payment 1: refund the whole
+0 bob about order 58, payment 2: capture more than the whole
+2 dora about order 58, payment 2: capture more than the whole
+0 bob about order 60, payment 1: owed 9154532662284711095
+48 rumour about order 52, payment 1: authorization 1 authorized in row 1: the whole
+52 shop about order 50, payment 1: owed 16560935643631890833
+30 key-of-ann about order 53, payment 1: complete
+32 shop about order 55, payment 1: invoice 16196154397941248515
+0 eve about order 55, payment 1: invoice 16196154397941248515
+37 order 64 in shop 1: draw 3229197333036004412
+25 the clock jumps 7300 s
+21 till about order 56, payment 1: refund one
+2 shop about order 56, payment 1: refund one
+32 cid about order 46, payment 1: top-up 7089697812339109896
+4 key-of-ann about order 63, payment 1: credit refund 1
+30 ann about order 41, payment 1: owed 9199772069423703837
+42 eve about order 64, payment 1: refund the rest
+0 dora about order 63, payment 1: approve refund 1
+0 rumour about order 58, payment 2: authorization 1 authorized in row 3: the whole
+34 dora about order 49, payment 1: invoice 16819880006316059337
+0 rumour about order 59, payment 1: authorization 1 taken in row 1: the whole
+46 ann about order 57, payment 1: cancel-order
+1 key-of-ann about order 57, payment 1: cancel-order
+54 key-of-ann proposes a policy in shop 2: draw 1418156010718417312
+0 eve about order 53, payment 2: refund one
+10 ann about order 55, payment 1: record the whole
+0 order 65 in shop 2: draw 15773708760734209810
+24 order 66 in shop 1: draw 17511316809226872973
+3 till about order 48, payment 2: resume
+2 eve about order 48, payment 2: resume
+0 cid about order 55, payment 1: owed 12472444988318908972
+16 key-of-ann proposes a policy in shop 1: draw 179498102426112970
+19 shop about order 58, payment 2: refund 60 %
+35 till about order 56, payment 1: owed 11176017043136283384
+0 eve about order 56, payment 1: owed 11176017043136283384
+26 bob about order 59, payment 1: invoice 5437683316383879155
+23 shop about order 64, payment 1: refund the rest
+0 till about order 54, payment 1: owed 7404829757314477132
+47 bob about order 44, payment 1: refuse-loss 1
+0 rumour about order 51, payment 1: refund 1 refund_completed in row 0: 50 %
+31 eve about order 61, payment 1: invoice 1707323345597900513
+0 order 67 in shop 1: draw 835404783159460513
+42 cid about order 65, payment 1: refund the rest
+16 order 68 in shop 1: draw 2375421791471675384
+26 key-of-ann about order 57, payment 1: invoice 2521760634298035903
+0 bob proposes a policy in shop 2: draw 11374816924201584638
+10 cid about order 53, payment 1: invoice 4180521250728046786
+1 cid about order 53, payment 1: invoice 4180521250728046786
+45 key-of-ann about order 60, payment 1: deliver line 2
+11 node 1 crashes for 1077 ms
+0 key-of-ann about order 55, payment 1: owed 16425045570472700562
+30 key-of-ann about order 48, payment 1: owed 14828459268722847257
+0 bob about order 66, payment 3: capture the rest
+11 shop proposes a policy in shop 2: draw 13603700548980997953
+45 cid about order 56, payment 1: adjust 16005602206082358595
+2 key-of-ann about order 56, payment 1: adjust 16005602206082358595
+33 key-of-ann about order 67, payment 1: refund the rest
+0 key-of-ann about order 67, payment 1: refund the rest
+7 order 69 in shop 2: draw 18353442962756881390
+10 order 70 in shop 2: draw 15220141984425880289
+0 cid about order 67, payment 1: refund the rest
+1 ann about order 53, payment 1: invoice 15953921027369074233
+0 order 71 in shop 1: draw 81926536797628600
+14 ann about order 53, payment 1: top-up 5343641440958653604
+0 shop about order 69, payment 1: invoice 15681565332080325097
+37 dora about order 68, payment 1: refund 82 %
+0 dora about order 68, payment 1: refund 82 %
+24 key-of-ann about order 49, payment 1: owed 14197983569349531353
+30 cid about order 70, payment 1: invoice 14788262549065824071
+21 bob about order 62, payment 1: invoice 11779575006287601878
+0 shop about order 50, payment 1: owed 6115033116224163063
+2 key-of-ann about order 50, payment 1: owed 6115033116224163063
+53 till about order 57, payment 1: resume
+1 dora about order 57, payment 1: resume
+0 order 72 in shop 2: draw 10255403848533831499
+0 cid about order 70, payment 1: owed 5186784193981393844
+19 eve about order 70, payment 1: owed 14768136626131658273
+0 dora about order 55, payment 1: refund one
+10 order 73 in shop 1: draw 13150297433563600100
+0 dora refuses the policy in shop 2
+10 cid about order 59, payment 2: refund-units 1 of line 1
+0 dora about order 66, payment 3: cancel-order
+47 eve about order 51, payment 1: owed 1518434638343057706
+2 eve about order 51, payment 1: owed 1518434638343057706
+6 till about order 55, payment 1: refund 11 %
+11 order 74 in shop 1: draw 13809689146986783780
+0 shop about order 67, payment 1: refund the rest
+0 ann about order 67, payment 1: refund the rest
+39 dora about order 70, payment 5: capture last 95 %
+2 eve about order 70, payment 5: capture last 95 %
+10 dora about order 74, payment 1: refund the rest
+10 eve about order 67, payment 1: refund the rest
+2 shop about order 67, payment 1: refund the rest
+0 dora about order 68, payment 1: refund 61 %
+4 cid about order 73, payment 1: refund the rest
+0 cid about order 51, payment 1: invoice 3907966760439423187
+1 ann about order 51, payment 1: invoice 3907966760439423187
+34 shop about order 73, payment 1: refund the rest
+23 eve about order 52, payment 1: owed 10649759641833095733
+2 dora about order 52, payment 1: owed 10649759641833095733
+0 ann about order 72, payment 2: refund 90 %
+0 eve about order 66, payment 2: release
+34 cid about order 71, payment 1: refund the rest
+0 till about order 71, payment 1: refund the rest
+1 shop about order 71, payment 1: refund the rest
+11 bob about order 73, payment 1: refund the rest
+0 key-of-ann about order 54, payment 1: owed 16628222983028170982
+1 dora about order 54, payment 1: owed 16628222983028170982
+0 dora about order 57, payment 1: capture last 34 %
+1 shop about order 57, payment 1: capture last 34 %
+21 eve about order 72, payment 1: invoice 12158956562362437426
+54 dora about order 56, payment 1: owed 2873263721479470217
+52 dora about order 70, payment 1: refund one
+0 ann about order 51, payment 1: owed 2713113242713308779
+1 till about order 51, payment 1: owed 2713113242713308779
+32 order 75 in shop 2: draw 5334187064943900886
+47 bob about order 73, payment 1: refund the rest
+31 rumour about order 68, payment 1: dispute 1 dispute_lost in row 2: 50 %
+0 rumour about order 75, payment 1: authorization 1 released in row 0: 50 %
+1 eve about order 57, payment 1: refund 32 %
+0 order 76 in shop 1: draw 8153609135201394603
+10 order 77 in shop 1: draw 3135487824475397081
+0 order 78 in shop 1: draw 8885863373946785555
+37 order 79 in shop 2: draw 9501476699642423239
+4 rumour about order 68, payment 1: capture 1 capture_failed in row 3: the whole
+42 ann about order 70, payment 3: cancel refund 3
+50 shop proposes a policy in shop 1: draw 15004967034157585782
+0 order 80 in shop 2: draw 16591633538382437613
+12 bob about order 63, payment 1: invoice 11352962023596956871
+0 eve about order 70, payment 1: owed 14137901958135809774
+35 dora about order 76, payment 1: refund the rest
+2 bob about order 76, payment 1: refund the rest
+0 rumour about order 65, payment 1: authorization 1 authorized in row 1: one
+27 the clock jumps 900000 s
+4 dora agrees to the policy in shop 1
+35 key-of-ann about order 80, payment 1: refund 3 %
+49 dora about order 72, payment 1: owed 16433326987861442885
+25 eve about order 75, payment 1: refund 60 %
+1 rumour about order 75, payment 1: authorization 1 authorized in row 2: the rest
+0 ann about order 69, payment 1: resume
+33 shop about order 79, payment 1: capture 20 %
+0 cid about order 61, payment 1: owed 16670980369760795062
+59 order 81 in shop 2: draw 7368781150437970858
+0 order 82 in shop 2: draw 15442122306712979994
+15 ann about order 69, payment 1: refund 29 %
+0 dora about order 77, payment 1: refund the rest
+51 dora about order 80, payment 1: invoice 8821896484307899849
+32 eve about order 77, payment 1: refund the rest
+1 cid about order 77, payment 1: refund the rest
+0 key-of-ann about order 74, payment 1: refund the rest
+57 cid about order 76, payment 1: refund the rest
+0 shop about order 72, payment 3: capture 21 %
+17 dora refuses the policy in shop 1
+58 order 83 in shop 2: draw 17280583850626830176
+26 eve about order 76, payment 1: refund the rest
+1 ann about order 82, payment 1: refund 97 %
+13 ann agrees to the policy in shop 2
+43 bob about order 82, payment 1: invoice 11529462627170447963
+1 shop about order 82, payment 1: invoice 11529462627170447963
+0 order 84 in shop 2: draw 2596152411834860528
+0 cid about order 82, payment 1: refund 94 %
+16 dora about order 77, payment 1: refund the rest
+54 cid about order 78, payment 1: refund the rest
+2 bob about order 78, payment 1: refund the rest
+25 eve about order 82, payment 1: refund 48 %
+0 bob about order 78, payment 1: refund the rest
+44 shop about order 63, payment 1: invoice 6977909111854255248
+0 eve about order 63, payment 1: invoice 6977909111854255248
+0 the clock jumps 3700 s
+0 eve about order 81, payment 3: deliver line 3
+6 rumour about order 84, payment 2: authorization 1 taken in row 3: the whole
+16 eve about order 82, payment 1: refund 35 %
+10 cid about order 79, payment 1: capture 68 %
+22 dora about order 84, payment 1: capture last one
+0 bob about order 84, payment 2: capture 70 %
+39 cid about order 62, payment 1: owed 11300444723240022666
+0 order 85 in shop 1: draw 5232468367359019989
+0 key-of-ann about order 77, payment 1: refund the rest
+19 bob about order 80, payment 3: refund 54 %
+0 till about order 80, payment 3: refund 54 %
+0 order 86 in shop 1: draw 9033095435616345171
+7 order 87 in shop 2: draw 16889116427549013588
+1 dora about order 82, payment 1: hold
+0 bob about order 84, payment 2: release
+0 order 88 in shop 1: draw 17888121084475032175
+14 order 89 in shop 2: draw 8855120940066140134
+41 the clock jumps 700 s
+11 bob about order 81, payment 3: release
+22 key-of-ann about order 84, payment 1: invoice 9257915199927602760
+0 order 90 in shop 1: draw 106176445029803472
+16 order 91 in shop 1: draw 267161534855307696
+0 rumour about order 70, payment 6: capture 1 taken in row 1: one
+30 dora about order 78, payment 1: refund the rest
+47 dora about order 82, payment 1: top-up 11135418742175277969
+0 bob about order 77, payment 1: refund the rest
+1 dora about order 77, payment 1: refund the rest
+43 cid about order 84, payment 1: refund the whole
+18 order 92 in shop 2: draw 13884407651855006952
+14 till about order 82, payment 1: invoice 7218837561086861610
+45 key-of-ann about order 78, payment 1: refund the rest
+2 shop about order 78, payment 1: refund the rest
+46 cid about order 77, payment 1: refund the rest
+1 bob about order 77, payment 1: refund the rest
+15 ann about order 80, payment 1: owed 3029026467222516165
+0 eve about order 73, payment 1: invoice 10792656477969287496
+7 order 93 in shop 1: draw 1941547808616778264
+39 dora about order 83, payment 1: invoice 9474249989874349831
+14 till about order 72, payment 1: owed 606947160735330092
+1 bob about order 72, payment 1: owed 606947160735330092
+20 ann about order 90, payment 1: top-up 14274408192607617150
+13 order 94 in shop 2: draw 13118771044156388427
+19 eve about order 81, payment 1: invoice 16161626832732369268
+0 ann about order 83, payment 1: owed 12149656663079239697
+55 ann about order 79, payment 1: capture last 60 %
+40 eve about order 79, payment 1: cancel-order
+2 shop about order 79, payment 1: cancel-order
+0 shop about order 81, payment 1: owed 13365849576187002760
+53 order 95 in shop 1: draw 4757240331877215996
+0 rumour about order 72, payment 4: capture 1 taken in row 0: more than the whole
+0 node 1 crashes for 2221 ms
+54 dora about order 90, payment 1: capture 60 %
+45 till about order 79, payment 1: invoice 9998182407107670192
+1 shop about order 79, payment 1: invoice 9998182407107670192
+35 order 96 in shop 1: draw 9623067567067777043
+50 order 97 in shop 2: draw 14641657962265099719
+54 till proposes a policy in shop 2: draw 2998461406557809700
+37 cid about order 89, payment 2: refund more than the whole
+46 till about order 97, payment 2: refund 73 %
+30 cid about order 87, payment 1: invoice 14330799743002088402
+1 eve about order 87, payment 3: hold
+0 key-of-ann about order 87, payment 3: hold
+37 till about order 93, payment 1: refund one
+16 cid about order 88, payment 1: refund the rest
+3 till about order 93, payment 1: invoice 5329462099478760224
+1 key-of-ann about order 93, payment 1: invoice 5329462099478760224
+22 order 98 in shop 2: draw 5677354976598787848
+6 dora proposes a policy in shop 1: draw 11563537310176922393
+31 till about order 85, payment 1: refund the rest
+7 shop about order 96, payment 1: refund the rest
+0 key-of-ann about order 96, payment 1: refund the rest
+24 rumour about order 90, payment 1: authorization 1 authorized in row 3: one
+32 rumour about order 93, payment 1: authorization 1 expired in row 0: the whole
+49 order 99 in shop 1: draw 4082613576866748375
+45 order 100 in shop 2: draw 6418592596007240943
+0 order 101 in shop 2: draw 606113939757731264
+0 eve about order 93, payment 1: refund 98 %
+0 dora about order 96, payment 1: refund the rest
+20 the clock jumps 3700 s
+57 ann about order 99, payment 1: refund the rest
+0 order 102 in shop 1: draw 15175688892117699451
+29 ann about order 87, payment 1: owed 8101777905473442929
+16 eve about order 87, payment 2: refund 47 %
+51 bob about order 85, payment 1: refund the rest
+24 node 2 crashes for 1936 ms
+59 till agrees to the policy in shop 2
+6 cid about order 91, payment 1: refund the rest
+0 ann about order 91, payment 1: refund the rest
+1 bob about order 91, payment 1: refund the rest
+9 cid about order 102, payment 2: refund 1 %
+1 dora about order 102, payment 2: refund 1 %
+4 rumour about order 100, payment 3: authorization 1 taken in row 1: 50 %
+45 dora about order 82, payment 1: owed 10555799208648774974
+53 bob about order 88, payment 1: refund the rest
+28 till about order 79, payment 1: capture last 35 %
+0 ann about order 81, payment 1: owed 6145785032539697171
+18 order 103 in shop 1: draw 9310307090912978744
+33 order 104 in shop 1: draw 17684174498619461737
+26 rumour about order 94, payment 1: authorization 1 taken in row 2: the whole
+29 dora about order 97, payment 1: capture last 14 %
+15 rumour about order 102, payment 1: dispute 1 dispute_won in row 1: the rest
+45 rumour about order 87, payment 3: refund 3 refund_settled in row 3: the rest
+0 order 105 in shop 2: draw 11737778307274513797
+50 rumour about order 102, payment 1: dispute 1 dispute_chargeback in row 0: one
+40 rumour about order 99, payment 1: authorization 1 declined in row 1: 50 %
+0 till about order 88, payment 1: refund 1 %
+0 bob about order 100, payment 2: release
+0 eve about order 89, payment 1: invoice 9063760357742576700
+2 order 106 in shop 1: draw 13419306490809390993
+20 rumour about order 97, payment 4: capture 1 capture_failed in row 3: the whole
+0 node 1 crashes for 2703 ms
+0 ann about order 99, payment 2: refund 60 %
+19 ann about order 95, payment 1: deliver line 1
+0 key-of-ann about order 106, payment 1: refund the rest
+44 order 107 in shop 1: draw 7805367395992355646
+0 rumour about order 104, payment 2: authorization 1 authorized in row 1: more than the whole
+55 dora proposes a policy in shop 2: draw 6547372352900944060
+16 shop about order 87, payment 1: owed 6517538576177608787
+2 shop about order 87, payment 1: owed 6517538576177608787
+0 order 108 in shop 2: draw 16871664149710708331
+49 rumour about order 94, payment 1: authorization 1 authorized in row 2: the whole
+0 till about order 104, payment 1: invoice 13913075485442093536
+20 till about order 105, payment 1: capture last the rest
+27 rumour about order 92, payment 1: authorization 1 expired in row 1: one
+25 eve about order 101, payment 1: odd 13746479050094058048
+44 till about order 107, payment 1: refund the rest
+2 till about order 85, payment 1: invoice 2471022742012378690
+0 rumour about order 99, payment 2: authorization 1 expired in row 0: one
+0 cid about order 103, payment 2: resume
+4 key-of-ann about order 86, payment 1: invoice 15427128469631533267
+2 the clock jumps 700 s
+0 eve about order 102, payment 1: invoice 4951354700432297048
+30 dora about order 88, payment 1: invoice 16806956824673492429
+54 rumour about order 90, payment 2: authorization 1 released in row 0: the rest
+59 order 109 in shop 1: draw 5134022707324346908
+0 bob about order 97, payment 3: refund the whole
+56 rumour about order 100, payment 2: release 1 released in row 1: the whole
+28 key-of-ann about order 109, payment 1: refund the rest
+30 eve about order 95, payment 2: refund 60 %
+59 shop about order 86, payment 1: invoice 5793155205058622249
+23 order 110 in shop 1: draw 11668573589179407964
+22 ann about order 91, payment 1: invoice 17899957486432971214
+12 cid about order 109, payment 1: refund the rest
+1 key-of-ann about order 109, payment 1: refund the rest
+22 key-of-ann about order 97, payment 4: approve refund 1
+9 dora about order 105, payment 1: refund 26 %
+0 eve about order 90, payment 1: invoice 13172057886530864341
+8 till about order 90, payment 1: invoice 14846970106673630368
+48 bob about order 102, payment 2: refund-units 2 of line 3
+4 till about order 105, payment 1: refund-units 1 of line 2
+9 till about order 91, payment 1: invoice 10592195940580760183
+41 dora about order 101, payment 1: capture one
+0 order 111 in shop 2: draw 10956987411037675223
+39 dora about order 91, payment 1: refund 19 %
+2 eve about order 91, payment 1: refund 19 %
+45 node 2 crashes for 624 ms
+0 cid about order 90, payment 1: invoice 8308898321748094770
+0 rumour about order 91, payment 2: authorization 1 authorized in row 1: the whole
+0 order 112 in shop 1: draw 8639256666593756453
+0 bob about order 96, payment 1: invoice 8843154983783849866
+2 shop about order 96, payment 1: invoice 8843154983783849866
+0 key-of-ann about order 96, payment 1: invoice 17759859257657478875
+13 order 113 in shop 1: draw 2099248249210112765
+48 node 2 crashes for 1468 ms
+0 order 114 in shop 1: draw 2708466742878831021
+8 ann about order 111, payment 1: refund the rest
+12 eve about order 109, payment 1: capture the rest
+50 key-of-ann agrees to the policy in shop 1
+0 till about order 98, payment 1: invoice 2109729196591030721
+37 eve about order 103, payment 2: refund 24 %
