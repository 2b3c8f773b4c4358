//! Releases: giving the uncaptured rest of an authorization back, as a tracked operation with a deadline.

use serde::{Deserialize, Serialize};

use super::{AuthorizationLoss, PaymentStep, pays};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, OperationKind};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::payment::ReleaseBody;
use crate::refusal::Refusal;
use crate::tender::group;
use crate::world::{Needs, World};

/// Seconds after which a release that is not done is shown to a person.
pub const DEADLINE_SECS: u32 = 24 * 3600;

/// Asks to give the rest back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRelease {
    /// The payment.
    pub payment: Id,
}

impl Workflow for RequestRelease {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        if let Some(payment) = world.payment(&self.payment) {
            pays::needs(payment, needs);
            group::needs(payment, world, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let payment = draft.payment(&self.payment)?;
        payment.status.step(PaymentStep::RequestRelease)?;
        let (left_minor, currency) = (payment.releasable_minor(), payment.currency);
        if left_minor == 0 {
            return Err(Refusal::ExceedsAuthorized { asked_minor: payment.rest_minor(), left_minor, currency });
        }
        let release = request(draft, &self.payment)?;
        group::fall(draft, &self.payment, "released")?;
        Ok(Answer::Release(self.payment.clone(), release))
    }
}

/// Reserves the rest and sends the release, once no capture is under way any more; offline money has nothing to give back and is done at once.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn request(draft: &mut Draft<'_>, payment: &Id) -> Result<Id, Refusal> {
    let release = draft.new_id(Kind::Release);
    let mine = draft.payment(payment)?;
    let amount = Money::new(mine.rest_minor(), mine.currency);
    let at_gateway = matches!(mine.method.route, Route::Gateway { .. });
    // Giving the rest back closes an authorization at many gateways, and with it what is being captured.
    let waits = mine.capturing_minor() > 0;
    let deadline = draft.in_secs(DEADLINE_SECS);
    let amount_minor = amount.amount_minor;
    let asked = Body::Release(ReleaseBody::Requested { release: release.clone(), amount_minor, deadline, waits });
    draft.emit(payment, asked)?;
    draft.name("id", release.as_str(), payment);
    draft.cancel_timer(&Alarm::ReleaseRest { payment: payment.clone() });
    if at_gateway {
        draft.timer(deadline, Alarm::ReleaseOverdue { payment: payment.clone(), release: release.clone() });
        if !waits {
            draft.send(OperationKind::Release, payment, &release, amount)?;
        }
    } else {
        complete(draft, payment, &release)?;
    }
    Ok(release)
}

/// Books a release.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn complete(draft: &mut Draft<'_>, payment: &Id, release: &Id) -> Result<(), Refusal> {
    draft.emit(payment, Body::Release(ReleaseBody::Completed { release: release.clone() }))?;
    group::let_go(draft, payment, false)?;
    let mine = draft.payment(payment)?;
    let rest_minor = mine.rest_minor();
    // A release outranks an expiry that was told first, so that both orders end with the same word.
    let news = match mine.rest_lost {
        None => mine.remaining_minor() > 0,
        Some(by) => by == AuthorizationLoss::Expired,
    };
    if news {
        draft.emit(payment, Body::PaymentRestLost { by: AuthorizationLoss::Released, amount_minor: rest_minor })?;
    }
    draft.cancel_timer(&Alarm::ReleaseOverdue { payment: payment.clone(), release: release.clone() });
    Ok(())
}
