//! What a timer does when it is due. A timer that comes too late finds that there is nothing to do.

use serde::{Deserialize, Serialize};

use crate::approval::ApprovalBody;
use crate::approval::{ApprovalStep, decide};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::event::Body;
use crate::id::Id;
use crate::invoice;
use crate::money::Money;
use crate::order::{plan, short};
use crate::payment::dispute::due;
use crate::payment::{PaymentStep, RefundStatus, ask_again, pays, refund, release};
use crate::refusal::Refusal;
use crate::tender::{fall, group};
use crate::world::{Needs, World};

/// Seconds until the rest is looked at again while a capture under way holds all of it.
const WHILE_CAPTURING_SECS: u32 = 3_600;

/// A timer is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingTimer {
    /// What it was set for.
    pub alarm: Alarm,
}

impl Workflow for RingTimer {
    fn needs(&self, world: &World, needs: &mut Needs) {
        match &self.alarm {
            Alarm::ExpireApproval { approval } => decide::needs_of(approval, world, needs),
            Alarm::TakeByPlan { order } => plan::needs(order, world, needs),
            Alarm::EndLate { order } => short::late_needs(order, world, needs),
            other => {
                needs.stream(other.stream());
                if matches!(other, Alarm::FallThrough { .. }) {
                    fall::needs_of(other.stream(), world, needs);
                }
                if let Some(payment) = world.payment(other.stream()) {
                    pays::needs(payment, needs);
                    group::needs(payment, world, needs);
                    plan::needs_of(&payment.id, world, needs);
                    if let crate::event::Route::Balance { customer } = &payment.method.route {
                        needs.stream(customer);
                    }
                }
            }
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let too_late = || Ok(Answer::NoChange("there is nothing left to do".to_owned()));
        match &self.alarm {
            Alarm::ReleaseRest { payment } => release_rest(draft, payment)?.map_or_else(too_late, Ok),
            Alarm::ReleaseOverdue { payment, release } => {
                let mine = draft.payment(payment)?;
                let Some(held) = mine.release(release).filter(|r| r.status.is_open()) else { return too_late() };
                let amount = Money::new(held.amount_minor, mine.currency);
                let detail = format!("{release} is not done after its deadline; the customer's money is still held");
                draft.attention("release_overdue", detail, payment, Some(amount));
                Ok(Answer::Release(payment.clone(), release.clone()))
            }
            Alarm::ExpireApproval { approval } => {
                if draft.approval(approval)?.status.next(ApprovalStep::Expire).is_none() {
                    return too_late();
                }
                draft.emit(approval, Body::Approval(ApprovalBody::Expired {}))?;
                decide::follow(draft, approval, "nobody decided in time")?;
                Ok(Answer::Approval(approval.clone()))
            }
            Alarm::SendRefund { payment, refund } => {
                let mine = draft.payment(payment)?;
                let Some(held) = mine.refund(refund).filter(|r| r.status == RefundStatus::Approved) else {
                    return too_late();
                };
                if let Err(uncovered) = refund::check_covered(mine, held) {
                    let amount = held.money(mine.currency);
                    let detail = format!("{refund} was not sent: what it gives back is gone ({uncovered}); cancel it");
                    draft.attention("refund_not_covered", detail, payment, Some(amount));
                    return Ok(Answer::Refund(payment.clone(), refund.clone()));
                }
                refund::send(draft, payment, refund)?;
                Ok(Answer::Refund(payment.clone(), refund.clone()))
            }
            Alarm::InvoiceDue { invoice } => invoice::money::ring(draft, invoice),
            Alarm::DisputeDue { payment, dispute } => match due::ring(draft, payment, dispute)? {
                Some(answer) => Ok(answer),
                None => too_late(),
            },
            Alarm::FallThrough { payment, refund } => fall::ring(draft, payment, refund)?.map_or_else(too_late, Ok),
            Alarm::AskAgain { payment, id, asked } => {
                if !ask_again::look(draft, payment, id, *asked)? {
                    return too_late();
                }
                Ok(Answer::Payment(payment.clone()))
            }
            Alarm::TakeByPlan { order } => {
                if plan::set::date_came(draft, order)? {
                    Ok(Answer::Order(order.clone()))
                } else {
                    too_late()
                }
            }
            Alarm::EndLate { order } => {
                if short::late_ends(draft, order)? {
                    Ok(Answer::Order(order.clone()))
                } else {
                    too_late()
                }
            }
        }
    }
}

/// The rest of an authorization is given back before it runs out; nothing where there is nothing to do any more.
fn release_rest(draft: &mut Draft<'_>, payment: &Id) -> Result<Option<Answer>, Refusal> {
    let mine = draft.payment(payment)?;
    if mine.status.next(PaymentStep::RequestRelease).is_none() {
        return Ok(None);
    }
    if mine.releasable_minor() == 0 {
        if mine.capturing_minor() == 0 {
            return Ok(None);
        }
        // A capture has it all, and may still fail: then somebody must give it back.
        draft.timer(draft.in_secs(WHILE_CAPTURING_SECS), Alarm::ReleaseRest { payment: payment.clone() });
        return Ok(Some(Answer::Payment(payment.clone())));
    }
    if plan::care::sees_to(draft, payment)? {
        return Ok(Some(Answer::Payment(payment.clone())));
    }
    let release = release::request(draft, payment)?;
    group::fall(draft, payment, "its authorization runs out")?;
    Ok(Some(Answer::Release(payment.clone(), release)))
}
