//! Bytes that nobody meant: nothing panics, and nothing that is cut short becomes money.

use std::collections::BTreeMap;

use proptest::prelude::*;
use recoup_core::effect::{Call, OperationKind};
use recoup_gateways::mollie::Mollie;
use recoup_gateways::{Asked, Delivery, Gateway, Known, Reply};

use super::support::{account, effect};
use crate::junk::bytes;

const SEEDS: &[&str] = &[
    r#"{"resource":"payment","id":"tr_7UhSN1zuXS","createdAt":"2026-11-20T10:00:01+00:00","amount":{"value":"50.00","currency":"EUR"},"metadata":{"reference":"pay_01jd0000000000000000000001"},"status":"paid","captureMode":"manual","authorizedAt":"2026-11-20","_embedded":{"captures":[{"id":"cpt_1","status":"succeeded","amount":{"value":"20.00","currency":"EUR"}}],"refunds":[{"id":"re_1","status":"refunded","amount":{"value":"1.00","currency":"EUR"}}],"chargebacks":[{"id":"chb_1","amount":{"value":"1.00","currency":"EUR"}}]}}"#,
    r#"{"_embedded":{"payments":[{"id":"tr_1","createdAt":"2026-11-20T10:00:01+00:00","amount":{"value":"50.00","currency":"EUR"}}],"captures":[{"id":"cpt_1"}],"refunds":[{"id":"re_1"}]},"_links":{"next":{"href":"https://x/?from=tr_2"}}}"#,
    r#"{"resource":"event","type":"refund.queued","_embedded":{"entity":{"resource":"refund","id":"re_1","status":"queued","amount":{"value":"5.95","currency":"EUR"},"metadata":{"reference":"rfd_01jd0000000000000000000004"},"paymentId":"tr_1"}}}"#,
    "id=tr_7UhSN1zuXS",
    r#"{"resource":"settlement","id":"stl_1","status":"paidout","amount":{"currency":"EUR","value":"39.75"},"periods":{"2026":{"11":{"revenue":[{"amountGross":{"currency":"EUR","value":"86.1000"}}],"costs":[{"amountGross":{"currency":"EUR","value":"2.5410"}}]}}}}"#,
    r#"{"_embedded":{"balance_transactions":[{"id":"baltr_1","type":"capture","resultAmount":{"currency":"EUR","value":"49.71"},"initialAmount":{"currency":"EUR","value":"50.00"},"deductions":{"currency":"EUR","value":"-0.29"},"context":{"paymentId":"tr_1"}}]}}"#,
];

proptest! {
    #[test]
    fn nothing_panics(body in bytes(SEEDS), kind in 0..4_usize, probe in any::<bool>(), stage in any::<u8>(), status in prop_oneof![Just(200_u16), Just(201), Just(422), 100..600_u16]) {
        let account = account();
        let call = if probe { Call::Probe } else { Call::Send };
        let effect = effect(OperationKind::OF_MONEY[kind], call, "5.00 EUR");
        let reply = Reply::Http { status, headers: &[], body: &body };
        for stage in [0, stage] {
            let _ = Mollie.interpret(&Asked { effect: &effect, account: &account, stage }, &reply);
        }
        let _ = Mollie.read_look(&account, 0, &reply);
        let known = Known { at: effect.since, certificates: &BTreeMap::new() };
        let signature = String::from_utf8_lossy(&body).into_owned();
        for headers in [vec![], vec![("x-mollie-signature".to_owned(), signature)]] {
            let delivery = Delivery { headers: &headers, body: &body };
            let _ = Mollie.authenticate(&delivery, &account, &known);
            let _ = Mollie.read_delivery(&delivery, &account);
        }
        for kind in Mollie.about().reports {
            let items = Mollie.read_report(kind.name, Box::new(&body[..])).expect("a kind of report");
            prop_assert!(items.count() < 10_000);
        }
    }
}
