//! PayPal's protocol: OAuth, Orders v2, Payments v2, Disputes v1, transactions, webhooks with certificates, and the
//! settlement report of its SFTP server. Written from PayPal's public specification and documentation.
//!
//! The bank's secret is that of the REST app, with any client id. The secret of a webhook endpoint is the id of its
//! webhook, which is part of what is signed. Vault ids are the sandbox's neutral tokens, or rejection triggers.

mod amount;
mod dispute;
mod error;
mod order;
mod payment;
mod report;
mod route;
mod signing;
mod state;
mod tokens;
mod view;
mod webhook;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use ring::signature::RsaKeyPair;
use serde_json::{Value, json};

use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{Bank, BankConfig, Happened};
use crate::clock::later;
use crate::face::common::mac::basic;
use crate::wire::WireRequest;

use error::{error, gone, issue, oauth};
use route::Route;
use state::State;

/// Seconds for which an access token is good.
const TOKEN_SECS: i64 = 32_400;
/// The longest `PayPal-Request-Id`.
const LONGEST_KEY: usize = 108;
/// An authorization lives 29 days.
const AUTHORIZATION_SECS: i64 = 29 * 86_400;

/// PayPal's protocol.
#[derive(Debug)]
pub(super) struct PayPal {
    secret: String,
    state: State,
    key: Option<RsaKeyPair>,
    now_us: i64,
}

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

impl OpenFace for PayPal {
    fn open(config: &BankConfig) -> Self {
        Self { secret: config.secret.clone(), state: State::new(config.seed), key: signing::test_key(), now_us: 0 }
    }

    fn terms(config: &mut BankConfig) {
        config.authorization_lifetime_secs = AUTHORIZATION_SECS;
        config.idempotency_window_secs = 6 * 3_600;
        // A refund of a card or wallet is done when it is answered.
        config.refund_completes_after_secs = 0;
    }
}

impl Face for PayPal {
    fn admit(&mut self, bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        self.now_us = bank.now_us();
        let route = Route::of(request).ok_or_else(gone).map_err(|answer| self.dated(answer.not_begun()))?;
        if let Some(base_url) = request.base_url() {
            self.state.base_url = base_url;
        }
        let public = matches!(route, Route::Token | Route::Certificate(_));
        if !public && !self.knows(request.bearer(), bank.now_us()) {
            return Err(self.dated(oauth("invalid_token", "Token signature verification failed")));
        }
        let key = request.header("paypal-request-id").filter(|_| request.method == "POST");
        if key.is_some_and(|key| key.is_empty() || key.len() > LONGEST_KEY) {
            let answer = error(400, "INVALID_STRING_LENGTH", "A PayPal-Request-Id has 1 to 108 characters.");
            return Err(self.dated(answer));
        }
        let remembered = key.zip(route.remembers()).map(|(key, (interface, lifetime_secs))| IdempotencyKey {
            key: format!("{interface} {key}"),
            lifetime_secs,
            keeps: Keeps::Decided,
        });
        Ok(Admitted { moves_money: route.moves_money(), key: remembered })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        let answer = self.execute(bank, request).unwrap_or_else(|no| no);
        self.dated(answer)
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        self.dated(issue("TRANSACTION_REFUSED"))
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        self.dated(error(500, "", ""))
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        Some(self.dated(issue("DUPLICATE_REQUEST_ID")))
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        Some(self.dated(error(
            409,
            "PREVIOUS_REQUEST_IN_PROGRESS",
            "A previous request on this resource is in progress.",
        )))
    }

