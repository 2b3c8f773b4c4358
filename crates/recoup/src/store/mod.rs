//! The store: small methods, two databases, the same answers.
//!
//! `sqlite` is embedded: one writer thread that commits in groups, readers beside it. `postgres` is
//! set-oriented and serves many nodes. Nothing above knows which one it talks to. Only `engine` commits.
//! `memory` is for simulations: the same commit semantics, and what the engine and the worker ask.

pub mod error;
pub mod evidence;
pub mod gateway_accounts;
pub mod memory;
pub mod node_rows;
pub mod person_rows;
pub mod rows;
pub mod scan;
pub mod seal;
pub mod tally;
pub mod views;

mod admin;
mod cell;
mod customers;
mod decode;
mod lists;
mod merge;
mod migrate;
mod nodes;
mod oidc;
mod persons;
mod postgres;
mod prune;
mod queue;
mod read;
mod sql;
mod sqlite;

use std::sync::Arc;

pub use error::{Result, StoreError};
pub use memory::MemoryStore;
pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;

use crate::vault::Vault;
use cell::{Ask, FromCells};
use rows::{Committed, Group, Loaded, Wanted};

/// Newest schema version this executable knows; both migration trees end with it.
pub const SCHEMA_VERSION: i64 = 12;

/// A simulation keeps no secrets.
static NO_KEYS: Vault = Vault::EMPTY;

/// A database, whichever. Clones share its connections.
#[derive(Debug, Clone)]
pub enum Store {
    /// Embedded.
    Sqlite(SqliteStore),
    /// A server, shared by any number of nodes.
    Postgres(PostgresStore),
    /// The store of a simulation.
    Memory(MemoryStore),
}

