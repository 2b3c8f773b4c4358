//! Facts: what a gateway told us, folded so that any order and any repetition ends the same.
//!
//! A fact that is news is decided on; one that is known or overtaken changes nothing; one that contradicts
//! us raises an alarm and is never netted. Which is which is read from the tables, not from the clock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::refund::settle;
use super::{
    AuthorizationLoss, CaptureStatus, Payment, PaymentStatus, PaymentStep, RefundStatus, RefundStep, capture, release,
};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, later};
use crate::effect::{Alarm, read_reference};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Seconds before an authorization runs out at which its rest is given back.
const RELEASE_MARGIN_SECS: i64 = 12 * 3600;

/// What a gateway can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Authorized.
    Authorized {
        /// Until when.
        expires_at: Option<Timestamp>,
    },
    /// The customer must act.
    ActionRequired,
    /// Declined.
    Declined {
        /// Gateway code.
        code: String,
    },
    /// The rest ran out.
    Expired,
    /// Captured.
    Captured,
    /// Capture refused.
    CaptureFailed {
        /// Gateway code.
        code: String,
    },
    /// A capture was undone.
    CaptureReversed,
    /// The rest is given back.
    Released,
    /// Release refused.
    ReleaseFailed {
        /// Gateway code.
        code: String,
    },
    /// The refund request was taken.
    RefundAccepted,
    /// The refund is done, says the gateway.
    RefundCompleted,
    /// The refund's money row is there.
    RefundSettled {
        /// Row id or ARN.
        evidence: String,
    },
    /// The refund failed.
    RefundFailed {
        /// Gateway code.
        code: String,
    },
    /// The refund came back.
    RefundReturned,
}

impl What {
    /// Its word, part of the fact's key.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Authorized { .. } => "authorized",
            Self::ActionRequired => "action_required",
            Self::Declined { .. } => "declined",
            Self::Expired => "expired",
            Self::Captured => "captured",
            Self::CaptureFailed { .. } => "capture_failed",
            Self::CaptureReversed => "capture_reversed",
            Self::Released => "released",
            Self::ReleaseFailed { .. } => "release_failed",
            Self::RefundAccepted => "refund_accepted",
            Self::RefundCompleted => "refund_completed",
            Self::RefundSettled { .. } => "refund_settled",
            Self::RefundFailed { .. } => "refund_failed",
            Self::RefundReturned => "refund_returned",
        }
    }
}

/// One thing a gateway told us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Gateway account that told it, such as `sandbox:main`.
    pub account: String,
    /// The gateway's name for the object.
    pub subject: String,
    /// Our reference on it: the operation's id, with its generation behind a point.
    pub ours: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
    /// How much, where it says.
    pub amount: Option<Money>,
}

impl Fact {
    /// The key under which the fact counts once: gateway, subject and what.
    #[must_use]
    pub fn key(&self) -> String {
        format!("fact:{}:{}:{}", self.account, self.subject, self.what.word())
    }

    fn target(&self) -> Result<(Id, u32), Refusal> {
        let unknown = || Refusal::Unknown { what: "operation", id: self.ours.chars().take(60).collect() };
        read_reference(&self.ours).ok_or_else(unknown)
    }
}

