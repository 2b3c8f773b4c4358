//! Fills a store with sales of three years. Every decision is one of the engine's own, made in bulk without a store:
//! what orders, facts of gateways, captures and refunds write is what it would be in a shop, so that `recoup verify`
//! finds nothing wrong with it. Written are many decisions in one transaction, by the statements of every commit.
//!
//! Sales come in bursts of fifty in one instant; in a shop they would be a minute apart, which no list can tell.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use recoup_core::actor::Actor;
use recoup_core::command::Act;
use tokio::sync::mpsc;

use super::sale::Sale;
use crate::dice::Dice;
use crate::engine::Request;
use crate::engine::round::{Job, Round};
use crate::store::Store;
use crate::store::rows::{Committed, Group, Loaded, ReferenceRow, StreamRow, Unit};

/// Sales in one instant.
const BURST: u64 = 50;

/// Bursts in one transaction.
const BURSTS: usize = 8;

/// One burst of so many is of another merchant.
const OTHERS: u64 = 50;

/// Over how long the sales came in, microseconds: three years.
pub const SPAN_US: i64 = 3 * 365 * 86_400 * 1_000_000;

/// Seconds between the first steps of a sale.
const SOON_SECS: i64 = 2;

/// Days until a refund is asked for, and until each step after it, where the sale is so old.
const LATER_SECS: i64 = 2 * 86_400;

/// Who sells, and who else does.
#[derive(Debug, Clone)]
pub struct Tenants {
    /// Whose pages are measured.
    pub shop: String,
    /// Whose payments stand between them.
    pub other: String,
}

/// Writes so many payments; returns when the first and the last were placed.
///
/// # Errors
/// When a sale is refused or the store fails.
pub async fn fill(store: &Store, tenants: &Tenants, payments: u64, told: &dyn Fn(u64)) -> anyhow::Result<()> {
    let (sender, mut groups) = mpsc::channel(2);
    let maker = Maker { tenants: tenants.clone(), payments, dice: Dice::new(payments), now: Timestamp::now() };
    let maker = tokio::task::spawn_blocking(move || maker.run(&sender));
    while let Some((group, done)) = groups.recv().await {
        let committed = store.commit(Arc::new(group)).await?;
        anyhow::ensure!(committed == Committed::All, "a fill met what it did not write: {committed:?}");
        told(done);
    }
    maker.await??;
    for tenant in [&tenants.shop, &tenants.other] {
        while store.unsealed_tenants("", 100).await?.contains(tenant) {
            store.seal(tenant, "bench", Timestamp::now().as_microsecond(), 256).await?;
        }
    }
    Ok(())
}

struct Maker {
    tenants: Tenants,
    payments: u64,
    dice: Dice,
    now: Timestamp,
}

impl Maker {
    fn run(mut self, sender: &mpsc::Sender<(Group, u64)>) -> anyhow::Result<()> {
        let bursts = self.payments.div_ceil(BURST).max(1);
        let step_us = SPAN_US / i64::try_from(bursts).unwrap_or(i64::MAX);
        let (mut group, mut waiting, mut done) = (Group::default(), 0, 0);
        for burst in 0..bursts {
            // The last one is some minutes old, so that all its steps are in the past.
            let ago_us = step_us * i64::try_from(bursts - 1 - burst).unwrap_or(0) + 600_000_000;
            let at = Timestamp::from_microsecond(self.now.as_microsecond() - ago_us)?;
            let count = BURST.min(self.payments - done);
            let tenant = if burst % OTHERS == OTHERS - 1 { &self.tenants.other } else { &self.tenants.shop }.clone();
            group.units.extend(self.burst(&tenant, (done, count), at)?);
            (waiting, done) = (waiting + 1, done + count);
            if waiting == BURSTS || done == self.payments {
                if sender.blocking_send((std::mem::take(&mut group), done)).is_err() {
                    break;
                }
                waiting = 0;
            }
        }
        Ok(())
    }

