//! What happens to a policy. Events of its own stream.

use super::Document;
use crate::event::bodies;
use crate::id::Id;

bodies! {
    /// What happened to a policy.
    PolicyBody:

    /// A new version of a policy is on the table.
    Proposed = "policy.proposed" {
        /// Its number.
        version: u32,
        /// The document.
        document: Box<Document>,
        /// The approval it waits for; none for the first version of a tenant.
        approval: Option<Id>,
    },
    /// It decides from now on.
    Activated = "policy.activated" {
        /// Its number.
        version: u32,
    },
    /// It was turned down.
    Rejected = "policy.rejected" {
        /// Its number.
        version: u32,
        /// Why.
        reason: String,
    },
}
