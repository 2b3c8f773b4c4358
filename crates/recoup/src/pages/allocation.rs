//! A refund of an order over its tenders: how it was spread, by which rule, what went back by which, and where each part
//! stands.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::event::Route;
use recoup_core::id::{Id, Kind};
use recoup_core::payment::Payment;
use recoup_core::tender::{Allocation, Falls};

use super::guard::May;
use super::live::watch::Watch;
use super::operation::spread::words_of;
use super::order::Whole;
use super::trouble::Trouble;
use super::{shell, words};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;

/// How people know a tender.
#[must_use]
pub fn tender(payment: &Payment) -> String {
    let method = &payment.method;
    match (&method.route, method.brand.as_str(), method.last4.as_str()) {
        (Route::Balance { .. }, ..) => "Balance".to_owned(),
        (Route::Offline { account }, ..) => account.clone(),
        (Route::Gateway { account }, "", "") => account.clone(),
        (_, brand, "") => brand.to_owned(),
        (_, brand, last4) => format!("{brand} …{last4}").trim().to_owned(),
    }
}

/// How a refund was spread, and who chose that.
#[must_use]
pub fn how(allocation: &Allocation) -> Markup {
    html! {
        (words_of(allocation.strategy)) ", "
        @if allocation.chosen_by == "asked" { "as it was asked for." } @else { "by " (allocation.chosen_by) "." }
    }
}

/// What goes back by which tender. Whether a refund has a page to go to, the second of `under` says.
#[must_use]
pub fn table(allocation: &Allocation, payments: &[Payment], (under, stands): (&str, bool)) -> Markup {
    html! {
        (shell::scroll_under(under, html! {
            table {
                thead { tr {
                    th scope="col" { "Tender" } th scope="col" class="sum" { "Goes back" }
                    @if stands { th scope="col" { "Standing" } }
                    th scope="col" class="sum" { "Can still go back" }
                } }
                tbody {
                    @for part in &allocation.parts {
                        @let payment = payments.iter().find(|payment| payment.id == part.payment);
                        @let code = payment.map_or("", |payment| payment.currency.code());
                        @let refund = payment.and_then(|payment| payment.refund(&part.refund));
                        tr {
                            th scope="row" { @if let Some(payment) = payment { (tender(payment)) } @else { (words::short(part.payment.as_str())) } }
                            td class="sum" { (words::money(part.amount_minor, code)) }
                            @if stands {
                                td {
                                    @if let (Some(payment), Some(refund)) = (payment, refund) {
                                        (words::chip(refund.status.word())) " "
                                        a href={ (words::place(&payment.pays)) "#" (refund.id) } { "Refund" }
                                    }
                                }
                            }
                            td class="sum" { @if let Some(payment) = payment { (words::money(payment.refundable_minor(), code)) } }
                        }
                    }
                }
                tfoot { tr {
                    th scope="row" { "Whole" }
                    td class="sum" { (words::money(allocation.amount_minor, payments.first().map_or("", |payment| payment.currency.code()))) }
                    @if stands { td {} } td {}
                } }
            }
        }))
    }
}

/// The refunds of an order over its tenders, on its page; nothing where there was none.
#[must_use]
pub fn panel(whole: &Whole) -> Markup {
    let allocations = &whole.order.tenders.allocations;
    html! {
        @if !allocations.is_empty() {
            section aria-labelledby="allocations" data-part="allocations" {
                h2 id="allocations" { "Refunds over the tenders" }
                ul {
                    @for one in allocations.iter().rev() {
                        li {
                            a href={ "/allocations/" (one.id) } { (words::money(one.amount_minor, whole.order.currency.code())) }
                            " for " (words::plain(&one.reason)) ", " (words_of(one.strategy))
                        }
                    }
                }
            }
        }
    }
}

/// Shows an allocation.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let id = id(Kind::Allocation, &text)?;
    let owner = list::owner(&face, &visitor.caller, "allocation", id.as_str()).await?;
    let whole = Whole::read(&face, &visitor, &owner).await?;
    let found = whole.order.tenders.allocation(&id).ok_or_else(|| Problem::unknown("allocation", &text))?;
    let approval = whole.payments.iter().flat_map(|payment| &payment.refunds).find_map(|refund| {
        let mine = found.parts.iter().any(|part| part.refund == refund.id);
        refund.approval.as_ref().filter(|_| mine)
    });
    let falls = match found.falls {
        Falls::Operator => "a person says where it goes",
        Falls::NextTender => "it goes to the next tender with room",
        Falls::Balance => "it goes to the customer's balance",
    };
    let content = html! {
        p { a href={ "/orders/" (whole.order.id) } { "Order " (whole.order.number) } }
        h1 id="whole" { "Refund of " (words::money(found.amount_minor, whole.order.currency.code())) " over the tenders" }
        dl class="facts" {
            dt { "Reason" } dd { (words::plain(&found.reason)) }
            dt { "Spread" } dd { (how(found)) }
            dt { "A part that its tender cannot take back" } dd { (falls) }
            @if let Some(approval) = approval { dt { "Approval" } dd { a href={ "/approvals/" (approval) } { "Open the approval" } } }
        }
        div data-part="parts" { (table(found, &whole.payments, ("whole", true))) }
    };
    let watch =
        Watch::things(whole.payments.iter().map(|payment| &payment.id).chain([&whole.order.id]).map(Id::as_str));
    Ok(shell::live(&visitor, "Refund over the tenders", "/orders", &watch, content))
}
