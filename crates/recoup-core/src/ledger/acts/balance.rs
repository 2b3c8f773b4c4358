//! Stored value (rows B1 to B7): customer balances, which may go back to a card, and store credit, which may not.
//!
//! Spending is a tender of an order, see [`balance_tender`](super::balance_tender) and
//! [`store_credit_tender`](super::store_credit_tender).

use super::simple;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};
use crate::money::Money;

/// B1, top-up: `1110 / 2300`; no revenue and no tax yet.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up(customer: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::TopUp, gateway, (Account::CustomerBalance, customer), money)
}

/// C7 without a bank line, more than was owed: `1200 / 2300`. What arrived was booked on the receivable, which is credited.
///
/// # Errors
/// See [`LedgerError`].
pub fn overpayment_credited(order: &str, customer: &str, money: Money) -> Result<Entry, LedgerError> {
    let balance = (Account::CustomerBalance, customer);
    simple(Act::OverpaymentCredited, (Account::AccountsReceivable, order), balance, money)
}

/// B3a, balance on its way to the card: `2300 / 2400`; it leaves at once, so it cannot be spent meanwhile.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_refund_initiated(customer: &str, refund: &str, money: Money) -> Result<Entry, LedgerError> {
    let balance = (Account::CustomerBalance, customer);
    simple(Act::BalanceRefundInitiated, balance, (Account::RefundsPayable, refund), money)
}

/// B3b, paid by the gateway: `2400 / 1110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_refund_settled(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::BalanceRefundSettled, (Account::RefundsPayable, refund), gateway, money)
}

/// B3c, failed: `2400 / 2300`; the cap of the charge is restored as well.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_refund_failed(refund: &str, customer: &str, money: Money) -> Result<Entry, LedgerError> {
    let balance = (Account::CustomerBalance, customer);
    simple(Act::BalanceRefundFailed, (Account::RefundsPayable, refund), balance, money)
}

/// B3d, came back after settlement: `1110 / 2400`.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_refund_returned(refund: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::BalanceRefundReturned, gateway, (Account::RefundsPayable, refund), money)
}

/// B5, goodwill: `4110 / 2310`.
///
/// # Errors
/// See [`LedgerError`].
pub fn goodwill_credit(holder: &str, rule: &str, money: Money) -> Result<Entry, LedgerError> {
    let given = (Account::DiscountsAndGoodwill, rule);
    simple(Act::GoodwillCredit, given, (Account::StoreCredit, holder), money)
}

/// B7, store credit expires to our benefit: `2310 / 4200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn credit_expired(holder: &str, money: Money) -> Result<Entry, LedgerError> {
    simple(Act::CreditExpired, (Account::StoreCredit, holder), (Account::BreakageIncome, ""), money)
}

/// B7 where the law of the place claims it: `2310 / 2600`.
///
/// # Errors
/// See [`LedgerError`].
pub fn credit_unclaimed(holder: &str, law: &str, money: Money) -> Result<Entry, LedgerError> {
    simple(Act::CreditUnclaimed, (Account::StoreCredit, holder), (Account::UnclaimedProperty, law), money)
}
