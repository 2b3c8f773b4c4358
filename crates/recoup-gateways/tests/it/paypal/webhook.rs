//! Webhooks and what they say.

use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Delivery, Gateway};
use serde_json::{Value, json};

use super::effects::{AUTHORIZATION, CAPTURE, PAYMENT, REFUND, account};
use crate::golden::{self, Book};

fn said(body: &str) -> String {
    golden::readings(&PayPal.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &account()))
}

fn event(event_type: &str, resource: &Value) -> String {
    said(&json!({"id": "WH-1", "event_type": event_type, "resource": resource}).to_string())
}

#[test]
fn payments() {
    let mut book = Book::new("paypal/webhook");
    let eur = |value: &str| json!({"currency_code": "EUR", "value": value});
    let authorization = |status: &str| {
        json!({"id": AUTHORIZATION, "status": status, "amount": eur("10.00"), "custom_id": PAYMENT,
            "expiration_time": "2026-12-19T12:00:01Z"})
    };
    book.case("authorized", &event("PAYMENT.AUTHORIZATION.CREATED", &authorization("CREATED")));
    book.case("voided", &event("PAYMENT.AUTHORIZATION.VOIDED", &authorization("VOIDED")));
    let capture = |status: &str| {
        json!({"id": "2GG279541U471931P", "status": status, "amount": eur("4.00"), "custom_id": PAYMENT,
            "invoice_id": CAPTURE, "status_details": {"reason": "BUYER_COMPLAINT"},
            "links": [{"rel": "up", "href": format!("https://api.test/v2/payments/authorizations/{AUTHORIZATION}")}]})
    };
    book.case("captured", &event("PAYMENT.CAPTURE.COMPLETED", &capture("COMPLETED")));
    book.case("capture pending", &event("PAYMENT.CAPTURE.PENDING", &capture("PENDING")));
    book.case("capture declined", &event("PAYMENT.CAPTURE.DECLINED", &capture("DECLINED")));
    let of_capture = json!([{"rel": "self", "href": "https://api.test/v2/payments/refunds/1JU08902781691411"},
        {"rel": "up", "href": "https://api.test/v2/payments/captures/2GG279541U471931P"}]);
    let refund = |status: &str, ours: &str| {
        json!({"id": "1JU08902781691411", "status": status, "amount": eur("3.00"), "custom_id": ours,
            "links": of_capture})
    };
    book.case("refunded", &event("PAYMENT.CAPTURE.REFUNDED", &refund("COMPLETED", REFUND)));
    book.case("refunded by PayPal's own pages", &event("PAYMENT.CAPTURE.REFUNDED", &refund("COMPLETED", PAYMENT)));
    book.case("refund pending", &event("PAYMENT.REFUND.PENDING", &refund("PENDING", REFUND)));
    book.case("refund failed", &event("PAYMENT.REFUND.FAILED", &refund("FAILED", REFUND)));
    book.case("reversed", &event("PAYMENT.CAPTURE.REVERSED", &refund("COMPLETED", PAYMENT)));
    book.case("reversed, told by the capture", &event("PAYMENT.CAPTURE.REVERSED", &capture("REFUNDED")));
    older(&mut book);
    for name in ["CHECKOUT.ORDER.APPROVED", "VAULT.PAYMENT-TOKEN.CREATED", "BILLING.PLAN.CREATED", "PAYMENT.SALE.X"] {
        book.case(name, &event(name, &json!({})));
    }
    for name in ["PAYMENT.CAPTURE.PAINTED", "", "NEW.THING"] {
        book.case(&format!("`{name}`"), &event(name, &json!({})));
    }
    book.case("a word nobody knows", &event("PAYMENT.CAPTURE.COMPLETED", &capture("BLUE")));
    book.case("no id", &event("PAYMENT.CAPTURE.COMPLETED", &json!({"status": "COMPLETED"})));
    let mut odd = capture("COMPLETED");
    odd["amount"] = json!({"currency_code": "EUR", "value": 4});
    book.case("an amount that is a number", &event("PAYMENT.CAPTURE.COMPLETED", &odd));
    odd["amount"] = json!({"currency_code": "EUR", "value": "4.005"});
    book.case("an amount too fine", &event("PAYMENT.CAPTURE.COMPLETED", &odd));
    odd["amount"] = json!({"currency_code": "JPY", "value": "400.0"});
    book.case("yen with decimals", &event("PAYMENT.CAPTURE.COMPLETED", &odd));
    odd["amount"] = json!(null);
    book.case("no amount", &event("PAYMENT.CAPTURE.COMPLETED", &odd));
    for body in ["", "{", "[]", r#"{"event_type":"PAYMENT.CAPTURE.COMPLETED"}"#] {
        book.case(&format!("`{body}`"), &said(body));
    }
    book.close();
}

