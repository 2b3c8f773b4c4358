//! `recoup simulate`: histories from seeds, with everything that can go wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use super::output::Output;
use crate::bench::grouped;
use crate::simulate::gateways::Faces;
use crate::simulate::history::Script;
use crate::simulate::{self, Plan, Report, story};

/// Lives through histories that seeds decide, and holds what must be true against them.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Decides everything; the same seed gives the same history on every machine. A fresh one when missing.
    #[arg(long)]
    seed: Option<u64>,
    /// At which gateway histories are played: `any`, of which each seed has one, or one of the names of
    /// `recoup sandbox --face`.
    #[arg(long, value_name = "NAME", default_value = "any", conflicts_with = "story")]
    face: Faces,
    /// Steps of a history before its callers stop.
    #[arg(long, default_value_t = 60_000)]
    steps: u64,
    /// Goes on with the seeds that follow for so many minutes.
    #[arg(long)]
    minutes: Option<u64>,
    /// Cores that play at once, with --minutes; each seed is played by one of them.
    #[arg(long, default_value_t = 1, requires = "minutes")]
    cores: usize,
    /// Plays a story that a simulation wrote, instead of a seed.
    #[arg(long, conflicts_with_all = ["seed", "minutes"])]
    story: Option<PathBuf>,
    /// Seconds to look for the shortest history that breaks the same; 0 for not at all.
    #[arg(long, default_value_t = 60)]
    shrink_secs: u64,
    /// Looks for a seed that reaches something the coverage names, such as `refund: short --credit--> credited`, and
    /// writes the shortest story that does; may be given more than once.
    #[arg(long, conflicts_with = "story")]
    reach: Vec<String>,
    /// Prints the steps that mention a text, such as the id of a refund.
    #[arg(long)]
    about: Option<String>,
    /// Lists what was reached and what was not.
    #[arg(long)]
    coverage: bool,
    /// Prints what was seen as a part of docs/proof.md.
    #[arg(long, conflicts_with_all = ["story", "reach"])]
    markdown: bool,
    /// Plants a deliberate fault, by its name, that the simulation has to find.
    #[cfg(feature = "planted")]
    #[arg(long, value_parser = planted)]
    plant: Option<recoup_core::planted::Planted>,
}

/// A fault by its name.
#[cfg(feature = "planted")]
fn planted(word: &str) -> Result<recoup_core::planted::Planted, String> {
    use recoup_core::planted::Planted;
    let all = || Planted::ALL.iter().map(|fault| fault.word()).collect::<Vec<_>>().join(", ");
    Planted::named(word).ok_or_else(|| format!("no fault is called so; there are: {}", all()))
}

impl Simulate {
    /// Runs it on a thread of its own, for a universe has a runtime of its own. Ctrl-C ends it after the history under
    /// way, with what it has found.
    ///
    /// # Errors
    /// When something was not as it must be.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let mut work = tokio::task::spawn_blocking(move || self.work(out, &stopped));
        tokio::select! {
            ended = &mut work => return ended?,
            _ = tokio::signal::ctrl_c() => stop.store(true, Ordering::Relaxed),
        }
        eprintln!("stopping after the history under way");
        work.await?
    }

    fn work(self, out: Output, stop: &AtomicBool) -> anyhow::Result<()> {
        #[cfg(feature = "planted")]
        if let Some(fault) = self.plant {
            recoup_core::planted::plant(fault);
        }
        if let Some(path) = &self.story {
            return self.play(path, out);
        }
        let seed = match self.seed {
            Some(seed) => seed,
            None => getrandom::u64()? >> 16,
        };
        let time = self.minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60)));
        let shrink = (self.shrink_secs > 0).then(|| Duration::from_secs(self.shrink_secs));
        let plan =
            Plan { seed, faces: self.face, steps: self.steps, time, cores: self.cores, about: self.about, shrink };
        if !self.reach.is_empty() {
            return seek(&plan, self.reach, stop);
        }
        let report = simulate::run(&plan, stop)?;
        out.either(&report, || match self.markdown {
            true => markdown(plan.seed, &report),
            false => text(plan.seed, &report, self.coverage),
        });
        if let Some((violation, story)) = report.violations.first().and_then(|v| Some((v, v.story.as_ref()?))) {
            let file = format!("{}-{}.story", violation.invariant, violation.seed);
            std::fs::write(&file, story).with_context(|| format!("{file} cannot be written"))?;
            eprintln!("{file} holds the shortest history found; play it with `recoup simulate --story {file}`");
        }
        anyhow::ensure!(report.violations.is_empty(), "seed {} breaks what must be true", report_seed(&report));
        Ok(())
    }

    fn play(&self, path: &Path, out: Output) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let (script, point) = story::read(&text).with_context(|| format!("{}", path.display()))?;
        let report = simulate::replay(&Script { about: self.about.clone(), ..script })?;
        out.either(&report, || self::text(report_seed(&report), &report, self.coverage));
        anyhow::ensure!(
            report.violations.is_empty(),
            "the story says that it {point}; something was not as it must be"
        );
        Ok(())
    }
}

