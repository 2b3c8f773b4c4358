//! Changes of the team that take two persons. Approvals rest on two persons being two, so nobody alone may make one up,
//! make one stronger, or take one's account over by a new link.
//!
//! Whoever manages the team asks; somebody else who decides or manages the team agrees. Where a link comes of it, who
//! asked gets the link and who agreed gets a code, and only both together set the account up. While a shop has nobody
//! who could agree, its first persons come in on the word of one; the report of duties shows who brought in whom.

use serde::{Deserialize, Serialize};

use super::{duties, note, team, token, welcome_with};
use crate::access::{Grants, Permission};
use crate::store::person_rows::{PersonRow, TeamChangeRow};
use crate::store::{Store, StoreError};

/// How long a change can be agreed to, and its link be made.
const LIVES_US: i64 = 3 * 24 * 60 * super::MINUTE_US;

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Adds a person.
    Add,
    /// Gives other roles or ceilings.
    Roles,
    /// Lets an account be set up anew.
    Link,
    /// Lets a person in again.
    LetIn,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Add, Self::Roles, Self::Link, Self::LetIn];

    /// The word that is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Roles => "roles",
            Self::Link => "link",
            Self::LetIn => "let_in",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether a link comes of it.
    #[must_use]
    pub const fn gives_link(self) -> bool {
        matches!(self, Self::Add | Self::Link)
    }
}

/// What of an account a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the person signs in with.
    pub email: String,
    /// As colleagues read it.
    pub name: String,
    /// What the person may do.
    pub grants: Grants,
    /// Whether the person is shut out.
    pub out: bool,
}

impl Account {
    /// An account as it stands.
    #[must_use]
    pub fn of(row: &PersonRow) -> Self {
        let grants = duties::read(&row.grants);
        Self { email: row.email.clone(), name: row.name.clone(), grants, out: row.disabled_us.is_some() }
    }

    /// Reads what was stored; nothing for an account that was not there.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Why a change was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Somebody else was quicker, or it ran out.
    #[error("this was answered before or has run out; look at it again")]
    Answered,
    /// The account is not what it was when it was asked.
    #[error("the account was changed since this was asked; ask for it again")]
    Stale,
    /// Name or address belong to somebody.
    #[error("the name or the address was taken since this was asked; ask for it again with another")]
    Taken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What of the grants others depend on.
fn power(grants: &Grants) -> impl Iterator<Item = Permission> {
    let harmless = [Permission::Read, Permission::ReadBooks];
    Permission::ALL.into_iter().filter(move |one| !harmless.contains(one) && grants.allow(*one))
}

/// Whether new grants let somebody do more than old ones.
fn is_more(old: &Grants, new: &Grants) -> bool {
    power(new).any(|one| !old.allow(one)) || new.within(old).ceilings_minor != new.ceilings_minor
}

/// Whether a person may agree to changes of others.
#[must_use]
pub fn may_agree(grants: &Grants) -> bool {
    grants.allow(Permission::Decide) || grants.allow(Permission::ManageTeam)
}

/// Who could agree to a change that somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// The change needs nobody, or the shop has nobody yet.
    NotNeeded,
    /// Somebody can agree.
    There,
    /// All who could are shut out: only the operator can help.
    Gone,
}

/// Whether a change needs a second person, and whether there is one. `old` is the account before, `new` what the person
/// may do afterwards. `all` are the persons of the shop; in a demo nobody has a password and all count.
#[must_use]
pub fn second(old: Option<&PersonRow>, new: &Grants, by: &str, all: &[PersonRow], demo: bool) -> Second {
    let needed = match old {
        // A stranger with power, or an account that somebody has set up.
        None => power(new).next().is_some(),
        Some(row) if row.grants == serde_json::to_string(new).unwrap_or_default() => power(new).next().is_some(),
        Some(row) => is_more(&duties::read(&row.grants), new),
    };
    let others = all.iter().filter(|row| {
        let about = old.is_some_and(|old| old.person == row.person);
        row.person != by && !about && (demo || !row.password.is_empty()) && may_agree(&duties::read(&row.grants))
    });
    let others: Vec<&PersonRow> = others.collect();
    if !needed || others.is_empty() {
        Second::NotNeeded
    } else if others.iter().any(|row| row.disabled_us.is_none()) {
        Second::There
    } else {
        Second::Gone
    }
}

