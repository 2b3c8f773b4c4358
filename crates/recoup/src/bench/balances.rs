//! `recoup bench balances`: refunds of a balance to its cards and spending of the same balance, at the same instant.
//!
//! Each round a customer pays in twice. Then two refunds of each charge and four orders that the balance pays race behind
//! one barrier, each on a connection of its own; on PostgreSQL they are spread over two nodes. They ask for far more than
//! there is. Three laws are held against what is left: no balance is below zero, no charge gives back more than it took,
//! and the account of customer balances is the sum of the balances.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use recoup_sandbox::FaceKind;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::client::{Answer, Call, Client};
use super::node::Cluster;
use super::order::tax_minor;
use super::place::Place;

/// Rounds whose customers are brought in together.
const WAVE: usize = 20;

/// What a customer pays in, minor units.
const CHARGES_MINOR: [i64; 2] = [6_000, 4_000];

/// Refunds that race on each charge, minor units: one of them fits, two do not.
const REFUNDS_MINOR: [i64; 2] = [4_000, 3_000];

/// Refunds that race on each charge.
const REFUNDS_OF_EACH: usize = 2;

/// Orders that race for the balance, and what each is worth, minor units.
const ORDERS: (usize, i64) = (4, 3_500);

/// Times a racer asks again after "come back later".
const MOST_ASKED: u32 = 50;

/// Longest wait for a charge to be captured.
const PATIENCE: Duration = Duration::from_secs(60);

/// Rows of the books that are read at once.
const PAGE: usize = 500;

/// What was seen.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// `sqlite` or `postgres`.
    pub store: &'static str,
    /// Which gateway's protocol the bank spoke.
    pub face: &'static str,
    /// Nodes the requests were spread over.
    pub nodes: usize,
    /// Rounds.
    pub rounds: usize,
    /// Refunds that were accepted.
    pub refunds: usize,
    /// Orders that the balance paid.
    pub orders: usize,
    /// Requests that were refused with `exceeds_charge`.
    pub exceeds_charge: usize,
    /// Requests that were refused with `exceeds_balance`.
    pub exceeds_balance: usize,
    /// Answers that asked to come back later.
    pub asked_again: usize,
    /// Customers whose balance is not below zero and is what was paid in less what was accepted.
    pub balances_right: usize,
    /// Charges that gave back no more than they took.
    pub charges_right: usize,
    /// What the account of customer balances owes in all, minor units.
    pub account_minor: i64,
    /// What the balances of all customers are together, minor units.
    pub balances_minor: i64,
    /// How long it all took, seconds.
    pub secs: f64,
    /// What should not have been.
    pub violations: Vec<String>,
}

/// A customer with two charges, and what the race left of them.
#[derive(Debug, Clone)]
struct Purse {
    customer: String,
    payments: Vec<String>,
    left_minor: i64,
}

/// Runs the races on a fresh database.
///
/// # Errors
/// When nodes, bank or database cannot be had; violations are in the report.
pub async fn run(database: &str, face: FaceKind, rounds: usize, told: impl Fn(usize)) -> anyhow::Result<Report> {
    let place = Place::make(database).await?;
    let nodes = if place.is_embedded() { 1 } else { 2 };
    let cluster = Cluster::start(place.url(), nodes, face).await?;
    let began = Instant::now();
    let mut report = Report { store: place.word(), face: face.word(), nodes, rounds, ..Report::default() };
    let mut racers: Vec<Client> =
        (0..wanted().len()).map(|number| Client::new(&cluster.address(number), &cluster.token)).collect();
    let mut purses = Vec::new();
    while purses.len() < rounds {
        let wave = WAVE.min(rounds - purses.len());
        for mut purse in paid_in(&cluster, purses.len(), wave).await? {
            racers = round(racers, &mut purse, &mut report).await?;
            purses.push(purse);
        }
        told(purses.len());
    }
    compare(&cluster, &purses, &mut report).await?;
    report.secs = began.elapsed().as_secs_f64();
    cluster.stop().await;
    place.remove().await?;
    Ok(report)
}

