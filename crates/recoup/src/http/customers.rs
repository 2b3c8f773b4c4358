//! `/v1/customers`: accounts made, changed and shown with the balance we owe.

use axum::extract::State;
use axum::response::Response;
use recoup_core::customer::PutCustomer;
use recoup_core::id::Kind;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id};
use super::list::{self, Named, Page, PageOf};
use super::problem::Problem;
use super::{Shared, show};
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
#[utoipa::path(post, path = "/v1/customers", tag = "customers", operation_id = "put_customer", request_body = NewAccount,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = CustomerView), Problem))]
pub async fn put(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    ask: Ask<NewAccount>,
) -> Result<Response, Problem> {
    let language = ask.body.language.unwrap_or_else(|| "en".to_owned());
    face.act(&caller, &ask.asked, PutCustomer { reference: ask.body.reference, language }).await
}

/// Lists accounts, newest first.
#[utoipa::path(get, path = "/v1/customers", tag = "customers", operation_id = "list_customers", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<CustomerView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    list::streams(&face, &caller, "customer", &page, |state| match state {
        Known::Customer(customer) => Some(CustomerView::of(customer)),
        _ => None,
    })
    .await
}

/// Shows an account.
#[utoipa::path(get, path = "/v1/customers/{id}", tag = "customers", operation_id = "get_customer", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = CustomerView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let id = id(Kind::Customer, &text)?;
    match list::state(&face, &caller, "customer", id.as_str()).await? {
        Known::Customer(customer) => Ok(show(&CustomerView::of(&customer))),
        _ => Err(Problem::unknown("customer", &text)),
    }
}
