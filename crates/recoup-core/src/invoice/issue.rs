//! Invoices come in: lines and terms as given, as a draft or sent at once; the sale on the books when it is sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::terms::{Dates, Terms};
use super::{Drafted, Invoice, InvoiceBody, InvoiceStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::id::{Id, Kind};
use crate::money::Currency;
use crate::order::place::{Whose, check_language, check_lines, check_references};
use crate::order::{Line, LineSlice, LineState, OfShipped, release};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// An invoice comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueInvoice {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// Whose.
    pub customer: Whose,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue.
    pub revenue_key: String,
    /// Lines as sold.
    pub lines: Vec<Line>,
    /// Terms of payment.
    pub terms: Terms,
    /// The zone its days are of.
    pub zone: String,
    /// Language of notices, `en` or `de`.
    pub language: String,
    /// More names to find it by: kind and value.
    pub references: Vec<(String, String)>,
    /// Its days; a draft where missing.
    pub dates: Option<Dates>,
}

impl Workflow for IssueInvoice {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.name("invoice_number", &self.number);
        self.customer.needs(world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        self.check_form()?;
        if let Some(existing) = draft.found("invoice_number", &self.number)? {
            let value = self.number.clone();
            return Err(Refusal::Taken { what: "invoice number", value, existing: existing.clone() });
        }
        let customer = self.customer.account(draft, &self.language)?;
        let invoice = draft.new_id(Kind::Invoice);
        let drafted = Drafted {
            number: self.number.clone(),
            customer,
            currency: self.currency,
            revenue_key: self.revenue_key.clone(),
            lines: self.lines.clone(),
            terms: self.terms,
            zone: self.zone.clone(),
            language: self.language.clone(),
        };
        draft.emit(&invoice, InvoiceBody::Drafted { invoice: Box::new(drafted) })?;
        draft.claim("invoice_number", &self.number, &invoice);
        for (kind, value) in &self.references {
            draft.name(kind, value, &invoice);
        }
        if let Some(dates) = self.dates {
            issue(draft, &invoice, dates)?;
        }
        Ok(Answer::Invoice(invoice))
    }
}

impl IssueInvoice {
    fn check_form(&self) -> Result<(), Refusal> {
        text::required("number", &self.number, text::SHORT)?;
        text::required("revenue_key", &self.revenue_key, text::SHORT)?;
        text::required("zone", &self.zone, text::SHORT)?;
        check_language(&self.language)?;
        self.customer.check()?;
        check_references(&self.references)?;
        self.terms.check()?;
        self.dates.map_or(Ok(()), |dates| dates.check(&self.terms))?;
        if check_lines(&self.lines)? == 0 {
            // Nothing could ever be paid, and it would never be over.
            return Err(Refusal::AmountNotPositive { param: "lines".to_owned() });
        }
        Ok(())
    }
}

/// A draft is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendInvoice {
    /// The invoice.
    pub invoice: Id,
    /// Its days.
    pub dates: Dates,
}

impl Workflow for SendInvoice {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.invoice);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let mine = draft.invoice(&self.invoice)?;
        mine.status.step(InvoiceStep::Issue)?;
        self.dates.check(&mine.terms)?;
        issue(draft, &self.invoice, self.dates)?;
        Ok(Answer::Invoice(self.invoice.clone()))
    }
}

/// Sends an invoice: the sale is booked, and its last day wakes it.
fn issue(draft: &mut Draft<'_>, invoice: &Id, dates: Dates) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let whole = |line: &LineState| LineSlice {
        line: line.sold.line,
        quantity: 0,
        gross_minor: line.sold.gross_minor,
        taxes_minor: line.sold.taxes.iter().map(|tax| tax.amount_minor).collect(),
        shipped: OfShipped::default(),
    };
    let lines: Vec<LineSlice> = mine.lines.iter().map(whole).collect();
    let slice = release::for_books(mine, &lines)?;
    let revenue_key = mine.revenue_key.clone();
    draft.emit(invoice, InvoiceBody::Issued { dates, slice, revenue_key })?;
    draft.timer(dates.late.ends_at, Alarm::InvoiceDue { invoice: invoice.clone() });
    Ok(())
}

impl Invoice {
    /// When its last day ends, as long as that is still to come.
    #[must_use]
    pub fn falls_due_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.dates.map(|dates| dates.late.ends_at).filter(|at| *at > now)
    }
}
