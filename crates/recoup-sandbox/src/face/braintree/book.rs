//! What this gateway calls the bank's objects. Everything is a transaction here: an authorization, which stays the same
//! transaction when it is captured whole; each capture of a part; each refund.

use std::collections::{HashMap, HashSet};

use crate::face::common::names::Names;

const LETTERS: &str = "0123456789abcdefghjkmnpqrstvwxyz";

/// What a transaction is at the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// An authorization, perhaps captured whole.
    Sale,
    /// A capture of a part.
    Part,
    /// A refund.
    Refund,
}

/// A transaction.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// Its id on the wire.
    pub(super) id: String,
    pub(super) sort: Sort,
    /// The bank's id of the authorization, capture or refund.
    pub(super) bank_id: String,
    /// The merchant's order id; nothing where they gave none.
    pub(super) order: Option<String>,
    pub(super) merchant_account: String,
    /// Why it was declined, as status and code.
    pub(super) declined: Option<(&'static str, String)>,
    /// The bank's id of the capture of the whole.
    pub(super) whole: Option<String>,
}

/// Every transaction, in the order of making.
#[derive(Debug)]
pub(super) struct Book {
    names: Names,
    made: Vec<Made>,
    at: HashMap<String, usize>,
    of_bank: HashMap<String, usize>,
    /// Disputes on the wire: one for each stage, with how many rows it had before.
    disputes: HashMap<String, Vec<(String, usize)>>,
    of_dispute: HashMap<String, String>,
    uploads: HashSet<String>,
}

impl Book {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            names: Names::new(seed),
            made: Vec::new(),
            at: HashMap::new(),
            of_bank: HashMap::new(),
            disputes: HashMap::new(),
            of_dispute: HashMap::new(),
            uploads: HashSet::new(),
        }
    }

    /// A name for what is about to be made.
    pub(super) fn draw(&mut self) -> String {
        self.names.chance(LETTERS, 8)
    }

    pub(super) fn add(&mut self, made: Made) -> &Made {
        let at = self.made.len();
        self.at.insert(made.id.clone(), at);
        self.of_bank.insert(made.bank_id.clone(), at);
        self.made.push(made);
        &self.made[at]
    }

    pub(super) fn find(&self, id: &str) -> Option<&Made> {
        self.at.get(id).map(|at| &self.made[*at])
    }

    /// The transaction of an object of the bank.
    pub(super) fn of_bank(&self, bank_id: &str) -> Option<&Made> {
        self.of_bank.get(bank_id).map(|at| &self.made[*at])
    }

    /// A sale is captured whole, perhaps under another order id from now on.
    pub(super) fn capture_whole(&mut self, id: &str, capture: &str, order: Option<&str>) {
        let Some(at) = self.at.get(id) else { return };
        let made = &mut self.made[*at];
        made.whole = Some(capture.to_owned());
        if let Some(order) = order {
            made.order = Some(order.to_owned());
        }
        self.of_bank.insert(capture.to_owned(), *at);
    }

    /// A document was uploaded; this is its name.
    pub(super) fn upload(&mut self) -> String {
        let name = self.names.chance(LETTERS, 16);
        self.uploads.insert(name.clone());
        name
    }

    /// Whether a document of this name was uploaded.
    pub(super) fn is_upload(&self, name: &str) -> bool {
        self.uploads.contains(name)
    }

    pub(super) fn all(&self) -> &[Made] {
        &self.made
    }

    /// The dispute as it is called now; the first time it gets a name.
    pub(super) fn dispute(&mut self, bank_id: &str) -> (String, usize) {
        if let Some(last) = self.disputes.get(bank_id).and_then(|names| names.last()) {
            return last.clone();
        }
        self.next_dispute(bank_id, 0)
    }

    /// At each stage a dispute is another one here.
    pub(super) fn next_dispute(&mut self, bank_id: &str, rows: usize) -> (String, usize) {
        let name = (self.names.chance(LETTERS, 16), rows);
        self.of_dispute.insert(name.0.clone(), bank_id.to_owned());
        self.disputes.entry(bank_id.to_owned()).or_default().push(name.clone());
        name
    }

    /// What the dispute was called at the stage before.
    pub(super) fn dispute_before(&self, bank_id: &str) -> Option<&str> {
        let names = self.disputes.get(bank_id)?;
        names.len().checked_sub(2).and_then(|at| names.get(at)).map(|(name, _)| name.as_str())
    }

    pub(super) fn bank_id(&self, id: &str) -> Option<String> {
        let made = self.find(id).map(|made| made.bank_id.clone());
        made.or_else(|| self.of_dispute.get(id).cloned())
    }
}
