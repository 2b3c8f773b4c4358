//! Stripe: what is sent, what is read, and what is never made of it.

mod against_face;
mod deliveries;
mod junk;
mod plans;
mod replies;
mod reports;

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::{Currency, Money};
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Account, Asked, Gateway, Outcome, Reply};

use crate::given;

pub const PAYMENT: &str = "pay_01jd0000000000000000000000";
pub const CAPTURE: &str = "cap_01jd0000000000000000000001";
pub const CAPTURE_2: &str = "cap_01jd0000000000000000000002";
pub const RELEASE: &str = "rel_01jd0000000000000000000003";
pub const REFUND: &str = "rfd_01jd0000000000000000000004";
/// 2026-09-21T14:13:20Z
pub const SINCE_SECS: i64 = 1_790_000_000;

pub fn account() -> Account {
    Account {
        name: "stripe:main".to_owned(),
        base_url: "https://api.stripe.com".to_owned(),
        secret: "sk_test_secret".to_owned(),
        webhook_secrets: vec!["whsec_recoup_one".to_owned()],
        settings: [("multicapture".to_owned(), "on".to_owned())].into(),
        ..Account::default()
    }
}

pub fn effect(kind: OperationKind) -> Effect {
    let since = Timestamp::from_second(SINCE_SECS).expect("a time");
    let operation = given::operation(kind, [PAYMENT, CAPTURE, RELEASE, REFUND]);
    given::with(given::first(&account(), operation, Money::new(700, Currency::EUR), since), "cus_A1/pm_B2", "pi_1")
}

pub fn probe(kind: OperationKind) -> Effect {
    Effect { call: Call::Probe, probes: 1, ..effect(kind) }
}

pub fn http(effect: &Effect, stage: u8, (status, headers, body): (u16, &[(&str, &str)], &str)) -> Outcome {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let account = account();
    let asked = Asked { effect, account: &account, stage };
    Stripe.interpret(&asked, &Reply::Http { status, headers: &headers, body: body.as_bytes() })
}

/// A payment intent with an expanded charge; `marks` is the rest of its metadata.
pub fn intent(status: &str, (received, capturable): (i64, i64), marks: &str, more: &str) -> String {
    let comma = if marks.is_empty() { "" } else { "," };
    format!(
        r#"{{"id":"pi_1","object":"payment_intent","amount":1000,"amount_capturable":{capturable},
        "amount_received":{received},"currency":"eur","status":"{status}",
        "metadata":{{"recoup":"{PAYMENT}"{comma}{marks}}}{more}}}"#
    )
}

/// An expanded charge that stands.
pub fn charge(multicapture: &str) -> String {
    format!(
        r#","latest_charge":{{"id":"ch_1","object":"charge","amount":1000,"currency":"eur","status":"succeeded",
        "payment_intent":"pi_1","metadata":{{"recoup":"{PAYMENT}"}},"payment_method_details":{{"type":"card",
        "card":{{"capture_before":1790604800,"multicapture":{{"status":"{multicapture}"}}}}}}}}"#
    )
}

pub fn refund(status: &str, more: &str) -> String {
    format!(
        r#"{{"id":"re_1","object":"refund","amount":700,"currency":"eur","status":"{status}","charge":"ch_1",
        "payment_intent":"pi_1","balance_transaction":"txn_1","metadata":{{"recoup":"{REFUND}"}}{more}}}"#
    )
}
