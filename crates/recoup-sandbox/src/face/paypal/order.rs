//! Orders: made with a stored source of payment they are authorized at once, else confirmed and authorized by calls.

use serde_json::Value;

use super::amount;
use super::error::{error, gone, issue, of_order};
use super::state::{Labels, Order, State, stood};
use super::{Said, prefers_all, read, tokens, view};
use crate::bank::{AuthorizationStatus, AuthorizeAsked, Bank, Verdict};
use crate::face::Answer;
use crate::faults::CallFault;
use crate::wire::WireRequest;

/// Sources of payment with ids in the vault.
const SOURCES: [&str; 3] = ["card", "paypal", "venmo"];

/// `POST /v2/checkout/orders`
pub(super) fn create(state: &mut State, bank: &mut Bank, request: &WireRequest) -> Said {
    let body = read(&request.body)?;
    let captures_at_once = match body.get("intent").and_then(Value::as_str) {
        Some("AUTHORIZE") => false,
        Some("CAPTURE") => true,
        _ => return Err(error(400, "INVALID_PARAMETER_VALUE", "The intent is AUTHORIZE or CAPTURE.")),
    };
    let Some([unit]) = body.get("purchase_units").and_then(Value::as_array).map(Vec::as_slice) else {
        return Err(error(400, "INVALID_ARRAY_LENGTH", "The sandbox takes one purchase unit."));
    };
    let (amount_minor, currency) = amount::read(&unit["amount"]).map_err(issue)?;
    let source = source(&body)?;
    if source.is_some() && request.header("paypal-request-id").is_none() {
        return Err(error(400, "PAYPAL_REQUEST_ID_REQUIRED", "A PayPal-Request-Id is required to process a payment."));
    }
    let labels = labels(unit)?;
    if labels.invoice_id.as_ref().is_some_and(|id| state.invoices.contains(id)) {
        return Err(issue("DUPLICATE_INVOICE_ID"));
    }
    let mut order = Order {
        id: state.fresh(),
        captures_at_once,
        amount_minor,
        currency,
        labels,
        source: None,
        authorization: None,
        waits_for_merchant: false,
        created_at_us: bank.now_us(),
    };
    let mut fault = None;
    if let Some(source) = source {
        order.source = Some(source);
        fault = pay(state, bank, &mut order)?;
    }
    state.orders.insert(order.id.clone(), order.clone());
    Ok(said(state, bank, &order, (201, request)).with_fault(fault))
}

/// `GET /v2/checkout/orders/{id}`; one that nobody approved in time is gone.
pub(super) fn show(state: &State, bank: &Bank, id: &str) -> Said {
    let order = state.orders.get(id).ok_or_else(gone)?;
    let known = order.authorization.as_deref().and_then(|id| bank.find_authorization(id).ok());
    if known.is_some_and(|it| it.status == AuthorizationStatus::Expired && !stood(it)) {
        return Err(gone());
    }
    Ok(Answer::json(200, &view::order(state, bank, order)))
}

/// `POST /v2/checkout/orders/{id}/confirm-payment-source`
pub(super) fn confirm(state: &mut State, bank: &Bank, request: &WireRequest, id: &str) -> Said {
    let body = read(&request.body)?;
    let source =
        source(&body)?.ok_or_else(|| error(400, "MISSING_REQUIRED_PARAMETER", "A payment_source is needed."))?;
    let order = state.orders.get_mut(id).ok_or_else(gone)?;
    if order.authorization.is_some() {
        return Err(issue("ORDER_ALREADY_COMPLETED"));
    }
    order.source = Some(source);
    let order = order.clone();
    Ok(said(state, bank, &order, (200, request)))
}

