//! `/v1/invoices`: written, sent, shown, paid, delivered, credited, called off, given up; and how old what is open is.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use recoup_core::id::Kind;
use recoup_core::invoice::ageing::Ageing;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::issue::{IssueInvoice, SendInvoice};
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Dates, Day, Due, Early, Invoice, InvoiceStatus, Terms};
use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::HowMuch;
use recoup_core::policy::Exception;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id, not_null};
use super::list::{self, Named, Page, PageOf};
use super::orders::{Delivered, NewCustomer, NewLine, NewReference, Reason, currency, lines, whose};
use super::preview::PreviewView;
use super::problem::Problem;
use super::refunds::{NewException, NewLineUnits};
use super::tenders::{NewTender, bind, invalid, may_tender};
use super::{Shared, show};
use crate::access::Caller;
use crate::engine::recall;
use crate::pages::guard;
use crate::store::views::ListQuery;
use crate::views::InvoiceView;
use crate::views::invoice::AgeingView;

/// An invoice to bring in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvoice {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Whose invoice it is. What is overpaid goes to their balance.
    pub customer: Option<NewCustomer>,
    /// What was sold.
    pub lines: Vec<NewLine>,
    /// Terms of payment; due on receipt when missing.
    pub terms: Option<NewTerms>,
    /// The zone its days are of, such as `Europe/Berlin`; the merchant's when missing.
    pub zone: Option<String>,
    /// Language of notices, `en` or `de`; `en` when missing.
    pub language: Option<String>,
    /// Subkey of revenue, such as a product class; `sales` when missing.
    pub revenue_key: Option<String>,
    /// More names to find it by.
    #[serde(default)]
    pub references: Vec<NewReference>,
    /// Whether it is only written, and sent later.
    #[serde(default)]
    pub draft: bool,
    /// The day it is issued, `2026-01-31`; today when missing.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Date>,
}

/// Terms of payment: days or a date.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTerms {
    /// Days from issue to due date.
    pub net_days: Option<u16>,
    /// The due date, `2026-01-31`; not together with `net_days`.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Days after the due date before it is past due.
    #[serde(default)]
    pub grace_days: u16,
    /// What is taken off when it is paid early, hundredths of a percent; together with `discount_days`.
    pub discount_bp: Option<u16>,
    /// Days after issue by whose end it is paid early.
    pub discount_days: Option<u16>,
}

/// Sends a draft.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The day it is issued, `2026-01-31`; today when missing.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Date>,
}

/// A credit note on what is open: by `lines`, by `amount_minor`, or on all that nobody is about to pay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCredit {
    /// Minor units; never `null`, which must not pass for a credit in full.
    #[serde(default, deserialize_with = "not_null")]
    pub amount_minor: Option<i64>,
    /// Units of lines; never `null` or empty, which must not pass for a credit in full.
    #[serde(default, deserialize_with = "not_null")]
    pub lines: Option<Vec<NewLineUnits>>,
    /// Reason code, such as `damaged`.
    pub reason: String,
}

/// What is open is to be given up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWriteOff {
    /// Reason code, such as `insolvent`.
    pub reason: String,
    /// Whether the law grants relief of the tax in it; without, the tax stays payable.
    pub tax_relief: bool,
    /// A policy rule to be set aside this once.
    pub exception: Option<NewException>,
}

impl NewTerms {
    fn terms(self) -> Result<Terms, Problem> {
        let due = match (self.net_days, self.due_on) {
            (None, None) => Due::OnReceipt,
            (Some(days), None) => Due::Net { days },
            (None, Some(date)) => Due::On { date },
            (Some(_), Some(_)) => return Err(invalid("terms.due_on", "send either `net_days` or `due_on`")),
        };
        let early = match (self.discount_bp, self.discount_days) {
            (None, None) => None,
            (Some(percent_bp), Some(days)) => Some(Early { percent_bp, days }),
            _ => return Err(invalid("terms.discount_days", "send `discount_bp` and `discount_days` together")),
        };
        Ok(Terms { due, grace_days: self.grace_days, early })
    }
}

/// A zone by its name; the merchant's where none is named.
async fn zone(face: &Shared, caller: &Caller, named: Option<String>) -> Result<(TimeZone, String), Problem> {
    let Some(name) = named else {
        let zone = guard::zone_of(face, &caller.tenant).await?;
        let name = zone.iana_name().unwrap_or("UTC").to_owned();
        return Ok((zone, name));
    };
    match TimeZone::get(&name) {
        Ok(zone) => Ok((zone, name)),
        Err(_) => Err(invalid("zone", "it is no time zone; write UTC or a name such as Europe/London")),
    }
}

