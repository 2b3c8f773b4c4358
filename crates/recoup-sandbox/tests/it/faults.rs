//! Each fault: what the client sees, what the oracle says, and how the truth is learned afterwards.

use std::time::{Duration, Instant};

use recoup_sandbox::{CallFault, EffectKind, FaultPlan, FaultRates};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{World, asked, see};

async fn quick() -> World {
    let world = World::start().await;
    world.sandbox.set_faults(FaultPlan { timeout_hold_ms: 50, slow_ms: 120, ..FaultPlan::default() });
    world
}

fn times_done(world: &World, reference: &str) -> u64 {
    let oracle = world.sandbox.oracle(Some(reference));
    oracle.references.get(reference).and_then(|kinds| kinds.get(&EffectKind::Authorization)).copied().unwrap_or(0)
}

#[tokio::test]
async fn every_fault_does_what_it_says_and_a_retry_learns_the_truth() {
    let world = quick().await;
    for (fault, answer, done) in [
        (CallFault::TimeoutBefore, None, 0),
        (CallFault::TimeoutAfter, None, 1),
        (CallFault::Error500Before, Some(500), 0),
        (CallFault::Error500After, Some(500), 1),
        (CallFault::Refuse, Some(422), 0),
        (CallFault::Slow, Some(201), 1),
    ] {
        let name = fault.name();
        let begun = Instant::now();
        let sent = world.posting("/v1/authorizations", name, name, &asked(name, "tok_ok")).send().await;
        assert_eq!(sent.map(|response| response.status().as_u16()).ok(), answer, "{name}");
        let least_ms = match fault {
            CallFault::TimeoutBefore | CallFault::TimeoutAfter => 50,
            CallFault::Slow => 120,
            _ => 0,
        };
        assert!(begun.elapsed() >= Duration::from_millis(least_ms), "{name}");
        assert_eq!(times_done(&world, name), done, "{name}");
        let retry = world.post("/v1/authorizations", name, &asked(name, "tok_ok")).await;
        let (status, executed) = if fault == CallFault::Refuse { (422, 0) } else { (201, 1) };
        assert_eq!((retry.status, times_done(&world, name)), (status, executed), "{name}");
        assert_eq!(retry.replayed, done == 1 || fault == CallFault::Refuse, "{name}");
        assert_eq!(world.sandbox.faults().counts[name], 1, "{name}");
    }
    let unknown =
        see(world.posting("/v1/authorizations", "x", "earthquake", &asked("x", "tok_ok")).send().await.unwrap()).await;
    assert_eq!((unknown.status, &unknown.json["error"]["code"]), (400, &json!("unknown_fault")));
}

#[tokio::test]
async fn a_lost_answer_is_not_one_byte_and_a_closed_line() {
    let world = quick().await;
    let body = asked("silent", "tok_timeout_after").to_string();
    let mut line = TcpStream::connect(world.sandbox.address()).await.unwrap();
    let head = format!(
        "POST /v1/authorizations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sandbox_secret\r\nidempotency-key: k\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    line.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut read = Vec::new();
    // A reset is as good as an end: either way nothing was said.
    let _ = tokio::time::timeout(Duration::from_secs(5), line.read_to_end(&mut read)).await.unwrap();
    assert!(read.is_empty(), "{}", String::from_utf8_lossy(&read));
    assert_eq!(times_done(&world, "silent"), 1);
}

#[tokio::test]
async fn tokens_bring_faults_along() {
    let world = quick().await;
    for (token, answer) in [("tok_timeout_after", None), ("tok_500_after", Some(500)), ("tok_slow", Some(201))] {
        let sent = world.posting("/v1/authorizations", token, "", &asked(token, token)).send().await;
        assert_eq!(sent.map(|response| response.status().as_u16()).ok(), answer, "{token}");
        assert_eq!(world.post("/v1/authorizations", token, &asked(token, token)).await.status, 201);
        assert_eq!(times_done(&world, token), 1);
    }
}

#[tokio::test]
async fn a_plan_is_set_over_http_and_counted() {
    let world = quick().await;
    let set = world.post("/faults", "", &json!({"rates": {"error_500_after_ppm": 1_000_000}, "slow_ms": 7})).await;
    assert_eq!(
        (&set.json["plan"]["slow_ms"], &set.json["plan"]["rates"]["error_500_after_ppm"]),
        (&json!(7), &json!(1_000_000))
    );
    for at in 0..5 {
        let key = format!("k{at}");
        assert_eq!(world.post("/v1/authorizations", &key, &asked(&key, "tok_ok")).await.status, 500);
        assert_eq!(times_done(&world, &key), 1);
        // A read is exposed only when the plan says so.
        assert_eq!(world.get(&format!("/v1/search?reference={key}")).await.json["found"][0]["object"], "authorization");
    }
    assert_eq!(world.get("/faults").await.json["counts"]["error_500_after"], 5);
    world.post("/faults", "", &json!({"reads": true})).await;
    assert_eq!(world.get("/v1/search?reference=k0").await.status, 500);
    assert_eq!(world.post("/faults", "", &json!({"rates": {"slow": 0.5}})).await.status, 400);
    assert_eq!(world.post("/faults", "", &json!({"rates": {"slow_ppm": 1_000_001}})).await.status, 400);
}

#[tokio::test]
async fn under_a_storm_of_faults_patient_clients_get_each_thing_done_once() {
    let world = quick().await;
    let rates = FaultRates {
        timeout_before_ppm: 100_000,
        timeout_after_ppm: 100_000,
        error_500_before_ppm: 100_000,
        error_500_after_ppm: 100_000,
        ..FaultRates::default()
    };
    world.sandbox.set_faults(FaultPlan { rates, timeout_hold_ms: 5, ..FaultPlan::default() });
    for at in 0..60 {
        let key = format!("k{at}");
        let mut answered = false;
        while !answered {
            let sent = world.posting("/v1/authorizations", &key, "", &asked(&key, "tok_ok")).send().await;
            answered = sent.is_ok_and(|response| response.status() == 201);
        }
        assert_eq!(times_done(&world, &key), 1);
    }
}
