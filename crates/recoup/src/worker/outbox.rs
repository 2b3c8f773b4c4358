//! Effects out: claim, plan, send, read, and tell the engine what it meant.
//!
//! An effect whose lease ran out is sent again under the same key while the gateway remembers keys; after
//! that it is asked about first. The outcome and the end of the claim commit together. What the engine refuses
//! is kept with its effect and told again: a gateway is never called twice because we do not understand it.

use std::sync::Arc;

use recoup_core::command::Act;
use recoup_core::effect::{Call, Effect};
use recoup_core::planted::{self, Planted};
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Account, Asked, Gateway, Outcome, Request as Wire, Step};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::attention::{Cause, lasts, pause_secs, raise, raise_if_late};
use super::breaker::seems_well;
use super::net::{Sent, shown, without_secrets};
use super::next::{self, Next};
use super::{Shared, answers, clean, gateway_actor};
use crate::engine::{Reply, Request};
use crate::node::health::{Called, End};
use crate::store::rows::{Claimed, Done, ExchangeRow, Queue, Then};
use crate::store::views::{Claim, Room};

/// Effects claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Requests of one effect at most, such as a search that goes on over pages; the adapters stop before.
const MOST_STEPS: u8 = 120;

/// Effects under way at once on this node.
const MOST_UNDER_WAY: usize = 128;

/// Claims and carries out until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    let wake = Arc::clone(shared.engine.wake());
    loop {
        while under_way.try_join_next().is_some() {}
        let room = MOST_UNDER_WAY.saturating_sub(under_way.len());
        let claimed = if room > 0 { claim(&shared, room).await } else { Vec::new() };
        let some = !claimed.is_empty();
        for item in claimed {
            let mut slot = shared.breakers.begin(&item.tenant, &item.target);
            let shared = Arc::clone(&shared);
            under_way.spawn(async move {
                let well = carry_out(&shared, &item).await;
                slot.went(well);
            });
        }
        // One account may have had no room for more, while others wait behind it.
        if some && !*stopped.borrow() {
            continue;
        }
        let go_on = tokio::select! {
            biased;
            go_on = shared.pause(shared.options.poll, &mut stopped) => go_on,
            () = wake.notified() => !*stopped.borrow(),
            Some(_) = under_way.join_next() => !*stopped.borrow(),
        };
        if !go_on {
            while under_way.join_next().await.is_some() {}
            return;
        }
    }
}

/// Claims for the accounts of this node, for each as many as it has slots free.
async fn claim(shared: &Shared, room: usize) -> Vec<Claimed> {
    let (now_us, wall_us) = (shared.engine.clock().now().as_microsecond(), shared.wall_us());
    let rooms = shared.accounts.all().into_iter().map(|(tenant, account)| {
        let most = recoup_gateways::of_account(&account.name).map_or(1, |g| g.about().capabilities.concurrency);
        let most = shared.breakers.free(&tenant, &account.name, most, wall_us);
        Room { tenant, target: account.name.clone(), most }
    });
    let only: Vec<Room> = rooms.filter(|room| room.most > 0).collect();
    if only.is_empty() {
        return Vec::new();
    }
    let limit = MOST_CLAIMED.min(i64::try_from(room).unwrap_or(MOST_CLAIMED));
    let claim =
        Claim { queue: Queue::Outbox, now_us, wall_us, lease_us: shared.options.lease_us(), limit, only: Some(only) };
    match shared.engine.store().claim(claim).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "effects cannot be claimed");
            Vec::new()
        }
    }
}

/// Carries one effect out, or tells once more what it led to; false when the gateway seems ill.
async fn carry_out(shared: &Shared, item: &Claimed) -> bool {
    if !item.outcome.is_empty() {
        match serde_json::from_str::<Vec<Act>>(&item.outcome) {
            Ok(acts) => tell(shared, item, acts.into_iter().map(|act| retold(item, act)).collect()).await,
            Err(error) => stuck(shared, item, &format!("its outcome cannot be read: {error}")).await,
        }
        return true;
    }
    match serde_json::from_slice::<Effect>(&item.payload) {
        Ok(effect) => one(shared, item, &effect).await,
        Err(error) => {
            stuck(shared, item, &format!("it cannot be read: {error}")).await;
            true
        }
    }
}

