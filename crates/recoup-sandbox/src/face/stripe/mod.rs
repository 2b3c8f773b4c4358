//! Stripe's protocol: forms in, JSON out, payment intents, refunds, disputes, payouts and signed events.
//!
//! Written from Stripe's API specification of 2026-08 and its documentation. Test methods such as `pm_card_visa` do what
//! Stripe's do; `pm_tok_…` does what the sandbox's own `tok_…` does.

mod amounts;
mod disputes;
mod events;
mod intents;
mod lists;
mod money;
mod objects;
mod refunds;
mod report;
mod state;
mod words;

#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::common::form::Form;
use super::common::mac::{basic, hex, hmac_sha256};
use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{Bank, BankConfig, Happened};
use crate::clock::SECOND_US;
use crate::wire::WireRequest;

use state::State;

/// Pauses between tries of an event: more and more, over three days.
const BACKOFF_SECS: [i64; 7] = [10, 300, 1_800, 7_200, 18_000, 36_000, 43_200];

/// Stripe's face.
#[derive(Debug)]
pub(super) struct Stripe {
    secret: String,
    key_lifetime_secs: i64,
    state: State,
}

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

impl OpenFace for Stripe {
    fn open(config: &BankConfig) -> Self {
        let (secret, key_lifetime_secs) = (config.secret.clone(), config.idempotency_window_secs);
        Self { secret, key_lifetime_secs, state: State::new(config) }
    }

    fn terms(config: &mut BankConfig) {
        config.dispute_stops_refunds = true;
        config.full_refund_ends_inquiry = true;
    }
}

impl Face for Stripe {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        let by_user = request.header("authorization").and_then(basic).map(|(user, _)| user);
        if request.bearer().map(str::to_owned).or(by_user).as_deref() != Some(&self.secret) {
            return Err(error(401, "invalid_request_error", "", "Invalid API Key provided"));
        }
        let moves_money = match (request.method.as_str(), request.segments().as_slice()) {
            ("POST", ["v1", "payment_intents" | "refunds"] | ["v1", "disputes", _, "close"]) => true,
            ("POST", ["v1", "payment_intents", _, act]) => matches!(*act, "confirm" | "capture" | "cancel"),
            _ => false,
        };
        let key = request.header("idempotency-key").filter(|_| request.method == "POST");
        if key.is_some_and(|key| key.is_empty() || key.len() > 255) {
            return Err(error(400, "idempotency_error", "", "An idempotency key has 1 to 255 characters"));
        }
        let account = request.header("stripe-account").unwrap_or_default();
        let key = key.map(|key| IdempotencyKey {
            key: format!("{account} {key}"),
            lifetime_secs: self.key_lifetime_secs,
            keeps: Keeps::Sent,
        });
        Ok(Admitted { moves_money, key })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        self.execute(bank, request).unwrap_or_else(|no| no)
    }

    fn refused(&self, request: &WireRequest) -> Answer {
        match request.segments().as_slice() {
            ["v1", "payment_intents"] | ["v1", "payment_intents", _, "confirm" | "capture"] => {
                error(402, "card_error", "card_declined", "Your card was declined.")
            }
            _ => error(400, "invalid_request_error", "charge_not_refundable", "This cannot be done."),
        }
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        error(500, "api_error", "", "An unknown error occurred")
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        let words = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
        Some(error(400, "idempotency_error", "", words))
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        let words = "There is currently another in-progress request using this Idempotent Key.";
        Some(error(409, "idempotency_error", "idempotency_key_in_use", words))
    }

    fn replayed(&self, answer: Answer) -> Answer {
        answer.with_header("idempotent-replayed", "true")
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        happened.iter().flat_map(|one| self.state.tell(bank, one)).collect()
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        self.state.event("moon.landed", json!({"id": "moon_1", "object": "moon"}), at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        let secs = sending.now_us.div_euclid(SECOND_US).to_string();
        let body = sending.message.body.clone();
        let mut header = format!("t={secs}");
        for secret in sending.secrets {
            let parts = [secs.as_bytes(), b".", body.as_bytes()];
            header.push_str(&format!(",v1={}", hex(&hmac_sha256(secret.as_bytes(), &parts))));
        }
        Sealed { headers: vec![("stripe-signature", header)], body }
    }

    fn backoff_secs(&self) -> &'static [i64] {
        &BACKOFF_SECS
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        self.state.bank_id(wire_id).map(str::to_owned)
    }
}

/// A request with its fields read.
struct Asked<'a> {
    /// Those of the body, or of the query of a `GET`.
    form: Form,
    /// The key, which names what it makes in the bank's books.
    key: Option<&'a str>,
    /// The address it came to, for addresses in answers.
    base_url: String,
}

