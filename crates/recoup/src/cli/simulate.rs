//! `recoup simulate`: histories from seeds, with everything that can go wrong.

use std::time::Duration;

use clap::Args;

use super::output::Output;
use crate::simulate::{self, Plan, Report};

/// Lives through histories that seeds decide, and holds what must be true against them.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Decides everything; the same seed gives the same history on every machine. A fresh one when missing.
    #[arg(long)]
    seed: Option<u64>,
    /// Steps of a history before its callers stop.
    #[arg(long, default_value_t = 20_000)]
    steps: u64,
    /// Goes on with the seeds that follow for so many minutes.
    #[arg(long)]
    minutes: Option<u64>,
    /// Prints the steps that mention a text, such as the id of a refund.
    #[arg(long)]
    about: Option<String>,
    /// Lists what was reached and what was not.
    #[arg(long)]
    coverage: bool,
}

impl Simulate {
    /// Runs it.
    ///
    /// # Errors
    /// When something was not as it must be.
    pub fn run(self, out: Output) -> anyhow::Result<()> {
        let seed = match self.seed {
            Some(seed) => seed,
            None => getrandom::u64()? >> 16,
        };
        let time = self.minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60)));
        let plan = Plan { seed, steps: self.steps, time, about: self.about };
        let report = simulate::run(&plan, |_| {})?;
        out.either(&report, || text(&plan, &report, self.coverage));
        anyhow::ensure!(report.violations.is_empty(), "seed {} breaks what must be true", broken(&report));
        Ok(())
    }
}

fn broken(report: &Report) -> u64 {
    report.violations.first().map_or(0, |violation| violation.seed)
}

fn text(plan: &Plan, report: &Report, coverage: bool) -> String {
    let list = |counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    };
    let mut lines = report.kept.clone();
    lines.extend([
        format!(
            "seeds {} from {}, {} steps in {} ms: {} a second",
            report.seeds,
            plan.seed,
            report.steps,
            report.took_ms,
            report.rate()
        ),
        format!("trace {} (first seed)", report.trace),
        format!("lived {} days, {} orders", report.lived_secs / 86_400, report.orders),
        format!("faults: {}", list(&report.faults)),
        format!("answers: {}", list(&report.answers)),
        format!("entries: {}", list(&report.acts)),
        format!("held: {}", list(&report.held)),
    ]);
    let missing = report.not_taken();
    let all = recoup_core::reached::all().len();
    lines.push(format!("transitions: {} of {all}", all - missing.len()));
    if coverage {
        lines.push(format!("events: {}", list(&report.events)));
        lines.push(format!("notices: {}", list(&report.notices)));
        lines.push(format!("exceptions: {}", list(&report.exceptions)));
        lines.extend(missing.into_iter().map(|name| format!("  never: {name}")));
    }
    for violation in &report.violations {
        lines.push(format!("VIOLATION {} (seed {}): {}", violation.invariant, violation.seed, violation.found));
        lines.push(format!("  {}", violation.sentence));
    }
    lines.push(format!("violations {}", report.violations.len()));
    lines.join("\n")
}
