//! Refunds: accepted, completed, settled are three different facts, and a refund can fail or come back.
//! Money leaves the gateway balance when a refund settles, not before.

use serde::{Deserialize, Serialize};

use super::Bank;
use super::authorization::RefundFate;
use super::books::Place;
use super::log::{EffectKind, Entry};
use super::request::{Answer, Done, Refusal, check, json, read};
use super::timers::Timer;
use crate::clock;

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// The bank will try.
    Accepted,
    /// Passed on to the customer's bank.
    Completed,
    /// The money has left the balance.
    Settled,
    /// It did not work, and no money moved.
    Failed,
    /// It had settled, and the money came back.
    Returned,
}

/// A refund of captured money.
#[derive(Debug, Clone, Serialize)]
pub struct Refund {
    /// Always `refund`.
    pub object: &'static str,
    /// `sf_…`
    pub id: String,
    /// The authorization whose captures it refunds.
    pub authorization: String,
    /// The merchant's own name for it.
    pub reference: String,
    /// Where it stands.
    pub status: RefundStatus,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// When it was made, microseconds since 1970; RFC 3339 text in JSON, under `created_at`.
    #[serde(rename = "created_at", serialize_with = "clock::as_text")]
    pub created_at_us: i64,
    /// When its status last changed, microseconds since 1970; RFC 3339 text in JSON, under `updated_at`.
    #[serde(rename = "updated_at", serialize_with = "clock::as_text")]
    pub updated_at_us: i64,
    /// The acquirer's reference number, once settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The row in the gateway's account (`mr_…`), once settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money_row: Option<String>,
    /// The row of the money that came back (`mr_…`), once returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_money_row: Option<String>,
    /// Why it failed or was returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_code: Option<&'static str>,
    #[serde(skip)]
    pub(super) of: usize,
}

#[derive(Deserialize)]
struct RefundAsked {
    reference: String,
    amount_minor: i64,
    currency: String,
}

impl Bank {
    /// `POST /v1/authorizations/{id}/refunds`
    pub(super) fn refund(&mut self, index: usize, body: &[u8]) -> Answer {
        let asked: RefundAsked = read(body)?;
        check(&asked.reference, asked.amount_minor)?;
        let authorization = &mut self.books.authorizations[index];
        if asked.currency != authorization.currency {
            return Err(Refusal::rule("currency_mismatch", format!("it was captured in {}", authorization.currency)));
        }
        let refundable_minor = authorization.refundable_minor();
        if asked.amount_minor > refundable_minor {
            return Err(Refusal::rule("exceeds_captured", format!("{refundable_minor} minor units can be refunded")));
        }
        authorization.refunded_minor += asked.amount_minor;
        let refund = Refund {
            object: "refund",
            id: self.ids.next("sf"),
            authorization: authorization.id.clone(),
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
        };
        let at = self.books.add_refund(refund);
        let due_us = clock::later(self.now_us, self.config.refund_completes_after_secs);
        self.timers.set(due_us, Timer::CompleteRefund(at));
        self.record_refund(at, EffectKind::RefundAccepted, "refund.accepted");
        Ok(Done::new(201, &self.books.refunds[at]))
    }

    /// The customer's bank takes an accepted refund, or does not.
    pub(super) fn complete_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        refund.updated_at_us = self.now_us;
        let authorization = &mut self.books.authorizations[refund.of];
        if authorization.refund_fate == RefundFate::Fails {
            refund.status = RefundStatus::Failed;
            refund.failure_code = Some("account_closed");
            authorization.refunded_minor -= refund.amount_minor;
            self.record_refund(at, EffectKind::RefundFailed, "refund.failed");
            return;
        }
        refund.status = RefundStatus::Completed;
        let due_us = clock::later(self.now_us, self.config.refund_settles_after_secs);
        self.timers.set(due_us, Timer::SettleRefund(at));
        self.record_refund(at, EffectKind::RefundCompleted, "refund.completed");
    }

    /// The money of a completed refund leaves the balance.
    pub(super) fn settle_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        refund.updated_at_us = self.now_us;
        refund.status = RefundStatus::Settled;
        refund.arn = Some(self.ids.next_arn());
        refund.money_row = Some(self.ids.next("mr"));
        if self.books.authorizations[refund.of].refund_fate == RefundFate::Returns {
            let due_us = clock::later(self.now_us, self.config.refund_returns_after_secs);
            self.timers.set(due_us, Timer::ReturnRefund(at));
        }
        self.record_refund(at, EffectKind::RefundSettled, "refund.settled");
    }

    /// The money of a settled refund comes back.
    pub(super) fn return_refund(&mut self, at: usize) {
        let refund = &mut self.books.refunds[at];
        refund.updated_at_us = self.now_us;
        refund.status = RefundStatus::Returned;
        refund.failure_code = Some("returned_by_bank");
        refund.return_money_row = Some(self.ids.next("mr"));
        self.books.authorizations[refund.of].refunded_minor -= refund.amount_minor;
        self.record_refund(at, EffectKind::RefundReturned, "refund.returned");
    }

    fn record_refund(&mut self, at: usize, kind: EffectKind, told: &'static str) {
        let refund = &self.books.refunds[at];
        let (authorization, amount_minor, data) = (refund.of, refund.amount_minor, json(refund));
        self.log.append(Entry { kind, authorization, subject: Place::Refund(at), amount_minor, at_us: self.now_us });
        self.tell(told, &data);
    }
}
