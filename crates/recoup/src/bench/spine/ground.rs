//! A database full of payments to measure on: orders of two lines, each paid by one tender, over thirty days.
//!
//! The newest are authorized and wait for their capture; the others are captured. Captures are measured on the
//! newest in the order in which they came, refunds on any of the others at random, as in a shop. The rows come from the engine's own decisions, made in bulk without a database, and are written the raw way, so
//! that a million payments take minutes.

use std::collections::HashMap;

use jiff::Timestamp;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::event::Route;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::facts::{Fact, What};
use tokio::sync::mpsc;

use super::super::node;
use super::super::order::{GROSS_MINOR, tax_minor};
use super::super::place::Place;
use super::floor::Floor;
use super::rows::{For, Rows};
use crate::dice::Dice;
use crate::engine::round::{Job, Round};
use crate::engine::{Key, Request};
use crate::store::rows::{Loaded, Unit};
use crate::store::{Store, StoreOptions};

/// Orders in a transaction while filling.
const FILL: u64 = 500;

/// Payments that are not captured yet, at most: the newest ones.
const MOST_FRESH: u64 = 5_000;

/// Captured payments kept at hand for measuring, at most; they are spread evenly over the whole ground.
const MOST_OLD: u64 = 20_000;

/// Over how long the orders came in, microseconds: thirty days.
const SPAN_US: i64 = 30 * 86_400 * 1_000_000;

/// How the payments of a ground are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// At a till: a capture or refund is one decision and nothing leaves.
    Offline,
    /// Through a gateway: a capture or refund also puts an effect into the outbox.
    Gateway,
}

/// A payment to measure with.
#[derive(Debug, Clone)]
pub struct Sale {
    /// Its tenant, by number.
    pub tenant: usize,
    /// `pay_…`
    pub payment: String,
    /// `ord_…`
    pub order: String,
}

/// A filled database.
#[derive(Debug)]
pub struct Ground {
    /// Where it is.
    pub place: Place,
    /// The store on it.
    pub store: Store,
    /// Raw writers on it.
    pub floor: Floor,
    /// One tenant for each lane, so that a commit is of one tenant.
    pub tenants: Vec<String>,
    /// A key for each tenant.
    pub tokens: Vec<String>,
    fresh: Vec<Sale>,
    old: Vec<Sale>,
}

/// Payments to measure with: some to capture, as many to refund.
#[derive(Debug)]
pub struct Share {
    /// Authorized, the newest ones, in the order in which they came.
    pub fresh: Vec<Sale>,
    /// Captured, from anywhere.
    pub old: Vec<Sale>,
}

impl Ground {
    /// Makes a database and fills it.
    ///
    /// # Errors
    /// When the database cannot be had.
    pub async fn make(database: &str, payments: u64, paid: Paid, told: &dyn Fn(u64)) -> anyhow::Result<Self> {
        let place = Place::make(database).await?;
        let store = Store::open(place.url(), StoreOptions { create: true, ..StoreOptions::default() }).await?;
        store.migrate().await?;
        let tenants = tenants(&store);
        let mut tokens = Vec::new();
        for tenant in &tenants {
            tokens.push(node::make_key(&store, tenant).await?);
        }
        let floor = Floor::open(&place, store.lanes()).await?;
        let mut ground = Self { place, store, floor, tenants, tokens, fresh: Vec::new(), old: Vec::new() };
        ground.fill(payments, paid, told).await?;
        ground.seal().await?;
        Ok(ground)
    }

    /// Takes payments that nobody has measured with.
    ///
    /// # Errors
    /// When there are not so many left.
    pub fn take(&mut self, count: usize) -> anyhow::Result<Share> {
        anyhow::ensure!(self.fresh.len() >= count && self.old.len() >= count, "measure with more --payments");
        let fresh = self.fresh.drain(..count).collect();
        Ok(Share { fresh, old: self.old.split_off(self.old.len() - count) })
    }

    /// How many captures and refunds can be measured.
    #[must_use]
    pub fn left(&self) -> usize {
        self.fresh.len().min(self.old.len())
    }

    /// Throws it away.
    ///
    /// # Errors
    /// When the server does not drop it.
    pub async fn remove(self) -> anyhow::Result<()> {
        drop((self.store, self.floor));
        self.place.remove().await
    }

    async fn fill(&mut self, payments: u64, paid: Paid, told: &dyn Fn(u64)) -> anyhow::Result<()> {
        let (tenants, layout) = (self.tenants.clone(), self.floor.layout());
        let (sender, mut filled) = mpsc::channel(2);
        let maker = tokio::task::spawn_blocking(move || {
            let maker = Maker { tenants, layout, paid, payments, dice: Dice::new(payments) };
            maker.run(&sender)
        });
        let mut done = 0;
        while let Some(filled) = filled.recv().await {
            done += self.floor.write_many(filled.lanes).await?;
            self.fresh.extend(filled.fresh);
            self.old.extend(filled.old);
            told(done);
        }
        maker.await??;
        let mut dice = Dice::new(7);
        for at in (1..self.old.len()).rev() {
            let other = dice.below(u64::try_from(at + 1).unwrap_or(1));
            self.old.swap(at, usize::try_from(other).unwrap_or(0));
        }
        Ok(())
    }

