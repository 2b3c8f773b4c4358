//! Bytes that nobody meant.

use std::collections::BTreeMap;

use proptest::prelude::*;
use recoup_core::effect::{Call, OperationKind};
use recoup_gateways::braintree::Braintree;
use recoup_gateways::{Asked, Delivery, Gateway as _, Known, Reply, Verdict};

use super::samples::{account, effect, notification};
use crate::junk;

const SEEDS: &[&str] = &[
    "<transaction><id>auth1</id><status>settled</status><type>credit</type><currency-iso-code>USD</currency-iso-code>\
    <amount>10.50</amount><order-id>pay_01m8r3kq9x6t2v4w5y7z0a1b2c</order-id><status-history type=\"array\">\
    <status-event><status>authorized</status><amount>20.00</amount></status-event></status-history>\
    <disbursement-details><disbursement-date>2026-11-25</disbursement-date><success>true</success>\
    </disbursement-details></transaction>",
    "<api-error-response><errors><transaction><errors type=\"array\"><error><code>91506</code></error></errors>\
    </transaction></errors></api-error-response>",
    "<search-results><ids type=\"array\"><item>auth1</item></ids></search-results>",
    "<notification><timestamp>2026-11-21T10:00:00Z</timestamp><kind>dispute_won</kind><subject><dispute><id>d</id>\
    <amount>1.00</amount><currency-iso-code>USD</currency-iso-code><kind>chargeback</kind><status>won</status>\
    <reply-by-date>2026-12-01</reply-by-date></dispute></subject></notification>",
    "<disbursement><id>d1</id><success>true</success><merchant-account><currency-iso-code>USD</currency-iso-code>\
    </merchant-account><amount>1.00</amount><disbursement-date>2026-11-25</disbursement-date></disbursement>",
    "bt_signature=pub_shop%7C00&bt_payload=PGEvPg%3D%3D%0A",
];

proptest! {
    #[test]
    fn junk_never_panics(bytes in junk::bytes(SEEDS), stage in 0_u8..4, status in prop_oneof![Just(200_u16), Just(422)]) {
        let account = account();
        for kind in OperationKind::OF_MONEY {
            for call in [Call::Send, Call::Probe] {
                let effect = effect(call, kind);
                let asked = Asked { effect: &effect, account: &account, stage };
                let reply = Reply::Http { status, headers: &[], body: &bytes };
                let _ = Braintree.interpret(&asked, &reply);
                let _ = Braintree.read_look(&account, stage, &reply);
            }
        }
        let known = Known { at: "2026-11-21T10:00:00Z".parse().expect("a time"), certificates: &BTreeMap::new() };
        let delivery = Delivery { headers: &[], body: &bytes };
        prop_assert!(!matches!(Braintree.authenticate(&delivery, &account, &known), Verdict::Genuine));
        let _ = Braintree.read_delivery(&delivery, &account);
        let _ = Braintree.challenge(&String::from_utf8_lossy(&bytes), &account);
        for report in Braintree.about().reports {
            let items = Braintree.read_report(report.name, Box::new(bytes.as_slice())).expect("it knows the kind");
            prop_assert!(items.take(1_000).count() < 1_000);
        }
        // What is signed can be junk all the same.
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let body = notification("transaction_settled", text);
            let _ = Braintree.read_delivery(&Delivery { headers: &[], body: &body }, &account);
        }
    }
}
