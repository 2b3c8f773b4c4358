//! The audit trail: what happened to money, as the feed numbers it, and what was done about access. On the pages the
//! newest is first. Either is there as a file too; that of money is in the order of its numbers.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::actor::{Actor, ActorKind};
use serde::Deserialize;

use super::guard::{May, Visitor};
use super::ledger::{linked, with_query};
use super::lists::export::MOST;
use super::trouble::Trouble;
use super::{csv_file, shell, words};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::PageOf;
use crate::http::problem::Problem;
use crate::store::person_rows::AccessRow;
use crate::store::rows::{EventRow, FeedRow};
use crate::views::ledger::instant;

/// Rows on a page.
const PAGE: i64 = 50;

/// Rows read at once for a file.
const BATCH: i64 = 500;

/// Which part of the trail, and where, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    of: String,
    /// Only events after this number.
    #[serde(default)]
    after: String,
    /// Only what was done about access before this id.
    #[serde(default)]
    before: String,
}

impl Which {
    fn is_access(&self) -> bool {
        self.of == "access"
    }

    /// The number in the address, if there is one.
    fn number(&self) -> Result<Option<i64>, Problem> {
        let text = self.after.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse::<i64>().ok().filter(|number| *number >= 0);
        let wrong = || Problem::new(400, "invalid", "`after` is the number of an event, such as 120").param("after");
        number.map(Some).ok_or_else(wrong)
    }

    fn before(&self) -> Option<&str> {
        Some(self.before.as_str()).filter(|before| !before.is_empty())
    }
}

/// Shows a part of the trail.
///
/// # Errors
/// 400 for a number that is none, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let part =
        if which.is_access() { access(&face, &visitor, &which).await? } else { money(&face, &visitor, &which).await? };
    let content = html! {
        h1 { "Audit" }
        nav class="tabs" aria-label="Parts of the audit trail" { ul {
            li { a href="/audit" aria-current=[(!which.is_access()).then_some("page")] { "Money" } }
            li { a href="/audit?of=access" aria-current=[which.is_access().then_some("page")] { "Access" } }
        } }
        (part)
    };
    Ok(shell::page(&visitor, "Audit", "/audit", content))
}

/// Events by number. The numbers have no gaps, so a page is found from either side.
async fn money(face: &Shared, visitor: &Visitor, which: &Which) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let end = store.feed_end(tenant).await?;
    let after = which.number()?.unwrap_or_else(|| end.saturating_sub(PAGE)).max(0);
    let mut rows = store.feed(tenant, after, PAGE).await?;
    rows.reverse();
    Ok(html! {
        p class="quiet" {
            "Every event in the order of its number, which has no gaps; the newest on top. An event gets its number a moment after it is written."
        }
        @if end == 0 { p class="empty" { "Nothing has happened yet. The first event comes with the first order." } }
        @else if rows.is_empty() {
            p class="empty" { "There is nothing after number " (after) ". " a href="/audit" { "To the latest" } }
        } @else {
            (events(&rows, &visitor.zone))
        }
        @if end > 0 { (ways(&rows, after, end)) }
    })
}

fn events(rows: &[FeedRow], zone: &TimeZone) -> Markup {
    shell::scroll(
        "Events",
        html! {
            table {
                thead { tr {
                    th scope="col" class="sum" { "Number" } th scope="col" { "When" } th scope="col" { "Who" }
                    th scope="col" { "What" } th scope="col" { "To" }
                } }
                tbody {
                    @for row in rows {
                        tr id={ "no-" (row.feed_no) } {
                            th scope="row" class="sum" { (row.feed_no) }
                            td { (words::time_us(row.event.booked_us, zone)) }
                            td { (who(&row.event)) }
                            td { (words::plain(&row.event.kind)) }
                            td { (linked(&row.event.stream_id)) }
                        }
                    }
                }
            }
        },
    )
}

fn ways(rows: &[FeedRow], after: i64, end: i64) -> Markup {
    let newest = rows.first().map_or(after, |row| row.feed_no);
    let at = |after: i64| with_query("/audit", &[("after", after.to_string().as_str())]);
    let file = |after: &str| with_query("/audit/export.csv", &[("of", "money"), ("after", after)]);
    html! {
        p class="actions" {
            @if newest < end {
                a class="button" href="/audit" { "The latest" }
                a class="button" rel="prev" href=(at(newest)) { "Newer" }
            }
            @if after > 0 { a class="button" rel="next" href=(at(after.saturating_sub(PAGE).max(0))) { "Older" } }
            a class="button" href=(file("")) { "Export as CSV" }
            @if after > 0 { a class="button" href=(file(&after.to_string())) { "Export from number " (after.saturating_add(1)) " on" } }
        }
        p class="quiet" { "The last number is " (end) ". A file holds " (MOST) " rows at most and says so where it was cut; one is made at a time." }
    }
}

/// Who did it, in words; the actor as it is stored where the event cannot be read.
fn who(row: &EventRow) -> String {
    recall::event(row).map_or_else(|_| format!("{} {}", row.actor_kind, row.actor_id), |event| named(&event.actor))
}

fn named(actor: &Actor) -> String {
    match actor.kind {
        ActorKind::User => actor.person.clone(),
        ActorKind::ApiKey => format!("{} by the key {}", actor.person, actor.id),
        ActorKind::Gateway => format!("gateway {}", actor.id),
        ActorKind::Importer => format!("import {}", actor.id),
        ActorKind::Timer => "a timer".to_owned(),
        ActorKind::System => "Recoup".to_owned(),
    }
}

