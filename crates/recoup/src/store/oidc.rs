//! Reads and writes about signing in with a provider: attempts that are under way, and whom a subject means.

use super::Store;
use super::cell::ask;
use super::error::{Result, StoreError};
use super::person_rows::{AttemptRow, PersonRow};
use super::sql;

impl Store {
    /// The person of a tenant with this address.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn person_by_email(&self, tenant: &str, email: &str) -> Result<Option<PersonRow>> {
        self.first(ask!(sql::PERSON_BY_EMAIL, tenant, email)).await
    }

    /// Begins an attempt, and forgets those of the tenant that ran out before `now_us`.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn put_attempt(&self, row: &AttemptRow, now_us: i64) -> Result<()> {
        self.run(ask!(sql::DROP_ATTEMPTS, &row.tenant, now_us)).await?;
        let ask = ask!(
            sql::PUT_ATTEMPT,
            &row.tenant,
            &row.attempt_id,
            &row.provider,
            &row.nonce,
            &row.verifier,
            &row.next,
            &row.person,
            &row.subject_hash,
            row.expires_us,
        );
        self.run(ask).await?;
        Ok(())
    }

    /// An attempt.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attempt(&self, tenant: &str, attempt_id: &str) -> Result<Option<AttemptRow>> {
        self.first(ask!(sql::ATTEMPT, tenant, attempt_id)).await
    }

    /// Uses an attempt; false when it was used before or has run out.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn use_attempt(&self, tenant: &str, attempt_id: &str, now_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::USE_ATTEMPT, now_us, tenant, attempt_id)).await? > 0)
    }

    /// The name of the person a subject is bound to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bound_person(&self, tenant: &str, subject_hash: &str) -> Result<Option<String>> {
        self.first(ask!(sql::SUBJECT, tenant, subject_hash)).await
    }

    /// The subject of an issuer that a person is bound to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bound_subject(&self, tenant: &str, person: &str, issuer: &str) -> Result<Option<String>> {
        self.first(ask!(sql::SUBJECT_OF, tenant, person, issuer)).await
    }

    /// Binds a subject to a person; false when the subject is another's, or the person has another of this issuer.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn bind_subject(
        &self,
        (tenant, person): (&str, &str),
        (issuer, subject_hash): (&str, &str),
        at_us: i64,
    ) -> Result<bool> {
        match self.run(ask!(sql::BIND_SUBJECT, tenant, subject_hash, issuer, person, at_us)).await {
            // The person is bound to another subject of this issuer.
            Err(StoreError::Constraint { .. }) => Ok(false),
            bound => Ok(bound? > 0),
        }
    }

    /// Forgets every subject a person is bound to: the next sign-in with a provider binds anew, by the address.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_subjects_of(&self, tenant: &str, person: &str) -> Result<()> {
        self.run(ask!(sql::FORGET_SUBJECTS_OF, tenant, person)).await?;
        Ok(())
    }
}
