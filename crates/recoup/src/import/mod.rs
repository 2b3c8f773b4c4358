//! Imports orders from files of other systems: `recoup import orders FILE --mapping mapping.toml`.
//!
//! `file` and `row` read, `mapping` and `rule` say what is meant, `matcher` finds the sale behind a credit,
//! `plan` puts it together: all of that before anything is written. `request`, `sender` and `run` carry the
//! plan out through the engine. Nothing is dropped: each row is imported or an exception with its reason.

pub mod error;
pub mod file;
pub mod mapping;
pub mod matcher;
pub mod plan;
pub mod report;
pub mod request;
pub mod row;
pub mod rule;
pub mod run;
pub mod sender;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub use error::ImportError;
pub use report::Report;

use crate::engine::Engine;
use crate::store::StoreError;
use crate::store::views::{ImportRun, ImportTotal};
use file::Source;
use mapping::Mapping;
use plan::Plan;
use report::{ExceptionsOf, Made, RowsOf};
use request::Desk;
use run::Run;
use sender::Sender;

/// Most rounded amounts that a report lists.
const MOST_ROUNDED: usize = 20;

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reads and plans; nothing is written yet.
    Planning,
    /// Places orders.
    Orders,
    /// Records refunds.
    Refunds,
    /// Posts entries of the general book.
    Entries,
    /// Lists exceptions.
    Exceptions,
    /// Accounts for rows that were known.
    Known,
}

impl Phase {
    /// The word for a progress bar.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Orders => "orders",
            Self::Refunds => "refunds",
            Self::Entries => "entries",
            Self::Exceptions => "exceptions",
            Self::Known => "known rows",
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Rows handed to the engine so far.
    pub rows_done: i64,
    /// Rows of the file, 0 while unknown.
    pub rows_total: i64,
}

/// Imports a file of orders for a tenant. Running it again goes on where it stopped, or changes nothing.
///
/// # Errors
/// As [`ImportError`] says; nothing is written unless the whole file and the mapping are usable.
pub async fn orders(
    engine: &Engine,
    tenant: &str,
    file: &Path,
    mapping: &Path,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Report, ImportError> {
    let began = Instant::now();
    let store = engine.store();
    let first = |error: StoreError| ImportError::Store { error, rows_done: 0 };
    if store.tenant(tenant).await.map_err(first)?.is_none() {
        return Err(ImportError::UnknownTenant { tenant: tenant.to_owned() });
    }
    progress(Progress { phase: Phase::Planning, rows_done: 0, rows_total: 0 });
    let (source, mapping, plan) = planned(file.to_owned(), mapping.to_owned()).await?;
    let desk = Desk::new(tenant, &source, &mapping, &plan);
    let sender = Sender::new(engine, &desk);
    let totals = store.import_totals(tenant, &desk.import_id).await.map_err(first)?;
    let complete = check(&plan, &totals).is_ok();
    if !complete {
        note(engine, &desk, "running", &totals).await.map_err(first)?;
    }
    let made = match Run::new(&desk, &sender, &mut progress).carry_out(complete).await {
        Ok(made) => made,
        Err(error) => {
            // Only a note for people: what was done is known by its keys.
            let _ = note(engine, &desk, "stopped", &totals).await;
            return Err(error);
        }
    };
    let totals = store.import_totals(tenant, &desk.import_id).await.map_err(|error| sender.failed(error))?;
    check(&plan, &totals)?;
    note(engine, &desk, "done", &totals).await.map_err(|error| sender.failed(error))?;
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report(&desk, made, &totals, took_ms))
}

/// Reads and plans on a thread of its own: it is all computing.
async fn planned(file: PathBuf, mapping: PathBuf) -> Result<(Source, Mapping, Plan), ImportError> {
    let work = tokio::task::spawn_blocking(move || {
        let mapping = Mapping::read(&mapping)?;
        let source = Source::read(&file, mapping.delimiter())?;
        let plan = plan::plan(&source, &mapping)?;
        Ok((source, mapping, plan))
    });
    work.await.unwrap_or_else(|error| Err(ImportError::Refused { what: error.to_string() }))
}

/// The totals on disk must be those of the file: every row once, every amount to the minor unit.
fn check(plan: &Plan, totals: &[ImportTotal]) -> Result<(), ImportError> {
    let mut left: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in &plan.rows {
        let (rows, amount_minor) = left.entry(row.kind.word()).or_default();
        (*rows, *amount_minor) = (*rows + 1, amount_minor.saturating_add(row.amount_minor));
    }
    for total in totals {
        let (rows, amount_minor) = left.entry(&total.kind).or_default();
        (*rows, *amount_minor) = (*rows - total.count, amount_minor.saturating_sub(total.amount_minor));
    }
    match left.iter().find(|(_, left)| **left != (0, 0)) {
        None => Ok(()),
        Some((kind, (rows, amount_minor))) => Err(ImportError::Refused {
            what: format!("{rows} rows of the kind {kind}, {amount_minor} minor units, are not accounted for"),
        }),
    }
}

async fn note(engine: &Engine, desk: &Desk<'_>, state: &str, totals: &[ImportTotal]) -> Result<(), StoreError> {
    let now_us = engine.clock().now().as_microsecond();
    let run = ImportRun {
        import_id: desk.import_id.clone(),
        source: desk.mapping.source.clone(),
        file_sha256: desk.source.sha256.clone(),
        mapping_sha256: desk.mapping.sha256.clone(),
        state: state.to_owned(),
        rows_total: i64::try_from(desk.plan.rows.len()).unwrap_or(i64::MAX),
        rows_done: totals.iter().map(|total| total.count).sum(),
        totals: serde_json::to_string(&by_kind(totals)).unwrap_or_default(),
        created_us: now_us,
        updated_us: now_us,
    };
    engine.store().put_import_run(desk.tenant, &run).await
}

fn by_kind(totals: &[ImportTotal]) -> Vec<RowsOf> {
    let rows_of = |total: &ImportTotal| RowsOf {
        kind: total.kind.clone(),
        outcome: total.outcome.clone(),
        rows: total.count,
        amount_minor: total.amount_minor,
    };
    totals.iter().map(rows_of).collect()
}

fn report(
    desk: &Desk<'_>,
    (made, exceptions): (Made, Vec<ExceptionsOf>),
    totals: &[ImportTotal],
    took_ms: u64,
) -> Report {
    let plan = desk.plan;
    Report {
        import: desk.import_id.clone(),
        tenant: desk.tenant.to_owned(),
        source: desk.mapping.source.clone(),
        file: desk.source.path.clone(),
        file_sha256: desk.source.sha256.clone(),
        currency: desk.mapping.currency.code(),
        rows: totals.iter().map(|total| total.count).sum(),
        amount_minor: totals.iter().map(|total| total.amount_minor).sum(),
        by_kind: by_kind(totals),
        exceptions,
        made,
        rounded_rows: plan.rounded.len(),
        rounded: plan.rounded.iter().take(MOST_ROUNDED).cloned().collect(),
        columns_not_read: plan.unused.clone(),
        took_ms,
    }
}
