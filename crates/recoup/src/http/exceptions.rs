//! `/v1/exceptions`: what could not be understood, matched or placed, until a person resolves it.

use axum::extract::State;
use axum::response::Response;
use recoup_core::exception::ResolveException;
use recoup_core::id::Kind;
use recoup_core::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id};
use super::list::{self, Named, PageOf};
use super::problem::Problem;
use super::{Shared, show};
use crate::store::views::{ExceptionQuery, ExceptionView as Stored};
use crate::views::Resolved;
use crate::views::ledger::instant;

/// Which exceptions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only from this source: an import, a payment.
    pub source: Option<String>,
    /// `open` or `resolved`; `open` when missing.
    pub state: Option<String>,
    /// Only after this id.
    pub after: Option<String>,
    /// How many, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
}

list::reads_query!(Which);

/// Something for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExceptionView {
    /// `exc_…`
    pub id: String,
    /// Where it came from.
    pub source: String,
    /// Row in the source, 0 where there is none.
    pub row: i64,
    /// Machine word.
    pub reason: String,
    /// Plain sentence.
    pub detail: String,
    /// The thing as it came.
    pub raw: String,
    /// Minor units it is about, 0 where there are none.
    pub amount_minor: i64,
    /// ISO 4217 code, empty where there is none.
    pub currency: String,
    /// `open` or `resolved`.
    pub state: String,
    /// When it was found, RFC 3339, UTC.
    pub at: String,
    /// When it was resolved.
    pub resolved_at: Option<String>,
    /// The person who did it, or empty.
    pub resolved_by: String,
    /// What was done about it, or empty.
    pub resolution: String,
}

/// What became of an exception.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// What was done about it, in words: the correction, the booking, why it may be left.
    pub resolution: String,
}

impl ExceptionView {
    fn of(stored: Stored) -> Self {
        let row = stored.row;
        Self {
            id: row.exception_id,
            source: row.source,
            row: row.row_no,
            reason: row.reason,
            detail: row.detail,
            raw: row.raw,
            amount_minor: row.amount_minor,
            currency: row.currency,
            state: stored.state,
            at: instant(row.at_us),
            resolved_at: stored.resolved_us.map(instant),
            resolved_by: stored.resolved_by,
            resolution: stored.resolution,
        }
    }
}

/// Lists exceptions, oldest first.
#[utoipa::path(get, path = "/v1/exceptions", tag = "exceptions", operation_id = "list_exceptions", params(Which),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<ExceptionView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, which: Which) -> Result<Response, Problem> {
    let limit = list::limit(which.limit, 20, 100)?;
    let state = which.state.unwrap_or_else(|| "open".to_owned());
    if !matches!(state.as_str(), "open" | "resolved") {
        return Err(Problem::new(400, "invalid", "`state` is open or resolved; send one of these").param("state"));
    }
    let query = ExceptionQuery { source: which.source, state: Some(state), after: which.after, limit: limit + 1 };
    let rows = face.engine.store().exceptions(&caller.tenant, &query).await?;
    Ok(show(&PageOf::of_more(rows, limit).map(ExceptionView::of)))
}

/// Shows an exception.
#[utoipa::path(get, path = "/v1/exceptions/{id}", tag = "exceptions", operation_id = "get_exception", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = ExceptionView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let found = face.engine.store().exception(&caller.tenant, &text).await?;
    Ok(show(&ExceptionView::of(found.ok_or_else(|| Problem::unknown("exception", &text))?)))
}

/// Says what was done about an exception. It is resolved once, by one person, and stays on the list of resolved ones.
#[utoipa::path(post, path = "/v1/exceptions/{id}/resolve", tag = "exceptions", operation_id = "resolve_exception", request_body = Resolution,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["keep_books"])),
    responses((status = 200, body = Resolved), Problem))]
pub async fn resolve(
    State(face): State<Shared>,
    caller: May<right::KeepBooks>,
    Named(text): Named,
    ask: Ask<Resolution>,
) -> Result<Response, Problem> {
    if let Some(answer) = face.remembered(&caller, &ask.asked).await? {
        return Ok(answer);
    }
    let exception = id(Kind::Exception, &text)?;
    let found = face.engine.store().exception(&caller.tenant, &text).await?;
    if found.ok_or_else(|| Problem::unknown("exception", &text))?.state != "open" {
        let (what, step) = ("exception", "resolve");
        return Err(Refusal::NotInState { what, status: "resolved", step, allowed: "nothing".to_owned() }.into());
    }
    face.act(&caller, &ask.asked, ResolveException { exception, resolution: ask.body.resolution }).await
}