    /// Numbers what the filling wrote, so that no server has to while it is measured.
    async fn seal(&self) -> anyhow::Result<()> {
        for tenant in &self.tenants {
            while self.store.unsealed_tenants("", 100).await?.contains(tenant) {
                self.store.seal(tenant, "bench", Timestamp::now().as_microsecond(), 256).await?;
            }
            // The lease must be free for the server that comes next.
            self.store.seal(tenant, "bench", 0, 1).await?;
        }
        Ok(())
    }
}

/// One name per lane.
fn tenants(store: &Store) -> Vec<String> {
    let named = |lane: usize| (0..).map(|n: u32| format!("bench-{n}")).find(|name| store.lane(name, "") == lane);
    (0..store.lanes()).filter_map(named).collect()
}

/// Who asks in every load.
#[must_use]
pub fn actor() -> Actor {
    let roles = vec![Role::BillingAdmin, Role::Developer];
    Actor {
        kind: ActorKind::ApiKey,
        id: "bench".to_owned(),
        person: "bench".to_owned(),
        roles,
        ceilings_minor: Vec::new(),
    }
}

/// Requests with their times, ready to be decided.
type Requests = Vec<(Request, Timestamp)>;

fn round(requests: Requests, dice: &mut Dice) -> Round<()> {
    let mut entropy = || (u128::from(dice.below(u64::MAX)) << 64) | u128::from(dice.below(u64::MAX));
    Round::new(requests.into_iter().map(|(request, now)| Job::new(request, (), now, entropy())).collect())
}

fn units(mut round: Round<()>, count: usize) -> anyhow::Result<Vec<Unit>> {
    let units = round.decide().units;
    anyhow::ensure!(units.len() == count, "{} of {count} requests were refused", count - units.len());
    Ok(units)
}

/// Decides requests on some streams, without a store.
fn decide(requests: Requests, dice: &mut Dice, known: &[Unit]) -> anyhow::Result<Vec<Unit>> {
    let rows = known.iter().flat_map(|unit| unit.streams.iter().map(move |row| (&unit.tenant, row)));
    let streams: HashMap<&str, _> = rows.map(|(tenant, row)| (row.stream_id.as_str(), (tenant, row))).collect();
    let rows = known.iter().flat_map(|unit| unit.references.iter().map(move |row| (&unit.tenant, row)));
    let names: HashMap<&str, _> = rows.map(|(tenant, row)| (row.value.as_str(), (tenant, row))).collect();
    let count = requests.len();
    let mut round = round(requests, dice);
    while let Some(wanted) = round.wanted() {
        let found = wanted.streams.iter().filter_map(|(_, id)| streams.get(id.as_str()));
        let found = found.map(|(tenant, row)| ((*tenant).clone(), (*row).clone())).collect();
        let named = wanted.references.iter().filter_map(|(_, _, value)| names.get(value.as_str()));
        let named = named.map(|(tenant, row)| ((*tenant).clone(), (*row).clone())).collect();
        round.take(&wanted, Loaded { streams: found, references: named, ..Loaded::default() })?;
    }
    units(round, count)
}

/// Decides requests on what a store holds, without writing anything.
///
/// # Errors
/// When the store cannot be read or a request is refused.
pub async fn decide_on(store: &Store, requests: Requests, dice: &mut Dice) -> anyhow::Result<Vec<Unit>> {
    let count = requests.len();
    let mut round = round(requests, dice);
    while let Some(wanted) = round.wanted() {
        let found = store.load(&wanted).await?;
        round.take(&wanted, found)?;
    }
    units(round, count)
}

/// What is sent from the maker to the writer.
struct Filled {
    /// Transactions by lane.
    lanes: Vec<Vec<Rows>>,
    fresh: Vec<Sale>,
    old: Vec<Sale>,
}

struct Maker {
    tenants: Vec<String>,
    layout: For,
    paid: Paid,
    payments: u64,
    dice: Dice,
}

