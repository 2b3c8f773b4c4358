//! Currency, rounding, corrections and opening balances (rows F1 to F4).

use super::{Place, signed};
use crate::id::Id;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;

/// Money a gateway converted between two accounts.
#[derive(Debug, Clone, Copy)]
pub struct Converted<'a> {
    /// The gateway account the charge currency left.
    pub from_account: &'a str,
    /// What was charged.
    pub charged: Money,
    /// The gateway account the settlement currency reached.
    pub to_account: &'a str,
    /// What was settled.
    pub settled: Money,
}

/// F1: `1110 settled, 9000 charged / 9000 settled, 1110 charged`; each currency balances on its own.
///
/// # Errors
/// See [`LedgerError`].
pub fn conversion(converted: Converted<'_>) -> Result<Entry, LedgerError> {
    let (charged, settled) = (converted.charged, converted.settled);
    Posting::new(Act::Conversion, settled.currency)
        .debit(Account::GatewayClearing, converted.to_account, settled.amount_minor)?
        .credit(Account::ExchangeExposure, settled.currency.code(), settled.amount_minor)?
        .in_currency(charged.currency)
        .debit(Account::ExchangeExposure, charged.currency.code(), charged.amount_minor)?
        .credit(Account::GatewayClearing, converted.from_account, charged.amount_minor)?
        .balanced()
}

/// F2, difference to the booked rate: `6400 / 9000`. Positive is a loss; a gain exchanges the sides.
///
/// # Errors
/// See [`LedgerError`].
pub fn rate_difference(loss: Money) -> Result<Entry, LedgerError> {
    let key = loss.currency.code();
    signed(Act::RateDifference, (Account::ExchangeGainOrLoss, key), (Account::ExchangeExposure, key), loss)
}

/// Where a rounding difference was found.
#[derive(Debug, Clone, Copy)]
pub enum RoundingOn<'a> {
    /// On the receivable of an order, as with cash.
    Order(&'a str),
    /// On a gateway account, as in settlement files.
    GatewayAccount(&'a str),
}

/// F3, rounding: `6500 / 1200 or 1110`. Positive is against us; in our favour the sides are exchanged.
///
/// # Errors
/// See [`LedgerError`].
pub fn rounding_difference(found: RoundingOn<'_>, reason: &str, loss: Money) -> Result<Entry, LedgerError> {
    let place: Place<'_> = match found {
        RoundingOn::Order(order) => (Account::AccountsReceivable, order),
        RoundingOn::GatewayAccount(account) => (Account::GatewayClearing, account),
    };
    signed(Act::RoundingDifference, (Account::Rounding, reason), place, loss)
}

/// F4, correction: the mirror of the wrong entry; the right one is posted after it.
///
/// # Errors
/// See [`LedgerError`].
pub fn correction(wrong: &Entry, original: Id) -> Result<Entry, LedgerError> {
    wrong.mirror(original)
}

/// What an account held before the ledger began, against `3000`. Positive is a debit balance.
///
/// # Errors
/// See [`LedgerError`].
pub fn opening_balance(account: Account, subkey: &str, balance: Money) -> Result<Entry, LedgerError> {
    signed(Act::OpeningBalance, (account, subkey), (Account::OpeningEquity, ""), balance)
}
