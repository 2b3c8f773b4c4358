//! `/v1/hooks/{tenant}/{account}`: deliveries from gateways. Verified, stored raw, answered; read by the worker.
//!
//! A delivery that is not genuine is refused and logged; nothing of it is stored.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recoup_core::id::Kind;
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Account, Delivery};

use super::Shared;
use super::limit::Peer;
use super::problem::Problem;
use crate::engine::request::hex_sha256;
use crate::store::rows::DeliveryRow;
use crate::tripwire;
use crate::worker::certificates::{Judge, Trust};

/// Headers worth keeping: everything else may hold what must not be stored.
fn worth_keeping(name: &str) -> bool {
    name.ends_with("signature")
        || name.starts_with("webhook-")
        || name.starts_with("paypal-")
        || matches!(name, "content-type" | "user-agent")
}

/// The headers of a delivery that are kept with it: what judges it now judges it by these alone, as the worker will. One
/// that comes several times, such as a signature for each of two secrets, is one with commas.
pub(crate) fn kept<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in headers.filter(|(name, text)| worth_keeping(name) && !looks_like_card_number(text)) {
        kept.entry(name.to_owned()).and_modify(|known| *known = format!("{known},{text}")).or_insert(text.to_owned());
    }
    kept
}

fn not_genuine() -> Problem {
    let detail = "the delivery is refused; send it to a configured account, signed with its secret, within its time";
    Problem::new(401, "not_genuine", detail)
}

/// The id of a delivery follows from its content, so that a repeat is the same delivery and is kept once. A hint says the
/// same words each time something changed, so its time belongs to it.
fn delivery_id(account: &str, body: &[u8], trust: Trust, now: jiff::Timestamp) -> String {
    let time = match trust {
        Trust::Signed => String::new(),
        Trust::Hint => format!("{}\n", now.as_microsecond()),
    };
    let digest = hex_sha256(&[account.as_bytes(), b"\n", time.as_bytes(), body].concat());
    format!("{}{}", Kind::Delivery.prefix(), &digest[..32])
}

/// Why a delivery is not taken in.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// It is not from who it says it is from.
    Forged(String),
    /// It holds a card number in clear.
    CardNumber,
}

/// The row of a delivery that is genuine and may be kept.
///
/// # Errors
/// What speaks against it.
pub(crate) async fn genuine(
    judge: &Judge,
    (tenant, account): (&str, &Account),
    headers: BTreeMap<String, String>,
    (body, now): (&[u8], jiff::Timestamp),
) -> Result<DeliveryRow, NotTaken> {
    let forged = || NotTaken::Forged("no gateway is known for its account".to_owned());
    let gateway = recoup_gateways::of_account(&account.name).ok_or_else(forged)?;
    let kept = serde_json::to_string(&headers).unwrap_or_default();
    let pairs: Vec<(String, String)> = headers.into_iter().collect();
    let delivery = Delivery { headers: &pairs, body };
    let trust = judge.judge((gateway, account), &delivery, now).await.map_err(NotTaken::Forged)?;
    if tripwire::trips(body) {
        return Err(NotTaken::CardNumber);
    }
    Ok(DeliveryRow {
        tenant: tenant.to_owned(),
        delivery_id: delivery_id(&account.name, body, trust, now),
        target: account.name.clone(),
        headers: kept,
        body: body.to_vec(),
        received_us: now.as_microsecond(),
    })
}

/// Takes a delivery in. A repeat is answered like the first and kept once.
#[utoipa::path(post, path = "/v1/hooks/{tenant}/{account}", tag = "hooks", operation_id = "receive_delivery",
    params(("tenant" = String, Path), ("account" = String, Path)), request_body = Object,
    security(()),
    responses((status = 200), Problem))]
pub async fn receive(
    State(face): State<Shared>,
    peer: Peer,
    Path((tenant, account)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    face.limits.delivery(&peer)?;
    // A stranger learns nothing here: an account that is not there answers like one that does not trust him.
    let configured = face.accounts.get(&tenant, &account).ok_or_else(not_genuine)?;
    let kept = kept(headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))));
    let now = face.engine.clock().now();
    let row = match genuine(&face.options.judge, (&tenant, configured), kept, (&body, now)).await {
        Ok(row) => row,
        Err(NotTaken::Forged(why)) => {
            tracing::warn!(account, why, "a delivery was refused");
            return Err(not_genuine());
        }
        Err(NotTaken::CardNumber) => {
            tracing::error!(account, "a delivery with a card number in clear was refused; nothing of it is kept");
            let detail = "the delivery holds a card number in clear, which is never stored; send tokens";
            return Err(Problem::new(400, "card_number", detail));
        }
    };
    face.engine.store().put_delivery(&row).await?;
    face.options.node.health.heard(&tenant, &account, face.wall_us());
    let wanted = recoup_gateways::of_account(&account).map(|gateway| gateway.acknowledgement()).unwrap_or_default();
    if wanted.body.is_empty() {
        return Ok(StatusCode::OK.into_response());
    }
    Ok(([(CONTENT_TYPE, wanted.content_type)], wanted.body).into_response())
}

/// Answers the question by which a gateway proves this address before it delivers here.
#[utoipa::path(get, path = "/v1/hooks/{tenant}/{account}", tag = "hooks", operation_id = "answer_challenge",
    params(("tenant" = String, Path), ("account" = String, Path)), security(()),
    responses((status = 200, content_type = "text/plain"), Problem))]
pub async fn challenge(
    State(face): State<Shared>,
    peer: Peer,
    Path((tenant, account)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<String, Problem> {
    face.limits.delivery(&peer)?;
    let configured = face.accounts.get(&tenant, &account);
    let gateway = recoup_gateways::of_account(&account);
    let answer = configured.zip(gateway).and_then(|(of, gateway)| gateway.challenge(&query.unwrap_or_default(), of));
    answer.ok_or_else(not_genuine)
}
