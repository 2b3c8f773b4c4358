//! Changes of the team as they are carried out, for its page and for the command line: both do the same and note the
//! same. Whether a second person has to agree first, `change` says.
//!
//! Times are the machine's, as everywhere about access; keys go by the engine's clock, which is handed in beside it.

use recoup_core::money::{Currency, Money};
use recoup_core::text;

use super::{change, duties, note, welcome};
use crate::access::{self, Grants};
use crate::store::person_rows::PersonRow;
use crate::store::{Store, StoreError};

/// Somebody who has a name and no account yet, checked.
///
/// # Errors
/// Which of `person`, `email` and `name` is wrong, and why.
pub fn checked(
    tenant: &str,
    (person, email, name): (&str, &str, &str),
    grants: &Grants,
    now_us: i64,
) -> Result<PersonRow, (&'static str, String)> {
    let plain = |field: &'static str, value: String, most: usize| match text::required(field, &value, most) {
        Ok(()) => Ok(value),
        Err(refusal) => Err((field, refusal.to_string())),
    };
    let person = super::person_name(person.trim()).map_err(|why| ("person", why))?;
    let email = super::email(email).map_err(|why| ("email", why))?;
    Ok(PersonRow {
        tenant: tenant.to_owned(),
        person: plain("person", person, text::SHORT)?,
        email: plain("email", email, text::SHORT)?,
        name: plain("name", name.trim().to_owned(), text::NAME)?,
        password: String::new(),
        second_factor: String::new(),
        factor_step: 0,
        grants: serde_json::to_string(grants).unwrap_or_default(),
        failures: 0,
        failed_us: 0,
        created_us: now_us,
        disabled_us: None,
    })
}

/// Adds a person and makes the link that sets the account up; nothing when name or address is taken.
///
/// # Errors
/// When the database cannot be written; so for everything here.
pub async fn add(store: &Store, row: &PersonRow, by: &str) -> Result<Option<String>, StoreError> {
    if !put(store, row, (by, "person_added")).await? {
        return Ok(None);
    }
    welcome(store, &row.tenant, &row.person, row.created_us).await.map(Some)
}

/// Adds a person without a link; false when name or address is taken. `kind` is what the audit calls it.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(store: &Store, row: &PersonRow, (by, kind): (&str, &str)) -> Result<bool, StoreError> {
    let added = store.add_person(row).await?;
    if added {
        let words = in_words(&duties::read(&row.grants));
        note(store, &row.tenant, row.created_us, (by, kind), (&row.person, &words)).await;
    }
    Ok(added)
}

/// Changes what a person may do, from the next request on; false when somebody else changed the account since.
///
/// # Errors
/// When the database cannot be written.
pub async fn change(
    store: &Store,
    person: &PersonRow,
    grants: &Grants,
    by: &str,
    now_us: i64,
) -> Result<bool, StoreError> {
    change::takes_two(store, &person.tenant, false, now_us).await?;
    let text = serde_json::to_string(grants).unwrap_or_default();
    let changed = store.change_person(person, &text, person.disabled_us).await?;
    if changed {
        note(store, &person.tenant, now_us, (by, "roles_changed"), (&person.person, &in_words(grants))).await;
    }
    Ok(changed)
}

/// Shuts a person out: sessions end, links stop working, the password opens nothing. False when somebody else changed
/// the account since.
///
/// # Errors
/// When the database cannot be written.
pub async fn shut_out(store: &Store, person: &PersonRow, by: &str, now_us: i64) -> Result<bool, StoreError> {
    change::takes_two(store, &person.tenant, false, now_us).await?;
    if !store.change_person(person, &person.grants, Some(now_us)).await? {
        return Ok(false);
    }
    store.end_sessions_of(&person.tenant, &person.person, now_us).await?;
    store.void_links_of(&person.tenant, &person.person, now_us).await?;
    note(store, &person.tenant, now_us, (by, "person_disabled"), (&person.person, "")).await;
    Ok(true)
}

/// Lets a person in again, with the password and the roles there were. False when somebody else changed the account
/// since.
///
/// # Errors
/// When the database cannot be written.
pub async fn let_in(store: &Store, person: &PersonRow, by: &str, now_us: i64) -> Result<bool, StoreError> {
    let changed = store.change_person(person, &person.grants, None).await?;
    if changed {
        note(store, &person.tenant, now_us, (by, "person_enabled"), (&person.person, "")).await;
    }
    Ok(changed)
}