/// How a database is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Make the file if it is not there (SQLite), readable by its owner only.
    pub create: bool,
    /// Refuse every write.
    pub read_only: bool,
    /// Most connections to a PostgreSQL server.
    pub connections: usize,
    /// Groups that commit side by side on PostgreSQL; SQLite has one lane always.
    pub lanes: usize,
    /// Spread the streams of a tenant over the lanes, for one large tenant.
    pub lane_by_stream: bool,
    /// Most pages of a SQLite file, 4 KiB each: a quota, and how a full disk is rehearsed.
    pub sqlite_max_pages: Option<i64>,
    /// How much of a SQLite file each connection may map, bytes. What is mapped and read counts as memory.
    pub sqlite_map_bytes: i64,
    /// The keys that seal secrets before they are written; without one, second factors are written as they are.
    pub vault: Vault,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            create: false,
            read_only: false,
            connections: 12,
            lanes: 2,
            lane_by_stream: false,
            sqlite_max_pages: None,
            sqlite_map_bytes: 256 << 20,
            vault: Vault::EMPTY,
        }
    }
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` (a socket directory as `postgresql:///name?host=/dir`).
    /// The schema is not looked at: see [`Store::migrate`] and [`Store::check_schema`].
    ///
    /// # Errors
    /// When the address is not understood or the database cannot be reached.
    pub async fn open(url: &str, options: StoreOptions) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(SqliteStore::open(path, &options)?));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(PostgresStore::open(url, &options).await?));
        }
        Err(StoreError::BadAddress { what: "it names neither sqlite nor postgres".to_owned() })
    }

    /// Brings the schema up to [`SCHEMA_VERSION`] and returns the version before, 0 for an empty database.
    ///
    /// # Errors
    /// When the database is newer than this executable, read-only, full or out of reach.
    pub async fn migrate(&self) -> Result<i64> {
        let found = self.schema_version().await?.unwrap_or(0);
        if found > SCHEMA_VERSION {
            return Err(StoreError::SchemaTooNew { found, supported: SCHEMA_VERSION });
        }
        match self {
            Self::Sqlite(store) => store.migrate().await?,
            Self::Postgres(store) => store.migrate().await?,
            Self::Memory(_) => {}
        }
        Ok(found)
    }

    /// The version of the schema, or nothing when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema_version(&self) -> Result<Option<i64>> {
        let ask = cell::ask!(migrate::VERSION);
        match self.first::<i64>(ask).await {
            Err(StoreError::SchemaMissing { .. }) => Ok(None),
            found => found,
        }
    }

    /// Refuses a schema that is newer than this executable, older or missing.
    ///
    /// # Errors
    /// [`StoreError::SchemaTooNew`] or [`StoreError::SchemaMissing`], or what reading met.
    pub async fn check_schema(&self) -> Result<()> {
        match self.schema_version().await? {
            Some(found) if found > SCHEMA_VERSION => Err(StoreError::SchemaTooNew { found, supported: SCHEMA_VERSION }),
            Some(SCHEMA_VERSION) => Ok(()),
            _ => Err(StoreError::SchemaMissing { place: self.place().to_owned() }),
        }
    }

    /// Loads what a group of commands needs: streams, remembered answers, references. Only what was found comes
    /// back, in any order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(&self, wanted: &Wanted) -> Result<Loaded> {
        match self {
            Self::Sqlite(store) => store.load(wanted),
            Self::Postgres(store) => store.load(wanted).await,
            Self::Memory(store) => store.load(wanted).await,
        }
    }

    /// As [`Store::load`], for a group that is committed next: on SQLite it waits for the writer, and leaves in its
    /// cache the pages that are about to change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load_to_decide(&self, wanted: Arc<Wanted>) -> Result<Loaded> {
        match self {
            Self::Sqlite(store) => store.load_to_decide(wanted).await,
            Self::Postgres(store) => store.load(&wanted).await,
            Self::Memory(store) => store.load(&wanted).await,
        }
    }

    /// Commits a group of decisions in one transaction, all of it or nothing.
    ///
    /// # Errors
    /// As [`StoreError`] says; only [`StoreError::OutcomeUnknown`] leaves open whether it was written.
    pub async fn commit(&self, group: Arc<Group>) -> Result<Committed> {
        match self {
            Self::Sqlite(store) => store.commit(group).await,
            Self::Postgres(store) => store.commit(&group).await,
            Self::Memory(store) => store.commit(&group).await,
        }
    }

    /// How many groups may commit side by side.
    #[must_use]
    pub const fn lanes(&self) -> usize {
        match self {
            Self::Sqlite(_) => 1,
            Self::Postgres(store) => store.lanes(),
            Self::Memory(store) => store.lanes(),
        }
    }

    /// The statement of this database, where the two need different words for the same.
    pub(crate) const fn own(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite(_) | Self::Memory(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }

    /// The lane of a command, less than [`Store::lanes`]. A wrong lane costs speed, never correctness.
    #[must_use]
    pub fn lane(&self, tenant: &str, stream_id: &str) -> usize {
        match self {
            Self::Sqlite(_) => 0,
            Self::Postgres(store) => store.lane(tenant, stream_id),
            Self::Memory(store) => store.lane(tenant),
        }
    }

    /// Which database this is, without secrets: for messages.
    #[must_use]
    pub fn place(&self) -> &str {
        match self {
            Self::Sqlite(store) => store.place(),
            Self::Postgres(store) => store.place(),
            Self::Memory(_) => "memory",
        }
    }

    /// The keys that seal secrets before they are written here.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        match self {
            Self::Sqlite(store) => store.vault(),
            Self::Postgres(store) => store.vault(),
            Self::Memory(_) => &NO_KEYS,
        }
    }

    /// Runs a read and returns its rows. On SQLite it runs in place: a page costs microseconds, a hop to
    /// another thread costs more.
    async fn fetch<T: FromCells>(&self, ask: Ask) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(store) => store.fetch(&ask),
            Self::Postgres(store) => store.fetch(&ask).await,
            Self::Memory(_) => Err(memory::not_here()),
        }
    }

    /// Like [`Store::fetch`], for reads that may run over a whole tenant: SQLite does them on a thread of
    /// their own, so that no other task waits.
    async fn fetch_long<T: FromCells>(&self, ask: Ask) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(store) => store.fetch_long(ask).await,
            Self::Postgres(store) => store.fetch_long(&ask).await,
            Self::Memory(_) => Err(memory::not_here()),
        }
    }

    async fn first<T: FromCells>(&self, ask: Ask) -> Result<Option<T>> {
        Ok(self.fetch(ask).await?.into_iter().next())
    }

    /// Runs one write as a transaction of its own and returns how many rows it changed.
    async fn run(&self, ask: Ask) -> Result<u64> {
        match self {
            Self::Sqlite(store) => store.run(ask).await,
            Self::Postgres(store) => store.run(&ask).await,
            Self::Memory(_) => Err(memory::not_here()),
        }
    }

    /// Runs a write and, where it changed something, another one in the same transaction; whether it did.
    async fn run_both(&self, first: Ask, then: Ask) -> Result<bool> {
        match self {
            Self::Sqlite(store) => store.run_both(first, then).await,
            Self::Postgres(store) => store.run_both(&first, &then).await,
            Self::Memory(_) => Err(memory::not_here()),
        }
    }
}

/// Every statement PostgreSQL ever sees from here, by name: what the dialect test reads.
#[must_use]
pub fn postgres_statements() -> Vec<(&'static str, &'static str)> {
    shared().chain(postgres::STATEMENTS).copied().collect()
}

/// Every statement SQLite ever sees from here, by name.
#[must_use]
pub fn sqlite_statements() -> Vec<(&'static str, &'static str)> {
    shared().chain(sqlite::STATEMENTS).copied().collect()
}

fn shared() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    sql::ALL.iter().chain(gateway_accounts::STATEMENTS).chain(evidence::STATEMENTS).chain(tally::STATEMENTS)
}
