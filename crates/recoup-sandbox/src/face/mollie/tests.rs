//! The face as its vendor's clients see it.

use serde_json::Value;

use crate::bank::BankConfig;
use crate::desk::Desk;
use crate::face::FaceKind;
use crate::wire::{WireReply, WireRequest};

const HOUR_US: i64 = 3_600_000_000;

fn desk() -> Desk {
    Desk::new(BankConfig::of(FaceKind::Mollie))
}

fn call(desk: &mut Desk, method: &str, target: &str, body: &str, at_us: i64) -> (u16, Value) {
    let request = WireRequest::new(method, target).with_secret("sandbox_secret").with_body(body);
    read(&desk.handle(request, at_us))
}

fn read(reply: &WireReply) -> (u16, Value) {
    let body = reply.body().unwrap_or_default();
    (reply.status().expect("an answer"), serde_json::from_str(body).unwrap_or(Value::Null))
}

const CREATE: &str = r#"{"amount":{"currency":"EUR","value":"50.00"},"description":"Order 1","captureMode":"manual","sequenceType":"recurring","customerId":"cst_1","mandateId":"mdt_ok","webhookUrl":"http://shop/hook"}"#;

#[test]
fn a_payment_is_held_captured_in_parts_and_released() {
    let mut desk = desk();
    let (status, payment) = call(&mut desk, "POST", "/v2/payments", CREATE, 0);
    assert_eq!((status, payment["status"].as_str()), (201, Some("authorized")), "{payment}");
    let id = payment["id"].as_str().expect("an id").to_owned();
    let capture = r#"{"amount":{"currency":"EUR","value":"20.00"}}"#;
    let (status, captured) = call(&mut desk, "POST", &format!("/v2/payments/{id}/captures"), capture, 0);
    assert_eq!((status, captured["status"].as_str()), (201, Some("pending")));
    let too_much = r#"{"amount":{"currency":"EUR","value":"30.01"}}"#;
    let (status, no) = call(&mut desk, "POST", &format!("/v2/payments/{id}/captures"), too_much, 0);
    assert_eq!((status, no["field"].as_str()), (422, Some("amount")));
    let (_, list) = call(&mut desk, "GET", &format!("/v2/payments/{id}/captures"), "", HOUR_US);
    assert_eq!(list["_embedded"]["captures"][0]["status"], "succeeded");
    let (status, _) = call(&mut desk, "POST", &format!("/v2/payments/{id}/release-authorization"), "", HOUR_US);
    assert_eq!(status, 202);
    let (_, payment) = call(&mut desk, "GET", &format!("/v2/payments/{id}?embed=captures"), "", HOUR_US);
    assert_eq!(
        (payment["status"].as_str(), payment["amountCaptured"]["value"].as_str()),
        (Some("paid"), Some("20.00"))
    );
    let hooks: Vec<String> = desk.due(HOUR_US).iter().map(|hook| format!("{} {}", hook.url, hook.body)).collect();
    assert_eq!(hooks, vec![format!("http://shop/hook id={id}"); 3], "authorized, captured, released");
}

#[test]
fn keys_answer_again_for_an_hour() {
    let mut desk = desk();
    let ask = |desk: &mut Desk, body: &str, at_us| {
        let request = WireRequest::new("POST", "/v2/payments").with_secret("sandbox_secret").with_key("k");
        desk.handle(request.with_body(body), at_us)
    };
    let first = ask(&mut desk, CREATE, 0);
    let again = ask(&mut desk, CREATE, HOUR_US - 1);
    assert_eq!((first.body(), again.header("idempotent-replayed")), (again.body(), Some("true")));
    assert_eq!(ask(&mut desk, &CREATE.replace("50.00", "51.00"), 1).status(), Some(400));
    assert_ne!(ask(&mut desk, CREATE, HOUR_US).body(), first.body());
}

