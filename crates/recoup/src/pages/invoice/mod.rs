//! Invoices: the list with how old what is open is, and the page of one, with its lines, money, payments and books.

pub mod list;
mod look;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use futures_util::future::{try_join, try_join_all};
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::order::place::still_coming_minor;
use recoup_core::payment::Payment;

use super::dispute::mark;
use super::guard::{May, Visitor};
use super::live::watch::Watch;
use super::order::{self, payment};
use super::timeline::filter::Filter;
use super::timeline::gathered::{Gathered, Of};
use super::trouble::Trouble;
use super::{operation, shell, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::invoices::one;
use crate::http::problem::Problem;

/// The pages; the dialogs are among those of [`super::operation`].
pub fn router() -> Router<Shared> {
    Router::new().route("/invoices", get(list::show)).route("/invoices/{id}", get(show))
}

/// An invoice and what hangs on it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The invoice.
    pub invoice: Invoice,
    /// Its payments.
    pub payments: Vec<Payment>,
}

impl Whole {
    /// Reads an invoice with its payments.
    ///
    /// # Errors
    /// 404, or what the store met.
    pub async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let invoice = one(face, &visitor.caller, text).await?;
        let mut asked = Vec::with_capacity(invoice.payments.len());
        for id in &invoice.payments {
            asked.push(payment(face, visitor, id.as_str()));
        }
        let payments = try_join_all(asked).await?;
        Ok(Self { invoice, payments })
    }

    /// Its page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/invoices/{}", self.invoice.id)
    }

    /// An amount in its currency.
    #[must_use]
    pub fn sum(&self, minor: i64) -> String {
        words::money(minor, self.invoice.currency.code())
    }

    /// What payments that were begun may still bring, minor units.
    #[must_use]
    pub fn promised_minor(&self) -> i64 {
        self.payments.iter().map(still_coming_minor).fold(0, i64::saturating_add)
    }

    fn streams(&self) -> Vec<&str> {
        let payments = self.payments.iter().map(|payment| &payment.id);
        std::iter::once(&self.invoice.id).chain(payments).map(Id::as_str).collect()
    }

    fn watch(&self) -> Watch {
        let refunds = self.payments.iter().flat_map(|payment| &payment.refunds).map(|refund| &refund.id);
        let payments = self.payments.iter().map(|payment| &payment.id);
        Watch::things(std::iter::once(&self.invoice.id).chain(payments).chain(refunds))
    }
}

/// Shows an invoice.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let text_of = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (tab, filter) = (text_of("tab"), Filter::read(&pairs));
    let whole = Whole::read(&face, &visitor, &text).await?;
    let path = whole.address();
    let now = face.engine.clock().now();
    let (invoice, code) = (&whole.invoice, whole.invoice.currency.code());
    let told = Of { id: &invoice.id, payments: &whole.payments, code, path: &path, is_asked_about: true };
    let part = part(&face, &visitor, &whole, (tab, now));
    let (part, gathered) = try_join(part, Gathered::read(&face, &visitor, told)).await?;
    let moments = &gathered.moments;
    let content = html! {
        header class="title" {
            h1 { "Invoice " (invoice.number) }
            div data-part="chips" { (chips(&whole)) }
            p class="quiet" { "Written " (words::time(invoice.drafted_at, &visitor.zone)) " · " (words::short(invoice.id.as_str())) }
        }
        (order::done(text_of("done")))
        div data-part="steps" { (operation::invoice::links(&visitor, &whole)) }
        (tabs(&visitor, &path, tab, &filter))
        div class="beside" {
            div class="most" { (part) }
            aside aria-label="Timeline" {
                h2 id="timeline" { "Timeline" }
                div data-part="kinds" { (filter.form(&path, moments)) }
                div data-part="timeline" { (filter.list(&path, moments, &visitor.zone)) (gathered.left_out(&visitor)) }
            }
        }
    };
    Ok(shell::live(&visitor, &format!("Invoice {}", invoice.number), "/invoices", &whole.watch(), content))
}

async fn part(
    face: &Shared,
    visitor: &Visitor,
    whole: &Whole,
    (tab, now): (&str, Timestamp),
) -> Result<Markup, Trouble> {
    match tab {
        "ledger" if visitor.may(Permission::ReadBooks) => order::ledger(face, visitor, &whole.streams()).await,
        "messages" => order::messages(face, visitor, &whole.payments).await,
        _ => {
            let links = order::links(face, visitor, &whole.payments, now).await?;
            let today = crate::http::invoices::today_of(face, &whole.invoice);
            Ok(html! {
                (look::money(whole))
                (look::terms(visitor, whole, today))
                (look::lines(whole))
                @for payment in &whole.payments { (order::one_payment(visitor, payment, &links, now)) }
                @if whole.payments.is_empty() { p class="empty" { "No payment of it was begun yet." } }
            })
        }
    }
}

fn chips(whole: &Whole) -> Markup {
    let invoice = &whole.invoice;
    html! {
        dl class="chips" {
            div { dt { "Invoice" } dd { (words::chip(invoice.status.word())) } }
            div { dt { "Open" } dd { span class="chip" { (whole.sum(invoice.open_minor())) } } }
            @if let Some(approval) = &invoice.write_off_asked {
                div { dt { "Write-off" } dd { a href={ "/approvals/" (approval) } { "waits for another person" } } }
            }
            (mark::of_standing(&invoice.disputes))
        }
    }
}

fn tabs(visitor: &Visitor, path: &str, shown: &str, filter: &Filter) -> Markup {
    let all = [
        ("", "Overview", true),
        ("ledger", "Ledger", visitor.may(Permission::ReadBooks)),
        ("messages", "Gateway messages", true),
    ];
    order::tab_list("Parts of the invoice", (path, shown), &all, filter)
}
