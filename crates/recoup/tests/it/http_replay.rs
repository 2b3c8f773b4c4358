//! Idempotency keys: the same request counts once, another one under the same key is refused.

use serde_json::json;

use crate::http_support::{Answer, Shop, order, order_to_capture};
use crate::store_support::{Fixture, on_both, open};

on_both!(
    the_same_key_gives_the_same_bytes,
    a_key_holds_for_one_content_and_one_route,
    many_at_once_are_one,
    two_nodes_at_once_are_one,
    a_repeat_is_answered_before_the_world_is_looked_at,
);

#[track_caller]
fn replays(first: &Answer, again: &Answer) {
    assert_eq!((first.status, &first.bytes), (again.status, &again.bytes));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.headers["content-type"], "application/json");
}

async fn the_same_key_gives_the_same_bytes(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let first = shop.post_as("bob", "/v1/orders", order("1", 9_000), "once").await.is(201);
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let before = shop.counts().await;
    let again = shop.post_as("bob", "/v1/orders", order("1", 9_000), "once").await;
    replays(&first, &again);
    // The order of fields and blanks between them say nothing.
    let text =
        format!("{{ \"number\" : \"1\",{}", &order("1", 9_000).to_string().replace(",\"number\":\"1\"", "")[1..]);
    let mut call = shop.call("bob", "POST", "/v1/orders", None).header("idempotency-key", "once");
    call.body = text.into_bytes();
    replays(&first, &shop.send(call).await);
    assert_eq!(shop.counts().await, before);
    let payment = first.json["payments"][0].as_str().unwrap();
    let refund = json!({ "payment": payment, "amount_minor": 100, "reason": "damaged" });
    let refunded = shop.post_as("ann", "/v1/refunds", refund.clone(), "refund").await.is(202);
    let confirm = format!("/v1/refunds/{}/confirm", refunded.text("id"));
    shop.post("bob", &confirm, json!({ "evidence": "slip 1" })).await.is(202);
    let again = shop.post_as("ann", "/v1/refunds", refund, "refund").await;
    replays(&refunded, &again);
    assert_ne!(shop.get("ann", &format!("/v1/refunds/{}", refunded.text("id"))).await.json, again.json);
}

async fn a_key_holds_for_one_content_and_one_route(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let refund = |amount: i64| json!({ "payment": payment, "amount_minor": amount, "reason": "damaged" });
    let missing = shop.call("ann", "POST", "/v1/refunds", Some(&refund(100)));
    shop.send(missing).await.refused(400, "idempotency_key_missing");
    shop.post_as("ann", "/v1/refunds", refund(100), "k").await.is(202);
    shop.post_as("ann", "/v1/refunds", refund(101), "k").await.refused(422, "key_reused");
    shop.post_as("bob", "/v1/refunds", refund(100), "k").await.is(202);
    // The same key on another route, or of another tenant, is another key.
    shop.post_as("bob", "/v1/orders", order("2", 100), "k").await.is(201);
    let other = shop.post_as("zoe", "/v1/orders", order("2", 100), "k").await.is(201);
    assert!(!other.headers.contains_key("idempotent-replayed"));
    // What was refused was not decided, so its key is free.
    shop.post_as("ann", "/v1/refunds", refund(100_000), "later").await.refused(422, "exceeds_refundable");
    shop.post_as("ann", "/v1/refunds", refund(200), "later").await.is(202);
    for key in ["", " ", "a b", "ü", &"x".repeat(256)] {
        let answer = shop.post_as("ann", "/v1/refunds", refund(1), key).await.refused(400, "idempotency_key_invalid");
        assert_eq!(answer.json["param"], "Idempotency-Key");
    }
    let body = refund(1);
    let twice = shop.call("ann", "POST", "/v1/refunds", Some(&body));
    let twice = twice.header("idempotency-key", "a").header("idempotency-key", "b");
    shop.send(twice).await.refused(400, "idempotency_key_invalid");
}

