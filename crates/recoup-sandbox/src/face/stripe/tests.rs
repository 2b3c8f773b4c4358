//! The face by itself: what Stripe's documentation says that Stripe does.

use serde_json::Value;

use crate::bank::BankConfig;
use crate::desk::Desk;
use crate::face::FaceKind;
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

const CREATE: &str = "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true&capture_method=manual\
    &payment_method_options[card][request_multicapture]=if_available&metadata[order]=7";

fn desk() -> Desk {
    let hook = WebhookEndpoint { url: "http://a/".to_owned(), secret: "whsec_1".to_owned() };
    Desk::new(BankConfig { webhook_endpoints: vec![hook], ..BankConfig::of(FaceKind::Stripe) })
}

fn call(desk: &mut Desk, method: &str, target: &str, key: &str, body: &str) -> (u16, Value, WireReply) {
    let mut request = WireRequest::new(method, target).with_secret("sandbox_secret").with_body(body);
    if !key.is_empty() {
        request = request.with_key(key);
    }
    let reply = desk.handle(request, 0);
    let value = serde_json::from_str(reply.body().unwrap_or_default()).unwrap_or_default();
    (reply.status().unwrap_or_default(), value, reply)
}

fn post(desk: &mut Desk, target: &str, body: &str) -> (u16, Value) {
    let (status, value, _) = call(desk, "POST", target, "", body);
    (status, value)
}

fn made(desk: &mut Desk) -> String {
    let (status, intent) = post(desk, "/v1/payment_intents", CREATE);
    assert_eq!((status, &intent["status"]), (200, &Value::from("requires_capture")), "{intent}");
    intent["id"].as_str().unwrap().to_owned()
}

#[test]
fn metadata_is_merged_key_by_key_and_limited() {
    let mut desk = desk();
    let path = format!("/v1/payment_intents/{}", made(&mut desk));
    let (_, intent) = post(&mut desk, &path, "metadata[colour]=red");
    assert_eq!(intent["metadata"], serde_json::json!({"order": "7", "colour": "red"}));
    let (_, intent) = post(&mut desk, &path, "metadata[colour]=");
    assert_eq!(intent["metadata"], serde_json::json!({"order": "7"}));
    let (status, _) = post(&mut desk, &path, &format!("metadata[{}]=x", "k".repeat(41)));
    assert_eq!(status, 400);
}

#[test]
fn several_captures_end_with_the_final_one_or_with_nothing() {
    let mut desk = desk();
    let path = format!("/v1/payment_intents/{}", made(&mut desk));
    let capture = format!("{path}/capture");
    let (_, intent) = post(&mut desk, &capture, "amount_to_capture=700&final_capture=false&metadata[part]=1");
    assert_eq!((&intent["amount_capturable"], &intent["amount_received"]), (&300.into(), &700.into()));
    assert_eq!(intent["status"], "requires_capture");
    let (status, _) = post(&mut desk, &capture, "amount_to_capture=300&final_capture=false");
    assert_eq!(status, 400, "all that is left is the final one");
    let (status, error) = post(&mut desk, &format!("{path}/cancel"), "");
    assert_eq!((status, &error["error"]["code"]), (400, &"payment_intent_unexpected_state".into()));
    let (_, intent) = post(&mut desk, &capture, "amount_to_capture=0&final_capture=true");
    assert_eq!((&intent["status"], &intent["amount_received"]), (&"succeeded".into(), &700.into()));
    let (status, error) = post(&mut desk, &capture, "");
    assert_eq!((status, &error["error"]["payment_intent"]["status"]), (400, &"succeeded".into()));
}

#[test]
fn keys_are_replayed_with_their_header_and_clash() {
    let mut desk = desk();
    let (_, first, _) = call(&mut desk, "POST", "/v1/payment_intents", "k", CREATE);
    let (_, again, reply) = call(&mut desk, "POST", "/v1/payment_intents", "k", CREATE);
    assert_eq!((first, reply.header("idempotent-replayed")), (again, Some("true")));
    let (status, error, _) = call(&mut desk, "POST", "/v1/payment_intents", "k", "amount=1&currency=eur");
    assert_eq!((status, &error["error"]["type"]), (400, &"idempotency_error".into()));
    // What fails before it begins leaves its key free.
    let (status, _, _) = call(&mut desk, "POST", "/v1/payment_intents", "free", "currency=eur");
    assert_eq!(status, 400);
    let (status, _, _) = call(&mut desk, "POST", "/v1/payment_intents", "free", CREATE);
    assert_eq!(status, 200);
}

