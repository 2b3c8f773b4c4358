//! The native protocol at a desk, in virtual time: its rules, its determinism, and the bank's objects against its log.

use serde_json::{Value, json};

use crate::bank::{BankConfig, EffectKind};
use crate::clock::SECOND_US;
use crate::desk::Desk;
use crate::faults::CallFault;
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

const DAY_US: i64 = 86_400 * SECOND_US;

pub(super) fn post(target: &str, key: &str, body: &Value) -> WireRequest {
    WireRequest::new("POST", target).with_secret("sandbox_secret").with_key(key).with_body(body.to_string())
}

pub(super) fn get(target: &str) -> WireRequest {
    WireRequest::new("GET", target).with_secret("sandbox_secret")
}

fn read(reply: &WireReply) -> Value {
    serde_json::from_str(reply.body().unwrap()).unwrap()
}

/// Posts, expects a status and reads the answer.
fn done(desk: &mut Desk, request: WireRequest, now_us: i64, status: u16) -> Value {
    let reply = desk.handle(request, now_us);
    assert_eq!(reply.status(), Some(status), "{reply:?}");
    read(&reply)
}

fn authorized(desk: &mut Desk, token: &str, amount_minor: i64, now_us: i64) -> String {
    let body = json!({"reference": token, "amount_minor": amount_minor, "currency": "EUR", "token": token});
    let authorization = done(desk, post("/v1/authorizations", token, &body), now_us, 201);
    authorization["id"].as_str().unwrap().to_owned()
}

fn captured(desk: &mut Desk, token: &str, amount_minor: i64) -> String {
    let id = authorized(desk, token, amount_minor, 0);
    let body = json!({"reference": "cap", "amount_minor": amount_minor, "currency": "EUR", "final": true});
    done(desk, post(&format!("/v1/authorizations/{id}/captures"), &format!("{token}-cap"), &body), 0, 201);
    id
}

fn refund(id: &str, key: &str, amount_minor: i64) -> WireRequest {
    let body = json!({"reference": key, "amount_minor": amount_minor, "currency": "EUR"});
    post(&format!("/v1/authorizations/{id}/refunds"), key, &body)
}

#[test]
fn a_refund_moves_money_when_it_settles_and_not_before() {
    let mut desk = Desk::new(BankConfig::default());
    let id = captured(&mut desk, "tok_ok", 1000);
    done(&mut desk, refund(&id, "r1", 400), 0, 201);
    let balance = |desk: &mut Desk, at_us| {
        desk.advance(at_us);
        desk.oracle(None).balances["EUR"]
    };
    assert_eq!(balance(&mut desk, 2 * SECOND_US), 1000);
    assert_eq!(desk.oracle_of(&id).unwrap().refunded_completed_minor, 400);
    assert_eq!(balance(&mut desk, DAY_US + 2 * SECOND_US - 1), 1000);
    assert_eq!(balance(&mut desk, DAY_US + 2 * SECOND_US), 600);
    let found = done(&mut desk, get("/v1/search?reference=r1"), DAY_US * 2, 200);
    assert_eq!(
        (&found["found"][0]["status"], found["found"][0]["arn"].as_str().unwrap().len()),
        (&json!("settled"), 23)
    );
}

#[test]
fn failed_and_returned_refunds_can_be_made_again() {
    let mut desk = Desk::new(BankConfig::default());
    let fails = captured(&mut desk, "tok_refund_fails", 500);
    let returns = captured(&mut desk, "tok_refund_returns", 500);
    for (id, key) in [(&fails, "f1"), (&returns, "t1")] {
        done(&mut desk, refund(id, key, 500), 0, 201);
        let refused = done(&mut desk, refund(id, &format!("{key}-more"), 1), 0, 422);
        assert_eq!(refused["error"]["code"], "exceeds_captured");
    }
    done(&mut desk, refund(&fails, "f2", 500), 3 * SECOND_US, 201);
    done(&mut desk, refund(&returns, "t2", 500), 5 * DAY_US, 201);
    let truth = desk.oracle_of(&returns).unwrap();
    let sums = (truth.refunded_accepted_minor, truth.refunded_settled_minor, truth.refund_returned_minor);
    assert_eq!(sums, (1000, 500, 500));
    assert_eq!(desk.oracle_of(&fails).unwrap().refund_failed_minor, 1000);
    assert_eq!(desk.oracle(None).balances["EUR"], 1000);
}

