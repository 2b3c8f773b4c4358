//! The way to the gateway goes wrong: each fault hits each operation, once and for long. Everything is done exactly once.

use recoup_sandbox::CallFault;

use super::money::SETTLED;
use crate::conformance::banks::{Reach, Trouble};
use crate::conformance::stage::{DAY, HOUR, Stage};

const AMOUNT_MINOR: i64 = 10_000;

/// Lets a fault hit each operation once; each must come to the same end as without it.
async fn hit_each(stage: &mut Stage<'_>, trouble: Trouble) {
    stage.once(trouble);
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.passed("authorize");
    stage.once(trouble);
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.becomes(&payment, "captured").await;
    stage.passed("capture");
    stage.once(trouble);
    stage.refund(&payment, 4_000).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    stage.passed("refund");
    let other = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.once(trouble);
    stage.release(&other).await.is(202);
    stage.becomes(&other, "released").await;
    stage.passed("release");
}

pub async fn timeout_before(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Bank(CallFault::TimeoutBefore)).await;
}

pub async fn timeout_after(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Bank(CallFault::TimeoutAfter)).await;
}

pub async fn error_before(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Bank(CallFault::Error500Before)).await;
}

pub async fn error_after(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Bank(CallFault::Error500After)).await;
}

pub async fn down(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Down).await;
}

pub async fn cut(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Cut).await;
}

pub async fn empty(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Empty).await;
}

pub async fn no_content(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::NoContent).await;
}

pub async fn page(stage: &mut Stage<'_>) {
    hit_each(stage, Trouble::Page).await;
}

/// The gateway says no for no reason: nothing was done, and that is known.
pub async fn refused(stage: &mut Stage<'_>) {
    let refuse = Trouble::Bank(CallFault::Refuse);
    stage.once(refuse);
    let payment = stage.order("tok_ok", AMOUNT_MINOR, "manual").await;
    stage.becomes(&payment, "failed").await;
    stage.passed("authorize");
    let payment = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.once(refuse);
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.until(&payment, "the capture fails", |shown| shown["captures"][0]["status"] == "failed").await;
    stage.expect_told("capture_failed", 1);
    stage.passed("capture");
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.becomes(&payment, "captured").await;
    stage.once(refuse);
    let refund = stage.refund(&payment, 4_000).await.is(202).text("id");
    stage.refunds_become(&payment, &["failed"]).await;
    stage.expect_told("refund_failed", 1);
    stage.passed("refund");
    stage.post_to(&format!("/v1/refunds/{refund}/retry"), serde_json::json!({})).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    stage.passed("refund again");
    let other = stage.authorized("tok_ok", AMOUNT_MINOR).await;
    stage.once(refuse);
    stage.release(&other).await.is(202);
    let over = |shown: &serde_json::Value| shown["releases"][0]["status"] != "sending";
    stage.until(&other, "the release has an end", over).await;
    // What did nothing may also be tried again by itself.
    if stage.payment(&other).await["releases"][0]["status"] == "failed" {
        stage.expect_told("release_failed", 1);
        stage.release(&other).await.is(202);
    }
    stage.becomes(&other, "released").await;
    stage.passed("release");
}

/// Longer than any adapter relies on a key, and than its bank remembers one.
fn beyond_keys_secs(stage: &Stage<'_>) -> i64 {
    let theirs = stage.theatre.place.bank(None).idempotency_window_secs;
    stage.can().idempotency.window_secs.max(theirs) + 2 * HOUR
}

/// Time passes without an answer, in steps that grow.
async fn silence(stage: &Stage<'_>, whole_secs: i64) {
    let mut left_secs = whole_secs;
    let mut step_secs = 60;
    while left_secs > 0 {
        stage.pass(step_secs.min(left_secs)).await;
        left_secs -= step_secs;
        step_secs = (step_secs * 3).min(5 * DAY);
    }
}

/// Asks for a refund of which nothing is heard until its key has ended. Where the only question is the request itself,
/// it is not asked any more, however long that lasts.
async fn refund_unheard(stage: &Stage<'_>, payment: &str, beyond_secs: i64) {
    stage.refund(payment, 4_000).await.is(202);
    silence(stage, beyond_secs).await;
    assert_eq!(stage.payment(payment).await["refunds"][0]["status"], "unknown");
    stage.calm();
    if stage.can().probes_by_repeating {
        silence(stage, 5 * DAY).await;
        assert_eq!(stage.payment(payment).await["refunds"][0]["status"], "unknown", "it must not be sent again");
    }
}

/// Done, and no answer arrives for longer than keys live: it is not done again.
pub async fn done_and_unheard_beyond_the_key(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    let beyond_secs = beyond_keys_secs(stage);
    stage.hold();
    stage.always(Trouble::Bank(CallFault::TimeoutAfter), Reach::All);
    refund_unheard(stage, &payment, beyond_secs).await;
    if stage.can().probes_by_repeating {
        stage.refused_by_rule("asked after its key ended", "probes_by_repeating");
        stage.expect_told("cannot_be_asked", 1);
    }
    stage.held = false;
    stage.refunds_become(&payment, SETTLED).await;
    stage.passed("told in the end");
}

/// Never done, and nobody knows for longer than keys live: then it is done once.
pub async fn lost_and_unheard_beyond_the_key(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    let beyond_secs = beyond_keys_secs(stage);
    stage.always(Trouble::Bank(CallFault::TimeoutBefore), Reach::All);
    refund_unheard(stage, &payment, beyond_secs).await;
    if stage.can().probes_by_repeating {
        stage.refused_by_rule("", "probes_by_repeating");
        stage.expect_told("cannot_be_asked", 1);
        stage.left_open = true;
        return;
    }
    stage.refunds_become(&payment, SETTLED).await;
}

/// Nobody is reached for a day: everything waits, and is done once.
pub async fn down_for_a_day(stage: &mut Stage<'_>) {
    stage.always(Trouble::Down, Reach::All);
    let payment = stage.order("tok_ok", AMOUNT_MINOR, "automatic").await;
    silence(stage, DAY).await;
    stage.calm();
    stage.becomes(&payment, "captured").await;
}

/// Answers are lost for hours; webhooks and looks tell in the end.
pub async fn deaf_for_hours(stage: &mut Stage<'_>) {
    stage.always(Trouble::Bank(CallFault::TimeoutAfter), Reach::All);
    let payment = stage.order("tok_ok", AMOUNT_MINOR, "manual").await;
    silence(stage, 3 * HOUR / 2).await;
    stage.calm();
    stage.becomes(&payment, "authorized").await;
    stage.passed("authorize");
    stage.always(Trouble::Bank(CallFault::TimeoutAfter), Reach::All);
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    silence(stage, 3 * HOUR / 2).await;
    stage.calm();
    stage.becomes(&payment, "captured").await;
    stage.passed("capture");
    stage.always(Trouble::Bank(CallFault::TimeoutAfter), Reach::All);
    stage.refund(&payment, AMOUNT_MINOR).await.is(202);
    silence(stage, 3 * HOUR / 2).await;
    stage.calm();
    stage.refunds_become(&payment, SETTLED).await;
    stage.passed("refund");
}