impl Asked<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.form.get(name).filter(|value| !value.is_empty())
    }

    fn says(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    fn expands(&self, path: &str) -> bool {
        self.form.fields().iter().any(|(name, value)| name.starts_with("expand[") && value == path)
    }

    /// A whole number, if it is there.
    fn int(&self, name: &str) -> Result<Option<i64>, Answer> {
        let read = |text: &str| text.parse().map_err(|_| invalid(name, &format!("Invalid integer: {text}")));
        self.get(name).map(read).transpose()
    }
}

impl Stripe {
    fn execute(&mut self, bank: &mut Bank, request: &WireRequest) -> Said {
        let get = request.method == "GET";
        let form = if get { request.query() } else { Form::read(&request.body) };
        let base_url = request.base_url().unwrap_or_else(|| "https://api.stripe.com".to_owned());
        let asked = Asked { form, key: request.header("idempotency-key"), base_url };
        let (asked, state) = (&asked, &mut self.state);
        match (get, request.segments().as_slice()) {
            (false, ["v1", "payment_intents"]) => intents::create(state, bank, asked),
            (true, ["v1", "payment_intents"]) => lists::intents(state, bank, asked),
            (true, ["v1", "payment_intents", "search"]) => lists::search(state, bank, asked),
            (true, ["v1", "payment_intents", id]) => intents::show(state, bank, asked, id),
            (false, ["v1", "payment_intents", id]) => intents::update(state, bank, asked, id),
            (false, ["v1", "payment_intents", id, "confirm"]) => intents::confirm(state, bank, asked, id),
            (false, ["v1", "payment_intents", id, "capture"]) => intents::capture(state, bank, asked, id),
            (false, ["v1", "payment_intents", id, "cancel"]) => intents::cancel(state, bank, asked, id),
            (true, ["v1", "charges", id]) => lists::charge(state, bank, id),
            (false, ["v1", "refunds"]) => refunds::create(state, bank, asked),
            (true, ["v1", "refunds"]) => refunds::list(state, bank, asked),
            (true, ["v1", "refunds", id]) => refunds::show(state, bank, asked, id),
            (false, ["v1", "refunds", id]) => refunds::update(state, bank, asked, id),
            (false, ["v1", "refunds", id, "cancel"]) => refunds::cancel(state, bank, id),
            (true, ["v1", "disputes"]) => disputes::list(state, bank, asked),
            (true, ["v1", "disputes", id]) => disputes::show(state, bank, asked, id),
            (false, ["v1", "disputes", id]) => disputes::update(state, bank, asked, id),
            (false, ["v1", "disputes", id, "close"]) => disputes::close(state, bank, id),
            (true, ["v1", "balance"]) => Ok(money::balance(bank)),
            (true, ["v1", "payouts"]) => money::payouts(state, bank, asked),
            (true, ["v1", "payouts", id]) => money::payout(state, bank, id),
            (true, ["v1", "balance_transactions"]) => money::rows(state, bank, asked),
            (true, ["v1", "balance_transactions", id]) => money::row(state, bank, id),
            (true, ["v1", "events"]) => lists::events(state, asked),
            (true, ["v1", "events", id]) => lists::event(state, id),
            (false, ["v1", "reporting", "report_runs"]) => report::run(state, bank, asked),
            (true, ["v1", "reporting", "report_runs", id]) => report::show(state, id),
            (false, ["v1", "files"]) => disputes::upload(state, bank, request),
            (true, ["v1", "files", id, "contents"]) => report::contents(state, id),
            _ => Err(error(404, "invalid_request_error", "", "Unrecognized request URL")),
        }
    }
}

/// `{"error":{"type":…,"code":…,"message":…}}`
fn error(status: u16, kind: &str, code: &str, message: &str) -> Answer {
    error_with(status, (kind, code, message), json!({}))
}

/// An error with more fields.
fn error_with(status: u16, (kind, code, message): (&str, &str, &str), more: Value) -> Answer {
    let mut error = more;
    error["type"] = kind.into();
    error["message"] = message.into();
    if !code.is_empty() {
        error["code"] = code.into();
    }
    Answer::json(status, &json!({ "error": error }))
}

/// A parameter that cannot be: nothing was begun, and no key remembers it.
fn invalid(param: &str, message: &str) -> Answer {
    let words = ("invalid_request_error", "", message);
    error_with(400, words, json!({ "param": param })).not_begun()
}

/// Something that is not there.
fn missing(what: &str, id: &str) -> Answer {
    error(404, "invalid_request_error", "resource_missing", &format!("No such {what}: '{id}'")).not_begun()
}