#[test]
fn a_decline_is_a_402_with_its_intent_and_can_be_tried_again() {
    let mut desk = desk();
    let body = CREATE.replace("pm_card_visa", "pm_card_chargeDeclinedInsufficientFunds");
    let (status, error) = post(&mut desk, "/v1/payment_intents", &body);
    let error = &error["error"];
    assert_eq!((status, &error["decline_code"]), (402, &"insufficient_funds".into()));
    let id = error["payment_intent"]["id"].as_str().unwrap();
    assert_eq!(error["payment_intent"]["status"], "requires_payment_method");
    let (status, intent) = post(&mut desk, &format!("/v1/payment_intents/{id}/confirm"), "payment_method=pm_card_visa");
    assert_eq!((status, &intent["status"]), (200, &"requires_capture".into()));
}

#[test]
fn lists_go_both_ways_page_by_page() {
    let mut desk = desk();
    let mut made: Vec<String> = (0..5).map(|_| self::made(&mut desk)).collect();
    made.reverse();
    let mut list = |query: &str| {
        let (status, list, _) = call(&mut desk, "GET", &format!("/v1/payment_intents?limit=2{query}"), "", "");
        let ids: Vec<String> = list["data"]
            .as_array()
            .map(|data| data.iter().map(|intent| intent["id"].as_str().unwrap().to_owned()).collect())
            .unwrap_or_default();
        (status, ids, list["has_more"].as_bool())
    };
    assert_eq!(list(""), (200, made[..2].to_vec(), Some(true)));
    assert_eq!(list(&format!("&starting_after={}", made[2])), (200, made[3..].to_vec(), Some(false)));
    assert_eq!(list(&format!("&ending_before={}", made[4])), (200, made[2..4].to_vec(), Some(true)));
    assert_eq!(list(&format!("&ending_before={}", made[2])), (200, made[..2].to_vec(), Some(false)));
    assert_eq!(list(&format!("&ending_before={}", made[0])), (200, Vec::new(), Some(false)));
    assert_eq!(list(&format!("&ending_before={0}&starting_after={0}", made[0])).0, 400);
    assert_eq!(list("&ending_before=pi_none").0, 404);
}

#[test]
fn strangers_and_unknown_routes_are_sent_away() {
    let mut desk = desk();
    let reply = desk.handle(WireRequest::new("GET", "/v1/refunds").with_secret("sk_other"), 0);
    assert_eq!(reply.status(), Some(401));
    assert_eq!(call(&mut desk, "GET", "/v1/quantum", "", "").0, 404);
    assert_eq!(call(&mut desk, "GET", "/v1/refunds/re_none", "", "").0, 404);
    let basic = WireRequest::new("GET", "/v1/refunds").with_header("authorization", "Basic c2FuZGJveF9zZWNyZXQ6");
    assert_eq!(desk.handle(basic, 0).status(), Some(200));
}

#[test]
fn disputes_are_answered_unless_staged() {
    let mut desk = desk();
    let path = format!("/v1/payment_intents/{}", made(&mut desk).replace(' ', ""));
    post(&mut desk, &format!("{path}/capture"), "");
    let capture = desk.bank().captures()[0].id.clone();
    let open = serde_json::json!({"capture": capture, "reason": "fraud", "stage": "chargeback"}).to_string();
    assert_eq!(post(&mut desk, "/disputes", &open).0, 201);
    let (_, list, _) = call(&mut desk, "GET", "/v1/disputes", "", "");
    let dispute = &list["data"][0];
    assert_eq!((&dispute["status"], &dispute["amount"]), (&"needs_response".into(), &1000.into()));
    let target = format!("/v1/disputes/{}", dispute["id"].as_str().unwrap());
    assert_eq!(post(&mut desk, &target, "evidence[receipt]=file_1&submit=false").0, 400, "never uploaded");
    let body = "--x\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\ndispute_evidence\r\n--x\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\ncontent-type: application/pdf\r\n\r\n%PDF\r\n--x--";
    let upload = WireRequest::new("POST", "/v1/files").with_secret("sandbox_secret").with_body(body);
    let reply = desk.handle(upload.with_header("content-type", "multipart/form-data; boundary=x"), 0);
    let file: Value = serde_json::from_str(reply.body().unwrap()).unwrap();
    let file = file["id"].as_str().unwrap();
    let (_, staged) = post(&mut desk, &target, &format!("evidence[receipt]={file}&submit=false"));
    assert_eq!(staged["status"], "needs_response");
    let (_, sent) = post(&mut desk, &target, "evidence[uncategorized_text]=hello");
    assert_eq!((&sent["status"], &sent["evidence"]["receipt"]), (&"under_review".into(), &file.into()));
    assert_eq!(post(&mut desk, &target, "evidence[uncategorized_text]=more").0, 400, "once only");
    let (_, events, _) = call(&mut desk, "GET", "/v1/events?type=charge.dispute.created", "", "");
    assert_eq!(events["data"].as_array().unwrap().len(), 1);
}
