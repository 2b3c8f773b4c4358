//! `/v1/refunds`: asked for in full, by amount or by line; shown, cancelled, retried, credited, confirmed, bounced.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::{Id, Kind};
use recoup_core::money::Currency;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::{HowMuch, RequestRefund, check_currency};
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::policy::Exception;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Shared;
use super::auth::{May, right};
use super::body::{Ask, Asked, Empty, KeyHeader, PreviewQuery, id, id_in, not_null};
use super::expand::{Expand, Expanded};
use super::list::{self, Named};
use super::orders::Reason;
use super::payments::currency;
use super::preview::PreviewView;
use super::problem::Problem;
use crate::access::Caller;
use crate::views::RefundView;

/// A refund to ask for: by `lines`, by `amount_minor`, or in full when neither is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// The payment, `pay_…`; or send `order`.
    pub payment: Option<String>,
    /// The order, `ord_…`, when it has one payment.
    pub order: Option<String>,
    /// Minor units; never `null`, which must not pass for a refund in full.
    #[serde(default, deserialize_with = "not_null")]
    pub amount_minor: Option<i64>,
    /// Must be the payment's currency when sent.
    pub currency: Option<String>,
    /// Units of order lines; never `null` or empty, which must not pass for a refund in full.
    #[serde(default, deserialize_with = "not_null")]
    pub lines: Option<Vec<NewLineUnits>>,
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
    async fn act(self, face: &Shared, caller: &Caller) -> Result<RequestRefund, Problem> {
        let payment = payment(face, caller, self.payment.as_deref(), self.order.as_deref()).await?;
        let code = currency(self.currency)?;
        let how_much = how_much(self.lines, self.amount_minor, code);
        if !matches!(how_much, HowMuch::Amount { .. }) {
            fits(face, caller, &payment, code).await?;
        }
        let exception = self.exception.map(|e| Exception { rule: e.rule, reason: e.reason });
        Ok(RequestRefund { payment, how_much, reason: self.reason, note: self.note, exception })
    }
}

/// How much is asked for: by lines, by amount, or in full.
pub(super) fn how_much(
    lines: Option<Vec<NewLineUnits>>,
    amount_minor: Option<i64>,
    currency: Option<Currency>,
) -> HowMuch {
    let units = |lines: Vec<NewLineUnits>| -> Vec<LineUnits> {
        lines.iter().map(|l| LineUnits { line: l.line, quantity: l.quantity }).collect()
    };
    match (lines, amount_minor) {
        (Some(lines), amount_minor) => HowMuch::Lines { lines: units(lines), amount_minor },
        (None, Some(amount_minor)) => HowMuch::Amount { amount_minor, currency },
        (None, None) => HowMuch::Full,
    }
}

/// Refuses another currency than the payment's; where the amount is computed, the core is not told it.
async fn fits(face: &Shared, caller: &Caller, payment: &Id, code: Option<Currency>) -> Result<(), Problem> {
    let Some(code) = code else { return Ok(()) };
    match list::state(face, caller, "payment", payment.as_str()).await? {
        Known::Payment(known) => Ok(check_currency(Some(code), known.currency)?),
        _ => Err(Problem::unknown("payment", payment.as_str())),
    }
}

async fn payment(face: &Shared, caller: &Caller, payment: Option<&str>, order: Option<&str>) -> Result<Id, Problem> {
    match (payment, order) {
        (Some(text), None) => id_in(Kind::Payment, text, "payment"),
        (None, Some(text)) => {
            let order = id_in(Kind::Order, text, "order")?;
            let Known::Order(known) = list::state(face, caller, "order", order.as_str()).await? else {
                return Err(Problem::unknown("order", text).param("order"));
            };
            match known.payments.as_slice() {
                [one] => Ok(one.clone()),
                [] => {
                    let detail = "the order has no payment, so there is nothing to refund; add a tender first";
                    Err(Problem::new(422, "nothing_to_refund", detail).param("order"))
                }
                several => {
                    let names: Vec<&str> = several.iter().map(Id::as_str).collect();
                    let detail = format!(
                        "the order has {} payments ({}); name one in `payment`",
                        several.len(),
                        names.join(", ")
                    );
                    Err(Problem::new(400, "payment_required", detail).param("payment"))
                }
            }
        }
        _ => Err(Problem::new(400, "missing", "send either `payment` or `order`").param("payment")),
    }
}

