//! Effects, and the exact bytes that go out.

use recoup_core::effect::{Effect, OfCapture, OperationKind};
use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Account, Gateway, Reply};

use super::effects::{account, effect, money, probe};
use crate::golden::{self, Book};

fn said(effect: &Effect) -> String {
    match PayPal.plan(effect, &account()) {
        Ok(step) => golden::step(&step),
        Err(error) => error.to_string(),
    }
}

#[test]
fn effects_go_out_as_these_bytes() {
    let mut book = Book::new("paypal/plan");
    let (authorize, capture) = (effect(OperationKind::Authorize), effect(OperationKind::Capture));
    let (release, refund) = (effect(OperationKind::Release), effect(OperationKind::Refund));
    book.case("authorize a stored card, customer present", &said(&authorize));
    book.case("authorize without the customer", &said(&Effect { merchant_initiated: true, ..authorize.clone() }));
    for token in ["paypal/8kk8451t", "8kk8451t", "venmo/9v"] {
        book.case(&format!("authorize {token}"), &said(&Effect { token: token.to_owned(), ..authorize.clone() }));
    }
    let mut again = authorize.clone();
    again.operation.generation = 2;
    book.case("authorize, second retry by a person", &said(&again));
    for (minor, code) in [(500, "JPY"), (50_000, "HUF"), (50_050, "HUF"), (1234, "KWD"), (1, "EUR")] {
        book.case(&format!("authorize {minor} {code}"), &said(&Effect { amount: money(minor, code), ..again.clone() }));
    }
    for token in ["4111111111111111", "card/4111-1111-1111-1111", "card/", "bank/1", "card/../x", ""] {
        book.case(&format!("authorize `{token}`"), &said(&Effect { token: token.to_owned(), ..authorize.clone() }));
    }
    book.case("capture a part", &said(&capture));
    book.case("capture the last part", &said(&Effect { last: true, ..capture.clone() }));
    book.case("capture of nothing", &said(&Effect { authorization_ref: String::new(), ..capture.clone() }));
    book.case("capture of a strange name", &said(&Effect { authorization_ref: "a/../b".to_owned(), ..capture }));
    book.case("release", &said(&release));
    book.case("refund", &said(&refund));
    book.case("refund of no capture", &said(&Effect { of_captures: Vec::new(), ..refund.clone() }));
    let part = |name: &str, amount_minor| OfCapture { gateway_ref: name.to_owned(), amount_minor };
    let two = vec![part("1", 500), part("2", 500)];
    book.case("refund of two captures", &said(&Effect { of_captures: two, ..refund.clone() }));
    book.case("refund of more than its part", &said(&Effect { of_captures: vec![part("1", 1)], ..refund.clone() }));
    book.case(
        "refund of what an earlier try fell short",
        &said(&Effect { of_captures: vec![part("1", 9_999)], ..refund }),
    );
    book.close();
}

#[test]
fn what_became_of_it_is_asked_with_these_bytes() {
    let mut book = Book::new("paypal/probe");
    for (kind, own_ref) in [
        (OperationKind::Authorize, ""),
        (OperationKind::Authorize, "3C679366HH908993F"),
        (OperationKind::Authorize, "order/5O190127TN364715T"),
        (OperationKind::Capture, ""),
        (OperationKind::Capture, "2GG279541U471931P"),
        (OperationKind::Release, ""),
        (OperationKind::Refund, ""),
        (OperationKind::Refund, "1JU08902781691411"),
    ] {
        book.case(&format!("{} `{own_ref}`", kind.word()), &said(&probe(kind, own_ref)));
    }
    book.close();
}

#[test]
fn the_log_in_shows_the_secret_once() {
    let login = PayPal.login(&account()).expect("a request").expect("there is one");
    assert_eq!(login.body, "grant_type=client_credentials");
    assert_eq!(login.url, "https://api-m.sandbox.paypal.com/v1/oauth2/token");
    assert_eq!((login.headers[0].value.as_str(), login.headers[0].secret), ("Basic QVhjbGllbnQ6czNjcmV0", true));
    assert!(PayPal.login(&Account::default()).is_err());
    let read = |status, body: &str| PayPal.session(&Reply::Http { status, headers: &[], body: body.as_bytes() });
    let session = read(200, r#"{"access_token":"A21","token_type":"Bearer","expires_in":32400}"#).expect("a session");
    assert_eq!((session.token.as_str(), session.lives_secs), ("A21", 32_400));
    let refused = r#"{"error":"invalid_client"}"#;
    for (status, body) in [(401, refused), (500, ""), (200, ""), (200, "{}"), (200, refused)] {
        assert!(read(status, body).is_err(), "{status} {body}");
    }
    assert!(read(200, "{\"access_token\":\"a\\r\\nx: y\",\"expires_in\":1}").is_err(), "it goes into a header");
    assert!(PayPal.session(&Reply::NotSent { why: "no line".to_owned() }).is_err());
}