/// What was done about access, the newest first.
async fn access(face: &Shared, visitor: &Visitor, which: &Which) -> Result<Markup, Trouble> {
    let found = face.engine.store().access_events(&visitor.caller.tenant, which.before(), PAGE + 1).await?;
    let found = PageOf::of_more(found, PAGE);
    let next = found.data.last().filter(|_| found.has_more).map(|last| last.access_id.as_str());
    Ok(html! {
        p class="quiet" { "Who signed in, failed to, and changed what others may do. The newest on top." }
        @if found.data.is_empty() && which.before().is_some() {
            p class="empty" { "That was all. " a href="/audit?of=access" { "To the latest" } }
        } @else if found.data.is_empty() {
            p class="empty" { "Nothing has been done about access yet." }
        } @else {
            (accesses(&found.data, &visitor.zone))
        }
        p class="actions" {
            @if which.before().is_some() { a class="button" href="/audit?of=access" { "The latest" } }
            @if let Some(next) = next {
                a class="button" rel="next" href=(with_query("/audit", &[("of", "access"), ("before", next)])) { "Older" }
            }
            @if !found.data.is_empty() {
                a class="button" href=(with_query("/audit/export.csv", &[("of", "access"), ("before", which.before.as_str())])) { "Export as CSV" }
            }
        }
        p class="quiet" { "A file holds " (MOST) " rows at most and says so where it was cut; one is made at a time." }
    })
}

fn accesses(rows: &[AccessRow], zone: &TimeZone) -> Markup {
    shell::scroll(
        "What was done about access",
        html! {
            table {
                thead { tr {
                    th scope="col" { "What" } th scope="col" { "When" } th scope="col" { "Who" }
                    th scope="col" { "About" } th scope="col" { "More" }
                } }
                tbody {
                    @for row in rows {
                        tr id=(row.access_id) {
                            th scope="row" { (words::plain(&row.kind)) }
                            td { (words::time_us(row.at_us, zone)) }
                            td { @if row.person.is_empty() { span class="quiet" { "not known" } } @else { (row.person) } }
                            td { (row.about) }
                            td { (row.detail) }
                        }
                    }
                }
            }
        },
    )
}

/// A part of the trail as a file: events from a number on, or what was done about access, the newest first.
///
/// # Errors
/// 400 for a number that is none, 429 while another file is made for the same merchant, or what the store met.
pub async fn export(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let _one_at_a_time = face.exports.begin(&visitor.caller.tenant)?;
    if which.is_access() {
        access_file(&face, &visitor, &which).await
    } else {
        money_file(&face, &visitor, &which).await
    }
}

async fn money_file(face: &Shared, visitor: &Visitor, which: &Which) -> Result<Response, Trouble> {
    let mut after = which.number()?.unwrap_or(0);
    let mut rows: Vec<FeedRow> = Vec::new();
    // One more than a file holds says whether it was cut.
    while rows.len() <= MOST {
        // Reads of the embedded store run in place: others have their turn between them.
        tokio::task::yield_now().await;
        let page = face.engine.store().feed(&visitor.caller.tenant, after, BATCH).await?;
        let Some(last) = page.last() else { break };
        after = last.feed_no;
        rows.extend(page);
    }
    let cut = rows.len() > MOST;
    rows.truncate(MOST);
    let last = rows.last().map_or(after, |row| row.feed_no);
    let lines = rows.iter().map(|row| {
        let event = &row.event;
        let times = [event.booked_us, event.effective_us].map(instant);
        let texts = [who(event), event.kind.clone(), event.stream_id.clone(), event.event_id.clone()];
        std::iter::once(row.feed_no.to_string()).chain(times).chain(texts).collect::<Vec<String>>()
    });
    let cut = cut.then(|| vec![format!("cut after {MOST} rows; go on with ?of=money&after={last}")]);
    let head = ["number", "written_at", "effective_at", "who", "what", "stream", "event"];
    Ok(csv_file::response("audit-money.csv", &head, lines.chain(cut)))
}

async fn access_file(face: &Shared, visitor: &Visitor, which: &Which) -> Result<Response, Trouble> {
    let mut before = which.before().map(str::to_owned);
    let mut rows: Vec<AccessRow> = Vec::new();
    while rows.len() <= MOST {
        tokio::task::yield_now().await;
        let page = face.engine.store().access_events(&visitor.caller.tenant, before.as_deref(), BATCH).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.access_id.clone());
        rows.extend(page);
    }
    let cut = rows.len() > MOST;
    rows.truncate(MOST);
    let last = rows.last().map(|row| row.access_id.clone()).unwrap_or_default();
    let lines = rows
        .into_iter()
        .map(|row| vec![row.access_id, instant(row.at_us), row.person, row.kind, row.about, row.detail]);
    let cut = cut.then(|| vec![format!("cut after {MOST} rows; go on with ?of=access&before={last}")]);
    let head = ["id", "at", "who", "what", "about", "more"];
    Ok(csv_file::response("audit-access.csv", &head, lines.chain(cut)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_number_or_none() {
        let at = |after: &str| Which { after: after.to_owned(), ..Which::default() }.number().ok();
        assert_eq!([at(""), at(" 7 "), at("0")], [Some(None), Some(Some(7)), Some(Some(0))]);
        assert_eq!([at("-1"), at("x"), at("1e3")], [None, None, None]);
    }

    #[test]
    fn whoever_acted_has_a_name() {
        assert_eq!(named(&Actor::user("ann", &[])), "ann");
        assert_eq!(named(&Actor::machine(ActorKind::Gateway, "sandbox:main")), "gateway sandbox:main");
        let key = Actor { id: "k1".to_owned(), kind: ActorKind::ApiKey, ..Actor::user("bob", &[]) };
        assert_eq!(named(&key), "bob by the key k1");
    }
}
