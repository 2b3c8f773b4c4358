//! Timers and the sealer: what is due is rung, and what was committed gets its gap-free number.

use std::sync::Arc;

use recoup_core::actor::{Actor, ActorKind};
use recoup_core::effect::Alarm;
use recoup_core::timer::RingTimer;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::outbox::is_settled;
use super::{LEASE_US, Shared, pause};
use crate::engine::{Reply, Request};
use crate::store::rows::{Claimed, Done, Queue, Then};
use crate::store::views::Claim;

/// Timers claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Batches numbered at a time.
const MOST_SEALED: i64 = 256;

/// Rings due timers until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        let claimed = claim(&shared).await;
        let full = claimed.len() >= usize::try_from(MOST_CLAIMED).unwrap_or(1);
        let mut under_way = JoinSet::new();
        for item in claimed {
            let shared = Arc::clone(&shared);
            under_way.spawn(async move { ring(&shared, &item).await });
        }
        while under_way.join_next().await.is_some() {}
        if !full && !pause(shared.options.poll, &mut stopped).await {
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
        Claim { queue: Queue::Timer, now_us, lease_us: LEASE_US, limit: MOST_CLAIMED, skip_targets: Vec::new() };
    match shared.engine.store().claim(claim).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "timers cannot be claimed");
            Vec::new()
        }
    }
}

async fn ring(shared: &Shared, item: &Claimed) {
    let done = |then| Done { queue: Queue::Timer, id: item.id.clone(), epoch: item.epoch, then };
    let why = match serde_json::from_slice::<Alarm>(&item.payload) {
        Ok(alarm) => {
            let actor = Actor::machine(ActorKind::Timer, &item.kind);
            let request = Request::new(&item.tenant, actor, RingTimer { alarm }).finishing(done(Then::Finished));
            match shared.engine.submit(request).await {
                Reply::Refused(refusal) => refusal.to_string(),
                reply => {
                    is_settled(&reply);
                    return;
                }
            }
        }
        Err(error) => format!("it cannot be read: {error}"),
    };
    tracing::error!(id = %item.id, why, "a timer could not be rung; it is tried again in an hour");
    let due_us = shared.engine.clock().now().as_microsecond() + 3_600_000_000;
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done(Then::Again { due_us, note: why })).await {
        tracing::warn!(%error, "a timer could not be put back; its lease will run out");
    }
}

/// Numbers the feed of every tenant until told to stop.
pub(crate) async fn seal(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(error) = seal_once(&shared).await {
            tracing::warn!(%error, "the feed cannot be numbered");
        }
        if !pause(shared.options.poll, &mut stopped).await {
            return;
        }
    }
}

async fn seal_once(shared: &Shared) -> Result<(), crate::store::StoreError> {
    let store = shared.engine.store();
    for tenant in store.unsealed_tenants(100).await? {
        // Leases go by the machine's clock: a test clock that jumps must not end them.
        let now_us = jiff::Timestamp::now().as_microsecond();
        store.seal(&tenant, &shared.holder, now_us, MOST_SEALED).await?;
    }
    Ok(())
}
