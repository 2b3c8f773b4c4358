//! Refunds of orders over their tenders, and what goes back by another way; tenders that are taken all or none.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::{Id, Kind};
use recoup_core::payment::refund::{HowMuch, check_currency};
use recoup_core::policy::Exception;
use recoup_core::tender::Strategy;
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::together::TenderTogether;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id, id_in, not_null};
use super::list::{self, Named};
use super::payments::currency;
use super::preview::PreviewView;
use super::problem::Problem;
use super::refunds::{NewException, NewLineUnits, how_much};
use super::tenders::{NewTender, bind, invalid, may_tender};
use super::{Shared, show};
use crate::views::{AllocationView, OrderView, RefundView};

/// A refund of an order over its tenders: by `lines`, by `amount_minor`, or in full when neither is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrderRefund {
    /// Minor units; never `null`, which must not pass for a refund in full.
    #[serde(default, deserialize_with = "not_null")]
    pub amount_minor: Option<i64>,
    /// Must be the order's currency when sent.
    pub currency: Option<String>,
    /// Units of order lines; never `null` or empty, which must not pass for a refund in full.
    #[serde(default, deserialize_with = "not_null")]
    pub lines: Option<Vec<NewLineUnits>>,
    /// How it is spread: `policy` (also when missing), `newest_first`, `oldest_first`, `pro_rata`, `credit_first`,
    /// `card_first` or `original_proportions`.
    pub strategy: Option<String>,
    /// Reason code, such as `damaged`.
    pub reason: String,
    /// Remark for colleagues.
    #[serde(default)]
    pub note: String,
    /// A policy rule to be set aside this once.
    pub exception: Option<NewException>,
}

/// Where a refund that failed goes back to instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// `tender` or `balance`.
    pub to: String,
    /// The payment of another tender of the order, `pay_…`; the next that has room for it when missing.
    pub payment: Option<String>,
    /// Why.
    pub reason: String,
}

/// Tenders that are taken all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTenders {
    /// The tenders; together not more than the order still needs.
    pub tenders: Vec<NewTender>,
}

fn strategy(text: Option<&str>) -> Result<Option<Strategy>, Problem> {
    let Some(text) = text.filter(|text| *text != "policy") else { return Ok(None) };
    let known: Vec<&str> = Strategy::ALL.iter().map(|strategy| strategy.word()).collect();
    let why = || invalid("strategy", &format!("write `policy` or one of {}", known.join(", ")));
    Strategy::named(text).map(Some).ok_or_else(why)
}

/// Asks for a refund of an order over its tenders; the policy decides once about the whole, and whether a second person is
/// needed. With `preview=true` it shows what each tender would give back.
#[utoipa::path(post, path = "/v1/orders/{id}/refunds", tag = "refunds", operation_id = "refund_order", request_body = NewOrderRefund,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 202, body = AllocationView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn create(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<NewOrderRefund>,
) -> Result<Response, Problem> {
    let order = id(Kind::Order, &text)?;
    let new = ask.body;
    let code = currency(new.currency)?;
    let how_much = how_much(new.lines, new.amount_minor, code);
    if let (Some(code), false) = (code, matches!(how_much, HowMuch::Amount { .. })) {
        // Where the amount is computed, the core is not told the currency.
        match list::state(&face, &caller, "order", order.as_str()).await? {
            Known::Order(known) => check_currency(Some(code), known.currency)?,
            _ => return Err(Problem::unknown("order", &text)),
        }
    }
    let strategy = strategy(new.strategy.as_deref())?;
    let exception = new.exception.map(|e| Exception { rule: e.rule, reason: e.reason });
    let act = RefundOrder { order, how_much, reason: new.reason, note: new.note, strategy, exception };
    face.act(&caller, &ask.asked, act).await
}

/// Shows a refund of an order over its tenders.
#[utoipa::path(get, path = "/v1/allocations/{id}", tag = "refunds", operation_id = "get_allocation", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = AllocationView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let id = id(Kind::Allocation, &text)?;
    let owner = list::owner(&face, &caller, "allocation", id.as_str()).await?;
    let Known::Order(order) = list::state(&face, &caller, "allocation", &owner).await? else {
        return Err(Problem::unknown("allocation", &text));
    };
    let allocation = order.tenders.allocation(&id).ok_or_else(|| Problem::unknown("allocation", &text))?;
    let mut payments: BTreeMap<Id, Known> = BTreeMap::new();
    for part in &allocation.parts {
        let state = list::state(&face, &caller, "payment", part.payment.as_str()).await?;
        payments.insert(part.payment.clone(), state);
    }
    let payment = |id: &Id| match payments.get(id) {
        Some(Known::Payment(payment)) => Some(payment),
        _ => None,
    };
    Ok(show(&AllocationView::of(&order, allocation, payment)))
}

/// Lets a refund that failed or came back go back by another tender of its order, or to the customer's balance: what failed
/// is cancelled and the same is asked for there in one decision, under the same policy.
#[utoipa::path(post, path = "/v1/refunds/{id}/move", tag = "refunds", operation_id = "move_refund", request_body = Elsewhere,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn go_elsewhere(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Elsewhere>,
) -> Result<Response, Problem> {
    let refund = id(Kind::Refund, &text)?;
    let payment = ask.body.payment.as_deref().map(|text| id_in(Kind::Payment, text, "payment")).transpose()?;
    let to = match (ask.body.to.as_str(), payment) {
        ("tender", payment) => To::Tender { payment },
        ("balance", None) => To::Balance,
        ("balance", Some(_)) => return Err(invalid("payment", "a balance has no payment; leave it out")),
        _ => return Err(invalid("to", "write `tender` or `balance`")),
    };
    face.act(&caller, &ask.asked, MoveRefund { refund, to, reason: ask.body.reason }).await
}

/// Adds tenders to an order that is not covered yet, taken all or none: nothing is captured or spent before all are
/// authorized. One that is captured at once, offline or from a balance needs `move_money` too.
#[utoipa::path(post, path = "/v1/orders/{id}/tenders/all_or_none", tag = "orders", operation_id = "add_tenders_together", request_body = NewTenders,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn tender(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<NewTenders>,
) -> Result<Response, Problem> {
    let order = id(Kind::Order, &text)?;
    let tenders = ask.body.tenders.into_iter().enumerate().map(|(n, t)| t.tender(&format!("tenders[{n}]")));
    let mut tenders = tenders.collect::<Result<Vec<_>, _>>()?;
    if let Known::Order(known) = list::state(&face, &caller, "order", order.as_str()).await? {
        bind((&face, &caller.tenant), &mut tenders, known.currency);
    }
    may_tender(&face, &caller, &mut tenders, "tenders")?;
    face.act(&caller, &ask.asked, TenderTogether { order, tenders }).await
}
