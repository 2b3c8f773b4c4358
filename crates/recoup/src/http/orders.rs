//! `/v1/orders`: orders in with their tenders, shown, held and resumed, delivered, completed, cancelled.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use recoup_core::id::Kind;
use recoup_core::money::Currency;
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::order::{Line, LineTax};
use recoup_core::tender::together::PlaceTogether;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Shared;
use super::auth::{May, right};
use super::body::{Ask, Empty, KeyHeader, MOST_MINOR, PreviewQuery, id, id_in};
use super::expand::{Expand, Expanded};
use super::list::{self, Named, Page, PageOf};
use super::preview::PreviewView;
use super::problem::Problem;
use super::tenders::{NewTender, bind, invalid, may_tender};
use crate::views::OrderView;

/// An order to bring in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Whose order it is.
    pub customer: Option<NewCustomer>,
    /// What was sold.
    pub lines: Vec<NewLine>,
    /// How it is paid; together not more than the lines.
    #[serde(default)]
    pub tenders: Vec<NewTender>,
    /// Language of notices, `en` or `de`; `en` when missing.
    pub language: Option<String>,
    /// Subkey of revenue, such as a product class; `sales` when missing.
    pub revenue_key: Option<String>,
    /// More names to find it by.
    #[serde(default)]
    pub references: Vec<NewReference>,
    /// Whether the tenders are taken all or none: nothing is captured or spent before all are authorized.
    #[serde(default)]
    pub all_or_none: bool,
    /// When it was placed, RFC 3339; now when missing.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub placed_at: Option<Timestamp>,
}

/// Whose order it is: an account, or the shop's own name for the customer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// `cus_…`
    pub id: Option<String>,
    /// The shop's name; an account is made when there is none.
    pub reference: Option<String>,
}

/// A line to sell.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// Stock keeping unit.
    pub sku: String,
    /// What the customer reads.
    #[serde(default)]
    pub name: String,
    /// Units.
    pub quantity: i64,
    /// Price of the line with taxes, discounts taken off, minor units.
    pub gross_minor: i64,
    /// Taxes contained in it.
    #[serde(default)]
    pub taxes: Vec<NewTax>,
    /// Whether the goods are out; true when missing. False defers the revenue.
    pub delivered: Option<bool>,
}

/// A tax contained in a line.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTax {
    /// Jurisdiction, rule and version, such as `DE/standard@2021`.
    pub key: String,
    /// Minor units.
    pub amount_minor: i64,
}

/// One more name of an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReference {
    /// Kind, such as `invoice`.
    pub kind: String,
    /// The name.
    pub value: String,
}

/// Why an order is stopped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// In words.
    pub reason: String,
}

/// Whose it is.
pub(super) fn whose(customer: Option<NewCustomer>) -> Result<Whose, Problem> {
    Ok(match customer {
        None => Whose::Guest,
        Some(NewCustomer { id: Some(text), reference: None }) => {
            Whose::Account { id: id_in(Kind::Customer, &text, "customer.id")? }
        }
        Some(NewCustomer { id: None, reference: Some(reference) }) => Whose::Reference { reference },
        Some(_) => return Err(invalid("customer", "send either `id` or `reference`")),
    })
}

/// A currency by its code.
pub(super) fn currency(code: &str) -> Result<Currency, Problem> {
    code.parse().map_err(|error: recoup_core::money::MoneyError| {
        Problem::new(400, "invalid", error.to_string()).param("currency")
    })
}

/// Lines as the core takes them, numbered as they stand.
pub(super) fn lines(lines: Vec<NewLine>) -> Result<Vec<Line>, Problem> {
    let gross: i128 = lines.iter().map(|line| i128::from(line.gross_minor)).sum();
    if gross > i128::from(MOST_MINOR) {
        let detail = format!("the lines add up to more than {MOST_MINOR} minor units; split the order");
        return Err(Problem::new(400, "amount_overflow", detail).param("lines"));
    }
    let line = |(line, new): (u32, NewLine)| Line {
        line,
        sku: new.sku,
        name: new.name,
        quantity: new.quantity,
        gross_minor: new.gross_minor,
        taxes: new.taxes.into_iter().map(|t| LineTax { key: t.key, amount_minor: t.amount_minor }).collect(),
        delivered: new.delivered.unwrap_or(true),
    };
    Ok((1_u32..).zip(lines).map(line).collect())
}

