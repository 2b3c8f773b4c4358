//! Forms that must count once although they hand no command to the engine: what is made when they are sent is a secret
//! that is shown once.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::form::{Fields, KEY};
use super::guard::Visitor;
use super::trouble::Trouble;
use crate::http::Shared;
use crate::http::problem::Problem;
use crate::people::token;

/// What was made when this form was sent before; nothing when this is the first time, and then `made` is kept. For what
/// is no command of the engine and shows a secret, which a second sending must not make again.
///
/// # Errors
/// 400 for a form without a key, 409 for one that was sent before with something else in it.
pub async fn sent_before(
    face: &Shared,
    visitor: &Visitor,
    fields: &Fields,
    made: &str,
) -> Result<Option<String>, Trouble> {
    let name = format!("form:{}:{}", visitor.person.person, fields.key()?);
    let mut typed = fields.clone();
    // The code is no part of what is meant: a repeat with another one is the same form.
    typed.set("code", "");
    let (made, content) = (made.to_owned(), typed.fingerprint());
    let fresh = format!("{made} {content}");
    let kept = face.engine.store().own_secret(&visitor.caller.tenant, &name, &fresh, face.wall_us()).await?;
    let (before, known) = kept.rsplit_once(' ').unwrap_or((kept.as_str(), ""));
    if known != content {
        return Err(reused().into());
    }
    Ok((before != made).then(|| before.to_owned()))
}

/// A form that was sent before with something else in it.
#[must_use]
pub fn reused() -> Problem {
    let detail =
        "this form was sent before with something else in it, and that was taken; reload the page and fill it in anew";
    Problem::new(409, "key_reused", detail)
}

/// The form again, its code forgotten and under another key: what is sent from it now is meant anew.
pub fn anew(fields: &mut Fields) {
    fields.set("code", "");
    fields.set(KEY, token::secret());
}

/// A page that shows something once: nobody keeps it.
#[must_use]
pub fn never_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
