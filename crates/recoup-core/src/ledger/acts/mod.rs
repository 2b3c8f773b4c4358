//! One function per business act, each returning the balanced entry that books it.
//!
//! A function is named like its [`Act`](super::entry::Act); its doc gives the row of the posting table.
//! Nothing here decides whether an act is allowed: entitlement is checked before, by the machines and
//! [`super::entitlement`].

mod balance;
mod currency;
mod dispute;
mod goods;
mod import;
mod payment;
mod receivable;
mod refund;
mod sale;
mod settlement;
mod tax;

pub use balance::*;
pub use currency::*;
pub use dispute::*;
pub use goods::*;
pub use import::*;
pub use payment::*;
pub use receivable::*;
pub use refund::*;
pub use sale::*;
pub use settlement::*;
pub use tax::*;

use serde::{Deserialize, Serialize};

use super::chart::Account;
use super::entry::{Act, Entry, LedgerError, Posting};
use crate::money::{Currency, Money};

/// The tax of a slice under one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxPart {
    /// Jurisdiction, rule and version, such as `DE/standard@3`.
    pub key: String,
    /// Minor units, never negative.
    pub amount_minor: i64,
}

/// A part of an order: its net, how much of the net is still deferred, and its taxes.
///
/// Without tax relief (some lost disputes and write-offs) `taxes` is empty and `net_minor` is the whole amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Net part, minor units, never negative.
    pub net_minor: i64,
    /// The share of the net that belongs to undelivered goods and so sits in account 2100, minor units.
    pub deferred_minor: i64,
    /// Taxes by rule.
    pub taxes: Vec<TaxPart>,
}

impl Slice {
    /// A slice without tax of which nothing is deferred.
    #[must_use]
    pub const fn untaxed(net: Money) -> Self {
        Self { currency: net.currency, net_minor: net.amount_minor, deferred_minor: 0, taxes: Vec::new() }
    }

    /// Sum of the taxes, minor units.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`].
    pub fn tax(&self) -> Result<i64, LedgerError> {
        let mut parts = self.taxes.iter();
        parts.try_fold(0_i64, |sum, tax| sum.checked_add(tax.amount_minor)).ok_or(LedgerError::Overflow)
    }

    /// Net and taxes together, minor units.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`].
    pub fn gross(&self) -> Result<i64, LedgerError> {
        self.tax()?.checked_add(self.net_minor).ok_or(LedgerError::Overflow)
    }

    /// The net part that was recognised already, minor units.
    fn recognised(&self) -> Result<i64, LedgerError> {
        let rest = self.net_minor.checked_sub(self.deferred_minor).filter(|rest| *rest >= 0);
        let (deferred_minor, net_minor) = (self.deferred_minor, self.net_minor);
        rest.ok_or(LedgerError::DeferredAboveNet { deferred_minor, net_minor })
    }

    /// Debits that release the slice: deferral first, the recognised part to `account`, then the taxes.
    fn release(&self, act: Act, order: &str, account: Account, subkey: &str) -> Result<Posting, LedgerError> {
        let mut posting = Posting::new(act, self.currency)
            .debit(Account::DeferredRevenue, order, self.deferred_minor)?
            .debit(account, subkey, self.recognised()?)?;
        for tax in &self.taxes {
            posting = posting.debit(Account::TaxPayable, &tax.key, tax.amount_minor)?;
        }
        Ok(posting)
    }
}

/// An account with its subkey: one side of a simple entry.
type Place<'a> = (Account, &'a str);

/// The entry with one debit and one credit.
fn simple(act: Act, debit: Place<'_>, credit: Place<'_>, money: Money) -> Result<Entry, LedgerError> {
    Posting::new(act, money.currency)
        .debit(debit.0, debit.1, money.amount_minor)?
        .credit(credit.0, credit.1, money.amount_minor)?
        .balanced()
}

/// As [`simple`], with the sides exchanged for a negative amount.
fn signed(act: Act, debit: Place<'_>, credit: Place<'_>, money: Money) -> Result<Entry, LedgerError> {
    if money.amount_minor >= 0 {
        return simple(act, debit, credit, money);
    }
    let turned = money.amount_minor.checked_neg().ok_or(LedgerError::Overflow)?;
    simple(act, credit, debit, Money::new(turned, money.currency))
}

/// Refuses amounts of one act in different currencies.
fn same_currency(act: Act, left: Money, right: Money) -> Result<(), LedgerError> {
    if left.currency == right.currency {
        return Ok(());
    }
    Err(LedgerError::MixedCurrencies { act: act.name(), left: left.currency, right: right.currency })
}

fn sum(left_minor: i64, right_minor: i64) -> Result<i64, LedgerError> {
    left_minor.checked_add(right_minor).ok_or(LedgerError::Overflow)
}
