//! Reads of the business: streams, their timeline, the books, references, notices, exceptions.

use super::cell::{Arg, Ask, LAST, ask};
use super::error::Result;
use super::postgres::sql as postgres;
use super::rows::*;
use super::sqlite::sql as sqlite;
use super::views::*;
use super::{Store, sql};

/// Both ends of a range that is one value, or everything.
fn range(only: Option<&String>) -> (&str, &str) {
    only.map_or(("", LAST), |value| (value, value))
}

impl Store {
    /// One stream.
    ///
    /// # Errors
    /// When the database cannot be read; so for every method here.
    pub async fn stream(&self, tenant: &str, stream_id: &str) -> Result<Option<StreamRow>> {
        if let Self::Memory(store) = self {
            return store.stream(tenant, stream_id).await;
        }
        self.first(ask!(sql::STREAM, tenant, stream_id)).await
    }

    /// A page of streams.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn streams(&self, tenant: &str, query: &ListQuery) -> Result<Vec<StreamRow>> {
        let page = [query.after.as_deref().unwrap_or(""), query.before.as_deref().unwrap_or(LAST)];
        let (kind, status) = (range(query.kind.as_ref()), range(query.status.as_ref()));
        let pick = |up, down| if query.newest_first { down } else { up };
        let (sql, texts) = match (&query.parent, &query.kind, &query.status) {
            (Some(parent), _, _) => (
                pick(sql::STREAMS_OF_PARENT, sql::STREAMS_OF_PARENT_DESC),
                vec![parent.as_str(), kind.0, kind.1, status.0, status.1],
            ),
            (None, Some(_), Some(_)) => {
                (pick(sql::STREAMS_IN_STATUS, sql::STREAMS_IN_STATUS_DESC), vec![kind.0, status.0])
            }
            (None, Some(_), None) => (pick(sql::STREAMS_OF_KIND, sql::STREAMS_OF_KIND_DESC), vec![kind.0]),
            (None, None, _) => (pick(sql::STREAMS, sql::STREAMS_DESC), vec![kind.0, kind.1, status.0, status.1]),
        };
        let texts = std::iter::once(tenant).chain(texts).chain(page);
        let args = texts.map(Arg::from).chain([Arg::Int(query.limit)]).collect();
        self.fetch(Ask { sql, args }).await
    }

    /// How many streams there are by kind, status and currency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_counts(&self, tenant: &str, kind: Option<&str>) -> Result<Vec<StreamCount>> {
        let (from, to) = kind.map_or(("", LAST), |kind| (kind, kind));
        self.fetch_long(ask!(sql::STREAM_COUNTS, tenant, from, to)).await
    }

    /// A page of all streams by id, for checks that go over everything.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scan_streams(&self, tenant: &str, after_id: &str, limit: i64) -> Result<Vec<StreamRow>> {
        self.fetch_long(ask!(sql::STREAMS, tenant, "", LAST, "", LAST, after_id, LAST, limit)).await
    }

    /// Events of a stream after a sequence number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events(&self, tenant: &str, stream_id: &str, after_seq: i64, limit: i64) -> Result<Vec<EventRow>> {
        self.fetch(ask!(sql::EVENTS, tenant, stream_id, after_seq, limit)).await
    }

    /// Events of a stream before a sequence number, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events_before(
        &self,
        tenant: &str,
        stream_id: &str,
        before_seq: i64,
        limit: i64,
    ) -> Result<Vec<EventRow>> {
        self.fetch(ask!(sql::EVENTS_DESC, tenant, stream_id, before_seq, limit)).await
    }

    /// One entry with its lines.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry(&self, tenant: &str, entry_id: &str) -> Result<Option<EntryView>> {
        let Some(entry) = self.first::<EntryRow>(ask!(sql::ENTRY, tenant, entry_id)).await? else {
            return Ok(None);
        };
        let lines = self.fetch(ask!(sql::LINES_BETWEEN, tenant, entry_id, entry_id)).await?;
        Ok(Some(EntryView { entry, lines }))
    }

    /// A page of all entries by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries(&self, tenant: &str, after_entry: &str, limit: i64) -> Result<Vec<EntryView>> {
        let entries: Vec<EntryRow> = self.fetch_long(ask!(sql::ENTRIES, tenant, after_entry, limit)).await?;
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Ok(Vec::new());
        };
        let lines = ask!(sql::LINES_BETWEEN, tenant, &first.entry_id, &last.entry_id);
        let lines = self.fetch_long(lines).await?;
        Ok(with_lines(entries, lines))
    }

    /// All entries of a stream.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_of_stream(&self, tenant: &str, stream_id: &str) -> Result<Vec<EntryView>> {
        self.entries_of_stream_after(tenant, stream_id, "", i64::MAX).await
    }

    /// A page of the entries of a stream by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_of_stream_after(
        &self,
        tenant: &str,
        stream_id: &str,
        after_entry: &str,
        limit: i64,
    ) -> Result<Vec<EntryView>> {
        let ask = ask!(
            self.own(sqlite::ENTRIES_OF_STREAM, postgres::ENTRIES_OF_STREAM),
            tenant,
            stream_id,
            after_entry,
            limit
        );
        let entries: Vec<EntryRow> = self.fetch(ask).await?;
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
        let lines = ask!(
            self.own(sqlite::LINES_OF_STREAM, postgres::LINES_OF_STREAM),
            tenant,
            stream_id,
            &first.entry_id,
            &last.entry_id
        );
        let lines = self.fetch(lines).await?;
        Ok(with_lines(entries, lines))
    }

    /// Balances by account, or by account and subkey, at a date.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn balances(&self, tenant: &str, query: &BalanceQuery) -> Result<Vec<BalanceRow>> {
        let (account, subkey) = (range(query.account.as_ref()), range(query.subkey.as_ref()));
        let as_of_us = query.as_of_us.unwrap_or(i64::MAX);
        let mut ask = ask!(sql::BALANCES, tenant, account.0, account.1, subkey.0, subkey.1, as_of_us);
        if query.by_subkey {
            let SubkeyAt { account, subkey, currency } = &query.after;
            ask.sql = sql::BALANCES_BY_SUBKEY;
            ask.args.extend([account, subkey, currency].map(|text| Arg::from(text.as_str())));
            ask.args.extend([Arg::Int(i64::from(query.only_open)), Arg::Int(query.limit.unwrap_or(i64::MAX))]);
        }
        self.fetch_long(ask).await
    }

    /// Balances of all accounts by currency, at a date.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trial_balance(&self, tenant: &str, as_of_us: Option<i64>) -> Result<Vec<BalanceRow>> {
        self.balances(tenant, &BalanceQuery { as_of_us, ..BalanceQuery::default() }).await
    }

    /// A page of sums by account, subkey and currency: what must clear and has not, with its age.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn subkey_sums(&self, tenant: &str, query: &SubkeyQuery) -> Result<Vec<SubkeySum>> {
        let (from, to) = range(query.account.as_ref());
        let SubkeyAt { account, subkey, currency } = &query.after;
        let only_open = i64::from(query.only_open);
        let ask = ask!(sql::SUBKEY_SUMS, tenant, from, to, account, subkey, currency, only_open, query.limit);
        self.fetch_long(ask).await
    }

    /// A page of sums by entry and currency, at most `limit` entries; none of them may differ from zero.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry_sums(&self, tenant: &str, after_entry: &str, limit: i64) -> Result<Vec<EntrySum>> {
        self.fetch_long(ask!(sql::ENTRY_SUMS, tenant, after_entry, limit)).await
    }

    /// Streams found by an identifier, of one kind or of any.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn references(&self, tenant: &str, kind: Option<&str>, value: &str) -> Result<Vec<ReferenceRow>> {
        match kind {
            Some(kind) => self.fetch(ask!(sql::REFERENCES_OF_KIND, tenant, value, kind)).await,
            None => self.fetch(ask!(sql::REFERENCES, tenant, value)).await,
        }
    }

    /// The identifiers of a stream that others gave it. The ids of its operations stand in its state.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn references_of(&self, tenant: &str, stream_id: &str) -> Result<Vec<ReferenceRow>> {
        self.fetch(ask!(sql::REFERENCES_OF_STREAM, tenant, stream_id)).await
    }

    /// Notices about a stream, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn notices(&self, tenant: &str, stream_id: &str) -> Result<Vec<NoticeRow>> {
        self.notices_after(tenant, stream_id, "", i64::MAX).await
    }

    /// A page of the notices about a stream by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn notices_after(
        &self,
        tenant: &str,
        stream_id: &str,
        after_notice: &str,
        limit: i64,
    ) -> Result<Vec<NoticeRow>> {
        self.fetch(ask!(self.own(sqlite::NOTICES, postgres::NOTICES), tenant, stream_id, after_notice, limit)).await
    }

    /// One exception.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exception(&self, tenant: &str, exception_id: &str) -> Result<Option<ExceptionView>> {
        self.first(ask!(sql::EXCEPTION, tenant, exception_id)).await
    }

    /// A page of exceptions.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exceptions(&self, tenant: &str, query: &ExceptionQuery) -> Result<Vec<ExceptionView>> {
        let after = query.after.as_deref().unwrap_or("");
        let (from, to) = range(query.state.as_ref());
        let ask = match (&query.source, &query.state) {
            (Some(source), _) => ask!(sql::EXCEPTIONS_OF_SOURCE, tenant, source, from, to, after, query.limit),
            (None, Some(state)) => ask!(sql::EXCEPTIONS_OF_STATE, tenant, state, after, query.limit),
            (None, None) => ask!(sql::EXCEPTIONS, tenant, after, query.limit),
        };
        self.fetch(ask).await
    }

    /// How many exceptions there are by reason, of one source or of all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exception_counts(&self, tenant: &str, source: Option<&str>) -> Result<Vec<ExceptionCount>> {
        let (from, to) = source.map_or(("", LAST), |source| (source, source));
        self.fetch_long(ask!(sql::EXCEPTION_COUNTS, tenant, from, to)).await
    }

    /// Gateway exchanges of a stream.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exchanges(&self, tenant: &str, stream_id: &str) -> Result<Vec<ExchangeRow>> {
        self.fetch(ask!(sql::EXCHANGES, tenant, stream_id)).await
    }

    /// The answer remembered under a key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn answer(&self, tenant: &str, key: &str) -> Result<Option<IdempotencyRow>> {
        self.first(ask!(sql::ANSWER, tenant, key)).await
    }
}

/// Puts lines under their entries; both are sorted by entry id.
fn with_lines(entries: Vec<EntryRow>, lines: Vec<LineRow>) -> Vec<EntryView> {
    let mut lines = lines.into_iter().peekable();
    let mut views = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut of_entry = Vec::new();
        while let Some(line) = lines.next_if(|line| line.entry_id <= entry.entry_id) {
            if line.entry_id == entry.entry_id {
                of_entry.push(line);
            }
        }
        views.push(EntryView { entry, lines: of_entry });
    }
    views
}
