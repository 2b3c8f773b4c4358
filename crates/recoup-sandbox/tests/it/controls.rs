//! The routes of whoever runs the sandbox: disputes, actions, failures and payouts, over HTTP and against the oracle.

use serde_json::{Value, json};

use crate::support::World;

async fn control(world: &World, target: &str, body: Value) -> (u16, Value) {
    let seen = world.post(target, "", &body).await;
    (seen.status, seen.json)
}

#[tokio::test]
async fn a_dispute_is_opened_escalated_and_decided() {
    let world = World::start().await;
    let payment = world.charge("a", "tok_ok").await;
    let body = json!({"capture": "a/cap", "reason": "not_received", "stage": "inquiry"});
    let (status, dispute) = control(&world, "/disputes", body).await;
    assert_eq!((status, &dispute["amount_minor"], &dispute["withdrawn_minor"]), (201, &json!(1000), &json!(0)));
    let at = |step: &str| format!("/disputes/{}/{step}", dispute["id"].as_str().unwrap());
    let (status, dispute) = control(&world, &at("escalate"), json!({"stage": "chargeback"})).await;
    assert_eq!((status, &dispute["withdrawn_minor"]), (200, &json!(1000)));
    let refused = world.refund(&payment, "a/r", 1).await;
    assert_eq!((refused.status, &refused.json["error"]["code"]), (422, &json!("disputed")));
    let (status, decided) = control(&world, &at("decide"), json!({"won": true})).await;
    assert_eq!((status, &decided["status"]), (200, &json!("won")));
    assert_eq!(control(&world, &at("decide"), json!({"won": true})).await.0, 422);
    assert_eq!(world.get("/disputes").await.json["disputes"], json!([decided]));
    let truth = world.sandbox.oracle_of(&payment).unwrap();
    assert_eq!((truth.dispute_withdrawn_minor, truth.dispute_reinstated_minor), (1000, 1000));
    assert_eq!(control(&world, "/disputes/sd_0/decide", json!({"won": true})).await.0, 404);
    assert_eq!(control(&world, "/disputes", json!({"capture": "a/cap"})).await.0, 400);
}

#[tokio::test]
async fn captures_refunds_and_payouts_fail_when_told_to() {
    let world = World::start().await;
    let payment = world.charge("a", "tok_ok").await;
    let refund = world.refund(&payment, "a/r", 400).await.json["id"].as_str().unwrap().to_owned();
    assert_eq!(control(&world, "/failures", json!({"id": "a/r"})).await.1, json!({"id": refund, "status": "failed"}));
    assert_eq!(control(&world, "/failures", json!({"id": refund})).await.0, 422);
    let (status, closed) = control(&world, "/payouts", json!({})).await;
    let payout = &closed["payouts"][0];
    assert_eq!((status, &payout["net_minor"], &payout["rows"][0]["gross_minor"]), (201, &json!(1000), &json!(1000)));
    assert_eq!(control(&world, "/failures", json!({"id": payout["id"]})).await.1["status"], "failed");
    assert_eq!(world.get("/payouts").await.json["payouts"][0]["status"], "failed");
    assert_eq!(control(&world, "/failures", json!({"id": "a/cap"})).await.1["status"], "failed");
    assert_eq!(world.sandbox.oracle(None).balances["EUR"], 0);
    assert_eq!(control(&world, "/failures", json!({"id": "nobody"})).await.0, 404);
}

#[tokio::test]
async fn a_customer_acts_or_does_not() {
    let world = World::start().await;
    for (reference, body, status) in [
        ("yes", json!({"authorization": "yes"}), "authorized"),
        ("no", json!({"authorization": "no", "decline": "authentication_required"}), "declined"),
    ] {
        world.authorize(reference, "tok_action").await;
        let (code, done) = control(&world, "/actions", body.clone()).await;
        assert_eq!((code, &done["status"]), (200, &json!(status)));
        assert_eq!(control(&world, "/actions", body).await.0, 422);
    }
    assert_eq!(world.get("/actions").await.status, 405);
}
