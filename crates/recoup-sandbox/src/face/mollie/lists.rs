//! Reading one object, and lists: newest first, in pages that name where the next begins.

use serde_json::{Value, json};

use super::views::chargebacks;
use super::{Mollie, Said, base_url, error, hal, no_such};
use crate::bank::{Authorization, Bank, Capture, Refund};
use crate::face::Answer;
use crate::wire::WireRequest;

/// Objects on a page unless asked otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 250;

/// What the shop can offer.
pub(super) fn methods(request: &WireRequest) -> Answer {
    let method = |id: &str, description: &str| json!({"resource": "method", "id": id, "description": description, "status": "activated"});
    page(request, "methods", vec![method("creditcard", "Card"), method("ideal", "iDEAL")])
}

/// A page of a list whose rows know their ids.
pub(super) fn page(request: &WireRequest, name: &str, rows: Vec<Value>) -> Answer {
    let limit = match request.query_value("limit").map(|text| text.parse::<usize>()) {
        None => USUAL,
        Some(Ok(limit @ 1..=MOST)) => limit,
        Some(_) => return error(400, "Invalid limit. It must be a number between 1 and 250", "limit"),
    };
    let id = |row: &Value| row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let from = match request.query_value("from") {
        None => 0,
        Some(from) => match rows.iter().position(|row| id(row) == from) {
            Some(at) => at,
            None => return error(400, "Invalid cursor value", "from"),
        },
    };
    let base = base_url(request);
    let href = |from: &str| json!({"href": format!("{base}{}?from={from}&limit={limit}", request.path()), "type": "application/hal+json"});
    let next = rows.get(from + limit).map(|row| href(&id(row)));
    let previous = from.checked_sub(limit).and_then(|at| rows.get(at)).map(|row| href(&id(row)));
    let shown: Vec<Value> = rows.into_iter().skip(from).take(limit).collect();
    let mut embedded = serde_json::Map::new();
    let count = shown.len();
    embedded.insert(name.to_owned(), shown.into());
    hal(200, &json!({"count": count, "_embedded": embedded, "_links": {"next": next, "previous": previous}}))
}

impl Mollie {
    pub(super) fn list_payments(&mut self, bank: &Bank, request: &WireRequest) -> Answer {
        let payments: Vec<Authorization> = bank.authorizations().iter().rev().cloned().collect();
        let mut rows: Vec<Value> = payments.iter().map(|payment| self.payment_view(payment)).collect();
        if request.query_value("sort").as_deref() == Some("asc") {
            rows.reverse();
        }
        page(request, "payments", rows)
    }

    pub(super) fn read_payment(&mut self, bank: &Bank, wire_id: &str, request: &WireRequest) -> Said {
        let id = self.payment_id(bank, wire_id)?;
        let embeds = request.query_value("embed").is_some();
        let view = self.payment_of(bank, &id, embeds).ok_or_else(|| no_such("payment", wire_id))?;
        Ok(hal(200, &view))
    }

    pub(super) fn list_captures(&mut self, bank: &Bank, payment: &str, request: &WireRequest) -> Said {
        let id = self.payment_id(bank, payment)?;
        let captures: Vec<Capture> =
            if self.is_manual(&id) { bank.captures_of(&id).rev().cloned().collect() } else { Vec::new() };
        let rows = captures.iter().map(|capture| self.capture_view(bank, capture)).collect();
        Ok(page(request, "captures", rows))
    }

    pub(super) fn read_capture(&mut self, bank: &Bank, payment: &str, wire_id: &str) -> Said {
        let of = self.payment_id(bank, payment)?;
        let id = self.names.bank(wire_id).unwrap_or_default();
        let found = bank.find_capture(id).ok().filter(|capture| capture.authorization == of).cloned();
        let capture = found.ok_or_else(|| no_such("capture", wire_id))?;
        Ok(hal(200, &self.capture_view(bank, &capture)))
    }

    pub(super) fn list_refunds(&mut self, bank: &Bank, payment: Option<&str>, request: &WireRequest) -> Said {
        let refunds: Vec<Refund> = match payment {
            Some(payment) => bank.refunds_of(&self.payment_id(bank, payment)?).rev().cloned().collect(),
            None => bank.refunds().iter().rev().cloned().collect(),
        };
        let rows = refunds.iter().map(|refund| self.refund_view(bank, refund)).collect();
        Ok(page(request, "refunds", rows))
    }

    pub(super) fn read_refund(&mut self, bank: &Bank, payment: &str, wire_id: &str) -> Said {
        let id = self.refund_id(bank, payment, wire_id)?;
        let refund = bank.find_refund(&id).map_err(|_| no_such("refund", wire_id))?.clone();
        Ok(hal(200, &self.refund_view(bank, &refund)))
    }

    pub(super) fn list_chargebacks(&mut self, bank: &Bank, payment: Option<&str>, request: &WireRequest) -> Said {
        let payment = payment.map(|payment| self.payment_id(bank, payment)).transpose()?;
        let all = match &payment {
            Some(payment) => chargebacks(bank, bank.disputes_of(payment)),
            None => chargebacks(bank, bank.disputes().iter()),
        };
        let rows = all.iter().rev().map(|one| self.chargeback_view(bank, one)).collect();
        Ok(page(request, "chargebacks", rows))
    }

    pub(super) fn read_chargeback(&mut self, bank: &Bank, payment: &str, wire_id: &str) -> Said {
        let of = self.payment_id(bank, payment)?;
        let id = self.names.bank(wire_id).unwrap_or_default();
        let found = chargebacks(bank, bank.disputes_of(&of)).into_iter().find(|one| one.is(id));
        let chargeback = found.ok_or_else(|| no_such("chargeback", wire_id))?;
        Ok(hal(200, &self.chargeback_view(bank, &chargeback)))
    }
}
