//! A small and a large ground in turn: what a million payments cost those who come after them.

use serde::Serialize;

use super::face::{Cost, Face};
use super::ground::{Ground, Paid};
use super::rate;
use super::report::median;
use super::{Plan, SLICES};
use crate::engine::{Clock, Engine};

/// Payments captured, and payments refunded, in one slice of the engine.
const ENGINE_SHARE: usize = 300;

/// The same over HTTP: short slices, so that a machine that slows for a second slows both grounds.
const HTTP_SHARE: usize = 250;

/// Slices over HTTP.
const HTTP_SLICES: usize = 11;

/// A figure on both grounds.
#[derive(Debug, Clone, Serialize)]
pub struct Grown {
    /// What was measured.
    pub what: String,
    /// On the small ground.
    pub small: f64,
    /// On the large ground.
    pub large: f64,
    /// Whether more is better.
    pub more_is_better: bool,
}

impl Grown {
    /// How much worse the large ground is, percent; negative when it is better.
    #[must_use]
    pub fn worse_percent(&self) -> f64 {
        let (good, bad) = if self.more_is_better { (self.small, self.large) } else { (self.large, self.small) };
        (good / bad.max(1e-9) - 1.0) * 100.0
    }
}

struct Side {
    ground: Ground,
    engine: Engine,
    face: Option<Face>,
    rates: Vec<f64>,
    costs: Vec<Vec<Cost>>,
}

impl Side {
    async fn make(plan: &Plan, payments: u64, told: &dyn Fn(&str)) -> anyhow::Result<Self> {
        let began = std::time::Instant::now();
        let say = |done: u64| {
            if done.is_multiple_of(100_000) {
                told(&format!("{done} payments after {} s", began.elapsed().as_secs()));
            }
        };
        let ground = Ground::make(&plan.database, payments, Paid::Offline, &say).await?;
        let engine = Engine::start(ground.store.clone(), Clock::default());
        Ok(Self { ground, engine, face: None, rates: Vec::new(), costs: Vec::new() })
    }

    async fn engine_slice(&mut self, plan: &Plan, keep: bool) -> anyhow::Result<()> {
        let share = self.ground.take(ENGINE_SHARE)?;
        let slice = rate::engine(&self.ground, &self.engine, &share, plan.tasks).await?;
        if keep {
            self.rates.push(slice.rate());
        }
        Ok(())
    }

    async fn http_slice(&mut self, slice: usize) -> anyhow::Result<()> {
        let share = self.ground.take(HTTP_SHARE)?;
        let Some(face) = &self.face else { return Ok(()) };
        // A store copies its log into the file every so many writes: if a slice always began with captures, that
        // work could fall on captures each time and never on refunds.
        let costs = super::costs(face, &share, slice.is_multiple_of(2)).await?;
        if slice > 0 {
            self.costs.push(costs);
        }
        Ok(())
    }

    /// The mean over all slices: what comes seldom, such as a checkpoint, belongs to the price.
    fn mean(&self, operation: usize, figure: impl Fn(&Cost) -> f64) -> f64 {
        let figures: Vec<f64> = self.costs.iter().filter_map(|slice| slice.get(operation)).map(figure).collect();
        figures.iter().sum::<f64>() / figures.len().max(1) as f64
    }
}

/// Fills both grounds and measures them in turn.
///
/// # Errors
/// When a database cannot be had.
pub async fn run(plan: &Plan, many: u64, told: &dyn Fn(&str)) -> anyhow::Result<Vec<Grown>> {
    let mut large = Side::make(plan, many, told).await?;
    let mut small = Side::make(plan, plan.payments, told).await?;
    told("engine on both");
    for slice in 0..=SLICES {
        small.engine_slice(plan, slice > 0).await?;
        large.engine_slice(plan, slice > 0).await?;
    }
    told("HTTP on both");
    small.face = Some(Face::start(&plan.exe, &small.ground, plan.connections, &[]).await?);
    large.face = Some(Face::start(&plan.exe, &large.ground, plan.connections, &[]).await?);
    for slice in 0..=HTTP_SLICES {
        small.http_slice(slice).await?;
        large.http_slice(slice).await?;
    }
    let grown = compare(&small, &large);
    for side in [small, large] {
        drop((side.engine, side.face));
        side.ground.remove().await?;
    }
    Ok(grown)
}

/// Picks one figure of a measurement.
type Figure = fn(&Cost) -> f64;

fn compare(small: &Side, large: &Side) -> Vec<Grown> {
    let mut grown = vec![Grown {
        what: "engine, decisions/s".to_owned(),
        small: median(small.rates.clone()),
        large: median(large.rates.clone()),
        more_is_better: true,
    }];
    for (operation, name) in ["capture", "refund", "order read"].into_iter().enumerate() {
        // Seconds, not rates, can be added up over slices of one length.
        let figures: [(&str, Figure); 2] =
            [("wall-ms", |cost| 1_000.0 / cost.rate.max(1e-9)), ("CPU-ms", Cost::cpu_ms)];
        for (unit, figure) in figures {
            grown.push(Grown {
                what: format!("{name} over HTTP, {unit}"),
                small: small.mean(operation, figure),
                large: large.mean(operation, figure),
                more_is_better: false,
            });
        }
    }
    grown
}
