//! Problem documents (RFC 9457): what is wrong, where, and the way out. The code is the refusal's.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use recoup_core::refusal::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Reply;
use crate::store::StoreError;

/// A problem document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// URI of the class of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short words for the class.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Stable machine word.
    pub code: &'static str,
    /// What is wrong and the way out.
    pub detail: String,
    /// The field that is wrong, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// The request, as in the `Request-Id` header.
    pub request_id: String,
    /// Seconds to wait, where that helps.
    #[serde(skip)]
    pub retry_after_secs: Option<u32>,
}

impl Problem {
    /// A problem of a class.
    #[must_use]
    pub fn new(status: u16, code: &'static str, detail: impl Into<String>) -> Self {
        let title = StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("Problem");
        Self {
            kind: format!("urn:recoup:problem:{code}"),
            title,
            status,
            code,
            detail: detail.into(),
            param: None,
            retryable: false,
            request_id: String::new(),
            retry_after_secs: None,
        }
    }

    /// The same, naming the field.
    #[must_use]
    pub fn param(mut self, param: &str) -> Self {
        self.param = Some(param.to_owned());
        self
    }

    /// The same, asking to come back later.
    #[must_use]
    pub const fn again(mut self, secs: u32) -> Self {
        self.retryable = true;
        self.retry_after_secs = Some(secs);
        self
    }

    /// The problem of an id that finds nothing, or that belongs to someone else.
    #[must_use]
    pub fn unknown(what: &'static str, id: &str) -> Self {
        Refusal::Unknown { what, id: id.chars().take(60).collect() }.into()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let mut problem = Self::new(refusal.http_status(), refusal.code(), refusal.to_string());
        problem.param = refusal.param().map(str::to_owned);
        if matches!(refusal, Refusal::Inconsistent { .. }) {
            tracing::error!(%refusal, "the engine refused its own decision");
        }
        problem
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "the store could not");
        match error {
            StoreError::OutcomeUnknown { .. } => {
                let detail = "it is not known whether this was written; repeat it with the same idempotency key";
                Self::new(503, "outcome_unknown", detail).again(1)
            }
            StoreError::DiskFull { .. } => Self::new(507, "disk_full", error.to_string()).again(60),
            StoreError::ReadOnly { .. } => Self::new(503, "read_only", error.to_string()).again(60),
            StoreError::Busy { .. } | StoreError::Unavailable { .. } | StoreError::SerializationConflict { .. } => {
                Self::new(503, "store_unavailable", error.to_string()).again(1)
            }
            other => Self::new(500, "store_error", other.to_string()),
        }
    }
}

impl From<Reply> for Problem {
    /// The problem of a reply that is not an answer.
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Refused(refusal) => refusal.into(),
            Reply::Failed(error) => error.into(),
            Reply::LeaseLost => Self::new(409, "lease_lost", "another node works on this; try again").again(1),
            Reply::Done(_) => Self::new(500, "inconsistent", "an answer was taken for a problem"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after_secs;
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        if let Some(secs) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        // The middleware writes the request id into header and body.
        response.extensions_mut().insert(self);
        response
    }
}
