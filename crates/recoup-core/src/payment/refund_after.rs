//! What people do with a refund afterwards: take it back, send it again, pay it to the balance, confirm it, or
//! say that it did not arrive.

use serde::{Deserialize, Serialize};

use super::pays::{self, Taken};
use super::refund::{check_ceiling, check_covered, send, settle_whole};
use super::{Payment, Refund, RefundStatus, RefundStep};
use crate::approval::ApprovalBody;
use crate::approval::{Subject, decide};
use crate::command::Workflow;
use crate::customer::{CustomerBody, refund as balance};
use crate::decision::{Answer, Draft, unknown};
use crate::effect::Alarm;
use crate::event::{Body, Route, Undo, entry_id_of};
use crate::id::Id;
use crate::money::Money;
use crate::order::deliver::earned_since;
use crate::refusal::Refusal;
use crate::tender;
use crate::text;
use crate::world::{Needs, World};

/// Wants the payment that owns a refund, its order and its customer.
fn needs_of(refund: &Id, world: &World, needs: &mut Needs) {
    needs.name("id", refund.as_str());
    let Some(owner) = world.owner(refund) else { return };
    needs.stream(owner);
    if let Some(payment) = world.payment(owner) {
        pays::needs(payment, needs);
        payment.customer.iter().for_each(|customer| needs.stream(customer));
        if let Some(approval) = payment.refund(refund).and_then(|r| r.approval.as_ref()) {
            decide::needs_of(approval, world, needs);
        }
        if let Route::Balance { customer } = &payment.method.route {
            needs.stream(customer);
        }
    }
}

pub(crate) fn find<'d>(draft: &'d Draft<'_>, id: &Id) -> Result<(&'d Payment, &'d Refund), Refusal> {
    let payment = draft.payment(&draft.owner("refund", id)?)?;
    payment.refund(id).map(|refund| (payment, refund)).ok_or_else(|| unknown("refund", id))
}

/// Takes a refund back: before it is sent, or after it failed or came back and is no longer owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelRefund {
    /// The refund.
    pub refund: Id,
    /// Why.
    pub reason: String,
}

impl Workflow for CancelRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.refund, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        let (payment, refund) = find(draft, &self.refund)?;
        refund.status.step(RefundStep::Cancel)?;
        if refund.is_absorbed() {
            check_covered(payment, refund)?;
        }
        if refund.given_minor() > 0 {
            // Its entry is mirrored whole or not at all, and some of the money is with the customer.
            let allowed = match payment.allowed_of(refund) {
                none if none.is_empty() => "nothing that can be asked for".to_owned(),
                some => some.join(", "),
            };
            let step = RefundStep::Cancel.word();
            return Err(Refusal::NotInState { what: "refund", status: "partly paid", step, allowed });
        }
        let (payment, approval) = (payment.id.clone(), refund.approval.clone());
        let waits = refund.status == RefundStatus::AwaitingApproval;
        if let Some(approval) = approval.filter(|_| waits) {
            // One question was asked about all parts of a refund over several tenders: none goes on without it.
            let subject = draft.approval(&approval)?.subject.clone();
            draft.emit(&approval, Body::Approval(ApprovalBody::Withdrawn {}))?;
            draft.cancel_timer(&Alarm::ExpireApproval { approval });
            if let Subject::Allocation { parts, .. } = &subject {
                tender::follow::taken_back(draft, parts, &self.reason)?;
                return Ok(Answer::Refund(payment, self.refund.clone()));
            }
        }
        cancel(draft, &payment, &self.refund, &self.reason)?;
        Ok(Answer::Refund(payment, self.refund.clone()))
    }
}

/// Cancels a refund and mirrors its entry, if it was on the books.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn cancel(draft: &mut Draft<'_>, payment: &Id, refund: &Id, reason: &str) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| unknown("refund", refund))?;
    let (order, lines, overpaid_minor) = (mine.pays.clone(), asked.lines.clone(), asked.overpaid_minor);
    let undo = match (&asked.slice, &asked.booked_by) {
        (Some(slice), Some(event)) => Some(Undo {
            pays: order.clone(),
            entry: entry_id_of(event),
            reason: asked.reason.clone(),
            slice: slice.clone(),
            overpaid_minor,
        }),
        _ => None,
    };
    let top_up = mine.is_top_up();
    let earned = match &undo {
        Some(_) if top_up => None,
        Some(undo) => earned_since(pays::sold(draft, &order)?, &lines, undo.slice.deferred_minor),
        None => None,
    };
    let booked = undo.is_some();
    draft.emit(payment, Body::RefundCanceled { refund: refund.clone(), reason: reason.to_owned(), undo })?;
    if top_up {
        balance::canceled(draft, payment, refund, booked)?;
    } else if booked {
        pays::refund_undone(draft, &order, Taken { refund: refund.clone(), lines, overpaid_minor }, earned)?;
    }
    draft.cancel_timer(&Alarm::SendRefund { payment: payment.clone(), refund: refund.clone() });
    Ok(())
}

