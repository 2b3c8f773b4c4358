//! What SQLite does besides commits: loads, claims, the sealer, exchanges, forgetting.

use std::sync::Arc;

use rusqlite::{Connection, params};

use super::{Outcome, SqliteStore, rows, run, sql, transact};
use crate::store::cell::{Ask, ask, without_nul};
use crate::store::error::{Place, Result, StoreError};
use crate::store::rows::*;
use crate::store::seal::{LEASE_US, SealJob, number};
use crate::store::sql as shared;
use crate::store::views::{BatchRow, Claim, Due, Sealed};

impl SqliteStore {
    /// Loads on a reading connection, beside whatever is being written.
    pub(crate) fn load(&self, wanted: &Wanted) -> Result<Loaded> {
        self.read(|connection, place| load(connection, place, wanted))
    }

    /// Loads on the connection that is about to write: its cache holds what was written last and keeps what is
    /// read now, while a reader starts from nothing after every commit.
    pub(crate) async fn load_to_decide(&self, wanted: Arc<Wanted>) -> Result<Loaded> {
        self.write(move |connection, place| load(connection, place, &wanted)).await
    }

    /// Settings of the database that decide what survives a crash.
    pub(crate) fn settings(&self) -> Result<Vec<(String, String)>> {
        self.fetch(&ask!(sql::SETTINGS))
    }

    /// Events of a stream by key, those that are there.
    pub(crate) fn events_by_key(&self, tenant: &str, keys: &[(String, i64)]) -> Result<Vec<EventRow>> {
        self.read(|connection, place| {
            let mut events = Vec::with_capacity(keys.len());
            for (stream_id, seq) in keys {
                events.extend(rows(connection, place, &ask!(sql::EVENT, tenant, stream_id, *seq))?);
            }
            Ok(events)
        })
    }

    /// Looks first, so that an empty queue costs no write and no sync.
    pub(crate) async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let names = claim.names();
        let (peek, take) = match (claim.queue, &names) {
            (Queue::Outbox, None) => (sql::PEEK_OUTBOX, sql::CLAIM_OUTBOX),
            (Queue::Outbox, Some(_)) => (sql::PEEK_OUTBOX_OF, sql::CLAIM_OUTBOX),
            (Queue::Inbox, None) => (sql::PEEK_INBOX, sql::CLAIM_INBOX),
            (Queue::Inbox, Some(_)) => (sql::PEEK_INBOX_OF, sql::CLAIM_INBOX),
            (Queue::Timer, _) => (sql::PEEK_TIMER, sql::CLAIM_TIMER),
        };
        let mut args = vec![claim.now_us.into(), claim.wall_us.into()];
        if let Some(names) = names.filter(|_| claim.queue != Queue::Timer) {
            args.push(json(&names)?.into());
        }
        args.push(claim.limit.into());
        let due = claim.fitting(self.fetch::<Due>(&Ask { sql: peek, args })?);
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let args = vec![claim.until_us().into(), json(&due)?.into(), claim.now_us.into(), claim.wall_us.into()];
        self.write(move |connection, place| rows(connection, place, &Ask { sql: take, args })).await
    }

    /// Numbers batches in one transaction, lease included.
    pub(crate) async fn seal(&self, job: SealJob) -> Result<Sealed> {
        self.write(move |connection, place| transact(connection, place, |open| seal(open, place, &job))).await
    }

    /// Keeps exchanges.
    pub(crate) async fn record_exchanges(&self, exchanges: Vec<ExchangeRow>) -> Result<()> {
        self.write(move |connection, place| {
            transact(connection, place, |open| {
                let kept = put_exchanges(open, &exchanges).map_err(|e| place.sqlite(&e));
                kept.map(Outcome::Keep)
            })
        })
        .await
    }

    /// Deletes answers by key, unless they were given again since.
    pub(crate) async fn forget(&self, tenant: String, keys: Vec<String>, before_us: i64) -> Result<u64> {
        self.write(move |connection, place| {
            transact(connection, place, |open| {
                let mut forgotten = 0;
                for key in &keys {
                    forgotten += run(open, place, &ask!(sql::FORGET, &tenant, key, before_us))?;
                }
                Ok(Outcome::Keep(forgotten))
            })
        })
        .await
    }
}

/// Loads key by key over cached statements, in one transaction: one snapshot, and one lock instead of many.
fn load(connection: &Connection, place: &Place, wanted: &Wanted) -> Result<Loaded> {
    let snapshot = connection.unchecked_transaction().map_err(|error| place.sqlite(&error))?;
    let mut loaded = Loaded::default();
    for (tenant, id) in &wanted.streams {
        loaded.streams.extend(rows(connection, place, &ask!(sql::LOAD_STREAM, tenant, id))?);
    }
    for (tenant, key) in &wanted.answers {
        loaded.answers.extend(rows(connection, place, &ask!(sql::LOAD_ANSWER, tenant, key))?);
    }
    for (tenant, kind, value) in &wanted.references {
        let ask = ask!(sql::LOAD_REFERENCE, tenant, value, kind);
        loaded.references.extend(rows(connection, place, &ask)?);
    }
    snapshot.finish().map_err(|error| place.sqlite(&error))?;
    Ok(loaded)
}

fn json(list: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(list).map_err(|error| StoreError::bug(error.to_string()))
}

fn put_exchanges(connection: &Connection, exchanges: &[ExchangeRow]) -> rusqlite::Result<()> {
    let mut put = connection.prepare_cached(sql::PUT_EXCHANGE)?;
    for row in exchanges {
        put.execute(params![
            row.tenant,
            row.exchange_id,
            row.stream_id,
            row.target,
            without_nul(&row.request),
            without_nul(&row.request_body),
            row.status,
            without_nul(&row.reply_body),
            without_nul(&row.reading),
            row.at_us,
            row.took_us
        ])?;
    }
    Ok(())
}

fn seal(connection: &Connection, place: &Place, job: &SealJob) -> Result<Outcome<Sealed>> {
    let until_us = job.now_us.saturating_add(LEASE_US);
    let lease = ask!(shared::TAKE_SEAL_LEASE, &job.tenant, &job.holder, until_us, job.now_us);
    if rows::<i64>(connection, place, &lease)?.is_empty() {
        return Ok(Outcome::TakeBack(Sealed::NotOurs));
    }
    let unsealed: Vec<BatchRow> = rows(connection, place, &ask!(shared::UNSEALED, &job.tenant, job.limit))?;
    let last: Vec<BatchRow> = rows(connection, place, &ask!(shared::LAST_SEALED, &job.tenant))?;
    let numbers = number(last.first(), &unsealed, job.limit)?;
    let mut sealed = 0;
    for given in numbers {
        let args = ask!(sql::NUMBER_BATCH, given.first_no, given.chain, job.now_us, &job.tenant, given.batch_id);
        sealed += i64::try_from(run(connection, place, &args)?).unwrap_or(0);
    }
    Ok(Outcome::Keep(Sealed::Batches(sealed)))
}
