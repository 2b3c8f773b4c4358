//! Connections to a PostgreSQL server: few, each with its prepared statements, thrown away when in doubt.
//!
//! A connection goes back to the pool only when its work ended as it should. One that was dropped in the middle,
//! by an error or because nobody waits any more, is closed, and the server rolls back. Short reads share connections
//! of their own (`shared`).

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error, NoTls, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::shared::Shared;
use crate::store::error::{Place, Result, StoreError};

/// Plans are made once and kept while tables grow, so they must not depend on a table being small today: every
/// statement here has an index to go by. The limits turn a hang into an error.
const SESSION: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
    SET jit = off; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'";
const READ_ONLY: &str = "SET default_transaction_read_only = on";
/// A plan that was made for an empty table may walk through the whole of it for ever after; only the server's
/// own statistics would end that, a minute later. So a young connection throws its plans away now and then.
const FORGET_PLANS: &str = "DISCARD PLANS";
/// Opens a transaction whose later statements see what was committed while they waited for a lock.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// Pauses between tries to connect; a restart of the server takes about as long as all of them.
const PAUSES_MS: [u64; 6] = [0, 50, 100, 200, 400, 800];

/// The answer of one statement.
pub(super) type Answer = std::result::Result<Vec<Row>, Error>;
/// A statement on its way.
pub(super) type Step<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// Values of a statement.
pub(super) type Values<'a> = Vec<Box<dyn ToSql + Sync + Send + 'a>>;

/// A statement with its values.
pub(super) struct Command<'a> {
    pub(super) sql: &'static str,
    pub(super) values: Values<'a>,
}

impl Command<'_> {
    fn borrowed(&self) -> Vec<&(dyn ToSql + Sync)> {
        self.values.iter().map(|value| -> &(dyn ToSql + Sync) { value.as_ref() }).collect()
    }
}

pub(super) struct Pool {
    pub(super) place: Place,
    config: Config,
    tls: Option<MakeRustlsConnect>,
    read_only: bool,
    permits: Semaphore,
    idle: Mutex<Vec<Link>>,
    pub(super) shared: Shared,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Pool({})", self.place)
    }
}

impl Pool {
    pub(super) fn new(place: Place, config: Config, tls: Option<MakeRustlsConnect>, limits: (usize, bool)) -> Self {
        let (connections, read_only) = limits;
        let permits = Semaphore::new(connections.max(1));
        Self { place, config, tls, read_only, permits, idle: Mutex::new(Vec::new()), shared: Shared::default() }
    }

    /// A connection that works as far as we know, after waiting for one to be free.
    pub(super) async fn take(&self) -> Result<Lease<'_>> {
        let closed = |_| StoreError::bug("the pool is closed");
        let permit = self.permits.acquire().await.map_err(closed)?;
        let idle = {
            let mut idle = self.idle.lock();
            idle.retain(|link| !link.client.is_closed());
            idle.pop()
        };
        let link = match idle {
            Some(link) => link,
            None => self.connect().await?,
        };
        link.used().await.map_err(|error| self.place.postgres(&error))?;
        Ok(Lease { link: Some(link), pool: self, _permit: permit })
    }

    /// Connects, again and again for a while: a server that restarts is no reason to fail.
    pub(super) async fn connect(&self) -> Result<Link> {
        let mut last = StoreError::bug("no try to connect was made");
        for pause_ms in PAUSES_MS {
            tokio::time::sleep(Duration::from_millis(pause_ms)).await;
            match self.connect_once().await {
                Ok(client) => {
                    return Ok(Link { client, statements: Mutex::new(HashMap::new()), uses: AtomicU32::new(0) });
                }
                Err(error) => {
                    let refused = error.code().is_some_and(|code| {
                        // Wrong name, wrong password, no such database: asking again changes nothing.
                        code.code().starts_with("28") || code.code() == "3D000"
                    });
                    last = self.place.postgres(&error);
                    if refused {
                        break;
                    }
                }
            }
        }
        Err(last)
    }

    async fn connect_once(&self) -> std::result::Result<Client, Error> {
        let client = match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await?;
                tokio::spawn(connection);
                client
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await?;
                tokio::spawn(connection);
                client
            }
        };
        client.batch_execute(SESSION).await?;
        if self.read_only {
            client.batch_execute(READ_ONLY).await?;
        }
        Ok(client)
    }
}

/// A connection and what it has prepared.
pub(super) struct Link {
    pub(super) client: Client,
    statements: Mutex<HashMap<&'static str, Statement>>,
    uses: AtomicU32,
}

/// After 16 uses, 64, 256 …: tables grow fast at first and slowly later.
const fn plans_are_stale(uses: u32) -> bool {
    uses >= 16 && uses.is_power_of_two() && uses.trailing_zeros().is_multiple_of(2)
}

