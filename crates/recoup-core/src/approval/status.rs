//! The table of an approval.

use crate::machine::machine;

machine! {
    /// Where an approval stands.
    "approval" ApprovalStatus, ApprovalStep;
    statuses {
        /// Waits for a decision.
        Open = "open",
        /// Enough persons said yes.
        Approved = "approved",
        /// A person said no.
        Rejected = "rejected",
        /// Nobody decided in time.
        Expired = "expired",
        /// The requester took it back.
        Withdrawn = "withdrawn",
    }
    steps {
        /// One of several persons says yes; more are needed.
        ApprovePart = "approve_part",
        /// The last needed person says yes.
        Approve = "approve",
        /// A person says no.
        Reject = "reject",
        /// Time ran out.
        Expire = "expire",
        /// The requester takes it back.
        Withdraw = "withdraw",
    }
    asked { Approve, Reject, Withdraw }
    table {
        Open: ApprovePart => Open, Approve => Approved, Reject => Rejected, Expire => Expired, Withdraw => Withdrawn;
    }
}
