//! `/v1/events`: the feed by cursor, and the timeline of one stream.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::require;
use super::list::PageOf;
use super::problem::Problem;
use super::{Shared, show};
use crate::access::{Caller, Permission};
use crate::store::rows::{EventRow, NoticeRow};
use crate::views::ledger::instant;

/// Where to go on reading.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Cursor {
    /// Only events after this number; 0 begins at the beginning.
    #[serde(default)]
    pub after: i64,
    /// How many, 1 to 500; 100 when missing.
    pub limit: Option<i64>,
}

impl FromRequestParts<Shared> for Cursor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let query = Query::<Self>::from_request_parts(parts, face).await;
        query.map(|Query(cursor)| cursor).map_err(|rejection| Problem::new(400, "invalid", rejection.body_text()))
    }
}

impl Cursor {
    fn limit(&self) -> Result<i64, Problem> {
        match self.limit.unwrap_or(100) {
            limit @ 1..=500 => Ok(limit),
            _ => Err(Problem::new(400, "invalid", "`limit` is 1 to 500").param("limit")),
        }
    }
}

/// An event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventView {
    /// Number in the feed, without gaps; 0 in a timeline.
    pub number: i64,
    /// `evt_…`
    pub id: String,
    /// Such as `refund.settled`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stream it belongs to.
    pub stream: String,
    /// 1, 2, 3 … within the stream.
    pub seq: i64,
    /// Who did it: kind and id.
    pub actor: String,
    /// When it happened, RFC 3339, UTC.
    pub effective_at: String,
    /// When it was written, RFC 3339, UTC.
    pub booked_at: String,
    /// What happened.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

impl EventView {
    fn of(number: i64, row: &EventRow) -> Self {
        let body: serde_json::Value = serde_json::from_str(&row.body).unwrap_or_default();
        Self {
            number,
            id: row.event_id.clone(),
            kind: row.kind.clone(),
            stream: row.stream_id.clone(),
            seq: row.seq,
            actor: format!("{}:{}", row.actor_kind, row.actor_id),
            effective_at: instant(row.effective_us),
            booked_at: instant(row.booked_us),
            data: body.get("data").cloned().unwrap_or_default(),
        }
    }
}

/// A notice as it was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeWritten {
    /// `ntc_…`
    pub id: String,
    /// The event that chose it.
    pub event: String,
    /// `customer` or `staff`.
    pub audience: String,
    /// Language.
    pub language: String,
    /// Which notice.
    pub template: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// Everything that happened to a stream.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// Events, oldest first.
    pub events: Vec<EventView>,
    /// Notices, oldest first.
    pub notices: Vec<NoticeWritten>,
}

/// Reads the feed: every event of the tenant in one order, without gaps. Go on with the last `number`.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(Cursor),
    responses((status = 200, body = Vec<EventView>), (status = "default", body = Problem)))]
pub async fn feed(State(face): State<Shared>, caller: Caller, cursor: Cursor) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    let limit = cursor.limit()?;
    let mut rows = face.engine.store().feed(&caller.tenant, cursor.after, limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or(500);
    let has_more = rows.len() > most;
    rows.truncate(most);
    Ok(show(&PageOf { data: rows.iter().map(|row| EventView::of(row.feed_no, &row.event)).collect(), has_more }))
}

/// Shows the timeline of an order, payment, approval, customer or policy.
#[utoipa::path(get, path = "/v1/streams/{id}/timeline", tag = "events", params(("id" = String, Path)),
    responses((status = 200, body = Timeline), (status = "default", body = Problem)))]
pub async fn timeline(State(face): State<Shared>, caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::Read)?;
    let store = face.engine.store();
    let rows = store.events(&caller.tenant, &id, 0, 1_000).await?;
    if rows.is_empty() {
        return Err(Problem::unknown("stream", &id));
    }
    let notice = |row: &NoticeRow| NoticeWritten {
        id: row.notice_id.clone(),
        event: row.event_id.clone(),
        audience: row.audience.clone(),
        language: row.language.clone(),
        template: row.template.clone(),
        subject: row.subject.clone(),
        body: row.body.clone(),
        at: instant(row.at_us),
    };
    let notices = store.notices(&caller.tenant, &id).await?.iter().map(notice).collect();
    Ok(show(&Timeline { events: rows.iter().map(|row| EventView::of(0, row)).collect(), notices }))
}
