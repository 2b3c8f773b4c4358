//! What happens to a release of what was authorized. Events of its payment.

use jiff::Timestamp;

use super::{doubt::is_zero, is_false};
use crate::event::bodies;
use crate::id::Id;

bodies! {
    /// What happened to a release.
    ReleaseBody:

    /// The rest of the authorization is to be given back.
    Requested = "release.requested" {
        /// The release.
        release: Id,
        /// How much, minor units.
        amount_minor: i64,
        /// When we start to worry.
        deadline: Timestamp,
        /// Whether it waits until captures under way are known.
        waits: bool = "is_false",
    },
    /// The captures it waited for are known; it is in the outbox.
    Sending = "release.sending" {
        /// The release.
        release: Id,
        /// How much is left to give back, minor units.
        amount_minor: i64,
    },
    /// It is given back.
    Completed = "release.completed" {
        /// The release.
        release: Id,
    },
    /// The gateway refused the release.
    Failed = "release.failed" {
        /// The release.
        release: Id,
        /// The gateway's code.
        code: String,
    },
    /// The gateway took the release and tells its outcome later.
    Accepted = "release.accepted" {
        /// The release.
        release: Id,
    },
    /// No readable answer to the release.
    Unknown = "release.unknown" {
        /// The release.
        release: Id,
        /// What we saw.
        why: String,
    },
    /// The release never reached the gateway; it is sent again under the same key.
    Resent = "release.resent" {
        /// The release.
        release: Id,
        /// How often it was sent again in all; 0 in events that were written before this was counted.
        times: u32 = "is_zero",
    },
}
