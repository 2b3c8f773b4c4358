//! What was asked of the API: every write and every answer of 400 or more, with who asked, the answer and how long it
//! took. No bodies and nothing of the query are kept, so there is nothing here that a customer could be known by.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::tabs;
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::plain;
use crate::http::problem::Problem;
use crate::pages::guard::{May, Visitor};
use crate::pages::ledger::{linked, with_query};
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::node_rows::RequestRow;
use crate::store::rows::ApiKeyRow;

/// Requests on a page.
const PAGE: usize = 50;

/// Requests read at once.
const BATCH: i64 = 500;

/// Requests that a page looks at, at most.
const MOST_LOOKED_AT: usize = 5_000;

/// How requests ended, and what that is called; the first is all of them.
const OUTCOMES: [(&str, &str); 4] = [("", "Any"), ("fine", "Fine"), ("refused", "Refused"), ("failed", "Failed")];

/// Which requests.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    key: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    before: String,
}

impl Which {
    fn is_set(&self) -> bool {
        [&self.key, &self.outcome, &self.path].into_iter().any(|text| !text.trim().is_empty())
    }

    /// Whether a request is shown. Where some were not kept, that is shown under every filter.
    fn fits(&self, row: &RequestRow) -> bool {
        let (key, path) = (self.key.trim(), self.path.trim());
        row.missing > 0
            || ((key.is_empty() || row.key_id == key)
                && (self.outcome.is_empty() || outcome(row.status) == self.outcome)
                && row.path.contains(path))
    }

    fn address(&self, before: &str) -> String {
        let pairs = [
            ("key", self.key.trim()),
            ("outcome", self.outcome.as_str()),
            ("path", self.path.trim()),
            ("before", before),
        ];
        with_query("/developers/requests", &pairs)
    }
}

/// Refused is the caller's business, failed is ours.
const fn outcome(status: i64) -> &'static str {
    match status {
        ..400 => "fine",
        400..500 => "refused",
        _ => "failed",
    }
}

fn mark(row: &RequestRow) -> Markup {
    let (tone, sign) = match outcome(row.status) {
        "fine" => ("good", "\u{2713}"),
        "refused" => ("wait", "\u{2013}"),
        _ => ("bad", "\u{2715}"),
    };
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (row.status) " " (outcome(row.status)) } }
}

/// What a page found.
#[derive(Debug, Default)]
struct Found {
    rows: Vec<RequestRow>,
    looked_at: usize,
    next: Option<String>,
}

/// Reads batch after batch until the page is full, the log is at its end, or enough was looked at.
async fn find(face: &Shared, visitor: &Visitor, which: &Which) -> Result<Found, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let mut found = Found::default();
    let mut before = Some(which.before.clone()).filter(|before| !before.is_empty() && plain(before));
    loop {
        let rows = store.requests(tenant, before.as_deref(), BATCH).await?;
        let full = i64::try_from(rows.len()).unwrap_or(0) >= BATCH;
        for row in rows {
            if found.rows.len() >= PAGE {
                found.next = before;
                return Ok(found);
            }
            found.looked_at += 1;
            before = Some(row.request_id.clone());
            if which.fits(&row) {
                found.rows.push(row);
            }
        }
        if !full {
            return Ok(found);
        }
        if found.looked_at >= MOST_LOOKED_AT {
            found.next = before;
            return Ok(found);
        }
    }
}

/// Lists requests, the newest first.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let keys = face.engine.store().api_keys(&visitor.caller.tenant).await?;
    let found = find(&face, &visitor, &which).await?;
    let first = (!which.before.is_empty()).then(|| which.address(""));
    let next = found.next.as_deref().filter(|_| !found.rows.is_empty()).map(|next| which.address(next));
    let content = html! {
        h1 { "Developers" }
        (tabs(&visitor, "/developers/requests"))
        (what_is_kept(&face))
        (filters(&which, &keys))
        @if found.rows.is_empty() { (nothing(&which, &found)) } @else { (table(&visitor, &found.rows, &keys)) }
        (shell::pager(first, next))
    };
    Ok(shell::page(&visitor, "Requests", "/developers", content))
}

fn what_is_kept(face: &Shared) -> Markup {
    let requests = &face.options.node.requests;
    html! {
        p class="quiet" {
            "Every write and every answer of 400 or more is kept for 30 days, 100,000 of them at most. Reads that went well are "
            "not kept. What came without a working key belongs to nobody and is not here; webhooks of gateways are under "
            "Deliveries in. It may take a second until a request appears."
        }
        @if !requests.are_kept() {
            p class="note" { "This node keeps no requests; what other nodes answered is below." }
        }
        @if requests.missing_ever() > 0 {
            p class="note bad" {
                (requests.missing_ever()) " requests of all shops were not kept since this node started, because too many came at "
                "once. They were answered all the same."
            }
        }
    }
}

fn filters(which: &Which, keys: &[ApiKeyRow]) -> Markup {
    html! {
        form class="filters" method="get" action="/developers/requests" role="search" aria-label="Filter requests" {
            div class="field" {
                label for="key" { "Key" }
                select id="key" name="key" {
                    option value="" { "Any" }
                    @for key in keys {
                        option value=(key.key_id) selected[key.key_id == which.key] { (key.label) " of " (key.person) " (" (key.last4) ")" }
                    }
                }
            }
            div class="field" {
                label for="outcome" { "Outcome" }
                select id="outcome" name="outcome" {
                    @for (word, name) in OUTCOMES { option value=(word) selected[word == which.outcome] { (name) } }
                }
            }
            div class="field" {
                label for="path" { "Path contains" }
                input id="path" name="path" value=(which.path) autocomplete="off" spellcheck="false";
            }
            button { "Show" }
            @if which.is_set() { a class="button" href="/developers/requests" { "Clear" } }
        }
    }
}

