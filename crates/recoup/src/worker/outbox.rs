//! Effects out: claim, plan, send, read, and tell the engine what it meant.
//!
//! An effect whose lease ran out is sent again under the same key while the gateway remembers keys; after
//! that it is asked about first. The outcome and the end of the claim commit together.

use std::sync::Arc;
use std::time::Instant;

use recoup_core::effect::Effect;
use recoup_gateways::{Account, Outcome, Request as Wire};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::net::Sent;
use super::next::{self, Next};
use super::{LEASE_US, Shared, pause};
use crate::engine::{Reply, Request};
use crate::store::rows::{Claimed, Done, ExchangeRow, Queue, Then};
use crate::store::views::Claim;

/// Effects claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Effects under way at once on this node.
const MOST_UNDER_WAY: usize = 128;

/// Claims and carries out until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    let wake = Arc::clone(shared.engine.wake());
    loop {
        while under_way.try_join_next().is_some() {}
        let claimed = if under_way.len() < MOST_UNDER_WAY { claim(&shared).await } else { Vec::new() };
        let full = claimed.len() >= usize::try_from(MOST_CLAIMED).unwrap_or(1);
        for item in claimed {
            shared.breakers.begin(&item.target);
            let shared = Arc::clone(&shared);
            under_way.spawn(async move { carry_out(&shared, item).await });
        }
        if full {
            continue;
        }
        let go_on = tokio::select! {
            go_on = pause(shared.options.poll, &mut stopped) => go_on,
            () = wake.notified() => !*stopped.borrow(),
            Some(_) = under_way.join_next() => !*stopped.borrow(),
        };
        if !go_on {
            while under_way.join_next().await.is_some() {}
            return;
        }
    }
}

async fn claim(shared: &Shared) -> Vec<Claimed> {
    let now_us = shared.engine.clock().now().as_microsecond();
    let most =
        |account: &str| recoup_gateways::of_account(account).map_or(1, |gateway| gateway.capabilities().concurrency);
    let skip_targets = shared.breakers.to_skip(now_us, most);
    let claim = Claim { queue: Queue::Outbox, now_us, lease_us: LEASE_US, limit: MOST_CLAIMED, skip_targets };
    match shared.engine.store().claim(claim).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "effects cannot be claimed");
            Vec::new()
        }
    }
}

async fn carry_out(shared: &Shared, item: Claimed) {
    let well = match serde_json::from_slice::<Effect>(&item.payload) {
        Ok(effect) => one(shared, &item, &effect).await,
        Err(error) => {
            tracing::error!(id = %item.id, %error, "an effect cannot be read; it waits for a person");
            later(shared, &item, 3_600, "it cannot be read").await;
            true
        }
    };
    shared.breakers.end(&item.target, well, shared.engine.clock().now().as_microsecond());
}

/// Carries one effect out; false when the gateway seems ill.
async fn one(shared: &Shared, item: &Claimed, effect: &Effect) -> bool {
    let gateway = recoup_gateways::of_account(&effect.account);
    let account = shared.accounts.get(&item.tenant, &effect.account);
    let (Some(gateway), Some(account)) = (gateway, account) else {
        tracing::error!(account = %effect.account, "no such gateway account is configured; the effect waits");
        later(shared, item, 60, "its gateway account is not configured").await;
        return true;
    };
    let asked = &next::asked_first(gateway, effect, item.attempts, shared.engine.clock().now().as_second());
    let wire = match gateway.plan(asked, account) {
        Ok(wire) => wire,
        Err(cannot) => {
            tracing::error!(id = %item.id, %cannot, "an effect cannot be planned; it waits for a person");
            later(shared, item, 3_600, &cannot.to_string()).await;
            return true;
        }
    };
    let started = Instant::now();
    let sent = shared.net.send(&wire).await;
    let took_us = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
    let outcome = gateway.interpret(asked, &sent.reply());
    keep(shared, item, (account, &wire), (&sent, &outcome, took_us)).await;
    let well = !matches!(outcome, Outcome::Unknown { .. } | Outcome::Again { .. });
    conclude(shared, item, effect, outcome).await;
    well
}

