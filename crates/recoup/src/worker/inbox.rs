//! Deliveries in: stored raw before anything else, then verified, translated and told to the engine.
//!
//! What cannot be read or placed is parked, kept and shown. A forged delivery never gets this far: the
//! face verifies before it stores, and this loop verifies once more because secrets may rotate.

use std::sync::Arc;

use recoup_core::payment::facts::Fact;
use recoup_core::refusal::Refusal;
use recoup_gateways::{Delivery, Reading, Verdict};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::next::fact_request;
use super::outbox::{is_settled, tell};
use super::{LEASE_US, Shared, pause};
use crate::engine::Reply;
use crate::store::rows::{Claimed, Done, Queue, Then};
use crate::store::views::Claim;

/// Deliveries claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Tries after which a delivery about something unknown is parked: its subject may still be on its way.
const TRIES_FOR_UNKNOWN: i64 = 5;

/// Claims and reads until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        let claimed = claim(&shared).await;
        let full = claimed.len() >= usize::try_from(MOST_CLAIMED).unwrap_or(1);
        let mut under_way = JoinSet::new();
        for item in claimed {
            let shared = Arc::clone(&shared);
            under_way.spawn(async move { read(&shared, &item).await });
        }
        while under_way.join_next().await.is_some() {}
        if !full && !pause(shared.options.poll / 2, &mut stopped).await {
            return;
        }
        if *stopped.borrow() {
            return;
        }
    }
}

async fn claim(shared: &Shared) -> Vec<Claimed> {
    let now_us = shared.engine.clock().now().as_microsecond();
    let claim =
        Claim { queue: Queue::Inbox, now_us, lease_us: LEASE_US, limit: MOST_CLAIMED, skip_targets: Vec::new() };
    match shared.engine.store().claim(claim).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "deliveries cannot be claimed");
            Vec::new()
        }
    }
}

async fn read(shared: &Shared, item: &Claimed) {
    let headers: Vec<(String, String)> =
        serde_json::from_str::<std::collections::BTreeMap<String, String>>(&item.headers)
            .map(|map| map.into_iter().collect())
            .unwrap_or_default();
    let gateway = recoup_gateways::of_account(&item.target);
    let (Some(gateway), Some(account)) = (gateway, shared.accounts.get(&item.tenant, &item.target)) else {
        return end(shared, item, parked("its gateway account is not configured")).await;
    };
    let delivery = Delivery { headers: &headers, body: &item.payload };
    // Its age was checked when it came; waiting here does not make it older.
    let received = jiff::Timestamp::from_microsecond(item.created_us).unwrap_or_default();
    if let Verdict::Forged { why } = gateway.authenticate(&delivery, account, received) {
        return end(shared, item, parked(&format!("it is not genuine: {why}"))).await;
    }
    match gateway.read_delivery(&item.payload, account) {
        Reading::Facts(facts) => told(shared, item, facts).await,
        Reading::Unknown { what } => end(shared, item, parked(&format!("`{what}` is not an event we know"))).await,
        Reading::Unreadable { why } => end(shared, item, parked(&why)).await,
    }
}

async fn told(shared: &Shared, item: &Claimed, facts: Vec<Fact>) {
    let count = facts.len();
    for (index, fact) in facts.into_iter().enumerate() {
        let mut request = fact_request(&item.tenant, fact);
        if index + 1 == count {
            request = request.finishing(done(item, Then::Finished));
        }
        match tell(shared, request).await {
            Reply::Refused(Refusal::Unknown { .. }) if item.attempts < TRIES_FOR_UNKNOWN => {
                let due_us = shared.engine.clock().now().as_microsecond() + (2_000_000 << item.attempts.clamp(0, 10));
                return end(shared, item, Then::Again { due_us, note: "its subject is not known yet".to_owned() })
                    .await;
            }
            Reply::Refused(refusal) => return end(shared, item, parked(&refusal.to_string())).await,
            reply if !is_settled(&reply) => return,
            _ => {}
        }
    }
    if count == 0 {
        end(shared, item, Then::Finished).await;
    }
}

fn parked(note: &str) -> Then {
    Then::Parked { note: note.chars().take(500).collect() }
}

fn done(item: &Claimed, then: Then) -> Done {
    Done { queue: Queue::Inbox, id: item.id.clone(), epoch: item.epoch, then }
}

async fn end(shared: &Shared, item: &Claimed, then: Then) {
    if let Then::Parked { note } = &then {
        tracing::warn!(id = %item.id, note, "a delivery is parked");
    }
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done(item, then)).await {
        tracing::warn!(%error, "a delivery could not be ended; its lease will run out");
    }
}
