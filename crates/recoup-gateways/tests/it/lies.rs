//! A gateway that lies, in the words of each: what it tells becomes a fact as it was told, larger than it may be or not.
//! No adapter corrects it in silence, cuts it or takes it for known: the core compares, and says so.
//!
//! Three lies of each: more was refunded than was captured, an authorization that was given back was captured, and the
//! same object is told again with another amount.

use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::{Account, Delivery, Reading};
use serde_json::json;

use crate::adyen::given;
use crate::braintree::samples::{self, Shown};

const PAYMENT: &str = "pay_01jd0000000000000000000001";
const CAPTURE: &str = "cap_01jd0000000000000000000001";
const REFUND: &str = "rfd_01jd0000000000000000000001";

/// What a gateway tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Captured,
    Refunded,
}

/// A genuine delivery that tells it with an amount in minor units.
type Tells = fn(Told, i64) -> Vec<Reading>;

const GATEWAYS: &[(&str, Tells)] =
    &[("stripe", stripe), ("adyen", adyen), ("paypal", paypal), ("mollie", mollie), ("braintree", braintree)];

fn read(name: &str, headers: &[(String, String)], body: &[u8], account: &Account) -> Vec<Reading> {
    let gateway = recoup_gateways::of_account(name).expect("a gateway");
    gateway.read_delivery(&Delivery { headers, body }, account)
}

fn account(name: &str) -> Account {
    Account { name: format!("{name}:main"), base_url: "https://api.test".to_owned(), ..Account::default() }
}

fn decimal(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn stripe(told: Told, minor: i64) -> Vec<Reading> {
    let (kind, object) = match told {
        Told::Captured => (
            "payment_intent.succeeded",
            json!({"id": "pi_1", "object": "payment_intent", "amount": 1000, "amount_capturable": 0,
                "amount_received": minor, "currency": "eur", "status": "succeeded", "latest_charge": "ch_1",
                "metadata": {"recoup": PAYMENT, CAPTURE: format!("{minor}/last")}}),
        ),
        Told::Refunded => (
            "refund.updated",
            json!({"id": "re_1", "object": "refund", "amount": minor, "currency": "eur", "status": "succeeded",
                "charge": "ch_1", "payment_intent": "pi_1", "balance_transaction": "txn_1",
                "metadata": {"recoup": REFUND}}),
        ),
    };
    let event = json!({"id": "evt_1", "object": "event", "type": kind, "data": {"object": object}});
    read("stripe", &[], event.to_string().as_bytes(), &account("stripe"))
}

fn adyen(told: Told, minor: i64) -> Vec<Reading> {
    let (code, reference) = match told {
        Told::Captured => ("CAPTURE", CAPTURE),
        Told::Refunded => ("REFUND", REFUND),
    };
    let mut item = given::item(code, true, reference);
    item["amount"]["value"] = minor.into();
    read("adyen", &[], given::envelope(&[given::signed(item)]).as_bytes(), &given::account())
}

fn paypal(told: Told, minor: i64) -> Vec<Reading> {
    let (kind, id, ours, up) = match told {
        Told::Captured => {
            ("PAYMENT.CAPTURE.COMPLETED", "2GG279541U471931P", CAPTURE, "authorizations/3C679366HH908993F")
        }
        Told::Refunded => ("PAYMENT.CAPTURE.REFUNDED", "1JU08902781691411", REFUND, "captures/2GG279541U471931P"),
    };
    let resource = json!({"id": id, "status": "COMPLETED", "custom_id": ours, "invoice_id": ours,
        "amount": {"currency_code": "EUR", "value": decimal(minor)},
        "links": [{"rel": "up", "href": format!("https://api.test/v2/payments/{up}")}]});
    let event = json!({"id": "WH-1", "event_type": kind, "resource": resource});
    read("paypal", &[], event.to_string().as_bytes(), &account("paypal"))
}

fn mollie(told: Told, minor: i64) -> Vec<Reading> {
    let amount = json!({"currency": "EUR", "value": decimal(minor)});
    let (kind, ours, id, status) = match told {
        Told::Captured => ("capture", CAPTURE, "cpt_4qqhO89gsT", "succeeded"),
        Told::Refunded => ("refund", REFUND, "re_4qqhO89gsT", "refunded"),
    };
    let entity = json!({"resource": kind, "id": id, "amount": amount, "metadata": {"reference": ours},
        "status": status, "paymentId": "tr_7UhSN1zuXS"});
    let event = json!({"resource": "event", "id": "event_1", "type": format!("{kind}.{status}"), "entityId": id,
        "_embedded": {"entity": entity}});
    let signed = [("x-mollie-signature".to_owned(), "sha256=checked".to_owned())];
    read("mollie", &signed, event.to_string().as_bytes(), &account("mollie"))
}

fn braintree(told: Told, minor: i64) -> Vec<Reading> {
    let amount: &'static str = decimal(minor).leak();
    let shown = match told {
        Told::Captured => Shown { amount, ..Shown::sale("settled", recoup_core::id::Kind::Capture) },
        Told::Refunded => Shown { amount, ..Shown::refund("settled") },
    };
    let body = samples::notification("transaction_settled", &shown.xml());
    read("braintree", &[], &body, &samples::account())
}

/// The facts of a delivery that are of its kind and name an amount.
fn facts(name: &str, tells: Tells, told: Told, minor: i64) -> Vec<Fact> {
    let readings = tells(told, minor);
    let all = readings.iter().flat_map(|reading| match reading {
        Reading::Facts(facts) => facts.clone(),
        other => panic!("{name} {told:?}: {other:?}"),
    });
    let of_kind = |fact: &Fact| match told {
        Told::Captured => fact.what == What::Captured,
        Told::Refunded => {
            matches!(fact.what, What::RefundAccepted | What::RefundCompleted | What::RefundSettled { .. })
        }
    };
    let found: Vec<Fact> = all.filter(of_kind).collect();
    assert!(!found.is_empty(), "{name} {told:?}: {readings:?}");
    found
}

#[test]
fn a_refund_larger_than_what_was_captured_is_told_as_large_as_it_is() {
    for (name, tells) in GATEWAYS {
        for fact in facts(name, *tells, Told::Refunded, 999_999) {
            assert_eq!(fact.amount.map(|amount| amount.amount_minor), Some(999_999), "{name}: {fact:?}");
            assert!(fact.ours.starts_with("rfd_"), "{name}: {fact:?}");
        }
    }
}

#[test]
fn a_capture_is_told_whatever_became_of_its_authorization() {
    for (name, tells) in GATEWAYS {
        for fact in facts(name, *tells, Told::Captured, 700) {
            assert_eq!(fact.amount.map(|amount| amount.amount_minor), Some(700), "{name}: {fact:?}");
            assert!(fact.ours.starts_with("cap_"), "{name}: {fact:?}");
        }
    }
}

#[test]
fn the_same_object_with_another_amount_has_the_same_key_and_is_another_fact() {
    for (name, tells) in GATEWAYS {
        for told in [Told::Captured, Told::Refunded] {
            let (first, second) = (facts(name, *tells, told, 700), facts(name, *tells, told, 500));
            let keys = |facts: &[Fact]| facts.iter().map(Fact::key).collect::<Vec<_>>();
            assert_eq!(keys(&first), keys(&second), "{name} {told:?}: it would count twice");
            assert!(first.iter().zip(&second).all(|(one, other)| one != other), "{name} {told:?}: it would be known");
        }
    }
}
