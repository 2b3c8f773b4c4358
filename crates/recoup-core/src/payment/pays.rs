//! What a payment pays. Whoever decides about a payment asks here, so that no flow needs to know which it is.
//!
//! Today that is an order. A stream of another kind that takes payments gets its arm in each function.

use super::Payment;
use crate::decision::Draft;
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{OrderStatus, OrderStep};
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

/// Wants what a payment pays.
pub fn needs(payment: &Payment, needs: &mut Needs) {
    needs.stream(&payment.pays);
}

/// All payments that were begun for it, as far as it is loaded.
#[must_use]
pub fn payments<'w>(world: &'w World, pays: &Id) -> &'w [Id] {
    world.order(pays).map_or(&[], |order| &order.payments)
}

/// Whether it still takes money, in the words of an order.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn standing(draft: &Draft<'_>, pays: &Id) -> Result<OrderStatus, Refusal> {
    Ok(draft.order(pays)?.status)
}

/// Money arrived for it.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn paid(draft: &mut Draft<'_>, pays: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    let (payment, amount_minor) = (payment.clone(), amount.amount_minor);
    match pays.kind() {
        Some(Kind::Order) => draft.emit(pays, Body::OrderPaid { payment, amount_minor }).map(drop),
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
        _ => Err(takes_none(pays)),
    }
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
    if pays.kind() != Some(Kind::Order) {
        return Ok(());
    }
    let (payment, dispute) = (payment.clone(), dispute.clone());
    let body = match claims {
        true => Body::OrderUnderDispute { payment, dispute },
        false => Body::OrderDisputeOver { payment, dispute },
    };
    draft.emit(pays, body).map(drop)
}

/// What another try may bring in; nothing where none is wanted.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn wanted(draft: &Draft<'_>, pays: &Id) -> Result<Option<Wanted>, Refusal> {
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
    draft.emit(pays, Body::OrderTenderAdded { payment: payment.clone() }).map(drop)
}

/// Of several tries this one takes the money.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn try_taken(draft: &mut Draft<'_>, pays: &Id, payment: &Id) -> Result<(), Refusal> {
    draft.emit(pays, Body::OrderTryTaken { payment: payment.clone() }).map(drop)
}

fn takes_none(pays: &Id) -> Refusal {
    Refusal::Inconsistent { what: format!("{pays} takes no payments") }
}
