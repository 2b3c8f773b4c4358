//! Lists: newest first, by cursor, never by offset.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::problem::Problem;
use super::{Shared, show};
use crate::access::Caller;
use crate::engine::recall;
use crate::store::rows::StreamRow;
use crate::store::views::ListQuery;

/// What a list may be asked.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// How many, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
    /// Only things older than this id.
    pub starting_after: Option<String>,
    /// Only things newer than this id.
    pub ending_before: Option<String>,
    /// Only things with this status.
    pub status: Option<String>,
    /// Only children of this stream, such as the payments of an order.
    pub parent: Option<String>,
}

/// A page of things.
#[derive(Debug, Serialize)]
pub struct PageOf<T> {
    /// The things, newest first.
    pub data: Vec<T>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Page {
    /// The limit within bounds.
    ///
    /// # Errors
    /// 400 outside 1 to 100.
    pub fn limit(&self) -> Result<i64, Problem> {
        match self.limit.unwrap_or(20) {
            limit @ 1..=100 => Ok(limit),
            _ => Err(Problem::new(400, "invalid", "`limit` is 1 to 100").param("limit")),
        }
    }
}

impl FromRequestParts<Shared> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let query = Query::<Self>::from_request_parts(parts, face).await;
        query.map(|Query(page)| page).map_err(|rejection| Problem::new(400, "invalid", rejection.body_text()))
    }
}

/// The rows of a page of one kind of stream, and whether there are more.
///
/// # Errors
/// What the store met, or a limit out of bounds.
pub(crate) async fn rows(face: &Shared, caller: &Caller, kind: &str, page: &Page) -> Result<(Vec<StreamRow>, bool), Problem> {
    let limit = page.limit()?;
    let query = ListQuery {
        kind: Some(kind.to_owned()),
        status: page.status.clone(),
        parent: page.parent.clone(),
        // Newest first: what comes after a cursor is older, so smaller.
        after: page.ending_before.clone(),
        before: page.starting_after.clone(),
        limit: limit + 1,
        newest_first: true,
    };
    let mut rows = face.engine.store().streams(&caller.tenant, &query).await?;
    let most = usize::try_from(limit).unwrap_or(100);
    let has_more = rows.len() > most;
    rows.truncate(most);
    Ok((rows, has_more))
}

/// A page of streams, each as `view` shows its state.
///
/// # Errors
/// What the store met, or a limit out of bounds.
pub(crate) async fn streams<T: Serialize>(
    face: &Shared,
    caller: &Caller,
    kind: &str,
    page: &Page,
    view: impl Fn(&recoup_core::world::State) -> Option<T>,
) -> Result<Response, Problem> {
    let (rows, has_more) = rows(face, caller, kind, page).await?;
    let mut data = Vec::with_capacity(rows.len());
    for row in &rows {
        let (_, stream) = recall::stream(row)?;
        data.extend(view(&stream.state));
    }
    Ok(show(&PageOf { data, has_more }))
}

/// The state of one stream of the caller's tenant.
///
/// # Errors
/// 404 when there is none.
pub(crate) async fn state(
    face: &Shared,
    caller: &Caller,
    what: &'static str,
    id: &str,
) -> Result<recoup_core::world::State, Problem> {
    let row = face.engine.store().stream(&caller.tenant, id).await?.ok_or_else(|| Problem::unknown(what, id))?;
    Ok(recall::stream(&row)?.1.state)
}

/// The stream that owns a capture, release or refund.
///
/// # Errors
/// 404 when there is none.
pub(crate) async fn owner(face: &Shared, caller: &Caller, what: &'static str, id: &str) -> Result<String, Problem> {
    let found = face.engine.store().references(&caller.tenant, Some("id"), id).await?;
    found.into_iter().next().map(|row| row.stream_id).ok_or_else(|| Problem::unknown(what, id))
}