impl Workflow for Fact {
    fn needs(&self, world: &World, needs: &mut Needs) {
        let Ok((id, _)) = self.target() else { return };
        let payment = if id.kind() == Some(Kind::Payment) {
            Some(id)
        } else {
            needs.name("id", id.as_str());
            world.owner(&id).cloned()
        };
        let Some(payment) = payment else { return };
        needs.stream(&payment);
        if let Some(payment) = world.payment(&payment) {
            needs.stream(&payment.order);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (id, generation) = self.target()?;
        let payment = match id.kind() {
            Some(Kind::Payment) => draft.payment(&id)?.id.clone(),
            _ => draft.owner("operation", &id)?,
        };
        let mine = draft.payment(&payment)?;
        if mine.gateway_account() != Some(self.account.as_str()) {
            return Err(Refusal::Unknown { what: "operation", id: self.ours.chars().take(60).collect() });
        }
        if self.amount.is_some_and(|a| a.currency != mine.currency) {
            return alarm(draft, &payment, "currency_differs", self);
        }
        match id.kind() {
            Some(Kind::Payment) => self.on_authorization(draft, &payment),
            Some(Kind::Capture) => self.on_capture(draft, &payment, &id),
            Some(Kind::Release) => self.on_release(draft, &payment, &id),
            Some(Kind::Refund) => self.on_refund(draft, &payment, &id, generation),
            _ => Err(Refusal::Unknown { what: "operation", id: self.ours.clone() }),
        }
    }
}

fn known(what: &str) -> Result<Answer, Refusal> {
    Ok(Answer::NoChange(format!("{what} was known or overtaken")))
}

fn alarm(draft: &mut Draft<'_>, payment: &Id, what: &str, fact: &Fact) -> Result<Answer, Refusal> {
    let amount = fact.amount.map_or_else(|| "no amount".to_owned(), |a| a.to_string());
    let detail = format!(
        "{} says {} of {} ({amount}), which contradicts what we know",
        fact.account,
        fact.what.word(),
        fact.subject
    );
    draft.emit(payment, Body::PaymentAlarm { what: what.to_owned(), detail: detail.clone() })?;
    draft.attention(what, detail, payment, fact.amount);
    Ok(Answer::Payment(payment.clone()))
}

impl Fact {
    fn on_authorization(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let step = match &self.what {
            What::Authorized { .. } => PaymentStep::Authorize,
            What::ActionRequired => PaymentStep::AskCustomer,
            What::Declined { .. } => PaymentStep::Decline,
            What::Expired | What::Released => return self.lose_rest(draft, payment),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        if mine.status.next(step).is_none() {
            let contradicts = matches!((&self.what, mine.status), (What::Authorized { .. }, PaymentStatus::Failed));
            return if contradicts {
                alarm(draft, payment, "authorized_after_decline", self)
            } else {
                known(self.what.word())
            };
        }
        match &self.what {
            What::Authorized { expires_at } => self.authorize(draft, payment, *expires_at),
            What::Declined { code } => draft.emit(payment, Body::PaymentDeclined { code: code.clone() }).map(drop),
            _ => draft.emit(payment, Body::PaymentActionRequired { gateway_ref: self.subject.clone() }).map(drop),
        }?;
        Ok(Answer::Payment(payment.clone()))
    }

    fn authorize(&self, draft: &mut Draft<'_>, payment: &Id, expires_at: Option<Timestamp>) -> Result<(), Refusal> {
        let mine = draft.payment(payment)?;
        let (asked, at_once, release_after) =
            (Money::new(mine.amount_minor, mine.currency), mine.capture_at_once, mine.release_after);
        let amount = self.amount.unwrap_or(asked);
        let body = Body::PaymentAuthorized {
            amount_minor: amount.amount_minor,
            expires_at,
            gateway_ref: self.subject.clone(),
        };
        draft.emit(payment, body)?;
        draft.name(&self.account, &self.subject, payment);
        let before_expiry = expires_at.map(|at| later(at, -RELEASE_MARGIN_SECS));
        if let Some(due) = [release_after, before_expiry].into_iter().flatten().min() {
            draft.timer(due, Alarm::ReleaseRest { payment: payment.clone() });
        }
        if at_once {
            let id = draft.new_id(Kind::Capture);
            capture::request(draft, payment, &id, amount, true)?;
        }
        Ok(())
    }

    fn lose_rest(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let waiting =
            matches!(mine.status, PaymentStatus::Pending | PaymentStatus::RequiresAction | PaymentStatus::Unknown);
        let by = match self.what {
            What::Expired => AuthorizationLoss::Expired,
            _ => AuthorizationLoss::Released,
        };
        if mine.rest_lost.is_some() || (mine.rest_minor() == 0 && !waiting) {
            return known(self.what.word());
        }
        let amount_minor = mine.rest_minor();
        let step = match by {
            AuthorizationLoss::Expired => PaymentStep::ExpireRest,
            AuthorizationLoss::Released => PaymentStep::ReleaseRest,
        };
        if mine.status.next(step).is_none() {
            return alarm(draft, payment, "fact_does_not_fit", self);
        }
        draft.emit(payment, Body::PaymentRestLost { by, amount_minor })?;
        draft.cancel_timer(&Alarm::ReleaseRest { payment: payment.clone() });
        Ok(Answer::Payment(payment.clone()))
    }

    fn on_capture(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.capture(id).ok_or_else(|| super::fold::missing("capture", id))?;
        let (status, asked_minor) = (held.status, held.amount_minor);
        let amount = self.amount.unwrap_or(Money::new(asked_minor, mine.currency));
        match &self.what {
            What::Captured if matches!(status, CaptureStatus::Completed | CaptureStatus::Reversed) => {
                return known(self.what.word());
            }
            What::Captured => {
                if amount.amount_minor != asked_minor {
                    alarm(draft, payment, "captured_amount_differs", self)?;
                }
                capture::complete(draft, payment, id, amount, &self.subject)?;
            }
            What::CaptureFailed { .. } if !status.is_open() => return known(self.what.word()),
            What::CaptureFailed { code } => {
                draft.emit(payment, Body::CaptureFailed { capture: id.clone(), code: code.clone() })?;
            }
            What::CaptureReversed if status == CaptureStatus::Reversed => return known(self.what.word()),
            What::CaptureReversed => {
                if status != CaptureStatus::Completed {
                    capture::complete(draft, payment, id, amount, &self.subject)?;
                }
                reverse(draft, payment, id, amount)?;
            }
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Capture(payment.clone(), id.clone()))
    }

    fn on_release(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.release(id).ok_or_else(|| super::fold::missing("release", id))?;
        if !held.status.is_open() {
            return known(self.what.word());
        }
        match &self.what {
            What::Released => release::complete(draft, payment, id)?,
            What::ReleaseFailed { code } => {
                draft.emit(payment, Body::ReleaseFailed { release: id.clone(), code: code.clone() })?;
                draft.attention(
                    "release_failed",
                    format!("the gateway refused to release {id}: {code}"),
                    payment,
                    None,
                );
            }
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Release(payment.clone(), id.clone()))
    }

    fn on_refund(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id, generation: u32) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.refund(id).ok_or_else(|| super::fold::missing("refund", id))?;
        let (status, current, asked) = (held.status, held.generation, held.money(mine.currency));
        let never_sent = matches!(
            status,
            RefundStatus::Requested
                | RefundStatus::AwaitingApproval
                | RefundStatus::Approved
                | RefundStatus::Rejected
                | RefundStatus::Canceled
        );
        let moved = matches!(self.what, What::RefundSettled { .. });
        if moved && (never_sent || generation != current || status == RefundStatus::Credited) {
            return self.beyond(draft, payment, id);
        }
        if never_sent || generation > current {
            return alarm(draft, payment, "refund_not_sent_by_us", self);
        }
        if generation < current {
            return known(self.what.word());
        }
        if self.amount.is_some_and(|a| a != asked) {
            alarm(draft, payment, "refunded_amount_differs", self)?;
        }
        self.refund_step(draft, payment, id, status)?;
        Ok(Answer::Refund(payment.clone(), id.clone()))
    }

