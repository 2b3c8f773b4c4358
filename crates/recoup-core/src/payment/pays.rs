//! What a payment pays. Whoever decides about a payment asks here, so that no flow needs to know which it is.
//!
//! That is an order or an invoice. A stream of another kind that takes payments gets its arm in each function.

use super::Payment;
use crate::decision::{Draft, unknown};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::invoice::{self, InvoiceBody, InvoiceStatus};
use crate::money::Money;
use crate::order::deliver::Earned;
use crate::order::{LineSlice, OrderStatus, OrderStep, Sold};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// What another try to pay looks at.
#[derive(Debug)]
pub struct Wanted {
    /// What is not paid yet, minor units of the payment's currency.
    pub open_minor: i64,
    /// All payments that were begun for it.
    pub payments: Vec<Id>,
}

/// What a refund takes out of what was paid.
#[derive(Debug)]
pub struct Taken {
    /// The refund.
    pub refund: Id,
    /// Line by line.
    pub lines: Vec<LineSlice>,
    /// Of an overpayment, minor units.
    pub overpaid_minor: i64,
}

/// Wants what a payment pays.
pub fn needs(payment: &Payment, needs: &mut Needs) {
    needs.stream(&payment.pays);
    if payment.pays.kind() == Some(Kind::Invoice) {
        // What is paid beyond an invoice goes to its customer's balance.
        payment.customer.iter().for_each(|customer| needs.stream(customer));
    }
}

/// All payments that were begun for it, as far as it is loaded.
#[must_use]
pub fn payments<'w>(world: &'w World, pays: &Id) -> &'w [Id] {
    let of_invoice = || world.invoice(pays).map(|invoice| invoice.payments.as_slice());
    world.order(pays).map(|order| order.payments.as_slice()).or_else(of_invoice).unwrap_or_default()
}

/// The lines that were sold by it.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn sold<'d>(draft: &'d Draft<'_>, pays: &Id) -> Result<&'d dyn Sold, Refusal> {
    match pays.kind() {
        Some(Kind::Order) => Ok(draft.order(pays)?),
        Some(Kind::Invoice) => Ok(draft.invoice(pays)?),
        _ => Err(unknown("order", pays)),
    }
}

/// Whether it still takes money, in the words of an order.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn standing(draft: &Draft<'_>, pays: &Id) -> Result<OrderStatus, Refusal> {
    if pays.kind() != Some(Kind::Invoice) {
        return Ok(draft.order(pays)?.status);
    }
    let void = draft.invoice(pays)?.status == InvoiceStatus::Void;
    Ok(if void { OrderStatus::Canceled } else { OrderStatus::Open })
}

/// Money is about to arrive for it.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn arrives(draft: &mut Draft<'_>, pays: &Id) -> Result<(), Refusal> {
    match pays.kind() {
        Some(Kind::Invoice) => invoice::money::recovered(draft, pays),
        _ => Ok(()),
    }
}

/// Money arrived for it.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn paid(draft: &mut Draft<'_>, pays: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    let (payment, amount_minor) = (payment.clone(), amount.amount_minor);
    match pays.kind() {
        Some(Kind::Order) => draft.emit(pays, Body::OrderPaid { payment, amount_minor }).map(drop),
        Some(Kind::Invoice) => invoice::money::paid(draft, pays, &payment, amount_minor),
        _ => Err(takes_none(pays)),
    }
}

/// Money that had arrived for it was taken back by the gateway.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn unpaid(draft: &mut Draft<'_>, pays: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    let (payment, amount_minor) = (payment.clone(), amount.amount_minor);
    match pays.kind() {
        Some(Kind::Order) => draft.emit(pays, Body::OrderUnpaid { payment, amount_minor }).map(drop),
        Some(Kind::Invoice) => invoice::money::unpaid(draft, pays, &payment, amount_minor),
        _ => Err(takes_none(pays)),
    }
}

/// A refund takes its part out of it.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn refunded(draft: &mut Draft<'_>, pays: &Id, taken: Taken) -> Result<(), Refusal> {
    let Taken { refund, lines, overpaid_minor } = taken;
    match pays.kind() {
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::Refunded { refund, lines, overpaid_minor }),
        _ => draft.emit(pays, Body::OrderRefunded { refund, lines, overpaid_minor }),
    }
    .map(drop)
}

/// A refund that had taken its part out of it was taken back.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn refund_undone(draft: &mut Draft<'_>, pays: &Id, taken: Taken, earned: Option<Earned>) -> Result<(), Refusal> {
    let Taken { refund, lines, overpaid_minor } = taken;
    match pays.kind() {
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::RefundUndone { refund, lines, overpaid_minor, earned }),
        _ => draft.emit(pays, Body::OrderRefundUndone { refund, lines, overpaid_minor, earned }),
    }
    .map(drop)
}

/// What another try may bring in; nothing where none is wanted.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn wanted(draft: &Draft<'_>, pays: &Id) -> Result<Option<Wanted>, Refusal> {
    if pays.kind() == Some(Kind::Invoice) {
        return Ok(draft.invoice(pays)?.wanted());
    }
    let order = draft.order(pays)?;
    if order.status != OrderStatus::Open || order.status.next(OrderStep::AddTender).is_none() {
        return Ok(None);
    }
    Ok(Some(Wanted { open_minor: order.open_minor(), payments: order.payments.clone() }))
}

/// Another payment stands in for one that was declined.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn tried_again(draft: &mut Draft<'_>, pays: &Id, payment: &Id) -> Result<(), Refusal> {
    let payment = payment.clone();
    match pays.kind() {
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::TenderAdded { payment }),
        _ => draft.emit(pays, Body::OrderTenderAdded { payment }),
    }
    .map(drop)
}

/// Of several tries this one takes the money.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn try_taken(draft: &mut Draft<'_>, pays: &Id, payment: &Id) -> Result<(), Refusal> {
    let payment = payment.clone();
    match pays.kind() {
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::TryTaken { payment }),
        _ => draft.emit(pays, Body::OrderTryTaken { payment }),
    }
    .map(drop)
}

fn takes_none(pays: &Id) -> Refusal {
    Refusal::Inconsistent { what: format!("{pays} takes no payments") }
}