/// Asks for a change under a fresh id.
///
/// # Errors
/// When the database cannot be written.
pub async fn ask(
    store: &Store,
    (change_id, kind): (&str, Kind),
    (before, after): (Option<&PersonRow>, &PersonRow),
    by: &str,
    now_us: i64,
) -> Result<(), StoreError> {
    let row = TeamChangeRow {
        tenant: after.tenant.clone(),
        change_id: change_id.to_owned(),
        kind: kind.word().to_owned(),
        person: after.person.clone(),
        asked_by: by.to_owned(),
        asked_us: now_us,
        expires_us: now_us + LIVES_US,
        before: before.map(Account::of).map(|account| account.text()).unwrap_or_default(),
        after: Account::of(after).text(),
        state: "open".to_owned(),
        answered_by: String::new(),
        answered_us: 0,
        code: String::new(),
    };
    store.put_team_change(&row).await?;
    let detail = format!("{}; {}", kind.word(), team::in_words(&duties::read(&after.grants)));
    note(store, &row.tenant, now_us, (by, "team_change_asked"), (&row.person, &detail)).await;
    Ok(())
}

/// Whether somebody may answer a change: not who asked, not whom it is about.
#[must_use]
pub fn may_answer(change: &TeamChangeRow, person: &str, grants: &Grants) -> bool {
    change.state == "open" && change.asked_by != person && change.person != person && may_agree(grants)
}

/// Turns a change down.
///
/// # Errors
/// When it was answered before.
pub async fn turn_down(store: &Store, change: &TeamChangeRow, by: &str, now_us: i64) -> Result<(), ChangeError> {
    if !store.answer_team_change(change, ("turned_down", by), now_us, "").await? {
        return Err(ChangeError::Answered);
    }
    note(store, &change.tenant, now_us, (by, "team_change_turned_down"), (&change.person, &change.kind)).await;
    Ok(())
}

/// Agrees to a change and carries it out; gives the code that goes with its link, if one comes of it.
///
/// # Errors
/// When it was answered before, or the account is another by now.
pub async fn agree(
    store: &Store,
    change: &TeamChangeRow,
    by: &str,
    now_us: i64,
) -> Result<Option<String>, ChangeError> {
    let code = Kind::from_word(&change.kind).is_some_and(Kind::gives_link).then(token::short_code);
    let hash = code.as_deref().map(token::hash).unwrap_or_default();
    if !store.answer_team_change(change, ("agreed", by), now_us, &hash).await? {
        return Err(ChangeError::Answered);
    }
    note(store, &change.tenant, now_us, (by, "team_change_agreed"), (&change.person, &change.kind)).await;
    carry_out(store, change, by, now_us).await?;
    Ok(code)
}

/// Does what was agreed to. It may be done again after a crash: what is there already is left as it is.
///
/// # Errors
/// When the account is another by now.
pub async fn carry_out(store: &Store, change: &TeamChangeRow, by: &str, now_us: i64) -> Result<(), ChangeError> {
    let after = Account::read(&change.after).ok_or(ChangeError::Stale)?;
    let tenant = change.tenant.as_str();
    match Kind::from_word(&change.kind).ok_or(ChangeError::Stale)? {
        Kind::Add => add(store, change, &after, now_us).await?,
        kind => {
            let row = store.person(tenant, &change.person).await?.ok_or(ChangeError::Stale)?;
            let now = Account::of(&row);
            let as_it_was = Account::read(&change.before).as_ref() == Some(&now);
            let fine = match kind {
                Kind::Link => as_it_was,
                _ if now == after => true,
                Kind::Roles => as_it_was && team::change(store, &row, &after.grants, by, now_us).await?,
                _ => as_it_was && team::let_in(store, &row, by, now_us).await?,
            };
            if !fine {
                return Err(ChangeError::Stale);
            }
        }
    }
    store.team_change_done(tenant, &change.change_id).await?;
    Ok(())
}

