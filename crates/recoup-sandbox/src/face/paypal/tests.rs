//! PayPal's protocol at a desk, in virtual time: what its documentation promises.

use serde_json::{Value, json};

use crate::bank::{BankConfig, EffectKind};
use crate::clock::SECOND_US;
use crate::desk::Desk;
use crate::face::FaceKind;
use crate::wire::{WireReply, WireRequest};

const HOUR_US: i64 = 3_600 * SECOND_US;

struct Client {
    desk: Desk,
    token: String,
    now_us: i64,
}

impl Client {
    fn new() -> Self {
        let mut desk = Desk::new(BankConfig::of(FaceKind::PayPal));
        let login = WireRequest::new("POST", "/v1/oauth2/token")
            .with_header("authorization", "Basic Y2xpZW50OnNhbmRib3hfc2VjcmV0")
            .with_body("grant_type=client_credentials");
        let said: Value = serde_json::from_str(desk.handle(login, 0).body().unwrap()).unwrap();
        assert_eq!(said["expires_in"], 32_400);
        Self { desk, token: said["access_token"].as_str().unwrap().to_owned(), now_us: 0 }
    }

    fn send(&mut self, request: WireRequest) -> (u16, Value) {
        let request = request.with_secret(&self.token).with_header("prefer", "return=representation");
        match self.desk.handle(request, self.now_us) {
            WireReply::Answer { status, body, .. } => (status, serde_json::from_str(&body).unwrap_or_default()),
            WireReply::Silence { .. } => (0, Value::Null),
        }
    }

    fn post(&mut self, target: &str, key: &str, body: &Value) -> (u16, Value) {
        self.send(WireRequest::new("POST", target).with_header("paypal-request-id", key).with_body(body.to_string()))
    }

    fn get(&mut self, target: &str) -> (u16, Value) {
        self.send(WireRequest::new("GET", target))
    }

    fn order(&mut self, key: &str, source: &str, vault_id: &str) -> (u16, Value) {
        let unit = json!({"amount": {"currency_code": "EUR", "value": "10.00"}, "custom_id": key, "invoice_id": key});
        let body = json!({"intent": "AUTHORIZE", "purchase_units": [unit], "payment_source": {source: {"vault_id": vault_id}}});
        self.post("/v2/checkout/orders", key, &body)
    }

    fn authorized(&mut self, key: &str, vault_id: &str) -> String {
        let (status, order) = self.order(key, "card", vault_id);
        assert_eq!((status, &order["status"]), (201, &json!("COMPLETED")), "{order}");
        let authorization = &order["purchase_units"][0]["payments"]["authorizations"][0];
        assert_eq!((&authorization["status"], &authorization["custom_id"]), (&json!("CREATED"), &json!(key)));
        authorization["id"].as_str().unwrap().to_owned()
    }

    fn capture(&mut self, id: &str, key: &str, value: &str, last: bool) -> (u16, Value) {
        let amount = json!({"currency_code": "EUR", "value": value});
        let body = json!({"amount": amount, "invoice_id": key, "final_capture": last});
        self.post(&format!("/v2/payments/authorizations/{id}/capture"), key, &body)
    }
}

fn issue(said: &(u16, Value)) -> &str {
    said.1["details"][0]["issue"].as_str().unwrap_or_default()
}

