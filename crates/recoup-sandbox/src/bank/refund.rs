//! Refunds: accepted, completed, settled are three different facts, and a refund can fail or come back.
//! Money leaves the gateway balance when a refund settles, not before.

use serde::{Deserialize, Serialize};

use super::Bank;
use super::books::Place;
use super::capture::CaptureStatus;
use super::conduct::RefundFate;
use super::happened::HappenedKind;
use super::log::{EffectKind, Entry};
use super::refusal::{Refusal, check};
use super::rows::{NewRow, RowKind};
use super::timers::Timer;
use crate::clock::later;

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// The bank will try; until it does the refund can be cancelled.
    Accepted,
    /// Passed on to the customer's bank.
    Completed,
    /// The money has left the balance.
    Settled,
    /// It did not work, and no money moved.
    Failed,
    /// It had settled, and the money came back.
    Returned,
    /// It was taken back in time, and no money moved.
    Canceled,
}

/// A refund of captured money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// `sf_…`
    pub id: String,
    /// The authorization whose captures it refunds.
    pub authorization: String,
    /// The capture it refunds, if it was asked of one capture and not of the payment.
    pub capture: Option<String>,
    /// The merchant's own name for it.
    pub reference: String,
    /// Where it stands.
    pub status: RefundStatus,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// When it was made, microseconds since 1970.
    pub created_at_us: i64,
    /// When its status last changed, microseconds since 1970.
    pub updated_at_us: i64,
    /// The acquirer's reference number, once settled.
    pub arn: Option<String>,
    /// The row in the gateway's account (`mr_…`), once settled.
    pub money_row: Option<String>,
    /// The row of the money that came back (`mr_…`), once returned.
    pub return_money_row: Option<String>,
    /// Why it failed or was returned: `account_closed`, `returned_by_bank`, `refused_by_bank` or `disputed`.
    pub failure_code: Option<&'static str>,
    pub(super) of: usize,
    pub(super) of_capture: Option<usize>,
}

/// What a refund is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundOf<'a> {
    /// Of a payment: the id of its authorization.
    Payment(&'a str),
    /// Of one capture: its id.
    Capture(&'a str),
}

/// A refund as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundAsked {
    /// The merchant's own name for it, 1 to 255 bytes.
    pub reference: String,
    /// In minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Whether it is done although the payment is disputed; then what a dispute took away is paid a second time.
    pub despite_dispute: bool,
}

impl Bank {
    /// Refunds a part of what was captured, or all of it.
    ///
    /// # Errors
    /// [`Refusal`] when not so much can be refunded.
    pub fn refund(&mut self, of: RefundOf<'_>, asked: RefundAsked) -> Result<&Refund, Refusal> {
        let (index, of_capture) = match of {
            RefundOf::Payment(id) => (self.authorization_index(id)?, None),
            RefundOf::Capture(id) => {
                let at = self.capture_index(id)?;
                (self.books.captures[at].of, Some(at))
            }
        };
        self.check_refund(index, of_capture, &asked)?;
        let authorization = &mut self.books.authorizations[index];
        authorization.refunded_minor += asked.amount_minor;
        if let Some(at) = of_capture {
            self.books.captures[at].refunded_minor += asked.amount_minor;
        }
        let at = self.books.add_refund(Refund {
            id: self.ids.next("sf"),
            authorization: self.books.authorizations[index].id.clone(),
            capture: of_capture.map(|at| self.books.captures[at].id.clone()),
            reference: asked.reference,
            status: RefundStatus::Accepted,
            amount_minor: asked.amount_minor,
            currency: asked.currency,
            created_at_us: self.now_us,
            updated_at_us: self.now_us,
            arn: None,
            money_row: None,
            return_money_row: None,
            failure_code: None,
            of: index,
            of_capture,
        });
        let due_us = later(self.now_us, self.config.refund_completes_after_secs);
        self.timers.set(due_us, Timer::CompleteRefund(at));
        self.record_refund(at, EffectKind::RefundAccepted, HappenedKind::RefundAccepted);
        if self.config.full_refund_ends_inquiry && self.books.authorizations[index].refundable_minor() == 0 {
            self.end_inquiries(index);
        }
        Ok(&self.books.refunds[at])
    }

    fn check_refund(&self, index: usize, of_capture: Option<usize>, asked: &RefundAsked) -> Result<(), Refusal> {
        check(&asked.reference, asked.amount_minor)?;
        let authorization = &self.books.authorizations[index];
        if asked.currency != authorization.currency {
            return Err(Refusal::CurrencyMismatch { currency: authorization.currency.clone() });
        }
        if authorization.captured_minor == 0 {
            return Err(Refusal::NotCaptured);
        }
        let mut refundable_minor = authorization.refundable_minor();
        if let Some(capture) = of_capture.map(|at| &self.books.captures[at]) {
            if capture.status != CaptureStatus::Captured {
                return Err(Refusal::CaptureNotDone);
            }
            refundable_minor = refundable_minor.min(capture.amount_minor - capture.refunded_minor);
        }
        if asked.amount_minor > refundable_minor {
            return Err(Refusal::BeyondCaptured { refundable_minor });
        }
        if asked.despite_dispute {
            return Ok(());
        }
        if self.is_disputed(index) {
            return Err(Refusal::Disputed);
        }
        // What a dispute took for good is with the customer already.
        refundable_minor = refundable_minor.min(authorization.refundable_minor() - authorization.disputed_minor).max(0);
        if asked.amount_minor > refundable_minor {
            return Err(Refusal::BeyondCaptured { refundable_minor });
        }
        Ok(())
    }