impl Maker {
    fn run(mut self, sender: &mpsc::Sender<Filled>) -> anyhow::Result<()> {
        let fresh_from = self.payments - (self.payments / 2).min(MOST_FRESH);
        let every = (fresh_from / MOST_OLD).max(1);
        let begin_us = Timestamp::now().as_microsecond() - SPAN_US;
        let step_us = SPAN_US / i64::try_from(self.payments.max(1)).unwrap_or(1);
        let mut made = 0_u64;
        while made < self.payments {
            let mut filled = Filled { lanes: Vec::new(), fresh: Vec::new(), old: Vec::new() };
            for lane in 0..self.tenants.len() {
                // A transaction is all fresh or all old.
                let captured = made < fresh_from;
                let end = if captured { fresh_from } else { self.payments };
                let count = FILL.min(end - made);
                let at = |n: u64| begin_us + step_us * i64::try_from(made + n).unwrap_or(0);
                let times: Vec<Timestamp> =
                    (0..count).filter_map(|n| Timestamp::from_microsecond(at(n)).ok()).collect();
                let groups = self.orders(lane, (made, captured), &times)?;
                let placed = groups.first().map(Vec::as_slice).unwrap_or_default();
                let sales = (made..).zip(placed).filter_map(|(n, unit)| Some((n, sale(lane, unit)?)));
                if captured {
                    filled.old.extend(sales.filter(|(n, _)| n % every == 0).map(|(_, sale)| sale));
                } else {
                    filled.fresh.extend(sales.map(|(_, sale)| sale));
                }
                filled.lanes.push(groups.iter().map(|units| Rows::of(units, self.layout)).collect());
                made += count;
            }
            if sender.blocking_send(filled).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// The orders of one transaction; for a gateway also what it told about them, in a second and a third one.
    fn orders(
        &mut self,
        lane: usize,
        (from, captured): (u64, bool),
        times: &[Timestamp],
    ) -> anyhow::Result<Vec<Vec<Unit>>> {
        let tenant = self.tenants.get(lane).cloned().unwrap_or_default();
        let requests = (from..).zip(times).map(|(number, now)| {
            let name = format!("S{number}");
            let key = Key::new(format!("api:POST /v1/orders:{name}"), name.as_bytes());
            (Request::new(&tenant, actor(), order(&name, self.paid, captured)).keyed(key), *now)
        });
        let requests = requests.collect();
        let mut groups = vec![decide(requests, &mut self.dice, &[])?];
        let facts: &[fn(&Unit) -> Option<Fact>] = match (self.paid, captured) {
            (Paid::Offline, _) => &[],
            (Paid::Gateway, false) => &[authorized],
            (Paid::Gateway, true) => &[authorized, completed],
        };
        for fact in facts {
            let about = groups.last().map(Vec::as_slice).unwrap_or_default();
            let told =
                about.iter().zip(times).filter_map(|(unit, now)| Some((told_by_gateway(&tenant, fact(unit)?), *now)));
            let told = told.collect();
            let known: Vec<Unit> = groups.iter().flatten().cloned().collect();
            groups.push(decide(told, &mut self.dice, &known)?);
        }
        // As if they had been carried out.
        groups.iter_mut().flatten().for_each(|unit| unit.effects.clear());
        Ok(groups)
    }
}

fn authorized(placed: &Unit) -> Option<Fact> {
    let payment = sale(0, placed)?.payment;
    Some(told_of(&payment, format!("sa_{payment}"), What::Authorized { expires_at: None }, GROSS_MINOR))
}

fn completed(asked: &Unit) -> Option<Fact> {
    let capture = asked.references.iter().find(|row| row.value.starts_with("cap_"))?.value.clone();
    Some(told_of(&capture, format!("sc_{capture}"), What::Captured, GROSS_MINOR))
}

/// A fact of the gateway account of the loads.
fn told_of(ours: &str, subject: String, what: What, amount_minor: i64) -> Fact {
    let amount = Some(Money::new(amount_minor, Currency::EUR));
    Fact {
        account: node::ACCOUNT.to_owned(),
        subject,
        ours: ours.to_owned(),
        what,
        amount,
        parent: String::new(),
        ordinal: String::new(),
    }
}

/// The request that tells a fact.
fn told_by_gateway(tenant: &str, fact: Fact) -> Request {
    let key = Key::new(fact.key(), fact.ours.as_bytes());
    Request::new(tenant, Actor::machine(ActorKind::Gateway, node::ACCOUNT), fact).keyed(key)
}

fn sale(tenant: usize, unit: &Unit) -> Option<Sale> {
    let of_kind = |kind: &str| unit.streams.iter().find(|row| row.kind == kind).map(|row| row.stream_id.clone());
    Some(Sale { tenant, payment: of_kind("payment")?, order: of_kind("order")? })
}

fn order(number: &str, paid: Paid, capture_at_once: bool) -> PlaceOrder {
    let line = |line: u32, sku: &str, name: &str, gross_minor: i64| Line {
        line,
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity: 2,
        gross_minor,
        taxes: vec![LineTax { key: "DE/standard@2021".to_owned(), amount_minor: tax_minor(gross_minor) }],
        delivered: true,
    };
    let route = match paid {
        Paid::Offline => Route::Offline { account: "till".to_owned() },
        Paid::Gateway => Route::Gateway { account: node::ACCOUNT.to_owned() },
    };
    let method =
        Method { token: "tok_ok".to_owned(), brand: "visa".to_owned(), last4: "4242".to_owned(), ..Method::by(route) };
    PlaceOrder {
        number: number.to_owned(),
        customer: Whose::Guest,
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines: vec![line(1, "LAMP", "Desk lamp", GROSS_MINOR - 2_400), line(2, "MUG", "Mug", 2_400)],
        tenders: vec![Tender { amount_minor: GROSS_MINOR, method, capture_at_once, release_after: None }],
        language: "en".to_owned(),
        references: Vec::new(),
    }
}
