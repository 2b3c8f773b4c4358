//! The protocol from outside: what a client sends, what it sees, and what the bank then knows.

use super::xml::{Element, document, holds, leaf};
use crate::bank::{BankConfig, EffectKind};
use crate::clock::SECOND_US;
use crate::desk::Desk;
use crate::face::FaceKind;
use crate::face::common::form::Form;
use crate::face::common::mac::{base64, from_base64};
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

fn desk() -> Desk {
    let endpoint = WebhookEndpoint { url: "http://shop/".into(), secret: "pub|sandbox_secret".into() };
    Desk::new(BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::of(FaceKind::Braintree) })
}

fn asked(method: &str, path: &str, body: &str) -> WireRequest {
    let basic = format!("Basic {}", base64(b"pub:sandbox_secret"));
    let request = WireRequest::new(method, &format!("/merchants/shop/{path}"));
    request.with_header("authorization", &basic).with_header("x-apiversion", "6").with_body(body)
}

fn transaction(fields: &[(&str, &str)]) -> String {
    let inner: Vec<String> = fields.iter().map(|(name, text)| leaf(name, text)).collect();
    document(&holds("transaction", &inner))
}

fn read(reply: &WireReply) -> Element {
    Element::read(reply.body().unwrap().as_bytes()).unwrap()
}

fn code(reply: &WireReply) -> &str {
    let body = reply.body().unwrap();
    body.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or(body)
}

fn sale(desk: &mut Desk, key: &str, amount: &str, token: &str) -> WireReply {
    let fields = [
        ("api-request-key", key),
        ("type", "sale"),
        ("amount", amount),
        ("order-id", key),
        ("payment-method-token", token),
    ];
    desk.handle(asked("POST", "transactions", &transaction(&fields)), 0)
}

#[test]
fn a_sale_settles_half_a_day_after_it_was_submitted_and_is_refunded_only_then() {
    let mut desk = desk();
    let made = sale(&mut desk, "o1", "10.00", "tok_ok");
    assert_eq!((made.status(), read(&made).get("status")), (Some(201), Some("authorized")));
    let id = read(&made).get("id").unwrap().to_owned();
    let submit = asked("PUT", &format!("transactions/{id}/submit_for_settlement"), &transaction(&[("order-id", "c1")]));
    let done = desk.handle(submit, 0);
    assert_eq!(
        (read(&done).get("status"), read(&done).get("order-id")),
        (Some("submitted_for_settlement"), Some("c1"))
    );
    let refund = asked(
        "POST",
        &format!("transactions/{id}/refund"),
        &transaction(&[("amount", "4.00"), ("api-request-key", "r1")]),
    );
    assert_eq!(code(&desk.handle(refund.clone(), 1)), "91506");
    let later_us = 43_200 * SECOND_US;
    assert_eq!(code(&desk.handle(refund, later_us)), "915234", "its key stands for the failed request");
    let again = asked("POST", &format!("transactions/{id}/refund"), &transaction(&[("amount", "4.00")]));
    assert_eq!(read(&desk.handle(again, later_us)).get("status"), Some("submitted_for_settlement"));
    let more = asked("POST", &format!("transactions/{id}/refund"), &transaction(&[("amount", "6.01")]));
    assert_eq!(code(&desk.handle(more, later_us)), "91521");
    assert_eq!(desk.oracle(Some("o1")).authorizations[0].captured_minor, 1000);
}

#[test]
fn parts_are_transactions_of_their_own_and_voiding_the_parent_gives_the_rest_back() {
    let mut desk = desk();
    let made = sale(&mut desk, "o1", "10.00", "tok_ok");
    let id = read(&made).get("id").unwrap().to_owned();
    let path = format!("transactions/{id}/submit_for_partial_settlement");
    let part = desk.handle(asked("POST", &path, &transaction(&[("amount", "3.00"), ("order-id", "c1")])), 0);
    assert_eq!(read(&part).get("authorized-transaction-id"), Some(id.as_str()));
    let parent = desk.handle(asked("GET", &format!("transactions/{id}"), ""), 0);
    assert_eq!(read(&parent).get("status"), Some("settlement_pending"));
    let whole = asked("PUT", &format!("transactions/{id}/submit_for_settlement"), &transaction(&[("amount", "1.00")]));
    assert_eq!(code(&desk.handle(whole, 0)), "91507");
    let voided = desk.handle(asked("PUT", &format!("transactions/{id}/void"), ""), 0);
    assert_eq!(read(&voided).get("status"), Some("voided"));
    desk.advance(86_400 * SECOND_US);
    let truth = desk.oracle(Some("o1")).authorizations[0].clone();
    assert_eq!((truth.captured_minor, truth.released_minor), (300, 700));
}

#[test]
fn a_void_goes_by_no_name_of_what_it_voids() {
    let mut desk = desk();
    let made = sale(&mut desk, "o1", "10.00", "tok_ok");
    let id = read(&made).get("id").unwrap().to_owned();
    let (submit, void) = (format!("transactions/{id}/submit_for_settlement"), format!("transactions/{id}/void"));
    desk.handle(asked("PUT", &submit, &transaction(&[("amount", "6.00"), ("order-id", "c1")])), 0);
    desk.handle(asked("PUT", &void, ""), 0);
    let truth = desk.oracle(None);
    let released = |name: &str| truth.references.get(name).and_then(|kinds| kinds.get(&EffectKind::Release)).copied();
    assert_eq!((released("c1"), released(&format!("void of {id}"))), (Some(1), Some(1)), "{truth:?}");
    assert_eq!(truth.authorizations[0].released_minor, 1000);
}

