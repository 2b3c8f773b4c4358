//! Reads and writes about people who sign in. None of it is money: each write stands alone.
//!
//! The secret of a second factor is sealed on its way in and opened on its way out, where there is a key for it.

use super::Store;
use super::cell::{Arg, Ask, ask};
use super::error::{Result, StoreError};
use super::person_rows::*;
use super::sql;
use crate::vault::{Place, sealed_with};

/// Where a second factor belongs.
fn factor_place<'a>(tenant: &'a str, person: &'a str) -> Place<'a> {
    Place { tenant, kind: "person", name: person, field: "second_factor" }
}

/// Keeps a note of what was done about access.
pub(super) fn access(tenant: &str, row: &AccessRow) -> Ask {
    let AccessRow { access_id, at_us, person, kind, about, detail } = row;
    ask!(sql::PUT_ACCESS, tenant, access_id, *at_us, person, kind, about, detail)
}

impl Store {
    /// A person of a tenant.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn person(&self, tenant: &str, person: &str) -> Result<Option<PersonRow>> {
        Ok(self.first(ask!(sql::PERSON, tenant, person)).await?.map(|row| self.opened(row)))
    }

    /// Persons with this address, of whichever tenants.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn persons_by_email(&self, email: &str) -> Result<Vec<PersonRow>> {
        let rows = self.fetch(ask!(sql::PERSONS_BY_EMAIL, email)).await?;
        Ok(rows.into_iter().map(|row| self.opened(row)).collect())
    }

    /// All persons of a tenant by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn persons(&self, tenant: &str) -> Result<Vec<PersonRow>> {
        let rows = self.stored_persons(tenant).await?;
        Ok(rows.into_iter().map(|row| self.opened(row)).collect())
    }

    /// All persons of a tenant by name, with their second factors as they are stored.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stored_persons(&self, tenant: &str) -> Result<Vec<PersonRow>> {
        self.fetch(ask!(sql::PERSONS, tenant)).await
    }

    /// Seals a second factor anew, with the newest key; false when it was changed since it was read.
    ///
    /// # Errors
    /// When it does not open, or the database cannot be written.
    pub async fn reseal_factor(&self, stored: &PersonRow) -> Result<bool> {
        let clear = match sealed_with(&stored.second_factor) {
            Some(_) => self.vault().open(&factor_place(&stored.tenant, &stored.person), &stored.second_factor)?,
            None => stored.second_factor.clone(),
        };
        let sealed = self.vault().seal(&factor_place(&stored.tenant, &stored.person), &clear)?;
        let ask = ask!(sql::RESEAL_FACTOR, sealed, &stored.tenant, &stored.person, &stored.second_factor);
        Ok(self.run(ask).await? > 0)
    }

    /// A person with the second factor in clear. One that does not open stays as it is: no code fits it, and the log
    /// says why.
    fn opened(&self, mut row: PersonRow) -> PersonRow {
        if sealed_with(&row.second_factor).is_none() {
            return row;
        }
        match self.vault().open(&factor_place(&row.tenant, &row.person), &row.second_factor) {
            Ok(clear) => row.second_factor = clear,
            Err(error) => {
                tracing::error!(%error, tenant = row.tenant, person = row.person, "a second factor cannot be opened");
            }
        }
        row
    }

    /// A second factor as it is stored: sealed, where there is a key.
    fn sealed_factor(&self, tenant: &str, person: &str, clear: &str) -> Result<String> {
        if clear.is_empty() || self.vault().is_empty() {
            return Ok(clear.to_owned());
        }
        Ok(self.vault().seal(&factor_place(tenant, person), clear)?)
    }

    /// Adds a person; false when the name or the address is taken.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn add_person(&self, row: &PersonRow) -> Result<bool> {
        let ask = ask!(
            sql::ADD_PERSON,
            &row.tenant,
            &row.person,
            &row.email,
            &row.name,
            &row.password,
            self.sealed_factor(&row.tenant, &row.person, &row.second_factor)?,
            row.factor_step,
            &row.grants,
            row.failures,
            row.failed_us,
            row.created_us,
            row.disabled_us,
        );
        match self.run(ask).await {
            // The address is another person's.
            Err(StoreError::Constraint { .. }) => Ok(false),
            added => Ok(added? > 0),
        }
    }

    /// When each person of a tenant was last seen, also in sessions that were ended.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_seen(&self, tenant: &str) -> Result<Vec<(String, i64)>> {
        self.fetch_long(ask!(sql::LAST_SEEN, tenant)).await
    }

    /// Changes what a person may do, shuts the person out or lets it in; false when that was changed since it was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn change_person(&self, before: &PersonRow, grants: &str, disabled_us: Option<i64>) -> Result<bool> {
        let PersonRow { tenant, person, grants: old, disabled_us: since, .. } = before;
        let ask = ask!(sql::CHANGE_PERSON, grants, disabled_us, tenant, person, old, since.unwrap_or(0));
        Ok(self.run(ask).await? > 0)
    }

    /// Makes every unused link of a person stop working.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn void_links_of(&self, tenant: &str, person: &str, at_us: i64) -> Result<()> {
        self.run(ask!(sql::VOID_LINKS_OF, at_us, tenant, person)).await?;
        Ok(())
    }

    /// Who gave whom a link to come in with, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn links_given(&self, tenant: &str, limit: i64) -> Result<Vec<AccessRow>> {
        self.fetch_long(ask!(sql::LINKS_GIVEN, tenant, "person_added", "link_made", limit)).await
    }

    /// What was done about one person or thing, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn access_about(&self, tenant: &str, about: &str, limit: i64) -> Result<Vec<AccessRow>> {
        self.fetch_long(ask!(sql::ACCESS_ABOUT, tenant, about, limit)).await
    }

    /// Gives a person a password and a second factor.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_credentials(
        &self,
        tenant: &str,
        person: &str,
        password: &str,
        (second_factor, step): (&str, i64),
    ) -> Result<bool> {
        let sealed = self.sealed_factor(tenant, person, second_factor)?;
        Ok(self.run(ask!(sql::SET_CREDENTIALS, password, sealed, step, tenant, person)).await? > 0)
    }

    /// Gives a person whose account is set up a password and a second factor; false when roles were changed, or the
    /// person shut out, since it was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_up(&self, read: &PersonRow, password: &str, (second_factor, step): (&str, i64)) -> Result<bool> {
        let PersonRow { tenant, person, grants, .. } = read;
        let sealed = self.sealed_factor(tenant, person, second_factor)?;
        Ok(self.run(ask!(sql::SET_UP, password, sealed, step, tenant, person, grants)).await? > 0)
    }

    /// Uses a time step of the second factor; false when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn use_factor_step(&self, tenant: &str, person: &str, step: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::USE_FACTOR_STEP, step, tenant, person)).await? > 0)
    }

    /// Counts a try to sign in as failed; false when another was counted since the person was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn count_try(&self, read: &PersonRow, at_us: i64) -> Result<bool> {
        let PersonRow { tenant, person, failures, failed_us, .. } = read;
        Ok(self.run(ask!(sql::COUNT_TRY, at_us, tenant, person, *failures, *failed_us)).await? > 0)
    }

    /// Forgets the tries that failed: one was right.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_tries(&self, tenant: &str, person: &str) -> Result<()> {
        self.run(ask!(sql::NO_FAILURES, tenant, person)).await?;
        Ok(())
    }

    /// Takes back a try that was counted as failed and belonged to another account of the same address.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn undo_try(&self, read: &PersonRow) -> Result<()> {
        let PersonRow { tenant, person, failures, failed_us, .. } = read;
        self.run(ask!(sql::UNDO_TRY, *failures, *failed_us, tenant, person, *failures + 1)).await?;
        Ok(())
    }

    /// Counts a code shown in a session as wrong; false when another was counted since the session was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn count_wrong_code(&self, read: &SessionRow) -> Result<bool> {
        let SessionRow { tenant, session_id, wrong_codes, .. } = read;
        Ok(self.run(ask!(sql::COUNT_WRONG_CODE, tenant, session_id, *wrong_codes)).await? > 0)
    }

    /// Forgets the wrong codes of a session: one was right.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn no_wrong_codes(&self, tenant: &str, session_id: &str) -> Result<()> {
        self.run(ask!(sql::NO_WRONG_CODES, tenant, session_id)).await?;
        Ok(())
    }

    /// Counts a code typed beside a link as wrong; false when there were too many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn count_link_try(&self, link: &LinkRow, most: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::COUNT_LINK_TRY, &link.tenant, &link.link_id, most)).await? > 0)
    }

    /// Begins a session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_session(&self, row: &SessionRow) -> Result<()> {
        let ask = ask!(
            sql::BEGIN_SESSION,
            &row.tenant,
            &row.session_id,
            &row.person,
            &row.agent,
            row.created_us,
            row.seen_us,
            row.proved_us,
        );
        self.run(ask).await?;
        Ok(())
    }

    /// A session and its person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, tenant: &str, session_id: &str) -> Result<Option<(SessionRow, PersonRow)>> {
        let Some(session) = self.first::<SessionRow>(ask!(sql::SESSION, tenant, session_id)).await? else {
            return Ok(None);
        };
        Ok(self.person(tenant, &session.person).await?.map(|person| (session, person)))
    }

    /// Sessions of a person that were not ended, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sessions_of(&self, tenant: &str, person: &str) -> Result<Vec<SessionRow>> {
        self.fetch(ask!(sql::SESSIONS_OF, tenant, person)).await
    }

    /// A session was used, or its person showed the second factor again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn touch_session(&self, tenant: &str, session_id: &str, seen_us: i64, proved_us: i64) -> Result<()> {
        self.run(ask!(sql::TOUCH_SESSION, seen_us, proved_us, tenant, session_id)).await?;
        Ok(())
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_session(&self, tenant: &str, session_id: &str, at_us: i64) -> Result<()> {
        self.run(ask!(sql::END_SESSION, at_us, tenant, session_id)).await?;
        Ok(())
    }

    /// Ends all sessions of a person.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_sessions_of(&self, tenant: &str, person: &str, at_us: i64) -> Result<()> {
        self.run(ask!(sql::END_SESSIONS_OF, at_us, tenant, person)).await?;
        Ok(())
    }

    /// Keeps a link that works once.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_link(&self, row: &LinkRow) -> Result<()> {
        let LinkRow { tenant, link_id, person, created_us, expires_us, code, .. } = row;
        self.run(ask!(sql::PUT_LINK, tenant, link_id, person, *created_us, *expires_us, code)).await?;
        Ok(())
    }

    /// Keeps a change of the team that waits for a second person; false when the id is taken.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_team_change(&self, row: &TeamChangeRow) -> Result<bool> {
        let ask = ask!(
            sql::PUT_TEAM_CHANGE,
            &row.tenant,
            &row.change_id,
            &row.kind,
            &row.person,
            &row.asked_by,
            row.asked_us,
            row.expires_us,
            &row.before,
            &row.after,
            &row.state,
            &row.answered_by,
            row.answered_us,
            &row.code,
        );
        Ok(self.run(ask).await? > 0)
    }

    /// A change of the team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn team_change(&self, tenant: &str, change_id: &str) -> Result<Option<TeamChangeRow>> {
        self.first(ask!(sql::TEAM_CHANGE, tenant, change_id)).await
    }

    /// Changes of the team in a state, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn team_changes(&self, tenant: &str, state: &str, limit: i64) -> Result<Vec<TeamChangeRow>> {
        self.fetch(ask!(sql::TEAM_CHANGES, tenant, state, limit)).await
    }

    /// Answers a change of the team; false when it was answered before or has run out.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn answer_team_change(
        &self,
        change: &TeamChangeRow,
        (state, by): (&str, &str),
        now_us: i64,
        code: &str,
    ) -> Result<bool> {
        let TeamChangeRow { tenant, change_id, .. } = change;
        Ok(self.run(ask!(sql::ANSWER_TEAM_CHANGE, state, by, now_us, code, tenant, change_id)).await? > 0)
    }

    /// An agreed change of the team was carried out (`done`) or cannot be any more (`stale`).
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_team_change(&self, tenant: &str, change_id: &str, state: &str) -> Result<()> {
        self.run(ask!(sql::END_TEAM_CHANGE, state, tenant, change_id)).await?;
        Ok(())
    }

    /// Puts another code beside the link of a change; false when no link comes of it any more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn new_team_code(&self, tenant: &str, change_id: &str, code: &str, now_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::NEW_TEAM_CODE, code, tenant, change_id, now_us)).await? > 0)
    }

    /// The link that goes with a code has set an account up: no other comes of its change.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn team_code_used(&self, tenant: &str, person: &str, code: &str) -> Result<()> {
        self.run(ask!(sql::TEAM_CODE_USED, tenant, person, code)).await?;
        Ok(())
    }

    /// A link.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn link(&self, tenant: &str, link_id: &str) -> Result<Option<LinkRow>> {
        self.first(ask!(sql::LINK, tenant, link_id)).await
    }

    /// Uses a link; false when it was used before or has run out.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn use_link(&self, tenant: &str, link_id: &str, now_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::USE_LINK, now_us, tenant, link_id)).await? > 0)
    }

    /// Writes on a timeline. The id comes from the caller, so that a repeat writes once.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_remark(&self, tenant: &str, row: &RemarkRow, file: Vec<u8>) -> Result<bool> {
        let args = [tenant, &row.stream_id, &row.remark_id, &row.person, &row.body, &row.file_name, &row.file_type];
        let args = args.map(Arg::from).into_iter().chain([Arg::from(file), Arg::from(row.at_us)]).collect();
        Ok(self.run(Ask { sql: sql::PUT_REMARK, args }).await? > 0)
    }

    /// What staff wrote about a stream, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn remarks(&self, tenant: &str, stream_id: &str) -> Result<Vec<RemarkRow>> {
        self.fetch(ask!(sql::REMARKS, tenant, stream_id)).await
    }

    /// The file of a remark.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn remark_file(&self, tenant: &str, stream_id: &str, remark_id: &str) -> Result<Option<FileRow>> {
        self.first(ask!(sql::REMARK_FILE, tenant, stream_id, remark_id)).await
    }

    /// Keeps what was done about access.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_access(&self, tenant: &str, row: &AccessRow) -> Result<()> {
        self.run(access(tenant, row)).await?;
        Ok(())
    }

    /// What was done about access, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn access_events(&self, tenant: &str, before: Option<&str>, limit: i64) -> Result<Vec<AccessRow>> {
        self.fetch(ask!(sql::ACCESS_EVENTS, tenant, before.unwrap_or(super::cell::LAST), limit)).await
    }

    /// Keeps a list under a name of its own.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_view(&self, tenant: &str, person: &str, view: &SavedViewRow) -> Result<()> {
        self.run(ask!(sql::PUT_VIEW, tenant, person, &view.page, &view.name, &view.query)).await?;
        Ok(())
    }

    /// Forgets a list.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn drop_view(&self, tenant: &str, person: &str, page: &str, name: &str) -> Result<()> {
        self.run(ask!(sql::DROP_VIEW, tenant, person, page, name)).await?;
        Ok(())
    }

    /// Lists a person kept, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn views(&self, tenant: &str, person: &str, page: &str) -> Result<Vec<SavedViewRow>> {
        self.fetch(ask!(sql::VIEWS, tenant, person, page)).await
    }

    /// A key of our own that may not be there yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_secret(&self, tenant: &str, name: &str) -> Result<Option<String>> {
        self.first(ask!(sql::OWN_SECRET, tenant, name)).await
    }

    /// A key of our own; what is there stays, so that all nodes use the same one.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn own_secret(&self, tenant: &str, name: &str, fresh: &str, now_us: i64) -> Result<String> {
        if let Some(known) = self.first::<String>(ask!(sql::OWN_SECRET, tenant, name)).await? {
            return Ok(known);
        }
        self.run(ask!(sql::PUT_OWN_SECRET, tenant, name, fresh, now_us)).await?;
        Ok(self.first(ask!(sql::OWN_SECRET, tenant, name)).await?.unwrap_or_else(|| fresh.to_owned()))
    }
}
