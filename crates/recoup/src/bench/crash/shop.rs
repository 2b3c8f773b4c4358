//! A client that keeps a journal: every answer it was given, and every request whose answer never came.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::super::client::{Answer, Call, Client};
use super::super::face::Place;
use super::super::order;
use super::stage::Stage;
use crate::dice::Dice;

/// The youngest payments a client works on; older ones rest.
const YOUNG: usize = 12;

/// A changing request.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Path.
    pub path: String,
    /// Idempotency key.
    pub key: String,
    /// Body.
    pub body: String,
}

/// A request that was acknowledged, and how.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    /// The request.
    pub asked: Asked,
    /// The answer; it must be given again for ever.
    pub answer: Answer,
}

/// A client with its journal.
#[derive(Debug)]
pub struct Shopper {
    /// Which one.
    pub number: u64,
    /// Its connection.
    pub client: Client,
    /// Every acknowledged request.
    pub acknowledged: Vec<Acknowledged>,
    /// Changing requests so far, without repetitions.
    pub requests: usize,
    /// Requests that were refused.
    pub refused: usize,
    /// Requests that broke off.
    pub unknown: usize,
    /// Of them, those that turned out to have happened.
    pub had_happened: usize,
    /// Answers that must not be.
    pub wrong: Vec<String>,
    open: Vec<Asked>,
    payments: Vec<String>,
    dice: Dice,
    address: String,
    token: String,
    place: Place,
}

/// Why a client stops shopping.
enum Stop {
    /// The connection broke: the server was killed.
    Broken,
}

impl Shopper {
    /// A client of a server.
    #[must_use]
    pub fn new(number: u64, stage: &Stage, seed: u64) -> Self {
        let (address, token) = (stage.address(), stage.token.as_str());
        Self {
            number,
            client: Client::new(&address, token),
            acknowledged: Vec::new(),
            requests: 0,
            refused: 0,
            unknown: 0,
            had_happened: 0,
            wrong: Vec::new(),
            open: Vec::new(),
            payments: Vec::new(),
            dice: Dice::new(seed.wrapping_mul(1_000).wrapping_add(number)),
            address,
            token: token.to_owned(),
            place: stage.account,
        }
    }

    /// Repeats what is open, then shops until the connection breaks, or the server was killed: a client that connects
    /// late meets the next server already and would shop for ever.
    ///
    /// # Errors
    /// Never; broken connections are what this is about.
    pub async fn shop(&mut self, killed: &AtomicBool) -> anyhow::Result<()> {
        // What died with the last server must not be taken for this one's death.
        self.client = Client::new(&self.address, &self.token);
        if self.repeat().await.is_err() {
            return Ok(());
        }
        while !killed.load(Ordering::Relaxed) && self.step().await.is_ok() {}
        Ok(())
    }

    /// Repeats until nothing is open.
    ///
    /// # Errors
    /// When the server is gone though nobody killed it.
    pub async fn resolve(&mut self) -> anyhow::Result<()> {
        self.client = Client::new(&self.address, &self.token);
        for _ in 0..100 {
            if self.repeat().await.is_err() {
                anyhow::bail!("the server is gone though nobody killed it");
            }
            if self.open.is_empty() {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        self.wrong.push(format!("{} requests never got an answer: {:?}", self.open.len(), self.open.first()));
        Ok(())
    }

    async fn repeat(&mut self) -> Result<(), Stop> {
        for asked in std::mem::take(&mut self.open) {
            self.ask(asked, true).await?;
        }
        Ok(())
    }

    async fn step(&mut self) -> Result<(), Stop> {
        let young = self.payments.len().saturating_sub(YOUNG);
        let known: Vec<String> = self.payments.get(young..).unwrap_or_default().to_vec();
        if known.len() < 4 || self.dice.below(10) < 2 {
            let capture = if self.dice.below(2) == 0 { "automatic" } else { "manual" };
            let key = self.next_key();
            let body = order::body(&self.place, &key, capture);
            return self.ask(Asked { path: "/v1/orders".to_owned(), key, body }, false).await;
        }
        let Some(payment) = self.dice.one_of(&known).cloned() else { return Ok(()) };
        let path = format!("/v1/payments/{payment}");
        let shown = self.client.send(Call::get(&path)).await.map_err(|_| Stop::Broken)?;
        if shown.status != 200 {
            self.wrong.push(format!("{payment} was acknowledged and is answered {} {}", shown.status, shown.body));
            return Ok(());
        }
        match self.next_act(&payment, &shown.json()) {
            Some((path, body)) => {
                let key = self.next_key();
                self.ask(Asked { path, key, body: body.to_string() }, false).await
            }
            None => Ok(()),
        }
    }

    fn next_key(&mut self) -> String {
        self.requests += 1;
        format!("c{}-{}", self.number, self.requests)
    }

    /// What to do with a payment as it stands; mostly what is allowed, sometimes what is not.
    fn next_act(&mut self, payment: &str, shown: &Value) -> Option<(String, Value)> {
        let amount = |name: &str| shown[name].as_i64().unwrap_or(0);
        let (capturable, refundable) = (amount("capturable_minor"), amount("refundable_minor"));
        let refund = |amount_minor: i64| {
            let body = json!({ "payment": payment, "amount_minor": amount_minor, "reason": "damaged" });
            ("/v1/refunds".to_owned(), body)
        };
        let captures = format!("/v1/payments/{payment}/captures");
        let can_capture = matches!(shown["status"].as_str(), Some("authorized" | "partially_captured"));
        match (self.dice.below(10), can_capture && capturable > 0, refundable > 0) {
            (0, true, _) => Some((format!("/v1/payments/{payment}/releases"), json!({}))),
            (1, true, _) => Some((captures, json!({ "amount_minor": capturable }))),
            (2..=7, true, _) => Some((captures, json!({ "amount_minor": capturable.min(2_500) }))),
            (8, _, true) => Some(refund(order::GROSS_MINOR)),
            (_, _, true) => Some(refund(refundable.min(1_500))),
            _ => None,
        }
    }

    /// Makes a request and writes down what became of it.
    async fn ask(&mut self, asked: Asked, again: bool) -> Result<(), Stop> {
        let answer = match self.client.send(Call::post(&asked.path, &asked.key, &asked.body)).await {
            Ok(answer) => answer,
            Err(_) => {
                self.unknown += usize::from(!again);
                self.open.push(asked);
                return Err(Stop::Broken);
            }
        };
        match answer.status {
            200..=299 => {
                self.had_happened += usize::from(again && answer.replayed);
                if asked.path == "/v1/orders" {
                    self.payments.extend(order::payment_of(&answer.json()));
                }
                self.acknowledged.push(Acknowledged { asked, answer });
            }
            503 => {
                self.unknown += usize::from(!again);
                self.open.push(asked);
            }
            400..=499 => self.refused += 1,
            status => self.wrong.push(format!("{} {} was answered {status} {}", asked.path, asked.key, answer.body)),
        }
        Ok(())
    }
}
