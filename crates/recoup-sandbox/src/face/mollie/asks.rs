//! What clients ask for: payments, captures, releases and refunds.

use serde_json::Value;

use super::{Extra, Mollie, Said, error, hal, no_such, refusal};
use crate::bank::{
    AuthorizationStatus, AuthorizeAsked, Bank, CaptureAsked, Conduct, Decline, RefundAsked, RefundOf, ReleaseAsked,
    Verdict,
};
use crate::clock::later;
use crate::face::Answer;
use crate::face::common::amount::{from_text, iso_decimals};
use crate::face::common::form::Form;
use crate::wire::WireRequest;

/// Seconds in which the same refund is taken for a repetition; unconfirmed.
const DUPLICATE_SECS: i64 = 30;

/// A body: JSON, or a form with nested names as the vendor's examples post it.
fn body(request: &WireRequest) -> Result<Value, Answer> {
    if request.body.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    if request.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        let mut object = serde_json::Map::new();
        for (name, value) in Form::read(&request.body).fields() {
            let (outer, inner) = name
                .split_once('[')
                .map_or((name.as_str(), None), |(outer, rest)| (outer, Some(rest.trim_end_matches(']'))));
            let Some(inner) = inner else {
                object.insert(outer.to_owned(), value.clone().into());
                continue;
            };
            let nested = object.entry(outer.to_owned()).or_insert_with(|| Value::Object(serde_json::Map::new()));
            if let Value::Object(nested) = nested {
                nested.insert(inner.to_owned(), value.clone().into());
            }
        }
        return Ok(Value::Object(object));
    }
    let value: Value =
        serde_json::from_slice(&request.body).map_err(|_| error(400, "The request body contains invalid JSON", ""))?;
    if value.is_object() { Ok(value) } else { Err(error(400, "The request body is no object", "")) }
}

fn text(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// What Mollie takes by one method or another (docs.mollie.com/docs/multicurrency, 2026-07).
const CURRENCIES: [&str; 27] = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "ISK", "JPY", "MXN", "MYR",
    "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TWD", "USD", "ZAR",
];

/// Currency and minor units; the text has the currency's decimals exactly.
fn amount(body: &Value) -> Result<Option<(String, i64)>, Answer> {
    let Some(amount) = body.get("amount").filter(|amount| !amount.is_null()) else { return Ok(None) };
    let wrong = |detail: &str| error(422, detail, "amount");
    let currency = text(amount, "currency").ok_or_else(|| wrong("The amount contains no currency"))?;
    let value = text(amount, "value").ok_or_else(|| wrong("The amount contains no value"))?;
    if !CURRENCIES.contains(&currency.as_str()) {
        return Err(wrong("The amount contains an unsupported currency"));
    }
    let decimals = iso_decimals(&currency);
    let given = value.split_once('.').map_or(0, |(_, part)| part.len());
    if usize::try_from(decimals) != Ok(given) {
        return Err(wrong("The amount has the wrong number of decimals"));
    }
    let minor = from_text(&value, decimals).ok_or_else(|| wrong("The amount contains an invalid value"))?;
    Ok(Some((currency, minor)))
}

fn extra(body: &Value) -> Extra {
    Extra {
        description: text(body, "description").unwrap_or_default(),
        metadata: body.get("metadata").cloned().unwrap_or(Value::Null),
        webhook_url: text(body, "webhookUrl"),
        redirect_url: text(body, "redirectUrl"),
        customer: text(body, "customerId"),
        mandate: text(body, "mandateId"),
        sequence: text(body, "sequenceType").unwrap_or_else(|| "oneoff".to_owned()),
        is_manual: text(body, "captureMode").as_deref() == Some("manual"),
        ..Extra::default()
    }
}

/// What a mandate decides: `mdt_declineLostCard` is the neutral `tok_decline_lost_card`.
fn conduct(mandate: &str) -> Conduct {
    let mut token = "tok_".to_owned();
    for letter in mandate.strip_prefix("mdt_").unwrap_or_default().chars() {
        // A word may begin with a figure, as in `mdt_500After`.
        if letter.is_ascii_uppercase() {
            token.push('_');
        }
        token.push(letter.to_ascii_lowercase());
    }
    Conduct::of_token(&token)
}