async fn one(shared: &Shared, item: &Claimed, effect: &Effect) -> bool {
    let gateway = recoup_gateways::of_account(&effect.account);
    let account = shared.accounts.get(&item.tenant, &effect.account);
    let (Some(gateway), Some(account)) = (gateway, account) else {
        later(shared, item, 60, "its gateway account is not configured").await;
        return true;
    };
    let asked = &next::asked_first(gateway, effect, item.attempts, shared.engine.clock().now().as_second());
    let account = match shared.sessions.account(&shared.net, (gateway, &item.tenant), &account, shared.wall_us()).await
    {
        Ok(account) => account,
        Err(why) => {
            put_off(shared, item, (effect, asked), (60, &why)).await;
            return false;
        }
    };
    if effect.operation.kind.is_of_dispute() {
        let (outcome, status) = answers::make(shared, item, (gateway, effect, &account)).await;
        let well = seems_well(&outcome, status);
        follow_up(shared, item, (effect, effect), outcome).await;
        return well;
    }
    let late = next::is_too_late_to_ask(gateway, asked, shared.engine.clock().now().as_second());
    let never = |why: &str| next::cannot_ask(&item.tenant, effect, why);
    let first = match gateway.plan(asked, &account) {
        Ok(_) if late => {
            let why = "the gateway may have forgotten our key, so it is not asked again";
            tell(shared, item, vec![never(why)]).await;
            return true;
        }
        Ok(first) => first,
        // What cannot be asked after now cannot be asked after in an hour: it is waited for, and a person is told.
        Err(cannot) if asked.call == Call::Probe => {
            tell(shared, item, vec![never(&cannot.to_string())]).await;
            return true;
        }
        Err(cannot) => {
            stuck(shared, item, &cannot.to_string()).await;
            return true;
        }
    };
    let (outcome, well) = follow(shared, item, (gateway, asked, &account), first).await;
    follow_up(shared, item, (effect, asked), outcome).await;
    well
}

/// Does what follows from an outcome.
async fn follow_up(shared: &Shared, item: &Claimed, (effect, asked): (&Effect, &Effect), outcome: Outcome) {
    match next::next(&item.tenant, effect, item.attempts, outcome) {
        Next::Later { secs, why } => put_off(shared, item, (effect, asked), (secs, &why)).await,
        Next::Tell(requests) if requests.is_empty() => later(shared, item, 60, "the reply said nothing").await,
        Next::Tell(requests) => tell(shared, item, requests).await,
    }
}

/// Takes the steps of an effect to their end, and keeps each exchange; also says whether the gateway seems well.
async fn follow(
    shared: &Shared,
    item: &Claimed,
    (gateway, effect, account): (&dyn Gateway, &Effect, &Account),
    first: Step,
) -> (Outcome, bool) {
    let (mut step, begun) = (first, Instant::now());
    for count in 0..MOST_STEPS {
        // The claim must outlive what is done under it: a lease is longer than four calls.
        if count > 0 && begun.elapsed() > shared.options.timeout * 2 {
            break;
        }
        let Step { request: mut wire, stage } = step;
        if planted::is(Planted::KeyOfEachTry) {
            let keys = wire.headers.iter_mut().filter(|header| header.name == "idempotency-key");
            keys.for_each(|key| key.value.push_str(&format!("-{}", item.attempts)));
        }
        let started = Instant::now();
        let sent = shared.net.send(&wire).await;
        let took_us = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
        if sent.status() == 401 {
            shared.sessions.refused(&item.tenant, &account.name);
        }
        let outcome = gateway.interpret(&Asked { effect, account, stage }, &sent.reply());
        keep(shared, item, (account, &wire, count), (&sent, &outcome, took_us)).await;
        let called = Called { end: end_of(&outcome), took_us, at_us: shared.wall_us() };
        shared.health.called(&item.tenant, &account.name, called);
        match outcome {
            Outcome::Next(next) => step = next,
            outcome => {
                let well = seems_well(&outcome, sent.status());
                return (outcome, well);
            }
        }
    }
    (Outcome::unknown("its answer takes too many requests"), false)
}

