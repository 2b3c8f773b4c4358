//! What a page says when it cannot show what was asked for. Each kind of trouble looks different and names a way out.

use std::any::Any;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::shell;
use crate::http::problem::Problem;
use crate::store::StoreError;

/// Why there is no page.
#[derive(Debug)]
pub enum Trouble {
    /// Nobody is signed in, or not any more; the way back is kept.
    SignIn {
        /// Where one was.
        next: String,
    },
    /// Whatever the API would say.
    Problem(Problem),
}

impl Trouble {
    /// There is nothing at this address.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::Problem(Problem::new(404, "unknown_page", "there is nothing at this address"))
    }

    /// A form that another site may have sent, or that is older than its session.
    #[must_use]
    pub fn foreign_form() -> Self {
        let detail = "this form did not come from a page of your session; go back, reload the page and send it again";
        Self::Problem(Problem::new(403, "foreign_form", detail))
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

impl From<recoup_core::refusal::Refusal> for Trouble {
    fn from(refusal: recoup_core::refusal::Refusal) -> Self {
        Self::Problem(refusal.into())
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::SignIn { next } => return see(&format!("/sign-in?next={}", in_query(&next))),
            Self::Problem(problem) => problem,
        };
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Html(page(&problem).into_string())).into_response();
        if let Some(secs) = problem.retry_after_secs {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}

fn page(problem: &Problem) -> Markup {
    let (title, way_out) = match problem.status {
        403 if problem.code == "foreign_form" => {
            ("This form is too old", "Go back, reload the page and send it again.")
        }
        403 if problem.code == "public_url_missing" => {
            ("Not from this address", "Open the pages on the machine they run on, or have the address configured.")
        }
        403 => {
            ("Not yours to see or do", "Ask somebody of your team who has the role, or have yours changed under Team.")
        }
        404 => ("There is no such thing", "Check the address, or search for it with the box above every page."),
        _ if problem.code == "unreadable" && problem.status < 500 => {
            ("This cannot be read", "Go back, or begin on Today and use the links and buttons of the pages.")
        }
        429 if problem.code == "export_running" => (
            "One file at a time",
            "Wait until the other file is there, then try again. A list of fewer days makes a smaller file.",
        ),
        429 => ("Too many tries", "Wait a moment, then try again."),
        503 | 507 => ("Not now", "Nothing was lost. Try again in a moment."),
        status if status >= 500 => ("Something is broken", "Tell whoever runs this what you did and when."),
        _ => ("That did not work", "Go back and change what the message names."),
    };
    shell::plain(
        title,
        html! {
            div class="trouble" role="alert" {
                h1 { (title) }
                p { (sentence(&problem.detail)) }
                p class="quiet" { (way_out) }
                p { a class="button" href="/" { "To Today" } }
            }
        },
    )
}

/// A detail of a problem as a sentence on a page.
#[must_use]
pub fn sentence(detail: &str) -> String {
    let mut chars = detail.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    let end = if detail.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

/// Sends the browser to another page, after a form too.
#[must_use]
pub fn see(path: &str) -> Response {
    let to = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// A text as a value in a query.
#[must_use]
pub fn in_query(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// A path of our own from a `next` that anybody may have written; the first page otherwise.
#[must_use]
pub fn own_path(next: &str) -> &str {
    // Browsers leave blanks and tabs out of an address, and take two strokes for another host.
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { "/" }
}

/// The answer of a handler that panicked.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a page panicked");
    Trouble::Problem(Problem::new(500, "defect", "the server met a defect on this page")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_too_many_is_told_when_to_come_back() {
        let busy = Problem::new(503, "busy", "too many people are signing in; wait a moment and try again").again(2);
        let shown = page(&busy).into_string();
        assert!(shown.contains("Not now") && shown.contains("Too many people are signing in"), "{shown}");
        let response = Trouble::from(busy).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers().get(header::RETRY_AFTER), Some(&HeaderValue::from_static("2")));
    }

    #[test]
    fn only_own_paths_are_gone_back_to() {
        for (next, path) in [
            ("/orders/ord_1?tab=ledger", "/orders/ord_1?tab=ledger"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("", "/"),
            ("/a\r\nb", "/"),
            ("/\t/evil.example", "/"),
            ("/ /evil.example", "/"),
        ] {
            assert_eq!(own_path(next), path);
        }
        assert_eq!(in_query("/a?b=c&d"), "/a%3Fb%3Dc%26d");
        assert_eq!(sentence("it is gone; look elsewhere"), "It is gone; look elsewhere.");
    }
}