    fn replayed(&self, mut answer: Answer) -> Answer {
        if answer.status == 201 {
            answer.status = 200;
        }
        answer.headers.retain(|(name, _)| *name != "date");
        self.dated(answer)
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        self.now_us = bank.now_us();
        webhook::messages(&mut self.state, bank, happened)
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        webhook::unheard_of(&self.state, at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        let headers = signing::headers(self.key.as_ref(), &self.state.base_url, sending);
        Sealed { headers, body: std::sync::Arc::clone(&sending.message.body) }
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        let named = self.state.names.bank(wire_id);
        named.or_else(|| self.state.orders.get(wire_id)?.authorization.as_deref()).map(str::to_owned)
    }
}

impl PayPal {
    /// Does what a client asks.
    fn execute(&mut self, bank: &mut Bank, request: &WireRequest) -> Said {
        let state = &mut self.state;
        match Route::of(request).ok_or_else(gone)? {
            Route::Token => self.log_in(request),
            Route::Certificate(id) if id == signing::CERTIFICATE_ID => {
                Ok(Answer::text(200, "application/x-x509-ca-cert", signing::TEST_CERTIFICATE))
            }
            Route::Certificate(_) => Err(gone()),
            Route::CreateOrder => order::create(state, bank, request),
            Route::Order(id) => order::show(state, bank, &id),
            Route::ConfirmOrder(id) => order::confirm(state, bank, request, &id),
            Route::AuthorizeOrder(id) => order::complete(state, bank, request, (&id, false)),
            Route::CaptureOrder(id) => order::complete(state, bank, request, (&id, true)),
            Route::Authorization(id) => payment::show(state, bank, &id),
            Route::Capture(id) => payment::capture(state, bank, request, &id),
            Route::Void(id) => payment::void(state, bank, request, &id),
            Route::OneCapture(id) => payment::show_capture(state, bank, &id),
            Route::Refund(id) => payment::refund(state, bank, request, &id),
            Route::OneRefund(id) => payment::show_refund(state, bank, &id),
            Route::Disputes => dispute::list(state, bank, request),
            Route::Dispute(id) => dispute::show(state, bank, &id),
            Route::AcceptClaim(id) => dispute::accept(state, bank, &id),
            Route::ProvideEvidence(id) => dispute::evidence(state, bank, request, &id),
            Route::Adjudicate(id) => dispute::adjudicate(state, bank, request, &id),
            Route::Transactions => report::transactions(state, bank, request),
            Route::Events => Ok(events(state)),
            Route::Report(file) => report::settlement(state, bank, &file),
        }
    }

    /// `POST /v1/oauth2/token`
    fn log_in(&mut self, request: &WireRequest) -> Said {
        let shown = request.header("authorization").and_then(basic);
        if shown.is_none_or(|(_, secret)| secret != self.secret) {
            return Err(oauth("invalid_client", "Client Authentication failed"));
        }
        if super::common::form::Form::read(&request.body).get("grant_type") != Some("client_credentials") {
            return Err(oauth("unsupported_grant_type", "Grant Type is NULL"));
        }
        let token =
            format!("A21AA{}", self.state.names.chance("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 40));
        let now_us = self.now_us;
        self.state.tokens.retain(|_, ends_us| *ends_us > now_us);
        self.state.tokens.insert(token.clone(), later(now_us, TOKEN_SECS));
        let body = json!({
            "scope": "https://uri.paypal.com/services/payments/payment/authcapture",
            "access_token": token,
            "token_type": "Bearer",
            "app_id": "APP-80W284485P519543T",
            "expires_in": TOKEN_SECS,
        });
        Ok(Answer::json(200, &body))
    }

    fn knows(&self, token: Option<&str>, now_us: i64) -> bool {
        token.and_then(|token| self.state.tokens.get(token)).is_some_and(|ends_us| *ends_us > now_us)
    }

    /// An answer with the sandbox's own time, which need not be that of the machine.
    fn dated(&self, answer: Answer) -> Answer {
        let at = Timestamp::from_microsecond(self.now_us).unwrap_or_default();
        answer.with_header("date", &at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }
}

/// The events that were told, newest first.
fn events(state: &State) -> Answer {
    let read = |body: &str| serde_json::from_str::<Value>(body).unwrap_or_default();
    let list: Vec<Value> = state.events.iter().rev().take(100).map(|told| read(&told.body)).collect();
    let newest = state.events.back().map(|told| view::time(told.at_us));
    Answer::json(200, &json!({ "events": list, "count": list.len(), "newest": newest, "links": [] }))
}

/// Whether the whole object is wanted and not only its id and status.
fn prefers_all(request: &WireRequest) -> bool {
    request.header("prefer").is_some_and(|wish| wish.contains("return=representation"))
}

/// Reads a JSON body; an empty one is an empty object.
fn read(body: &[u8]) -> Result<Value, Answer> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(json!({}));
    }
    let value: Result<Value, _> = serde_json::from_slice(body);
    match value {
        Ok(value) if value.is_object() => Ok(value),
        _ => Err(error(400, "MALFORMED_REQUEST_JSON", "The request JSON is not well formed.")),
    }
}
