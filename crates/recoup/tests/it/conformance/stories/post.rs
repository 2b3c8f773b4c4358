//! Webhooks: in any order, twice, late, lost, forged, torn, unknown, signed by other keys.

use recoup_sandbox::{FaultRates, WebhookDelivery, WebhookEndpoint};
use serde_json::{Value, json};

use super::money::SETTLED;
use crate::conformance::check::REMINDERS;
use crate::conformance::stage::{DAY, HOUR, Stage};

const AMOUNT_MINOR: i64 = 10_000;
const ALWAYS: u32 = 1_000_000;

/// A payment with all that can happen to it when nothing goes wrong.
async fn live(stage: &mut Stage<'_>) -> String {
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.capture(&payment, 6_000, false).await.is(201);
    stage.until(&payment, "a part is captured", |shown| shown["captured_minor"] == 6_000).await;
    stage.capture(&payment, 4_000, true).await.is(201);
    stage.becomes(&payment, "captured").await;
    stage.refund(&payment, 3_000).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    payment
}

/// Every webhook that the bank has, taken away from it.
fn taken(stage: &Stage<'_>) -> Vec<WebhookDelivery> {
    let due = stage.due();
    due.iter().for_each(|webhook| stage.bank(|bank| bank.desk.acknowledge(webhook.id)));
    due
}

/// Orders in which some things can come, each with everything twice.
fn orders(all: &[WebhookDelivery]) -> Vec<Vec<&WebhookDelivery>> {
    let reversed = || all.iter().rev();
    let (even, odd): (Vec<_>, Vec<_>) = all.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let plain = |side: Vec<(usize, &WebhookDelivery)>| side.iter().map(|(at, _)| &all[*at]).collect::<Vec<_>>();
    let (even, odd) = (plain(even), plain(odd));
    vec![
        all.iter().flat_map(|one| [one, one]).collect(),
        reversed().chain(reversed()).collect(),
        odd.iter().chain(&even).chain(odd.iter().rev()).chain(even.iter().rev()).copied().collect(),
    ]
}

/// What happens while no webhook is let through comes afterwards in every order, twice, and says the same.
pub async fn any_order(stage: &mut Stage<'_>) {
    let mut ends: Vec<Value> = Vec::new();
    for turn in 0..3 {
        let payment = stage.order("tok_ok", AMOUNT_MINOR, "automatic").await;
        stage.hold();
        stage.rest().await;
        for secs in [HOUR, DAY] {
            stage.pass(secs).await;
        }
        // Where only webhooks tell of the capture, they come now.
        if stage.payment(&payment).await["status"] != "captured" {
            mixed(stage, turn).await;
        }
        stage.becomes(&payment, "captured").await;
        stage.refund(&payment, 3_000).await.is(202);
        stage.rest().await;
        for _ in 0..4 {
            stage.pass(DAY).await;
            mixed(stage, turn).await;
        }
        stage.held = false;
        stage.refunds_become(&payment, SETTLED).await;
        stage.rest().await;
        let shown = stage.payment(&payment).await;
        ends.push(json!([
            shown["status"],
            shown["captured_minor"],
            shown["refunds"][0]["status"],
            shown["alarms"],
            shown["captures"][0]["status"],
            shown["refundable_minor"]
        ]));
        stage.passed(["in order, each twice", "backwards, twice", "odd ones first, and backwards"][turn]);
    }
    assert!(ends.windows(2).all(|two| two[0] == two[1]), "{ends:?}");
}

/// Delivers what waits in the order of a turn.
async fn mixed(stage: &Stage<'_>, turn: usize) {
    let all = taken(stage);
    for webhook in &orders(&all)[turn] {
        let status = stage.deliver(webhook, webhook.body.as_bytes()).await;
        // Some are not believed a day after what they tell of.
        assert!(status == 200 || (status == 401 && stage.theatre.place.gateway == "braintree"), "{}", webhook.body);
        // Each is read before the next one comes, or the order would be that of the queue.
        stage.rest().await;
    }
}

