//! Compares the stored entries with those that follow from the events, and sums their lines on the way.
//!
//! Entries and events come in pages of about the same age, so what waits for its counterpart stays small even
//! for a stream with a million events.

use std::collections::{BTreeMap, HashMap};

use recoup_core::ledger::Account;

use super::checks::{Check, Notes, money};
use crate::store::rows::{EntryRow, LineRow};

/// An entry with its lines.
pub type Posted = (EntryRow, Vec<LineRow>);

/// A sum of debits and one of credits, minor units; wide, because a total may exceed what an amount may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sides {
    /// Debits, not negative.
    pub debit_minor: i128,
    /// Credits, not negative.
    pub credit_minor: i128,
}

impl Sides {
    /// Debits less credits.
    #[must_use]
    pub const fn net_minor(self) -> i128 {
        self.debit_minor - self.credit_minor
    }

    fn add(&mut self, amount_minor: i64) {
        let amount = i128::from(amount_minor);
        if amount > 0 { self.debit_minor += amount } else { self.credit_minor -= amount }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: Self) {
        self.debit_minor += other.debit_minor;
        self.credit_minor += other.credit_minor;
    }
}

/// Account, subkey and currency.
pub type Key = (String, String, String);

/// The entries of a span while they come in.
#[derive(Debug, Default)]
pub struct Journal {
    expected: HashMap<String, Posted>,
    stored: HashMap<String, Posted>,
    /// Sums by stream, for the accounts that one payment alone posts to.
    pub by_stream: HashMap<String, BTreeMap<Key, i64>>,
    /// Sums by account and currency.
    pub totals: BTreeMap<(String, String), Sides>,
    /// The part of the totals that the general book posted.
    pub of_book: BTreeMap<(String, String), Sides>,
    /// Sums by key, for the accounts with few keys.
    pub by_key: BTreeMap<Key, i128>,
    /// Entries that take another back.
    pub reversals: Vec<Posted>,
    /// Entries so far.
    pub entries: u64,
    /// Lines so far.
    pub lines: u64,
}

impl Journal {
    /// Takes an entry that follows from an event.
    pub fn expect(&mut self, posted: Posted, notes: &mut Notes) {
        notes.count(Check::Entries, 1);
        match self.stored.remove(&posted.0.entry_id) {
            Some(stored) => compare(&posted, &stored, notes),
            None => drop(self.expected.insert(posted.0.entry_id.clone(), posted)),
        }
    }

    /// Takes a page of stored entries.
    pub fn take(&mut self, entries: Vec<EntryRow>, lines: Vec<LineRow>, notes: &mut Notes) {
        let mut of_entry: HashMap<String, Vec<LineRow>> = HashMap::with_capacity(entries.len());
        for line in lines {
            match of_entry.get_mut(&line.entry_id) {
                Some(list) => list.push(line),
                None => drop(of_entry.insert(line.entry_id.clone(), vec![line])),
            }
        }
        for entry in entries {
            let lines = of_entry.remove(&entry.entry_id).unwrap_or_default();
            self.entries += 1;
            self.sum(&entry.stream_id, &lines);
            check_balance(&entry, &lines, notes);
            let posted = (entry, lines);
            if posted.0.reverses_entry_id.is_some() {
                self.reversals.push(posted.clone());
            }
            match self.expected.remove(&posted.0.entry_id) {
                Some(expected) => compare(&expected, &posted, notes),
                None => drop(self.stored.insert(posted.0.entry_id.clone(), posted)),
            }
        }
    }

    /// Ends the span: what still waits has no counterpart.
    pub fn finish(&mut self, notes: &mut Notes) {
        for (entry_id, (entry, lines)) in sorted(&mut self.expected) {
            let expected = format!("{entry_id}: {}", words(&entry, &lines));
            notes.wrong(Check::Entries, &entry.stream_id, expected, "no entry");
        }
        for (entry_id, (entry, lines)) in sorted(&mut self.stored) {
            notes.count(Check::Entries, 1);
            let found = format!("{entry_id}: {}", words(&entry, &lines));
            notes.wrong(Check::Entries, &entry.stream_id, "no entry", found);
        }
    }

