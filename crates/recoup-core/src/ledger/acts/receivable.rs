//! Receivables given up (rows W1 and W2) and what comes back of them.

use super::Slice;
use crate::id::Id;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};

/// Where a given-up receivable is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOffTo {
    /// Straight to bad debt, account 6300.
    BadDebt,
    /// Against the allowance made before, account 1210.
    Allowance,
}

/// W1, write-off of an open amount: `2100 deferred, 6300 (or 1210) rest of the net, 2200 taxes / 1200`.
///
/// The slice carries tax only where the law grants bad-debt relief.
///
/// # Errors
/// See [`LedgerError`].
pub fn write_off(order: &str, slice: &Slice, to: WriteOffTo) -> Result<Entry, LedgerError> {
    let account = match to {
        WriteOffTo::BadDebt => Account::BadDebt,
        WriteOffTo::Allowance => Account::DoubtfulAllowance,
    };
    let posting = slice.release(Act::WriteOff, order, account, "")?;
    posting.credit(Account::AccountsReceivable, order, slice.gross()?)?.balanced()
}

/// W2, recovery after a write-off: its mirror; the payment itself is booked after it.
///
/// # Errors
/// See [`LedgerError`].
pub fn recovery(entry: &Entry, original: Id) -> Result<Entry, LedgerError> {
    entry.mirror_as(Act::Recovery, original)
}
