//! What was measured, beside what was wanted.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::grouped;
use super::face::Cost;
use super::growth::Grown;

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Targets;

impl Targets {
    /// Least share of the floor that the engine reaches.
    pub const SHARE: f64 = 0.5;
    /// Most processor time of a capture or refund over HTTP, milliseconds.
    pub const MOVE_MS: f64 = 0.25;
    /// Most processor time of an order read over HTTP, milliseconds.
    pub const READ_MS: f64 = 0.15;
    /// Most that a million payments may cost, percent.
    pub const GROWTH_PERCENT: f64 = 20.0;
}

/// What was measured on one database.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// `sqlite` or `postgres`.
    pub store: &'static str,
    /// Payments of a ground.
    pub payments: u64,
    /// Tasks that asked the engine at once.
    pub tasks: usize,
    /// Connections to the server.
    pub connections: usize,
    /// Rows that a decision writes.
    pub rows: f64,
    /// Bytes in them.
    pub bytes: f64,
    /// Decisions a second written raw, slice by slice.
    pub floor_rates: Vec<f64>,
    /// Decisions a second through the engine, slice by slice.
    pub engine_rates: Vec<f64>,
    /// Processor time of a decision written raw, database included, slice by slice, milliseconds.
    pub floor_cpu_ms: Vec<f64>,
    /// Processor time of a decision through the engine, database included, slice by slice, milliseconds.
    pub engine_cpu_ms: Vec<f64>,
    /// Decisions in a commit of the engine, slice by slice.
    pub groupings: Vec<f64>,
    /// Operations over HTTP on payments whose money is at the till: one call is one decision.
    pub offline: Vec<Cost>,
    /// The same on payments through a gateway: the call also queues an effect; no worker runs.
    pub gateway: Vec<Cost>,
    /// Payments of the large ground; 0 when it was not measured.
    pub many: u64,
    /// Figures on both grounds.
    pub growth: Vec<Grown>,
}

/// The middle one.
#[must_use]
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

fn mark(reached: bool) -> &'static str {
    if reached { "reached" } else { "MISSED" }
}

fn whole(figure: f64) -> String {
    grouped(figure.max(0.0).round() as u64)
}

impl Report {
    /// The share of the floor that the engine reached: the median over pairs of slices.
    #[must_use]
    pub fn share(&self) -> f64 {
        median(
            self.engine_rates.iter().zip(&self.floor_rates).map(|(engine, floor)| engine / floor.max(1e-9)).collect(),
        )
    }

    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("spine on {}, {} payments\n", self.store, grouped(self.payments));
        // Writing into a text never fails.
        let _ok = writeln!(
            text,
            "  floor   {:>9} decisions/s  captures and refunds written raw, {} in a commit, {:.1} rows with {} bytes each, CPU {:.3} ms\n  engine  {:>9} \
             decisions/s  {} tasks, CPU {:.3} ms\n  ratio   {:>9.2}  (target {} or more) {}",
            whole(median(self.floor_rates.clone())),
            whole(median(self.groupings.clone())),
            self.rows,
            whole(self.bytes),
            median(self.floor_cpu_ms.clone()),
            whole(median(self.engine_rates.clone())),
            self.tasks,
            median(self.engine_cpu_ms.clone()),
            self.share(),
            Targets::SHARE,
            mark(self.share() >= Targets::SHARE),
        );
        let offline = "paid offline: one call is one decision, nothing leaves";
        let gateway = "paid through a gateway: each call queues an effect, worker off";
        for (what, costs) in [(offline, &self.offline), (gateway, &self.gateway)] {
            let _ok = writeln!(text, "  HTTP, {} connections, {what}", self.connections);
            costs.iter().for_each(|cost| text.push_str(&line(cost)));
        }
        if self.many > 0 {
            let _ok = writeln!(text, "  growth from {} to {} payments", grouped(self.payments), grouped(self.many));
            for grown in &self.growth {
                let worse = grown.worse_percent();
                let _ok = writeln!(
                    text,
                    "    {:<32} {:>9.3} -> {:>9.3}  {:>+6.1} % worse (target {} or less) {}",
                    grown.what,
                    grown.small,
                    grown.large,
                    worse,
                    Targets::GROWTH_PERCENT,
                    mark(worse <= Targets::GROWTH_PERCENT),
                );
            }
        }
        text
    }
}

fn line(cost: &Cost) -> String {
    let target = if cost.what == "order read" { Targets::READ_MS } else { Targets::MOVE_MS };
    format!(
        "    {:<10} {:>7}/s  p50 {:>6.2} ms  p99 {:>7.2} ms  CPU {:.3} ms (server {:.3}, database {:.3}; target {target}) {}\n",
        cost.what,
        whole(cost.rate),
        cost.p50_ms,
        cost.p99_ms,
        cost.cpu_ms(),
        cost.server_ms,
        cost.database_ms,
        mark(cost.cpu_ms() <= target),
    )
}
