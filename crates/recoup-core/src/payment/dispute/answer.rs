//! How a dispute is answered: with what is laid to it and what the books say, once for each stage, or by giving in.
//!
//! An answer counts for good. It leaves as an effect under a key of its own, and its outcome comes back as what the
//! gateway tells; one whose reply was lost is sent again under the same key, and the call looks first.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AnswerStatus, Deed, Dispute, DisputeBody, DisputeStep, collect};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, unknown};
use crate::effect::{HandedIn, Operation, OperationKind};
use crate::event::Route;
use crate::id::Id;
use crate::money::Money;
use crate::payment::{Payment, pays, refund::check_ceiling};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Times that an answer is sent before a person is told; it goes on being sent.
const SENT_BEFORE_ATTENTION: u32 = 8;

/// Wants the payment that has a dispute, and what it pays.
pub(super) fn needs_of(dispute: &Id, world: &World, needs: &mut Needs) {
    needs.name("id", dispute.as_str());
    let Some(owner) = world.owner(dispute) else { return };
    needs.stream(owner);
    if let Some(payment) = world.payment(owner) {
        pays::needs(payment, needs);
    }
}

/// A dispute with its payment.
pub(super) fn find<'d>(draft: &'d Draft<'_>, id: &Id) -> Result<(&'d Payment, &'d Dispute), Refusal> {
    let payment = draft.payment(&draft.owner("dispute", id)?)?;
    payment.dispute(id).map(|dispute| (payment, dispute)).ok_or_else(|| unknown("dispute", id))
}

/// Hands in what is there as the answer to a dispute, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmitEvidence {
    /// The dispute.
    pub dispute: Id,
}

impl Workflow for SubmitEvidence {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.dispute, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (payment, dispute) = find(draft, &self.dispute)?;
        check_unanswered(dispute)?;
        dispute.status.step(DisputeStep::Answer)?;
        let pieces = collect::pieces(draft, payment, dispute)?;
        if pieces.is_empty() {
            return Err(Refusal::Missing { param: "evidence".to_owned() });
        }
        let payment = payment.id.clone();
        give(draft, (&payment, &self.dispute), (Deed::Evidence, pieces), (false, ""))?;
        Ok(Answer::Dispute(payment, self.dispute.clone()))
    }
}

/// Gives in to a dispute: the customer keeps the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptDispute {
    /// The dispute.
    pub dispute: Id,
    /// Why.
    pub reason: String,
}

impl Workflow for AcceptDispute {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.dispute, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        let (payment, dispute) = find(draft, &self.dispute)?;
        check_ceiling(&draft.command().actor, Money::new(dispute.at_risk_minor(), payment.currency))?;
        let given_in =
            |given: &super::Given| given.deed == Deed::Acceptance || given.status != super::AnswerStatus::Taken;
        if dispute.answer_now().is_some_and(given_in) {
            check_unanswered(dispute)?;
        }
        dispute.status.step(DisputeStep::Accept)?;
        let payment = payment.id.clone();
        give(draft, (&payment, &self.dispute), (Deed::Acceptance, Vec::new()), (false, &self.reason))?;
        Ok(Answer::Dispute(payment, self.dispute.clone()))
    }
}

/// Refuses a second answer to one stage: a gateway takes one, or worse, takes the second instead of the first.
fn check_unanswered(dispute: &Dispute) -> Result<(), Refusal> {
    match dispute.answer_now() {
        Some(given) => Err(Refusal::AlreadySubmitted { stage: given.stage.word() }),
        None => Ok(()),
    }
}

/// Hands in what is there, because the due date is near and nobody did; false where nothing can be sent. That happens
/// once a stage: a gateway that refuses it leaves it to a person.
pub(super) fn by_itself(draft: &mut Draft<'_>, payment: &Id, dispute: &Id) -> Result<bool, Refusal> {
    let mine = draft.payment(payment)?;
    let held = mine.dispute(dispute).ok_or_else(|| unknown("dispute", dispute))?;
    let pieces = collect::pieces(draft, mine, held)?;
    // What the gateway would not take once it will not take again: a person has to correct it.
    let mut refused = held.answers.iter().filter(|g| g.stage == held.stage() && g.status == AnswerStatus::Refused);
    let in_vain = refused.any(|given| given.by_itself || given.pieces == pieces);
    // Where no gateway takes it, a person has to.
    if pieces.is_empty() || in_vain || mine.gateway_account().is_none() {
        return Ok(false);
    }
    give(draft, (payment, dispute), (Deed::Evidence, pieces), (true, ""))?;
    Ok(true)
}

/// Writes an answer down and sends it.
fn give(
    draft: &mut Draft<'_>,
    (payment, dispute): (&Id, &Id),
    (deed, pieces): (Deed, Vec<HandedIn>),
    (by_itself, reason): (bool, &str),
) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let held = mine.dispute(dispute).ok_or_else(|| unknown("dispute", dispute))?;
    let (stage, generation) = (held.stage(), u32::try_from(held.answers.len()).unwrap_or(u32::MAX));
    let amount = Money::new(held.at_risk_minor(), mine.currency);
    let at_gateway = matches!(mine.method.route, Route::Gateway { .. });
    let (id, reason) = (dispute.clone(), reason.to_owned());
    draft.emit(payment, DisputeBody::AnswerSent { dispute: id, generation, deed, stage, pieces, by_itself, reason })?;
    if at_gateway {
        let kind = match deed {
            Deed::Evidence => OperationKind::SubmitEvidence,
            Deed::Acceptance => OperationKind::AcceptDispute,
        };
        let operation = Operation { kind, payment: payment.clone(), id: dispute.clone(), generation };
        return draft.send_again(&operation, amount, (draft.now(), 0));
    }
    // A person handed it in, or gave in, where no gateway is.
    let (dispute, stage, generation) = (dispute.clone(), Some(stage), Some(generation));
    let body = match deed {
        Deed::Evidence => DisputeBody::Answered { dispute, stage, generation },
        Deed::Acceptance => {
            DisputeBody::Ended { dispute, end: crate::payment::facts::DisputeEnd::Accepted, stage, generation }
        }
    };
    draft.emit(payment, body).map(drop)
}

/// An answer whose reply was lost: it is sent again under its key, later each time.
pub(in crate::payment) fn lost_track(
    draft: &mut Draft<'_>,
    operation: &Operation,
    (amount, since): (Money, Timestamp),
    why: &str,
) -> Result<Answer, Refusal> {
    let (payment, dispute) = (operation.payment.clone(), operation.id.clone());
    let mine = draft.payment(&payment)?;
    let Some(given) = mine.given(operation).filter(|given| given.status.is_open()) else {
        return Ok(Answer::NoChange("what became of the answer is known meanwhile".to_owned()));
    };
    let times = given.times.saturating_add(1);
    let generation = operation.generation;
    draft.emit(
        &payment,
        DisputeBody::AnswerUnknown { dispute: dispute.clone(), generation, times, why: why.to_owned() },
    )?;
    if times == SENT_BEFORE_ATTENTION {
        let detail =
            format!("whether the gateway has our {} to {dispute} is still unknown: {why}", operation.kind.noun());
        draft.attention("still_unknown", detail, &payment, Some(amount));
    }
    draft.send_again(operation, amount, (since, times))?;
    Ok(Answer::Dispute(payment, dispute))
}
