//! A person says what became of an operation whose gateway gives no answer: that it was done, by the gateway's own
//! pages, or that it was not. Another person has to agree, and only what was asked after in vain for long is said so.
//!
//! What is said has the same effects as if the gateway had told it. It counts until the gateway tells otherwise, which
//! is an alarm.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::facts::{DisputeEnd, Fact, What};
use super::{Payment, PaymentStatus, Refund, ask_again, outcome};
use crate::actor::Role;
use crate::approval::ApprovalBody;
use crate::approval::Subject;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, Operation, OperationKind};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::payment::refund::check_ceiling;
use crate::policy::{Outcome, Ruling};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Seconds for which another person is asked.
const EXPIRES_SECS: u32 = 7 * 24 * 3600;

/// The code of a failure that a person says; no gateway has it.
pub(super) const NOT_DONE: &str = "not_done_says_a_person";

/// What became of an operation, as a person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Said {
    /// It was done.
    Done {
        /// The gateway's name for it, as its own pages show it.
        gateway_ref: String,
    },
    /// It was not done, and will not be.
    NotDone,
}

impl Said {
    /// Its word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::NotDone => "not_done",
        }
    }

    /// The gateway's name for what was done.
    #[must_use]
    pub fn gateway_ref(&self) -> Option<&str> {
        match self {
            Self::Done { gateway_ref } => Some(gateway_ref),
            Self::NotDone => None,
        }
    }

    /// Whether a fact says otherwise.
    #[must_use]
    pub const fn is_contradicted_by(&self, what: &What) -> bool {
        let failed = matches!(
            what,
            What::Declined { .. } | What::CaptureFailed { .. } | What::ReleaseFailed { .. } | What::RefundFailed { .. }
        );
        // That the rest is gone, or a dispute, says neither.
        let other = what.is_of_dispute() || matches!(what, What::Expired);
        match self {
            Self::Done { .. } => failed,
            Self::NotDone => !failed && !other,
        }
    }
}

/// Says what became of an operation. It counts once another person agrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayOutcome {
    /// The payment whose authorization it is, or the capture, release or refund.
    pub operation: Id,
    /// What became of it.
    pub said: Said,
    /// How the person knows.
    pub reason: String,
}

