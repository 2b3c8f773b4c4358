//! The store on a PostgreSQL server: rows go in as arrays, statements are pipelined, keys come back.
//!
//! A group costs two round trips: one that checks (answers, leases, versions) and one that writes and commits.
//! Correctness rests on versions, unique keys and epochs, never on isolation level or locks.

mod address;
mod commit;
mod jobs;
mod pool;
mod shared;
pub(super) mod sql;

use std::sync::Arc;

use super::StoreOptions;
use super::cell::{Ask, FromCells, PostgresCells};
use super::error::{Place, Result, StoreError};
use super::migrate;
use crate::vault::Vault;
use pool::{Answer, BEGIN, Command, Pool, flight};

/// Statements of this store, for the dialect test.
pub(super) const STATEMENTS: &[(&str, &str)] = sql::ALL;

/// A PostgreSQL database. Clones share the connections.
#[derive(Debug, Clone)]
pub struct PostgresStore {
    pool: Arc<Pool>,
    lanes: usize,
    lane_by_stream: bool,
    vault: Vault,
}

impl PostgresStore {
    /// Opens one connection, to know early that it works.
    pub(crate) async fn open(url: &str, options: &StoreOptions) -> Result<Self> {
        let address = address::parse(url)?;
        let alone = options.connections.saturating_sub(shared::SHARED).max(options.lanes + 1);
        let limits = (alone, options.read_only);
        let pool = Pool::new(address.place, address.config, address.tls, limits);
        pool.take().await?.give_back();
        let lanes = options.lanes.max(1);
        let (lane_by_stream, vault) = (options.lane_by_stream, options.vault.clone());
        Ok(Self { pool: Arc::new(pool), lanes, lane_by_stream, vault })
    }

    /// Host and database, for messages.
    pub(crate) fn place(&self) -> &str {
        &self.pool.place.0
    }

    pub(crate) const fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(crate) const fn lanes(&self) -> usize {
        self.lanes
    }

    /// A hash of the tenant, or of the stream too. It only spreads work.
    pub(crate) fn lane(&self, tenant: &str, stream_id: &str) -> usize {
        let stream = if self.lane_by_stream { stream_id } else { "" };
        let bytes = tenant.bytes().chain(stream.bytes());
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        // Tenants often differ in one character only; a last mixing lets it reach every bit.
        let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let lanes = u64::try_from(self.lanes).unwrap_or(1);
        usize::try_from((mixed >> 33) % lanes).unwrap_or(0)
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<()> {
        let mut lease = self.pool.take().await?;
        let mut runner = migrate::postgres::migrations::runner();
        runner.set_migration_table_name(migrate::TABLE);
        let ran = runner.run_async(lease.client_mut()?).await;
        ran.map_err(|e| migrate::migration_error(&self.pool.place, &e))?;
        lease.give_back();
        Ok(())
    }

    /// Rows of a short read. A connection that died while it lay idle is found out here and replaced once.
    pub(crate) async fn fetch<T: FromCells>(&self, ask: &Ask) -> Result<Vec<T>> {
        let answer = match self.pool.read(plain(ask)).await {
            Err(StoreError::Unavailable { .. }) => self.pool.read(plain(ask)).await,
            answer => answer,
        };
        answer?.iter().map(|row| decode(row, &self.pool.place)).collect()
    }

    /// Rows of a read that may take long: on a connection of its own, so that nobody waits behind it.
    pub(crate) async fn fetch_long<T: FromCells>(&self, ask: &Ask) -> Result<Vec<T>> {
        let answer = match self.query(ask).await {
            Err(StoreError::Unavailable { .. }) => self.query(ask).await,
            answer => answer,
        };
        answer?.iter().map(|row| decode(row, &self.pool.place)).collect()
    }

    /// One write as a transaction of its own.
    pub(crate) async fn run(&self, ask: &Ask) -> Result<u64> {
        self.write(plain(ask)).await
    }

    /// A write and, where it changed something, another one, in one transaction.
    pub(crate) async fn run_both(&self, first: &Ask, then: &Ask) -> Result<bool> {
        let lease = self.pool.take().await?;
        lease.prepare(&[first.sql, then.sql]).await?;
        let place = &self.pool.place;
        lease.simple(BEGIN).await.map_err(|error| place.postgres(&error))?;
        if lease.execute(plain(first)).await.map_err(|error| place.postgres(&error))? == 0 {
            lease.roll_back().await;
            return Ok(false);
        }
        let steps = vec![lease.step(plain(then)), lease.simple("COMMIT")];
        self.ended(flight(steps).await)?;
        lease.give_back();
        Ok(true)
    }

    /// One statement that is its own transaction: what breaks may have broken after its commit.
    async fn write(&self, command: Command<'_>) -> Result<u64> {
        let lease = self.pool.take().await?;
        lease.prepare(&[command.sql]).await?;
        let place = &self.pool.place;
        let changed = lease.execute(command).await.map_err(|error| match error.as_db_error() {
            Some(_) => place.postgres(&error),
            None => place.postgres_at_commit(&error),
        })?;
        lease.give_back();
        Ok(changed)
    }

    async fn query(&self, ask: &Ask) -> Result<Vec<tokio_postgres::Row>> {
        let lease = self.pool.take().await?;
        lease.prepare(&[ask.sql]).await?;
        let rows = lease.step(plain(ask)).await.map_err(|e| self.pool.place.postgres(&e))?;
        lease.give_back();
        Ok(rows)
    }
}

fn plain(ask: &Ask) -> Command<'_> {
    let values = ask.args.iter().map(|arg| -> Box<dyn tokio_postgres::types::ToSql + Sync + Send> { Box::new(arg) });
    Command { sql: ask.sql, values: values.collect() }
}

fn decode<T: FromCells>(row: &tokio_postgres::Row, place: &Place) -> Result<T> {
    T::from_cells(&mut PostgresCells { row, at: 0, place })
}

/// Rows of a flight's answer.
fn decode_all<T: FromCells>(answer: Answer, place: &Place) -> Result<Vec<T>> {
    let rows = answer.map_err(|e| place.postgres(&e))?;
    rows.iter().map(|row| decode(row, place)).collect()
}