impl Link {
    /// Counts a use, and throws old plans away where it is time to.
    pub(super) async fn used(&self) -> std::result::Result<(), Error> {
        let uses = self.uses.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if plans_are_stale(uses) { self.client.batch_execute(FORGET_PLANS).await } else { Ok(()) }
    }

    /// A statement, prepared before or now.
    async fn statement(&self, sql: &'static str) -> std::result::Result<Statement, Error> {
        let prepared = self.statements.lock().get(sql).cloned();
        match prepared {
            Some(statement) => Ok(statement),
            None => self.client.prepare(sql).await,
        }
    }

    /// Prepares what is not prepared yet, all at once.
    pub(super) async fn prepare(&self, wanted: &[&'static str]) -> std::result::Result<(), Error> {
        let mut missing: Vec<&'static str> = wanted.to_vec();
        {
            let known = self.statements.lock();
            missing.retain(|sql| !known.contains_key(sql));
        }
        let preparing = missing.iter().map(|sql| self.client.prepare(sql));
        let prepared = futures_util::future::join_all(preparing).await;
        for (sql, statement) in missing.into_iter().zip(prepared) {
            self.statements.lock().insert(sql, statement?);
        }
        Ok(())
    }

    /// Runs a statement.
    pub(super) async fn query(&self, command: Command<'_>) -> Answer {
        let statement = self.statement(command.sql).await?;
        self.client.query(&statement, &command.borrowed()).await
    }
}

/// A connection in use. Without [`Lease::give_back`] it is closed.
pub(super) struct Lease<'p> {
    link: Option<Link>,
    pool: &'p Pool,
    _permit: SemaphorePermit<'p>,
}

impl Lease<'_> {
    /// The connection; it is there until it is given back.
    fn link(&self) -> Result<&Link> {
        self.link.as_ref().ok_or_else(|| StoreError::bug("a connection was used after it was given back"))
    }

    /// The client, for what is not a prepared statement.
    pub(super) fn client_mut(&mut self) -> Result<&mut Client> {
        let gone = || StoreError::bug("a connection was used after it was given back");
        self.link.as_mut().map(|link| &mut link.client).ok_or_else(gone)
    }

    /// Its work ended as it should: others may use it.
    pub(super) fn give_back(mut self) {
        if let Some(link) = self.link.take() {
            self.pool.idle.lock().push(link);
        }
    }

    /// Rolls back and gives the connection back if that worked.
    pub(super) async fn roll_back(self) {
        let rolled_back = match self.link() {
            Ok(link) => link.client.batch_execute("ROLLBACK").await.is_ok(),
            Err(_) => false,
        };
        if rolled_back {
            self.give_back();
        }
    }

    /// Prepares what is not prepared yet, all at once.
    pub(super) async fn prepare(&self, wanted: &[&'static str]) -> Result<()> {
        self.link()?.prepare(wanted).await.map_err(|e| self.pool.place.postgres(&e))
    }

    /// A prepared statement, ready to go.
    pub(super) fn step<'a>(&'a self, command: Command<'a>) -> Step<'a> {
        Box::pin(async move {
            let Ok(link) = self.link() else { return Ok(Vec::new()) };
            link.query(command).await
        })
    }

    /// Runs a write and returns how many rows it changed.
    pub(super) async fn execute(&self, command: Command<'_>) -> std::result::Result<u64, Error> {
        let Ok(link) = self.link() else { return Ok(0) };
        let statement = link.statement(command.sql).await?;
        link.client.execute(&statement, &command.borrowed()).await
    }

    /// `BEGIN` or `COMMIT`, ready to go.
    pub(super) fn simple<'a>(&'a self, sql: &'a str) -> Step<'a> {
        Box::pin(async move {
            let Ok(link) = self.link() else { return Ok(Vec::new()) };
            link.client.batch_execute(sql).await.map(|()| Vec::new())
        })
    }
}

/// Sends all steps in their order without waiting in between, and gathers their answers: one round trip.
/// A step sends its message when it is first polled, so polling in order is sending in order.
pub(super) async fn flight(steps: Vec<Step<'_>>) -> Vec<Answer> {
    let mut steps: Vec<(Option<Step<'_>>, Option<Answer>)> = steps.into_iter().map(|step| (Some(step), None)).collect();
    poll_fn(|context| {
        let mut waiting = false;
        for (step, answer) in &mut steps {
            if let Some(future) = step {
                match future.as_mut().poll(context) {
                    Poll::Ready(ready) => (*step, *answer) = (None, Some(ready)),
                    Poll::Pending => waiting = true,
                }
            }
        }
        if waiting { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    steps.into_iter().filter_map(|(_, answer)| answer).collect()
}
