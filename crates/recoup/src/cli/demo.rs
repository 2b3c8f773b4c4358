//! `recoup demo`: a shop to try, in one process and one temporary directory.
//!
//! Embedded store, sandbox bank, movable clock, five persons with keys, a few orders. It prints its address
//! and commands that work as printed.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use recoup_core::actor::{Actor, ActorKind};
use recoup_core::event::Route;
use recoup_core::money::Currency;
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, Sandbox, SandboxConfig, WebhookEndpoint};
use tokio::net::TcpListener;

use super::local::ensure_tenant;
use super::output::Output;
use super::serve::serve;
use crate::access::{self, Grants};
use crate::engine::{Clock, Engine, Key, Reply, Request};
use crate::http::{self, FaceOptions};
use crate::node::{self, Node};
use crate::people::cast::CAST;
use crate::store::{Store, StoreOptions};
use crate::worker::{Accounts, Worker, WorkerOptions};

const TENANT: &str = "demo";
const ACCOUNT: &str = "sandbox:main";

/// Starts a shop to try.
#[derive(Debug, Args)]
pub struct Demo {
    /// Address to listen on; a free port when this one is taken.
    #[arg(long, default_value = "127.0.0.1:7700")]
    listen: SocketAddr,
    /// Where to keep the database; a temporary directory when missing.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Start, print and stop; for scripts.
    #[arg(long, hide = true)]
    once: bool,
}

/// A person of the demo with a key.
#[derive(Debug, serde::Serialize)]
struct Person {
    name: &'static str,
    roles: Vec<&'static str>,
    key: String,
}

impl Demo {
    /// Runs until told to stop.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let started = std::time::Instant::now();
        let dir = Place::make(self.dir.clone())?;
        let path = dir.path.join("recoup.db");
        let url = format!("sqlite:{}", path.display());
        let store = Store::open(&url, StoreOptions { create: true, ..StoreOptions::default() }).await?;
        store.migrate().await?;
        let listener = listen(self.listen).await?;
        let address = listener.local_addr()?;
        let clock = super::serve::clock(&store).await?;
        let sandbox = bank(&clock, address).await?;
        let engine = Engine::start(store.clone(), clock.clone());
        let accounts = accounts(&sandbox);
        let options = WorkerOptions {
            private_addresses: true,
            poll: std::time::Duration::from_millis(100),
            ..WorkerOptions::default()
        };
        let worker = Worker::start(&engine, accounts.clone(), options)?;
        let people = people(&store, clock.now().as_microsecond()).await?;
        let (node, beating) = node::start(&store, clock.machine(), "API, pages and worker", Some(&worker));
        let router = http::router(engine.clone(), accounts, demo_options(node));
        let server = tokio::spawn(serve(listener, router));
        let payments = seed(&engine).await?;
        let print =
            Printed { address, sandbox: &sandbox, people: &people, payments: &payments, took: started.elapsed() };
        print.print(out);
        if !self.once {
            server.await.context("the server ended")??;
        }
        worker.stop().await;
        beating.stop().await;
        sandbox.stop().await;
        Ok(())
    }
}

/// Where the demo lives; a temporary directory goes with it.
struct Place {
    path: PathBuf,
    temporary: bool,
}

impl Place {
    fn make(dir: Option<PathBuf>) -> anyhow::Result<Self> {
        let temporary = dir.is_none();
        let path = dir.unwrap_or_else(|| std::env::temp_dir().join(format!("recoup-demo-{}", std::process::id())));
        std::fs::create_dir_all(&path).with_context(|| format!("cannot make the directory {}", path.display()))?;
        Ok(Self { path, temporary })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary {
            // What is left behind in a temporary directory harms nobody.
            let _left = std::fs::remove_dir_all(&self.path);
        }
    }
}

async fn listen(wanted: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(wanted).await {
        Ok(listener) => Ok(listener),
        Err(_) => {
            let any = SocketAddr::new(wanted.ip(), 0);
            TcpListener::bind(any).await.with_context(|| format!("cannot listen on {}", wanted.ip()))
        }
    }
}

