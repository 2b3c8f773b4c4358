//! A running sandbox: one bank behind one face on a port of this machine, and the task that delivers its webhooks.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::bank::{BankConfig, Oracle, OracleAuthorization};
use crate::clock::{Clock, system_clock};
use crate::deliver::{client, deliver};
use crate::desk::Desk;
use crate::faults::{FaultPlan, FaultReport};
use crate::http::{Shared, router};
use crate::line::{CutSwitch, LineListener};
use crate::webhooks::WebhookEndpoint;
use crate::wire::{WireReply, WireRequest};

/// How a sandbox is run.
#[derive(Clone)]
pub struct SandboxConfig {
    /// How the bank behaves, and which face it has.
    pub bank: BankConfig,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The bank's time, in microseconds since 1970.
    pub clock: Clock,
    /// Whether `POST /clock` exists and may move the bank's time ahead of `clock`.
    pub own_clock_offset: bool,
    /// What posts webhooks. When it is missing the sandbox builds one, and for that the process must have installed a
    /// TLS crypto provider before, although only plain HTTP is spoken.
    pub client: Option<reqwest::Client>,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self { bank: BankConfig::default(), port: 0, clock: system_clock(), own_clock_offset: false, client: None }
    }
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is not to be had.
    #[error("the sandbox cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The client for webhooks cannot be built.
    #[error("the sandbox cannot build its webhook client")]
    Client(#[source] reqwest::Error),
}

/// A running sandbox; it stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    shared: Arc<Shared>,
    all_lines: CutSwitch,
    tasks: [JoinHandle<()>; 2],
}

impl Sandbox {
    /// Starts a sandbox on the current Tokio runtime.
    ///
    /// # Errors
    /// [`StartError`] when the port is taken or the webhook client cannot be built.
    pub async fn start(config: SandboxConfig) -> Result<Self, StartError> {
        let port = config.port;
        let listen = |source| StartError::Listen { port, source };
        let client = config.client.map_or_else(client, Ok).map_err(StartError::Client)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let shared = Shared::new(Desk::new(config.bank), config.clock, config.own_clock_offset);
        let all_lines = CutSwitch::default();
        let lines = LineListener::new(listener, all_lines.clone());
        let service = router(Arc::clone(&shared)).into_make_service_with_connect_info::<CutSwitch>();
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(lines, service).await {
                tracing::error!(%error, "the sandbox stopped serving");
            }
        });
        let deliverer = tokio::spawn(deliver(Arc::clone(&shared), client));
        Ok(Self { address, shared, all_lines, tasks: [server, deliverer] })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The start of its URLs, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The desk behind it, for callers in this process.
    #[must_use]
    pub const fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// A call without HTTP: the same request, the same answer, but no waiting.
    #[must_use]
    pub fn call(&self, request: WireRequest) -> WireReply {
        self.shared.call(request)
    }

    /// What money really moved; with a reference, only the authorizations of which it names a part.
    #[must_use]
    pub fn oracle(&self, reference: Option<&str>) -> Oracle {
        self.shared.with_desk(|desk, now_us| {
            desk.advance(now_us);
            desk.oracle(reference)
        })
    }

    /// What money really moved on one authorization.
    #[must_use]
    pub fn oracle_of(&self, authorization_id: &str) -> Option<OracleAuthorization> {
        self.shared.with_desk(|desk, now_us| {
            desk.advance(now_us);
            desk.oracle_of(authorization_id)
        })
    }

    /// Puts a fault plan in force.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.shared.with_desk(|desk, _| desk.set_faults(plan));
    }

    /// The fault plan in force and what it did so far.
    #[must_use]
    pub fn faults(&self) -> FaultReport {
        self.shared.with_desk(|desk, _| desk.faults())
    }

    /// Adds an endpoint for webhooks, or replaces its secret.
    pub fn put_webhook_endpoint(&self, endpoint: &WebhookEndpoint) {
        self.shared.with_desk(|desk, now_us| {
            desk.advance(now_us);
            desk.put_webhook_endpoint(endpoint);
        });
    }

    /// Moves the bank's time ahead of its clock, in seconds.
    pub fn advance_clock(&self, secs: u32) {
        self.shared.advance_clock(secs);
    }

    /// Stops: the port is closed, every open connection is cut and no webhook is sent any more.
    pub async fn stop(mut self) {
        self.end();
        for task in &mut self.tasks {
            // An ended task reports that it was ended, which is what was wanted.
            let _ = task.await;
        }
    }

    fn end(&self) {
        self.all_lines.cut();
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
}
