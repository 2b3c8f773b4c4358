//! Authorizations: a promise of money on a token, which is declined, waits for the customer, stands, or runs out.
//! The token decides what happens, because in a sandbox that is the only thing a client can choose.

use serde::{Deserialize, Serialize};

use super::books::{Books, Place};
use super::capture::CaptureAsked;
use super::log::{EffectKind, Entry};
use super::request::{Answer, Done, Refusal, check, json, read};
use super::timers::Timer;
use super::{Bank, Capture, Refund, Release};
use crate::clock;
use crate::faults::CallFault;

/// Where an authorization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizationStatus {
    /// The customer has to do something first.
    RequiresAction,
    /// Refused; nothing is promised.
    Declined,
    /// Something can be captured.
    Authorized,
    /// Nothing is left to capture, and something was captured.
    Captured,
    /// Nothing is left to capture, and nothing was captured.
    Released,
    /// It ran out with something uncaptured.
    Expired,
}

/// What becomes of a refund on the same token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RefundFate {
    Settles,
    Fails,
    Returns,
}

/// An authorization with its running amounts.
#[derive(Debug, Clone, Serialize)]
pub struct Authorization {
    /// Always `authorization`.
    pub object: &'static str,
    /// `sa_…`
    pub id: String,
    /// The merchant's own name for it.
    pub reference: String,
    /// Where it stands.
    pub status: AuthorizationStatus,
    /// The amount asked for, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Captured so far, in minor units.
    pub captured_minor: i64,
    /// Released so far, in minor units.
    pub released_minor: i64,
    /// Run out uncaptured, in minor units.
    pub expired_minor: i64,
    /// Refunds accepted, completed or settled, neither failed nor returned, in minor units.
    pub refunded_minor: i64,
    /// When it runs out, microseconds since 1970; RFC 3339 text in JSON, under `expires_at`.
    #[serde(rename = "expires_at", serialize_with = "clock::as_text")]
    pub expires_at_us: i64,
    /// When it was made, microseconds since 1970; RFC 3339 text in JSON, under `created_at`.
    #[serde(rename = "created_at", serialize_with = "clock::as_text")]
    pub created_at_us: i64,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decline_code: Option<&'static str>,
    #[serde(skip)]
    pub(super) refund_fate: RefundFate,
    #[serde(skip)]
    pub(super) capture_at_once: bool,
}

impl Authorization {
    /// What can still be captured or released, in minor units.
    #[must_use]
    pub const fn open_minor(&self) -> i64 {
        match self.status {
            AuthorizationStatus::Authorized => self.amount_minor - self.captured_minor - self.released_minor,
            _ => 0,
        }
    }

    /// What can still be refunded, in minor units.
    #[must_use]
    pub const fn refundable_minor(&self) -> i64 {
        self.captured_minor - self.refunded_minor
    }

    /// Closes an authorization of which nothing is open any more.
    pub(super) const fn close_if_used_up(&mut self) {
        if matches!(self.status, AuthorizationStatus::Authorized) && self.open_minor() == 0 {
            self.status =
                if self.captured_minor > 0 { AuthorizationStatus::Captured } else { AuthorizationStatus::Released };
        }
    }
}

/// An authorization with everything that was done on it.
#[derive(Serialize)]
pub(super) struct Detailed<'a> {
    #[serde(flatten)]
    authorization: &'a Authorization,
    captures: Vec<&'a Capture>,
    releases: Vec<&'a Release>,
    refunds: Vec<&'a Refund>,
}

impl<'a> Detailed<'a> {
    pub(super) fn of(books: &'a Books, index: usize) -> Self {
        let authorization = &books.authorizations[index];
        let (mut captures, mut releases, mut refunds) = (Vec::new(), Vec::new(), Vec::new());
        for part in books.parts(index) {
            match *part {
                Place::Capture(at) => captures.push(&books.captures[at]),
                Place::Release(at) => releases.push(&books.releases[at]),
                Place::Refund(at) => refunds.push(&books.refunds[at]),
                Place::Authorization(_) => {}
            }
        }
        Self { authorization, captures, releases, refunds }
    }
}

#[derive(Deserialize)]
struct AuthorizeAsked {
    reference: String,
    amount_minor: i64,
    currency: String,
    token: String,
    #[serde(default)]
    capture: bool,
}

/// What a token does.
struct Conduct {
    status: AuthorizationStatus,
    decline_code: Option<&'static str>,
    lifetime_secs: i64,
    refund_fate: RefundFate,
    fault: Option<CallFault>,
}

