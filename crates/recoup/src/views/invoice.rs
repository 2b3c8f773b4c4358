//! Invoices as the outside sees them, and how old what is open is.

use recoup_core::id::Id;
use recoup_core::invoice::ageing::{Ageing, Bucket};
use recoup_core::invoice::{Due, Invoice};
use serde::Serialize;
use utoipa::ToSchema;

/// An invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceView {
    /// `inv_…`
    pub id: String,
    /// The shop's number.
    pub number: String,
    /// `draft`, `open`, `partially_paid`, `paid`, `past_due`, `uncollectible`, `void`.
    pub status: &'static str,
    /// Whether a payment of it is disputed.
    pub under_dispute: bool,
    /// ISO 4217 code of every amount.
    pub currency: &'static str,
    /// `cus_…`, if there is an account.
    pub customer: Option<String>,
    /// What the customer owes for the whole, minor units.
    pub gross_minor: i64,
    /// What arrived, minor units.
    pub paid_minor: i64,
    /// What was credited, minor units.
    pub credited_minor: i64,
    /// What was taken off because it was paid early, minor units.
    pub discounted_minor: i64,
    /// What was given up, minor units.
    pub written_off_minor: i64,
    /// What refunds took out, minor units.
    pub refunded_minor: i64,
    /// What was overpaid and went to the customer's balance, minor units.
    pub to_balance_minor: i64,
    /// What is open, minor units; negative where too much arrived and there is no account.
    pub open_minor: i64,
    /// Terms of payment.
    pub terms: TermsView,
    /// The zone its days are of.
    pub zone: String,
    /// The day it was issued; none for a draft.
    pub issued_on: Option<String>,
    /// The day it is due.
    pub due_on: Option<String>,
    /// The last day before it is past due.
    pub late_after: Option<String>,
    /// The last day of the discount.
    pub discount_until: Option<String>,
    /// The approval that a write-off waits for, `apr_…`.
    pub write_off_approval: Option<String>,
    /// Lines.
    pub lines: Vec<InvoiceLineView>,
    /// Payments that were begun for it, `pay_…`.
    pub payments: Vec<String>,
    /// When it was written, RFC 3339, UTC.
    pub drafted_at: String,
}

/// Terms of payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsView {
    /// Days from issue to due date.
    pub net_days: Option<u16>,
    /// The due date, where the terms name one.
    pub due_on: Option<String>,
    /// Days after the due date before it is past due.
    pub grace_days: u16,
    /// What is taken off when it is paid early, hundredths of a percent.
    pub discount_bp: Option<u16>,
    /// Days after issue by whose end it is paid early.
    pub discount_days: Option<u16>,
}

/// A line of an invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceLineView {
    /// 1, 2, 3 …
    pub line: u32,
    /// Stock keeping unit.
    pub sku: String,
    /// What the customer reads.
    pub name: String,
    /// Units sold.
    pub quantity: i64,
    /// Units refunded or credited.
    pub refunded_quantity: i64,
    /// Price of the line with taxes, minor units.
    pub gross_minor: i64,
    /// Taxes in it, minor units.
    pub tax_minor: i64,
    /// What refunds, credits, discounts and write-offs took out, minor units.
    pub released_minor: i64,
    /// Whether the goods are out.
    pub delivered: bool,
}

impl InvoiceView {
    /// The view of a state.
    #[must_use]
    pub fn of(invoice: &Invoice) -> Self {
        let lines = invoice.lines.iter().map(|line| InvoiceLineView {
            line: line.sold.line,
            sku: line.sold.sku.clone(),
            name: line.sold.name.clone(),
            quantity: line.sold.quantity,
            refunded_quantity: line.refunded_quantity,
            gross_minor: line.sold.gross_minor,
            tax_minor: line.sold.tax_minor(),
            released_minor: line.released_minor,
            delivered: line.sold.delivered,
        });
        let text = |id: &Id| id.as_str().to_owned();
        let dates = invoice.dates.as_ref();
        Self {
            id: text(&invoice.id),
            number: invoice.number.clone(),
            status: invoice.status.word(),
            under_dispute: invoice.is_under_dispute(),
            currency: invoice.currency.code(),
            customer: invoice.customer.as_ref().map(text),
            gross_minor: invoice.gross_minor,
            paid_minor: invoice.paid_minor,
            credited_minor: invoice.credited_minor,
            discounted_minor: invoice.discounted_minor(),
            written_off_minor: invoice.written_off_minor(),
            refunded_minor: invoice.refunded_minor,
            to_balance_minor: invoice.to_balance_minor,
            open_minor: invoice.open_minor(),
            terms: TermsView::of(invoice),
            zone: invoice.zone.clone(),
            issued_on: dates.map(|dates| dates.issued_on.to_string()),
            due_on: dates.map(|dates| dates.due.date.to_string()),
            late_after: dates.map(|dates| dates.late.date.to_string()),
            discount_until: dates.and_then(|dates| dates.discount).map(|day| day.date.to_string()),
            write_off_approval: invoice.write_off_asked.as_ref().map(text),
            lines: lines.collect(),
            payments: invoice.payments.iter().map(text).collect(),
            drafted_at: invoice.drafted_at.to_string(),
        }
    }
}

impl TermsView {
    fn of(invoice: &Invoice) -> Self {
        let (net_days, due_on) = match invoice.terms.due {
            Due::OnReceipt => (Some(0), None),
            Due::Net { days } => (Some(days), None),
            Due::On { date } => (None, Some(date.to_string())),
        };
        Self {
            net_days,
            due_on,
            grace_days: invoice.terms.grace_days,
            discount_bp: invoice.terms.early.map(|early| early.percent_bp),
            discount_days: invoice.terms.early.map(|early| early.days),
        }
    }
}

/// What is open by age.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeingView {
    /// One row for each currency.
    pub data: Vec<AgeingRow>,
}

/// What is open in one currency, by days past the due date.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeingRow {
    /// ISO 4217 code.
    pub currency: &'static str,
    /// How many invoices.
    pub invoices: u64,
    /// What is open in all, minor units.
    pub open_minor: i64,
    /// Youngest first: `current`, `1_30`, `31_60`, `61_90`, `over_90`.
    pub buckets: Vec<AgeingBucket>,
}

/// What is open in a bucket.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeingBucket {
    /// Days past the due date.
    pub days: &'static str,
    /// Minor units.
    pub open_minor: i64,
}

impl AgeingView {
    /// The view of a count.
    #[must_use]
    pub fn of(ageing: &Ageing) -> Self {
        let row = |(&currency, row): (&&'static str, &recoup_core::invoice::ageing::Row)| AgeingRow {
            currency,
            invoices: row.invoices,
            open_minor: row.total_minor(),
            buckets: Bucket::ALL
                .iter()
                .zip(row.open_minor)
                .map(|(bucket, open_minor)| AgeingBucket { days: bucket.word(), open_minor })
                .collect(),
        };
        Self { data: ageing.rows.iter().map(row).collect() }
    }
}
