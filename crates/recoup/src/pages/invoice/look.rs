//! Parts of the page of an invoice: its money as an equation, its terms and days, its lines.

use jiff::civil::Date;
use maud::{Markup, html};
use recoup_core::invoice::Due;
use recoup_core::invoice::ageing::days_late;

use super::Whole;
use crate::pages::guard::Visitor;
use crate::pages::{order, shell, words};

/// whole − paid − credited − taken off − written off + back = open.
pub(super) fn money(whole: &Whole) -> Markup {
    let invoice = &whole.invoice;
    let mut parts = vec![("", invoice.gross_minor, "whole"), ("−", invoice.paid_minor, "paid")];
    let gone = [
        (invoice.credited_minor, "credited"),
        (invoice.discounted_minor(), "taken off for early payment"),
        (invoice.written_off_minor(), "written off"),
    ];
    parts.extend(gone.into_iter().filter(|(minor, _)| *minor != 0).map(|(minor, word)| ("−", minor, word)));
    let back = [
        (invoice.to_balance_minor, "too much, on the balance"),
        (invoice.overpaid_returned_minor, "too much, given back"),
    ];
    parts.extend(back.into_iter().filter(|(minor, _)| *minor != 0).map(|(minor, word)| ("+", minor, word)));
    html! {
        section aria-labelledby="money" data-part="money" {
            h2 id="money" { "What is open" }
            @if invoice.is_issued() {
                dl class="equation" {
                    @for (sign, minor, word) in parts {
                        div data-sign=(sign) { dt { (word) } dd { (whole.sum(minor)) } }
                    }
                    div class="whole" data-sign="=" { dt { "open" } dd { (whole.sum(invoice.open_minor())) } }
                }
                @if whole.promised_minor() > 0 {
                    p class="quiet" { (whole.sum(whole.promised_minor())) " of it may still come by payments that were begun." }
                }
                @if invoice.refunded_minor > 0 {
                    p class="quiet" { (whole.sum(invoice.refunded_minor)) " of what was paid were refunded." }
                }
            } @else {
                p { "Nothing is owed before it is sent. Its lines are worth " (whole.sum(invoice.gross_minor)) "." }
            }
        }
    }
}

/// Whose it is, and by when it is to be paid.
pub(super) fn terms(visitor: &Visitor, whole: &Whole, today: Date) -> Markup {
    let invoice = &whole.invoice;
    let due = match invoice.terms.due {
        Due::OnReceipt => "on receipt".to_owned(),
        Due::Net { days } => format!("{} after it is issued", words::counted(i64::from(days), ("day", "days"))),
        Due::On { date } => format!("on {date}"),
    };
    html! {
        section aria-labelledby="terms" data-part="terms" {
            h2 id="terms" { "Terms" }
            dl class="facts" {
                @if let Some(customer) = &invoice.customer {
                    dt { "Customer" } dd { a href={ "/customers/" (customer) } { "Open the customer" } }
                }
                dt { "Due" } dd { (due) }
                @if let Some(early) = invoice.terms.early {
                    dt { "Paid early" } dd { (early.percent_bp / 100) "." (format!("{:02}", early.percent_bp % 100)) " % less within " (early.days) " days" }
                }
                @if let Some(dates) = &invoice.dates {
                    @let late = days_late(dates.due.date, today);
                    dt { "Issued" } dd { (dates.issued_on) }
                    dt { "Due date" } dd {
                        (dates.due.date) " in " (invoice.zone)
                        ", until " (words::deadline(dates.due.ends_at, &visitor.zone))
                        @if late > 0 && invoice.open_minor() > 0 { " " strong { (words::counted(i64::from(late), ("day", "days"))) " late" } }
                    }
                    @if dates.late.date != dates.due.date { dt { "Past due after" } dd { (dates.late.date) } }
                    @if let Some(day) = dates.discount { dt { "Early until the end of" } dd { (day.date) } }
                } @else {
                    dt { "Issued" } dd { "not sent yet" }
                }
            }
        }
    }
}

/// What was sold.
pub(super) fn lines(whole: &Whole) -> Markup {
    let invoice = &whole.invoice;
    html! {
        section aria-labelledby="lines" data-part="lines" {
            h2 id="lines" { "Lines" }
            (shell::scroll_under("lines", order::line_table(&invoice.lines, invoice.currency.code(), (invoice.gross_minor, None))))
        }
    }
}
