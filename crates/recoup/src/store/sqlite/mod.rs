//! The embedded store: SQLite in WAL mode with `synchronous=FULL`, one writer thread, readers beside it.
//!
//! One thread owns the writing connection and takes jobs from a bounded channel, so that nothing ever waits for a
//! lock of the database itself; what a commit is decided on is loaded by it too. Other reads run on connections of their own, in place: a point read costs about five
//! microseconds, less than a hop to another thread; only reads over a whole tenant hop.

mod commit;
mod jobs;
pub(super) mod sql;

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use tokio::sync::{mpsc, oneshot};

use super::StoreOptions;
use super::cell::{Ask, FromCells, SqliteCells};
use super::error::{Place, Result, StoreError};
use super::merge::{Plan, batches};
use super::migrate;
use super::rows::{Committed, Group};
use crate::vault::Vault;

/// Pages of the log after which it is copied into the file, 32 MiB. A later checkpoint is cheaper on average, for a
/// page that was written often is copied once, but it stalls one commit for a tenth of a second.
const CHECKPOINT_PAGES: i64 = 8_000;
/// Bytes of a page: small ones, because most writes touch a few bytes of many pages, and each page goes to disk
/// whole, twice.
const PAGE_BYTES: i64 = 4_096;
/// Reading connections kept open.
const READERS: usize = 8;
/// Jobs that may wait for the writer before callers wait themselves.
const JOBS: usize = 64;
const CACHED_STATEMENTS: usize = 128;

/// Statements of this store, for tests.
pub(super) const STATEMENTS: &[(&str, &str)] = sql::ALL;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A SQLite database. Clones share the writer; it ends with the last of them.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    place: Place,
    path: PathBuf,
    map_bytes: i64,
    vault: Vault,
    jobs: mpsc::Sender<Job>,
    readers: Mutex<Vec<Connection>>,
}

impl SqliteStore {
    /// Opens the file and starts the writer.
    pub(crate) fn open(path: &str, options: &StoreOptions) -> Result<Self> {
        if path.is_empty() || path.starts_with(':') {
            return Err(StoreError::BadAddress { what: "SQLite needs the path of a file".to_owned() });
        }
        let place = Place(path.to_owned());
        let path = PathBuf::from(path);
        make_file(&path, &place, options)?;
        // The writer maps nothing: it works from its own cache, and a mapping is made anew whenever the file grows.
        let mut connection = connect(&path, options.read_only, 0).map_err(|e| place.sqlite(&e))?;
        prepare_writer(&connection, options).map_err(|e| place.sqlite(&e))?;
        let (jobs, mut waiting) = mpsc::channel::<Job>(JOBS);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                while let Some(job) = waiting.blocking_recv() {
                    let job = std::panic::AssertUnwindSafe(|| job(&mut connection));
                    if std::panic::catch_unwind(job).is_err() {
                        crate::end_at_once("the writer of the database panicked");
                    }
                }
            })
            .map_err(|error| StoreError::Unavailable { place: place.0.clone(), detail: error.to_string() })?;
        let readers = Mutex::new(Vec::new());
        let (map_bytes, vault) = (options.sqlite_map_bytes, options.vault.clone());
        Ok(Self { shared: Arc::new(Shared { place, path, map_bytes, vault, jobs, readers }) })
    }

    /// The path, for messages.
    pub(crate) fn place(&self) -> &str {
        &self.shared.place.0
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.shared.vault
    }

    /// Runs a job on the writer thread and waits for its answer.
    async fn write<T, F>(&self, job: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection, &Place) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let place = self.shared.place.clone();
        let job: Job = Box::new(move |connection| {
            // Nobody may be waiting any more; what was written stays written.
            let _ = reply.send(job(connection, &place));
        });
        self.shared.jobs.send(job).await.map_err(|_| self.unavailable("its writer thread has ended"))?;
        let gone = |_| StoreError::OutcomeUnknown { detail: "the writer thread ended in the middle".to_owned() };
        answer.await.map_err(gone)?
    }

    /// Runs a read in place.
    fn read<T>(&self, job: impl FnOnce(&Connection, &Place) -> Result<T>) -> Result<T> {
        let place = &self.shared.place;
        let idle = self.shared.readers.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.shared.path, true, self.shared.map_bytes).map_err(|e| place.sqlite(&e))?,
        };
        let answer = job(&connection, place);
        let mut readers = self.shared.readers.lock();
        if readers.len() < READERS {
            readers.push(connection);
        }
        answer
    }

    fn unavailable(&self, detail: &str) -> StoreError {
        StoreError::Unavailable { place: self.shared.place.0.clone(), detail: detail.to_owned() }
    }

    /// Rows of a read, in place.
    pub(crate) fn fetch<T: FromCells>(&self, ask: &Ask) -> Result<Vec<T>> {
        self.read(|connection, place| rows(connection, place, ask))
    }

    /// Rows of a read, on a thread for blocking work.
    pub(crate) async fn fetch_long<T: FromCells>(&self, ask: Ask) -> Result<Vec<T>> {
        let store = self.clone();
        let joined = tokio::task::spawn_blocking(move || store.fetch(&ask)).await;
        joined.map_err(|error| self.unavailable(&error.to_string()))?
    }

    /// One write as a transaction of its own.
    pub(crate) async fn run(&self, ask: Ask) -> Result<u64> {
        self.write(move |connection, place| run(connection, place, &ask)).await
    }

    /// A write and, where it changed something, another one, in one transaction.
    pub(crate) async fn run_both(&self, first: Ask, then: Ask) -> Result<bool> {
        self.write(move |connection, place| {
            transact(connection, place, |open| {
                if run(open, place, &first)? == 0 {
                    return Ok(Outcome::TakeBack(false));
                }
                run(open, place, &then)?;
                Ok(Outcome::Keep(true))
            })
        })
        .await
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<()> {
        self.write(|connection, place| {
            let mut runner = migrate::sqlite::migrations::runner();
            runner.set_migration_table_name(migrate::TABLE);
            runner.run(connection).map_err(|e| migrate::migration_error(place, &e))?;
            Ok(())
        })
        .await
    }

    /// Commits a group. Digests are made here, off the writer thread, which is the narrow place.
    pub(crate) async fn commit(&self, group: Arc<Group>) -> Result<Committed> {
        let batches = batches(&group)?;
        self.write(move |connection, place| {
            let plan = Plan::of(&group)?;
            transact(connection, place, |connection| commit::write_plan(connection, place, &plan, &batches))
        })
        .await
    }
}

