//! Authorizations: a promise of money on a token, which is declined, waits for the customer, stands, or runs out.

use serde::{Deserialize, Serialize};

use super::Bank;
use super::books::Place;
use super::capture::CaptureAsked;
use super::conduct::{Conduct, Decline, Verdict};
use super::happened::HappenedKind;
use super::log::{EffectKind, Entry};
use super::refusal::{Refusal, check};
use super::timers::Timer;
use crate::clock::later;

/// Where an authorization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizationStatus {
    /// The customer has to do something first.
    RequiresAction,
    /// Refused; nothing is promised.
    Declined,
    /// Something can be captured, or a capture is under way.
    Authorized,
    /// Nothing is left to capture, and something was captured.
    Captured,
    /// Nothing is left to capture, and nothing was captured.
    Released,
    /// It ran out with something uncaptured.
    Expired,
}

/// An authorization with its running amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization {
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
    /// Captures that are under way, in minor units.
    pub capturing_minor: i64,
    /// Captured so far, failed ones included, in minor units.
    pub captured_minor: i64,
    /// Captures that failed after they had succeeded, in minor units; the amount is not open again.
    pub capture_failed_minor: i64,
    /// Released so far, in minor units.
    pub released_minor: i64,
    /// Run out uncaptured, in minor units.
    pub expired_minor: i64,
    /// Refunds accepted, completed or settled, neither failed nor returned nor cancelled, in minor units.
    pub refunded_minor: i64,
    /// Taken away by disputes and not given back, in minor units.
    pub disputed_minor: i64,
    /// When it runs out, microseconds since 1970.
    pub expires_at_us: i64,
    /// When it was made, microseconds since 1970.
    pub created_at_us: i64,
    /// Why it was declined.
    pub decline: Option<Decline>,
    /// What its token decided.
    pub conduct: Conduct,
    /// Whether everything is captured as soon as it is authorized.
    pub capture_now: bool,
}

impl Authorization {
    /// What can still be captured or released, in minor units.
    #[must_use]
    pub const fn open_minor(&self) -> i64 {
        match self.status {
            AuthorizationStatus::Authorized => self.unused_minor(),
            _ => 0,
        }
    }

    const fn unused_minor(&self) -> i64 {
        self.amount_minor - self.captured_minor - self.capturing_minor - self.released_minor - self.expired_minor
    }

    /// What can still be refunded if nothing is disputed, in minor units.
    #[must_use]
    pub const fn refundable_minor(&self) -> i64 {
        self.captured_minor - self.capture_failed_minor - self.refunded_minor
    }

    /// Closes an authorization of which nothing is open any more.
    pub(super) const fn close_if_used_up(&mut self) {
        if matches!(self.status, AuthorizationStatus::Authorized) && self.open_minor() == 0 && self.capturing_minor == 0
        {
            self.status =
                if self.captured_minor > 0 { AuthorizationStatus::Captured } else { AuthorizationStatus::Released };
        }
    }
}

/// An authorization as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizeAsked {
    /// The merchant's own name for it, 1 to 255 bytes; several may share one.
    pub reference: String,
    /// In minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// What becomes of it, see [`Conduct::of_token`].
    pub conduct: Conduct,
    /// Whether everything is captured as soon as it is authorized.
    pub capture_now: bool,
}