/// Writes a story for each name, and says which were not reached.
fn seek(plan: &Plan, mut names: Vec<String>, stop: &AtomicBool) -> anyhow::Result<()> {
    let mut written = Vec::new();
    simulate::seek(plan, &mut names, stop, |point, story| {
        let name = point.to_string();
        let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let file = format!("{}.story", words.collect::<Vec<_>>().join("_"));
        println!("{file}\n{story}");
        written.push((file, story.to_owned()));
    })?;
    for (file, story) in written {
        std::fs::write(&file, story).with_context(|| format!("{file} cannot be written"))?;
    }
    anyhow::ensure!(names.is_empty(), "no seed was found that reaches {}", names.join(", "));
    Ok(())
}

/// The seed that a report is about, where it is about one.
fn report_seed(report: &Report) -> u64 {
    report.violations.first().map_or(0, |violation| violation.seed)
}

fn markdown(seed: u64, report: &Report) -> String {
    use std::fmt::Write as _;
    let cores = if report.cores == 1 { "core" } else { "cores" };
    let minutes = report.took_ms / 60_000;
    let mut text =
        format!("{} histories (seeds from {seed}) in {minutes} minutes on {} {cores}", report.seeds, report.cores);
    // Writing into a text never fails.
    let _ = write!(text, ", {} steps, {} a second on each core; ", grouped(report.steps), grouped(report.rate()));
    let _ = write!(
        text,
        "{} simulated days, {} orders, ",
        grouped(report.lived_secs.unsigned_abs() / 86_400),
        grouped(report.orders)
    );
    let _ = writeln!(text, "{} violations.\n\n| reached | of |\n|---|---|", report.violations.len());
    for one in simulate::coverage::of(report) {
        let never = if one.never.is_empty() { String::new() } else { format!("; never: {}", one.never.join(", ")) };
        let _ = writeln!(text, "| {} {} | {}{never} |", one.all - one.never.len(), one.of, one.all);
    }
    for (what, counts) in [
        ("histories at", &report.gateways),
        ("step", &report.kinds),
        ("fault", &report.faults),
        ("invariant", &report.held),
    ] {
        let _ = writeln!(text, "\n| {what} | times |\n|---|---|");
        for (name, count) in counts {
            let _ = writeln!(text, "| {name} | {} |", grouped(*count));
        }
    }
    text
}

fn text(seed: u64, report: &Report, coverage: bool) -> String {
    let list = |counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    };
    let mut lines = report.kept.clone();
    lines.extend([
        format!(
            "seeds {} from {}, {} steps in {} ms on {} core{}: {} a second on each",
            report.seeds,
            seed,
            report.steps,
            report.took_ms,
            report.cores,
            if report.cores == 1 { "" } else { "s" },
            report.rate()
        ),
        format!("at: {}", list(&report.gateways)),
        format!("steps: {}", list(&report.kinds)),
        format!("trace {} (first seed)", report.trace),
        format!("lived {} days, {} orders", report.lived_secs / 86_400, report.orders),
        format!("faults: {}", list(&report.faults)),
        format!("answers: {}", list(&report.answers)),
        format!("entries: {}", list(&report.acts)),
        format!("held: {}", list(&report.held)),
    ]);
    let reached = simulate::coverage::of(report);
    lines.extend(reached.iter().map(|one| format!("{}: {} of {}", one.of, one.all - one.never.len(), one.all)));
    if coverage {
        lines.push(format!("events: {}", list(&report.events)));
        lines.push(format!("effects: {}", list(&report.effects)));
        lines.push(format!("notices: {}", list(&report.notices)));
        lines.push(format!("exceptions: {}", list(&report.exceptions)));
        lines.extend(reached.iter().flat_map(|one| one.never.iter().map(|name| format!("  never: {name}"))));
    }
    for violation in &report.violations {
        lines.push(format!("VIOLATION {} (seed {}): {}", violation.invariant, violation.seed, violation.found));
        lines.push(format!("  {}", violation.sentence));
        lines.extend(violation.shown.iter().flat_map(|shown| shown.lines().map(|line| format!("  {line}"))));
        lines.extend(violation.story.clone());
    }
    lines.push(format!("violations {}", report.violations.len()));
    lines.join("\n")
}