/// Tells the engine in order; the last request ends the claim, so that a crash in between tells all again.
async fn conclude(shared: &Shared, item: &Claimed, effect: &Effect, outcome: Outcome) {
    let mut requests = match next::next(&item.tenant, effect, item.attempts, outcome) {
        Next::Later { secs, why } => return later(shared, item, secs, &why).await,
        Next::Tell(requests) => requests,
    };
    let last = requests.pop();
    for request in requests {
        if !is_settled(&tell(shared, request).await) {
            return;
        }
    }
    match last {
        Some(last) => submit(shared, item, last).await,
        None => later(shared, item, 60, "the reply said nothing").await,
    }
}

/// Tells the engine, and where it cannot be told so, what it means instead.
pub(crate) async fn tell(shared: &Shared, request: Request) -> Reply {
    match shared.engine.submit(request.clone()).await {
        Reply::Refused(refusal) => match next::instead(&request, &refusal) {
            Some(instead) => shared.engine.submit(instead).await,
            None => Reply::Refused(refusal),
        },
        reply => reply,
    }
}

/// Whether the engine has decided; otherwise the lease runs out and it is tried again.
pub(crate) fn is_settled(reply: &Reply) -> bool {
    match reply {
        Reply::Done(_) | Reply::Refused(_) => true,
        Reply::LeaseLost => false,
        Reply::Failed(error) => {
            tracing::warn!(%error, "an outcome is not on disk yet; it will be told again");
            false
        }
    }
}

async fn submit(shared: &Shared, item: &Claimed, request: Request) {
    let done = Done { queue: Queue::Outbox, id: item.id.clone(), epoch: item.epoch, then: Then::Finished };
    match tell(shared, request.finishing(done)).await {
        Reply::Refused(refusal) => {
            // The core cannot place what the gateway said: it stays in the outbox and on the operator's list.
            tracing::error!(id = %item.id, %refusal, "an outcome was refused");
            later(shared, item, 3_600, &refusal.to_string()).await;
        }
        reply => {
            is_settled(&reply);
        }
    }
}

async fn later(shared: &Shared, item: &Claimed, secs: u32, note: &str) {
    let due_us = shared.engine.clock().now().as_microsecond() + i64::from(secs) * 1_000_000;
    let then = Then::Again { due_us, note: note.chars().take(500).collect() };
    let done = Done { queue: Queue::Outbox, id: item.id.clone(), epoch: item.epoch, then };
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done).await {
        tracing::warn!(%error, "an effect could not be put back; its lease will run out");
    }
}

async fn keep(
    shared: &Shared,
    item: &Claimed,
    (account, wire): (&Account, &Wire),
    (sent, outcome, took_us): (&Sent, &Outcome, i64),
) {
    let row = ExchangeRow {
        tenant: item.tenant.clone(),
        exchange_id: format!("{}/{}", item.id, item.epoch),
        stream_id: item.stream_id.clone(),
        target: account.name.clone(),
        request: format!("{} {}", wire.method, wire.url),
        request_body: wire.body.clone(),
        status: i64::from(sent.status()),
        reply_body: sent.kept(),
        reading: reading(outcome),
        at_us: shared.engine.clock().now().as_microsecond(),
        took_us,
    };
    if let Err(error) = shared.engine.store().record_exchanges(vec![row]).await {
        tracing::warn!(%error, "an exchange could not be kept; its outcome is told all the same");
    }
}

fn reading(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Facts(facts) => facts.iter().map(|f| f.what.word()).collect::<Vec<_>>().join(", "),
        Outcome::NeverArrived => "never arrived".to_owned(),
        Outcome::Again { why, .. } => format!("again: {why}"),
        Outcome::Unknown { why } => format!("unknown: {why}"),
    }
}
