//! The routes of the native protocol.

use super::{Answer, error};

/// A call that clients make.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    Authorize,
    Capture(&'a str),
    Release(&'a str),
    Refund(&'a str),
    CompleteAction(&'a str),
    Authorization(&'a str),
    OneCapture(&'a str),
    OneRefund(&'a str),
    Search,
    Disputes,
    OneDispute(&'a str),
    Evidence(&'a str),
    AcceptDispute(&'a str),
}

impl Route<'_> {
    /// Whether the call needs an idempotency key.
    pub(super) const fn moves_money(&self) -> bool {
        matches!(self, Self::Authorize | Self::Capture(_) | Self::Release(_) | Self::Refund(_) | Self::AcceptDispute(_))
    }
}

/// The route of a method and a path.
pub(super) fn route<'a>(method: &str, path: &'a str) -> Result<Route<'a>, Answer> {
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let (wanted, found) = match parts.as_slice() {
        ["v1", "authorizations"] => ("POST", Route::Authorize),
        ["v1", "authorizations", id] => ("GET", Route::Authorization(id)),
        ["v1", "authorizations", id, "captures"] => ("POST", Route::Capture(id)),
        ["v1", "authorizations", id, "release"] => ("POST", Route::Release(id)),
        ["v1", "authorizations", id, "refunds"] => ("POST", Route::Refund(id)),
        ["v1", "authorizations", id, "complete_action"] => ("POST", Route::CompleteAction(id)),
        ["v1", "captures", id] => ("GET", Route::OneCapture(id)),
        ["v1", "refunds", id] => ("GET", Route::OneRefund(id)),
        ["v1", "disputes"] => ("GET", Route::Disputes),
        ["v1", "disputes", id] => ("GET", Route::OneDispute(id)),
        ["v1", "disputes", id, "evidence"] => ("POST", Route::Evidence(id)),
        ["v1", "disputes", id, "accept"] => ("POST", Route::AcceptDispute(id)),
        ["v1", "search"] => ("GET", Route::Search),
        _ => return Err(error(404, "not_found", "there is no such route")),
    };
    if method == wanted {
        Ok(found)
    } else {
        Err(error(405, "method_not_allowed", &format!("this route takes {wanted}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_know_their_method() {
        assert_eq!(route("POST", "/v1/authorizations/sa_1/refunds").unwrap(), Route::Refund("sa_1"));
        assert_eq!(route("GET", "/v1/authorizations/sa_1/refunds").unwrap_err().status, 405);
        assert_eq!(route("GET", "/v1/authorizations/").unwrap(), Route::Authorization(""));
        assert_eq!(route("GET", "/v2").unwrap_err().status, 404);
    }
}
