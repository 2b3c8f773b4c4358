//! What pages cost, beside what was wanted.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::grouped;
use super::ask::{Ask, Target};

/// What was measured on one database.
#[derive(Debug, Serialize)]
pub struct Report {
    /// `sqlite` or `postgres`.
    pub store: &'static str,
    /// Payments in it.
    pub payments: u64,
    /// How often each page was asked for.
    pub rounds: usize,
    /// Page by page.
    pub lines: Vec<Line>,
}

/// One page.
#[derive(Debug, Serialize)]
pub struct Line {
    /// What it is.
    pub what: &'static str,
    /// Path and query.
    pub path: String,
    /// Rows that it shows.
    pub rows: usize,
    /// Half of them took no longer, milliseconds.
    pub median_ms: f64,
    /// All but one in twenty took no longer, milliseconds.
    pub p95_ms: f64,
    /// The longest, milliseconds.
    pub worst_ms: f64,
    /// Processor time of each, database included, milliseconds; the system counts hundredths of a second.
    pub cpu_ms: f64,
    /// What is wanted of it.
    pub target: Target,
}

impl Line {
    /// A line from the waits for one page, milliseconds.
    #[must_use]
    pub fn new(ask: &Ask, rows: usize, mut walls: Vec<f64>, cpu_ms: f64) -> Self {
        walls.sort_unstable_by(f64::total_cmp);
        let last = walls.len().saturating_sub(1);
        let at = |percent: usize| walls.get(last * percent / 100).copied().unwrap_or(0.0);
        Self {
            what: ask.what,
            path: ask.path.clone(),
            rows,
            median_ms: at(50),
            p95_ms: at(95),
            worst_ms: at(100),
            cpu_ms,
            target: ask.target,
        }
    }

    /// Whether it is as quick as wanted: in the middle, and in all but one in twenty.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.target.most_ms().is_none_or(|most_ms| self.median_ms <= most_ms && self.p95_ms <= most_ms)
    }
}

impl Report {
    /// Whether every page is as quick as wanted.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.lines.iter().all(Line::is_reached)
    }

    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "pages on {}, {} payments, {} times each\n  {:<50} {:>6} {:>9} {:>9} {:>9} {:>9}\n",
            self.store,
            grouped(self.payments),
            self.rounds,
            "milliseconds of server time",
            "rows",
            "median",
            "p95",
            "worst",
            "CPU",
        );
        for line in &self.lines {
            let mark = if line.is_reached() { "" } else { "  MISSED" };
            let _written = writeln!(
                text,
                "  {:<50} {:>6} {:>9.1} {:>9.1} {:>9.1} {:>9.1}{mark}",
                line.what, line.rows, line.median_ms, line.p95_ms, line.worst_ms, line.cpu_ms
            );
        }
        for (target, name) in [(Target::List, "lists"), (Target::Order, "order page")] {
            let lines = || self.lines.iter().filter(|line| line.target == target);
            let missed = lines().filter(|line| !line.is_reached()).count();
            let slowest = |figure: fn(&Line) -> f64| lines().map(figure).fold(0.0, f64::max);
            let _written = writeln!(
                text,
                "  {name}: median at most {:.1} ms, p95 at most {:.1} ms, target {} ms: {}",
                slowest(|line| line.median_ms),
                slowest(|line| line.p95_ms),
                target.most_ms().unwrap_or(0.0),
                if missed == 0 { "reached".to_owned() } else { format!("MISSED by {missed}") },
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_answer_in_twenty_is_forgiven() {
        let ask = Ask { what: "a list", path: "/payments".to_owned(), target: Target::List };
        let mut walls = vec![10.0; 20];
        walls.push(90.0);
        let line = Line::new(&ask, 25, walls.clone(), 9.0);
        assert!(line.is_reached() && line.worst_ms > 80.0, "{line:?}");
        walls.extend([90.0, 90.0]);
        assert!(!Line::new(&ask, 25, walls, 9.0).is_reached());
    }
}
