//! The table of one version of a policy.

use crate::machine::machine;

machine! {
    /// Where a policy version stands.
    "policy version" PolicyStatus, PolicyStep;
    statuses {
        /// Waits for a second person.
        Proposed = "proposed",
        /// Decides from now on, until the next one.
        Active = "active",
        /// A newer version decides.
        Replaced = "replaced",
        /// A person said no, or the approval ran out.
        Rejected = "rejected",
    }
    steps {
        /// A second person agreed.
        Activate = "activate",
        /// A newer version became active.
        Replace = "replace",
        /// A person said no, or time ran out.
        Reject = "reject",
    }
    asked { Activate, Reject }
    table {
        Proposed: Activate => Active, Reject => Rejected;
        Active: Replace => Replaced;
    }
}
