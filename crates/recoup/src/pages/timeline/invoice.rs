//! What happened to an invoice, in words.

use recoup_core::invoice::InvoiceBody;

use crate::pages::words;

/// What happened and what was said about it; nothing for what only prepares something else.
pub(super) fn words(body: &InvoiceBody, sum: impl Fn(i64) -> String) -> Option<(String, String)> {
    let gross = |slice: &recoup_core::ledger::acts::Slice| sum(slice.gross().unwrap_or_default());
    let plain = |text: String| (text, String::new());
    Some(match body {
        InvoiceBody::Drafted { invoice } => plain(format!("Invoice {} was written", invoice.number)),
        InvoiceBody::Issued { dates, .. } => plain(format!("The invoice was sent, due on {}", dates.due.date)),
        InvoiceBody::TenderAdded { .. } => plain("A payment of the invoice began".to_owned()),
        InvoiceBody::Paid { amount_minor, .. } => plain(format!("{} arrived on the invoice", sum(*amount_minor))),
        InvoiceBody::Unpaid { amount_minor, .. } => {
            plain(format!("{} were taken back from the invoice by the gateway", sum(*amount_minor)))
        }
        InvoiceBody::Discounted { slice, .. } => plain(format!("{} were taken off for early payment", gross(slice))),
        InvoiceBody::DiscountLost { slice, .. } => plain(format!("The discount of {} is lost", gross(slice))),
        InvoiceBody::Overpaid { amount, .. } => plain(format!(
            "{} too much went to the customer's balance",
            words::money(amount.amount_minor, amount.currency.code())
        )),
        InvoiceBody::OverpaidUndone { amount, .. } => {
            plain(format!("The balance gave {} back", words::money(amount.amount_minor, amount.currency.code())))
        }
        InvoiceBody::Delivered { .. } => plain("Lines were delivered".to_owned()),
        InvoiceBody::Credited { slice, reason, .. } => {
            (format!("{} were credited", gross(slice)), words::plain(reason))
        }
        InvoiceBody::PastDue {} => plain("The invoice is past due".to_owned()),
        InvoiceBody::WriteOffAsked { .. } => plain("Giving it up waits for another person".to_owned()),
        InvoiceBody::WriteOffRefused { reason, .. } => ("It is not given up".to_owned(), reason.clone()),
        InvoiceBody::WrittenOff { reason, written_off } => {
            (format!("{} were given up", gross(&written_off.slice)), words::plain(reason))
        }
        InvoiceBody::Recovered { slice, .. } => plain(format!("{} are owed again", gross(slice))),
        InvoiceBody::Voided { reason, .. } => ("The invoice was called off".to_owned(), reason.clone()),
        InvoiceBody::ChargedBack { .. } => plain("A dispute of a payment was lost: lines are given back".to_owned()),
        InvoiceBody::ChargeUndone { .. } => plain("A dispute is not lost any more: lines are sold again".to_owned()),
        InvoiceBody::Disputed { .. } => plain("A payment of the invoice is disputed".to_owned()),
        InvoiceBody::DisputeEnded { .. } => plain("A dispute of its payment ended".to_owned()),
        InvoiceBody::TryTaken { .. }
        | InvoiceBody::Refunded { .. }
        | InvoiceBody::RefundUndone { .. }
        | InvoiceBody::Earned { .. } => return None,
    })
}
