//! Tells a person what the worker alone cannot settle: an exception, once per cause.
//!
//! Work that fails goes on being tried; but what has failed often or for long is no longer only a line of a
//! log, it stands on the list of exceptions until somebody resolves it.

use recoup_core::actor::{Actor, ActorKind};
use recoup_core::exception::RaiseException;

use super::{Shared, clean};
use crate::engine::{Key, Reply, Request};
use crate::store::StoreError;
use crate::store::rows::{Claimed, Done};

/// Tries in vain after which a person is asked.
pub(super) const TRIES: i64 = 8;

/// Age after which a person is asked, once it was tried a few times.
const OLD_US: i64 = 3_600_000_000;

/// Longest pause between tries in vain, seconds.
const LONGEST_SECS: i64 = 900;

/// What a person is asked to look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cause<'a> {
    /// Tenant.
    pub(crate) tenant: &'a str,
    /// What it is about: a payment, a delivery, an account.
    pub(crate) source: &'a str,
    /// Machine word.
    pub(crate) reason: &'a str,
    /// Under this name it is raised once.
    pub(crate) once: &'a str,
    /// Plain sentence.
    pub(crate) detail: &'a str,
}

/// Asks a person, and ends a queue item in the same commit where one is given.
pub(crate) async fn raise(shared: &Shared, cause: Cause<'_>, done: Option<Done>) {
    tracing::error!(source = cause.source, reason = cause.reason, detail = cause.detail, "a person must look");
    let act = RaiseException {
        source: cause.source.to_owned(),
        reason: cause.reason.to_owned(),
        detail: clean::words(cause.detail),
    };
    let key = Key::new(format!("attention:{}:{}", cause.reason, cause.once), cause.once.as_bytes());
    let mut request = Request::new(cause.tenant, Actor::machine(ActorKind::System, "worker"), act).keyed(key);
    request.done = done;
    match shared.engine.submit(request).await {
        Reply::Done(_) | Reply::LeaseLost | Reply::Changed => {}
        Reply::Refused(refusal) => tracing::error!(%refusal, "an exception cannot be raised"),
        Reply::Failed(error) => tracing::warn!(%error, "an exception is not on disk yet; it is raised again"),
    }
}

/// Asks a person about an item that was tried often, or for long.
pub(crate) async fn raise_if_late(shared: &Shared, item: &Claimed, cause: Cause<'_>) {
    let age_us = shared.engine.clock().now().as_microsecond().saturating_sub(item.created_us);
    if item.attempts + 1 >= TRIES || (item.attempts >= 3 && age_us > OLD_US) {
        raise(shared, cause, None).await;
    }
}

/// Seconds to wait after so many tries in vain: 2, 4, 8 … up to a quarter of an hour.
pub(crate) fn pause_secs(attempts: i64) -> i64 {
    (2_i64 << attempts.clamp(0, 10)).min(LONGEST_SECS)
}

/// Whether a store that failed so will not do better by itself.
pub(crate) const fn lasts(error: &StoreError) -> bool {
    !matches!(
        error,
        StoreError::Busy { .. }
            | StoreError::Unavailable { .. }
            | StoreError::SerializationConflict { .. }
            | StoreError::OutcomeUnknown { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!([0, 1, 2, 50].map(pause_secs), [2, 4, 8, LONGEST_SECS]);
    }
}
