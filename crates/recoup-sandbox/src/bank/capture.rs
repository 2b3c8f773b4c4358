//! Captures: money comes into the gateway balance, never more than was authorized.
//! Where the bank is slow a capture is under way first; and one that succeeded can still fail.

use serde::{Deserialize, Serialize};

use super::books::Place;
use super::conduct::CaptureFate;
use super::happened::HappenedKind;
use super::log::{EffectKind, Entry};
use super::refusal::{Refusal, check};
use super::rows::{NewRow, RowKind};
use super::timers::Timer;
use super::{Authorization, AuthorizationStatus, Bank};
use crate::clock::later;

/// Where a capture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureStatus {
    /// Under way; no money moved yet.
    Pending,
    /// The money is in the balance.
    Captured,
    /// It failed; if it had succeeded, the money is gone again.
    Failed,
    /// It was taken back while it was under way.
    Canceled,
}

/// A capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// `sc_…`
    pub id: String,
    /// The authorization it was taken from.
    pub authorization: String,
    /// The merchant's own name for it.
    pub reference: String,
    /// Where it stands.
    pub status: CaptureStatus,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Whether the rest of the authorization was released with it.
    pub is_final: bool,
    /// What was refunded of this very capture, in minor units; refunds of the whole payment are not counted here.
    pub refunded_minor: i64,
    /// The row in the gateway's account (`mr_…`), once captured.
    pub money_row: Option<String>,
    /// The row that took the money back (`mr_…`), if it failed after it had succeeded.
    pub failed_money_row: Option<String>,
    /// When it was made, microseconds since 1970.
    pub created_at_us: i64,
    /// When its status last changed, microseconds since 1970.
    pub updated_at_us: i64,
    pub(super) of: usize,
}

/// A capture as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureAsked {
    /// The merchant's own name for it, 1 to 255 bytes.
    pub reference: String,
    /// In minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Whether what is left of the authorization is released with it.
    pub is_final: bool,
}

impl CaptureAsked {
    /// Everything that was authorized, under the same reference.
    #[must_use]
    pub fn whole(authorization: &Authorization) -> Self {
        Self {
            reference: authorization.reference.clone(),
            amount_minor: authorization.amount_minor,
            currency: authorization.currency.clone(),
            is_final: true,
        }
    }
}

impl Bank {
    /// Captures a part of an authorization, or all of it.
    ///
    /// # Errors
    /// [`Refusal`] when the amount is not open to be captured.
    pub fn capture(&mut self, authorization_id: &str, asked: CaptureAsked) -> Result<&Capture, Refusal> {
        let index = self.authorization_index(authorization_id)?;
        check(&asked.reference, asked.amount_minor)?;
        let authorization = &self.books.authorizations[index];
        match authorization.status {
            AuthorizationStatus::RequiresAction | AuthorizationStatus::Declined => return Err(Refusal::NotAuthorized),
            AuthorizationStatus::Expired => return Err(Refusal::Expired),
            _ => {}
        }
        if asked.currency != authorization.currency {
            return Err(Refusal::CurrencyMismatch { currency: authorization.currency.clone() });
        }
        let open_minor = authorization.open_minor();
        if open_minor == 0 && authorization.released_minor > 0 {
            return Err(Refusal::Released);
        }
        if asked.amount_minor > open_minor {
            return Err(Refusal::BeyondAuthorized { open_minor });
        }
        let at = self.take(index, asked);
        Ok(&self.books.captures[at])
    }

    /// Takes an amount that was checked, and says where the capture stands.
    pub(super) fn take(&mut self, index: usize, asked: CaptureAsked) -> usize {
        let CaptureAsked { reference, amount_minor, currency, is_final } = asked;
        let authorization = &mut self.books.authorizations[index];
        authorization.capturing_minor += amount_minor;
        let rest_minor = authorization.open_minor();
        let wait_secs = match authorization.conduct.captures {
            CaptureFate::Pends | CaptureFate::PendsAndFails => self.config.capture_pends_secs,
            CaptureFate::Succeeds | CaptureFate::FailsLater => self.config.capture_completes_after_secs,
        };
        let capture = Capture {
            id: self.ids.next("sc"),
            authorization: authorization.id.clone(),
            reference: reference.clone(),
            status: CaptureStatus::Pending,
            amount_minor,
            currency,
            is_final,
            refunded_minor: 0,
            money_row: None,
            failed_money_row: None,
            created_at_us: self.now_us,
            updated_at_us: self.now_us,
            of: index,
        };
        let at = self.books.add_capture(capture);
        if wait_secs <= 0 {
            self.end_capture(at);
        } else {
            self.timers.set(later(self.now_us, wait_secs), Timer::EndCapture(at));
            self.tell(HappenedKind::CaptureAccepted, Place::Capture(at));
        }
        if is_final && rest_minor > 0 {
            self.give_back(index, reference, rest_minor, "final_capture");
        }
        at
    }

