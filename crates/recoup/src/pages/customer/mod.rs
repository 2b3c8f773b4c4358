//! The page of a customer: the balance with the entries behind it, how often money was asked back, and the orders with
//! their payments and refunds. Personal data stays with the shop; a customer is its reference here.

pub mod history;
pub mod panel;
mod purse;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::customer::Customer;
use recoup_core::id::Kind;
use recoup_core::ledger::Account;
use recoup_core::payment::{Payment, Refund};
use recoup_core::world::State as Known;
use serde::Deserialize;

use super::dispute::mark;
use super::guard::{May, Visitor};
use super::ledger::with_query;
use super::trouble::Trouble;
use super::{operation, order, shell, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use history::History;

/// Orders on a page.
const PAGE: i64 = 25;

/// Orders that the figures look at.
const MOST_ORDERS: i64 = 200;

/// Entries behind a balance that are shown, by currency.
const MOST_LINES: i64 = 10;

/// Open exceptions that are shown.
const MOST_EXCEPTIONS: i64 = 10;

/// Where the list of orders goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    before: String,
    #[serde(default)]
    done: String,
}

/// Shows a customer.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let id = id(Kind::Customer, &text)?;
    let Known::Customer(customer) = list::state(&face, &visitor.caller, "customer", id.as_str()).await? else {
        return Err(Problem::unknown("customer", &text).into());
    };
    let now = face.engine.clock().now();
    let before = Some(which.before.as_str()).filter(|before| !before.is_empty());
    let page = History::read(&face, &visitor, &id, before, PAGE).await?;
    let claims = mark::claims(&page.payments);
    let content = html! {
        header class="title" {
            h1 { "Customer " (customer.reference) }
            p class="quiet" { (words::short(customer.id.as_str())) " · language of messages: " (language(&customer.language)) }
        }
        p class="quiet" { "The shop's own reference. Name and address stay with the shop." }
        @if !claims.is_empty() { dl class="chips" { (mark::of_standing(&claims)) } }
        (order::done(&which.done))
        @if before.is_none() {
            (operation::purse::links(&visitor, &customer))
            (balance(&face, &visitor, &customer).await?)
            (purse::show(&face, &visitor, &customer).await?)
            (contacts(&face, &visitor, &customer, now).await?)
        }
        (orders(&visitor, &page, before.is_some()))
        (payments(&visitor, &page))
        (refunds(&visitor, &page))
        (ways(&customer, &page, before.is_some()))
    };
    Ok(shell::page(&visitor, &format!("Customer {}", customer.reference), "/orders", content))
}

fn language(code: &str) -> &str {
    match code {
        "de" => "German",
        "en" => "English",
        other => other,
    }
}

/// What we owe, and the newest entries behind it for those who read the books.
async fn balance(face: &Shared, visitor: &Visitor, customer: &Customer) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let code = Account::CustomerBalance.code();
    let mut tables = Vec::new();
    if visitor.may(Permission::ReadBooks) {
        for balance in &customer.balances {
            let of = (code, customer.id.as_str(), balance.currency.code());
            let mut lines = Vec::new();
            for line in store.lines_of_subkey(tenant, of, MOST_LINES).await? {
                let act = store.entry(tenant, &line.entry_id).await?.map(|entry| entry.entry.act).unwrap_or_default();
                lines.push((line, act));
            }
            tables.push((balance.currency.code(), lines));
        }
    }
    Ok(html! {
        section aria-labelledby="balance" {
            h2 id="balance" { "Balance" }
            @if customer.balances.is_empty() {
                p class="empty" { "This customer has never had a balance here." }
            }
            (panel::balances(customer))
            @for (currency, lines) in &tables {
                (shell::scroll(&format!("Newest entries behind the balance in {currency}"), html! {
                    table {
                        thead { tr {
                            th scope="col" { "Entry" } th scope="col" { "When" } th scope="col" class="sum" { "Change" }
                        } }
                        tbody {
                            @for (line, act) in lines {
                                tr {
                                    th scope="row" { a href={ "/ledger/entries/" (line.entry_id) } { (words::plain(act)) } }
                                    td { (words::time_us(line.effective_us, &visitor.zone)) }
                                    // A credit of the books is more for the customer.
                                    td class="sum" { (words::money(line.amount_minor.saturating_neg(), currency)) }
                                }
                            }
                        }
                    }
                }))
            }
            @if !customer.balances.is_empty() {
                p class="quiet" {
                    @if visitor.may(Permission::ReadBooks) {
                        "The newest " (MOST_LINES) " entries of each currency. "
                        a href=(with_query(&format!("/ledger/accounts/{code}"), &[("show", "all")])) { "The account in the ledger" }
                    } @else {
                        "The entries behind it are for those who may read the books."
                    }
                }
            }
        }
    })
}

