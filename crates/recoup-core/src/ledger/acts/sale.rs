//! Sale, delivery and credit note (rows S1 to S5): how an order gets into the books and partly out again.

use super::{Slice, simple};
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;

/// S1 sale, S2 invoice, S3 pre-order: `1200 gross / 2100 deferred, 4000 rest of the net, 2200 taxes`.
///
/// With `deferred_minor` of zero it is the sale of delivered goods (S1, S2), otherwise a pre-order (S3).
/// Whether tax arises now is decided by the tax rule, which leaves `taxes` empty if it does not.
///
/// # Errors
/// See [`LedgerError`].
pub fn sale(order: &str, slice: &Slice, revenue_key: &str) -> Result<Entry, LedgerError> {
    let act = if slice.deferred_minor == 0 { Act::Sale } else { Act::Preorder };
    let mut posting = Posting::new(act, slice.currency)
        .debit(Account::AccountsReceivable, order, slice.gross()?)?
        .credit(Account::DeferredRevenue, order, slice.deferred_minor)?
        .credit(Account::Revenue, revenue_key, slice.recognised()?)?;
    for tax in &slice.taxes {
        posting = posting.credit(Account::TaxPayable, &tax.key, tax.amount_minor)?;
    }
    posting.balanced()
}

/// S4, delivery of a share of the net: `2100 / 4000`. The revenue is keyed by the order.
///
/// # Errors
/// See [`LedgerError`].
pub fn fulfilment(order: &str, revenue_key: &str, net: Money) -> Result<Entry, LedgerError> {
    simple(Act::Fulfilment, (Account::DeferredRevenue, order), (Account::Revenue, revenue_key), net)
}

/// S4 the other way, for goods that were lost on their way or came back unopened and are owed again: `4000 / 2100`. It is
/// no mirror, because some of the goods may have been refunded since.
///
/// # Errors
/// See [`LedgerError`].
pub fn fulfilment_undone(order: &str, revenue_key: &str, net: Money) -> Result<Entry, LedgerError> {
    simple(Act::FulfilmentUndone, (Account::Revenue, revenue_key), (Account::DeferredRevenue, order), net)
}

/// S5, credit note on an unpaid part: `2100 deferred, 4100 rest of the net, 2200 taxes / 1200`.
///
/// # Errors
/// See [`LedgerError`].
pub fn credit_note(order: &str, slice: &Slice, reason: &str) -> Result<Entry, LedgerError> {
    let posting = slice.release(Act::CreditNote, order, Account::RefundsAndReturns, reason)?;
    posting.credit(Account::AccountsReceivable, order, slice.gross()?)?.balanced()
}