impl Mollie {
    pub(super) fn create_payment(&mut self, bank: &mut Bank, request: &WireRequest) -> Said {
        let body = body(request)?;
        let (currency, amount_minor) = amount(&body)?.ok_or_else(|| error(422, "The amount is required", "amount"))?;
        let extra = extra(&body);
        if extra.description.is_empty() {
            return Err(error(422, "The description is required", "description"));
        }
        let conduct = match (extra.sequence.as_str(), extra.customer.as_deref(), extra.mandate.as_deref()) {
            ("recurring", None, _) => return Err(error(422, "The customer is required", "customerId")),
            ("recurring", Some(customer), _) if !customer.starts_with("cst_") => {
                return Err(error(422, "The customer id is invalid", "customerId"));
            }
            ("recurring", Some(_), Some(mandate)) => conduct(mandate),
            ("recurring", Some(_), None) => Conduct::GOOD,
            // Without a mandate the customer goes to the payment page.
            ("oneoff" | "first", ..) if extra.redirect_url.is_none() => {
                return Err(error(422, "The redirect url is required", "redirectUrl"));
            }
            ("oneoff" | "first", ..) => Conduct { verdict: Verdict::AsksCustomer, ..Conduct::GOOD },
            _ => return Err(error(422, "The sequence type is invalid", "sequenceType")),
        };
        if conduct.verdict == Verdict::Declines(Decline::InvalidToken) {
            return Err(error(422, "The mandate id is invalid", "mandateId"));
        }
        let reference = extra.description.clone();
        let capture_now = !extra.is_manual;
        let asked = AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now };
        let id = bank.authorize(asked).map_err(|no| refusal(&no))?.id.clone();
        self.extras.insert(id.clone(), extra);
        let view = self.payment_of(bank, &id, false).ok_or_else(|| no_such("payment", &id))?;
        Ok(hal(201, &view).with_fault(conduct.fault))
    }

    pub(super) fn cancel_payment(&mut self, bank: &mut Bank, wire_id: &str) -> Said {
        let id = self.payment_id(bank, wire_id)?;
        bank.fail_action(&id, Decline::Generic)
            .map_err(|_| error(422, "The payment cannot be canceled any more", ""))?;
        if let Some(extra) = self.extras.get_mut(&id) {
            extra.is_canceled = true;
            extra.ended_at_us = Some(bank.now_us());
        }
        let view = self.payment_of(bank, &id, false).ok_or_else(|| no_such("payment", wire_id))?;
        Ok(hal(200, &view))
    }

    pub(super) fn release(&mut self, bank: &mut Bank, wire_id: &str) -> Said {
        let id = self.payment_id(bank, wire_id)?;
        let asked = ReleaseAsked { reference: format!("release of {wire_id}"), amount_minor: None };
        bank.release(&id, asked).map_err(|no| refusal(&no))?;
        Ok(Answer::empty(202))
    }

    pub(super) fn create_capture(&mut self, bank: &mut Bank, wire_id: &str, request: &WireRequest) -> Said {
        let id = self.payment_id(bank, wire_id)?;
        let body = body(request)?;
        let extra = extra(&body);
        let authorization = bank.find_authorization(&id).map_err(|no| refusal(&no))?;
        let is_manual = self.extras.get(&id).is_some_and(|payment| payment.is_manual);
        if !is_manual || authorization.status != AuthorizationStatus::Authorized {
            return Err(error(422, "The payment cannot be captured", ""));
        }
        let (currency, amount_minor) =
            amount(&body)?.unwrap_or((authorization.currency.clone(), authorization.open_minor()));
        let reference = if extra.description.is_empty() { wire_id.to_owned() } else { extra.description.clone() };
        // The rest stays open until it is released.
        let asked = CaptureAsked { reference, amount_minor, currency, is_final: false };
        let capture = bank.capture(&id, asked).map_err(|no| refusal(&no))?.clone();
        self.extras.insert(capture.id.clone(), extra);
        Ok(hal(201, &self.capture_view(bank, &capture)))
    }

    pub(super) fn create_refund(&mut self, bank: &mut Bank, wire_id: &str, request: &WireRequest) -> Said {
        let id = self.payment_id(bank, wire_id)?;
        let body = body(request)?;
        let extra = extra(&body);
        let (currency, amount_minor) = amount(&body)?.ok_or_else(|| error(422, "The amount is required", "amount"))?;
        let alike = format!("{id} {amount_minor} {}", extra.description);
        let now_us = bank.now_us();
        if self.recent.get(&alike).is_some_and(|at_us| later(*at_us, DUPLICATE_SECS) > now_us) {
            return Err(error(409, "A duplicate refund has been detected", ""));
        }
        let reference = if extra.description.is_empty() { wire_id.to_owned() } else { extra.description.clone() };
        let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: false };
        let refund = bank.refund(RefundOf::Payment(&id), asked).map_err(|no| refusal(&no))?.clone();
        self.recent.insert(alike, now_us);
        self.extras.insert(refund.id.clone(), extra);
        Ok(hal(201, &self.refund_view(bank, &refund)))
    }

    pub(super) fn cancel_refund(&mut self, bank: &mut Bank, payment: &str, wire_id: &str) -> Said {
        let id = self.refund_id(bank, payment, wire_id)?;
        bank.cancel_refund(&id).map_err(|no| refusal(&no))?;
        Ok(Answer::empty(204))
    }

    /// The bank's id of a refund of this payment.
    pub(super) fn refund_id(&self, bank: &Bank, payment: &str, wire_id: &str) -> Result<String, Answer> {
        let of = self.payment_id(bank, payment)?;
        let id = self.names.bank(wire_id).unwrap_or_default();
        let found = bank.find_refund(id).ok().filter(|refund| refund.authorization == of);
        found.map(|refund| refund.id.clone()).ok_or_else(|| no_such("refund", wire_id))
    }
}
