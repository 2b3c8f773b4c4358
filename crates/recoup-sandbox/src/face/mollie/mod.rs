//! Mollie's API v2: HAL JSON, decimal strings, bearer keys, captures and refunds that are told later, classic webhooks with
//! an id alone and signed events.
//!
//! Test tokens are mandates: `mdt_` and the neutral word in camel case, such as `mdt_ok`, `mdt_declineLostCard` or
//! `mdt_refundReturns`; the customer can be any `cst_…`. Mollie itself lets a person set the state of a test payment, for
//! which there are the control routes here. Written from the public API reference and OpenAPI document, 2026-08; the
//! one-hour life of idempotency keys and the rule for duplicate refunds are not confirmed.

mod asks;
mod lists;
mod route;
mod settlements;
#[cfg(test)]
mod tests;
mod views;
mod webhook;
mod words;

use std::collections::HashMap;

use serde_json::{Value, json};

use super::common::names::Names;
use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{Bank, BankConfig, Happened, LONGEST_NAME, Refusal};
use crate::face::answer::to_json;
use crate::wire::WireRequest;

use route::{Route, route};

/// Waits between tries of a webhook, in seconds: ten tries over 26 hours, unconfirmed.
const BACKOFF_SECS: [i64; 9] = [60, 120, 240, 480, 960, 1_920, 3_600, 28_800, 57_600];

/// Where Mollie is, for a caller that does not say where it found us.
const HOME: &str = "https://api.mollie.com";

/// Letters of names.
const LETTERS: &str = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

/// What a payment, capture or refund carries that the bank does not know.
#[derive(Debug, Clone, Default)]
struct Extra {
    description: String,
    metadata: Value,
    webhook_url: Option<String>,
    redirect_url: Option<String>,
    customer: Option<String>,
    mandate: Option<String>,
    sequence: String,
    /// Captured by hand.
    is_manual: bool,
    /// Cancelled before it was authorized.
    is_canceled: bool,
    /// Microseconds since 1970.
    authorized_at_us: Option<i64>,
    /// When it was paid, cancelled, expired or failed, microseconds since 1970.
    ended_at_us: Option<i64>,
}

/// Mollie.
#[derive(Debug)]
pub(super) struct Mollie {
    secret: String,
    key_lifetime_secs: i64,
    names: Names,
    extras: HashMap<String, Extra>,
    /// The last refunds of each payment by amount and description, with the instant in microseconds since 1970.
    recent: HashMap<String, i64>,
    /// How the last caller reached us, for links.
    base_url: String,
}

impl OpenFace for Mollie {
    fn open(config: &BankConfig) -> Self {
        Self {
            secret: config.secret.clone(),
            key_lifetime_secs: config.idempotency_window_secs,
            names: Names::new(config.seed),
            extras: HashMap::new(),
            recent: HashMap::new(),
            base_url: HOME.to_owned(),
        }
    }

    fn terms(config: &mut BankConfig) {
        config.idempotency_window_secs = 3_600;
        config.capture_completes_after_secs = 5;
        // Every refund waits two hours, in which it can be cancelled.
        config.refund_completes_after_secs = 7_200;
        config.dispute_stops_refunds = false;
    }
}

impl Face for Mollie {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        let route = route(request)?;
        self.base_url = base_url(request);
        if request.bearer() != Some(&self.secret) {
            return Err(error(401, "Missing authentication, or failed to authenticate", ""));
        }
        let key = request.header("idempotency-key").filter(|_| request.method == "POST");
        if key.is_some_and(|key| key.is_empty() || key.len() > LONGEST_NAME) {
            return Err(error(400, "The idempotency key is invalid", ""));
        }
        let key = key.map(|key| IdempotencyKey {
            key: key.to_owned(),
            lifetime_secs: self.key_lifetime_secs,
            keeps: Keeps::Decided,
        });
        Ok(Admitted { moves_money: route.moves_money(), key })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        self.execute(bank, request).unwrap_or_else(|no| no)
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        error(422, "The bank refuses, and nothing was done", "")
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        error(500, "Something went wrong on our side", "")
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        Some(error(400, "The idempotency key was used before with another endpoint or other parameters", ""))
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        Some(error(409, "A request with this idempotency key is still being processed", ""))
    }

    fn replayed(&self, answer: Answer) -> Answer {
        answer.with_header("idempotent-replayed", "true")
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        happened.iter().flat_map(|one| self.tell(bank, one)).collect()
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        webhook::unheard_of(at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        webhook::seal(sending)
    }

    fn backoff_secs(&self) -> &'static [i64] {
        &BACKOFF_SECS
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        self.names.bank(wire_id).map(str::to_owned)
    }
}

