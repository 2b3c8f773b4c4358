//! The sandbox's own protocol: JSON under `/v1`, a bearer secret, keys in a header, signed webhooks with the whole object.
//! It is the plainest face, and the model for the others.

mod disputes;
mod objects;
mod route;
mod webhook;

#[cfg(test)]
mod lives;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{
    AuthorizeAsked, Bank, BankConfig, CaptureAsked, Conduct, Decline, Happened, LONGEST_NAME, RefundAsked, RefundOf,
    Refusal, ReleaseAsked,
};
use crate::wire::WireRequest;

use objects::{CaptureView, Detailed, RefundView, ReleaseView, View};
use route::{Route, route};

pub use webhook::signature_header;

/// The native protocol.
#[derive(Debug)]
pub(super) struct Native {
    secret: String,
    key_lifetime_secs: i64,
}

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

#[derive(Deserialize)]
struct AuthorizeBody {
    reference: String,
    amount_minor: i64,
    currency: String,
    token: String,
    #[serde(default)]
    capture: bool,
}

#[derive(Deserialize)]
struct CaptureBody {
    reference: String,
    amount_minor: i64,
    currency: String,
    #[serde(default, rename = "final")]
    is_final: bool,
}

#[derive(Deserialize)]
struct ReleaseBody {
    reference: String,
    #[serde(default)]
    amount_minor: Option<i64>,
}

#[derive(Deserialize)]
struct RefundBody {
    reference: String,
    amount_minor: i64,
    currency: String,
}

impl OpenFace for Native {
    fn open(config: &BankConfig) -> Self {
        Self { secret: config.secret.clone(), key_lifetime_secs: config.idempotency_window_secs }
    }
}

impl Face for Native {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        let moves_money = route(&request.method, request.path())?.moves_money();
        if request.bearer() != Some(&self.secret) {
            return Err(error(401, "unauthorized", "show the secret as a bearer token"));
        }
        let key = request.header("idempotency-key");
        match key {
            None if moves_money => {
                return Err(error(400, "idempotency_key_required", "this call needs an Idempotency-Key header"));
            }
            Some(key) if key.is_empty() || key.len() > LONGEST_NAME => {
                return Err(error(400, "invalid_idempotency_key", "an idempotency key has 1 to 255 bytes"));
            }
            _ => {}
        }
        let key = key.filter(|_| request.method == "POST").map(|key| IdempotencyKey {
            key: key.to_owned(),
            lifetime_secs: self.key_lifetime_secs,
            keeps: Keeps::Decided,
        });
        Ok(Admitted { moves_money, key })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        execute(bank, request).unwrap_or_else(|no| no)
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        error(422, "refused", "the bank refuses, and nothing was done")
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        error(500, "internal_error", "something went wrong; whether it was done is not said")
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        Some(error(409, "idempotency_mismatch", "this key was used for another request"))
    }

    fn replayed(&self, answer: Answer) -> Answer {
        answer.with_header("idempotency-replayed", "true")
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        happened.iter().filter_map(|one| webhook::message(bank, one)).collect()
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        webhook::unheard_of(at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        webhook::seal(sending)
    }
}

/// Does what a client asks.
fn execute(bank: &mut Bank, request: &WireRequest) -> Said {
    let body = request.body.as_slice();
    match route(&request.method, request.path())? {
        Route::Authorize => authorize(bank, body),
        Route::Capture(id) => capture(bank, id, body),
        Route::Release(id) => release(bank, id, body),
        Route::Refund(id) => refund(bank, id, body),
        Route::CompleteAction(id) => {
            let id = bank.complete_action(id).map_err(|no| refusal(&no, ""))?.id.clone();
            detailed(bank, 200, &id)
        }
        Route::Authorization(id) => detailed(bank, 200, id),
        Route::OneCapture(id) => found(bank.find_capture(id)).map(|it| Answer::json(200, &CaptureView::of(it))),
        Route::OneRefund(id) => found(bank.find_refund(id)).map(|it| Answer::json(200, &RefundView::of(it))),
        Route::Search => search(bank, request),
        Route::Disputes => disputes::list(bank, request),
        Route::OneDispute(id) => disputes::show(bank, id),
        Route::Evidence(id) => disputes::evidence(bank, id, body),
        Route::AcceptDispute(id) => disputes::accept(bank, id),
    }
}