#[test]
fn an_order_is_authorized_captured_in_parts_and_refunded_to_the_last_cent() {
    let mut client = Client::new();
    let id = client.authorized("pay", "tok_ok");
    let (status, first) = client.capture(&id, "c1", "4.00", false);
    assert_eq!((status, &first["status"], &first["custom_id"]), (201, &json!("COMPLETED"), &json!("pay")));
    assert_eq!(client.get(&format!("/v2/payments/authorizations/{id}")).1["status"], "PARTIALLY_CAPTURED");
    assert_eq!(issue(&client.capture(&id, "c2", "6.01", true)), "MAX_CAPTURE_AMOUNT_EXCEEDED");
    assert_eq!(issue(&client.capture(&id, "c1b", "0", true)), "CANNOT_BE_ZERO_OR_NEGATIVE");
    assert_eq!(client.capture(&id, "c3", "5.00", true).0, 201);
    assert_eq!(issue(&client.capture(&id, "c4", "1.00", true)), "AUTHORIZATION_ALREADY_CAPTURED");
    assert_eq!(
        issue(&client.post(&format!("/v2/payments/authorizations/{id}/void"), "v", &json!({}))),
        "PREVIOUSLY_CAPTURED"
    );
    let path = format!("/v2/payments/captures/{}/refund", first["id"].as_str().unwrap());
    let part = json!({"amount": {"currency_code": "EUR", "value": "3.00"}, "custom_id": "r1"});
    let (status, refund) = client.post(&path, "r1", &part);
    assert_eq!((status, &refund["status"], &refund["custom_id"]), (201, &json!("COMPLETED"), &json!("r1")));
    assert_eq!(issue(&client.post(&path, "r2", &part)), "REFUND_AMOUNT_EXCEEDED");
    let (status, rest) = client.post(&path, "r3", &json!({}));
    assert_eq!((status, &rest["amount"]["value"]), (201, &json!("1.00")), "an empty body refunds all that is left");
    assert_eq!(issue(&client.post(&path, "r4", &json!({}))), "CAPTURE_FULLY_REFUNDED");
    let order = first["supplementary_data"]["related_ids"]["order_id"].as_str().unwrap();
    let (_, order) = client.get(&format!("/v2/checkout/orders/{order}"));
    let payments = &order["purchase_units"][0]["payments"];
    let of = |part: &Value, name: &str, field: &str| part[name][field]["value"].as_str().unwrap().to_owned();
    let received = &payments["captures"][0];
    assert_eq!(of(received, "seller_receivable_breakdown", "gross_amount"), "4.00");
    assert_eq!(of(received, "seller_receivable_breakdown", "net_amount"), "4.00");
    assert_eq!(of(&payments["refunds"][0], "seller_payable_breakdown", "gross_amount"), "3.00");
    assert_eq!(of(&refund, "seller_payable_breakdown", "total_refunded_amount"), "3.00");
    assert_eq!(of(&rest, "seller_payable_breakdown", "total_refunded_amount"), "4.00");
    assert_eq!([payments["captures"].as_array().unwrap().len(), payments["refunds"].as_array().unwrap().len()], [2, 2]);
}

#[test]
fn keys_live_six_hours_for_orders_and_forty_five_days_for_payments() {
    let mut client = Client::new();
    let id = client.authorized("pay", "tok_ok");
    assert_eq!(client.order("pay", "card", "tok_ok").0, 200, "the same answer again");
    assert_eq!(issue(&client.order("pay", "card", "tok_refund_fails")), "DUPLICATE_REQUEST_ID");
    assert_eq!(client.capture(&id, "c1", "4.00", false).0, 201);
    client.now_us = 6 * HOUR_US;
    assert_eq!(issue(&client.order("pay", "card", "tok_ok")), "DUPLICATE_INVOICE_ID", "the number is taken for ever");
    assert_eq!(client.capture(&id, "c1", "4.00", false).0, 200);
    assert_eq!(client.desk.oracle(Some("c1")).references["c1"][&EffectKind::Capture], 1);
    client.now_us = 10 * HOUR_US;
    assert_eq!(client.get(&format!("/v2/payments/authorizations/{id}")).0, 401, "the token ended");
}