    fn refund_step(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id, status: RefundStatus) -> Result<(), Refusal> {
        let refund = id.clone();
        let gateway_ref = self.subject.clone();
        let news = |step: RefundStep| status.next(step).is_some();
        match &self.what {
            What::RefundAccepted if news(RefundStep::Accept) => {
                draft.emit(payment, Body::RefundAccepted { refund, gateway_ref }).map(drop)
            }
            What::RefundCompleted if news(RefundStep::Complete) => {
                draft.emit(payment, Body::RefundCompleted { refund, gateway_ref }).map(drop)
            }
            What::RefundSettled { evidence } if news(RefundStep::Settle) => {
                settle(draft, payment, id, evidence, &gateway_ref)
            }
            What::RefundFailed { code } if news(RefundStep::Fail) => {
                draft.emit(payment, Body::RefundFailed { refund, code: code.clone() })?;
                draft.attention(
                    "refund_failed",
                    format!("{id} failed ({code}); the money is still owed"),
                    payment,
                    self.amount,
                );
                Ok(())
            }
            // It can only come back, or fail with money attached, after it settled: the row is on its way.
            What::RefundReturned if news(RefundStep::Settle) => {
                settle(draft, payment, id, "implied by its return", &gateway_ref)?;
                returned(draft, payment, id)
            }
            What::RefundReturned | What::RefundFailed { .. } if news(RefundStep::Return) => {
                returned(draft, payment, id)
            }
            What::RefundAccepted
            | What::RefundCompleted
            | What::RefundSettled { .. }
            | What::RefundFailed { .. }
            | What::RefundReturned => Ok(()),
            _ => alarm(draft, payment, "fact_does_not_fit", self).map(drop),
        }
    }

    /// Money left that we had not allowed: a loss on its own account, and a person is told.
    fn beyond(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let asked = mine.refund(id).map_or(0, |r| r.amount_minor);
        let amount = self.amount.unwrap_or(Money::new(asked, mine.currency));
        let route = mine.method.route.clone();
        draft.emit(payment, Body::RefundBeyond { refund: id.clone(), amount, route })?;
        alarm(draft, payment, "refunded_beyond_allowed", self)
    }
}

fn returned(draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<(), Refusal> {
    let mine: &Payment = draft.payment(payment)?;
    let held = mine.refund(id).ok_or_else(|| super::fold::missing("refund", id))?;
    let (amount, route) = (held.money(mine.currency), mine.method.route.clone());
    draft.emit(payment, Body::RefundReturned { refund: id.clone(), amount, route })?;
    draft.attention("refund_returned", format!("{id} came back; the money is owed again"), payment, Some(amount));
    Ok(())
}

fn reverse(draft: &mut Draft<'_>, payment: &Id, id: &Id, amount: Money) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let (order, route) = (mine.order.clone(), mine.method.route.clone());
    draft.emit(payment, Body::CaptureReversed { order: order.clone(), capture: id.clone(), amount, route })?;
    draft.emit(&order, Body::OrderUnpaid { payment: payment.clone(), amount_minor: amount.amount_minor })?;
    draft.attention("capture_reversed", format!("{id} was undone by the gateway"), payment, Some(amount));
    Ok(())
}