/// The older generation: `state`, `amount.total`, `custom`, refunds with a minus.
fn older(book: &mut Book) {
    let usd = |total: &str| json!({"currency": "USD", "total": total});
    let authorization = json!({"id": "2DC87612EK520411B", "state": "authorized", "amount": usd("7.47"),
        "custom": PAYMENT, "valid_until": "2013-07-24T21:39:15Z", "parent_payment": "PAY-1"});
    book.case("older: authorized", &event("PAYMENT.AUTHORIZATION.CREATED", &authorization));
    let capture = json!({"id": "1YH34677BD7819356", "state": "denied", "amount": usd("0.50"), "invoice_number": CAPTURE,
        "links": [{"rel": "authorization", "href": "https://api.test/v1/payments/authorization/2DC87612EK520411B"}]});
    book.case("older: denied", &event("PAYMENT.CAPTURE.DENIED", &capture));
    let refund = json!({"id": "8VC964970N548345V", "state": "completed", "amount": usd("-0.15"),
        "capture_id": "5LK72275CG489890D", "custom": REFUND});
    book.case("older: refunded", &event("PAYMENT.CAPTURE.REFUNDED", &refund));
}

#[test]
fn disputes() {
    let mut book = Book::new("paypal/dispute");
    let dispute = |status: &str, stage: &str, outcome: &str, movements: Value| {
        json!({
            "dispute_id": "PP-D-27803", "reason": "UNAUTHORISED", "status": status, "dispute_life_cycle_stage": stage,
            "dispute_amount": {"currency_code": "EUR", "value": "4.00"},
            "disputed_transactions": [{"seller_transaction_id": "2GG279541U471931P", "custom": PAYMENT}],
            "seller_response_due_date": "2026-12-01T12:00:00.000Z",
            "dispute_outcome": {"outcome_code": outcome}, "money_movements": movements,
        })
    };
    let moved = |kind: &str, reason: &str, at: &str| {
        json!({"affected_party": "SELLER", "type": kind, "reason": reason, "initiated_time": at,
            "amount": {"currency_code": "EUR", "value": "4.00"}})
    };
    let (open, none) = ("WAITING_FOR_SELLER_RESPONSE", json!([]));
    let debit = moved("DEBIT", "DISPUTE_SETTLEMENT", "2026-11-21T00:00:00Z");
    let credit = moved("CREDIT", "DISPUTE_SETTLEMENT", "2026-11-22T00:00:00Z");
    let fee = moved("DEBIT", "CHARGEBACK_FEE", "2026-11-21T00:00:00Z");
    let say = |body: Value| event("CUSTOMER.DISPUTE.UPDATED", &body);
    book.case("an inquiry", &say(dispute("OPEN", "INQUIRY", "", none.clone())));
    book.case("a claim", &say(dispute(open, "CHARGEBACK", "", json!([debit, fee]))));
    book.case("won", &say(dispute("RESOLVED", "CHARGEBACK", "RESOLVED_SELLER_FAVOUR", json!([debit, credit]))));
    book.case("lost", &say(dispute("RESOLVED", "ARBITRATION", "RESOLVED_BUYER_FAVOUR", json!([debit]))));
    book.case("taken back", &say(dispute("RESOLVED", "INQUIRY", "CANCELED_BY_BUYER", none.clone())));
    book.case("PayPal paid", &say(dispute("RESOLVED", "CHARGEBACK", "RESOLVED_WITH_PAYOUT", json!([debit, credit]))));
    book.case("PayPal paid and took", &say(dispute("RESOLVED", "CHARGEBACK", "RESOLVED_WITH_PAYOUT", json!([debit]))));
    book.case(
        "PayPal paid, no movement",
        &say(dispute("RESOLVED", "CHARGEBACK", "RESOLVED_WITH_PAYOUT", none.clone())),
    );
    for (status, stage, outcome) in
        [("RESOLVED", "CHARGEBACK", "NONE"), ("BLUE", "INQUIRY", ""), ("OPEN", "BLUE", ""), ("RESOLVED", "INQUIRY", "")]
    {
        book.case(&format!("{status} {stage} `{outcome}`"), &say(dispute(status, stage, outcome, none.clone())));
    }
    let mut two = dispute(open, "CHARGEBACK", "", none);
    two["disputed_transactions"] = json!([{"seller_transaction_id": "A1"}, {"seller_transaction_id": "B2"}]);
    book.case("two transactions", &say(two));
    book.case("no transaction", &say(json!({"dispute_id": "PP-D-1", "status": "OPEN"})));
    book.close();
}