impl NewOrder {
    fn act(self) -> Result<PlaceOrder, Problem> {
        let lines = lines(self.lines)?;
        let tenders = self.tenders.into_iter().enumerate().map(|(n, t)| t.tender(&format!("tenders[{n}]")));
        Ok(PlaceOrder {
            number: self.number,
            customer: whose(self.customer)?,
            currency: currency(&self.currency)?,
            revenue_key: self.revenue_key.unwrap_or_else(|| "sales".to_owned()),
            lines,
            tenders: tenders.collect::<Result<_, _>>()?,
            language: self.language.unwrap_or_else(|| "en".to_owned()),
            references: self.references.into_iter().map(|r| (r.kind, r.value)).collect(),
        })
    }
}

/// Brings an order in with its tenders. A tender that is captured at once, offline or from a balance needs
/// `move_money` too.
#[utoipa::path(post, path = "/v1/orders", tag = "orders", operation_id = "create_order", request_body = NewOrder,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = OrderView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn create(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    ask: Ask<NewOrder>,
) -> Result<Response, Problem> {
    let (placed_at, together) = (ask.body.placed_at, ask.body.all_or_none);
    if placed_at.is_some_and(|at| at > face.engine.clock().now()) {
        return Err(invalid("placed_at", "an order cannot be placed in the future"));
    }
    let mut act = ask.body.act()?;
    bind((&face, &caller.tenant), &mut act.tenders, act.currency);
    may_tender(&face, &caller, &mut act.tenders, "tenders")?;
    if together {
        return face.act_at(&caller, &ask.asked, PlaceTogether { order: act }, placed_at).await;
    }
    face.act_at(&caller, &ask.asked, act, placed_at).await
}

/// Lists orders, newest first.
#[utoipa::path(get, path = "/v1/orders", tag = "orders", operation_id = "list_orders", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<OrderView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    list::streams(&face, &caller, "order", &page, |state| match state {
        Known::Order(order) => Some(OrderView::of(order)),
        _ => None,
    })
    .await
}

/// Shows an order.
#[utoipa::path(get, path = "/v1/orders/{id}", tag = "orders", operation_id = "get_order", params(("id" = String, Path), Expand),
    security(("key" = ["read"])),
    responses((status = 200, body = Expanded<OrderView>), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    expand: Expand,
) -> Result<Response, Problem> {
    let id = id(Kind::Order, &text)?;
    match list::state(&face, &caller, "order", id.as_str()).await? {
        Known::Order(order) => expand.order(&face, &caller, &order).await,
        _ => Err(Problem::unknown("order", &text)),
    }
}

/// Adds a tender to an order that is not covered yet. One that is captured at once, offline or from a balance
/// needs `move_money` too.
#[utoipa::path(post, path = "/v1/orders/{id}/tenders", tag = "orders", operation_id = "add_tender", request_body = NewTender,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = crate::views::PaymentView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn add_tender(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<NewTender>,
) -> Result<Response, Problem> {
    let mut act = AddTender { order: id(Kind::Order, &text)?, tender: ask.body.tender("tender")? };
    if let Known::Order(order) = list::state(&face, &caller, "order", act.order.as_str()).await? {
        bind((&face, &caller.tenant), std::slice::from_mut(&mut act.tender), order.currency);
    }
    may_tender(&face, &caller, std::slice::from_mut(&mut act.tender), "tender")?;
    face.act(&caller, &ask.asked, act).await
}

/// Calls an order off before money came: authorizations go back.
#[utoipa::path(post, path = "/v1/orders/{id}/cancel", tag = "orders", operation_id = "cancel_order", request_body = Reason,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn cancel(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, CancelOrder { order: id(Kind::Order, &text)?, reason: ask.body.reason }).await
}

/// Completes an order; what was never captured is credited.
#[utoipa::path(post, path = "/v1/orders/{id}/complete", tag = "orders", operation_id = "complete_order", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn complete(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, CompleteOrder { order: id(Kind::Order, &text)? }).await
}

/// Stops an order.
#[utoipa::path(post, path = "/v1/orders/{id}/hold", tag = "orders", operation_id = "hold_order", request_body = Reason,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn hold(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, HoldOrder { order: id(Kind::Order, &text)?, reason: ask.body.reason }).await
}

/// Lets a stopped order go on.
#[utoipa::path(post, path = "/v1/orders/{id}/resume", tag = "orders", operation_id = "resume_order", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn resume(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, ResumeOrder { order: id(Kind::Order, &text)? }).await
}

/// Lines that are delivered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// Their numbers.
    pub lines: Vec<u32>,
}

/// Says that lines of an order are delivered; what was deferred for them becomes revenue.
#[utoipa::path(post, path = "/v1/orders/{id}/deliver", tag = "orders", operation_id = "deliver_order", request_body = Delivered,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn deliver(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Delivered>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, DeliverLines { order: id(Kind::Order, &text)?, lines: ask.body.lines }).await
}
