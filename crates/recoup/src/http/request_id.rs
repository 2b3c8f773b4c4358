//! Gives every request an id, in the `Request-Id` header and in every problem document.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;

/// The middleware.
pub async fn layer(request: Request, next: Next) -> Response {
    let id = format!("req_{:016x}", getrandom::u64().unwrap_or(0));
    let mut response = next.run(request).await;
    let too_large = response.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| {
        let detail = format!("the body is larger than {} bytes; send less", super::MOST_BODY_BYTES);
        too_large.then(|| Problem::new(413, "body_too_large", detail))
    });
    if let Some(mut problem) = problem {
        problem.request_id.clone_from(&id);
        if problem.status >= 500 {
            tracing::error!(request_id = id, code = problem.code, "answered with a server problem");
        }
        let headers = std::mem::take(response.headers_mut());
        response = problem.into_response();
        for (name, value) in &headers {
            if !response.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH {
                response.headers_mut().insert(name, value.clone());
            }
        }
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), value);
    }
    response
}
