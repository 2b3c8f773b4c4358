//! Nothing panics on any bytes, and no bytes that nobody signed become genuine.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use recoup_core::effect::OperationKind;
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Asked, Delivery, Gateway, Known, Reply, Verdict};

use super::{account, effect, probe};
use crate::junk;

const SEEDS: &[&str] = &[
    r#"{"id":"pi_1","object":"payment_intent","amount":1000,"amount_received":700,"amount_capturable":300,"currency":"eur","status":"succeeded","metadata":{"recoup":"pay_01jd0000000000000000000000","cap_01jd0000000000000000000001":"700/last"},"latest_charge":{"id":"ch_1","status":"succeeded","payment_method_details":{"card":{"capture_before":1790604800}}}}"#,
    r#"{"id":"re_1","object":"refund","amount":700,"currency":"eur","status":"failed","payment_intent":"pi_1","balance_transaction":"txn_1","failure_balance_transaction":"txn_2","metadata":{"recoup":"rfd_01jd0000000000000000000004"}}"#,
    r#"{"object":"list","data":[{"id":"txn_1","amount":1000,"fee":35,"net":965,"currency":"eur","reporting_category":"payout","source":"po_1"}],"has_more":false}"#,
    r#"{"error":{"type":"card_error","code":"card_declined","decline_code":"lost_card","payment_intent":{"id":"pi_1","metadata":{"recoup":"pay_01jd0000000000000000000000"}}}}"#,
    r#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":1000,"currency":"eur","status":"succeeded","amount_received":1000,"metadata":{"recoup":"pay_01jd0000000000000000000000"}}}}"#,
    r#"{"id":"dp_1","object":"dispute","amount":700,"currency":"eur","status":"lost","balance_transactions":[{"id":"txn_1","amount":-700,"currency":"eur"}],"payment_intent":{"id":"pi_1","metadata":{"recoup":"pay_01jd0000000000000000000000"}}}"#,
    "net,fee,gross,currency,reporting_category,automatic_payout_id\n9.65,0.35,10.00,eur,charge,po_1\n-9.65,0,-9.65,eur,payout,po_1\n",
    "t=1790000000,v1=474daf4feae6981876233042d194d8866f489c8039392ce23e014f6d4fe07e50",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in junk::bytes(SEEDS), status in 100..600_u16, stage in prop_oneof![0..5_u8, 100..114_u8, 250..=255_u8]) {
        let account = account();
        for kind in OperationKind::OF_MONEY {
            for effect in [effect(kind), probe(kind)] {
                let asked = Asked { effect: &effect, account: &account, stage };
                let _ = Stripe.interpret(&asked, &Reply::Http { status, headers: &[], body: &bytes });
                let _ = Stripe.interpret(&asked, &Reply::Http { status: 200, headers: &[], body: &bytes });
            }
        }
        let _ = Stripe.read_delivery(&Delivery { headers: &[], body: &bytes }, &account);
        let _ = Stripe.read_look(&account, stage, &Reply::Http { status: 200, headers: &[], body: &bytes });
        for kind in Stripe.about().reports {
            prop_assert!(Stripe.read_report(kind.name, Box::new(&bytes[..])).expect("a report").count() < 10_000);
        }
        let header = String::from_utf8_lossy(&bytes).into_owned();
        let headers = [("stripe-signature".to_owned(), header)];
        let known = Known { at: Timestamp::constant(1_790_000_000, 0), certificates: &BTreeMap::new() };
        let verdict = Stripe.authenticate(&Delivery { headers: &headers, body: &bytes }, &account, &known);
        let forged = matches!(verdict, Verdict::Forged { .. });
        prop_assert!(forged);
    }
}
