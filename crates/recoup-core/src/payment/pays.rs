//! What a payment pays. Whoever decides about a payment asks here, so that no flow needs to know which it is.
//!
//! That is an order, an invoice, or a customer whose balance is topped up. A stream of another kind that takes payments
//! gets its arm in each function.

use super::Payment;
use crate::customer::{CustomerBody, top_up};
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
    Ok(match pays.kind() {
        // A balance takes what is paid in, whenever.
        Some(Kind::Customer) => draft.customer(pays).map(|_| OrderStatus::Open)?,
        Some(Kind::Invoice) => match draft.invoice(pays)?.status {
            InvoiceStatus::Void => OrderStatus::Canceled,
            _ => OrderStatus::Open,
        },
        _ => draft.order(pays)?.status,
    })
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
        Some(Kind::Customer) => top_up::paid(draft, pays, &payment, amount),
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
        Some(Kind::Customer) => top_up::undone(draft, pays, &payment, amount),
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

/// A dispute claims money that paid it, or claims it no more. What has no standing to mark has nothing to say here.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn under_dispute(
    draft: &mut Draft<'_>,
    pays: &Id,
    (payment, dispute): (&Id, &Id),
    claims: bool,
) -> Result<(), Refusal> {
    let (payment, dispute) = (payment.clone(), dispute.clone());
    let body: Body = match (pays.kind(), claims) {
        (Some(Kind::Order), true) => Body::OrderUnderDispute { payment, dispute },
        (Some(Kind::Order), false) => Body::OrderDisputeOver { payment, dispute },
        (Some(Kind::Invoice), true) => InvoiceBody::Disputed { payment, dispute }.into(),
        (Some(Kind::Invoice), false) => InvoiceBody::DisputeEnded { payment, dispute }.into(),
        _ => return Ok(()),
    };
    draft.emit(pays, body).map(drop)
}

/// What another try may bring in; nothing where none is wanted.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn wanted(draft: &Draft<'_>, pays: &Id) -> Result<Option<Wanted>, Refusal> {
    match pays.kind() {
        // Nothing else pays for the same: each try stands for the one before.
        Some(Kind::Customer) => return Ok(Some(Wanted { open_minor: i64::MAX, payments: Vec::new() })),
        Some(Kind::Invoice) => return Ok(draft.invoice(pays)?.wanted()),
        _ => {}
    }
    let order = draft.order(pays)?;
    if order.status != OrderStatus::Open || order.status.next(OrderStep::AddTender).is_none() {
        return Ok(None);
    }
    Ok(Some(Wanted { open_minor: order.open_minor(), payments: order.payments.clone() }))
}

/// What was refunded of it and what arrived, minor units: how much of it a refund gives back is measured by them.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn refunded_of(draft: &Draft<'_>, payment: &Payment) -> Result<(i64, i64), Refusal> {
    match payment.pays.kind() {
        Some(Kind::Customer) => Ok((payment.refunds_active_minor(), payment.captured_minor)),
        _ => sold(draft, &payment.pays).map(|sold| (sold.refunded_minor(), sold.paid_minor())),
    }
}

/// Another payment stands in for one that was declined.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn tried_again(draft: &mut Draft<'_>, pays: &Id, payment: &Id) -> Result<(), Refusal> {
    let next = payment.clone();
    match pays.kind() {
        Some(Kind::Customer) => {
            draft.name(top_up::PAYMENTS_OF, pays.as_str(), payment);
            Ok(())
        }
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::TenderAdded { payment: next }).map(drop),
        _ => draft.emit(pays, Body::OrderTenderAdded { payment: next }).map(drop),
    }
}

/// Of several tries this one takes the money.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn try_taken(draft: &mut Draft<'_>, pays: &Id, payment: &Id) -> Result<(), Refusal> {
    let payment = payment.clone();
    match pays.kind() {
        Some(Kind::Customer) => draft.emit(pays, CustomerBody::TryTaken { payment }),
        Some(Kind::Invoice) => draft.emit(pays, InvoiceBody::TryTaken { payment }),
        _ => draft.emit(pays, Body::OrderTryTaken { payment }),
    }
    .map(drop)
}

fn takes_none(pays: &Id) -> Refusal {
    Refusal::Inconsistent { what: format!("{pays} takes no payments") }
}
