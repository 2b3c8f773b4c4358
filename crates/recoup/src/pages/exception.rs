//! Exceptions: what a person must look at, with the thing as it came, and the form that says what was done about it.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::exception::ResolveException;
use recoup_core::id::Kind;
use serde::Deserialize;

use super::act;
use super::form::{Fields, Input, KEY};
use super::guard::{May, Visitor};
use super::ledger::{ago, linked, with_query};
use super::lists::bulk;
use super::live::watch::Watch;
use super::trouble::{Trouble, see};
use super::{order, shell, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list::PageOf;
use crate::http::problem::Problem;
use crate::people::token;
use crate::store::views::{DeliveryView, ExceptionQuery, ExceptionView};
use crate::worker::net::shown;

/// Exceptions on a page.
const PAGE: i64 = 50;

/// States that a list can be narrowed to, with what the form calls them.
const STATES: [(&str, &str); 3] = [("open", "Open"), ("resolved", "Resolved"), ("all", "All")];

/// Which exceptions, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    state: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    after: String,
}

impl Which {
    /// The word in the address; what is not known means the open ones.
    fn state(&self) -> &'static str {
        STATES.iter().map(|(word, _)| *word).find(|word| *word == self.state).unwrap_or("open")
    }

    fn source(&self) -> &str {
        self.source.trim()
    }

    /// Whether there may be more without the filters.
    fn is_narrowed(&self) -> bool {
        !self.source().is_empty() || self.state() == "resolved"
    }

    /// The address of the list, narrowed to a source, going on after an exception.
    fn address(&self, source: &str, after: &str) -> String {
        let state = if self.state() == "open" { "" } else { self.state() };
        with_query("/exceptions", &[("state", state), ("source", source), ("after", after)])
    }
}

/// Lists exceptions, the open ones unless told otherwise, oldest first.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let query = ExceptionQuery {
        source: some(which.source()),
        state: some(which.state()).filter(|state| state != "all"),
        after: some(&which.after),
        limit: PAGE + 1,
    };
    let found = face.engine.store().exceptions(&visitor.caller.tenant, &query).await?;
    let found = PageOf::of_more(found, PAGE);
    let address = |after: &str| which.address(which.source(), after);
    let next = found.data.last().filter(|_| found.has_more).map(|last| address(&last.row.exception_id));
    let now = face.engine.clock().now();
    let mut tasks = bulk::offered(&visitor, "/exceptions");
    if !found.data.iter().any(|one| one.state == "open") {
        tasks.clear();
    }
    let content = html! {
        h1 { "Exceptions" }
        p class="quiet" { "What could not be understood, matched or placed, until a person has seen to it. Oldest first." }
        (filters(&which))
        @if !found.data.is_empty() { (bulk::form(&visitor, &tasks, &address(&which.after))) }
        div data-part="list" {
            @if found.data.is_empty() { (nothing(&which)) } @else {
                (table(&visitor, (&which, &tasks), &found.data, now))
                (bulk::buttons(&tasks))
            }
        }
        (shell::pager((!which.after.is_empty()).then(|| address("")), next))
    };
    Ok(shell::live(&visitor, "Exceptions", "/exceptions", &Watch::list("all"), content))
}

fn filters(which: &Which) -> Markup {
    let chosen = which.state();
    html! {
        form class="filters" method="get" action="/exceptions" role="search" aria-label="Filter exceptions" {
            div class="field" {
                label for="state" { "State" }
                select id="state" name="state" {
                    @for (word, name) in STATES { option value=(word) selected[word == chosen] { (name) } }
                }
            }
            div class="field" {
                label for="source" { "Source" }
                input id="source" name="source" type="text" value=(which.source()) autocomplete="off";
            }
            button { "Filter" }
            @if !which.source().is_empty() || chosen != "open" { a class="button" href="/exceptions" { "Clear" } }
        }
    }
}

