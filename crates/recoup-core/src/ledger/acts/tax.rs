//! Tax and discounts after the sale (rows T1 to T3).
//!
//! A tax-only reversal advances both counters of its bucket, so that later slices carry no tax twice.

use super::{Slice, TaxPart};
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};
use crate::money::Currency;

fn taxes_only(currency: Currency, taxes: &[TaxPart]) -> Slice {
    Slice { currency, net_minor: 0, deferred_minor: 0, taxes: taxes.to_vec() }
}

/// T1, exemption proven after payment: `2200 / 2400`; settled, failed or cancelled like any refund.
///
/// # Errors
/// See [`LedgerError`].
pub fn tax_reversed_paid(refund: &str, currency: Currency, taxes: &[TaxPart]) -> Result<Entry, LedgerError> {
    let slice = taxes_only(currency, taxes);
    let posting = slice.release(Act::TaxReversedPaid, "", Account::RefundsAndReturns, "")?;
    posting.credit(Account::RefundsPayable, refund, slice.gross()?)?.balanced()
}

/// T2, exemption proven before payment: `2200 / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn tax_reversed_unpaid(order: &str, currency: Currency, taxes: &[TaxPart]) -> Result<Entry, LedgerError> {
    let slice = taxes_only(currency, taxes);
    let posting = slice.release(Act::TaxReversedUnpaid, order, Account::RefundsAndReturns, "")?;
    posting.credit(Account::AccountsReceivable, order, slice.gross()?)?.balanced()
}

/// T3, discount for paying early: `4110 net, 2200 taxes / 1200`; tax only where it lowers the tax base.
///
/// # Errors
/// See [`LedgerError`].
pub fn early_payment_discount(order: &str, slice: &Slice, rule: &str) -> Result<Entry, LedgerError> {
    let posting = slice.release(Act::EarlyPaymentDiscount, order, Account::DiscountsAndGoodwill, rule)?;
    posting.credit(Account::AccountsReceivable, order, slice.gross()?)?.balanced()
}
