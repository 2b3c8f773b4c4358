//! Reads for lists: flags, operations by their ids, streams along time and along amounts.

use super::cell::{LAST, ask};
use super::error::Result;
use super::rows::*;
use super::views::{AlongAmounts, AlongTime, HeadRow};
use super::{Store, sql};

impl Store {
    /// Things under a flag, the newest first, before an id.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn flags(&self, tenant: &str, flag: &str, before: Option<&str>, limit: i64) -> Result<Vec<FlagRow>> {
        self.fetch(ask!(sql::FLAGS, tenant, flag, before.unwrap_or(LAST), limit)).await
    }

    /// One thing under a flag, if it stands there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flag(&self, tenant: &str, flag: &str, id: &str) -> Result<Option<FlagRow>> {
        self.first(ask!(sql::FLAG, tenant, flag, id)).await
    }

    /// How many things stand under each flag.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flag_counts(&self, tenant: &str) -> Result<Vec<(String, i64)>> {
        self.fetch(ask!(sql::FLAG_COUNTS, tenant)).await
    }

    /// A page of all flags, for checks that go over everything.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scan_flags(&self, tenant: &str, after: (&str, &str), limit: i64) -> Result<Vec<FlagRow>> {
        self.fetch_long(ask!(sql::FLAGS_OF_ALL, tenant, after.0, after.1, limit)).await
    }

    /// Streams under a name that many may have, with ids between two, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn named_between(
        &self,
        tenant: &str,
        (kind, value): (&str, &str),
        (after, before): (&str, &str),
        limit: i64,
    ) -> Result<Vec<ReferenceRow>> {
        self.fetch(ask!(sql::NAMED_BETWEEN, tenant, value, kind, after, before, limit)).await
    }

    /// Captures, releases or refunds whose ids lie between two, with their streams.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn operations(
        &self,
        tenant: &str,
        (after, before): (&str, &str),
        newest_first: bool,
        limit: i64,
    ) -> Result<Vec<ReferenceRow>> {
        let sql = if newest_first { sql::OPERATIONS } else { sql::OPERATIONS_UP };
        self.fetch(ask!(sql, tenant, after, before, limit)).await
    }

    /// Heads of streams along time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads_along_time(&self, tenant: &str, way: AlongTime<'_>, limit: i64) -> Result<Vec<HeadRow>> {
        let AlongTime { kind, status, after, before, newest_first } = way;
        let pick = |up, down| if newest_first { down } else { up };
        let ask = match status {
            Some(status) => {
                let sql = pick(sql::HEADS_IN_STATUS, sql::HEADS_IN_STATUS_DESC);
                ask!(sql, tenant, kind, status, after, before, limit)
            }
            None => ask!(pick(sql::HEADS_OF_KIND, sql::HEADS_OF_KIND_DESC), tenant, kind, after, before, limit),
        };
        self.fetch(ask).await
    }

    /// Heads of streams along their amounts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads_along_amounts(&self, tenant: &str, way: AlongAmounts<'_>, limit: i64) -> Result<Vec<HeadRow>> {
        let AlongAmounts { kind, currency, beyond: (amount_minor, id), end_minor, largest_first } = way;
        let sql = if largest_first { sql::HEADS_BY_AMOUNT_DESC } else { sql::HEADS_BY_AMOUNT };
        self.fetch(ask!(sql, tenant, kind, currency, amount_minor, id, end_minor, limit)).await
    }

    /// Payments whose rest goes back by a timer before an instant, the first first, each with when it is due,
    /// microseconds since 1970.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rests_due(&self, tenant: &str, before_us: i64, limit: i64) -> Result<Vec<(String, i64)>> {
        self.fetch(ask!(sql::RESTS_DUE, tenant, before_us, limit)).await
    }
}
