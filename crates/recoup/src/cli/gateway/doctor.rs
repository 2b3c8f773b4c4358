//! `recoup gateway doctor`: checks one account of a gateway and says what to fix.

use anyhow::Context;
use clap::Args;
use recoup_gateways::{Account, Gateway};

use super::super::output::Output;
use super::super::serve::open_existing;
use super::super::{Configured, Database};
use crate::config::ConfigError;
use crate::credentials;
use crate::doctor::Level;
use crate::doctor::gateway::examine;
use crate::machine::Machine;
use crate::store::gateway_accounts::GatewayAccountRow;
use crate::worker::net::Net;

/// Checks one account of a gateway.
#[derive(Debug, Args)]
pub struct Doctor {
    /// The account, such as `stripe:main`: that of the configuration, or else the one that a tenant keeps in the
    /// database.
    name: String,
    /// Its tenant, where several have an account of this name.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    configured: Configured,
}

impl Doctor {
    /// Examines it and prints what was found.
    ///
    /// # Errors
    /// When there is no such account, its secrets do not open, or something does not work.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let config = self.configured.read()?;
        let (gateway, account) = match config.account(&self.name, self.tenant.as_deref()) {
            // The file goes before the database, as it does for a server.
            Err(ConfigError::NoAccount { known, .. }) => self.kept(&known, out).await?,
            found => found?,
        };
        let net = Net::new(config.worker_options().timeout, config.private_addresses).map_err(anyhow::Error::msg)?;
        let found = examine(&net, &Machine::default(), gateway, &account).await;
        out.either(&found, || found.text());
        let failed = found.lines.iter().filter(|line| line.level == Level::Fail).count();
        anyhow::ensure!(failed == 0, "{failed} of {} lines need to be fixed", found.lines.len());
        Ok(())
    }

    /// The account as a tenant keeps it in the database, with its secrets opened.
    async fn kept(&self, written: &str, out: Output) -> anyhow::Result<(&'static dyn Gateway, Account)> {
        let name = &self.name;
        let store = open_existing(&self.database, 1).await.with_context(|| {
            format!(
                "the configuration has no gateway account {name} (it has: {written}), and the database does not open"
            )
        })?;
        let rows = store.gateway_accounts().await?;
        let wanted = |row: &&GatewayAccountRow| {
            row.name == *name && self.tenant.as_ref().is_none_or(|tenant| row.tenant == *tenant)
        };
        let found: Vec<&GatewayAccountRow> = rows.iter().filter(wanted).collect();
        let row = match found.as_slice() {
            [row] => *row,
            [] => {
                let kept = rows.iter().map(|row| format!("{} of {}", row.name, row.tenant));
                let kept = or_none(kept.collect());
                anyhow::bail!(
                    "there is no such gateway account {name}; the configuration has: {written}; the database keeps: {kept}"
                )
            }
            several => {
                let tenants = or_none(several.iter().map(|row| row.tenant.clone()).collect());
                anyhow::bail!("several tenants keep an account {name}; choose with --tenant, there are: {tenants}")
            }
        };
        let gateway = recoup_gateways::of_account(name)
            .with_context(|| format!("the account {name} names no gateway that this version knows"))?;
        let account = credentials::open(store.vault(), row)
            .with_context(|| format!("the secrets of {name} of {} cannot be read", row.tenant))?;
        if row.state != credentials::OPEN {
            out.hint("it is closed: it takes no new payments, and goes on with those it has");
        }
        Ok((gateway, account))
    }
}

fn or_none(words: Vec<String>) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
