//! Captures, releases and refunds when nothing goes wrong, and the limits of each.

use crate::conformance::stage::Stage;

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
        stage.capture(&payment, amount_minor, last).await.is(202);
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
    stage.capture(&payment, 4_000, false).await.is(202);
    stage.until(&payment, "a part is captured", |shown| shown["captured_minor"] == 4_000).await;
    stage.release(&payment).await.is(202);
    if stage.can().release_after_capture {
        stage.until(&payment, "the rest is released", |shown| shown["released_minor"] == 6_000).await;
        assert_eq!(stage.payment(&payment).await["status"], "captured");
        return;
    }
    stage.until(&payment, "the release fails", |shown| shown["releases"][0]["status"] == "failed").await;
    stage.refused_by_rule("", "release_after_capture");
    stage.expect_told("release_failed", 1);
    // It runs out by itself.
    stage.until(&payment, "the rest runs out", |shown| shown["released_minor"] == 6_000).await;
}

pub async fn all_released(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_ok", 10_000).await;
    stage.release(&payment).await.is(202);
    stage.becomes(&payment, "released").await;
    stage.capture(&payment, 10_000, true).await.refused(409, "not_in_state");
}

pub async fn runs_out(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_expires_fast", 10_000).await;
    stage.pass(2 * 3_600).await;
    stage.becomes(&payment, "expired").await;
    stage.expect_told("authorization_expired", 1);
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
        stage.capture(&payment, amount_minor, last).await.is(202);
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