fn nothing(which: &Which) -> Markup {
    html! {
        p class="empty" {
            @if !which.after.is_empty() {
                "That was all. " a href=(which.address(which.source(), "")) { "First page" }
            } @else if which.is_narrowed() {
                "Nothing fits. " a href="/exceptions" { "Clear the filters" }
            } @else if which.state() == "all" {
                "There has been nothing to look at yet."
            } @else {
                "Nothing waits for a person. " a href="/exceptions?state=all" { "Show what was resolved too" }
            }
        }
    }
}

fn table(
    visitor: &Visitor,
    (which, tasks): (&Which, &[bulk::Task]),
    found: &[ExceptionView],
    now: Timestamp,
) -> Markup {
    shell::scroll(
        "Exceptions",
        html! {
            table {
                thead { tr {
                    (bulk::head(tasks))
                    th scope="col" { "Reason" } th scope="col" { "What is wrong" } th scope="col" class="sum" { "Amount" }
                    th scope="col" { "Found" } th scope="col" { "Source" } th scope="col" { "State" }
                } }
                tbody {
                    @for one in found {
                        @let row = &one.row;
                        tr {
                            (bulk::pick(tasks, &row.exception_id, picked(one).as_deref()))
                            th scope="row" { a href={ "/exceptions/" (row.exception_id) } { (words::plain(&row.reason)) } }
                            td { (row.detail) }
                            td class="sum" { @if !row.currency.is_empty() { (words::money(row.amount_minor, &row.currency)) } }
                            td { (ago(row.at_us, now, &visitor.zone)) }
                            td {
                                a href=(which.address(&row.source, "")) { (row.source) }
                                @if row.row_no > 0 { " " span class="quiet" { "row " (row.row_no) } }
                            }
                            td { (words::chip(&one.state)) }
                        }
                    }
                }
            }
        },
    )
}

/// What the box of an exception says; nothing where there is nothing left to be done.
fn picked(one: &ExceptionView) -> Option<String> {
    let id = &one.row.exception_id;
    let tail = id.get(id.len().saturating_sub(6)..).unwrap_or(id);
    (one.state == "open").then(|| format!("exception {}, …{tail}", words::plain(&one.row.reason)))
}

async fn one(face: &Shared, visitor: &Visitor, text: &str) -> Result<ExceptionView, Problem> {
    let found = face.engine.store().exception(&visitor.caller.tenant, text).await?;
    found.ok_or_else(|| Problem::unknown("exception", text))
}

/// Shows an exception.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let found = one(&face, &visitor, &text).await?;
    page(&face, &visitor, &found, &Fields::fresh([(KEY, token::secret())])).await
}

async fn page(face: &Shared, visitor: &Visitor, found: &ExceptionView, fields: &Fields) -> Result<Response, Trouble> {
    let row = &found.row;
    let now = face.engine.clock().now();
    let delivery = delivery(face, visitor, &row.source).await?;
    let open = open_questions(face, visitor, &row.source).await;
    let title = words::plain(&row.reason);
    let content = html! {
        p { a href="/exceptions" { "Exceptions" } }
        header class="title" {
            h1 { "Exception: " (title) }
            p { (words::chip(&found.state)) " found " (ago(row.at_us, now, &visitor.zone)) }
        }
        (fields.summary())
        p class="lead" { (row.detail) }
        dl class="facts" {
            dt { "Source" } dd {
                (linked(&row.source)) " · "
                a href=(with_query("/exceptions", &[("state", "all"), ("source", row.source.as_str())])) { "All of this source" }
            }
            @if row.row_no > 0 { dt { "Row in the source" } dd { (row.row_no) } }
            @if !row.currency.is_empty() { dt { "Amount" } dd { (words::money(row.amount_minor, &row.currency)) } }
            dt { "Id" } dd { code data-copy=(row.exception_id) { (row.exception_id) } }
            @if let Some(at_us) = found.resolved_us {
                dt { "Resolved" } dd { strong { (found.resolved_by) } " " (words::time_us(at_us, &visitor.zone)) }
                dt { "What was done" } dd { (found.resolution) }
            }
        }
        (open)
        (as_it_came(visitor, found, delivery.as_ref()))
        (form(visitor, found, fields))
    };
    Ok(shell::page(visitor, &title, "/exceptions", content))
}

