//! Stored value (rows B1 to B7): customer balances, which may go back to a card, and store credit, which may not.
//!
//! Spending is a tender of an order, see [`balance_tender`](super::balance_tender) and
//! [`store_credit_tender`](super::store_credit_tender).

use super::simple;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;

/// B1, top-up: `1110 / 2300`; no revenue and no tax yet.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up(customer: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::TopUp, gateway, (Account::CustomerBalance, customer), money)
}

/// B1 for money that a person saw: `1010 / 2300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up_offline(customer: &str, bank_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let bank = (Account::CashAtBank, bank_account);
    simple(Act::TopUp, bank, (Account::CustomerBalance, customer), money)
}

/// P6 of a top-up, taken back by the gateway: `2300 what the balance can give, 6200 the rest / 1110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up_reversed(
    customer: &str,
    payment: &str,
    gateway_account: &str,
    (money, taken_minor): (Money, i64),
) -> Result<Entry, LedgerError> {
    Posting::new(Act::TopUpReversed, money.currency)
        .debit(Account::CustomerBalance, customer, taken_minor)?
        .debit(Account::ChargebackLoss, payment, money.amount_minor.saturating_sub(taken_minor))?
        .credit(Account::GatewayClearing, gateway_account, money.amount_minor)?
        .balanced()
}

/// Money of a top-up that was taken back did not leave by a refund and is in the balance again: `2300 / 6200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up_loss_recovered(customer: &str, payment: &str, money: Money) -> Result<Entry, LedgerError> {
    let loss = (Account::ChargebackLoss, payment);
    simple(Act::TopUpLossRecovered, (Account::CustomerBalance, customer), loss, money)
}

/// Balance given by hand: `4110 / 2300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_credited(customer: &str, reason: &str, money: Money) -> Result<Entry, LedgerError> {
    let given = (Account::DiscountsAndGoodwill, reason);
    simple(Act::BalanceCredited, given, (Account::CustomerBalance, customer), money)
}

/// Balance taken away by hand: `2300 / 4110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn balance_debited(customer: &str, reason: &str, money: Money) -> Result<Entry, LedgerError> {
    let given = (Account::DiscountsAndGoodwill, reason);
    simple(Act::BalanceDebited, (Account::CustomerBalance, customer), given, money)
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
