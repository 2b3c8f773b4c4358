//! `recoup gateway doctor`: checks one account of a gateway and says what to fix.

use clap::Args;

use super::super::Configured;
use super::super::output::Output;
use crate::doctor::Level;
use crate::doctor::gateway::examine;
use crate::machine::Machine;
use crate::worker::net::Net;

/// Checks one account of a gateway.
#[derive(Debug, Args)]
pub struct Doctor {
    /// The account as the configuration names it, such as `stripe:main`.
    name: String,
    /// Its tenant, where several have an account of this name.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    configured: Configured,
}

impl Doctor {
    /// Examines it and prints what was found.
    ///
    /// # Errors
    /// When there is no such account, or something does not work.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let config = self.configured.read()?;
        let (gateway, account) = config.account(&self.name, self.tenant.as_deref())?;
        let net = Net::new(config.worker_options().timeout, config.private_addresses).map_err(anyhow::Error::msg)?;
        let found = examine(&net, &Machine::default(), gateway, &account).await;
        out.either(&found, || found.text());
        let failed = found.lines.iter().filter(|line| line.level == Level::Fail).count();
        anyhow::ensure!(failed == 0, "{failed} of {} lines need to be fixed", found.lines.len());
        Ok(())
    }
}
