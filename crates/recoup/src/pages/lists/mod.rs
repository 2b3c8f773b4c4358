//! Lists of orders, payments and refunds: filters in the address, read by the store in the order they are shown.
//!
//! A page looks at a bounded number of rows. Where a filter leaves few of many, the page may end before it is full and
//! says where it goes on, so that no list takes long, however large the shop: `recoup bench pages` measures it.
//! `streams` and `walk` find orders and payments, `refunds` refunds; `bulk` does one step with many rows.

pub mod bulk;
pub mod export;
pub mod filter;
pub mod found;
pub mod refunds;
pub mod saved;
pub mod slim;
pub mod streams;
pub mod through;
pub mod walk;

use axum::response::Response;
use maud::{Markup, html};

use super::guard::Visitor;
use super::live::watch::Watch;
use super::{shell, words};
use filter::{Filter, Sort};
use found::Found;

/// Rows of a page.
pub const PAGE: usize = 25;

/// Rows that a page looks at in an index, at most.
pub const MOST_LOOKED_AT: usize = 2_500;

/// Rows that a page opens, at most: those of which no index tells whether they fit.
pub const MOST_OPENED: usize = 300;

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Orders.
    Orders,
    /// Payments.
    Payments,
    /// Refunds.
    Refunds,
}

impl Of {
    /// Its path.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Orders => "/orders",
            Self::Payments => "/payments",
            Self::Refunds => "/refunds",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Orders => "Orders",
            Self::Payments => "Payments",
            Self::Refunds => "Refunds",
        }
    }

    /// What one of its things is called.
    #[must_use]
    pub const fn thing(self) -> &'static str {
        match self {
            Self::Orders => "order",
            Self::Payments => "payment",
            Self::Refunds => "refund",
        }
    }

    /// What the standings of its things are called.
    #[must_use]
    pub fn statuses(self) -> Vec<&'static str> {
        use recoup_core::order::OrderStatus;
        use recoup_core::payment::{PaymentStatus, RefundStatus};
        match self {
            Self::Orders => OrderStatus::ALL.iter().map(|s| s.word()).collect(),
            Self::Payments => PaymentStatus::ALL.iter().map(|s| s.word()).collect(),
            Self::Refunds => RefundStatus::ALL.iter().map(|s| s.word()).collect(),
        }
    }
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id of the thing.
    pub id: String,
    /// Where it is shown.
    pub address: String,
    /// What it is called: an order number, or how it is paid.
    pub name: String,
    /// Its standing.
    pub status: String,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// More about it: the gateway account, the reason.
    pub about: String,
    /// When it began, microseconds since 1970.
    pub at_us: i64,
}

/// The page of a list.
#[must_use]
pub fn page(visitor: &Visitor, of: Of, filter: &Filter, found: &Found, saved: Markup) -> Response {
    let tasks = bulk::offered(visitor, of.path());
    let content = html! {
        h1 { (of.name()) }
        @if !found.rows.is_empty() { (bulk::form(visitor, &tasks, &filter.address(of, filter.after.as_deref()))) }
        (filter.form(of))
        (saved)
        @for why in &filter.wrong { p class="note bad" role="alert" { (why) } }
        @if let Some(limit) = &found.limit { p class="note" role="status" { (limit) } }
        div data-part="list" {
            @if found.rows.is_empty() { (nothing(of, filter, found)) } @else {
                (table(visitor, of, filter, (found, &tasks)))
                (bulk::buttons(&tasks))
                (ways(of, filter, found))
            }
        }
    };
    let watch = Watch::list(of.path().trim_start_matches('/'));
    shell::live(visitor, of.name(), of.path(), &watch, content)
}

/// How a list is made short enough to be looked through at once.
const NARROW: &str = "Days, or a currency with amounts, narrow it down.";

fn nothing(of: Of, filter: &Filter, found: &Found) -> Markup {
    html! {
        @if let Some(next) = &found.next {
            p class="empty" { "None of the " (found.looked_at) " looked at fits. " (NARROW) }
            p { a class="button" href=(filter.address(of, Some(next))) { "Look further" } }
        } @else if filter.after.is_some() {
            p class="empty" { "That was the last of them. " a href=(filter.address(of, None)) { "First page" } }
        } @else if filter.is_set() {
            p class="empty" { "Nothing fits these filters. " a href=(of.path()) { "Clear the filters" } }
        } @else {
            p class="empty" { "There are no " (of.name().to_lowercase()) " yet. They come in by the API or by an import." }
        }
    }
}

fn table(visitor: &Visitor, of: Of, filter: &Filter, (found, tasks): (&Found, &[bulk::Task])) -> Markup {
    let code = found.rows.first().map(|row| row.currency.as_str());
    let head = |name: &str, by: (Sort, Sort), right: bool| {
        let (first, other) = by;
        let sorted = [first, other].contains(&filter.sort);
        let next = if filter.sort == first { other } else { first };
        let way = if filter.sort == Sort::Oldest || filter.sort == Sort::Smallest { "ascending" } else { "descending" };
        html! {
            th scope="col" class=[right.then_some("sum")] aria-sort=[sorted.then_some(way)] {
                a href=(filter.sorted(of, next, code)) { (name) @if sorted { span aria-hidden="true" { @if way == "ascending" { " ▲" } @else { " ▼" } } } }
            }
        }
    };
    shell::scroll(
        of.name(),
        html! {
            table {
                thead { tr {
                    (bulk::head(tasks))
                    th scope="col" { @if of == Of::Orders { "Order" } @else { "Paid by" } }
                    th scope="col" { "Standing" }
                    (head("Amount", (Sort::Largest, Sort::Smallest), true))
                    @if of != Of::Orders { th scope="col" { @if of == Of::Refunds { "Reason" } @else { "Through" } } }
                    (head("When", (Sort::Newest, Sort::Oldest), false))
                    th scope="col" { "Id" }
                } }
                tbody {
                    @for row in &found.rows {
                        tr {
                            (bulk::pick_listed(tasks, of.thing(), row))
                            th scope="row" { a href=(row.address) { (row.name) } }
                            td { (words::chip(&row.status)) }
                            td class="sum" { (words::money(row.amount_minor, &row.currency)) }
                            @if of != Of::Orders { td { (row.about) } }
                            td { (words::time_us(row.at_us, &visitor.zone)) }
                            td { (words::short(&row.id)) }
                        }
                    }
                }
            }
        },
    )
}

/// The ways on: the next page, the first one, and the file of what is seen.
fn ways(of: Of, filter: &Filter, found: &Found) -> Markup {
    let first = filter.after.is_some().then(|| filter.address(of, None));
    let next = found.next.as_deref().map(|next| filter.address(of, Some(next)));
    html! {
        p class="actions" {
            (shell::pager_links(first, next))
            a class="button" href=(filter.export(of)) { "Export as CSV" }
            span class="quiet" { "A file holds up to " (export::MOST) " rows; one is made at a time." }
            @if found.is_cut(PAGE) {
                span class="quiet" { "Looked at " (found.looked_at) " for this page; the next one looks further. " (NARROW) }
            }
        }
    }
}
