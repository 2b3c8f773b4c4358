//! Webhooks as an endpoint receives them: signed, again until received, and with every kind of bad luck.

use std::sync::atomic::Ordering;

use recoup_sandbox::{FaultPlan, FaultRates, WebhookEndpoint, signature_header};
use serde_json::json;

use crate::support::{Inbox, START_US, World};

async fn listening(rates: FaultRates) -> (World, Inbox) {
    let (world, inbox) = (World::start().await, Inbox::open().await);
    world.sandbox.put_webhook_endpoint(&WebhookEndpoint { url: inbox.url(), secret: "whsec".into() });
    world.sandbox.set_faults(FaultPlan { rates, ..FaultPlan::default() });
    (world, inbox)
}

#[tokio::test]
async fn every_type_arrives_signed() {
    let (world, inbox) = listening(FaultRates::default()).await;
    let id = world.charge("t", "tok_refund_returns").await;
    world.refund(&id, "t/r", 5).await;
    let fails = world.charge("f", "tok_refund_fails").await;
    world.refund(&fails, "f/r", 5).await;
    let open = world.authorize("o", "tok_ok").await;
    world
        .post(&format!("/v1/authorizations/{open}/release"), "o/r", &json!({"reference": "o/r", "amount_minor": 1}))
        .await;
    inbox.types(8).await;
    let first = inbox.received.lock()[0].clone();
    assert_eq!(first.signature, signature_header(&["whsec"], START_US / 1_000_000, &first.body));
    assert!(first.json["id"].as_str().unwrap().starts_with("we_"));
    assert_eq!(first.json["created_at"], "2026-01-01T00:00:00Z");
    world.pass(7 * 86_400);
    let mut types = inbox.types(13).await;
    types.sort();
    types.dedup();
    let expected = [
        "authorization.authorized",
        "authorization.expired",
        "authorization.released",
        "capture.captured",
        "refund.accepted",
        "refund.completed",
        "refund.failed",
        "refund.returned",
        "refund.settled",
    ];
    assert_eq!(types, expected);
}

#[tokio::test]
async fn it_is_sent_again_until_it_is_received() {
    let (world, inbox) = listening(FaultRates::default()).await;
    inbox.status.store(500, Ordering::SeqCst);
    world.authorize("a", "tok_ok").await;
    assert_eq!(inbox.types(1).await.len(), 1);
    world.pass(5);
    assert_eq!(inbox.types(2).await.len(), 2);
    inbox.status.store(200, Ordering::SeqCst);
    world.pass(30);
    assert_eq!(inbox.types(3).await.len(), 3);
    let waiting = || world.sandbox.shared().with_desk(|desk, _| desk.webhooks_waiting());
    for _ in 0..200 {
        if waiting() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(waiting(), 0);
    let received = inbox.received.lock();
    assert!(received.iter().all(|post| post.body == received[0].body));
}

#[tokio::test]
async fn bad_luck_doubles_drops_delays_and_reorders() {
    let all = 1_000_000;
    let (world, inbox) = listening(FaultRates { webhook_duplicate_ppm: all, ..FaultRates::default() }).await;
    world.authorize("a", "tok_ok").await;
    assert_eq!(inbox.types(2).await.len(), 2);

    let set = |rates| world.sandbox.set_faults(FaultPlan { rates, ..FaultPlan::default() });
    set(FaultRates { webhook_drop_ppm: all, ..FaultRates::default() });
    world.authorize("b", "tok_ok").await;
    set(FaultRates { webhook_late_ppm: all, ..FaultRates::default() });
    let late = world.authorize("c", "tok_ok").await;
    set(FaultRates { webhook_reorder_ppm: all, ..FaultRates::default() });
    let overtaken = world.authorize("d", "tok_ok").await;
    set(FaultRates::default());
    let overtaking = world.authorize("e", "tok_ok").await;
    inbox.types(3).await;
    world.pass(1);
    inbox.types(4).await;
    world.pass(180);
    inbox.types(5).await;
    let ids: Vec<String> =
        inbox.received.lock()[2..].iter().map(|post| post.json["data"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, [overtaking, overtaken, late]);
    let counts = world.sandbox.faults().counts;
    for kind in ["duplicate", "drop", "late", "reorder"] {
        assert_eq!(counts[&format!("webhook_{kind}")], 1, "{kind}");
    }
}

#[tokio::test]
async fn an_endpoint_is_put_over_http_and_its_secret_rotates() {
    let (world, inbox) = (World::start().await, Inbox::open().await);
    let put = |body: serde_json::Value| world.client.put(world.url("/webhook_endpoint")).body(body.to_string()).send();
    assert_eq!(put(json!({"url": "ftp://x", "secret": "s"})).await.unwrap().status(), 400);
    put(json!({"url": "http://127.0.0.1:9/gone", "secret": "s"})).await.unwrap();
    for secret in ["old", "new"] {
        assert_eq!(put(json!({"url": inbox.url(), "secret": secret, "replace": true})).await.unwrap().status(), 200);
    }
    world.authorize("a", "tok_ok").await;
    inbox.types(1).await;
    let post = inbox.received.lock()[0].clone();
    assert_eq!(post.signature, signature_header(&["new", "old"], START_US / 1_000_000, &post.body));
}

#[tokio::test]
async fn hundreds_a_second_are_delivered() {
    let (world, inbox) = listening(FaultRates::default()).await;
    let begun = std::time::Instant::now();
    for at in 0..200 {
        world.authorize(&format!("k{at}"), "tok_ok").await;
    }
    assert_eq!(inbox.types(200).await.len(), 200);
    assert!(begun.elapsed() < std::time::Duration::from_secs(10));
}
