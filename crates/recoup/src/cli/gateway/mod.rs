//! `recoup gateway`: looks at an account of a gateway, and at the files that a gateway makes.

pub mod doctor;
pub mod report;

use clap::Subcommand;

use super::output::Output;

/// Looks at an account of a gateway, and reads its reports.
#[derive(Debug, Subcommand)]
pub enum Gateway {
    /// Checks an account: address, credentials, clock, webhook secrets; says what to fix, and what the gateway can do.
    Doctor(doctor::Doctor),
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
            Self::Doctor(doctor) => doctor.run(out).await,
            Self::Report(report) => report.run(out),
        }
    }
}
