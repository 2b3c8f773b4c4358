//! Timers and the sealer: what is due is rung, and what was committed gets its gap-free number.

use std::sync::Arc;
use std::time::Duration;

use recoup_core::actor::{Actor, ActorKind};
use recoup_core::effect::Alarm;
use recoup_core::timer::RingTimer;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::attention::{Cause, lasts, pause_secs, raise};
use super::{Shared, clean};
use crate::engine::{Reply, Request};
use crate::store::rows::{Claimed, Done, Queue, Then};
use crate::store::views::Claim;

/// Timers claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Seconds until a timer that was refused is rung again.
const REFUSED_SECS: i64 = 3_600;

/// Tenants whose feeds are numbered in one go.
const MOST_TENANTS: i64 = 100;

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
        if !full && !shared.pause(shared.options.poll, &mut stopped).await {
            return;
        }
        if *stopped.borrow() {
            return;
        }
    }
}

async fn claim(shared: &Shared) -> Vec<Claimed> {
    let now_us = shared.engine.clock().now().as_microsecond();
    let claim = Claim {
        queue: Queue::Timer,
        now_us,
        wall_us: shared.wall_us(),
        lease_us: shared.options.lease_us(),
        limit: MOST_CLAIMED,
        only: None,
    };
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
    let (why, secs) = match serde_json::from_slice::<Alarm>(&item.payload) {
        Ok(alarm) => {
            let actor = Actor::machine(ActorKind::Timer, &item.kind);
            let request = Request::new(&item.tenant, actor, RingTimer { alarm }).finishing(done(Then::Finished));
            match shared.engine.submit(request).await {
                Reply::Done(_) | Reply::LeaseLost | Reply::Changed => return,
                Reply::Refused(refusal) => (refusal.to_string(), REFUSED_SECS),
                Reply::Failed(error) if lasts(&error) => (error.to_string(), pause_secs(item.attempts)),
                Reply::Failed(error) => {
                    tracing::warn!(%error, "a timer is not rung yet; its lease will run out");
                    return;
                }
            }
        }
        Err(error) => (format!("it cannot be read: {error}"), REFUSED_SECS),
    };
    let detail = format!("the timer {} ({}) cannot be rung: {}", item.id, item.kind, clean::words(&why));
    // A timer's id follows from its subject; one that is set again is another.
    let once = format!("{}/{}", item.id, item.created_us);
    let cause =
        Cause { tenant: &item.tenant, source: &item.stream_id, reason: "timer_refused", once: &once, detail: &detail };
    raise(shared, cause, None).await;
    let due_us = shared.engine.clock().now().as_microsecond() + secs * 1_000_000;
    let then = Then::Again { due_us, note: clean::words(&why) };
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done(then)).await {
        tracing::warn!(%error, "a timer could not be put back; its lease will run out");
    }
}

/// Numbers the feed of every tenant until told to stop.
pub(crate) async fn seal(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut after = String::new();
    loop {
        match seal_some(&shared, &after).await {
            Ok(next) => after = next,
            Err(error) => tracing::warn!(%error, "the feed cannot be numbered"),
        }
        // In the middle of the tenants it goes on at once: the busy first ones must not starve the rest.
        let wait = if after.is_empty() { shared.options.poll } else { Duration::ZERO };
        if !shared.pause(wait, &mut stopped).await {
            return;
        }
    }
}

/// Numbers the feeds of the next tenants in order, and returns the last one; nothing at the end of the round.
async fn seal_some(shared: &Shared, after: &str) -> Result<String, crate::store::StoreError> {
    let store = shared.engine.store();
    let tenants = store.unsealed_tenants(after, MOST_TENANTS).await?;
    for tenant in &tenants {
        if let Err(error) = store.seal(tenant, &shared.holder, shared.wall_us(), MOST_SEALED).await {
            // What ails one feed must not stop the others.
            tracing::warn!(tenant, %error, "a feed cannot be numbered");
        }
    }
    let full = i64::try_from(tenants.len()).unwrap_or(0) >= MOST_TENANTS;
    Ok(tenants.into_iter().next_back().filter(|_| full).unwrap_or_default())
}