/// Makes the file, readable by its owner only: it holds everything there is.
fn make_file(path: &Path, place: &Place, options: &StoreOptions) -> Result<()> {
    let unavailable = |detail: String| StoreError::Unavailable { place: place.0.clone(), detail };
    if path.exists() {
        return Ok(());
    }
    if !options.create {
        return Err(unavailable("the file does not exist; run `recoup migrate` to make it".to_owned()));
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map(drop).map_err(|error| unavailable(error.to_string()))
}

fn connect(path: &Path, read_only: bool, map_bytes: i64) -> rusqlite::Result<Connection> {
    let mode = if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.execute_batch(&format!(
        "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA mmap_size = {map_bytes}; \
         PRAGMA temp_store = MEMORY;"
    ))?;
    Ok(connection)
}

fn prepare_writer(connection: &Connection, options: &StoreOptions) -> rusqlite::Result<()> {
    if options.read_only {
        return Ok(());
    }
    // The page size holds from the first write on.
    connection.execute_batch(&format!(
        "PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}; PRAGMA journal_size_limit = 67108864;"
    ))?;
    if let Some(pages) = options.sqlite_max_pages {
        connection.execute_batch(&format!("PRAGMA max_page_count = {pages};"))?;
    }
    Ok(())
}

/// Runs a read on a connection.
fn rows<T: FromCells>(connection: &Connection, place: &Place, ask: &Ask) -> Result<Vec<T>> {
    let read = || -> rusqlite::Result<Vec<Result<T>>> {
        let mut statement = connection.prepare_cached(ask.sql)?;
        let mut found = Vec::new();
        let mut rows = statement.query(params_from_iter(&ask.args))?;
        while let Some(row) = rows.next()? {
            found.push(T::from_cells(&mut SqliteCells { row, at: 0, place }));
        }
        Ok(found)
    };
    read().map_err(|e| place.sqlite(&e))?.into_iter().collect()
}

/// Runs a write on a connection and returns how many rows it changed.
fn run(connection: &Connection, place: &Place, ask: &Ask) -> Result<u64> {
    let write = || connection.prepare_cached(ask.sql)?.execute(params_from_iter(&ask.args));
    let changed = write().map_err(|e| place.sqlite(&e))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// Keeps what was done, or takes it back.
enum Outcome<T> {
    Keep(T),
    TakeBack(T),
}

/// Runs work in a transaction that holds the write lock from its first moment, so that it cannot fail half way
/// for want of it.
fn transact<T>(
    connection: &Connection,
    place: &Place,
    work: impl FnOnce(&Connection) -> Result<Outcome<T>>,
) -> Result<T> {
    let simple = |sql: &str| connection.execute_batch(sql).map_err(|e| place.sqlite(&e));
    simple("BEGIN IMMEDIATE")?;
    let answer = match work(connection) {
        Ok(Outcome::Keep(answer)) => simple("COMMIT").map(|()| answer),
        Ok(Outcome::TakeBack(answer)) => Ok(answer),
        Err(error) => Err(error),
    };
    // A full disk may have rolled back by itself; anything else that is still open goes now.
    if !connection.is_autocommit() {
        simple("ROLLBACK")?;
    }
    answer
}
