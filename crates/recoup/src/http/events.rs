//! `/v1/events`: the feed by cursor, and the timeline of one stream.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::list::{self, Named, PageOf};
use super::problem::Problem;
use super::{Shared, show};
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

/// Where to go on reading a timeline.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineCursor {
    /// Only events after this `seq`; 0 begins at the beginning.
    #[serde(default)]
    pub after: i64,
    /// Only notices after this id.
    #[serde(default)]
    pub notices_after: String,
    /// How many of each, 1 to 500; 500 when missing.
    pub limit: Option<i64>,
}

list::reads_query!(Cursor, TimelineCursor);

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
        let mut body: serde_json::Value = serde_json::from_str(&row.body).unwrap_or_default();
        let mut data = body.get_mut("data").map(serde_json::Value::take).unwrap_or_default();
        without_tokens(&mut data);
        Self {
            number,
            id: row.event_id.clone(),
            kind: row.kind.clone(),
            stream: row.stream_id.clone(),
            seq: row.seq,
            actor: format!("{}:{}", row.actor_kind, row.actor_id),
            effective_at: instant(row.effective_us),
            booked_at: instant(row.booked_us),
            data,
        }
    }
}

/// Who may read an event need not be able to use the customer's instrument.
fn without_tokens(data: &mut serde_json::Value) {
    match data {
        serde_json::Value::Object(fields) => {
            fields.remove("token");
            fields.values_mut().for_each(without_tokens);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_tokens),
        _ => {}
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
    /// Whether there are more events; go on with the last `seq` as `after`.
    pub has_more: bool,
    /// Notices, oldest first.
    pub notices: Vec<NoticeWritten>,
    /// Whether there are more notices; go on with the last id as `notices_after`.
    pub has_more_notices: bool,
}

/// Reads the feed: every event of the tenant in one order, without gaps. Go on with the last `number`.
#[utoipa::path(get, path = "/v1/events", tag = "events", operation_id = "list_events", params(Cursor),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<EventView>), Problem))]
pub async fn feed(State(face): State<Shared>, caller: May<right::Read>, cursor: Cursor) -> Result<Response, Problem> {
    let limit = list::limit(cursor.limit, 100, 500)?;
    let store = face.engine.store();
    let rows = store.feed(&caller.tenant, cursor.after, limit).await?;
    let full = i64::try_from(rows.len()).unwrap_or(0) >= limit;
    let has_more = match rows.last().filter(|_| full) {
        Some(last) => !store.feed(&caller.tenant, last.feed_no, 1).await?.is_empty(),
        None => false,
    };
    Ok(show(&PageOf { data: rows.iter().map(|row| EventView::of(row.feed_no, &row.event)).collect(), has_more }))
}

/// Shows the timeline of an order, payment, approval, customer or policy.
#[utoipa::path(get, path = "/v1/streams/{id}/timeline", tag = "events", operation_id = "get_timeline", params(("id" = String, Path), TimelineCursor),
    security(("key" = ["read"])),
    responses((status = 200, body = Timeline), Problem))]
pub async fn timeline(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(id): Named,
    cursor: TimelineCursor,
) -> Result<Response, Problem> {
    let store = face.engine.store();
    let limit = list::limit(cursor.limit, 500, 500)?;
    if store.stream(&caller.tenant, &id).await?.is_none() {
        return Err(Problem::unknown("stream", &id));
    }
    let found = PageOf::of_more(store.events(&caller.tenant, &id, cursor.after, limit + 1).await?, limit);
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
    let notices = store.notices_after(&caller.tenant, &id, &cursor.notices_after, limit + 1).await?;
    let notices = PageOf::of_more(notices, limit).map(|row| notice(&row));
    let events = found.data.iter().map(|row| EventView::of(0, row)).collect();
    let has_more_notices = notices.has_more;
    Ok(show(&Timeline { events, has_more: found.has_more, notices: notices.data, has_more_notices }))
}