/// Brings customers in and waits until both of their charges are captured.
async fn paid_in(cluster: &Cluster, before: usize, count: usize) -> anyhow::Result<Vec<Purse>> {
    let mut tasks = JoinSet::new();
    for number in before..before + count {
        let mut client = Client::new(&cluster.address(number), &cluster.token);
        let (account, token) = (cluster.place.account_name(), cluster.place.token("tok_ok"));
        tasks.spawn(async move {
            let name = format!("C{number}");
            let body = json!({ "reference": name }).to_string();
            let made = client.send(Call::post("/v1/customers", &name, &body)).await?;
            let customer = made.json()["id"].as_str().map(str::to_owned);
            let customer =
                customer.with_context(|| format!("a customer was answered {} {}", made.status, made.body))?;
            let mut payments = Vec::new();
            for (place, amount_minor) in CHARGES_MINOR.into_iter().enumerate() {
                let tender = json!({
                    "amount_minor": amount_minor, "kind": "gateway", "account": account, "token": token,
                    "brand": "visa", "last4": "4242",
                });
                let body = json!({ "currency": "EUR", "tender": tender }).to_string();
                let (path, key) = (format!("/v1/customers/{customer}/topups"), format!("{name}-{place}"));
                let answer = client.send(Call::post(&path, &key, &body)).await?;
                let payment = answer.json()["id"].as_str().map(str::to_owned);
                payments
                    .push(payment.with_context(|| format!("a top-up was answered {} {}", answer.status, answer.body))?);
            }
            for payment in &payments {
                let (path, began) = (format!("/v1/payments/{payment}"), Instant::now());
                while client.send(Call::get(&path)).await?.json()["status"] != "captured" {
                    anyhow::ensure!(began.elapsed() < PATIENCE, "{payment} was not captured within {PATIENCE:?}");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Ok::<_, anyhow::Error>((number, Purse { customer, payments, left_minor: CHARGES_MINOR.iter().sum() }))
        });
    }
    let mut purses = Vec::with_capacity(count);
    while let Some(joined) = tasks.join_next().await {
        purses.push(joined??);
    }
    purses.sort_unstable_by_key(|(number, _)| *number);
    Ok(purses.into_iter().map(|(_, purse)| purse).collect())
}

/// What a racer asks for: a refund of a charge by its place, or an order, and how much.
fn wanted() -> Vec<(Option<usize>, i64)> {
    let refunds = REFUNDS_MINOR.into_iter().enumerate();
    let refunds = refunds.flat_map(|(place, minor)| [(Some(place), minor); REFUNDS_OF_EACH]);
    // They take turns, so that neither kind is always asked first.
    let mut all: Vec<_> = refunds.collect();
    for (place, order) in [(None, ORDERS.1); ORDERS.0].into_iter().enumerate() {
        all.insert((place * 2).min(all.len()), order);
    }
    all
}

struct Racer {
    number: usize,
    client: Client,
    path: &'static str,
    key: String,
    body: String,
}

impl Racer {
    fn new(number: usize, client: Client, purse: &Purse, (charge, amount_minor): (Option<usize>, i64)) -> Self {
        let key = format!("{}-{number}", purse.customer);
        let (path, body) = match charge.and_then(|place| purse.payments.get(place)) {
            Some(payment) => ("/v1/refunds", refund_of(payment, amount_minor)),
            None => ("/v1/orders", order_by(&purse.customer, &key, amount_minor)),
        };
        Self { number, client, path, key, body: body.to_string() }
    }

    /// Asks once all are ready; "come back later" is not an answer yet.
    async fn race(mut self, barrier: Arc<Barrier>) -> anyhow::Result<(Self, Answer, usize)> {
        barrier.wait().await;
        let mut asked = 0_u32;
        loop {
            let answer = self.client.send(Call::post(self.path, &self.key, &self.body)).await?;
            if answer.status != 503 || asked >= MOST_ASKED {
                return Ok((self, answer, usize::try_from(asked).unwrap_or(0)));
            }
            asked += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn refund_of(payment: &str, amount_minor: i64) -> Value {
    json!({ "payment": payment, "amount_minor": amount_minor, "reason": "not_wanted" })
}

fn order_by(customer: &str, number: &str, gross_minor: i64) -> Value {
    let line = json!({
        "sku": "MUG", "name": "Mug", "quantity": 1, "gross_minor": gross_minor,
        "taxes": [{ "key": "DE/standard@2021", "amount_minor": tax_minor(gross_minor) }],
    });
    let tender = json!({ "amount_minor": gross_minor, "kind": "balance", "account": customer });
    json!({
        "number": number, "currency": "EUR", "customer": { "id": customer }, "lines": [line], "tenders": [tender],
    })
}

/// One round; gives the racers back.
async fn round(racers: Vec<Client>, purse: &mut Purse, report: &mut Report) -> anyhow::Result<Vec<Client>> {
    let (barrier, wanted) = (Arc::new(Barrier::new(racers.len())), wanted());
    let mut tasks = JoinSet::new();
    for ((number, client), wanted) in racers.into_iter().enumerate().zip(&wanted) {
        tasks.spawn(Racer::new(number, client, purse, *wanted).race(Arc::clone(&barrier)));
    }
    let (mut back, mut of_charge) = (Vec::new(), BTreeMap::new());
    while let Some(joined) = tasks.join_next().await {
        let (racer, answer, asked_again) = joined??;
        report.asked_again += asked_again;
        let (charge, amount_minor) = wanted.get(racer.number).copied().unwrap_or_default();
        match (answer.status, answer.code().as_str(), charge) {
            (202, _, Some(place)) => {
                report.refunds += 1;
                *of_charge.entry(place).or_insert(0) += amount_minor;
                purse.left_minor -= amount_minor;
            }
            (201, _, None) => {
                report.orders += 1;
                purse.left_minor -= amount_minor;
            }
            (422, "exceeds_charge", Some(_)) => report.exceeds_charge += 1,
            (422, "exceeds_balance", _) => report.exceeds_balance += 1,
            (status, ..) => {
                report
                    .violations
                    .push(format!("{}: {} was answered {status} {}", purse.customer, racer.path, answer.body));
            }
        }
        back.push(racer);
    }
    for (place, given_minor) in of_charge {
        let most_minor = CHARGES_MINOR.get(place).copied().unwrap_or(0);
        if given_minor > most_minor {
            report.violations.push(format!("{}: {given_minor} of a charge of {most_minor}", purse.customer));
        }
    }
    if purse.left_minor < 0 {
        report.violations.push(format!("{}: {} more was accepted than paid in", purse.customer, -purse.left_minor));
    }
    back.sort_by_key(|racer| racer.number);
    Ok(back.into_iter().map(|racer| racer.client).collect())
}

/// Holds the three laws against what the servers say.
async fn compare(cluster: &Cluster, purses: &[Purse], report: &mut Report) -> anyhow::Result<()> {
    let mut client = Client::new(&cluster.address(0), &cluster.token);
    let books = books(&mut client).await?;
    report.account_minor = books.values().sum();
    for purse in purses {
        let shown = client.send(Call::get(&format!("/v1/customers/{}", purse.customer))).await?.json();
        let balance_minor = shown["balances"][0]["amount_minor"].as_i64().unwrap_or(0);
        let booked_minor = books.get(&purse.customer).copied().unwrap_or(0);
        report.balances_minor += balance_minor;
        if balance_minor == purse.left_minor && balance_minor >= 0 && booked_minor == balance_minor {
            report.balances_right += 1;
        } else {
            let told = format!("{}: {} should be left, {balance_minor} is shown", purse.customer, purse.left_minor);
            report.violations.push(format!("{told} and {booked_minor} is on the books"));
        }
        for (payment, charge_minor) in purse.payments.iter().zip(CHARGES_MINOR) {
            let shown = client.send(Call::get(&format!("/v1/payments/{payment}"))).await?.json();
            let minor = |field: &str| shown[field].as_i64().unwrap_or(i64::MAX);
            let given_minor = minor("refunded_minor").saturating_add(minor("refund_pending_minor"));
            if given_minor <= charge_minor && minor("refundable_minor") == charge_minor - given_minor {
                report.charges_right += 1;
            } else {
                report.violations.push(format!("{payment} gives {given_minor} of {charge_minor} back"));
            }
        }
    }
    if report.account_minor != report.balances_minor {
        let (account, balances) = (report.account_minor, report.balances_minor);
        report.violations.push(format!("account 2300 owes {account}, and the balances are {balances}"));
    }
    Ok(())
}

/// What account 2300 owes, by customer.
async fn books(client: &mut Client) -> anyhow::Result<BTreeMap<String, i64>> {
    let (mut all, mut after) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/v1/ledger/balances?account=2300&by_subkey=true&limit={PAGE}{after}");
        let page = client.send(Call::get(&path)).await?.json();
        let rows = page["data"].as_array().context("the books have no rows")?;
        for row in rows {
            let subkey = row["subkey"].as_str().unwrap_or_default();
            *all.entry(subkey.to_owned()).or_insert(0) -= row["balance_minor"].as_i64().unwrap_or(0);
            after = format!("&after=2300:{subkey}:{}", row["currency"].as_str().unwrap_or_default());
        }
        if page["has_more"] != true {
            return Ok(all);
        }
    }
}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { store, face, nodes, rounds, secs, violations, .. } = self;
        let mut text = format!(
            "balances on {store} ({nodes} node{}) with {face}\n  rounds {rounds}, refunds {}, orders {}, over the charge \
             {}, over the balance {}, asked again {}\n  never below zero, and what was paid in less what was given: {} \
             of {rounds} balances\n  nothing above the charge: {} of {} charges\n  account 2300 {} minor units, sum of \
             balances {}\n  {secs:.1} s, violations {}\n",
            if *nodes == 1 { "" } else { "s" },
            self.refunds,
            self.orders,
            self.exceeds_charge,
            self.exceeds_balance,
            self.asked_again,
            self.balances_right,
            self.charges_right,
            rounds * CHARGES_MINOR.len(),
            self.account_minor,
            self.balances_minor,
            violations.len(),
        );
        for violation in violations.iter().take(20) {
            text.push_str(&format!("  ! {violation}\n"));
        }
        text
    }
}
