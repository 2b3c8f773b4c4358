//! What a verification says, for people and for programs.

use std::fmt::Write;

use serde::Serialize;

use super::checks::{Check, Finding};
use super::explain::{self, ExplainedRow};
use super::whole::Whole;

/// What was found, tenant by tenant.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Whether every check of every tenant holds.
    pub ok: bool,
    /// One report for each tenant.
    pub tenants: Vec<TenantReport>,
}

/// What was found with one tenant.
#[derive(Debug, Clone, Serialize)]
pub struct TenantReport {
    /// The tenant.
    pub tenant: String,
    /// Streams read.
    pub streams: u64,
    /// Events read.
    pub events: u64,
    /// Entries read.
    pub entries: u64,
    /// Lines read.
    pub lines: u64,
    /// How long it took, milliseconds.
    pub took_ms: u64,
    /// Every check.
    pub checks: Vec<CheckReport>,
    /// Balances that must clear and have not, with the reason.
    pub open: Vec<ExplainedRow>,
}

/// What one check found.
#[derive(Debug, Clone, Serialize)]
pub struct CheckReport {
    /// Its name.
    pub id: &'static str,
    /// What is true when it finds nothing.
    pub sentence: &'static str,
    /// How much it looked at.
    pub checked: u64,
    /// How much does not hold.
    pub found: u64,
    /// Why it could not be decided, if it could not.
    pub undecided: Option<String>,
    /// The first findings.
    pub findings: Vec<Finding>,
}

impl TenantReport {
    /// The report of a finished whole.
    #[must_use]
    pub fn new(tenant: &str, whole: Whole, took_ms: u64) -> Self {
        let open = whole.explained.rows();
        let of = |check: &Check| CheckReport {
            id: check.id(),
            sentence: check.sentence(),
            checked: whole.notes.checked(*check),
            found: whole.found.get(check).copied().unwrap_or(0),
            undecided: whole.undecided.get(check).cloned(),
            findings: whole.notes.found.iter().filter(|(of, _)| of == check).map(|(_, f)| f.clone()).collect(),
        };
        Self {
            tenant: tenant.to_owned(),
            streams: whole.streams,
            events: whole.events,
            entries: whole.entries,
            lines: whole.lines,
            took_ms,
            checks: Check::ALL.iter().map(of).collect(),
            open,
        }
    }

    /// Whether every check holds.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.checks.iter().all(|check| check.found == 0)
    }

    /// A check by name.
    #[must_use]
    pub fn check(&self, id: &str) -> Option<&CheckReport> {
        self.checks.iter().find(|check| check.id == id)
    }

    fn text(&self) -> String {
        let mut text = format!(
            "tenant {}: {} streams, {} events, {} entries, {} lines in {} ms\n\n  {:<18} {:>12} {:>8}\n",
            self.tenant, self.streams, self.events, self.entries, self.lines, self.took_ms, "check", "checked", "wrong"
        );
        for check in &self.checks {
            let _ = writeln!(text, "  {:<18} {:>12} {:>8}  {}", check.id, check.checked, check.found, check.sentence);
            if let Some(why) = &check.undecided {
                let _ = writeln!(text, "      not decided: {why}");
            }
            for finding in &check.findings {
                let _ = writeln!(
                    text,
                    "      {}\n          expected {}\n          found    {}",
                    finding.stream, finding.expected, finding.found
                );
            }
            let more = check.found.saturating_sub(u64::try_from(check.findings.len()).unwrap_or(0));
            if more > 0 {
                let _ = writeln!(text, "      and {more} more");
            }
        }
        let wrong: u64 = self.checks.iter().map(|check| check.found).sum();
        let verdict = if wrong == 0 { "everything agrees".to_owned() } else { format!("{wrong} things disagree") };
        let _ = write!(text, "\n{}{verdict}\n", explain::text(&self.open));
        text
    }
}

impl Report {
    /// The report of some tenants.
    #[must_use]
    pub fn new(tenants: Vec<TenantReport>) -> Self {
        Self { ok: tenants.iter().all(TenantReport::ok), tenants }
    }

    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        if self.tenants.is_empty() {
            return "there are no tenants, so there is nothing to verify\n".to_owned();
        }
        self.tenants.iter().map(TenantReport::text).collect::<Vec<_>>().join("\n")
    }
}
