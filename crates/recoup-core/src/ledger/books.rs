//! Books in memory: they take entries one by one, refuse what a ledger must refuse, and know every balance.
//!
//! The verifier and the tests rebuild the ledger with them from entries alone, to compare with what state says.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::chart::Account;
use super::entry::{Entry, LedgerError};
use crate::id::Id;
use crate::money::Currency;

/// Why an entry was not taken. The books are unchanged then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BooksError {
    /// The entry itself is wrong.
    #[error(transparent)]
    Entry(#[from] LedgerError),
    /// An entry with this id is in the books.
    #[error("the entry {id} is in the books already")]
    DuplicateId {
        /// The id.
        id: Id,
    },
    /// The entry to take back is not in the books.
    #[error("the entry {id} reverses {original}, which is not in the books")]
    UnknownOriginal {
        /// The new entry.
        id: Id,
        /// What it wanted to take back.
        original: Id,
    },
    /// The entry was taken back before.
    #[error("the entry {original} was reversed by {by} already")]
    ReversedTwice {
        /// The entry to take back.
        original: Id,
        /// The entry that took it back before.
        by: Id,
    },
    /// The lines are not those of the original with sides exchanged.
    #[error("the entry {id} says it reverses {original} but is not its mirror")]
    NotTheMirror {
        /// The new entry.
        id: Id,
        /// What it says it takes back.
        original: Id,
    },
}

/// A balance that still has to become zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// The account.
    pub account: Account,
    /// What the subkey names.
    pub subkey: String,
    /// The currency of the balance.
    pub currency: Currency,
    /// Minor units, debit positive.
    pub amount_minor: i64,
    /// The entry that last took it away from zero; ids carry their time, so this dates the item.
    pub since: Id,
}

type Key = (Account, String, Currency);

#[derive(Debug, Clone)]
struct Balance {
    amount_minor: i64,
    since: Id,
}

/// A ledger in memory.
#[derive(Debug, Clone, Default)]
pub struct Books {
    entries: Vec<(Id, Entry)>,
    places: HashMap<Id, usize>,
    reversed: HashMap<Id, Id>,
    balances: BTreeMap<Key, Balance>,
}

impl Books {
    /// Empty books.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an entry.
    ///
    /// # Errors
    /// See [`BooksError`]; nothing has changed then.
    pub fn post(&mut self, id: Id, entry: Entry) -> Result<(), BooksError> {
        if self.places.contains_key(&id) {
            return Err(BooksError::DuplicateId { id });
        }
        entry.check_balance()?;
        self.check_reversal(&id, &entry)?;
        let changed = self.changed(&entry)?;
        for (key, amount_minor) in changed {
            self.set(key, amount_minor, &id);
        }
        if let Some(original) = &entry.reverses {
            self.reversed.insert(original.clone(), id.clone());
        }
        self.places.insert(id.clone(), self.entries.len());
        self.entries.push((id, entry));
        Ok(())
    }

    /// Balance of one subkey, minor units, debit positive.
    #[must_use]
    pub fn balance(&self, account: Account, subkey: &str, currency: Currency) -> i64 {
        self.balances.get(&(account, subkey.to_owned(), currency)).map_or(0, |balance| balance.amount_minor)
    }

    /// Balance of an account over all subkeys, minor units, debit positive.
    ///
    /// In 128 bits, because only single balances are kept within 64.
    #[must_use]
    pub fn total(&self, account: Account, currency: Currency) -> i128 {
        let of_account = self.balances.iter().filter(|(key, _)| key.0 == account && key.2 == currency);
        of_account.map(|(_, balance)| i128::from(balance.amount_minor)).sum()
    }

    /// Every balance that is not zero, by account, subkey and currency (minor units, debit positive).
    pub fn balances(&self) -> impl Iterator<Item = (Account, &str, Currency, i64)> {
        let open = self.balances.iter().filter(|(_, balance)| balance.amount_minor != 0);
        open.map(|((account, subkey, currency), balance)| (*account, subkey.as_str(), *currency, balance.amount_minor))
    }

    /// What must become zero and is not yet, in the order of the chart.
    #[must_use]
    pub fn must_clear(&self) -> Vec<OpenItem> {
        self.items(|account, amount_minor| account.must_clear() && amount_minor != 0)
    }

    /// What may never be negative and is: nothing, in healthy books.
    #[must_use]
    pub fn below_zero(&self) -> Vec<OpenItem> {
        self.items(|account, amount_minor| account.never_negative() && account.natural_minor(amount_minor) < 0)
    }

    /// The entries in the order they were taken.
    #[must_use]
    pub fn entries(&self) -> &[(Id, Entry)] {
        &self.entries
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: &Id) -> Option<&Entry> {
        self.places.get(id).and_then(|place| self.entries.get(*place)).map(|(_, entry)| entry)
    }

    /// The entry that took `original` back, if one did.
    #[must_use]
    pub fn reversed_by(&self, original: &Id) -> Option<&Id> {
        self.reversed.get(original)
    }

