//! `/v1/hooks/{tenant}/{account}`: deliveries from gateways. Verified, stored raw, answered; read by the worker.
//!
//! A delivery that is not genuine is refused and counted; nothing of it is stored.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recoup_core::id::{IdSource, Kind};
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Delivery, Verdict};

use super::Shared;
use super::problem::Problem;
use crate::store::rows::DeliveryRow;
use crate::tripwire;

/// Headers worth keeping: everything else may hold what must not be stored.
fn worth_keeping(name: &str) -> bool {
    name.ends_with("signature") || name.starts_with("webhook-") || matches!(name, "content-type" | "user-agent")
}

fn not_genuine() -> Problem {
    let detail = "the delivery is refused; send it to a configured account, signed with its secret, within its time";
    Problem::new(401, "not_genuine", detail)
}

/// Takes a delivery in. A repeat is kept and answered like the first; its facts are known by then.
#[utoipa::path(post, path = "/v1/hooks/{tenant}/{account}", tag = "hooks", operation_id = "receive_delivery",
    params(("tenant" = String, Path), ("account" = String, Path)), request_body = Object,
    security(()),
    responses((status = 200), Problem))]
pub async fn receive(
    State(face): State<Shared>,
    Path((tenant, account)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    // A stranger learns nothing here: an account that is not there answers like one that does not trust him.
    let configured = face.accounts.get(&tenant, &account).ok_or_else(not_genuine)?;
    let gateway = recoup_gateways::of_account(&account).ok_or_else(not_genuine)?;
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
        return Err(not_genuine());
    }
    if tripwire::trips(&body) {
        tracing::error!(account, "a delivery with a card number in clear was refused; nothing of it is kept");
        let detail = "the delivery holds a card number in clear, which is never stored; send tokens";
        return Err(Problem::new(400, "card_number", detail));
    }
    let mut entropy = [0_u8; 16];
    getrandom::fill(&mut entropy).map_err(|error| {
        tracing::error!(%error, "no id can be made");
        Problem::new(503, "no_entropy", "the machine gives no random bits; try again").again(1)
    })?;
    let id = IdSource::new(now, u128::from_le_bytes(entropy)).next(Kind::Delivery);
    let row = DeliveryRow {
        tenant,
        delivery_id: id.as_str().to_owned(),
        target: account,
        headers: serde_json::to_string(&kept).unwrap_or_default(),
        body: body.to_vec(),
        received_us: now.as_microsecond(),
    };
    face.engine.store().put_delivery(&row).await?;
    Ok(StatusCode::OK.into_response())
}