#[test]
fn what_is_not_captured_in_time_expires() {
    let mut desk = Desk::new(BankConfig::default());
    let slow = authorized(&mut desk, "tok_ok", 1000, 0);
    let fast = authorized(&mut desk, "tok_expires_fast", 1000, 0);
    let capture = |id: &str, key: &str| {
        let body = json!({"reference": key, "amount_minor": 300, "currency": "EUR", "final": false});
        post(&format!("/v1/authorizations/{id}/captures"), key, &body)
    };
    done(&mut desk, capture(&fast, "c1"), 3_600 * SECOND_US - 1, 201);
    let refused = done(&mut desk, capture(&fast, "c2"), 3_600 * SECOND_US, 422);
    assert_eq!(refused["error"]["code"], "authorization_expired");
    assert_eq!(desk.oracle_of(&fast).unwrap().expired_minor, 700);
    let authorization = done(&mut desk, get(&format!("/v1/authorizations/{fast}")), DAY_US, 200);
    assert_eq!((&authorization["status"], &authorization["expired_minor"]), (&json!("expired"), &json!(700)));
    done(&mut desk, refund(&fast, "r1", 300), DAY_US, 201);
    done(&mut desk, capture(&slow, "c3"), 7 * DAY_US - 1, 201);
    done(&mut desk, capture(&slow, "c4"), 7 * DAY_US, 422);
}

#[test]
fn a_final_capture_gives_the_rest_back() {
    let mut desk = Desk::new(BankConfig::default());
    let id = authorized(&mut desk, "tok_ok", 1000, 0);
    let path = format!("/v1/authorizations/{id}");
    let body = json!({"reference": "c", "amount_minor": 600, "currency": "EUR", "final": true});
    done(&mut desk, post(&format!("{path}/captures"), "c", &body), 0, 201);
    let authorization = done(&mut desk, get(&path), 0, 200);
    assert_eq!(authorization["status"], "captured");
    assert_eq!(authorization["releases"][0]["cause"], "final_capture");
    let refused = done(&mut desk, post(&format!("{path}/captures"), "c2", &body), 0, 422);
    assert_eq!(refused["error"]["code"], "authorization_released");
    let refused = done(&mut desk, post(&format!("{path}/release"), "r", &json!({"reference": "r"})), 0, 422);
    assert_eq!(refused["error"]["code"], "nothing_to_release");
}

#[test]
fn a_token_spoils_the_first_answer_only() {
    let mut desk = Desk::new(BankConfig::default());
    for (token, first) in [("tok_timeout_after", None), ("tok_500_after", Some(500))] {
        let body = json!({"reference": token, "amount_minor": 5, "currency": "EUR", "token": token});
        let request = post("/v1/authorizations", token, &body);
        assert_eq!(desk.handle(request.clone(), 0).status(), first);
        let again = desk.handle(request, 0);
        assert_eq!((again.status(), again.header("idempotency-replayed")), (Some(201), Some("true")));
        assert_eq!(desk.oracle(Some(token)).references[token][&EffectKind::Authorization], 1);
    }
}

#[test]
fn webhooks_come_in_order_and_carry_the_object_of_their_instant() {
    let endpoint = WebhookEndpoint { url: "http://127.0.0.1/".into(), secret: "s".into() };
    let mut desk = Desk::new(BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::default() });
    let id = captured(&mut desk, "tok_refund_returns", 100);
    done(&mut desk, refund(&id, "r", 100), 0, 201);
    let mut told = Vec::new();
    while let Some(at_us) = desk.next_due_us() {
        for delivery in desk.due(at_us) {
            let body: Value = serde_json::from_str(&delivery.body).unwrap();
            assert_eq!(body["type"], delivery.event_type);
            told.push((delivery.event_type, body["data"]["status"].as_str().unwrap().to_owned()));
            desk.acknowledge(delivery.id);
        }
    }
    let told: Vec<(&str, &str)> = told.iter().map(|(kind, status)| (*kind, status.as_str())).collect();
    let expected = [
        ("authorization.authorized", "authorized"),
        ("capture.captured", "captured"),
        ("refund.accepted", "accepted"),
        ("refund.completed", "completed"),
        ("refund.settled", "settled"),
        ("refund.returned", "returned"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn nothing_that_is_sent_makes_the_bank_panic() {
    let mut desk = Desk::new(BankConfig::default());
    let id = authorized(&mut desk, "tok_ok", 5, 0);
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        r#"{"reference":1}"#,
        r#"{"reference":"","amount_minor":1e300,"currency":"","token":""}"#,
    ];
    for target in [
        "/",
        "",
        "//",
        "/v1",
        "/v1/authorizations",
        "/v1/authorizations//captures",
        "/v1/search",
        "/oracle?reference",
        "/faults",
    ] {
        for method in ["GET", "POST", "PUT", ""] {
            for body in bodies {
                let request =
                    WireRequest::new(method, target).with_secret("sandbox_secret").with_key("k").with_body(body);
                let status = desk.handle(request, 0).status().unwrap();
                assert!((200..500).contains(&status));
            }
        }
    }
    for amount in [i64::MIN, -1, 0, i64::MAX] {
        for path in ["captures", "refunds", "release"] {
            let body = json!({"reference": "x", "amount_minor": amount, "currency": "EUR"});
            let refused = done(
                &mut desk,
                post(&format!("/v1/authorizations/{id}/{path}"), &format!("{path}{amount}"), &body),
                i64::MAX,
                422,
            );
            assert_ne!(refused["error"]["code"], "");
        }
    }
    assert_eq!(desk.handle(get("/v1/search").with_fault(CallFault::Refuse), 0).status(), Some(422));
}
