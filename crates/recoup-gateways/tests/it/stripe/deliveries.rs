//! Events: whose they are, what they say, and what must be looked at first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Delivery, Gateway, Known, Reading, Reply, Verdict};
use serde_json::Value;

use super::{CAPTURE, CAPTURE_2, PAYMENT, REFUND, RELEASE, account, charge, intent, refund};
use crate::golden::{Book, readings};

fn event(kind: &str, object: &str) -> String {
    format!(
        r#"{{"id":"evt_1","object":"event","api_version":"2025-09-30.clover","type":"{kind}","data":{{"object":{object}}}}}"#
    )
}

fn read(body: &str) -> Vec<Reading> {
    Stripe.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &account())
}

fn looked(stage: u8, status: u16, body: &str) -> Vec<Reading> {
    Stripe.read_look(&account(), stage, &Reply::Http { status, headers: &[], body: body.as_bytes() })
}

#[test]
fn signatures_of_our_own_are_judged_right() {
    let file: Value = serde_json::from_str(include_str!("../../golden/stripe/signatures.json")).expect("JSON");
    let body = file["body"].as_str().expect("a body");
    for vector in file["vectors"].as_array().expect("vectors") {
        let headers = [("stripe-signature".to_owned(), vector["header"].as_str().expect("a header").to_owned())];
        let secrets = vector["secrets"].as_array().expect("secrets").iter();
        let mut account = account();
        account.webhook_secrets = secrets.map(|secret| secret.as_str().expect("a secret").to_owned()).collect();
        let secs = file["at"].as_i64().expect("a time") + vector["late_secs"].as_i64().expect("seconds");
        let known = Known { at: Timestamp::from_second(secs).expect("a time"), certificates: &BTreeMap::new() };
        let verdict = Stripe.authenticate(&Delivery { headers: &headers, body: body.as_bytes() }, &account, &known);
        assert_eq!(verdict == Verdict::Genuine, vector["valid"] == true, "{}: {verdict:?}", vector["about"]);
    }
    let known = Known { at: Timestamp::UNIX_EPOCH, certificates: &BTreeMap::new() };
    let bare = Stripe.authenticate(&Delivery { headers: &[], body: b"{}" }, &account(), &known);
    assert!(matches!(bare, Verdict::Forged { .. }));
}

