//! Replies and what they mean.

use recoup_core::effect::{Effect, OperationKind};
use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Asked, Gateway, Outcome, Reply};
use serde_json::{Value, json};

use super::effects::{AUTHORIZATION, CAPTURE, PAYMENT, REFUND, account, effect, probe};
use crate::golden::{self, Book};

const DATE: &str = "Fri, 20 Nov 2026 13:00:00 GMT";

fn heard(effect: &Effect, stage: u8, reply: &Reply<'_>) -> Outcome {
    PayPal.interpret(&Asked { effect, account: &account(), stage }, reply)
}

fn answered(effect: &Effect, stage: u8, status: u16, body: &str, headers: &[(&str, &str)]) -> String {
    let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    golden::outcome(&heard(effect, stage, &Reply::Http { status, headers: &headers, body: body.as_bytes() }))
}

fn eur(value: &str) -> Value {
    json!({"currency_code": "EUR", "value": value})
}

fn authorization(status: &str) -> Value {
    json!({
        "id": AUTHORIZATION, "status": status, "amount": eur("10.00"), "custom_id": PAYMENT, "invoice_id": PAYMENT,
        "expiration_time": "2026-12-19T12:00:01Z", "create_time": "2026-11-20T12:00:01Z",
        "update_time": "2026-11-20T12:00:02Z",
        "links": [
            {"rel": "self", "href": format!("https://api.test/v2/payments/authorizations/{AUTHORIZATION}")},
            {"rel": "up", "href": "https://api.test/v2/checkout/orders/5O190127TN364715T"},
        ],
    })
}

fn order(status: &str, authorizations: &[Value], captures: &[Value], refunds: &[Value]) -> String {
    let payments = json!({"authorizations": authorizations, "captures": captures, "refunds": refunds});
    let unit = json!({"custom_id": PAYMENT, "amount": eur("10.00"), "payments": payments});
    json!({"id": "5O190127TN364715T", "status": status, "intent": "AUTHORIZE", "purchase_units": [unit]}).to_string()
}

fn capture(status: &str) -> Value {
    json!({
        "id": "2GG279541U471931P", "status": status, "amount": eur("10.00"), "custom_id": PAYMENT,
        "invoice_id": CAPTURE, "final_capture": false,
        "supplementary_data": {"related_ids": {"order_id": "5O190127TN364715T", "authorization_id": AUTHORIZATION}},
    })
}

fn refund(status: &str) -> Value {
    json!({
        "id": "1JU08902781691411", "status": status, "amount": eur("10.00"), "custom_id": REFUND,
        "invoice_id": REFUND, "status_details": {"reason": "ECHECK"},
        "links": [{"rel": "up", "href": "https://api.test/v2/payments/captures/2GG279541U471931P"}],
    })
}

fn issue(word: &str) -> String {
    json!({"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": word}], "debug_id": "1"}).to_string()
}

