//! One call from end to end: who asks, what goes wrong, whether it was asked before, and only then the deed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::authorization::Detailed;
use super::books::Place;
use super::idempotency::{Kept, Known, fingerprint};
use super::request::{
    Answer, BankReply, BankRequest, Done, LONGEST_NAME, Refusal, Route, error_body, query_value, read, route,
};
use super::{Authorization, Bank, Capture, Refund, Release};
use crate::faults::{CallFault, PlanChange};
use crate::webhooks::WebhookEndpoint;

#[derive(Deserialize)]
struct PutEndpoint {
    url: String,
    secret: String,
    /// Whether every other endpoint is forgotten.
    #[serde(default)]
    replace: bool,
}

/// Any object, as a search finds it.
#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    Authorization(&'a Authorization),
    Capture(&'a Capture),
    Release(&'a Release),
    Refund(&'a Refund),
}

impl Bank {
    /// Answers a request at `now_us` (microseconds since 1970), after letting time pass up to then.
    pub fn handle(&mut self, request: BankRequest, now_us: i64) -> BankReply {
        self.advance(now_us);
        let (path, query) = request.target.split_once('?').unwrap_or((request.target.as_str(), ""));
        let known = match route(&request.method, path) {
            Ok(known) => known,
            Err(refusal) => return plain(refusal.into()),
        };
        if !known.is_for_clients() {
            return plain(self.control(&known, query, &request.body).unwrap_or_else(Done::from));
        }
        if let Err(refusal) = self.admit(&known, &request) {
            return plain(refusal.into());
        }
        let fault = match self.fault_of(&known, &request) {
            Ok(fault) => fault,
            Err(refusal) => return plain(refusal.into()),
        };
        if let Some(fault @ (CallFault::TimeoutBefore | CallFault::Error500Before)) = fault {
            return self.spoil(fault, Done { status: 0, body: String::new(), fault: None }, false);
        }
        let (done, replayed) = self.answer_once(&known, query, &request, fault);
        // A token spoils only the first answer, or its result could never be learned; a refusal is an answer already.
        match fault.or(done.fault.filter(|_| !replayed)) {
            Some(fault) if fault != CallFault::Refuse => self.spoil(fault, done, replayed),
            _ => BankReply::Answer { status: done.status, body: done.body, replayed, after_ms: 0 },
        }
    }

    /// Checks the secret and that the idempotency key is there where it must be.
    fn admit(&self, known: &Route<'_>, request: &BankRequest) -> Result<(), Refusal> {
        let shown = request.authorization.as_deref().and_then(|header| header.strip_prefix("Bearer "));
        if shown != Some(&self.config.secret) {
            return Err(Refusal::new(401, "unauthorized", "show the secret as a bearer token"));
        }
        match request.idempotency_key.as_deref() {
            None if known.moves_money() => {
                Err(Refusal::new(400, "idempotency_key_required", "this call needs an Idempotency-Key header"))
            }
            Some(key) if key.is_empty() || key.len() > LONGEST_NAME => {
                Err(Refusal::new(400, "invalid_idempotency_key", "an idempotency key has 1 to 255 bytes"))
            }
            _ => Ok(()),
        }
    }

    /// The fault this call suffers: the one it asks for, or else one that is drawn.
    fn fault_of(&mut self, known: &Route<'_>, request: &BankRequest) -> Result<Option<CallFault>, Refusal> {
        if let Some(name) = request.fault.as_deref() {
            let fault = CallFault::named(name);
            return fault
                .map(Some)
                .ok_or_else(|| Refusal::new(400, "unknown_fault", format!("there is no fault `{name}`")));
        }
        let exposed = known.moves_money() || self.faults.plan().reads;
        Ok(if exposed { self.faults.draw_call() } else { None })
    }

    /// The answer to a request, and whether it was given before.
    fn answer_once(
        &mut self,
        known: &Route<'_>,
        query: &str,
        request: &BankRequest,
        fault: Option<CallFault>,
    ) -> (Done, bool) {
        let Some(key) = request.idempotency_key.as_deref().filter(|_| request.method == "POST") else {
            return (self.answer(known, query, &request.body, fault), false);
        };
        let asked = fingerprint(&request.method, &request.target, &request.body);
        match self.keys.look_up(key, &asked, self.now_us) {
            Known::Answered(kept) => (Done { status: kept.status, body: kept.body, fault: None }, true),
            Known::Mismatch => {
                let refusal = Refusal::new(409, "idempotency_mismatch", "this key was used for another request");
                (refusal.into(), false)
            }
            Known::New => {
                let done = self.answer(known, query, &request.body, fault);
                // A request that could not be read was never started, so its key stays free.
                if done.status != 400 {
                    self.keys.keep(key, asked, Kept { status: done.status, body: done.body.clone() }, self.now_us);
                }
                (done, false)
            }
        }
    }

    fn answer(&mut self, known: &Route<'_>, query: &str, body: &[u8], fault: Option<CallFault>) -> Done {
        if fault == Some(CallFault::Refuse) {
            self.faults.count_call(CallFault::Refuse);
            return Refusal::rule("refused", "the bank refuses, and nothing was done").into();
        }
        self.execute(known, query, body).unwrap_or_else(Done::from)
    }

    /// Does what a client asks.
    fn execute(&mut self, known: &Route<'_>, query: &str, body: &[u8]) -> Answer {
        match known {
            Route::Authorize => self.authorize(body),
            Route::Capture(id) => self.capture(self.authorization_named(id)?, body),
            Route::Release(id) => self.release(self.authorization_named(id)?, body),
            Route::Refund(id) => self.refund(self.authorization_named(id)?, body),
            Route::CompleteAction(id) => self.complete_action(self.authorization_named(id)?),
            Route::Authorization(id) => Ok(Done::new(200, &Detailed::of(&self.books, self.authorization_named(id)?))),
            Route::OneCapture(id) => match self.books.place(id) {
                Some(Place::Capture(index)) => Ok(Done::new(200, &self.books.captures[index])),
                _ => Err(Refusal::not_found("such capture")),
            },
            Route::OneRefund(id) => match self.books.place(id) {
                Some(Place::Refund(index)) => Ok(Done::new(200, &self.books.refunds[index])),
                _ => Err(Refusal::not_found("such refund")),
            },
            Route::Search => self.search(query),
            _ => Err(Refusal::not_found("such route")),
        }
    }

    /// Does what the person who runs the sandbox asks. No fault touches this, and it needs no secret.
    fn control(&mut self, known: &Route<'_>, query: &str, body: &[u8]) -> Answer {
        match known {
            Route::Oracle => Ok(Done::new(200, &self.oracle(query_value(query, "reference").as_deref()))),
            Route::OracleOf(id) => match self.oracle_of(id) {
                Some(found) => Ok(Done::new(200, &found)),
                None => Err(Refusal::not_found("such authorization")),
            },
            Route::SetFaults => {
                let change: PlanChange = read(body)?;
                self.faults.change(&change).map_err(|why| Refusal::new(400, "invalid_request", why))?;
                Ok(Done::new(200, &self.faults()))
            }
            Route::Faults => Ok(Done::new(200, &self.faults())),
            Route::WebhookEndpoint => {
                let PutEndpoint { url, secret, replace } = read(body)?;
                if !url.starts_with("http://") {
                    return Err(Refusal::new(400, "invalid_request", "the url must start with http://"));
                }
                self.put_webhook_endpoint(&WebhookEndpoint { url: url.clone(), secret });
                if replace {
                    self.keep_only_webhook_endpoint(&url);
                }
                Ok(Done::new(200, &serde_json::json!({"urls": self.webhooks.urls()})))
            }
            Route::Health => Ok(Done::new(200, &serde_json::json!({"status": "ok", "now": self.now_text()}))),
            _ => Err(Refusal::not_found("such route")),
        }
    }

    fn search(&self, query: &str) -> Answer {
        let reference = query_value(query, "reference")
            .ok_or_else(|| Refusal::new(400, "invalid_request", "search needs ?reference="))?;
        let books = &self.books;
        let found: Vec<Found<'_>> = books
            .with_reference(&reference)
            .iter()
            .map(|place| match *place {
                Place::Authorization(index) => Found::Authorization(&books.authorizations[index]),
                Place::Capture(index) => Found::Capture(&books.captures[index]),
                Place::Release(index) => Found::Release(&books.releases[index]),
                Place::Refund(index) => Found::Refund(&books.refunds[index]),
            })
            .collect();
        Ok(Done::new(200, &BTreeMap::from([("found", found)])))
    }

    fn authorization_named(&self, id: &str) -> Result<usize, Refusal> {
        self.books.authorization_index(id).ok_or_else(|| Refusal::not_found("such authorization"))
    }

    /// What a fault leaves of an answer, counted.
    fn spoil(&mut self, fault: CallFault, done: Done, replayed: bool) -> BankReply {
        self.faults.count_call(fault);
        let plan = self.faults.plan();
        match fault {
            CallFault::TimeoutBefore | CallFault::TimeoutAfter => BankReply::Silence { hold_ms: plan.timeout_hold_ms },
            CallFault::Error500Before | CallFault::Error500After => {
                let body = error_body("internal_error", "something went wrong; whether it was done is not said");
                BankReply::Answer { status: 500, body, replayed: false, after_ms: 0 }
            }
            CallFault::Slow | CallFault::Refuse => {
                let after_ms = if fault == CallFault::Slow { plan.slow_ms } else { 0 };
                BankReply::Answer { status: done.status, body: done.body, replayed, after_ms }
            }
        }
    }
}

/// An answer that no fault touches.
fn plain(done: Done) -> BankReply {
    BankReply::Answer { status: done.status, body: done.body, replayed: false, after_ms: 0 }
}
