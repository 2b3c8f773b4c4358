//! Bytes that nobody meant. Whatever comes, it is answered.

use std::collections::BTreeMap;

use proptest::prelude::*;
use recoup_core::effect::OperationKind;
use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Asked, Delivery, Gateway, Known, Outcome, Reply};

use super::effects::{account, effect, probe, since};
use crate::junk;

const SEEDS: &[&str] = &[
    include_str!("../../golden/paypal/report.txt"),
    r#"{"id":"5O190127TN364715T","status":"COMPLETED","purchase_units":[{"custom_id":"pay_01ja3v5k8e9rrb2x4y6z8w0q1t","payments":{"authorizations":[{"id":"3C679366HH908993F","status":"CREATED","amount":{"currency_code":"EUR","value":"10.00"},"custom_id":"pay_01ja3v5k8e9rrb2x4y6z8w0q1t","expiration_time":"2026-12-19T12:00:01Z"}],"captures":[{"id":"2GG279541U471931P","status":"COMPLETED","amount":{"currency_code":"EUR","value":"10.00"},"invoice_id":"cap_01ja3v5k8e9rrb2x4y6z8w0q1t"}]}}]}"#,
    r#"{"id":"WH-1","event_type":"CUSTOMER.DISPUTE.CREATED","resource":{"dispute_id":"PP-D-1","status":"OPEN","dispute_life_cycle_stage":"INQUIRY","disputed_transactions":[{"seller_transaction_id":"A"}],"dispute_amount":{"currency_code":"EUR","value":"4.00"}}}"#,
    "\"CH\",\"Transaction ID\",\"Transaction Event Code\",\"Transaction Debit or Credit\",\"Gross Transaction Amount\",\"Gross Transaction Currency\"\n\"SB\",\"C1\",\"T0006\",\"CR\",1000,\"EUR\"\n\"SF\",\"EUR\",1000,0,0,0\n",
    r#"{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"AUTHORIZATION_ALREADY_CAPTURED"}]}"#,
    include_str!("vectors.json"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_panics(bytes in junk::bytes(SEEDS), stage in any::<u8>(), status in 100..600_u16, kind in 0..4_usize) {
        let account = account();
        let kind = OperationKind::OF_MONEY[kind];
        for effect in [effect(kind), probe(kind, "")] {
            let headers = [("date".to_owned(), String::from_utf8_lossy(&bytes).into_owned())];
            for (stage, status) in [(stage, status), (0, 201), (0, 422), (stage & 0x6f, 200)] {
                let reply = Reply::Http { status, headers: &headers, body: &bytes };
                let outcome = PayPal.interpret(&Asked { effect: &effect, account: &account, stage }, &reply);
                if let Outcome::Facts(facts) = outcome {
                    let ours = effect.operation.reference();
                    prop_assert!(facts.iter().all(|fact| fact.ours == ours));
                }
            }
        }
        let _ = PayPal.session(&Reply::Http { status: 200, headers: &[], body: &bytes });
        let delivery = Delivery { headers: &[], body: &bytes };
        prop_assert_eq!(PayPal.read_delivery(&delivery, &account).len(), 1);
        let items = PayPal.read_report("stl", Box::new(&bytes[..])).expect("it is read");
        prop_assert!(items.count() <= bytes.len() * 4 + 8);
    }

    #[test]
    fn certificates_and_signatures_never_panic(pem in junk::bytes(PEMS), text in junk::bytes(SEEDS)) {
        let pem = String::from_utf8_lossy(&pem).into_owned();
        let text = String::from_utf8_lossy(&text).into_owned();
        let url = "https://api.paypal.com/v1/notifications/certs/CERT-1";
        let certificates = BTreeMap::from([(url.to_owned(), pem)]);
        let header = |name: &str, value: &str| (format!("paypal-{name}"), value.to_owned());
        let headers = [
            header("transmission-id", &text),
            header("transmission-time", "2026-11-20T12:00:00Z"),
            header("transmission-sig", "AAAA"),
            header("cert-url", url),
            header("auth-algo", "SHA256withRSA"),
        ];
        let delivery = Delivery { headers: &headers, body: text.as_bytes() };
        let known = Known { at: since(), certificates: &certificates };
        let verdict = PayPal.authenticate(&delivery, &account(), &known);
        prop_assert_ne!(verdict, recoup_gateways::Verdict::Genuine);
        // What the delivery says of its certificate is as foreign as the rest.
        let headers: Vec<_> = headers.into_iter().map(|(name, _)| (name, text.clone())).collect();
        let _ = PayPal.authenticate(&Delivery { headers: &headers, body: b"" }, &account(), &known);
    }
}

const PEMS: &[&str] = &[include_str!("certificate.pem")];
