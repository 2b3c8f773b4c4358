//! Gives every request an id, in the `Request-Id` header and in every problem document, and puts it into the log.
//!
//! It is the last to touch an answer: whatever went wrong anywhere leaves as a problem document, and none
//! of them repeats a card number. The log keeps every write and every refusal of a caller with a key of ours; it
//! keeps no body and nothing of the query.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use recoup_core::id::Id;
use recoup_core::text::looks_like_card_number;

use super::problem::Problem;
use super::{Shared, body};
use crate::access::Caller;
use crate::node::requests;
use crate::store::node_rows::RequestRow;

/// Longest name of a field that the log keeps, characters.
const MOST_PARAM: usize = 80;

/// Who asks, once a key has proved it. It goes with the request, so that the log knows whose it is.
#[derive(Debug, Clone, Default)]
pub struct Who(Arc<OnceLock<(String, String, String)>>);

impl Who {
    /// Says who it is; the first word counts.
    pub fn is(&self, caller: &Caller) {
        let (tenant, key, person) = (&caller.tenant, &caller.key_id, &caller.actor.person);
        let _said_before = self.0.set((tenant.clone(), key.clone(), person.clone()));
    }
}

/// The middleware.
pub async fn layer(State(face): State<Shared>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = requests::id(face.wall_us());
    let who = Who::default();
    request.extensions_mut().insert(who.clone());
    let mut row = RequestRow { request_id: id.clone(), ..asked(&request) };
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let known = response.extensions_mut().remove::<Problem>();
    if let Some(problem) = known.or_else(|| unspoken(response.status())) {
        problem.code.clone_into(&mut row.code);
        row.param = safe(problem.param.as_deref().unwrap_or_default());
        response = finished(problem, &id, std::mem::take(response.headers_mut()));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), value);
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some((tenant, key_id, person)) = who.0.get().filter(|_| !reads || response.status().as_u16() >= 400) {
        row.key_id.clone_from(key_id);
        row.person.clone_from(person);
        row.at_us = face.wall_us();
        row.status = i64::from(response.status().as_u16());
        row.replayed = i64::from(response.headers().contains_key("idempotent-replayed"));
        row.took_us = i64::try_from(began.elapsed().as_micros()).unwrap_or(i64::MAX);
        face.options.node.requests.put(tenant, row);
    }
    response
}

/// What the log keeps of a request before it is answered: never what was typed, but for ids of ours.
fn asked(request: &Request) -> RequestRow {
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let ours = |text: &&str| Id::trusted(text).kind().is_some_and(|kind| Id::parse(kind, text).is_ok());
    let about = request.uri().path().split('/').find(ours).unwrap_or_default().to_owned();
    RequestRow {
        // Any method may be sent, also one that says something; those that the API has are short.
        method: request.method().as_str().chars().take(10).filter(char::is_ascii_uppercase).collect(),
        path: path.unwrap_or_default(),
        about,
        ..RequestRow::default()
    }
}

/// The name of a field, where it is one: a caller may send anything as a name.
fn safe(param: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
    let fits = param.len() <= MOST_PARAM && param.chars().all(plain) && !looks_like_card_number(param);
    if fits { param.to_owned() } else { String::new() }
}

/// The problem of an answer that something below gave without one.
fn unspoken(status: StatusCode) -> Option<Problem> {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Some(body::too_large());
    }
    let detail = "the request cannot be understood; see /openapi.json";
    (status.is_client_error() || status.is_server_error()).then(|| Problem::new(status.as_u16(), "malformed", detail))
}

fn finished(mut problem: Problem, id: &str, headers: axum::http::HeaderMap) -> Response {
    id.clone_into(&mut problem.request_id);
    if looks_like_card_number(&problem.detail) {
        "something in the request looks like a card number; send a token".clone_into(&mut problem.detail);
    }
    problem.param = problem.param.filter(|param| !looks_like_card_number(param));
    if problem.status >= 500 {
        tracing::error!(request_id = id, code = problem.code, "answered with a server problem");
    }
    let mut response = problem.into_response();
    for (name, value) in &headers {
        if !response.headers().contains_key(name) && name != header::CONTENT_LENGTH {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_names_and_ids_and_nothing_that_was_typed() {
        let path = "/v1/orders/ada@example.com?email=ada@example.com";
        let request = Request::builder().method("POST").uri(path).body(axum::body::Body::empty()).expect("a request");
        let row = asked(&request);
        assert_eq!((row.method.as_str(), row.path.as_str(), row.about.as_str()), ("POST", "", ""));
        for (param, kept) in [("lines[0].sku", "lines[0].sku"), ("ada@example.com", ""), ("4242424242424242", "")] {
            assert_eq!(safe(param), kept);
        }
    }
}
