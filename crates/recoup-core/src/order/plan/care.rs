//! Looks after authorizations that run out before their money is taken, and hears what becomes of new ones.

use jiff::Timestamp;

use super::run::{self, follow_up, still_open_minor};
use super::{Care, PlanBody};
use crate::decision::{Draft, later};
use crate::effect::Alarm;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::OrderStep;
use crate::payment::{self, PaymentStep, terms};
use crate::refusal::Refusal;
use crate::tender::group;

/// Seconds that must be left of an authorization for anything but giving it back.
const LEAST_SECS: i64 = 3_600;

/// An authorization is about to run out. Whether the plan of its order sees to it; otherwise it is given back.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn sees_to(draft: &mut Draft<'_>, payment: &Id) -> Result<bool, Refusal> {
    let mine = draft.payment(payment)?;
    let order_id = mine.pays.clone();
    if order_id.kind() != Some(Kind::Order) || mine.capturable_minor() == 0 || group::is_held_back(draft, mine)? {
        return Ok(false);
    }
    let order = draft.order(&order_id)?;
    let Some(planned) = order.plan.as_deref().filter(|_| order.takes_by_plan()) else { return Ok(false) };
    // What the merchant wants back by a certain day goes back on that day.
    if mine.release_after.is_some_and(|at| at <= draft.now()) || order.is_taken_whole() {
        return Ok(false);
    }
    let wanted_minor = still_open_minor(draft, order)?.min(mine.capturable_minor());
    let amount = Money::new(wanted_minor, mine.currency);
    if wanted_minor == 0 {
        return Ok(false);
    }
    // Whatever becomes of it, the rest is looked at once more while there is time to give it back.
    let Some(again) = once_more(draft, mine.expires_at) else { return Ok(false) };
    let alarm = Alarm::ReleaseRest { payment: payment.clone() };
    match planned.plan.care {
        Care::Release => Ok(false),
        Care::Capture => {
            let may = mine.status.next(PaymentStep::RequestCapture).is_some() && payment::pays_once(draft, mine);
            if !may || terms::check_capture(mine, amount, true).is_err() {
                return Ok(false);
            }
            let capture = draft.new_id(Kind::Capture);
            payment::capture::request(draft, payment, &capture, amount, true)?;
            draft.timer(again, alarm);
            Ok(true)
        }
        Care::Renew => {
            let stored = mine.gateway_account().is_some() && !mine.method.token.is_empty();
            let fits = mine.method.terms.check_amount(amount).is_ok();
            let tried = planned.was_renewed(payment);
            if tried || !stored || !fits || order.status.next(OrderStep::AddTender).is_none() {
                return Ok(false);
            }
            let by = draft.new_id(Kind::Payment);
            let (old, amount_minor) = (payment.clone(), wanted_minor);
            draft.emit(&order_id, PlanBody::Renewing { payment: old, by: by.clone(), amount_minor })?;
            follow_up(draft, (payment, &by), wanted_minor, false)?;
            draft.timer(again, alarm);
            Ok(true)
        }
    }
}

/// Half of the time that is left, as long as that is enough for a gateway to answer.
fn once_more(draft: &Draft<'_>, expires_at: Option<Timestamp>) -> Option<Timestamp> {
    let left_secs = expires_at?.as_second().saturating_sub(draft.now().as_second());
    (left_secs >= LEAST_SECS).then(|| later(draft.now(), left_secs / 2))
}

/// A payment was authorized: what it renews goes back, and what is due is taken.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn authorized(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let order_id = draft.payment(payment)?.pays.clone();
    if order_id.kind() != Some(Kind::Order) {
        return Ok(());
    }
    let renews = draft.order(&order_id)?.plan.as_deref().and_then(|p| p.renewed_by(payment)).cloned();
    if let Some(old) = renews {
        // Some gateways authorize less than was asked.
        let mine = draft.payment(payment)?;
        let amount_minor = mine.authorized_minor.min(mine.amount_minor);
        let renewed = PlanBody::Renewed { payment: old.clone(), by: payment.clone(), amount_minor };
        draft.emit(&order_id, renewed)?;
        let before = draft.payment(&old)?;
        if before.releasable_minor() > 0 && before.status.next(PaymentStep::RequestRelease).is_some() {
            payment::release::request(draft, &old)?;
        }
    }
    run::now(draft, &order_id)
}

/// A payment was declined: where the plan began it, a person is told.
///
/// # Errors
/// [`Refusal::Inconsistent`] when the order was not loaded.
pub fn declined(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let (order_id, amount) = (mine.pays.clone(), Money::new(mine.amount_minor, mine.currency));
    if order_id.kind() != Some(Kind::Order) {
        return Ok(());
    }
    let order = draft.order(&order_id)?;
    let began = order.plan.as_deref().is_some_and(|p| p.follow_ups.iter().any(|f| f.payment == *payment));
    if !began {
        return Ok(());
    }
    draft.emit(&order_id, PlanBody::Declined { payment: payment.clone(), amount_minor: amount.amount_minor })?;
    let detail = format!("{payment} over {amount} was declined, which the capture plan had begun: take another tender");
    draft.attention("plan_payment_declined", detail, &order_id, Some(amount));
    Ok(())
}
