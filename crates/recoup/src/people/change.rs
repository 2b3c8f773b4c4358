//! Changes of the team that take two persons. Approvals rest on two persons being two, so nobody alone may make one up,
//! make one stronger, or take one's account over by a new link.
//!
//! Whoever manages the team asks; somebody else who decides or manages the team agrees. Where a link comes of it, who
//! asked gets the link and who agreed gets a code, and only both together set the account up; the code is worth nothing
//! once who agreed could not agree any more. An account that is given its first power is set up anew in the same way.
//! Until two persons who could agree have set up their accounts, the first ones come in on the word of one; the report
//! of duties shows who brought in whom. After that there is no way back to one.

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
    /// Who asked does not manage the team any more.
    #[error("who asked for this does not manage the team any more; turn it down, and let somebody who does ask again")]
    Alone,
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

/// What is kept once power takes two.
const TWO: &str = "team:takes_two";

/// Whether power over the team takes two persons here: from when two had set up their accounts who could agree with
/// each other, and for good. Otherwise one could take the power of all others away and be the first again. In a demo
/// nobody has a password and all count.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn takes_two(store: &Store, tenant: &str, demo: bool, now_us: i64) -> Result<bool, StoreError> {
    if store.known_secret(tenant, TWO).await?.is_some() {
        return Ok(true);
    }
    let all = store.persons(tenant).await?;
    let two = all.iter().filter(|row| could_agree(row, demo)).count() >= 2;
    if two {
        store.own_secret(tenant, TWO, "yes", now_us).await?;
    }
    Ok(two)
}

fn could_agree(row: &PersonRow, demo: bool) -> bool {
    (demo || !row.password.is_empty()) && may_agree(&duties::read(&row.grants))
}

/// Who could agree to a change that somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// The change gives no power.
    NotNeeded,
    /// Somebody can agree.
    There,
    /// Nobody can: only the operator helps.
    Gone,
}

/// Whether a change needs a second person where power takes two, and whether there is one. `old` is the account before,
/// `new` what the person may do afterwards, `all` are the persons of the shop.
#[must_use]
pub fn second(old: Option<&PersonRow>, new: &Grants, by: &str, all: &[PersonRow], demo: bool) -> Second {
    let has_power = power(new).next().is_some();
    let needed = match old.map(|row| duties::read(&row.grants)) {
        // A stranger with power.
        None => has_power,
        // A new link, or in again: whoever holds the account holds its power.
        Some(before) if before == *new => has_power,
        Some(before) => is_more(&before, new),
    };
    let mut others = all.iter().filter(|row| {
        let about = old.is_some_and(|old| old.person == row.person);
        row.person != by && !about && row.disabled_us.is_none() && could_agree(row, demo)
    });
    match (needed, others.next()) {
        (false, _) => Second::NotNeeded,
        (true, Some(_)) => Second::There,
        (true, None) => Second::Gone,
    }
}

/// Whether a change gives power to an account that had none. Whoever set it up may have been nobody, so it is set up
/// anew, by the link of one and the code of another.
fn first_power(change: &TeamChangeRow) -> bool {
    let held = |text: &str| Account::read(text).is_some_and(|account| power(&account.grants).next().is_some());
    change.kind == Kind::Roles.word() && !held(&change.before) && held(&change.after)
}

/// Whether a link comes of a change.
#[must_use]
pub fn gives_link(change: &TeamChangeRow) -> bool {
    matches!(Kind::from_word(&change.kind), Some(Kind::Add | Kind::Link)) || first_power(change)
}

/// Asks for a change; the same id asks once. False when that id asked for something else.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn ask(
    store: &Store,
    (change_id, kind): (&str, Kind),
    (before, after): (Option<&PersonRow>, &PersonRow),
    by: &str,
    now_us: i64,
) -> Result<bool, StoreError> {
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
    if store.put_team_change(&row).await? {
        let detail = format!("{}; {}", kind.word(), team::in_words(&duties::read(&after.grants)));
        note(store, &row.tenant, now_us, (by, "team_change_asked"), (&row.person, &detail)).await;
        return Ok(true);
    }
    let known = store.team_change(&row.tenant, change_id).await?;
    Ok(known.is_some_and(|known| (&known.kind, &known.person, &known.after) == (&row.kind, &row.person, &row.after)))
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
    let asker = store.person(&change.tenant, &change.asked_by).await?;
    let still =
        asker.is_some_and(|row| row.disabled_us.is_none() && duties::read(&row.grants).allow(Permission::ManageTeam));
    if !still {
        return Err(ChangeError::Alone);
    }
    let code = gives_link(change).then(token::short_code);
    let hash = code.as_deref().map(token::hash).unwrap_or_default();
    if !store.answer_team_change(change, ("agreed", by), now_us, &hash).await? {
        return Err(ChangeError::Answered);
    }
    note(store, &change.tenant, now_us, (by, "team_change_agreed"), (&change.person, &change.kind)).await;
    carry_out(store, change, by, now_us).await?;
    Ok(code)
}

