//! The dashboard: pages rendered by the server, a file or a folder each, over the same engine and the same rights as
//! the API.
//!
//! Every page reads and every form acts without scripts; `assets/recoup.js` only makes things quicker and
//! `assets/live.js` keeps an open page up to date. A handler takes a [`guard::May`] of the right it needs, so that none
//! can forget to ask, and hands commands to [`act`], so that a form that is sent twice acts once. Nothing here decides,
//! and nothing here knows SQL.

pub mod act;
pub mod allocation;
pub mod approval;
pub mod assets;
pub mod astray;
pub mod audit;
pub mod csv_file;
pub mod customer;
pub mod developer;
pub mod dispute;
pub mod exception;
pub mod form;
pub mod guard;
pub mod invoice;
pub mod ledger;
pub mod lists;
pub mod live;
pub mod oidc;
pub mod once;
pub mod operation;
pub mod order;
pub mod policy;
pub mod refund;
pub mod remark;
pub mod search;
pub mod seen;
pub mod shell;
pub mod sign_in;
pub mod status;
pub mod step_up;
pub mod system;
pub mod team;
pub mod timeline;
pub mod today;
pub mod trouble;
pub mod upload;
pub mod welcome;
pub mod words;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::http::Shared;
use crate::http::problem::Problem;
use trouble::Trouble;

/// Most bytes of a form.
const MOST_FORM_BYTES: usize = 1 << 20;

/// Only what comes from here is loaded or run, nobody frames us, and forms go nowhere else.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whether a path belongs to the pages; the rest is the API.
#[must_use]
pub fn owns(path: &str) -> bool {
    let api = ["/v1", "/api", "/openapi.json", "/healthz"];
    !api.iter().any(|head| path.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Every page.
pub fn router(face: Shared) -> Router {
    let most = face.options.request_timeout;
    Router::new()
        .route("/", get(today::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/code", get(oidc::code::ask).post(oidc::code::take))
        .route("/sign-in/oidc/{name}", get(oidc::leave))
        .route("/sign-in/oidc/{name}/return", get(oidc::come_back))
        .route("/sign-out", get(astray::back).post(sign_in::leave))
        .route("/become", get(astray::back).post(sign_in::change))
        .route("/welcome/{token}", get(welcome::show).post(welcome::set_up))
        .route("/orders", get(lists::streams::orders))
        .route("/orders/export.csv", get(lists::export::orders))
        .route("/payments", get(lists::streams::payments))
        .route("/payments/export.csv", get(lists::export::payments))
        .route("/refunds", get(lists::refunds::show))
        .route("/refunds/export.csv", get(lists::export::refunds))
        .route("/bulk", get(astray::back).post(lists::bulk::take))
        .route("/bulk/report.csv", get(astray::back).post(lists::bulk::file))
        .route("/views", get(astray::back).post(lists::saved::keep))
        .route("/orders/{id}", get(order::show))
        .route("/payments/{id}", get(order::of_payment))
        .route("/orders/{id}/remarks", get(remark::show).post(remark::write))
        .route("/orders/{id}/files/{remark}", get(remark::file))
        .merge(operation::router())
        .route("/payments/{id}/refund", get(refund::show).post(refund::ask))
        .route("/customers/{id}", get(customer::show))
        .route("/allocations/{id}", get(allocation::show))
        .route("/search", get(search::show))
        .route(live::PATH, get(live::listen))
        .route("/approvals", get(approval::index))
        .route("/approvals/{id}", get(approval::show).post(approval::decide))
        .route("/ledger", get(ledger::trial_balance))
        .route("/ledger/export.csv", get(ledger::export))
        .route("/ledger/accounts/{code}", get(ledger::account))
        .route("/ledger/clearing", get(ledger::clearing::show))
        .route("/ledger/entries", get(ledger::entries::index))
        .route("/ledger/entries/{id}", get(ledger::entries::show))
        .merge(dispute::router())
        .merge(invoice::router())
        .merge(policies())
        .route("/exceptions", get(exception::index))
        .route("/exceptions/{id}", get(exception::show).post(exception::resolve))
        .route("/developers", get(developer::index))
        .route("/developers/keys/new", get(developer::blank).post(developer::create))
        .route("/developers/keys/{id}", get(developer::show).post(developer::change))
        .route("/developers/requests", get(developer::requests::index))
        .route("/developers/requests/{id}", get(developer::requests::show))
        .route("/developers/calls", get(developer::calls::index))
        .route("/developers/deliveries", get(developer::deliveries::index))
        .route("/developers/deliveries/{id}", get(developer::deliveries::show).post(developer::deliveries::retry))
        .route("/team", get(team::index))
        .route("/team/add", get(team::person::blank).post(team::person::add))
        .route("/team/duties.csv", get(team::duties_file))
        .route("/team/persons.csv", get(team::persons_file))
        .route("/team/persons/{person}", get(team::person::show).post(team::person::change))
        .route("/team/changes/{id}", get(team::change::show).post(team::change::answer))
        .route("/audit", get(audit::show))
        .route("/audit/export.csv", get(audit::export))
        .route("/system", get(system::show))
        .route("/r/{token}", get(status::show))
        .route("/assets/{name}", get(assets::serve))
        .fallback(nowhere)
        .method_not_allowed_fallback(astray::wrong_method)
        .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(trouble::panicked))
        .layer(axum::middleware::from_fn(move |request, next| in_time(most, request, next)))
        .layer(axum::middleware::from_fn(guarded))
        .with_state(face)
}

/// The pages of both policies; which one a page is about, its address says.
fn policies() -> Router<Shared> {
    Router::new()
        .route("/policies", get(policy::index))
        .route("/policies/new", get(policy::proposal::show).post(policy::proposal::propose))
        .route("/policies/{version}", get(policy::show))
        .route("/policies/balances", get(policy::index))
        .route("/policies/balances/new", get(policy::proposal::show).post(policy::proposal::propose))
        .route("/policies/balances/{version}", get(policy::show))
        .route("/policies/routing", get(policy::index))
        .route("/policies/routing/new", get(policy::proposal::show).post(policy::proposal::propose))
        .route("/policies/routing/{version}", get(policy::show))
        .route("/policies/write-offs", get(policy::index))
        .route("/policies/write-offs/new", get(policy::proposal::show).post(policy::proposal::propose))
        .route("/policies/write-offs/{version}", get(policy::show))
        .route("/policies/refund_routing", get(policy::index))
        .route("/policies/refund_routing/new", get(policy::proposal::show).post(policy::proposal::propose))
        .route("/policies/refund_routing/{version}", get(policy::show))
}

/// Ends a request that takes too long: a form that trickles in, a database that hangs. It is over with the head of the
/// answer, so a stream may go on for as long as it likes.
async fn in_time(most: Duration, request: Request, next: Next) -> Response {
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let detail = "this took too long; go back and send it once more, it acts once";
            Trouble::from(Problem::new(503, "timed_out", detail).again(1)).into_response()
        }
    }
}

async fn nowhere() -> Trouble {
    Trouble::nowhere()
}

/// What every page says to the browser besides itself; what is no page becomes one.
async fn guarded(request: Request, next: Next) -> Response {
    let mut response = astray::as_page(next.run(request).await);
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
