//! `/v1/customers`: accounts with the balance we owe.

use axum::extract::{Path, State};
use axum::response::Response;
use recoup_core::customer::PutCustomer;
use recoup_core::id::Kind;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::require;
use super::body::{Ask, id};
use super::list::{self, Page};
use super::problem::Problem;
use super::{Shared, show};
use crate::access::{Caller, Permission};
use crate::views::CustomerView;

/// A customer account to make or change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// The shop's own name for the customer, unique within the tenant. No personal data.
    pub reference: String,
    /// Language of notices, `en` or `de`; `en` when missing.
    pub language: Option<String>,
}

/// Makes an account, or changes the language of the one with this reference.
#[utoipa::path(post, path = "/v1/customers", tag = "customers", request_body = NewAccount,
    params(("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 200, body = CustomerView), (status = "default", body = Problem)))]
pub async fn put(State(face): State<Shared>, caller: Caller, ask: Ask<NewAccount>) -> Result<Response, Problem> {
    require(&caller, Permission::WriteOrders)?;
    let language = ask.body.language.unwrap_or_else(|| "en".to_owned());
    face.act(&caller, &ask.asked, PutCustomer { reference: ask.body.reference, language }).await
}

/// Lists accounts, newest first.
#[utoipa::path(get, path = "/v1/customers", tag = "customers", params(Page),
    responses((status = 200, body = Vec<CustomerView>), (status = "default", body = Problem)))]
pub async fn index(State(face): State<Shared>, caller: Caller, page: Page) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    list::streams(&face, &caller, "customer", &page, |state| match state {
        Known::Customer(customer) => Some(CustomerView::of(customer)),
        _ => None,
    })
    .await
}

/// Shows an account.
#[utoipa::path(get, path = "/v1/customers/{id}", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = CustomerView), (status = "default", body = Problem)))]
pub async fn read(State(face): State<Shared>, caller: Caller, Path(text): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    let id = id(Kind::Customer, &text)?;
    match list::state(&face, &caller, "customer", id.as_str()).await? {
        Known::Customer(customer) => Ok(show(&CustomerView::of(&customer))),
        _ => Err(Problem::unknown("customer", &text)),
    }
}
