//! Refunds of money that was paid into a balance, to the card it came from.
//!
//! Two limits hold at once: what is left of the charge, and what of the balance is available. The money is held when
//! the refund is asked for and leaves the balance when it is approved, so that it cannot be spent meanwhile. What does
//! not reach the customer goes back to the balance by itself, and frees the charge again.

use super::{ChargeBody, CustomerBody, top_up};
use crate::decision::Draft;
use crate::event::Body;
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::ledger::entitlement;
use crate::money::Money;
use crate::order::LineSlice;
use crate::payment::fold::missing;
use crate::payment::refund::{HowMuch, check_ceiling, check_covered, check_currency};
use crate::payment::{Payment, PaymentStep, RefundStatus, terms};
use crate::planted::{self, Planted};
use crate::refusal::Refusal;

/// What can be refunded of a top-up, minor units: no more than is left of its charge, nor than is in the balance.
#[must_use]
pub fn refundable_minor(payment: &Payment, available_minor: i64) -> i64 {
    let taken_minor = payment.captured_minor.saturating_sub(payment.refundable_minor());
    entitlement::topup_refundable(payment.captured_minor, taken_minor, available_minor)
}

/// What a refund takes, checked in the order of refusals: form, existence, permission, state, money.
pub(crate) fn allowed(draft: &Draft<'_>, payment: &Payment, how: &HowMuch) -> Result<(i64, Vec<LineSlice>), Refusal> {
    if matches!(how, HowMuch::Lines { .. }) {
        return Err(Refusal::Invalid {
            param: "lines".to_owned(),
            why: "a payment into a balance has no lines; name an amount, or none for all that is left".to_owned(),
        });
    }
    let (actor, currency) = (&draft.command().actor, payment.currency);
    let available_minor = draft.customer(&payment.pays)?.available_minor(currency);
    let named_minor = how.named_minor();
    check_ceiling(actor, Money::new(named_minor.unwrap_or(0), currency))?;
    payment.status.step(PaymentStep::RequestRefund)?;
    if let HowMuch::Amount { currency: named, .. } = how {
        check_currency(*named, currency)?;
    }
    let charge_left_minor = payment.refundable_minor();
    let most_minor = refundable_minor(payment, available_minor);
    // Asked for all there is where there is nothing, what is missing is said of the charge as it was.
    let nothing_minor = if charge_left_minor > 0 { charge_left_minor } else { payment.captured_minor };
    let amount_minor = named_minor.unwrap_or(if most_minor > 0 { most_minor } else { nothing_minor });
    check_ceiling(actor, Money::new(amount_minor, currency))?;
    if amount_minor > charge_left_minor && !planted::is(Planted::ChargeForgotten) {
        return Err(Refusal::ExceedsCharge { asked_minor: amount_minor, left_minor: charge_left_minor, currency });
    }
    draft.customer(&payment.pays)?.check_available(Money::new(amount_minor, currency))?;
    terms::check_refund(payment, Money::new(amount_minor, currency), draft.now())?;
    Ok((amount_minor, Vec::new()))
}

/// Holds what a refund was asked for.
pub(crate) fn hold(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let (customer, amount) = whose(draft, payment, refund)?;
    draft.emit(&customer, CustomerBody::Held { refund: refund.clone(), amount }).map(drop)
}

/// Lets go what was held for a refund that is not to be.
pub(crate) fn unhold(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let (customer, amount) = whose(draft, payment, refund)?;
    draft.emit(&customer, CustomerBody::Unheld { refund: refund.clone(), amount })?;
    top_up::recover(draft, &customer, payment, amount.currency)
}

/// Puts a refund on the books: the money leaves the balance and is owed.
pub(crate) fn approve(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| missing("refund", refund))?;
    check_covered(mine, asked)?;
    let (customer, reason, amount) = (mine.pays.clone(), asked.reason.clone(), asked.money(mine.currency));
    let approved = Body::RefundApproved {
        pays: customer.clone(),
        refund: refund.clone(),
        reason,
        slice: Slice::untaxed(amount),
        lines: Vec::new(),
        overpaid_minor: 0,
    };
    draft.emit(payment, approved)?;
    draft.emit(&customer, CustomerBody::Refunding { refund: refund.clone(), amount }).map(drop)
}

