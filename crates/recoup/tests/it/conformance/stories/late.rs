//! Words that come later, and take back what was told before; customers who must act; declines.

use recoup_sandbox::Decline;
use serde_json::json;

use super::money::SETTLED;
use crate::conformance::stage::{DAY, HOUR, Stage};

const AMOUNT_MINOR: i64 = 10_000;

pub async fn declines(stage: &mut Stage<'_>) {
    for decline in Decline::ALL {
        if decline == Decline::InvalidToken {
            continue;
        }
        let payment = stage.order(&format!("tok_decline_{}", decline.word()), AMOUNT_MINOR, "automatic").await;
        stage.becomes(&payment, "failed").await;
        let shown = stage.payment(&payment).await;
        let code = shown["decline"]["code"].as_str().unwrap_or_default();
        assert!(!code.is_empty(), "{} has no code: {shown:#}", decline.word());
        assert!(shown["decline"].is_object() && shown["captured_minor"] == 0, "{shown:#}");
        stage.passed(decline.word());
    }
}

/// The customer has to do something first, and does it, or does not.
pub async fn customer_acts(stage: &mut Stage<'_>) {
    for (does, ends) in [(json!({}), "authorized"), (json!({ "decline": "do_not_honor" }), "failed")] {
        let payment = stage.order("tok_action", AMOUNT_MINOR, "manual").await;
        stage.until(&payment, "it waits for its customer", |shown| shown["status"] != "pending").await;
        let status = stage.payment(&payment).await["status"].clone();
        if status == "failed" {
            // A stored instrument is charged without its customer, so that the check is a decline.
            stage.refused_by_rule(ends, "the customer is not asked for a stored instrument");
            continue;
        }
        assert_eq!(status, "requires_action");
        let mut body = does;
        body["authorization"] = json!(payment);
        stage.control("POST", "/actions", &body);
        stage.becomes(&payment, ends).await;
        stage.passed(ends);
    }
}

pub async fn capture_takes_its_time(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_capture_pending", AMOUNT_MINOR).await;
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    stage.becomes(&payment, "captured").await;
}

pub async fn capture_takes_its_time_and_fails(stage: &mut Stage<'_>) {
    let payment = stage.authorized("tok_capture_declined", AMOUNT_MINOR).await;
    stage.capture(&payment, AMOUNT_MINOR, true).await.is(201);
    for _ in 0..8 {
        stage.pass(DAY).await;
    }
    let shown = stage.payment(&payment).await;
    assert_eq!(shown["captured_minor"], 0, "{shown:#}");
    match shown["captures"][0]["status"].as_str() {
        Some("failed") => stage.expect_told("capture_failed", 1),
        // What is handed in counts as captured there, and is undone.
        Some("reversed") => stage.expect_told("capture_reversed", 1),
        status => panic!("{status:?} {shown:#}"),
    }
    // What was not captured ran out meanwhile.
    let also = stage.attention().await;
    for reason in ["authorization_expired", "release_failed"] {
        stage.expect_told(reason, also.get(reason).copied().unwrap_or(0));
    }
}

pub async fn capture_is_undone(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_capture_fails", AMOUNT_MINOR).await;
    // It was paid out already: before that, some gateways show it as one that never was.
    stage.control("POST", "/payouts", &json!({}));
    stage.until(&payment, "the capture is undone", |shown| shown["captures"][0]["status"] == "reversed").await;
    assert_eq!(stage.payment(&payment).await["captured_minor"], 0);
    let refund = stage.refund(&payment, 100).await;
    assert!(["exceeds_refundable", "not_in_state"].contains(&refund.code()), "{}", refund.json);
    stage.expect_told("capture_reversed", 1);
}

pub async fn refund_fails(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_refund_fails", AMOUNT_MINOR).await;
    stage.refund(&payment, 4_000).await.is(202);
    stage.refunds_become(&payment, &["failed", "returned"]).await;
    assert_eq!(stage.payment(&payment).await["refunds"][0]["owed_minor"], 4_000, "it is still owed");
    let times = usize::from(stage.payment(&payment).await["refunds"][0]["status"] == "failed");
    stage.expect_told("refund_failed", times);
    stage.expect_told("refund_returned", 1 - times);
}

/// A refund that fails is sent again, under a name of its own, and arrives.
pub async fn refund_fails_and_is_repeated(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    stage.pass(2 * DAY).await;
    let refund = stage.refund(&payment, 4_000).await.is(202).text("id");
    stage.rest().await;
    let theirs = stage.bank(|bank| bank.desk.bank().refunds().last().map(|refund| refund.id.clone()));
    stage.control("POST", "/failures", &json!({ "id": theirs.expect("a refund") }));
    stage.refunds_become(&payment, &["failed", "returned"]).await;
    let reason = stage.payment(&payment).await["refunds"][0]["status"].as_str().unwrap_or_default().to_owned();
    stage.expect_told(&format!("refund_{reason}"), 1);
    stage.post_to(&format!("/v1/refunds/{refund}/retry"), json!({})).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
}

pub async fn refund_comes_back(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_refund_returns", AMOUNT_MINOR).await;
    stage.refund(&payment, 4_000).await.is(202);
    stage.rest().await;
    for _ in 0..8 {
        stage.pass(DAY).await;
    }
    stage.refunds_become(&payment, &["returned", "failed"]).await;
    assert_eq!(stage.payment(&payment).await["refunds"][0]["owed_minor"], 4_000, "it is owed again");
    let reason = stage.payment(&payment).await["refunds"][0]["status"].as_str().unwrap_or_default().to_owned();
    stage.expect_told(&format!("refund_{reason}"), 1);
}

/// A refund that nobody asked for here, made on the gateway's own pages.
pub async fn refund_made_elsewhere(stage: &mut Stage<'_>) {
    use recoup_sandbox::{RefundAsked, RefundOf};
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    stage.pass(2 * DAY).await;
    let asked = RefundAsked {
        reference: "by hand".to_owned(),
        amount_minor: 2_500,
        currency: "EUR".to_owned(),
        despite_dispute: false,
    };
    stage.bank(|bank| {
        bank.desk.at_bank(|bank| {
            let capture = bank.captures().last().expect("a capture").id.clone();
            bank.refund(RefundOf::Capture(&capture), asked).expect("a refund");
        });
    });
    stage.rest().await;
    for _ in 0..4 {
        stage.pass(DAY).await;
    }
    let shown = stage.payment(&payment).await;
    assert_eq!((&shown["refunds"], &shown["refunded_minor"]), (&json!([]), &json!(0)), "nothing is booked in silence");
    // Once, in whatever words it is told first; what is told more of it is known.
    let told: Vec<(String, usize)> = stage.attention().await.into_iter().collect();
    match told.as_slice() {
        [] => stage.refused_by_rule("", "its gateway tells of it in a report only"),
        [(reason, 1)] if reason.starts_with("outside_refund_") => stage.expect_told(reason, 1),
        _ => panic!("people were told {told:?}"),
    }
    stage.outside_minor.insert("EUR".to_owned(), -2_500);
    stage.pass(HOUR).await;
}
