//! `/v1/refunds`: asked for in full, by amount or by line; cancelled, retried, credited, confirmed.

use axum::extract::{Path, State};
use axum::response::Response;
use recoup_core::id::{Id, Kind};
use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::policy::Exception;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::require;
use super::body::{Ask, Empty, id};
use super::list;
use super::orders::Reason;
use super::payments::currency;
use super::problem::Problem;
use super::{Shared, show};
use crate::access::{Caller, Permission};
use crate::views::RefundView;

/// A refund to ask for: by `lines`, by `amount_minor`, or in full when neither is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// The payment, `pay_…`; or send `order`.
    pub payment: Option<String>,
    /// The order, `ord_…`, when it has one payment.
    pub order: Option<String>,
    /// Minor units.
    pub amount_minor: Option<i64>,
    /// Must be the payment's currency when sent.
    pub currency: Option<String>,
    /// Units of order lines.
    #[serde(default)]
    pub lines: Vec<NewLineUnits>,
    /// Reason code, such as `damaged`.
    pub reason: String,
    /// Remark for colleagues.
    #[serde(default)]
    pub note: String,
    /// A policy rule to be set aside this once.
    pub exception: Option<NewException>,
}

/// Units of an order line.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLineUnits {
    /// Line number.
    pub line: u32,
    /// Units.
    pub quantity: i64,
}

/// A policy rule to be set aside, with the reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewException {
    /// The rule that says no.
    pub rule: String,
    /// Why this case is different.
    pub reason: String,
}

/// Proof that an offline refund was paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Receipt or bank reference.
    pub evidence: String,
}

impl NewRefund {
    /// The core's command, once the payment is known.
    ///
    /// # Errors
    /// 400 or 404 naming the field.
    pub async fn act(self, face: &Shared, caller: &Caller) -> Result<RequestRefund, Problem> {
        let payment = payment(face, caller, self.payment.as_deref(), self.order.as_deref()).await?;
        let code = currency(self.currency)?;
        let lines: Vec<LineUnits> =
            self.lines.iter().map(|l| LineUnits { line: l.line, quantity: l.quantity }).collect();
        let how_much = match (lines.is_empty(), self.amount_minor) {
            (false, amount_minor) => HowMuch::Lines { lines, amount_minor },
            (true, Some(amount_minor)) => HowMuch::Amount { amount_minor, currency: code },
            (true, None) => HowMuch::Full,
        };
        let exception = self.exception.map(|e| Exception { rule: e.rule, reason: e.reason });
        Ok(RequestRefund { payment, how_much, reason: self.reason, note: self.note, exception })
    }
}

async fn payment(face: &Shared, caller: &Caller, payment: Option<&str>, order: Option<&str>) -> Result<Id, Problem> {
    match (payment, order) {
        (Some(text), None) => id(Kind::Payment, text),
        (None, Some(text)) => {
            let order = id(Kind::Order, text)?;
            let Known::Order(known) = list::state(face, caller, "order", order.as_str()).await? else {
                return Err(Problem::unknown("order", text));
            };
            match known.payments.as_slice() {
                [one] => Ok(one.clone()),
                several => {
                    let names: Vec<&str> = several.iter().map(Id::as_str).collect();
                    let detail = format!("the order has {} payments ({}); name one in `payment`", several.len(), names.join(", "));
                    Err(Problem::new(400, "payment_required", detail).param("payment"))
                }
            }
        }
        _ => Err(Problem::new(400, "missing", "send either `payment` or `order`").param("payment")),
    }
}

/// Asks for a refund; the policy decides whether a second person is needed.
#[utoipa::path(post, path = "/v1/refunds", tag = "refunds", request_body = NewRefund,
    params(("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 202, body = RefundView), (status = "default", body = Problem)))]
pub async fn create(State(face): State<Shared>, caller: Caller, ask: Ask<NewRefund>) -> Result<Response, Problem> {
    require(&caller, Permission::AskRefunds)?;
    let act = ask.body.act(&face, &caller).await?;
    face.act(&caller, &ask.asked, act).await
}

/// Shows a refund.
#[utoipa::path(get, path = "/v1/refunds/{id}", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundView), (status = "default", body = Problem)))]
pub async fn read(State(face): State<Shared>, caller: Caller, Path(text): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    let id = id(Kind::Refund, &text)?;
    let owner = list::owner(&face, &caller, "refund", id.as_str()).await?;
    match list::state(&face, &caller, "refund", &owner).await? {
        Known::Payment(payment) => {
            let refund = payment.refund(&id).ok_or_else(|| Problem::unknown("refund", &text))?;
            Ok(show(&RefundView::of(&payment, refund)))
        }
        _ => Err(Problem::unknown("refund", &text)),
    }
}

/// Takes a refund back before it is sent.
#[utoipa::path(post, path = "/v1/refunds/{id}/cancel", tag = "refunds", request_body = Reason,
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 202, body = RefundView), (status = "default", body = Problem)))]
pub async fn cancel(
    State(face): State<Shared>,
    caller: Caller,
    Path(text): Path<String>,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    require(&caller, Permission::AskRefunds)?;
    face.act(&caller, &ask.asked, CancelRefund { refund: id(Kind::Refund, &text)?, reason: ask.body.reason }).await
}

/// Sends a failed or returned refund once more.
#[utoipa::path(post, path = "/v1/refunds/{id}/retry", tag = "refunds", request_body = Empty,
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 202, body = RefundView), (status = "default", body = Problem)))]
pub async fn retry(
    State(face): State<Shared>,
    caller: Caller,
    Path(text): Path<String>,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    require(&caller, Permission::MoveMoney)?;
    face.act(&caller, &ask.asked, RetryRefund { refund: id(Kind::Refund, &text)? }).await
}

/// Pays a failed or returned refund to the customer's balance.
#[utoipa::path(post, path = "/v1/refunds/{id}/credit", tag = "refunds", request_body = Empty,
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 202, body = RefundView), (status = "default", body = Problem)))]
pub async fn credit(
    State(face): State<Shared>,
    caller: Caller,
    Path(text): Path<String>,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    require(&caller, Permission::MoveMoney)?;
    face.act(&caller, &ask.asked, CreditRefund { refund: id(Kind::Refund, &text)? }).await
}

/// Says that an offline refund was paid.
#[utoipa::path(post, path = "/v1/refunds/{id}/confirm", tag = "refunds", request_body = Proof,
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header), ("preview" = Option<bool>, Query)),
    responses((status = 202, body = RefundView), (status = "default", body = Problem)))]
pub async fn confirm(
    State(face): State<Shared>,
    caller: Caller,
    Path(text): Path<String>,
    ask: Ask<Proof>,
) -> Result<Response, Problem> {
    require(&caller, Permission::MoveMoney)?;
    let act = ConfirmRefund { refund: id(Kind::Refund, &text)?, evidence: ask.body.evidence };
    face.act(&caller, &ask.asked, act).await
}
