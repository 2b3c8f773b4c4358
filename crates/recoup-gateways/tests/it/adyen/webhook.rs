//! Deliveries and what they say, item by item.

use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Delivery, Gateway as _};
use serde_json::{Value, json};

use super::given::{CAPTURE, PAYMENT, REFUND, RELEASE, account, envelope, item, signed};
use crate::golden::{self, Book};

fn read(items: &[Value]) -> String {
    let body = envelope(items);
    golden::readings(&Adyen.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &account()))
}

/// Every code of the specification, the older ones, and two that are none.
const CODES: &[&str] = &[
    "AUTHORISATION",
    "AUTHORISATION_ADJUSTMENT",
    "CAPTURE",
    "CAPTURE_FAILED",
    "CANCELLATION",
    "TECHNICAL_CANCEL",
    "CANCEL_OR_REFUND",
    "EXPIRE",
    "OFFER_CLOSED",
    "MANUAL_REVIEW_ACCEPT",
    "MANUAL_REVIEW_REJECT",
    "REFUND",
    "REFUND_FAILED",
    "REFUNDED_REVERSED",
    "REFUND_WITH_DATA",
    "POSTPONED_REFUND",
    "VOID_PENDING_REFUND",
    "ORDER_OPENED",
    "ORDER_CLOSED",
    "RECURRING_CONTRACT",
    "AUTORESCUE",
    "CANCEL_AUTORESCUE",
    "ACH_NOTIFICATION_OF_CHANGE",
    "DIRECT_DEBIT_NOTICE_OF_CHANGE_NOTIFICATION",
    "PAIDOUT_REVERSED",
    "PAYOUT_DECLINE",
    "PAYOUT_EXPIRE",
    "PAYOUT_THIRDPARTY",
    "REQUEST_FOR_INFORMATION",
    "NOTIFICATION_OF_CHARGEBACK",
    "INFORMATION_SUPPLIED",
    "DISPUTE_DEFENSE_PERIOD_ENDED",
    "ISSUER_COMMENTS",
    "ISSUER_RESPONSE_TIMEFRAME_EXPIRED",
    "NOTIFICATION_OF_FRAUD",
    "CHARGEBACK",
    "CHARGEBACK_REVERSED",
    "SECOND_CHARGEBACK",
    "PREARBITRATION_OPEN",
    "PREARBITRATION_ACCEPTED",
    "PREARBITRATION_DECLINED",
    "PREARBITRATION_ISSUER_WITHDRAWN",
    "PREARBITRATION_WON",
    "PREARBITRATION_LOST",
    "SCHEME_ARBITRATION",
    "SCHEME_ARBITRATION_WON",
    "SCHEME_ARBITRATION_LOST",
    "REPORT_AVAILABLE",
    "PENDING",
    "PROCESS_RETRY",
    "DONATION",
    "HANDLED_EXTERNALLY",
    "REFUND_REVERSED",
    "SOMETHING_NEW",
];

fn ours(code: &str) -> &'static str {
    match code {
        "CAPTURE" | "CAPTURE_FAILED" => CAPTURE,
        "CANCELLATION" => RELEASE,
        "REFUND" | "REFUND_FAILED" | "REFUNDED_REVERSED" | "POSTPONED_REFUND" => REFUND,
        _ => PAYMENT,
    }
}

#[test]
fn every_event_says_what_it_means() {
    let mut book = Book::new("adyen/events");
    for code in CODES {
        for success in [true, false] {
            book.case(&format!("{code} {success}"), &read(&[signed(item(code, success, ours(code)))]));
        }
    }
    book.close();
}