async fn add(store: &Store, change: &TeamChangeRow, after: &Account, now_us: i64) -> Result<(), ChangeError> {
    let names = (change.person.as_str(), after.email.as_str(), after.name.as_str());
    let row = team::checked(&change.tenant, names, &after.grants, now_us).map_err(|_| ChangeError::Taken)?;
    if team::put(store, &row, (&change.asked_by, "person_added_by_two")).await? {
        return Ok(());
    }
    let known = store.person(&change.tenant, &change.person).await?;
    known.filter(|known| Account::of(known) == *after).map(|_| ()).ok_or(ChangeError::Taken)
}

/// The link that comes of a change, for who asked for it; earlier ones stop working. Nothing where none comes of it any
/// more.
///
/// # Errors
/// When the database cannot be written.
pub async fn link(
    store: &Store,
    change: &TeamChangeRow,
    person: &PersonRow,
    now_us: i64,
) -> Result<Option<String>, StoreError> {
    let fits = Account::read(&change.after).is_some_and(|after| after == Account::of(person));
    if change.state != "done" || change.code.is_empty() || change.expires_us <= now_us || !fits {
        return Ok(None);
    }
    store.void_links_of(&change.tenant, &change.person, now_us).await?;
    let made = welcome_with(store, &change.tenant, &change.person, now_us, &change.code).await?;
    note(store, &change.tenant, now_us, (&change.asked_by, "link_made_by_two"), (&change.person, &change.change_id))
        .await;
    Ok(Some(made))
}

#[cfg(test)]
mod tests {
    use recoup_core::actor::Role;

    use super::*;

    fn person(name: &str, roles: &[Role]) -> PersonRow {
        let grants = Grants { roles: roles.to_vec(), ..Grants::default() };
        let email = format!("{name}@example.com");
        let mut row = team::checked("t", (name, &email, name), &grants, 0).expect("a person");
        row.password = "set".to_owned();
        row
    }

    fn grants(roles: &[Role]) -> Grants {
        Grants { roles: roles.to_vec(), ..Grants::default() }
    }

    #[test]
    fn power_takes_a_second_person_once_there_is_one() {
        let (dan, eve, ann) =
            (person("dan", &[Role::Developer]), person("eve", &[Role::Approver]), person("ann", &[Role::Support]));
        let all = [dan.clone(), eve.clone(), ann.clone()];
        let asked = |old: Option<&PersonRow>, roles: &[Role]| second(old, &grants(roles), "dan", &all, false);
        assert_eq!(asked(None, &[Role::Support]), Second::There);
        assert_eq!(asked(None, &[Role::Viewer, Role::Auditor]), Second::NotNeeded, "looking moves nothing");
        assert_eq!(asked(Some(&ann), &[Role::Support]), Second::There, "a new link, or in again");
        assert_eq!(asked(Some(&ann), &[Role::Support, Role::Approver]), Second::There);
        assert_eq!(asked(Some(&ann), &[Role::Viewer]), Second::NotNeeded, "less is always fine");
        assert_eq!(asked(Some(&eve), &[Role::Approver]), Second::NotNeeded, "nobody agrees to a change of himself");
        let alone = [dan.clone(), ann.clone()];
        assert_eq!(second(None, &grants(&[Role::Approver]), "dan", &alone, false), Second::NotNeeded, "the first ones");
        let mut out = eve;
        out.disabled_us = Some(1);
        let gone = [dan, out, ann];
        assert_eq!(second(None, &grants(&[Role::Approver]), "dan", &gone, false), Second::Gone);
    }

    #[test]
    fn a_higher_ceiling_is_more() {
        let low = Grants { ceilings_minor: vec![("EUR".to_owned(), 100)], ..grants(&[Role::Support]) };
        let high = Grants { ceilings_minor: vec![("EUR".to_owned(), 200)], ..grants(&[Role::Support]) };
        let none = grants(&[Role::Support]);
        assert!(is_more(&low, &high) && is_more(&low, &none));
        assert!(!is_more(&high, &low) && !is_more(&none, &low) && !is_more(&low, &low));
    }
}
