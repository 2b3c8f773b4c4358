//! The HTTP face in a process of its own: rate, latency and processor time per operation.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::Serialize;
use tokio::task::JoinSet;

use super::super::client::{Call, Client};
use super::super::process::{self, Process};
use super::ground::{Ground, Sale};
use super::meter::Meter;
use super::rate::{Asked, CAPTURE_MINOR, REFUND_MINOR};

/// One request of a load.
#[derive(Debug)]
pub struct Op {
    tenant: usize,
    method: &'static str,
    path: String,
    key: String,
    body: String,
}

impl Op {
    /// A capture or refund in part.
    #[must_use]
    pub fn moving(sale: &Sale, asked: Asked) -> Self {
        let (path, body) = match asked {
            Asked::Capture => {
                (format!("/v1/payments/{}/captures", sale.payment), format!("{{\"amount_minor\":{CAPTURE_MINOR}}}"))
            }
            Asked::Refund => {
                let (payment, reason) = (&sale.payment, "damaged");
                let body = serde_json::json!({ "payment": payment, "amount_minor": REFUND_MINOR, "reason": reason });
                ("/v1/refunds".to_owned(), body.to_string())
            }
        };
        Self { tenant: sale.tenant, method: "POST", path, key: format!("h-{}", sale.payment), body }
    }

    /// A look at an order.
    #[must_use]
    pub fn reading(sale: &Sale) -> Self {
        let path = format!("/v1/orders/{}", sale.order);
        Self { tenant: sale.tenant, method: "GET", path, key: String::new(), body: String::new() }
    }
}

/// What an operation cost.
#[derive(Debug, Clone, Serialize)]
pub struct Cost {
    /// Which one.
    pub what: String,
    /// How many were made.
    pub count: usize,
    /// Operations a second.
    pub rate: f64,
    /// Half of them took no longer, milliseconds.
    pub p50_ms: f64,
    /// All but one in a hundred took no longer, milliseconds.
    pub p99_ms: f64,
    /// Processor time of the server per operation, milliseconds.
    pub server_ms: f64,
    /// Processor time of the database server per operation, milliseconds; 0 for the embedded store.
    pub database_ms: f64,
}

impl Cost {
    /// Processor time per operation, milliseconds.
    #[must_use]
    pub fn cpu_ms(&self) -> f64 {
        self.server_ms + self.database_ms
    }
}

/// A server on a ground, with what is needed to load and to measure it.
#[derive(Debug)]
pub struct Face {
    server: Process,
    meter: Meter,
    tokens: Vec<String>,
    connections: usize,
}

impl Face {
    /// Starts a server on a ground.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(exe: &Path, ground: &Ground, connections: usize, more: &[&str]) -> anyhow::Result<Self> {
        let mut arguments = vec!["--requests-per-second", "0"];
        arguments.extend(process::UNLIMITED);
        arguments.extend(more);
        let server = process::serve(exe, ground.place.url(), &arguments)?.start().await?;
        let meter = Meter::of(server.id(), &ground.place).await?;
        Ok(Self { server, meter, tokens: ground.tokens.clone(), connections })
    }

    /// Makes requests over all connections at once and gives their cost.
    ///
    /// # Errors
    /// When one of them is not answered with 2xx.
    pub async fn load(&self, what: &str, ops: Vec<Op>) -> anyhow::Result<Cost> {
        let count = ops.len();
        let (ops, next) = (Arc::new(ops), Arc::new(AtomicUsize::new(0)));
        let mut running = JoinSet::new();
        let before = self.meter.used();
        let began = Instant::now();
        for _ in 0..self.connections {
            let (ops, next) = (Arc::clone(&ops), Arc::clone(&next));
            let clients = self.tokens.iter().map(|token| Client::new(&self.server.address, token)).collect();
            running.spawn(one_connection(clients, ops, next));
        }
        let mut waits = Vec::with_capacity(count);
        while let Some(ended) = running.join_next().await {
            waits.extend(ended??);
        }
        let took = began.elapsed().as_secs_f64();
        let used = self.meter.used().since(before);
        waits.sort_unstable();
        let per_op = |used_us: u64| used_us as f64 / 1_000.0 / count.max(1) as f64;
        let cost = Cost {
            what: what.to_owned(),
            count,
            rate: count as f64 / took.max(1e-9),
            p50_ms: at(&waits, 50),
            p99_ms: at(&waits, 99),
            server_ms: per_op(used.process_us),
            database_ms: per_op(used.database_us),
        };
        Ok(cost)
    }
}

/// Latency at a percentile of sorted waits, milliseconds.
fn at(waits: &[Duration], percent: usize) -> f64 {
    let last = waits.len().saturating_sub(1);
    waits.get(last * percent / 100).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
}

/// One keep-alive connection per tenant, used by one task that asks and waits.
async fn one_connection(
    mut clients: Vec<Client>,
    ops: Arc<Vec<Op>>,
    next: Arc<AtomicUsize>,
) -> anyhow::Result<Vec<Duration>> {
    let mut waited = Vec::new();
    loop {
        let Some(op) = ops.get(next.fetch_add(1, Ordering::Relaxed)) else { return Ok(waited) };
        let client = clients.get_mut(op.tenant).context("there is no such tenant")?;
        let call = Call { method: op.method, path: &op.path, key: &op.key, body: &op.body };
        let began = Instant::now();
        let answer = client.send(call).await?;
        let wait = began.elapsed();
        anyhow::ensure!(answer.status < 300, "{} was answered {} {}", op.path, answer.status, answer.body);
        waited.push(wait);
    }
}