/// Exactly one was decided; the others were told the same.
fn one_of(answers: &[Answer], status: u16) {
    let decided = answers.iter().filter(|a| !a.headers.contains_key("idempotent-replayed")).count();
    assert_eq!(decided, 1);
    for answer in answers {
        assert_eq!((answer.status, &answer.bytes), (status, &answers[0].bytes), "{}", answer.json);
    }
}

async fn many_at_once_are_one(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 5_000, "reason": "damaged" });
    let calls = (0..20).map(|_| shop.post_as("ann", "/v1/refunds", refund.clone(), "race"));
    one_of(&futures_util::future::join_all(calls).await, 202);
    let calls = (0..20).map(|_| shop.post_as("bob", "/v1/orders", order("9", 100), "race"));
    one_of(&futures_util::future::join_all(calls).await, 201);
    // Different keys are different refunds, and together never more than there is.
    let more = json!({ "payment": payment, "amount_minor": 3_000, "reason": "damaged" });
    let answers = futures_util::future::join_all((0..8).map(|_| shop.post("ann", "/v1/refunds", more.clone()))).await;
    assert_eq!(answers.iter().filter(|a| a.status == 202).count(), 1);
    for answer in answers.into_iter().filter(|a| a.status != 202) {
        answer.refused(422, "exceeds_refundable");
    }
}

async fn two_nodes_at_once_are_one(fixture: Fixture) {
    if fixture.url.starts_with("sqlite:") {
        // An embedded database has one node.
        return;
    }
    let url = fixture.url.clone();
    let shop = Shop::open(fixture).await;
    let store = open(&url).await;
    let engine = recoup::engine::Engine::start(store, recoup::engine::Clock::default());
    let options = recoup::http::FaceOptions::unlimited(false);
    let router = recoup::http::router(engine, recoup::worker::Accounts::default(), options);
    let (_, payment) = shop.paid_order("1", 9_000).await;
    for round in 0..10 {
        let refund = json!({ "payment": payment, "amount_minor": 100, "reason": "damaged" });
        let key = format!("race-{round}");
        let there = async {
            let call = shop.call("ann", "POST", "/v1/refunds", Some(&refund)).header("idempotency-key", &key);
            shop.send_to(&router, call).await
        };
        let (here, there) = tokio::join!(shop.post_as("ann", "/v1/refunds", refund.clone(), &key), there);
        one_of(&[here, there], 202);
    }
    let payment = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    assert_eq!(payment.int("refund_pending_minor"), 1_000);
}

async fn a_repeat_is_answered_before_the_world_is_looked_at(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut half = order("1", 9_000);
    half["tenders"][0]["amount_minor"] = json!(4_000);
    let order_id = shop.post("bob", "/v1/orders", half).await.is(201).text("id");
    let refund = json!({ "order": order_id, "amount_minor": 100, "reason": "damaged" });
    let first = shop.post_as("ann", "/v1/refunds", refund.clone(), "by-order").await.is(202);
    let tender = json!({ "amount_minor": 5_000, "kind": "offline", "account": "till:1" });
    shop.post("bob", &format!("/v1/orders/{order_id}/tenders"), tender).await.is(201);
    replays(&first, &shop.post_as("ann", "/v1/refunds", refund.clone(), "by-order").await);
    let answer = shop.post("ann", "/v1/refunds", refund.clone()).await.refused(400, "payment_required");
    assert_eq!(answer.json["param"], "payment");
    let mut other = refund;
    other["amount_minor"] = json!(101);
    shop.post_as("ann", "/v1/refunds", other, "by-order").await.refused(422, "key_reused");
    let unpaid = shop.post("bob", "/v1/orders", order_to_capture("3", 100)).await.is(201);
    let payment = unpaid.json["payments"][0].as_str().unwrap();
    let refund = json!({ "payment": payment, "reason": "damaged" });
    let refused = shop.post("ann", "/v1/refunds", refund).await;
    assert!(matches!(refused.status, 409 | 422), "{}", refused.json);
    refused.is_problem();
}
