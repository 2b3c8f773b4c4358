recoup story 1
reaches refund: failed --cancel--> canceled
seed 107, 3 shops, 2 nodes
+10 order 1 in shop 2: draw 3240365773678728802
+56 key-of-ann about order 1, payment 1: refund the rest
+0 cid about order 1, payment 2: refund 60 %
+0 eve agrees to the policy in shop 2
+4 dora about order 1, payment 2: refund one
+16 dora about order 1, payment 1: refund more than the whole
+0 bob about order 1, payment 1: refund more than the whole
+0 till about order 1, payment 2: deliver line 1
+11 key-of-ann about order 1, payment 2: refund 94 %
+1 key-of-ann about order 1, payment 2: refund 94 %
+39 key-of-ann about order 1, payment 2: confirm refund 1
+0 cid about order 1, payment 1: refund 76 %
+0 rumour about order 1, payment 1: authorization 1 released in row 1: the rest
+29 rumour about order 1, payment 2: capture 1 taken in row 0: the whole
+0 till about order 1, payment 2: bounce refund 2
+24 key-of-ann about order 1, payment 2: cancel refund 2
+0 cid about order 1, payment 2: refund 60 %
+34 order 2 in shop 2: draw 3226132094068517737
+0 ann about order 2, payment 1: refund the rest
+2 shop about order 2, payment 1: refund the rest
+0 cid about order 2, payment 1: refund the rest
+11 order 3 in shop 2: draw 14059570715745613730
+0 eve about order 1, payment 1: cancel-order
+8 rumour about order 1, payment 1: authorization 1 action_required in row 0: the whole
+0 till about order 1, payment 2: cancel refund 2
+9 order 4 in shop 2: draw 15849799834128198154
+19 order 5 in shop 3: draw 15897633090779108172
+12 eve about order 4, payment 1: refund the rest
+19 cid about order 3, payment 1: tender 6692460362686328602
+47 eve about order 5, payment 1: refund 60 %
+2 eve about order 5, payment 1: refund 60 %
+38 rumour about order 1, payment 2: dispute 1 dispute_fee_returned in row 1: one
+15 key-of-ann about order 5, payment 1: refund more than the whole
+0 key-of-ann about order 3, payment 1: capture the rest
+26 rumour about order 5, payment 1: dispute 1 dispute_withdrawn in row 2: the whole
+42 eve about order 4, payment 1: refund 16 %
+0 key-of-ann about order 4, payment 2: refund 97 %
+30 cid about order 3, payment 1: refund 88 %
+2 dora about order 3, payment 1: refund 88 %
+4 ann about order 3, payment 2: refund-units 2 of line 3
+34 key-of-ann about order 2, payment 2: customer 5846676774317503104
+8 cid about order 4, payment 2: capture 90 %
+1 bob about order 4, payment 2: capture 90 %
+9 key-of-ann about order 5, payment 1: resume
+27 ann refuses the policy in shop 3
+0 rumour about order 5, payment 1: dispute 2 dispute_chargeback in row 2: more than the whole
+0 bob about order 3, payment 1: refund 31 %
+0 rumour about order 5, payment 1: refund 2 refund_settled in row 2: 50 %
+0 eve about order 3, payment 3: capture last 60 %
+0 key-of-ann about order 4, payment 2: deliver line 3
+0 order 6 in shop 3: draw 5701774396705465667
+12 cid about order 4, payment 1: refund 43 %
+8 rumour about order 1, payment 2: dispute 2 dispute_fee in row 3: more than the whole
+0 cid about order 2, payment 2: capture the whole
+1 till about order 2, payment 2: capture the whole
+0 cid about order 5, payment 1: confirm refund 2
+26 eve about order 2, payment 2: capture 14 %
+2 till about order 2, payment 2: capture 14 %
+16 till refuses the policy in shop 3
+24 ann agrees to the policy in shop 3
+8 rumour about order 4, payment 1: authorization 1 authorized in row 2: the whole
+43 rumour about order 6, payment 1: authorization 1 expired in row 3: the whole
+0 shop about order 5, payment 1: bounce refund 1
+31 key-of-ann about order 5, payment 1: bounce refund 1
+27 dora about order 6, payment 1: refund one
+0 dora about order 6, payment 1: refund one
+0 bob proposes a policy in shop 1: draw 17178189574206348355
+25 eve about order 5, payment 1: refund-order by 5: 60 %
+0 order 7 in shop 1: draw 10700675031013430893
+55 key-of-ann about order 1, payment 2: dispute 8042423424573808049
+19 order 8 in shop 2: draw 10170973693152094877
+42 order 9 in shop 3: draw 12004709644954618376
+1 order 10 in shop 1: draw 5316042227313381237
+3 key-of-ann about order 7, payment 1: refund-units 2 of line 1
+6 order 11 in shop 2: draw 8185641883660660295
+2 cid about order 7, payment 1: odd 14601394091272512628
+19 order 12 in shop 3: draw 12558545341184537276
+53 cid about order 10, payment 1: refund 60 %
+23 eve agrees to the policy in shop 2
+15 rumour about order 12, payment 1: authorization 1 authorized in row 2: one
+0 bob about order 9, payment 3: refund-units 3 of line 2
+0 bob about order 12, payment 1: resume
+40 rumour about order 10, payment 2: authorization 1 taken in row 0: the whole
+13 key-of-ann about order 7, payment 1: complete
+2 dora about order 7, payment 1: complete
+40 eve about order 6, payment 1: refund 60 %
+0 rumour about order 7, payment 1: authorization 1 authorized in row 3: one
+17 order 13 in shop 2: draw 11414342364635238195
+50 shop about order 13, payment 1: refund the rest
+41 dora about order 4, payment 1: release
+42 rumour about order 11, payment 1: authorization 1 taken in row 3: one
+29 cid about order 12, payment 1: capture last 60 %
+47 rumour about order 13, payment 1: authorization 1 released in row 0: the rest
+37 cid about order 7, payment 2: refund-units 3 of line 1
+0 rumour about order 10, payment 2: dispute 1 dispute_won in row 2: more than the whole
+0 order 14 in shop 2: draw 10243598016457298920
+47 till about order 6, payment 1: refund the whole
+0 bob about order 14, payment 2: refund 69 %
+2 bob about order 14, payment 2: refund 69 %
+0 till about order 6, payment 1: refund the rest
+44 rumour about order 13, payment 1: authorization 1 declined in row 2: the whole
+0 rumour about order 13, payment 1: authorization 1 authorized in row 0: the rest
+3 cid about order 12, payment 1: refund 80 %
+0 till about order 9, payment 2: capture 67 %
+0 rumour about order 5, payment 1: refund 1 refund_returned in row 0: the whole
+48 rumour about order 1, payment 2: dispute 1 dispute_fee in row 3: the whole
+16 cid about order 5, payment 1: dispute 15592096836472678193
+24 till about order 12, payment 1: cancel refund 1
+21 rumour about order 5, payment 1: dispute 1 dispute_lost in row 3: one
+0 till about order 9, payment 2: capture last more than the whole
+0 cid about order 3, payment 1: invoice 15816316204489807468
+5 rumour about order 4, payment 2: authorization 1 released in row 3: 50 %
+27 shop about order 8, payment 1: release
+56 order 15 in shop 2: draw 13596535213810165370
+9 till about order 14, payment 2: refund 7 %
+34 order 16 in shop 2: draw 17581088131498032088
+5 bob about order 4, payment 1: capture 90 %
+49 order 17 in shop 2: draw 2244175325378053312
+21 bob about order 13, payment 1: refund 60 %
+46 rumour about order 2, payment 2: dispute 1 dispute_reinstated in row 1: 50 %
+11 shop about order 17, payment 1: capture last more than the whole
+1 ann about order 17, payment 1: capture last more than the whole
+46 bob about order 15, payment 3: capture the rest
+26 shop about order 6, payment 1: refund one
+0 rumour about order 10, payment 2: capture 1 captured in row 2: the rest
+59 ann proposes a policy in shop 2: draw 229584238534095149
+0 bob about order 13, payment 1: refund more than the whole
+2 bob about order 13, payment 1: refund more than the whole
+0 till about order 12, payment 1: cancel refund 1
+0 cid about order 11, payment 1: refund 25 %
+31 shop about order 12, payment 1: refund the rest
+28 bob refuses the policy in shop 3
+27 order 18 in shop 2: draw 15830985352610247763
+37 key-of-ann about order 14, payment 1: refund 63 %
+54 ann about order 9, payment 2: capture 55 %
+2 bob about order 9, payment 2: capture 55 %
+29 order 19 in shop 3: draw 14818741372772462730
+8 rumour about order 13, payment 1: authorization 1 taken in row 2: the rest
+8 eve refuses the policy in shop 1
+0 order 20 in shop 3: draw 9526029305598823283
+36 shop about order 4, payment 2: refund 60 %
+59 shop about order 4, payment 2: book 3220884550383592485
+0 ann about order 8, payment 1: deliver line 1
+0 key-of-ann about order 20, payment 1: refund-units 2 of line 2
+39 order 21 in shop 1: draw 6443741853590492484
+3 order 22 in shop 2: draw 2542718654182610809
+22 eve about order 1, payment 2: dispute 12303014305087865155
+36 shop about order 12, payment 1: invoice 6057518905804624760
+2 till about order 12, payment 1: invoice 6057518905804624760
+54 ann about order 22, payment 1: refund 45 %
+1 dora about order 22, payment 1: refund 45 %
+0 rumour about order 9, payment 2: dispute 1 dispute_refused in row 1: the rest
+47 rumour about order 9, payment 2: dispute 1 dispute_inquiry in row 1: the rest
+33 dora about order 16, payment 1: capture 83 %
+5 rumour about order 21, payment 1: authorization 1 authorized in row 3: one
+50 ann about order 10, payment 1: refund 57 %
+30 key-of-ann about order 17, payment 1: refund-units 3 of line 1
+0 order 23 in shop 3: draw 7338636302043308412
+55 cid about order 8, payment 1: invoice 4585794760944820871
+0 rumour about order 2, payment 1: dispute 1 dispute_expired in row 2: the whole
+22 bob about order 22, payment 1: invoice 7991363953457801964
+2 shop about order 22, payment 1: invoice 7991363953457801964
+0 rumour about order 10, payment 1: dispute 1 dispute_answered in row 0: the whole
+24 cid about order 6, payment 1: refund 99 %
+59 cid about order 8, payment 1: refund 14 %
+0 rumour about order 3, payment 3: dispute 1 dispute_fee_returned in row 3: the rest
+39 dora about order 20, payment 1: refund-order by 5: one
+0 order 24 in shop 2: draw 7304251913563889437
+42 rumour about order 5, payment 1: dispute 1 dispute_lost in row 0: the rest
+0 till about order 6, payment 1: top-up 2358146839953058066
+51 key-of-ann about order 24, payment 1: complete
+55 dora about order 18, payment 1: invoice 6665924259631949345
+0 ann about order 18, payment 1: invoice 6665924259631949345
+0 dora about order 9, payment 2: dispute 2592386559504413029
+28 dora about order 21, payment 1: refund 60 %
+15 order 25 in shop 2: draw 9638195592676895062
+50 cid about order 19, payment 1: tender 18153529792383901975
+0 bob about order 15, payment 2: refund 24 %
+4 till about order 22, payment 2: release
+0 rumour about order 23, payment 1: authorization 1 action_required in row 3: the rest
+0 eve about order 5, payment 1: dispute 6687479261628146824
+12 shop refuses the policy in shop 3
+54 rumour about order 12, payment 1: dispute 1 dispute_lost in row 2: one
+32 rumour about order 10, payment 2: dispute 1 dispute_refused in row 2: one
+13 rumour about order 6, payment 2: capture 1 capture_reversed in row 2: the rest
+0 rumour about order 5, payment 1: dispute 1 dispute_accepted in row 1: more than the whole
+0 eve about order 23, payment 1: refund one
+32 shop about order 25, payment 2: refund-units 2 of line 3
+2 cid about order 25, payment 2: refund-units 2 of line 3
+57 rumour about order 21, payment 1: authorization 1 authorized in row 1: the whole
+14 cid about order 16, payment 1: refund one
+0 rumour about order 14, payment 2: dispute 1 dispute_lost in row 2: 50 %
+9 bob about order 12, payment 1: dispute 355758930915835952
+37 till about order 18, payment 1: capture 60 %
+18 rumour about order 6, payment 2: dispute 1 dispute_accepted in row 1: one
+34 rumour about order 12, payment 2: capture 1 capture_failed in row 0: more than the whole
+20 shop proposes a policy in shop 2: draw 2305256135253164087
+0 eve about order 4, payment 1: adjust 15773712544671525511
+52 rumour about order 12, payment 2: dispute 1 dispute_fee_returned in row 1: one
+0 rumour about order 22, payment 2: release 1 release_failed in row 0: the whole
+0 bob about order 21, payment 1: refund one
+1 cid about order 21, payment 1: refund one
+40 order 26 in shop 3: draw 7385490759711627880
+24 eve proposes a policy in shop 1: draw 3759093114439643475
+19 shop about order 9, payment 2: dispute 3713102516291012435
+1 key-of-ann about order 9, payment 2: dispute 3713102516291012435
+37 order 27 in shop 3: draw 16439638395883036100
+15 shop about order 14, payment 2: dispute 14037212142945759291
+0 ann about order 14, payment 2: dispute 14037212142945759291
+10 shop about order 25, payment 2: capture 60 %
+56 key-of-ann about order 26, payment 2: refund 65 %
+0 rumour about order 26, payment 1: dispute 1 dispute_lost in row 0: the whole
+44 cid agrees to the policy in shop 1
+30 till about order 21, payment 1: capture last 84 %
+1 till about order 21, payment 1: capture last 84 %
+30 shop about order 26, payment 1: refund 73 %
+26 shop about order 22, payment 1: bounce refund 2
+0 rumour about order 9, payment 2: dispute 1 dispute_won in row 3: the whole
+10 rumour about order 18, payment 1: dispute 1 dispute_arbitration in row 0: 50 %
+48 rumour about order 22, payment 1: dispute 1 dispute_reinstated in row 0: more than the whole
+0 dora about order 22, payment 1: approve refund 2
+0 rumour about order 22, payment 1: dispute 1 dispute_withdrawn in row 0: more than the whole
+58 dora about order 24, payment 1: capture 60 %
+16 till about order 25, payment 1: capture 74 %
+2 eve about order 25, payment 1: capture 74 %
+4 cid about order 9, payment 2: release
+0 rumour about order 16, payment 1: dispute 1 dispute_withdrawn in row 1: more than the whole
+0 rumour about order 22, payment 1: dispute 1 dispute_arbitration in row 2: one
+0 rumour about order 12, payment 1: dispute 1 dispute_withdrawn in row 2: the whole
+0 order 28 in shop 2: draw 726157332226677217
+0 key-of-ann about order 26, payment 1: refund the rest
+23 rumour about order 27, payment 2: authorization 1 action_required in row 3: more than the whole
+0 rumour about order 23, payment 1: authorization 1 expired in row 3: 50 %
+5 rumour about order 5, payment 1: dispute 1 dispute_reinstated in row 3: the rest
+0 order 29 in shop 2: draw 14880689316737681216
+52 order 30 in shop 3: draw 5759183660818505456
+0 rumour about order 21, payment 1: capture 1 captured in row 0: the rest
+0 rumour about order 10, payment 1: dispute 1 dispute_lost in row 1: 50 %
+32 dora about order 23, payment 1: refund-units 3 of line 3
+0 dora about order 23, payment 1: refund-units 3 of line 3
+16 ann about order 14, payment 1: invoice 13892100181935440009
+40 bob about order 18, payment 1: refund 60 %
+0 cid about order 18, payment 1: refund 60 %
+1 shop about order 15, payment 3: refund 52 %
+39 till about order 25, payment 1: capture the whole
+0 rumour about order 25, payment 1: authorization 1 authorized in row 1: more than the whole
+11 dora refuses the policy in shop 2
+34 dora about order 27, payment 1: invoice 15655618885026907700
+38 rumour about order 27, payment 1: dispute 1 dispute_withdrawn in row 0: the whole
+50 key-of-ann about order 18, payment 1: dispute 5271970744948221071
+44 eve about order 16, payment 1: dispute 18236107355295705888
+0 rumour about order 27, payment 2: authorization 1 declined in row 0: 50 %
+9 rumour about order 22, payment 1: capture 1 captured in row 1: the rest
+52 order 31 in shop 2: draw 17856537525615878175
+59 cid about order 17, payment 1: capture last 55 %
+34 till about order 30, payment 1: capture last 64 %
+0 dora about order 30, payment 1: capture last 64 %
+18 rumour about order 26, payment 1: dispute 1 dispute_expired in row 2: the rest
+0 order 32 in shop 2: draw 11551876576003907213
+0 rumour about order 22, payment 2: authorization 1 declined in row 0: the whole
+0 rumour about order 15, payment 3: dispute 1 dispute_expired in row 3: 50 %
+59 order 33 in shop 3: draw 11358143558002295679
+49 rumour about order 21, payment 1: capture 1 captured in row 3: the whole
+33 dora about order 31, payment 1: cancel-order
+0 rumour about order 30, payment 1: dispute 1 dispute_expired in row 0: the whole
+0 till about order 24, payment 2: complete
+0 dora about order 22, payment 2: refund 60 %
+0 ann about order 28, payment 1: hold
+0 rumour about order 24, payment 1: dispute 1 dispute_chargeback in row 0: the whole
+53 rumour about order 26, payment 1: dispute 1 dispute_chargeback in row 0: the whole
+10 key-of-ann about order 10, payment 2: dispute 9514723318408359849
+0 cid about order 19, payment 1: deliver line 3
+0 rumour about order 26, payment 2: dispute 1 dispute_won in row 1: the rest
+0 rumour about order 27, payment 1: capture 1 capture_reversed in row 0: more than the whole
+41 ann about order 20, payment 1: refund the whole
+5 key-of-ann about order 20, payment 1: capture last more than the whole
+0 eve about order 20, payment 1: capture last more than the whole
+34 rumour about order 24, payment 1: dispute 1 dispute_withdrawn in row 1: the whole
+0 bob about order 33, payment 3: refund 6 %
+58 dora about order 28, payment 1: capture last the rest
+2 till about order 19, payment 1: capture 13 %
+0 rumour about order 12, payment 1: dispute 1 dispute_answered in row 1: 50 %
+0 rumour about order 25, payment 1: dispute 1 dispute_expired in row 0: the whole
+39 dora about order 21, payment 1: refund 71 %
+8 order 34 in shop 3: draw 16447878228117845679
+40 rumour about order 26, payment 1: dispute 2 dispute_withdrawn in row 0: one
+50 rumour about order 14, payment 2: dispute 1 dispute_expired in row 3: the whole
+18 dora about order 33, payment 1: tender 14054894706842363348
+2 dora about order 14, payment 2: refund the whole
+36 order 35 in shop 2: draw 5686632635292635062
+59 shop about order 20, payment 1: invoice 2279679998370104285
+23 ann about order 30, payment 1: refund 42 %
+20 bob about order 18, payment 1: dispute 7391776600824267650
+0 eve about order 18, payment 1: dispute 7391776600824267650
+12 cid agrees to the policy in shop 2
+20 eve about order 21, payment 1: move refund 1
+0 order 36 in shop 1: draw 15023492519303721214
+54 eve about order 14, payment 2: credit refund 1
+29 bob about order 21, payment 1: top-up 10429799278020575708
+39 rumour about order 35, payment 1: authorization 1 action_required in row 3: 50 %
+21 bob about order 26, payment 1: dispute 17530986704741246040
+2 cid about order 26, payment 1: dispute 17530986704741246040
+45 key-of-ann about order 25, payment 1: dispute 15995768070037040155
+15 cid about order 35, payment 1: refund one
+2 till about order 35, payment 1: refund one
+29 bob about order 35, payment 1: resume
+0 shop about order 32, payment 1: capture more than the whole
+0 till about order 35, payment 1: capture the rest
+43 bob about order 28, payment 1: refund more than the whole
+45 ann about order 34, payment 1: refund 8 %
+13 order 37 in shop 1: draw 5358323214116488572
+0 shop about order 14, payment 2: dispute 12848283627560793841
+0 rumour about order 21, payment 2: capture 1 capture_failed in row 3: one
+59 cid about order 26, payment 1: dispute 17063702116444014931
+0 shop about order 32, payment 1: capture last the whole
+5 order 38 in shop 1: draw 13613668980352991151
+3 rumour about order 30, payment 1: dispute 1 dispute_expired in row 3: 50 %
+39 shop about order 30, payment 1: refund 36 %
+0 ann about order 30, payment 1: refund 36 %
+59 till about order 30, payment 1: deliver line 2
+38 till about order 33, payment 3: confirm refund 1
+2 ann about order 33, payment 3: confirm refund 1
+31 rumour about order 21, payment 1: dispute 1 dispute_chargeback in row 3: more than the whole
+46 order 39 in shop 2: draw 9586372947079185959
+0 shop about order 37, payment 1: refund 39 %
+30 till about order 23, payment 1: refund 35 %
+0 bob about order 30, payment 1: deliver line 3
+43 rumour about order 36, payment 1: authorization 1 released in row 1: one
+0 cid about order 37, payment 2: capture 70 %
+2 rumour about order 30, payment 1: dispute 1 dispute_withdrawn in row 2: the whole
+27 shop about order 26, payment 1: cancel refund 2
+0 order 40 in shop 1: draw 517014489096244765
+24 rumour about order 36, payment 2: dispute 1 dispute_answered in row 1: one
+29 ann about order 40, payment 1: capture last 4 %
+37 rumour about order 38, payment 1: dispute 1 dispute_inquiry in row 3: the whole
+0 rumour about order 26, payment 1: refund 1 refund_failed in row 2: one
+23 cid about order 35, payment 1: refund 69 %
+27 eve about order 40, payment 1: record 18 %
+32 shop proposes a policy in shop 3: draw 6639909170338777731
+0 rumour about order 39, payment 1: authorization 1 action_required in row 3: the whole
+0 eve about order 38, payment 1: refund the rest
+0 bob about order 38, payment 1: refund the rest
+11 shop about order 24, payment 2: capture more than the whole
+1 eve about order 24, payment 2: capture more than the whole
+0 order 41 in shop 3: draw 6827811895878359531
+0 eve about order 31, payment 1: deliver line 2
+2 till about order 31, payment 1: deliver line 2
+0 eve about order 29, payment 1: resume
+18 order 42 in shop 2: draw 12197245473079591234
+48 dora about order 27, payment 1: refund 82 %
+0 bob about order 25, payment 1: dispute 14261189347104034589
+0 shop about order 29, payment 1: capture last one
+0 rumour about order 33, payment 2: dispute 1 dispute_accepted in row 1: 50 %
+1 rumour about order 22, payment 1: dispute 2 dispute_withdrawn in row 1: one
+42 key-of-ann about order 39, payment 2: refund the whole
+0 rumour about order 32, payment 1: dispute 1 dispute_lost in row 1: the rest
+58 key-of-ann about order 32, payment 1: refund 69 %
+0 till about order 19, payment 1: invoice 13049628741062190528
+0 cid about order 19, payment 1: invoice 13049628741062190528
+0 shop about order 39, payment 2: refund 74 %
+15 rumour about order 21, payment 2: dispute 1 dispute_withdrawn in row 2: the whole
+30 rumour about order 26, payment 2: dispute 1 dispute_lost in row 3: the whole
+56 rumour about order 42, payment 2: dispute 1 dispute_pre_arbitration in row 2: 50 %
+59 rumour about order 37, payment 1: dispute 1 dispute_chargeback in row 2: the whole
+0 eve about order 33, payment 2: dispute 9462717758139454953
+30 order 43 in shop 3: draw 10300273413103210525
+32 rumour about order 33, payment 2: dispute 1 dispute_answered in row 3: more than the whole
+18 rumour about order 25, payment 1: dispute 2 dispute_won in row 0: the rest
+0 order 44 in shop 2: draw 11838571027426621674
+52 rumour about order 33, payment 2: dispute 1 dispute_lost in row 0: the whole
+0 rumour about order 36, payment 2: dispute 1 dispute_withdrawn in row 0: the whole
+34 till about order 43, payment 1: capture 60 %
+1 bob about order 43, payment 1: capture 60 %
+53 key-of-ann about order 29, payment 1: refund-order by 6: one
+52 key-of-ann about order 33, payment 1: tender 10096359372985778155
+55 cid proposes a policy in shop 1: draw 13811198572245831255
+22 rumour about order 38, payment 1: refund 1 refund_accepted in row 1: 50 %
+0 cid about order 38, payment 1: dispute 17417063934128790558
+0 rumour about order 32, payment 1: dispute 1 dispute_won in row 1: 50 %
+12 rumour about order 32, payment 1: dispute 1 dispute_refused in row 2: more than the whole
+0 key-of-ann about order 29, payment 1: refund 51 %
+0 shop about order 29, payment 1: refund 51 %
+29 till about order 21, payment 2: dispute 10302304781201102437
+0 till about order 28, payment 1: capture 45 %
+2 dora about order 28, payment 1: capture 45 %
+36 order 45 in shop 3: draw 10473106399752278788
+3 cid about order 38, payment 1: refund-units 3 of line 1
+1 shop about order 38, payment 1: refund-units 3 of line 1
+45 ann about order 42, payment 2: refund the whole
+16 rumour about order 23, payment 1: authorization 1 action_required in row 2: the rest
+0 order 46 in shop 3: draw 16840046745321779151
+59 rumour about order 32, payment 1: refund 1 refund_settled in row 1: the rest
+0 cid about order 42, payment 3: resume
+39 rumour about order 33, payment 3: dispute 1 dispute_chargeback in row 0: the whole
+0 key-of-ann about order 26, payment 2: dispute 598917667772463860
+0 order 47 in shop 1: draw 2431936694205042810
+0 rumour about order 44, payment 1: authorization 1 authorized in row 3: the whole
+55 shop about order 41, payment 1: refund the rest
+0 rumour about order 40, payment 2: authorization 1 authorized in row 0: the rest
+0 rumour about order 24, payment 1: dispute 1 dispute_arbitration in row 3: more than the whole
+15 till about order 35, payment 1: refund the whole
+21 eve about order 43, payment 1: deliver line 2
+0 bob about order 43, payment 1: deliver line 2
+31 cid about order 39, payment 2: refund the rest
+0 rumour about order 45, payment 2: dispute 1 dispute_lost in row 0: the rest
+0 dora agrees to the policy in shop 3
+26 rumour about order 43, payment 1: dispute 1 dispute_reinstated in row 3: the whole
+4 rumour about order 24, payment 1: dispute 1 dispute_won in row 0: more than the whole
+0 order 48 in shop 3: draw 12139668304857243441
+31 bob about order 45, payment 2: refund 10 %
+0 order 49 in shop 3: draw 12622916400079459253
+36 ann about order 31, payment 1: resume
+2 ann about order 31, payment 1: resume
+0 key-of-ann about order 45, payment 1: refund 54 %
+0 order 50 in shop 3: draw 9651638733590198684
+0 bob about order 43, payment 1: capture 6 %
+9 eve about order 42, payment 2: dispute 18114001424594138517
+0 cid about order 29, payment 1: top-up 4071660760278366899
+25 eve about order 32, payment 1: dispute 11995191464436720800
+44 rumour about order 43, payment 1: capture 2 captured in row 0: 50 %
+44 order 51 in shop 2: draw 12067642543882888636
+59 rumour about order 38, payment 1: dispute 1 dispute_lost in row 0: the whole
+19 till about order 32, payment 1: invoice 3320979866886566424
+47 till agrees to the policy in shop 1
+0 ann about order 32, payment 1: top-up 14801994525598461833
+55 rumour about order 41, payment 1: dispute 1 dispute_lost in row 0: the whole
+40 cid about order 50, payment 1: invoice 1672499886405377839
+0 eve about order 42, payment 2: refund 60 %
+0 key-of-ann about order 37, payment 2: dispute 2527796849825483277
+0 ann proposes a policy in shop 2: draw 2684500726581605827
+7 rumour about order 30, payment 1: dispute 2 dispute_withdrawn in row 2: the rest
+54 cid proposes a policy in shop 2: draw 5937633089689615847
+0 rumour about order 47, payment 1: authorization 1 declined in row 3: more than the whole
+30 bob about order 32, payment 1: dispute 5750947889299048048
+19 bob about order 41, payment 1: dispute 11794252408237195574
+41 order 52 in shop 3: draw 14320985777155109712
+13 dora about order 45, payment 1: top-up 8239204650755168327
+38 rumour about order 44, payment 1: authorization 1 declined in row 1: the whole
+16 rumour about order 30, payment 1: dispute 1 dispute_won in row 2: the rest
+28 till about order 38, payment 1: dispute 796248995100714244
+0 rumour about order 39, payment 4: dispute 1 dispute_pre_arbitration in row 0: one
+0 dora about order 30, payment 1: dispute 12254740573216793881
+0 bob about order 40, payment 2: refund the rest
+4 ann about order 39, payment 4: refund more than the whole
+51 rumour about order 40, payment 1: dispute 1 dispute_won in row 3: the whole
+0 cid about order 31, payment 1: invoice 15695543673939227471
+32 order 53 in shop 2: draw 7312355006876933609
+0 ann about order 51, payment 1: refund 33 %
+0 shop about order 39, payment 3: refund one
+5 shop about order 39, payment 4: dispute 3327198204421489342
+34 cid about order 40, payment 2: refund the whole
+9 till about order 47, payment 1: refund 30 %
+2 dora about order 47, payment 1: refund 30 %
+0 shop about order 35, payment 3: dispute 2360452874643076392
+0 order 54 in shop 1: draw 18089180764458038653
+21 till agrees to the policy in shop 3
+23 ann about order 48, payment 1: refund 49 %
+49 rumour about order 36, payment 2: dispute 1 dispute_expired in row 2: the whole
+36 order 55 in shop 3: draw 5385773745118189828
+47 order 56 in shop 3: draw 14293442838716871942
+0 rumour about order 51, payment 1: authorization 1 released in row 2: the whole
+38 rumour about order 52, payment 1: dispute 1 dispute_reinstated in row 2: the rest
+13 order 57 in shop 1: draw 7895635874993927228
+0 rumour about order 55, payment 2: authorization 1 action_required in row 3: the rest
+0 rumour about order 41, payment 1: dispute 2 dispute_pre_arbitration in row 3: one
+0 order 58 in shop 2: draw 5788570181497589562
+0 ann about order 41, payment 1: dispute 14870362571419618567
+16 ann about order 58, payment 1: refund the rest
+20 till about order 54, payment 1: refund 90 %
+52 rumour about order 45, payment 2: dispute 1 dispute_won in row 3: the whole
+0 till about order 52, payment 1: refund 60 %
+0 rumour about order 39, payment 2: authorization 1 taken in row 2: 50 %
+30 order 59 in shop 3: draw 1644299837601561848
+10 cid about order 51, payment 1: customer 1864995192537609825
+24 bob about order 59, payment 1: refund the rest
+38 dora about order 39, payment 4: dispute 1666810183132438883
+0 cid about order 57, payment 1: resolve exception 7
+2 bob about order 57, payment 1: resolve exception 7
+18 cid about order 55, payment 2: refund 69 %
+57 shop about order 55, payment 1: refund 73 %
+1 eve about order 55, payment 1: refund 73 %
+0 rumour about order 38, payment 1: dispute 1 dispute_lost in row 3: 50 %
+6 shop refuses the policy in shop 1
+49 rumour about order 38, payment 1: refund 1 refund_failed in row 2: one
+0 rumour about order 41, payment 1: dispute 1 dispute_chargeback in row 2: more than the whole
+21 dora about order 41, payment 1: dispute 3169595245937992072
+0 shop about order 37, payment 1: dispute 1870231560305379187
+48 rumour about order 59, payment 4: dispute 1 dispute_withdrawn in row 2: the whole
+0 cid about order 52, payment 1: dispute 1407518466077894216
+22 rumour about order 43, payment 1: dispute 1 dispute_won in row 1: the whole
+56 rumour about order 58, payment 1: authorization 1 taken in row 1: more than the whole
+4 shop about order 47, payment 1: refund-units 3 of line 1
+31 rumour about order 59, payment 5: dispute 1 dispute_accepted in row 0: the whole
+10 shop about order 39, payment 1: tender 3799230467856722069
+0 order 60 in shop 1: draw 956235717303758713
+56 order 61 in shop 1: draw 5799804716412938864
+48 shop about order 45, payment 2: cancel refund 2
+27 dora about order 51, payment 1: invoice 7141378675004741985
+1 order 62 in shop 2: draw 13102675623217108630
+42 key-of-ann about order 52, payment 1: dispute 7360136572068947779
+0 order 63 in shop 2: draw 12181701957116219300
+39 cid about order 50, payment 1: capture last 70 %
+9 order 64 in shop 1: draw 6619100002846253290
+49 shop agrees to the policy in shop 2
+30 rumour about order 43, payment 1: dispute 2 dispute_lost in row 0: the whole
+58 rumour about order 45, payment 3: dispute 2 dispute_withdrawn in row 1: the whole
+9 rumour about order 64, payment 3: dispute 1 dispute_taken_back in row 3: more than the whole
+0 ann about order 52, payment 1: dispute 1498699926758534724
+38 dora about order 54, payment 1: capture last 60 %
+36 order 65 in shop 1: draw 8025104157706552828
+3 shop about order 63, payment 1: say-done 1
+0 cid about order 62, payment 1: refund one
+17 shop about order 65, payment 1: refund the rest
+0 shop about order 44, payment 1: refund one
+2 till about order 44, payment 1: refund one
+31 rumour about order 43, payment 1: dispute 3 dispute_taken_back in row 1: 50 %
+0 rumour about order 64, payment 3: dispute 1 dispute_refused in row 1: the whole
+0 key-of-ann about order 43, payment 1: dispute 9668227551097425196
+0 rumour about order 59, payment 4: dispute 1 dispute_fee in row 1: one
+0 dora about order 61, payment 2: dispute 13714674263970009681
+48 dora about order 53, payment 1: invoice 12347087005288305539
+0 bob about order 53, payment 1: invoice 12347087005288305539
+0 order 66 in shop 3: draw 9838321665274324
+46 key-of-ann about order 64, payment 3: refund 74 %
+11 rumour about order 63, payment 1: dispute 1 dispute_won in row 1: one
+21 shop about order 49, payment 1: refund 60 %
+0 cid about order 60, payment 1: capture 60 %
+19 till about order 55, payment 1: refund 74 %
+12 till agrees to the policy in shop 3
+0 till about order 53, payment 1: refund 86 %
+0 cid about order 53, payment 1: refund 86 %
+0 rumour about order 66, payment 3: dispute 2 dispute_expired in row 1: more than the whole
+57 key-of-ann about order 66, payment 1: refund the whole
+57 ann about order 61, payment 2: dispute 3823212737694245011
+33 rumour about order 66, payment 3: dispute 3 dispute_reinstated in row 2: the rest
+7 rumour about order 55, payment 2: dispute 1 dispute_lost in row 2: more than the whole
+25 order 67 in shop 3: draw 7538891483840633981
+54 cid about order 66, payment 1: capture last 2 %
+0 eve about order 57, payment 2: dispute 15881749661832694571
+0 cid about order 63, payment 1: dispute 4899503437640811598
+52 order 68 in shop 1: draw 1755709969081685915
+0 bob about order 52, payment 1: dispute 11901555865708366277
+0 key-of-ann about order 64, payment 1: capture one
+0 cid about order 64, payment 3: refund 39 %
+12 shop about order 66, payment 3: dispute 2084564125525592051
+34 rumour about order 57, payment 2: dispute 2 dispute_pre_arbitration in row 0: the whole
+3 dora about order 58, payment 1: tender 6931324420232304878
+0 bob about order 68, payment 1: capture 68 %
+18 eve about order 55, payment 2: dispute 401982610100944718
+24 bob about order 59, payment 4: confirm refund 2
+27 order 69 in shop 1: draw 16350183716914282928
+9 till agrees to the policy in shop 3
+11 rumour about order 62, payment 1: dispute 1 dispute_expired in row 3: one
+0 rumour about order 68, payment 1: dispute 1 dispute_arbitration in row 0: one
+0 ann about order 56, payment 1: refund the whole
+0 shop about order 55, payment 2: dispute 16974662356834008309
+45 till about order 64, payment 1: capture 34 %
+43 till about order 60, payment 1: hold
+0 till about order 60, payment 1: release
+0 ann about order 60, payment 1: release
+44 till about order 68, payment 1: dispute 15242208329224605555
+44 ann about order 55, payment 1: invoice 12857081719970851341
+26 rumour about order 62, payment 1: dispute 2 dispute_reinstated in row 0: one
+19 order 70 in shop 2: draw 884083892346365120
+19 till about order 66, payment 1: refund more than the whole
+8 shop about order 70, payment 1: refund the whole
+7 rumour about order 65, payment 1: dispute 1 dispute_lost in row 1: more than the whole
+23 till about order 65, payment 1: refund-units 3 of line 2
+32 rumour about order 58, payment 2: dispute 1 dispute_answered in row 1: the rest
+48 rumour about order 65, payment 1: dispute 1 dispute_accepted in row 1: the whole
+54 rumour about order 50, payment 1: dispute 1 dispute_chargeback in row 0: the rest
+13 rumour about order 62, payment 1: refund 1 refund_failed in row 1: one
+42 rumour about order 60, payment 1: dispute 1 dispute_withdrawn in row 2: the whole
+4 rumour about order 69, payment 1: dispute 1 dispute_answered in row 3: 50 %
+9 rumour about order 63, payment 1: dispute 1 dispute_withdrawn in row 0: more than the whole
+0 shop about order 63, payment 1: dispute 15011241120104696070
+1 cid about order 63, payment 1: dispute 15011241120104696070
+29 cid about order 62, payment 1: cancel refund 1
+0 dora about order 70, payment 1: refund 74 %
+51 rumour about order 66, payment 2: dispute 1 dispute_fee in row 3: more than the whole
+0 cid about order 69, payment 2: refund 60 %
+50 rumour about order 60, payment 1: dispute 1 dispute_withdrawn in row 1: the whole
+36 ann about order 69, payment 1: top-up 14176662476585675779
+37 bob about order 64, payment 3: refund the whole
+51 order 71 in shop 1: draw 8204103735768224661
+0 order 72 in shop 1: draw 2431819122197715259
+23 cid about order 53, payment 1: capture 81 %
+23 shop about order 59, payment 5: dispute 12700214977186624925
+0 dora refuses the policy in shop 1
+0 ann about order 55, payment 2: dispute 7444579792102043119
+0 dora about order 72, payment 1: deliver line 2
+0 rumour about order 70, payment 1: authorization 1 expired in row 3: the whole
+8 bob about order 70, payment 1: refund-units 2 of line 1
+4 cid about order 63, payment 1: top-up 16610376756476366440
+2 till about order 61, payment 2: dispute 3565595477737125187
+49 rumour about order 52, payment 1: dispute 1 dispute_reinstated in row 2: more than the whole
+44 eve about order 69, payment 3: refund-units 2 of line 3
+52 till about order 68, payment 1: capture last one
+18 rumour about order 70, payment 1: authorization 1 authorized in row 3: the whole
+48 bob about order 68, payment 1: dispute 16559041868461777070
+0 order 73 in shop 2: draw 17823102026187176508
+54 rumour about order 62, payment 1: dispute 2 dispute_chargeback in row 3: more than the whole
+0 rumour about order 59, payment 5: dispute 1 dispute_chargeback in row 2: more than the whole
+0 order 74 in shop 3: draw 11827474438885157491
+0 key-of-ann about order 57, payment 2: dispute 3540881993299060182
+7 order 75 in shop 3: draw 11463728318815426075
+41 rumour about order 64, payment 3: dispute 1 dispute_prevented in row 2: more than the whole
+0 key-of-ann about order 74, payment 1: invoice 4878837744200719548
+42 eve about order 62, payment 1: dispute 9652000142689361414
+20 rumour about order 69, payment 3: dispute 1 dispute_accepted in row 0: the whole
+0 till about order 66, payment 2: refund 62 %
+49 bob about order 55, payment 2: dispute 15754032493163906458
+53 shop about order 62, payment 1: dispute 6541397126989864991
+2 cid about order 62, payment 1: dispute 6541397126989864991
+31 ann about order 68, payment 1: dispute 5696366941250752381
+0 rumour about order 75, payment 1: capture 1 taken in row 2: the rest
+0 shop about order 69, payment 3: dispute 4878882159332591301
+0 eve about order 74, payment 1: refund 99 %
+54 shop about order 71, payment 1: refund 8 %
+53 rumour about order 61, payment 1: authorization 1 authorized in row 3: 50 %
+33 key-of-ann about order 60, payment 1: dispute 5528148919149936685
+6 eve about order 60, payment 1: dispute 96049517943293552
+18 cid about order 55, payment 1: owed 16271920927429152514
+15 bob about order 75, payment 1: refund-order by 4: the whole
+0 key-of-ann about order 68, payment 1: refund 60 %
+48 order 76 in shop 2: draw 11248047620112188676
+0 bob about order 56, payment 1: refund 60 %
+15 order 77 in shop 3: draw 1425945671887421026
+29 till about order 68, payment 1: reject refund 1
+0 rumour about order 60, payment 1: dispute 1 dispute_arbitration in row 0: 50 %
+20 shop about order 69, payment 2: refund-units 2 of line 2
+1 till about order 69, payment 2: refund-units 2 of line 2
+48 rumour about order 76, payment 1: authorization 1 taken in row 1: the rest
+30 order 78 in shop 1: draw 7634445617636445492
+40 eve about order 55, payment 2: dispute 2442850443855481437
+18 bob about order 73, payment 1: refund the whole
+5 rumour about order 75, payment 1: dispute 1 dispute_reinstated in row 2: the whole
+0 rumour about order 59, payment 4: dispute 1 dispute_inquiry in row 1: 50 %
+32 bob about order 70, payment 2: capture last 90 %
+0 key-of-ann about order 69, payment 1: tender 10126004140808422314
+45 rumour about order 57, payment 2: dispute 3 dispute_prevented in row 0: the whole
+53 rumour about order 66, payment 1: capture 1 captured in row 0: more than the whole
+13 cid about order 58, payment 3: dispute 301178930258527253
+2 bob about order 58, payment 3: dispute 301178930258527253
+56 rumour about order 57, payment 2: dispute 1 dispute_fee_returned in row 3: the whole
+7 key-of-ann about order 64, payment 2: refund more than the whole
+0 eve about order 64, payment 2: refund more than the whole
+57 rumour about order 66, payment 2: dispute 1 dispute_won in row 3: the rest
+42 rumour about order 63, payment 2: dispute 1 dispute_refused in row 1: 50 %
+58 eve about order 75, payment 1: approve refund 1
+32 order 79 in shop 3: draw 905528812692293312
+37 eve about order 77, payment 3: complete
+36 till about order 57, payment 2: dispute 14439359201925312460
+10 eve about order 68, payment 1: withdraw refund 1
+20 rumour about order 58, payment 2: dispute 1 dispute_prevented in row 1: the whole
+0 rumour about order 58, payment 3: dispute 1 dispute_accepted in row 1: 50 %
+53 eve about order 71, payment 1: resume
+0 key-of-ann about order 57, payment 2: dispute 678493320747115335
+10 cid about order 76, payment 1: release
+31 order 80 in shop 1: draw 15167627256377737790
+57 order 81 in shop 2: draw 5250414887011082946
+56 till about order 67, payment 1: release
+31 rumour about order 58, payment 2: dispute 2 dispute_chargeback in row 0: one
+26 shop agrees to the policy in shop 1
+0 eve about order 75, payment 1: dispute 15840816024519774204
+0 rumour about order 64, payment 3: dispute 1 dispute_won in row 0: the whole
+9 dora about order 74, payment 3: dispute 1229542026688692844
+1 bob about order 74, payment 3: dispute 1229542026688692844
+0 eve about order 63, payment 2: dispute 12940587750734744067
+0 till about order 76, payment 1: refund 27 %
+0 shop about order 73, payment 2: capture 60 %
+0 rumour about order 66, payment 2: dispute 1 dispute_withdrawn in row 2: one
+49 eve about order 58, payment 2: retry refund 1
+3 cid about order 66, payment 1: invoice 6208840963047348109
+28 order 82 in shop 2: draw 1886304551123792994
+0 rumour about order 76, payment 1: authorization 1 authorized in row 2: the rest
+38 rumour about order 79, payment 1: dispute 1 dispute_fee in row 3: one
+32 shop about order 82, payment 2: dispute 6898199059891183282
+0 dora about order 80, payment 1: refund 60 %
+0 rumour about order 80, payment 1: authorization 1 expired in row 2: one
+0 rumour about order 65, payment 1: dispute 2 dispute_expired in row 0: the rest
+12 shop about order 71, payment 1: invoice 7428225828129285996
+32 rumour about order 66, payment 1: dispute 1 dispute_reinstated in row 0: the whole
+29 key-of-ann about order 76, payment 1: resolve exception 10
+0 till about order 75, payment 1: cancel refund 1
+2 key-of-ann about order 75, payment 1: cancel refund 1
+22 key-of-ann about order 82, payment 1: refund the rest
+4 bob about order 69, payment 3: dispute 15630276669269058385
+0 rumour about order 79, payment 1: dispute 1 dispute_chargeback in row 0: one
+21 cid about order 82, payment 1: refund 60 %
+1 eve about order 82, payment 1: refund 60 %
+38 ann about order 65, payment 1: refund 67 %
+7 ann about order 81, payment 2: refund 93 %
+1 ann about order 74, payment 3: dispute 1590411137069283776
+13 ann about order 79, payment 1: refund 44 %
+51 rumour about order 78, payment 1: dispute 1 dispute_won in row 2: 50 %
+44 order 83 in shop 2: draw 11676687648589451041
+30 ann about order 82, payment 2: dispute 202211048833502700
+0 bob about order 71, payment 1: owed 3493429439308005784
+24 rumour about order 62, payment 1: dispute 1 dispute_chargeback in row 0: the rest
+29 rumour about order 82, payment 2: dispute 1 dispute_prevented in row 1: the whole
+0 order 84 in shop 3: draw 17661831767522012011
+56 rumour about order 78, payment 1: dispute 1 dispute_inquiry in row 1: the whole
+0 till agrees to the policy in shop 3
+27 rumour about order 82, payment 1: dispute 1 dispute_lost in row 3: one
+24 cid about order 69, payment 3: dispute 8693384135376937022
+51 order 85 in shop 1: draw 15541250581811150556
+16 key-of-ann about order 77, payment 2: confirm refund 3
+0 rumour about order 82, payment 2: authorization 1 action_required in row 1: the whole
+5 dora about order 85, payment 1: capture last 60 %
+0 till about order 85, payment 1: capture last 60 %
+4 dora about order 82, payment 2: dispute 11993996223281222765
+0 key-of-ann about order 63, payment 1: dispute 3754081943278164355
+0 order 86 in shop 1: draw 10845652716041156203
+29 dora about order 75, payment 1: refund-order by 2: 60 %
+2 bob about order 75, payment 1: refund-order by 2: 60 %
+11 order 87 in shop 1: draw 8361584695427500007
+53 shop about order 82, payment 1: dispute 12657142801398091012
+47 dora about order 83, payment 1: refund 4 %
+0 till about order 83, payment 1: refund 4 %
+0 rumour about order 64, payment 3: dispute 1 dispute_refused in row 2: more than the whole
+10 till about order 77, payment 1: refund 60 %
+2 till about order 77, payment 1: refund 60 %
+0 rumour about order 85, payment 1: dispute 1 dispute_arbitration in row 2: more than the whole
+0 rumour about order 77, payment 1: authorization 1 taken in row 1: 50 %
+47 rumour about order 74, payment 2: dispute 1 dispute_taken_back in row 3: the whole
+58 order 88 in shop 1: draw 1513713065861784272
+0 dora about order 79, payment 1: dispute 13165232190787955372
+8 rumour about order 84, payment 1: capture 1 taken in row 3: 50 %
+4 rumour about order 70, payment 2: dispute 1 dispute_reinstated in row 1: one
+35 rumour about order 85, payment 3: dispute 2 dispute_withdrawn in row 2: the rest
+0 cid about order 66, payment 1: owed 10429761585536878468
+0 ann about order 82, payment 1: refund 40 %
+45 order 89 in shop 2: draw 8654806005734450218
+50 cid about order 82, payment 1: dispute 9535968739280902469
+12 order 90 in shop 2: draw 4270703632754880381
+34 order 91 in shop 1: draw 8354073177426828201
+0 eve about order 87, payment 3: dispute 2825948767136259174
+13 dora about order 80, payment 1: refund-order by 2: the rest
+0 dora about order 69, payment 3: dispute 15298191654584656334
+0 order 92 in shop 1: draw 4716906338106590919
+46 till proposes a policy in shop 2: draw 14340845669925103684
+35 eve about order 72, payment 1: deliver line 2
+2 eve about order 72, payment 1: deliver line 2
+53 rumour about order 86, payment 1: authorization 1 taken in row 0: the whole
+0 dora about order 90, payment 3: refund-units 1 of line 3
+0 eve agrees to the policy in shop 1
+19 cid about order 84, payment 1: dispute 8480942799184095362
+2 shop about order 84, payment 1: dispute 8480942799184095362
+0 order 93 in shop 3: draw 685474395443485216
+54 rumour about order 88, payment 1: dispute 1 dispute_withdrawn in row 0: 50 %
+0 order 94 in shop 2: draw 3379700538365673065
+0 order 95 in shop 2: draw 583623432048021102
+0 rumour about order 86, payment 2: authorization 1 authorized in row 2: the whole
+1 rumour about order 90, payment 3: dispute 1 dispute_taken_back in row 1: more than the whole
+21 shop about order 94, payment 1: refund the rest
+17 till about order 88, payment 1: dispute 6517774084196149158
+0 rumour about order 73, payment 2: dispute 1 dispute_lost in row 2: the rest
+20 order 96 in shop 3: draw 5332617591219725457
+36 till about order 73, payment 2: dispute 17154070660112011246
+57 rumour about order 77, payment 2: dispute 1 dispute_chargeback in row 3: 50 %
+29 ann about order 82, payment 1: dispute 6627700095150285853
+2 till about order 82, payment 1: dispute 6627700095150285853
+7 eve about order 85, payment 1: dispute 9861077651337197916
+55 bob about order 85, payment 1: dispute 4924804968307760329
+17 cid about order 94, payment 1: hold
+37 bob about order 86, payment 2: capture 55 %
+23 order 97 in shop 2: draw 3097556289937762391
+0 eve about order 75, payment 1: dispute 16173452990004784872
+59 order 98 in shop 3: draw 13150097166535185834
+0 key-of-ann about order 94, payment 1: deliver line 3
+2 dora about order 94, payment 1: deliver line 3
+45 order 99 in shop 2: draw 17943411349660574509
+4 rumour about order 84, payment 1: dispute 1 dispute_chargeback in row 3: more than the whole
+36 cid about order 85, payment 3: dispute 11121421165238595887
+20 ann about order 88, payment 1: refund 99 %
+0 order 100 in shop 3: draw 252433540443575200
+0 order 101 in shop 3: draw 14172168420819441591
+50 rumour about order 90, payment 4: dispute 1 dispute_inquiry in row 2: the whole
+4 ann about order 97, payment 1: capture 60 %
+50 cid about order 78, payment 1: dispute 2060689960658146444
+0 till about order 80, payment 1: capture the whole
+2 ann about order 80, payment 1: capture the whole
+0 bob about order 80, payment 1: capture the rest
+0 rumour about order 101, payment 1: authorization 1 declined in row 3: the whole
+0 shop about order 97, payment 1: refund 60 %
+0 shop about order 95, payment 1: refund 60 %
+0 bob about order 90, payment 2: odd 2483213336071691501
+19 bob about order 88, payment 1: refund 3 %
+0 cid about order 88, payment 1: refund 3 %
+45 rumour about order 80, payment 1: dispute 1 dispute_withdrawn in row 2: the whole
+46 rumour about order 87, payment 1: authorization 1 authorized in row 2: the rest
+0 rumour about order 93, payment 1: authorization 1 expired in row 2: the whole
+11 cid about order 100, payment 2: refund 10 %
+34 dora about order 97, payment 1: invoice 16005033062919712387
+13 rumour about order 88, payment 1: dispute 2 dispute_arbitration in row 1: the rest
+0 rumour about order 99, payment 1: dispute 1 dispute_withdrawn in row 0: the whole
+0 bob about order 100, payment 3: dispute 13702097234608696836
+39 eve about order 92, payment 1: cancel-order
+14 ann about order 100, payment 3: dispute 5928255985800600713
+19 shop about order 101, payment 1: refund more than the whole
+26 dora about order 88, payment 1: dispute 17190517638486134676
+0 ann about order 88, payment 1: dispute 17190517638486134676
+25 rumour about order 96, payment 1: authorization 1 expired in row 3: the whole
+0 rumour about order 97, payment 1: dispute 1 dispute_fee in row 1: the rest
+50 rumour about order 88, payment 1: dispute 1 dispute_pre_arbitration in row 0: 50 %
+20 key-of-ann about order 97, payment 1: dispute 12536916893925161557
+38 rumour about order 82, payment 2: dispute 1 dispute_inquiry in row 0: the whole
+0 order 102 in shop 1: draw 18261786676493350841
+54 bob about order 89, payment 1: refund 86 %
+53 rumour about order 93, payment 1: dispute 1 dispute_withdrawn in row 3: 50 %
+41 till about order 102, payment 1: capture 58 %
+0 shop about order 94, payment 1: cancel-order
+13 eve about order 79, payment 1: dispute 4285375184643475100
+33 order 103 in shop 1: draw 9918925986056038355
+0 rumour about order 87, payment 3: dispute 1 dispute_withdrawn in row 2: more than the whole
+0 order 104 in shop 3: draw 15922834013532486589
+22 dora about order 103, payment 1: refund the rest
+0 rumour about order 96, payment 2: dispute 1 dispute_chargeback in row 3: the whole
+20 till about order 103, payment 1: refund 60 %
+2 ann about order 103, payment 1: refund 60 %
+39 order 105 in shop 1: draw 12634378003665435078
+0 cid about order 103, payment 1: capture one
+0 dora about order 93, payment 1: refund more than the whole
+1 eve about order 93, payment 1: refund more than the whole
+6 shop about order 93, payment 1: refund 77 %
+0 eve about order 93, payment 1: refund 77 %
+33 rumour about order 84, payment 1: dispute 1 dispute_chargeback in row 1: more than the whole
+0 cid about order 97, payment 1: dispute 13170082836606481490
+47 cid about order 90, payment 3: refund-units 3 of line 3
+40 rumour about order 100, payment 3: dispute 3 dispute_fee_returned in row 3: 50 %
+48 bob about order 95, payment 1: refund the rest
+0 eve about order 96, payment 2: dispute 13569753328314780127
+1 shop about order 96, payment 2: dispute 13569753328314780127
+6 rumour about order 95, payment 1: authorization 1 authorized in row 3: the whole
+43 rumour about order 82, payment 1: dispute 1 dispute_fee_returned in row 1: more than the whole
+0 cid about order 94, payment 1: cancel-order
+9 key-of-ann about order 100, payment 1: refund 28 %
+0 dora about order 100, payment 1: refund 28 %
+0 dora about order 93, payment 1: refund one
+0 shop about order 98, payment 1: refund 60 %
+20 rumour about order 84, payment 1: authorization 1 taken in row 2: the whole
+47 bob proposes a policy in shop 3: draw 7330269479171578363
+11 till about order 82, payment 2: dispute 6777012849820923694
+0 cid about order 84, payment 1: dispute 1060676267839490816
+0 order 106 in shop 3: draw 953876008127919780
+29 cid about order 97, payment 1: dispute 8344225530741588071
+53 eve about order 85, payment 1: dispute 2456834737026921473
+6 shop about order 106, payment 1: deliver line 3
+33 eve about order 89, payment 1: refund-units 1 of line 2
+0 bob about order 92, payment 1: deliver line 1
+0 cid about order 105, payment 1: release
+0 key-of-ann about order 102, payment 1: tender 17315745935718626375
+27 rumour about order 101, payment 1: authorization 1 declined in row 3: more than the whole
+21 shop about order 101, payment 1: adjust 9111716347491460354
+46 rumour about order 93, payment 1: dispute 1 dispute_fee_returned in row 3: one
+8 key-of-ann about order 92, payment 1: resume
+28 shop about order 94, payment 1: resume
+18 order 107 in shop 2: draw 7625789521500923323
+19 key-of-ann about order 94, payment 1: resume
+0 bob about order 94, payment 1: resume
+19 dora about order 90, payment 1: invoice 6752021339426872221
+0 ann about order 92, payment 1: resume
+1 till about order 92, payment 1: resume
+48 rumour about order 105, payment 1: release 1 taken in row 2: the whole
+23 key-of-ann refuses the policy in shop 1
+18 till about order 103, payment 1: refund 86 %
+10 shop about order 96, payment 2: refund one
+0 rumour about order 99, payment 1: dispute 1 dispute_accepted in row 0: the rest
+0 bob about order 100, payment 2: record 21 %
+40 cid about order 98, payment 1: deliver line 1
+25 till about order 107, payment 2: capture last one
+32 order 108 in shop 1: draw 705484328119639382
+0 cid about order 107, payment 2: refund 52 %
+33 till about order 96, payment 2: refund 64 %
+2 till about order 96, payment 2: refund 64 %
+16 order 109 in shop 2: draw 9677013613728738290
+54 bob about order 98, payment 1: refund the whole
+0 shop about order 98, payment 1: refund the whole
+9 rumour about order 108, payment 1: dispute 1 dispute_lost in row 2: the whole
+0 rumour about order 108, payment 1: dispute 1 dispute_arbitration in row 3: 50 %
+57 till about order 90, payment 3: dispute 3654927175967121561
+2 shop about order 90, payment 3: dispute 3654927175967121561
+37 rumour about order 90, payment 2: dispute 1 dispute_fee_returned in row 2: the rest
+0 key-of-ann about order 104, payment 1: hold
+0 eve about order 96, payment 1: refund the rest
+0 order 110 in shop 2: draw 1149204294109788785
+35 order 111 in shop 1: draw 619676683078792431
+21 order 112 in shop 2: draw 16239396594099243185
+0 order 113 in shop 1: draw 8538026710089827843
+14 key-of-ann about order 96, payment 2: dispute 7797378928289998638
+0 rumour about order 97, payment 1: dispute 1 dispute_taken_back in row 0: the whole
+44 order 114 in shop 3: draw 16498887460326164738
+0 rumour about order 105, payment 1: authorization 1 taken in row 2: more than the whole
+0 order 115 in shop 2: draw 17685756948297642993
+0 key-of-ann about order 101, payment 1: capture last 60 %
+0 rumour about order 111, payment 2: authorization 1 authorized in row 3: the whole
+0 bob about order 108, payment 1: dispute 9263242545304643973
+32 dora about order 104, payment 1: deliver line 1
+59 order 116 in shop 3: draw 7191656528535515561
+40 eve agrees to the policy in shop 3
+0 rumour about order 110, payment 2: dispute 1 dispute_arbitration in row 1: more than the whole
+0 ann about order 112, payment 1: capture last 60 %
+37 rumour about order 110, payment 3: dispute 2 dispute_chargeback in row 3: the whole
+0 bob about order 110, payment 3: dispute 18399067947270430241
+2 eve about order 110, payment 3: dispute 18399067947270430241
+28 cid about order 110, payment 2: dispute 18334649847975897160
+0 ann about order 107, payment 2: refund 63 %
+3 key-of-ann about order 103, payment 1: retry refund 1
+0 rumour about order 101, payment 1: dispute 1 dispute_withdrawn in row 1: more than the whole
+17 rumour about order 109, payment 3: dispute 3 dispute_prevented in row 0: 50 %
+38 ann about order 112, payment 1: refund 65 %
+26 dora about order 104, payment 1: refund-order by 7: 22 %
+25 rumour about order 110, payment 2: dispute 3 dispute_lost in row 1: one
+0 eve about order 109, payment 2: refund 86 %
+0 ann about order 113, payment 2: book 195574659117626412
+24 rumour about order 114, payment 1: dispute 1 dispute_lost in row 2: the whole
+0 rumour about order 114, payment 2: dispute 1 dispute_withdrawn in row 2: more than the whole
+34 cid about order 113, payment 2: refund-units 3 of line 3
+31 order 117 in shop 2: draw 2923332892858933213
+0 dora about order 100, payment 1: credit refund 2
+22 rumour about order 110, payment 3: dispute 1 dispute_chargeback in row 1: 50 %
+9 rumour about order 115, payment 1: authorization 1 authorized in row 2: more than the whole
+0 shop agrees to the policy in shop 3
+0 cid agrees to the policy in shop 3
+1 dora about order 105, payment 1: refund 46 %
+52 ann about order 114, payment 1: refund 25 %
+3 cid about order 106, payment 1: deliver line 2
+8 ann about order 114, payment 3: deliver line 2
+2 eve about order 114, payment 3: deliver line 2
+55 rumour about order 103, payment 1: dispute 1 dispute_fee in row 1: more than the whole
+57 rumour about order 116, payment 1: dispute 1 dispute_inquiry in row 0: the whole
+22 order 118 in shop 2: draw 4376266555337307701
+43 order 119 in shop 3: draw 13210904347009399054
+0 key-of-ann about order 110, payment 3: refund 60 %
+0 rumour about order 113, payment 1: authorization 1 authorized in row 3: the rest
+43 bob about order 101, payment 1: dispute 7904325192149023154
+0 ann about order 107, payment 1: refund the whole
+5 rumour about order 118, payment 1: capture 1 captured in row 2: the whole
+58 cid refuses the policy in shop 1
+3 eve about order 111, payment 1: release
+13 rumour about order 118, payment 1: dispute 1 dispute_expired in row 2: 50 %
+23 dora about order 115, payment 1: capture 65 %
+27 key-of-ann about order 103, payment 1: dispute 7824592065288378082
+2 shop about order 103, payment 1: dispute 7824592065288378082
+53 eve about order 108, payment 1: dispute 17151531098319226190
+11 dora about order 109, payment 1: tender 400937998531351128
+35 rumour about order 108, payment 1: dispute 1 dispute_inquiry in row 0: the rest
+35 till about order 99, payment 1: dispute 4005850230119887629
+0 eve about order 99, payment 1: dispute 4005850230119887629
+20 eve agrees to the policy in shop 1
+0 order 120 in shop 1: draw 7288121470546052302
+0 cid agrees to the policy in shop 3
+34 order 121 in shop 2: draw 4302666024033164489
+0 till about order 104, payment 1: refund-order by 4: 36 %
+4 dora about order 121, payment 1: refund the rest
+0 order 122 in shop 2: draw 4739077974927901853
+19 rumour about order 115, payment 1: dispute 1 dispute_withdrawn in row 3: the whole
+0 dora about order 115, payment 1: refund 60 %
+23 cid proposes a policy in shop 2: draw 4793650639390610217
+42 cid about order 122, payment 4: dispute 18003477905101965063
+0 till about order 122, payment 1: invoice 17162556041554504692
+0 order 123 in shop 2: draw 1798639793958344821
+57 rumour about order 101, payment 1: dispute 1 dispute_lost in row 1: more than the whole
+0 till about order 118, payment 1: refund 68 %
+0 rumour about order 112, payment 1: dispute 1 dispute_withdrawn in row 3: more than the whole
+0 key-of-ann about order 117, payment 1: deliver line 3
+35 key-of-ann about order 110, payment 2: dispute 17902947072160156468
+1 dora about order 110, payment 2: dispute 17902947072160156468
+0 dora about order 105, payment 2: dispute 17445259676102858519
+3 rumour about order 101, payment 1: dispute 1 dispute_inquiry in row 1: the rest
+25 cid about order 108, payment 1: refund 60 %
+51 rumour about order 116, payment 2: dispute 1 dispute_fee_returned in row 0: 50 %
+0 rumour about order 118, payment 1: authorization 1 taken in row 2: the whole
+28 order 124 in shop 3: draw 135077119390892735
+28 shop about order 117, payment 1: refund 9 %
+50 shop about order 124, payment 5: dispute 6332088648877398537
+25 rumour about order 123, payment 1: capture 1 capture_failed in row 3: more than the whole
+0 key-of-ann about order 103, payment 1: dispute 1871120722330831623
+0 key-of-ann about order 121, payment 1: invoice 997861998257769420
+7 key-of-ann about order 109, payment 3: dispute 4699418809346407340
+1 till about order 109, payment 3: dispute 4699418809346407340
+44 dora about order 103, payment 1: dispute 6979272631187165858
+17 rumour about order 103, payment 1: dispute 1 dispute_answered in row 0: the whole
+8 ann agrees to the policy in shop 1
+0 till about order 116, payment 2: dispute 15639204399252578149
+49 rumour about order 108, payment 1: dispute 2 dispute_answered in row 2: the rest
+53 cid proposes a policy in shop 2: draw 3249610088464931117
+7 eve about order 115, payment 1: capture last 20 %
+26 cid about order 109, payment 3: cancel refund 1
+38 till about order 110, payment 2: dispute 1337658787925619725
+0 ann about order 117, payment 1: resolve exception 5
+0 rumour about order 103, payment 1: dispute 1 dispute_chargeback in row 1: one
+0 cid about order 109, payment 1: refund one
+2 shop about order 109, payment 1: refund one
+0 dora about order 109, payment 3: dispute 2961580085402546151
+27 eve about order 124, payment 1: tender 14579571108066340067
+0 ann about order 113, payment 2: resume
+35 key-of-ann about order 123, payment 1: refund 48 %
+0 dora proposes a policy in shop 2: draw 1483202317983421831
+0 till about order 104, payment 1: deliver line 1
+0 dora about order 121, payment 2: deliver line 2
+22 rumour about order 124, payment 2: authorization 1 action_required in row 2: one
+17 ann about order 122, payment 4: dispute 3911967744034802366
+2 shop about order 122, payment 4: dispute 3911967744034802366
+56 till about order 115, payment 1: refund 34 %
+19 key-of-ann about order 101, payment 1: dispute 5367637323327617006
+13 rumour about order 115, payment 1: capture 2 capture_reversed in row 3: one
+0 bob about order 109, payment 1: invoice 15370175446456827566
+0 cid about order 122, payment 1: owed 4083060921684145675
+0 eve about order 105, payment 2: dispute 2547405042670092234
+0 ann about order 119, payment 1: refund 62 %
+0 dora about order 121, payment 2: dispute 9004482821938330671
+39 order 125 in shop 2: draw 14376845258282242293
+0 rumour about order 115, payment 1: dispute 2 dispute_reinstated in row 0: the whole
+0 ann about order 122, payment 3: customer 7695249091008343028
+0 eve about order 125, payment 1: refund the rest
+0 order 126 in shop 3: draw 13489453002505436279
+8 dora about order 122, payment 1: owed 14512099678339327732
+0 order 127 in shop 2: draw 15614887074674902505
+18 rumour about order 118, payment 1: dispute 2 dispute_expired in row 1: one
+41 order 128 in shop 1: draw 5966697347151373969
+58 bob about order 115, payment 1: refund-units 2 of line 1
+0 order 129 in shop 2: draw 9486477901092482552
+33 rumour about order 125, payment 1: dispute 1 dispute_accepted in row 2: one
+26 shop proposes a policy in shop 1: draw 5978082300908220160
+0 cid about order 124, payment 5: refund 62 %
+0 rumour about order 111, payment 2: authorization 1 released in row 2: the rest
+56 dora about order 114, payment 3: refund 1 %
+25 order 130 in shop 1: draw 17664608434972302097
+19 rumour about order 116, payment 2: dispute 2 dispute_lost in row 1: 50 %
+56 rumour about order 117, payment 1: dispute 1 dispute_prevented in row 1: the whole
+0 rumour about order 117, payment 1: dispute 1 dispute_taken_back in row 2: more than the whole
+25 rumour about order 122, payment 4: dispute 1 dispute_withdrawn in row 3: more than the whole
+37 shop about order 110, payment 2: dispute 15907459960219026652
+0 rumour about order 123, payment 2: authorization 1 taken in row 2: the rest
+35 dora about order 129, payment 1: refund 60 %
+2 bob about order 129, payment 1: refund 60 %
+0 shop about order 109, payment 1: owed 10422036154810428973
+0 key-of-ann about order 119, payment 1: top-up 9294690963481617843
+0 order 131 in shop 3: draw 9379126685878052809
+52 shop proposes a policy in shop 3: draw 7862220051694916917
+21 bob about order 122, payment 4: dispute 5574074512562897409
+0 order 132 in shop 3: draw 8415136375592928677
+55 order 133 in shop 2: draw 14307496511598246064
+0 rumour about order 125, payment 1: authorization 1 released in row 3: one
+0 bob about order 112, payment 1: dispute 9818053494065573591
+32 order 134 in shop 1: draw 2255808986801251651
+9 bob about order 130, payment 1: refund more than the whole
+50 bob about order 118, payment 1: top-up 13344056223107342264
+40 bob about order 124, payment 4: refund more than the whole
+55 order 135 in shop 3: draw 9377317833478687098
+48 rumour about order 131, payment 3: dispute 1 dispute_refused in row 2: one
+41 till about order 128, payment 1: refund the rest
