//! A gateway that lies: more given back than was taken, the same thing with another amount, a capture of what was given
//! back. It signs what it says, so it is believed to have said it: each is an alarm, what left beyond what we allowed is a
//! loss on an account of its own, and nothing else changes.

use recoup_sandbox::face::common::form::Form;
use recoup_sandbox::face::common::mac::{base64, from_base64};
use recoup_sandbox::face::{Message, Sending};
use recoup_sandbox::{FaceKind, WebhookDelivery};
use serde_json::Value;

use super::money::SETTLED;
use crate::conformance::stage::{DAY, HOUR, Stage};

const AMOUNT_MINOR: i64 = 10_000;

/// What is true and stands nowhere else in a webhook, and what is said instead, minor units.
const TRUE_MINOR: i64 = 2_537;
const LIE_MINOR: i64 = 15_037;

/// Both as gateways write them: in minor units, or as decimals.
const LIES: &[(&str, &str)] = &[("2537", "15037"), ("25.37", "150.37")];

/// Alarms that a lie about an amount raises.
const ALARMS: &[&str] = &[
    "refunded_beyond_allowed",
    "refunded_amount_differs",
    "captured_amount_differs",
    "captured_beyond_authorized",
    "authorized_beyond_asked",
    "told_differently",
];

/// Alarms that a capture of what was released raises.
const OUTSIDE: &[&str] = &["outside_captured", "fact_does_not_fit"];

/// By then every gateway has told of a capture, and what it told first is still believed.
const TOLD_AFTER: i64 = 20 * HOUR;

/// Where losses by refunds are booked that nobody allowed.
const LOSSES: &str = "6210";

/// A webhook with other words, signed by the gateway itself; nothing where it has none of the words, or where the gateway
/// signs nothing of it.
fn lied(stage: &Stage<'_>, webhook: &WebhookDelivery, words: &[(&str, &str)]) -> Option<WebhookDelivery> {
    let place = stage.theatre.place;
    let in_form = webhook.content_type != "application/json";
    let payload = |body: &str| {
        let form = Form::read(body.as_bytes());
        let plain: String = form.get("bt_payload")?.split_whitespace().collect();
        String::from_utf8(from_base64(&plain)?).ok()
    };
    let plain = if in_form { payload(&webhook.body)? } else { webhook.body.to_string() };
    let text = words.iter().fold(plain.clone(), |text, (from, to)| text.replace(from, to));
    if text == plain {
        return None;
    }
    let now_us = stage.theatre.banks.time.now_us();
    let body = if in_form { base64(text.as_bytes()) } else { text };
    let (event_id, content_type) = (webhook.event_id.clone(), webhook.content_type);
    let message =
        Message { event_id, kind: webhook.event_type, at_us: now_us, content_type, body: body.into(), to: None };
    let secrets = &place.webhook_secrets[..1];
    let sending = Sending { message: &message, secrets, now_us, delivery: webhook.id, attempt: 1 };
    let sealed = place.face.seal(&place.bank(None), &sending);
    let address = |(name, value): (&'static str, String)| match webhook.header("paypal-cert-url") {
        Some(url) if name == "paypal-cert-url" => (name, url.to_owned()),
        _ => (name, value),
    };
    let headers = sealed.headers.into_iter().map(address).collect();
    Some(WebhookDelivery { headers, body: sealed.body, ..webhook.clone() })
}

/// Delivers what is due, each with other words where it has them; says how many had.
async fn lie(stage: &Stage<'_>, words: &[(&str, &str)]) -> usize {
    let mut lies = 0;
    for webhook in stage.due() {
        let lied = lied(stage, &webhook, words);
        lies += usize::from(lied.is_some());
        // Whoever lies does not tell the truth beside it.
        deliver_all(stage, &[lied.unwrap_or_else(|| webhook.clone())]).await;
        stage.bank(|bank| bank.desk.acknowledge(webhook.id));
    }
    lies
}

/// Delivers them one after the other, each read before the next one comes.
async fn deliver_all(stage: &Stage<'_>, webhooks: &[WebhookDelivery]) {
    for webhook in webhooks {
        assert_eq!(stage.deliver(webhook, webhook.body.as_bytes()).await, 200, "{}", webhook.body);
        stage.rest().await;
    }
}

/// Lets time pass to the instants at which something happens at the bank, and lies about what happens at each.
async fn lie_for(stage: &Stage<'_>, secs: i64) -> usize {
    let end_us = stage.theatre.banks.time.now_us() + secs * 1_000_000;
    let mut lies = 0;
    loop {
        let now_us = stage.theatre.banks.time.now_us();
        let due_us = stage.bank(|bank| bank.desk.next_due_us()).unwrap_or(i64::MAX);
        // A second before it, so that nothing of it is told yet.
        let left_secs = (due_us.min(end_us) - now_us).div_euclid(1_000_000) - 1;
        if left_secs > 0 {
            stage.pass(left_secs).await;
        }
        if due_us > end_us {
            return lies;
        }
        stage.theatre.banks.time.pass(1);
        lies += lie(stage, LIES).await;
    }
}

async fn loss_minor(stage: &Stage<'_>) -> i64 {
    let rows = stage.theatre.shop.fixture.store.trial_balance(&stage.name, None).await.unwrap();
    rows.iter().filter(|row| row.account == LOSSES).map(|row| row.debit_minor - row.credit_minor).sum()
}

