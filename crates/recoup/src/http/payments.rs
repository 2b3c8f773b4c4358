//! `/v1/payments`, `/v1/captures`, `/v1/releases`: shown, captured in full or in part, released.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::Kind;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::release::RequestRelease;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Shared;
use super::auth::{May, right};
use super::body::{Ask, Empty, KeyHeader, PreviewQuery, id, not_null};
use super::expand::{Expand, Expanded};
use super::list::{self, Named, Page, PageOf};
use super::preview::PreviewView;
use super::problem::Problem;
use crate::views::{CaptureView, PaymentView, ReleaseView};

/// A capture to make.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCapture {
    /// Minor units; everything still authorized when missing, never when `null`.
    #[serde(default, deserialize_with = "not_null")]
    pub amount_minor: Option<i64>,
    /// Must be the payment's currency when sent.
    pub currency: Option<String>,
    /// Whether the rest is given back with it.
    #[serde(default)]
    pub last: bool,
}

/// Reads an optional currency code.
///
/// # Errors
/// 400 naming the field.
pub fn currency(code: Option<String>) -> Result<Option<recoup_core::money::Currency>, Problem> {
    code.map(|code| {
        code.parse().map_err(|error: recoup_core::money::MoneyError| {
            Problem::new(400, "invalid", error.to_string()).param("currency")
        })
    })
    .transpose()
}

/// Lists payments, newest first.
#[utoipa::path(get, path = "/v1/payments", tag = "payments", operation_id = "list_payments", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<PaymentView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    list::streams(&face, &caller, "payment", &page, |state| match state {
        Known::Payment(payment) => Some(PaymentView::of(payment)),
        _ => None,
    })
    .await
}

/// Shows a payment with its captures, releases and refunds.
#[utoipa::path(get, path = "/v1/payments/{id}", tag = "payments", operation_id = "get_payment", params(("id" = String, Path), Expand),
    security(("key" = ["read"])),
    responses((status = 200, body = Expanded<PaymentView>), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    expand: Expand,
) -> Result<Response, Problem> {
    let id = id(Kind::Payment, &text)?;
    match list::state(&face, &caller, "payment", id.as_str()).await? {
        Known::Payment(payment) => expand.payment(&face, &caller, &payment).await,
        _ => Err(Problem::unknown("payment", &text)),
    }
}

/// Captures some or all of what is authorized.
#[utoipa::path(post, path = "/v1/payments/{id}/captures", tag = "payments", operation_id = "capture_payment", request_body = NewCapture,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 201, body = CaptureView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn capture(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<NewCapture>,
) -> Result<Response, Problem> {
    let act = RequestCapture {
        payment: id(Kind::Payment, &text)?,
        amount_minor: ask.body.amount_minor,
        currency: currency(ask.body.currency)?,
        last: ask.body.last,
    };
    face.act(&caller, &ask.asked, act).await
}

/// Gives the rest of the authorization back.
#[utoipa::path(post, path = "/v1/payments/{id}/releases", tag = "payments", operation_id = "release_payment", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 202, body = ReleaseView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn release(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, RequestRelease { payment: id(Kind::Payment, &text)? }).await
}

/// Shows a capture.
#[utoipa::path(get, path = "/v1/captures/{id}", tag = "payments", operation_id = "get_capture", params(("id" = String, Path), Expand),
    security(("key" = ["read"])),
    responses((status = 200, body = Expanded<CaptureView>), Problem))]
pub async fn read_capture(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    expand: Expand,
) -> Result<Response, Problem> {
    let id = id(Kind::Capture, &text)?;
    let owner = list::owner(&face, &caller, "capture", id.as_str()).await?;
    match list::state(&face, &caller, "capture", &owner).await? {
        Known::Payment(payment) => {
            let capture = payment.capture(&id).ok_or_else(|| Problem::unknown("capture", &text))?;
            expand.part(&face, &caller, &payment, CaptureView::of(&payment, capture)).await
        }
        _ => Err(Problem::unknown("capture", &text)),
    }
}

/// Shows a release.
#[utoipa::path(get, path = "/v1/releases/{id}", tag = "payments", operation_id = "get_release", params(("id" = String, Path), Expand),
    security(("key" = ["read"])),
    responses((status = 200, body = Expanded<ReleaseView>), Problem))]
pub async fn read_release(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    expand: Expand,
) -> Result<Response, Problem> {
    let id = id(Kind::Release, &text)?;
    let owner = list::owner(&face, &caller, "release", id.as_str()).await?;
    match list::state(&face, &caller, "release", &owner).await? {
        Known::Payment(payment) => {
            let release = payment.release(&id).ok_or_else(|| Problem::unknown("release", &text))?;
            expand.part(&face, &caller, &payment, ReleaseView::of(&payment, release)).await
        }
        _ => Err(Problem::unknown("release", &text)),
    }
}
