//! What PostgreSQL does besides commits: loads, claims, the sealer, exchanges, forgetting.

use std::collections::BTreeMap;

use super::commit::tenants;
use super::pool::{BEGIN, Command, Lease, Values, flight};
use super::{PostgresStore, decode, decode_all, plain, sql};
use crate::store::cell::{Text, ask};
use crate::store::error::Result;
use crate::store::rows::*;
use crate::store::seal::{LEASE_US, Numbering, SealJob, number};
use crate::store::sql as shared;
use crate::store::views::{BatchRow, Claim, Due, Sealed};

impl PostgresStore {
    /// Loads everything in one round trip.
    pub(crate) async fn load(&self, wanted: &Wanted) -> Result<Loaded> {
        match self.load_once(wanted).await {
            Err(crate::store::StoreError::Unavailable { .. }) => self.load_once(wanted).await,
            loaded => loaded,
        }
    }

    async fn load_once(&self, wanted: &Wanted) -> Result<Loaded> {
        let lease = self.pool.take().await?;
        let place = &self.pool.place;
        lease.prepare(&[sql::LOAD_STREAMS, sql::LOAD_ANSWERS, sql::LOAD_REFERENCES]).await?;
        let mut steps = Vec::new();
        let asked = [!wanted.streams.is_empty(), !wanted.answers.is_empty(), !wanted.references.is_empty()];
        if !wanted.streams.is_empty() {
            steps.push(lease.step(Command { sql: sql::LOAD_STREAMS, values: pairs(&wanted.streams) }));
        }
        if !wanted.answers.is_empty() {
            steps.push(lease.step(Command { sql: sql::LOAD_ANSWERS, values: pairs(&wanted.answers) }));
        }
        if !wanted.references.is_empty() {
            let values: Values<'_> = vec![
                Box::new(wanted.references.iter().map(|(tenant, _, _)| Text(tenant)).collect::<Vec<_>>()),
                Box::new(wanted.references.iter().map(|(_, kind, _)| Text(kind)).collect::<Vec<_>>()),
                Box::new(wanted.references.iter().map(|(_, _, value)| Text(value)).collect::<Vec<_>>()),
                tenants(wanted.references.iter().map(|(tenant, _, _)| tenant.as_str())),
            ];
            steps.push(lease.step(Command { sql: sql::LOAD_REFERENCES, values }));
        }
        let mut answers = flight(steps).await.into_iter();
        let mut next = |asked: bool| if asked { answers.next() } else { None }.unwrap_or(Ok(Vec::new()));
        let loaded = Loaded {
            streams: decode_all(next(asked[0]), place)?,
            answers: decode_all(next(asked[1]), place)?,
            references: decode_all(next(asked[2]), place)?,
        };
        lease.give_back();
        Ok(loaded)
    }

    /// Settings of the server that decide what survives a crash.
    pub(crate) async fn settings(&self) -> Result<Vec<(String, String)>> {
        self.fetch(&ask!(sql::SETTINGS)).await
    }

    /// Events of a tenant by key, those that are there.
    pub(crate) async fn events_by_key(&self, tenant: &str, keys: &[(String, i64)]) -> Result<Vec<EventRow>> {
        let values: Values<'_> = vec![
            Box::new(keys.iter().map(|(stream_id, _)| Text(stream_id)).collect::<Vec<_>>()),
            Box::new(keys.iter().map(|(_, seq)| *seq).collect::<Vec<_>>()),
            Box::new(Text(tenant)),
        ];
        self.rows(Command { sql: sql::EVENTS_BY_KEY, values }).await
    }

    /// Peeks over all tenants without locks, then claims tenant by tenant: a lock that skips must know its shard.
    pub(crate) async fn claim(&self, claim: &Claim) -> Result<Vec<Claimed>> {
        let names = claim.names();
        let (peek, take) = match (claim.queue, &names) {
            (Queue::Outbox, None) => (sql::PEEK_OUTBOX, sql::CLAIM_OUTBOX),
            (Queue::Outbox, Some(_)) => (sql::PEEK_OUTBOX_OF, sql::CLAIM_OUTBOX),
            (Queue::Inbox, None) => (sql::PEEK_INBOX, sql::CLAIM_INBOX),
            (Queue::Inbox, Some(_)) => (sql::PEEK_INBOX_OF, sql::CLAIM_INBOX),
            (Queue::Timer, _) => (sql::PEEK_TIMER, sql::CLAIM_TIMER),
        };
        let mut values: Values<'_> = vec![Box::new(claim.now_us), Box::new(claim.wall_us)];
        if let Some(names) = names.as_ref().filter(|_| claim.queue != Queue::Timer) {
            values.push(Box::new(names.iter().map(|name| Text(name)).collect::<Vec<_>>()));
        }
        values.push(Box::new(claim.limit));
        let due = claim.fitting(self.rows::<Due>(Command { sql: peek, values }).await?);
        let mut by_tenant: BTreeMap<&str, Vec<Text<'_>>> = BTreeMap::new();
        for (tenant, id) in &due {
            by_tenant.entry(tenant).or_default().push(Text(id));
        }
        if by_tenant.is_empty() {
            return Ok(Vec::new());
        }
        let lease = self.pool.take().await?;
        lease.prepare(&[take]).await?;
        let mut steps = vec![lease.simple(BEGIN)];
        for (tenant, ids) in by_tenant {
            let values: Values<'_> = vec![
                Box::new(claim.until_us()),
                Box::new(Text(tenant)),
                Box::new(ids),
                Box::new(claim.now_us),
                Box::new(claim.wall_us),
            ];
            steps.push(lease.step(Command { sql: take, values }));
        }
        steps.push(lease.simple("COMMIT"));
        let answers = flight(steps).await;
        let rows = self.ended(answers)?;
        lease.give_back();
        rows.iter().flatten().map(|row| decode(row, &self.pool.place)).collect()
    }

    /// Takes the lease and numbers batches in one transaction: the lease's row stays locked until it ends.
    pub(crate) async fn seal(&self, job: &SealJob) -> Result<Sealed> {
        let place = &self.pool.place;
        let until_us = job.now_us.saturating_add(LEASE_US);
        let take = ask!(shared::TAKE_SEAL_LEASE, &job.tenant, &job.holder, until_us, job.now_us);
        let unsealed = ask!(shared::UNSEALED, &job.tenant, job.limit);
        let last = ask!(shared::LAST_SEALED, &job.tenant);
        let lease = self.pool.take().await?;
        lease.prepare(&[take.sql, unsealed.sql, last.sql, sql::NUMBER_BATCHES]).await?;
        let steps =
            vec![lease.simple(BEGIN), lease.step(plain(&take)), lease.step(plain(&unsealed)), lease.step(plain(&last))];
        let mut answers = flight(steps).await.into_iter().skip(1);
        let mut next = || answers.next().unwrap_or(Ok(Vec::new()));
        let epochs: Vec<i64> = decode_all(next(), place)?;
        let unsealed: Vec<BatchRow> = decode_all(next(), place)?;
        let last: Vec<BatchRow> = decode_all(next(), place)?;
        if epochs.is_empty() {
            lease.roll_back().await;
            return Ok(Sealed::NotOurs);
        }
        let numbers = match number(last.first(), &unsealed, job.limit) {
            Ok(numbers) => numbers,
            Err(error) => {
                lease.roll_back().await;
                return Err(error);
            }
        };
        let sealed = self.number(&lease, job, &numbers).await?;
        lease.give_back();
        Ok(Sealed::Batches(sealed))
    }

    async fn number(&self, lease: &Lease<'_>, job: &SealJob, numbers: &[Numbering]) -> Result<i64> {
        let values: Values<'_> = vec![
            Box::new(Text(&job.tenant)),
            Box::new(numbers.iter().map(|n| Text(&n.batch_id)).collect::<Vec<_>>()),
            Box::new(numbers.iter().map(|n| n.first_no).collect::<Vec<_>>()),
            Box::new(job.now_us),
            Box::new(numbers.iter().map(|n| Text(&n.chain)).collect::<Vec<_>>()),
        ];
        let steps = vec![lease.step(Command { sql: sql::NUMBER_BATCHES, values }), lease.simple("COMMIT")];
        let rows = self.ended(flight(steps).await)?;
        Ok(i64::try_from(rows.iter().flatten().count()).unwrap_or(i64::MAX))
    }

    /// Keeps exchanges.
    pub(crate) async fn record_exchanges(&self, exchanges: &[ExchangeRow]) -> Result<()> {
        let text =
            |pick: fn(&ExchangeRow) -> &str| Box::new(exchanges.iter().map(|row| Text(pick(row))).collect::<Vec<_>>());
        let int = |pick: fn(&ExchangeRow) -> i64| Box::new(exchanges.iter().map(pick).collect::<Vec<_>>());
        let values: Values<'_> = vec![
            text(|r| &r.tenant),
            text(|r| &r.exchange_id),
            text(|r| &r.stream_id),
            text(|r| &r.target),
            text(|r| &r.request),
            text(|r| &r.request_body),
            int(|r| r.status),
            text(|r| &r.reply_body),
            text(|r| &r.reading),
            int(|r| r.at_us),
            int(|r| r.took_us),
        ];
        self.write(Command { sql: sql::PUT_EXCHANGES, values }).await?;
        Ok(())
    }

    /// Deletes answers by key, unless they were given again since.
    pub(crate) async fn forget(&self, tenant: &str, keys: &[String], before_us: i64) -> Result<u64> {
        let keys: Vec<Text<'_>> = keys.iter().map(|key| Text(key)).collect();
        let values: Values<'_> = vec![Box::new(Text(tenant)), Box::new(keys), Box::new(before_us)];
        self.write(Command { sql: sql::FORGET, values }).await
    }

    /// Rows of one statement outside a transaction.
    async fn rows<T: crate::store::cell::FromCells>(&self, command: Command<'_>) -> Result<Vec<T>> {
        let lease = self.pool.take().await?;
        lease.prepare(&[command.sql]).await?;
        let rows = decode_all(lease.step(command).await, &self.pool.place)?;
        lease.give_back();
        Ok(rows)
    }
}

/// The two columns of a list of pairs.
fn pairs(keys: &[(String, String)]) -> Values<'_> {
    vec![
        Box::new(keys.iter().map(|(tenant, _)| Text(tenant)).collect::<Vec<_>>()),
        Box::new(keys.iter().map(|(_, key)| Text(key)).collect::<Vec<_>>()),
        tenants(keys.iter().map(|(tenant, _)| tenant.as_str())),
    ]
}
