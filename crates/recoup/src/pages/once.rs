//! Forms that must count once although they hand no command to the engine: what is made when they are sent is a secret
//! that is shown once.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::form::{Fields, KEY};
use super::guard::Visitor;
use super::step_up::prove;
use super::trouble::Trouble;
use crate::http::Shared;
use crate::http::problem::Problem;
use crate::people::token;

/// What a form makes and shows once.
#[derive(Debug, Clone, Copy)]
pub enum Secret<'a> {
    /// An API key, by its id.
    Key(&'a str),
    /// A link that sets an account up.
    Link,
    /// The code that goes with such a link.
    Code,
}

impl Secret<'_> {
    /// What is kept of it: the id of a key, and for the others one of this very sending.
    fn id(self, now_us: i64) -> String {
        match self {
            Self::Key(key_id) => key_id.to_owned(),
            Self::Link => token::id("lnk", now_us),
            Self::Code => token::id("cod", now_us),
        }
    }

    /// What a second sending is told; `before` is what was kept of the first.
    fn was_shown(self, before: &str) -> String {
        match self {
            Self::Key(_) => format!(
                "this form was sent before and made the key {before}, which was shown then; send it again for another \
                 key"
            ),
            Self::Link => {
                "this form was sent before, and its link was shown then; send it again for another link".to_owned()
            }
            Self::Code => {
                "this form was sent before, and its code was shown then; send it again for another code".to_owned()
            }
        }
    }
}

/// Whether the person has shown the second factor and this form was not sent before. False with what is wrong in the
/// form.
///
/// # Errors
/// As for [`sent_before`].
pub async fn is_meant(
    face: &Shared,
    visitor: &Visitor,
    fields: &mut Fields,
    secret: Secret<'_>,
) -> Result<bool, Trouble> {
    Ok(prove(face, visitor, fields).await? && is_first(face, visitor, fields, secret).await?)
}

/// Whether this form was not sent before, for what is looked at between the second factor and this. False with what is
/// wrong above the form.
///
/// # Errors
/// As for [`sent_before`].
pub async fn is_first(
    face: &Shared,
    visitor: &Visitor,
    fields: &mut Fields,
    secret: Secret<'_>,
) -> Result<bool, Trouble> {
    let before = sent_before(face, visitor, fields, &secret.id(face.wall_us())).await?;
    if let Some(before) = &before {
        fields.wrong("", secret.was_shown(before));
    }
    Ok(before.is_none())
}

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
