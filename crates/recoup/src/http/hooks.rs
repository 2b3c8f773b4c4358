//! `/v1/hooks/{tenant}/{account}`: deliveries from gateways. Verified, stored raw, answered; read by the worker.
//!
//! A delivery that is not genuine is refused and counted; nothing of it is stored.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recoup_core::id::{IdSource, Kind};
use recoup_gateways::{Delivery, Verdict};

use super::Shared;
use super::problem::Problem;
use crate::store::rows::DeliveryRow;

/// Headers worth keeping: everything else may hold what must not be stored.
fn worth_keeping(name: &str) -> bool {
    name.ends_with("signature") || name.starts_with("webhook-") || matches!(name, "content-type" | "user-agent")
}

/// Takes a delivery in.
#[utoipa::path(post, path = "/v1/hooks/{tenant}/{account}", tag = "hooks",
    params(("tenant" = String, Path), ("account" = String, Path)), request_body = Object,
    responses((status = 200), (status = "default", body = Problem)))]
pub async fn receive(
    State(face): State<Shared>,
    Path((tenant, account)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let unknown = || Problem::unknown("gateway account", &account);
    let configured = face.accounts.get(&tenant, &account).ok_or_else(unknown)?;
    let gateway = recoup_gateways::of_account(&account).ok_or_else(unknown)?;
    let kept: BTreeMap<String, String> = headers
        .iter()
        .filter(|(name, _)| worth_keeping(name.as_str()))
        .filter_map(|(name, value)| value.to_str().ok().map(|text| (name.as_str().to_owned(), text.to_owned())))
        .collect();
    let pairs: Vec<(String, String)> = kept.clone().into_iter().collect();
    let now = face.engine.clock().now();
    if let Verdict::Forged { why } = gateway.authenticate(&Delivery { headers: &pairs, body: &body }, configured, now) {
        tracing::warn!(account, why, "a delivery was refused");
        return Err(Problem::new(401, "not_genuine", format!("the delivery is refused: {why}")));
    }
    let mut entropy = [0_u8; 16];
    getrandom::fill(&mut entropy).map_err(|error| Problem::new(503, "no_entropy", error.to_string()).again(1))?;
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
