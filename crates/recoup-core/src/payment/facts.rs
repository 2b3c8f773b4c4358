//! Facts: what a gateway told us, folded so that any order and any repetition ends the same.
//!
//! A fact that is news is decided on; one that is known or overtaken changes nothing; one that contradicts
//! us raises an alarm and is never netted. Which is which is read from the tables, not from the clock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AuthorizationLoss, CaptureStatus, CaptureStep, PaymentStatus, PaymentStep, ReleaseStep, capture, release};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, later};
use crate::effect::{Alarm, read_reference};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::OrderStatus;
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

    /// Whether its amount is booked or held; the others name none, or a rest that may be zero.
    const fn moves_money(&self) -> bool {
        matches!(
            self.what,
            What::Authorized { .. }
                | What::Captured
                | What::CaptureReversed
                | What::RefundSettled { .. }
                | What::RefundReturned
        )
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
        if self.moves_money() && self.amount.is_some_and(|a| a.amount_minor <= 0) {
            return alarm(draft, &payment, "amount_not_positive", self);
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

/// It tells nothing that changes anything.
pub(super) fn known(what: &str) -> Result<Answer, Refusal> {
    Ok(Answer::NoChange(format!("{what} was known or overtaken")))
}

/// It contradicts us: an event, and a person is asked.
pub(super) fn alarm(draft: &mut Draft<'_>, payment: &Id, what: &str, fact: &Fact) -> Result<Answer, Refusal> {
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
            What::Expired => return self.lose_rest(draft, payment, AuthorizationLoss::Expired),
            What::Released => return self.lose_rest(draft, payment, AuthorizationLoss::Released),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        // An authorization counts once, also for a payment whose rest or captures are gone since.
        if mine.status.next(step).is_none() || mine.authorized_minor > 0 {
            return known(self.what.word());
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
        let (lost, declined) = (mine.rest_lost.is_some(), mine.status == PaymentStatus::Failed);
        let canceled = draft.order(&mine.order)?.status == OrderStatus::Canceled;
        let amount = self.amount.unwrap_or(asked);
        let body = Body::PaymentAuthorized {
            amount_minor: amount.amount_minor,
            expires_at,
            gateway_ref: self.subject.clone(),
        };
        draft.emit(payment, body)?;
        draft.name(&self.account, &self.subject, payment);
        if declined {
            // The customer read that nothing was taken, and may have paid otherwise: a person decides.
            alarm(draft, payment, "authorized_after_decline", self)?;
        }
        if lost {
            return Ok(());
        }
        if canceled {
            return release::request(draft, payment).map(drop);
        }
        let before_expiry = expires_at.map(|at| before(at, draft.now()));
        if let Some(due) = [release_after, before_expiry].into_iter().flatten().min() {
            draft.timer(due, Alarm::ReleaseRest { payment: payment.clone() });
        }
        if at_once && !declined {
            let id = draft.new_id(Kind::Capture);
            capture::request(draft, payment, &id, amount, true)?;
        }
        Ok(())
    }

    fn lose_rest(&self, draft: &mut Draft<'_>, payment: &Id, by: AuthorizationLoss) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let news = match mine.rest_lost {
            // A release outranks an expiry that was told first, so that both orders end with the same word.
            Some(before) => before == AuthorizationLoss::Expired && by == AuthorizationLoss::Released,
            // Nothing authorized yet: the authorization may still be told, and is lost already.
            None => mine.remaining_minor() > 0 || mine.authorized_minor == 0,
        };
        if !news {
            return known(self.what.word());
        }
        let amount_minor = mine.rest_minor();
        draft.emit(payment, Body::PaymentRestLost { by, amount_minor })?;
        draft.cancel_timer(&Alarm::ReleaseRest { payment: payment.clone() });
        Ok(Answer::Payment(payment.clone()))
    }

    fn on_capture(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.capture(id).ok_or_else(|| super::fold::missing("capture", id))?;
        let (status, asked) = (held.status, Money::new(held.amount_minor, mine.currency));
        let amount = self.amount.unwrap_or(asked);
        let news = status.next(CaptureStep::Complete).is_some();
        match &self.what {
            What::Captured if news => self.captured(draft, payment, id, (asked, amount))?,
            What::CaptureFailed { code } if status.is_open() => {
                draft.emit(payment, Body::CaptureFailed { capture: id.clone(), code: code.clone() })?;
            }
            What::CaptureReversed if status != CaptureStatus::Reversed => {
                // It can only be undone after it was done: the other fact is on its way.
                if news {
                    self.captured(draft, payment, id, (asked, amount))?;
                }
                self.reversed(draft, payment, id)?;
            }
            What::Captured | What::CaptureFailed { .. } | What::CaptureReversed => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Capture(payment.clone(), id.clone()))
    }

    fn captured(
        &self,
        draft: &mut Draft<'_>,
        payment: &Id,
        id: &Id,
        (asked, amount): (Money, Money),
    ) -> Result<(), Refusal> {
        if amount != asked {
            alarm(draft, payment, "captured_amount_differs", self)?;
        }
        capture::complete(draft, payment, id, amount, &self.subject)?;
        let mine = draft.payment(payment)?;
        if mine.captured_minor.saturating_add(mine.reversed_minor()) > mine.authorized_minor {
            alarm(draft, payment, "captured_beyond_authorized", self)?;
        }
        Ok(())
    }

    fn reversed(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<(), Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.capture(id).ok_or_else(|| super::fold::missing("capture", id))?;
        let (order, route) = (mine.order.clone(), mine.method.route.clone());
        // What was booked is what is undone.
        let amount = Money::new(held.amount_minor, mine.currency);
        if self.amount.is_some_and(|told| told != amount) {
            alarm(draft, payment, "reversed_amount_differs", self)?;
        }
        draft.emit(payment, Body::CaptureReversed { order: order.clone(), capture: id.clone(), amount, route })?;
        draft.emit(&order, Body::OrderUnpaid { payment: payment.clone(), amount_minor: amount.amount_minor })?;
        let covered = draft.payment(payment)?.covers_its_refunds();
        let rest = if covered { "" } else { "; its refunds are more than what is left of the captures" };
        draft.attention("capture_reversed", format!("{id} was undone by the gateway{rest}"), payment, Some(amount));
        Ok(())
    }

    fn on_release(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let status = mine.release(id).ok_or_else(|| super::fold::missing("release", id))?.status;
        match &self.what {
            What::Released if status.next(ReleaseStep::Complete).is_some() => release::complete(draft, payment, id)?,
            What::ReleaseFailed { code } if status.is_open() => {
                draft.emit(payment, Body::ReleaseFailed { release: id.clone(), code: code.clone() })?;
                let detail = format!("the gateway refused to release {id}: {code}");
                draft.attention("release_failed", detail, payment, None);
                draft.cancel_timer(&Alarm::ReleaseOverdue { payment: payment.clone(), release: id.clone() });
            }
            What::Released | What::ReleaseFailed { .. } => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Release(payment.clone(), id.clone()))
    }
}

/// When the rest of an authorization is given back: half a day before it runs out, or half-way where the
/// whole time is short.
fn before(expires_at: Timestamp, now: Timestamp) -> Timestamp {
    let left_secs = expires_at.as_second().saturating_sub(now.as_second()).max(0);
    later(expires_at, -RELEASE_MARGIN_SECS.min(left_secs / 2))
}