/// The days of an invoice, with the instants at which they end in a zone.
fn dates(terms: &Terms, issued_on: Date, zone: &TimeZone) -> Result<Dates, Problem> {
    let follow = terms.follow(issued_on)?;
    let day = |date: Date| -> Result<Day, Problem> {
        let next = date.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
        let ends_at = next.map_err(|_| invalid("issued_on", "its days are beyond the calendar"))?.timestamp();
        Ok(Day { date, ends_at })
    };
    let discount = follow.discount.map(day).transpose()?;
    Ok(Dates { issued_on, due: day(follow.due)?, late: day(follow.late)?, discount })
}

fn today(face: &Shared, zone: &TimeZone) -> Date {
    face.engine.clock().now().to_zoned(zone.clone()).date()
}

/// The date where an invoice is.
pub(crate) fn today_of(face: &Shared, invoice: &Invoice) -> Date {
    today(face, &TimeZone::get(&invoice.zone).unwrap_or(TimeZone::UTC))
}

/// The day an invoice is issued: not one that is still to come.
fn issued_on(face: &Shared, asked: Option<Date>, zone: &TimeZone) -> Result<Date, Problem> {
    let today = today(face, zone);
    match asked {
        Some(date) if date > today => Err(invalid("issued_on", "an invoice cannot be issued in the future")),
        asked => Ok(asked.unwrap_or(today)),
    }
}

/// Brings an invoice in, as a draft or sent at once. The sale is booked when it is sent.
#[utoipa::path(post, path = "/v1/invoices", tag = "invoices", operation_id = "create_invoice", request_body = NewInvoice,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = InvoiceView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn create(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    ask: Ask<NewInvoice>,
) -> Result<Response, Problem> {
    let new = ask.body;
    let terms = new.terms.unwrap_or_default().terms()?;
    let (place, zone) = zone(&face, &caller, new.zone).await?;
    let issued_on = issued_on(&face, new.issued_on, &place)?;
    let act = IssueInvoice {
        number: new.number,
        customer: whose(new.customer)?,
        currency: currency(&new.currency)?,
        revenue_key: new.revenue_key.unwrap_or_else(|| "sales".to_owned()),
        lines: lines(new.lines)?,
        terms,
        zone,
        language: new.language.unwrap_or_else(|| "en".to_owned()),
        references: new.references.into_iter().map(|r| (r.kind, r.value)).collect(),
        dates: if new.draft { None } else { Some(dates(&terms, issued_on, &place)?) },
    };
    face.act(&caller, &ask.asked, act).await
}

/// Lists invoices, newest first.
#[utoipa::path(get, path = "/v1/invoices", tag = "invoices", operation_id = "list_invoices", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<InvoiceView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    list::streams(&face, &caller, "invoice", &page, |state| match state {
        Known::Invoice(invoice) => Some(InvoiceView::of(invoice)),
        _ => None,
    })
    .await
}

/// Shows what is open by age: days past the due date, counted where each invoice is.
#[utoipa::path(get, path = "/v1/invoices/ageing", tag = "invoices", operation_id = "get_ageing",
    security(("key" = ["read"])),
    responses((status = 200, body = AgeingView), Problem))]
pub async fn ageing(State(face): State<Shared>, caller: May<right::Read>) -> Result<Response, Problem> {
    let mut ageing = Ageing::default();
    each_unpaid(&face, &caller, |invoice, today| ageing.count(invoice, today)).await?;
    Ok(show(&AgeingView::of(&ageing)))
}

/// Shows every invoice of which something is open to a closure, with the date where it is.
pub(crate) async fn each_unpaid(
    face: &Shared,
    caller: &Caller,
    mut seen: impl FnMut(&Invoice, Date),
) -> Result<(), Problem> {
    for status in [InvoiceStatus::Open, InvoiceStatus::PartiallyPaid, InvoiceStatus::PastDue] {
        each(face, caller, status, &mut seen).await?;
    }
    Ok(())
}

/// Rows that are read at once.
const AT_ONCE: i64 = 500;

async fn each(
    face: &Shared,
    caller: &Caller,
    status: InvoiceStatus,
    seen: &mut impl FnMut(&Invoice, Date),
) -> Result<(), Problem> {
    let mut query = ListQuery {
        kind: Some("invoice".to_owned()),
        status: Some(status.word().to_owned()),
        parent: None,
        after: None,
        before: None,
        limit: AT_ONCE,
        newest_first: false,
    };
    loop {
        let rows = face.engine.store().streams(&caller.tenant, &query).await?;
        for row in &rows {
            if let Known::Invoice(invoice) = recall::stream(row)?.1.state {
                seen(&invoice, today_of(face, &invoice));
            }
        }
        match rows.last() {
            Some(last) if rows.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX) => {
                query.after = Some(last.stream_id.clone());
            }
            _ => return Ok(()),
        }
    }
}

