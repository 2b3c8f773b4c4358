//! `recoup bench races`: refunds of one payment at the same instant, again and again.
//!
//! Each round races two 60 % refunds on one payment and six 48 % refunds on another, eight requests behind one
//! barrier, each on a connection of its own. On PostgreSQL they are spread over two nodes. At the end everything
//! settles, and state, events, ledger and the bank's own books must tell the same story.

mod check;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use recoup_sandbox::FaceKind;
use serde::Serialize;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::client::{Answer, Call, Client};
use super::node::Cluster;
use super::order;
use super::place::Place;

/// Rounds whose payments are brought in together.
const WAVE: usize = 20;

/// Who races on the first payment of a round, and for how much, minor units.
const TWO_OF_60: (usize, i64) = (2, 6_000);
/// Who races on the second payment.
const SIX_OF_48: (usize, i64) = (6, 4_800);

/// Times a racer asks again after "come back later".
const MOST_ASKED: u32 = 50;

/// Longest wait for captures of a wave, and for the end of all settlements without any progress.
const PATIENCE: Duration = Duration::from_secs(60);

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
    /// Refund requests.
    pub requests: usize,
    /// Requests that were accepted.
    pub accepted: usize,
    /// Requests that were refused with `exceeds_refundable`.
    pub refused: usize,
    /// Answers that asked to come back later.
    pub asked_again: usize,
    /// Payments whose four records were compared.
    pub compared: usize,
    /// How long it all took, seconds.
    pub secs: f64,
    /// What should not have been.
    pub violations: Vec<String>,
}

/// A payment and what its race left.
#[derive(Debug, Clone)]
pub struct Raced {
    /// `pay_…`
    pub payment: String,
    /// Refunds that were accepted, minor units.
    pub accepted_minor: i64,
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
    let mut racers = racers(&cluster);
    let mut raced = Vec::new();
    let mut done = 0;
    while done < rounds {
        let wave = WAVE.min(rounds - done);
        let payments = captured(&cluster, done, wave * 2).await?;
        for pair in payments.chunks(2) {
            let [two, six] = pair else { continue };
            racers = round(racers, (two, six), &mut report, &mut raced).await?;
        }
        done += wave;
        told(done);
    }
    check::settle(&cluster, &raced, PATIENCE, &mut report).await?;
    check::compare(&cluster, &raced, &mut report).await?;
    report.secs = began.elapsed().as_secs_f64();
    cluster.stop().await;
    place.remove().await?;
    Ok(report)
}

fn racers(cluster: &Cluster) -> Vec<Client> {
    let all = TWO_OF_60.0 + SIX_OF_48.0;
    (0..all).map(|number| Client::new(&cluster.address(number), &cluster.token)).collect()
}

/// Brings orders in and waits until their payments are captured.
async fn captured(cluster: &Cluster, wave: usize, count: usize) -> anyhow::Result<Vec<String>> {
    let mut tasks = JoinSet::new();
    for number in 0..count {
        let mut client = Client::new(&cluster.address(number), &cluster.token);
        let at = cluster.place;
        tasks.spawn(async move {
            let name = format!("R{wave}-{number}");
            let body = order::body(&at, &name, "automatic");
            let answer = client.send(Call::post("/v1/orders", &name, &body)).await?;
            let payment = order::payment_of(&answer.json());
            let payment =
                payment.with_context(|| format!("an order was answered {} {}", answer.status, answer.body))?;
            let path = format!("/v1/payments/{payment}");
            let began = Instant::now();
            while client.send(Call::get(&path)).await?.json()["status"] != "captured" {
                anyhow::ensure!(began.elapsed() < PATIENCE, "{payment} was not captured within {PATIENCE:?}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok::<_, anyhow::Error>((number, payment))
        });
    }
    let mut payments = Vec::with_capacity(count);
    while let Some(joined) = tasks.join_next().await {
        payments.push(joined??);
    }
    payments.sort_unstable();
    Ok(payments.into_iter().map(|(_, payment)| payment).collect())
}

/// One round; gives the racers back.
async fn round(
    racers: Vec<Client>,
    (two, six): (&String, &String),
    report: &mut Report,
    raced: &mut Vec<Raced>,
) -> anyhow::Result<Vec<Client>> {
    let barrier = Arc::new(Barrier::new(racers.len()));
    let mut tasks = JoinSet::new();
    for (number, client) in racers.into_iter().enumerate() {
        let (payment, amount_minor) =
            if number < TWO_OF_60.0 { (two.clone(), TWO_OF_60.1) } else { (six.clone(), SIX_OF_48.1) };
        let racer = Racer { number, client, payment, amount_minor };
        tasks.spawn(racer.race(Arc::clone(&barrier)));
    }
    let mut back = Vec::new();
    let mut accepted = [0_usize; 2];
    while let Some(joined) = tasks.join_next().await {
        let (racer, answer, asked_again) = joined??;
        report.requests += 1;
        report.asked_again += asked_again;
        let which = usize::from(racer.number >= TWO_OF_60.0);
        match (answer.status, answer.code().as_str()) {
            (202, _) => accepted[which] += 1,
            (422, "exceeds_refundable") => report.refused += 1,
            (status, _) => {
                report.violations.push(format!("{}: a refund was answered {status} {}", racer.payment, answer.body));
            }
        }
        back.push(racer);
    }
    report.accepted += accepted.iter().sum::<usize>();
    let expected = [(two, 1, TWO_OF_60.1), (six, 2, SIX_OF_48.1)];
    for ((payment, wanted, amount_minor), accepted) in expected.into_iter().zip(accepted) {
        if accepted != wanted {
            report.violations.push(format!("{payment}: {accepted} refunds were accepted instead of {wanted}"));
        }
        let accepted_minor = amount_minor * i64::try_from(accepted).unwrap_or(i64::MAX);
        raced.push(Raced { payment: payment.clone(), accepted_minor });
    }
    back.sort_by_key(|racer| racer.number);
    Ok(back.into_iter().map(|racer| racer.client).collect())
}

struct Racer {
    number: usize,
    client: Client,
    payment: String,
    amount_minor: i64,
}

impl Racer {
    /// Asks for its refund once all are ready; "come back later" is not an answer yet.
    async fn race(mut self, barrier: Arc<Barrier>) -> anyhow::Result<(Self, Answer, usize)> {
        let body = serde_json::json!({
            "payment": self.payment, "amount_minor": self.amount_minor, "reason": "damaged",
        });
        let (key, body) = (format!("{}-{}", self.payment, self.number), body.to_string());
        barrier.wait().await;
        let mut asked = 0_u32;
        loop {
            let answer = self.client.send(Call::post("/v1/refunds", &key, &body)).await?;
            if answer.status != 503 || asked >= MOST_ASKED {
                return Ok((self, answer, usize::try_from(asked).unwrap_or(0)));
            }
            asked += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "races on {} ({} node{}) with {}\n  rounds {}, requests {}, accepted {}, refused {}, asked again {}\n  \
             payments compared in state, events, ledger and bank: {}\n  {:.1} s, violations {}\n",
            self.store,
            self.nodes,
            if self.nodes == 1 { "" } else { "s" },
            self.face,
            self.rounds,
            self.requests,
            self.accepted,
            self.refused,
            self.asked_again,
            self.compared,
            self.secs,
            self.violations.len(),
        );
        for violation in self.violations.iter().take(20) {
            text.push_str(&format!("  ! {violation}\n"));
        }
        text
    }
}