fn alarms(shown: &Value) -> Vec<&str> {
    shown["alarms"].as_array().expect("alarms").iter().filter_map(Value::as_str).collect()
}

/// A payment has alarms of these kinds alone, and whoever looks after the shop was told of each, and of nothing else.
async fn alarmed(stage: &mut Stage<'_>, shown: &Value, known: &[&str]) {
    let found = alarms(shown);
    assert!(!found.is_empty() && found.iter().all(|alarm| known.contains(alarm)), "{shown:#}");
    for alarm in &found {
        stage.expect_told(alarm, 1);
    }
    assert_eq!(stage.attention().await, stage.told, "{shown:#}");
}

/// More is given back than was taken.
pub async fn refund_beyond(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    stage.pass(2 * DAY).await;
    stage.hold();
    stage.refund(&payment, TRUE_MINOR).await.is(202);
    stage.rest().await;
    assert!(lie_for(stage, 4 * DAY).await > 0, "nothing tells of a refund and its amount");
    stage.held = false;
    stage.refunds_become(&payment, SETTLED).await;
    let (shown, loss_minor) = (stage.payment(&payment).await, loss_minor(stage).await);
    assert_eq!(shown["captured_minor"], AMOUNT_MINOR, "{shown:#}");
    alarmed(stage, &shown, ALARMS).await;
    if alarms(&shown).contains(&"refunded_beyond_allowed") {
        assert_eq!(loss_minor, LIE_MINOR - TRUE_MINOR, "what nobody allowed is a loss: {shown:#}");
        stage.outside_minor.insert("EUR".to_owned(), loss_minor);
        stage.passed("its row is a loss");
    } else {
        assert_eq!(loss_minor, 0, "a word moves no money");
        stage.passed("its word is an alarm");
    }
}

/// What is known is told once more, with another amount.
pub async fn another_amount(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.capture(&payment, TRUE_MINOR, false).await.is(201);
    stage.hold();
    stage.rest().await;
    stage.pass(TOLD_AFTER).await;
    let known = stage.due();
    deliver_all(stage, &known).await;
    known.iter().for_each(|webhook| stage.bank(|bank| bank.desk.acknowledge(webhook.id)));
    stage.held = false;
    stage.until(&payment, "it is captured", |shown| shown["captured_minor"] == TRUE_MINOR).await;
    let before = stage.payment(&payment).await;
    let lies: Vec<WebhookDelivery> = known.iter().filter_map(|webhook| lied(stage, webhook, LIES)).collect();
    deliver_all(stage, &lies).await;
    let after = stage.payment(&payment).await;
    let sums = |shown: &Value| {
        let names = ["status", "authorized_minor", "captured_minor", "released_minor", "refundable_minor"];
        names.map(|name| shown[name].clone())
    };
    assert_eq!(sums(&before), sums(&after), "{after:#}");
    alarmed(stage, &after, ALARMS).await;
    assert_eq!(loss_minor(stage).await, 0);
}

/// A capture is told of an authorization that was given back, of which nobody here asked for one.
pub async fn capture_of_what_was_released(stage: &mut Stage<'_>) {
    let released = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.release(&released).await.is(202);
    stage.becomes(&released, "released").await;
    stage.hold();
    let other = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.capture(&other, AMOUNT_MINOR, true).await.is(201);
    stage.rest().await;
    stage.pass(TOLD_AFTER).await;
    let names = [names_of(stage, &other).await, names_of(stage, &released).await];
    let capture = &stage.payment(&other).await["captures"][0];
    let [capture, name] = ["id", "gateway_ref"].map(|key| capture[key].as_str().expect("a capture").to_owned());
    let words = [
        (other.as_str(), released.as_str()),
        (names[0].as_str(), names[1].as_str()),
        (capture.as_str(), "made elsewhere"),
        // It is no capture that is known already.
        (name.as_str(), &another(&name)),
    ];
    let known = stage.due();
    let before = stage.payment(&released).await;
    let lies: Vec<WebhookDelivery> = known.iter().filter_map(|webhook| lied(stage, webhook, &words)).collect();
    deliver_all(stage, &lies).await;
    let after = stage.payment(&released).await;
    for name in ["status", "captured_minor", "released_minor", "captures", "refundable_minor"] {
        assert_eq!(before[name], after[name], "{after:#}");
    }
    assert_eq!(loss_minor(stage).await, 0);
    if stage.theatre.place.face == FaceKind::Mollie {
        assert!(alarms(&after).is_empty(), "{after:#}");
        stage.refused_by_rule(
            "",
            "what carries no reference of ours is looked at, and the gateway shows no such capture",
        );
    } else {
        alarmed(stage, &after, OUTSIDE).await;
    }
    stage.held = false;
    stage.becomes(&other, "captured").await;
}

/// A name that looks like another one.
fn another(name: &str) -> String {
    let (first, rest) = name.split_at(name.len() - 3);
    format!("{first}{}", if rest == "Z7Z" { "Y7Y" } else { "Z7Z" })
}

/// The gateway's name of an authorization.
async fn names_of(stage: &Stage<'_>, payment: &str) -> String {
    let row = stage.theatre.shop.fixture.store.stream(&stage.name, payment).await.unwrap().expect("a payment");
    match recoup::engine::recall::stream(&row).unwrap().1.state {
        recoup_core::world::State::Payment(payment) => payment.gateway_ref,
        other => panic!("{other:?} is no payment"),
    }
}
