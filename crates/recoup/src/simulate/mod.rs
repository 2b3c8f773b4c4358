//! `recoup simulate`: the whole of Recoup in a universe of its own.
//!
//! One seed decides everything: who asks what, when nodes crash, what the network loses, what the bank gets wrong, how
//! far clocks jump. The engine, the worker and the adapters are the real ones; the store is in memory and the bank is
//! the sandbox's, which knows no rule of ours. Time is the paused clock of a single-threaded runtime. After every
//! commit what must be true is held against what happened; when faults are over, everything must come to rest and
//! agree with the bank.

pub mod around;
pub mod asks;
pub mod callers;
pub mod closing;
pub mod coverage;
pub mod director;
pub mod disputed;
pub mod ending;
pub mod forged;
pub mod gateways;
mod goods;
pub mod history;
pub mod invariants;
mod invoices;
mod joined;
pub mod luck;
pub mod moves;
pub mod nodes;
pub mod odd;
pub mod people;
pub mod post;
mod purse;
pub mod reading;
pub mod rest;
pub mod rumours;
pub mod said;
pub mod shrink;
pub mod spoken;
pub mod story;
pub mod tally;
mod tenders;
mod themes;
mod together;
pub mod trace;
pub mod universe;
pub mod watch;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use gateways::Faces;
use history::{Ended, Script};
use story::Point;

/// What to simulate.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The first seed.
    pub seed: u64,
    /// At which gateways they are played.
    pub faces: Faces,
    /// Steps of each history before its callers stop.
    pub steps: u64,
    /// How long to go on with the seeds that follow; only the first one when missing.
    pub time: Option<Duration>,
    /// Cores that play at once, where time is given.
    pub cores: usize,
    /// Keeps the steps that mention this, word by word.
    pub about: Option<String>,
    /// How long a history that breaks something is made shorter; not at all when missing.
    pub shrink: Option<Duration>,
}

/// A violation, with what it takes to see it again.
#[derive(Debug, Clone, Serialize)]
pub struct Violation {
    /// The seed.
    pub seed: u64,
    /// Steps its callers were given.
    pub steps: u64,
    /// The invariant.
    pub invariant: &'static str,
    /// What is true when it holds.
    pub sentence: &'static str,
    /// What was found.
    pub found: String,
    /// State and books at that step, for the first violation of a seed: the streams that its commit touched, or that
    /// it names.
    pub shown: Option<String>,
    /// The shortest history that breaks it, where one was looked for; for the first violation of a seed.
    pub story: Option<String>,
}

/// What a simulation saw.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Histories played.
    pub seeds: u64,
    /// The same by the gateway they were played at.
    pub gateways: BTreeMap<String, u64>,
    /// Everything that happened in them.
    pub steps: u64,
    /// The same by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Simulated time by the clock of the business, seconds.
    pub lived_secs: i64,
    /// Orders that came in.
    pub orders: u64,
    /// Moves that were made.
    pub moves: u64,
    /// Time it took, milliseconds.
    pub took_ms: u64,
    /// Cores that played at once.
    pub cores: usize,
    /// The hash over everything that happened in the first history.
    pub trace: String,
    /// Faults by name.
    pub faults: BTreeMap<String, u64>,
    /// Answers to callers by word or code.
    pub answers: BTreeMap<String, u64>,
    /// Events by kind.
    pub events: BTreeMap<String, u64>,
    /// Entries by act.
    pub acts: BTreeMap<String, u64>,
    /// Effects by kind.
    pub effects: BTreeMap<String, u64>,
    /// Notices by template.
    pub notices: BTreeMap<String, u64>,
    /// Exceptions by reason.
    pub exceptions: BTreeMap<String, u64>,
    /// Invariants by how often they were held against something.
    pub held: BTreeMap<String, u64>,
    /// Transitions by how often they were taken: machine, status, step, status.
    pub transitions: BTreeMap<String, u64>,
    /// Steps that were to be kept.
    pub kept: Vec<String>,
    /// Violations; the first seed that has one ends the simulation.
    pub violations: Vec<Violation>,
}

