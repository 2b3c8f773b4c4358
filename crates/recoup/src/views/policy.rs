//! Policies as the outside sees them.

use recoup_core::policy::{Policy, Version};
use serde::Serialize;
use utoipa::ToSchema;

/// One version of a policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyView {
    /// What it decides, such as `refund_approval`.
    pub kind: &'static str,
    /// 1, 2, 3 …; 0 is the built-in default.
    pub version: u32,
    /// `proposed`, `active`, `replaced`, `rejected`.
    pub status: &'static str,
    /// The approval it waits or waited for, `apr_…`.
    pub approval: Option<String>,
    /// The document.
    #[schema(value_type = Object)]
    pub document: serde_json::Value,
}

impl PolicyView {
    /// The view of a version.
    #[must_use]
    pub fn of(policy: &Policy, version: &Version) -> Self {
        Self {
            kind: policy.kind.word(),
            version: version.version,
            status: version.status.word(),
            approval: version.approval.as_ref().map(|id| id.as_str().to_owned()),
            document: serde_json::to_value(&version.document).unwrap_or_default(),
        }
    }
}