/// Sends a failed or returned refund once more, under a new key. A failure that a gateway tells and one that a
/// person tells of offline money (`BounceRefund`) are retried alike and without a new approval, because a retry sends
/// what is still owed of the amount that was approved, never more, and only after that money did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryRefund {
    /// The refund.
    pub refund: Id,
}

impl Workflow for RetryRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.refund, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (payment, refund) = find(draft, &self.refund)?;
        check_ceiling(&draft.command().actor, Money::new(refund.due_minor(), payment.currency))?;
        refund.status.step(RefundStep::Retry)?;
        check_covered(payment, refund)?;
        let payment = payment.id.clone();
        send(draft, &payment, &self.refund)?;
        Ok(Answer::Refund(payment, self.refund.clone()))
    }
}

/// Pays a failed or returned refund to the customer's balance instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRefund {
    /// The refund.
    pub refund: Id,
}

impl Workflow for CreditRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.refund, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (payment, refund) = find(draft, &self.refund)?;
        let amount = Money::new(refund.owed_minor(), payment.currency);
        check_ceiling(&draft.command().actor, amount)?;
        check_credit(payment, refund)?;
        let payment = payment.id.clone();
        credit(draft, &payment, &self.refund)?;
        Ok(Answer::Refund(payment, self.refund.clone()))
    }
}

/// Refuses to credit what did not fail, what its captures do not cover, what a dispute gave a part of, and what nobody's
/// account takes.
pub(crate) fn check_credit(payment: &Payment, refund: &Refund) -> Result<(), Refusal> {
    refund.status.step(RefundStep::Credit)?;
    check_covered(payment, refund)?;
    let why = if refund.absorbed_minor > 0 {
        "a dispute gave the customer a part of it; retry it for the rest"
    } else if payment.customer.is_none() {
        "its order has no customer account to credit; retry it instead"
    } else {
        return Ok(());
    };
    Err(Refusal::Invalid { param: "refund".to_owned(), why: why.to_owned() })
}

/// Pays what is still owed of a refund to its customer's balance.
pub(crate) fn credit(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let owed_minor = mine.refund(refund).map_or(0, Refund::owed_minor);
    let (amount, customer) = (Money::new(owed_minor, mine.currency), mine.customer.clone());
    let (Some(customer), top_up) = (customer, mine.is_top_up()) else { return Ok(()) };
    if top_up {
        return balance::credit(draft, payment, refund, amount);
    }
    let body = Body::RefundCredited { refund: refund.clone(), customer: customer.clone(), amount, top_up };
    draft.emit(payment, body)?;
    draft.emit(&customer, CustomerBody::Credited { amount, refund: refund.clone() }).map(drop)
}

/// A person says that an offline refund was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmRefund {
    /// The refund.
    pub refund: Id,
    /// Receipt or bank reference that proves it.
    pub evidence: String,
}

impl Workflow for ConfirmRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.refund, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("evidence", &self.evidence, text::SHORT)?;
        let (payment, refund) = find(draft, &self.refund)?;
        check_ceiling(&draft.command().actor, Money::new(refund.owed_minor(), payment.currency))?;
        if !matches!(payment.method.route, Route::Offline { .. }) {
            return Err(by_gateway(refund, "confirm"));
        }
        refund.status.step(RefundStep::Settle)?;
        let payment = payment.id.clone();
        settle_whole(draft, &payment, &self.refund, &self.evidence)?;
        Ok(Answer::Refund(payment, self.refund.clone()))
    }
}

/// A person says that an offline refund did not arrive: it could not be paid, or it was paid and came back.
/// From there it is retried, credited or cancelled like any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BounceRefund {
    /// The refund.
    pub refund: Id,
    /// Bank reference or note that proves it.
    pub evidence: String,
}

impl Workflow for BounceRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.refund, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("evidence", &self.evidence, text::SHORT)?;
        let (payment, refund) = find(draft, &self.refund)?;
        let route = payment.method.route.clone();
        if !matches!(route, Route::Offline { .. }) {
            return Err(by_gateway(refund, "bounce"));
        }
        let paid = refund.status.next(RefundStep::Return).is_some() && refund.given_minor() > refund.credited_minor;
        if !paid {
            refund.status.step(RefundStep::Fail)?;
        }
        let amount = Money::new(refund.given_minor() - refund.credited_minor, payment.currency);
        check_ceiling(&draft.command().actor, amount)?;
        let (payment, generation, top_up) = (payment.id.clone(), refund.generation, payment.is_top_up());
        let (refund, evidence) = (self.refund.clone(), self.evidence.clone());
        let body = if paid {
            Body::RefundReturned { refund, amount, route, generation, row: evidence, object: String::new(), top_up }
        } else {
            Body::RefundFailed { refund, code: evidence }
        };
        draft.emit(&payment, body)?;
        balance::settle_up(draft, &payment, &self.refund)?;
        Ok(Answer::Refund(payment, self.refund.clone()))
    }
}

/// What people cannot say of a refund that a gateway pays.
fn by_gateway(refund: &Refund, step: &'static str) -> Refusal {
    Refusal::NotInState {
        what: "refund that is not offline and",
        status: refund.status.word(),
        step,
        allowed: "nothing by hand; its gateway says itself what becomes of it".to_owned(),
    }
}