impl Mollie {
    /// Does what a client asks.
    fn execute(&mut self, bank: &mut Bank, request: &WireRequest) -> Said {
        match route(request)? {
            Route::CreatePayment => self.create_payment(bank, request),
            Route::Payments => Ok(self.list_payments(bank, request)),
            Route::Payment(id) => self.read_payment(bank, id, request),
            Route::CancelPayment(id) => self.cancel_payment(bank, id),
            Route::ReleaseAuthorization(id) => self.release(bank, id),
            Route::CreateCapture(id) => self.create_capture(bank, id, request),
            Route::Captures(id) => self.list_captures(bank, id, request),
            Route::Capture(payment, id) => self.read_capture(bank, payment, id),
            Route::CreateRefund(id) => self.create_refund(bank, id, request),
            Route::Refunds(id) => self.list_refunds(bank, id, request),
            Route::Refund(payment, id) => self.read_refund(bank, payment, id),
            Route::CancelRefund(payment, id) => self.cancel_refund(bank, payment, id),
            Route::Chargebacks(id) => self.list_chargebacks(bank, id, request),
            Route::Chargeback(payment, id) => self.read_chargeback(bank, payment, id),
            Route::Settlements => Ok(self.list_settlements(bank, request)),
            Route::Settlement(id) => self.read_settlement(bank, id),
            Route::SettlementPart(id, part) => self.settlement_part(bank, id, part, request),
            Route::Methods => Ok(lists::methods(request)),
            Route::BalanceTransactions => Ok(self.balance_transactions(bank, request)),
        }
    }

    /// The name of an object on the wire, given when it is first shown.
    fn name(&mut self, bank_id: &str, prefix: &str) -> String {
        if let Some(known) = self.names.wire(bank_id, prefix) {
            return known.to_owned();
        }
        let name = format!("{prefix}{}", self.names.chance(LETTERS, 22));
        self.names.give(bank_id, prefix, &name);
        name
    }

    /// The bank's id of a payment.
    fn payment_id(&self, bank: &Bank, wire_id: &str) -> Result<String, Answer> {
        let id = self.names.bank(wire_id).filter(|id| bank.find_authorization(id).is_ok());
        id.map(str::to_owned).ok_or_else(|| no_such("payment", wire_id))
    }
}

/// The address that a request came to.
fn base_url(request: &WireRequest) -> String {
    request.base_url().unwrap_or_else(|| HOME.to_owned())
}

fn no_such(what: &str, id: &str) -> Answer {
    error(404, &format!("No {what} exists with token {id}."), "")
}

/// An object as HAL JSON.
fn hal(status: u16, object: &Value) -> Answer {
    Answer::text(status, "application/hal+json", to_json(object))
}

/// A problem in Mollie's words; `field` names what is wrong in the request. A 400 says that nothing was begun.
fn error(status: u16, detail: &str, field: &str) -> Answer {
    let title = match status {
        400 => "Bad Request",
        401 => "Unauthorized Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        422 => "Unprocessable Entity",
        _ => "Internal Server Error",
    };
    let docs =
        json!({"documentation": {"href": "https://docs.mollie.com/overview/handling-errors", "type": "text/html"}});
    let mut body = json!({"status": status, "title": title, "detail": detail});
    if !field.is_empty() {
        body["field"] = field.into();
    }
    body["_links"] = docs;
    let answer = hal(status, &body);
    if status == 400 { answer.not_begun() } else { answer }
}

/// Why the bank does nothing, in Mollie's words.
fn refusal(why: &Refusal) -> Answer {
    let field = match why {
        Refusal::InvalidAmount
        | Refusal::InvalidCurrency
        | Refusal::CurrencyMismatch { .. }
        | Refusal::BeyondAuthorized { .. }
        | Refusal::BeyondOpen { .. }
        | Refusal::BeyondCaptured { .. } => "amount",
        Refusal::InvalidReference => "description",
        _ => "",
    };
    error(422, &why.to_string(), field)
}
