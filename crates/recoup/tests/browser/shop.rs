//! A shop as it would run, in one process: SQLite, a bank, a worker, the real router on a real port, persons with
//! passwords and second factors, and a machine whose clock the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use recoup::access::Grants;
use recoup::engine::{Clock, Engine, Key, Reply, Request};
use recoup::http::serve::{Patience, serve};
use recoup::http::{self, FaceOptions};
use recoup::machine::{Machine, Nature};
use recoup::node::{self, Beating};
use recoup::people::{self, factor, password, session};
use recoup::store::person_rows::PersonRow;
use recoup::store::rows::TenantRow;
use recoup::store::{Store, StoreOptions};
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::money::Currency;
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, Sandbox, SandboxConfig, WebhookEndpoint, WireRequest};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub const SHOP: &str = "shop";
pub const PASSWORD: &str = "vier unlike Words 7";
pub const ACCOUNT: &str = "sandbox:main";
pub const HOOK_SECRET: &str = "hook_secret";

/// Monday, 16 November 2026, nine o'clock in Berlin: pictures of the pages always show the same day.
const OPENS_US: i64 = 1_794_816_000_000_000;

/// Who works here. Bob may approve what others ask for, which is what makes his own refunds worth a test.
pub const PERSONS: [(&str, &str, &[Role]); 6] = [
    ("ann", "Ann", &[Role::Support]),
    ("bob", "Bob", &[Role::BillingAdmin, Role::Approver]),
    ("eve", "Eve", &[Role::Approver]),
    ("fay", "Fay", &[Role::Finance]),
    ("ivy", "Ivy", &[Role::Auditor]),
    ("dan", "Dan", &[Role::Developer]),
];

/// The machine of the shop: time goes on by itself, and further when a test says so.
#[derive(Debug)]
struct Wrist {
    began: Instant,
    moved_us: AtomicI64,
}

impl Nature for Wrist {
    fn wall_us(&self) -> i64 {
        let passed_us = i64::try_from(self.began.elapsed().as_micros()).unwrap();
        OPENS_US + passed_us + self.moved_us.load(Ordering::SeqCst)
    }

    fn bits(&self) -> u128 {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).unwrap();
        u128::from_le_bytes(bytes)
    }
}

/// A running shop.
pub struct Shop {
    pub base: String,
    pub engine: Engine,
    secret: String,
    wrist: Arc<Wrist>,
    worker: Worker,
    beating: Beating,
    sandbox: Sandbox,
    stop: oneshot::Sender<()>,
    server: tokio::task::JoinHandle<()>,
    _directory: TempDir,
}

