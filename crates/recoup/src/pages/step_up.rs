//! The second factor, shown again before something that others depend on: deciding, making keys, changing the team.

use std::time::Duration;

use super::form::Fields;
use super::guard::Visitor;
use super::trouble::Trouble;
use crate::http::Shared;
use crate::people::attempt::{self, Code};
use crate::people::{factor, session};

/// Has the second factor shown again, unless it was lately. False when it was not, with what is wrong beside the field.
///
/// # Errors
/// What the store met.
pub async fn prove(face: &Shared, visitor: &Visitor, fields: &mut Fields) -> Result<bool, Trouble> {
    let now_us = face.wall_us();
    if !visitor.must_prove(now_us) {
        return Ok(true);
    }
    let (store, person, typed) = (face.engine.store(), &visitor.person, fields.text("code"));
    let found = attempt::step_up(store, (person, &visitor.session), typed, now_us).await?;
    if found == Code::Right {
        return Ok(true);
    }
    if factor::step(&person.second_factor, typed, now_us).is_some() && proved_meanwhile(face, visitor, now_us).await? {
        store.no_wrong_codes(&person.tenant, &visitor.session.session_id).await?;
        return Ok(true);
    }
    fields.wrong("code", found.why().unwrap_or_default());
    Ok(false)
}

/// Whether the same form, sent twice at once, has proved the session with this code just now. Its other sending may be
/// between using the code up and saying so, which takes a moment.
async fn proved_meanwhile(face: &Shared, visitor: &Visitor, now_us: i64) -> Result<bool, Trouble> {
    let session = &visitor.session;
    for pause_ms in [0, 20, 60, 180] {
        tokio::time::sleep(Duration::from_millis(pause_ms)).await;
        let found = face.engine.store().session(&session.tenant, &session.session_id).await?;
        if found.is_some_and(|(now, _)| session::lives(&now, now_us) && session::proved(&now, now_us)) {
            return Ok(true);
        }
    }
    Ok(false)
}