/// Operations of the payment it is about whose gateway gives no answer, with the way to say what became of them. A
/// payment that cannot be read here says so on its own page.
async fn open_questions(face: &Shared, visitor: &Visitor, source: &str) -> Markup {
    if !source.starts_with(Kind::Payment.prefix()) {
        return html! {};
    }
    match order::payment(face, visitor, source).await {
        Ok(payment) => order::open_questions(visitor, &payment),
        Err(_) => html! {},
    }
}

/// The delivery that an exception is about, for those who may see deliveries.
async fn delivery(face: &Shared, visitor: &Visitor, source: &str) -> Result<Option<DeliveryView>, Trouble> {
    let may = visitor.may(Permission::KeepBooks) || visitor.may(Permission::ManageKeys);
    if !may || !source.starts_with(Kind::Delivery.prefix()) {
        return Ok(None);
    }
    Ok(face.engine.store().delivery(&visitor.caller.tenant, source).await?)
}

fn as_it_came(visitor: &Visitor, found: &ExceptionView, delivery: Option<&DeliveryView>) -> Markup {
    html! {
        h2 { "As it came" }
        @if found.row.raw.is_empty() && delivery.is_none() {
            p class="quiet" { "Nothing came with it; the sentence above is all there is." }
        }
        @if !found.row.raw.is_empty() { pre tabindex="0" { (found.row.raw) } }
        @if let Some(delivery) = delivery {
            p {
                "Delivery of " strong { (delivery.target) } " " (words::chip(&delivery.state))
                " " (words::time_us(delivery.received_us, &visitor.zone))
            }
            @if !delivery.note.is_empty() { p class="quiet" { (delivery.note) } }
            pre tabindex="0" { (shown(&delivery.target, &delivery.body)) }
        }
    }
}

fn form(visitor: &Visitor, found: &ExceptionView, fields: &Fields) -> Markup {
    html! {
        @if found.state == "open" && visitor.may(Permission::KeepBooks) {
            section aria-labelledby="resolve" {
                h2 id="resolve" { "Resolve" }
                form method="post" action={ "/exceptions/" (found.row.exception_id) } class="dialog" {
                    (shell::token(visitor))
                    input type="hidden" name=(KEY) value=(fields.text(KEY));
                    (fields.input("resolution", "What was done about it", Input {
                        kind: "area", required: true,
                        hint: Some("The correction, the booking, or why it may be left. It stays with the exception."),
                        ..Input::default()
                    }))
                    p class="actions" { button class="main" { "Resolve" } }
                }
            }
        } @else if found.state == "open" {
            p class="note" { "Who keeps the books says what was done about it." }
        }
    }
}

/// Resolves an exception.
///
/// # Errors
/// 404, or what the store met; what is wrong is shown on the page.
pub async fn resolve(
    State(face): State<Shared>,
    visitor: May<right::KeepBooks>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let exception = id(Kind::Exception, &text)?;
    let path = format!("/exceptions/{exception}");
    let resolution = fields.text("resolution").to_owned();
    let found = one(&face, &visitor, &text).await?;
    if found.state == "open" {
        let command = ResolveException { exception, resolution };
        match act::act(&face, &visitor.caller, &path, &fields, command).await {
            Ok(_) => return Ok(see(&path)),
            Err(problem) => fields.refused(&problem, &[("resolution", "resolution")]),
        }
    } else if found.resolution == resolution {
        // The same form sent twice.
        return Ok(see(&path));
    } else {
        let by = &found.resolved_by;
        fields.wrong("", format!("{by} has resolved this in the meantime; what you wrote was not kept"));
    }
    let found = one(&face, &visitor, &text).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&face, &visitor, &found, &fields).await?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_filters() {
        let which = Which { state: "all".to_owned(), source: " imp 1 ".to_owned(), after: String::new() };
        assert_eq!(which.address(which.source(), "exc_2"), "/exceptions?state=all&source=imp%201&after=exc_2");
        let plain = Which { state: "lost".to_owned(), ..Which::default() };
        assert_eq!((plain.state(), plain.address("", "")), ("open", "/exceptions".to_owned()));
        assert!(!plain.is_narrowed());
    }
}
