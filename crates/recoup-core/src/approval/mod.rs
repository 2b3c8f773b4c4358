//! An approval: one question, bound to the exact request by a hash, answered by other persons in time.
//!
//! Requester and approver are compared as persons. A decision names its reason; the last needed yes lets
//! the subject go on in the same transaction, so there is no gap to race through.

pub mod decide;
mod event;
pub mod status;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::customer::adjust::Direction;
use crate::decision::Draft;
use crate::effect::Alarm;
use crate::event::{Body, Event};
use crate::id::{Id, Kind};
use crate::payment::fold::misplaced;
use crate::payment::said::Said;
use crate::policy::Ruling;
use crate::refusal::Refusal;
use crate::tender::Part;

pub use event::ApprovalBody;
pub use status::{ApprovalStatus, ApprovalStep};

/// What is to be approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// A refund.
    Refund {
        /// Its payment.
        payment: Id,
        /// The refund.
        refund: Id,
        /// Minor units, for lists.
        amount_minor: i64,
        /// Currency code, for lists.
        currency: String,
    },
    /// What a person says became of an operation without an answer.
    Outcome {
        /// Its payment.
        payment: Id,
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// The generation.
        generation: u32,
        /// What became of it.
        said: Said,
        /// What it was for, minor units.
        amount_minor: i64,
        /// Currency code.
        currency: String,
    },
    /// A change of a customer's balance by hand.
    Adjustment {
        /// The customer.
        customer: Id,
        /// Which way.
        direction: Direction,
        /// Minor units, for lists.
        amount_minor: i64,
        /// Currency code, for lists.
        currency: String,
    },
    /// Giving up what is open of an invoice.
    WriteOff {
        /// The invoice.
        invoice: Id,
        /// Reason code.
        reason: String,
        /// Whether its tax is given up as well.
        tax_relief: bool,
        /// What is open, minor units.
        amount_minor: i64,
        /// Currency code.
        currency: String,
    },
    /// A new version of a policy.
    Policy {
        /// The policy stream.
        policy: Id,
        /// The version.
        version: u32,
    },
    /// A refund of an order over its tenders.
    Allocation {
        /// The order.
        order: Id,
        /// The allocation.
        allocation: Id,
        /// Its parts.
        parts: Vec<Part>,
        /// The whole, minor units, for lists.
        amount_minor: i64,
        /// Currency code, for lists.
        currency: String,
    },
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No.
    Reject,
}

/// One person's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Who.
    pub by: Actor,
    /// Yes or no.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Asks other persons, as a ruling wants it, about the exact request that a hash names.
///
/// # Errors
/// [`Refusal::Inconsistent`].
pub(crate) fn ask(
    draft: &mut Draft<'_>,
    subject: Subject,
    (ruling, request_hash): (Ruling, String),
    expires_secs: u32,
) -> Result<Id, Refusal> {
    let approval = draft.new_id(Kind::Approval);
    let expires_at = draft.in_secs(expires_secs);
    let (subject, ruling) = (Box::new(subject), Box::new(ruling));
    draft.emit(&approval, ApprovalBody::Requested { subject, ruling, request_hash, expires_at })?;
    draft.timer(expires_at, Alarm::ExpireApproval { approval: approval.clone() });
    Ok(approval)
}

/// State of an approval stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// `apr_…`
    pub id: Id,
    /// Where it stands.
    pub status: ApprovalStatus,
    /// What is to be approved.
    pub subject: Subject,
    /// What the policy said.
    pub ruling: Ruling,
    /// Hash of the exact request.
    pub request_hash: String,
    /// Who asked.
    pub requested_by: Actor,
    /// When.
    pub requested_at: Timestamp,
    /// Until when an answer counts.
    pub expires_at: Timestamp,
    /// Answers so far.
    pub answers: Vec<Answered>,
}

impl Approval {
    /// The approval that `approval.requested` begins, or `None` for another event.
    #[must_use]
    pub fn begin(id: &Id, event: &Event) -> Option<Self> {
        let Body::Approval(ApprovalBody::Requested { subject, ruling, request_hash, expires_at }) = &event.body else {
            return None;
        };
        Some(Self {
            id: id.clone(),
            status: ApprovalStatus::Open,
            subject: subject.as_ref().clone(),
            ruling: ruling.as_ref().clone(),
            request_hash: request_hash.clone(),
            requested_by: event.actor.clone(),
            requested_at: event.effective_at,
            expires_at: *expires_at,
            answers: Vec::new(),
        })
    }

    /// How many different persons must agree.
    #[must_use]
    pub fn persons_needed(&self) -> usize {
        self.ruling.persons_needed()
    }

    /// The roles that are still asked for.
    #[must_use]
    pub fn still_asked(&self) -> Vec<Role> {
        let agreed = self.answers.iter().filter(|a| a.verdict == Verdict::Approve);
        self.ruling.still_asked(&agreed.map(|a| a.by.roles.clone()).collect::<Vec<_>>())
    }

    /// How many have agreed.
    #[must_use]
    pub fn persons_agreed(&self) -> usize {
        self.answers.iter().filter(|a| a.verdict == Verdict::Approve).count()
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] where the table has no such step; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::Approval(ApprovalBody::Decided { verdict, reason }) => {
                let last = self.persons_agreed() + 1 >= self.persons_needed();
                let step = match verdict {
                    Verdict::Reject => ApprovalStep::Reject,
                    Verdict::Approve if last => ApprovalStep::Approve,
                    Verdict::Approve => ApprovalStep::ApprovePart,
                };
                self.status = self.status.step(step)?;
                self.answers.push(Answered {
                    by: event.actor.clone(),
                    verdict: *verdict,
                    reason: reason.clone(),
                    at: event.effective_at,
                });
            }
            Body::Approval(ApprovalBody::Expired {}) => self.status = self.status.step(ApprovalStep::Expire)?,
            Body::Approval(ApprovalBody::Withdrawn {}) => self.status = self.status.step(ApprovalStep::Withdraw)?,
            other => return Err(misplaced("approval", other)),
        }
        Ok(())
    }
}