impl Bank {
    /// Asks the issuer. A declined authorization is an object too, and no refusal.
    ///
    /// # Errors
    /// [`Refusal`] when reference, amount or currency are not possible ones.
    pub fn authorize(&mut self, asked: AuthorizeAsked) -> Result<&Authorization, Refusal> {
        check(&asked.reference, asked.amount_minor)?;
        if asked.currency.len() != 3 || !asked.currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(Refusal::InvalidCurrency);
        }
        let AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now } = asked;
        let lifetime_secs =
            if conduct.expires_fast { self.config.fast_expiry_secs } else { self.config.authorization_lifetime_secs };
        let (status, decline) = match conduct.verdict {
            Verdict::Approves => (AuthorizationStatus::Authorized, None),
            Verdict::AsksCustomer => (AuthorizationStatus::RequiresAction, None),
            Verdict::Declines(decline) => (AuthorizationStatus::Declined, Some(decline)),
        };
        let index = self.books.add_authorization(Authorization {
            id: self.ids.next("sa"),
            reference,
            status,
            amount_minor,
            currency,
            capturing_minor: 0,
            captured_minor: 0,
            capture_failed_minor: 0,
            released_minor: 0,
            expired_minor: 0,
            refunded_minor: 0,
            disputed_minor: 0,
            expires_at_us: later(self.now_us, lifetime_secs),
            created_at_us: self.now_us,
            decline,
            conduct,
            capture_now,
        });
        self.begin(index);
        Ok(&self.books.authorizations[index])
    }

    /// What follows from the issuer's word.
    fn begin(&mut self, index: usize) {
        let authorization = &self.books.authorizations[index];
        let (status, amount_minor) = (authorization.status, authorization.amount_minor);
        if status == AuthorizationStatus::Declined {
            self.log_authorization(EffectKind::AuthorizationDeclined, index, amount_minor);
            self.tell_aside(HappenedKind::Declined, Place::Authorization(index));
            return;
        }
        self.timers.set(authorization.expires_at_us, Timer::Expire(index));
        match status {
            AuthorizationStatus::Authorized => self.promise(index),
            _ => self.tell_aside(HappenedKind::ActionRequired, Place::Authorization(index)),
        }
    }

    /// The customer did what was asked of them.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such authorization or nothing to do.
    pub fn complete_action(&mut self, id: &str) -> Result<&Authorization, Refusal> {
        let index = self.waiting_for_customer(id)?;
        self.books.authorizations[index].status = AuthorizationStatus::Authorized;
        self.promise(index);
        Ok(&self.books.authorizations[index])
    }

    /// The customer failed at it or did not want to, so it is declined.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such authorization or nothing to do.
    pub fn fail_action(&mut self, id: &str, decline: Decline) -> Result<&Authorization, Refusal> {
        let index = self.waiting_for_customer(id)?;
        let authorization = &mut self.books.authorizations[index];
        authorization.status = AuthorizationStatus::Declined;
        authorization.decline = Some(decline);
        let amount_minor = authorization.amount_minor;
        self.log_authorization(EffectKind::AuthorizationDeclined, index, amount_minor);
        self.tell_aside(HappenedKind::Declined, Place::Authorization(index));
        Ok(&self.books.authorizations[index])
    }

    fn waiting_for_customer(&self, id: &str) -> Result<usize, Refusal> {
        let index = self.authorization_index(id)?;
        match self.books.authorizations[index].status {
            AuthorizationStatus::RequiresAction => Ok(index),
            AuthorizationStatus::Expired => Err(Refusal::ActionExpired),
            _ => Err(Refusal::NoActionRequired),
        }
    }

    /// Lets an authorization live so long from now on, also when it would have run out later.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such authorization or nothing of it is open.
    pub fn extend(&mut self, id: &str, lifetime_secs: i64) -> Result<&Authorization, Refusal> {
        let index = self.authorization_index(id)?;
        let expires_at_us = later(self.now_us, lifetime_secs);
        let authorization = &mut self.books.authorizations[index];
        if authorization.status == AuthorizationStatus::Expired {
            return Err(Refusal::Expired);
        }
        if authorization.open_minor() == 0 {
            return Err(Refusal::NothingToRelease);
        }
        authorization.expires_at_us = expires_at_us;
        self.timers.set(expires_at_us, Timer::Expire(index));
        Ok(&self.books.authorizations[index])
    }

    /// An amount is authorized, and captured at once where that was asked.
    fn promise(&mut self, index: usize) {
        let authorization = &self.books.authorizations[index];
        let (amount_minor, at_once) = (authorization.amount_minor, authorization.capture_now);
        let whole = CaptureAsked::whole(authorization);
        self.log_authorization(EffectKind::Authorization, index, amount_minor);
        self.tell(HappenedKind::Authorized, Place::Authorization(index));
        if at_once {
            self.take(index, whole);
        }
    }

    /// The time of an authorization is up; a second time when a capture that was under way then failed.
    pub(super) fn expire(&mut self, index: usize) {
        let authorization = &mut self.books.authorizations[index];
        if self.now_us < authorization.expires_at_us {
            return;
        }
        let open_minor = match authorization.status {
            AuthorizationStatus::Authorized | AuthorizationStatus::Expired => authorization.unused_minor(),
            _ => 0,
        };
        if open_minor == 0 && authorization.status != AuthorizationStatus::RequiresAction {
            return;
        }
        authorization.status = AuthorizationStatus::Expired;
        if open_minor > 0 {
            authorization.expired_minor += open_minor;
        }
        if open_minor > 0 {
            self.log_authorization(EffectKind::Expiry, index, open_minor);
        }
        self.tell(HappenedKind::Expired, Place::Authorization(index));
    }

    fn log_authorization(&mut self, kind: EffectKind, index: usize, amount_minor: i64) {
        let subject = Place::Authorization(index);
        self.log.append(Entry { kind, authorization: index, subject, amount_minor, at_us: self.now_us });
    }
}