#[test]
fn replies_to_authorizations() {
    let mut book = Book::new("paypal/reply_authorize");
    let sent = effect(OperationKind::Authorize);
    let denied = {
        let mut denied = authorization("DENIED");
        denied["processor_response"] = json!({"response_code": "5120", "payment_advice_code": "24"});
        denied
    };
    for status in ["CREATED", "PENDING", "CAPTURED", "PARTIALLY_CAPTURED", "VOIDED", "EXPIRED", "BLUE"] {
        let body = order("COMPLETED", &[authorization(status)], &[], &[]);
        book.case(&format!("201, authorization {status}"), &answered(&sent, 0, 201, &body, &[]));
    }
    let both = order("COMPLETED", &[authorization("CREATED"), denied.clone()], &[], &[]);
    book.case("201, one that stands and one that was denied", &answered(&sent, 0, 201, &both, &[]));
    book.case("201, denied", &answered(&sent, 0, 201, &order("COMPLETED", &[denied], &[], &[]), &[]));
    let mut out = authorization("VOIDED");
    out["update_time"] = json!("2026-12-19T12:00:01Z");
    book.case("200, voided because it ran out", &answered(&sent, 0, 200, &order("COMPLETED", &[out], &[], &[]), &[]));
    for status in ["PAYER_ACTION_REQUIRED", "APPROVED", "CREATED", "COMPLETED", "SAVED", "VOIDED"] {
        let body = order(status, &[], &[], &[]);
        book.case(&format!("201, order {status}"), &answered(&sent, 0, 201, &body, &[]));
    }
    let short = r#"{"id":"5O190127TN364715T","status":"COMPLETED","links":[]}"#;
    book.case("201, the short form", &answered(&sent, 0, 201, short, &[]));
    book.case("the short form once more", &answered(&sent, 2, 200, short, &[]));
    let body = order("COMPLETED", &[authorization("CREATED")], &[], &[]);
    book.case("authorized after approval", &answered(&sent, 3, 201, &body, &[]));
    book.case("not authorized after approval", &answered(&sent, 3, 201, &order("APPROVED", &[], &[], &[]), &[]));
    let other = body.replace(PAYMENT, "pay_01ja3v5k8e9rrb2x4y6z8w0q2t");
    book.case("of another payment", &answered(&sent, 0, 201, &other, &[]));
    for word in [
        "INSTRUMENT_DECLINED",
        "PAYER_CANNOT_PAY",
        "DUPLICATE_INVOICE_ID",
        "DUPLICATE_REQUEST_ID",
        "ORDER_ALREADY_AUTHORIZED",
        "SOMETHING_NEW",
    ] {
        book.case(&format!("422 {word}"), &answered(&sent, 0, 422, &issue(word), &[]));
    }
    book.case("404 vault id", &answered(&sent, 0, 404, &issue("TOKEN_ID_NOT_FOUND"), &[]));
    common(&mut book, &sent);
    book.close();
}

