//! What is on its way out: calls to gateways that wait, with their tries and what was answered last. Nothing else leaves
//! this product: a shop reads the feed of events, it is sent no webhooks.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::tabs;
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::{PageOf, plain};
use crate::pages::guard::{May, Visitor};
use crate::pages::ledger::{linked, with_query};
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::node_rows::CallRow;

/// Calls on a page.
const PAGE: i64 = 50;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    after: String,
}

/// Lists calls that are not done, the oldest first.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let after = if plain(&which.after) { which.after.as_str() } else { "" };
    let found = face.engine.store().calls(&visitor.caller.tenant, after, PAGE + 1).await?;
    let found = PageOf::of_more(found, PAGE);
    let next = found.data.last().filter(|_| found.has_more).map(|row| row.effect_id.as_str());
    let address = |after: &str| with_query("/developers/calls", &[("after", after)]);
    let (now, wall_us) = (face.engine.clock().now(), face.wall_us());
    let content = html! {
        h1 { "Developers" }
        (tabs(&visitor, "/developers/calls"))
        p class="quiet" {
            "Calls to gateways that are not done. A worker tries each again by itself until it knows the outcome, so there is "
            "nothing to press here; what a person must do is under " a href="/exceptions" { "Exceptions" } "."
        }
        @if found.data.is_empty() {
            p class="empty" { @if after.is_empty() { "Nothing waits to go out." } @else { "There are no more." } }
        } @else {
            (table(&visitor, &found.data, (now, wall_us)))
        }
        (shell::pager((!after.is_empty()).then(|| address("")), next.map(address)))
        section aria-labelledby="webhooks" {
            h2 id="webhooks" { "Webhooks to the shop" }
            p class="empty" {
                "Recoup sends no webhooks to the shop. The shop reads what happened from the feed, at "
                code { "GET /v1/events" } ", where no event is lost or comes out of order."
            }
        }
    };
    Ok(shell::page(&visitor, "Calls out", "/developers", content))
}

fn table(visitor: &Visitor, rows: &[CallRow], now: (Timestamp, i64)) -> Markup {
    shell::scroll(
        "Calls that are not done",
        html! {
            table {
                thead { tr {
                    th scope="col" { "Call" } th scope="col" { "To" } th scope="col" { "About" }
                    th scope="col" { "Standing" } th scope="col" class="sum" { "Tries" } th scope="col" { "Next try" }
                    th scope="col" { "Last answer" }
                } }
                tbody { @for row in rows { (one(visitor, row, now)) } }
            }
        },
    )
}

/// Where a call stands: it was never tried, a node has it now, or it waits for its next try.
const fn standing(row: &CallRow, wall_us: i64) -> &'static str {
    if row.lease_until_us > wall_us {
        "under way"
    } else if row.attempts == 0 {
        "waiting"
    } else {
        "tried in vain"
    }
}

fn one(visitor: &Visitor, row: &CallRow, (now, wall_us): (Timestamp, i64)) -> Markup {
    let due = Timestamp::from_microsecond(row.due_us).unwrap_or(now);
    html! {
        tr {
            th scope="row" { (words::plain(&row.kind)) " " span class="quiet" { "since " (words::time_us(row.created_us, &visitor.zone)) } }
            td { (row.target) }
            td { @if visitor.may(Permission::Read) { (linked(&row.stream_id)) } @else { code { (row.stream_id) } } }
            td { (words::chip(standing(row, wall_us))) }
            td class="sum" { (row.attempts) }
            td { @if due <= now { "now" } @else { (words::from_now(due, now)) } }
            td { @if row.note.is_empty() { span class="quiet" { "none yet" } } @else { (row.note) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_with_a_node_only_while_the_lease_lasts() {
        let row = |attempts, lease_until_us| CallRow {
            effect_id: "eff_1".to_owned(),
            stream_id: "pay_1".to_owned(),
            target: "sandbox:main".to_owned(),
            kind: "refund".to_owned(),
            due_us: 0,
            lease_until_us,
            attempts,
            note: String::new(),
            created_us: 0,
        };
        assert_eq!(
            [standing(&row(0, 0), 5), standing(&row(1, 9), 5), standing(&row(1, 5), 5)],
            ["waiting", "under way", "tried in vain"]
        );
    }
}
