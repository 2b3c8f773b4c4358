//! No readable answer, and what a probe finds: Unknown is a state, and an operation that provably never
//! arrived is sent again under the same key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dispute::{AnswerStatus, DisputeBody, answer};
use super::doubt::SENT_BEFORE_ATTENTION;
use super::{Capture, CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus, ask_again};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, later};
use crate::effect::{Operation, OperationKind};
use crate::event::Body;
use crate::money::Money;
use crate::payment::ReleaseBody;
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Probes after which a person is told; the engine goes on asking.
const PROBES_BEFORE_ATTENTION: u32 = 8;
/// Seconds for which what a gateway undid, and cannot find, is looked for.
const LOOKED_FOR_SECS: i64 = 14 * 86_400;

/// A gateway gave no readable answer to a send or a probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostTrack {
    /// The operation.
    pub operation: Operation,
    /// How much it was for.
    pub amount: Money,
    /// When it was first wanted.
    pub since: Timestamp,
    /// Probes so far.
    pub probes: u32,
    /// What we saw.
    pub why: String,
    /// Whether it cannot be asked after, now or later: it is not asked again.
    #[serde(default)]
    pub cannot_ask: bool,
}

/// A probe says that the operation never arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeverArrived {
    /// The operation.
    pub operation: Operation,
    /// How much it was for.
    pub amount: Money,
    /// When it was first wanted.
    pub since: Timestamp,
    /// Whether it was to be sent, and was asked about first because the gateway may have forgotten our key.
    #[serde(default)]
    pub asked_first: bool,
}

impl Workflow for LostTrack {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.operation.payment);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if self.operation.kind.is_of_dispute() {
            return answer::lost_track(draft, &self.operation, (self.amount, self.since), &self.why);
        }
        let payment = draft.payment(&self.operation.payment)?.id.clone();
        let mine = draft.payment(&payment)?;
        let implied = is_implied(mine, &self.operation);
        // That it waits was told meanwhile, which is an answer. A word counts once: were the question opened
        // again here, the same word from a probe could not close it.
        if ask_again::is_waiting(mine, &self.operation) {
            return if self.cannot_ask { self.stop_asking(draft) } else { nothing("its timer asks again") };
        }
        if !implied && !is_open(mine, &self.operation) {
            return nothing("its outcome is known meanwhile");
        }
        if self.probes == 0 && !implied && is_sending(mine, &self.operation) {
            draft.emit(&payment, lost(&self.operation, &self.why))?;
        }
        if self.cannot_ask {
            if draft.payment(&payment)?.is_asked_no_more(&self.operation) {
                return nothing("a person knows already that it cannot be asked");
            }
            self.leave_open(draft, "cannot_be_asked")?;
            return self.stop_asking(draft);
        }
        if self.probes == PROBES_BEFORE_ATTENTION {
            self.leave_open(draft, "still_unknown")?;
        }
        draft.probe(&self.operation, self.amount, self.since, self.probes)?;
        Ok(Answer::Payment(payment))
    }
}

impl LostTrack {
    /// Tells a person, who may say what became of it where its outcome is open. Where asking is sending it once more,
    /// nobody may while it is asked: what two persons say was not done, the next question might do.
    fn leave_open(&self, draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
        let (payment, operation) = (&self.operation.payment, &self.operation);
        let mine = draft.payment(payment)?;
        let may_arrive = mine.method.terms.asked_by_repeating && !self.cannot_ask;
        if is_unknown(mine, operation) && !may_arrive && !mine.is_undecided(operation) {
            draft.emit(payment, Body::OutcomeOpen { id: operation.id.clone(), why: self.why.clone() })?;
        }
        let detail = format!("{} of {} is still unknown: {}", operation.kind.noun(), operation.id, self.why);
        draft.attention(reason, detail, payment, Some(self.amount));
        Ok(())
    }

    /// Nothing can be asked any more. What its gateway took goes on being waited for, and a person is told when that
    /// takes long; what it calls done is no case for a person, as a report will say the rest.
    fn stop_asking(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (payment, operation) = (&self.operation.payment, &self.operation);
        let mine = draft.payment(payment)?;
        let waits = is_unknown(mine, operation) || ask_again::is_waiting(mine, operation);
        if waits && !mine.is_asked_no_more(operation) {
            ask_again::end(draft, operation, &self.why)?;
        }
        Ok(Answer::Payment(payment.clone()))
    }
}

fn nothing(why: &str) -> Result<Answer, Refusal> {
    Ok(Answer::NoChange(why.to_owned()))
}

impl Workflow for NeverArrived {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.operation.payment);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let payment = draft.payment(&self.operation.payment)?.id.clone();
        let mine = draft.payment(&payment)?;
        if self.operation.kind.is_of_dispute() {
            return nothing("what answers a dispute is sent again, and looks first");
        }
        if self.asked_first && is_sending(mine, &self.operation) {
            // Nobody said that we lost track: it was never sent for as long as the gateway remembers a key.
            draft.emit(&payment, lost(&self.operation, "it could not be sent for too long"))?;
        } else if is_implied(mine, &self.operation) {
            return self.look_later(draft);
        } else if !is_unknown(mine, &self.operation) {
            return Ok(Answer::NoChange("it was heard of, or sent again, meanwhile".to_owned()));
        }
        let mine = draft.payment(&payment)?;
        let sent_again = mine.sent_again(&self.operation).saturating_add(1);
        let vain = sent_again >= SENT_BEFORE_ATTENTION;
        if vain && !mine.is_undecided(&self.operation) {
            return self.wait_for_a_word(draft, sent_again);
        }
        // It was about to go out, and the question in between says that it may: the first time nothing is lost, so
        // nothing waits. What was open for a person to say has waited already.
        let at_once = vain || (self.asked_first && sent_again == 1);
        draft.emit(&payment, resent(&self.operation, sent_again))?;
        draft.send_again(&self.operation, self.amount, (self.since, if at_once { 0 } else { sent_again }))?;
        Ok(Answer::Payment(payment))
    }
}

