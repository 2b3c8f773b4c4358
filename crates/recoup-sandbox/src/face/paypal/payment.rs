//! Payments v2: captures of an authorization, its void, and refunds of a capture.

use serde_json::{Value, json};

use super::error::{error, gone, issue, of_capture, of_refund};
use super::state::{State, is_voided};
use super::{Said, amount, order, prefers_all, read, view};
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureAsked, RefundAsked, RefundOf, ReleaseAsked,
};
use crate::face::Answer;
use crate::wire::WireRequest;

/// Captures of one authorization at most.
const MOST_CAPTURES: usize = 10;

/// Microseconds after a capture in which it is refunded.
const REFUND_WITHIN_US: i64 = 180 * 86_400 * 1_000_000;

/// The authorization of a name, if the merchant may know it.
fn authorization<'b>(state: &State, bank: &'b Bank, id: &str) -> Result<&'b Authorization, Answer> {
    let found = state.names.bank(id).and_then(|id| bank.find_authorization(id).ok());
    found.filter(|it| state.is_shown(&it.id) && state.known_name(&it.id) == id).ok_or_else(gone)
}

fn one_capture<'b>(state: &State, bank: &'b Bank, id: &str) -> Result<&'b Capture, Answer> {
    state.names.bank(id).and_then(|id| bank.find_capture(id).ok()).ok_or_else(gone)
}

/// `GET /v2/payments/authorizations/{id}`
pub(super) fn show(state: &State, bank: &Bank, id: &str) -> Said {
    let it = authorization(state, bank, id)?;
    Ok(Answer::json(200, &view::authorization(state, bank, it)))
}

/// `GET /v2/payments/captures/{id}`
pub(super) fn show_capture(state: &State, bank: &Bank, id: &str) -> Said {
    Ok(Answer::json(200, &view::capture(state, bank, one_capture(state, bank, id)?)))
}

/// `GET /v2/payments/refunds/{id}`
pub(super) fn show_refund(state: &State, bank: &Bank, id: &str) -> Said {
    let found = state.names.bank(id).and_then(|id| bank.find_refund(id).ok()).ok_or_else(gone)?;
    Ok(Answer::json(200, &view::refund(state, bank, found)))
}

/// `POST /v2/payments/authorizations/{id}/capture`
pub(super) fn capture(state: &mut State, bank: &mut Bank, request: &WireRequest, id: &str) -> Said {
    let body = read(&request.body)?;
    let it = authorization(state, bank, id)?;
    let (bank_id, open_minor, currency) = (it.id.clone(), it.open_minor(), it.currency.clone());
    let labels = order::labels(&body)?;
    let (amount_minor, currency) = match body.get("amount") {
        Some(given) => amount::read(given).map_err(issue)?,
        None => (open_minor.max(1), currency),
    };
    if bank.captures_of(&bank_id).count() >= MOST_CAPTURES {
        return Err(issue("MAX_CAPTURE_COUNT_EXCEEDED"));
    }
    if labels.invoice_id.as_ref().is_some_and(|id| state.invoices.contains(id)) {
        return Err(issue("DUPLICATE_INVOICE_ID"));
    }
    let is_final = body.get("final_capture").and_then(Value::as_bool).unwrap_or(false);
    let reference = labels.invoice_id.clone().unwrap_or_else(|| state.fresh());
    let voided = is_voided(bank, &bank_id);
    let asked = CaptureAsked { reference, amount_minor, currency, is_final };
    let capture = bank.capture(&bank_id, asked).map_err(|no| of_capture(&no, voided))?.clone();
    state.name(&capture.id);
    state.invoices.extend(labels.invoice_id.clone());
    state.labels.insert(capture.id.clone(), labels);
    let shown = view::capture(state, bank, &capture);
    Ok(Answer::json(201, &brief(shown, request)))
}

/// `POST /v2/payments/authorizations/{id}/void`: 204 without a body, unless one is preferred.
pub(super) fn void(state: &State, bank: &mut Bank, request: &WireRequest, id: &str) -> Said {
    let it = authorization(state, bank, id)?;
    let (bank_id, status) = (it.id.clone(), it.status);
    if is_voided(bank, &bank_id) || status == AuthorizationStatus::Expired {
        return Err(issue("PREVIOUSLY_VOIDED"));
    }
    let reference = request.header("paypal-request-id").unwrap_or("void").to_owned();
    match bank.release(&bank_id, ReleaseAsked { reference, amount_minor: None }) {
        Ok(_) if prefers_all(request) => show(state, bank, id),
        Ok(_) => Ok(Answer::empty(204)),
        Err(_) => Err(issue("PREVIOUSLY_CAPTURED")),
    }
}

/// `POST /v2/payments/captures/{id}/refund`: without an amount all that is left.
pub(super) fn refund(state: &mut State, bank: &mut Bank, request: &WireRequest, id: &str) -> Said {
    let body = read(&request.body)?;
    let it = one_capture(state, bank, id)?;
    let (bank_id, left_minor, currency) = (it.id.clone(), it.amount_minor - it.refunded_minor, it.currency.clone());
    let whole_minor = it.amount_minor;
    if bank.now_us().saturating_sub(it.created_at_us) > REFUND_WITHIN_US {
        return Err(issue("REFUND_TIME_LIMIT_EXCEEDED"));
    }
    let labels = order::labels(&body)?;
    let (amount_minor, currency) = match body.get("amount") {
        Some(given) => amount::read(given).map_err(issue)?,
        None if left_minor <= 0 => return Err(issue("CAPTURE_FULLY_REFUNDED")),
        None => (left_minor, currency),
    };
    // While a case is open only the whole is given back.
    if amount_minor < whole_minor && bank.disputes_of(&bank_id).any(crate::bank::Dispute::is_open) {
        return Err(issue("TRANSACTION_DISPUTED"));
    }
    let reference = labels.invoice_id.clone().or_else(|| labels.custom_id.clone()).unwrap_or_else(|| state.fresh());
    let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: false };
    let refund_id = bank.refund(RefundOf::Capture(&bank_id), asked).map_err(|no| of_refund(&no))?.id.clone();
    state.name(&refund_id);
    state.labels.insert(refund_id.clone(), labels);
    // Where nothing takes time the answer says already that it is done.
    bank.advance(bank.now_us());
    let refund = bank.find_refund(&refund_id).map_err(|_| error(500, "", ""))?;
    Ok(Answer::json(201, &brief(view::refund(state, bank, refund), request)))
}

/// The short form of an object, unless all of it is preferred.
fn brief(shown: Value, request: &WireRequest) -> Value {
    if prefers_all(request) {
        return shown;
    }
    json!({ "id": shown["id"], "status": shown["status"], "links": shown["links"] })
}
