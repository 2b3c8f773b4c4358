//! Decides an approval: another person, with the right role, in time, on the exact request.
//!
//! The last needed yes lets the subject go on in the same transaction; a no ends it.

use serde::{Deserialize, Serialize};

use super::{Approval, ApprovalStatus, ApprovalStep, Subject, Verdict};
use crate::actor::{Actor, Role};
use crate::approval::ApprovalBody;
use crate::command::Workflow;
use crate::customer::{self, adjust};
use crate::decision::{Answer, Draft, unknown};
use crate::effect::Alarm;
use crate::event::{Body, Route};
use crate::id::Id;
use crate::invoice::{InvoiceBody, write_off};
use crate::money::Money;
use crate::order::plan;
use crate::payment::refund::{approve, check_ceiling, send};
use crate::payment::{pays, said};
use crate::planted::{self, Planted};
use crate::policy::PolicyBody;
use crate::refusal::Refusal;
use crate::tender;
use crate::text;
use crate::world::{Needs, World};

/// Someone decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideApproval {
    /// The approval.
    pub approval: Id,
    /// Yes or no.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// The hash the person saw, if the face showed one.
    pub request_hash: Option<String>,
}

/// Wants the approval and everything its subject needs to go on.
pub(crate) fn needs_of(approval: &Id, world: &World, needs: &mut Needs) {
    needs.stream(approval);
    let Some(mine) = world.approval(approval) else { return };
    if let Subject::Outcome { payment, id, .. } = &mine.subject
        && id != payment
    {
        needs.name("id", id.as_str());
    }
    if let Subject::Outcome { payment, said, .. } = &mine.subject {
        said::name_needs(payment, said, world, needs);
    }
    match &mine.subject {
        Subject::Refund { payment, .. } | Subject::Outcome { payment, .. } => {
            needs.stream(payment);
            if let Some(payment) = world.payment(payment) {
                pays::needs(payment, needs);
                tender::group::needs(payment, world, needs);
                if let Subject::Refund { refund, .. } = &mine.subject {
                    tender::fall::source_needs(payment, refund, world, needs);
                }
                plan::needs_of(&payment.id, world, needs);
                if let Route::Balance { customer } = &payment.method.route {
                    needs.stream(customer);
                }
            }
        }
        Subject::Policy { policy, .. } => needs.stream(policy),
        Subject::Allocation { order, parts, .. } => tender::follow::needs(order, parts, world, needs),
        Subject::Adjustment { customer, .. } => needs.stream(customer),
        Subject::WriteOff { invoice, .. } => needs.stream(invoice),
    }
}

impl Workflow for DecideApproval {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.approval, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::check("reason", &self.reason, text::NOTE)?;
        if self.verdict == Verdict::Reject {
            text::required("reason", &self.reason, text::NOTE)?;
        }
        let approval = draft.approval(&self.approval)?.clone();
        let actor = &draft.command().actor;
        check_person(&approval, actor, self.verdict)?;
        check_amount(&approval, actor)?;
        let step = if self.verdict == Verdict::Approve { ApprovalStep::Approve } else { ApprovalStep::Reject };
        approval.status.step(step)?;
        if draft.now() >= approval.expires_at {
            return Err(Refusal::NotInState {
                what: "approval",
                status: "expired",
                step: step.word(),
                allowed: "ask again".to_owned(),
            });
        }
        // A no to what was only claimed changes nothing, whatever became of it since.
        let claimed = matches!(approval.subject, Subject::Outcome { .. } | Subject::WriteOff { .. });
        let changes = self.verdict == Verdict::Approve || !claimed;
        let seen = self.request_hash.as_ref().is_none_or(|hash| *hash == approval.request_hash);
        if !seen || (changes && current_hash(draft, &approval)? != approval.request_hash) {
            return Err(Refusal::ApprovalStale);
        }
        draft.emit(
            &self.approval,
            Body::Approval(ApprovalBody::Decided { verdict: self.verdict, reason: self.reason.clone() }),
        )?;
        if draft.approval(&self.approval)?.status != ApprovalStatus::Open {
            draft.cancel_timer(&Alarm::ExpireApproval { approval: self.approval.clone() });
        }
        follow(draft, &self.approval, &self.reason)?;
        Ok(Answer::Approval(self.approval.clone()))
    }
}

/// Another person with one of the roles, who has not answered yet and whose yes is still asked for.
fn check_person(approval: &Approval, actor: &Actor, verdict: Verdict) -> Result<(), Refusal> {
    let by = approval.ruling.deciders();
    if actor.person.is_empty() || !by.iter().any(|role| actor.has(*role)) {
        return Err(role_missing(&by));
    }
    let asked = &approval.requested_by;
    let same = asked.person == actor.person || (asked.kind == actor.kind && asked.id == actor.id);
    if same && !planted::is(Planted::RequesterApproves) {
        return Err(Refusal::SelfApproval);
    }
    if approval.answers.iter().any(|a| a.by.person == actor.person) {
        return Err(Refusal::AlreadyAnswered);
    }
    let still = approval.still_asked();
    let open = approval.status == ApprovalStatus::Open && verdict == Verdict::Approve;
    if open && !still.iter().any(|role| actor.has(*role)) {
        return Err(role_missing(&still));
    }
    Ok(())
}

fn role_missing(needs: &[Role]) -> Refusal {
    let needs: Vec<&str> = needs.iter().map(|role| role.word()).collect();
    Refusal::RoleMissing { needs: needs.join(" or ") }
}

