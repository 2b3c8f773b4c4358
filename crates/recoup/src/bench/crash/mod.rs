//! `recoup bench crash`: a server is killed under load, again and again, while its bank misbehaves.
//!
//! The bank lives in a process of its own through everything. Clients keep every answer they were given and
//! repeat what they do not know the outcome of under its key. At the end the faults stop, and every answer must
//! be given again byte for byte, nothing may have happened twice, and nothing may be left unknown.

mod check;
mod shop;
mod stage;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use recoup_sandbox::FaceKind;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::dice::Dice;
use shop::Shopper;
use stage::Stage;

/// Clients at once.
const SHOPPERS: u64 = 6;

/// When a server is killed, at the earliest and at the latest after its first answer, milliseconds.
const KILL_AFTER_MS: (u64, u64) = (20, 400);

/// How far both clocks go on at each restart, seconds: past the leases of the dead.
const STEP_SECS: u32 = 100;

/// What to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The executable under test.
    pub exe: PathBuf,
    /// As in [`super::place::Place::make`].
    pub database: String,
    /// How often the server is killed.
    pub kills: usize,
    /// Decides what clients do and when the server dies.
    pub seed: u64,
    /// Which gateway's protocol the bank speaks.
    pub face: FaceKind,
}

/// What was seen.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// `sqlite` or `postgres`.
    pub store: &'static str,
    /// Which gateway's protocol the bank spoke.
    pub face: &'static str,
    /// The seed of clients and kills.
    pub seed: u64,
    /// How often the server was killed.
    pub kills: usize,
    /// Changing requests that were made, without repetitions.
    pub requests: usize,
    /// Of them, those that were acknowledged.
    pub acknowledged: usize,
    /// Of them, those that were refused.
    pub refused: usize,
    /// Requests that broke off without an answer.
    pub unknown: usize,
    /// Of them, those that turned out to have happened.
    pub had_happened: usize,
    /// Payments at the end.
    pub payments: usize,
    /// Effects that the bank executed.
    pub effects: usize,
    /// Captures, releases and refunds of which the bank's last word was dropped, or stands in a report only.
    pub unheard: usize,
    /// Exceptions for people that are open at the end.
    pub exceptions: usize,
    /// Faults that struck, by name.
    pub faults: BTreeMap<String, u64>,
    /// Longest time from a kill to the next answer, milliseconds.
    pub longest_recovery_ms: u128,
    /// How long the end of all unknowns took after the faults had stopped, seconds of the test clock.
    pub quiet_after_secs: u64,
    /// What `recoup verify` said; empty when this executable has no such command.
    pub verify: String,
    /// How long it all took, seconds.
    pub secs: f64,
    /// What should not have been.
    pub violations: Vec<String>,
}

/// Runs it on a fresh database.
///
/// # Errors
/// When processes or database cannot be had; violations are in the report.
pub async fn run(plan: &Plan, told: impl Fn(usize)) -> anyhow::Result<Report> {
    let began = Instant::now();
    let mut stage = Stage::make(plan).await?;
    let (store, face) = (stage.place.word(), plan.face.word());
    let mut report = Report { store, face, seed: plan.seed, kills: plan.kills, ..Report::default() };
    let mut dice = Dice::new(plan.seed);
    let mut shoppers: Vec<Shopper> = (0..SHOPPERS).map(|n| Shopper::new(n, &stage, plan.seed)).collect();
    stage.faults(true).await?;
    for kill in 0..plan.kills {
        let shopping = spawn(shoppers);
        let (least, most) = KILL_AFTER_MS;
        tokio::time::sleep(Duration::from_millis(least + dice.below(most - least))).await;
        let recovery = stage.kill_and_restart(shopping).await?;
        shoppers = recovery.shoppers;
        report.longest_recovery_ms = report.longest_recovery_ms.max(recovery.took.as_millis());
        stage.advance(STEP_SECS).await?;
        told(kill + 1);
    }
    stage.faults(false).await?;
    for shopper in &mut shoppers {
        shopper.resolve().await?;
    }
    check::quiet(&mut stage, &mut report).await?;
    check::replay(&mut shoppers, &mut report).await?;
    check::compare(&mut stage, &shoppers, &mut report).await?;
    check::verify(&mut stage, plan, &mut report).await?;
    stage.place.remove().await?;
    report.secs = began.elapsed().as_secs_f64();
    Ok(report)
}

/// Lets every client shop until its connection breaks.
fn spawn(shoppers: Vec<Shopper>) -> Shopping {
    let killed = Arc::new(AtomicBool::new(false));
    let mut tasks = JoinSet::new();
    for mut shopper in shoppers {
        let killed = Arc::clone(&killed);
        tasks.spawn(async move {
            shopper.shop(&killed).await?;
            Ok(shopper)
        });
    }
    Shopping { tasks, killed }
}

/// Clients at work.
#[derive(Debug)]
pub struct Shopping {
    tasks: JoinSet<anyhow::Result<Shopper>>,
    /// Whether the server they began with was killed.
    killed: Arc<AtomicBool>,
}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let faults: Vec<String> =
            self.faults.iter().filter(|(_, n)| **n > 0).map(|(name, n)| format!("{name} {n}")).collect();
        let mut text = format!(
            "crashes on {} with {} (seed {})\n  kills {}, longest recovery {} ms\n  requests {}, acknowledged {}, refused {}, \
             broken off {} of which {} had happened\n  faults: {}\n  payments {}, effects at the bank {}, outcomes \
             never told {}, exceptions for people {}\n  all known {} s of test time after the faults stopped\n  verify: {}\n  \
             {:.0} s, violations {}\n",
            self.store,
            self.face,
            self.seed,
            self.kills,
            self.longest_recovery_ms,
            self.requests,
            self.acknowledged,
            self.refused,
            self.unknown,
            self.had_happened,
            faults.join(", "),
            self.payments,
            self.effects,
            self.unheard,
            self.exceptions,
            self.quiet_after_secs,
            if self.verify.is_empty() { "not in this executable" } else { &self.verify },
            self.secs,
            self.violations.len(),
        );
        for violation in self.violations.iter().take(20) {
            text.push_str(&format!("  ! {violation}\n"));
        }
        text
    }
}
