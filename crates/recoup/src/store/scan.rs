//! Reads that go over everything: what `verify` loads, a span of streams at a time.
//!
//! A span is a range of stream ids, both ends included, so that also rows whose stream is not there are found.
//! A span that is one stream reads that stream again. Answers of one call are one snapshot, of two calls two.

use super::cell::{Cells, FromCells, ask};
use super::error::Result;
use super::postgres::sql as postgres;
use super::rows::*;
use super::sqlite::sql as sqlite;
use super::views::{BatchRow, SubkeySum};
use super::{Store, sql};

/// Streams from one id to another, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Tenant of all of them.
    pub tenant: String,
    /// First id.
    pub from: String,
    /// Last id.
    pub to: String,
}

/// How far a scan of a span has come: a stream, and a key within it.
pub type Mark<K> = (String, K);

/// A state with something that belongs to it, from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWith {
    /// State, JSON.
    pub state: String,
    /// Payload of an effect or id of a timer; empty when there is none.
    pub with: String,
}

impl FromCells for StateWith {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self { state: cells.text()?, with: cells.text()? })
    }
}

impl Store {
    /// A page of stream ids.
    ///
    /// # Errors
    /// When the database cannot be read; so for every method here.
    pub async fn scan_ids(&self, tenant: &str, after: &str, limit: i64) -> Result<Vec<String>> {
        self.fetch_long(ask!(sql::SCAN_IDS, tenant, after, limit)).await
    }