/// Reads an invoice.
pub(crate) async fn one(face: &Shared, caller: &Caller, text: &str) -> Result<Invoice, Problem> {
    let id = id(Kind::Invoice, text)?;
    match list::state(face, caller, "invoice", id.as_str()).await? {
        Known::Invoice(invoice) => Ok(invoice),
        _ => Err(Problem::unknown("invoice", text)),
    }
}

/// Shows an invoice.
#[utoipa::path(get, path = "/v1/invoices/{id}", tag = "invoices", operation_id = "get_invoice", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = InvoiceView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    Ok(show(&InvoiceView::of(&one(&face, &caller, &text).await?)))
}

/// Sends a draft: from then on it is owed.
#[utoipa::path(post, path = "/v1/invoices/{id}/issue", tag = "invoices", operation_id = "issue_invoice", request_body = Sent,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = InvoiceView), Problem))]
pub async fn issue(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Sent>,
) -> Result<Response, Problem> {
    let mine = one(&face, &caller, &text).await?;
    let act = sending(&face, &caller, &mine, ask.body.issued_on).await?;
    face.act(&caller, &ask.asked, act).await
}

/// The sending of a draft, issued on a day, or today.
pub(crate) async fn sending(
    face: &Shared,
    caller: &Caller,
    mine: &Invoice,
    asked: Option<Date>,
) -> Result<SendInvoice, Problem> {
    let (place, _) = zone(face, caller, Some(mine.zone.clone())).await?;
    let issued_on = issued_on(face, asked, &place)?;
    Ok(SendInvoice { invoice: mine.id.clone(), dates: dates(&mine.terms, issued_on, &place)? })
}

/// Begins a payment for an invoice, or says that money has arrived for it. One that is captured at once, offline or from a
/// balance needs `move_money` too.
#[utoipa::path(post, path = "/v1/invoices/{id}/payments", tag = "invoices", operation_id = "pay_invoice", request_body = NewTender,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = crate::views::PaymentView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn pay(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<NewTender>,
) -> Result<Response, Problem> {
    let mine = one(&face, &caller, &text).await?;
    let mut act = PayInvoice { invoice: mine.id, tender: ask.body.tender("tender")? };
    bind((&face, &caller.tenant), std::slice::from_mut(&mut act.tender), mine.currency);
    may_tender(&face, &caller, std::slice::from_mut(&mut act.tender), "tender")?;
    face.act(&caller, &ask.asked, act).await
}

/// Credits some of what is open.
#[utoipa::path(post, path = "/v1/invoices/{id}/credit", tag = "invoices", operation_id = "credit_invoice", request_body = NewCredit,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = InvoiceView), Problem))]
pub async fn credit(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<NewCredit>,
) -> Result<Response, Problem> {
    let units = |lines: Vec<NewLineUnits>| -> Vec<LineUnits> {
        lines.iter().map(|l| LineUnits { line: l.line, quantity: l.quantity }).collect()
    };
    let how_much = match (ask.body.lines, ask.body.amount_minor) {
        (Some(lines), amount_minor) => HowMuch::Lines { lines: units(lines), amount_minor },
        (None, Some(amount_minor)) => HowMuch::Amount { amount_minor, currency: None },
        (None, None) => HowMuch::Full,
    };
    let act = CreditInvoice { invoice: id(Kind::Invoice, &text)?, how_much, reason: ask.body.reason };
    face.act(&caller, &ask.asked, act).await
}

/// Calls an invoice off before anything was paid; a draft is thrown away.
#[utoipa::path(post, path = "/v1/invoices/{id}/void", tag = "invoices", operation_id = "void_invoice", request_body = Reason,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = InvoiceView), Problem))]
pub async fn void(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, VoidInvoice { invoice: id(Kind::Invoice, &text)?, reason: ask.body.reason }).await
}

/// Asks to give up what is open; other persons agree where the policy wants it.
#[utoipa::path(post, path = "/v1/invoices/{id}/write_off", tag = "invoices", operation_id = "write_off_invoice", request_body = NewWriteOff,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = InvoiceView), (status = 202, description = "Waits for another person", body = InvoiceView), Problem))]
pub async fn write_off(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<NewWriteOff>,
) -> Result<Response, Problem> {
    let NewWriteOff { reason, tax_relief, exception } = ask.body;
    let exception = exception.map(|e| Exception { rule: e.rule, reason: e.reason });
    let act = WriteOffInvoice { invoice: id(Kind::Invoice, &text)?, reason, tax_relief, exception };
    face.act(&caller, &ask.asked, act).await
}

/// Says that lines of an invoice are delivered; what was deferred for them becomes revenue.
#[utoipa::path(post, path = "/v1/invoices/{id}/deliver", tag = "invoices", operation_id = "deliver_invoice", request_body = Delivered,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = InvoiceView), Problem))]
pub async fn deliver(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Delivered>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, DeliverInvoice { invoice: id(Kind::Invoice, &text)?, lines: ask.body.lines }).await
}