#[test]
fn items_that_are_not_as_usual() {
    let mut book = Book::new("adyen/items");
    let but = |code: &str, reference: &str, field: &str, value: Value| {
        let mut item = item(code, true, reference);
        match value {
            Value::Null => drop(item.as_object_mut().and_then(|fields| fields.remove(field))),
            value => item[field] = value,
        }
        item
    };
    let cases: &[(&str, Value)] = &[
        ("a capture with the payment's reference", item("CAPTURE", true, PAYMENT)),
        ("a capture that somebody made there", item("CAPTURE", true, "order 7")),
        ("a refund with a capture's reference", item("REFUND", true, CAPTURE)),
        ("a refund of the second try", item("REFUND", true, &format!("{REFUND}.2"))),
        ("a cancellation with the payment's reference", item("CANCELLATION", true, PAYMENT)),
        ("a refused cancellation with the payment's reference", item("CANCELLATION", false, PAYMENT)),
        ("a payment that was not made here", item("AUTHORISATION", true, "order 7")),
        (
            "a dispute without the name of its payment",
            but("CHARGEBACK_REVERSED", PAYMENT, "originalReference", Value::Null),
        ),
        ("the second one", but("SECOND_CHARGEBACK", PAYMENT, "originalReference", Value::Null)),
        ("and without our reference", but("SECOND_CHARGEBACK", "order 7", "originalReference", Value::Null)),
        ("an amount as text", but("CAPTURE", CAPTURE, "amount", json!({"currency": "EUR", "value": "700"}))),
        ("no amount", but("CAPTURE", CAPTURE, "amount", Value::Null)),
        ("an amount without its currency", but("CAPTURE", CAPTURE, "amount", json!({"value": 700}))),
        ("an amount that is no number", but("CAPTURE", CAPTURE, "amount", json!({"currency": "EUR", "value": "7.00"}))),
        ("an amount of ISK", but("CAPTURE", CAPTURE, "amount", json!({"currency": "ISK", "value": 4000}))),
        ("half a króna", but("CAPTURE", CAPTURE, "amount", json!({"currency": "ISK", "value": 4050}))),
        ("an amount of IDR", but("CAPTURE", CAPTURE, "amount", json!({"currency": "IDR", "value": 40}))),
        ("a currency that nobody knows", but("CAPTURE", CAPTURE, "amount", json!({"currency": "XXQ", "value": 1}))),
        ("success as a boolean", but("CAPTURE", CAPTURE, "success", json!(true))),
        ("success as another word", but("CAPTURE", CAPTURE, "success", json!("yes"))),
        ("another merchant account", but("CAPTURE", CAPTURE, "merchantAccountCode", json!("Other"))),
        ("no name", but("CAPTURE", CAPTURE, "pspReference", Value::Null)),
        ("a name that is none", but("CAPTURE", CAPTURE, "pspReference", json!("a/b"))),
        ("no event", but("CAPTURE", CAPTURE, "eventCode", Value::Null)),
        ("a very long event", but("CAPTURE", CAPTURE, "eventCode", json!("X".repeat(500)))),
    ];
    for (title, item) in cases {
        book.case(title, &read(&[signed(item.clone())]));
    }
    let mut changed = signed(item("REFUND", true, REFUND));
    changed["amount"]["value"] = 9_999_999.into();
    let good = signed(item("CAPTURE", true, CAPTURE));
    let new = signed(item("SOMETHING_NEW", true, PAYMENT));
    book.case("several items, one changed, one no item", &read(&[good.clone(), changed, json!(7), new]));
    book.case("no items", &read(&[]));
    book.case("one item twice", &read(&[good.clone(), good]));
    book.close();
}

#[test]
fn what_is_not_signed_changes_nothing() {
    for code in CODES {
        let plain = signed(item(code, true, PAYMENT));
        let mut coloured = plain.clone();
        coloured["reason"] = json!("another");
        coloured["eventDate"] = json!("1999-01-01T00:00:00Z");
        coloured["paymentMethod"] = json!("any");
        coloured["additionalData"]["disputeStatus"] = json!("Lost");
        coloured["additionalData"]["modification.action"] = json!("cancel");
        coloured["additionalData"]["defensePeriodEndsAt"] = json!("2036-01-01T00:00:00Z");
        assert_eq!(read(&[plain]), read(&[coloured]), "{code}");
    }
}

#[test]
fn a_delivery_is_acknowledged_by_their_word() {
    assert_eq!(Adyen.acknowledgement().body, "[accepted]");
}