    fn burst(&mut self, tenant: &str, (from, count): (u64, u64), at: Timestamp) -> anyhow::Result<Vec<Unit>> {
        let sales = (from..from + count).map(|number| Sale::new(number, self.payments, &mut self.dice));
        let mut sales: Vec<(Sale, Vec<Unit>)> = sales.map(|sale| (sale, Vec::new())).collect();
        let mut desk = Desk { tenant, ..Desk::default() };
        let most = sales.iter().map(|(sale, _)| sale.steps().len()).max().unwrap_or(0);
        for turn in 0..=most {
            let at = Timestamp::from_second(at.as_second() + self.after_secs(turn, at))?;
            let mut asked = Vec::new();
            for (index, (sale, units)) in sales.iter().enumerate() {
                let step = turn.checked_sub(1).map(|turn| sale.steps().get(turn).copied());
                match (step, units.last()) {
                    (None, _) => asked.push((index, sale.order())),
                    (Some(Some(step)), Some(before)) => asked.push((index, sale.step(step, before, at)?)),
                    _ => {}
                }
            }
            let indexes: Vec<usize> = asked.iter().map(|(index, _)| *index).collect();
            let decided = desk.decide(asked.into_iter().map(|(_, act)| act), at, &mut self.dice)?;
            for (index, unit) in indexes.into_iter().zip(decided) {
                if let Some((sale, units)) = sales.get_mut(index) {
                    sale.learn(&unit);
                    // What was sent before was carried out: this came of it.
                    units.iter_mut().for_each(|unit| unit.effects.clear());
                    units.push(unit);
                }
            }
        }
        // In the order in which they were decided, each sale for itself.
        Ok(sales.into_iter().flat_map(|(_, units)| units).collect())
    }

    /// When a turn comes after the order was placed: soon, and for refunds days later, but never in the future.
    fn after_secs(&self, turn: usize, at: Timestamp) -> i64 {
        let turn = i64::try_from(turn).unwrap_or(0);
        let soon = turn * SOON_SECS;
        let later = (turn - 2).max(0) * LATER_SECS;
        let age = self.now.as_second() - at.as_second();
        if later + soon < age { soon + later } else { soon }
    }
}

/// Decides for one burst, and knows what it decided before.
#[derive(Default)]
struct Desk<'a> {
    tenant: &'a str,
    streams: HashMap<String, StreamRow>,
    names: HashMap<(String, String), Vec<ReferenceRow>>,
}

impl Desk<'_> {
    fn decide(
        &mut self,
        asked: impl Iterator<Item = (Actor, Act)>,
        now: Timestamp,
        dice: &mut Dice,
    ) -> anyhow::Result<Vec<Unit>> {
        let mut entropy = || (u128::from(dice.below(u64::MAX)) << 64) | u128::from(dice.below(u64::MAX));
        let jobs: Vec<Job<()>> =
            asked.map(|(actor, act)| Job::new(Request::new(self.tenant, actor, act), (), now, entropy())).collect();
        let count = jobs.len();
        let mut round = Round::new(jobs);
        while let Some(wanted) = round.wanted() {
            let streams = wanted.streams.iter().filter_map(|(tenant, id)| {
                let row = self.streams.get(id)?;
                Some((tenant.clone(), row.clone()))
            });
            let streams = streams.collect();
            let names = wanted.references.iter().filter_map(|(tenant, kind, value)| {
                let rows = self.names.get(&(kind.clone(), value.clone()))?;
                Some(rows.iter().map(|row| (tenant.clone(), row.clone())).collect::<Vec<_>>())
            });
            let references = names.flatten().collect();
            round.take(&wanted, Loaded { streams, references, ..Loaded::default() })?;
        }
        let units = round.decide().units;
        anyhow::ensure!(units.len() == count, "{} of {count} steps of sales were refused", count - units.len());
        for unit in &units {
            for row in &unit.streams {
                self.streams.insert(row.stream_id.clone(), row.clone());
            }
            for row in &unit.references {
                self.names.entry((row.kind.clone(), row.value.clone())).or_default().push(row.clone());
            }
        }
        Ok(units)
    }
}
