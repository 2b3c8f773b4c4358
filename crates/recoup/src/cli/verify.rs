//! `recoup verify`: checks the whole database against its events.

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Database;
use super::output::Output;
use crate::store::{Store, StoreOptions};
use crate::verify;

/// Derives everything again from the events and says what disagrees; it never writes.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    database: Database,
    /// Only this tenant.
    #[arg(long)]
    tenant: Option<String>,
}

impl Verify {
    /// Verifies and prints the report.
    ///
    /// # Errors
    /// When something disagrees, or the database cannot be read.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let options = StoreOptions { read_only: true, ..StoreOptions::default() };
        let store = Store::open(&self.database.database, options).await?;
        store.check_schema().await?;
        let bar = if out.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {human_pos} of {human_len} streams, {eta} left")?;
        bar.set_style(style);
        let report = verify::run(&store, self.tenant.as_deref(), |tenant, progress| {
            if bar.prefix() != tenant {
                bar.set_prefix(tenant.to_owned());
            }
            bar.set_length(progress.streams_total.max(progress.streams_done));
            bar.set_position(progress.streams_done);
        })
        .await?;
        bar.finish_and_clear();
        out.either(&report, || report.text());
        let wrong: u64 = report.tenants.iter().flat_map(|t| &t.checks).map(|check| check.found).sum();
        anyhow::ensure!(report.ok, "{wrong} things disagree; nothing was changed");
        Ok(())
    }
}
