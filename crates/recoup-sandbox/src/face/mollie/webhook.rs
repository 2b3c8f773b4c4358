//! Webhooks: a form with the payment's id to the address that the payment names, unsigned; and an event with the object
//! as it is to every endpoint that was set up, signed.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Mollie;
use super::views::{chargebacks, instant};
use crate::bank::{AuthorizationStatus, Bank, Happened, HappenedKind, Thing};
use crate::face::answer::to_json;
use crate::face::common::mac::{hex, hmac_sha256};
use crate::face::{Message, Sealed, Sending};

const FORM: &str = "application/x-www-form-urlencoded";

impl Mollie {
    /// What is told about something that happened.
    pub(super) fn tell(&mut self, bank: &Bank, happened: &Happened) -> Vec<Message> {
        if let (HappenedKind::Authorized, Thing::Authorization(payment)) = (happened.kind, &happened.thing)
            && let Some(extra) = self.extras.get_mut(&payment.id)
        {
            extra.authorized_at_us = Some(happened.at_us);
        }
        let payment = match &happened.thing {
            Thing::Authorization(it) => it.id.clone(),
            Thing::Capture(it) => it.authorization.clone(),
            Thing::Release(it) => it.authorization.clone(),
            Thing::Refund(it) => it.authorization.clone(),
            Thing::Dispute(it) => it.authorization.clone(),
            Thing::Payout(_) => String::new(),
        };
        if ends_payment(happened.kind)
            && let Some(extra) = self.extras.get_mut(&payment)
        {
            extra.ended_at_us = Some(happened.at_us);
        }
        let mut messages = Vec::new();
        for (kind, entity) in self.events(bank, happened, &payment) {
            messages.push(event(happened, kind, &entity));
        }
        let hook = self.extras.get(&payment).and_then(|extra| extra.webhook_url.clone());
        if let Some(url) = hook.filter(|_| is_told_classically(happened.kind)) {
            messages.push(Message {
                event_id: String::new(),
                kind: "classic",
                at_us: happened.at_us,
                content_type: FORM,
                body: format!("id={}", self.name(&payment, "tr_")).into(),
                to: Some(url),
            });
        }
        messages
    }

    /// The events about it, each with the object it shows.
    fn events(&mut self, bank: &Bank, happened: &Happened, payment: &str) -> Vec<(&'static str, Value)> {
        let mut events = Vec::new();
        match &happened.thing {
            Thing::Authorization(it) => {
                let kind = match happened.kind {
                    HappenedKind::Authorized if self.is_manual(&it.id) => "payment.authorized",
                    HappenedKind::Expired => "payment.expired",
                    HappenedKind::Declined if self.extras.get(&it.id).is_some_and(|extra| extra.is_canceled) => {
                        "payment.canceled"
                    }
                    HappenedKind::Declined => "payment.failed",
                    _ => return events,
                };
                events.push((kind, self.payment_view(it)));
            }
            Thing::Capture(it) if self.is_manual(payment) => {
                let kind = match happened.kind {
                    HappenedKind::Captured => "capture.succeeded",
                    HappenedKind::CaptureFailed | HappenedKind::CaptureCanceled => "capture.failed",
                    _ => return events,
                };
                events.push((kind, self.capture_view(bank, it)));
                let back = it.failed_money_row.as_deref().and_then(|row| bank.row(row)).cloned();
                if let Some(row) = back {
                    events.push(("balance-transaction.created", self.balance_row(bank, &row)));
                }
                self.payment_ended(bank, payment, &mut events);
            }
            Thing::Capture(_) | Thing::Release(_) => {
                if matches!(happened.kind, HappenedKind::Captured | HappenedKind::Released) {
                    self.payment_ended(bank, payment, &mut events);
                }
            }
            Thing::Refund(it) => {
                let kind = match happened.kind {
                    HappenedKind::RefundAccepted => "refund.pending",
                    HappenedKind::RefundCompleted => "refund.processing",
                    HappenedKind::RefundSettled => "refund.refunded",
                    HappenedKind::RefundFailed | HappenedKind::RefundReturned => "refund.failed",
                    HappenedKind::RefundCanceled => "refund.canceled",
                    _ => return events,
                };
                events.push((kind, self.refund_view(bank, it)));
                let back = it.return_money_row.as_deref().and_then(|row| bank.row(row)).cloned();
                if let Some(row) = back {
                    events.push(("balance-transaction.created", self.balance_row(bank, &row)));
                }
            }
            Thing::Dispute(it) => {
                let kind = match happened.kind {
                    HappenedKind::DisputeFundsWithdrawn => "chargeback.received",
                    HappenedKind::DisputeFundsReinstated => "chargeback.reversed",
                    _ => return events,
                };
                let row = it.money_rows.last().map_or("", String::as_str);
                let all = chargebacks(bank, bank.find_dispute(&it.id).into_iter());
                events.extend(all.iter().filter(|one| one.has(row)).map(|one| (kind, self.chargeback_view(bank, one))));
            }
            Thing::Payout(it) => {
                let id = self.name(&it.id, "pyt_");
                let failed = happened.kind == HappenedKind::PayoutFailed;
                let (kind, status) =
                    if failed { ("payout.failed", "failed") } else { ("payout.completed", "completed") };
                events.push((kind, json!({"resource": "payout", "id": id, "status": status})));
            }
        }
        events
    }

