//! What happens to a question to other persons. Events of its own stream.

use jiff::Timestamp;

use super::{Subject, Verdict};
use crate::event::bodies;
use crate::policy::Ruling;

bodies! {
    /// What happened to a question to other persons.
    ApprovalBody:

    /// A second person is asked.
    Requested = "approval.requested" {
        /// What for.
        subject: Box<Subject>,
        /// What the policy said.
        ruling: Box<Ruling>,
        /// Hash of the exact request.
        request_hash: String,
        /// Until when.
        expires_at: Timestamp,
    },
    /// Someone decided.
    Decided = "approval.decided" {
        /// Yes or no.
        verdict: Verdict,
        /// Why.
        reason: String,
    },
    /// Nobody decided in time.
    Expired = "approval.expired" {},
    /// The requester took it back.
    Withdrawn = "approval.withdrawn" {},
}