    /// A capture that is under way succeeds, or does not.
    pub(super) fn end_capture(&mut self, at: usize) {
        let capture = &self.books.captures[at];
        if capture.status != CaptureStatus::Pending {
            return;
        }
        match self.books.authorizations[capture.of].conduct.captures {
            CaptureFate::PendsAndFails => self.drop_capture(at, CaptureStatus::Failed, HappenedKind::CaptureFailed),
            _ => self.land_capture(at),
        }
    }

    /// The money of a capture comes in.
    fn land_capture(&mut self, at: usize) {
        let capture = &mut self.books.captures[at];
        let (index, amount_minor) = (capture.of, capture.amount_minor);
        capture.status = CaptureStatus::Captured;
        capture.updated_at_us = self.now_us;
        let row = self.ids.next("mr");
        capture.money_row = Some(row.clone());
        let authorization = &mut self.books.authorizations[index];
        authorization.capturing_minor -= amount_minor;
        authorization.captured_minor += amount_minor;
        authorization.close_if_used_up();
        let conduct = authorization.conduct;
        let fee_minor = self.config.fees.of_capture(amount_minor);
        self.book(NewRow {
            id: row,
            kind: RowKind::Capture,
            place: Place::Capture(at),
            gross_minor: amount_minor,
            fee_minor,
        });
        self.log_capture(EffectKind::Capture, at);
        self.tell(HappenedKind::Captured, Place::Capture(at));
        if conduct.captures == CaptureFate::FailsLater {
            self.timers.set(later(self.now_us, self.config.capture_fails_after_secs), Timer::FailCapture(at));
        }
        if conduct.dispute.is_some() {
            self.timers.set(later(self.now_us, self.config.dispute_opens_after_secs), Timer::OpenDispute(at));
        }
    }

    /// Makes a capture fail: one under way gives its amount back to the authorization, one that succeeded gives the
    /// money back to the customer.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such capture, or its money is gone already: failed, cancelled or refunded.
    pub fn fail_capture(&mut self, id: &str) -> Result<&Capture, Refusal> {
        let at = self.capture_index(id)?;
        let capture = &self.books.captures[at];
        let left_minor = self.books.authorizations[capture.of].refundable_minor();
        match capture.status {
            CaptureStatus::Failed | CaptureStatus::Canceled => return Err(Refusal::CannotFail),
            CaptureStatus::Captured if left_minor < capture.amount_minor || capture.refunded_minor > 0 => {
                return Err(Refusal::CannotFail);
            }
            CaptureStatus::Pending => self.drop_capture(at, CaptureStatus::Failed, HappenedKind::CaptureFailed),
            CaptureStatus::Captured => self.take_back_capture(at),
        }
        Ok(&self.books.captures[at])
    }

    /// Takes a capture back that is under way; its amount is open again.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such capture or it is too late.
    pub fn cancel_capture(&mut self, id: &str) -> Result<&Capture, Refusal> {
        let at = self.capture_index(id)?;
        if self.books.captures[at].status != CaptureStatus::Pending {
            return Err(Refusal::NotCancelable);
        }
        self.drop_capture(at, CaptureStatus::Canceled, HappenedKind::CaptureCanceled);
        Ok(&self.books.captures[at])
    }

    /// A capture that was under way comes to nothing.
    fn drop_capture(&mut self, at: usize, status: CaptureStatus, told: HappenedKind) {
        let capture = &mut self.books.captures[at];
        let index = capture.of;
        capture.status = status;
        capture.updated_at_us = self.now_us;
        let authorization = &mut self.books.authorizations[index];
        authorization.capturing_minor -= capture.amount_minor;
        let overdue = self.now_us >= authorization.expires_at_us;
        self.tell(told, Place::Capture(at));
        if overdue {
            self.expire(index);
        }
    }

    /// The money of a capture that had succeeded leaves again.
    fn take_back_capture(&mut self, at: usize) {
        let id = self.ids.next("mr");
        let capture = &mut self.books.captures[at];
        capture.status = CaptureStatus::Failed;
        capture.updated_at_us = self.now_us;
        capture.failed_money_row = Some(id.clone());
        let gross_minor = -capture.amount_minor;
        self.books.authorizations[capture.of].capture_failed_minor += capture.amount_minor;
        let (kind, place) = (RowKind::CaptureFailed, Place::Capture(at));
        self.book(NewRow { id, kind, place, gross_minor, fee_minor: 0 });
        self.log_capture(EffectKind::CaptureFailed, at);
        self.tell(HappenedKind::CaptureFailed, Place::Capture(at));
    }

    fn log_capture(&mut self, kind: EffectKind, at: usize) {
        let capture = &self.books.captures[at];
        let (authorization, amount_minor) = (capture.of, capture.amount_minor);
        self.log.append(Entry { kind, authorization, subject: Place::Capture(at), amount_minor, at_us: self.now_us });
    }
}
