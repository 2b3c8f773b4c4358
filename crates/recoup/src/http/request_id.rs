//! Gives every request an id, in the `Request-Id` header and in every problem document.
//!
//! It is the last to touch an answer: whatever went wrong anywhere leaves as a problem document, and none
//! of them repeats a card number.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use recoup_core::text::looks_like_card_number;

use super::body;
use super::problem::Problem;

/// The middleware.
pub async fn layer(request: Request, next: Next) -> Response {
    let id = format!("req_{:016x}", getrandom::u64().unwrap_or(0));
    let mut response = next.run(request).await;
    let known = response.extensions_mut().remove::<Problem>();
    if let Some(problem) = known.or_else(|| unspoken(response.status())) {
        response = finished(problem, &id, std::mem::take(response.headers_mut()));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), value);
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
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
