//! Reads requests: JSON with typed errors, the idempotency key, preview; and renders previews.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method};
use recoup_core::id::{Id, Kind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::Shared;
use super::problem::Problem;
use crate::engine::Preview;
use crate::engine::request::hex_sha256;
use crate::views::{self, EntryDetail};

/// Longest idempotency key, bytes.
const MOST_KEY_BYTES: usize = 255;

/// What a changing request says besides its body.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path: part of the key's scope.
    pub route: String,
    /// The idempotency key, if there is one.
    pub key: Option<String>,
    /// Hash of method, path and canonical body.
    pub fingerprint: String,
    /// Whether nothing is to be committed.
    pub preview: bool,
}

/// A changing request with its body.
#[derive(Debug)]
pub struct Ask<T> {
    /// Key, fingerprint, preview.
    pub asked: Asked,
    /// The body.
    pub body: T,
}

/// The body of a request that needs none.
#[derive(Debug, Default, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl<T: DeserializeOwned> FromRequest<Shared> for Ask<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Problem> {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let key = key(request.headers())?;
        let bytes = Bytes::from_request(request, face).await.map_err(|rejection| {
            let too_large = axum::response::IntoResponse::into_response(rejection).status().as_u16() == 413;
            let detail = format!("the body is larger than {} bytes; send less", super::MOST_BODY_BYTES);
            if too_large {
                Problem::new(413, "body_too_large", detail)
            } else {
                Problem::new(400, "body_broken", "the body did not arrive whole; send it again")
            }
        })?;
        let preview = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "preview=true"));
        let route = format!("{} {}", method_word(&method), uri.path());
        // No body and an empty object say the same.
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let canonical = canonical(text)?;
        let body = read(text)?;
        let fingerprint = hex_sha256(format!("{route}\n{canonical}").as_bytes());
        Ok(Self { asked: Asked { route, key, fingerprint, preview }, body })
    }
}

fn method_word(method: &Method) -> Cow<'_, str> {
    Cow::Borrowed(method.as_str())
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    if text.is_empty() || text.len() > MOST_KEY_BYTES || !text.bytes().all(|b| b.is_ascii_graphic()) {
        let detail = format!("an idempotency key has 1 to {MOST_KEY_BYTES} visible ASCII characters");
        return Err(Problem::new(400, "idempotency_key_invalid", detail).param("Idempotency-Key"));
    }
    Ok(Some(text.to_owned()))
}

/// The problem of a missing key.
#[must_use]
pub fn key_missing() -> Problem {
    let detail = "send an `Idempotency-Key` header: a fresh random text per intent, the same one for each repeat";
    Problem::new(400, "idempotency_key_missing", detail).param("Idempotency-Key")
}

/// The body with sorted keys and no blanks, so that the same content has the same hash.
fn canonical(text: &[u8]) -> Result<String, Problem> {
    let value: serde_json::Value = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
    Ok(value.to_string())
}

fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    if error.is_syntax() || error.is_eof() {
        return Problem::new(400, "malformed", format!("the body is not JSON in UTF-8: {said}"));
    }
    let hint = if said.contains("floating point") {
        "; amounts are whole minor units (1250 for 12.50 EUR)"
    } else {
        ""
    };
    let problem = Problem::new(400, "invalid", format!("the body does not fit: {said}{hint}"));
    match said.split('`').nth(1) {
        Some(field) if said.contains("field") => problem.param(field),
        _ => problem,
    }
}

/// Reads an id from a path; a wrong form is answered like an unknown id.
///
/// # Errors
/// 404.
pub fn id(kind: Kind, text: &str) -> Result<Id, Problem> {
    Id::parse(kind, text).map_err(|_| Problem::unknown(recoup_core::world::thing(kind), text))
}

/// What a command would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewView {
    /// The answer it would give.
    #[schema(value_type = Object)]
    pub answer: serde_json::Value,
    /// Events it would write, by type.
    pub events: Vec<&'static str>,
    /// `policy@version` that decided, where one did.
    pub policy: Option<String>,
    /// The rule that matched.
    pub rule: Option<String>,
    /// Whether a second person would be asked.
    pub needs_approval: bool,
    /// Entries it would post.
    pub entries: Vec<EntryDetail>,
    /// Calls it would send.
    pub effects: Vec<&'static str>,
    /// Notices it would write.
    pub notices: Vec<NoticeView>,
}

/// A notice, in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// `customer` or `staff`.
    pub audience: String,
    /// Language.
    pub language: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Renders a preview.
#[must_use]
pub fn preview(preview: &Preview) -> String {
    let decision = &preview.decision;
    let (_, answer) = views::answer(&preview.answer, decision, &preview.world);
    let ruling = decision.events.iter().find_map(|event| match &event.body {
        recoup_core::event::Body::RefundRequested { ruling, .. } => Some(ruling),
        _ => None,
    });
    let stream = |index: &usize| decision.events.get(*index).map_or("", |event| event.stream.as_str());
    let notice = |notice: &recoup_core::notice::Notice| NoticeView {
        audience: notice.audience.word().to_owned(),
        language: notice.language.clone(),
        subject: notice.subject.clone(),
        body: notice.body.clone(),
    };
    views::json(&PreviewView {
        answer: serde_json::from_str(&answer).unwrap_or_default(),
        events: decision.events.iter().map(|event| event.body.word()).collect(),
        policy: ruling.map(|r| r.policy.clone()),
        rule: ruling.map(|r| r.rule.clone()),
        needs_approval: decision.events.iter().any(|e| e.body.word() == "approval.requested"),
        entries: decision.entries.iter().map(|(index, entry)| EntryDetail::planned(entry, stream(index))).collect(),
        effects: decision.effects.iter().map(recoup_core::effect::Effect::word).collect(),
        notices: decision.notices.iter().map(|(_, n)| notice(n)).collect(),
    })
}
