//! How the installation does: what lags, its nodes, gateways, queues, work that nobody takes, the feed, versions.

mod accounts;
pub mod gateways;
pub mod nodes;

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};

use super::guard::{May, Visitor};
use super::ledger::ago;
use super::live::watch::Watch;
use super::trouble::Trouble;
use super::{shell, words};
use crate::http::Shared;
use crate::http::auth::right;
use crate::store::seal::batch_events;
use crate::store::views::{QueueDepth, Stranded};
use crate::store::{SCHEMA_VERSION, Store};
use nodes::Nodes;

/// Due work that nobody took for so long means that no worker runs, as `recoup doctor` says.
const LATE_US: i64 = 5 * 60 * 1_000_000;

/// Claims of one item after which something is wrong with it, as `recoup doctor` says.
const MANY_ATTEMPTS: i64 = 10;

/// Batches without a number that are counted.
const MOST_UNSEALED: i64 = 200;

/// The parts of the page, in their order.
const NAMES: [&str; 5] = ["queues", "stranded", "feed", "accounts", "installation"];

/// Shows how the installation does.
///
/// # Errors
/// What the store met.
pub async fn show(State(face): State<Shared>, visitor: May<right::SeeDeliveries>) -> Result<Response, Trouble> {
    let now = face.engine.clock().now();
    let wall_us = face.wall_us();
    let depths = face.engine.store().queue_depths(now.as_microsecond(), wall_us).await?;
    let (waiting, since_us) = unnumbered(&face, &visitor).await?;
    let nodes = Nodes::read(&face, &visitor).await?;
    let sections = [
        lag(&visitor, &depths, since_us, now),
        nodes::section(&face, &visitor, &nodes),
        gateways::section(&face, &visitor, &nodes),
        queues(&visitor, depths, now),
        stranded(&face, &visitor, now).await?,
        feed(&face, &visitor, (waiting, since_us), now).await?,
        accounts::section(&face, &visitor).await?,
        installation(&face).await?,
    ];
    let content = html! {
        h1 { "System" }
        p class="quiet" data-part="now" data-quiet { "As of " (words::time(now, &visitor.zone)) ". " a href="/system" { "Look again" } }
        @for (name, section) in NAMES.iter().zip(sections) { div data-part=(name) { (section) } }
    };
    Ok(shell::live(&visitor, "System", "/system", &Watch::all(), content))
}

/// How something does: its tone, sign and word.
type Standing = (&'static str, &'static str, &'static str);

const FINE: Standing = ("good", "✓", "in order");

fn mark((tone, sign, word): Standing) -> Markup {
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (word) } }
}

/// What has waited longest, of each kind.
fn lag(visitor: &Visitor, depths: &[QueueDepth], feed_since_us: Option<i64>, now: Timestamp) -> Markup {
    let oldest = |queue: &str| {
        let waiting = depths.iter().find(|depth| depth.queue == queue && depth.state == "waiting" && depth.due > 0);
        waiting.map(|depth| depth.oldest_due_us)
    };
    let all = [
        ("Oldest call that is due", oldest("outbox")),
        ("Oldest webhook of a gateway that is not read", oldest("inbox")),
        ("Oldest timer that is due", oldest("timer")),
        ("Feed is behind since", feed_since_us),
    ];
    html! {
        section aria-labelledby="lag" {
            h2 id="lag" { "Lag" }
            dl class="facts" {
                @for (name, since_us) in all {
                    dt { (name) }
                    dd { @match since_us {
                        Some(since_us) => { (ago(since_us, now, &visitor.zone)) }
                        None => { "nothing waits" }
                    } }
                }
                dt { "Messages and webhooks to the shop" } dd { "none are sent; the shop reads the feed" }
            }
        }
    }
}

fn queues(visitor: &Visitor, mut depths: Vec<QueueDepth>, now: Timestamp) -> Markup {
    // What is done is kept and waits for nothing.
    depths.retain(|depth| depth.state != "done");
    html! {
        section aria-labelledby="queues" {
            h2 id="queues" { "Queues" }
            p class="quiet" { "Of the whole installation, over all its shops." }
            (shell::scroll_under("queues", html! {
                table {
                    thead { tr {
                        th scope="col" { "Queue" } th scope="col" { "Standing" } th scope="col" class="sum" { "Items" }
                        th scope="col" class="sum" { "Due now" } th scope="col" { "Oldest due" }
                        th scope="col" class="sum" { "Most attempts" }
                    } }
                    tbody { @for depth in &depths { (queue(visitor, depth, now)) } }
                }
            }))
            @if !depths.iter().any(|depth| depth.queue == "inbox") {
                p class="quiet" { "No delivery of a gateway waits or is parked." }
            }
        }
    }
}

fn queue(visitor: &Visitor, depth: &QueueDepth, now: Timestamp) -> Markup {
    let name = match depth.queue.as_str() {
        "outbox" => "Calls to gateways",
        "inbox" => "Deliveries of gateways",
        _ => "Timers",
    };
    // What is parked waits for a person, so it is never due.
    let due = if depth.state == "waiting" { depth.due } else { 0 };
    html! {
        tr {
            th scope="row" { (name) @if depth.state != "waiting" { " " span class="quiet" { (depth.state) } } }
            td { (mark(standing(depth, now.as_microsecond()))) }
            td class="sum" { (depth.count) }
            td class="sum" { (due) }
            td { @if due > 0 { (ago(depth.oldest_due_us, now, &visitor.zone)) } @else { "none" } }
            td class="sum" { (depth.most_attempts) }
        }
    }
}