async fn bank(clock: &Clock, address: SocketAddr) -> anyhow::Result<Sandbox> {
    let hook = format!("http://{address}/v1/hooks/{TENANT}/{ACCOUNT}");
    let endpoint = WebhookEndpoint { url: hook, secret: "demo_webhook_secret".to_owned() };
    let bank = BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::default() };
    let clock = clock.clone();
    let config =
        SandboxConfig { bank, clock: Arc::new(move || clock.now().as_microsecond()), ..SandboxConfig::default() };
    Ok(Sandbox::start(config).await?)
}

fn accounts(sandbox: &Sandbox) -> Accounts {
    let account = Account {
        name: ACCOUNT.to_owned(),
        base_url: sandbox.base_url(),
        secret: BankConfig::default().secret,
        webhook_secrets: vec!["demo_webhook_secret".to_owned()],
        ..Account::default()
    };
    Accounts::new(vec![(TENANT.to_owned(), account)])
}

fn demo_options(node: Node) -> FaceOptions {
    FaceOptions { test_clock: true, demo: Some(TENANT.to_owned()), node, ..FaceOptions::default() }
}

async fn people(store: &Store, now_us: i64) -> anyhow::Result<Vec<Person>> {
    ensure_tenant(store, TENANT, now_us).await?;
    let mut people = Vec::new();
    for member in CAST {
        let (name, roles) = (member.person, member.roles);
        let grants = Grants { roles: roles.to_vec(), ..Grants::default() };
        store.add_person(&member.row(TENANT, &grants, now_us)).await?;
        let key = access::new_key(TENANT, name, "demo", &grants, now_us).map_err(anyhow::Error::msg)?;
        store.put_api_key(&key.row).await?;
        people.push(Person { name, roles: roles.iter().map(|role| role.word()).collect(), key: key.token });
    }
    Ok(people)
}

fn line(line: u32, sku: &str, name: &str, quantity: i64, gross_minor: i64) -> Line {
    // 19 % contained in the price, rounded to the cent: the shop gives its taxes, we keep them.
    let tax = (gross_minor * 19 + 59) / 119;
    Line {
        line,
        sku: sku.to_owned(),
        name: name.to_owned(),
        quantity,
        gross_minor,
        taxes: vec![LineTax { key: "DE/standard@2021".to_owned(), amount_minor: tax }],
        delivered: true,
    }
}

fn order(number: &str, customer: &str, lines: Vec<Line>, token: &str, capture_at_once: bool) -> PlaceOrder {
    let gross: i64 = lines.iter().map(|l| l.gross_minor).sum();
    let method = Method {
        token: token.to_owned(),
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        ..Method::by(Route::Gateway { account: ACCOUNT.to_owned() })
    };
    PlaceOrder {
        number: number.to_owned(),
        customer: Whose::Reference { reference: customer.to_owned() },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines,
        tenders: vec![Tender { amount_minor: gross, method, capture_at_once, release_after: None }],
        language: "en".to_owned(),
        references: Vec::new(),
    }
}

/// Brings a few orders in and returns the payments of the first two, once their captures are done.
async fn seed(engine: &Engine) -> anyhow::Result<Vec<String>> {
    let orders = [
        order(
            "1001",
            "c-ada",
            vec![line(1, "MUG", "Mug", 2, 2_400), line(2, "TEA", "Green tea", 1, 890)],
            "tok_ok",
            true,
        ),
        order(
            "1002",
            "c-bert",
            vec![line(1, "LAMP", "Desk lamp", 1, 64_900), line(2, "BULB", "Bulb", 4, 3_560)],
            "tok_ok",
            true,
        ),
        order("1003", "c-cleo", vec![line(1, "CHAIR", "Chair", 4, 51_600)], "tok_ok", false),
        order("1004", "c-dora", vec![line(1, "SHIRT", "Shirt", 1, 2_990)], "tok_refund_fails", true),
        order("1005", "c-emil", vec![line(1, "SOFA", "Sofa", 1, 129_900)], "tok_decline_insufficient_funds", true),
    ];
    let actor = Actor::machine(ActorKind::System, "demo");
    let mut payments = Vec::new();
    for order in orders {
        let key = Key::new(format!("demo:{}", order.number), order.number.as_bytes());
        match engine.submit(Request::new(TENANT, actor.clone(), order).keyed(key)).await {
            Reply::Done(answered) => {
                let value: serde_json::Value = serde_json::from_str(&answered.body)?;
                payments.extend(value["payments"][0].as_str().map(str::to_owned));
            }
            Reply::Refused(refusal) => anyhow::bail!("the demo's own order was refused: {refusal}"),
            Reply::Failed(error) => return Err(error.into()),
            Reply::LeaseLost | Reply::Changed => anyhow::bail!("the demo lost a lease it never had"),
        }
    }
    for payment in payments.iter().take(2) {
        captured(engine, payment).await?;
    }
    Ok(payments)
}

