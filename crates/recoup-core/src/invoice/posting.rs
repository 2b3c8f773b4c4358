//! Which entry an event of an invoice posts; everything is keyed by the invoice.

use super::InvoiceBody;
use crate::event::entry_id_of;
use crate::id::Id;
use crate::ledger::acts::{self, Slice, WriteOffTo};
use crate::ledger::{Entry, LedgerError};

/// Subkey of account 4110 for what was paid early.
pub const EARLY: &str = "early_payment";

/// The entry of an event, if it posts one.
pub(crate) fn entry_of(invoice: &Id, body: &InvoiceBody) -> Option<Result<Entry, LedgerError>> {
    let key = invoice.as_str();
    let given_up = |slice: &Slice| acts::write_off(key, slice, WriteOffTo::BadDebt);
    match body {
        InvoiceBody::Issued { slice, revenue_key, .. } => Some(acts::sale(key, slice, revenue_key)),
        InvoiceBody::Delivered { earned: Some(earned), .. }
        | InvoiceBody::RefundUndone { earned: Some(earned), .. }
        | InvoiceBody::ChargeUndone { earned: Some(earned), .. }
        | InvoiceBody::Earned { earned } => Some(acts::fulfilment(key, &earned.revenue_key, earned.net)),
        InvoiceBody::Credited { slice, reason, .. } => Some(acts::credit_note(key, slice, reason)),
        // Of a draft nothing was owed.
        InvoiceBody::Voided { lines, .. } if lines.is_empty() => None,
        InvoiceBody::Voided { slice, .. } => Some(acts::credit_note(key, slice, "voided")),
        InvoiceBody::Discounted { slice, .. } => Some(acts::early_payment_discount(key, slice, EARLY)),
        InvoiceBody::DiscountLost { discounted, slice, .. } => {
            let granted = acts::early_payment_discount(key, slice, EARLY);
            Some(granted.and_then(|entry| acts::correction(&entry, entry_id_of(discounted))))
        }
        InvoiceBody::Overpaid { customer, amount, .. } => {
            Some(acts::overpayment_credited(key, customer.as_str(), *amount))
        }
        InvoiceBody::OverpaidUndone { customer, amount, .. } => {
            Some(acts::balance_tender(key, customer.as_str(), *amount))
        }
        InvoiceBody::WrittenOff { written_off, .. } => Some(given_up(&written_off.slice)),
        InvoiceBody::Recovered { written_off, slice, .. } => {
            Some(given_up(slice).and_then(|entry| acts::recovery(&entry, entry_id_of(written_off))))
        }
        _ => None,
    }
}
