//! `recoup serve` and `recoup worker`: the long-running commands.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use clap::Args;
use tokio::net::TcpListener;

use super::output::Output;
use super::{Configured, Database};
use crate::config::Config;
use crate::credentials::renewal::check_key;
use crate::engine::{Clock, Engine};
use crate::http::public_url::PublicUrl;
use crate::http::serve::Patience;
use crate::http::{self, FaceOptions};
use crate::node;
use crate::node::health::Health;
use crate::people::oidc::Providers;
use crate::store::{Store, StoreOptions};
use crate::vault::Vault;
use crate::worker::certificates::Judge;
use crate::worker::net::Net;
use crate::worker::{Accounts, Worker};

/// Time between two looks at the gateway accounts that tenants keep.
const FOLLOW_ACCOUNTS: Duration = Duration::from_secs(1);

/// Time between two looks at the test clock.
const FOLLOW: Duration = Duration::from_millis(200);

/// Longest wait for a provider of identities: a sign-in asks up to four times, and a page may take half a minute.
const PROVIDER_TIMEOUT: Duration = Duration::from_secs(7);

/// Serves the API.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    configured: Configured,
    /// Address to listen on.
    #[arg(long, env = "RECOUP_LISTEN", default_value = "127.0.0.1:7700")]
    listen: SocketAddr,
    /// Where people reach the pages, such as `https://pay.example`; without it they sign in on this machine only.
    #[arg(long, env = "RECOUP_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// Leave effects and timers to `recoup worker`.
    #[arg(long)]
    no_worker: bool,
    /// Allow the test clock to be moved. Never in production.
    #[arg(long)]
    test_clock: bool,
    /// Requests a second per key; 0 means no limit.
    #[arg(long)]
    requests_per_second: Option<u32>,
    /// Requests a second per tenant, over all its keys; 0 means no limit.
    #[arg(long)]
    requests_per_second_tenant: Option<u32>,
    /// Webhooks a second per address; 0 means no limit.
    #[arg(long)]
    deliveries_per_second: Option<u32>,
    /// Groups that commit side by side on PostgreSQL.
    #[arg(long, default_value_t = 2)]
    lanes: usize,
}

/// Carries effects out and facts in.
#[derive(Debug, Args)]
pub struct WorkerOnly {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    configured: Configured,
    /// Follow the test clock that servers of this database may move. Never in production.
    #[arg(long)]
    test_clock: bool,
}

/// Opens a database for working on it. An embedded one that is not there yet is made.
///
/// # Errors
/// When it cannot be opened or its schema does not fit.
pub async fn open(database: &Database, lanes: usize) -> anyhow::Result<Store> {
    open_with(database, StoreOptions { create: true, lanes, ..StoreOptions::default() }).await
}

/// Opens a database that must be there: where a new one could only be a mistyped path.
///
/// # Errors
/// When it is not there, cannot be reached, or its schema is not this executable's.
pub async fn open_existing(database: &Database, lanes: usize) -> anyhow::Result<Store> {
    open_with(database, StoreOptions { create: false, lanes, ..StoreOptions::default() }).await
}

/// Opens a database with options, the embedded one with its schema.
///
/// # Errors
/// When it cannot be reached, its schema is not this executable's, or a sealing key cannot be read.
pub async fn open_with(database: &Database, options: StoreOptions) -> anyhow::Result<Store> {
    let options = StoreOptions { vault: Vault::from_env()?, ..options };
    let store = Store::open(&database.database, options).await?;
    let embedded = matches!(store, Store::Sqlite(_));
    if embedded && store.schema_version().await?.is_none() {
        store.migrate().await?;
    }
    store.check_schema().await?;
    Ok(store)
}

/// A clock that stands where the database says.
///
/// # Errors
/// When the database cannot be read.
pub async fn clock(store: &Store) -> anyhow::Result<Clock> {
    let clock = Clock::default();
    clock.set_offset_us(store.clock_offset().await?);
    Ok(clock)
}