fn authorize(bank: &mut Bank, body: &[u8]) -> Said {
    let AuthorizeBody { reference, amount_minor, currency, token, capture } = read(body)?;
    let conduct = Conduct::of_token(&token);
    let asked = AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now: capture };
    let authorization = bank.authorize(asked).map_err(|no| refusal(&no, ""))?;
    let status = if authorization.decline == Some(Decline::InvalidToken) { 402 } else { 201 };
    let id = authorization.id.clone();
    Ok(detailed(bank, status, &id)?.with_fault(conduct.fault))
}

fn capture(bank: &mut Bank, id: &str, body: &[u8]) -> Said {
    found(bank.find_authorization(id))?;
    let CaptureBody { reference, amount_minor, currency, is_final } = read(body)?;
    let asked = CaptureAsked { reference, amount_minor, currency, is_final };
    let capture = bank.capture(id, asked).map_err(|no| refusal(&no, "authorized"))?;
    Ok(Answer::json(201, &CaptureView::of(capture)))
}

fn release(bank: &mut Bank, id: &str, body: &[u8]) -> Said {
    found(bank.find_authorization(id))?;
    let ReleaseBody { reference, amount_minor } = read(body)?;
    let release = bank.release(id, ReleaseAsked { reference, amount_minor }).map_err(|no| refusal(&no, ""))?;
    Ok(Answer::json(200, &ReleaseView::of(release)))
}

fn refund(bank: &mut Bank, id: &str, body: &[u8]) -> Said {
    found(bank.find_authorization(id))?;
    let RefundBody { reference, amount_minor, currency } = read(body)?;
    let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: false };
    let refund = bank.refund(RefundOf::Payment(id), asked).map_err(|no| refusal(&no, "captured"))?;
    Ok(Answer::json(201, &RefundView::of(refund)))
}

fn detailed(bank: &Bank, status: u16, id: &str) -> Said {
    let authorization = found(bank.find_authorization(id))?;
    Ok(Answer::json(status, &Detailed::of(bank, authorization)))
}

fn search(bank: &Bank, request: &WireRequest) -> Said {
    let reference =
        request.query_value("reference").ok_or_else(|| error(400, "invalid_request", "search needs ?reference="))?;
    let found: Vec<View<'_>> = bank.with_reference(&reference).filter_map(View::of).collect();
    Ok(Answer::json(200, &BTreeMap::from([("found", found)])))
}

fn found<T>(looked_up: Result<T, Refusal>) -> Result<T, Answer> {
    looked_up.map_err(|no| refusal(&no, ""))
}

/// A refusal in words of this protocol; `done` is what the payment was, for a wrong currency.
fn refusal(why: &Refusal, done: &str) -> Answer {
    let rule = |code| error(422, code, &why.to_string());
    match why {
        Refusal::Unknown(_) => error(404, "not_found", &why.to_string()),
        Refusal::InvalidReference => rule("invalid_reference"),
        Refusal::InvalidAmount => rule("invalid_amount"),
        Refusal::InvalidCurrency => rule("invalid_currency"),
        Refusal::CurrencyMismatch { currency } => {
            error(422, "currency_mismatch", &format!("it was {done} in {currency}"))
        }
        Refusal::NotAuthorized => rule("not_authorized"),
        Refusal::Expired | Refusal::ActionExpired => rule("authorization_expired"),
        Refusal::NoActionRequired => rule("no_action_required"),
        Refusal::Released => rule("authorization_released"),
        Refusal::BeyondAuthorized { .. } | Refusal::BeyondOpen { .. } => rule("exceeds_authorized"),
        Refusal::NothingToRelease => rule("nothing_to_release"),
        Refusal::NotCaptured => error(422, "exceeds_captured", "0 minor units can be refunded"),
        Refusal::BeyondCaptured { .. } => rule("exceeds_captured"),
        Refusal::Disputed => rule("disputed"),
        Refusal::CaptureNotDone
        | Refusal::NotCancelable
        | Refusal::CannotFail
        | Refusal::DisputeIs(_)
        | Refusal::StageIsPast => rule("not_possible"),
    }
}

/// `{"error":{"code":…,"message":…}}`. A 400 says that nothing was begun, so its key stays free.
fn error(status: u16, code: &str, message: &str) -> Answer {
    let answer = Answer::json(status, &json!({"error": {"code": code, "message": message}}));
    if status == 400 { answer.not_begun() } else { answer }
}

/// Reads a JSON body.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|why| error(400, "invalid_request", &why.to_string()))
}
