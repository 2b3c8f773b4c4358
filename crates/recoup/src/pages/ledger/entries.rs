//! The journal: entries with their lines in the order in which they were written, and each on a page of its own.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::id::Kind;
use serde::Deserialize;

use super::{begin_us, day, linked, parts, with_query};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::PageOf;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input};
use crate::pages::guard::May;
use crate::pages::lists::streams::first_of;
use crate::pages::trouble::Trouble;
use crate::pages::{order, shell, words};
use crate::store::views::EntryView;
use crate::views::ledger::EntryDetail;

/// Entries on a page.
const PAGE: i64 = 20;

/// Which entries.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    from: String,
    #[serde(default)]
    stream: String,
    #[serde(default)]
    after: String,
}

/// The id before every entry that was written from a day on; none where no day was typed.
fn before(text: &str, zone: &TimeZone) -> Result<String, String> {
    if text.is_empty() { Ok(String::new()) } else { Ok(first_of(Kind::Entry, begin_us(day(text)?, zone)?)) }
}

/// Shows entries, the oldest first, from a day on or of one stream.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let (from, stream) = (which.from.trim(), which.stream.trim());
    let mut fields = Fields::fresh([("from", from.to_owned()), ("stream", stream.to_owned())]);
    let begin = before(from, &visitor.zone).unwrap_or_else(|why| {
        fields.wrong("from", why);
        String::new()
    });
    let after = if which.after.is_empty() { begin } else { which.after.clone() };
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let found = match stream {
        _ if !fields.is_fine() => Vec::new(),
        "" => store.entries(tenant, &after, PAGE + 1).await?,
        stream => store.entries_of_stream_after(tenant, stream, &after, PAGE + 1).await?,
    };
    let found = PageOf::of_more(found, PAGE);
    let next = found.data.last().filter(|_| found.has_more).map(|last| last.entry.entry_id.as_str());
    let address = |after: &str| with_query("/ledger/entries", &[("from", from), ("stream", stream), ("after", after)]);
    let content = html! {
        h1 { "Ledger" }
        (parts("/ledger/entries"))
        (form(&fields))
        @if found.data.is_empty() && fields.is_fine() { (no_entry(&which)) }
        @for stored in &found.data { (one_of_many(stored, &visitor.zone)) }
        (shell::pager((!which.after.is_empty()).then(|| address("")), next.map(address)))
    };
    let status = if fields.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, shell::page(&visitor, "Entries", "/ledger", content)).into_response())
}

fn form(fields: &Fields) -> Markup {
    let set = !fields.text("from").is_empty() || !fields.text("stream").is_empty();
    html! {
        form class="filters" method="get" action="/ledger/entries" role="search" aria-label="Filter entries" {
            (fields.input("from", "Written from", Input { kind: "date", ..Input::default() }))
            (fields.input("stream", "Order or payment, by its id", Input { autocomplete: Some("off"), ..Input::default() }))
            button { "Filter" }
            @if set { a class="button" href="/ledger/entries" { "Clear" } }
        }
    }
}

fn no_entry(which: &Which) -> Markup {
    html! {
        p class="empty" {
            @if !which.from.is_empty() || !which.stream.is_empty() || !which.after.is_empty() {
                "Nothing fits. " a href="/ledger/entries" { "Clear the filters" }
            } @else {
                "Nothing has been posted yet. Entries come with the first order that is paid or delivered."
            }
        }
    }
}

fn one_of_many(stored: &EntryView, zone: &TimeZone) -> Markup {
    let entry = EntryDetail::stored(stored);
    html! {
        article aria-labelledby=(entry.id) {
            h2 id=(entry.id) {
                a href={ "/ledger/entries/" (entry.id) } { (words::plain(&entry.act)) }
                " " span class="quiet" { (words::time_us(stored.entry.effective_us, zone)) }
            }
            p class="quiet" { "Of " (linked(&entry.stream)) }
            (order::entry_lines(&entry))
        }
    }
}

/// Shows one entry.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let found = face.engine.store().entry(&visitor.caller.tenant, &text).await?;
    let stored = found.ok_or_else(|| Problem::unknown("entry", &text))?;
    let entry = EntryDetail::stored(&stored);
    let content = html! {
        p { a href="/ledger/entries" { "Entries" } }
        h1 { "Entry: " (words::plain(&entry.act)) }
        dl class="facts" {
            dt { "Id" } dd { code data-copy=(entry.id) { (entry.id) } }
            dt { "Belongs to" } dd { (linked(&entry.stream)) }
            dt { "Happened" } dd { (words::time_us(stored.entry.effective_us, &visitor.zone)) }
            dt { "Written" } dd { (words::time_us(stored.entry.booked_us, &visitor.zone)) }
            dt { "Posted by the event" } dd { code { (entry.event) } }
            @if let Some(other) = &entry.reverses { dt { "Mirrors" } dd { (linked(other)) } }
        }
        h2 { "Lines" }
        (order::entry_lines(&entry))
    };
    Ok(shell::page(&visitor, "Entry", "/ledger", content))
}