/// How a call ended, for whoever watches the gateway.
fn end_of(outcome: &Outcome) -> End {
    match outcome {
        Outcome::Facts(_) | Outcome::NeverArrived | Outcome::Next(_) => End::Fine,
        Outcome::Again { why, .. } => End::Failed(clean::words(why)),
        Outcome::Unknown { why } => End::Unknown(clean::words(why)),
    }
}

/// The request for an outcome that is told once more.
fn retold(item: &Claimed, act: Act) -> Request {
    match act {
        Act::Fact(fact) => next::fact_request(&item.tenant, fact),
        other => Request::new(&item.tenant, gateway_actor(&item.target), other),
    }
}

/// Tells the engine in order; the last request ends the claim, so that a crash in between tells all again.
async fn tell(shared: &Shared, item: &Claimed, requests: Vec<Request>) {
    let acts: Vec<Act> = requests.iter().map(|request| request.act.clone()).collect();
    let count = requests.len();
    for (index, mut request) in requests.into_iter().enumerate() {
        let kept = planted::is(Planted::ClaimNotFinished) && item.kind == "release";
        if index + 1 == count && !kept {
            request = request.finishing(done(item, Then::Finished));
        }
        match submit(shared, request).await {
            Reply::Done(_) => {}
            Reply::LeaseLost | Reply::Changed => return,
            Reply::Refused(refusal) => {
                // The core cannot place what the gateway said. A person is told; and it is told again, not asked
                // again: asking might move money, and would only hear the same.
                let kept = keep_outcome(shared, item, &acts).await;
                let why = if kept { "the engine refuses what the gateway said" } else { "its outcome cannot be kept" };
                return stuck(shared, item, &format!("{why}: {refusal}")).await;
            }
            Reply::Failed(error) => {
                tracing::warn!(id = %item.id, %error, "an outcome is not on disk yet; it will be told again");
                keep_outcome(shared, item, &acts).await;
                let secs = u32::try_from(pause_secs(item.attempts)).unwrap_or(60);
                let why = if lasts(&error) { error.to_string() } else { "the database was busy".to_owned() };
                return later(shared, item, secs, &why).await;
            }
        }
    }
}

/// Tells the engine, and where it cannot be told so, what it means instead.
pub(super) async fn submit(shared: &Shared, request: Request) -> Reply {
    match shared.engine.submit(request.clone()).await {
        Reply::Refused(refusal) => match next::instead(&request, &refusal) {
            Some(instead) => shared.engine.submit(instead).await,
            None => Reply::Refused(refusal),
        },
        reply => reply,
    }
}

/// Keeps what the gateway said with its effect; false when it cannot be kept.
async fn keep_outcome(shared: &Shared, item: &Claimed, acts: &[Act]) -> bool {
    let text = serde_json::to_string(acts).unwrap_or_default();
    if text == item.outcome {
        return true;
    }
    if looks_like_card_number(&text) {
        tracing::error!(id = %item.id, "an outcome contains what looks like a card number; it is not kept");
        return false;
    }
    match shared.engine.store().keep_outcome(item, &text).await {
        Ok(kept) => kept,
        Err(error) => {
            tracing::warn!(%error, "an outcome cannot be kept; its effect is carried out again under its key");
            false
        }
    }
}

fn done(item: &Claimed, then: Then) -> Done {
    Done { queue: Queue::Outbox, id: item.id.clone(), epoch: item.epoch, then }
}

