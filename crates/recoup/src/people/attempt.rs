//! Tries to prove who one is: each is counted before it is looked at, so that a hundred at once are one. Outside they
//! count for the person, and within a session for the session, until one is right, so that whoever fails outside does not
//! stop the person who is inside. Codes typed beside a link are counted all.

use super::{factor, note, token, wait_secs};
use crate::store::person_rows::{LinkRow, PersonRow, SessionRow};
use crate::store::{Store, StoreError};

/// Codes that may be wrong in a row before a session that shows them ends: whoever holds it may not be its person.
pub const MOST_WRONG_CODES: i64 = 5;

/// Times a code may be typed beside a link, right or wrong: a form that is sent again counts too.
const MOST_TYPED: i64 = 20;

/// How a code of the second factor was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Right, and used up.
    Right,
    /// Wrong, or used before.
    Wrong,
    /// Not looked at: there were too many tries.
    Waits,
}

impl Code {
    /// What stands beside the field; nothing for a right one.
    #[must_use]
    pub const fn why(self) -> Option<&'static str> {
        match self {
            Self::Right => None,
            Self::Wrong => Some("type the code that your app shows now; each counts once"),
            Self::Waits => Some("too many codes were wrong; wait some minutes, then type the next"),
        }
    }
}

/// Looks at a code of the second factor. `kind` is what the audit calls a failure, `detail` says more about it.
///
/// # Errors
/// When the database cannot be written.
pub async fn code(
    store: &Store,
    person: &PersonRow,
    typed: &str,
    (kind, detail): (&str, &str),
    now_us: i64,
) -> Result<Code, StoreError> {
    if !begin(store, person, now_us).await? {
        return Ok(Code::Waits);
    }
    let step = factor::step(&person.second_factor, typed, now_us);
    let used = match step {
        Some(step) => store.use_factor_step(&person.tenant, &person.person, step).await?,
        None => false,
    };
    if !used {
        failed(store, person, (kind, detail), now_us).await;
        return Ok(Code::Wrong);
    }
    store.forget_tries(&person.tenant, &person.person).await?;
    Ok(Code::Right)
}

/// Looks at a code of the second factor within a session. Wrong ones are counted in the session and end it, so that
/// whoever fails to sign in elsewhere does not keep the person from working here.
///
/// # Errors
/// When the database cannot be written.
pub async fn step_up(
    store: &Store,
    (person, session): (&PersonRow, &SessionRow),
    typed: &str,
    now_us: i64,
) -> Result<Code, StoreError> {
    if !store.count_wrong_code(session).await? {
        return Ok(Code::Waits);
    }
    let used = match factor::step(&person.second_factor, typed, now_us) {
        Some(step) => store.use_factor_step(&person.tenant, &person.person, step).await?,
        None => false,
    };
    if used {
        store.touch_session(&session.tenant, &session.session_id, now_us, now_us).await?;
        store.no_wrong_codes(&session.tenant, &session.session_id).await?;
        return Ok(Code::Right);
    }
    let about = (person.person.as_str(), person.person.as_str());
    note(store, &person.tenant, now_us, (about.0, "step_up_failed"), (about.1, "")).await;
    if session.wrong_codes + 1 >= MOST_WRONG_CODES {
        store.end_session(&session.tenant, &session.session_id, now_us).await?;
    }
    Ok(Code::Wrong)
}

/// Looks at the code that goes with a link. A link takes few wrong ones in all.
///
/// # Errors
/// When the database cannot be written.
pub async fn beside_link(store: &Store, link: &LinkRow, typed: &str) -> Result<bool, StoreError> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    Ok(store.count_link_try(link, MOST_TYPED).await? && token::hash(&plain.to_ascii_uppercase()) == link.code)
}

/// Counts a try as failed beforehand. False while the person has to wait, or when another try was counted since the
/// person was read; then nothing is counted, or anybody could keep a person out for ever.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin(store: &Store, person: &PersonRow, now_us: i64) -> Result<bool, StoreError> {
    Ok(wait_secs(person, now_us) == 0 && store.count_try(person, now_us).await?)
}

/// Notes a try that was counted and failed. The first of a row is noted and then ever fewer, so that guessing fills no
/// table.
pub async fn failed(store: &Store, person: &PersonRow, (kind, detail): (&str, &str), now_us: i64) {
    let failures = person.failures.saturating_add(1);
    if !u64::try_from(failures).is_ok_and(u64::is_power_of_two) {
        return;
    }
    let row = if failures == 1 { String::new() } else { format!("{failures} in a row") };
    let words: Vec<&str> = [detail, row.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
    note(store, &person.tenant, now_us, (&person.person, kind), (&person.person, &words.join(", "))).await;
}
