//! The mark of what is under dispute, with the way to its desk, on pages of other things.

use maud::{Markup, html};
use recoup_core::id::Id;
use recoup_core::payment::Payment;

use super::case::at_stake_minor;
use super::{stage, standing};
use crate::pages::words;

/// What is disputed of a payment, or was.
#[must_use]
pub fn of_payment(payment: &Payment) -> Markup {
    html! {
        @for dispute in &payment.disputes {
            @let (name, means) = stage(dispute.stage());
            @let sum = words::money(at_stake_minor(dispute), payment.currency.code());
            @if dispute.status.is_open() {
                p class={ "note" @if dispute.is_claim() { " bad" } } {
                    strong { @if dispute.is_claim() { "Under dispute: " } @else { "The bank asks: " } }
                    a href={ "/disputes/" (dispute.id) } { (name) " of " (sum) }
                    ", " (means) " " (standing(dispute.status))
                }
            } @else {
                p class="quiet" {
                    a href={ "/disputes/" (dispute.id) } { (name) " of " (sum) } " " (standing(dispute.status))
                }
            }
        }
    }
}

/// That money of something is claimed by disputes; nothing where there is none.
#[must_use]
pub fn of_standing(disputes: &[Id]) -> Markup {
    html! {
        @if !disputes.is_empty() {
            div {
                dt { "Dispute" }
                dd {
                    span class="chip bad" { span aria-hidden="true" { "✕" } " under dispute" }
                    @for (place, dispute) in disputes.iter().enumerate() {
                        " " a href={ "/disputes/" (dispute) } { "Dispute" @if disputes.len() > 1 { " " (place + 1) } }
                    }
                }
            }
        }
    }
}

/// Open disputes that claim money of some payments.
#[must_use]
pub fn claims(payments: &[Payment]) -> Vec<Id> {
    let claims = payments.iter().flat_map(|payment| &payment.disputes).filter(|dispute| dispute.is_claim());
    claims.map(|dispute| dispute.id.clone()).collect()
}

/// Every dispute of some payments, in a row.
#[must_use]
pub fn of_customer(payments: &[Payment]) -> Markup {
    let all = || payments.iter().flat_map(|payment| payment.disputes.iter().map(move |dispute| (payment, dispute)));
    html! {
        @if all().next().is_none() { "none of these orders" }
        @for (payment, dispute) in all() {
            a href={ "/disputes/" (dispute.id) } { (words::money(at_stake_minor(dispute), payment.currency.code())) }
            " " (standing(dispute.status)) " "
        }
    }
}
