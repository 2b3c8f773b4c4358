//! `recoup bench spine`: how close the engine comes to its database, and what an operation costs over HTTP.
//!
//! The floor is measured in the same run, on the same database, in slices that alternate with the engine's, so
//! that a busy machine slows both. Grounds of ten thousand and a million payments are compared the same way.

mod face;
mod floor;
mod ground;
mod growth;
mod rate;
mod report;
mod rows;

use std::path::PathBuf;

use recoup_core::payment::facts::What;

use super::dice::Dice;
use crate::engine::{Clock, Engine, Reply};
use face::{Cost, Face, Op};
use ground::{Ground, Paid, Sale};
use rate::{Asked, CAPTURE_MINOR};
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
    let share = usize::try_from(plan.payments)? / (2 * SLICES + 2);
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
                report.groupings.push(one.grouping());
            } else {
                let one = rate::floor(&mut ground, &sales, grouping, &mut dice).await?;
                report.floor_rates.push(one.rate());
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
    let warm = ground.take(200)?;
    costs(&ground, &face, &warm, paid).await?;
    let sales = ground.take(usize::try_from(plan.payments)? / 2)?;
    let costs = costs(&ground, &face, &sales, paid).await?;
    drop(face);
    ground.remove().await?;
    Ok(costs)
}

/// Captures and refunds each payment once and reads its order twice.
async fn costs(ground: &Ground, face: &Face, sales: &[Sale], paid: Paid) -> anyhow::Result<Vec<Cost>> {
    let moving = |asked| sales.iter().map(|sale| Op::moving(sale, asked, 0)).collect();
    let (capture, answers) = face.load("capture", moving(Asked::Capture)).await?;
    if paid == Paid::Gateway {
        complete(ground, sales, &answers).await?;
    }
    let (refund, _) = face.load("refund", moving(Asked::Refund)).await?;
    let reading = sales.iter().chain(sales).map(Op::reading).collect();
    let (read, _) = face.load("order read", reading).await?;
    Ok(vec![capture, refund, read])
}

/// Tells that the captures are done, as the gateway would.
async fn complete(ground: &Ground, sales: &[Sale], answers: &[(usize, String)]) -> anyhow::Result<()> {
    let engine = Engine::start(ground.store.clone(), Clock::default());
    let mut told = Vec::new();
    for (number, body) in answers {
        let capture: serde_json::Value = serde_json::from_str(body)?;
        let capture = capture["id"].as_str().unwrap_or_default().to_owned();
        let tenant = sales.get(*number).and_then(|sale| ground.tenants.get(sale.tenant)).cloned().unwrap_or_default();
        let fact = ground::told_of(&capture, format!("sc_{capture}"), What::Captured, CAPTURE_MINOR);
        told.push((engine.clone(), ground::told_by_gateway(&tenant, fact)));
    }
    let replies = told.into_iter().map(|(engine, request)| async move { engine.submit(request).await });
    for reply in futures_util::future::join_all(replies).await {
        anyhow::ensure!(matches!(reply, Reply::Done(_)), "a capture could not be completed: {reply:?}");
    }
    Ok(())
}