fn nothing(which: &Which, found: &Found) -> Markup {
    html! {
        @if let Some(next) = &found.next {
            p class="empty" { "None of the " (found.looked_at) " looked at fits." }
            p { a class="button" href=(which.address(next)) { "Look further" } }
        } @else if which.is_set() {
            p class="empty" { "No request fits these filters. " a href="/developers/requests" { "Clear the filters" } }
        } @else if !which.before.is_empty() {
            p class="empty" { "There are no older requests." }
        } @else {
            p class="empty" { "Nothing was asked of the API yet that is kept." }
        }
    }
}

fn table(visitor: &Visitor, rows: &[RequestRow], keys: &[ApiKeyRow]) -> Markup {
    shell::scroll(
        "Requests",
        html! {
            table {
                thead { tr {
                    th scope="col" { "Request" } th scope="col" { "When" } th scope="col" { "Answer" }
                    th scope="col" { "Error" } th scope="col" { "Person" } th scope="col" { "Key" }
                    th scope="col" class="sum" { "Took" } th scope="col" { "Id" }
                } }
                tbody { @for row in rows { (one_row(visitor, row, keys)) } }
            }
        },
    )
}

fn one_row(visitor: &Visitor, row: &RequestRow, keys: &[ApiKeyRow]) -> Markup {
    html! {
        @if row.missing > 0 {
            tr {
                th scope="row" { "Not kept" }
                td { (words::time_us(row.at_us, &visitor.zone)) }
                td colspan="6" { (row.missing) " requests before this are missing: too many came at once to keep them all." }
            }
        } @else {
            tr {
                th scope="row" { a href={ "/developers/requests/" (row.request_id) } { (row.method) " " code { (path(row)) } } }
                td { (words::time_us(row.at_us, &visitor.zone)) }
                td { (mark(row)) }
                td { (words::plain(&row.code)) }
                td { (row.person) }
                td { (label(&row.key_id, keys)) }
                td class="sum" { (millis(row.took_us)) }
                td { (words::short(&row.request_id)) }
            }
        }
    }
}

fn path(row: &RequestRow) -> &str {
    if row.path.is_empty() { "no such route" } else { &row.path }
}

fn label<'k>(key_id: &'k str, keys: &'k [ApiKeyRow]) -> &'k str {
    keys.iter().find(|key| key.key_id == key_id).map_or(key_id, |key| key.label.as_str())
}

/// Microseconds in milliseconds, less than one of them told as that.
#[must_use]
pub fn millis(us: i64) -> String {
    if us < 1_000 { "under 1 ms".to_owned() } else { format!("{} ms", us / 1_000) }
}

/// Shows one request.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::SeeDeliveries>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let row = if plain(&id) { store.request(tenant, &id).await? } else { None };
    let row = row.filter(|row| row.missing == 0).ok_or_else(|| Problem::unknown("request", &id))?;
    let keys = store.api_keys(tenant).await?;
    let content = html! {
        p { a href="/developers/requests" { "Requests" } }
        header class="title" { h1 { (row.method) " " (path(&row)) } p { (mark(&row)) } }
        dl class="facts" {
            dt { "Id" } dd { code class="hash" { (row.request_id) } }
            dt { "When" } dd { (words::time_us(row.at_us, &visitor.zone)) }
            dt { "Took" } dd { (millis(row.took_us)) }
            dt { "Person" } dd { (row.person) }
            dt { "Key" } dd {
                @if visitor.may(Permission::ManageKeys) && keys.iter().any(|key| key.key_id == row.key_id) {
                    a href={ "/developers/keys/" (row.key_id) } { (label(&row.key_id, &keys)) }
                } @else { (label(&row.key_id, &keys)) }
                " " code class="quiet" { "rcp_" (row.key_id) "_\u{2026}" }
            }
            @if !row.about.is_empty() { dt { "About" } dd { (linked(&row.about)) } }
            @if !row.code.is_empty() { dt { "Error" } dd { code { (row.code) } } }
            @if !row.param.is_empty() { dt { "Field" } dd { code { (row.param) } } }
            @if row.replayed != 0 { dt { "Answered from memory" } dd { "The same key had been sent before; this is the first answer again." } }
        }
        p class="quiet" {
            "The body, the query and the words of the answer are not kept: they may say who somebody is. The caller has them, under "
            "this id in the header " code { "Request-Id" } "."
        }
    };
    Ok(shell::page(&visitor, "Request", "/developers", content))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, path: &str, status: i64) -> RequestRow {
        RequestRow { key_id: key.to_owned(), path: path.to_owned(), status, ..RequestRow::default() }
    }

    #[test]
    fn filters_narrow_and_never_hide_what_is_missing() {
        let which = Which { outcome: "refused".to_owned(), path: " refunds ".to_owned(), ..Which::default() };
        assert!(which.fits(&row("k", "/v1/refunds", 409)));
        assert!(!which.fits(&row("k", "/v1/refunds", 202)) && !which.fits(&row("k", "/v1/orders", 409)));
        assert!(!which.fits(&row("k", "/v1/refunds", 503)), "failed is not refused");
        assert!(which.fits(&RequestRow { missing: 3, ..RequestRow::default() }));
        assert_eq!(which.address("req_1"), "/developers/requests?outcome=refused&path=refunds&before=req_1");
    }

    #[test]
    fn what_is_quick_is_not_told_as_nothing() {
        assert_eq!([millis(999), millis(1_999), millis(2_000_000)], ["under 1 ms", "1 ms", "2000 ms"]);
    }
}
