//! Captures: in full, in part, several times. The amount is reserved before the gateway hears of it.

use serde::{Deserialize, Serialize};

use super::{AuthorizationLoss, CaptureStatus, PaymentStep, ReleaseStatus, fail_over, pays, release, terms};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, OperationKind};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::order::{OrderStatus, OrderStep};
use crate::payment::ReleaseBody;
use crate::payment::refund::{check_ceiling, check_currency};
use crate::planted::{self, Planted};
use crate::refusal::Refusal;
use crate::tender::group;
use crate::world::{Needs, World, thing};

/// Asks to capture some of what is authorized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCapture {
    /// The payment.
    pub payment: Id,
    /// How much, minor units; the whole rest when missing.
    pub amount_minor: Option<i64>,
    /// Must be the payment's currency when given.
    pub currency: Option<Currency>,
    /// Whether the rest is given back with it.
    pub last: bool,
}

impl Workflow for RequestCapture {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        if let Some(payment) = world.payment(&self.payment) {
            pays::needs(payment, needs);
            fail_over::other_needs(payment, world, needs);
            group::needs(payment, world, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if self.amount_minor.is_some_and(|a| a <= 0) {
            return Err(Refusal::AmountNotPositive { param: "amount_minor".to_owned() });
        }
        let payment = draft.payment(&self.payment)?;
        let standing = pays::standing(draft, &payment.pays)?;
        let (currency, left_minor) = (payment.currency, payment.capturable_minor());
        let asked_minor = self.amount_minor.unwrap_or(left_minor);
        let amount = Money::new(asked_minor, currency);
        check_ceiling(&draft.command().actor, amount)?;
        // Its table takes money that a gateway tells of; nobody may ask for more.
        let instead = match standing {
            OrderStatus::Canceled => Some(PaymentStep::RequestRelease.word()),
            OrderStatus::OnHold => Some(OrderStep::Resume.word()),
            OrderStatus::Open | OrderStatus::Completed => None,
        };
        if let Some(allowed) = instead {
            return Err(Refusal::NotInState {
                what: payment.pays.kind().map_or("order", thing),
                status: standing.word(),
                step: PaymentStep::RequestCapture.word(),
                allowed: allowed.to_owned(),
            });
        }
        payment.status.step(PaymentStep::RequestCapture)?;
        fail_over::check_pays_once(draft, payment)?;
        group::check_stands(draft, payment)?;
        check_currency(self.currency, currency)?;
        let beyond = asked_minor > left_minor && !planted::is(Planted::CaptureBeyond);
        if beyond || asked_minor == 0 {
            return Err(Refusal::ExceedsAuthorized { asked_minor, left_minor, currency });
        }
        let last = terms::check_capture(payment, amount, self.last)?;
        let capture = draft.new_id(Kind::Capture);
        request(draft, &self.payment, &capture, amount, last)?;
        Ok(Answer::Capture(self.payment.clone(), capture))
    }
}

/// Captures everything there is, as the tender asked.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn at_once(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let amount = Money::new(mine.capturable_minor(), mine.currency);
    let id = draft.new_id(Kind::Capture);
    request(draft, payment, &id, amount, true)
}

/// Reserves and sends a capture; money that is here already is captured at once.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn request(draft: &mut Draft<'_>, payment: &Id, capture: &Id, amount: Money, last: bool) -> Result<(), Refusal> {
    // With the last capture the gateway gives everything else back, also what another one is about to take.
    let waits = last && draft.payment(payment)?.capture_is_out();
    let asked = Body::CaptureRequested { capture: capture.clone(), amount_minor: amount.amount_minor, last, waits };
    draft.emit(payment, asked)?;
    fail_over::take(draft, payment)?;
    draft.name("id", capture.as_str(), payment);
    match &draft.payment(payment)?.method.route {
        Route::Gateway { .. } if waits => Ok(()),
        Route::Gateway { .. } => draft.send(OperationKind::Capture, payment, capture, amount),
        Route::Offline { .. } => complete(draft, payment, capture, Done::by(amount, "")),
        Route::Balance { .. } => {
            group::let_go(draft, payment, true)?;
            complete(draft, payment, capture, Done::by(amount, ""))
        }
    }
}

/// How a capture was done.
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    /// How much.
    pub amount: Money,
    /// The gateway's name for it; empty where there is none.
    pub gateway_ref: &'a str,
    /// Whether we know of it only because it was undone.
    pub implied: bool,
    /// The gateway's name for the row; empty where there is none.
    pub row: &'a str,
}

impl<'a> Done<'a> {
    /// As it was told.
    #[must_use]
    pub const fn by(amount: Money, gateway_ref: &'a str) -> Self {
        Self { amount, gateway_ref, implied: false, row: "" }
    }
}

/// Sends what waited for captures to be known, once none of them can still be at the gateway.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn go_on(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    if mine.capture_is_out() {
        return Ok(());
    }
    if let Some(next) = mine.captures.iter().find(|c| c.status == CaptureStatus::Waiting) {
        let (capture, amount) = (next.id.clone(), Money::new(next.amount_minor, mine.currency));
        draft.emit(payment, Body::CaptureSending { capture: capture.clone() })?;
        return draft.send(OperationKind::Capture, payment, &capture, amount);
    }
    let Some(next) = mine.releases.iter().find(|r| r.status == ReleaseStatus::Waiting) else { return Ok(()) };
    let (release, amount) = (next.id.clone(), Money::new(mine.rest_minor(), mine.currency));
    if amount.amount_minor == 0 {
        // It ran out, or the captures took it all: nothing is left to ask for.
        return release::complete(draft, payment, &release);
    }
    let amount_minor = amount.amount_minor;
    draft.emit(payment, Body::Release(ReleaseBody::Sending { release: release.clone(), amount_minor }))?;
    draft.send(OperationKind::Release, payment, &release, amount)
}

/// Books a capture: on the payment, on the order, on the ledger.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn complete(draft: &mut Draft<'_>, payment: &Id, capture: &Id, done: Done<'_>) -> Result<(), Refusal> {
    let Done { amount, gateway_ref, implied, row } = done;
    let (paid, route) = {
        let mine = draft.payment(payment)?;
        (mine.pays.clone(), mine.method.route.clone())
    };
    pays::arrives(draft, &paid)?;
    draft.emit(
        payment,
        Body::CaptureCompleted {
            pays: paid.clone(),
            capture: capture.clone(),
            amount,
            route,
            gateway_ref: gateway_ref.to_owned(),
            implied,
            row: row.to_owned(),
        },
    )?;
    pays::paid(draft, &paid, payment, amount)?;
    let mine = draft.payment(payment)?;
    let last = mine.capture(capture).is_some_and(|c| c.last);
    if last && mine.remaining_minor() > 0 && mine.rest_lost.is_none() {
        let (rest_minor, releasing) = (mine.rest_minor(), mine.releases.iter().any(|r| r.status.is_open()));
        if !mine.method.terms.rest_stays {
            // Other captures under way keep their part; what of them fails later is lost as well.
            let by = AuthorizationLoss::Released;
            draft.emit(payment, Body::PaymentRestLost { by, amount_minor: rest_minor })?;
        } else if !releasing {
            release::request(draft, payment)?;
        }
    }
    if draft.payment(payment)?.remaining_minor() == 0 {
        draft.cancel_timer(&Alarm::ReleaseRest { payment: payment.clone() });
    }
    go_on(draft, payment)
}
