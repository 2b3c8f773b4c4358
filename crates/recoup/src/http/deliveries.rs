//! `/v1/deliveries`: what gateways delivered, above all what is parked because nobody could read or place it.
//!
//! A gateway that was answered never sends a delivery again. So a parked one is kept until a person has
//! corrected the cause and has it read once more.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::Kind;
use recoup_core::payment::matched::MatchPayment;
use recoup_core::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::body::{Ask, Empty, KeyHeader, Plain, PreviewQuery, id_in};
use super::list::{self, Named, PageOf};
use super::problem::Problem;
use super::{Shared, show};
use crate::access::Caller;
use crate::store::views::DeliveryView as Stored;
use crate::views::NoChange;
use crate::views::ledger::instant;
use crate::worker::inbox;
use crate::worker::net::shown;

/// States of a delivery.
const STATES: [&str; 3] = ["waiting", "done", "parked"];

/// Which deliveries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// `waiting`, `done` or `parked`; `parked` when missing.
    pub state: Option<String>,
    /// Only after this id.
    pub after: Option<String>,
    /// How many, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
}

list::reads_query!(Which);

/// A delivery.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// `dlv_…`; it follows from the content, so that a repeat is the same delivery.
    pub id: String,
    /// Gateway account.
    pub account: String,
    /// `waiting`, `done`, `parked`.
    pub state: String,
    /// How often it was read.
    pub attempts: i64,
    /// Why it waits or is parked.
    pub note: String,
    /// When it came, RFC 3339, UTC.
    pub received_at: String,
    /// The body as it came, up to 16 KiB, without secrets of the gateway's objects; only where one delivery is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl DeliveryView {
    fn of(stored: Stored) -> Self {
        Self {
            id: stored.delivery_id,
            account: stored.target,
            state: stored.state,
            attempts: stored.attempts,
            note: stored.note,
            received_at: instant(stored.received_us),
            body: None,
        }
    }
}

/// Lists deliveries, without their bodies.
#[utoipa::path(get, path = "/v1/deliveries", tag = "deliveries", operation_id = "list_deliveries", params(Which),
    security(("key" = ["keep_books", "manage_keys"])),
    responses((status = 200, body = PageOf<DeliveryView>), Problem))]
pub async fn index(
    State(face): State<Shared>,
    caller: May<right::SeeDeliveries>,
    which: Which,
) -> Result<Response, Problem> {
    let limit = list::limit(which.limit, 20, 100)?;
    let state = which.state.unwrap_or_else(|| "parked".to_owned());
    if !STATES.contains(&state.as_str()) {
        let detail = "`state` is waiting, done or parked; send one of these";
        return Err(Problem::new(400, "invalid", detail).param("state"));
    }
    let after = which.after.unwrap_or_default();
    let rows = face.engine.store().delivery_heads(&caller.tenant, &state, &after, limit + 1).await?;
    Ok(show(&PageOf::of_more(rows, limit).map(DeliveryView::of)))
}

async fn one(face: &Shared, tenant: &str, id: &str) -> Result<Stored, Problem> {
    face.engine.store().delivery(tenant, id).await?.ok_or_else(|| Problem::unknown("delivery", id))
}

/// Shows a delivery with its body.
#[utoipa::path(get, path = "/v1/deliveries/{id}", tag = "deliveries", operation_id = "get_delivery", params(("id" = String, Path)),
    security(("key" = ["keep_books", "manage_keys"])),
    responses((status = 200, body = DeliveryView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::SeeDeliveries>,
    Named(id): Named,
) -> Result<Response, Problem> {
    let found = one(&face, &caller.tenant, &id).await?;
    let body = Some(shown(&found.target, &found.body));
    Ok(show(&DeliveryView { body, ..DeliveryView::of(found) }))
}

/// Has a parked delivery read once more. What it tells counts once, however often it is read.
#[utoipa::path(post, path = "/v1/deliveries/{id}/retry", tag = "deliveries", operation_id = "retry_delivery", request_body = Empty,
    params(("id" = String, Path)),
    security(("key" = ["keep_books", "manage_keys"])),
    responses((status = 200, body = DeliveryView), Problem))]
pub async fn retry(
    State(face): State<Shared>,
    caller: May<right::SeeDeliveries>,
    Named(id): Named,
    Plain(Empty {}): Plain<Empty>,
) -> Result<Response, Problem> {
    let now_us = face.engine.clock().now().as_microsecond();
    let retried = face.engine.store().retry_delivery(&caller.tenant, &id, now_us).await?;
    let found = one(&face, &caller.tenant, &id).await?;
    if !retried {
        let status = STATES.into_iter().find(|state| *state == found.state).unwrap_or("done");
        let (what, step) = ("delivery", "retry");
        return Err(Refusal::NotInState { what, status, step, allowed: "nothing".to_owned() }.into());
    }
    tracing::info!(id, key = caller.key_id, "a delivery is read once more");
    Ok(show(&DeliveryView::of(found)))
}

/// Which payment a delivery is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// `pay_…`
    pub payment: String,
    /// What the gateway calls the payment; taken from the delivery where it is missing.
    #[serde(default)]
    pub gateway_ref: Option<String>,
    /// How you know.
    pub why: String,
}

/// What the gateway calls the payments that a delivery tells of without a reference of ours.
pub(crate) fn names_in(face: &Shared, caller: &Caller, found: &Stored) -> Vec<String> {
    let gateway = recoup_gateways::of_account(&found.target);
    let account = face.accounts.get(&caller.tenant, &found.target);
    let read = gateway.zip(account).map(|(gateway, account)| {
        inbox::names_of((gateway, &account), (&found.delivery_id, &found.headers, &found.body))
    });
    read.unwrap_or_default()
}

/// Says which payment a delivery is about that waits because nobody knows it, and has it read again. The payment is found
/// by that name of the gateway's from then on; another person is asked to look at it.
#[utoipa::path(post, path = "/v1/deliveries/{id}/match", tag = "deliveries", operation_id = "match_delivery", request_body = Match,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["keep_books"])),
    responses((status = 200, body = NoChange), Problem))]
pub async fn matched(
    State(face): State<Shared>,
    caller: May<right::KeepBooks>,
    Named(text): Named,
    ask: Ask<Match>,
) -> Result<Response, Problem> {
    if let Some(answer) = face.remembered(&caller, &ask.asked).await? {
        return Ok(answer);
    }
    let payment = id_in(Kind::Payment, &ask.body.payment, "payment")?;
    let found = one(&face, &caller.tenant, &text).await?;
    if found.state == "done" {
        let (what, status, step) = ("delivery", "done", "match");
        return Err(Refusal::NotInState { what, status, step, allowed: "nothing".to_owned() }.into());
    }
    let names = match ask.body.gateway_ref {
        Some(name) => vec![name],
        None => names_in(&face, &caller, &found),
    };
    let act = MatchPayment { payment, account: found.target, names, why: ask.body.why };
    let answer = face.act(&caller, &ask.asked, act).await?;
    if !ask.asked.preview {
        let now_us = face.engine.clock().now().as_microsecond();
        face.engine.store().hasten_delivery(&caller.tenant, &found.delivery_id, now_us).await?;
    }
    Ok(answer)
}
