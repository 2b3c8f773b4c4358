//! Money between gateway, bank and unmatched receipts (rows C1 to C8).
//!
//! What arrives at the bank is unapplied first, always; matching is a decision of its own.

use super::{signed, simple};
use crate::id::Id;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};
use crate::money::Money;

/// C1, a payout left the gateway: `1120 / 1110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn payout_created(payout: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    signed(Act::PayoutCreated, (Account::PayoutsInTransit, payout), gateway, money)
}

/// C2, the payout is on the bank statement: `1010 / 1120`. A negative payout is money the gateway collects.
///
/// # Errors
/// See [`LedgerError`].
pub fn payout_banked(payout: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    signed(Act::PayoutBanked, bank, (Account::PayoutsInTransit, payout), money)
}

/// C3, the payout failed: the mirror of C1. It may come days after the payout read as paid.
///
/// If a bank line was matched to it wrongly, that entry is mirrored as well, by [`correction`](super::correction).
///
/// # Errors
/// See [`LedgerError`].
pub fn payout_failed(created: &Entry, original: Id) -> Result<Entry, LedgerError> {
    created.mirror_as(Act::PayoutFailed, original)
}

/// C4, the gateway holds money back: `1130 / 1110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn reserve_held(gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let (reserve, clearing) = ((Account::GatewayReserve, gateway_account), (Account::GatewayClearing, gateway_account));
    simple(Act::ReserveHeld, reserve, clearing, money)
}

/// C4, the gateway releases it: `1110 / 1130`.
///
/// # Errors
/// See [`LedgerError`].
pub fn reserve_released(gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let (reserve, clearing) = ((Account::GatewayReserve, gateway_account), (Account::GatewayClearing, gateway_account));
    simple(Act::ReserveReleased, clearing, reserve, money)
}

/// C5, wire, cash or cheque arrived: `1010 / 2500`.
///
/// # Errors
/// See [`LedgerError`].
pub fn offline_receipt(bank_line: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::OfflineReceipt, bank, (Account::UnappliedCash, bank_line), money)
}

/// C6, matched to an order: `2500 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn receipt_matched(bank_line: &str, order: &str, money: Money) -> Result<Entry, LedgerError> {
    let unapplied = (Account::UnappliedCash, bank_line);
    simple(Act::ReceiptMatched, unapplied, (Account::AccountsReceivable, order), money)
}

/// C7, more than was owed: `2500 / 2300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn receipt_overpaid(bank_line: &str, customer: &str, money: Money) -> Result<Entry, LedgerError> {
    let unapplied = (Account::UnappliedCash, bank_line);
    simple(Act::ReceiptOverpaid, unapplied, (Account::CustomerBalance, customer), money)
}

/// C8, short within tolerance: `6500 / 1200`. Above the tolerance the receivable stays open.
///
/// # Errors
/// See [`LedgerError`].
pub fn receipt_short(order: &str, reason: &str, money: Money) -> Result<Entry, LedgerError> {
    simple(Act::ReceiptShort, (Account::Rounding, reason), (Account::AccountsReceivable, order), money)
}