fn cause<'a>(item: &'a Claimed, reason: &'a str, detail: &'a str) -> Cause<'a> {
    Cause { tenant: &item.tenant, source: &item.stream_id, reason, once: &item.id, detail }
}

/// Leaves an effect to a person, and tries it again in an hour.
async fn stuck(shared: &Shared, item: &Claimed, why: &str) {
    let detail = format!("the effect {} ({}) for {} is stuck: {}", item.id, item.kind, item.target, clean::words(why));
    raise(shared, cause(item, "effect_stuck", &detail), None).await;
    put_back(shared, item, 3_600, why).await;
}

/// Puts an effect back that did nothing. A question that could not be put for long counts as one without an answer, and
/// the core asks on; a person is told once for the operation.
async fn put_off(shared: &Shared, item: &Claimed, (effect, asked): (&Effect, &Effect), (secs, why): (u32, &str)) {
    let (once, detail) = (effect.operation.reference(), in_vain(item, why));
    raise_if_late(shared, item, Cause { once: &once, ..cause(item, "effect_delayed", &detail) }).await;
    match next::given_up(&item.tenant, (effect, asked), item.attempts, why) {
        Some(lost) => tell(shared, item, vec![lost]).await,
        None => put_back(shared, item, secs, why).await,
    }
}

/// Puts an effect back for later; after many tries in vain a person is told.
async fn later(shared: &Shared, item: &Claimed, secs: u32, why: &str) {
    let detail = in_vain(item, why);
    raise_if_late(shared, item, cause(item, "effect_delayed", &detail)).await;
    put_back(shared, item, secs, why).await;
}

fn in_vain(item: &Claimed, why: &str) -> String {
    let (id, tries, why) = (&item.id, item.attempts + 1, clean::words(why));
    format!("the effect {id} ({}) for {} was tried {tries} times in vain: {why}", item.kind, item.target)
}

async fn put_back(shared: &Shared, item: &Claimed, secs: u32, note: &str) {
    let due_us = shared.engine.clock().now().as_microsecond() + i64::from(secs) * 1_000_000;
    let done = done(item, Then::Again { due_us, note: clean::words(note) });
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done).await {
        tracing::warn!(%error, "an effect could not be put back; its lease will run out");
    }
}

async fn keep(
    shared: &Shared,
    item: &Claimed,
    (account, wire, count): (&Account, &Wire, u8),
    (sent, outcome, took_us): (&Sent, &Outcome, i64),
) {
    let row = ExchangeRow {
        tenant: item.tenant.clone(),
        exchange_id: exchange_id(item, count),
        stream_id: item.stream_id.clone(),
        target: account.name.clone(),
        request: format!("{} {}", wire.method, wire.url),
        request_body: shown(&account.name, wire.body.as_bytes()),
        status: i64::from(sent.status()),
        reply_body: without_secrets(&account.name, sent.kept()),
        reading: reading(outcome),
        at_us: shared.engine.clock().now().as_microsecond(),
        took_us,
    };
    if let Err(error) = shared.engine.store().record_exchanges(vec![row]).await {
        tracing::warn!(%error, "an exchange could not be kept; its outcome is told all the same");
    }
}

/// One name for each request of each claim; the first of a claim has no number of its own.
pub(super) fn exchange_id(item: &Claimed, count: u8) -> String {
    match count {
        0 => format!("{}/{}", item.id, item.epoch),
        count => format!("{}/{}/{count}", item.id, item.epoch),
    }
}

fn reading(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Next(_) => "more to ask".to_owned(),
        Outcome::Facts(facts) => facts.iter().map(|f| f.what.word()).collect::<Vec<_>>().join(", "),
        Outcome::NeverArrived => "never arrived".to_owned(),
        Outcome::Again { why, .. } => format!("again: {why}"),
        Outcome::Unknown { why } => format!("unknown: {why}"),
    }
}