    fn sum(&mut self, stream_id: &str, lines: &[LineRow]) {
        let book = stream_id.starts_with(recoup_core::id::Kind::Book.prefix());
        for line in lines {
            self.lines += 1;
            let account = (line.account.clone(), line.currency.clone());
            if book {
                self.of_book.entry(account.clone()).or_default().add(line.amount_minor);
            }
            self.totals.entry(account).or_default().add(line.amount_minor);
            let key = || (line.account.clone(), line.subkey.clone(), line.currency.clone());
            if OF_PARTS.iter().any(|account| is(line, *account)) {
                let sums = self.by_stream.entry(stream_id.to_owned()).or_default();
                let sum = sums.entry(key()).or_default();
                *sum = sum.saturating_add(line.amount_minor);
            }
            if is(line, Account::TaxPayable) || is(line, Account::GatewayClearing) {
                *self.by_key.entry(key()).or_default() += i128::from(line.amount_minor);
            }
        }
    }
}

fn sorted(map: &mut HashMap<String, Posted>) -> BTreeMap<String, Posted> {
    std::mem::take(map).into_iter().collect()
}

/// Accounts that only a payment posts to, by its refunds and disputes.
const OF_PARTS: [Account; 4] =
    [Account::RefundsPayable, Account::DuplicateRefundLoss, Account::DisputesReceivable, Account::ChargebackLoss];

fn is(line: &LineRow, account: Account) -> bool {
    line.account == account.code()
}

fn check_balance(entry: &EntryRow, lines: &[LineRow], notes: &mut Notes) {
    notes.count(Check::Balance, 1);
    let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
    for line in lines {
        *sums.entry(&line.currency).or_default() += i128::from(line.amount_minor);
    }
    for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        let found = money(i64::try_from(sum).unwrap_or(i64::MAX), currency);
        notes.wrong(Check::Balance, &entry.stream_id, format!("{}: a sum of zero", entry.entry_id), found);
    }
}

/// Everything but the memo, which is for people and may be worded anew.
fn compare(want: &Posted, found: &Posted, notes: &mut Notes) {
    let (a, b) = (&want.0, &found.0);
    let ids = a.event_id == b.event_id && a.stream_id == b.stream_id && a.act == b.act;
    let times = a.effective_us == b.effective_us && a.booked_us == b.booked_us;
    if ids && times && a.reverses_entry_id == b.reverses_entry_id && want.1 == found.1 {
        return;
    }
    let expected = format!("{}: {}", want.0.entry_id, words(&want.0, &want.1));
    notes.wrong(Check::Entries, &want.0.stream_id, expected, words(&found.0, &found.1));
}

/// An entry in one line of text.
fn words(entry: &EntryRow, lines: &[LineRow]) -> String {
    let line = |line: &LineRow| {
        let late = if line.effective_us == entry.effective_us { "" } else { " at another time" };
        format!("{} {} {}{late}", line.account, line.subkey, money(line.amount_minor, &line.currency))
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    let reverses = entry.reverses_entry_id.as_ref().map(|id| format!(" reversing {id}")).unwrap_or_default();
    let at = crate::views::ledger::instant(entry.effective_us);
    format!("{} of {}{reverses} at {at} ({})", entry.act, entry.event_id, lines.join(", "))
}

/// Whether the lines are those of the original with sides exchanged.
#[must_use]
pub fn mirrors(original: &[LineRow], reversal: &[LineRow]) -> bool {
    let same = |(a, b): (&LineRow, &LineRow)| {
        let key = a.account == b.account && a.subkey == b.subkey && a.currency == b.currency;
        key && a.amount_minor.checked_neg() == Some(b.amount_minor)
    };
    original.len() == reversal.len() && original.iter().zip(reversal).all(same)
}
