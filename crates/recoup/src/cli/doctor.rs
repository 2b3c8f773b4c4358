//! `recoup doctor`: looks at the installation and says what to fix.

use clap::Args;

use super::output::Output;
use super::{Configured, Database};
use crate::doctor::{self, Level, Patient};

/// Looks at database, queues, keys and configuration and says what to fix.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    configured: Configured,
    /// Ask no gateway.
    #[arg(long)]
    offline: bool,
}

impl Doctor {
    /// Examines and prints what was found.
    ///
    /// # Errors
    /// When something does not work.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let config = self.configured.config.is_some();
        let config = config.then(|| self.configured.read().map_err(|error| error.to_string()));
        let patient = Patient { database: &self.database.database, config, offline: self.offline };
        let found = doctor::examine(&patient).await;
        out.either(&found, || found.text());
        let failed = found.lines.iter().filter(|line| line.level == Level::Fail).count();
        anyhow::ensure!(failed == 0, "{failed} of {} lines need to be fixed", found.lines.len());
        Ok(())
    }
}
