//! The protocol without faults: refusals, idempotency, probing, expiry, and a refund's life against the oracle.

use recoup_sandbox::{EffectKind, Oracle, OracleAuthorization};
use serde_json::json;

use crate::support::{Seen, World, asked, see};

#[tokio::test]
async fn what_is_wrong_is_refused_in_json() {
    let world = World::start().await;
    assert_eq!(world.get("/healthz").await.status, 200);
    assert_eq!(world.get("/nowhere").await.json["error"]["code"], "not_found");
    assert_eq!(
        world.post("/v1/authorizations", "", &asked("a", "tok_ok")).await.json["error"]["code"],
        "idempotency_key_required"
    );
    let bad = world.post("/v1/authorizations", "k", &json!({"reference": "a"})).await;
    assert_eq!((bad.status, &bad.json["error"]["code"]), (400, &json!("invalid_request")));
    // A request that was never started leaves its key free.
    assert_eq!(world.post("/v1/authorizations", "k", &asked("a", "tok_ok")).await.status, 201);
    let open = see(world.client.get(world.url("/v1/search?reference=a")).send().await.unwrap()).await;
    assert_eq!((open.status, &open.json["error"]["code"]), (401, &json!("unauthorized")));
    let huge = json!({"reference": "x".repeat(17_000_000)});
    assert_eq!(world.post("/v1/authorizations", "k2", &huge).await.status, 413);
    let wrong = see(world.client.delete(world.url("/v1/authorizations")).send().await.unwrap()).await;
    assert_eq!(wrong.status, 405);
}

#[tokio::test]
async fn tokens_decide() {
    let world = World::start().await;
    for (token, status, code) in [
        ("tok_decline_insufficient_funds", 201, "insufficient_funds"),
        ("tok_decline_lost_card", 201, "lost_card"),
        ("tok_unheard_of", 402, "invalid_token"),
    ] {
        let seen = world.post("/v1/authorizations", token, &asked(token, token)).await;
        assert_eq!(
            (seen.status, &seen.json["status"], &seen.json["decline_code"]),
            (status, &json!("declined"), &json!(code))
        );
        let id = seen.json["id"].as_str().unwrap();
        let body = json!({"reference": "c", "amount_minor": 1, "currency": "EUR"});
        let refused = world.post(&format!("/v1/authorizations/{id}/captures"), &format!("{token}c"), &body).await;
        assert_eq!((refused.status, &refused.json["error"]["code"]), (422, &json!("not_authorized")));
    }
    let body =
        json!({"reference": "act", "amount_minor": 700, "currency": "JPY", "token": "tok_action", "capture": true});
    let seen = world.post("/v1/authorizations", "act", &body).await;
    assert_eq!(seen.json["status"], "requires_action");
    let id = seen.json["id"].as_str().unwrap();
    let seen = world.post(&format!("/v1/authorizations/{id}/complete_action"), "", &json!({})).await;
    assert_eq!((&seen.json["status"], &seen.json["captures"][0]["amount_minor"]), (&json!("captured"), &json!(700)));
    assert_eq!(world.sandbox.oracle(None).balances["JPY"], 700);
}

#[tokio::test]
async fn a_key_gives_the_first_answer_again_byte_by_byte() {
    let world = World::start().await;
    let first = world.post("/v1/authorizations", "k", &asked("a", "tok_ok")).await;
    world.charge("b", "tok_ok").await;
    let again = world.post("/v1/authorizations", "k", &asked("a", "tok_ok")).await;
    assert_eq!((again.status, again.text, again.replayed, first.replayed), (201, first.text, true, false));
    let other = world.post("/v1/authorizations", "k", &asked("a2", "tok_ok")).await;
    assert_eq!((other.status, &other.json["error"]["code"]), (409, &json!("idempotency_mismatch")));
    assert_eq!(world.sandbox.oracle(Some("a")).references["a"][&EffectKind::Authorization], 1);
    // After its window the key is free, and the same request is done a second time.
    world.pass(86_400);
    assert!(!world.post("/v1/authorizations", "k", &asked("a", "tok_ok")).await.replayed);
    assert_eq!(world.sandbox.oracle(Some("a")).references["a"][&EffectKind::Authorization], 2);
}

