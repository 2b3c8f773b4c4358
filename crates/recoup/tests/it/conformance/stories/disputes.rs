//! Disputes beside refunds: what each gateway tells of them is booked, and its books and ours agree after each.

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

fn disputes(shown: &Value) -> &[Value] {
    shown["disputes"].as_array().map_or(&[], Vec::as_slice)
}

/// Whether the gateway told how it ended. One whose word is not signed leaves that to a person.
fn ended(stage: &mut Stage<'_>, dispute: &Value, want: &str) -> bool {
    let told = dispute["status"] == want;
    if !told {
        assert!(dispute["waits_for_us"] == true || dispute["status"] == "under_review", "{dispute:#}");
        stage.refused_by_rule(want, "its gateway does not sign how a dispute ended");
    }
    told
}

pub async fn won_and_lost(stage: &mut Stage<'_>) {
    for won in [true, false] {
        let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
        let before = stage.payment(&payment).await;
        let dispute = open(stage, &payment, "chargeback", AMOUNT_MINOR).await;
        let opened = stage.payment(&payment).await;
        let mine = disputes(&opened);
        assert_eq!((mine.len(), &mine[0]["stage"]), (1, &json!("chargeback")), "{opened:#}");
        assert_eq!((&mine[0]["claimed_minor"], &opened["refundable_minor"]), (&json!(AMOUNT_MINOR), &json!(0)));
        decide(stage, &dispute, won).await;
        stage.pass(DAY).await;
        let shown = stage.payment(&payment).await;
        assert_eq!(shown["captured_minor"], before["captured_minor"]);
        let word = if won { "won" } else { "lost" };
        if ended(stage, &disputes(&shown)[0], word) {
            let lost_minor = if won { 0 } else { AMOUNT_MINOR };
            assert_eq!(shown["charged_back_minor"], lost_minor, "{shown:#}");
            stage.passed(word);
        }
    }
}

/// An inquiry takes no money, and the payment stays refundable.
pub async fn inquiry(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", AMOUNT_MINOR).await;
    open(stage, &payment, "inquiry", AMOUNT_MINOR).await;
    let shown = stage.payment(&payment).await;
    assert_eq!(shown["refundable_minor"], AMOUNT_MINOR, "{shown:#}");
    if disputes(&shown).is_empty() {
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
    let second = open(stage, &payment, "chargeback", 5_000).await;
    let shown = stage.payment(&payment).await;
    assert_eq!((disputes(&shown).len(), &shown["refundable_minor"]), (2, &json!(1_000)), "{shown:#}");
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