fn standing(depth: &QueueDepth, now_us: i64) -> Standing {
    let late = depth.due > 0 && now_us.saturating_sub(depth.oldest_due_us) > LATE_US;
    match depth.state.as_str() {
        "waiting" if late => ("bad", "✕", "late: does a worker run?"),
        "waiting" if depth.most_attempts >= MANY_ATTEMPTS => ("ask", "?", "one fails again and again"),
        "parked" if depth.count > 0 => ("bad", "✕", "nobody could read them"),
        _ => FINE,
    }
}

/// Due work of this shop that nobody takes, by account.
async fn stranded(face: &Shared, visitor: &Visitor, now: Timestamp) -> Result<Markup, Trouble> {
    let wall_us = face.wall_us();
    let before_us = now.as_microsecond().saturating_sub(LATE_US);
    let mut rows: Vec<Stranded> = face.engine.store().stranded(before_us, wall_us).await?;
    rows.retain(|row| row.tenant == visitor.caller.tenant);
    Ok(html! {
        section aria-labelledby="stranded" {
            h2 id="stranded" { "Work that nobody takes" }
            @if rows.is_empty() {
                p { (mark(FINE)) " Nothing of this shop has been due for more than five minutes." }
            } @else {
                p class="note bad" {
                    "Configure these accounts on a worker, or see why their gateways do not answer. Nothing is lost meanwhile."
                }
                (shell::scroll_under("stranded", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Account" } th scope="col" { "Queue" } th scope="col" class="sum" { "Items" }
                            th scope="col" { "Oldest due" }
                        } }
                        tbody {
                            @for row in &rows {
                                tr {
                                    th scope="row" { (row.target) }
                                    td { @if row.queue == "outbox" { "Calls to the gateway" } @else { "Deliveries" } }
                                    td class="sum" { (row.count) }
                                    td { (ago(row.oldest_due_us, now, &visitor.zone)) }
                                }
                            }
                        }
                    }
                }))
            }
        }
    })
}

/// How many commits have no number in the feed yet, up to a limit, and since when.
async fn unnumbered(face: &Shared, visitor: &Visitor) -> Result<(usize, Option<i64>), Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let waiting = store.unsealed_after(tenant, "", MOST_UNSEALED + 1).await?;
    let since_us = match waiting.first() {
        Some(batch) => {
            let keys = batch_events(batch)?;
            let first = store.events_by_key(tenant, keys.get(..1).unwrap_or_default()).await?;
            first.first().map(|event| event.booked_us)
        }
        None => None,
    };
    Ok((waiting.len(), since_us))
}

/// How far the numbers of the feed are behind what was written.
async fn feed(
    face: &Shared,
    visitor: &Visitor,
    (waiting, since_us): (usize, Option<i64>),
    now: Timestamp,
) -> Result<Markup, Trouble> {
    let end = face.engine.store().feed_end(&visitor.caller.tenant).await?;
    let late = since_us.is_some_and(|since_us| now.as_microsecond().saturating_sub(since_us) > LATE_US);
    let most = usize::try_from(MOST_UNSEALED).unwrap_or(usize::MAX);
    Ok(html! {
        section aria-labelledby="feed" {
            h2 id="feed" { "Feed" }
            p { (mark(if late { ("bad", "✕", "late: does a worker run?") } else { FINE })) }
            dl class="facts" {
                dt { "Last number" } dd { (end) }
                dt { "Commits without a number" } dd {
                    @if waiting > most { "more than " (most) } @else { (waiting) }
                }
                @if let Some(since_us) = since_us { dt { "The oldest of them" } dd { (ago(since_us, now, &visitor.zone)) } }
            }
        }
    })
}

async fn installation(face: &Shared) -> Result<Markup, Trouble> {
    let store = face.engine.store();
    let schema = store.schema_version().await?;
    let ahead_secs = face.engine.clock().offset_us() / 1_000_000;
    let kind = match store {
        Store::Sqlite(_) => "SQLite",
        Store::Postgres(_) => "PostgreSQL",
        Store::Memory(_) => "Memory",
    };
    Ok(html! {
        section aria-labelledby="installation" {
            h2 id="installation" { "Installation" }
            dl class="facts" {
                dt { "Recoup" } dd { "version " (env!("CARGO_PKG_VERSION")) }
                dt { "Database" } dd { (kind) " at " code { (store.place()) } }
                dt { "Schema" } dd {
                    @match schema {
                        Some(SCHEMA_VERSION) => { "version " (SCHEMA_VERSION) " " (mark(FINE)) }
                        Some(other) => { "version " (other) ", this executable knows version " (SCHEMA_VERSION) " " (mark(("bad", "✕", "does not fit"))) }
                        None => { (mark(("bad", "✕", "missing"))) }
                    }
                }
                dt { "Clock" } dd {
                    @if ahead_secs == 0 { "the machine's" } @else {
                        (ahead_secs) " seconds ahead of the machine's " (mark(("ask", "?", "for demo and tests only")))
                    }
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(state: &str, due: i64, oldest_due_us: i64, most_attempts: i64) -> QueueDepth {
        let (queue, state) = ("inbox".to_owned(), state.to_owned());
        QueueDepth { queue, state, count: 3, due, oldest_due_us, most_attempts }
    }

    #[test]
    fn a_queue_is_late_only_where_something_is_due() {
        let now_us = 10 * LATE_US;
        for (depth, tone) in [
            (depth("waiting", 0, 0, 0), "good"),
            (depth("waiting", 1, now_us - LATE_US, 0), "good"),
            (depth("waiting", 1, now_us - LATE_US - 1, 0), "bad"),
            (depth("waiting", 1, now_us, MANY_ATTEMPTS), "ask"),
            (depth("parked", 3, 1, 1), "bad"),
        ] {
            assert_eq!(standing(&depth, now_us).0, tone, "{depth:?}");
        }
    }
}
