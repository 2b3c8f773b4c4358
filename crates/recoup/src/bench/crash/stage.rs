//! The processes of a crash run: a bank that lives throughout, and a server that does not.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Context;
use recoup_gateways::Account;
use serde_json::json;

use super::super::client::{Call, Client};
use super::super::face::{self, Place as At};
use super::super::node::{self, TENANT};
use super::super::place::Place;
use super::super::process::{self, Process, Start};
use super::shop::Shopper;
use super::{Plan, Shopping};
use crate::store::Store;

/// Bank, server and database.
#[derive(Debug)]
pub struct Stage {
    /// The database.
    pub place: Place,
    /// A connection of our own to it, for the checks.
    pub store: Store,
    /// The account at the bank.
    pub account: At,
    /// The key of every client.
    pub token: String,
    /// The operator at the bank.
    pub bank: Client,
    server: Option<Process>,
    start: Start,
    clock: Client,
    steps: u32,
    _sandbox: Process,
}

/// A restart and what came back from before it.
#[derive(Debug)]
pub struct Recovery {
    /// Clients with their journals.
    pub shoppers: Vec<Shopper>,
    /// From the kill to the next answer.
    pub took: Duration,
}

impl Stage {
    /// Starts bank and server on a fresh database.
    ///
    /// # Errors
    /// When one of them does not start.
    pub async fn make(plan: &Plan) -> anyhow::Result<Self> {
        let place = Place::make(&plan.database).await?;
        let store = node::open(place.url()).await?;
        store.migrate().await?;
        let token = node::make_key(&store, TENANT).await?;
        let port = process::free_port()?;
        let account = At::of(plan.face);
        let config = place.directory().join("recoup.toml").display().to_string();
        let more = ["--config", &config, "--test-clock", "--requests-per-second", "0"];
        let more: Vec<&str> = more.into_iter().chain(process::UNLIMITED.iter().copied()).collect();
        let start = process::serve(&plan.exe, place.url(), &more)?;
        let hook = account.hook(&format!("http://127.0.0.1:{}", start.port), TENANT);
        write_config(place.directory(), &account.account(&format!("http://127.0.0.1:{port}"), &hook))?;
        let sandbox = bank(plan, &account, &hook, port).start().await.context("the bank")?;
        let server = start.start().await.context("the server")?;
        let bank = Client::new(&sandbox.address, "");
        let clock = Client::new(&server.address, &token);
        Ok(Self { place, store, account, token, bank, server: Some(server), start, clock, steps: 0, _sandbox: sandbox })
    }

    /// Where the server listens, whenever it lives.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.start.port)
    }

    /// Kills the server, waits for the clients to notice, and starts it again.
    ///
    /// # Errors
    /// When the server does not come back.
    pub async fn kill_and_restart(&mut self, mut shopping: Shopping) -> anyhow::Result<Recovery> {
        let began = Instant::now();
        if let Some(mut server) = self.server.take() {
            server.kill()?;
        }
        shopping.killed.store(true, Ordering::Relaxed);
        self.server = Some(self.start.start().await.context("the server did not come back")?);
        let took = began.elapsed();
        let mut shoppers = Vec::new();
        while let Some(shopper) = shopping.tasks.join_next().await {
            shoppers.push(shopper??);
        }
        shoppers.sort_by_key(|shopper| shopper.number);
        Ok(Recovery { shoppers, took })
    }

    /// Stops the server for good.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Moves the clocks of server and bank ahead by the same time.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub async fn advance(&mut self, secs: u32) -> anyhow::Result<()> {
        self.steps += 1;
        let body = json!({ "advance_secs": secs }).to_string();
        let bank = self.bank.send(Call::post("/clock", "", &body)).await.context("the bank's clock")?;
        anyhow::ensure!(bank.status == 200, "the bank's clock was not moved: {}", bank.body);
        self.clock = Client::new(&self.address(), &self.token);
        let (key, body) = (format!("step-{}", self.steps), json!({ "secs": secs }).to_string());
        let server = self.clock.send(Call::post("/v1/test_clock/advance", &key, &body)).await;
        let server = server.context("the server's clock")?;
        anyhow::ensure!(server.status == 200, "the server's clock was not moved: {}", server.body);
        Ok(())
    }

    /// Lets the bank misbehave, or not.
    ///
    /// # Errors
    /// When the bank does not answer.
    pub async fn faults(&mut self, on: bool) -> anyhow::Result<()> {
        let rates = if on {
            json!({
                "timeout_before_ppm": 30_000, "timeout_after_ppm": 30_000, "error_500_before_ppm": 20_000,
                "error_500_after_ppm": 30_000, "slow_ppm": 20_000, "webhook_duplicate_ppm": 100_000,
                "webhook_reorder_ppm": 100_000, "webhook_drop_ppm": 50_000, "webhook_late_ppm": 100_000,
            })
        } else {
            json!({})
        };
        let body = json!({ "rates": rates, "slow_ms": 200, "timeout_hold_ms": 150, "webhook_late_secs": 60 });
        let answer = self.bank.send(Call::post("/faults", "", &body.to_string())).await?;
        anyhow::ensure!(answer.status == 200, "the bank takes no faults: {}", answer.body);
        Ok(())
    }
}

/// The server's configuration: one account at the bank, on a private address.
fn write_config(directory: &Path, account: &Account) -> anyhow::Result<()> {
    let write = |name: &str, text: &str| -> anyhow::Result<String> {
        let path = directory.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path.display().to_string())
    };
    let Account { name, base_url, secret, webhook_secrets, settings, .. } = account;
    let secret = write("secret", secret)?;
    let mut webhooks = Vec::new();
    for (number, secret) in webhook_secrets.iter().enumerate() {
        webhooks.push(format!("{{ file = '{}' }}", write(&format!("webhook_secret_{number}"), secret)?));
    }
    let webhooks = webhooks.join(", ");
    let settings: String = settings.iter().map(|(name, value)| format!("{name} = '{value}'\n")).collect();
    let text = format!(
        "private_addresses = true\ncall_timeout_secs = 2\n\n[[account]]\ntenant = \"{TENANT}\"\nname = \"{name}\"\n\
         base_url = \"{base_url}\"\nsecret = {{ file = '{secret}' }}\nwebhook_secrets = [{webhooks}]\n\n\
         [account.settings]\n{settings}"
    );
    write("recoup.toml", &text).map(drop)
}

fn bank(plan: &Plan, account: &At, hook: &str, port: u16) -> Start {
    let (port_text, seed, quick) = (port.to_string(), plan.seed.to_string(), face::QUICK_SECS.to_string());
    let arguments = [
        "sandbox",
        "--port",
        &port_text,
        "--face",
        plan.face.word(),
        "--secret",
        face::SECRET,
        "--seed",
        &seed,
        "--webhook-url",
        hook,
        "--webhook-secret",
        account.webhook_secrets[0],
        "--completes-after-secs",
        &quick,
        "--settles-after-secs",
        &quick,
    ];
    let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
    Start { exe: plan.exe.clone(), arguments, port }
}
