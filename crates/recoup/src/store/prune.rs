//! Forgets what nobody asks about any more: forms that were sent, sessions and links that are over. What was done about
//! access stays for ever; none of this touches it.

use super::cell::ask;
use super::error::Result;
use super::{Store, sql};

impl Store {
    /// Forgets what was made for forms that were sent before a time, at most `limit` of each tenant; returns how many it
    /// forgot.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn prune_forms(&self, before_us: i64, limit: i64) -> Result<u64> {
        self.prune_each(sql::PRUNE_FORMS, before_us, limit).await
    }

    /// Forgets sessions that were ended, or last used, before a time; the newest of each person stays, because it says
    /// when the person was last seen. The time must lie further back than the longest idle session lives.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn prune_sessions(&self, before_us: i64, limit: i64) -> Result<u64> {
        self.prune_each(sql::PRUNE_SESSIONS, before_us, limit).await
    }

    /// Forgets links that were used, or ran out, before a time.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn prune_links(&self, before_us: i64, limit: i64) -> Result<u64> {
        self.prune_each(sql::PRUNE_LINKS, before_us, limit).await
    }

    async fn prune_each(&self, statement: &'static str, before_us: i64, limit: i64) -> Result<u64> {
        // A simulation has no people.
        if let Self::Memory(_) = self {
            return Ok(0);
        }
        let mut pruned = 0;
        for row in self.tenants().await? {
            pruned += self.run(ask!(statement, &row.tenant, before_us, limit)).await?;
        }
        Ok(pruned)
    }
}
