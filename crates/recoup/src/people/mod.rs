//! People who sign in: what they know, what they carry, and how long a browser is believed.
//!
//! A person is the same name that approvals compare and that API keys belong to, so a browser and a key of one person
//! are one person. Passwords are stored as Argon2id, sessions and links as hashes of random tokens, second factors
//! sealed where there is a key for it. Times are the machine's: a test clock that jumps must not sign anybody out.

pub mod attempt;
pub mod cast;
pub mod change;
pub mod duties;
pub mod factor;
pub mod oidc;
pub mod password;
pub mod session;
pub mod team;
pub mod token;

use recoup_core::actor::Actor;
use recoup_core::text;

use crate::access::{Caller, Grants};
use crate::store::person_rows::{AccessRow, PersonRow, SessionRow};
use crate::store::{Store, StoreError};

/// Microseconds of a minute.
pub const MINUTE_US: i64 = 60_000_000;

/// Sign-ins that may fail in a row before the next has to wait.
const FREE_FAILURES: i64 = 5;

/// Most characters of a note: two addresses.
const MOST_NOTED: usize = 1_000;

/// The longest wait after failures, seconds.
const MOST_WAIT_SECS: i64 = 300;

/// Who a browser acts for.
#[must_use]
pub fn caller(person: &PersonRow, session: &SessionRow) -> Caller {
    let grants: Grants = serde_json::from_str(&person.grants).unwrap_or_default();
    let mut actor = Actor::user(&person.person, &grants.roles);
    actor.ceilings_minor.clone_from(&grants.ceilings_minor);
    Caller {
        tenant: person.tenant.clone(),
        actor,
        grants,
        key_id: format!("session {}", session.session_id.get(..8).unwrap_or_default()),
        expires_us: None,
    }
}

/// Seconds a person has to wait before the next try counts; 0 for none.
#[must_use]
pub fn wait_secs(person: &PersonRow, now_us: i64) -> i64 {
    let over = person.failures - FREE_FAILURES;
    if over < 0 {
        return 0;
    }
    let wait_secs = 1_i64.checked_shl(u32::try_from(over.min(20)).unwrap_or(20)).unwrap_or(MOST_WAIT_SECS);
    let until_us = person.failed_us.saturating_add(wait_secs.min(MOST_WAIT_SECS) * 1_000_000);
    (until_us.saturating_sub(now_us).max(0) + 999_999) / 1_000_000
}

/// An address as it is stored and looked up.
///
/// # Errors
/// In words.
pub fn email(text: &str) -> Result<String, String> {
    let email = text.trim().to_lowercase();
    let whole = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    if !whole || email.len() > text::SHORT || email.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("an address looks like name@example.com; send one".to_owned());
    }
    Ok(email)
}

/// The name that approvals compare: short, lower case, fit for a path.
///
/// # Errors
/// In words.
pub fn person_name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if (1..=60).contains(&text.len()) && text.chars().all(fits) {
        return Ok(text.to_owned());
    }
    Err("a person is called by 1 to 60 small letters, digits, points, - or _; send such a name".to_owned())
}

/// A note of what is done about access, to be kept in the transaction that does it.
#[must_use]
pub fn noted(now_us: i64, (person, kind): (&str, &str), (about, detail): (&str, &str)) -> AccessRow {
    AccessRow {
        access_id: token::id("acc", now_us),
        at_us: now_us,
        person: person.to_owned(),
        kind: kind.to_owned(),
        about: about.to_owned(),
        detail: detail.chars().take(MOST_NOTED).collect(),
    }
}

/// Keeps what was done about access. It never stands in the way of what was done.
pub async fn note(
    store: &Store,
    tenant: &str,
    now_us: i64,
    (person, kind): (&str, &str),
    (about, detail): (&str, &str),
) {
    let detail: String = detail.chars().take(text::NAME).collect();
    let row = noted(now_us, (person, kind), (about, &detail));
    if let Err(error) = store.put_access(tenant, &row).await {
        tracing::error!(%error, tenant, person, kind, about, "what was done about access could not be kept");
    }
}

/// A link that lets a person set up the account: the text after `/welcome/`.
///
/// # Errors
/// When the database cannot be written.
pub async fn welcome(store: &Store, tenant: &str, person: &str, now_us: i64) -> Result<String, StoreError> {
    welcome_with(store, tenant, person, now_us, "").await
}

/// The same with a code that has to be typed beside it: `code` is its hash.
///
/// # Errors
/// When the database cannot be written.
pub async fn welcome_with(
    store: &Store,
    tenant: &str,
    person: &str,
    now_us: i64,
    code: &str,
) -> Result<String, StoreError> {
    let secret = token::secret();
    store
        .put_link(&crate::store::person_rows::LinkRow {
            tenant: tenant.to_owned(),
            link_id: token::hash(&secret),
            person: person.to_owned(),
            created_us: now_us,
            expires_us: now_us + session::LINK_US,
            used_us: None,
            code: code.to_owned(),
        })
        .await?;
    Ok(token::with_tenant(tenant, &secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(failures: i64) -> PersonRow {
        PersonRow {
            tenant: "t".to_owned(),
            person: "ann".to_owned(),
            email: "ann@example.com".to_owned(),
            name: "Ann".to_owned(),
            password: String::new(),
            second_factor: String::new(),
            factor_step: 0,
            grants: "{}".to_owned(),
            failures,
            failed_us: 10_000_000,
            created_us: 0,
            disabled_us: None,
        }
    }

    #[test]
    fn who_fails_often_waits_longer_and_not_for_ever() {
        let waits: Vec<i64> = [0, 4, 5, 6, 9, 14, 60].map(|f| wait_secs(&person(f), 10_000_000)).to_vec();
        assert_eq!(waits, [0, 0, 1, 2, 16, 300, 300]);
        assert_eq!(wait_secs(&person(9), 10_000_000 + 16_000_000), 0);
    }

    #[test]
    fn addresses_and_names() {
        assert_eq!(email(" Ann@Example.COM ").as_deref(), Ok("ann@example.com"));
        for bad in ["", "ann", "ann@", "@x.y", "a@b", "a b@x.y", "a@x.y@z.w"] {
            assert!(email(bad).is_err(), "{bad}");
        }
        assert!(person_name("ann-2").is_ok());
        for bad in ["", "Ann", "a b", "<b>", "ä"] {
            assert!(person_name(bad).is_err(), "{bad}");
        }
    }
}
