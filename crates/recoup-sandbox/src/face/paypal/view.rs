//! The bank's objects as PayPal shows them.

use serde_json::{Value, json};

use super::amount;
use super::state::{Labels, Order, State, is_refunded, is_voided, stood};
use super::tokens;
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureStatus, Dispute, DisputeReason, DisputeStage,
    DisputeStatus, Refund, RefundStatus,
};
use crate::clock::rfc3339;

/// An instant in whole seconds.
pub(super) fn time(at_us: i64) -> String {
    rfc3339(at_us.div_euclid(1_000_000).saturating_mul(1_000_000))
}

fn link(base: &str, path: &str, rel: &str, method: &str) -> Value {
    json!({ "href": format!("{base}{path}"), "rel": rel, "method": method })
}

/// Puts labels on an object; absent ones are not shown.
fn label(object: &mut Value, labels: &Labels) {
    for (name, value) in [("custom_id", &labels.custom_id), ("invoice_id", &labels.invoice_id)] {
        if let Some(value) = value {
            object[name] = value.as_str().into();
        }
    }
}

/// An order with everything that was done with it.
pub(super) fn order(state: &State, bank: &Bank, order: &Order) -> Value {
    let mut unit = json!({
        "reference_id": "default",
        "amount": amount::write(order.amount_minor, &order.currency),
        "payee": { "merchant_id": "EZ782AXEUJUW8" },
    });
    label(&mut unit, &order.labels);
    let known = order.authorization.as_deref().and_then(|id| bank.find_authorization(id).ok());
    if let Some(it) = known.filter(|it| is_public(order, it)) {
        let mut payments = json!({});
        if !order.captures_at_once {
            payments["authorizations"] = json!([authorization(state, bank, it)]);
        }
        let captures: Vec<Value> = bank.captures_of(&it.id).map(|it| capture(state, bank, it)).collect();
        let refunds: Vec<Value> = bank.refunds_of(&it.id).map(|it| refund(state, bank, it)).collect();
        for (name, list) in [("captures", captures), ("refunds", refunds)] {
            if !list.is_empty() {
                payments[name] = list.into();
            }
        }
        unit["payments"] = payments;
    }
    let mut shown = brief_order(state, bank, order);
    shown["intent"] = if order.captures_at_once { "CAPTURE" } else { "AUTHORIZE" }.into();
    shown["purchase_units"] = json!([unit]);
    shown["create_time"] = time(order.created_at_us).into();
    if let Some((source, _)) = &order.source {
        shown["payment_source"] = json!({ source.as_str(): {} });
    }
    shown
}

/// Whether an order shows what the bank knows of it.
fn is_public(order: &Order, authorization: &Authorization) -> bool {
    !order.waits_for_merchant && authorization.status != AuthorizationStatus::RequiresAction
}

/// The short form of an order.
pub(super) fn brief_order(state: &State, bank: &Bank, order: &Order) -> Value {
    let (base, path) = (state.base_url.as_str(), format!("/v2/checkout/orders/{}", order.id));
    let known = order.authorization.as_deref().and_then(|id| bank.find_authorization(id).ok());
    let status = match (known.map(|it| it.status), order.waits_for_merchant, &order.source) {
        (Some(AuthorizationStatus::RequiresAction), ..) => "PAYER_ACTION_REQUIRED",
        // Whether the check went well or not: that the card is denied is said when the order is authorized.
        (Some(_), true, _) | (None, _, Some(_)) => "APPROVED",
        (Some(_), false, _) => "COMPLETED",
        (None, _, None) => "CREATED",
    };
    let mut links = vec![link(base, &path, "self", "GET")];
    match status {
        "PAYER_ACTION_REQUIRED" => {
            links.push(link(base, &format!("/checkoutnow?token={}", order.id), "payer-action", "GET"))
        }
        "CREATED" => links.push(link(base, &format!("/checkoutnow?token={}", order.id), "approve", "GET")),
        "APPROVED" => links.push(link(base, &format!("{path}/authorize"), "authorize", "POST")),
        _ => {}
    }
    json!({ "id": order.id, "status": status, "links": links })
}

