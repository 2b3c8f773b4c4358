//! What a customer paid into the balance, with what can go back of it, and the statement of the balance.

use std::collections::VecDeque;

use maud::{Markup, html};
use recoup_core::customer::{Customer, refund, top_up};
use recoup_core::id::Kind;
use recoup_core::payment::{Payment, PaymentStatus};

use super::means;
use crate::access::Permission;
use crate::engine::recall;
use crate::http::Shared;
use crate::pages::dispute::mark;
use crate::pages::guard::Visitor;
use crate::pages::ledger::linked;
use crate::pages::trouble::Trouble;
use crate::pages::{order, shell, words};
use crate::views::statement::{Running, StatementRow};

/// Payments that are shown, the newest.
const MOST_PAYMENTS: i64 = 25;

/// Rows of the statement that are shown, the newest.
const MOST_ROWS: usize = 25;

/// Events that are read at once.
const AT_ONCE: i64 = 500;

/// Payments into the balance and the statement; nothing where there never was any.
///
/// # Errors
/// What the store met.
pub async fn show(face: &Shared, visitor: &Visitor, customer: &Customer) -> Result<Markup, Trouble> {
    let payments = payments(face, visitor, customer).await?;
    let rows = statement(face, visitor, customer).await?;
    Ok(html! {
        @if !payments.is_empty() { (paid_in(visitor, customer, &payments)) }
        @if !rows.is_empty() { (stated(visitor, &rows)) }
    })
}

async fn payments(face: &Shared, visitor: &Visitor, customer: &Customer) -> Result<Vec<Payment>, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let name = (top_up::PAYMENTS_OF, customer.id.as_str());
    let between = (Kind::Payment.prefix(), "pay_~");
    let found = store.named_between(tenant, name, between, MOST_PAYMENTS).await?;
    let mut payments = Vec::with_capacity(found.len());
    for row in found {
        payments.push(order::payment(face, visitor, &row.stream_id).await?);
    }
    Ok(payments)
}

/// The newest rows, the newest first. They are summed from the first event on, as the balance is.
async fn statement(face: &Shared, visitor: &Visitor, customer: &Customer) -> Result<VecDeque<StatementRow>, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let (mut running, mut newest, mut after_seq) = (Running::default(), VecDeque::new(), 0);
    loop {
        let rows = store.events(tenant, customer.id.as_str(), after_seq, AT_ONCE).await?;
        for row in &rows {
            after_seq = row.seq;
            newest.extend(running.take(&recall::event(row)?));
            if newest.len() > MOST_ROWS {
                newest.pop_front();
            }
        }
        if i64::try_from(rows.len()).unwrap_or(0) < AT_ONCE {
            return Ok(newest);
        }
        // A long statement lets others have their turn.
        tokio::task::yield_now().await;
    }
}

fn paid_in(visitor: &Visitor, customer: &Customer, payments: &[Payment]) -> Markup {
    let may = visitor.may(Permission::AskRefunds);
    html! {
        section aria-labelledby="paid-in" {
            h2 id="paid-in" { "Paid into the balance" }
            (shell::scroll_under("paid-in", html! {
                table {
                    thead { tr {
                        th scope="col" { "Paid by" } th scope="col" { "Standing" }
                        th scope="col" class="sum" { "Captured" } th scope="col" class="sum" { "Refunded" }
                        th scope="col" class="sum" { "Refundable" } th scope="col" { "When" } th scope="col" { "Refunds" }
                    } }
                    tbody {
                        @for payment in payments {
                            @let code = payment.currency.code();
                            @let left = refund::refundable_minor(payment, customer.available_minor(payment.currency));
                            tr id=(payment.id) {
                                th scope="row" { (means(payment)) }
                                td { (words::chip(payment.status.word())) (mark::of_payment(payment)) }
                                td class="sum" { (words::money(payment.captured_minor, code)) }
                                td class="sum" { (words::money(payment.refunded_minor(), code)) }
                                td class="sum" { (words::money(left, code)) }
                                td { (words::time(payment.created_at, &visitor.zone)) }
                                td {
                                    @for refund in &payment.refunds {
                                        span id=(refund.id) {
                                            (words::money(refund.amount_minor, code)) " " (words::chip(refund.status.word())) " "
                                        }
                                    }
                                    @if may && left > 0 && payment.status != PaymentStatus::Pending {
                                        a class="button" href={ "/payments/" (payment.id) "/refund" } { "Refund" }
                                    }
                                }
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn stated(visitor: &Visitor, rows: &VecDeque<StatementRow>) -> Markup {
    let instant = |text: &str| text.parse().map(|at| words::time(at, &visitor.zone)).unwrap_or_default();
    html! {
        section aria-labelledby="statement" {
            h2 id="statement" { "Statement" }
            (shell::scroll_under("statement", html! {
                table {
                    thead { tr {
                        th scope="col" { "What" } th scope="col" { "When" } th scope="col" class="sum" { "Change" }
                        th scope="col" class="sum" { "Balance" } th scope="col" class="sum" { "Available" }
                        th scope="col" { "About" }
                    } }
                    tbody {
                        @for row in rows.iter().rev() {
                            tr {
                                th scope="row" { (words::plain(row.what)) }
                                td { (instant(&row.at)) }
                                td class="sum" { (words::money(row.amount_minor, row.currency)) }
                                td class="sum" { (words::money(row.balance_minor, row.currency)) }
                                td class="sum" { (words::money(row.available_minor, row.currency)) }
                                td { @if let Some(about) = &row.about { (linked(about)) } }
                            }
                        }
                    }
                }
            }))
            p class="quiet" { "The newest " (MOST_ROWS) " rows; all of them are under /v1/customers/…/statement." }
        }
    }
}