/// Makes a link that sets an account up anew. Nothing of the account changes until it is used; earlier links stop.
/// Nothing is made when somebody else changed the account since it was read.
///
/// # Errors
/// When the database cannot be written.
pub async fn link(store: &Store, person: &PersonRow, by: &str, now_us: i64) -> Result<Option<String>, StoreError> {
    store.void_links_of(&person.tenant, &person.person, now_us).await?;
    let made = welcome(store, &person.tenant, &person.person, now_us).await?;
    // Roles that were given meanwhile would come with this link.
    let now = store.person(&person.tenant, &person.person).await?;
    if now.is_none_or(|now| now.grants != person.grants || now.disabled_us != person.disabled_us) {
        store.void_links_of(&person.tenant, &person.person, now_us).await?;
        return Ok(None);
    }
    note(store, &person.tenant, now_us, (by, "link_made"), (&person.person, "")).await;
    Ok(Some(made))
}

/// Revokes every working key of a person and says which they were. `now_us` is the machine's time and the engine's.
///
/// # Errors
/// When the database cannot be written.
pub async fn revoke_keys(
    store: &Store,
    person: &PersonRow,
    by: &str,
    (now_us, engine_us): (i64, i64),
) -> Result<Vec<String>, StoreError> {
    let mut revoked = Vec::new();
    for key in store.api_keys(&person.tenant).await? {
        let mine = key.person == person.person && access::works(&key, engine_us);
        if mine && store.revoke_api_key(&person.tenant, &key.key_id, engine_us).await? {
            let about = format!("{} of {}", key.label, key.person);
            note(store, &person.tenant, now_us, (by, "key_revoked"), (&key.key_id, &about)).await;
            revoked.push(key.key_id);
        }
    }
    Ok(revoked)
}

/// Roles, ceilings and what comes together in one hand, as the audit shows them.
#[must_use]
pub fn in_words(grants: &Grants) -> String {
    let roles: Vec<&str> = grants.roles.iter().map(|role| role.word()).collect();
    let mut words = format!("roles {}", if roles.is_empty() { "none".to_owned() } else { roles.join(", ") });
    if !grants.ceilings_minor.is_empty() {
        let ceilings: Vec<String> = grants.ceilings_minor.iter().map(|(code, minor)| sum(code, *minor)).collect();
        words.push_str(&format!("; ceilings {}", ceilings.join(", ")));
    }
    for pair in duties::pairs(std::slice::from_ref(grants)) {
        words.push_str(&format!("; {}", pair.rule.to_lowercase()));
    }
    words
}

fn sum(code: &str, minor: i64) -> String {
    match code.parse::<Currency>() {
        Ok(currency) => Money::new(minor, currency).to_string(),
        Err(_) => format!("{minor} minor units of {code}"),
    }
}

#[cfg(test)]
mod tests {
    use recoup_core::actor::Role;

    use super::*;

    #[test]
    fn what_is_noted_says_what_comes_together() {
        let grants = Grants {
            roles: vec![Role::Support, Role::Approver],
            ceilings_minor: vec![("EUR".to_owned(), 50_000)],
            ..Grants::default()
        };
        let words = in_words(&grants);
        assert_eq!(words, "roles support, approver; ceilings 500.00 EUR; asks for refunds and decides them");
        assert_eq!(in_words(&Grants::default()), "roles none");
    }

    #[test]
    fn a_person_is_checked_field_by_field() {
        let of = |person, email, name| checked("t", (person, email, name), &Grants::default(), 0);
        let row = of(" ann ", "Ann@Example.com", " Ann ").expect("all is well");
        assert_eq!((row.person.as_str(), row.email.as_str(), row.name.as_str()), ("ann", "ann@example.com", "Ann"));
        for (person, email, name, field) in [
            ("Ann", "ann@example.com", "Ann", "person"),
            ("ann", "ann", "Ann", "email"),
            ("ann", "ann@example.com", " ", "name"),
            ("4242424242424242", "ann@example.com", "Ann", "person"),
            ("ann", "ann@example.com", "4242 4242 4242 4242", "name"),
        ] {
            assert_eq!(of(person, email, name).map_err(|(wrong, _)| wrong), Err(field), "{person} {email} {name}");
        }
    }
}
