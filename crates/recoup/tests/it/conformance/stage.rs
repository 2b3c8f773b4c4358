//! Where a story is played: a merchant of its own with an account at a bank of its own, and the whole engine between them.

mod time;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use recoup::bench::face::Place;
use recoup::engine::Clock;
use recoup::http::FaceOptions;
use recoup::machine::Machine;
use recoup::store::views::ExceptionQuery;
use recoup::worker::certificates::Judge;
use recoup::worker::net::Net;
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_core::actor::Role;
use recoup_gateways::Capabilities;
use recoup_sandbox::{Desk, FaceKind, FaultRates, WireReply, WireRequest};
use serde_json::{Value, json};

use super::banks::{Bank, Banks, Reach, Time, Trouble};
use crate::http_support::{Answer, Shop, fresh_key, grants};
use crate::store_support::Fixture;

const POLL: Duration = Duration::from_millis(8);

/// Where webhooks go.
const US: &str = "http://recoup";

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

/// One database, one face, and every story's merchant and bank.
pub struct Theatre {
    pub shop: Shop,
    pub place: Place,
    pub banks: Arc<Banks>,
    worker: Option<Worker>,
}

impl Theatre {
    /// Opens a theatre for stories of these names.
    pub async fn open(fixture: Fixture, face: FaceKind, names: &[String]) -> Self {
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        let (place, time) = (Place::of(face), Arc::new(Time::default()));
        let hook = |name: &str| place.hook(US, name);
        let desk = |name: &String| (name.clone(), Desk::new(place.bank(Some(hook(name)))));
        let banks = Arc::new(Banks::new(Arc::clone(&time), names.iter().map(desk)));
        let account = |name: &String| (name.clone(), place.account(&Banks::url(name), &hook(name)));
        let accounts = Accounts::new(names.iter().map(account).collect());
        let clock = Clock::on(Machine::made(time));
        let net = Net::through(Arc::clone(&banks) as _);
        let options = FaceOptions { judge: Judge::over(net.clone()), ..FaceOptions::unlimited(true) };
        let mut shop = Shop::bare(fixture, clock, accounts.clone(), options);
        for name in names {
            shop.tenant(name).await;
            shop.key(name, name, "bob", &grants(&[Role::BillingAdmin, Role::Developer])).await;
        }
        let options = WorkerOptions { poll: POLL, ..WorkerOptions::default() };
        let worker = Some(Worker::start_through(net, &shop.engine, accounts, options));
        Self { shop, place, banks, worker }
    }

    pub async fn close(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.stop().await;
        }
    }
}

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    /// The gateway cannot do it: it was refused, and by this rule.
    RefusedByRule(String),
}

/// A story on its stage.
pub struct Stage<'t> {
    pub theatre: &'t Theatre,
    pub name: String,
    pub cases: Vec<(String, Verdict)>,
    /// Reasons for which a person must have been told, as often as each; nobody is told of anything else.
    pub told: BTreeMap<String, usize>,
    /// Deliveries that nobody could read.
    pub parked: usize,
    /// What the bank moved and we may not have booked, minor units by currency: what it did without us.
    pub outside_minor: BTreeMap<String, i64>,
    /// Whether webhooks stay at the bank.
    pub held: bool,
    was_held: AtomicBool,
    /// Whether something stays open for a person, because the gateway tells it to nobody else.
    pub left_open: bool,
    /// Whether disputes are told of.
    pub disputed: bool,
    orders: u32,
}

impl<'t> Stage<'t> {
    pub fn new(theatre: &'t Theatre, name: &str) -> Self {
        Self {
            theatre,
            name: name.to_owned(),
            cases: Vec::new(),
            told: BTreeMap::new(),
            parked: 0,
            outside_minor: BTreeMap::new(),
            held: false,
            was_held: AtomicBool::new(false),
            left_open: false,
            disputed: false,
            orders: 0,
        }
    }