/// `POST /v2/checkout/orders/{id}/authorize` and `…/capture`
pub(super) fn complete(state: &mut State, bank: &mut Bank, request: &WireRequest, (id, capture): (&str, bool)) -> Said {
    let mut order = state.orders.get(id).ok_or_else(gone)?.clone();
    if order.captures_at_once != capture {
        return Err(issue("ACTION_DOES_NOT_MATCH_INTENT"));
    }
    let known = order.authorization.as_deref().map(|id| bank.find_authorization(id)).transpose();
    let status = known.map_err(|_| gone())?.map(|it| it.status);
    let mut fault = None;
    match (status, order.waits_for_merchant) {
        (Some(AuthorizationStatus::RequiresAction), _) => return Err(issue("PAYER_ACTION_REQUIRED")),
        (Some(AuthorizationStatus::Expired), true) => return Err(gone()),
        (Some(AuthorizationStatus::Declined), true) => {
            order.waits_for_merchant = false;
            if order.source.as_ref().is_none_or(|(source, _)| source != "card") {
                return Err(issue("INSTRUMENT_DECLINED"));
            }
        }
        (Some(_), true) => order.waits_for_merchant = false,
        (Some(_), false) if capture => return Err(issue("ORDER_ALREADY_CAPTURED")),
        (Some(_), false) => return Err(issue("ORDER_ALREADY_AUTHORIZED")),
        (None, _) if order.source.is_none() => return Err(issue("ORDER_NOT_APPROVED")),
        (None, _) => fault = pay(state, bank, &mut order)?,
    }
    state.orders.insert(order.id.clone(), order.clone());
    Ok(said(state, bank, &order, (201, request)).with_fault(fault))
}

/// Asks the bank. A declined card is an order with a denied authorization, a declined wallet is an error.
fn pay(state: &mut State, bank: &mut Bank, order: &mut Order) -> Result<Option<CallFault>, Answer> {
    let Some((source, vault_id)) = order.source.clone() else { return Ok(None) };
    let conduct = tokens::conduct(&vault_id);
    if tokens::is_unknown(&conduct) {
        return Err(issue("TOKEN_ID_NOT_FOUND"));
    }
    if source != "card" && matches!(conduct.verdict, Verdict::Declines(_)) {
        return Err(issue("INSTRUMENT_DECLINED"));
    }
    let labels = &order.labels;
    let reference = labels.custom_id.clone().or_else(|| labels.invoice_id.clone()).unwrap_or_else(|| order.id.clone());
    let asked = AuthorizeAsked {
        reference,
        amount_minor: order.amount_minor,
        currency: order.currency.clone(),
        conduct,
        capture_now: order.captures_at_once,
    };
    let authorization = bank.authorize(asked).map_err(|no| of_order(&no))?;
    let (bank_id, status) = (authorization.id.clone(), authorization.status);
    order.waits_for_merchant = status == AuthorizationStatus::RequiresAction;
    state.names.give(&bank_id, "order", &order.id);
    state.name(&bank_id);
    let captures: Vec<String> = bank.captures_of(&bank_id).map(|it| it.id.clone()).collect();
    for capture in captures {
        state.name(&capture);
    }
    if status != AuthorizationStatus::Declined {
        state.invoices.extend(order.labels.invoice_id.clone());
    }
    order.authorization = Some(bank_id);
    Ok(conduct.fault)
}

fn said(state: &State, bank: &Bank, order: &Order, (status, request): (u16, &WireRequest)) -> Answer {
    if prefers_all(request) {
        Answer::json(status, &view::order(state, bank, order))
    } else {
        Answer::json(status, &view::brief_order(state, bank, order))
    }
}

/// The stored source of payment that a body names.
fn source(body: &Value) -> Result<Option<(String, String)>, Answer> {
    let Some(given) = body.get("payment_source") else { return Ok(None) };
    let known = SOURCES.into_iter().find_map(|source| given.get(source).map(|it| (source, it)));
    let (source, instrument) = known.ok_or_else(|| issue("PAYMENT_SOURCE_NOT_SUPPORTED"))?;
    let vault_id = instrument.get("vault_id").and_then(Value::as_str);
    let vault_id = vault_id.ok_or_else(|| error(400, "MISSING_REQUIRED_PARAMETER", "The sandbox takes a vault_id."))?;
    Ok(Some((source.to_owned(), vault_id.to_owned())))
}

/// What the merchant writes on an object.
pub(super) fn labels(body: &Value) -> Result<Labels, Answer> {
    let read = |name: &str| match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if (1..=127).contains(&text.len()) => Ok(Some(text.clone())),
        Some(_) => Err(error(400, "INVALID_STRING_LENGTH", "The value of a field is too short or too long.")),
    };
    Ok(Labels { custom_id: read("custom_id")?, invoice_id: read("invoice_id")? })
}