/// Everything that was told is told again, long after: nothing changes.
pub async fn told_again(stage: &mut Stage<'_>) {
    stage.post(FaultRates { webhook_duplicate_ppm: ALWAYS, ..FaultRates::default() });
    let payment = live(stage).await;
    stage.passed("each twice at once");
    stage.post(FaultRates::default());
    let before = stage.payment(&payment).await;
    stage.rest().await;
    assert_eq!(stage.payment(&payment).await, before);
}

pub async fn late_and_overtaken(stage: &mut Stage<'_>) {
    stage.post(FaultRates { webhook_reorder_ppm: ALWAYS / 2, webhook_late_ppm: ALWAYS / 2, ..FaultRates::default() });
    live(stage).await;
}

/// No webhook ever arrives: looking tells, where a gateway can be looked at.
pub async fn all_lost(stage: &mut Stage<'_>) {
    stage.post(FaultRates { webhook_drop_ppm: ALWAYS, ..FaultRates::default() });
    if !stage.can().probes_by_repeating {
        live(stage).await;
        return;
    }
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    for _ in 0..20 {
        stage.pass(DAY).await;
    }
    assert_eq!(stage.payment(&payment).await["captures"][0]["status"], "accepted", "it is not guessed");
    stage.refused_by_rule("", "probes_by_repeating");
    assert!(stage.attention().await.contains_key("still_waiting"), "a person is told");
    stage.left_open = true;
}

pub async fn unheard_of(stage: &mut Stage<'_>) {
    let payment = live(stage).await;
    let before = stage.payment(&payment).await;
    stage.control("POST", "/unheard_of", &json!({}));
    stage.rest().await;
    assert_eq!(stage.payment(&payment).await, before);
    stage.parked += 1;
    stage.expect_told("delivery_parked", 1);
}

/// Bodies that end early are not genuine; whole ones are taken then.
pub async fn torn(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.hold();
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.rest().await;
    stage.pass(DAY).await;
    for webhook in stage.due() {
        let whole = webhook.body.as_bytes();
        for cut in [0, 1, whole.len() / 2, whole.len() - 1] {
            let status = stage.deliver(&webhook, &whole[..cut]).await;
            // A hint is signed by nobody; whoever is torn of them asks about nothing.
            let hint = is_hint(&webhook);
            assert!(
                status == 401 || (hint && matches!(status, 200 | 401 | 404)),
                "{cut} bytes were answered {status}: {}",
                webhook.body
            );
        }
        stage.passed(format!("cut {}", webhook.event_type));
    }
    stage.rest().await;
    stage.held = false;
    stage.becomes(&payment, "captured").await;
    stage.parked = stage.parked_now().await;
    stage.told = stage.attention().await;
    stage.told.retain(|reason, _| !REMINDERS.contains(&reason.as_str()));
    assert!(stage.told.keys().all(|reason| reason == "delivery_parked"), "{:?}", stage.told);
    assert!(stage.parked == 0 || stage.theatre.place.gateway == "mollie", "{} torn bodies were taken", stage.parked);
}

/// A delivery that its gateway signs never.
fn is_hint(webhook: &WebhookDelivery) -> bool {
    webhook.event_type == "classic"
}

/// Changed, unsigned, or sent by somebody who saw an old one.
pub async fn forged(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.hold();
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.rest().await;
    stage.pass(DAY).await;
    let due: Vec<WebhookDelivery> = stage.due().into_iter().filter(|webhook| !is_hint(webhook)).collect();
    assert!(!due.is_empty());
    for webhook in &due {
        let changed = webhook.body.replacen("100", "900", 1).replacen("bt_payload=", "bt_payload=AAAA", 1);
        if *changed != *webhook.body {
            assert_eq!(stage.deliver(webhook, changed.as_bytes()).await, 401, "{changed}");
        }
        let bare = WebhookDelivery { headers: Vec::new(), ..webhook.clone() };
        if !webhook.headers.is_empty() {
            assert_eq!(stage.deliver(&bare, webhook.body.as_bytes()).await, 401, "nobody signed it");
        }
    }
    stage.passed("changed or unsigned");
    stage.held = false;
    stage.becomes(&payment, "captured").await;
    let known = stage.payment(&payment).await;
    stage.pass(3 * DAY).await;
    let mut refused = 0;
    for webhook in &due {
        refused += usize::from(stage.deliver(webhook, webhook.body.as_bytes()).await == 401);
        stage.rest().await;
    }
    assert_eq!(stage.payment(&payment).await, known, "what is old says nothing new");
    match refused {
        0 => stage.passed("replayed after days: known"),
        _ => stage.passed("replayed after days: refused"),
    }
}

