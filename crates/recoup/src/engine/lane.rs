//! A lane: takes what waits, drives it through rounds, and replies after the commit.
//!
//! While a commit is on its way to disk, the next requests gather; that is the whole of group commit.
//! A conflict sends its jobs into the next round; after a few in vain they go one by one.

use std::sync::Arc;
use std::time::Duration;

use recoup_core::command::Act;
use recoup_core::id::Id;
use tokio::sync::{Notify, mpsc, oneshot};

use super::Clock;
use super::request::{Reply, Request};
use super::round::{ALONE_AFTER, Job, Round};
use crate::machine::Machine;
use crate::store::rows::{IdempotencyRow, Wanted};
use crate::store::{Store, StoreError};

/// Most requests of one group: beyond it a commit gains little and waits long.
const MOST_JOBS: usize = 256;

/// Times a job is decided again before its caller is told to come back later.
const MOST_TRIES: u32 = 12;

/// Pauses before each look at what became of a commit whose answer was lost.
const LOOK_UP_PAUSES_MS: [u64; 5] = [10, 50, 200, 500, 1_000];

/// A request and who waits for it.
#[derive(Debug)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// Who waits.
    pub waiter: oneshot::Sender<Reply>,
}

type Waiter = oneshot::Sender<Reply>;

/// Runs until every sender is gone.
pub async fn run(store: Store, clock: Clock, wake: Arc<Notify>, mut waiting: mpsc::Receiver<Waiting>) {
    let mut again: Vec<Job<Waiter>> = Vec::new();
    loop {
        let mut jobs = next_jobs(&mut again);
        if jobs.is_empty() {
            let Some(first) = waiting.recv().await else { return };
            jobs.extend(admit(first, &clock));
        }
        let alone = jobs.first().is_some_and(|job| job.tries >= ALONE_AFTER);
        while !alone && jobs.len() < MOST_JOBS {
            let Ok(more) = waiting.try_recv() else { break };
            jobs.extend(admit(more, &clock));
        }
        again.extend(drive(&store, &clock, &wake, jobs).await);
        if again.iter().any(|job| job.tries >= 2) {
            // Another node works on the same streams; let it finish.
            tokio::time::sleep(pause(&again, clock.machine())).await;
        }
    }
}

/// Jobs that failed together too often go one at a time, so that one of them cannot refuse its neighbours.
fn next_jobs(again: &mut Vec<Job<Waiter>>) -> Vec<Job<Waiter>> {
    match again.iter().position(|job| job.tries >= ALONE_AFTER) {
        Some(at) => vec![again.remove(at)],
        None => std::mem::take(again),
    }
}

fn pause(again: &[Job<Waiter>], machine: &Machine) -> Duration {
    let tries = again.iter().map(|job| job.tries).max().unwrap_or(0).min(8);
    Duration::from_micros(u64::from(machine.jitter(1000)) << tries)
}

fn admit(waiting: Waiting, clock: &Clock) -> Option<Job<Waiter>> {
    match clock.machine().bits() {
        Ok(entropy) => Some(Job::new(waiting.request, waiting.waiter, clock.now(), entropy)),
        Err(error) => {
            let (place, detail) = ("this machine".to_owned(), format!("it gives no random bits: {error}"));
            let _gone = waiting.waiter.send(Reply::Failed(StoreError::Unavailable { place, detail }));
            None
        }
    }
}

