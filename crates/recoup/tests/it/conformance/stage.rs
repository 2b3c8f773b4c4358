//! Where a story is played: a merchant of its own with an account at a bank of its own, and the whole engine between them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
use recoup_sandbox::{Desk, FaceKind, FaultRates, WebhookDelivery, WireReply, WireRequest};
use serde_json::{Value, json};

use super::banks::{Bank, Banks, Reach, Time, Trouble};
use crate::http_support::{Answer, Shop, fresh_key, grants};
use crate::store_support::Fixture;

const POLL: Duration = Duration::from_millis(8);

/// Where webhooks go.
const US: &str = "http://recoup";

/// Longest wait for the queues, real time.
const PATIENCE: Duration = Duration::from_secs(20);

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

/// A day goes by in these steps: what was just done may be known in seconds, in hours or the next day.
const STEPS_SECS: [i64; 9] = [10, 60, HOUR, 3 * HOUR, 12 * HOUR, DAY, DAY, 2 * DAY, 3 * DAY];

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

    // Time.

    /// Waits until nobody has anything to do at this instant: webhooks are delivered, effects carried out.
    pub async fn rest(&self) {
        loop {
            let webhooks = if self.held { Vec::new() } else { self.due() };
            for webhook in &webhooks {
                let status = self.deliver(webhook, webhook.body.as_bytes()).await;
                // What was held back for long may be too old to be believed; then its gateway gives up.
                let lapsed = status == 401 && self.was_held.load(Ordering::SeqCst);
                // What nobody signed is taken once its payment is known by that name; until then it comes again.
                let early = status == 404 && self.theatre.place.face == FaceKind::Mollie;
                assert!(
                    status == 200 || lapsed || early,
                    "{} was answered {status}: {}",
                    webhook.event_type,
                    webhook.body
                );
                if !early {
                    self.bank(|bank| bank.desk.acknowledge(webhook.id));
                }
            }
            self.idle().await;
            if webhooks.is_empty() && self.next_secs().is_none_or(|secs| secs > 0) {
                return;
            }
        }
    }

    /// Webhooks that are due; each comes again unless it is acknowledged.
    pub fn due(&self) -> Vec<WebhookDelivery> {
        let now_us = self.theatre.banks.time.now_us();
        self.bank(|bank| bank.desk.due(now_us))
    }

    /// Seconds until something happens at the bank; nothing while its webhooks are held back.
    fn next_secs(&self) -> Option<i64> {
        let now_us = self.theatre.banks.time.now_us();
        let due_us = if self.held { None } else { self.bank(|bank| bank.desk.next_due_us()) };
        due_us.map(|due_us| (due_us - now_us).max(0).div_euclid(1_000_000) + i64::from(due_us > now_us))
    }

    /// From now on webhooks stay at the bank.
    pub fn hold(&mut self) {
        self.held = true;
        self.was_held.store(true, Ordering::SeqCst);
    }

    /// Posts a webhook, perhaps with another body; returns the status.
    pub async fn deliver(&self, webhook: &WebhookDelivery, body: &[u8]) -> u16 {
        let path = webhook.url.strip_prefix(US).expect("our own address");
        let mut call = self.theatre.shop.call("", "POST", path, None).header("content-type", webhook.content_type);
        for (name, value) in &webhook.headers {
            call = call.header(name, value);
        }
        call.body = body.to_vec();
        self.theatre.shop.send(call).await.status
    }

    /// Waits until the queues have nothing due. What waits for a breaker gets its second.
    async fn idle(&self) {
        let began = std::time::Instant::now();
        let (mut stood_still, mut patience_secs) = (0, 1);
        let mut before = i64::MAX;
        loop {
            let now_us = self.theatre.banks.time.now_us();
            let depths = self.theatre.shop.fixture.store.queue_depths(now_us, i64::MAX).await.unwrap();
            let due: i64 = depths.iter().filter(|depth| depth.state == "waiting").map(|depth| depth.due).sum();
            if due == 0 {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the queues never rest: {depths:?}");
            stood_still = if due == before { stood_still + 1 } else { 0 };
            before = due;
            if stood_still > 15 {
                stood_still = 0;
                self.theatre.banks.time.pass(patience_secs);
                patience_secs = (patience_secs * 2).min(30);
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }

    /// Lets time pass, and everything that it brings, each at its time as far as the bank goes.
    pub async fn pass(&self, secs: i64) {
        let mut left_secs = secs;
        while left_secs > 0 {
            let step_secs = self.next_secs().unwrap_or(i64::MAX).clamp(1, left_secs.min(5 * DAY));
            self.theatre.banks.time.pass(step_secs);
            self.rest().await;
            left_secs -= step_secs;
        }
    }

    /// Lets time pass until something is so.
    pub async fn until(&self, payment: &str, what: &str, is: impl Fn(&Value) -> bool) {
        self.rest().await;
        for secs in STEPS_SECS {
            if is(&self.payment(payment).await) {
                return;
            }
            self.pass(secs).await;
        }
        let shown = self.payment(payment).await;
        assert!(is(&shown), "{what} never happens: {shown:#}\n{}", self.exchanges(payment).await);
    }

    pub async fn becomes(&self, payment: &str, status: &str) {
        self.until(payment, status, |shown| shown["status"] == status).await;
    }

    /// Waits until each refund of a payment has this status, or one beyond it.
    pub async fn refunds_become(&self, payment: &str, statuses: &[&str]) {
        let is = |shown: &Value| {
            let refunds = shown["refunds"].as_array().expect("refunds");
            refunds.iter().all(|refund| statuses.contains(&refund["status"].as_str().unwrap_or_default()))
        };
        self.until(payment, &format!("refunds {statuses:?}"), is).await;
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
