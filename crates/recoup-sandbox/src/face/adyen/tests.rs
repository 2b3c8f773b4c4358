//! Adyen's protocol at a desk, in virtual time.

use serde_json::{Value, json};

use crate::bank::BankConfig;
use crate::clock::SECOND_US;
use crate::desk::Desk;
use crate::face::FaceKind;
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

const KEY: &str = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
const DAY_US: i64 = 86_400 * SECOND_US;

fn desk() -> Desk {
    let endpoint = WebhookEndpoint { url: "http://127.0.0.1/".into(), secret: KEY.into() };
    Desk::new(BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::of(FaceKind::Adyen) })
}

fn post(target: &str, key: &str, body: &Value) -> WireRequest {
    WireRequest::new("POST", target)
        .with_header("x-api-key", "sandbox_secret")
        .with_key(key)
        .with_body(body.to_string())
}

fn done(desk: &mut Desk, request: WireRequest, now_us: i64, status: u16) -> Value {
    let reply = desk.handle(request, now_us);
    assert_eq!(reply.status(), Some(status), "{reply:?}");
    serde_json::from_str(reply.body().unwrap()).unwrap()
}

fn payment(stored: &str, value: i64) -> Value {
    json!({"merchantAccount": "Shop", "reference": format!("pay {stored}"), "amount": {"currency": "EUR", "value": value},
        "paymentMethod": {"type": "scheme", "storedPaymentMethodId": stored}, "shopperReference": "s",
        "returnUrl": "https://shop.example", "additionalData": {"manualCapture": "true"}})
}

fn modification(reference: &str, value: i64) -> Value {
    json!({"merchantAccount": "Shop", "reference": reference, "amount": {"currency": "EUR", "value": value}})
}

/// Everything told up to an instant, as `CODE success reference`.
fn told(desk: &mut Desk, now_us: i64) -> Vec<String> {
    let mut told = Vec::new();
    for delivery in desk.due(now_us) {
        desk.acknowledge(delivery.id);
        let body: Value = serde_json::from_str(&delivery.body).unwrap();
        for item in body["notificationItems"].as_array().unwrap() {
            let item = &item["NotificationRequestItem"];
            assert!(item["additionalData"]["hmacSignature"].is_string());
            let text = |field: &str| item[field].as_str().unwrap().to_owned();
            told.push(format!("{} {} {}", text("eventCode"), text("success"), text("merchantReference")));
        }
    }
    told
}

