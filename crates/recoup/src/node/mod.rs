//! A node and what it tells of itself: that it lives, how it finds gateways, what it answered.
//!
//! Everything here is for looking at. Nothing waits for it, no decision rests on it, and a simulation runs without it.

pub mod health;
pub mod requests;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::machine::Machine;
use crate::store::node_rows::{HealthRow, NodeRow};
use crate::store::{Result, Store};
use crate::worker::Worker;
use health::Health;
use requests::Requests;

/// Time between two heartbeats.
const BEAT: Duration = Duration::from_secs(10);

/// A node that was not seen for so long is gone, microseconds: three heartbeats and a little.
pub const GONE_US: i64 = 35_000_000;

/// How long a node that is gone is remembered, microseconds: a week.
const REMEMBERED_US: i64 = 7 * 86_400_000_000;

/// Heartbeats between two rounds of forgetting: about an hour.
const BEATS_PER_FORGETTING: u32 = 360;

/// What the face of a node knows of the node. Clones share it; by itself it knows nothing and keeps nothing.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// `node-…`, empty where nobody says that it lives.
    pub id: String,
    /// How it finds gateways.
    pub health: Health,
    /// Where answered requests are put.
    pub requests: Requests,
}

/// A node that says that it lives; `stop` writes down what waits.
#[derive(Debug)]
pub struct Beating {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts to say that a node lives and what it sees. `work` says what it does; with a face it also keeps a request log.
#[must_use]
pub fn start(store: &Store, machine: &Machine, work: &str, worker: Option<&Worker>) -> (Node, Beating) {
    let fresh = || format!("node-{:032x}", machine.bits().unwrap_or(0));
    let node = Node {
        id: worker.map_or_else(fresh, |worker| worker.holder().to_owned()),
        health: worker.map_or_else(Health::default, |worker| worker.health().clone()),
        requests: Requests::kept(),
    };
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let now_us = machine.wall_us();
    let row = NodeRow {
        node_id: node.id.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        work: work.to_owned(),
        started_us: now_us,
        seen_us: now_us,
        ended_us: None,
    };
    let pulse = Pulse { store: store.clone(), machine: machine.clone(), health: node.health.clone(), row };
    tasks.spawn(pulse.run(stopped.clone()));
    tasks.spawn(node.requests.clone().write(store.clone(), machine.clone(), stopped));
    (node, Beating { stop, tasks })
}

impl Beating {
    /// Writes down what waits, says that the node has stopped, and returns. A database that does not answer is not
    /// waited for: nothing here is worth holding a stop up.
    pub async fn stop(mut self) {
        let _gone = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(5), all).await.is_err() {
            tracing::warn!("the last requests and heartbeat could not be written down in time");
        }
    }
}

/// The heartbeat of one node.
#[derive(Debug)]
struct Pulse {
    store: Store,
    machine: Machine,
    health: Health,
    row: NodeRow,
}

impl Pulse {
    async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        for beat in 0_u32.. {
            let ends = *stopped.borrow();
            if let Err(error) = self.beat(ends).await {
                tracing::warn!(%error, "a heartbeat cannot be written; the next one comes in ten seconds");
            }
            if ends {
                return;
            }
            if beat % BEATS_PER_FORGETTING == 0
                && let Err(error) = self.forget().await
            {
                tracing::warn!(%error, "nodes that are gone cannot be forgotten; it is tried again in an hour");
            }
            tokio::select! {
                () = tokio::time::sleep(BEAT) => {}
                _ = stopped.changed() => {}
            }
        }
    }

    async fn beat(&mut self, ends: bool) -> Result<()> {
        let now_us = self.machine.wall_us();
        self.row.seen_us = now_us;
        self.row.ended_us = ends.then_some(now_us);
        self.store.put_node(&self.row).await?;
        let changed = self.health.take_changed(now_us);
        let rows: Vec<(String, HealthRow)> = changed
            .iter()
            .map(|(tenant, account, health)| {
                let health = serde_json::to_string(health).unwrap_or_default();
                let (node_id, account) = (self.row.node_id.clone(), account.clone());
                (tenant.clone(), HealthRow { node_id, account, health, seen_us: now_us })
            })
            .collect();
        let written = self.store.put_health(&rows).await;
        if written.is_err() {
            self.health.put_back(changed.into_iter().map(|(tenant, account, _)| (tenant, account)));
        }
        written
    }

    async fn forget(&self) -> Result<()> {
        let before_us = self.row.seen_us.saturating_sub(REMEMBERED_US);
        self.store.drop_nodes(before_us, &self.health.tenants()).await
    }
}
