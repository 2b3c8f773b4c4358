//! Acts that only arrive in imported files, where money moved at the bank and no order explains it.

use super::{signed, simple};
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;

/// A fee on the bank statement: `6100 / 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn bank_fee(bank: &str, bank_account: &str, fee: Money) -> Result<Entry, LedgerError> {
    simple(Act::BankFee, (Account::GatewayFees, bank), (Account::CashAtBank, bank_account), fee)
}

/// A fee a marketplace kept: `6100 / 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn marketplace_fee(marketplace: &str, bank_account: &str, fee: Money) -> Result<Entry, LedgerError> {
    simple(Act::MarketplaceFee, (Account::GatewayFees, marketplace), (Account::CashAtBank, bank_account), fee)
}

/// A discount paid out in money: `4110 / 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn discount_granted(rule: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::DiscountGranted, (Account::DiscountsAndGoodwill, rule), bank, money)
}

/// Money charged outside any order: `1010 / 4000`.
///
/// # Errors
/// See [`LedgerError`].
pub fn manual_charge(revenue_key: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::ManualCharge, bank, (Account::Revenue, revenue_key), money)
}

/// Money given back outside any order: `4100 / 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn manual_credit(reason: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::ManualCredit, (Account::RefundsAndReturns, reason), bank, money)
}

/// A bad debt carried over, seen from the receivable `order`: positive is `1200 / 6300`, negative `6300 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn bad_debt_adjustment(order: &str, change: Money) -> Result<Entry, LedgerError> {
    signed(Act::BadDebtAdjustment, (Account::AccountsReceivable, order), (Account::BadDebt, ""), change)
}

/// A correction of stock: a loss of value is `5100 / 1400`, a negative loss (goods found) the other way.
///
/// With no value the entry has no lines and says the quantity (pieces, signed) in its memo.
///
/// # Errors
/// See [`LedgerError`].
pub fn stock_adjustment(sku: &str, quantity: i64, loss: Money) -> Result<Entry, LedgerError> {
    let memo = format!("{sku}: {quantity:+} pieces");
    if loss.amount_minor == 0 {
        return Ok(Posting::memo_only(Act::StockAdjustment, memo));
    }
    let entry = signed(Act::StockAdjustment, (Account::InventoryWriteOff, sku), (Account::Inventory, sku), loss)?;
    Ok(entry.with_memo(memo))
}
