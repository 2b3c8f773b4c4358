//! Webhooks: what of what happened is told, with the object as it was, in PayPal's envelope.

use serde_json::{Value, json};

use super::state::{MOST_EVENTS, State, Told, is_refunded, stood};
use super::view;
use crate::bank::{Bank, CaptureStatus, Happened, HappenedKind, RefundStatus, Thing};
use crate::face::Message;

/// What an event is about.
struct Said {
    event_type: &'static str,
    resource_type: &'static str,
    resource: Value,
}

/// The messages about what happened.
pub(super) fn messages(state: &mut State, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
    let mut messages = Vec::new();
    for it in happened {
        name_parts(state, &it.thing);
        let Some(said) = said(state, bank, it) else { continue };
        let message = message(state, (&it.id, it.at_us), said);
        state.events.push_back(Told { at_us: it.at_us, body: message.body.to_string() });
        if state.events.len() > MOST_EVENTS {
            state.events.pop_front();
        }
        messages.push(message);
    }
    messages
}

/// Objects that the bank made by itself have no names yet.
fn name_parts(state: &mut State, thing: &Thing) {
    match thing {
        Thing::Dispute(it) => state.name(&it.id),
        Thing::Capture(it) => state.name(&it.id),
        Thing::Refund(it) => state.name(&it.id),
        Thing::Authorization(_) | Thing::Release(_) | Thing::Payout(_) => String::new(),
    };
}

fn said(state: &mut State, bank: &Bank, it: &Happened) -> Option<Said> {
    let said = |event_type, resource_type, resource| Some(Said { event_type, resource_type, resource });
    match (&it.thing, it.kind) {
        (Thing::Authorization(object), HappenedKind::Authorized) => {
            if state.is_shown(&object.id) {
                let resource = view::authorization_that(state, object, "CREATED");
                return said("PAYMENT.AUTHORIZATION.CREATED", "authorization", resource);
            }
            // The payer did what was asked; the merchant has to go on.
            let order = state.order_of(&object.id).filter(|order| order.waits_for_merchant)?;
            said("CHECKOUT.ORDER.APPROVED", "checkout-order", view::brief_order(state, bank, order))
        }
        (Thing::Authorization(object), HappenedKind::Expired) if stood(object) && state.is_shown(&object.id) => {
            let resource = view::authorization_that(state, object, "VOIDED");
            said("PAYMENT.AUTHORIZATION.VOIDED", "authorization", resource)
        }
        (Thing::Release(object), HappenedKind::Released) if object.cause == "requested" => {
            let authorization = bank.find_authorization(&object.authorization).ok()?;
            let resource = view::authorization_that(state, authorization, "VOIDED");
            said("PAYMENT.AUTHORIZATION.VOIDED", "authorization", resource)
        }
        (Thing::Capture(object), kind) => {
            let event_type = match kind {
                HappenedKind::CaptureAccepted => "PAYMENT.CAPTURE.PENDING",
                HappenedKind::Captured => "PAYMENT.CAPTURE.COMPLETED",
                HappenedKind::CaptureFailed if object.status == CaptureStatus::Failed && object.money_row.is_some() => {
                    let id = state.fresh();
                    let money = (object.amount_minor, it.at_us);
                    return said("PAYMENT.CAPTURE.REVERSED", "refund", view::taken_back(state, &id, object, money));
                }
                HappenedKind::CaptureFailed | HappenedKind::CaptureCanceled => "PAYMENT.CAPTURE.DECLINED",
                _ => return None,
            };
            said(event_type, "capture", view::capture(state, bank, object))
        }
        (Thing::Refund(object), kind) => {
            let now = bank.find_refund(&object.id).map(|refund| refund.status);
            let event_type = match kind {
                // What is done already needs no word that it waits.
                HappenedKind::RefundAccepted if now == Ok(RefundStatus::Accepted) => "PAYMENT.REFUND.PENDING",
                HappenedKind::RefundCompleted => "PAYMENT.CAPTURE.REFUNDED",
                HappenedKind::RefundFailed | HappenedKind::RefundReturned | HappenedKind::RefundCanceled => {
                    "PAYMENT.REFUND.FAILED"
                }
                _ => return None,
            };
            said(event_type, "refund", view::refund(state, bank, object))
        }
        (Thing::Dispute(object), HappenedKind::DisputeFundsWithdrawn) if is_refunded(object) => {
            let (id, capture) = (state.fresh(), bank.find_capture(&object.capture).ok()?);
            let money = (object.amount_minor, it.at_us);
            said("PAYMENT.CAPTURE.REFUNDED", "refund", view::taken_back(state, &id, capture, money))
        }
        (Thing::Dispute(object), kind) => {
            let event_type = match kind {
                HappenedKind::DisputeOpened => "CUSTOMER.DISPUTE.CREATED",
                HappenedKind::DisputeWon
                | HappenedKind::DisputeLost
                | HappenedKind::DisputeAccepted
                | HappenedKind::DisputeTakenBack
                | HappenedKind::DisputePrevented => "CUSTOMER.DISPUTE.RESOLVED",
                _ => "CUSTOMER.DISPUTE.UPDATED",
            };
            said(event_type, "dispute", view::dispute(state, bank, object))
        }
        _ => None,
    }
}

/// An event that nobody knows.
pub(super) fn unheard_of(state: &State, at_us: i64) -> Message {
    let resource = json!({"id": "moon1"});
    let said = Said { event_type: "MOON.LANDED", resource_type: "moon", resource };
    message(state, (&format!("moon-{at_us}"), at_us), said)
}

fn message(state: &State, (name, at_us): (&str, i64), said: Said) -> Message {
    let id = format!("WH-{name}");
    let href = format!("{}/v1/notifications/webhooks-events/{id}", state.base_url);
    let body = json!({
        "id": id,
        "event_version": "1.0",
        "create_time": view::time(at_us),
        "resource_type": said.resource_type,
        "resource_version": "2.0",
        "event_type": said.event_type,
        "summary": format!("{} in the sandbox", said.event_type),
        "resource": said.resource,
        "links": [{ "href": href, "rel": "self", "method": "GET" }],
    });
    Message {
        event_id: id,
        kind: said.event_type,
        at_us,
        content_type: "application/json",
        body: body.to_string().into(),
        to: None,
    }
}