    /// The currencies in use.
    #[must_use]
    pub fn currencies(&self) -> HashSet<Currency> {
        self.balances.keys().map(|key| key.2).collect()
    }

    fn items(&self, wanted: impl Fn(Account, i64) -> bool) -> Vec<OpenItem> {
        let found = self.balances.iter().filter(|(key, balance)| wanted(key.0, balance.amount_minor));
        let item = |(key, balance): (&Key, &Balance)| OpenItem {
            account: key.0,
            subkey: key.1.clone(),
            currency: key.2,
            amount_minor: balance.amount_minor,
            since: balance.since.clone(),
        };
        found.map(item).collect()
    }

    fn check_reversal(&self, id: &Id, entry: &Entry) -> Result<(), BooksError> {
        let Some(original) = &entry.reverses else { return Ok(()) };
        let Some(earlier) = self.entry(original) else {
            return Err(BooksError::UnknownOriginal { id: id.clone(), original: original.clone() });
        };
        if let Some(by) = self.reversed.get(original) {
            return Err(BooksError::ReversedTwice { original: original.clone(), by: by.clone() });
        }
        if earlier.mirror_as(entry.act, original.clone())?.lines != entry.lines {
            return Err(BooksError::NotTheMirror { id: id.clone(), original: original.clone() });
        }
        Ok(())
    }

    /// The new balances, computed before anything is written, so that an overflow leaves no trace.
    fn changed(&self, entry: &Entry) -> Result<BTreeMap<Key, i64>, LedgerError> {
        let mut changed: BTreeMap<Key, i64> = BTreeMap::new();
        for line in &entry.lines {
            let key = (line.account, line.subkey.clone(), line.currency);
            let before = match changed.get(&key) {
                Some(amount_minor) => *amount_minor,
                None => self.balances.get(&key).map_or(0, |balance| balance.amount_minor),
            };
            changed.insert(key, before.checked_add(line.amount_minor).ok_or(LedgerError::Overflow)?);
        }
        Ok(changed)
    }

    fn set(&mut self, key: Key, amount_minor: i64, id: &Id) {
        match self.balances.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(Balance { amount_minor, since: id.clone() });
            }
            Slot::Occupied(mut slot) => {
                let balance = slot.get_mut();
                if balance.amount_minor == 0 {
                    balance.since = id.clone();
                }
                balance.amount_minor = amount_minor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::acts;
    use crate::money::Money;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn an_entry_is_reversed_at_most_once_and_only_by_its_mirror() {
        let (one, two, three) = (Id::trusted("ent_1"), Id::trusted("ent_2"), Id::trusted("ent_3"));
        let capture = acts::capture("o", "g", eur(500)).unwrap();
        let mirror = acts::correction(&capture, one.clone()).unwrap();
        let mut books = Books::new();
        let early = books.post(two.clone(), mirror.clone());
        assert!(matches!(early, Err(BooksError::UnknownOriginal { .. })));
        books.post(one.clone(), capture.clone()).unwrap();
        assert!(matches!(books.post(one.clone(), capture.clone()), Err(BooksError::DuplicateId { .. })));
        let mut other = acts::capture_reversed("o", "g", eur(400)).unwrap();
        other.reverses = Some(one.clone());
        assert!(matches!(books.post(two.clone(), other), Err(BooksError::NotTheMirror { .. })));
        books.post(two.clone(), mirror.clone()).unwrap();
        assert!(matches!(books.post(three, mirror), Err(BooksError::ReversedTwice { .. })));
        assert_eq!(books.reversed_by(&one), Some(&two));
        assert_eq!((books.entries().len(), books.balances().count()), (2, 0));
    }

    #[test]
    fn open_items_name_the_entry_that_opened_them() {
        let mut books = Books::new();
        let topup = acts::top_up("c", "g", eur(5000)).unwrap();
        books.post(Id::trusted("ent_1"), topup).unwrap();
        books.post(Id::trusted("ent_2"), acts::balance_refund_initiated("c", "r", eur(6000)).unwrap()).unwrap();
        let open = books.must_clear();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].account, open[0].amount_minor), (Account::RefundsPayable, -6000));
        assert_eq!(open[0].since, Id::trusted("ent_2"));
        let below = books.below_zero();
        assert_eq!((below.len(), below[0].account, below[0].amount_minor), (1, Account::CustomerBalance, 1000));
        assert_eq!(books.total(Account::GatewayClearing, Currency::EUR), 5000);
    }

    #[test]
    fn an_overflow_leaves_no_trace() {
        let mut books = Books::new();
        books.post(Id::trusted("ent_1"), acts::capture("o", "g", eur(i64::MAX)).unwrap()).unwrap();
        let second = books.post(Id::trusted("ent_2"), acts::capture("o", "g", eur(1)).unwrap());
        assert_eq!(second, Err(BooksError::Entry(LedgerError::Overflow)));
        assert_eq!(books.balance(Account::AccountsReceivable, "o", Currency::EUR), -i64::MAX);
        assert_eq!(books.entries().len(), 1);
    }
}