#[test]
fn what_follows_is_received_and_told_later_also_that_it_was_refused() {
    let mut desk = desk();
    let paid = done(&mut desk, post("/v72/payments", "p", &payment("TOKOK", 1000)), 0, 200);
    assert_eq!(paid["resultCode"], "Authorised");
    let psp = paid["pspReference"].as_str().unwrap().to_owned();
    let path = |what: &str| format!("/v72/payments/{psp}/{what}");
    let early = done(&mut desk, post(&path("refunds"), "r0", &modification("early", 1)), 0, 201);
    assert_eq!(early["status"], "received");
    done(&mut desk, post(&path("captures"), "c", &modification("cap", 600)), 0, 201);
    done(&mut desk, post(&path("captures"), "c2", &modification("more", 100)), 0, 201);
    done(&mut desk, post(&path("cancels"), "x", &json!({"merchantAccount": "Shop", "reference": "can"})), 0, 201);
    done(&mut desk, post(&path("refunds"), "r1", &modification("ref", 600)), 10 * SECOND_US, 201);
    done(&mut desk, post(&path("refunds"), "r2", &modification("over", 1)), 10 * SECOND_US, 201);
    let all = told(&mut desk, DAY_US);
    let expected = [
        "AUTHORISATION true pay TOKOK",
        "REFUND false early",
        "CAPTURE false more",
        "CANCELLATION false can",
        "CAPTURE true cap",
        "REFUND false over",
        "REFUND true ref",
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_reversal_gives_the_whole_back_by_what_fits_and_is_told_as_one() {
    let mut desk = desk();
    let whole = json!({"merchantAccount": "Shop", "reference": "rev"});
    let held = done(&mut desk, post("/v72/payments", "a", &payment("TOKOK", 1000)), 0, 200);
    let path = |paid: &Value, what: &str| format!("/v72/payments/{}/{what}", paid["pspReference"].as_str().unwrap());
    done(&mut desk, post(&path(&held, "reversals"), "b", &whole), 0, 201);
    let taken = done(&mut desk, post("/v72/payments", "c", &payment("TOKOK", 900)), 0, 200);
    done(&mut desk, post(&path(&taken, "captures"), "d", &modification("cap", 900)), 0, 201);
    done(&mut desk, post(&path(&taken, "reversals"), "e", &whole), 10 * SECOND_US, 201);
    let mut actions = Vec::new();
    for delivery in desk.due(DAY_US) {
        let body: Value = serde_json::from_str(&delivery.body).unwrap();
        for item in body["notificationItems"].as_array().unwrap() {
            let item = &item["NotificationRequestItem"];
            if item["eventCode"] == "CANCEL_OR_REFUND" {
                actions.push((item["success"].clone(), item["additionalData"]["modification.action"].clone()));
            }
        }
    }
    assert_eq!(actions, [(json!("true"), json!("cancel")), (json!("true"), json!("refund"))]);
    let moved: Vec<(i64, i64)> = desk
        .oracle(None)
        .authorizations
        .iter()
        .map(|it| (it.released_minor, it.refunded_completed_minor + it.refunded_settled_minor))
        .collect();
    assert_eq!(moved, [(1000, 0), (0, 900)]);
}

#[test]
fn a_cancellation_by_the_merchants_own_reference_says_that_reference() {
    let mut desk = desk();
    done(&mut desk, post("/v72/payments", "p", &payment("TOKOK", 1000)), 0, 200);
    let body = json!({"merchantAccount": "Shop", "reference": "can", "paymentReference": "pay TOKOK"});
    let told = done(&mut desk, post("/v72/cancels", "x", &body), 0, 201);
    assert_eq!((&told["paymentReference"], &told["paymentPspReference"]), (&json!("pay TOKOK"), &Value::Null));
}

#[test]
fn a_key_gives_its_first_answer_whatever_is_asked_until_it_ends() {
    let mut desk = desk();
    let first = done(&mut desk, post("/v72/payments", "k", &payment("TOKOK", 1000)), 0, 200);
    let again = desk.handle(post("/v72/payments", "k", &payment("TOKOK", 5)), 31 * DAY_US - 1);
    assert_eq!(again.header("idempotency-key"), Some("k"));
    assert_eq!(serde_json::from_str::<Value>(again.body().unwrap()).unwrap(), first);
    let later = done(&mut desk, post("/v72/payments", "k", &payment("TOKOK", 5)), 31 * DAY_US, 200);
    assert_ne!(later["pspReference"], first["pspReference"]);
}

#[test]
fn refusals_checks_by_the_bank_and_errors_have_their_words() {
    let mut desk = desk();
    let told = done(&mut desk, post("/v72/payments", "a", &payment("TOKDECLINELOSTCARD", 5)), 0, 200);
    assert_eq!((&told["resultCode"], &told["refusalReasonCode"]), (&json!("Refused"), &json!("5")));
    let told = done(&mut desk, post("/v72/payments", "b", &payment("TOKACTION", 5)), 0, 200);
    assert_eq!(told["resultCode"], "RedirectShopper");
    let back = json!({"details": {"redirectResult": told["pspReference"]}});
    let told = done(&mut desk, post("/v72/payments/details", "c", &back), 0, 200);
    assert_eq!(told["resultCode"], "Authorised");
    let told = done(&mut desk, post("/v72/payments", "d", &payment("NOBODYKNOWSTHIS1", 5)), 0, 422);
    assert_eq!(told["errorCode"], "803");
    let told = done(&mut desk, post("/v72/payments/XXXX/refunds", "e", &modification("r", 5)), 0, 422);
    assert_eq!(told["errorCode"], "167");
    let stranger: WireReply = desk.handle(WireRequest::new("POST", "/v72/payments"), 0);
    assert_eq!(stranger.status(), Some(401));
    assert_eq!(desk.handle(post("/v1/nothing", "f", &json!({})), 0).status(), Some(404));
}
