//! `recoup bench pages`: what pages of the dashboard cost in a shop with a million payments.
//!
//! The router is asked as a browser would ask it, with the cookie of a session, but without a network: what is measured
//! is the time from the request to the last byte of the page, the database included.

mod ask;
mod fill;
mod report;
mod sale;

use std::time::Instant;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use jiff::Timestamp;
use recoup_core::actor::Role;
use tower::ServiceExt;

use super::node;
use super::place::{self, Place};
use super::spine::meter::Meter;
use crate::access::Grants;
use crate::engine::{Clock, Engine};
use crate::http::{self, FaceOptions};
use crate::people::session;
use crate::store::person_rows::PersonRow;
use crate::store::views::ListQuery;
use crate::store::{Store, StoreOptions};
use crate::worker::Accounts;
pub use ask::Target;
use ask::{Ask, all};
use fill::{SPAN_US, Tenants, fill};
pub use report::{Line, Report};
use sale::Sale;

/// Most bytes of a page or file.
const MOST_BYTES: usize = 64 << 20;

/// A shop to measure on.
#[derive(Debug)]
pub struct Ground {
    /// The store.
    pub store: Store,
    place: Place,
    payments: u64,
    known: Known,
}

/// What is asked for by name.
#[derive(Debug, Clone)]
pub struct Known {
    /// An order, without a refund.
    pub order: String,
    /// Its number.
    pub number: String,
    /// An order with two refunds.
    pub refunded: String,
    /// The middle of all time, microseconds since 1970.
    pub middle_us: i64,
}

impl Ground {
    /// Makes a database and fills it with so many payments; one in fifty is of another merchant.
    ///
    /// # Errors
    /// When the database cannot be had.
    pub async fn make(database: &str, payments: u64, told: &dyn Fn(u64)) -> anyhow::Result<Self> {
        let place = Place::make(database).await?;
        let store = Store::open(place.url(), StoreOptions { create: true, ..StoreOptions::default() }).await?;
        store.migrate().await?;
        let tenants = Tenants { shop: node::TENANT.to_owned(), other: "other".to_owned() };
        for tenant in [&tenants.shop, &tenants.other] {
            node::make_key(&store, tenant).await?;
        }
        fill(&store, &tenants, payments, told).await?;
        if !place.is_embedded() {
            // As the server's own cleaning does it, only that nobody waits for it here.
            place::connect(place.url()).await?.batch_execute("VACUUM ANALYZE").await?;
        }
        let known = Known::find(&store).await?;
        Ok(Self { store, place, payments, known })
    }

    /// Asks for every page so many times.
    ///
    /// # Errors
    /// When one of them is not shown.
    pub async fn measure(&self, rounds: usize, told: &dyn Fn(&str)) -> anyhow::Result<Report> {
        let engine = Engine::start(self.store.clone(), Clock::default());
        let router = http::router(engine, Accounts::default(), FaceOptions::unlimited(false));
        let cookie = session(&self.store).await?;
        let meter = Meter::of(std::process::id(), &self.place).await?;
        let mut report =
            Report { store: self.place.word(), payments: self.payments, rounds: rounds.max(1), lines: Vec::new() };
        for ask in all(&self.known) {
            told(ask.what);
            let rows = show(&router, &cookie, &ask).await?.rows;
            let mut walls = Vec::with_capacity(report.rounds);
            let before = meter.used();
            for _ in 0..report.rounds {
                walls.push(show(&router, &cookie, &ask).await?.wall_ms);
            }
            let cpu_ms = meter.used().since(before).ms_each(report.rounds);
            report.lines.push(Line::new(&ask, rows, walls, cpu_ms));
        }
        Ok(report)
    }

    /// Throws it away.
    ///
    /// # Errors
    /// When the server does not drop it.
    pub async fn remove(self) -> anyhow::Result<()> {
        drop(self.store);
        self.place.remove().await
    }
}

impl Known {
    async fn find(store: &Store) -> anyhow::Result<Self> {
        let by_number = |number: u64| async move {
            let found = store.references(node::TENANT, Some("order_number"), &Sale::name(number)).await?;
            Ok::<_, anyhow::Error>(found.first().context("an order that was filled in is not there")?.stream_id.clone())
        };
        // The sixth of the first sales has two refunds; see the ways that a sale goes.
        let refunded = by_number(6).await?;
        let order = by_number(20).await?;
        let query = ListQuery { kind: Some("order".to_owned()), limit: 1, ..ListQuery::default() };
        let oldest = store.streams(node::TENANT, &query).await?;
        let oldest_us = oldest.first().map_or(0, |row| row.created_us);
        Ok(Self { order, number: Sale::name(20), refunded, middle_us: oldest_us + SPAN_US / 2 })
    }
}

struct Shown {
    wall_ms: f64,
    rows: usize,
}

async fn show(router: &Router, cookie: &str, ask: &Ask) -> anyhow::Result<Shown> {
    let request = Request::builder().uri(&ask.path).header(header::COOKIE, cookie).body(Body::empty())?;
    let router = router.clone();
    let began = Instant::now();
    let response = router.oneshot(request).await?;
    let status = response.status().as_u16();
    let is_file = response.headers().contains_key(header::CONTENT_DISPOSITION);
    let bytes = axum::body::to_bytes(response.into_body(), MOST_BYTES).await?;
    let wall_ms = began.elapsed().as_secs_f64() * 1_000.0;
    let text = String::from_utf8_lossy(&bytes);
    // Search goes straight to what it finds where that is one thing.
    let goes_there = status == 303 && ask.path.starts_with("/search");
    anyhow::ensure!(status == 200 || goes_there, "{} was answered {status}: {text}", ask.path);
    let rows = if is_file { text.lines().count().saturating_sub(1) } else { text.matches("<th scope=\"row\"").count() };
    Ok(Shown { wall_ms, rows })
}

/// A person with every role who is signed in; gives the cookie.
async fn session(store: &Store) -> anyhow::Result<String> {
    let now_us = Timestamp::now().as_microsecond();
    let grants = Grants { roles: Role::ALL.to_vec(), ..Grants::default() };
    let person = PersonRow {
        tenant: node::TENANT.to_owned(),
        person: "reader".to_owned(),
        email: "reader@bench.example".to_owned(),
        name: "Reader".to_owned(),
        password: String::new(),
        second_factor: String::new(),
        factor_step: 0,
        grants: serde_json::to_string(&grants)?,
        failures: 0,
        failed_us: 0,
        created_us: now_us,
        disabled_us: None,
    };
    store.add_person(&person).await?;
    let (row, cookie) = session::fresh(&person.tenant, &person.person, now_us);
    store.begin_session(&row).await?;
    Ok(format!("recoup={cookie}"))
}
