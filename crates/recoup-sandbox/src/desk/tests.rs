//! What the desk does for every face, with a face that differs from the native one wherever it can.

use super::*;
use crate::bank::{AuthorizeAsked, Conduct, Happened};
use crate::face::{Admitted, Answer, FaceKind, IdempotencyKey, Keeps, Message, Sealed, Sending};
use crate::faults::CallFault;
use crate::wire::{WireReply, WireRequest};

/// Keys in the body, one message for all that happened, signed in the body; `PUT /pay` pays what the body's second word
/// says, in whole minor units.
#[derive(Debug)]
struct Odd(Keeps);

impl Face for Odd {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        if (request.method.as_str(), request.path()) != ("PUT", "/pay") {
            return Err(Answer::text(404, "text/plain", "where?"));
        }
        let body = String::from_utf8_lossy(&request.body);
        let key = body.split(' ').next().unwrap_or_default().to_owned();
        Ok(Admitted { moves_money: true, key: Some(IdempotencyKey { key, lifetime_secs: 60, keeps: self.0 }) })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let amount_minor = body.split(' ').nth(1).and_then(|amount| amount.parse().ok()).unwrap_or(0);
        let (reference, currency) = ("odd".to_owned(), "EUR".to_owned());
        let conduct = Conduct::GOOD;
        match bank.authorize(AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now: true }) {
            Ok(_) => Answer::empty(204).with_header("x-odd", "paid"),
            Err(refusal) => Answer::text(422, "application/xml", format!("<no>{refusal}</no>")),
        }
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        Answer::empty(403)
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        Answer::empty(502)
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        None
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        Some(Answer::empty(409))
    }

    fn messages(&mut self, _bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        let kinds: Vec<String> = happened.iter().map(|it| format!("{:?}", it.kind)).collect();
        let at_us = happened.last().map_or(0, |it| it.at_us);
        let (event_id, body) = (String::new(), kinds.join("+").into());
        vec![Message { event_id, kind: "batch", at_us, content_type: "text/plain", body, to: None }]
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        let (event_id, body) = (String::new(), "moon".into());
        Message { event_id, kind: "moon", at_us, content_type: "text/plain", body, to: None }
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        let body = format!("{} by {} try {}", sending.message.body, sending.secrets.join(","), sending.attempt);
        Sealed { headers: vec![("x-delivery", sending.delivery.to_string())], body: body.into() }
    }

    fn backoff_secs(&self) -> &'static [i64] {
        &[9]
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        Some(wire_id.strip_prefix("odd:")?.to_owned())
    }
}

fn desk(keeps: Keeps) -> Desk {
    let endpoint = WebhookEndpoint { url: "http://a/".into(), secret: "s".into() };
    let mut desk = Desk::new(BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::default() });
    desk.face = Box::new(Odd(keeps));
    desk
}

fn pay(body: &str) -> WireRequest {
    WireRequest::new("PUT", "/pay").with_body(body)
}

fn status(desk: &mut Desk, request: WireRequest) -> Option<u16> {
    desk.handle(request, 0).status()
}

fn times_paid(desk: &Desk) -> usize {
    desk.bank().captures().len()
}

#[test]
fn an_answer_goes_out_as_the_face_says_it() {
    let mut desk = desk(Keeps::Decided);
    let paid = desk.handle(pay("k 5"), 0);
    assert_eq!((paid.status(), paid.body(), paid.header("x-odd")), (Some(204), Some(""), Some("paid")));
    assert_eq!(desk.handle(pay("n 0"), 0).header("content-type"), Some("application/xml"));
    assert_eq!(status(&mut desk, WireRequest::new("DELETE", "/pay")), Some(404));
    assert_eq!(status(&mut desk, pay("r 5").with_fault(CallFault::Refuse)), Some(403));
    // A face without words for a clash gives the first answer again.
    assert_eq!((status(&mut desk, pay("k 6")), times_paid(&desk)), (Some(204), 1));
}

