//! Replies and what they mean, with the requests that follow.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_gateways::mollie::Mollie;
use recoup_gateways::{Asked, Gateway, Outcome, Reply};

use super::support::{PAY, PAYMENT, account, capture, effect, error, hears, list, payment, refund};
use crate::golden::{self, Book};

const HELD: &str = r#","authorizedAt":"2026-11-20T10:00:02+00:00","captureBefore":"2026-11-27T10:00:02+00:00""#;

fn authorize(call: Call) -> Effect {
    effect(OperationKind::Authorize, call, "50.00 EUR")
}

fn embedded(captures: &[String]) -> String {
    format!(r#"{HELD},"_embedded":{{"captures":[{}]}}"#, captures.join(","))
}

#[test]
fn authorizations() {
    let mut book = Book::new("mollie/authorize");
    let send = authorize(Call::Send);
    let mut case = |title: &str, status: u16, body: &str| {
        book.case(title, &golden::outcome(&hears(&send, 0, status, body)));
    };
    case("authorized at once", 201, &payment("authorized", HELD));
    case("accepted, told later", 201, &payment("pending", ""));
    case("the customer must act", 201, &payment("open", ""));
    let declined =
        r#","statusReason":{"code":"insufficient_funds","message":"x"},"details":{"failureReason":"card_declined"}"#;
    case("declined with the network's reason", 201, &payment("failed", declined));
    case("declined with Mollie's reason", 201, &payment("failed", r#","details":{"failureReason":"possible_fraud"}"#));
    case("declined without a reason", 201, &payment("failed", r#","details":[]"#));
    case("captured by itself", 201, &payment("paid", "").replace("manual", "automatic"));
    case("a status nobody knows", 201, &payment("frozen", ""));
    case("about another reference", 201, &payment("authorized", HELD).replace(PAY, "pay_01jd0000000000000000000007"));
    case("the mandate is gone", 422, &error(422, "The mandate is invalid", "mandateId"));
    case("a refusal that is not Mollie's", 422, "<html>no</html>");
    case("the key was used for another request", 400, &error(400, "The idempotency key was used before", ""));
    case("the first request is still under way", 409, &error(409, "in progress", ""));
    case("not let in", 401, &error(401, "Missing authentication", ""));
    case("too many requests", 429, &error(429, "slow down", ""));
    case("broken", 503, "");
    case("cut off", 201, "{\"resource\":\"payment\",\"id\":");
    book.close();
}

#[test]
fn captures() {
    let mut book = Book::new("mollie/capture");
    let send = effect(OperationKind::Capture, Call::Send, "20.00 EUR");
    let last = Effect { last: true, ..send.clone() };
    let probe = effect(OperationKind::Capture, Call::Probe, "20.00 EUR");
    let mut case = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&hears(effect, stage, status, body)));
    };
    case("taken", &send, 0, 201, &capture("pending", ""));
    case("done at once", &send, 0, 201, &capture("succeeded", ""));
    case("failed at once", &send, 0, 201, &capture("failed", ""));
    case("undone after it was settled", &send, 0, 201, &capture("failed", r#","settlementId":"stl_jDk30akdN""#));
    case("of another payment", &send, 0, 201, &capture("pending", "").replace(PAYMENT, "tr_other"));
    case("the last one, still open", &last, 0, 201, &capture("pending", ""));
    case("the last one, done: its rest is released by the core", &last, 0, 201, &capture("succeeded", ""));
    case("refused: perhaps it is captured already", &send, 0, 422, &error(422, "The amount is too high", "amount"));
    case("it was not", &send, 1, 200, &payment("expired", HELD));
    case(
        "it was, by a request that was forgotten",
        &send,
        1,
        200,
        &payment("paid", &embedded(&[capture("succeeded", "")])),
    );
    let whole = effect(OperationKind::Capture, Call::Send, "50.00 EUR");
    let automatic = payment("paid", HELD).replace("manual", "automatic");
    case("it was, by itself", &whole, 1, 200, &automatic);
    case("it was, by itself and more", &send, 1, 200, &automatic);
    case("probe finds it", &probe, 0, 200, &list("captures", &[capture("succeeded", "")], None));
    case("probe finds nothing", &probe, 0, 200, &list("captures", &[], None));
    case("probe goes on", &probe, 0, 200, &list("captures", &[], Some("cpt_next")));
    case("probe of a page with no name", &probe, 16, 200, &list("captures", &[], Some("..%2F..%2Fx")));
    case("probe of a list too long", &probe, 35, 200, &list("captures", &[], Some("cpt_next")));
    case("probe hears of something else", &probe, 0, 200, &list("refunds", &[], None));
    let named = Effect { own_ref: "cpt_4qqhO89gsT".to_owned(), ..probe };
    case("probe by its name", &named, 0, 200, &capture("succeeded", ""));
    case("probe by its name, gone", &named, 0, 404, &error(404, "No capture exists", ""));
    book.close();
}

#[test]
fn releases() {
    let mut book = Book::new("mollie/release");
    let send = effect(OperationKind::Release, Call::Send, "30.00 EUR");
    let probe = effect(OperationKind::Release, Call::Probe, "30.00 EUR");
    let mut case = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&hears(effect, stage, status, body)));
    };
    case("authorized: it is released", &send, 0, 200, &payment("authorized", HELD));
    case("not authorized yet: it is cancelled", &send, 0, 200, &payment("open", r#","isCancelable":true"#));
    case("not authorized yet and bound", &send, 0, 200, &payment("pending", r#","isCancelable":false"#));
    case("cancelled", &send, 2, 200, &payment("canceled", ""));
    case("released: the payment is read", &send, 3, 202, "");
    case("the bank takes its time", &send, 4, 200, &payment("authorized", HELD));
    case("the bank was quick", &send, 4, 200, &payment("canceled", HELD));
    case("taken, and then nobody answers", &send, 4, 503, "");
    case("refused: the payment is read", &send, 3, 422, &error(422, "cannot be released", ""));
    case("refused, and still held", &send, 6, 200, &payment("authorized", HELD));
    case("refused, because it was released before", &send, 6, 200, &payment("canceled", HELD));
    case("refused by somebody in between", &send, 3, 422, "<html></html>");
    case("still at the first request", &send, 3, 409, &error(409, "busy", ""));
    case("released already, without captures", &send, 0, 200, &payment("canceled", HELD));
    let part = embedded(&[capture("succeeded", "")]);
    case("released already, with a capture", &send, 0, 200, &payment("paid", &part));
    case("ran out", &send, 0, 200, &payment("expired", HELD));
    case("all is captured", &send, 0, 200, &payment("paid", "").replace("manual", "automatic"));
    case("probe: still held", &probe, 0, 200, &payment("authorized", HELD));
    case("probe: given back", &probe, 0, 200, &payment("canceled", HELD));
    case("probe: broken", &probe, 0, 500, "");
    book.close();
}

#[test]
fn refunds() {
    let mut book = Book::new("mollie/refund");
    let send = effect(OperationKind::Refund, Call::Send, "5.95 EUR");
    let probe = effect(OperationKind::Refund, Call::Probe, "5.95 EUR");
    let mut case = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&hears(effect, stage, status, body)));
    };
    for status in ["queued", "pending", "processing", "refunded", "failed", "canceled", "lost"] {
        case(status, &send, 0, 201, &refund(status, ""));
    }
    let arn = r#","externalReference":{"type":"acquirer-reference","id":"74123456789012345678901"}"#;
    case("refunded, with the acquirer's reference", &send, 0, 201, &refund("refunded", arn));
    case("refunded, and in a settlement", &send, 0, 201, &refund("refunded", r#","settlementId":"stl_jDk30akdN""#));
    case("pending, and in a settlement", &send, 0, 201, &refund("pending", r#","settlementId":"stl_jDk30akdN""#));
    case("more than is left", &send, 0, 422, &error(422, "The amount is higher than the maximum", "amount"));
    case("taken for a repetition", &send, 0, 409, &error(409, "A duplicate refund was detected", ""));
    case("and it is one", &send, 16, 200, &list("refunds", &[refund("queued", "")], None));
    case("and it is one of another", &send, 16, 200, &list("refunds", &[], None));
    let twice = [refund("queued", ""), refund("refunded", "").replace("re_4qq", "re_5qq")];
    case("probe finds two", &probe, 0, 200, &list("refunds", &twice, None));
    case("probe finds nothing", &probe, 0, 200, &list("refunds", &[], None));
    case(
        "metadata comes back as text",
        &send,
        0,
        201,
        &refund("queued", "").replace(
            r#"{"reference":"rfd_01jd0000000000000000000004"}"#,
            r#""{\"reference\":\"rfd_01jd0000000000000000000004\"}""#,
        ),
    );
    book.close();
}

#[test]
fn an_authorization_without_a_name_is_looked_for() {
    let mut book = Book::new("mollie/search");
    let probe = authorize(Call::Probe);
    let mut case = |title: &str, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&hears(&probe, stage, status, body)));
    };
    let other = |at: &str| {
        let theirs = payment("paid", "").replace(PAY, "theirs").replace(PAYMENT, "tr_theirs");
        theirs.replace("2026-11-20T10:00:01+00:00", at)
    };
    let recent = list("payments", &[other("2026-11-20T11:00:00Z"), other("2026-11-20T10:30:00Z")], Some("tr_next"));
    case("not on this page", 0, 200, &recent);
    case("not on the last page", 0, 200, &list("payments", &[other("2026-11-20T11:00:00Z")], None));
    case("older than what we look for", 16, 200, &list("payments", &[other("2026-11-20T09:00:00Z")], Some("tr_next")));
    case("there: it is read whole", 0, 200, &list("payments", &[payment("paid", "")], None));
    case("there twice", 0, 200, &list("payments", &[payment("paid", ""), payment("paid", "")], None));
    case("there, and the list goes on", 16, 200, &list("payments", &[payment("paid", "")], Some("tr_next")));
    case("there before, and once more", 37, 200, &list("payments", &[payment("paid", "")], None));
    case("there before, and not once more: read it again", 37, 200, &list("payments", &[], None));
    case("there once in all: it is read whole", 56, 200, &list("payments", &[payment("paid", "")], Some("tr_next")));
    case("read whole", 1, 200, &payment("paid", &embedded(&[capture("pending", "")])));
    case(
        "out of order",
        0,
        200,
        &list("payments", &[other("2026-11-20T10:30:00Z"), other("2026-11-20T11:00:00Z")], Some("tr_next")),
    );
    case("too many, while the key lives", 35, 200, &recent);
    case("the repetition answers", 5, 201, &payment("authorized", HELD));
    book.close();
    let late = [("date".to_owned(), "Fri, 20 Nov 2026 10:55:00 GMT".to_owned())];
    for headers in [&late[..], &[]] {
        let reply = Reply::Http { status: 200, headers, body: recent.as_bytes() };
        let outcome = Mollie.interpret(&Asked { effect: &probe, account: &account(), stage: 35 }, &reply);
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    }
}

#[test]
fn silence_is_never_taken_for_an_answer() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    for (kind, call) in
        [Authorize, Capture, Release, Refund].into_iter().flat_map(|k| [(k, Call::Send), (k, Call::Probe)])
    {
        let effect = effect(kind, call, "5.00 EUR");
        let hears =
            |reply: &Reply<'_>| Mollie.interpret(&Asked { effect: &effect, account: &account(), stage: 0 }, reply);
        assert!(matches!(hears(&Reply::NotSent { why: "down".to_owned() }), Outcome::Again { .. }));
        assert!(matches!(hears(&Reply::MaybeSent { why: "timeout".to_owned() }), Outcome::Unknown { .. }));
        let http = |status, body: &'static str| Reply::Http { status, headers: &[], body: body.as_bytes() };
        for (status, body) in [(200, ""), (201, "{}"), (204, ""), (302, ""), (500, "{}"), (200, "[]"), (200, "null")] {
            let outcome = hears(&http(status, body));
            assert!(matches!(outcome, Outcome::Unknown { .. }), "{kind:?} {call:?} {status} {body}: {outcome:?}");
        }
        for status in [401, 403, 429] {
            assert!(matches!(hears(&http(status, "")), Outcome::Again { .. }));
        }
    }
}