impl Report {
    /// What one history showed.
    fn of(plan: &Plan, seed: u64, ended: Ended) -> Self {
        let (record, watch) = (ended.record, ended.watch);
        let word = |(name, count): (&'static str, u64)| (name.to_owned(), count);
        let mut shown = record.shown;
        let violation = |(invariant, found)| {
            let (sentence, shown) = (invariants::sentence(invariant), shown.take());
            Violation { seed, steps: plan.steps, invariant, sentence, found, shown, story: None }
        };
        Self {
            seeds: 1,
            gateways: BTreeMap::from([(plan.faces.of(seed).word().to_owned(), 1)]),
            steps: record.steps,
            kinds: record.kinds.all().into_iter().map(word).collect(),
            lived_secs: ended.lived_secs,
            orders: watch.events.get("order.placed").copied().unwrap_or(0),
            moves: u64::try_from(ended.moves.len()).unwrap_or(0),
            took_ms: 0,
            cores: 1,
            trace: if seed == plan.seed { record.trace.hex() } else { String::new() },
            faults: record.faults.into_iter().map(word).chain(ended.bank_faults).collect(),
            answers: record.answers.into_iter().map(word).collect(),
            events: watch.events,
            acts: watch.acts,
            effects: watch.effects,
            notices: watch.notices,
            exceptions: watch.exceptions,
            held: watch.held.all().into_iter().map(word).collect(),
            transitions: watch.reached.into_iter().map(|(taken, count)| (coverage::transition(taken), count)).collect(),
            kept: record.kept,
            violations: record.found.into_iter().map(violation).collect(),
        }
    }

    /// Adds what another history or another core showed.
    fn join(&mut self, other: Self) {
        self.seeds += other.seeds;
        sum(&mut self.gateways, other.gateways);
        self.steps += other.steps;
        sum(&mut self.kinds, other.kinds);
        self.lived_secs += other.lived_secs;
        self.orders += other.orders;
        self.moves += other.moves;
        if !other.trace.is_empty() {
            self.trace = other.trace;
        }
        sum(&mut self.faults, other.faults);
        sum(&mut self.answers, other.answers);
        sum(&mut self.events, other.events);
        sum(&mut self.acts, other.acts);
        sum(&mut self.effects, other.effects);
        sum(&mut self.notices, other.notices);
        sum(&mut self.exceptions, other.exceptions);
        sum(&mut self.held, other.held);
        sum(&mut self.transitions, other.transitions);
        self.kept.extend(other.kept);
        self.violations.extend(other.violations);
    }

    /// Steps a second on each core.
    #[must_use]
    pub fn rate(&self) -> u64 {
        let cores = u64::try_from(self.cores).unwrap_or(1).max(1);
        self.steps.saturating_mul(1000) / self.took_ms.saturating_mul(cores).max(1)
    }
}

fn sum<K: Ord>(into: &mut BTreeMap<K, u64>, more: impl IntoIterator<Item = (K, u64)>) {
    for (name, count) in more {
        if count > 0 {
            *into.entry(name).or_default() += count;
        }
    }
}

/// Plays one written history.
///
/// # Errors
/// When no runtime can be made.
pub fn replay(script: &Script) -> std::io::Result<Report> {
    let began = Instant::now();
    let ended = history::play(script)?;
    let (seed, steps, faces) = (script.seed, script.steps, Faces::One(script.face));
    let plan = Plan { seed, faces, steps, time: None, cores: 1, about: None, shrink: None };
    let mut report = Report::of(&plan, script.seed, ended);
    report.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

/// Plays histories, seed after seed, until time is up, one has a violation, or `stop` is set. Each core plays
/// histories of its own: what one of them does depends on its seed alone.
///
/// # Errors
/// When no runtime can be made.
pub fn run(plan: &Plan, stop: &AtomicBool) -> std::io::Result<Report> {
    let began = Instant::now();
    let (next, found) = (AtomicU64::new(plan.seed), AtomicBool::new(false));
    let over = || stop.load(Ordering::Relaxed) || plan.time.is_none_or(|time| began.elapsed() >= time);
    let core = || -> std::io::Result<Report> {
        let mut report = Report::default();
        loop {
            report.join(one(plan, next.fetch_add(1, Ordering::Relaxed))?);
            found.fetch_or(!report.violations.is_empty(), Ordering::Relaxed);
            if over() || found.load(Ordering::Relaxed) {
                return Ok(report);
            }
        }
    };
    let cores = if plan.time.is_none() { 1 } else { plan.cores.max(1) };
    let reports: Vec<std::io::Result<Report>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(core)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(std::io::Error::other("a core panicked"))))
            .collect()
    });
    let mut whole = Report { cores, ..Report::default() };
    for report in reports {
        whole.join(report?);
    }
    whole.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(whole)
}

/// Plays one history; a violation is made short where that was asked for.
fn one(plan: &Plan, seed: u64) -> std::io::Result<Report> {
    let script = Script { about: plan.about.clone(), ..Script::of(seed, plan.faces, plan.steps) };
    let ended = history::play(&script)?;
    let moves = ended.moves.clone();
    let mut report = Report::of(plan, seed, ended);
    if let (Some(time), Some(first)) = (plan.shrink, report.violations.first_mut()) {
        let written = Script { moves: Some(moves), steps: u64::MAX, about: None, ..script };
        let point = Point::Breaks(first.invariant.to_owned());
        let (short, _) = shrink::shrink(written, &point, time)?;
        first.story = Some(story::write(&short, &point));
    }
    Ok(report)
}

/// Plays histories until each of these names of the coverage was reached, or time is up, and gives for each the
/// shortest story that still reaches it. What is left over stays in `names`.
///
/// # Errors
/// When no runtime can be made.
pub fn seek(
    plan: &Plan,
    names: &mut Vec<String>,
    stop: &AtomicBool,
    mut told: impl FnMut(&Point, &str),
) -> std::io::Result<()> {
    let began = Instant::now();
    for seed in plan.seed.. {
        let over = plan.time.is_some_and(|time| began.elapsed() >= time);
        if names.is_empty() || over || stop.load(Ordering::Relaxed) {
            break;
        }
        let script = Script::of(seed, plan.faces, plan.steps);
        let ended = history::play(&script)?;
        let (reached, left) = names.drain(..).partition(|name| ended.reaches(name));
        *names = left;
        for name in reached {
            let written = Script { moves: Some(ended.moves.clone()), steps: u64::MAX, ..script.clone() };
            let point = Point::Reaches(name);
            let (short, _) = shrink::shrink(written, &point, plan.shrink.unwrap_or_default())?;
            told(&point, &story::write(&short, &point));
        }
    }
    Ok(())
}
