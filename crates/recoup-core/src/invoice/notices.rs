//! What is told of an invoice, and to whom.

use super::{Invoice, InvoiceBody};
use crate::money::Money;
use crate::notice::{Audience, Notice, make};

/// The notices that an event of an invoice chooses, given the state it led to.
pub(crate) fn notices(body: &InvoiceBody, invoice: &Invoice) -> Vec<Notice> {
    let open = Money::new(invoice.open_minor(), invoice.currency);
    let (template, audiences, amount): (_, &[Audience], _) = match body {
        InvoiceBody::Issued { .. } => ("invoice_issued", &[Audience::Customer], open),
        InvoiceBody::PastDue {} => ("invoice_past_due", &[Audience::Customer, Audience::Staff], open),
        InvoiceBody::Overpaid { amount, .. } => ("invoice_overpaid", &[Audience::Customer], *amount),
        InvoiceBody::WriteOffAsked { .. } => ("write_off_asked", &[Audience::Staff], open),
        _ => return Vec::new(),
    };
    let about = invoice.number.as_str();
    audiences.iter().map(|who| make(*who, &invoice.language, template, (Some(amount), about))).collect()
}