/// Does what was agreed to, once. It may be done again after a crash: what is there already is left as it is. What
/// cannot be done any more ends as stale.
///
/// # Errors
/// When the account is another by now, or it ran out.
pub async fn carry_out(store: &Store, change: &TeamChangeRow, by: &str, now_us: i64) -> Result<(), ChangeError> {
    let done =
        if change.expires_us > now_us { apply(store, change, by, now_us).await } else { Err(ChangeError::Stale) };
    let state = match &done {
        Ok(()) => "done",
        // It may still be done when the database answers again.
        Err(ChangeError::Store(_)) => return done,
        Err(_) => "stale",
    };
    store.end_team_change(&change.tenant, &change.change_id, state).await?;
    done
}

async fn apply(store: &Store, change: &TeamChangeRow, by: &str, now_us: i64) -> Result<(), ChangeError> {
    let after = Account::read(&change.after).ok_or(ChangeError::Stale)?;
    let tenant = change.tenant.as_str();
    let kind = Kind::from_word(&change.kind).ok_or(ChangeError::Stale)?;
    if kind == Kind::Add {
        return add(store, change, &after, now_us).await;
    }
    let row = store.person(tenant, &change.person).await?.ok_or(ChangeError::Stale)?;
    let now = Account::of(&row);
    let as_it_was = Account::read(&change.before).as_ref() == Some(&now);
    let anew = first_power(change) && (as_it_was || now == after);
    if anew {
        forget(store, &row, now_us).await?;
    }
    let fine = match kind {
        Kind::Link | Kind::Add => as_it_was,
        _ if now == after => true,
        Kind::Roles => as_it_was && team::change(store, &row, &after.grants, by, now_us).await?,
        Kind::LetIn => as_it_was && team::let_in(store, &row, by, now_us).await?,
    };
    if anew && fine {
        // Once more: somebody may have come in, or made a link, between the first time and the change.
        forget(store, &row, now_us).await?;
        team::revoke_keys(store, &row, by, (now_us, now_us)).await?;
    }
    if fine { Ok(()) } else { Err(ChangeError::Stale) }
}

/// Takes away every way into an account.
async fn forget(store: &Store, row: &PersonRow, now_us: i64) -> Result<(), StoreError> {
    store.set_credentials(&row.tenant, &row.person, "", ("", 0)).await?;
    store.end_sessions_of(&row.tenant, &row.person, now_us).await?;
    store.void_links_of(&row.tenant, &row.person, now_us).await
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

/// Another code for a link, for who agreed; links made before stop working. Nothing where none comes of it any more.
///
/// # Errors
/// When the database cannot be written.
pub async fn code(store: &Store, change: &TeamChangeRow, now_us: i64) -> Result<Option<String>, StoreError> {
    let code = token::short_code();
    let fits = !change.code.is_empty()
        && agreer_still_may(store, change).await?
        && store.new_team_code(&change.tenant, &change.change_id, &token::hash(&code), now_us).await?;
    if !fits {
        return Ok(None);
    }
    store.void_links_of(&change.tenant, &change.person, now_us).await?;
    let about = (change.person.as_str(), change.change_id.as_str());
    note(store, &change.tenant, now_us, (&change.answered_by, "link_code_made"), about).await;
    Ok(Some(code))
}

/// Whether who agreed could agree now: a code of somebody who lost that power, or whose account was taken, is worth
/// nothing.
async fn agreer_still_may(store: &Store, change: &TeamChangeRow) -> Result<bool, StoreError> {
    let row = store.person(&change.tenant, &change.answered_by).await?;
    Ok(row.is_some_and(|row| row.disabled_us.is_none() && may_agree(&duties::read(&row.grants))))
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
    let lives = change.state == "done" && !change.code.is_empty() && change.expires_us > now_us;
    if !lives || !fits || !agreer_still_may(store, change).await? {
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
        assert_eq!(asked(Some(&eve), &[Role::Approver]), Second::Gone, "nobody agrees to a change of himself");
        let mut out = eve;
        out.disabled_us = Some(1);
        let gone = [dan, out, ann.clone()];
        assert_eq!(second(None, &grants(&[Role::Approver]), "dan", &gone, false), Second::Gone);
    }

    #[test]
    fn first_power_sets_the_account_up_anew() {
        let of = |roles: &[Role]| Account::of(&person("vera", roles)).text();
        let change = |kind: Kind, before: &[Role], after: &[Role]| TeamChangeRow {
            tenant: "t".to_owned(),
            change_id: "tch_1".to_owned(),
            kind: kind.word().to_owned(),
            person: "vera".to_owned(),
            asked_by: "dan".to_owned(),
            asked_us: 0,
            expires_us: 1,
            before: of(before),
            after: of(after),
            state: "open".to_owned(),
            answered_by: String::new(),
            answered_us: 0,
            code: String::new(),
        };
        assert!(gives_link(&change(Kind::Roles, &[Role::Viewer], &[Role::Approver])));
        assert!(!gives_link(&change(Kind::Roles, &[Role::Support], &[Role::Approver])));
        assert!(!gives_link(&change(Kind::Roles, &[Role::Approver], &[Role::Viewer])));
        assert!(gives_link(&change(Kind::Link, &[Role::Approver], &[Role::Approver])));
        assert!(!gives_link(&change(Kind::LetIn, &[Role::Approver], &[Role::Approver])));
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
