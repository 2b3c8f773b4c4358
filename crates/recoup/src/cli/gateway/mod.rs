//! `recoup gateway`: keeps accounts of gateways, looks at one, and reads the files that a gateway makes.

pub mod accounts;
pub mod doctor;
pub mod kinds;
pub mod report;

use clap::Subcommand;

use super::output::Output;

/// Keeps and checks accounts of gateways, and reads their reports.
#[derive(Debug, Subcommand)]
pub enum Gateway {
    /// Accounts in the database.
    #[command(flatten)]
    Accounts(Box<accounts::Accounts>),
    /// Checks an account: address, credentials, clock, webhook secrets; says what to fix, and what the gateway can do.
    Doctor(doctor::Doctor),
    /// Lists the gateways there are, or shows what one of them can do.
    Kinds(kinds::Kinds),
    /// Reads a settlement or payout report: rows by kind, sums, and whether they fit what the report tells.
    Report(report::Report),
}

impl Gateway {
    /// Runs the command.
    ///
    /// # Errors
    /// When something is to be fixed.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Accounts(accounts) => accounts.run(out).await,
            Self::Doctor(doctor) => doctor.run(out).await,
            Self::Kinds(kinds) => kinds.run(out),
            Self::Report(report) => report.run(out),
        }
    }
}