/// Gives the money of a canceled refund back to the balance: what was booked returns, what was held is free.
pub(crate) fn canceled(draft: &mut Draft<'_>, payment: &Id, refund: &Id, booked: bool) -> Result<(), Refusal> {
    if !booked {
        return unhold(draft, payment, refund);
    }
    let (customer, amount) = whose(draft, payment, refund)?;
    give_back(draft, &customer, payment, (refund, amount))
}

/// Pays what is owed of a refund to the balance instead.
pub(crate) fn credit(draft: &mut Draft<'_>, payment: &Id, refund: &Id, amount: Money) -> Result<(), Refusal> {
    let customer = draft.payment(payment)?.pays.clone();
    let credited = Body::RefundCredited { refund: refund.clone(), customer: customer.clone(), amount, top_up: true };
    draft.emit(payment, credited)?;
    give_back(draft, &customer, payment, (refund, amount))
}

fn give_back(
    draft: &mut Draft<'_>,
    customer: &Id,
    payment: &Id,
    (refund, amount): (&Id, Money),
) -> Result<(), Refusal> {
    draft.emit(customer, CustomerBody::Credited { amount, refund: refund.clone() })?;
    top_up::recover(draft, customer, payment, amount.currency)
}

/// What failed or came back goes to the balance by itself, once nothing of it can be on its way any more. Of one that
/// came back without having failed, what the gateway was asked for and has not told yet may still leave.
pub(crate) fn settle_up(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let Some(held) = mine.refund(refund).filter(|_| mine.is_top_up()) else { return Ok(()) };
    let under_way_minor = match held.status {
        RefundStatus::Failed => 0,
        RefundStatus::Returned if held.failed => 0,
        RefundStatus::Returned => held.awaited_minor().max(0),
        _ => return Ok(()),
    };
    let amount_minor = held.owed_minor() - under_way_minor;
    if amount_minor <= 0 {
        return Ok(());
    }
    let amount = Money::new(amount_minor, mine.currency);
    credit(draft, payment, refund, amount)
}

/// Takes back what the balance got for a refund that is paid out after all, as far as it is still there; the rest of
/// what is paid out is beyond what we allowed.
pub(crate) fn take_back(draft: &mut Draft<'_>, payment: &Id, refund: &Id, most_minor: i64) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let credited_minor = mine.refund(refund).map_or(0, |held| held.credited_minor);
    let available_minor = draft.customer(&mine.pays)?.available_minor(mine.currency);
    let amount = Money::new(most_minor.min(credited_minor).min(available_minor), mine.currency);
    if amount.amount_minor <= 0 {
        return Ok(());
    }
    let (customer, refund) = (mine.pays.clone(), refund.clone());
    let back = ChargeBody::CreditTakenBack { refund: refund.clone(), customer: customer.clone(), amount };
    draft.emit(payment, back)?;
    draft.emit(&customer, CustomerBody::TakenBack { refund, amount }).map(drop)
}

/// Tells the world that money of a charge went back to its card.
pub(crate) fn tell(
    draft: &mut Draft<'_>,
    payment: &Id,
    refund: &Id,
    (amount_minor, gateway_ref): (i64, &str),
) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let Some(held) = mine.refund(refund).filter(|_| mine.is_top_up()) else { return Ok(()) };
    let refund_ref = if gateway_ref.is_empty() { held.gateway_ref.as_str() } else { gateway_ref };
    let told = ChargeBody::Refunded {
        amount: Money::new(amount_minor, mine.currency),
        customer: mine.pays.clone(),
        brand: mine.method.brand.clone(),
        last4: mine.method.last4.clone(),
        payment: payment.clone(),
        payment_ref: mine.gateway_ref.clone(),
        refund: refund.clone(),
        refund_ref: refund_ref.to_owned(),
        at: draft.command().effective_at,
    };
    draft.emit(payment, told).map(drop)
}

fn whose(draft: &Draft<'_>, payment: &Id, refund: &Id) -> Result<(Id, Money), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| missing("refund", refund))?;
    Ok((mine.pays.clone(), asked.money(mine.currency)))
}
