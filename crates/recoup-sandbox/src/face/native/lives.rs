//! Lives by chance at a desk with the native protocol: the objects against the log, one seed against itself, and one life
//! against its recording.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::tests::{get, post};
use crate::bank::BankConfig;
use crate::clock::SECOND_US;
use crate::desk::Desk;
use crate::faults::{FaultPlan, FaultRates};
use crate::rng::Rng;
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

/// A request by chance; small numbers, so that every rule is met often.
fn random_request(rng: &mut Rng, known: &[String]) -> WireRequest {
    const TOKENS: [&str; 6] =
        ["tok_ok", "tok_action", "tok_refund_fails", "tok_refund_returns", "tok_expires_fast", "tok_decline_lost_card"];
    let key = format!("k{}", rng.below(4_000));
    let (reference, amount_minor) = (format!("ref{}", rng.below(500)), i64::from(rng.below(60)));
    let currency = if rng.below(20) == 0 { "USD" } else { "EUR" };
    let picked = known.get(rng.below(u32::try_from(known.len()).unwrap()) as usize);
    let Some(id) = picked.filter(|_| rng.below(5) > 0) else {
        let token = TOKENS[rng.below(6) as usize];
        let capture = rng.below(3) == 0;
        let body = json!({"reference": reference, "amount_minor": amount_minor * 5, "currency": currency, "token": token, "capture": capture});
        return post("/v1/authorizations", &key, &body);
    };
    let (path, body) = match rng.below(5) {
        0 => ("complete_action", json!({})),
        1 => ("release", json!({"reference": reference, "amount_minor": amount_minor})),
        2 => ("refunds", json!({"reference": reference, "amount_minor": amount_minor, "currency": currency})),
        _ => (
            "captures",
            json!({"reference": reference, "amount_minor": amount_minor, "currency": currency, "final": rng.below(9) == 0}),
        ),
    };
    post(&format!("/v1/authorizations/{id}/{path}"), &key, &body)
}

/// The objects and the log were written by different code, so they check each other.
fn assert_books_agree(desk: &Desk) {
    let mut balance = 0;
    for authorization in desk.bank().authorizations() {
        let truth = desk.oracle_of(&authorization.id).unwrap();
        assert_eq!(truth.captured_minor, authorization.captured_minor);
        assert_eq!(truth.released_minor, authorization.released_minor);
        assert_eq!(truth.expired_minor, authorization.expired_minor);
        let standing = truth.refunded_accepted_minor - truth.refund_failed_minor - truth.refund_returned_minor;
        assert_eq!(standing, authorization.refunded_minor);
        assert!(standing <= truth.captured_minor);
        let used = truth.captured_minor + truth.released_minor + truth.expired_minor;
        assert!(used <= truth.authorized_minor);
        assert_eq!(truth.authorized_minor - used, authorization.open_minor());
        if truth.currency == "EUR" {
            balance += truth.captured_minor - truth.refunded_settled_minor + truth.refund_returned_minor;
        }
    }
    assert_eq!(desk.oracle(None).balances.get("EUR").copied().unwrap_or(0), balance);
}

fn live_through(seed: u64) -> Vec<WireReply> {
    let rates = FaultRates {
        timeout_before_ppm: 50_000,
        timeout_after_ppm: 50_000,
        error_500_before_ppm: 50_000,
        error_500_after_ppm: 50_000,
        refuse_ppm: 50_000,
        webhook_reorder_ppm: 100_000,
        webhook_drop_ppm: 100_000,
        ..FaultRates::default()
    };
    let faults = FaultPlan { rates, ..FaultPlan::default() };
    let endpoint = WebhookEndpoint { url: "http://127.0.0.1/".into(), secret: "s".into() };
    let mut desk = Desk::new(BankConfig { seed, faults, webhook_endpoints: vec![endpoint], ..BankConfig::default() });
    let (mut rng, mut now_us, mut replies) = (Rng::new(seed, 9), 0, Vec::new());
    for step in 0..3_000 {
        now_us += i64::from(rng.below(600)) * SECOND_US;
        let known: Vec<String> =
            desk.bank().authorizations().iter().rev().take(40).map(|authorization| authorization.id.clone()).collect();
        replies.push(desk.handle(random_request(&mut rng, &known), now_us));
        for delivery in desk.due(now_us) {
            desk.acknowledge(delivery.id);
        }
        if step % 100 == 0 {
            assert_books_agree(&desk);
        }
    }
    assert_books_agree(&desk);
    assert!(desk.faults().counts.iter().all(|(name, count)| *count > 0 || !name.contains("500")));
    replies
}

#[test]
fn objects_and_log_agree_through_random_lives_and_one_seed_is_one_life() {
    for seed in 0..5 {
        assert_eq!(live_through(seed), live_through(seed));
    }
    assert_ne!(live_through(1), live_through(2));
}

/// Everything that clients and endpoints get to see in a life, as a hash.
fn recorded(seed: u64) -> String {
    let rates = FaultRates {
        timeout_before_ppm: 50_000,
        timeout_after_ppm: 50_000,
        error_500_before_ppm: 50_000,
        error_500_after_ppm: 50_000,
        refuse_ppm: 50_000,
        slow_ppm: 20_000,
        webhook_duplicate_ppm: 50_000,
        webhook_late_ppm: 50_000,
        webhook_reorder_ppm: 100_000,
        webhook_drop_ppm: 100_000,
    };
    let faults = FaultPlan { rates, reads: true, ..FaultPlan::default() };
    let endpoints = ["http://a/", "http://b/"].map(|url| WebhookEndpoint { url: url.into(), secret: "s".into() });
    let mut desk = Desk::new(BankConfig { seed, faults, webhook_endpoints: endpoints.into(), ..BankConfig::default() });
    let (mut rng, mut now_us, mut hash) = (Rng::new(seed, 9), 0, Sha256::new());
    for _ in 0..2_000 {
        now_us += i64::from(rng.below(600)) * SECOND_US;
        let known: Vec<String> =
            desk.bank().authorizations().iter().rev().take(40).map(|authorization| authorization.id.clone()).collect();
        let reply = desk.handle(random_request(&mut rng, &known), now_us);
        hash.update(format!("{:?} {:?}\n", reply.status(), reply.body()));
        for sent in desk.due(now_us) {
            hash.update(format!(
                "{} {} {} {} {} {} {}\n",
                sent.id,
                sent.event_id,
                sent.event_type,
                sent.url,
                sent.body,
                sent.header("sandbox-signature").unwrap(),
                sent.attempt
            ));
            if rng.below(3) > 0 {
                desk.acknowledge(sent.id);
            }
        }
        if let Some(id) = known.first() {
            let reply = desk.handle(get(&format!("/v1/authorizations/{id}")), now_us);
            hash.update(format!("{:?} {:?}\n", reply.status(), reply.body()));
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_recorded_life_is_lived_again() {
    // Recorded before the bank and its protocol were taken apart: histories of the simulator hang on every draw.
    assert_eq!(recorded(11), "0783f4bf6ed4307aec4560cceb1f2478dd22294d0ee2a5440156c6acf137e9c9");
}
