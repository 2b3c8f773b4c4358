//! Payment of an order (rows P2 to P7): captures, other tenders, fees, and captures that come undone.
//!
//! Authorizations are not posted: no money moves, so they live in the payment's state only.

use super::{same_currency, simple, sum};
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;

/// P2 and P3, capture in whole or in part: `1110 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn capture(order: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::Capture, gateway, (Account::AccountsReceivable, order), money)
}

/// P6, a capture that failed afterwards: `1200 / 1110`; the receivable is open again.
///
/// # Errors
/// See [`LedgerError`].
pub fn capture_reversed(order: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::CaptureReversed, (Account::AccountsReceivable, order), gateway, money)
}

/// A payment that the buyer's bank took back late.
#[derive(Debug, Clone, Copy)]
pub struct BankReturn<'a> {
    /// The order whose receivable opens again.
    pub order: &'a str,
    /// The gateway, which keys the fee.
    pub gateway: &'a str,
    /// The gateway account the money left.
    pub gateway_account: &'a str,
    /// What was taken back.
    pub amount: Money,
    /// What the gateway charged for it, minor units of the same currency.
    pub fee_minor: i64,
}

/// P7, late bank return: `1200 amount, 6100 fee / 1110 both`.
///
/// # Errors
/// See [`LedgerError`].
pub fn bank_return(taken: BankReturn<'_>) -> Result<Entry, LedgerError> {
    Posting::new(Act::BankReturn, taken.amount.currency)
        .debit(Account::AccountsReceivable, taken.order, taken.amount.amount_minor)?
        .debit(Account::GatewayFees, taken.gateway, taken.fee_minor)?
        .credit(Account::GatewayClearing, taken.gateway_account, sum(taken.amount.amount_minor, taken.fee_minor)?)?
        .balanced()
}

/// P4 and B2, paying from the customer balance: `2300 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_tender(order: &str, customer: &str, money: Money) -> Result<Entry, LedgerError> {
    let balance = (Account::CustomerBalance, customer);
    simple(Act::BalanceTender, balance, (Account::AccountsReceivable, order), money)
}

/// P4 and B6, paying with store credit: `2310 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn store_credit_tender(order: &str, holder: &str, money: Money) -> Result<Entry, LedgerError> {
    let credit = (Account::StoreCredit, holder);
    simple(Act::StoreCreditTender, credit, (Account::AccountsReceivable, order), money)
}

/// Cash, cheque or transfer that was assigned to the order at once: `1010 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn offline_capture(order: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::OfflineCapture, bank, (Account::AccountsReceivable, order), money)
}

/// P4 in one entry: what each tender of a split payment gave.
#[derive(Debug, Clone, Copy)]
pub struct Tenders<'a> {
    /// The gateway account and what it captured.
    pub card: (&'a str, Money),
    /// The customer and what their balance gave.
    pub balance: (&'a str, Money),
    /// The holder and what their store credit gave.
    pub store_credit: (&'a str, Money),
}

/// P4, split tender in one entry: `1110, 2300, 2310 / 1200`. Booked as a capture.
///
/// # Errors
/// See [`LedgerError`].
pub fn split_tender(order: &str, tenders: Tenders<'_>) -> Result<Entry, LedgerError> {
    let (card, balance, credit) = (tenders.card, tenders.balance, tenders.store_credit);
    same_currency(Act::Capture, card.1, balance.1)?;
    same_currency(Act::Capture, card.1, credit.1)?;
    let total = sum(sum(card.1.amount_minor, balance.1.amount_minor)?, credit.1.amount_minor)?;
    Posting::new(Act::Capture, card.1.currency)
        .debit(Account::GatewayClearing, card.0, card.1.amount_minor)?
        .debit(Account::CustomerBalance, balance.0, balance.1.amount_minor)?
        .debit(Account::StoreCredit, credit.0, credit.1.amount_minor)?
        .credit(Account::AccountsReceivable, order, total)?
        .balanced()
}

/// P5, a fee the gateway took, posted from its row and never from an estimate: `6100 / 1110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn gateway_fee(gateway: &str, gateway_account: &str, fee: Money) -> Result<Entry, LedgerError> {
    let clearing = (Account::GatewayClearing, gateway_account);
    simple(Act::GatewayFee, (Account::GatewayFees, gateway), clearing, fee)
}

/// A fee, or part of one, the gateway gave back: `1110 / 6100`.
///
/// # Errors
/// See [`LedgerError`].
pub fn gateway_fee_returned(gateway: &str, gateway_account: &str, fee: Money) -> Result<Entry, LedgerError> {
    let clearing = (Account::GatewayClearing, gateway_account);
    simple(Act::GatewayFeeReturned, clearing, (Account::GatewayFees, gateway), fee)
}
