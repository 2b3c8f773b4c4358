//! The floor: prepared rows written straight into the tables, without engine, store or any check of a result.
//!
//! Same schema, same statements, same sync settings and as many units in a transaction as the engine has in its
//! groups. What the engine can reach is a share of this.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::Context;
use futures_util::future::try_join_all;
use rusqlite::{Connection, params_from_iter};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

use super::super::place::{self, Place};
use super::rows::{For, Rows, Table};

/// As the store opens its writer: write-ahead log, every commit synced.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; \
    PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;";

/// As the store sets up its connections.
const SESSION: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
    SET jit = off";

/// As the store opens its transactions.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Raw writers of one database.
#[derive(Debug)]
pub enum Floor {
    /// One connection, as the store has one writer.
    Sqlite(Option<Connection>),
    /// A connection per lane.
    Postgres(Vec<Lane>),
}

/// A connection to PostgreSQL with its prepared statements.
pub struct Lane {
    client: Client,
    statements: HashMap<&'static str, Statement>,
}

impl std::fmt::Debug for Lane {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Lane")
    }
}

impl Floor {
    /// Opens the raw writers of a database.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(place: &Place, lanes: usize) -> anyhow::Result<Self> {
        if let Some(path) = place.url().strip_prefix("sqlite:") {
            let connection = Connection::open(path)?;
            connection.execute_batch(PRAGMAS)?;
            return Ok(Self::Sqlite(Some(connection)));
        }
        let mut opened = Vec::new();
        for _ in 0..lanes {
            let client = place::connect(place.url()).await?;
            client.batch_execute(SESSION).await?;
            opened.push(Lane { client, statements: HashMap::new() });
        }
        Ok(Self::Postgres(opened))
    }

    /// Which layout its rows need.
    #[must_use]
    pub const fn layout(&self) -> For {
        match self {
            Self::Sqlite(_) => For::Sqlite,
            Self::Postgres(_) => For::Postgres,
        }
    }

    /// Writes transactions, spread over the lanes, and says how long it took.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(&mut self, lanes: Vec<Vec<Rows>>) -> anyhow::Result<Duration> {
        match self {
            Self::Sqlite(slot) => {
                let mut connection = slot.take().context("the floor lost its connection")?;
                let (connection, took) = tokio::task::spawn_blocking(move || {
                    let began = Instant::now();
                    for rows in lanes.iter().flatten() {
                        sqlite(&mut connection, rows)?;
                    }
                    Ok::<_, anyhow::Error>((connection, began.elapsed()))
                })
                .await??;
                *slot = Some(connection);
                Ok(took)
            }
            Self::Postgres(open) => {
                for lane in open.iter_mut() {
                    lane.prepare(lanes.iter().flatten()).await?;
                }
                let began = Instant::now();
                try_join_all(open.iter().zip(&lanes).map(|(lane, groups)| lane.write(groups))).await?;
                Ok(began.elapsed())
            }
        }
    }

    /// Writes transactions and says how many units they hold; for filling.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write_many(&mut self, lanes: Vec<Vec<Rows>>) -> anyhow::Result<u64> {
        let first = lanes.iter().filter_map(|groups| groups.first());
        let units: usize = first.map(|rows| rows.units).sum();
        self.write(lanes).await?;
        Ok(u64::try_from(units).unwrap_or(0))
    }

    /// How many batches the tables hold: with one tenant in each commit, how many commits there were.
    ///
    /// # Errors
    /// What the database says.
    pub async fn batches(&self) -> anyhow::Result<i64> {
        const COUNT: &str = "SELECT COUNT(*) FROM batch";
        match self {
            Self::Sqlite(connection) => {
                let connection = connection.as_ref().context("the floor lost its connection")?;
                Ok(connection.query_row(COUNT, [], |row| row.get(0))?)
            }
            Self::Postgres(lanes) => {
                let lane = lanes.first().context("the floor has no lane")?;
                Ok(lane.client.query_one(COUNT, &[]).await?.try_get(0)?)
            }
        }
    }
}

fn named(list: &[(&'static str, &'static str)], name: &str) -> anyhow::Result<&'static str> {
    let found = list.iter().find(|(known, _)| *known == name);
    found.map(|(_, sql)| *sql).with_context(|| format!("the store has no statement {name}"))
}

fn sqlite(connection: &mut Connection, rows: &Rows) -> anyhow::Result<()> {
    let statements = crate::store::sqlite_statements();
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for table in &rows.tables {
        let mut statement = connection.prepare_cached(named(&statements, table.sqlite)?)?;
        for row in 0..table.rows {
            let values = || params_from_iter(table.columns.iter().map(|column| column.at(row)));
            if statement.execute(values())? == 0 && !table.otherwise.is_empty() {
                connection.prepare_cached(named(&statements, table.otherwise)?)?.execute(values())?;
            }
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

impl Lane {
    async fn prepare(&mut self, groups: impl Iterator<Item = &Rows>) -> anyhow::Result<()> {
        let statements = crate::store::postgres_statements();
        for table in groups.flat_map(|rows| &rows.tables) {
            if !self.statements.contains_key(table.postgres) {
                let prepared = self.client.prepare(named(&statements, table.postgres)?).await?;
                self.statements.insert(table.postgres, prepared);
            }
        }
        Ok(())
    }

    /// Each transaction goes out in one flight, without a look at any answer but the last.
    async fn write(&self, groups: &[Rows]) -> anyhow::Result<()> {
        for rows in groups {
            let begin = async { self.client.batch_execute(BEGIN).await };
            let tables = try_join_all(rows.tables.iter().map(|table| self.table(table)));
            let end = async { self.client.batch_execute("COMMIT").await };
            // Polled in this order, so sent in this order.
            let (begun, written, ended) = tokio::join!(biased; begin, tables, end);
            begun?;
            written?;
            ended?;
        }
        Ok(())
    }

    async fn table(&self, table: &Table) -> Result<(), tokio_postgres::Error> {
        let Some(statement) = self.statements.get(table.postgres) else { return Ok(()) };
        let values: Vec<&(dyn ToSql + Sync)> = table.columns.iter().map(|c| c as &(dyn ToSql + Sync)).collect();
        self.client.query(statement, &values).await.map(drop)
    }
}
