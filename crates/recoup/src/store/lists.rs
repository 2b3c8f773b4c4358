//! Reads for lists: flags, operations by their ids, streams by amount.

use super::cell::{LAST, ask};
use super::error::Result;
use super::rows::*;
use super::{Store, sql};

/// A place in a list by amount: an amount and the id of its stream.
pub type AmountAt<'a> = (i64, &'a str);

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

    /// Streams of a kind in a standing, the newest first, without their states.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_heads(&self, tenant: &str, (kind, status): (&str, &str), limit: i64) -> Result<Vec<StreamRow>> {
        self.fetch(ask!(sql::STREAM_HEADS, tenant, kind, status, limit)).await
    }

    /// Streams of a kind in one currency beyond a place, by amount.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams_by_amount(
        &self,
        tenant: &str,
        (kind, currency): (&str, &str),
        (amount_minor, stream_id): AmountAt<'_>,
        (largest_first, limit): (bool, i64),
    ) -> Result<Vec<StreamRow>> {
        let sql = if largest_first { sql::STREAMS_BY_AMOUNT_DESC } else { sql::STREAMS_BY_AMOUNT };
        self.fetch(ask!(sql, tenant, kind, currency, amount_minor, stream_id, limit)).await
    }
}