impl Workflow for SayOutcome {
    fn needs(&self, world: &World, needs: &mut Needs) {
        let payment = if self.operation.kind() == Some(Kind::Payment) {
            Some(&self.operation)
        } else {
            needs.name("id", self.operation.as_str());
            world.owner(&self.operation)
        };
        if let Some(payment) = payment {
            needs.stream(payment);
            name_needs(payment, &self.said, world, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        if let Said::Done { gateway_ref } = &self.said {
            text::required("gateway_ref", gateway_ref, text::SHORT)?;
        }
        let payment = match self.operation.kind() {
            Some(Kind::Payment) => draft.payment(&self.operation)?.id.clone(),
            _ => draft.owner("operation", &self.operation)?,
        };
        let mine = draft.payment(&payment)?;
        let (operation, amount) = asked(mine, &self.operation, Some(&self.said))?;
        check_ceiling(&draft.command().actor, amount)?;
        check_name(draft, &operation, &self.said)?;
        let sent_again = mine.sent_again(&operation);
        let approval = draft.new_id(Kind::Approval);
        let (id, generation) = (operation.id.clone(), operation.generation);
        let claimed = Body::OutcomeClaimed {
            id: id.clone(),
            said: self.said.clone(),
            reason: self.reason.clone(),
            approval: approval.clone(),
        };
        draft.emit(&payment, claimed)?;
        let by = vec![Role::Approver, Role::Finance, Role::BillingAdmin];
        let outcome = Outcome::Approve { by, persons: 1, expires_secs: EXPIRES_SECS };
        let ruling = Ruling::plain("unknown_outcome@0", "second_person", outcome);
        let said = Claim { operation, said: self.said.clone(), sent_again };
        let request_hash = said.hash();
        let subject = Subject::Outcome {
            payment,
            id,
            generation,
            said: self.said.clone(),
            amount_minor: amount.amount_minor,
            currency: amount.currency.code().to_owned(),
        };
        let expires_at = draft.in_secs(EXPIRES_SECS);
        let (subject, ruling) = (Box::new(subject), Box::new(ruling));
        draft.emit(&approval, ApprovalBody::Requested { subject, ruling, request_hash, expires_at })?;
        draft.timer(expires_at, Alarm::ExpireApproval { approval: approval.clone() });
        Ok(Answer::Approval(approval))
    }
}

/// What is agreed to.
#[derive(Debug, Clone, Serialize)]
struct Claim {
    operation: Operation,
    said: Said,
    /// How often it was sent again: what a person saw of one sending says nothing of the next.
    #[serde(skip_serializing_if = "super::doubt::is_zero")]
    sent_again: u32,
}

impl Claim {
    /// Hex SHA-256 over every field: an approval is bound to it.
    fn hash(&self) -> String {
        // Field order of the struct is fixed, so the text is canonical.
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// The hash of a claim as the payment stands now; another one, or none, once its question is answered.
///
/// # Errors
/// [`Refusal::NotInState`] when its outcome is known, or its operation is asked after again.
pub fn hash_now(payment: &Payment, id: &Id, said: &Said) -> Result<String, Refusal> {
    let (operation, _) = asked(payment, id, Some(said))?;
    let sent_again = payment.sent_again(&operation);
    Ok(Claim { operation, said: said.clone(), sent_again }.hash())
}

/// The operation that a person may say the outcome of, with its amount: one without an answer, or one that its gateway
/// took and tells nothing more of, once it was asked after for long enough. That a refund was done, where only persons
/// said so and no row comes, may be taken back.
fn asked(payment: &Payment, id: &Id, said: Option<&Said>) -> Result<(Operation, Money), Refusal> {
    let (operation, amount_minor) = operation_of(payment, id)?;
    let waits = ask_again::is_waiting(payment, &operation);
    let only_said = waits && payment.is_only_said(id, operation.generation);
    let opened = payment.is_undecided(&operation);
    if only_said && said.map_or(opened, |said| *said == Said::NotDone) {
        return Ok((operation, Money::new(amount_minor, payment.currency)));
    }
    let refused = |status, allowed: &str| Refusal::NotInState {
        what: "operation",
        status,
        step: "say_outcome",
        allowed: allowed.to_owned(),
    };
    if only_said || payment.is_held(&operation) || !(waits || outcome::is_unknown(payment, &operation)) {
        return Err(refused("not_unknown", "nothing; only an operation without an answer is settled by a person"));
    }
    if !opened {
        return Err(refused("being_asked", "wait: its gateway is still being asked, and an exception will say when"));
    }
    Ok((operation, Money::new(amount_minor, payment.currency)))
}

/// Wants whatever else the gateway's account calls by the name that a person typed.
pub(crate) fn name_needs(payment: &Id, said: &Said, world: &World, needs: &mut Needs) {
    let account = world.payment(payment).and_then(Payment::gateway_account);
    if let (Some(account), Some(name)) = (account, said.gateway_ref()) {
        needs.name(account, name);
    }
}

/// Refuses the name of something else: what is told of that would be booked here, and what is done here, done there.
fn check_name(draft: &Draft<'_>, operation: &Operation, said: &Said) -> Result<(), Refusal> {
    let mine = draft.payment(&operation.payment)?;
    let (Some(account), Some(name)) = (mine.gateway_account(), said.gateway_ref()) else { return Ok(()) };
    draft.found(account, name)?;
    let other = draft.world().found(account, name).iter().find(|id| **id != mine.id);
    let other = other.cloned().or_else(|| called_so(mine, operation, name));
    let (own, kind) = (mine.own_ref(operation), operation.kind.noun());
    let taken = operation.kind == OperationKind::Authorize && mine.status == PaymentStatus::Processing;
    let why = match other {
        Some(other) => format!("{account} calls {other} by this name; look for the name of this {kind}"),
        // What is told of a refund under another name than its own is of another one; so is what is told of a payment
        // that the gateway took. Before that its name may be made up.
        None if (operation.kind == OperationKind::Refund || taken) && !own.is_empty() && own != name => {
            format!("{account} calls this {kind} {own}")
        }
        None => return Ok(()),
    };
    Err(Refusal::Invalid { param: "gateway_ref".to_owned(), why })
}

/// Another operation of the payment that goes by a name. Captures and releases have none of their own at some gateways,
/// and go by the payment's.
fn called_so(payment: &Payment, operation: &Operation, name: &str) -> Option<Id> {
    if name == payment.gateway_ref {
        return (operation.kind == OperationKind::Refund).then(|| payment.id.clone());
    }
    let is_mine = |id: &Id, generation: u32| *id == operation.id && generation == operation.generation;
    let capture = payment.captures.iter().find(|c| c.gateway_ref == name && !is_mine(&c.id, 0)).map(|c| &c.id);
    let earlier = |r: &&Refund| (0..=r.generation).any(|g| r.name_of(g) == name && !is_mine(&r.id, g));
    capture.or_else(|| payment.refunds.iter().find(earlier).map(|r| &r.id)).cloned()
}

/// The operations of a payment that a person may say the outcome of now, with their amounts.
#[must_use]
pub fn undecided(payment: &Payment) -> Vec<(Operation, Money)> {
    let found = payment.doubts.iter().filter_map(|doubt| {
        // Of several tries of a refund each has its own doubt.
        asked(payment, &doubt.id, None).ok().filter(|(operation, _)| operation.generation == doubt.generation)
    });
    found.collect()
}

fn operation_of(payment: &Payment, id: &Id) -> Result<(Operation, i64), Refusal> {
    let found = match id.kind() {
        Some(Kind::Payment) if *id == payment.id => Some((OperationKind::Authorize, 0, payment.amount_minor)),
        Some(Kind::Capture) => payment.capture(id).map(|c| (OperationKind::Capture, 0, c.amount_minor)),
        Some(Kind::Release) => payment.release(id).map(|r| (OperationKind::Release, 0, r.amount_minor)),
        Some(Kind::Refund) => payment.refund(id).map(|r| (OperationKind::Refund, r.generation, r.sent_minor)),
        _ => None,
    };
    let (kind, generation, amount_minor) = found.ok_or_else(|| crate::decision::unknown("operation", id))?;
    Ok((Operation { kind, payment: payment.id.clone(), id: id.clone(), generation }, amount_minor))
}

/// Does what another person agreed to: the same as if the gateway had told it.
///
/// # Errors
/// [`Refusal::NotInState`] when its outcome is known meanwhile; [`Refusal::Invalid`] when something else has the name.
pub(crate) fn agreed(draft: &mut Draft<'_>, payment: &Id, id: &Id, said: &Said) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let (operation, _) = asked(mine, id, Some(said))?;
    check_name(draft, &operation, said)?;
    let account = mine.gateway_account().unwrap_or_default().to_owned();
    let parent = if operation.kind == OperationKind::Authorize { String::new() } else { mine.gateway_ref.clone() };
    draft.emit(payment, Body::OutcomeSaid { id: id.clone(), said: said.clone() })?;
    let code = || NOT_DONE.to_owned();
    let (what, subject) = match (said, operation.kind) {
        (Said::Done { gateway_ref }, kind) => {
            let what = match kind {
                OperationKind::Authorize => What::Authorized { expires_at: None },
                OperationKind::Capture => What::Captured,
                OperationKind::Release => What::Released,
                // That money left is told by a row only.
                OperationKind::Refund => What::RefundCompleted,
                OperationKind::SubmitEvidence => What::DisputeAnswered { stage: None },
                OperationKind::AcceptDispute => What::DisputeClosed { end: DisputeEnd::Accepted, stage: None },
            };
            (what, gateway_ref.clone())
        }
        (Said::NotDone, kind) => {
            let what = What::refused(kind, code());
            // No object of theirs; a name that stands is kept, so that it is told under no other one.
            (what, draft.payment(payment)?.own_ref(&operation))
        }
    };
    let ours = operation.reference();
    let fact = Fact { account, subject, ours, what, amount: None, parent, ordinal: String::new() };
    let waited = ask_again::is_waiting(draft.payment(payment)?, &operation);
    fact.book(draft, payment, (id, operation.generation))?;
    if waited && ask_again::is_waiting(draft.payment(payment)?, &operation) {
        // Its row is waited for anew, however long its gateway had been asked before.
        ask_again::set(draft, payment, id, 0);
    }
    Ok(())
}