/// One round from load to reply, at the instant of its last load; returns the jobs that must be decided again.
async fn drive(store: &Store, clock: &Clock, wake: &Notify, jobs: Vec<Job<Waiter>>) -> Vec<Job<Waiter>> {
    let mut round = Round::new(jobs);
    while let Some(wanted) = round.wanted() {
        let wanted = Arc::new(wanted);
        let loaded = store.load_to_decide(Arc::clone(&wanted)).await;
        round.at(clock.now());
        let taken = match loaded {
            Ok(loaded) => round.take(&wanted, loaded),
            Err(error) => Err(error),
        };
        if let Err(error) = taken {
            let mut jobs = round.give_up();
            if matches!(error, StoreError::Corrupt { .. }) && jobs.len() > 1 {
                // One of them needs what cannot be read; alone, only that one fails.
                jobs.iter_mut().for_each(|job| job.tries = job.tries.max(ALONE_AFTER));
                return jobs;
            }
            return fail(jobs, &error);
        }
    }
    let group = round.decide();
    let effects = group.units.iter().any(|unit| !unit.effects.is_empty());
    let committed = if group.units.is_empty() {
        Ok(crate::store::rows::Committed::All)
    } else {
        store.commit(Arc::new(group)).await
    };
    if effects && committed.is_ok() {
        wake.notify_one();
    }
    if let Err(error) = &committed {
        tracing::warn!(%error, "a group did not commit");
    }
    let unknown = matches!(committed, Err(StoreError::OutcomeUnknown { .. }));
    let found = if unknown { look_up(store, round.keys()).await } else { None };
    let (replies, again) = match found {
        Some(found) => round.conclude_by_keys(found),
        None => round.conclude(committed),
    };
    for (waiter, reply) in replies {
        // A caller that went away does not need its reply; the decision stands.
        let _gone = waiter.send(reply);
    }
    give_back(again)
}

/// After a commit whose answer was lost, the answers that stand in the store say which jobs it wrote. `None` when
/// the store does not say, even after some tries.
async fn look_up(store: &Store, answers: Vec<(String, String)>) -> Option<Vec<(String, IdempotencyRow)>> {
    let wanted = Wanted { answers, ..Wanted::default() };
    for pause_ms in LOOK_UP_PAUSES_MS {
        tokio::time::sleep(Duration::from_millis(pause_ms)).await;
        match store.load(&wanted).await {
            Ok(loaded) => return Some(loaded.answers),
            Err(error) => tracing::warn!(%error, "a commit's outcome is unknown, and could not be looked up"),
        }
    }
    tracing::error!("the outcome of a commit stays unknown; callers repeat with their key");
    None
}

fn give_back(jobs: Vec<Job<Waiter>>) -> Vec<Job<Waiter>> {
    let (again, tired): (Vec<_>, Vec<_>) = jobs.into_iter().partition(|job| job.tries < MOST_TRIES);
    let error = StoreError::SerializationConflict { detail: "too many others work on the same thing".to_owned() };
    fail(tired, &error);
    again
}

fn fail(jobs: Vec<Job<Waiter>>, error: &StoreError) -> Vec<Job<Waiter>> {
    for (waiter, reply) in jobs.into_iter().map(|job| job.failed(error)) {
        let _gone = waiter.send(reply);
    }
    Vec::new()
}

/// The stream that a request is most about, for the choice of a lane; a wrong guess costs speed only.
#[must_use]
pub fn stream_of(act: &Act) -> &str {
    let id: Option<&Id> = match act {
        Act::RequestCapture(a) => Some(&a.payment),
        Act::RequestRelease(a) => Some(&a.payment),
        Act::RequestRefund(a) => Some(&a.payment),
        Act::RecordRefund(a) => Some(&a.payment),
        Act::MatchPayment(a) => Some(&a.payment),
        Act::RecordDispute(a) => Some(&a.payment),
        Act::LostTrack(a) => Some(&a.operation.payment),
        Act::NeverArrived(a) => Some(&a.operation.payment),
        Act::AddTender(a) => Some(&a.order),
        Act::TenderTogether(a) => Some(&a.order),
        Act::RefundOrder(a) => Some(&a.order),
        Act::CancelOrder(a) => Some(&a.order),
        Act::CompleteOrder(a) => Some(&a.order),
        Act::PayInvoice(a) => Some(&a.invoice),
        Act::SendInvoice(a) => Some(&a.invoice),
        Act::CreditInvoice(a) => Some(&a.invoice),
        Act::VoidInvoice(a) => Some(&a.invoice),
        Act::WriteOffInvoice(a) => Some(&a.invoice),
        Act::DeliverInvoice(a) => Some(&a.invoice),
        Act::TopUp(a) => Some(&a.customer),
        Act::AdjustBalance(a) => Some(&a.customer),
        Act::PlanShipment(a) => Some(&a.order),
        Act::CancelLines(a) => Some(&a.order),
        Act::DelayLines(a) => Some(&a.order),
        Act::SetPlan(a) => Some(&a.order),
        Act::RingTimer(a) => Some(a.alarm.stream()),
        _ => None,
    };
    id.map_or("", Id::as_str)
}
