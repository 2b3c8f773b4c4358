//! `/v1/programs`: how near a month is to the programmes of the card networks for too many disputes.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::IntoParams;

use super::auth::{May, right};
use super::problem::Problem;
use super::{Shared, list, show};
use crate::tally;
use crate::views::programs::ProgramsView;

/// Which month, and where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// A month, such as `2026-10`, by the rules of its last day; this month as it stands when missing.
    pub month: Option<String>,
    /// `world`, or a region with rules of its own, such as `mena`; `world` when missing.
    pub region: Option<String>,
}

list::reads_query!(When);

/// Shows sales and disputes of a month by network, with the programmes in force and where the month will land.
/// Counts follow the feed; they may be a minute late.
#[utoipa::path(get, path = "/v1/programs", tag = "disputes", operation_id = "get_programs", params(When),
    security(("key" = ["read"])),
    responses((status = 200, body = ProgramsView), Problem))]
pub async fn read(State(face): State<Shared>, caller: May<right::Read>, when: When) -> Result<Response, Problem> {
    let day = day(&face, &when)?;
    let region = when.region.as_deref().unwrap_or("world");
    let tally = tally::read(face.engine.store(), &caller.tenant).await?;
    Ok(show(&ProgramsView::of(&tally, day, region)))
}

/// The day as of which a month is shown: its last one, or today.
///
/// # Errors
/// 400 for what is no month, or one that has not begun.
pub fn day(face: &Shared, when: &When) -> Result<Date, Problem> {
    let today = face.engine.clock().now().to_zoned(TimeZone::UTC).date();
    match when.month.as_deref() {
        None => Ok(today),
        Some(month) => match format!("{month}-01").parse::<Date>() {
            Ok(first) if first <= today => Ok(first.last_of_month().min(today)),
            _ => {
                let what = "`month` is one that has begun, such as 2026-10";
                Err(Problem::new(400, "invalid", what).param("month"))
            }
        },
    }
}