#[tokio::test]
async fn one_key_from_many_at_once_is_done_once() {
    let world = World::start().await;
    let id = world.charge("a", "tok_ok").await;
    let body = json!({"reference": "r", "amount_minor": 10, "currency": "EUR"});
    let path = format!("/v1/authorizations/{id}/refunds");
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(world.posting(&path, "r", "", &body).send())).collect();
    let mut fresh = 0;
    for call in calls {
        let seen = see(call.await.unwrap().unwrap()).await;
        assert_eq!(seen.status, 201);
        fresh += u32::from(!seen.replayed);
    }
    assert_eq!(fresh, 1);
    assert_eq!(world.sandbox.oracle_of(&id).unwrap().refunded_accepted_minor, 10);
}

async fn capture(world: &World, id: &str, key: &str, amount_minor: i64, currency: &str) -> Seen {
    let body = json!({"reference": key, "amount_minor": amount_minor, "currency": currency, "final": false});
    world.post(&format!("/v1/authorizations/{id}/captures"), key, &body).await
}

async fn release(world: &World, id: &str, key: &str, amount_minor: Option<i64>) -> Seen {
    let body = json!({"reference": key, "amount_minor": amount_minor});
    world.post(&format!("/v1/authorizations/{id}/release"), key, &body).await
}

fn assert_refused(seen: &Seen, code: &str) {
    assert_eq!((seen.status, &seen.json["error"]["code"]), (422, &json!(code)));
}

#[tokio::test]
async fn captures_and_releases_stay_within_the_authorization() {
    let world = World::start().await;
    let id = world.authorize("a", "tok_ok").await;
    assert_refused(&capture(&world, &id, "c1", 1001, "EUR").await, "exceeds_authorized");
    assert_refused(&capture(&world, &id, "c2", 5, "USD").await, "currency_mismatch");
    let made = capture(&world, &id, "c3", 400, "EUR").await;
    assert_eq!((made.status, &made.json["status"]), (201, &json!("captured")));
    assert_refused(&release(&world, &id, "r0", Some(601)).await, "exceeds_authorized");
    let released = release(&world, &id, "r1", Some(100)).await;
    assert_eq!((released.status, &released.json["released_minor"]), (200, &json!(100)));
    let released = release(&world, &id, "r2", None).await.json;
    assert_eq!((&released["released_minor"], &released["remaining_minor"]), (&json!(500), &json!(0)));
    assert_refused(&capture(&world, &id, "c4", 1, "EUR").await, "authorization_released");
    assert_refused(&release(&world, &id, "r3", None).await, "nothing_to_release");
    let truth = world.sandbox.oracle_of(&id).unwrap();
    assert_eq!((truth.captured_minor, truth.released_minor), (400, 600));
}

#[tokio::test]
async fn everything_is_found_by_id_and_by_reference() {
    let world = World::start().await;
    let id = world.authorize("a", "tok_ok").await;
    let made = capture(&world, &id, "c", 400, "EUR").await.json;
    release(&world, &id, "r", Some(100)).await;
    assert_eq!(made["authorization"], json!(id));
    assert_eq!(world.get(&format!("/v1/captures/{}", made["id"].as_str().unwrap())).await.json, made);
    let authorization = world.get(&format!("/v1/authorizations/{id}")).await.json;
    assert_eq!((&authorization["captures"], &authorization["refunds"]), (&json!([made]), &json!([])));
    assert_eq!(authorization["releases"][0]["reference"], "r");
    assert_eq!(world.get("/v1/search?reference=c").await.json, json!({"found": [made]}));
    assert_eq!(world.get("/v1/search?reference=a").await.json["found"][0]["object"], "authorization");
    assert_eq!(world.get("/v1/search?reference=none").await.json, json!({"found": []}));
    assert_eq!(world.get("/v1/search").await.status, 400);
}

