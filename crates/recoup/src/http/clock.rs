//! `/v1/test_clock`: time as a lever, in demo and test mode only. It goes forward and says what is due.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::Plain;
use super::problem::Problem;
use super::{Shared, show};
use crate::store::views::QueueDepth;

/// How far to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// Seconds, up to ten years.
    pub secs: u32,
}

/// The clock, and what has come due by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockView {
    /// The engine's instant, RFC 3339, UTC.
    pub now: String,
    /// Seconds ahead of the machine's clock.
    pub ahead_secs: i64,
    /// Items of the queues that are due now: outbox, inbox, timers.
    pub due: Vec<DueView>,
}

/// What is due in a queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueView {
    /// `outbox`, `inbox`, `timer`.
    pub queue: String,
    /// How many items.
    pub count: i64,
}

async fn view(face: &Shared) -> Result<ClockView, Problem> {
    let now = face.engine.clock().now();
    let depths = face.engine.store().queue_depths(now.as_microsecond(), Timestamp::now().as_microsecond()).await?;
    // The inbox keeps what is done and what is parked; neither comes due.
    let waits = |d: &QueueDepth| d.state == "waiting" && d.due > 0;
    let due = depths.into_iter().filter(waits).map(|d| DueView { queue: d.queue, count: d.due });
    Ok(ClockView { now: now.to_string(), ahead_secs: face.engine.clock().offset_us() / 1_000_000, due: due.collect() })
}

fn allowed(face: &Shared) -> Result<(), Problem> {
    if face.options.test_clock {
        return Ok(());
    }
    Err(Problem::new(404, "unknown_route", "the test clock exists in demo and test mode only"))
}

/// Shows the clock.
#[utoipa::path(get, path = "/v1/test_clock", tag = "test clock", operation_id = "get_test_clock",
    security(("key" = ["read"])),
    responses((status = 200, body = ClockView), Problem))]
pub async fn read(State(face): State<Shared>, _: May<right::Read>) -> Result<Response, Problem> {
    allowed(&face)?;
    Ok(show(&view(&face).await?))
}

/// Moves the clock forward and says what became due. Its answer is not remembered: a repeat moves it again.
#[utoipa::path(post, path = "/v1/test_clock/advance", tag = "test clock", operation_id = "advance_test_clock", request_body = Advance,
    security(("key" = ["write_orders"])),
    responses((status = 200, body = ClockView), Problem))]
pub async fn advance(
    State(face): State<Shared>,
    _: May<right::WriteOrders>,
    Plain(by): Plain<Advance>,
) -> Result<Response, Problem> {
    allowed(&face)?;
    if by.secs > 10 * 366 * 86_400 {
        return Err(Problem::new(400, "invalid", "`secs` is ten years at most").param("secs"));
    }
    let clock = face.engine.clock();
    // Another node may have moved it since this one looked.
    let from_us = clock.offset_us().max(face.engine.store().clock_offset().await?);
    let offset_us = from_us + i64::from(by.secs) * 1_000_000;
    face.engine.store().set_clock_offset(offset_us).await?;
    clock.set_offset_us(offset_us);
    face.engine.wake().notify_one();
    Ok(show(&view(&face).await?))
}
