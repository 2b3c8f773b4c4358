//! The one way from a form to the engine: under a key that came with the form, so that sending it twice acts once.

use recoup_core::command::Act;

use super::form::{Fields, KEY};
use crate::access::Caller;
use crate::engine::{Answered, Key, Preview, Reply, Request};
use crate::http::Shared;
use crate::http::problem::Problem;

/// Decides and waits until it is on disk. `page` is the path of the form.
///
/// # Errors
/// The refusal, or what the store met.
pub async fn act(
    face: &Shared,
    caller: &Caller,
    page: &str,
    fields: &Fields,
    act: impl Into<Act>,
) -> Result<Answered, Problem> {
    let key = fields.text(KEY);
    if key.is_empty() || key.len() > 64 || !key.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let detail = "this form has lost its key; go back, reload the page and send it again";
        return Err(Problem::new(400, "idempotency_key_missing", detail));
    }
    let key = Key { name: format!("api:PAGE {page}:{}:{key}", caller.actor.person), fingerprint: fields.fingerprint() };
    let request = Request::new(&caller.tenant, caller.actor.clone(), act.into()).keyed(key);
    match face.engine.submit(request).await {
        Reply::Done(answered) => Ok(answered),
        other => Err(other.into()),
    }
}

/// What it would do, without doing it.
///
/// # Errors
/// The refusal it would meet, or what the store met.
pub async fn preview(face: &Shared, caller: &Caller, act: impl Into<Act>) -> Result<Preview, Problem> {
    let request = Request::new(&caller.tenant, caller.actor.clone(), act.into());
    face.engine.preview(request).await.map_err(Problem::from)
}
