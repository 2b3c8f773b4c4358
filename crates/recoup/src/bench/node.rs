//! A whole node inside this process: store, engine, worker and HTTP face on a port of this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use recoup_core::actor::Role;
use recoup_sandbox::{FaceKind, Sandbox, SandboxConfig};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::face::Place;
use crate::access::{self, Grants};
use crate::engine::{Clock, Engine};
use crate::http::{self, FaceOptions};
use crate::store::rows::TenantRow;
use crate::store::{Store, StoreOptions};
use crate::worker::certificates::Judge;
use crate::worker::net::Net;
use crate::worker::{Accounts, Worker, WorkerOptions};

/// The tenant of every load.
pub const TENANT: &str = "bench";
/// The gateway account of the loads that reach no gateway.
pub const ACCOUNT: &str = "sandbox:main";

/// A node with its worker.
#[derive(Debug)]
pub struct Node {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its engine.
    pub engine: Engine,
    worker: Worker,
    server: JoinHandle<()>,
}

impl Node {
    /// Stops it and waits for what is under way.
    pub async fn stop(self) {
        self.server.abort();
        self.worker.stop().await;
    }
}

/// Nodes on one database, and the bank they use.
#[derive(Debug)]
pub struct Cluster {
    /// The nodes; each has a store, an engine and a worker of its own.
    pub nodes: Vec<Node>,
    /// The bank; it lives by the same clock.
    pub sandbox: Sandbox,
    /// A key that may do everything the loads need.
    pub token: String,
    /// The account at the bank.
    pub place: Place,
}

impl Cluster {
    /// Starts nodes on one database.
    ///
    /// # Errors
    /// When the database, a port or the bank cannot be had.
    pub async fn start(url: &str, nodes: usize, face: FaceKind) -> anyhow::Result<Self> {
        let clock = Clock::default();
        let first = open(url).await?;
        first.migrate().await?;
        let token = make_key(&first, TENANT).await?;
        let mut listeners = Vec::new();
        for _ in 0..nodes.max(1) {
            listeners.push(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?);
        }
        let told = listeners.first().map(TcpListener::local_addr).transpose()?;
        let place = Place::of(face);
        let hook = told.map_or_else(String::new, |address| place.hook(&format!("http://{address}"), TENANT));
        let sandbox = bank(&clock, &place, &hook).await?;
        let accounts = Accounts::new(vec![(TENANT.to_owned(), place.account(&sandbox.base_url(), &hook))]);
        let mut started = Vec::new();
        for (number, listener) in listeners.into_iter().enumerate() {
            let store = if number == 0 { first.clone() } else { open(url).await? };
            let engine = Engine::start(store, clock.clone());
            let options =
                WorkerOptions { private_addresses: true, poll: Duration::from_millis(50), ..WorkerOptions::default() };
            let worker = Worker::start(&engine, accounts.clone(), options.clone())?;
            let net = Net::new(options.timeout, true).map_err(anyhow::Error::msg)?;
            let face = FaceOptions { judge: Judge::over(net), ..FaceOptions::unlimited(true) };
            let router = http::router(engine.clone(), accounts.clone(), face);
            let address = listener.local_addr()?;
            let server = tokio::spawn(async move {
                if let Err(error) = axum::serve(listener, router).await {
                    tracing::error!(%error, "a node stopped serving");
                }
            });
            started.push(Node { address, engine, worker, server });
        }
        Ok(Self { nodes: started, sandbox, token, place })
    }

    /// The address of a node, round and round.
    #[must_use]
    pub fn address(&self, number: usize) -> String {
        let node = self.nodes.get(number % self.nodes.len().max(1));
        node.map_or_else(String::new, |node| node.address.to_string())
    }

    /// Stops everything.
    pub async fn stop(self) {
        for node in self.nodes {
            node.stop().await;
        }
        self.sandbox.stop().await;
    }
}

/// Opens a database for a load; an embedded one is made.
///
/// # Errors
/// When it cannot be opened.
pub async fn open(url: &str) -> anyhow::Result<Store> {
    Ok(Store::open(url, StoreOptions { create: true, ..StoreOptions::default() }).await?)
}

/// Makes a tenant and a key that may bring orders in, move money and read the books.
///
/// # Errors
/// When the database cannot be written.
pub async fn make_key(store: &Store, tenant: &str) -> anyhow::Result<String> {
    let row =
        TenantRow { tenant: tenant.to_owned(), name: tenant.to_owned(), settings: "{}".to_owned(), created_us: 0 };
    store.put_tenant(&row).await?;
    let grants = Grants { roles: vec![Role::BillingAdmin, Role::Developer], ..Grants::default() };
    let key = access::new_key(tenant, "bench", "bench", &grants, 0).map_err(anyhow::Error::msg)?;
    store.put_api_key(&key.row).await?;
    Ok(key.token)
}

async fn bank(clock: &Clock, place: &Place, hook: &str) -> anyhow::Result<Sandbox> {
    let bank = place.quick_bank(Some(hook.to_owned()).filter(|hook| !hook.is_empty()));
    let clock = clock.clone();
    let config =
        SandboxConfig { bank, clock: Arc::new(move || clock.now().as_microsecond()), ..SandboxConfig::default() };
    Ok(Sandbox::start(config).await?)
}