    /// The streams of a span, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams_in(&self, span: &Span) -> Result<Vec<StreamRow>> {
        self.fetch_long(ask!(sql::SCAN_STREAMS, &span.tenant, &span.from, &span.to)).await
    }

    /// Payments and approvals whose parent is in a span, by parent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn children_in(&self, span: &Span) -> Result<Vec<StreamRow>> {
        self.fetch_long(ask!(sql::SCAN_CHILDREN, &span.tenant, &span.from, &span.to)).await
    }

    /// A page of the events of a span, by stream and sequence number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events_in(&self, span: &Span, after: Option<&Mark<i64>>, limit: i64) -> Result<Vec<EventRow>> {
        let (stream, seq) = after.map_or((span.from.as_str(), i64::MIN), |(stream, seq)| (stream, *seq));
        self.fetch_long(ask!(sql::SCAN_EVENTS, &span.tenant, stream, seq, &span.to, limit)).await
    }

    /// The entries that the events of a span post, from one event to another, and all their lines. The first event
    /// is left out; without one it begins with the span.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_in(
        &self,
        span: &Span,
        after: Option<&Mark<i64>>,
        to: &Mark<i64>,
    ) -> Result<(Vec<EntryRow>, Vec<LineRow>)> {
        let (stream, seq) = after.map_or((span.from.as_str(), i64::MIN), |(stream, seq)| (stream, *seq));
        let entries =
            ask!(self.own(sqlite::SCAN_ENTRIES, postgres::SCAN_ENTRIES), &span.tenant, stream, seq, &to.0, to.1);
        let entries = self.fetch_long(entries).await?;
        let lines = ask!(self.own(sqlite::SCAN_LINES, postgres::SCAN_LINES), &span.tenant, stream, seq, &to.0, to.1);
        let lines = self.fetch_long(lines).await?;
        Ok((entries, lines))
    }

    /// Sums of an account over the subkeys that lie in a span.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sums_in(&self, span: &Span, account: &str) -> Result<Vec<SubkeySum>> {
        self.fetch_long(ask!(sql::SCAN_SUMS, &span.tenant, account, &span.from, &span.to)).await
    }

    /// What one stream has posted to an account and subkey.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sums_by_stream(
        &self,
        tenant: &str,
        (account, subkey): (&str, &str),
        stream_id: &str,
    ) -> Result<Vec<SubkeySum>> {
        self.fetch(ask!(sql::SUMS_BY_STREAM, tenant, account, subkey, stream_id)).await
    }

    /// Notices about the streams of a span.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn notices_in(&self, span: &Span) -> Result<Vec<NoticeRow>> {
        self.fetch_long(ask!(
            self.own(sqlite::SCAN_NOTICES, postgres::SCAN_NOTICES),
            &span.tenant,
            &span.from,
            &span.to
        ))
        .await
    }

    /// A page of what waits in the outbox.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scan_outbox(&self, tenant: &str, after_id: &str, limit: i64) -> Result<Vec<EffectRow>> {
        self.fetch_long(ask!(sql::SCAN_OUTBOX, tenant, after_id, limit)).await
    }

    /// A page of the timers of one kind.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scan_timers(&self, tenant: &str, kind: &str, after_id: &str, limit: i64) -> Result<Vec<TimerRow>> {
        self.fetch_long(ask!(sql::SCAN_TIMERS, tenant, after_id, kind, kind, limit)).await
    }

    /// A stream with each effect that waits for it; one row without an effect when none does.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_and_effects(&self, tenant: &str, stream_id: &str) -> Result<Vec<StateWith>> {
        self.fetch_long(ask!(sql::STREAM_AND_EFFECTS, tenant, stream_id)).await
    }

    /// A stream with a timer, if that is set.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_and_timer(&self, tenant: &str, stream_id: &str, timer_id: &str) -> Result<Option<StateWith>> {
        self.first(ask!(sql::STREAM_AND_TIMER, timer_id, tenant, stream_id)).await
    }

    /// Lines whose entry is not there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn orphan_lines(&self, tenant: &str, limit: i64) -> Result<Vec<LineRow>> {
        self.fetch_long(ask!(sql::ORPHAN_LINES, tenant, limit)).await
    }

    /// Ids of entries that no event posts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stray_entries(&self, tenant: &str, limit: i64) -> Result<Vec<String>> {
        self.fetch_long(ask!(sql::STRAY_ENTRIES, tenant, limit)).await
    }

    /// Ids of events that are not there and of which notices tell.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stray_notices(&self, tenant: &str, limit: i64) -> Result<Vec<String>> {
        self.fetch_long(ask!(sql::STRAY_NOTICES, tenant, limit)).await
    }

    /// How many entries a tenant has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry_total(&self, tenant: &str) -> Result<i64> {
        Ok(self.fetch_long(ask!(sql::ENTRY_TOTAL, tenant)).await?.first().copied().unwrap_or(0))
    }

    /// How many notices a tenant has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn notice_total(&self, tenant: &str) -> Result<i64> {
        Ok(self.fetch_long(ask!(sql::NOTICE_TOTAL, tenant)).await?.first().copied().unwrap_or(0))
    }

    /// How many streams a tenant has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_total(&self, tenant: &str) -> Result<i64> {
        Ok(self.fetch_long(ask!(sql::STREAM_TOTAL, tenant)).await?.first().copied().unwrap_or(0))
    }

    /// How many commits wrote events of a tenant; it grows with each of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn batch_total(&self, tenant: &str) -> Result<i64> {
        Ok(self.fetch_long(ask!(sql::BATCH_TOTAL, tenant)).await?.first().copied().unwrap_or(0))
    }

    /// How many more events there are than batches name; counted in one snapshot.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unbatched(&self, tenant: &str) -> Result<i64> {
        Ok(self.fetch_long(ask!(sql::UNBATCHED, tenant)).await?.first().copied().unwrap_or(0))
    }

    /// A page of batches that have no number yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsealed_after(&self, tenant: &str, after_id: &str, limit: i64) -> Result<Vec<BatchRow>> {
        self.fetch_long(ask!(sql::UNSEALED_AFTER, tenant, after_id, limit)).await
    }

    /// Events by stream and sequence number; what is not there is left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events_by_key(&self, tenant: &str, keys: &[(String, i64)]) -> Result<Vec<EventRow>> {
        match self {
            Self::Sqlite(store) => store.events_by_key(tenant, keys),
            Self::Postgres(store) => store.events_by_key(tenant, keys).await,
            Self::Memory(_) => Err(super::memory::not_here()),
        }
    }

    /// Settings of the database that decide what survives a crash, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn settings(&self) -> Result<Vec<(String, String)>> {
        match self {
            Self::Sqlite(store) => store.settings(),
            Self::Postgres(store) => store.settings().await,
            Self::Memory(_) => Ok(Vec::new()),
        }
    }
}
