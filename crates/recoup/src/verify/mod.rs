//! `recoup verify`: derives states, entries and identities again from the events and says what disagrees.
//!
//! `tile` reads a span of streams and checks it with `fold`, `journal`, `rules` and `people`; `feed` checks the
//! audit chain beside it; `whole` adds up and checks what needs everything. Nothing is ever written. Memory is
//! bounded by the tiles under way, the work that waits in queues and the number of accounts.

pub mod checks;
pub mod difference;
pub mod explain;
pub mod feed;
pub mod flagged;
pub mod fold;
pub mod journal;
pub mod older;
pub mod people;
pub mod queues;
pub mod report;
pub mod rules;
pub mod tile;
pub mod whole;

use std::collections::VecDeque;
use std::time::Instant;

use tokio::task::JoinHandle;

pub use checks::{Check, Finding, money};
pub use report::{CheckReport, Report, TenantReport};

use crate::store::scan::Span;
use crate::store::{Store, StoreError};
use tile::Tile;
use whole::Whole;

/// Streams of a tile.
const TILE: usize = 250;

/// Ids read at once, to cut tiles from.
const IDS: i64 = 5_000;

/// Greater than any id.
const LAST: &str = "\u{10FFFF}";

/// Why a verification could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such tenant.
    #[error("there is no tenant `{tenant}`; there are {known}")]
    UnknownTenant {
        /// What was asked for.
        tenant: String,
        /// Tenants there are.
        known: String,
    },
    /// A part of it ended in the middle.
    #[error("a part of the verification stopped: {detail}; please report it")]
    Stopped {
        /// What is known of it.
        detail: String,
    },
}

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Streams read.
    pub streams_done: u64,
    /// Streams there were at the start.
    pub streams_total: u64,
}

/// Verifies one tenant, or all of them.
///
/// # Errors
/// When the database cannot be read or there is no such tenant.
pub async fn run(
    store: &Store,
    tenant: Option<&str>,
    mut progress: impl FnMut(&str, Progress),
) -> Result<Report, VerifyError> {
    let known: Vec<String> = store.tenants().await?.into_iter().map(|row| row.tenant).collect();
    let chosen: Vec<&String> = known.iter().filter(|known| tenant.is_none_or(|tenant| tenant == *known)).collect();
    if let (Some(tenant), true) = (tenant, chosen.is_empty()) {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(VerifyError::UnknownTenant { tenant: tenant.to_owned(), known });
    }
    let mut reports = Vec::with_capacity(chosen.len());
    for tenant in chosen {
        reports.push(verify(store, tenant, &mut progress).await?);
    }
    Ok(Report::new(reports))
}

async fn verify(
    store: &Store,
    tenant: &str,
    progress: &mut impl FnMut(&str, Progress),
) -> Result<TenantReport, VerifyError> {
    let began = Instant::now();
    let before = store.batch_total(tenant).await?;
    let streams_total = u64::try_from(store.stream_total(tenant).await?).unwrap_or(0);
    let feed = {
        let (store, tenant) = (store.clone(), tenant.to_owned());
        tokio::spawn(async move { feed::check(&store, &tenant).await })
    };
    let mut whole = Whole::default();
    let mut cutter = Cutter::new(store, tenant);
    let mut running: VecDeque<JoinHandle<Result<Tile, StoreError>>> = VecDeque::new();
    let most = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    loop {
        let span = cutter.next().await?;
        let ended = span.is_none();
        if let Some(span) = span {
            let store = store.clone();
            running.push_back(tokio::spawn(async move { tile::check(&store, &span).await }));
        }
        if running.len() < most && !ended {
            continue;
        }
        let Some(first) = running.pop_front() else { break };
        whole.add(joined(first).await?);
        progress(tenant, Progress { streams_done: whole.streams, streams_total });
    }
    let feed = joined(feed).await?;
    let moved = store.batch_total(tenant).await? != before;
    whole.finish(store, tenant, feed, moved).await?;
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(TenantReport::new(tenant, whole, took_ms))
}

async fn joined<T>(task: JoinHandle<Result<T, StoreError>>) -> Result<T, VerifyError> {
    match task.await {
        Ok(answer) => Ok(answer?),
        Err(error) => Err(VerifyError::Stopped { detail: error.to_string() }),
    }
}

/// Cuts the streams of a tenant into spans without a gap between them.
struct Cutter<'s> {
    store: &'s Store,
    tenant: &'s str,
    ids: VecDeque<String>,
    from: String,
    ended: bool,
}

impl<'s> Cutter<'s> {
    fn new(store: &'s Store, tenant: &'s str) -> Self {
        Self { store, tenant, ids: VecDeque::new(), from: String::new(), ended: false }
    }

    async fn next(&mut self) -> Result<Option<Span>, StoreError> {
        if self.ended {
            return Ok(None);
        }
        if self.ids.len() <= TILE {
            let after = self.ids.back().unwrap_or(&self.from).clone();
            self.ids.extend(self.store.scan_ids(self.tenant, &after, IDS).await?);
        }
        // The last span goes on to the end, for rows whose stream is not there.
        self.ended = self.ids.len() <= TILE;
        let to = if self.ended {
            LAST.to_owned()
        } else {
            self.ids.drain(..TILE).next_back().unwrap_or_else(|| LAST.to_owned())
        };
        // Ids hold no control characters, so nothing lies between an id and the same with the first of them.
        let next = format!("{to}\u{1}");
        let from = std::mem::replace(&mut self.from, next);
        Ok(Some(Span { tenant: self.tenant.to_owned(), from, to }))
    }
}
