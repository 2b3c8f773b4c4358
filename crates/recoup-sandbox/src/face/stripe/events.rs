//! Events: what happened, as Stripe tells it, each with the whole object.

use serde_json::{Value, json};

use super::objects::{fell_back, status};
use super::state::{State, secs};
use super::words::dispute_status;
use crate::bank::{Bank, Dispute, Happened, HappenedKind as Kind, Thing};
use crate::face::Message;

impl State {
    /// The events about something that happened.
    pub(super) fn tell(&mut self, bank: &Bank, happened: &Happened) -> Vec<Message> {
        let told = match &happened.thing {
            Thing::Authorization(held) => self.of_payment(bank, happened.kind, &held.id),
            Thing::Capture(capture) => self.of_payment(bank, happened.kind, &capture.authorization),
            Thing::Release(release) if release.cause == "requested" => {
                self.of_payment(bank, happened.kind, &release.authorization)
            }
            Thing::Release(_) => Vec::new(),
            Thing::Refund(refund) => {
                let shown = self.show_refund(refund);
                let kind = match happened.kind {
                    Kind::RefundAccepted => "refund.created",
                    Kind::RefundFailed | Kind::RefundReturned => "refund.failed",
                    _ => "refund.updated",
                };
                vec![(kind, shown)]
            }
            Thing::Dispute(dispute) => {
                let kind = match happened.kind {
                    Kind::DisputeOpened => "charge.dispute.created",
                    Kind::DisputeFundsWithdrawn => "charge.dispute.funds_withdrawn",
                    Kind::DisputeFundsReinstated => "charge.dispute.funds_reinstated",
                    Kind::DisputeAccepted
                    | Kind::DisputeExpired
                    | Kind::DisputeWon
                    | Kind::DisputeLost
                    | Kind::DisputeTakenBack
                    | Kind::DisputePrevented => "charge.dispute.closed",
                    _ => "charge.dispute.updated",
                };
                return vec![self.dispute_event(bank, dispute, (kind, happened.at_us))];
            }
            Thing::Payout(payout) => {
                let kind = if happened.kind == Kind::PayoutPaid { "payout.paid" } else { "payout.failed" };
                vec![(kind, self.show_payout(payout))]
            }
        };
        told.into_iter().map(|(kind, object)| self.event(kind, object, happened.at_us)).collect()
    }

    /// The events of a payment, with its charge where there is one.
    fn of_payment(&mut self, bank: &Bank, kind: Kind, authorization: &str) -> Vec<(&'static str, Value)> {
        let (Some(intent), Ok(held)) = (self.intent_of(authorization).cloned(), bank.find_authorization(authorization))
        else {
            return Vec::new();
        };
        let is = status(&intent, Some(held));
        let over = if is == "canceled" { "payment_intent.canceled" } else { "payment_intent.succeeded" };
        let (of_charge, of_intent): (&[&'static str], &[&'static str]) = match kind {
            Kind::Authorized => (&["charge.succeeded"], &["payment_intent.amount_capturable_updated"]),
            Kind::Declined => (&["charge.failed"], &["payment_intent.payment_failed"]),
            Kind::ActionRequired => (&[], &["payment_intent.requires_action"]),
            Kind::Expired if is == "canceled" && held.expired_minor > 0 => (&["charge.expired"], &[over]),
            Kind::Expired if is == "canceled" => (&[], &[over]),
            Kind::Expired | Kind::Released if is == "succeeded" => (&["charge.captured"], &[over]),
            Kind::Released => (&["charge.refunded"], &[over]),
            Kind::Captured if is == "succeeded" => {
                (&["charge.captured"], &["payment_intent.amount_capturable_updated", over])
            }
            Kind::Captured => (&["charge.updated"], &["payment_intent.amount_capturable_updated"]),
            Kind::CaptureFailed if fell_back(held) => (&["charge.failed"], &["payment_intent.payment_failed"]),
            _ => (&[], &[]),
        };
        let charges = of_charge.iter().map(|kind| (*kind, true));
        let all: Vec<(&'static str, bool)> = charges.chain(of_intent.iter().map(|kind| (*kind, false))).collect();
        all.into_iter()
            .map(|(kind, charge)| match charge {
                true => (kind, self.show_charge(bank, &intent, held)),
                false => (kind, self.show_intent(bank, &intent, false)),
            })
            .collect()
    }

    /// The event about a dispute; it says what its status was, where that changed.
    fn dispute_event(&mut self, bank: &Bank, dispute: &Dispute, (kind, at_us): (&'static str, i64)) -> Message {
        let mut data = json!({"object": self.show_dispute(bank, dispute)});
        let (id, status) = (self.name(&dispute.id, "dp"), dispute_status(dispute));
        let before = self.told.insert(id, status);
        if let Some(before) = before.filter(|before| *before != status && !dispute.hides_status) {
            data["previous_attributes"] = json!({"status": before});
        }
        self.event_of(kind, data, at_us)
    }

    pub(super) fn event(&mut self, kind: &'static str, object: Value, at_us: i64) -> Message {
        self.event_of(kind, json!({"object": object}), at_us)
    }

    fn event_of(&mut self, kind: &'static str, data: Value, at_us: i64) -> Message {
        let id = self.fresh("evt");
        let event = json!({
            "id": id, "object": "event", "api_version": "2025-09-30.clover", "created": secs(at_us), "livemode": false,
            "pending_webhooks": 1, "request": {"id": null, "idempotency_key": null}, "type": kind, "data": data,
        });
        let body = event.to_string().into();
        self.keep(event);
        Message { event_id: id, kind, at_us, content_type: "application/json", body, to: None }
    }
}