impl Shop {
    /// Opens it, with persons and without orders.
    pub async fn open() -> Self {
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("books.db").display());
        let store = Store::open(&url, StoreOptions { create: true, ..StoreOptions::default() }).await.unwrap();
        store.migrate().await.unwrap();
        let wrist = Arc::new(Wrist { began: Instant::now(), moved_us: AtomicI64::new(0) });
        let clock = Clock::on(Machine::made(Arc::clone(&wrist) as Arc<dyn Nature>));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let sandbox = bank(&base, &clock).await;
        let engine = Engine::start(store.clone(), clock);
        let account = Account {
            name: ACCOUNT.to_owned(),
            base_url: sandbox.base_url(),
            secret: BankConfig::default().secret,
            webhook_secrets: vec![HOOK_SECRET.to_owned()],
            ..Account::default()
        };
        let accounts = Accounts::new(vec![(SHOP.to_owned(), account)]);
        let options =
            WorkerOptions { private_addresses: true, poll: Duration::from_millis(50), ..WorkerOptions::default() };
        let worker = Worker::start(&engine, accounts.clone(), options).unwrap();
        let (node, beating) = node::start(&store, engine.clock().machine(), "API, pages and worker", Some(&worker));
        let router = http::router(engine.clone(), accounts, FaceOptions { node, ..FaceOptions::unlimited(true) });
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            serve(listener, router, Patience { stopping: Duration::from_secs(1), ..Patience::default() }, stopped)
                .await;
        });
        let secret = factor::secret();
        let shop = Self { base, engine, secret, wrist, worker, beating, sandbox, stop, server, _directory: directory };
        shop.people().await;
        shop
    }

    async fn people(&self) {
        let (store, now_us) = (self.engine.store(), self.wall_us());
        let row = TenantRow {
            tenant: SHOP.to_owned(),
            name: "Lamps & Chairs".to_owned(),
            settings: r#"{"time_zone":"Europe/Berlin"}"#.to_owned(),
            created_us: now_us,
        };
        store.put_tenant(&row).await.unwrap();
        let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
        for (person, name, roles) in PERSONS {
            let grants = Grants { roles: roles.to_vec(), ..Grants::default() };
            let row = PersonRow {
                tenant: SHOP.to_owned(),
                person: person.to_owned(),
                email: email(person),
                name: name.to_owned(),
                password: hash.clone(),
                second_factor: self.secret.clone(),
                factor_step: 0,
                grants: serde_json::to_string(&grants).unwrap(),
                failures: 0,
                failed_us: 0,
                created_us: now_us,
                disabled_us: None,
            };
            assert!(store.add_person(&row).await.unwrap());
        }
    }

    /// The machine's time.
    pub fn wall_us(&self) -> i64 {
        self.engine.clock().machine().wall_us()
    }

    /// Lets the machine's time pass: codes change, proofs and sessions run out.
    pub fn minutes_pass(&self, minutes: i64) {
        self.wrist.moved_us.fetch_add(minutes * people::MINUTE_US, Ordering::SeqCst);
    }

    /// Moves the clock of the books and of the bank: what is due then happens. Nobody is signed out.
    pub fn days_pass(&self, days: i64) {
        let clock = self.engine.clock();
        clock.set_offset_us(clock.offset_us() + days * 24 * 60 * people::MINUTE_US);
        self.engine.wake().notify_one();
    }

    /// What the phone shows. A code counts once, so half a minute passes with each.
    pub fn code(&self) -> String {
        self.wrist.moved_us.fetch_add(people::MINUTE_US / 2, Ordering::SeqCst);
        factor::code(&self.secret, self.wall_us()).unwrap()
    }

    /// The cookie of a session of somebody, begun without the form.
    pub async fn cookie(&self, person: &str) -> String {
        let (row, cookie) = session::fresh(SHOP, person, self.wall_us());
        self.engine.store().begin_session(&row).await.unwrap();
        cookie
    }

    /// A link that sets an account up.
    pub async fn welcome(&self, person: &str) -> String {
        let link = people::welcome(self.engine.store(), SHOP, person, self.wall_us()).await.unwrap();
        format!("/welcome/{link}")
    }

    /// Has a command decided, as the shop system would; the answer.
    pub async fn act(&self, key: &str, act: impl Into<Act>) -> Value {
        self.act_as(Actor::machine(ActorKind::System, "shop"), key, act).await
    }

    /// The same for a person.
    pub async fn act_as(&self, actor: Actor, key: &str, act: impl Into<Act>) -> Value {
        let request = Request::new(SHOP, actor, act.into()).keyed(Key::new(format!("test:{key}"), key.as_bytes()));
        match self.engine.submit(request).await {
            Reply::Done(answered) => serde_json::from_str(&answered.body).unwrap(),
            other => panic!("{key}: {other:?}"),
        }
    }

    /// Brings in an order; returns it and its payment.
    pub async fn place(&self, order: PlaceOrder) -> (String, String) {
        let placed = self.act(&order.number.clone(), order).await;
        (placed["id"].as_str().unwrap().to_owned(), placed["payments"][0].as_str().unwrap().to_owned())
    }

    /// Brings in the order of a lamp and waits until it is paid. `token` says how the bank will treat it.
    pub async fn order(&self, number: &str, token: &str) -> (String, String) {
        let (order, payment) = self.place(lamp(number, token)).await;
        self.until(&payment, "captured").await;
        (order, payment)
    }

    /// Does something at the bank, as whoever runs it would; what it says.
    pub fn at_bank(&self, path: &str, body: &Value) -> Value {
        let reply = self.sandbox.call(WireRequest::new("POST", path).with_body(body.to_string()));
        let said = reply.body().unwrap();
        assert!(reply.status().is_some_and(|status| (200..300).contains(&status)), "{path}: {said}");
        serde_json::from_str(said).unwrap()
    }

    /// Waits until a stream stands so.
    pub async fn until(&self, stream: &str, status: &str) {
        let start = Instant::now();
        loop {
            let row = self.engine.store().stream(SHOP, stream).await.unwrap().unwrap();
            if row.status == status {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{stream} stays {} and never is {status}", row.status);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops in order.
    pub async fn close(self) {
        let _nobody = self.stop.send(());
        self.server.await.unwrap();
        self.worker.stop().await;
        self.beating.stop().await;
        self.sandbox.stop().await;
    }
}

async fn bank(base: &str, clock: &Clock) -> Sandbox {
    let hook = WebhookEndpoint { url: format!("{base}/v1/hooks/{SHOP}/{ACCOUNT}"), secret: HOOK_SECRET.to_owned() };
    let clock = clock.clone();
    let config = SandboxConfig {
        bank: BankConfig { webhook_endpoints: vec![hook], ..BankConfig::default() },
        clock: Arc::new(move || clock.now().as_microsecond()),
        ..SandboxConfig::default()
    };
    Sandbox::start(config).await.unwrap()
}

/// Where somebody signs in.
pub fn email(person: &str) -> String {
    format!("{person}@shop.example")
}

/// A lamp for 649.00 and four bulbs for 35.60, delivered, and paid by card at once.
pub fn lamp(number: &str, token: &str) -> PlaceOrder {
    let line = |line, sku: &str, name: &str, quantity, gross_minor: i64| Line {
        line,
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity,
        gross_minor,
        taxes: vec![LineTax { key: "DE/standard@2021".to_owned(), amount_minor: (gross_minor * 19 + 59) / 119 }],
        delivered: true,
    };
    let lines = vec![line(1, "LAMP", "Desk lamp", 1, 64_900), line(2, "BULB", "Bulb", 4, 3_560)];
    let method = Method {
        token: token.to_owned(),
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        ..Method::by(Route::Gateway { account: ACCOUNT.to_owned() })
    };
    let amount_minor = lines.iter().map(|line| line.gross_minor).sum();
    PlaceOrder {
        number: number.to_owned(),
        customer: Whose::Reference { reference: format!("c-{number}") },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines,
        tenders: vec![Tender { amount_minor, method, capture_at_once: true, release_after: None }],
        language: "en".to_owned(),
        references: Vec::new(),
    }
}