#[test]
fn who_shows_no_keys_no_version_or_no_known_path_is_not_let_in() {
    let mut desk = desk();
    let bare = |path: &str| WireRequest::new("GET", path);
    assert_eq!(desk.handle(bare("/merchants/shop/transactions/x"), 0).status(), Some(401));
    assert_eq!(desk.handle(bare("/merchants/shop/levitate"), 0).status(), Some(404));
    let mut old = asked("GET", "transactions/x", "");
    old.headers.pop();
    assert_eq!(desk.handle(old, 0).status(), Some(426));
    assert_eq!(desk.handle(asked("GET", "transactions/x", ""), 0).status(), Some(404));
    assert_eq!(code(&sale(&mut desk, "k", "1.00", "unknown")), "91518");
    for (amount, status, found) in
        [("2046.00", "processor_declined", "2046"), ("3000.00", "failed", "3000"), ("5001.00", "gateway_rejected", "")]
    {
        let reply = sale(&mut desk, amount, amount, "tok_ok");
        let shown = read(&reply);
        let declined = shown.find("transaction").unwrap();
        assert_eq!((reply.status(), declined.get("status")), (Some(422), Some(status)));
        assert_eq!(declined.get("processor-response-code").unwrap_or(""), found);
    }
}

#[test]
fn a_sale_shows_its_card_and_what_the_processor_said() {
    let mut desk = desk();
    let made = read(&sale(&mut desk, "k", "1.00", "tok_ok"));
    let card = made.find("credit-card").unwrap();
    assert_eq!((card.get("last-4"), card.get("card-type")), (Some("1111"), Some("Visa")));
    assert_eq!(
        (made.get("processor-response-text"), made.get("processor-response-type")),
        (Some("Approved"), Some("approved"))
    );
    for (amount, message, kind) in [
        ("2001.00", "Insufficient Funds", Some("soft_declined")),
        ("2004.00", "Expired Card", Some("hard_declined")),
        ("5001.00", "Gateway Rejected: application_incomplete", None),
    ] {
        let told = read(&sale(&mut desk, amount, amount, "tok_ok"));
        assert_eq!(told.get("message"), Some(message));
        assert_eq!(told.find("transaction").unwrap().get("processor-response-type"), kind);
    }
}

#[test]
fn a_validation_error_names_its_field() {
    let mut desk = desk();
    for (amount, code) in [("", "81502"), ("1.234", "81503"), ("0.00", "81531")] {
        let told = read(&sale(&mut desk, amount, amount, "tok_ok"));
        let error = told.find("errors").and_then(|it| it.find("transaction")).and_then(|it| it.find("errors")).unwrap();
        assert_eq!((error.inner[0].get("code"), error.inner[0].get("attribute")), (Some(code), Some("amount")));
    }
}

#[test]
fn a_key_gives_the_same_transaction_and_takes_no_other_request() {
    let mut desk = desk();
    let one = sale(&mut desk, "k", "1.00", "tok_ok");
    assert_eq!(sale(&mut desk, "k", "1.00", "tok_ok").body(), one.body());
    assert_eq!(code(&sale(&mut desk, "k", "2.00", "tok_ok")), "915232");
    let declined = sale(&mut desk, "d", "2000.00", "tok_ok");
    assert_eq!(sale(&mut desk, "d", "2000.00", "tok_ok").body(), declined.body());
}

#[test]
fn a_notification_is_a_signed_form() {
    let mut desk = desk();
    let made = sale(&mut desk, "o1", "10.00", "tok_dispute_fraud");
    let id = read(&made).get("id").unwrap().to_owned();
    desk.handle(asked("PUT", &format!("transactions/{id}/submit_for_settlement"), &transaction(&[])), 0);
    let due = desk.due(2 * 86_400 * SECOND_US);
    assert_eq!(due.iter().map(|sent| sent.event_type).collect::<Vec<_>>(), ["transaction_settled", "dispute_opened"]);
    let form = Form::read(due[1].body.as_bytes());
    assert!(form.get("bt_signature").unwrap().starts_with("pub|"));
    let payload: String = form.get("bt_payload").unwrap().split('\n').collect();
    let told = Element::read(&from_base64(&payload).unwrap()).unwrap();
    let dispute = told.find("subject").and_then(|subject| subject.find("dispute")).unwrap();
    assert_eq!((dispute.get("status"), dispute.get("kind")), (Some("open"), Some("chargeback")));
    let evidence = document(&holds("evidence", &[leaf("comments", "It was delivered.")]));
    let evidence = asked("POST", &format!("disputes/{}/evidence", dispute.get("id").unwrap()), &evidence);
    let evidence = read(&desk.handle(evidence, 2 * 86_400 * SECOND_US));
    assert_eq!((evidence.name.as_str(), evidence.get("comments")), ("evidence", Some("It was delivered.")));
    assert!(evidence.get("id").is_some());
    let accept = asked("PUT", &format!("disputes/{}/accept", dispute.get("id").unwrap()), "");
    assert_eq!(read(&desk.handle(accept, 3 * 86_400 * SECOND_US)).get("status"), Some("accepted"));
}
