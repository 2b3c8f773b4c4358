//! The one way from a form to the engine: under a key that came with the form, so that sending it twice acts once, and
//! where a sum was reviewed, with its figures, so that nothing else is done.

use recoup_core::command::Act;

use super::form::Fields;
use super::seen;
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
    submit(face, keyed(caller, page, fields, act)?).await
}

/// The same for what was reviewed: refused with [`crate::http::problem::CHANGED`] where something else would be done
/// than the form shows.
///
/// # Errors
/// The refusal, or what the store met.
pub async fn act_as_seen(
    face: &Shared,
    caller: &Caller,
    page: &str,
    fields: &Fields,
    act: impl Into<Act>,
) -> Result<Answered, Problem> {
    submit(face, keyed(caller, page, fields, act)?.reviewed(fields.text(seen::FIGURES))).await
}

/// The same for one row of a form that acts on many: each under a key of its own that follows from the form's, so that
/// a form that is sent again after a crash goes on where it stopped. `said` is all that the form says of the row; where
/// there are no figures, nothing about it was reviewed that may change.
///
/// # Errors
/// The refusal, or what the store met.
pub async fn act_on_row(
    face: &Shared,
    caller: &Caller,
    (page, fields, row): (&str, &Fields, &str),
    (figures, said): (Option<&str>, &str),
    act: impl Into<Act>,
) -> Result<Answered, Problem> {
    let whole = key(caller, page, fields)?;
    let key = Key::new(format!("{}:{row}", whole.name), said.as_bytes());
    let request = Request::new(&caller.tenant, caller.actor.clone(), act.into()).keyed(key);
    submit(face, if let Some(figures) = figures { request.reviewed(figures) } else { request }).await
}

/// What this very form was answered, if it was sent before: for what would ask for a code that counts once.
///
/// # Errors
/// The refusal of a key that was used for something else, or what the store met.
pub async fn sent_before(
    face: &Shared,
    caller: &Caller,
    page: &str,
    fields: &Fields,
) -> Result<Option<Answered>, Problem> {
    match face.engine.remembered(&caller.tenant, &key(caller, page, fields)?).await? {
        None => Ok(None),
        Some(Reply::Done(answered)) => Ok(Some(answered)),
        Some(other) => Err(other.into()),
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

/// A request under the key of its form.
fn keyed(caller: &Caller, page: &str, fields: &Fields, act: impl Into<Act>) -> Result<Request, Problem> {
    let key = key(caller, page, fields)?;
    Ok(Request::new(&caller.tenant, caller.actor.clone(), act.into()).keyed(key))
}

fn key(caller: &Caller, page: &str, fields: &Fields) -> Result<Key, Problem> {
    let name = format!("api:PAGE {page}:{}:{}", caller.actor.person, fields.key()?);
    Ok(Key { name, fingerprint: fields.fingerprint() })
}

async fn submit(face: &Shared, request: Request) -> Result<Answered, Problem> {
    match face.engine.submit(request).await {
        Reply::Done(answered) => Ok(answered),
        other => Err(other.into()),
    }
}