fn common(book: &mut Book, sent: &Effect) {
    let busy = r#"{"name":"PREVIOUS_REQUEST_IN_PROGRESS"}"#;
    for (status, body) in
        [(401, r#"{"error":"invalid_token"}"#), (403, ""), (408, ""), (409, busy), (409, ""), (500, "{}"), (503, "")]
    {
        book.case(&format!("{status} {body}"), &answered(sent, 0, status, body, &[]));
    }
    book.case("429", &answered(sent, 0, 429, "", &[("retry-after", "30")]));
    for body in ["", "{", "[]", "null", "{}", r#"{"id":7}"#, r#"{"id":"../x","amount":{"value":"1"}}"#] {
        book.case(&format!("201 `{body}`"), &answered(sent, 0, 201, body, &[]));
    }
    book.case("302", &answered(sent, 0, 302, "", &[]));
    book.case("no such step", &answered(sent, 250, 200, "{}", &[]));
    let (not_sent, maybe) = (Reply::NotSent { why: "no line".into() }, Reply::MaybeSent { why: "cut".into() });
    book.case("not sent", &golden::outcome(&heard(sent, 0, &not_sent)));
    book.case("a later step not sent", &golden::outcome(&heard(sent, 2, &not_sent)));
    book.case("maybe sent", &golden::outcome(&heard(sent, 0, &maybe)));
}

#[test]
fn replies_to_captures_releases_and_refunds() {
    let mut book = Book::new("paypal/reply_rest");
    let sent = effect(OperationKind::Capture);
    for status in ["COMPLETED", "PENDING", "DECLINED", "FAILED", "PARTIALLY_REFUNDED", "REFUNDED", "BLUE"] {
        book.case(&format!("capture {status}"), &answered(&sent, 0, 201, &capture(status).to_string(), &[]));
    }
    let short = r#"{"id":"2GG279541U471931P","status":"COMPLETED"}"#;
    book.case("capture, the short form", &answered(&sent, 0, 201, short, &[]));
    book.case("capture, read", &answered(&sent, 1, 200, &capture("COMPLETED").to_string(), &[]));
    book.case("capture, could not be read", &answered(&sent, 1, 429, "", &[]));
    let other = capture("COMPLETED").to_string().replace(CAPTURE, "INV-1");
    book.case("capture with a foreign number", &answered(&sent, 0, 201, &other, &[]));
    for word in ["AUTHORIZATION_VOIDED", "AUTHORIZATION_ALREADY_CAPTURED", "DUPLICATE_INVOICE_ID"] {
        book.case(&format!("capture 422 {word}"), &answered(&sent, 0, 422, &issue(word), &[]));
    }
    let sent = effect(OperationKind::Release);
    book.case("release 204", &answered(&sent, 0, 204, "", &[]));
    book.case("release 200", &answered(&sent, 0, 200, &authorization("VOIDED").to_string(), &[]));
    book.case("release 200, not void", &answered(&sent, 0, 200, &authorization("CREATED").to_string(), &[]));
    for word in ["PREVIOUSLY_VOIDED", "PREVIOUSLY_CAPTURED", "CANNOT_BE_VOIDED"] {
        book.case(&format!("release 422 {word}"), &answered(&sent, 0, 422, &issue(word), &[]));
    }
    let sent = effect(OperationKind::Refund);
    for status in ["COMPLETED", "PENDING", "FAILED", "CANCELLED", "BLUE"] {
        book.case(&format!("refund {status}"), &answered(&sent, 0, 201, &refund(status).to_string(), &[]));
    }
    book.case("refund 204", &answered(&sent, 0, 204, "", &[]));
    for word in ["REFUND_AMOUNT_EXCEEDED", "TRANSACTION_DISPUTED", "PENDING_CAPTURE"] {
        book.case(&format!("refund 422 {word}"), &answered(&sent, 0, 422, &issue(word), &[]));
    }
    book.close();
}

#[test]
fn what_became_of_it() {
    let mut book = Book::new("paypal/reply_probe");
    lost_authorization(&mut book);
    let asked = probe(OperationKind::Authorize, "order/5O190127TN364715T");
    book.case("order, approved since", &answered(&asked, 2, 200, &order("APPROVED", &[], &[], &[]), &[]));
    book.case("order, gone", &answered(&asked, 2, 404, &issue("INVALID_RESOURCE_ID"), &[]));
    let asked = probe(OperationKind::Authorize, AUTHORIZATION);
    book.case("authorization, reviewed", &answered(&asked, 1, 200, &authorization("CREATED").to_string(), &[]));
    book.case("authorization, gone", &answered(&asked, 1, 404, &issue("INVALID_RESOURCE_ID"), &[]));
    let asked = probe(OperationKind::Release, "");
    for status in ["VOIDED", "CREATED", "PARTIALLY_CAPTURED", "CAPTURED"] {
        book.case(&format!("release, {status}"), &answered(&asked, 1, 200, &authorization(status).to_string(), &[]));
    }
    for (kind, what) in [(OperationKind::Capture, "capture"), (OperationKind::Refund, "refund")] {
        let asked = probe(kind, "");
        book.case(
            &format!("{what}, its authorization"),
            &answered(&asked, 0x20, 200, &authorization("CREATED").to_string(), &[]),
        );
        book.case(&format!("{what}, an authorization without an order"), &answered(&asked, 0x20, 200, "{}", &[]));
        let own = [authorization("CREATED")];
        let full = order("COMPLETED", &own, &[capture("COMPLETED")], &[refund("PENDING")]);
        book.case(&format!("{what}, found"), &answered(&asked, 0x40, 200, &full, &[]));
        let none = order("COMPLETED", &own, &[], &[]);
        book.case(&format!("{what}, not found"), &answered(&asked, 0x40, 200, &none, &[]));
        let foreign = order("COMPLETED", &[], &[], &[]);
        book.case(&format!("{what}, another order"), &answered(&asked, 0x40, 200, &foreign, &[]));
        book.case(&format!("{what}, forbidden"), &answered(&asked, 0x40, 403, "", &[]));
    }
    // A refusal that may be our own doing is looked after before it is believed.
    let sent = effect(OperationKind::Capture);
    let too_much = issue("MAX_CAPTURE_AMOUNT_EXCEEDED");
    let refused = Reply::Http { status: 422, headers: &[], body: too_much.as_bytes() };
    let Outcome::Next(look) = heard(&sent, 0, &refused) else { panic!("it is looked after") };
    let body = authorization("CAPTURED").to_string();
    let read = Reply::Http { status: 200, headers: &[], body: body.as_bytes() };
    let Outcome::Next(look) = heard(&sent, look.stage, &read) else { panic!("its order is read") };
    let own = [authorization("CAPTURED")];
    let ours = order("COMPLETED", &own, &[capture("COMPLETED")], &[]);
    book.case("refused, and it was us", &answered(&sent, look.stage, 200, &ours, &[]));
    let theirs = order("COMPLETED", &own, &[], &[]);
    book.case("refused, and it was not us", &answered(&sent, look.stage, 200, &theirs, &[]));
    book.close();
}

fn lost_authorization(book: &mut Book) {
    let asked = probe(OperationKind::Authorize, "");
    let transaction = |code: &str, custom: &str| {
        let info = json!({"transaction_id": AUTHORIZATION, "transaction_event_code": code, "custom_field": custom});
        json!({"transaction_details": [{"transaction_info": info}], "total_pages": 1}).to_string()
    };
    let date = [("date", DATE)];
    book.case("lost, listed", &answered(&asked, 0x60, 200, &transaction("T1300", PAYMENT), &date));
    book.case("lost, its capture is listed", &answered(&asked, 0x60, 200, &transaction("T0006", PAYMENT), &date));
    book.case("lost, not listed", &answered(&asked, 0x60, 200, &transaction("T1300", "pay_x"), &date));
    book.case("lost, may not be listed", &answered(&asked, 0x60, 403, "", &date));
    let late = [("date", "Fri, 20 Nov 2026 17:00:01 GMT")];
    book.case("lost, key forgotten", &answered(&asked, 0x60, 200, "{}", &late));
    let list = |rows: &[&str], pages: u32, refreshed: &str| {
        let row = |id: &&str| {
            json!({"transaction_info":
                {"transaction_id": id, "transaction_event_code": "T1300", "custom_field": PAYMENT}})
        };
        let rows: Vec<Value> = rows.iter().map(row).collect();
        json!({"transaction_details": rows, "total_pages": pages, "last_refreshed_datetime": refreshed}).to_string()
    };
    let fresh = "2026-11-20T14:00:00Z";
    for (title, stage, body) in [
        ("the list is fresh", 0x60, list(&[], 1, fresh)),
        ("the list is too far behind", 0x60, list(&[], 1, "2026-11-20T12:59:00Z")),
        ("the list does not say how far behind it is", 0x60, list(&[], 1, "")),
        ("the list has more pages", 0x60, list(&[], 2, fresh)),
        ("and its last page has nothing", 0x61, list(&[], 2, fresh)),
        ("too many pages", 0x60 + 39, list(&[], 99, fresh)),
        ("listed twice under one name", 0x60, list(&[AUTHORIZATION, AUTHORIZATION], 1, fresh)),
        ("listed twice under two", 0x60, list(&[AUTHORIZATION, "9UW57884V3159445J"], 1, fresh)),
        ("listed, and there are more pages", 0x60, list(&[AUTHORIZATION], 2, fresh)),
        ("listed before, and here as well", 0x60 + 41, list(&[AUTHORIZATION], 2, fresh)),
        ("listed before, and not here", 0x60 + 41, list(&[], 2, fresh)),
        ("listed once in all", 0x60 + 80, list(&[AUTHORIZATION], 2, fresh)),
    ] {
        book.case(&format!("lost, key forgotten, {title}"), &answered(&asked, stage, 200, &body, &late));
    }
    let days = [("date", "Sun, 22 Nov 2026 17:00:01 GMT")];
    let body = list(&[], 1, "2026-11-22T16:00:00Z");
    book.case("lost, and sent after what was asked for", &answered(&asked, 0x60, 200, &body, &days));
    book.case(
        "lost, a clock that is wrong",
        &answered(&asked, 0x60, 200, "{}", &[("date", "Thu, 19 Nov 2026 12:00:00 GMT")]),
    );
    book.case("lost, no clock", &answered(&asked, 0x60, 200, "{}", &[]));
    book.case("lost, 500", &answered(&asked, 0x60, 500, "", &date));
}
