//! What there is to reach, beside what was reached: what a simulation never did, it proves nothing about.

use std::collections::BTreeMap;

use recoup_core::effect::{Alarm, OperationKind};
use recoup_core::event::Body;
use recoup_core::posting::POSTED;
use recoup_core::reached;
use recoup_core::refusal::Refusal;
use serde::Serialize;

use super::Report;
use super::luck::Luck;

/// The refusal that must never be: it says that the engine contradicts itself, and ends a simulation.
const MUST_NEVER: &str = "inconsistent";

/// One kind of thing to be reached.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// What is counted.
    pub of: &'static str,
    /// How many there are.
    pub all: usize,
    /// Those never reached.
    pub never: Vec<String>,
}

impl Coverage {
    fn of(of: &'static str, all: impl IntoIterator<Item = String>, reached: &BTreeMap<String, u64>) -> Self {
        let all: Vec<String> = all.into_iter().collect();
        let never = all.iter().filter(|name| !reached.contains_key(*name)).cloned().collect();
        Self { of, all: all.len(), never }
    }
}

/// The name of a transition.
#[must_use]
pub fn transition((machine, from, step, to): (&str, &str, &str, &str)) -> String {
    format!("{machine}: {from} --{step}--> {to}")
}

/// What a report reached of the core, and of what can go wrong.
#[must_use]
pub fn of(report: &Report) -> Vec<Coverage> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let refusals = Refusal::CODES.iter().filter(|code| **code != MUST_NEVER).map(|code| (*code).to_owned());
    let sent = OperationKind::ALL.iter().map(|kind| kind.word().to_owned()).chain(["probe".to_owned()]);
    let effects = sent.chain(Alarm::WORDS.iter().map(|word| format!("timer {word}")));
    let events = Body::words().into_iter().map(str::to_owned);
    vec![
        Coverage::of("transitions", reached::all().into_iter().map(transition), &report.transitions),
        Coverage::of("refusals", refusals, &report.answers),
        Coverage::of("postings", POSTED.iter().map(|act| act.name().to_owned()), &report.acts),
        Coverage::of("events", events, &report.events),
        Coverage::of("effects", effects, &report.effects),
        Coverage::of("faults", words(Luck::NAMES), &report.faults),
    ]
}
