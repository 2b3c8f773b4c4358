//! The HTTP face: JSON under `/v1` and `/api`, one file per resource, every handler a few lines.
//!
//! A handler checks a permission, builds a command and hands it to [`Face::act`], which is the one way from the API to
//! the engine: preview, idempotency key, reply. Middleware adds the request id and turns panics, time-outs
//! and oversized bodies into problem documents. What is not the API's goes to the router of the pages.

pub mod allocations;
pub mod approvals;
pub mod auth;
pub mod balances;
pub mod body;
pub mod clock;
pub mod customers;
pub mod deliveries;
pub mod disputes;
pub mod events;
pub mod exceptions;
pub mod expand;
pub mod gateway_accounts;
pub mod hooks;
pub mod invoices;
pub mod keys;
pub mod ledger;
pub mod limit;
pub mod list;
pub mod openapi;
pub mod operations;
pub mod orders;
pub mod payments;
pub mod policies;
pub mod preview;
pub mod problem;
pub mod programs;
pub mod public_url;
pub mod references;
pub mod refunds;
pub mod request_id;
pub mod serve;
pub mod shipments;
pub mod tenders;
pub mod workflows;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use recoup_core::command::Act;
use recoup_core::refusal::Refusal;
use tower::ServiceExt;

use crate::access::{Caller, Permission};
use crate::engine::{Answered, Engine, Key, Reply, Request};
use crate::node::Node;
use crate::pages;
use crate::pages::lists::export::Exports;
use crate::people::oidc::Providers;
use crate::worker::Accounts;
use crate::worker::certificates::Judge;
use auth::Keyring;
use body::Asked;
use limit::Limits;
use problem::Problem;
use public_url::PublicUrl;

/// Most bytes of a request body.
pub const MOST_BODY_BYTES: usize = 1 << 20;

/// How the face behaves.
#[derive(Debug, Clone)]
pub struct FaceOptions {
    /// Requests a second per key; 0 means no limit.
    pub requests_per_second: u32,
    /// Requests a second per tenant, over all its keys; 0 means no limit.
    pub requests_per_second_tenant: u32,
    /// Deliveries a second per address; 0 means no limit.
    pub deliveries_per_second: u32,
    /// Longest time a request may take, body included.
    pub request_timeout: Duration,
    /// Addresses of proxies whose `X-Forwarded-For` is believed; nobody else's is.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether the test clock may be moved; for demo and tests only.
    pub test_clock: bool,
    /// The merchant of a demo, whose persons a browser may change between without a password.
    pub demo: Option<String>,
    /// Where people reach the pages. Without it they are for browsers on this machine, over plain http.
    pub public_url: Option<PublicUrl>,
    /// Providers of identities that people may sign in with; they need `public_url`.
    pub providers: Providers,
    /// Who says whether a delivery is genuine.
    pub judge: Judge,
    /// How open pages are told what changed.
    pub live: pages::live::Pace,
    /// What is known of the node, and where answered requests are put; nothing and nowhere unless told otherwise.
    pub node: Node,
}

impl Default for FaceOptions {
    fn default() -> Self {
        Self {
            requests_per_second: 500,
            requests_per_second_tenant: 2_000,
            deliveries_per_second: 200,
            request_timeout: Duration::from_secs(30),
            trusted_proxies: Vec::new(),
            test_clock: false,
            demo: None,
            public_url: None,
            providers: Providers::default(),
            judge: Judge::default(),
            live: pages::live::Pace::default(),
            node: Node::default(),
        }
    }
}

impl FaceOptions {
    /// A face without limits, for tests and benches.
    #[must_use]
    pub fn unlimited(test_clock: bool) -> Self {
        Self {
            requests_per_second: 0,
            requests_per_second_tenant: 0,
            deliveries_per_second: 0,
            test_clock,
            ..Self::default()
        }
    }
}

/// What every handler shares.
#[derive(Debug)]
pub struct Face {
    pub(crate) engine: Engine,
    pub(crate) accounts: Accounts,
    pub(crate) keyring: Keyring,
    pub(crate) limits: Limits,
    pub(crate) options: FaceOptions,
    pub(crate) exports: Exports,
    pub(crate) live: pages::live::Live,
}

/// Shared by reference.
pub type Shared = Arc<Face>;

