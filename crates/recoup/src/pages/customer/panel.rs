//! The customer beside an order, in short, and the figures that both pages show.

use futures_util::future::try_join;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::customer::Customer;
use recoup_core::order::Order;
use recoup_core::world::State as Known;

use super::history::History;
use crate::http::Shared;
use crate::http::list;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::pages::words;

/// Orders that the short form looks at.
const MOST_ORDERS: i64 = 50;

/// Refunds within the last 90 days from which on somebody should look.
pub const MANY: usize = 3;

/// Share of what was paid from which on somebody should look, percent.
const MUCH_PERCENT: i64 = 50;

/// A sign that something should be looked at; it accuses nobody.
pub fn look(why: &str) -> Markup {
    html! { span class="chip ask" { span aria-hidden="true" { "?" } " " (why) } }
}

/// The panel; nothing for an order without an account.
///
/// # Errors
/// What the store met.
pub async fn panel(face: &Shared, visitor: &Visitor, order: &Order) -> Result<Markup, Trouble> {
    let Some(id) = &order.customer else { return Ok(html! {}) };
    let state = async { Ok(list::state(face, &visitor.caller, "customer", id.as_str()).await?) };
    let (state, history) = try_join(state, History::read(face, visitor, id, None, MOST_ORDERS)).await?;
    let Known::Customer(customer) = state else { return Ok(html! {}) };
    let now = face.engine.clock().now();
    let others: Vec<&Order> = history.orders.iter().filter(|other| other.id != order.id).take(5).collect();
    Ok(html! {
        section class="customer" aria-labelledby="customer" {
            h2 id="customer" { "Customer " a href={ "/customers/" (customer.id) } { (customer.reference) } }
            (balances(&customer))
            (figures(&history, now))
            @if !others.is_empty() {
                p class="quiet" { "Other orders" }
                ul {
                    @for other in others {
                        li { a href={ "/orders/" (other.id) } { (other.number) ", " (words::money(other.gross_minor, other.currency.code())) }
                            " " (words::chip(other.status.word())) }
                    }
                }
            }
        }
    })
}

/// What we owe the customer, by currency.
#[must_use]
pub fn balances(customer: &Customer) -> Markup {
    html! {
        @for balance in &customer.balances {
            @let available = customer.available_minor(balance.currency);
            p {
                "Balance " strong { (words::money(balance.amount_minor, balance.currency.code())) }
                @if available < balance.amount_minor {
                    ", of which " (words::money(available, balance.currency.code())) " are available"
                }
            }
        }
    }
}

/// How often the customer came back for money, and how much of it went back.
#[must_use]
pub fn figures(history: &History, now: Timestamp) -> Markup {
    let (month, quarter) = (history.asked_within(30, now), history.asked_within(90, now));
    let (payments, means) = history.refunded_to();
    html! {
        dl class="facts" {
            dt { "Orders" } dd { @if history.more { "more than " } (history.orders.len()) }
            dt { "Refunds asked for" } dd {
                (month) " in 30 days, " (quarter) " in 90 days"
                @if quarter >= MANY { " " (look("often")) }
            }
            @for (code, sums) in history.sums() {
                dt { "Refunded in " (code) } dd {
                    (words::money(sums.refunded_minor, code)) " of " (words::money(sums.captured_minor, code))
                    @if let Some(percent) = sums.percent() {
                        ", " (percent) " %"
                        @if percent >= MUCH_PERCENT { " " (look("much of it")) }
                    }
                }
            }
            @if payments > 1 {
                dt { "Refunds went to" } dd {
                    (payments) " payments"
                    @if means > 1 { ", " (means) " means of payment " (look("several")) }
                }
            }
        }
        @if history.more { p class="quiet" { "Figures of the newest " (history.orders.len()) " orders." } }
    }
}