#[test]
#[allow(clippy::too_many_lines, reason = "it is a table")]
fn events_and_what_they_say() {
    let mut book = Book::new("stripe/deliveries");
    let mut case = |title: &str, body: &str| book.case(title, &readings(&read(body)));
    let stands = charge("available").replacen(r#","latest_charge":"#, "", 1);
    let bare = r#","latest_charge":"ch_1""#;
    let one = format!(r#""{CAPTURE}":"700""#);
    let two = format!(r#"{one},"{CAPTURE_2}":"200/last""#);
    let of = |kind: &str, object: &str| event(kind, object);
    case("authorized, by its charge", &of("charge.succeeded", &stands));
    case(
        "authorized, by its intent: the charge says until when",
        &of("payment_intent.amount_capturable_updated", &intent("requires_capture", (0, 1000), "", bare)),
    );
    case(
        "one capture",
        &of("payment_intent.amount_capturable_updated", &intent("requires_capture", (700, 300), &one, bare)),
    );
    case(
        "two captures, the last one gave back the rest",
        &of("payment_intent.succeeded", &intent("succeeded", (900, 0), &two, bare)),
    );
    case(
        "captured in part, then the time ran out",
        &of("payment_intent.succeeded", &intent("succeeded", (700, 0), &one, bare)),
    );
    case(
        "captured in part, then released",
        &of(
            "payment_intent.succeeded",
            &intent("succeeded", (700, 0), &format!(r#"{one},"{RELEASE}":"release""#), bare),
        ),
    );
    case("captured by somebody else", &of("payment_intent.succeeded", &intent("succeeded", (400, 0), "", bare)));
    case(
        "canceled by our release",
        &of(
            "payment_intent.canceled",
            &intent(
                "canceled",
                (0, 0),
                &format!(r#""{RELEASE}":"release""#),
                r#","cancellation_reason":"requested_by_customer""#,
            ),
        ),
    );
    case(
        "canceled by somebody else",
        &of("payment_intent.canceled", &intent("canceled", (0, 0), "", r#","cancellation_reason":"fraudulent""#)),
    );
    case(
        "canceled by time",
        &of("payment_intent.canceled", &intent("canceled", (0, 0), "", r#","cancellation_reason":"automatic""#)),
    );
    case("ran out, by its charge", &of("charge.expired", &stands));
    case(
        "declined",
        &of(
            "payment_intent.payment_failed",
            &intent(
                "requires_payment_method",
                (0, 0),
                "",
                r#","last_payment_error":{"type":"card_error","code":"card_declined","decline_code":"do_not_honor","network_advice_code":"02"}"#,
            ),
        ),
    );
    case("the customer must act", &of("payment_intent.requires_action", &intent("requires_action", (0, 0), "", "")));
    case("a charge failed at once", &of("charge.failed", &stands));
    case(
        "a charge failed late",
        &of(
            "charge.failed",
            &stands.replace(r#""status":"succeeded""#, r#""status":"failed","failure_balance_transaction":"txn_9""#),
        ),
    );
    case(
        "not ours",
        &of("payment_intent.succeeded", &intent("succeeded", (700, 0), "", "").replace(PAYMENT, "order 7")),
    );
    case("a refund", &of("refund.updated", &refund("succeeded", "")));
    case("a refund, as it was told before 2024", &of("charge.refund.updated", &refund("pending", "")));
    case(
        "a refund that failed",
        &of("refund.failed", &refund("failed", r#","failure_balance_transaction":{"id":"txn_2"}"#)),
    );
    case("a refund by somebody else: look", &of("refund.created", &refund("succeeded", "").replace(REFUND, "")));
    case("a dispute: look", &of("charge.dispute.created", r#"{"id":"dp_1","object":"dispute"}"#));
    case("a payout", &of("payout.paid", r#"{"id":"po_1"}"#));
    case("a customer", &of("customer.updated", r#"{"id":"cus_1"}"#));
    case("an event nobody knows", &of("quantum.entangled", r#"{"id":"q_1"}"#));
    case("a thin event", r#"{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered"}"#);
    case("no object", r#"{"id":"evt_1","object":"event","type":"refund.created","data":{}}"#);
    case("no event", r#"{"hello":"world"}"#);
    case("cut in half", &of("refund.updated", &refund("succeeded", ""))[..90]);
    case("empty", "");
    book.close();
}

fn dispute(status: &str, rows: &str, metadata: &str) -> String {
    format!(
        r#"{{"id":"dp_1","object":"dispute","amount":700,"currency":"eur","charge":"ch_1","reason":"fraudulent",
        "status":"{status}","evidence_details":{{"due_by":1790604800}},"balance_transactions":[{rows}],
        "payment_intent":{{"id":"pi_1","object":"payment_intent","metadata":{{{metadata}}}}}}}"#
    )
}

#[test]
fn looks_and_what_they_say() {
    let mut book = Book::new("stripe/looks");
    let mut case = |title: &str, stage: u8, status: u16, body: &str| {
        book.case(title, &readings(&looked(stage, status, body)));
    };
    let ours = format!(r#""recoup":"{PAYMENT}""#);
    let out = r#"{"id":"txn_3","amount":-700,"currency":"eur","reporting_category":"dispute"}"#;
    let back = r#"{"id":"txn_4","amount":700,"currency":"eur","reporting_category":"dispute_reversal"}"#;
    let dollars = r#"{"id":"txn_3","amount":-811,"currency":"usd","reporting_category":"dispute"}"#;
    case("a question", 3, 200, &dispute("warning_needs_response", "", &ours));
    case("a question that went away", 3, 200, &dispute("warning_closed", "", &ours));
    case("money was taken", 3, 200, &dispute("needs_response", out, &ours));
    case("money was taken, in the balance's currency", 3, 200, &dispute("under_review", dollars, &ours));
    case("won", 3, 200, &dispute("won", &format!("{out},{back}"), &ours));
    case("lost", 3, 200, &dispute("lost", out, &ours));
    case("prevented", 3, 200, &dispute("prevented", "", &ours));
    case("appealed", 3, 200, &dispute("appeal_under_review", out, &ours));
    case("a status nobody knows", 3, 200, &dispute("arbitrated", out, &ours));
    case("a dispute of somebody else's payment", 3, 200, &dispute("lost", out, ""));
    let outside = |more: &str| {
        let whole =
            format!(r#""payment_intent":{{"id":"pi_1","object":"payment_intent","metadata":{{{ours}}}}}{more}"#);
        refund("succeeded", "").replace(REFUND, "").replace(r#""payment_intent":"pi_1""#, &whole)
    };
    case("a refund by somebody else", 2, 200, &outside(""));
    case(
        "what was not captured",
        2,
        200,
        &outside("").replace(r#""txn_1""#, r#"{"id":"txn_1","reporting_category":"partial_capture_reversal"}"#),
    );
    case("what ran out", 2, 200, &outside(r#","reason":"expired_uncaptured_charge""#));
    case("a refund of somebody else's payment", 2, 200, &refund("succeeded", "").replace(REFUND, ""));
    let late = charge("available")
        .replace(r#""status":"succeeded""#, r#""status":"failed","failure_balance_transaction":"txn_9""#);
    case(
        "a capture that fell back",
        1,
        200,
        &intent("requires_payment_method", (0, 0), &format!(r#""{CAPTURE}":"700/last""#), &late),
    );
    case("gone", 3, 404, "{}");
    case("busy", 3, 429, "{}");
    case("broken", 3, 200, "<html>");
    case("nothing was asked", 9, 200, "{}");
    book.close();
    let unsent = Stripe.read_look(&account(), 3, &Reply::MaybeSent { why: "timeout".to_owned() });
    assert!(matches!(unsent[..], [Reading::Again { .. }]));
}
