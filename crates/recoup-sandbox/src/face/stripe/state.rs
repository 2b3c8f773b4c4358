//! What the face itself knows: intents with their metadata, which the bank has no place for, and names on the wire.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use crate::bank::{Bank, BankConfig};
use crate::face::common::names::Names;

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Events that are kept for a list.
const MOST_EVENTS: usize = 10_000;

/// A payment intent beyond what the bank knows of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Intent {
    pub(super) id: String,
    /// The bank's authorization of the last confirmation; empty before one.
    pub(super) authorization: String,
    pub(super) units: i64,
    /// Three capital letters.
    pub(super) currency: String,
    pub(super) customer: Option<String>,
    pub(super) method: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) manual: bool,
    pub(super) several: bool,
    pub(super) return_url: Option<String>,
    pub(super) canceled: Option<&'static str>,
    pub(super) canceled_at_us: Option<i64>,
    pub(super) made_at_us: i64,
}

/// A report that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) json: Value,
    pub(super) file: String,
    pub(super) text: String,
}

/// Everything the face remembers.
#[derive(Debug)]
pub(super) struct State {
    names: Names,
    pub(super) intents: Vec<Intent>,
    by_id: HashMap<String, usize>,
    by_authorization: HashMap<String, usize>,
    /// Metadata of refunds, disputes and charges, by their id on the wire.
    pub(super) metadata: HashMap<String, BTreeMap<String, String>>,
    /// Evidence of disputes that is staged, by their id on the wire.
    pub(super) evidence: HashMap<String, BTreeMap<String, String>>,
    /// The status of each dispute that was told last, by its id on the wire.
    pub(super) told: HashMap<String, &'static str>,
    /// Uploaded files that can be evidence, by their id on the wire.
    pub(super) files: HashSet<String>,
    pub(super) events: Vec<Value>,
    pub(super) runs: Vec<Run>,
}

impl State {
    pub(super) fn new(config: &BankConfig) -> Self {
        Self {
            names: Names::new(config.seed),
            intents: Vec::new(),
            by_id: HashMap::new(),
            by_authorization: HashMap::new(),
            metadata: HashMap::new(),
            evidence: HashMap::new(),
            told: HashMap::new(),
            files: HashSet::new(),
            events: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// A new id, such as `pi_3…`.
    pub(super) fn fresh(&mut self, prefix: &str) -> String {
        format!("{prefix}_{}", self.names.chance(LETTERS, 24))
    }

    /// What an object of the bank is called; it is given a name when it has none.
    pub(super) fn name(&mut self, bank_id: &str, prefix: &'static str) -> String {
        if let Some(known) = self.names.wire(bank_id, prefix) {
            return known.to_owned();
        }
        let fresh = self.fresh(prefix);
        self.names.give(bank_id, prefix, &fresh);
        fresh
    }

    /// The bank's id of a name.
    pub(super) fn bank_id(&self, name: &str) -> Option<&str> {
        match self.by_id.get(name) {
            Some(at) => Some(self.intents[*at].authorization.as_str()).filter(|id| !id.is_empty()),
            None => self.names.bank(name),
        }
    }

    pub(super) fn add(&mut self, intent: Intent) {
        self.by_id.insert(intent.id.clone(), self.intents.len());
        self.intents.push(intent);
    }

    /// Says by which authorization an intent lives now.
    pub(super) fn join(&mut self, intent: &str, authorization: &str) {
        if let Some(at) = self.by_id.get(intent).copied() {
            authorization.clone_into(&mut self.intents[at].authorization);
            self.by_authorization.insert(authorization.to_owned(), at);
        }
    }

    pub(super) fn intent(&self, id: &str) -> Option<&Intent> {
        self.by_id.get(id).map(|at| &self.intents[*at])
    }

    pub(super) fn intent_mut(&mut self, id: &str) -> Option<&mut Intent> {
        self.by_id.get(id).map(|at| &mut self.intents[*at])
    }

    /// The intent of an authorization.
    pub(super) fn intent_of(&self, authorization: &str) -> Option<&Intent> {
        self.by_authorization.get(authorization).map(|at| &self.intents[*at])
    }

    /// Keeps an event for the list of events.
    pub(super) fn keep(&mut self, event: Value) {
        if self.events.len() >= MOST_EVENTS {
            self.events.remove(0);
        }
        self.events.push(event);
    }
}

/// Sets, changes and with an empty value removes what is nested under `metadata`.
pub(super) fn change<'a>(
    metadata: &mut BTreeMap<String, String>,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), &'static str> {
    for (key, value) in fields {
        if key.chars().count() > 40 {
            return Err("a metadata key has up to 40 characters");
        }
        if value.chars().count() > 500 {
            return Err("a metadata value has up to 500 characters");
        }
        if value.is_empty() {
            metadata.remove(key);
        } else {
            metadata.insert(key.to_owned(), value.to_owned());
        }
    }
    if metadata.len() > 50 { Err("metadata has up to 50 keys") } else { Ok(()) }
}

/// Seconds since 1970.
pub(super) fn secs(us: i64) -> i64 {
    us.div_euclid(1_000_000)
}

/// Seconds since 1970, now.
pub(super) fn now(bank: &Bank) -> i64 {
    secs(bank.now_us())
}
