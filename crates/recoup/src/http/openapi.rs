//! Every route of the API, once: the router and the OpenAPI 3.1 document come from the same list.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, PathItem, RefOr};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::preview::PreviewView;
use super::problem;
use super::{
    Shared, allocations, approvals, balances, clock, customers, deliveries, disputes, events, exceptions, expand,
    gateway_accounts, hooks, invoices, keys, ledger, operations, orders, payments, policies, programs, references,
    refunds, shipments, workflows,
};

/// The head of the document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Recoup",
        description = "Payment operations after checkout. Amounts are whole minor units of an ISO 4217 currency; times are RFC 3339 in UTC. Requests that change something take an Idempotency-Key; `?preview=true` shows the decision without committing it. Problems are RFC 9457 documents whose `code` is stable. The scopes of an operation are the permissions of which one is enough."
    ),
    components(schemas(problem::Document<'_>, PreviewView)),
    modifiers(&Bearer)
)]
struct Head;

/// Declares the bearer key; each operation names the permissions it asks for.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("rcp_…").build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("key", SecurityScheme::Http(scheme));
    }
}

/// Every route of the API.
#[must_use]
pub fn routes() -> OpenApiRouter<Shared> {
    let mut router = around(of_flows(OpenApiRouter::with_openapi(Head::openapi())));
    describe(router.get_openapi_mut());
    router
}

/// Orders, invoices, payments, and what becomes of them.
fn of_flows(router: OpenApiRouter<Shared>) -> OpenApiRouter<Shared> {
    router
        .routes(routes!(orders::create, orders::index))
        .routes(routes!(orders::read))
        .routes(routes!(orders::add_tender))
        .routes(routes!(orders::cancel))
        .routes(routes!(orders::complete))
        .routes(routes!(orders::hold))
        .routes(routes!(orders::resume))
        .routes(routes!(orders::deliver))
        .routes(routes!(shipments::plan, shipments::index))
        .routes(routes!(shipments::read))
        .routes(routes!(shipments::ship))
        .routes(routes!(shipments::moved))
        .routes(routes!(shipments::cancel_lines))
        .routes(routes!(shipments::delay_lines))
        .routes(routes!(shipments::set_plan, shipments::read_plan))
        .routes(routes!(invoices::create, invoices::index))
        .routes(routes!(invoices::ageing))
        .routes(routes!(invoices::read))
        .routes(routes!(invoices::issue))
        .routes(routes!(invoices::pay))
        .routes(routes!(invoices::credit))
        .routes(routes!(invoices::void))
        .routes(routes!(invoices::write_off))
        .routes(routes!(invoices::deliver))
        .routes(routes!(payments::index))
        .routes(routes!(payments::read))
        .routes(routes!(payments::capture))
        .routes(routes!(payments::release))
        .routes(routes!(payments::read_capture))
        .routes(routes!(payments::read_release))
        .routes(routes!(refunds::create, expand::refunds))
        .routes(routes!(expand::captures))
        .routes(routes!(expand::releases))
        .routes(routes!(refunds::read))
        .routes(routes!(refunds::cancel))
        .routes(routes!(refunds::retry))
        .routes(routes!(refunds::credit))
        .routes(routes!(refunds::confirm))
        .routes(routes!(refunds::bounce))
        .routes(routes!(disputes::record, disputes::index))
        .routes(routes!(disputes::read))
        .routes(routes!(disputes::add))
        .routes(routes!(disputes::remove))
        .routes(routes!(disputes::assign))
        .routes(routes!(disputes::submit))
        .routes(routes!(disputes::accept))
        .routes(routes!(allocations::create))
        .routes(routes!(allocations::read))
        .routes(routes!(allocations::go_elsewhere))
        .routes(routes!(allocations::tender))
}

/// What goes on around them: people, policies, books, events and gateways.
fn around(router: OpenApiRouter<Shared>) -> OpenApiRouter<Shared> {
    router
        .routes(routes!(operations::outcome))
        .routes(routes!(approvals::index))
        .routes(routes!(approvals::read))
        .routes(routes!(approvals::approve))
        .routes(routes!(approvals::reject))
        .routes(routes!(approvals::withdraw))
        .routes(routes!(customers::put, customers::index))
        .routes(routes!(customers::read))
        .routes(routes!(balances::top_up))
        .routes(routes!(balances::adjust))
        .routes(routes!(balances::statement))
        .routes(routes!(policies::read, policies::propose))
        .routes(routes!(programs::read))
        .routes(routes!(ledger::entries))
        .routes(routes!(ledger::entry))
        .routes(routes!(ledger::balances))
        .routes(routes!(ledger::trial_balance))
        .routes(routes!(events::feed))
        .routes(routes!(events::timeline))
        .routes(routes!(references::find))
        .routes(routes!(exceptions::index))
        .routes(routes!(exceptions::read))
        .routes(routes!(exceptions::resolve))
        .routes(routes!(deliveries::index))
        .routes(routes!(deliveries::read))
        .routes(routes!(deliveries::retry))
        .routes(routes!(deliveries::matched))
        .routes(routes!(keys::create, keys::index))
        .routes(routes!(keys::revoke))
        .routes(routes!(keys::rotate))
        .routes(routes!(gateway_accounts::index))
        .routes(routes!(gateway_accounts::rotate))
        .routes(routes!(gateway_accounts::close))
        .routes(routes!(gateway_accounts::open))
        .routes(routes!(clock::read))
        .routes(routes!(clock::advance))
        .routes(routes!(workflows::index, workflows::start))
        .routes(routes!(hooks::receive, hooks::challenge))
}

/// Says in words what each answer without words is.
fn describe(document: &mut Document) {
    for path in document.paths.paths.values_mut() {
        let PathItem { get, post, .. } = path;
        for operation in [get, post].into_iter().flatten() {
            for (status, response) in &mut operation.responses.responses {
                let RefOr::T(response) = response else { continue };
                let reason = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
                if let (true, Some(reason)) =
                    (response.description.is_empty(), reason.and_then(|c| c.canonical_reason()))
                {
                    reason.clone_into(&mut response.description);
                }
            }
        }
    }
}

/// The document as it is checked in and served.
#[must_use]
pub fn text(document: &Document) -> String {
    document.to_pretty_json().map(|text| text + "\n").unwrap_or_default()
}

/// The document of every route.
#[must_use]
pub fn document() -> String {
    text(&routes().split_for_parts().1)
}

/// Serves the document.
pub async fn serve(document: Arc<String>) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], document.as_str().to_owned()).into_response()
}
