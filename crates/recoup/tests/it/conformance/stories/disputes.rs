//! Disputes beside refunds. They are told and not booked yet: a person hears of each, and no other figure moves.

use serde_json::{Value, json};

use super::money::SETTLED;
use crate::conformance::stage::{DAY, Stage};

const AMOUNT_MINOR: i64 = 10_000;

/// Opens a dispute about the capture of a payment, and says its name at the bank.
async fn open(stage: &mut Stage<'_>, payment: &str, kind: &str, amount_minor: i64) -> String {
    // Where captures settle in batches, nothing can be disputed before.
    stage.pass(2 * DAY).await;
    let capture = stage.payment(payment).await["captures"][0]["id"].clone();
    let body = json!({ "capture": capture, "amount_minor": amount_minor, "reason": "not_received", "stage": kind });
    let id = stage.control("POST", "/disputes", &body)["id"].as_str().expect("an id").to_owned();
    stage.disputed = true;
    stage.rest().await;
    id
}

async fn decide(stage: &Stage<'_>, dispute: &str, won: bool) {
    stage.control("POST", &format!("/disputes/{dispute}/decide"), &json!({ "won": won }));
    stage.rest().await;
}

fn alarms(shown: &Value) -> usize {
    shown["alarms"].as_array().map_or(0, Vec::len)
}

pub async fn won_and_lost(stage: &mut Stage<'_>) {
    for won in [true, false] {
        let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
        let before = stage.payment(&payment).await;
        let dispute = open(stage, &payment, "chargeback", AMOUNT_MINOR).await;
        let opened = alarms(&stage.payment(&payment).await);
        assert!(opened > 0, "a person is told that it was opened");
        decide(stage, &dispute, won).await;
        stage.pass(DAY).await;
        let shown = stage.payment(&payment).await;
        assert_eq!(shown["captured_minor"], before["captured_minor"]);
        stage.passed(if won { "won" } else { "lost" });
    }
}

/// An inquiry takes no money, and the payment stays refundable.
pub async fn inquiry(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    open(stage, &payment, "inquiry", AMOUNT_MINOR).await;
    if alarms(&stage.payment(&payment).await) == 0 {
        stage.disputed = false;
        stage.refused_by_rule("told", "its gateway knows no inquiries");
    }
    stage.refund(&payment, 3_000).await.is(202);
    known(stage, &payment, "refund during an inquiry").await;
}

/// A refund while the money is disputed: the gateway does it or says no, and either is known.
pub async fn refund_during_a_dispute(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    open(stage, &payment, "chargeback", 4_000).await;
    stage.refund(&payment, 3_000).await.is(202);
    known(stage, &payment, "refund while disputed").await;
}

/// A refund is under way when the dispute comes.
pub async fn dispute_overlaps_a_refund(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    stage.refund(&payment, 3_000).await.is(202);
    stage.rest().await;
    let dispute = open(stage, &payment, "chargeback", 5_000).await;
    known(stage, &payment, "refund under way").await;
    decide(stage, &dispute, false).await;
    stage.passed("and lost");
}

pub async fn dispute_after_a_refund(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    stage.refund(&payment, 3_000).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    for _ in 0..3 {
        stage.pass(DAY).await;
    }
    let dispute = open(stage, &payment, "chargeback", 7_000).await;
    decide(stage, &dispute, true).await;
}

pub async fn two_disputes(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    let first = open(stage, &payment, "chargeback", 4_000).await;
    let once = alarms(&stage.payment(&payment).await);
    let second = open(stage, &payment, "chargeback", 5_000).await;
    assert!(alarms(&stage.payment(&payment).await) > once, "the second is told beside the first");
    decide(stage, &first, true).await;
    decide(stage, &second, false).await;
}

/// Won, and then the other side goes on and takes the money again.
pub async fn won_for_a_while(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    let dispute = open(stage, &payment, "chargeback", AMOUNT_MINOR).await;
    decide(stage, &dispute, true).await;
    let body = json!({ "stage": "pre_arbitration" });
    stage.control("POST", &format!("/disputes/{dispute}/escalate"), &body);
    stage.rest().await;
    decide(stage, &dispute, false).await;
}

/// The refund ends known: done, or refused and still owed.
async fn known(stage: &mut Stage<'_>, payment: &str, case: &str) {
    stage.refunds_become(payment, &["completed", "settled", "failed", "returned"]).await;
    let refund = stage.payment(payment).await["refunds"][0].clone();
    match refund["status"].as_str() {
        Some(status @ ("failed" | "returned")) => {
            assert_eq!(refund["owed_minor"], 3_000, "{refund:#}");
            stage.expect_told(&format!("refund_{status}"), 1);
            stage.refused_by_rule(case, "the gateway refunds nothing that is disputed");
        }
        _ => stage.passed(case),
    }
}