/// Keys change: both are known for a while, and what only an unknown one signs is not taken.
pub async fn keys_change(stage: &mut Stage<'_>) {
    let [one, two] = stage.theatre.place.webhook_secrets;
    let url = stage.hook();
    let put = |stage: &Stage<'_>, secret: &str| {
        let endpoint = WebhookEndpoint { url: url.clone(), secret: secret.to_owned() };
        stage.bank(|bank| bank.desk.put_webhook_endpoint(&endpoint));
    };
    live(stage).await;
    stage.passed("the first key");
    put(stage, two);
    live(stage).await;
    stage.passed("both keys");
    stage.pass(2 * DAY).await;
    live(stage).await;
    stage.passed("the second key");
    stage.pass(5 * DAY).await;
    stage.hold();
    put(stage, "3030303030303030|nobody knows this one");
    stage.pass(2 * DAY).await;
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.rest().await;
    stage.pass(DAY).await;
    for webhook in stage.due().iter().filter(|webhook| !is_hint(webhook)) {
        assert_eq!(stage.deliver(webhook, webhook.body.as_bytes()).await, 401, "{}", webhook.body);
    }
    stage.passed("a key that is not ours");
    put(stage, one);
    stage.pass(2 * DAY).await;
    stage.held = false;
    stage.becomes(&payment, "captured").await;
    stage.passed("the first key again");
}

/// Several events in one body, where a gateway sends them so; a bad one among them spoils no other.
pub async fn batch(stage: &mut Stage<'_>) {
    let payments = [stage.authorized("tok_ok", AMOUNT_MINOR).await, stage.authorized("tok_ok", 5_000).await];
    stage.hold();
    for (payment, amount_minor) in payments.iter().zip([AMOUNT_MINOR, 5_000]) {
        stage.capture(payment, amount_minor, true).await.is(201);
        stage.rest().await;
        stage.theatre.banks.time.pass(1);
    }
    stage.pass(DAY).await;
    let due: Vec<WebhookDelivery> = taken(stage).into_iter().filter(|webhook| !is_hint(webhook)).collect();
    let bodies: Vec<Value> = due.iter().filter_map(|webhook| serde_json::from_str(&webhook.body).ok()).collect();
    let items: Vec<Value> =
        bodies.iter().flat_map(|body| body["notificationItems"].as_array().cloned().unwrap_or_default()).collect();
    if items.is_empty() {
        // One event to a delivery: two in one body are signed by nobody.
        let glued: String = due.iter().map(|webhook| webhook.body.to_string()).collect();
        let list = format!("[{}]", due.iter().map(|webhook| webhook.body.to_string()).collect::<Vec<_>>().join(","));
        for body in [glued, list] {
            assert_eq!(stage.deliver(&due[0], body.as_bytes()).await, 401, "{body}");
        }
        stage.refused_by_rule("", "one event to a delivery");
        for webhook in &due {
            assert_eq!(stage.deliver(webhook, webhook.body.as_bytes()).await, 200);
        }
    } else {
        let mut bad = items[0].clone();
        bad["NotificationRequestItem"]["amount"]["value"] = json!(77);
        let all: Vec<Value> = std::iter::once(bad).chain(items).collect();
        let body = json!({ "live": "false", "notificationItems": all }).to_string();
        assert_eq!(stage.deliver(&due[0], body.as_bytes()).await, 200);
        stage.parked += 1;
        stage.expect_told("delivery_parked", 1);
    }
    stage.rest().await;
    stage.held = false;
    for payment in &payments {
        stage.becomes(payment, "captured").await;
    }
}
