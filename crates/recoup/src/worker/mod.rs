//! The worker: carries effects out, deliveries in, rings timers, numbers the feed, forgets what is over.
//!
//! Nodes are stateless: any number of workers on one database, each claim has a lease and an epoch, and
//! what a zombie would finish is refused. This is the only module that talks to gateways.

pub mod accounts;
pub mod answers;
pub(crate) mod attention;
pub mod breaker;
pub mod certificates;
pub mod chores;
pub mod clean;
pub mod inbox;
pub mod net;
pub mod next;
pub mod outbox;
pub(crate) mod pdf;
pub(crate) mod seen;
pub(crate) mod sessions;
pub mod timers;

use std::sync::Arc;
use std::time::Duration;

use recoup_core::actor::{Actor, ActorKind};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::engine::Engine;
use crate::node::health::Health;
pub use accounts::Accounts;
use breaker::Breakers;
use certificates::Judge;
use net::Net;
use sessions::Sessions;

/// How many days contents of evidence are kept, unless the configuration says otherwise: no clock of a network runs for
/// so long between two words about a dispute.
pub const EVIDENCE_DAYS: u64 = 400;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// Time between looks at idle queues.
    pub poll: Duration,
    /// Longest wait for a gateway's answer.
    pub timeout: Duration,
    /// Time between looks for work that no node takes, and a sixtieth of the time between rounds of forgetting.
    pub look: Duration,
    /// Whether calls to private addresses are allowed: for sandboxes and tests only.
    pub private_addresses: bool,
    /// How long contents of evidence are kept after the last word about the payment and its dispute.
    pub evidence: Duration,
}

impl WorkerOptions {
    /// How long a claim lasts, microseconds: more than three times the longest call, so that a call that is under
    /// way and the commit of what it led to never outlive it.
    pub(crate) fn lease_us(&self) -> i64 {
        i64::try_from(self.timeout.as_micros()).unwrap_or(i64::MAX / 16).saturating_mul(9) / 2
    }
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            poll: Duration::from_millis(200),
            timeout: Duration::from_secs(20),
            look: Duration::from_secs(60),
            private_addresses: false,
            evidence: Duration::from_secs(EVIDENCE_DAYS * 86_400),
        }
    }
}

/// What every loop of a worker shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) engine: Engine,
    pub(crate) accounts: Accounts,
    pub(crate) net: Net,
    pub(crate) sessions: Sessions,
    pub(crate) judge: Judge,
    pub(crate) breakers: Arc<Breakers>,
    pub(crate) health: Health,
    pub(crate) options: WorkerOptions,
    pub(crate) holder: String,
}

/// A running worker; `stop` lets calls under way end.
#[derive(Debug)]
pub struct Worker {
    holder: String,
    health: Health,
    stop: watch::Sender<bool>,
    loops: JoinSet<()>,
}

/// Why a worker does not start.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
}

impl Worker {
    /// Starts the loops of a worker on the current runtime.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn start(engine: &Engine, accounts: Accounts, options: WorkerOptions) -> Result<Self, WorkerError> {
        let net = Net::new(options.timeout, options.private_addresses).map_err(WorkerError::Client)?;
        Ok(Self::start_through(net, engine, accounts, options))
    }

    /// As [`Worker::start`], with a way out of the caller's own.
    #[must_use]
    pub fn start_through(net: Net, engine: &Engine, accounts: Accounts, options: WorkerOptions) -> Self {
        let holder = format!("node-{:032x}", engine.clock().machine().bits().unwrap_or(0));
        let breakers = Arc::new(Breakers::on(engine.clock().machine().clone()));
        let health = Health::of(&accounts, Arc::clone(&breakers));
        let shared = Arc::new(Shared {
            engine: engine.clone(),
            accounts,
            judge: Judge::over(net.clone()),
            net,
            sessions: Sessions::default(),
            breakers,
            health: health.clone(),
            options,
            holder: holder.clone(),
        });
        let (stop, stopped) = watch::channel(false);
        let mut loops = JoinSet::new();
        loops.spawn(outbox::run(Arc::clone(&shared), stopped.clone()));
        loops.spawn(inbox::run(Arc::clone(&shared), stopped.clone()));
        loops.spawn(timers::run(Arc::clone(&shared), stopped.clone()));
        loops.spawn(timers::seal(Arc::clone(&shared), stopped.clone()));
        loops.spawn(chores::run(shared, stopped));
        Self { holder, health, stop, loops }
    }

    /// Under which name it claims the feed.
    #[must_use]
    pub fn holder(&self) -> &str {
        &self.holder
    }

    /// How it finds its gateway accounts; the handle goes on telling.
    #[must_use]
    pub const fn health(&self) -> &Health {
        &self.health
    }

    /// Stops claiming, lets what is under way end, and returns.
    pub async fn stop(mut self) {
        let _gone = self.stop.send(true);
        while self.loops.join_next().await.is_some() {}
    }
}

impl Shared {
    /// Now by the machine's clock. Leases and breakers go by it: a test clock that jumps must not end them.
    pub(crate) fn wall_us(&self) -> i64 {
        self.engine.clock().machine().wall_us()
    }

    /// Waits for the next look at a queue, or the end; false means the end.
    pub(crate) async fn pause(&self, wait: Duration, stopped: &mut watch::Receiver<bool>) -> bool {
        // Jitter keeps several nodes from looking at the same instant.
        let wait = wait + wait / 5 * self.engine.clock().machine().jitter(256) / 256;
        tokio::select! {
            biased;
            () = tokio::time::sleep(wait) => !*stopped.borrow(),
            _ = stopped.changed() => false,
        }
    }
}

/// The actor for what a gateway account tells.
pub(crate) fn gateway_actor(account: &str) -> Actor {
    Actor::machine(ActorKind::Gateway, account)
}