    pub fn can(&self) -> &'static Capabilities {
        &recoup_gateways::of_account(&self.theatre.place.account_name()).expect("an adapter").about().capabilities
    }

    /// A case was seen to pass.
    pub fn passed(&mut self, case: impl Into<String>) {
        self.cases.push((case.into(), Verdict::Passed));
    }

    /// A case was seen to be refused, as the gateway's rules say.
    pub fn refused_by_rule(&mut self, case: impl Into<String>, rule: impl Into<String>) {
        self.cases.push((case.into(), Verdict::RefusedByRule(rule.into())));
    }

    /// A person must be told so.
    pub fn expect_told(&mut self, reason: &str, times: usize) {
        if times > 0 {
            *self.told.entry(reason.to_owned()).or_default() += times;
        }
    }

    pub fn bank<R>(&self, act: impl FnOnce(&mut Bank) -> R) -> R {
        self.theatre.banks.with(&self.name, act)
    }

    /// The next request that may move money goes wrong.
    pub fn once(&self, trouble: Trouble) {
        self.bank(|bank| bank.troubled(trouble, Reach::Once));
    }

    /// From now on it goes wrong, until [`Stage::calm`].
    pub fn always(&self, trouble: Trouble, reach: Reach) {
        self.bank(|bank| bank.troubled(trouble, reach));
    }

    pub fn calm(&self) {
        self.bank(Bank::calm);
    }

    /// What happens to webhooks from now on.
    pub fn post(&self, rates: FaultRates) {
        self.bank(|bank| bank.post(rates));
    }

    /// A call to the bank's control desk.
    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = WireRequest::new(method, path).with_body(body.to_string());
        let now_us = self.theatre.banks.time.now_us();
        match self.bank(|bank| bank.desk.handle(request, now_us)) {
            WireReply::Answer { status: 200..=299, body, .. } => serde_json::from_str(&body).expect("JSON"),
            other => panic!("the control desk refused {path}: {other:?}"),
        }
    }

    // What the merchant does.

    pub async fn post_to(&self, path: &str, body: Value) -> Answer {
        self.theatre.shop.post_as(&self.name, path, body, &fresh_key()).await
    }

    pub async fn shown(&self, path: &str) -> Value {
        self.theatre.shop.get(&self.name, path).await.is(200).json
    }

    /// Brings in an order paid with a token of the bank; returns its payment, not yet heard of by the gateway.
    pub async fn order(&mut self, token: &str, amount_minor: i64, capture: &str) -> String {
        self.order_in("EUR", token, amount_minor, capture).await
    }

    pub async fn order_in(&mut self, currency: &str, token: &str, amount_minor: i64, capture: &str) -> String {
        let placed = self.place(currency, token, amount_minor, capture).await.is(201);
        placed.json["payments"][0].as_str().expect("a payment").to_owned()
    }

    /// Brings in an order, which may be refused.
    pub async fn place(&mut self, currency: &str, token: &str, amount_minor: i64, capture: &str) -> Answer {
        self.orders += 1;
        let line = json!({ "sku": "MUG", "name": "Mug", "quantity": 1, "gross_minor": amount_minor, "taxes": [] });
        let tender = json!({
            "amount_minor": amount_minor, "kind": "gateway", "account": self.theatre.place.account_name(),
            "token": self.theatre.place.token(token), "capture": capture,
        });
        let body = json!({ "number": format!("{}-{}", self.name, self.orders), "currency": currency, "lines": [line],
                           "tenders": [tender] });
        self.post_to("/v1/orders", body).await
    }

    /// An authorized payment.
    pub async fn authorized(&mut self, token: &str, amount_minor: i64) -> String {
        let payment = self.order(token, amount_minor, "manual").await;
        self.becomes(&payment, "authorized").await;
        payment
    }

    /// A captured payment.
    pub async fn captured(&mut self, token: &str, amount_minor: i64) -> String {
        let payment = self.authorized(token, amount_minor).await;
        self.capture(&payment, amount_minor, true).await.is(201);
        self.becomes(&payment, "captured").await;
        payment
    }

    pub async fn capture(&self, payment: &str, amount_minor: i64, last: bool) -> Answer {
        let body = json!({ "amount_minor": amount_minor, "last": last });
        self.post_to(&format!("/v1/payments/{payment}/captures"), body).await
    }

    pub async fn release(&self, payment: &str) -> Answer {
        self.post_to(&format!("/v1/payments/{payment}/releases"), json!({})).await
    }

    pub async fn refund(&self, payment: &str, amount_minor: i64) -> Answer {
        let body = json!({ "payment": payment, "amount_minor": amount_minor, "reason": "damaged" });
        self.post_to("/v1/refunds", body).await
    }

    pub async fn payment(&self, payment: &str) -> Value {
        self.shown(&format!("/v1/payments/{payment}")).await
    }

    // What a person sees.

    /// How often a person was told, by reason.
    pub async fn attention(&self) -> BTreeMap<String, usize> {
        let query = ExceptionQuery { state: Some("open".to_owned()), limit: 200, ..ExceptionQuery::default() };
        let mut counts = BTreeMap::new();
        for exception in self.theatre.shop.fixture.store.exceptions(&self.name, &query).await.unwrap() {
            *counts.entry(exception.row.reason).or_default() += 1;
        }
        counts
    }

    /// How many deliveries are set aside.
    pub async fn parked_now(&self) -> usize {
        self.theatre.shop.fixture.store.deliveries(&self.name, "parked", "", 200).await.unwrap().len()
    }

    /// Where webhooks go.
    pub fn hook(&self) -> String {
        self.theatre.place.hook(US, &self.name)
    }

    /// What was said with the gateway about a payment, for whoever looks for a fault.
    pub async fn exchanges(&self, payment: &str) -> String {
        let rows = self.theatre.shop.fixture.store.exchanges(&self.name, payment).await.unwrap();
        let line = |row: recoup::store::rows::ExchangeRow| {
            format!(
                "  {} {}\n    -> {} {}\n    = {}\n",
                row.request, row.request_body, row.status, row.reply_body, row.reading
            )
        };
        let parked = self.theatre.shop.fixture.store.deliveries(&self.name, "parked", "", 20).await.unwrap();
        let parked = parked
            .iter()
            .map(|delivery| format!("  parked: {} {}\n", delivery.note, String::from_utf8_lossy(&delivery.body)));
        rows.into_iter().map(line).chain(parked).collect()
    }
}