    /// A payment of which nothing is held any more is paid or cancelled.
    fn payment_ended(&mut self, bank: &Bank, payment: &str, events: &mut Vec<(&'static str, Value)>) {
        let kind = match bank.find_authorization(payment).map(|payment| payment.status) {
            Ok(AuthorizationStatus::Captured) => "payment.paid",
            Ok(AuthorizationStatus::Released) => "payment.canceled",
            _ => return,
        };
        if let Some(view) = self.payment_of(bank, payment, false) {
            events.push((kind, view));
        }
    }
}

/// What may be the last that happens to a payment before it is paid, cancelled, expired or failed.
const fn ends_payment(kind: HappenedKind) -> bool {
    use HappenedKind::{Captured, Declined, Expired, Released};
    matches!(kind, Captured | Declined | Expired | Released)
}

/// What a classic webhook is sent for: payments that move, refunds that are processed, done or failed, chargebacks.
const fn is_told_classically(kind: HappenedKind) -> bool {
    matches!(
        kind,
        HappenedKind::Authorized
            | HappenedKind::Declined
            | HappenedKind::Expired
            | HappenedKind::Captured
            | HappenedKind::CaptureFailed
            | HappenedKind::Released
            | HappenedKind::RefundCompleted
            | HappenedKind::RefundSettled
            | HappenedKind::RefundFailed
            | HappenedKind::RefundReturned
            | HappenedKind::DisputeFundsWithdrawn
            | HappenedKind::DisputeFundsReinstated
    )
}

fn event(happened: &Happened, kind: &'static str, entity: &Value) -> Message {
    let event_id = format!("event_{}_{}", happened.id, kind.split('.').next().unwrap_or_default());
    let entity_id = entity.get("id").cloned().unwrap_or(Value::Null);
    let body = json!({
        "resource": "event",
        "id": event_id,
        "type": kind,
        "entityId": entity_id,
        "createdAt": instant(happened.at_us),
        "_embedded": {"entity": entity},
    });
    let (at_us, body) = (happened.at_us, to_json(&body).into());
    Message { event_id, kind, at_us, content_type: "application/json", body, to: None }
}

/// An event that nobody knows.
pub(super) fn unheard_of(at_us: i64) -> Message {
    let (kind, event_id) = ("moon.landed", format!("event_moon_{at_us}"));
    let body = json!({
        "resource": "event",
        "id": event_id,
        "type": kind,
        "entityId": "moon_1",
        "createdAt": instant(at_us),
        "_embedded": {"entity": {"resource": "moon", "id": "moon_1"}},
    });
    Message { event_id, kind, at_us, content_type: "application/json", body: to_json(&body).into(), to: None }
}

/// One signature for each secret in force, each in a header of its own; a form has none.
pub(super) fn seal(sending: &Sending<'_>) -> Sealed {
    let body = Arc::clone(&sending.message.body);
    if sending.message.content_type == FORM {
        return Sealed { headers: Vec::new(), body };
    }
    let sign = |secret: &&str| {
        let code = hmac_sha256(secret.as_bytes(), &[body.as_bytes()]);
        ("x-mollie-signature", format!("sha256={}", hex(&code)))
    };
    let headers = sending.secrets.iter().map(sign).collect();
    Sealed { headers, body }
}
