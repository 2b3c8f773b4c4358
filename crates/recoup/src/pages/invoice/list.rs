//! The list of invoices: by status, customer and age, with how old what is open is, in each currency.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use maud::{Markup, html};
use recoup_core::id::{Id, Kind};
use recoup_core::invoice::ageing::{Ageing, Bucket, days_late};
use recoup_core::invoice::{Invoice, InvoiceStatus};
use recoup_core::world::State as Known;
use serde::Deserialize;

use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::invoices::{each_unpaid, today_of};
use crate::http::list::{PageOf, plain};
use crate::pages::guard::{May, Visitor};
use crate::pages::ledger::with_query;
use crate::pages::live::watch::Watch;
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::views::ListQuery;

/// Invoices of a page.
const PAGE: i64 = 50;

/// Invoices of one age that are shown: those that are due longest.
const MOST_OF_AGE: usize = 200;

/// Which invoices, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    status: String,
    #[serde(default)]
    customer: String,
    #[serde(default)]
    age: String,
    #[serde(default)]
    before: String,
}

impl Which {
    fn status(&self) -> Option<InvoiceStatus> {
        InvoiceStatus::ALL.iter().copied().find(|status| status.word() == self.status)
    }

    /// The age that is asked for: one of the buckets, or all that is past its day.
    fn fits_age(&self, days_late: i32) -> Option<bool> {
        if self.age == OVERDUE {
            return Some(days_late > 0);
        }
        let bucket = Bucket::ALL.into_iter().find(|bucket| bucket.word() == self.age)?;
        Some(Bucket::of(days_late) == bucket)
    }

    fn is_narrowed(&self) -> bool {
        [&self.status, &self.customer, &self.age].iter().any(|text| !text.is_empty())
    }

    fn address(&self, age: &str, before: &str) -> String {
        let all = [("status", self.status.as_str()), ("customer", &self.customer), ("age", age), ("before", before)];
        with_query("/invoices", &all)
    }
}

/// Stands for all that is past its day.
const OVERDUE: &str = "overdue";

/// What a bucket is called.
const fn name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Current => "Not due yet",
        Bucket::To30 => "1 to 30 days late",
        Bucket::To60 => "31 to 60 days late",
        Bucket::To90 => "61 to 90 days late",
        Bucket::Older => "More than 90 days late",
    }
}

/// Invoices that were found, each with the date where it is.
#[derive(Default)]
struct Found {
    rows: Vec<(Invoice, Date)>,
    /// Where the next page begins.
    next: Option<String>,
    /// What is not as it was asked.
    note: Option<String>,
}

/// Shows the list.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let (mut ageing, mut of_age) = (Ageing::default(), Vec::new());
    let whose = whose(&face, &visitor, &which.customer).await?;
    let is_theirs = |invoice: &Invoice| match &whose {
        Whose::Anybody => true,
        Whose::Unknown => false,
        Whose::Of(id) => invoice.customer.as_ref() == Some(id),
    };
    each_unpaid(&face, &visitor.caller, |invoice, today| {
        ageing.count(invoice, today);
        let late = invoice.dates.as_ref().map(|dates| days_late(dates.due.date, today));
        let fits = late.and_then(|late| which.fits_age(late)).unwrap_or(false) && invoice.open_minor() > 0;
        if fits && is_theirs(invoice) && which.status().is_none_or(|status| status == invoice.status) {
            of_age.push((invoice.clone(), today));
        }
    })
    .await?;
    let found = match which.fits_age(0) {
        Some(_) => oldest(of_age),
        None => page(&face, &visitor, &which, &whose).await?,
    };
    let content = html! {
        h1 { "Invoices" }
        (ages(&which, &ageing))
        (filters(&which))
        @if let Some(note) = &found.note { p class="note" { (note) } }
        div data-part="list" {
            @if found.rows.is_empty() { (nothing(&which)) } @else { (table(&found.rows)) }
        }
        (shell::pager((!which.before.is_empty()).then(|| which.address(&which.age, "")), found.next.map(|id| which.address(&which.age, &id))))
    };
    Ok(shell::live(&visitor, "Invoices", "/invoices", &Watch::list("invoices"), content))
}

/// Whose invoices are asked for.
enum Whose {
    Anybody,
    Of(Id),
    Unknown,
}

/// A customer by id, or by the shop's own reference.
async fn whose(face: &Shared, visitor: &Visitor, text: &str) -> Result<Whose, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Whose::Anybody);
    }
    if let Ok(id) = Id::parse(Kind::Customer, text) {
        return Ok(Whose::Of(id));
    }
    if !plain(text) {
        return Ok(Whose::Unknown);
    }
    let named = face.engine.store().references(&visitor.caller.tenant, None, text).await?;
    let customer = named.iter().find_map(|row| Id::parse(Kind::Customer, &row.stream_id).ok());
    Ok(customer.map_or(Whose::Unknown, Whose::Of))
}

/// Those of one age, the one that is due longest first.
fn oldest(mut rows: Vec<(Invoice, Date)>) -> Found {
    rows.sort_by_key(|(invoice, _)| (invoice.dates.map(|dates| dates.due.date), invoice.id.clone()));
    let cut = rows.len() > MOST_OF_AGE;
    rows.truncate(MOST_OF_AGE);
    let note = cut.then(|| format!("These are the {MOST_OF_AGE} that are due longest. Narrow the list to see others."));
    Found { rows, next: None, note }
}