    /// Takes a refund back that the bank has not begun.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such refund or it is too late.
    pub fn cancel_refund(&mut self, id: &str) -> Result<&Refund, Refusal> {
        let at = self.refund_index(id)?;
        if self.books.refunds[at].status != RefundStatus::Accepted {
            return Err(Refusal::NotCancelable);
        }
        self.end_refund(at, RefundStatus::Canceled, None);
        self.record_refund(at, EffectKind::RefundCanceled, HappenedKind::RefundCanceled);
        Ok(&self.books.refunds[at])
    }

    /// A dispute took money of the payment, so refunds that were not begun fail.
    pub(super) fn stop_refunds(&mut self, authorization: usize) {
        let waiting = self.books.parts(authorization).iter().filter_map(|place| match *place {
            Place::Refund(at) if self.books.refunds[at].status == RefundStatus::Accepted => Some(at),
            _ => None,
        });
        for at in waiting.collect::<Vec<usize>>() {
            self.end_refund(at, RefundStatus::Failed, Some("disputed"));
            self.record_refund(at, EffectKind::RefundFailed, HappenedKind::RefundFailed);
        }
    }

    /// Makes a refund fail: before it settled no money moves, afterwards the money comes back.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such refund, or it failed, came back or was cancelled already.
    pub fn fail_refund(&mut self, id: &str) -> Result<&Refund, Refusal> {
        let at = self.refund_index(id)?;
        match self.books.refunds[at].status {
            RefundStatus::Accepted | RefundStatus::Completed => {
                self.end_refund(at, RefundStatus::Failed, Some("refused_by_bank"));
                self.record_refund(at, EffectKind::RefundFailed, HappenedKind::RefundFailed);
            }
            RefundStatus::Settled => self.return_refund(at),
            RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Canceled => return Err(Refusal::CannotFail),
        }
        Ok(&self.books.refunds[at])
    }

    /// The customer's bank takes an accepted refund, or does not.
    pub(super) fn complete_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        if refund.status != RefundStatus::Accepted {
            return;
        }
        if self.books.authorizations[refund.of].conduct.refunds == RefundFate::Fails {
            self.end_refund(at, RefundStatus::Failed, Some("account_closed"));
            self.record_refund(at, EffectKind::RefundFailed, HappenedKind::RefundFailed);
            return;
        }
        refund.updated_at_us = self.now_us;
        refund.status = RefundStatus::Completed;
        let due_us = later(self.now_us, self.config.refund_settles_after_secs);
        self.timers.set(due_us, Timer::SettleRefund(at));
        self.record_refund(at, EffectKind::RefundCompleted, HappenedKind::RefundCompleted);
    }

    /// The money of a completed refund leaves the balance.
    pub(super) fn settle_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        if refund.status != RefundStatus::Completed {
            return;
        }
        refund.updated_at_us = self.now_us;
        refund.status = RefundStatus::Settled;
        refund.arn = Some(self.ids.next_arn());
        let row = self.ids.next("mr");
        refund.money_row = Some(row.clone());
        let gross_minor = -refund.amount_minor;
        if self.books.authorizations[refund.of].conduct.refunds == RefundFate::Returns {
            let due_us = later(self.now_us, self.config.refund_returns_after_secs);
            self.timers.set(due_us, Timer::ReturnRefund(at));
        }
        let fee_minor = self.config.fees.refund_minor;
        self.book(NewRow { id: row, kind: RowKind::Refund, place: Place::Refund(at), gross_minor, fee_minor });
        self.record_refund(at, EffectKind::RefundSettled, HappenedKind::RefundSettled);
    }

    /// The money of a settled refund comes back.
    pub(super) fn return_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        if refund.status != RefundStatus::Settled {
            return;
        }
        let row = self.ids.next("mr");
        refund.return_money_row = Some(row.clone());
        let gross_minor = refund.amount_minor;
        self.end_refund(at, RefundStatus::Returned, Some("returned_by_bank"));
        let (kind, place) = (RowKind::RefundReturned, Place::Refund(at));
        self.book(NewRow { id: row, kind, place, gross_minor, fee_minor: 0 });
        self.record_refund(at, EffectKind::RefundReturned, HappenedKind::RefundReturned);
    }

    /// A refund ends without the customer having the money, so that it can be refunded again.
    fn end_refund(&mut self, at: usize, status: RefundStatus, failure_code: Option<&'static str>) {
        let refund = &mut self.books.refunds[at];
        refund.status = status;
        refund.failure_code = failure_code;
        refund.updated_at_us = self.now_us;
        self.books.authorizations[refund.of].refunded_minor -= refund.amount_minor;
        if let Some(capture) = refund.of_capture {
            self.books.captures[capture].refunded_minor -= refund.amount_minor;
        }
    }

    fn record_refund(&mut self, at: usize, kind: EffectKind, told: HappenedKind) {
        let refund = &self.books.refunds[at];
        let (authorization, amount_minor) = (refund.of, refund.amount_minor);
        self.log.append(Entry { kind, authorization, subject: Place::Refund(at), amount_minor, at_us: self.now_us });
        self.tell(told, Place::Refund(at));
    }
}
