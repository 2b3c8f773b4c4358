//! Policies as the outside sees them.

use jiff::Timestamp;
use recoup_core::policy::{Policy, Signature, Version};
use serde::Serialize;
use utoipa::ToSchema;

/// One version of a policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyView {
    /// What it decides, `refund_approval` or `routing`.
    pub kind: &'static str,
    /// 1, 2, 3 …; 0 is the built-in default.
    pub version: u32,
    /// `proposed`, `active`, `replaced`, `rejected`.
    pub status: &'static str,
    /// The approval it waits or waited for, `apr_…`.
    pub approval: Option<String>,
    /// Whether it decides now. A version that begins later is active and not yet in force.
    pub in_force: bool,
    /// From when it decides at the earliest, RFC 3339, UTC.
    pub effective_from: Option<String>,
    /// Who put it on the table.
    pub proposed: Option<SignatureView>,
    /// Whose yes or no was the last.
    pub decided: Option<SignatureView>,
    /// The document.
    #[schema(value_type = Object)]
    pub document: serde_json::Value,
}

/// Who did something to a version, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignatureView {
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

impl SignatureView {
    fn of(signature: &Signature) -> Self {
        Self { by: signature.by.clone(), at: signature.at.to_string() }
    }
}

impl PolicyView {
    /// The view of a version as it stands at an instant.
    #[must_use]
    pub fn of(policy: &Policy, version: &Version, now: Timestamp) -> Self {
        Self {
            in_force: policy.in_force(now).is_some_and(|mine| mine.version == version.version),
            effective_from: version.document.effective_from.map(|at| at.to_string()),
            proposed: version.proposed.as_ref().map(SignatureView::of),
            decided: version.decided.as_ref().map(SignatureView::of),
            kind: policy.kind.word(),
            version: version.version,
            status: version.status.word(),
            approval: version.approval.as_ref().map(|id| id.as_str().to_owned()),
            document: serde_json::to_value(&version.document).unwrap_or_default(),
        }
    }
}
