//! `/v1/references`: finds a stream by any identifier in one look-up.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::auth::require;
use super::list::PageOf;
use super::problem::Problem;
use super::{Shared, show};
use crate::access::{Caller, Permission};

/// A stream found by a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// Kind of name, such as `order_number`, `sandbox:main`, `invoice`.
    pub kind: String,
    /// The name.
    pub value: String,
    /// The stream, such as `ord_…` or `pay_…`.
    pub stream: String,
}

/// Finds streams by an identifier of any kind.
#[utoipa::path(get, path = "/v1/references/{value}", tag = "references", params(("value" = String, Path)),
    responses((status = 200, body = Vec<Found>), (status = "default", body = Problem)))]
pub async fn find(State(face): State<Shared>, caller: Caller, Path(value): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    let rows = face.engine.store().references(&caller.tenant, None, &value).await?;
    let found = rows.into_iter().map(|r| Found { kind: r.kind, value: r.value, stream: r.stream_id });
    Ok(show(&PageOf { data: found.collect(), has_more: false }))
}
