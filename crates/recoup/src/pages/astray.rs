//! Requests that lead to no page: addresses that only take forms, ways of asking that nothing takes, and what the
//! framework cannot read. Each is answered with a page, or with the way to one.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::guard;
use super::trouble::{Trouble, own_path, see};
use crate::http::problem::Problem;
use crate::http::{Face, Shared};

/// Addresses that forms go to and that show nothing themselves.
const FORMS_ONLY: [&str; 5] = ["/views", "/become", "/sign-out", "/bulk", "/bulk/report.csv"];

/// Whether somebody who opens this path would only be sent on.
#[must_use]
pub fn shows_nothing(path: &str) -> bool {
    FORMS_ONLY.contains(&path)
}

/// The page of ours that a browser says it came from; the first page where that is none to go back to.
#[must_use]
pub fn came_from<'h>(face: &Face, headers: &'h HeaderMap) -> &'h str {
    let referer = headers.get(header::REFERER).and_then(|referer| referer.to_str().ok()).unwrap_or_default();
    let place = referer.split_once("://").map_or("", |(_, place)| place);
    let (name, at) = place.split_at(place.find('/').unwrap_or(place.len()));
    let origin = referer.get(..referer.len() - at.len()).unwrap_or_default();
    let to = own_path(at);
    let path = to.split('?').next().unwrap_or_default();
    let leads_on = shows_nothing(path) || path.starts_with("/sign-in");
    if !leads_on && guard::is_ours(face, headers, (origin, name)) { to } else { "/" }
}

/// Whoever opens an address that only takes forms goes back to where it was, by a reload or by signing in again.
pub async fn back(State(face): State<Shared>, headers: HeaderMap) -> Response {
    see(came_from(&face, &headers))
}

/// A way of asking that nothing takes at this address.
pub async fn wrong_method() -> Trouble {
    unfit(StatusCode::METHOD_NOT_ALLOWED)
}

fn unfit(status: StatusCode) -> Trouble {
    let detail = match status {
        StatusCode::NOT_FOUND => return Trouble::nowhere(),
        StatusCode::METHOD_NOT_ALLOWED => "nothing at this address takes what was sent this way",
        StatusCode::PAYLOAD_TOO_LARGE => "this is larger than what is taken here",
        status if status.is_server_error() => "the server met a defect on this page",
        _ => "this address, or what was sent to it, cannot be read",
    };
    Problem::new(status.as_u16(), "unreadable", detail).into()
}

/// A refusal of the framework as a page, with the same status; everything of ours goes as it is. All that we refuse with
/// is a page, so a refusal without a media type or in plain text is not ours.
pub fn as_page(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut page = unfit(status).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_refusals_become_pages() {
        let kind = |response: &Response| response.headers().get(header::CONTENT_TYPE).cloned();
        for status in [StatusCode::BAD_REQUEST, StatusCode::METHOD_NOT_ALLOWED, StatusCode::PAYLOAD_TOO_LARGE] {
            for bare in [status.into_response(), (status, "Failed to deserialize query string").into_response()] {
                let page = as_page(bare);
                assert_eq!(page.status(), status);
                assert!(kind(&page).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")), "{status}");
            }
        }
        let csv = (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "text/csv")], "a;b").into_response();
        assert!(kind(&as_page(csv)).is_some_and(|kind| kind == "text/csv"));
        let fine = as_page("a file".into_response());
        assert!(kind(&fine).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain")));
        assert!(kind(&as_page(StatusCode::NO_CONTENT.into_response())).is_none());
    }
}
