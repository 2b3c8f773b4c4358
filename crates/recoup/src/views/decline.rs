//! What a decline means, as the outside sees it.

use recoup_core::declines::{self, Explained};
use recoup_core::payment::Payment;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a payment was declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclineView {
    /// The gateway's code, with the network's advice behind a slash where there is one.
    pub code: String,
    /// `never`, `revoked`, `update`, `authentication`, `funds`, `limit`, `technical`, `generic`, `risk`, `configuration`,
    /// `duplicate`, `user`, `not_decline`.
    pub class: &'static str,
    /// Whether a later attempt with the same instrument makes sense: `yes`, `no`, `conditional`.
    pub retry_later: &'static str,
    /// Whether another gateway may be tried now.
    pub failover_now: bool,
}

impl DeclineView {
    /// The decline of a payment; `None` for one that is not declined.
    #[must_use]
    pub fn of(payment: &Payment) -> Option<Self> {
        let (declined, explained) = (payment.declined.as_ref()?, declines::of_payment(payment)?);
        Some(Self {
            code: declined.code.clone(),
            class: explained.class.word(),
            retry_later: explained.retry_later.word(),
            failover_now: declines::may_fail_over(&explained, declines::Attempt::of(payment)),
        })
    }
}

/// What a code of the table means, whole: what `recoup declines` prints with `--json`.
#[derive(Debug, Serialize)]
pub struct ExplainedView {
    /// The gateway or vocabulary that was asked.
    pub source: String,
    /// The code.
    pub code: String,
    /// The advice beside it; empty without one.
    pub advice: String,
    /// `advice`, `code`, `range`, or `nothing` for a code that is not in the table.
    pub decided_by: &'static str,
    /// The vocabulary that decided.
    pub vocabulary: Option<&'static str>,
    /// What it means.
    pub meaning: String,
    /// Its class.
    pub class: &'static str,
    /// The other way to read it.
    pub otherwise: Option<&'static str>,
    /// `yes`, `no`, `conditional`.
    pub retry_later: &'static str,
    /// Whether another gateway may be tried once this attempt is known to be dead.
    pub failover_now: bool,
    /// Shortest wait, hours.
    pub earliest_retry_hours: Option<u32>,
    /// Most further attempts, for a code that is not in the table.
    pub retries_at_most: Option<u32>,
    /// Whether the code says that nobody knows yet what became of the attempt.
    pub outcome_unknown: bool,
    /// What to do, in words.
    pub what_to_do: String,
    /// Whether the class is a first guess.
    pub provisional: bool,
    /// First day on which the row applies.
    pub valid_from: Option<String>,
    /// Where the row comes from.
    pub edition: Option<&'static str>,
    /// `spec`, `doc`, `third-party`, `unconfirmed`.
    pub confidence: Option<&'static str>,
}

impl ExplainedView {
    /// The view of an explanation.
    #[must_use]
    pub fn of(explained: &Explained) -> Self {
        let row = explained.row;
        Self {
            source: explained.source.clone(),
            code: explained.code.clone(),
            advice: explained.advice.clone(),
            decided_by: explained.by.word(),
            vocabulary: row.map(|row| row.source),
            meaning: explained.meaning(),
            class: explained.class.word(),
            otherwise: explained.otherwise.map(declines::Class::word),
            retry_later: explained.retry_later.word(),
            failover_now: explained.failover_now,
            earliest_retry_hours: explained.earliest_retry_hours,
            retries_at_most: explained.retries_at_most,
            outcome_unknown: explained.outcome_unknown,
            what_to_do: explained.what_to_do(),
            provisional: row.is_some_and(|row| row.provisional),
            valid_from: row.and_then(|row| row.valid_from).map(|from| from.to_string()),
            edition: row.map(|row| row.edition),
            confidence: row.map(|row| row.confidence.word()),
        }
    }
}
