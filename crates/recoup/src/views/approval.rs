//! Approvals as the outside sees them.

use recoup_core::approval::{Approval, Subject, Verdict};
use recoup_core::policy::Outcome;
use serde::Serialize;
use utoipa::ToSchema;

/// A question put to a second person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// `apr_…`
    pub id: String,
    /// `open`, `approved`, `rejected`, `expired`, `withdrawn`.
    pub status: &'static str,
    /// What is to be approved.
    pub subject: SubjectView,
    /// `policy@version` that asks.
    pub policy: String,
    /// Its rule.
    pub rule: String,
    /// The exception the requester named, if any.
    pub exception: Option<String>,
    /// Roles that may decide.
    pub by: Vec<&'static str>,
    /// Persons that must agree.
    pub persons_needed: usize,
    /// Persons that have agreed.
    pub persons_agreed: usize,
    /// Hash of the exact request; send it back to be sure to decide on what you saw.
    pub request_hash: String,
    /// The person who asked; the program, where there is no person.
    pub requested_by: String,
    /// When, RFC 3339, UTC.
    pub requested_at: String,
    /// Until when an answer counts, RFC 3339, UTC.
    pub expires_at: String,
    /// Answers so far.
    pub answers: Vec<AnswerView>,
}

/// What is to be approved.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectView {
    /// `refund`, `allocation` of a refund over several tenders, `policy`, `write_off` of an invoice, or `outcome` of an
    /// operation without an answer.
    pub kind: &'static str,
    /// `rfd_…`, `alc_…`, the policy stream, `inv_…`, or the operation.
    pub id: String,
    /// `pay_…` of a refund or operation.
    pub payment: Option<String>,
    /// Minor units of a refund, write-off or operation.
    pub amount_minor: Option<i64>,
    /// ISO 4217 code of a refund, write-off or operation.
    pub currency: Option<String>,
    /// Version of a policy.
    pub version: Option<u32>,
    /// What became of an operation: `done` or `not_done`.
    pub outcome: Option<&'static str>,
    /// The gateway's name for an operation that was done.
    pub gateway_ref: Option<String>,
}

/// One person's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// Who.
    pub by: String,
    /// `approve` or `reject`.
    pub verdict: &'static str,
    /// Why.
    pub reason: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

impl ApprovalView {
    /// The view of a state.
    #[must_use]
    pub fn of(approval: &Approval) -> Self {
        let by = match &approval.ruling.outcome {
            Outcome::Approve { by, .. } => by.iter().map(|role| role.word()).collect(),
            Outcome::Allow { .. } | Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
                Vec::new()
            }
        };
        let answers = approval.answers.iter().map(|answer| AnswerView {
            by: answer.by.person.clone(),
            verdict: match answer.verdict {
                Verdict::Approve => "approve",
                Verdict::Reject => "reject",
            },
            reason: answer.reason.clone(),
            at: answer.at.to_string(),
        });
        let asked_by = &approval.requested_by;
        Self {
            id: approval.id.as_str().to_owned(),
            status: approval.status.word(),
            subject: subject(&approval.subject),
            policy: approval.ruling.policy.clone(),
            rule: approval.ruling.rule.clone(),
            exception: approval.ruling.exception.as_ref().map(|e| e.reason.clone()),
            by,
            persons_needed: approval.persons_needed(),
            persons_agreed: approval.persons_agreed(),
            request_hash: approval.request_hash.clone(),
            requested_by: if asked_by.person.is_empty() { asked_by.id.clone() } else { asked_by.person.clone() },
            requested_at: approval.requested_at.to_string(),
            expires_at: approval.expires_at.to_string(),
            answers: answers.collect(),
        }
    }
}

fn subject(subject: &Subject) -> SubjectView {
    match subject {
        Subject::Refund { payment, refund, amount_minor, currency } => SubjectView {
            kind: "refund",
            id: refund.as_str().to_owned(),
            payment: Some(payment.as_str().to_owned()),
            amount_minor: Some(*amount_minor),
            currency: Some(currency.clone()),
            version: None,
            outcome: None,
            gateway_ref: None,
        },
        Subject::Outcome { payment, id, said, amount_minor, currency, .. } => SubjectView {
            kind: "outcome",
            id: id.as_str().to_owned(),
            payment: Some(payment.as_str().to_owned()),
            amount_minor: Some(*amount_minor),
            currency: Some(currency.clone()),
            version: None,
            outcome: Some(said.word()),
            gateway_ref: said.gateway_ref().map(str::to_owned),
        },
        Subject::Allocation { allocation, amount_minor, currency, .. } => SubjectView {
            kind: "allocation",
            id: allocation.as_str().to_owned(),
            payment: None,
            amount_minor: Some(*amount_minor),
            currency: Some(currency.clone()),
            version: None,
            outcome: None,
            gateway_ref: None,
        },
        Subject::WriteOff { invoice, amount_minor, currency, .. } => SubjectView {
            kind: "write_off",
            id: invoice.as_str().to_owned(),
            payment: None,
            amount_minor: Some(*amount_minor),
            currency: Some(currency.clone()),
            version: None,
            outcome: None,
            gateway_ref: None,
        },
        Subject::Adjustment { customer, direction, amount_minor, currency } => SubjectView {
            kind: "adjustment",
            id: customer.as_str().to_owned(),
            payment: None,
            amount_minor: Some(*amount_minor),
            currency: Some(currency.clone()),
            version: None,
            outcome: Some(direction.word()),
            gateway_ref: None,
        },
        Subject::Policy { policy, version } => SubjectView {
            kind: "policy",
            id: policy.as_str().to_owned(),
            payment: None,
            amount_minor: None,
            currency: None,
            version: Some(*version),
            outcome: None,
            gateway_ref: None,
        },
    }
}