/// An authorization as it is now.
pub(super) fn authorization(state: &State, bank: &Bank, it: &Authorization) -> Value {
    let voided = is_voided(bank, &it.id);
    let status = match it.status {
        AuthorizationStatus::RequiresAction => "PENDING",
        AuthorizationStatus::Declined => "DENIED",
        AuthorizationStatus::Expired => "VOIDED",
        _ if voided => "VOIDED",
        AuthorizationStatus::Authorized if it.captured_minor + it.capturing_minor > 0 => "PARTIALLY_CAPTURED",
        AuthorizationStatus::Authorized => "CREATED",
        AuthorizationStatus::Captured => "CAPTURED",
        AuthorizationStatus::Released => "VOIDED",
    };
    authorization_that(state, it, status)
}

/// An authorization with a status, changed at the latest instant that we know of.
pub(super) fn authorization_that(state: &State, it: &Authorization, status: &str) -> Value {
    let id = state.known_name(&it.id);
    let order = state.order_of(&it.id);
    let ran_out = it.status == AuthorizationStatus::Expired && stood(it);
    let updated_us = if ran_out { it.expires_at_us } else { it.created_at_us };
    let (base, path) = (state.base_url.as_str(), format!("/v2/payments/authorizations/{id}"));
    let order_id = order.map_or("", |order| order.id.as_str());
    let mut shown = json!({
        "id": id,
        "status": status,
        "amount": amount::write(it.amount_minor, &it.currency),
        "seller_protection": { "status": "ELIGIBLE" },
        "expiration_time": time(it.expires_at_us),
        "create_time": time(it.created_at_us),
        "update_time": time(updated_us),
        "supplementary_data": { "related_ids": { "order_id": order_id } },
        "links": [
            link(base, &path, "self", "GET"),
            link(base, &format!("{path}/capture"), "capture", "POST"),
            link(base, &format!("{path}/void"), "void", "POST"),
            link(base, &format!("/v2/checkout/orders/{order_id}"), "up", "GET"),
        ],
    });
    if let Some(order) = order {
        label(&mut shown, &order.labels);
    }
    if let Some(decline) = it.decline {
        let (code, advice) = tokens::response(decline);
        shown["processor_response"] = json!({ "response_code": code });
        if let Some(advice) = advice {
            shown["processor_response"]["payment_advice_code"] = advice.into();
        }
    }
    shown
}

/// The labels of a capture: its own number, and the `custom_id` of its order.
fn labels_of_capture(state: &State, it: &Capture) -> Labels {
    let order = state.order_of(&it.authorization).map(|order| order.labels.clone()).unwrap_or_default();
    let own = state.labels_of(&it.id);
    Labels { custom_id: order.custom_id, invoice_id: own.invoice_id.or(order.invoice_id) }
}

