//! What gateways delivered: parked, waiting and read, with headers and body as they came; what is parked is read once
//! more when its cause is gone.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::tabs;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::PageOf;
use crate::http::problem::Problem;
use crate::pages::form::Fields;
use crate::pages::guard::{May, Visitor};
use crate::pages::ledger::with_query;
use crate::pages::trouble::{Trouble, see};
use crate::pages::{shell, words};
use crate::people;
use crate::store::views::DeliveryView;
use crate::worker::net::shown;

/// Deliveries on a page.
const PAGE: i64 = 50;

/// States of a delivery and what the list of each is called; the first is the one that needs somebody.
const STATES: [(&str, &str); 3] = [("parked", "Parked"), ("waiting", "Waiting"), ("done", "Read")];

/// Which deliveries.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// Lists deliveries of a state, the parked ones unless told otherwise.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let (state, name) = STATES.into_iter().find(|(state, _)| *state == which.state).unwrap_or(STATES[0]);
    let tenant = visitor.caller.tenant.as_str();
    let rows = face.engine.store().delivery_heads(tenant, state, &which.after, PAGE + 1).await?;
    let found = PageOf::of_more(rows, PAGE);
    let next = found.data.last().filter(|_| found.has_more).map(|row| row.delivery_id.as_str());
    let address = |after: &str| with_query("/developers/deliveries", &[("state", state), ("after", after)]);
    let content = html! {
        h1 { "Developers" }
        (tabs(&visitor, "/developers/deliveries"))
        nav class="tabs" aria-label="Which deliveries" { ul {
            @for (other, name) in STATES {
                li {
                    a href={ "/developers/deliveries?state=" (other) }
                        aria-current=[(other == state).then_some("page")] { (name) }
                }
            }
        } }
        @if found.data.is_empty() { (nothing(state)) } @else { (table(&visitor, name, &found.data)) }
        (shell::pager((!which.after.is_empty()).then(|| address("")), next.map(address)))
    };
    Ok(shell::page(&visitor, "Deliveries", "/developers", content))
}

fn nothing(state: &str) -> Markup {
    html! {
        p class="empty" {
            @match state {
                "parked" => { "Nothing is parked: every delivery could be read and placed." }
                "waiting" => { "Nothing waits to be read." }
                _ => { "No delivery was read yet." }
            }
        }
    }
}

fn table(visitor: &Visitor, name: &str, rows: &[DeliveryView]) -> Markup {
    shell::scroll(
        name,
        html! {
            table {
                thead { tr {
                    th scope="col" { "Delivery" } th scope="col" { "From" } th scope="col" { "Came" }
                    th scope="col" { "Standing" } th scope="col" class="sum" { "Tries" } th scope="col" { "Why" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" {
                                a href={ "/developers/deliveries/" (row.delivery_id) } { (words::short(&row.delivery_id)) }
                            }
                            td { (row.target) }
                            td { (words::time_us(row.received_us, &visitor.zone)) }
                            td { (words::chip(&row.state)) }
                            td class="sum" { (row.attempts) }
                            td { (row.note) }
                        }
                    }
                }
            }
        },
    )
}

async fn one(face: &Shared, visitor: &Visitor, id: &str) -> Result<DeliveryView, Trouble> {
    let found = face.engine.store().delivery(&visitor.caller.tenant, id).await?;
    found.ok_or_else(|| Problem::unknown("delivery", id).into())
}

/// Shows a delivery as it came.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let found = one(&face, &visitor, &id).await?;
    let content = html! {
        p { a href={ "/developers/deliveries?state=" (found.state) } { "Deliveries" } }
        header class="title" { h1 { "Delivery from " (found.target) } p { (words::chip(&found.state)) } }
        dl class="facts" {
            dt { "Id" } dd { code class="hash" { (found.delivery_id) } }
            dt { "Came" } dd { (words::time_us(found.received_us, &visitor.zone)) }
            dt { "Tries" } dd { (found.attempts) }
            @if !found.note.is_empty() { dt { "Why it stands so" } dd { (found.note) } }
        }
        @if found.state == "parked" {
            form method="post" action={ "/developers/deliveries/" (found.delivery_id) } class="dialog" {
                (shell::token(&visitor))
                p { "Once its cause is gone, it can be read again. What it tells counts once, however often it is read." }
                p class="actions" { button class="main" { "Read once more" } }
            }
        }
        h2 id="headers" { "Headers" }
        p class="quiet" { "Those worth keeping: signature, type and sender." }
        pre tabindex="0" role="group" aria-labelledby="headers" { (headers(&found.headers)) }
        h2 id="body" { "Body" }
        pre tabindex="0" role="group" aria-labelledby="body" { (shown(&found.target, &found.body)) }
    };
    Ok(shell::page(&visitor, "Delivery", "/developers", content))
}

/// Headers a line each, as they went over the wire; as they are stored where they cannot be read.
fn headers(stored: &str) -> String {
    match serde_json::from_str::<BTreeMap<String, String>>(stored) {
        Ok(pairs) => pairs.iter().map(|(name, value)| format!("{name}: {value}\n")).collect(),
        Err(_) => stored.to_owned(),
    }
}

/// Has a parked delivery read once more. Sent twice it counts once: after the first time it is parked no longer.
///
/// # Errors
/// 404, or what the store met.
pub async fn retry(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Path(id): Path<String>,
    _: Fields,
) -> Result<Response, Trouble> {
    let found = one(&face, &visitor, &id).await?;
    let (store, clock) = (face.engine.store(), face.engine.clock());
    let (tenant, by) = (visitor.caller.tenant.as_str(), visitor.person.person.as_str());
    if store.retry_delivery(tenant, &found.delivery_id, clock.now().as_microsecond()).await? {
        let about = (found.delivery_id.as_str(), found.target.as_str());
        people::note(store, tenant, face.wall_us(), (by, "delivery_retried"), about).await;
    }
    Ok(see(&format!("/developers/deliveries/{}", found.delivery_id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_read_as_they_were_sent() {
        let stored = r#"{"content-type":"application/json","x-signature":"abc"}"#;
        assert_eq!(headers(stored), "content-type: application/json\nx-signature: abc\n");
        assert_eq!(headers("not JSON"), "not JSON");
    }
}