fn check_amount(approval: &Approval, actor: &Actor) -> Result<(), Refusal> {
    match &approval.subject {
        Subject::Refund { amount_minor, currency, .. }
        | Subject::Outcome { amount_minor, currency, .. }
        | Subject::Adjustment { amount_minor, currency, .. }
        | Subject::WriteOff { amount_minor, currency, .. }
        | Subject::Allocation { amount_minor, currency, .. } => {
            let currency = currency.parse().map_err(Refusal::from)?;
            check_ceiling(actor, Money::new(*amount_minor, currency))
        }
        Subject::Policy { .. } => Ok(()),
    }
}

/// The hash of the request as it stands now; anything that changed since makes it differ.
fn current_hash(draft: &Draft<'_>, approval: &Approval) -> Result<String, Refusal> {
    match &approval.subject {
        Subject::Refund { payment, refund, .. } => {
            let mine = draft.payment(payment)?;
            let asked = mine.refund(refund).ok_or_else(|| unknown("refund", refund))?;
            Ok(asked.asked().hash(payment))
        }
        Subject::Outcome { payment, id, said, .. } => said::hash_now(draft.payment(payment)?, id, said),
        Subject::Adjustment { customer, .. } => adjust::hash_now(draft, customer, &approval.id),
        Subject::WriteOff { invoice, reason, tax_relief, .. } => {
            Ok(write_off::hash_now(draft.invoice(invoice)?, reason, *tax_relief))
        }
        Subject::Policy { policy, version } => {
            let mine =
                draft.policy(policy)?.and_then(|p| p.version(*version)).ok_or_else(|| unknown("policy", policy))?;
            Ok(mine.document.hash())
        }
        Subject::Allocation { order, allocation, parts, .. } => tender::follow::hash(draft, (order, allocation), parts),
    }
}

/// What follows for the subject once the approval has ended; nothing while more persons are needed.
///
/// # Errors
/// As the subject's own step.
pub(crate) fn follow(draft: &mut Draft<'_>, approval: &Id, reason: &str) -> Result<(), Refusal> {
    let mine = draft.approval(approval)?;
    let (status, subject) = (mine.status, mine.subject.clone());
    match (status, subject) {
        (ApprovalStatus::Open, _) => Ok(()),
        (ApprovalStatus::Approved, Subject::Refund { payment, refund, .. }) => {
            approve(draft, &payment, &refund)?;
            send(draft, &payment, &refund)
        }
        (_, Subject::Refund { payment, refund, .. }) => {
            draft.emit(&payment, Body::RefundRejected { refund: refund.clone(), reason: reason.to_owned() })?;
            if draft.payment(&payment)?.is_top_up() {
                customer::refund::unhold(draft, &payment, &refund)
            } else {
                Ok(())
            }
        }
        (ApprovalStatus::Approved, Subject::Outcome { payment, id, said, .. }) => {
            said::agreed(draft, &payment, &id, &said)
        }
        // Nothing was changed by what was only claimed.
        (_, Subject::Outcome { .. }) => Ok(()),
        (ApprovalStatus::Approved, Subject::Adjustment { customer, .. }) => adjust::agreed(draft, &customer, approval),
        (_, Subject::Adjustment { customer, .. }) => adjust::ended(draft, &customer, approval, reason),
        (ApprovalStatus::Approved, Subject::WriteOff { invoice, reason, tax_relief, .. }) => {
            write_off::book(draft, &invoice, (&reason, tax_relief), Some(approval.clone()))
        }
        (_, Subject::WriteOff { invoice, .. }) => {
            let (approval, reason) = (approval.clone(), reason.to_owned());
            draft.emit(&invoice, InvoiceBody::WriteOffRefused { approval, reason }).map(drop)
        }
        (ApprovalStatus::Approved, Subject::Policy { policy, version }) => {
            draft.emit(&policy, Body::Policy(PolicyBody::Activated { version })).map(drop)
        }
        (_, Subject::Policy { policy, version }) => {
            draft.emit(&policy, Body::Policy(PolicyBody::Rejected { version, reason: reason.to_owned() })).map(drop)
        }
        (ApprovalStatus::Approved, Subject::Allocation { order, parts, .. }) => {
            tender::follow::agreed(draft, &order, &parts)
        }
        (_, Subject::Allocation { parts, .. }) => tender::follow::refused(draft, &parts, reason),
    }
}

/// The requester takes the question back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawApproval {
    /// The approval.
    pub approval: Id,
}

impl Workflow for WithdrawApproval {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.approval, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let approval = draft.approval(&self.approval)?;
        let actor = &draft.command().actor;
        let asked = &approval.requested_by;
        // Programs without a person are told apart by their own name.
        let same = asked.person == actor.person && (!actor.person.is_empty() || asked.id == actor.id);
        if !same {
            return Err(Refusal::RoleMissing { needs: "the person who asked".to_owned() });
        }
        approval.status.step(ApprovalStep::Withdraw)?;
        let subject = approval.subject.clone();
        draft.emit(&self.approval, Body::Approval(ApprovalBody::Withdrawn {}))?;
        draft.cancel_timer(&Alarm::ExpireApproval { approval: self.approval.clone() });
        match subject {
            Subject::Refund { payment, refund, .. } => {
                crate::payment::refund_after::cancel(draft, &payment, &refund, "withdrawn by the requester")?;
            }
            Subject::Allocation { parts, .. } => {
                tender::follow::taken_back(draft, &parts, "withdrawn by the requester")?;
            }
            Subject::Policy { .. }
            | Subject::Outcome { .. }
            | Subject::Adjustment { .. }
            | Subject::WriteOff { .. } => follow(draft, &self.approval, "withdrawn by the requester")?,
        }
        Ok(Answer::Approval(self.approval.clone()))
    }
}