/// Waits until a payment is captured: the printed commands must work as printed.
async fn captured(engine: &Engine, payment: &str) -> anyhow::Result<()> {
    for _ in 0..500 {
        if engine.store().stream(TENANT, payment).await?.is_some_and(|row| row.status == "captured") {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    anyhow::bail!("the sandbox did not capture the demo's payments within five seconds")
}

/// What the demo prints.
struct Printed<'a> {
    address: SocketAddr,
    sandbox: &'a Sandbox,
    people: &'a [Person],
    payments: &'a [String],
    took: std::time::Duration,
}

impl Printed<'_> {
    fn print(&self, out: Output) {
        let url = format!("http://{}", self.address);
        let value = serde_json::json!({
            "url": url, "sandbox": self.sandbox.base_url(), "people": self.people, "payments": self.payments,
            "ready_ms": u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
        });
        out.either(&value, || self.text(&url));
    }

    fn text(&self, url: &str) -> String {
        let key = |name: &str| self.people.iter().find(|p| p.name == name).map_or("", |p| p.key.as_str());
        let payment = |n: usize| self.payments.get(n).map_or("", String::as_str);
        let people: String =
            self.people.iter().map(|p| format!("  {:<4} {:<24} {}\n", p.name, p.roles.join(", "), p.key)).collect();
        let exe = std::env::current_exe().map_or_else(|_| "recoup".to_owned(), |path| path.display().to_string());
        let small = payment(0);
        let large = payment(1);
        let (ann, bob, eve) = (key("ann"), key("bob"), key("eve"));
        format!(
            "Recoup demo, ready after {} ms. Nothing here is real money; Ctrl-C ends it.\n\n\
             Pages    {url}/  (on this machine; come in as any of the persons below)\n\
             API      {url}/v1  (document: {url}/openapi.json)\n\
             Sandbox  {}  (what really moved: {}/oracle)\n\n\
             People and their keys\n{people}\n\
             Try, in another terminal:\n\n\
             # the orders of the shop\n\
             {exe} orders --url {url} --key {ann}\n\n\
             # ann refunds 5.00 EUR; it goes out at once\n\
             {exe} refund {small} --amount-minor 500 --reason damaged --url {url} --key {ann}\n\n\
             # what a large refund would do, without doing it\n\
             {exe} refund {large} --amount-minor 60000 --reason damaged --preview --url {url} --key {ann}\n\n\
             # bob refunds 600.00 EUR; the policy wants another person\n\
             {exe} refund {large} --amount-minor 60000 --reason damaged --url {url} --key {bob}\n\n\
             # eve sees what waits for her\n\
             curl -s {url}/v1/approvals?status=open -H 'Authorization: Bearer {eve}'\n\
             # and approves it, with the id that was printed:\n\
             #   {exe} approve apr_… --url {url} --key {eve}\n\n\
             # two days later ann's refund has arrived\n\
             {exe} clock advance 2d --url {url} --key {bob}\n\
             {exe} orders 1001 --url {url} --key {ann}\n\n\
             # the event feed\n\
             {exe} events --url {url} --key {ann}\n",
            self.took.as_millis(),
            self.sandbox.base_url(),
            self.sandbox.base_url(),
        )
    }
}