/// Repeat contacts: what an auditor of refunds looks at first.
async fn contacts(face: &Shared, visitor: &Visitor, customer: &Customer, now: Timestamp) -> Result<Markup, Trouble> {
    let history = History::read(face, visitor, &customer.id, None, MOST_ORDERS).await?;
    let (store, tenant, id) = (face.engine.store(), visitor.caller.tenant.as_str(), customer.id.as_str());
    let remarks = store.remarks_of_customer(tenant, id, MOST_ORDERS).await?;
    let open = store.exceptions_of_customer(tenant, id, (MOST_ORDERS, MOST_EXCEPTIONS + 1)).await?;
    let most = usize::try_from(MOST_EXCEPTIONS).unwrap_or(usize::MAX);
    let askers = history.askers(face, visitor, 90, now).await?;
    Ok(html! {
        section aria-labelledby="contacts" {
            h2 id="contacts" { "Repeat contacts" }
            (panel::figures(&history, now))
            dl class="facts" {
                dt { "Comments of staff" } dd { (remarks) }
                @if history.alarms() > 0 {
                    dt { "Contradictions" } dd { (history.alarms()) " payments on which the gateway contradicts the books " (panel::look("look")) }
                }
                @if !askers.is_empty() {
                    dt { "Who asked, in 90 days" } dd {
                        @for (place, (who, times)) in askers.iter().enumerate() {
                            @if place > 0 { ", " }
                            (who) " " (times) @if *times == 1 { " time" } @else { " times" }
                            @if *times >= panel::MANY { " " (panel::look("the same person")) }
                        }
                    }
                }
                dt { "Disputes" } dd { (mark::of_customer(&history.payments)) }
            }
            @if !open.is_empty() {
                h3 { "Exceptions that are open" }
                ul {
                    @for one in open.iter().take(most) {
                        li { a href={ "/exceptions/" (one.row.exception_id) } { (words::plain(&one.row.reason)) } " " span class="quiet" { (one.row.detail) } }
                    }
                }
                @if open.len() > most { p class="quiet" { "These are the newest " (most) "; all are on " a href="/exceptions" { "Exceptions" } "." } }
            }
        }
    })
}

fn orders(visitor: &Visitor, page: &History, older: bool) -> Markup {
    html! {
        section aria-labelledby="orders" {
            h2 id="orders" { @if older { "Older orders" } @else { "Orders" } }
            @if page.orders.is_empty() {
                p class="empty" { @if older { "There are no older orders." } @else { "This customer has no orders yet." } }
            } @else {
                (shell::scroll_under("orders", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Order" } th scope="col" { "Standing" } th scope="col" class="sum" { "Amount" }
                            th scope="col" class="sum" { "Refunded" } th scope="col" { "Placed" }
                        } }
                        tbody {
                            @for order in &page.orders {
                                @let code = order.currency.code();
                                tr {
                                    th scope="row" { a href={ "/orders/" (order.id) } { (order.number) } }
                                    td { (words::chip(order.status.word())) }
                                    td class="sum" { (words::money(order.gross_minor, code)) }
                                    td class="sum" { (words::money(order.refunded_minor, code)) }
                                    td { (words::time(order.placed_at, &visitor.zone)) }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn means(payment: &Payment) -> String {
    let name = if payment.method.brand.is_empty() { "payment" } else { payment.method.brand.as_str() };
    if payment.method.last4.is_empty() { name.to_owned() } else { format!("{name} …{}", payment.method.last4) }
}

fn payments(visitor: &Visitor, page: &History) -> Markup {
    html! {
        @if !page.orders.is_empty() {
            section aria-labelledby="payments" {
                h2 id="payments" { "Payments of these orders" }
                @if page.payments.is_empty() { p class="empty" { "Nothing has been paid on them yet." } } @else {
                    (shell::scroll_under("payments", html! {
                        table {
                            thead { tr {
                                th scope="col" { "Paid by" } th scope="col" { "Standing" }
                                th scope="col" class="sum" { "Captured" } th scope="col" class="sum" { "Refunded" }
                                th scope="col" { "Through" } th scope="col" { "When" }
                            } }
                            tbody {
                                @for payment in &page.payments {
                                    @let code = payment.currency.code();
                                    tr {
                                        th scope="row" { a href={ (words::place(&payment.pays)) "#" (payment.id) } { (means(payment)) } }
                                        td { (words::chip(payment.status.word())) }
                                        td class="sum" { (words::money(payment.captured_minor, code)) }
                                        td class="sum" { (words::money(payment.refunded_minor(), code)) }
                                        td { (payment.gateway_account().unwrap_or("by hand")) }
                                        td { (words::time(payment.created_at, &visitor.zone)) }
                                    }
                                }
                            }
                        }
                    }))
                }
            }
        }
    }
}

fn refunds(visitor: &Visitor, page: &History) -> Markup {
    let found = page.refunds();
    html! {
        @if !page.orders.is_empty() {
            section aria-labelledby="refunds" {
                h2 id="refunds" { "Refunds of these orders" }
                @if found.is_empty() { p class="empty" { "Nobody has asked for money back on them." } } @else {
                    (shell::scroll_under("refunds", html! {
                        table {
                            thead { tr {
                                th scope="col" { "Refund" } th scope="col" { "Standing" } th scope="col" class="sum" { "Amount" }
                                th scope="col" { "Reason" } th scope="col" { "Back to" } th scope="col" { "Asked for" }
                            } }
                            tbody { @for (payment, refund) in found { (one_refund(visitor, payment, refund)) } }
                        }
                    }))
                }
            }
        }
    }
}

fn one_refund(visitor: &Visitor, payment: &Payment, refund: &Refund) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ (words::place(&payment.pays)) "#" (refund.id) } { (words::short(refund.id.as_str())) } }
            td { (words::chip(refund.status.word())) }
            td class="sum" { (words::money(refund.amount_minor, payment.currency.code())) }
            td { (words::plain(&refund.reason)) }
            td { (means(payment)) }
            td { (words::time_us(refund.id.made_us(), &visitor.zone)) }
        }
    }
}

fn ways(customer: &Customer, page: &History, older: bool) -> Markup {
    let path = format!("/customers/{}", customer.id);
    html! {
        p class="actions" {
            @if older { a class="button" href=(path) { "Newest orders" } }
            @if page.more { a class="button" rel="next" href=(with_query(&path, &[("before", page.oldest())])) { "Older orders" } }
        }
    }
}
