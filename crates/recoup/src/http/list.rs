//! Lists of streams: newest first, by cursor, never by offset. And what every list and look-up shares: pages, limits,
//! how queries and names in a path are read.

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use recoup_core::approval::ApprovalStatus;
use recoup_core::invoice::InvoiceStatus;
use recoup_core::order::OrderStatus;
use recoup_core::payment::PaymentStatus;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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
    /// Only things older than this id: the last one of the page before.
    pub starting_after: Option<String>,
    /// Only things newer than this id: the way back. Not together with `starting_after`.
    pub ending_before: Option<String>,
    /// Only things with this status.
    pub status: Option<String>,
    /// Only children of this stream, such as the payments of an order.
    pub parent: Option<String>,
}

/// A page of things.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageOf<T> {
    /// The things.
    pub data: Vec<T>,
    /// Whether there are more in the direction that was asked for.
    pub has_more: bool,
}

impl<T> PageOf<T> {
    /// A page that is all there is.
    #[must_use]
    pub const fn all(data: Vec<T>) -> Self {
        Self { data, has_more: false }
    }

    /// A page of what was found when one more than `limit` was asked for.
    #[must_use]
    pub fn of_more(mut data: Vec<T>, limit: i64) -> Self {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = data.len() > most;
        data.truncate(most);
        Self { data, has_more }
    }

    /// The same page with other things.
    #[must_use]
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> PageOf<U> {
        PageOf { data: self.data.into_iter().map(view).collect(), has_more: self.has_more }
    }
}

/// A limit within bounds, or what stands for a missing one.
///
/// # Errors
/// 400 outside 1 to `most`.
pub fn limit(asked: Option<i64>, usual: i64, most: i64) -> Result<i64, Problem> {
    match asked.unwrap_or(usual) {
        limit if (1..=most).contains(&limit) => Ok(limit),
        _ => {
            Err(Problem::new(400, "invalid", format!("`limit` is a whole number from 1 to {most}; send one of these"))
                .param("limit"))
        }
    }
}

/// Reads a query; what is not known, not plain or not readable is refused by name.
///
/// # Errors
/// 400.
pub fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
    if let Some((name, _)) = pairs.iter().find(|(name, value)| !plain(name) || !plain(value)) {
        let name = if plain(name) { name.as_str() } else { "query" };
        return Err(Problem::new(400, "text_not_plain", format!("`{name}` has control characters")).param(name));
    }
    Query::<T>::try_from_uri(uri).map(|Query(read)| read).map_err(|rejection| {
        let text = rejection.body_text();
        let said = text.split_once("query string: ").map_or(text.as_str(), |(_, said)| said);
        let problem = Problem::new(400, "invalid", format!("the query does not fit: {said}; see /openapi.json"));
        let quoted = said.split('`').nth(1).filter(|_| said.contains(" field `"));
        match quoted.or_else(|| said.split_once(": ").map(|(name, _)| name)) {
            Some(name) => problem.param(name),
            None => problem,
        }
    })
}

/// Whether a text can be looked for: no store keeps control characters.
#[must_use]
pub fn plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Reads queries of one kind in handlers.
macro_rules! reads_query {
    ($($name:ty),+) => {
        $(impl axum::extract::FromRequestParts<$crate::http::Shared> for $name {
            type Rejection = $crate::http::problem::Problem;

            async fn from_request_parts(
                parts: &mut axum::http::request::Parts,
                _: &$crate::http::Shared,
            ) -> Result<Self, Self::Rejection> {
                $crate::http::list::query(&parts.uri)
            }
        })+
    };
}

pub(crate) use reads_query;

reads_query!(Page);

/// A text in a path, plain. What no store could hold is answered like what none holds.
#[derive(Debug)]
pub struct Named(pub String);

impl FromRequestParts<Shared> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let path = axum::extract::Path::<String>::from_request_parts(parts, face).await;
        match path {
            Ok(axum::extract::Path(text)) if plain(&text) => Ok(Self(text)),
            _ => Err(Problem::unknown("thing", "(not plain text)")),
        }
    }
}

fn words(kind: &str) -> Vec<&'static str> {
    match kind {
        "order" => OrderStatus::ALL.iter().map(|s| s.word()).collect(),
        "invoice" => InvoiceStatus::ALL.iter().map(|s| s.word()).collect(),
        "payment" => PaymentStatus::ALL.iter().map(|s| s.word()).collect(),
        "approval" => ApprovalStatus::ALL.iter().map(|s| s.word()).collect(),
        _ => vec!["active"],
    }
}

fn check(kind: &str, page: &Page) -> Result<(), Problem> {
    if let Some(status) = page.status.as_deref() {
        let known = words(kind);
        if !known.contains(&status) {
            let detail = format!("`status` of a list of this kind is one of {}", known.join(", "));
            return Err(Problem::new(400, "invalid", detail).param("status"));
        }
    }
    if page.starting_after.is_some() && page.ending_before.is_some() {
        let detail = "send `starting_after` or `ending_before`, not both";
        return Err(Problem::new(400, "invalid", detail).param("ending_before"));
    }
    Ok(())
}

/// The rows of a page of one kind of stream, newest first.
///
/// # Errors
/// What the store met, or a query that does not fit.
pub(crate) async fn rows(
    face: &Shared,
    caller: &Caller,
    kind: &str,
    page: &Page,
) -> Result<PageOf<StreamRow>, Problem> {
    check(kind, page)?;
    let limit = limit(page.limit, 20, 100)?;
    // On the way back the nearest ones are wanted, so they are read upwards and turned round.
    let back = page.ending_before.is_some();
    let query = ListQuery {
        kind: Some(kind.to_owned()),
        status: page.status.clone(),
        parent: page.parent.clone(),
        // Newest first: what comes after a cursor is older, so smaller.
        after: page.ending_before.clone(),
        before: page.starting_after.clone(),
        limit: limit + 1,
        newest_first: !back,
    };
    let mut found = PageOf::of_more(face.engine.store().streams(&caller.tenant, &query).await?, limit);
    if back {
        found.data.reverse();
    }
    Ok(found)
}

/// A page of streams, each as `view` shows its state.
///
/// # Errors
/// What the store met, or a query that does not fit.
pub(crate) async fn streams<T: Serialize>(
    face: &Shared,
    caller: &Caller,
    kind: &str,
    page: &Page,
    view: impl Fn(&recoup_core::world::State) -> Option<T>,
) -> Result<Response, Problem> {
    let rows = rows(face, caller, kind, page).await?;
    let mut data = Vec::with_capacity(rows.data.len());
    for row in &rows.data {
        let (_, stream) = recall::stream(row)?;
        data.extend(view(&stream.state));
    }
    Ok(show(&PageOf { data, has_more: rows.has_more }))
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