/// Asks for a refund; the policy decides whether a second person is needed.
#[utoipa::path(post, path = "/v1/refunds", tag = "refunds", operation_id = "create_refund", request_body = NewRefund,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn create(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    ask: Ask<NewRefund>,
) -> Result<Response, Problem> {
    start(&face, &caller, &ask.asked, ask.body).await
}

/// Starts a refund. Which payment an order has may change, so a repeat is answered before that is looked up.
///
/// # Errors
/// 400 or 404 naming the field, or the refusal.
pub async fn start(face: &Shared, caller: &Caller, asked: &Asked, new: NewRefund) -> Result<Response, Problem> {
    if new.order.is_some()
        && let Some(answer) = face.remembered(caller, asked).await?
    {
        return Ok(answer);
    }
    let act = new.act(face, caller).await?;
    face.act(caller, asked, act).await
}

/// Shows a refund.
#[utoipa::path(get, path = "/v1/refunds/{id}", tag = "refunds", operation_id = "get_refund", params(("id" = String, Path), Expand),
    security(("key" = ["read"])),
    responses((status = 200, body = Expanded<RefundView>), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    expand: Expand,
) -> Result<Response, Problem> {
    let id = id(Kind::Refund, &text)?;
    let owner = list::owner(&face, &caller, "refund", id.as_str()).await?;
    match list::state(&face, &caller, "refund", &owner).await? {
        Known::Payment(payment) => {
            let refund = payment.refund(&id).ok_or_else(|| Problem::unknown("refund", &text))?;
            expand.part(&face, &caller, &payment, RefundView::of(&payment, refund)).await
        }
        _ => Err(Problem::unknown("refund", &text)),
    }
}

/// Takes a refund back before it is sent.
#[utoipa::path(post, path = "/v1/refunds/{id}/cancel", tag = "refunds", operation_id = "cancel_refund", request_body = Reason,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn cancel(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, CancelRefund { refund: id(Kind::Refund, &text)?, reason: ask.body.reason }).await
}

/// Sends a failed or returned refund once more.
#[utoipa::path(post, path = "/v1/refunds/{id}/retry", tag = "refunds", operation_id = "retry_refund", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn retry(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, RetryRefund { refund: id(Kind::Refund, &text)? }).await
}

/// Pays a failed or returned refund to the customer's balance.
#[utoipa::path(post, path = "/v1/refunds/{id}/credit", tag = "refunds", operation_id = "credit_refund", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn credit(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, CreditRefund { refund: id(Kind::Refund, &text)? }).await
}

/// Says that an offline refund was paid.
#[utoipa::path(post, path = "/v1/refunds/{id}/confirm", tag = "refunds", operation_id = "confirm_refund", request_body = Proof,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn confirm(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Proof>,
) -> Result<Response, Problem> {
    let act = ConfirmRefund { refund: id(Kind::Refund, &text)?, evidence: ask.body.evidence };
    face.act(&caller, &ask.asked, act).await
}

/// Says that an offline refund did not arrive: it could not be paid, or came back.
#[utoipa::path(post, path = "/v1/refunds/{id}/bounce", tag = "refunds", operation_id = "bounce_refund", request_body = Proof,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn bounce(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Proof>,
) -> Result<Response, Problem> {
    let act = BounceRefund { refund: id(Kind::Refund, &text)?, evidence: ask.body.evidence };
    face.act(&caller, &ask.asked, act).await
}
