//! `/v1/references`: finds streams by any identifier in one look-up.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::list::{Named, PageOf};
use super::problem::Problem;
use super::{Shared, show};

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
#[utoipa::path(get, path = "/v1/references/{value}", tag = "references", operation_id = "find_references", params(("value" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<Found>), Problem))]
pub async fn find(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(value): Named,
) -> Result<Response, Problem> {
    let rows = face.engine.store().references(&caller.tenant, None, &value).await?;
    let found = rows.into_iter().map(|r| Found { kind: r.kind, value: r.value, stream: r.stream_id });
    Ok(show(&PageOf::all(found.collect())))
}
