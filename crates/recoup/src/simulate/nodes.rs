//! The nodes of a universe: each an engine and a worker of the real kind, on one store, and gone from one moment to the
//! next when it crashes.

use std::sync::Arc;

use parking_lot::Mutex;

use super::around::{BankWay, Banks, StoreWay, TIMEOUT_MS};
use super::universe::{NodeNature, Universe};
use super::watch::Watch;
use crate::engine::{Clock, Engine};
use crate::machine::Machine;
use crate::store::{MemoryStore, Store};
use crate::worker::net::Net;
use crate::worker::{Accounts, Worker, WorkerOptions};

/// How far the clocks of two nodes may be apart, microseconds.
pub const MOST_SKEW_US: i64 = 4_000_000;

/// A node that is up.
#[derive(Debug)]
struct Up {
    engine: Engine,
    _worker: Worker,
}

/// All nodes.
#[derive(Debug)]
pub struct Nodes {
    universe: Arc<Universe>,
    watch: Arc<Mutex<Watch>>,
    banks: Arc<Banks>,
    tables: MemoryStore,
    accounts: Accounts,
    up: Mutex<Vec<Option<Up>>>,
    skews_us: Vec<i64>,
}

impl Nodes {
    /// So many nodes, all up.
    #[must_use]
    pub fn start(
        universe: &Arc<Universe>,
        watch: &Arc<Mutex<Watch>>,
        banks: &Arc<Banks>,
        accounts: Accounts,
        count: usize,
    ) -> Arc<Self> {
        let way = StoreWay { universe: Arc::clone(universe), watch: Arc::clone(watch) };
        let skew = |_| i64::try_from(universe.below(MOST_SKEW_US.unsigned_abs())).unwrap_or(0) - MOST_SKEW_US / 2;
        let nodes = Arc::new(Self {
            universe: Arc::clone(universe),
            watch: Arc::clone(watch),
            banks: Arc::clone(banks),
            tables: MemoryStore::new(Arc::new(way), 2),
            accounts,
            up: Mutex::new((0..count).map(|_| None).collect()),
            skews_us: (0..count).map(skew).collect(),
        });
        (0..count).for_each(|node| nodes.boot(node));
        nodes
    }

    /// The tables, for looking.
    #[must_use]
    pub const fn tables(&self) -> &MemoryStore {
        &self.tables
    }

    /// Who watches every commit.
    #[must_use]
    pub const fn watch(&self) -> &Arc<Mutex<Watch>> {
        &self.watch
    }

    /// The gateway accounts.
    #[must_use]
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Starts a node that is down.
    pub fn boot(&self, node: usize) {
        let skew_us = self.skews_us.get(node).copied().unwrap_or(0);
        let nature = NodeNature { universe: Arc::clone(&self.universe), skew_us };
        let clock = Clock::on(Machine::made(Arc::new(nature)));
        clock.set_offset_us(self.universe.ahead_us());
        let way = StoreWay { universe: Arc::clone(&self.universe), watch: Arc::clone(&self.watch) };
        let store = Store::Memory(self.tables.beside(Arc::new(way)));
        let engine = Engine::start(store, clock);
        let bank = BankWay { universe: Arc::clone(&self.universe), banks: Arc::clone(&self.banks) };
        let options = WorkerOptions {
            poll: std::time::Duration::from_millis(400),
            timeout: std::time::Duration::from_millis(TIMEOUT_MS),
            ..WorkerOptions::default()
        };
        let worker = Worker::start_through(Net::through(Arc::new(bank)), &engine, self.accounts.clone(), options);
        if let Some(slot) = self.up.lock().get_mut(node) {
            *slot = Some(Up { engine, _worker: worker });
        }
        self.universe.step("boot", &[]);
    }

    /// Ends a node where it stands; false when it was down.
    pub fn crash(&self, node: usize) -> bool {
        let up = self.up.lock().get_mut(node).and_then(Option::take);
        if let Some(up) = &up {
            up.engine.crash();
            self.universe.step("crash", &[]);
        }
        up.is_some()
    }

    /// One of the nodes that are up.
    #[must_use]
    pub fn any(&self) -> Option<Engine> {
        let up = self.up.lock();
        let engines: Vec<&Engine> = up.iter().flatten().map(|up| &up.engine).collect();
        let count = u64::try_from(engines.len()).unwrap_or(0);
        let place = usize::try_from(self.universe.below(count)).unwrap_or(0);
        engines.get(place).map(|engine| (*engine).clone())
    }

    /// Every clock follows the lever.
    pub fn follow_the_clock(&self) {
        for up in self.up.lock().iter().flatten() {
            up.engine.clock().set_offset_us(self.universe.ahead_us());
        }
    }

    /// Brings every node up.
    pub fn all_up(&self) {
        let down: Vec<usize> =
            self.up.lock().iter().enumerate().filter(|(_, up)| up.is_none()).map(|(node, _)| node).collect();
        down.into_iter().for_each(|node| self.boot(node));
    }
}
