//! Captures, releases and refunds when nothing goes wrong, and the limits of each.

use crate::conformance::banks::{Reach, Trouble};
use crate::conformance::check::REMINDERS;
use crate::conformance::stage::{DAY, HOUR, Stage};

pub const SETTLED: &[&str] = &["completed", "settled"];

pub async fn plain_sale(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", 10_000).await;
    stage.refund(&payment, 10_000).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    let shown = stage.payment(&payment).await;
    assert_eq!((shown["captured_minor"].as_i64(), shown["refundable_minor"].as_i64()), (Some(10_000), Some(0)));
}

pub async fn parts(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    for (amount_minor, last) in [(3_000, false), (2_000, false), (5_000, true)] {
        stage.capture(&payment, amount_minor, last).await.is(201);
        let done = |shown: &serde_json::Value| {
            shown["captures"].as_array().is_some_and(|all| all.iter().all(|capture| capture["status"] == "completed"))
        };
        stage.until(&payment, "the captures complete", done).await;
    }
    stage.becomes(&payment, "captured").await;
    assert_eq!(stage.payment(&payment).await["captured_minor"], 10_000);
}

pub async fn rest_released(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    stage.capture(&payment, 4_000, false).await.is(201);
    stage.until(&payment, "a part is captured", |shown| shown["captured_minor"] == 4_000).await;
    stage.release(&payment).await.is(202);
    if stage.can().release_after_capture {
        stage.until(&payment, "the rest is released", |shown| shown["released_minor"] == 6_000).await;
        assert_eq!(stage.payment(&payment).await["status"], "captured");
        return;
    }
    stage.until(&payment, "the release fails", |shown| shown["releases"][0]["status"] == "failed").await;
    stage.refused_by_rule("", "release_after_capture");
    // It runs out by itself.
    stage.pass(stage.theatre.place.bank(None).authorization_lifetime_secs).await;
    stage.until(&payment, "the rest runs out", |shown| shown["released_minor"] == 6_000).await;
    stage.told = stage.attention().await;
    // For how long the rest was in doubt is the gateway's own choice.
    stage.told.retain(|reason, _| !REMINDERS.contains(&reason.as_str()));
    let known = ["release_failed", "authorization_expired"];
    assert!(stage.told.keys().all(|reason| known.contains(&reason.as_str())), "{:?}", stage.told);
}

pub async fn all_released(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    stage.release(&payment).await.is(202);
    stage.becomes(&payment, "released").await;
    stage.capture(&payment, 10_000, true).await.refused(409, "not_in_state");
}

/// What nobody captures is given back before it runs out.
pub async fn given_back_in_time(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    let lifetime_secs = stage.theatre.place.bank(None).authorization_lifetime_secs;
    if stage.payment(&payment).await["expires_at"].is_null() {
        stage.pass(lifetime_secs + DAY).await;
        stage.becomes(&payment, "expired").await;
        stage.expect_told("authorization_expired", 1);
        stage.refused_by_rule("", "the gateway does not say when it runs out");
        return;
    }
    stage.pass(lifetime_secs - 6 * HOUR).await;
    stage.becomes(&payment, "released").await;
}

/// Nobody is reached before it runs out.
pub async fn runs_out(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    stage.always(Trouble::Down, Reach::All);
    stage.hold();
    let lifetime_secs = stage.theatre.place.bank(None).authorization_lifetime_secs;
    stage.pass(lifetime_secs + DAY).await;
    stage.calm();
    stage.held = false;
    let gone = |shown: &serde_json::Value| shown["released_minor"] == 10_000;
    stage.until(&payment, "it has run out", gone).await;
    stage.pass(DAY).await;
    stage.told = stage.attention().await;
    stage.told.retain(|reason, _| ["authorization_expired", "release_failed"].contains(&reason.as_str()));
    stage.capture(&payment, 10_000, true).await.refused(409, "not_in_state");
}

pub async fn refunds_to_the_remainder(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", 10_000).await;
    for amount_minor in [4_000, 3_500, 2_500] {
        stage.refund(&payment, amount_minor).await.is(202);
    }
    stage.refund(&payment, 1).await.refused(422, "exceeds_refundable");
    stage.refunds_become(&payment, SETTLED).await;
    stage.refund(&payment, 1).await.refused(422, "exceeds_refundable");
    // What a gateway would give beyond, such as Mollie's 25 EUR, is given by none of ours.
    let other = stage.captured("tok_ok", 10_000).await;
    stage.refund(&other, 10_001).await.refused(422, "exceeds_refundable");
    stage.refund(&other, 12_500).await.refused(422, "exceeds_refundable");
}

pub async fn one_refund_of_two_captures(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    for (amount_minor, last) in [(6_000, false), (4_000, true)] {
        stage.capture(&payment, amount_minor, last).await.is(201);
        let done = |shown: &serde_json::Value| {
            shown["captures"].as_array().is_some_and(|all| all.iter().all(|capture| capture["status"] == "completed"))
        };
        stage.until(&payment, "the captures complete", done).await;
    }
    if stage.can().terms.refund_of_one_capture {
        let refused = stage.refund(&payment, 7_000).await.refused(422, "gateway_limit");
        assert!(refused.json["detail"].as_str().is_some_and(|detail| detail.contains("60.00")), "{}", refused.json);
        stage.refused_by_rule("", "refund_of_one_capture");
        stage.refund(&payment, 6_000).await.is(202);
        stage.refund(&payment, 4_000).await.is(202);
    } else {
        stage.refund(&payment, 7_000).await.is(202);
        stage.refund(&payment, 3_000).await.is(202);
    }
    stage.refunds_become(&payment, SETTLED).await;
}
