//! Problem documents (RFC 9457): what is wrong, where, and the way out. The code is the refusal's, or a word of ours
//! for what the store met and for what is refused before the engine is asked.

use std::collections::BTreeMap;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use recoup_core::refusal::Refusal;
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as OpenApiResponse, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::engine::Reply;
use crate::store::StoreError;

/// Most characters of a detail: it may quote what was sent.
const MOST_DETAIL: usize = 600;

/// The word of what would do something else than what was reviewed.
pub const CHANGED: &str = "changed_since_seen";

/// What is wrong, on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable machine word.
    pub code: &'static str,
    /// What is wrong and the way out.
    pub detail: String,
    /// The field that is wrong, where there is one.
    pub param: Option<String>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// The request, as in the `Request-Id` header.
    pub request_id: String,
    /// Seconds to wait, where that helps.
    pub retry_after_secs: Option<u32>,
}

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Document<'a> {
    /// URI of the class of problem.
    #[serde(rename = "type")]
    kind: String,
    /// Short words for the class.
    title: &'a str,
    /// HTTP status.
    status: u16,
    /// Stable machine word.
    code: &'a str,
    /// What is wrong and the way out.
    detail: &'a str,
    /// The field that is wrong, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<&'a str>,
    /// Whether the same request may succeed later.
    retryable: bool,
    /// The request, as in the `Request-Id` header.
    request_id: &'a str,
}

impl Problem {
    /// A problem of a class.
    #[must_use]
    pub fn new(status: u16, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into().chars().take(MOST_DETAIL).collect(),
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

/// Every operation may answer with a problem.
impl IntoResponses for Problem {
    fn responses() -> BTreeMap<String, RefOr<OpenApiResponse>> {
        let schema = Ref::from_schema_name(Document::name());
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new().description("A problem document");
        let response = response.content("application/problem+json", content).build();
        BTreeMap::from([("default".to_owned(), RefOr::T(response))])
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
            // Where the database lives is for the log, not for callers.
            StoreError::DiskFull { .. } => {
                let detail = "the disk of the database is full, nothing was written; tell the operator, and repeat it with the same key";
                Self::new(507, "disk_full", detail).again(60)
            }
            StoreError::ReadOnly { .. } => {
                let detail = "the database is read-only, nothing was written; tell the operator, and repeat it with the same key";
                Self::new(503, "read_only", detail).again(60)
            }
            StoreError::Busy { .. } | StoreError::Unavailable { .. } | StoreError::SerializationConflict { .. } => {
                let detail = "the database is busy or out of reach, nothing was written; repeat it with the same key";
                Self::new(503, "store_unavailable", detail).again(1)
            }
            StoreError::SchemaMissing { .. } | StoreError::SchemaTooNew { .. } => {
                let detail = "the database does not have the schema this server needs; tell the operator to run `recoup migrate`";
                Self::new(503, "schema_mismatch", detail).again(60)
            }
            _ => {
                let detail =
                    "the server met something that should not be; nothing was written, report this with the request id";
                Self::new(500, "store_error", detail)
            }
        }
    }
}

impl From<Reply> for Problem {
    /// The problem of a reply that is not an answer.
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Refused(refusal) => refusal.into(),
            Reply::Failed(error) => error.into(),
            Reply::Changed => {
                Self::new(409, CHANGED, "this changed since you looked, and nothing was done; look again")
            }
            Reply::LeaseLost => Self::new(409, "lease_lost", "another node works on this; try again").again(1),
            Reply::Done(_) => Self::new(500, "inconsistent", "an answer was taken for a problem"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after_secs;
        let document = Document {
            kind: format!("urn:recoup:problem:{}", self.code),
            title: status.canonical_reason().unwrap_or("Problem"),
            status: self.status,
            code: self.code,
            detail: &self.detail,
            param: self.param.as_deref(),
            retryable: self.retryable,
            request_id: &self.request_id,
        };
        let body = serde_json::to_string(&document).unwrap_or_default();
        let mut response = (status, body).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(secs) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        // The middleware writes the request id into header and body.
        response.extensions_mut().insert(self);
        response
    }
}