/// The whole API as a router.
pub fn router(engine: Engine, accounts: Accounts, options: FaceOptions) -> Router {
    let most = options.request_timeout;
    let face = Arc::new(Face {
        keyring: Keyring::new(engine.store().clone()),
        limits: Limits::new(&options),
        engine,
        accounts,
        options,
        exports: Exports::default(),
        live: pages::live::Live::default(),
    });
    let proxies: Arc<[IpAddr]> = face.options.trusted_proxies.iter().map(IpAddr::to_canonical).collect();
    let (routes, document) = openapi::routes().split_for_parts();
    let document = Arc::new(openapi::text(&document));
    let pages = pages::router(Arc::clone(&face));
    let api = routes
        .route("/openapi.json", axum::routing::get(move || openapi::serve(Arc::clone(&document))))
        .route("/healthz", axum::routing::get(health))
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(axum::middleware::from_fn(move |request, next| in_time(most, request, next)))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(panicked))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&face), request_id::layer))
        .with_state(face);
    // The two answer trouble in different words, so each has its own end of the road.
    Router::new().fallback_service(tower::service_fn(move |mut request: axum::extract::Request| {
        limit::look_behind(&mut request, &proxies);
        let router = if pages::owns(request.uri().path()) { pages.clone() } else { api.clone() };
        router.oneshot(request)
    }))
}

async fn health(axum::extract::State(face): axum::extract::State<Shared>) -> Result<Response, Problem> {
    face.engine.store().check_schema().await?;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], "{\"status\":\"ok\"}").into_response())
}

async fn unknown_route(uri: axum::http::Uri) -> Problem {
    let path: String = uri.path().chars().take(120).collect();
    Problem::new(404, "unknown_route", format!("there is no route `{path}`; see /openapi.json"))
}

async fn wrong_method() -> Problem {
    Problem::new(405, "method_not_allowed", "this route does not take this method; see /openapi.json")
}

/// Ends a request that takes too long: a body that trickles in, a database that hangs. What it had handed to
/// the engine may still happen, so the answer says to repeat it with its key.
async fn in_time(most: Duration, request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let detail = format!(
                "it took longer than {} s, and it is not known whether it happened; repeat it with the same idempotency key",
                most.as_secs()
            );
            Problem::new(503, "timed_out", detail).again(1).into_response()
        }
    }
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    let detail = "the server met a defect; repeat the request with the same key: what happened is answered, what did not happen happens once";
    Problem::new(500, "defect", detail).into_response()
}

impl Face {
    /// The machine's time, microseconds since 1970, UTC: what sessions, links, leases and notes go by. The offset of a
    /// test clock does not move it.
    pub(crate) fn wall_us(&self) -> i64 {
        self.engine.clock().machine().wall_us()
    }

    /// The one way from a handler to the engine: preview, or decide under the request's key and answer.
    pub(crate) async fn act(&self, caller: &Caller, asked: &Asked, act: impl Into<Act>) -> Result<Response, Problem> {
        self.act_at(caller, asked, act, None).await
    }

    /// The same for something that happened at another time than now.
    pub(crate) async fn act_at(
        &self,
        caller: &Caller,
        asked: &Asked,
        act: impl Into<Act>,
        effective_at: Option<jiff::Timestamp>,
    ) -> Result<Response, Problem> {
        let mut request = Request::new(&caller.tenant, caller.actor.clone(), act.into());
        request.effective_at = effective_at;
        if asked.preview {
            let preview = self.engine.preview(request).await.map_err(Problem::from)?;
            return Ok(json(StatusCode::OK, preview::render(&preview, caller.grants.allow(Permission::ReadBooks))));
        }
        let name = asked.name().ok_or_else(body::key_missing)?;
        match self.engine.submit(request.keyed(Key { name, fingerprint: asked.fingerprint.clone() })).await {
            Reply::Done(answered) => Ok(answer(answered)),
            other => Err(other.into()),
        }
    }

    /// The answer this request got before, for handlers that must look at the world before they can build
    /// the command: the world may have changed since, the answer may not.
    pub(crate) async fn remembered(&self, caller: &Caller, asked: &Asked) -> Result<Option<Response>, Problem> {
        let Some(name) = asked.name().filter(|_| !asked.preview) else { return Ok(None) };
        let Some(row) = self.engine.store().answer(&caller.tenant, &name).await? else { return Ok(None) };
        if row.fingerprint != asked.fingerprint {
            return Err(Refusal::KeyReused.into());
        }
        Ok(Some(answer(Answered { status: row.status, body: row.answer, replayed: true, about: None })))
    }
}

fn answer(answered: Answered) -> Response {
    let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::OK);
    let mut response = json(status, answered.body);
    if answered.replayed {
        let name = HeaderName::from_static("idempotent-replayed");
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    response
}

/// A JSON response that no cache keeps.
pub(crate) fn json(status: StatusCode, body: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

/// A read that is rendered.
pub(crate) fn show(view: &impl serde::Serialize) -> Response {
    json(StatusCode::OK, crate::views::json(view))
}
