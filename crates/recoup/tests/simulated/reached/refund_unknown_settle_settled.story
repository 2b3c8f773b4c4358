recoup story 1
reaches refund: unknown --settle--> settled
seed 122, 3 shops, 3 nodes
faults: request_lost 27229, answer_lost 10120, store_busy 8948, store_away 9263, write_unheard 1051, stall 732, reply_lost 41881, webhook_unheard 97156, timeout_before 39683, timeout_after 29195, error_500_before 6535, error_500_after 16181, refuse 12815, slow 26904, webhook_reorder 135786, webhook_drop 5020, webhook_late 81360
+11 order 49 in shop 1: draw 13876431462670687001
+13 dora about order 44, payment 1: refund the rest
+48 order 50 in shop 1: draw 8559756220583062374
+34 shop about order 40, payment 1: refund-units 1 of line 3
+11 eve about order 45, payment 1: refund 60 %
+0 order 51 in shop 1: draw 15337750519564428214
+13 bob about order 45, payment 3: hold
+38 key-of-ann refuses the policy in shop 1
+0 rumour about order 39, payment 1: capture 2 capture_reversed in row 2: one
+33 cid about order 48, payment 1: release
+32 rumour about order 49, payment 1: authorization 1 expired in row 1: the rest
+4 key-of-ann about order 42, payment 1: refund the rest
+0 dora about order 49, payment 1: capture last one
+0 eve about order 49, payment 1: refund 60 %
+2 dora about order 49, payment 1: refund 60 %
+48 order 52 in shop 1: draw 3033148498845136816
+0 dora about order 42, payment 1: refund the rest
+0 dora about order 51, payment 1: resume
+14 dora about order 52, payment 1: refund the rest
+2 dora about order 52, payment 1: refund the rest
+0 key-of-ann about order 52, payment 1: refund the rest
+42 eve about order 47, payment 2: refund-units 1 of line 1
+2 shop about order 47, payment 2: refund-units 1 of line 1
+0 rumour about order 49, payment 1: authorization 1 released in row 3: one
+6 shop about order 31, payment 1: odd 8777144839719999722
+0 ann about order 50, payment 1: refund-units 3 of line 1
+0 dora about order 36, payment 1: invoice 724788266362056891
+0 key-of-ann about order 48, payment 1: release
+0 ann about order 49, payment 1: refund 60 %
+0 dora about order 49, payment 1: refund 60 %
+0 key-of-ann about order 47, payment 1: invoice 646003974781932988
+47 shop about order 41, payment 1: refund 60 %
+0 dora about order 41, payment 1: refund 60 %
+46 order 53 in shop 3: draw 5863669084127226359
+51 key-of-ann about order 49, payment 1: refund 32 %
+0 the gateway says nothing of order 53, payment 1
+166 dora about order 53, payment 1: say-done 1
+203 bob about order 53, payment 1: agree-to-claim 1
+382 shop about order 53, payment 1: agree-to-claim 1
+27 till agrees to the policy in shop 1
+8 cid about order 36, payment 2: refund 92 %
+44 dora about order 42, payment 1: refund the rest
+0 ann about order 42, payment 1: refund the rest
+33 bob about order 36, payment 1: invoice 8893481447309543556
+2 till about order 36, payment 1: invoice 8893481447309543556
+0 rumour about order 39, payment 1: capture 1 capture_failed in row 0: the whole
+7 rumour about order 39, payment 1: capture 1 capture_reversed in row 0: the rest
+0 cid about order 48, payment 1: refund 91 %
+0 till about order 48, payment 1: refund 91 %
+22 cid about order 39, payment 1: cancel-order
+25 bob about order 50, payment 1: deliver line 3
+2 dora about order 50, payment 1: deliver line 3
+0 dora about order 39, payment 1: refund 92 %
+0 key-of-ann about order 45, payment 1: invoice 16693094377999614743
+1 ann about order 45, payment 1: invoice 16693094377999614743
+0 key-of-ann about order 46, payment 1: refund 77 %
+47 key-of-ann about order 44, payment 1: refund the rest
+35 dora about order 50, payment 1: capture last 96 %
+56 key-of-ann about order 39, payment 1: capture last one
+38 ann about order 39, payment 1: cancel-order
+0 cid about order 30, payment 1: invoice 8879730696176262495
+2 till about order 30, payment 1: invoice 8879730696176262495
+29 dora about order 43, payment 1: refund 60 %
+29 order 54 in shop 2: draw 14520351622467453090
+40 key-of-ann proposes a policy in shop 3: draw 9490949184739284661
+3 shop about order 49, payment 1: refund 2 %
+0 cid about order 49, payment 1: refund 60 %
+0 ann about order 50, payment 1: refund 60 %
+0 rumour about order 49, payment 1: authorization 1 released in row 0: 50 %
+22 shop agrees to the policy in shop 3
+26 order 55 in shop 2: draw 310623285776875313
+57 order 56 in shop 2: draw 10278831418045454879
+0 rumour about order 48, payment 1: authorization 1 authorized in row 1: 50 %
+2 order 57 in shop 3: draw 14476251794957740836
+0 eve about order 54, payment 3: capture last 60 %
+0 ann about order 54, payment 3: capture last 60 %
+0 order 58 in shop 3: draw 2311758889913665798
+55 order 59 in shop 1: draw 16690209580596696475
+20 till about order 42, payment 1: refund the rest
+17 key-of-ann about order 59, payment 3: refund 36 %
+1 eve about order 59, payment 3: refund 36 %
+20 order 60 in shop 3: draw 13438817708445270142
+18 rumour about order 56, payment 1: authorization 1 released in row 2: one
+0 till about order 55, payment 1: refund one
+2 dora about order 55, payment 1: refund one
+38 key-of-ann about order 56, payment 1: refund the rest
+1 eve about order 56, payment 1: refund the rest
+0 bob about order 54, payment 3: refund 60 %
+0 order 61 in shop 1: draw 11683401726024687464
+0 cid about order 56, payment 1: refund the rest
+0 dora about order 56, payment 1: refund the rest
+45 till about order 43, payment 1: invoice 17958854192303477439
+21 eve about order 54, payment 2: capture more than the whole
+21 order 62 in shop 1: draw 447237067399490250
+33 key-of-ann about order 60, payment 1: refund-units 1 of line 1
+52 eve about order 59, payment 3: credit refund 1
+0 dora about order 53, payment 1: refund 40 %
+4 key-of-ann about order 62, payment 2: refund 86 %
+23 key-of-ann about order 58, payment 1: refund 89 %
+43 shop about order 53, payment 1: refund the whole
+1 shop about order 53, payment 1: refund the whole
+47 key-of-ann about order 52, payment 1: hold
+2 ann about order 52, payment 1: hold
+0 key-of-ann about order 55, payment 1: refund the whole
+26 bob about order 60, payment 1: approve refund 1
+20 order 63 in shop 2: draw 11323412153419350020
+39 cid about order 58, payment 1: refund 80 %
+0 eve refuses the policy in shop 1
+36 cid agrees to the policy in shop 3
+0 cid about order 52, payment 1: hold
+16 rumour about order 53, payment 1: refund 1 refund_settled in row 3: the whole
+50 shop about order 53, payment 1: retry refund 1
+49 eve about order 62, payment 1: tender 16835294517364650077
+58 rumour about order 50, payment 1: authorization 1 action_required in row 1: the whole
+42 dora about order 48, payment 1: capture 60 %
+2 dora about order 48, payment 1: capture 60 %
+0 rumour about order 59, payment 1: authorization 1 expired in row 3: the whole
+27 ann about order 58, payment 1: refund 60 %
+51 dora about order 50, payment 1: refund 60 %
+48 order 64 in shop 3: draw 2560591686206655079
+34 order 65 in shop 2: draw 1464224321179124076
+0 order 66 in shop 3: draw 12944589415832597058
+17 order 67 in shop 3: draw 4631310425272510369
+10 order 68 in shop 1: draw 4928635980342657508
+29 till about order 67, payment 1: refund the rest
+1 cid about order 57, payment 1: capture last 60 %
+45 rumour about order 55, payment 1: refund 1 refund_completed in row 0: one
+16 bob about order 59, payment 1: adjust 16603313053010372116
+41 eve about order 66, payment 1: deliver line 1
+41 shop about order 50, payment 1: refund 24 %
+40 rumour about order 65, payment 2: authorization 1 expired in row 1: the rest
+0 eve about order 48, payment 1: invoice 16906122875850445669
+32 ann about order 56, payment 1: hold
+19 eve about order 64, payment 1: refund 22 %
+0 till about order 52, payment 1: refund-units 1 of line 1
+0 rumour about order 67, payment 2: authorization 1 action_required in row 2: more than the whole
+0 till about order 68, payment 1: refund 69 %
+49 shop about order 67, payment 1: refund 32 %
+0 bob about order 56, payment 1: refund 20 %
+0 shop about order 65, payment 1: top-up 17482399159574507520
+50 eve about order 49, payment 1: refund 52 %
+0 bob about order 60, payment 1: refund the whole
+45 shop about order 68, payment 1: refund 66 %
+24 rumour about order 65, payment 2: authorization 1 action_required in row 1: the whole
+0 order 69 in shop 3: draw 4872968438339911949
+2 eve about order 63, payment 1: refund 63 %
+0 ann about order 63, payment 1: capture one
+0 order 70 in shop 3: draw 17806059717365149913
+48 shop about order 63, payment 1: refund the rest
+0 dora about order 52, payment 1: refund the whole
+0 shop about order 49, payment 1: capture last more than the whole
+1 shop about order 49, payment 1: capture last more than the whole
+4 cid about order 52, payment 1: retry refund 1
+14 dora about order 69, payment 1: refund 20 %
+13 rumour about order 60, payment 1: dispute 1 dispute_reinstated in row 2: the rest
+42 key-of-ann about order 70, payment 1: refund the rest
+15 order 71 in shop 2: draw 15808248417013452535
+7 order 72 in shop 3: draw 17053596163272860059
+0 bob about order 72, payment 1: refund the rest
+30 shop about order 64, payment 1: refund-units 3 of line 2
+45 key-of-ann about order 59, payment 2: refund the rest
+0 eve about order 72, payment 1: refund 60 %
+0 cid about order 72, payment 1: refund 73 %
+55 rumour about order 68, payment 1: capture 1 taken in row 3: the whole
+9 key-of-ann about order 59, payment 2: refund the rest
+0 shop about order 67, payment 2: cancel-order
+17 order 73 in shop 1: draw 9585986925838593056
+49 shop about order 64, payment 1: invoice 18130212772871345272
+0 till about order 61, payment 1: refund 37 %
+0 ann about order 61, payment 1: refund 37 %
+40 cid about order 56, payment 1: refund 60 %
+58 order 74 in shop 2: draw 3367674772326074957
+0 eve agrees to the policy in shop 2
+3 key-of-ann about order 64, payment 1: refund more than the whole
+0 eve about order 68, payment 1: refund 5 %
+0 bob about order 68, payment 1: refund 5 %
+10 dora about order 72, payment 1: refund-units 1 of line 1
+56 dora about order 53, payment 1: refund 55 %
+46 dora about order 65, payment 3: refund 60 %
+0 rumour about order 63, payment 1: capture 1 capture_failed in row 1: 50 %
+0 eve about order 73, payment 1: capture last the whole
+0 rumour about order 69, payment 1: authorization 1 action_required in row 2: 50 %
+34 key-of-ann about order 54, payment 1: invoice 254732004425265428
+44 eve about order 74, payment 1: book 15256955921575038446
+49 eve about order 73, payment 1: refund 2 %
+1 key-of-ann about order 73, payment 1: refund 2 %
+40 till about order 74, payment 1: deliver line 2
+1 shop about order 74, payment 1: deliver line 2
+0 till about order 64, payment 1: refund 92 %
+18 dora about order 63, payment 1: confirm refund 1
+0 key-of-ann about order 63, payment 1: confirm refund 1
+0 order 75 in shop 1: draw 12771442071977116507
+25 bob about order 71, payment 1: refund the rest
+2 key-of-ann about order 71, payment 1: refund the rest
+3 order 76 in shop 2: draw 13031727989964784259
+25 key-of-ann about order 75, payment 1: refund 60 %
+1 order 77 in shop 3: draw 14977419808808600982
+50 order 78 in shop 3: draw 8248224060339542683
+0 cid about order 71, payment 1: refund the rest
+40 order 79 in shop 1: draw 16070621037653863279
+12 order 80 in shop 3: draw 2245851668450051146
+0 key-of-ann about order 79, payment 1: refund the rest
+0 bob about order 67, payment 2: capture last one
+13 ann about order 61, payment 1: capture 27 %
+0 shop about order 80, payment 1: refund more than the whole
+41 ann about order 70, payment 1: refund the rest
+0 rumour about order 80, payment 1: authorization 1 authorized in row 1: more than the whole
+51 till about order 80, payment 1: capture last the rest
+33 rumour about order 65, payment 2: authorization 1 authorized in row 2: one
+5 ann about order 80, payment 1: refund 30 %
+33 order 81 in shop 1: draw 6419216487052855295
+0 order 82 in shop 3: draw 4472347077089503573
+32 order 83 in shop 2: draw 9676019313220080033
+18 key-of-ann about order 79, payment 2: refund 85 %
+25 key-of-ann about order 77, payment 1: capture more than the whole
+0 eve about order 81, payment 1: capture last the whole
+0 ann about order 80, payment 1: refund 60 %
+48 ann about order 67, payment 1: cancel-order
+0 order 84 in shop 1: draw 360057033381525469
+57 order 85 in shop 2: draw 12352186406707379543
+37 dora about order 72, payment 1: top-up 232594962148156022
+0 order 86 in shop 3: draw 16396326808680533539
+40 till about order 79, payment 2: refund 67 %
+51 order 87 in shop 3: draw 3197733233181596631
+35 dora about order 77, payment 1: invoice 16114789396840309812
+42 shop about order 84, payment 1: tender 11618765343634744748
+54 key-of-ann about order 84, payment 2: refund 65 %
+2 key-of-ann about order 84, payment 2: refund 65 %
+6 bob about order 86, payment 1: refund 62 %
+10 ann about order 69, payment 1: capture 60 %
+0 order 88 in shop 2: draw 17054205471103974209
+24 dora about order 77, payment 1: capture the rest
+51 order 89 in shop 1: draw 6449837956126088062
+13 key-of-ann about order 87, payment 2: refund one
+0 order 90 in shop 2: draw 13192618651698102706
+0 bob about order 75, payment 1: capture one
+42 till about order 85, payment 1: refund the rest
+29 order 91 in shop 2: draw 5487395370543856728
+48 eve about order 83, payment 1: capture last the rest
+30 eve about order 89, payment 2: refund 60 %
+1 ann about order 89, payment 2: refund 60 %
+0 rumour about order 90, payment 3: authorization 1 authorized in row 2: the rest
+0 order 92 in shop 2: draw 13943786116654055949
+0 cid about order 89, payment 1: release
+55 rumour about order 83, payment 3: authorization 1 expired in row 3: 50 %
+0 order 93 in shop 3: draw 6464680813807711847
+55 order 94 in shop 3: draw 5285723928249787788
+51 till about order 90, payment 2: refund 60 %
+3 eve about order 80, payment 1: deliver line 1
+39 cid about order 83, payment 3: refund one
+58 order 95 in shop 1: draw 5231142499082675223
+19 order 96 in shop 1: draw 17707038604811131713
+0 rumour about order 92, payment 3: release 1 taken in row 1: the whole
+44 order 97 in shop 3: draw 17779458626137283149
+50 ann about order 87, payment 2: capture last 8 %
+53 bob about order 90, payment 3: refund 66 %
+9 cid about order 94, payment 1: refund 60 %
+2 eve about order 94, payment 1: refund 60 %
+46 ann about order 95, payment 1: refund one
+12 eve refuses the policy in shop 2
+0 till about order 91, payment 3: tender 11071975858085536102
+2 shop about order 91, payment 3: tender 11071975858085536102
+36 cid proposes a policy in shop 1: draw 8754496709745488879
+0 order 98 in shop 3: draw 944443925554886938
+0 till about order 92, payment 1: refund-units 1 of line 2
+43 order 99 in shop 3: draw 9081298293740509334
+35 till about order 93, payment 2: refund more than the whole
+14 order 100 in shop 1: draw 16221135880986467712
+0 cid about order 92, payment 3: refund 60 %
+0 dora about order 97, payment 1: invoice 108899632179381618
+0 eve about order 94, payment 1: book 3845700254121732062
+0 order 101 in shop 3: draw 1600829917842243403
+10 rumour about order 99, payment 1: authorization 1 authorized in row 3: more than the whole
+14 shop about order 84, payment 1: capture last 60 %
+5 eve about order 92, payment 1: invoice 17244056871950308522
+0 order 102 in shop 1: draw 14001960285204208720
+58 cid about order 100, payment 1: refund the rest
+1 till about order 100, payment 1: refund the rest
+0 rumour about order 99, payment 1: capture 1 capture_reversed in row 1: more than the whole
+0 ann about order 83, payment 2: refund the whole
+17 dora about order 91, payment 1: invoice 15618313492113783546
+52 rumour about order 82, payment 1: authorization 1 authorized in row 3: the rest
+3 shop about order 99, payment 1: refund 59 %
+13 bob about order 98, payment 1: invoice 510088620397874966
+5 cid about order 91, payment 2: refund 51 %
+11 rumour about order 90, payment 1: authorization 1 taken in row 0: the rest
+6 bob about order 84, payment 1: cancel-order
+54 till about order 101, payment 1: invoice 14850376882062218192
+0 dora agrees to the policy in shop 1
+0 shop about order 82, payment 1: refund the rest
+0 rumour about order 87, payment 2: authorization 1 action_required in row 2: the whole
+35 eve about order 82, payment 1: refund one
+10 till about order 97, payment 1: refund the whole
+34 till about order 101, payment 1: release
+33 key-of-ann about order 89, payment 1: invoice 6073851675656808290
+0 till about order 89, payment 1: invoice 6073851675656808290
+58 rumour about order 89, payment 1: authorization 1 taken in row 2: the rest
+33 order 103 in shop 3: draw 17892548988253414242
+2 rumour about order 90, payment 3: authorization 1 action_required in row 1: more than the whole
+20 bob about order 97, payment 1: deliver line 1
+29 till about order 98, payment 2: refund 3 %
+19 rumour about order 93, payment 1: capture 1 capture_failed in row 1: one
+11 shop about order 85, payment 1: refund the rest
+14 rumour about order 101, payment 1: release 1 released in row 2: 50 %
+0 order 104 in shop 2: draw 2884689500573175488
+40 till about order 101, payment 1: refund 43 %
+0 bob about order 101, payment 1: refund 43 %
+9 ann about order 95, payment 2: capture 60 %
+12 shop about order 102, payment 1: refund the rest
+29 order 105 in shop 3: draw 14558908708639215463
+9 dora about order 94, payment 1: refund the whole
+2 key-of-ann about order 94, payment 1: refund the whole
+10 shop about order 92, payment 2: capture last 60 %
+16 bob about order 91, payment 3: refund 11 %
+0 order 106 in shop 1: draw 10723705447088414804
+50 rumour about order 92, payment 3: authorization 1 declined in row 0: the whole
+31 order 107 in shop 3: draw 638765457577358260
+49 ann about order 99, payment 1: refund 52 %
+20 rumour about order 96, payment 1: capture 1 captured in row 2: the whole
+0 till about order 106, payment 1: refund 60 %
+0 till about order 86, payment 1: adjust 14901610525056139297
+20 till about order 89, payment 1: top-up 11556651090650454303
+26 key-of-ann about order 107, payment 1: refund 73 %
+0 order 108 in shop 1: draw 5671895981135589720
+43 key-of-ann about order 91, payment 1: invoice 8216118388030951825
+0 key-of-ann about order 105, payment 2: dispute 14838659797445809235
+2 key-of-ann about order 105, payment 2: dispute 14838659797445809235
+33 order 109 in shop 2: draw 3038279557121062898
+44 till about order 93, payment 1: refund more than the whole
+0 ann about order 100, payment 1: refund 77 %
+2 key-of-ann about order 100, payment 1: refund 77 %
+0 dora about order 102, payment 5: confirm refund 1
+40 order 110 in shop 2: draw 5597553089687504668
+2 eve about order 104, payment 3: refund 14 %
+0 shop about order 106, payment 1: invoice 9995224698981884703
+0 till about order 106, payment 1: invoice 9995224698981884703
+4 bob about order 110, payment 1: refund the rest
+3 rumour about order 101, payment 1: authorization 1 released in row 1: the whole
+42 cid about order 109, payment 1: adjust 2411031936864376629
+40 ann about order 107, payment 1: refund 44 %
+2 eve about order 107, payment 1: refund 44 %
+55 cid about order 92, payment 1: invoice 7930490881499095873
+27 ann about order 91, payment 1: top-up 9046704760065618595
+0 shop about order 96, payment 2: capture one
+28 key-of-ann about order 108, payment 1: refund 50 %
+0 order 111 in shop 2: draw 17756849352291408480
+57 eve agrees to the policy in shop 2
+14 shop about order 106, payment 1: refund-units 3 of line 3
+2 eve about order 106, payment 1: refund-units 3 of line 3
+0 shop about order 110, payment 1: refund the rest
+35 eve about order 96, payment 3: refund 14 %
+7 eve about order 109, payment 2: refund 37 %
+14 ann about order 102, payment 2: refund 60 %
+24 till about order 94, payment 1: refund-units 1 of line 3
+13 bob about order 97, payment 1: cancel refund 1
+46 ann about order 105, payment 1: capture 61 %
+56 till about order 100, payment 1: capture 55 %
+0 ann about order 100, payment 1: capture 55 %
+39 ann agrees to the policy in shop 1
+0 bob about order 97, payment 1: confirm refund 1
+53 dora about order 102, payment 3: refund 60 %
+50 bob about order 105, payment 2: refund 4 %
+0 order 112 in shop 1: draw 16177536368938185344
+0 ann about order 89, payment 1: top-up 13418646468096129838
+41 shop about order 108, payment 1: capture 90 %
+25 dora about order 94, payment 1: capture last the rest
