//! Refunds (rows R1 to R7): owed when initiated, paid when the money row says so.
//!
//! A failed refund never un-books the contra-revenue while the customer is still owed the money.

use super::{Slice, simple, sum};
use crate::id::Id;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};
use crate::money::Money;
use crate::planted::{self, Planted};

/// R1, initiated: `2100 deferred, 4100 rest of the net, 2200 taxes / 2400`.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_initiated(order: &str, refund: &str, slice: &Slice, reason: &str) -> Result<Entry, LedgerError> {
    let mut posting = slice.release(Act::RefundInitiated, order, Account::RefundsAndReturns, reason)?;
    if planted::is(Planted::RefundTaxTwice) {
        for tax in &slice.taxes {
            posting = posting.debit(Account::TaxPayable, &tax.key, tax.amount_minor)?;
            posting = posting.credit(Account::RefundsAndReturns, reason, tax.amount_minor)?;
        }
    }
    posting.credit(Account::RefundsPayable, refund, slice.gross()?)?.balanced()
}

/// R1 where more arrived than the order is worth: `1200 overpaid` beside the debits of R1. The receivable had
/// turned into a debt to the buyer, who gets that part back without touching revenue or tax.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_overpaid(
    order: &str,
    refund: &str,
    (slice, overpaid_minor): (&Slice, i64),
    reason: &str,
) -> Result<Entry, LedgerError> {
    let posting = slice.release(Act::RefundInitiated, order, Account::RefundsAndReturns, reason)?;
    let whole = sum(slice.gross()?, overpaid_minor)?;
    let posting = posting.debit(Account::AccountsReceivable, order, overpaid_minor)?;
    posting.credit(Account::RefundsPayable, refund, whole)?.balanced()
}

/// R2, paid by the gateway: `2400 / 1110`; from the money row, not from the accepting reply.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_settled(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let clearing = if planted::is(Planted::SettledFromBank) { Account::CashAtBank } else { Account::GatewayClearing };
    let about = if planted::is(Planted::SettledUnderAccount) { gateway_account } else { refund };
    simple(Act::RefundSettled, (Account::RefundsPayable, about), (clearing, gateway_account), money)
}

/// R2 for money that leaves the bank or the till: `2400 / 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_settled_offline(refund: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::RefundSettledOffline, (Account::RefundsPayable, refund), bank, money)
}

/// R3, failed but still owed: `2400 / 2300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_failed_to_balance(refund: &str, customer: &str, money: Money) -> Result<Entry, LedgerError> {
    let balance = (Account::CustomerBalance, customer);
    simple(Act::RefundFailedToBalance, (Account::RefundsPayable, refund), balance, money)
}

/// R4, no longer owed: the mirror of R1, T1 or B3a.
///
/// Where goods were delivered meanwhile, a [`fulfilment`](super::fulfilment) of the restored deferral follows.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_cancelled(entry: &Entry, original: Id) -> Result<Entry, LedgerError> {
    entry.mirror_as(Act::RefundCancelled, original)
}

/// R4 for what a dispute left of a refund: `2400 / 2100 deferred, 4100 rest of the net, 2200 taxes`.
///
/// It reverses no entry, because the other part of the first one was absorbed and stays.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_rest_cancelled(order: &str, refund: &str, rest: &Slice, reason: &str) -> Result<Entry, LedgerError> {
    let mut entry = refund_initiated(order, refund, rest, reason)?;
    for line in &mut entry.lines {
        line.amount_minor = line.amount_minor.checked_neg().ok_or(LedgerError::Overflow)?;
    }
    entry.act = Act::RefundRestCancelled;
    Ok(entry)
}

/// What a dispute left of a refund, sent again as a new one: `2400 old / 2400 new`.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_rest_resent(refund: &str, new_refund: &str, rest: Money) -> Result<Entry, LedgerError> {
    let (old, new) = ((Account::RefundsPayable, refund), (Account::RefundsPayable, new_refund));
    simple(Act::RefundRestResent, old, new, rest)
}

/// R5, came back after settlement: `1110 / 2400`; it is owed again, so R2 or R3 follows.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_returned(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::RefundReturned, gateway, (Account::RefundsPayable, refund), money)
}

/// R5 for money that came back to the bank or the till: `1010 / 2400`.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_returned_offline(refund: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::RefundReturned, bank, (Account::RefundsPayable, refund), money)
}

/// R6, given as store credit: as R1, but `/ 2310`. It counts against the refund cap like any refund.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_as_store_credit(order: &str, holder: &str, slice: &Slice, reason: &str) -> Result<Entry, LedgerError> {
    let posting = slice.release(Act::RefundAsStoreCredit, order, Account::RefundsAndReturns, reason)?;
    posting.credit(Account::StoreCredit, holder, slice.gross()?)?.balanced()
}

/// Where one part of a refund in kind goes.
#[derive(Debug, Clone, Copy)]
pub enum RefundPart<'a> {
    /// Back through the gateway or the bank, under a refund of its own.
    Payable {
        /// The refund.
        refund: &'a str,
        /// Minor units.
        amount_minor: i64,
    },
    /// Back to the customer balance.
    Balance {
        /// The customer.
        customer: &'a str,
        /// Minor units.
        amount_minor: i64,
    },
    /// Back to store credit.
    StoreCredit {
        /// The holder.
        holder: &'a str,
        /// Minor units.
        amount_minor: i64,
    },
}

/// R7, each tender gets its own back: as R1, but `/ 2400, 2300, 2310`; the parts sum to the slice.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_in_kind(
    order: &str,
    parts: &[RefundPart<'_>],
    slice: &Slice,
    reason: &str,
) -> Result<Entry, LedgerError> {
    let mut posting = slice.release(Act::RefundInKind, order, Account::RefundsAndReturns, reason)?;
    for part in parts {
        posting = match *part {
            RefundPart::Payable { refund, amount_minor } => {
                posting.credit(Account::RefundsPayable, refund, amount_minor)
            }
            RefundPart::Balance { customer, amount_minor } => {
                posting.credit(Account::CustomerBalance, customer, amount_minor)
            }
            RefundPart::StoreCredit { holder, amount_minor } => {
                posting.credit(Account::StoreCredit, holder, amount_minor)
            }
        }?;
    }
    posting.balanced()
}

/// Money the gateway moved to the buyer beyond what we allowed: `6210 / 1110`.
///
/// It is a loss in the open and an alarm, never netted against the refund, revenue or tax.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_beyond_captured(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::RefundBeyondCaptured, (Account::DuplicateRefundLoss, refund), gateway, money)
}

/// Some of what was moved beyond came back: `1110 / 6210`. All of it is a mirror of its entry instead.
///
/// # Errors
/// See [`LedgerError`].
pub fn refund_beyond_came_back(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::RefundBeyondCaptured, gateway, (Account::DuplicateRefundLoss, refund), money)
}