#[test]
fn refusals_are_those_of_the_documentation() {
    let mut client = Client::new();
    let (status, denied) = client.order("p1", "card", "CCREJECT-IF");
    let authorization = &denied["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!((status, &authorization["status"]), (201, &json!("DENIED")));
    assert_eq!(authorization["processor_response"], json!({"response_code": "5120", "payment_advice_code": "24"}));
    assert_eq!(issue(&client.order("p2", "paypal", "tok_decline_insufficient_funds")), "INSTRUMENT_DECLINED");
    assert_eq!(issue(&client.order("p3", "card", "nothing")), "TOKEN_ID_NOT_FOUND");
    assert_eq!(issue(&client.get("/v2/checkout/orders/none")), "INVALID_RESOURCE_ID");
    let no_key = WireRequest::new("POST", "/v2/checkout/orders").with_body(
        r#"{"intent":"AUTHORIZE","purchase_units":[{"amount":{"currency_code":"EUR","value":"1"}}],"payment_source":{"card":{"vault_id":"tok_ok"}}}"#,
    );
    assert_eq!(issue(&client.send(no_key)), "PAYPAL_REQUEST_ID_REQUIRED");
    let yen = json!({"intent": "AUTHORIZE", "purchase_units": [{"amount": {"currency_code": "JPY", "value": "1.5"}}]});
    assert_eq!(issue(&client.post("/v2/checkout/orders", "y", &yen)), "DECIMALS_NOT_SUPPORTED");
    let id = client.authorized("p4", "tok_ok");
    let void = format!("/v2/payments/authorizations/{id}/void");
    assert_eq!(client.desk.handle(WireRequest::new("POST", &void).with_secret(&client.token), 0).status(), Some(204));
    assert_eq!(issue(&client.post(&void, "v", &json!({}))), "PREVIOUSLY_VOIDED");
    assert_eq!(issue(&client.capture(&id, "c", "1.00", true)), "AUTHORIZATION_VOIDED");
}

#[test]
fn a_payer_who_has_to_act_leaves_the_rest_to_the_merchant() {
    let mut client = Client::new();
    let (_, order) = client.order("pay", "card", "tok_action");
    assert_eq!(order["status"], "PAYER_ACTION_REQUIRED");
    let id = order["id"].as_str().unwrap().to_owned();
    let path = format!("/v2/checkout/orders/{id}");
    assert_eq!(issue(&client.post(&format!("{path}/authorize"), "a", &json!({}))), "PAYER_ACTION_REQUIRED");
    let acted = WireRequest::new("POST", "/actions").with_body(json!({"authorization": id}).to_string());
    assert_eq!(client.desk.handle(acted, 0).status(), Some(200));
    assert_eq!(client.get(&path).1["status"], "APPROVED");
    let (status, order) = client.post(&format!("{path}/authorize"), "b", &json!({}));
    let authorization = &order["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!((status, &order["status"], &authorization["status"]), (201, &json!("COMPLETED"), &json!("CREATED")));
    assert_eq!(issue(&client.post(&format!("{path}/authorize"), "c", &json!({}))), "ORDER_ALREADY_AUTHORIZED");
}

#[test]
fn an_order_without_a_source_is_confirmed_and_captured() {
    let mut client = Client::new();
    let unit = json!({"amount": {"currency_code": "HUF", "value": "500"}});
    let (_, order) = client.post("/v2/checkout/orders", "o", &json!({"intent": "CAPTURE", "purchase_units": [unit]}));
    assert_eq!(order["status"], "CREATED");
    let path = format!("/v2/checkout/orders/{}", order["id"].as_str().unwrap());
    assert_eq!(issue(&client.post(&format!("{path}/capture"), "x", &json!({}))), "ORDER_NOT_APPROVED");
    let source = json!({"payment_source": {"paypal": {"vault_id": "tok_ok"}}});
    assert_eq!(client.post(&format!("{path}/confirm-payment-source"), "y", &source).1["status"], "APPROVED");
    let (status, order) = client.post(&format!("{path}/capture"), "z", &json!({}));
    let capture = &order["purchase_units"][0]["payments"]["captures"][0];
    assert_eq!((status, &capture["amount"]["value"], &capture["status"]), (201, &json!("500"), &json!("COMPLETED")));
}