/// A capture.
pub(super) fn capture(state: &State, bank: &Bank, it: &Capture) -> Value {
    let (id, parent) = (state.known_name(&it.id), state.known_name(&it.authorization));
    let status = match it.status {
        CaptureStatus::Pending => "PENDING",
        // The money came in and is gone again.
        CaptureStatus::Failed if it.money_row.is_some() => "REFUNDED",
        CaptureStatus::Failed | CaptureStatus::Canceled => "DECLINED",
        CaptureStatus::Captured if it.refunded_minor >= it.amount_minor => "REFUNDED",
        CaptureStatus::Captured if it.refunded_minor > 0 => "PARTIALLY_REFUNDED",
        CaptureStatus::Captured => "COMPLETED",
    };
    let order_id = state.order_of(&it.authorization).map_or("", |order| order.id.as_str());
    let (base, path) = (state.base_url.as_str(), format!("/v2/payments/captures/{id}"));
    let mut shown = json!({
        "id": id,
        "status": status,
        "amount": amount::write(it.amount_minor, &it.currency),
        "final_capture": it.is_final,
        "seller_protection": { "status": "ELIGIBLE" },
        "create_time": time(it.created_at_us),
        "update_time": time(it.updated_at_us),
        "supplementary_data": { "related_ids": { "order_id": order_id, "authorization_id": parent } },
        "links": [
            link(base, &path, "self", "GET"),
            link(base, &format!("{path}/refund"), "refund", "POST"),
            link(base, &format!("/v2/payments/authorizations/{parent}"), "up", "GET"),
        ],
    });
    if let Some(row) = it.money_row.as_deref().and_then(|row| bank.row(row)) {
        let write = |minor| amount::write(minor, &row.currency);
        shown["seller_receivable_breakdown"] = json!({
            "gross_amount": write(row.gross_minor),
            "paypal_fee": write(row.fee_minor),
            "net_amount": write(row.net_minor),
        });
    }
    label(&mut shown, &labels_of_capture(state, it));
    match status {
        "PENDING" => shown["status_details"] = json!({ "reason": "PENDING_REVIEW" }),
        "DECLINED" => shown["status_details"] = json!({ "reason": "BUYER_COMPLAINT" }),
        _ => {}
    }
    shown
}

/// A refund.
pub(super) fn refund(state: &State, bank: &Bank, it: &Refund) -> Value {
    let status = match it.status {
        RefundStatus::Accepted => "PENDING",
        RefundStatus::Completed | RefundStatus::Settled => "COMPLETED",
        RefundStatus::Failed | RefundStatus::Returned => "FAILED",
        RefundStatus::Canceled => "CANCELLED",
    };
    let capture = it.capture.as_deref().map_or("", |capture| state.known_name(capture));
    let mut shown = refunded(state, state.known_name(&it.id), capture, (it.amount_minor, &it.currency));
    shown["status"] = status.into();
    shown["create_time"] = time(it.created_at_us).into();
    shown["update_time"] = time(it.updated_at_us).into();
    if status == "PENDING" {
        shown["status_details"] = json!({ "reason": "ECHECK" });
    }
    // Told without a sign; a fee that is given back makes the net smaller.
    let fee_minor = it.money_row.as_deref().and_then(|row| bank.row(row)).map_or(0, |row| -row.fee_minor);
    let total_minor = it.capture.as_deref().and_then(|id| bank.find_capture(id).ok()).map(|it| it.refunded_minor);
    let write = |minor| amount::write(minor, &it.currency);
    shown["seller_payable_breakdown"] = json!({
        "gross_amount": write(it.amount_minor),
        "paypal_fee": write(fee_minor),
        "net_amount": write(it.amount_minor - fee_minor),
        "total_refunded_amount": write(total_minor.unwrap_or(it.amount_minor)),
    });
    label(&mut shown, &state.labels_of(&it.id));
    shown
}

/// What PayPal took back of a capture by itself, at an instant: a reversal, or a refund that ends a case.
pub(super) fn taken_back(state: &State, id: &str, it: &Capture, (minor, at_us): (i64, i64)) -> Value {
    let mut shown = refunded(state, id, state.known_name(&it.id), (minor, &it.currency));
    shown["status"] = "COMPLETED".into();
    shown["create_time"] = time(at_us).into();
    shown["update_time"] = time(at_us).into();
    label(&mut shown, &labels_of_capture(state, it));
    shown
}

fn refunded(state: &State, id: &str, capture: &str, (minor, currency): (i64, &str)) -> Value {
    let base = state.base_url.as_str();
    json!({
        "id": id,
        "amount": amount::write(minor, currency),
        "links": [
            link(base, &format!("/v2/payments/refunds/{id}"), "self", "GET"),
            link(base, &format!("/v2/payments/captures/{capture}"), "up", "GET"),
        ],
    })
}

