//! The engine: load, decide, commit, answer. The only module that commits.
//!
//! A request goes into the lane of its stream. Requests that wait while a commit is on its way to disk form
//! the next group: no timer, no added latency when idle. `round` is the logic, `lane` the loop around it,
//! `record` and `recall` the way between the core's words and rows, `reviewed` the figures that a person confirmed.

pub mod lane;
pub mod recall;
pub mod record;
pub mod request;
pub mod reviewed;
pub mod round;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use recoup_core::command::{self, Command};
use recoup_core::decision::{Answer, Decision};
use recoup_core::world::World;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::AbortHandle;

use crate::machine::Machine;
use crate::store::rows::Wanted;
use crate::store::{Store, StoreError};
use lane::Waiting;
pub use request::{Answered, Imported, Key, Reply, Request};

/// Requests that may wait in a lane before callers are held back.
const LANE_DEPTH: usize = 4096;

/// The engine's instant: the machine's clock plus an offset that demo and test mode may move forward.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_us: Arc<AtomicI64>,
    machine: Machine,
}

impl Clock {
    /// The clock of a machine.
    #[must_use]
    pub fn on(machine: Machine) -> Self {
        Self { offset_us: Arc::default(), machine }
    }

    /// Now, UTC, in microseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let wall_us = self.machine.wall_us();
        Timestamp::from_microsecond(wall_us.saturating_add(self.offset_us())).unwrap_or(Timestamp::MAX)
    }

    /// The machine it belongs to.
    #[must_use]
    pub const fn machine(&self) -> &Machine {
        &self.machine
    }

    /// How far it is ahead of the machine's clock, microseconds.
    #[must_use]
    pub fn offset_us(&self) -> i64 {
        self.offset_us.load(Ordering::Relaxed)
    }

    /// Sets how far it is ahead; it never goes back.
    pub fn set_offset_us(&self, offset_us: i64) {
        self.offset_us.fetch_max(offset_us, Ordering::Relaxed);
    }
}

/// A running engine; clones share its lanes.
#[derive(Debug, Clone)]
pub struct Engine {
    store: Store,
    clock: Clock,
    wake: Arc<Notify>,
    lanes: Arc<Vec<mpsc::Sender<Waiting>>>,
    tasks: Arc<Vec<AbortHandle>>,
}

/// What a command would do, without doing it.
#[derive(Debug)]
pub struct Preview {
    /// The answer it would give.
    pub answer: Answer,
    /// Everything it would change.
    pub decision: Decision,
    /// What it looked at.
    pub world: World,
}

impl Engine {
    /// Starts the lanes of a store on the current runtime.
    #[must_use]
    pub fn start(store: Store, clock: Clock) -> Self {
        let wake = Arc::new(Notify::new());
        let start = |_| {
            let (sender, receiver) = mpsc::channel(LANE_DEPTH);
            let lane = tokio::spawn(lane::run(store.clone(), clock.clone(), Arc::clone(&wake), receiver));
            let task = lane.abort_handle();
            tokio::spawn(async move {
                if lane.await.is_err_and(|error| error.is_panic()) {
                    crate::end_at_once("a lane of the engine panicked");
                }
            });
            (sender, task)
        };
        let (lanes, tasks): (Vec<_>, Vec<_>) = (0..store.lanes()).map(start).unzip();
        Self { store, clock, wake, lanes: Arc::new(lanes), tasks: Arc::new(tasks) }
    }

    /// Ends it where it stands, as a crash would: what waits gets no answer, and what is on its way to disk may or
    /// may not arrive.
    pub fn crash(&self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }

    /// The store behind it, for reading.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Its clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Rings when this node has committed something for the outbox, so that its worker need not poll for it.
    #[must_use]
    pub const fn wake(&self) -> &Arc<Notify> {
        &self.wake
    }

    /// Decides a request and waits until it is on disk.
    pub async fn submit(&self, request: Request) -> Reply {
        let lane = self.store.lane(&request.tenant, lane::stream_of(&request.act));
        let (waiter, reply) = oneshot::channel();
        let gone = || {
            Reply::Failed(StoreError::Unavailable {
                place: self.store.place().to_owned(),
                detail: "the engine is stopping".to_owned(),
            })
        };
        let Some(sender) = self.lanes.get(lane).or_else(|| self.lanes.first()) else { return gone() };
        if sender.send(Waiting { request, waiter }).await.is_err() {
            return gone();
        }
        reply.await.unwrap_or_else(|_| gone())
    }

    /// What a request under a key was answered, if it was: for whoever must know before he asks anything else of the
    /// caller. A key that was used with other content is a refusal.
    ///
    /// # Errors
    /// What the store met.
    pub async fn remembered(&self, tenant: &str, key: &Key) -> Result<Option<Reply>, StoreError> {
        let mut wanted = Wanted::default();
        wanted.answers.extend([(tenant.to_owned(), key.name.clone())]);
        let loaded = self.store.load(&wanted).await?;
        let answer = loaded.answers.first();
        Ok(answer.map(|(_, row)| round::remembered(row.fingerprint == key.fingerprint, row)))
    }

    /// Decides a request without committing it: the same code on the same state.
    ///
    /// # Errors
    /// The reply the request would get: a refusal, or what the store met.
    pub async fn preview(&self, request: Request) -> Result<Preview, Reply> {
        let now = self.clock.now();
        let mut round = round::Round::new(vec![round::Job::new(request.clone(), (), now, 0)]);
        let mut world = World::default();
        while let Some(wanted) = round.wanted() {
            let loaded = self.store.load(&wanted).await.map_err(Reply::Failed)?;
            round.take(&wanted, loaded).map_err(Reply::Failed)?;
        }
        if let Some(loaded) = round.world(&request.tenant) {
            world = loaded;
        }
        let command = Command {
            tenant: request.tenant,
            actor: request.actor,
            now,
            effective_at: request.effective_at.unwrap_or(now),
            entropy: 0,
            act: request.act,
        };
        let (decision, answer) = command::decide(&command, &world).map_err(Reply::Refused)?;
        Ok(Preview { answer, decision, world })
    }
}