/// The newest, a page of them.
async fn page(face: &Shared, visitor: &Visitor, which: &Which, whose: &Whose) -> Result<Found, Trouble> {
    let parent = match whose {
        Whose::Unknown => return Ok(Found::default()),
        Whose::Of(id) => Some(id.as_str().to_owned()),
        Whose::Anybody => None,
    };
    let query = ListQuery {
        kind: Some("invoice".to_owned()),
        status: which.status().map(|status| status.word().to_owned()),
        parent,
        before: (!which.before.is_empty()).then(|| which.before.clone()),
        limit: PAGE + 1,
        newest_first: true,
        ..ListQuery::default()
    };
    let rows = PageOf::of_more(face.engine.store().streams(&visitor.caller.tenant, &query).await?, PAGE);
    let mut found =
        Found { next: rows.data.last().filter(|_| rows.has_more).map(|row| row.stream_id.clone()), ..Found::default() };
    for row in &rows.data {
        if let Known::Invoice(invoice) = recall::stream(row)?.1.state {
            let today = today_of(face, &invoice);
            found.rows.push((invoice, today));
        }
    }
    Ok(found)
}

/// How old what is open is: each sum leads to its invoices.
fn ages(which: &Which, ageing: &Ageing) -> Markup {
    html! {
        @if !ageing.rows.is_empty() {
            section aria-labelledby="ages" data-part="ages" {
                h2 id="ages" { "What is open, by age" }
                (shell::scroll_under("ages", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Currency" } th scope="col" class="sum" { "Invoices" } th scope="col" class="sum" { "Open" }
                            @for bucket in Bucket::ALL { th scope="col" class="sum" { (name(bucket)) } }
                        } }
                        tbody {
                            @for (code, row) in &ageing.rows {
                                tr {
                                    th scope="row" { (code) }
                                    td class="sum" { (row.invoices) }
                                    td class="sum" { (words::money(row.total_minor(), code)) }
                                    @for (bucket, open_minor) in Bucket::ALL.into_iter().zip(row.open_minor) {
                                        td class="sum" {
                                            @if open_minor > 0 { a href=(which.address(bucket.word(), "")) { (words::money(open_minor, code)) } }
                                            @else { (words::money(0, code)) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }))
                p class="quiet" { "Days past the due date, counted where each invoice is." }
            }
        }
    }
}

fn filters(which: &Which) -> Markup {
    let statuses = InvoiceStatus::ALL.iter().map(|status| (status.word(), words::plain(status.word())));
    let statuses = std::iter::once(("", "Any".to_owned())).chain(statuses);
    let ages = Bucket::ALL.into_iter().map(|bucket| (bucket.word(), name(bucket)));
    let ages = [("", "Any"), (OVERDUE, "Late")].into_iter().chain(ages);
    html! {
        form class="filters" method="get" action="/invoices" role="search" aria-label="Filter invoices" {
            div class="field" {
                label for="status" { "Status" }
                select id="status" name="status" {
                    @for (word, name) in statuses { option value=(word) selected[word == which.status] { (name) } }
                }
            }
            div class="field" {
                label for="age" { "Open, by age" }
                select id="age" name="age" {
                    @for (word, name) in ages { option value=(word) selected[word == which.age] { (name) } }
                }
            }
            div class="field" {
                label for="customer" { "Customer" }
                input id="customer" name="customer" type="text" value=(which.customer) autocomplete="off";
            }
            button { "Filter" }
            @if which.is_narrowed() { a class="button" href="/invoices" { "Clear" } }
        }
    }
}

fn nothing(which: &Which) -> Markup {
    html! {
        p class="empty" {
            @if which.is_narrowed() || !which.before.is_empty() {
                "Nothing fits. " a href="/invoices" { "All invoices" }
            } @else {
                "No invoice was written yet. They come in by the API, the command line or an import."
            }
        }
    }
}

fn table(rows: &[(Invoice, Date)]) -> Markup {
    shell::scroll(
        "Invoices",
        html! {
            table {
                thead { tr {
                    th scope="col" { "Invoice" } th scope="col" { "Status" } th scope="col" { "Due" }
                    th scope="col" class="sum" { "Whole" } th scope="col" class="sum" { "Paid" } th scope="col" class="sum" { "Open" }
                } }
                tbody {
                    @for (invoice, today) in rows {
                        @let code = invoice.currency.code();
                        tr {
                            th scope="row" { a href={ "/invoices/" (invoice.id) } { (invoice.number) } }
                            td {
                                (words::chip(invoice.status.word()))
                                @if invoice.is_under_dispute() { " " span class="chip bad" { span aria-hidden="true" { "✕" } " under dispute" } }
                            }
                            td {
                                @if let Some(dates) = &invoice.dates {
                                    (dates.due.date)
                                    @let late = days_late(dates.due.date, *today);
                                    @if late > 0 && invoice.open_minor() > 0 {
                                        br; span class="quiet" { (words::counted(i64::from(late), ("day", "days"))) " late" }
                                    }
                                } @else { span class="quiet" { "not sent yet" } }
                            }
                            td class="sum" { (words::money(invoice.gross_minor, code)) }
                            td class="sum" { (words::money(invoice.paid_minor, code)) }
                            td class="sum" { (words::money(invoice.open_minor(), code)) }
                        }
                    }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_a_bucket_or_all_that_is_late() {
        let asked = |age: &str| Which { age: age.to_owned(), ..Which::default() };
        for (age, days, fits) in [
            ("current", 0, Some(true)),
            ("current", 1, Some(false)),
            ("overdue", 1, Some(true)),
            ("overdue", 0, Some(false)),
            ("1_30", 30, Some(true)),
            ("over_90", 91, Some(true)),
            ("", 5, None),
            ("soon", 5, None),
        ] {
            assert_eq!(asked(age).fits_age(days), fits, "{age} {days}");
        }
        let which = Which { status: "open".to_owned(), ..Which::default() };
        assert_eq!(which.address("1_30", "inv_1"), "/invoices?status=open&age=1_30&before=inv_1");
        assert!(which.is_narrowed() && !Which::default().is_narrowed());
    }
}
