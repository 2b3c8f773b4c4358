//! `/v1/hooks/{tenant}/{account}`: deliveries from gateways. Verified, stored raw, answered; read by the worker.
//!
//! A delivery that is not genuine is refused and counted; nothing of it is stored.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recoup_core::id::Kind;
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Delivery, Verdict};
use serde_json::Value;

use super::Shared;
use super::limit::Peer;
use super::problem::Problem;
use crate::engine::request::hex_sha256;
use crate::store::rows::DeliveryRow;

/// Headers worth keeping: everything else may hold what must not be stored.
fn worth_keeping(name: &str) -> bool {
    name.ends_with("signature") || name.starts_with("webhook-") || matches!(name, "content-type" | "user-agent")
}

/// Whether a text of the body, or the body where it is not JSON, looks like a card number. Numbers that are
/// not texts are left alone: gateways count and time things with them.
fn holds_card_number(body: &[u8]) -> bool {
    fn any(value: &Value) -> bool {
        match value {
            Value::String(text) => looks_like_card_number(text),
            Value::Array(items) => items.iter().any(any),
            Value::Object(fields) => fields.iter().any(|(name, field)| looks_like_card_number(name) || any(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => any(&value),
        Err(_) => looks_like_card_number(&String::from_utf8_lossy(body)),
    }
}

/// The id of a delivery follows from its content, so that a repeat is the same delivery and is kept once.
fn delivery_id(account: &str, body: &[u8]) -> String {
    let digest = hex_sha256(&[account.as_bytes(), b"\n", body].concat());
    format!("{}{}", Kind::Delivery.prefix(), &digest[..32])
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
    let unknown = || Problem::unknown("gateway account", &account);
    let configured = face.accounts.get(&tenant, &account).ok_or_else(unknown)?;
    let gateway = recoup_gateways::of_account(&account).ok_or_else(unknown)?;
    let kept: BTreeMap<String, String> = headers
        .iter()
        .filter(|(name, _)| worth_keeping(name.as_str()))
        .filter_map(|(name, value)| value.to_str().ok().map(|text| (name.as_str().to_owned(), text.to_owned())))
        .filter(|(_, text)| !looks_like_card_number(text))
        .collect();
    let pairs: Vec<(String, String)> = kept.clone().into_iter().collect();
    let now = face.engine.clock().now();
    if let Verdict::Forged { why } = gateway.authenticate(&Delivery { headers: &pairs, body: &body }, configured, now) {
        tracing::warn!(account, why, "a delivery was refused");
        return Err(Problem::new(401, "not_genuine", format!("the delivery is refused: {why}")));
    }
    if holds_card_number(&body) {
        tracing::error!(account, "a delivery with a card number in clear was refused; nothing of it is kept");
        let detail = "the delivery holds a card number in clear, which is never stored; send tokens";
        return Err(Problem::new(400, "card_number", detail));
    }
    let row = DeliveryRow {
        tenant,
        delivery_id: delivery_id(&account, &body),
        target: account,
        headers: serde_json::to_string(&kept).unwrap_or_default(),
        body: body.to_vec(),
        received_us: now.as_microsecond(),
    };
    face.engine.store().put_delivery(&row).await?;
    Ok(StatusCode::OK.into_response())
}
