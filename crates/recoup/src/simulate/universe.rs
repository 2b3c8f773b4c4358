//! The universe of one seed: its time, its dice, its bad luck, and the record of what happened in it.
//!
//! Nothing here reads a clock, sleeps for real or depends on the order of a hash. Time is the paused clock of the
//! runtime; it moves on when nobody has anything left to do.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use super::luck::Luck;
use super::tally::Tally;
use super::trace::Trace;
use crate::dice::Dice;
use crate::machine::Nature;

/// When every universe begins, microseconds since 1970: 2026-09-21.
pub const BEGIN_US: i64 = 1_790_000_000_000_000;

/// Most violations that are kept; one is enough to stop.
const MOST_FOUND: usize = 20;

/// A universe.
#[derive(Debug)]
pub struct Universe {
    began: Instant,
    /// How far the clock of the business is ahead of the machines' clocks, microseconds.
    ahead_us: AtomicI64,
    dice: Mutex<Dice>,
    luck: Luck,
    calm: AtomicBool,
    record: Mutex<Record>,
    /// Steps that mention this are kept word by word.
    about: Option<String>,
}

/// What happened.
#[derive(Debug, Default)]
pub struct Record {
    /// Everything that happened, one after the other.
    pub steps: u64,
    /// The same by kind.
    pub kinds: Tally,
    /// A hash over it.
    pub trace: Trace,
    /// Faults by name.
    pub faults: BTreeMap<&'static str, u64>,
    /// Answers to callers by word: `done`, `replayed`, or the code of a refusal.
    pub answers: BTreeMap<&'static str, u64>,
    /// Steps that were to be kept.
    pub kept: Vec<String>,
    /// What must be true and was not: the name of the invariant, and what was found.
    pub found: Vec<(&'static str, String)>,
    /// State and books at the step of the first of them.
    pub shown: Option<String>,
}

impl Universe {
    /// A universe of a seed; to be made inside its runtime.
    #[must_use]
    pub fn new(dice: Dice, luck: Luck, about: Option<String>) -> Arc<Self> {
        Arc::new(Self {
            began: Instant::now(),
            ahead_us: AtomicI64::new(0),
            dice: Mutex::new(dice),
            luck,
            calm: AtomicBool::new(false),
            record: Mutex::default(),
            about,
        })
    }

    /// The machines' clock, microseconds.
    #[must_use]
    pub fn wall_us(&self) -> i64 {
        BEGIN_US + i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX / 2)
    }

    /// The clock of the business and of the bank, microseconds.
    #[must_use]
    pub fn now_us(&self) -> i64 {
        self.wall_us() + self.ahead_us()
    }

    /// How far the clock of the business is ahead, microseconds.
    #[must_use]
    pub fn ahead_us(&self) -> i64 {
        self.ahead_us.load(Ordering::Relaxed)
    }

    /// Moves the clock of the business ahead.
    pub fn jump(&self, secs: u32) {
        self.ahead_us.fetch_add(i64::from(secs) * 1_000_000, Ordering::Relaxed);
    }

    /// A number below a limit.
    #[must_use]
    pub fn below(&self, limit: u64) -> u64 {
        self.dice.lock().below(limit)
    }

    /// From here on nothing goes wrong any more.
    pub fn calm_down(&self) {
        self.calm.store(true, Ordering::Relaxed);
    }

    /// Whether faults are over.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        self.calm.load(Ordering::Relaxed)
    }

    /// The luck of this seed.
    #[must_use]
    pub const fn luck(&self) -> &Luck {
        &self.luck
    }

    /// Whether a fault strikes now; it is counted if so.
    #[must_use]
    pub fn strikes(&self, name: &'static str, rate_ppm: u32) -> bool {
        if rate_ppm == 0 || self.is_calm() {
            return false;
        }
        let strikes = self.below(1_000_000) < u64::from(rate_ppm);
        if strikes {
            self.fault(name);
        }
        strikes
    }

    /// Counts a fault.
    pub fn fault(&self, name: &'static str) {
        *self.record.lock().faults.entry(name).or_default() += 1;
    }

    /// Something happened.
    pub fn step(&self, what: &'static str, about: &[u8]) {
        let wall_us = self.wall_us();
        let mut record = self.record.lock();
        record.steps += 1;
        record.kinds.add(what, 1);
        record.trace.add(what, wall_us, about);
        if let Some(wanted) = &self.about {
            let text = String::from_utf8_lossy(about);
            if text.contains(wanted.as_str()) {
                let (step, since_ms) = (record.steps, (wall_us - BEGIN_US) / 1_000);
                record.kept.push(format!(
                    "step {step} at {since_ms} ms, clock ahead {} s: {what} {text}",
                    self.ahead_us() / 1_000_000
                ));
            }
        }
    }

    /// A caller got an answer.
    pub fn answered(&self, word: &'static str) {
        *self.record.lock().answers.entry(word).or_default() += 1;
    }

    /// Something must be true and is not.
    pub fn wrong(&self, invariant: &'static str, what: impl fmt::Display) {
        let mut record = self.record.lock();
        if record.found.len() < MOST_FOUND {
            let at = record.steps;
            record.found.push((invariant, format!("step {at}: {what}")));
        }
    }

    /// Whether something was wrong and nothing was shown of it.
    #[must_use]
    pub fn is_to_be_shown(&self) -> bool {
        let record = self.record.lock();
        !record.found.is_empty() && record.shown.is_none()
    }

    /// Keeps state and books as they stand now, for the first violation.
    pub fn show(&self, shown: String) {
        self.record.lock().shown.get_or_insert(shown);
    }

    /// What was found first.
    #[must_use]
    pub fn first_found(&self) -> Option<String> {
        self.record.lock().found.first().map(|(_, what)| what.clone())
    }

    /// How much happened, and whether something was wrong.
    #[must_use]
    pub fn so_far(&self) -> (u64, bool) {
        let record = self.record.lock();
        (record.steps, !record.found.is_empty())
    }

    /// Takes the record.
    #[must_use]
    pub fn take_record(&self) -> Record {
        std::mem::take(&mut self.record.lock())
    }

    /// Lets some time pass: up to so many milliseconds, and at least one.
    pub async fn travel(&self, most_ms: u64) {
        let ms = 1 + self.below(most_ms);
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }

    /// Lets an exact time pass.
    pub async fn wait(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

/// The machine of one node: the universe's time with a clock that is a little wrong, and the universe's dice.
#[derive(Debug)]
pub struct NodeNature {
    /// The universe.
    pub universe: Arc<Universe>,
    /// How wrong its clock is, microseconds.
    pub skew_us: i64,
}

impl Nature for NodeNature {
    fn wall_us(&self) -> i64 {
        self.universe.wall_us() + self.skew_us
    }

    fn bits(&self) -> u128 {
        (u128::from(self.universe.below(u64::MAX)) << 64) | u128::from(self.universe.below(u64::MAX))
    }
}