impl Bank {
    fn conduct_of(&self, token: &str) -> Conduct {
        let good = Conduct {
            status: AuthorizationStatus::Authorized,
            decline_code: None,
            lifetime_secs: self.config.authorization_lifetime_secs,
            refund_fate: RefundFate::Settles,
            fault: None,
        };
        let declined = |code, good| Conduct { status: AuthorizationStatus::Declined, decline_code: Some(code), ..good };
        match token {
            "tok_ok" => good,
            "tok_action" => Conduct { status: AuthorizationStatus::RequiresAction, ..good },
            "tok_expires_fast" => Conduct { lifetime_secs: self.config.fast_expiry_secs, ..good },
            "tok_refund_fails" => Conduct { refund_fate: RefundFate::Fails, ..good },
            "tok_refund_returns" => Conduct { refund_fate: RefundFate::Returns, ..good },
            "tok_timeout_after" => Conduct { fault: Some(CallFault::TimeoutAfter), ..good },
            "tok_500_after" => Conduct { fault: Some(CallFault::Error500After), ..good },
            "tok_slow" => Conduct { fault: Some(CallFault::Slow), ..good },
            "tok_decline_insufficient_funds" => declined("insufficient_funds", good),
            "tok_decline_lost_card" => declined("lost_card", good),
            _ => declined("invalid_token", good),
        }
    }

    /// `POST /v1/authorizations`
    pub(super) fn authorize(&mut self, body: &[u8]) -> Answer {
        let asked: AuthorizeAsked = read(body)?;
        check(&asked.reference, asked.amount_minor)?;
        if asked.currency.len() != 3 || !asked.currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(Refusal::rule("invalid_currency", "a currency is three capital letters"));
        }
        let conduct = self.conduct_of(&asked.token);
        let expires_at_us = clock::later(self.now_us, conduct.lifetime_secs);
        let authorization = Authorization {
            object: "authorization",
            id: self.ids.next("sa"),
            reference: asked.reference,
            status: conduct.status,
            amount_minor: asked.amount_minor,
            currency: asked.currency,
            captured_minor: 0,
            released_minor: 0,
            expired_minor: 0,
            refunded_minor: 0,
            expires_at_us,
            created_at_us: self.now_us,
            decline_code: conduct.decline_code,
            refund_fate: conduct.refund_fate,
            capture_at_once: asked.capture,
        };
        let index = self.books.add_authorization(authorization);
        match conduct.status {
            AuthorizationStatus::Declined => {
                self.log_authorization(EffectKind::AuthorizationDeclined, index, asked.amount_minor)
            }
            status => {
                self.timers.set(expires_at_us, Timer::Expire(index));
                if status == AuthorizationStatus::Authorized {
                    self.promise(index);
                }
            }
        }
        let status = if conduct.decline_code == Some("invalid_token") { 402 } else { 201 };
        Ok(Done { fault: conduct.fault, ..Done::new(status, &Detailed::of(&self.books, index)) })
    }

    /// `POST /v1/authorizations/{id}/complete_action`
    pub(super) fn complete_action(&mut self, index: usize) -> Answer {
        match self.books.authorizations[index].status {
            AuthorizationStatus::RequiresAction => {}
            AuthorizationStatus::Expired => {
                return Err(Refusal::rule("authorization_expired", "it ran out before the customer acted"));
            }
            _ => {
                return Err(Refusal::rule("no_action_required", "the customer has nothing to do here"));
            }
        }
        self.books.authorizations[index].status = AuthorizationStatus::Authorized;
        self.promise(index);
        Ok(Done::new(200, &Detailed::of(&self.books, index)))
    }

    /// An amount is authorized, and captured at once where that was asked.
    fn promise(&mut self, index: usize) {
        let authorization = &self.books.authorizations[index];
        let (amount_minor, at_once) = (authorization.amount_minor, authorization.capture_at_once);
        let data = json(authorization);
        let whole = CaptureAsked::whole(authorization);
        self.log_authorization(EffectKind::Authorization, index, amount_minor);
        self.tell("authorization.authorized", &data);
        if at_once {
            self.take(index, whole);
        }
    }

    /// The time of an authorization is up.
    pub(super) fn expire(&mut self, index: usize) {
        let authorization = &mut self.books.authorizations[index];
        let open_minor = authorization.open_minor();
        if open_minor == 0 && authorization.status != AuthorizationStatus::RequiresAction {
            return;
        }
        authorization.status = AuthorizationStatus::Expired;
        authorization.expired_minor = open_minor;
        let data = json(authorization);
        if open_minor > 0 {
            self.log_authorization(EffectKind::Expiry, index, open_minor);
        }
        self.tell("authorization.expired", &data);
    }

    fn log_authorization(&mut self, kind: EffectKind, index: usize, amount_minor: i64) {
        let subject = Place::Authorization(index);
        self.log.append(Entry { kind, authorization: index, subject, amount_minor, at_us: self.now_us });
    }
}
