//! `recoup bench spine`: how close the engine comes to its database, and what an operation costs over HTTP.
//!
//! The floor is measured in the same run, on the same database, in slices that alternate with the engine's, so
//! that a busy machine slows both. Grounds of ten thousand and a million payments are compared the same way.

mod face;
mod floor;
mod ground;
mod growth;
pub mod meter;
mod rate;
mod report;
mod rows;

use std::path::PathBuf;

use crate::dice::Dice;
use crate::engine::{Clock, Engine};
use face::{Cost, Face, Op};
pub use ground::actor;
use ground::{Ground, Paid, Share};
use rate::Asked;
pub use report::{Report, Targets};

/// Pairs of slices, floor and engine.
const SLICES: usize = 5;

/// Groups of the floor before the engine has shown how large its own are.
const FIRST_GROUPING: usize = 128;

/// What to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The executable under test.
    pub exe: PathBuf,
    /// As in [`super::place::Place::make`].
    pub database: String,
    /// Payments of a ground.
    pub payments: u64,
    /// Payments of the large ground; none when it is not measured.
    pub many: Option<u64>,
    /// Tasks that ask the engine at once.
    pub tasks: usize,
    /// Connections to the server.
    pub connections: usize,
}

/// Measures one database.
///
/// # Errors
/// When it cannot be had, or when something is refused that should not be.
pub async fn run(plan: &Plan, told: &dyn Fn(&str)) -> anyhow::Result<Report> {
    let mut report =
        Report { payments: plan.payments, tasks: plan.tasks, connections: plan.connections, ..Report::default() };
    told("floor and engine");
    ratio(plan, &mut report).await?;
    told("HTTP, paid offline");
    report.offline = http(plan, Paid::Offline).await?;
    told("HTTP, paid through a gateway");
    report.gateway = http(plan, Paid::Gateway).await?;
    if let Some(many) = plan.many {
        report.many = many;
        report.growth = growth::run(plan, many, told).await?;
    }
    Ok(report)
}

async fn ratio(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let mut ground = Ground::make(&plan.database, plan.payments, Paid::Offline, &|_| {}).await?;
    report.store = ground.place.word();
    let engine = Engine::start(ground.store.clone(), Clock::default());
    let mut dice = Dice::new(11);
    let share = ground.left() / (2 * SLICES + 2);
    let warm = ground.take(share)?;
    let first = rate::engine(&ground, &engine, &warm, plan.tasks).await?;
    let mut grouping = (first.grouping() as usize).max(1);
    let warm = ground.take(share)?;
    rate::floor(&mut ground, &warm, FIRST_GROUPING, &mut dice).await?;
    for slice in 0..SLICES {
        // Each goes first as often as second: neither always meets the log as the other left it.
        for turn in 0..2 {
            let sales = ground.take(share)?;
            if (slice + turn) % 2 == 0 {
                let one = rate::engine(&ground, &engine, &sales, plan.tasks).await?;
                grouping = (one.grouping() as usize).max(1);
                report.engine_rates.push(one.rate());
                report.engine_cpu_ms.push(one.cpu_ms());
                report.groupings.push(one.grouping());
            } else {
                let one = rate::floor(&mut ground, &sales, grouping, &mut dice).await?;
                report.floor_rates.push(one.rate());
                report.floor_cpu_ms.push(one.cpu_ms());
                report.rows = one.rows as f64 / one.decisions.max(1) as f64;
                report.bytes = one.bytes as f64 / one.decisions.max(1) as f64;
            }
        }
    }
    drop(engine);
    ground.remove().await
}

async fn http(plan: &Plan, paid: Paid) -> anyhow::Result<Vec<Cost>> {
    let mut ground = Ground::make(&plan.database, plan.payments, paid, &|_| {}).await?;
    // Effects would leave for a bank that is not there; without effects the worker runs as it would.
    let more: &[&str] = if paid == Paid::Gateway { &["--no-worker"] } else { &[] };
    let face = Face::start(&plan.exe, &ground, plan.connections, more).await?;
    let warm = ground.take(ground.left() / 20)?;
    costs(&face, &warm, true).await?;
    let share = ground.take(ground.left())?;
    let costs = costs(&face, &share, true).await?;
    drop(face);
    ground.remove().await?;
    Ok(costs)
}

/// Captures fresh payments and refunds old ones, one or the other first, then reads the orders of both.
async fn costs(face: &Face, share: &Share, captures_first: bool) -> anyhow::Result<Vec<Cost>> {
    let moving = |asked: Asked| asked.of(share).iter().map(|sale| Op::moving(sale, asked)).collect();
    let (capture, refund) = if captures_first {
        let capture = face.load("capture", moving(Asked::Capture)).await?;
        (capture, face.load("refund", moving(Asked::Refund)).await?)
    } else {
        let refund = face.load("refund", moving(Asked::Refund)).await?;
        (face.load("capture", moving(Asked::Capture)).await?, refund)
    };
    let read = face.load("order read", share.old.iter().chain(&share.fresh).map(Op::reading).collect()).await?;
    Ok(vec![capture, refund, read])
}