/// A dispute.
pub(super) fn dispute(state: &State, bank: &Bank, it: &Dispute) -> Value {
    let capture = bank.find_capture(&it.capture).ok();
    let labels = capture.map(|it| labels_of_capture(state, it)).unwrap_or_default();
    let amount = || amount::write(it.amount_minor, &it.currency);
    let moved = it.money_rows.iter().filter_map(|id| bank.row(id)).flat_map(|row| {
        let gross = (row.gross_minor, "DISPUTE_SETTLEMENT");
        [gross, (-row.fee_minor, "DISPUTE_FEE")].into_iter().filter(|(minor, _)| *minor != 0).map(|(minor, reason)| {
            json!({ "affected_party": "SELLER", "type": if minor < 0 { "DEBIT" } else { "CREDIT" }, "reason": reason,
                "amount": amount::write(minor.abs(), &row.currency), "initiated_time": time(row.at_us) })
        })
    });
    let moved: Vec<Value> = if is_refunded(it) { Vec::new() } else { moved.collect() };
    let (status, outcome) = match it.status {
        DisputeStatus::NeedsResponse => ("WAITING_FOR_SELLER_RESPONSE", None),
        DisputeStatus::UnderReview => ("UNDER_REVIEW", None),
        DisputeStatus::Won => ("RESOLVED", Some("RESOLVED_SELLER_FAVOUR")),
        DisputeStatus::Lost | DisputeStatus::Accepted | DisputeStatus::Expired => {
            ("RESOLVED", Some("RESOLVED_BUYER_FAVOUR"))
        }
        DisputeStatus::TakenBack | DisputeStatus::Prevented => ("RESOLVED", Some("CANCELED_BY_BUYER")),
    };
    let status = (!it.hides_status).then_some(status);
    let mut shown = json!({
        "dispute_id": state.known_name(&it.id),
        "create_time": time(it.created_at_us),
        "update_time": time(it.updated_at_us),
        "disputed_transactions": [{
            "seller_transaction_id": state.known_name(&it.capture),
            "gross_amount": capture.map_or(Value::Null, |it| amount::write(it.amount_minor, &it.currency)),
            "custom": labels.custom_id,
            "invoice_number": labels.invoice_id,
        }],
        "reason": reason(it.reason),
        "status": status,
        "dispute_amount": amount(),
        "dispute_life_cycle_stage": stage(it.stage),
        "dispute_channel": "INTERNAL",
        "seller_response_due_date": time(it.due_at_us),
        "money_movements": moved,
    });
    if it.submitted_at_us.is_some() {
        shown["evidences"] = json!([{ "source": "SUBMITTED_BY_SELLER", "dispute_life_cycle_stage": stage(it.stage) }]);
    }
    if let Some(outcome) = outcome {
        shown["dispute_outcome"] = json!({ "outcome_code": outcome });
    }
    shown
}

const fn stage(stage: DisputeStage) -> &'static str {
    match stage {
        DisputeStage::Inquiry => "INQUIRY",
        DisputeStage::Chargeback => "CHARGEBACK",
        DisputeStage::PreArbitration => "PRE_ARBITRATION",
        DisputeStage::Arbitration => "ARBITRATION",
    }
}

const fn reason(reason: DisputeReason) -> &'static str {
    match reason {
        DisputeReason::Fraud | DisputeReason::Unrecognized => "UNAUTHORISED",
        DisputeReason::NotReceived => "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        DisputeReason::NotAsDescribed => "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED",
        DisputeReason::CreditNotProcessed => "CREDIT_NOT_PROCESSED",
        DisputeReason::Duplicate => "DUPLICATE_TRANSACTION",
        DisputeReason::Canceled => "CANCELED_RECURRING_BILLING",
        DisputeReason::IncorrectAmount => "INCORRECT_AMOUNT",
        DisputeReason::General => "OTHER",
    }
}
