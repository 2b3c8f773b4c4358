//! The store that a simulation runs on: tables in memory, with the commit semantics of the two databases.
//!
//! It does what the engine and the worker ask of a store and nothing else: load, commit, the queues, the sealer. What
//! only pages, reports and imports ask is refused as a defect. It keeps nothing on disk and is never the store of a
//! shop. Whoever makes one gives it a [`Weather`], which says how long each request takes and what goes wrong; nodes
//! that work on the same tables each have a weather of their own.

mod commit;
mod queue;
mod tables;

use std::fmt::Debug;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;

use super::error::{Result, StoreError};
use super::merge::{Plan, batches};
use super::rows::*;
use super::seal::{SealJob, number};
use super::views::{Claim, Sealed, Stranded};
pub use tables::{Item, ItemState, Tables};

/// What a store is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// Loads what a group is decided on.
    Load,
    /// Commits a group.
    Commit,
    /// Looks for due items and claims them.
    Claim,
    /// Ends or puts back a claim, or keeps an outcome with it.
    Finish,
    /// Takes a delivery in.
    Deliver,
    /// Keeps exchanges.
    Exchange,
    /// Numbers the feed.
    Seal,
    /// Reads something small.
    Look,
}

impl Op {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Commit => "commit",
            Self::Claim => "claim",
            Self::Finish => "finish",
            Self::Deliver => "deliver",
            Self::Exchange => "exchange",
            Self::Seal => "seal",
            Self::Look => "look",
        }
    }
}

/// What surrounds a store: how long a request is on its way, and what goes wrong.
pub trait Weather: Debug + Send + Sync {
    /// On the way there: an error means that the store was never reached.
    fn before(&self, op: Op) -> BoxFuture<'_, Result<()>>;
    /// On the way back: an error means that what was done is done, and nobody hears of it.
    fn after(&self, op: Op) -> BoxFuture<'_, Result<()>>;
    /// A group that was committed, at the moment it was.
    fn committed(&self, group: &Group);
}

/// Tables in memory, as one node sees them.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    tables: Arc<Mutex<Tables>>,
    weather: Arc<dyn Weather>,
    lanes: usize,
}

impl MemoryStore {
    /// Empty tables.
    #[must_use]
    pub fn new(weather: Arc<dyn Weather>, lanes: usize) -> Self {
        Self { tables: Arc::default(), weather, lanes: lanes.max(1) }
    }

    /// The same tables, as another node sees them.
    #[must_use]
    pub fn beside(&self, weather: Arc<dyn Weather>) -> Self {
        Self { tables: Arc::clone(&self.tables), weather, lanes: self.lanes }
    }

    /// Looks at the tables, at once and without weather.
    pub fn look<R>(&self, look: impl FnOnce(&Tables) -> R) -> R {
        look(&self.tables.lock())
    }

    /// One request with its weather around it.
    async fn ask<R>(&self, op: Op, act: impl FnOnce(&mut Tables) -> Result<R>) -> Result<R> {
        self.weather.before(op).await?;
        let answer = act(&mut self.tables.lock());
        self.weather.after(op).await?;
        answer
    }

    pub(super) const fn lanes(&self) -> usize {
        self.lanes
    }

    /// Each tenant keeps to one lane.
    pub(super) fn lane(&self, tenant: &str) -> usize {
        tenant.bytes().map(usize::from).sum::<usize>() % self.lanes
    }

    pub(super) async fn load(&self, wanted: &Wanted) -> Result<Loaded> {
        self.ask(Op::Load, |tables| Ok(tables.load(wanted))).await
    }

    pub(super) async fn commit(&self, group: &Group) -> Result<Committed> {
        let plan = Plan::of(group)?;
        let batches = batches(group)?;
        self.weather.before(Op::Commit).await?;
        let committed = {
            let mut tables = self.tables.lock();
            let committed = commit::write(&mut tables, &plan, &batches)?;
            if committed == Committed::All {
                self.weather.committed(group);
            }
            committed
        };
        match self.weather.after(Op::Commit).await {
            Ok(()) => Ok(committed),
            // Nobody heard what became of it, as when a connection breaks at the commit.
            Err(_) => Err(StoreError::OutcomeUnknown { detail: "the connection broke at the commit".to_owned() }),
        }
    }

    pub(super) async fn claim(&self, claim: &Claim) -> Result<Vec<Claimed>> {
        self.ask(Op::Claim, |tables| Ok(tables.claim(claim))).await
    }

    pub(super) async fn finish(&self, tenant: &str, done: &Done) -> Result<bool> {
        self.ask(Op::Finish, |tables| tables.finish(tenant, done)).await
    }

    pub(super) async fn keep_outcome(&self, claimed: &Claimed, outcome: &str) -> Result<bool> {
        self.ask(Op::Finish, |tables| Ok(tables.keep_outcome(claimed, outcome))).await
    }

    pub(super) async fn put_delivery(&self, row: &DeliveryRow) -> Result<bool> {
        self.ask(Op::Deliver, |tables| Ok(tables.put_delivery(row))).await
    }

    pub(super) async fn record_exchanges(&self, rows: Vec<ExchangeRow>) -> Result<()> {
        self.ask(Op::Exchange, |tables| {
            tables.record_exchanges(rows);
            Ok(())
        })
        .await
    }

    pub(super) async fn stranded(&self, before_us: i64, wall_us: i64) -> Result<Vec<Stranded>> {
        self.ask(Op::Look, |tables| Ok(tables.stranded(before_us, wall_us))).await
    }

    pub(super) async fn purge_answers(&self, before_us: i64, limit: i64) -> Result<u64> {
        self.ask(Op::Look, |tables| Ok(tables.purge_answers(before_us, limit))).await
    }

    pub(super) async fn unsealed_tenants(&self, after: &str, limit: i64) -> Result<Vec<String>> {
        self.ask(Op::Look, |tables| Ok(tables.unsealed_tenants(after, limit))).await
    }

    pub(super) async fn seal(&self, job: &SealJob) -> Result<Sealed> {
        self.ask(Op::Seal, |tables| {
            if !tables.take_seal_lease(job) {
                return Ok(Sealed::NotOurs);
            }
            let (last, unsealed) = tables.unsealed(job);
            let numbers = number(last.as_ref(), &unsealed, job.limit)?;
            Ok(Sealed::Batches(tables.number(job, &numbers)))
        })
        .await
    }

    pub(super) async fn put_tenant(&self, row: &TenantRow) -> Result<()> {
        self.ask(Op::Look, |tables| {
            tables.put_tenant(row);
            Ok(())
        })
        .await
    }

    pub(super) async fn stream(&self, tenant: &str, stream_id: &str) -> Result<Option<StreamRow>> {
        self.ask(Op::Look, |tables| Ok(tables.stream(tenant, stream_id).cloned())).await
    }
}

/// The refusal of what this store does not answer.
pub(super) fn not_here() -> StoreError {
    StoreError::bug("the store of a simulation was asked for what only databases answer")
}