#[test]
fn a_payment_says_when_it_ended_and_links_to_where_it_was_asked() {
    let mut desk = desk();
    let ended = |payment: &Value| {
        let at = |name: &&str| payment[*name].is_string();
        ["paidAt", "canceledAt", "failedAt", "expiredAt"].into_iter().filter(at).collect::<Vec<_>>()
    };
    let (_, held) = call(&mut desk, "POST", "/v2/payments", CREATE, 0);
    assert_eq!(ended(&held), [""; 0]);
    let (_, paid) = call(&mut desk, "POST", "/v2/payments", &CREATE.replace("manual", "automatic"), 0);
    let target = format!("/v2/payments/{}", paid["id"].as_str().expect("an id"));
    let request = WireRequest::new("GET", &target).with_secret("sandbox_secret").with_header("host", "127.0.0.1:7");
    let (_, paid) = read(&desk.handle(request, HOUR_US));
    assert_eq!((ended(&paid), paid["paidAt"].as_str()), (vec!["paidAt"], Some("1970-01-01T00:00:05+00:00")));
    assert_eq!(paid["_links"]["self"]["href"], format!("http://127.0.0.1:7{target}"));
    let request = WireRequest::new("GET", "/v2/payments?limit=1").with_secret("sandbox_secret");
    let request = request.with_header("host", "127.0.0.1:8").with_header("x-forwarded-proto", "https");
    let (_, list) = read(&desk.handle(request, HOUR_US));
    assert!(list["_links"]["next"]["href"].as_str().is_some_and(|href| href.starts_with("https://127.0.0.1:8/v2/")));
    let refund = r#"{"amount":{"currency":"EUR","value":"20.00"}}"#;
    assert_eq!(call(&mut desk, "POST", &format!("{target}/refunds"), refund, HOUR_US).0, 201);
    let (_, paid) = call(&mut desk, "GET", &target, "", HOUR_US);
    assert_eq!(paid["_links"]["refunds"]["href"], format!("https://api.mollie.com{target}/refunds"));
    let (_, failed) = call(&mut desk, "POST", "/v2/payments", &CREATE.replace("mdt_ok", "mdt_declineLostCard"), 0);
    assert_eq!(ended(&failed), ["failedAt"]);
}

#[test]
fn forms_and_declines_and_what_is_wrong() {
    let mut desk = desk();
    let (_, failed) = call(&mut desk, "POST", "/v2/payments", &CREATE.replace("mdt_ok", "mdt_declineLostCard"), 0);
    assert_eq!(
        (failed["status"].as_str(), failed["statusReason"]["code"].as_str()),
        (Some("failed"), Some("lost_card"))
    );
    let (status, no) = call(&mut desk, "POST", "/v2/payments", &CREATE.replace("mdt_ok", "mdt_h3gAaD5zP"), 0);
    assert_eq!(
        (status, no["field"].as_str(), no["title"].as_str()),
        (422, Some("mandateId"), Some("Unprocessable Entity"))
    );
    let form = "amount[currency]=EUR&amount[value]=10.00&description=x&redirectUrl=http%3A%2F%2Fshop";
    let request = WireRequest::new("POST", "/v2/payments")
        .with_secret("sandbox_secret")
        .with_header("content-type", "application/x-www-form-urlencoded")
        .with_body(form);
    let (status, open) = read(&desk.handle(request, 0));
    assert_eq!((status, open["status"].as_str(), open["isCancelable"].as_bool()), (201, Some("open"), Some(true)));
    let id = open["id"].as_str().expect("an id").to_owned();
    let (_, gone) = call(&mut desk, "DELETE", &format!("/v2/payments/{id}"), "", 0);
    assert_eq!(gone["status"], "canceled");
    let (status, _) = call(&mut desk, "GET", "/v2/payments?limit=251", "", 0);
    assert_eq!(status, 400);
    let (_, list) = call(&mut desk, "GET", "/v2/payments?limit=1", "", 0);
    assert_eq!(list["_embedded"]["payments"][0]["id"].as_str(), Some(id.as_str()), "newest first");
    assert!(list["_links"]["next"]["href"].as_str().is_some_and(|href| href.contains("from=tr_")));
    assert_eq!(desk.handle(WireRequest::new("GET", "/v2/payments"), 0).status(), Some(401));
}