impl NeverArrived {
    /// The gateway told that it was undone, so it was there: its search lags behind. It is looked for until its report
    /// must have told of it.
    fn look_later(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if draft.now() > later(self.since, LOOKED_FOR_SECS) {
            return nothing("it was looked for long enough");
        }
        draft.probe(&self.operation, self.amount, self.since, PROBES_BEFORE_ATTENTION)?;
        Ok(Answer::Payment(self.operation.payment.clone()))
    }

    /// It never arrives, however often it is sent. It goes out once more after a pause and another look; in the pause
    /// nothing of it is on its way, so that persons may say that it is not to be done.
    fn wait_for_a_word(&self, draft: &mut Draft<'_>, sent_again: u32) -> Result<Answer, Refusal> {
        let (payment, id) = (self.operation.payment.clone(), self.operation.id.clone());
        let kind = self.operation.kind.noun();
        let detail = format!("{kind} of {id} was sent {sent_again} times, and its gateway never had it");
        draft.emit(&payment, Body::OutcomeOpen { id, why: detail.clone() })?;
        if sent_again == SENT_BEFORE_ATTENTION {
            draft.attention("never_arrives", detail, &payment, Some(self.amount));
        }
        draft.probe(&self.operation, self.amount, self.since, sent_again)?;
        Ok(Answer::Payment(payment))
    }
}

/// Whether we know of the operation only because it was undone; how it was done is still to be told.
fn is_implied(payment: &Payment, operation: &Operation) -> bool {
    match operation.kind {
        OperationKind::Authorize | OperationKind::Release => false,
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => false,
        OperationKind::Capture => payment.capture(&operation.id).is_some_and(Capture::is_untold),
        OperationKind::Refund => payment
            .refund(&operation.id)
            .is_some_and(|r| r.left_minor(operation.generation) > 0 && !r.is_told(operation.generation)),
    }
}

/// Whether the outcome of the operation is still open.
fn is_open(payment: &Payment, operation: &Operation) -> bool {
    is_sending(payment, operation) || is_unknown(payment, operation)
}

/// Whether we lost track of the operation and have not sent it again: only then a search that finds nothing
/// means that it never arrived. The gateway may have told of it meanwhile by another way.
pub(super) fn is_unknown(payment: &Payment, operation: &Operation) -> bool {
    let id = &operation.id;
    match operation.kind {
        OperationKind::Authorize => payment.status == PaymentStatus::Unknown,
        OperationKind::Capture => payment.capture(id).is_some_and(|c| c.status == CaptureStatus::Unknown),
        OperationKind::Release => payment.release(id).is_some_and(|r| r.status == ReleaseStatus::Unknown),
        OperationKind::Refund => payment
            .refund(id)
            .is_some_and(|r| r.generation == operation.generation && r.status == RefundStatus::Unknown),
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
            payment.given(operation).is_some_and(|given| given.status == AnswerStatus::Unknown)
        }
    }
}

/// Whether the operation waits in the outbox, and nobody lost track of it.
fn is_sending(payment: &Payment, operation: &Operation) -> bool {
    let id = &operation.id;
    match operation.kind {
        OperationKind::Authorize => payment.status == PaymentStatus::Pending,
        OperationKind::Capture => payment.capture(id).is_some_and(|c| c.status == CaptureStatus::Sending),
        OperationKind::Release => payment.release(id).is_some_and(|r| r.status == ReleaseStatus::Sending),
        OperationKind::Refund => payment
            .refund(id)
            .is_some_and(|r| r.generation == operation.generation && r.status == RefundStatus::Sending),
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
            payment.given(operation).is_some_and(|given| given.status == AnswerStatus::Sending)
        }
    }
}

fn lost(operation: &Operation, why: &str) -> Body {
    let (id, why) = (operation.id.clone(), why.to_owned());
    match operation.kind {
        OperationKind::Authorize => Body::PaymentUnknown { why },
        OperationKind::Capture => Body::CaptureUnknown { capture: id, why },
        OperationKind::Release => Body::Release(ReleaseBody::Unknown { release: id, why }),
        OperationKind::Refund => Body::RefundUnknown { refund: id, why },
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
            DisputeBody::AnswerUnknown { dispute: id, generation: operation.generation, times: 1, why }.into()
        }
    }
}

fn resent(operation: &Operation, times: u32) -> Body {
    let id = operation.id.clone();
    match operation.kind {
        OperationKind::Authorize => Body::PaymentResent { times },
        OperationKind::Capture => Body::CaptureResent { capture: id, times },
        OperationKind::Release => Body::Release(ReleaseBody::Resent { release: id, times }),
        OperationKind::Refund => Body::RefundResent { refund: id, times },
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
            let why = "it is sent once more".to_owned();
            DisputeBody::AnswerUnknown { dispute: id, generation: operation.generation, times, why }.into()
        }
    }
}