#[tokio::test]
async fn an_authorization_runs_out_by_the_banks_clock() {
    let world = World::start().await;
    let id = world.authorize("a", "tok_expires_fast").await;
    let moved = world.post("/clock", "", &json!({"advance_secs": 3600})).await;
    assert_eq!(
        (moved.status, &moved.json["now"], &moved.json["offset_secs"]),
        (200, &json!("2026-01-01T01:00:00Z"), &json!(3600))
    );
    let authorization = world.get(&format!("/v1/authorizations/{id}")).await.json;
    assert_eq!(
        (&authorization["status"], &authorization["expires_at"]),
        (&json!("expired"), &json!("2026-01-01T01:00:00Z"))
    );
    assert_eq!(world.sandbox.oracle_of(&id).unwrap().expired_minor, 1000);
    assert_eq!(world.post("/clock", "", &json!({"advance_secs": -1})).await.status, 400);
}

#[tokio::test]
async fn a_refund_lives_and_the_oracle_sums_what_moved() {
    let world = World::start().await;
    let (good, fails, returns) = (
        world.charge("g", "tok_ok").await,
        world.charge("f", "tok_refund_fails").await,
        world.charge("t", "tok_refund_returns").await,
    );
    let mut refunds = Vec::new();
    for (id, key) in [(&good, "g/r"), (&fails, "f/r"), (&returns, "t/r")] {
        let seen = world.refund(id, key, 600).await;
        assert_eq!((seen.status, &seen.json["status"]), (201, &json!("accepted")));
        let more = world.refund(id, &format!("{key}2"), 401).await;
        assert_eq!((more.status, &more.json["error"]["code"]), (422, &json!("exceeds_captured")));
        refunds.push(seen.json["id"].as_str().unwrap().to_owned());
    }
    let mut lives = Vec::new();
    for secs in [0, 2, 86_400, 3 * 86_400] {
        world.pass(secs);
        let mut row = Vec::new();
        for refund in &refunds {
            row.push(world.get(&format!("/v1/refunds/{refund}")).await.json["status"].as_str().unwrap().to_owned());
        }
        lives.push((row.join(" "), world.sandbox.oracle(None).balances["EUR"]));
    }
    let expected = [
        ("accepted accepted accepted", 3000),
        ("completed failed completed", 3000),
        ("settled failed settled", 1800),
        ("settled failed returned", 2400),
    ];
    assert_eq!(lives, expected.map(|(row, balance)| (row.to_owned(), balance)));
}

#[tokio::test]
async fn the_oracle_says_the_same_over_http_whole_or_in_part() {
    let world = World::start().await;
    let good = world.charge("g", "tok_ok").await;
    let fails = world.charge("f", "tok_refund_fails").await;
    world.refund(&good, "g/r", 600).await;
    world.refund(&fails, "f/r", 600).await;
    world.pass(2 * 86_400);
    let oracle: Oracle = serde_json::from_value(world.get("/oracle").await.json).unwrap();
    assert_eq!(oracle, world.sandbox.oracle(None));
    assert_eq!((oracle.balances["EUR"], oracle.references["g/r"][&EffectKind::RefundSettled]), (1400, 1));
    let one = world.get(&format!("/oracle/{fails}")).await.json;
    let one: OracleAuthorization = serde_json::from_value(one).unwrap();
    let sums = (one.refunded_accepted_minor, one.refund_failed_minor, one.refunded_settled_minor);
    assert_eq!(sums, (600, 600, 0));
    let kinds: Vec<EffectKind> = one.effects.iter().map(|effect| effect.kind).collect();
    let expected =
        [EffectKind::Authorization, EffectKind::Capture, EffectKind::RefundAccepted, EffectKind::RefundFailed];
    assert_eq!(kinds, expected);
    let part = world.get("/oracle?reference=g%2Fr").await.json;
    assert_eq!(part["authorizations"].as_array().unwrap().len(), 1);
    assert_eq!((&part["authorizations"][0]["id"], &part["balances"]["EUR"]), (&json!(good), &json!(400)));
    assert_eq!(world.get("/oracle/sa_0").await.status, 404);
}

#[tokio::test]
async fn a_stopped_sandbox_answers_nobody() {
    let world = World::start().await;
    let url = world.url("/healthz");
    assert_eq!(world.get("/healthz").await.status, 200);
    world.sandbox.stop().await;
    assert!(world.client.get(&url).send().await.is_err());
    assert!(world.client.get(&url).send().await.is_err());
}