impl Serve {
    /// Runs until told to stop.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let config = self.configured.read()?;
        let accounts = config.accounts()?;
        let public_url = self.public_url.clone().or_else(|| config.public_url.clone());
        let providers = providers(&config, public_url.as_ref())?;
        let store = open(&self.database, self.lanes).await?;
        check_key(&store).await?;
        accounts.refresh(&store).await?;
        let engine = Engine::start(store.clone(), clock(&store).await?);
        let worker = if self.no_worker {
            None
        } else {
            Some(Worker::start(&engine, accounts.clone(), config.worker_options())?)
        };
        let work = if worker.is_some() { "API, pages and worker" } else { "API and pages" };
        let (node, beating) = node::start(&store, engine.clock().machine(), work, worker.as_ref());
        let defaults = FaceOptions::default();
        let or = |given: Option<u32>, written: Option<u32>, usual: u32| given.or(written).unwrap_or(usual);
        let options = FaceOptions {
            requests_per_second: or(self.requests_per_second, config.requests_per_second, defaults.requests_per_second),
            requests_per_second_tenant: or(
                self.requests_per_second_tenant,
                config.requests_per_second_tenant,
                defaults.requests_per_second_tenant,
            ),
            deliveries_per_second: or(
                self.deliveries_per_second,
                config.deliveries_per_second,
                defaults.deliveries_per_second,
            ),
            trusted_proxies: config.trusted_proxies,
            test_clock: self.test_clock,
            public_url: public_url.clone(),
            providers,
            judge: Judge::over(Net::new(PROVIDER_TIMEOUT, config.private_addresses).map_err(anyhow::Error::msg)?),
            node,
            ..defaults
        };
        let _following = self.test_clock.then(|| follow(&store, engine.clock()));
        let health = worker.as_ref().map(|worker| worker.health().clone());
        let _followed = follow_accounts(&store, &accounts, health);
        let router = http::router(engine, accounts, options);
        let listener = TcpListener::bind(self.listen).await.with_context(|| {
            format!("cannot listen on {}; is another recoup running? choose another with --listen", self.listen)
        })?;
        out.hint(&format!("recoup serves {} on http://{}", store.place(), listener.local_addr()?));
        out.hint(&where_people_sign_in(public_url.as_ref()));
        serve(listener, router).await?;
        if let Some(worker) = worker {
            worker.stop().await;
        }
        beating.stop().await;
        Ok(())
    }
}

/// The providers of identities that the configuration names.
fn providers(config: &Config, public_url: Option<&PublicUrl>) -> anyhow::Result<Providers> {
    let settings = config.providers(public_url)?;
    let net = Net::new(PROVIDER_TIMEOUT, config.private_addresses).map_err(anyhow::Error::msg)?;
    Ok(Providers::new(settings, &net))
}

/// One line about where the pages take sign-ins.
fn where_people_sign_in(public_url: Option<&PublicUrl>) -> String {
    public_url.map_or_else(
        || {
            "people sign in on this machine only; for sign-in from elsewhere set public_url to their https address"
                .to_owned()
        },
        |url| format!("people sign in at {url}"),
    )
}

/// Serves until a signal asks to stop; requests under way end, for a while.
///
/// # Errors
/// None now; callers join it as a task that may fail.
pub async fn serve(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    http::serve::serve(listener, router, Patience::default(), stop_asked()).await;
    Ok(())
}

/// Follows something in the database as long as it lives: another node may have changed it.
#[derive(Debug)]
pub struct Following(tokio::task::JoinHandle<()>);

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Makes a clock follow the one of the database, where it may be moved.
#[must_use]
pub fn follow(store: &Store, clock: &Clock) -> Following {
    let (store, clock) = (store.clone(), clock.clone());
    Following(tokio::spawn(async move {
        loop {
            match store.clock_offset().await {
                Ok(offset_us) => clock.set_offset_us(offset_us),
                Err(error) => tracing::warn!(%error, "the test clock cannot be read"),
            }
            tokio::time::sleep(FOLLOW).await;
        }
    }))
}

/// Makes gateway accounts follow what tenants keep in the database.
#[must_use]
pub fn follow_accounts(store: &Store, accounts: &Accounts, health: Option<Health>) -> Following {
    let (store, accounts) = (store.clone(), accounts.clone());
    Following(tokio::spawn(async move {
        loop {
            tokio::time::sleep(FOLLOW_ACCOUNTS).await;
            match accounts.refresh(&store).await {
                Ok(new) => {
                    for (tenant, name) in &new {
                        if let Some(health) = &health {
                            health.takes(tenant, name);
                        }
                    }
                }
                Err(error) => tracing::warn!(%error, "the gateway accounts cannot be read; those known are used"),
            }
        }
    }))
}

/// Waits for Ctrl-C or a termination signal.
pub async fn stop_asked() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _heard = interrupt.await;
        }
    }
}

impl WorkerOnly {
    /// Runs until told to stop.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let config = self.configured.read()?;
        let store = open_existing(&self.database, 2).await?;
        check_key(&store).await?;
        let engine = Engine::start(store.clone(), clock(&store).await?);
        let _following = self.test_clock.then(|| follow(&store, engine.clock()));
        let accounts = config.accounts()?;
        accounts.refresh(&store).await?;
        let worker = Worker::start(&engine, accounts.clone(), config.worker_options())?;
        let _followed = follow_accounts(&store, &accounts, Some(worker.health().clone()));
        let (_, beating) = node::start(&store, engine.clock().machine(), "worker", Some(&worker));
        out.hint(&format!("recoup works on {}", store.place()));
        stop_asked().await;
        worker.stop().await;
        beating.stop().await;
        Ok(())
    }
}
