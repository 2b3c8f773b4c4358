//! `recoup import`: files of other systems into the books.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::Database;
use super::output::Output;
use super::serve::{clock, open_with};
use crate::engine::Engine;
use crate::import;
use crate::store::StoreOptions;

/// What is imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Imports orders, credits and fees from a CSV file, plain or gzip. Running it again changes nothing.
    Orders(Orders),
}

/// A file of orders.
#[derive(Debug, Args)]
pub struct Orders {
    #[command(flatten)]
    database: Database,
    /// The file.
    file: PathBuf,
    /// TOML file that says what its columns and rows mean; see `examples/mappings`.
    #[arg(long)]
    mapping: PathBuf,
    /// Tenant.
    #[arg(long, default_value = "main")]
    tenant: String,
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// What [`import::orders`] says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Orders(orders) => orders.run(out).await,
        }
    }
}

impl Orders {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        // An import comes past each page once; to keep them mapped would only make it look large.
        let options = StoreOptions { create: true, lanes: 1, sqlite_map_bytes: 16 << 20, ..StoreOptions::default() };
        let store = open_with(&self.database, options).await?;
        let engine = Engine::start(store.clone(), clock(&store).await?);
        let bar = if out.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = ProgressStyle::with_template("{msg:<10} {wide_bar} {human_pos} of {human_len} rows, {eta} left")?;
        bar.set_style(style);
        let report = import::orders(&engine, &self.tenant, &self.file, &self.mapping, |progress| {
            bar.set_message(progress.phase.word());
            bar.set_length(u64::try_from(progress.rows_total).unwrap_or(0));
            bar.set_position(u64::try_from(progress.rows_done).unwrap_or(0));
        })
        .await?;
        bar.finish_and_clear();
        out.either(&report, || report.text());
        if !report.exceptions.is_empty() {
            out.hint("exceptions wait for a person: /v1/exceptions lists them with their reasons");
        }
        Ok(())
    }
}
