//! What follows on an invoice when money comes and goes, whatever brought it: a discount that was earned or is lost, what
//! is too much, what was given up and is owed again, and the day that is past.
//!
//! Each of these can be taken back when the money is, so that the same facts in another order end the same.

use super::{Invoice, InvoiceBody, InvoiceStatus};
use crate::customer::CustomerBody;
use crate::decision::{Answer, Draft};
use crate::event::Body;
use crate::id::Id;
use crate::money::Money;
use crate::order::deliver::earned_since;
use crate::order::{LineSlice, Sold, release};
use crate::refusal::Refusal;

/// What was given up is owed again, because money arrives.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn recovered(draft: &mut Draft<'_>, invoice: &Id) -> Result<(), Refusal> {
    for done in draft.invoice(invoice)?.write_offs.clone() {
        let (written_off, of) = (done.event, done.of);
        let (lines, slice) = (of.lines, of.slice);
        let deferred_minor = slice.deferred_minor;
        draft.emit(invoice, InvoiceBody::Recovered { written_off, lines: lines.clone(), slice })?;
        earn(draft, invoice, &lines, deferred_minor)?;
    }
    Ok(())
}

/// Money arrived.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn paid(draft: &mut Draft<'_>, invoice: &Id, payment: &Id, amount_minor: i64) -> Result<(), Refusal> {
    draft.emit(invoice, InvoiceBody::Paid { payment: payment.clone(), amount_minor })?;
    discount(draft, invoice)?;
    overpaid(draft, invoice, payment)?;
    // What was given up before and is owed again.
    may_fall_due(draft, invoice)
}

/// Money that had arrived was taken back.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn unpaid(draft: &mut Draft<'_>, invoice: &Id, payment: &Id, amount_minor: i64) -> Result<(), Refusal> {
    draft.emit(invoice, InvoiceBody::Unpaid { payment: payment.clone(), amount_minor })?;
    lose_discount(draft, invoice)?;
    overpaid_back(draft, invoice, payment)?;
    may_fall_due(draft, invoice)
}

/// Takes what is open off where it was paid in time and no more is open than the terms take off.
fn discount(draft: &mut Draft<'_>, invoice: &Id) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let last = mine.dates.and_then(|dates| dates.discount);
    let in_time = last.is_some_and(|day| draft.command().effective_at < day.ends_at);
    let open_minor = mine.open_minor();
    let most_minor = mine.terms.discount_minor(mine.gross_minor - mine.credited_minor);
    let earned = open_minor > 0 && open_minor <= most_minor.min(mine.left_minor()) && mine.discount.is_none();
    if !earned || !in_time {
        return Ok(());
    }
    let lines = release::spread(mine, open_minor)?;
    let slice = release::for_books(mine, &lines)?;
    draft.emit(invoice, InvoiceBody::Discounted { lines, slice }).map(drop)
}

/// Takes a discount back once something is open though it was taken off.
fn lose_discount(draft: &mut Draft<'_>, invoice: &Id) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let Some(done) = mine.discount.clone().filter(|_| mine.open_minor() > 0) else { return Ok(()) };
    let (discounted, lines, slice) = (done.event, done.of.lines, done.of.slice);
    let deferred_minor = slice.deferred_minor;
    draft.emit(invoice, InvoiceBody::DiscountLost { discounted, lines: lines.clone(), slice })?;
    earn(draft, invoice, &lines, deferred_minor)
}

/// What an entry's mirror defers again for lines that were delivered since is earned.
fn earn(draft: &mut Draft<'_>, invoice: &Id, lines: &[LineSlice], deferred_minor: i64) -> Result<(), Refusal> {
    match earned_since(draft.invoice(invoice)?, lines, deferred_minor) {
        Some(earned) => draft.emit(invoice, InvoiceBody::Earned { earned }).map(drop),
        None => Ok(()),
    }
}

/// What is too much goes to the customer's balance; without an account it stays, and can be refunded.
fn overpaid(draft: &mut Draft<'_>, invoice: &Id, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let amount = Money::new(mine.overpaid_minor(), mine.currency);
    let Some(customer) = mine.customer.clone().filter(|_| amount.amount_minor > 0) else { return Ok(()) };
    let (payment, of_customer) = (payment.clone(), customer.clone());
    let credited = CustomerBody::Overpaid { amount, invoice: invoice.clone(), payment: payment.clone() };
    draft.emit(invoice, InvoiceBody::Overpaid { payment, customer, amount })?;
    draft.emit(&of_customer, credited).map(drop)
}

/// The balance gives back what it got too much of, as far as it still has it. The rest is owed on the invoice.
fn overpaid_back(draft: &mut Draft<'_>, invoice: &Id, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let Some(customer) = mine.customer.clone() else { return Ok(()) };
    let wanted_minor = mine.to_balance_minor.min(mine.open_minor());
    if wanted_minor <= 0 {
        return Ok(());
    }
    let there_minor = draft.customer(&customer)?.available_minor(mine.currency);
    let currency = mine.currency;
    let amount = Money::new(wanted_minor.min(there_minor), currency);
    if amount.amount_minor > 0 {
        let (of_customer, of_payment) = (customer.clone(), payment.clone());
        draft.emit(invoice, InvoiceBody::OverpaidUndone { payment: of_payment, customer: of_customer, amount })?;
        draft.emit(&customer, CustomerBody::Spent { amount, pays: invoice.clone() })?;
    }
    let short = Money::new(wanted_minor - amount.amount_minor, currency);
    if short.amount_minor > 0 {
        let detail = format!("{payment} was taken back, and {short} of what it had brought too much is spent already");
        draft.attention("overpayment_spent", detail, invoice, Some(short));
    }
    Ok(())
}

/// Says that its day is past where it is, and something is open.
fn may_fall_due(draft: &mut Draft<'_>, invoice: &Id) -> Result<(), Refusal> {
    if is_late(draft.invoice(invoice)?, draft) {
        return draft.emit(invoice, InvoiceBody::PastDue {}).map(drop);
    }
    Ok(())
}

fn is_late(invoice: &Invoice, draft: &Draft<'_>) -> bool {
    let waits = matches!(invoice.status, InvoiceStatus::Open | InvoiceStatus::PartiallyPaid);
    waits && invoice.dates.is_some_and(|dates| dates.late.ends_at <= draft.now())
}

/// The timer of its last day rings.
///
/// # Errors
/// [`Refusal::Unknown`].
pub(crate) fn ring(draft: &mut Draft<'_>, invoice: &Id) -> Result<Answer, Refusal> {
    if !is_late(draft.invoice(invoice)?, draft) {
        return Ok(Answer::NoChange("there is nothing left to do".to_owned()));
    }
    draft.emit(invoice, Body::from(InvoiceBody::PastDue {}))?;
    Ok(Answer::Invoice(invoice.clone()))
}