#[test]
fn keys_keep_what_the_gateway_keeps() {
    let after = || pay("k 5").with_fault(CallFault::Error500After);
    for (keeps, second, paid) in [(Keeps::Decided, 204, 1), (Keeps::Sent, 502, 1), (Keeps::Success, 204, 1)] {
        let mut desk = desk(keeps);
        assert_eq!(status(&mut desk, after()), Some(502));
        assert_eq!((status(&mut desk, pay("k 5")), times_paid(&desk)), (Some(second), paid), "{keeps:?}");
        // What was not done is done under the same key.
        assert_eq!(status(&mut desk, pay("b 5").with_fault(CallFault::Error500Before)), Some(502));
        assert_eq!((status(&mut desk, pay("b 5")), times_paid(&desk)), (Some(204), 2), "{keeps:?}");
    }
    // Where only success is kept a refusal leaves the key free; elsewhere it is the answer for good.
    for (keeps, second) in [(Keeps::Success, 204), (Keeps::Decided, 403)] {
        let mut desk = desk(keeps);
        assert_eq!(status(&mut desk, pay("k 5").with_fault(CallFault::Refuse)), Some(403));
        assert_eq!(status(&mut desk, pay("k 5")), Some(second), "{keeps:?}");
    }
}

#[test]
fn a_key_is_busy_while_its_client_waits() {
    let mut desk = desk(Keeps::Decided);
    assert!(matches!(
        desk.handle(pay("k 5").with_fault(CallFault::Slow), 0),
        WireReply::Answer { status: 204, after_ms: 1_000, .. }
    ));
    assert_eq!(status(&mut desk, pay("k 5")), Some(409));
    assert_eq!((desk.handle(pay("k 5"), 1_000_000).status(), times_paid(&desk)), (Some(204), 1));
}

#[test]
fn messages_are_batched_sealed_at_each_try_and_come_back_by_the_faces_clock() {
    let mut desk = desk(Keeps::Decided);
    desk.handle(pay("k 5"), 0);
    let first = desk.due(0).remove(0);
    assert_eq!(&*first.body, "Authorized+Captured by s try 1");
    assert_eq!(first.header("x-delivery"), Some(first.id.to_string().as_str()));
    assert!(desk.due(8_999_999).is_empty());
    assert_eq!(&*desk.due(9_000_000).remove(0).body, "Authorized+Captured by s try 2");
}

#[test]
fn control_routes_know_the_names_of_the_face_and_references() {
    let mut desk = desk(Keeps::Decided);
    desk.handle(pay("k 500"), 0);
    let capture = desk.bank().captures()[0].id.clone();
    for name in [format!("odd:{capture}"), capture, "odd".to_owned()] {
        let body = serde_json::json!({"capture": name, "amount_minor": 100, "reason": "fraud", "stage": "chargeback"});
        let request = WireRequest::new("POST", "/disputes").with_body(body.to_string());
        assert_eq!(status(&mut desk, request), Some(201), "{name}");
    }
    assert_eq!(desk.oracle(None).balances["EUR"], 200);
}

#[test]
fn whatever_is_sent_no_face_panics_and_each_answers() {
    let bodies =
        ["", "{", "[]", "null", "a[b]=1&a=%", "<a>", r#"{"amount":1e300}"#, r#"{"id":"","amount":{"value":-1}}"#];
    let targets =
        ["", "/", "//", "/v1", "/v2/payments", "/v1/refunds/%zz", "/payments/x/captures", "/clock", "/healthz/x"];
    for face in FaceKind::ALL {
        let mut desk = Desk::new(BankConfig::of(*face));
        for target in targets {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", ""] {
                for body in bodies {
                    let request = WireRequest::new(method, target).with_secret("sandbox_secret").with_body(body);
                    let reply = desk.handle(request, 0);
                    assert!((200..500).contains(&reply.status().unwrap()), "{} {method} {target}", face.word());
                    let typed = reply.header("content-type").is_some();
                    assert!(typed || reply.body() == Some(""), "{} {method} {target}", face.word());
                }
            }
        }
    }
}
