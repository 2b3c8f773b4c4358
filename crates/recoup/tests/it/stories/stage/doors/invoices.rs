//! The doors of invoices, and of several tenders that are taken or refunded together.

use recoup_core::command::Act;
use recoup_core::invoice::issue::IssueInvoice;
use recoup_core::invoice::{Due, Terms};
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::refund::RefundOrder;
use serde_json::{Value, json};

use super::{Door, customer, how_much, line, set_aside, tender, without_nulls};

/// The call that does an act about an invoice; none where it is about something else.
pub fn door(act: &Act) -> Result<Option<Door>, String> {
    Ok(Some(match act {
        Act::IssueInvoice(it) => Door::to("/v1/invoices", issued(it)),
        Act::SendInvoice(it) => {
            Door::at("/v1/invoices/{id}/issue", &it.invoice, json!({ "issued_on": it.dates.issued_on }))
        }
        Act::PayInvoice(it) => Door::at("/v1/invoices/{id}/payments", &it.invoice, tender(&it.tender)?),
        Act::CreditInvoice(it) => {
            let mut body = how_much(&it.how_much);
            body["reason"] = json!(it.reason);
            // The currency of a credit note is the invoice's, and is not asked for.
            body.as_object_mut().map(|fields| fields.remove("currency"));
            Door::at("/v1/invoices/{id}/credit", &it.invoice, body)
        }
        Act::VoidInvoice(it) => Door::at("/v1/invoices/{id}/void", &it.invoice, json!({ "reason": it.reason })),
        Act::WriteOffInvoice(it) => {
            let exception = set_aside(it.exception.as_ref());
            let body = json!({ "reason": it.reason, "tax_relief": it.tax_relief, "exception": exception });
            Door::at("/v1/invoices/{id}/write_off", &it.invoice, without_nulls(body))
        }
        Act::DeliverInvoice(it) => Door::at("/v1/invoices/{id}/deliver", &it.invoice, json!({ "lines": it.lines })),
        _ => return Ok(None),
    }))
}

/// The call that does an act about several tenders; none where it is about something else.
pub fn of_tenders(act: &Act) -> Result<Option<Door>, String> {
    Ok(Some(match act {
        Act::TenderTogether(it) => {
            let tenders: Result<Vec<Value>, String> = it.tenders.iter().map(tender).collect();
            Door::at("/v1/orders/{id}/tenders/all_or_none", &it.order, json!({ "tenders": tenders? }))
        }
        Act::RefundOrder(it) => Door::at("/v1/orders/{id}/refunds", &it.order, spread(it)),
        Act::MoveRefund(it) => Door::at("/v1/refunds/{id}/move", &it.refund, moved(it)),
        _ => return Ok(None),
    }))
}

fn issued(it: &IssueInvoice) -> Value {
    without_nulls(json!({
        "number": it.number, "currency": it.currency, "customer": customer(&it.customer),
        "lines": it.lines.iter().map(line).collect::<Vec<_>>(), "terms": terms(&it.terms), "zone": it.zone,
        "language": it.language, "revenue_key": it.revenue_key, "draft": it.dates.is_none(),
        "issued_on": it.dates.map(|dates| dates.issued_on),
    }))
}

fn terms(terms: &Terms) -> Value {
    let (net_days, due_on) = match terms.due {
        Due::OnReceipt => (None, None),
        Due::Net { days } => (Some(days), None),
        Due::On { date } => (None, Some(date)),
    };
    without_nulls(json!({
        "net_days": net_days, "due_on": due_on, "grace_days": terms.grace_days,
        "discount_bp": terms.early.map(|early| early.percent_bp), "discount_days": terms.early.map(|early| early.days),
    }))
}

fn spread(it: &RefundOrder) -> Value {
    let mut body = how_much(&it.how_much);
    body["reason"] = json!(it.reason);
    body["note"] = json!(it.note);
    body["strategy"] = json!(it.strategy);
    body["exception"] = set_aside(it.exception.as_ref());
    without_nulls(body)
}

fn moved(it: &MoveRefund) -> Value {
    let (to, payment) = match &it.to {
        To::Tender { payment } => ("tender", payment.as_ref()),
        To::Balance => ("balance", None),
    };
    without_nulls(json!({ "to": to, "payment": payment, "reason": it.reason }))
}
