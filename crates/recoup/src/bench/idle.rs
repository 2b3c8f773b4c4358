//! `recoup bench idle`: how soon a server answers, and how little it needs when it does nothing.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use serde::Serialize;

use super::place::Place;
use super::process;

/// How long the server is left alone before its memory is read.
const LEFT_ALONE: Duration = Duration::from_secs(5);
/// Starts whose median is taken; the first makes the database.
const STARTS: usize = 5;

const MOST_START_MS: u128 = 300;
const MOST_RESIDENT_KB: u64 = 40 * 1024;
const MOST_EXECUTABLE_BYTES: u64 = 40 * 1024 * 1024;

/// What was seen.
#[derive(Debug, Serialize)]
pub struct Report {
    /// From the start to the first answer on a fresh database, which is made in that time, milliseconds.
    pub first_start_ms: u128,
    /// The same on a database that is there, median, milliseconds.
    pub start_ms: u128,
    /// Resident memory after five idle seconds, kB.
    pub resident_kb: u64,
    /// Size of the executable, bytes.
    pub executable_bytes: u64,
    /// Whether every target was met.
    pub reached: bool,
}

/// Starts servers of an executable on a fresh embedded database and looks at them.
///
/// # Errors
/// When they cannot start.
pub async fn run(exe: &Path) -> anyhow::Result<Report> {
    let place = Place::make("sqlite").await?;
    let mut starts = Vec::new();
    let mut resident_kb = 0;
    for number in 0..=STARTS {
        let server = process::serve(exe, place.url(), &[])?.start().await?;
        starts.push(server.answered_after.as_millis());
        if number == STARTS {
            tokio::time::sleep(LEFT_ALONE).await;
            resident_kb = process::resident_kb(server.id()).context("the system does not say how large it is")?;
        }
    }
    let executable_bytes = std::fs::metadata(exe)?.len();
    let first_start_ms = starts.remove(0);
    starts.sort_unstable();
    let start_ms = starts[starts.len() / 2];
    let quick = first_start_ms <= MOST_START_MS && start_ms <= MOST_START_MS;
    let reached = quick && resident_kb <= MOST_RESIDENT_KB && executable_bytes <= MOST_EXECUTABLE_BYTES;
    place.remove().await?;
    Ok(Report { first_start_ms, start_ms, resident_kb, executable_bytes, reached })
}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let tenths = |part: u64, whole: u64| format!("{}.{}", part / whole, part % whole * 10 / whole);
        format!(
            "idle server on the embedded store\n  first answer  {:>5} ms on a fresh database, {} ms on one that is \
             there (target {MOST_START_MS} ms)\n  memory        {:>5} MB resident (target 40 MB)\n  executable    \
             {:>5} MB (target 40 MB)\n  {}\n",
            self.first_start_ms,
            self.start_ms,
            tenths(self.resident_kb, 1024),
            tenths(self.executable_bytes, 1024 * 1024),
            if self.reached { "every target is met" } else { "A TARGET IS MISSED" },
        )
    }
}
