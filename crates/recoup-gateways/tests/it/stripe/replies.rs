//! Replies to each step, with and without an answer that can be trusted.

use recoup_core::effect::{Effect, OperationKind};
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Asked, Gateway, Outcome, Reply};

use super::{CAPTURE, CAPTURE_2, PAYMENT, REFUND, RELEASE, account, charge, effect, http, intent, probe, refund};
use crate::golden::{Book, outcome};

/// What it is called, status, headers, body.
type Case<'a> = (&'a str, u16, &'a [(&'a str, &'a str)], &'a str);

fn error(more: &str) -> String {
    format!(r#"{{"error":{{{more}}}}}"#)
}

fn mark(units: &str) -> String {
    format!(r#""{CAPTURE}":"{units}""#)
}

#[test]
fn replies_to_authorizations() {
    let (of, mut book) = (effect(OperationKind::Authorize), Book::new("stripe/authorize"));
    let mut case =
        |title: &str, status: u16, body: &str| book.case(title, &outcome(&http(&of, 0, (status, &[], body))));
    let held = intent("requires_capture", (0, 1000), "", &charge("available"));
    case("authorized", 200, &held);
    case("authorized, of another payment", 200, &held.replace(PAYMENT, "pay_01jd000000000000000000000z"));
    case("authorized, in a currency nobody knows", 200, &held.replace("eur", "xxq"));
    case("the customer must act", 200, &intent("requires_action", (0, 0), "", ""));
    case("processing", 200, &intent("processing", (0, 0), "", ""));
    case("never confirmed", 200, &intent("requires_confirmation", (0, 0), "", ""));
    case("a status nobody knows", 200, &intent("requires_magic", (0, 0), "", ""));
    case("cut in half", 200, &held[..held.len() / 2]);
    case("empty", 200, "");
    let declined = intent(
        "requires_payment_method",
        (0, 0),
        "",
        r#","last_payment_error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","advice_code":"try_again_later"}"#,
    );
    let body = error(&format!(
        r#""type":"card_error","code":"card_declined","decline_code":"insufficient_funds","payment_intent":{declined}"#
    ));
    case("declined, with advice", 402, &body);
    case("declined, of another payment", 402, &body.replace(PAYMENT, "pay_01jd000000000000000000000z"));
    case("declined, without its intent", 402, &error(r#""type":"card_error","code":"expired_card""#));
    case("declined, without a code", 402, &error(r#""type":"card_error""#));
    case(
        "the bank wants the customer",
        402,
        &error(r#""type":"card_error","code":"authentication_required","decline_code":"authentication_required""#),
    );
    case(
        "a token of nobody",
        404,
        &error(r#""type":"invalid_request_error","code":"resource_missing","param":"payment_method""#),
    );
    case("below the minimum", 400, &error(r#""type":"invalid_request_error","code":"amount_too_small""#));
    book.close();
}

#[test]
fn errors_that_say_nothing_about_what_was_done() {
    let (of, mut book) = (effect(OperationKind::Refund), Book::new("stripe/errors"));
    let api = error(r#""type":"api_error""#);
    let lock = error(r#""type":"invalid_request_error","code":"lock_timeout""#);
    let in_use = error(r#""type":"idempotency_error","code":"idempotency_key_in_use""#);
    let clash = error(r#""type":"idempotency_error""#);
    let cases: [Case<'_>; 17] = [
        ("500", 500, &[], &api),
        ("500 and told to try again", 500, &[("stripe-should-retry", "true")], &api),
        (
            "500 of before, and told to try again",
            500,
            &[("stripe-should-retry", "true"), ("idempotent-replayed", "true")],
            &api,
        ),
        ("500 and told not to", 500, &[("stripe-should-retry", "false")], &api),
        ("502 of a proxy", 502, &[], "<html>"),
        ("424", 424, &[], &api),
        ("429", 429, &[("retry-after", "7")], &error(r#""type":"rate_limit_error","code":"rate_limit""#)),
        ("429 and told not to", 429, &[("stripe-should-retry", "false")], &error(r#""type":"rate_limit_error""#)),
        ("429 of a lock", 429, &[], &lock),
        ("400 of a lock", 400, &[], &lock),
        ("409, the first request is under way", 409, &[], &in_use),
        ("409 and told to try again", 409, &[("stripe-should-retry", "true")], &clash),
        ("the key with other parameters", 400, &[], &clash),
        ("401", 401, &[], &error(r#""type":"invalid_request_error""#)),
        ("403", 403, &[], "no"),
        ("400 without a reason", 400, &[], "{}"),
        ("400 of a type nobody knows", 400, &[], &error(r#""type":"quantum_error""#)),
    ];
    for (title, status, headers, body) in cases {
        book.case(title, &outcome(&http(&of, 0, (status, headers, body))));
    }
    let account = account();
    let mut silent = |title: &str, of: &Effect, reply: &Reply<'_>| {
        book.case(title, &outcome(&Stripe.interpret(&Asked { effect: of, account: &account, stage: 0 }, reply)));
    };
    let (not, maybe) = (Reply::NotSent { why: "refused".to_owned() }, Reply::MaybeSent { why: "timeout".to_owned() });
    silent("never sent", &of, &not);
    silent("perhaps sent", &of, &maybe);
    silent("perhaps sent, a look before a capture", &effect(OperationKind::Capture), &maybe);
    silent("perhaps sent, the mark of a release", &effect(OperationKind::Release), &maybe);
    silent("perhaps sent, a last capture", &Effect { last: true, ..effect(OperationKind::Capture) }, &maybe);
    silent("perhaps sent, a probe", &probe(OperationKind::Refund), &maybe);
    book.close();
}

#[test]
fn an_error_that_is_kept_never_gets_another_key() {
    let mut book = Book::new("stripe/kept");
    let mut case = |title: &str, of: &Effect, stage: u8| {
        let replayed: &[(&str, &str)] = &[("idempotent-replayed", "true"), ("stripe-should-retry", "true")];
        book.case(title, &outcome(&http(of, stage, (500, replayed, ""))));
    };
    let last = Effect { last: true, ..effect(OperationKind::Capture) };
    case("refund", &effect(OperationKind::Refund), 0);
    case("authorization", &effect(OperationKind::Authorize), 0);
    case("capture, the last", &last, 0);
    case("capture, the look before it", &effect(OperationKind::Capture), 0);
    case("capture", &effect(OperationKind::Capture), 1);
    case("release, the mark before it", &effect(OperationKind::Release), 0);
    case("release", &effect(OperationKind::Release), 1);
    case("release, after captures", &effect(OperationKind::Release), 2);
    case("a probe", &probe(OperationKind::Refund), 0);
    book.close();
}

#[test]
fn a_look_that_is_refused_is_no_refusal() {
    let mut book = Book::new("stripe/refused_looks");
    let body = error(r#""type":"invalid_request_error","code":"resource_missing""#);
    let all = [
        (OperationKind::Authorize, 0),
        (OperationKind::Capture, 0),
        (OperationKind::Capture, 1),
        (OperationKind::Release, 0),
        (OperationKind::Release, 1),
        (OperationKind::Release, 2),
        (OperationKind::Refund, 0),
    ];
    for ((kind, stage), status) in all.into_iter().flat_map(|step| [400, 404].map(|status| (step, status))) {
        let title = format!("{} stage {stage}, {status}", kind.word());
        book.case(&title, &outcome(&http(&effect(kind), stage, (status, &[], &body))));
    }
    book.close();
}

#[test]
#[allow(clippy::too_many_lines, reason = "it is a table")]
fn captures_step_by_step() {
    let (of, mut book) = (effect(OperationKind::Capture), Book::new("stripe/capture"));
    let mut case = |title: &str, of: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &outcome(&http(of, stage, (status, &[], body))));
    };
    case("look: several are allowed", &of, 0, 200, &intent("requires_capture", (0, 1000), "", &charge("available")));
    case(
        "look: several are not allowed",
        &of,
        0,
        200,
        &intent("requires_capture", (0, 1000), "", &charge("unavailable")),
    );
    case(
        "look: it is all that is left",
        &of,
        0,
        200,
        &intent("requires_capture", (300, 700), &format!(r#""{CAPTURE_2}":"300""#), &charge("available")),
    );
    case(
        "look: it landed before",
        &of,
        0,
        200,
        &intent("requires_capture", (700, 300), &mark("700"), &charge("available")),
    );
    case("look: it is over, let Stripe say so", &of, 0, 200, &intent("canceled", (0, 0), "", &charge("available")));
    case("look: 500", &of, 0, 500, "");
    case("captured", &of, 1, 200, &intent("requires_capture", (700, 300), &mark("700"), &charge("available")));
    let last = Effect { last: true, ..of.clone() };
    case("captured, the last", &last, 0, 200, &intent("succeeded", (700, 0), &mark("700/last"), &charge("available")));
    case("captured, and its mark is missing", &last, 0, 200, &intent("succeeded", (700, 0), "", &charge("available")));
    case(
        "marks of more than was captured",
        &last,
        0,
        200,
        &intent("requires_capture", (0, 1000), &mark("700"), &charge("available")),
    );
    case("a mark that is no amount", &last, 0, 200, &intent("succeeded", (700, 0), &mark("7e2"), &charge("available")));
    let over = error(&format!(
        r#""type":"invalid_request_error","code":"payment_intent_unexpected_state","payment_intent":{}"#,
        intent("canceled", (0, 0), "", "")
    ));
    case("refused, it is over", &last, 0, 400, &over);
    let done = error(&format!(
        r#""type":"invalid_request_error","code":"payment_intent_unexpected_state","payment_intent":{}"#,
        intent("succeeded", (700, 0), &mark("700/last"), "")
    ));
    case("refused, because it landed before", &last, 0, 400, &done);
    case(
        "refused, it ran out",
        &last,
        0,
        400,
        &error(r#""type":"invalid_request_error","code":"capture_charge_authorization_expired""#),
    );
    let asked = probe(OperationKind::Capture);
    case("probe: landed", &asked, 0, 200, &intent("succeeded", (700, 0), &mark("700/last"), &charge("available")));
    case("probe: not landed", &asked, 0, 200, &intent("requires_capture", (0, 1000), "", &charge("available")));
    case(
        "probe: another one landed",
        &asked,
        0,
        200,
        &intent("requires_capture", (300, 700), &format!(r#""{CAPTURE_2}":"300""#), ""),
    );
    case(
        "probe: another payment",
        &asked,
        0,
        200,
        &intent("requires_capture", (0, 1000), "", "").replace("pi_1", "pi_2"),
    );
    case("probe: not found", &asked, 0, 404, &error(r#""type":"invalid_request_error","code":"resource_missing""#));
    let held = |amounts, marks: &str| intent("requires_capture", amounts, marks, &charge("available"));
    let both = format!(r#"{},"{CAPTURE_2}":"300""#, mark("700"));
    case("probe: under way", &asked, 0, 200, &held((0, 300), &mark("700")));
    case(
        "probe: all of it under way",
        &asked,
        0,
        200,
        &intent("processing", (0, 0), &mark("700"), &charge("available")),
    );
    case("probe: it did not happen yet", &asked, 0, 200, &held((0, 1000), &mark("700")));
    let late = Effect { due_at: asked.since + jiff::SignedDuration::from_hours(1), ..asked.clone() };
    case("probe: it did not happen", &late, 0, 200, &held((0, 1000), &mark("700")));
    case("probe: the other one landed, it did not", &late, 0, 200, &held((300, 700), &both));
    case("probe: it may be either", &late, 0, 200, &held((500, 500), &both));
    case(
        "probe: landed and fell back",
        &asked,
        0,
        200,
        &intent(
            "requires_payment_method",
            (0, 0),
            &mark("700"),
            &charge("available")
                .replace(r#""status":"succeeded""#, r#""status":"failed","failure_balance_transaction":"txn_9""#),
        ),
    );
    book.close();
}

#[test]
fn releases_step_by_step() {
    let (of, mut book) = (effect(OperationKind::Release), Book::new("stripe/release"));
    let mark = format!(r#""{RELEASE}":"release""#);
    let both = format!(r#"{mark},"{CAPTURE}":"700""#);
    let mut case = |title: &str, of: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &outcome(&http(of, stage, (status, &[], body))));
    };
    case(
        "marked: nothing was captured",
        &of,
        0,
        200,
        &intent("requires_capture", (0, 1000), &mark, &charge("available")),
    );
    case(
        "marked: some was captured",
        &of,
        0,
        200,
        &intent("requires_capture", (700, 300), &both, &charge("available")),
    );
    case(
        "marked: it is over already",
        &of,
        0,
        200,
        &intent("canceled", (0, 0), &mark, r#","cancellation_reason":"automatic""#),
    );
    case(
        "marked: another payment",
        &of,
        0,
        200,
        &intent("requires_capture", (0, 0), &mark, "").replace("pi_1", "pi_2"),
    );
    case("marked: processing", &of, 0, 200, &intent("processing", (0, 0), &mark, ""));
    case("marked: 500", &of, 0, 500, "");
    case(
        "canceled",
        &of,
        1,
        200,
        &intent("canceled", (0, 0), &mark, r#","cancellation_reason":"requested_by_customer""#),
    );
    case("closed", &of, 2, 200, &intent("succeeded", (700, 0), &both, &charge("available")));
    case("canceled, 500", &of, 1, 500, "");
    let refused = |intent: &str| {
        error(&format!(
            r#""type":"invalid_request_error","code":"payment_intent_unexpected_state","payment_intent":{intent}"#
        ))
    };
    case("refused, it was canceled meanwhile", &of, 1, 400, &refused(&intent("canceled", (0, 0), &mark, "")));
    case("refused, it is processing", &of, 1, 400, &refused(&intent("processing", (0, 0), &mark, "")));
    let asked = probe(OperationKind::Release);
    case("probe: done", &asked, 0, 200, &intent("canceled", (0, 0), &mark, ""));
    case(
        "probe: marked and not done",
        &asked,
        0,
        200,
        &intent("requires_capture", (0, 1000), &mark, &charge("available")),
    );
    case("probe: over without us", &asked, 0, 200, &intent("canceled", (0, 0), "", ""));
    book.close();
}

#[test]
fn refunds_and_what_becomes_of_them() {
    let (of, mut book) = (effect(OperationKind::Refund), Book::new("stripe/refund"));
    let mut case = |title: &str, of: &Effect, status: u16, body: &str| {
        book.case(title, &outcome(&http(of, 0, (status, &[], body))));
    };
    let arn = |kind: &str, status: &str| {
        format!(
            r#","destination_details":{{"type":"card","card":{{"type":"refund","reference":"7493","reference_type":"{kind}","reference_status":"{status}"}}}}"#
        )
    };
    let back = r#","failure_balance_transaction":"txn_2","failure_reason":"expired_or_canceled_card""#;
    case("pending", &of, 200, &refund("pending", ""));
    case("the customer must act", &of, 200, &refund("requires_action", ""));
    case("succeeded", &of, 200, &refund("succeeded", ""));
    case(
        "succeeded, its number is on its way",
        &of,
        200,
        &refund("succeeded", &arn("acquirer_reference_number", "pending")),
    );
    case("succeeded, with its number", &of, 200, &refund("succeeded", &arn("acquirer_reference_number", "available")));
    case(
        "succeeded, with a number that proves nothing",
        &of,
        200,
        &refund("succeeded", &arn("system_trace_audit_number", "available")),
    );
    case(
        "failed before money moved",
        &of,
        200,
        &refund("failed", r#","failure_reason":"charge_for_pending_refund_disputed""#),
    );
    case("failed, and the money came back", &of, 200, &refund("failed", back));
    case(
        "failed after its number was there",
        &of,
        200,
        &refund("failed", &format!("{back}{}", arn("acquirer_reference_number", "available"))),
    );
    case("canceled", &of, 200, &refund("canceled", ""));
    case("a status nobody knows", &of, 200, &refund("teleported", ""));
    case("of another refund", &of, 200, &refund("succeeded", "").replace(REFUND, "rfd_01jd000000000000000000000z"));
    case("refused: disputed", &of, 400, &error(r#""type":"invalid_request_error","code":"charge_disputed""#));
    case(
        "refused: refunded before",
        &of,
        400,
        &error(r#""type":"invalid_request_error","code":"charge_already_refunded""#),
    );
    let asked = probe(OperationKind::Refund);
    let list =
        |items: &[String], more: bool| format!(r#"{{"object":"list","data":[{}],"has_more":{more}}}"#, items.join(","));
    let other = refund("succeeded", "").replace(REFUND, "rfd_01jd000000000000000000000z").replace("re_1", "re_9");
    case("probe: found", &asked, 200, &list(&[other.clone(), refund("succeeded", "")], false));
    case("probe: found twice", &asked, 200, &list(&[refund("succeeded", ""), refund("succeeded", "")], false));
    case("probe: not found", &asked, 200, &list(std::slice::from_ref(&other), false));
    case("probe: perhaps on the next page", &asked, 200, &list(std::slice::from_ref(&other), true));
    case("probe: more, and no page", &asked, 200, &list(&[], true));
    case("probe: no list", &asked, 200, "{}");
    let named = Effect { own_ref: "re_1".to_owned(), ..asked };
    case("probe by name", &named, 200, &refund("failed", back));
    let mut again = effect(OperationKind::Refund);
    again.operation.generation = 1;
    case("an answer to the first try is none to the second", &again, 200, &refund("succeeded", ""));
    book.close();
}

#[test]
fn searches_for_authorizations() {
    let (of, mut book) = (probe(OperationKind::Authorize), Book::new("stripe/search"));
    let mut case = |title: &str, of: &Effect, stage: u8, body: &str| {
        book.case(title, &outcome(&http(of, stage, (200, &[], body))));
    };
    let held = intent("requires_capture", (0, 1000), "", &charge("available"));
    let other = held.replace(PAYMENT, "pay_01jd000000000000000000000z").replace("pi_1", "pi_2");
    let list =
        |items: &[&str], more: bool| format!(r#"{{"object":"list","data":[{}],"has_more":{more}}}"#, items.join(","));
    case("listed", &of, 0, &list(&[&other, &held], false));
    case("not listed", &of, 0, &list(&[&other], false));
    case("perhaps on the next page", &of, 0, &list(&[&other], true));
    case("too many pages", &of, 39, &list(&[&other], true));
    case("listed, and the list goes on", &of, 0, &list(&[&held, &other], true));
    case("listed before, and once more", &of, 41, &list(&[&held], false));
    case("listed before, and not once more: read it again", &of, 41, &list(&[&other], false));
    case("listed once in all", &of, 80, &list(&[&held, &other], true));
    case("gone while the list was read", &of, 81, &list(&[&other], false));
    let nobody = Effect { token: "pm_B2".to_owned(), ..of };
    let found =
        |items: &str| format!(r#"{{"object":"search_result","data":[{items}],"has_more":false,"next_page":null}}"#);
    case("found", &nobody, 0, &found(&held));
    case("found twice", &nobody, 0, &found(&format!("{held},{held}")));
    case("not found, and the search may be behind", &nobody, 0, &found(""));
    let late = Effect { due_at: nobody.since + jiff::SignedDuration::from_hours(1), ..nobody };
    case("not found an hour later", &late, 0, &found(""));
    let next = format!(r#"{{"object":"search_result","data":[{other}],"has_more":true,"next_page":"p2"}}"#);
    case("the next page of a search", &late, 3, &next);
    book.close();
    let Outcome::Facts(facts) =
        http(&probe_named(), 0, (200, &[], &intent("canceled", (0, 0), "", &charge("available"))))
    else {
        panic!("a look at what is over tells what it was");
    };
    assert_eq!(facts.iter().map(|f| f.what.word()).collect::<Vec<_>>(), ["authorized", "released"]);
}

#[test]
fn the_end_of_an_authorization_is_told_beside_a_mark_of_a_refused_release() {
    let release = format!(r#""{RELEASE}":"release""#);
    let both = format!(r#"{release},{}"#, mark("300"));
    for (title, status, received, marks, more, told) in [
        ("it ran out", "canceled", 0, &release, r#","cancellation_reason":"automatic""#, "expired"),
        ("somebody gave it back", "canceled", 0, &release, r#","cancellation_reason":"abandoned""#, "released"),
        ("captured in part and over", "succeeded", 300, &both, "", "released"),
    ] {
        let body = intent(status, (received, 0), marks, &format!("{}{more}", charge("available")));
        let Outcome::Facts(facts) = http(&probe_named(), 0, (200, &[], &body)) else { panic!("{title}: it is over") };
        let words: Vec<&str> = facts.iter().map(|fact| fact.what.word()).collect();
        assert_eq!(words, ["authorized", told], "{title}");
        assert!(facts.iter().all(|fact| fact.ours == PAYMENT), "{title}");
    }
}

fn probe_named() -> Effect {
    Effect { authorization_ref: "pi_1".to_owned(), ..probe(OperationKind::Authorize) }
}
