//! An account and effects to try the adapter with.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OfCapture, OperationKind};
use recoup_core::money::Money;
use recoup_gateways::Account;
use recoup_gateways::money::currency;

use crate::given;

pub const PAYMENT: &str = "pay_01ja3v5k8e9rrb2x4y6z8w0q1t";
pub const CAPTURE: &str = "cap_01ja3v5k8e9rrb2x4y6z8w0q1t";
pub const RELEASE: &str = "rel_01ja3v5k8e9rrb2x4y6z8w0q1t";
pub const REFUND: &str = "rfd_01ja3v5k8e9rrb2x4y6z8w0q1t";
pub const AUTHORIZATION: &str = "3C679366HH908993F";

pub fn since() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().expect("a time")
}

pub fn account() -> Account {
    let settings = [("client_id", "AXclient"), ("webhook_id", "8PT597110X687430L")];
    Account {
        name: "paypal:main".to_owned(),
        base_url: "https://api-m.sandbox.paypal.com".to_owned(),
        secret: "s3cret".to_owned(),
        webhook_secrets: Vec::new(),
        settings: settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect(),
        session: "A21token".to_owned(),
    }
}

pub fn money(amount_minor: i64, code: &str) -> Money {
    Money::new(amount_minor, currency(code).expect("a currency"))
}

pub fn effect(kind: OperationKind) -> Effect {
    let operation = given::operation(kind, [PAYMENT, CAPTURE, RELEASE, REFUND]);
    let first = given::first(&account(), operation, money(1000, "EUR"), since());
    let of_captures = match kind {
        OperationKind::Refund => vec![OfCapture { gateway_ref: "2GG279541U471931P".to_owned(), amount_minor: 1000 }],
        _ => Vec::new(),
    };
    Effect { of_captures, ..given::with(first, "card/6n547y5s", AUTHORIZATION) }
}

pub fn probe(kind: OperationKind, own_ref: &str) -> Effect {
    Effect { call: Call::Probe, own_ref: own_ref.to_owned(), ..effect(kind) }
}

pub fn no_certificates() -> BTreeMap<String, String> {
    BTreeMap::new()
}
