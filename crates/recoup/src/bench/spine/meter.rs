//! Processor time of a process and of the database server behind it.

use super::super::place::{self, Place};
use super::super::process;

/// Whose time is read.
#[derive(Debug, Clone, Copy)]
pub struct Meter {
    process: u32,
    /// The parent of all processes of the database server, where there is one on this machine.
    postmaster: Option<u32>,
}

/// Processor time, microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Of the process.
    pub process_us: u64,
    /// Of the database server; 0 for the embedded store.
    pub database_us: u64,
}

impl Used {
    /// What was used since an earlier reading.
    #[must_use]
    pub const fn since(self, before: Self) -> Self {
        Self {
            process_us: self.process_us.saturating_sub(before.process_us),
            database_us: self.database_us.saturating_sub(before.database_us),
        }
    }

    /// Adds another span.
    pub const fn add(&mut self, more: Self) {
        self.process_us += more.process_us;
        self.database_us += more.database_us;
    }

    /// Both together, milliseconds for each of so many.
    #[must_use]
    pub fn ms_each(self, count: usize) -> f64 {
        (self.process_us + self.database_us) as f64 / 1_000.0 / count.max(1) as f64
    }
}

impl Meter {
    /// A meter of a process that works on a database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(process: u32, place: &Place) -> anyhow::Result<Self> {
        let postmaster = if place.is_embedded() { None } else { postmaster(place.url()).await? };
        Ok(Self { process, postmaster })
    }

    /// The time used so far.
    #[must_use]
    pub fn used(self) -> Used {
        let database_us = self.postmaster.map_or(0, |postmaster| {
            let all = process::children(postmaster).into_iter().chain([postmaster]);
            all.filter_map(process::cpu_us).sum()
        });
        Used { process_us: process::cpu_us(self.process).unwrap_or(0), database_us }
    }
}

/// The parent of the process that serves a connection, if it runs on this machine.
async fn postmaster(url: &str) -> anyhow::Result<Option<u32>> {
    let client = place::connect(url).await?;
    let backend: i32 = client.query_one("SELECT pg_backend_pid()", &[]).await?.try_get(0)?;
    let backend = u32::try_from(backend)?;
    let name = std::fs::read_to_string(format!("/proc/{backend}/comm")).unwrap_or_default();
    Ok(if name.trim() == "postgres" { process::parent_of(backend) } else { None })
}
