//! Objects as Mollie shows them.

use serde_json::{Map, Value, json};

use super::{Extra, Mollie, words};
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureStatus, Dispute, DisputeStage, DisputeStatus, Refund,
    RefundStatus,
};
use crate::clock::rfc3339;
use crate::face::common::amount::{iso_decimals, to_text};

/// An amount with the currency's decimals.
pub(super) fn amount(minor: i64, currency: &str) -> Value {
    json!({"currency": currency, "value": to_text(minor, iso_decimals(currency))})
}

/// An instant in whole seconds.
pub(super) fn instant(at_us: i64) -> String {
    let text = rfc3339(at_us);
    let whole = text.trim_end_matches('Z');
    format!("{}+00:00", whole.split_once('.').map_or(whole, |(whole, _)| whole))
}

/// Drops what is nothing, except metadata, which is shown always.
pub(super) fn shown(mut object: Map<String, Value>) -> Value {
    object.retain(|name, value| name == "metadata" || !value.is_null());
    Value::Object(object)
}

/// Whether it was ever authorized.
const fn was_authorized(payment: &Authorization) -> bool {
    match payment.status {
        AuthorizationStatus::Authorized | AuthorizationStatus::Captured | AuthorizationStatus::Released => true,
        AuthorizationStatus::Expired => payment.expired_minor > 0 || payment.captured_minor > 0,
        AuthorizationStatus::RequiresAction | AuthorizationStatus::Declined => false,
    }
}

impl Mollie {
    /// A link to what is asked for at the address by which the last caller reached us.
    pub(super) fn link(&self, path: &str) -> Value {
        json!({"href": format!("{}/v2/{path}", self.base_url), "type": "application/hal+json"})
    }

    fn status(&self, payment: &Authorization) -> &'static str {
        match payment.status {
            AuthorizationStatus::RequiresAction => "open",
            AuthorizationStatus::Declined if self.extras.get(&payment.id).is_some_and(|extra| extra.is_canceled) => {
                "canceled"
            }
            AuthorizationStatus::Declined => "failed",
            // A capture that is under way: nothing is paid yet.
            AuthorizationStatus::Authorized if self.is_manual(&payment.id) => "authorized",
            AuthorizationStatus::Authorized => "pending",
            AuthorizationStatus::Captured => "paid",
            AuthorizationStatus::Released => "canceled",
            AuthorizationStatus::Expired if payment.captured_minor > 0 => "paid",
            AuthorizationStatus::Expired => "expired",
        }
    }

    pub(super) fn is_manual(&self, payment: &str) -> bool {
        self.extras.get(payment).is_some_and(|extra| extra.is_manual)
    }

    /// A payment by the bank's id.
    pub(super) fn payment_of(&mut self, bank: &Bank, id: &str, embeds: bool) -> Option<Value> {
        let payment = bank.find_authorization(id).ok()?.clone();
        let mut view = self.payment_view(&payment);
        if embeds {
            view["_embedded"] = self.embedded(bank, id);
        }
        Some(view)
    }

    pub(super) fn payment_view(&mut self, payment: &Authorization) -> Value {
        let id = self.name(&payment.id, "tr_");
        let extra = self.extras.get(&payment.id).cloned().unwrap_or_default();
        let status = self.status(payment);
        let instants = instants(payment, &extra, status);
        let money = |minor: i64| amount(minor, &payment.currency);
        let captured_minor = payment.captured_minor - payment.capture_failed_minor;
        let paid = captured_minor > 0 || status == "paid";
        let (network, own) = payment.decline.map_or((None, ""), words::decline);
        let declined = status == "failed";
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("resource", "payment".into());
        put("id", id.clone().into());
        put("mode", "test".into());
        put("createdAt", instant(payment.created_at_us).into());
        put("amount", money(payment.amount_minor));
        put("description", extra.description.into());
        put("method", "creditcard".into());
        put("metadata", extra.metadata);
        put("status", status.into());
        put("isCancelable", (status == "open").into());
        put("captureMode", if extra.is_manual { "manual" } else { "automatic" }.into());
        put("sequenceType", extra.sequence.into());
        put("profileId", "pfl_sandbox".into());
        put("customerId", extra.customer.into());
        put("mandateId", extra.mandate.into());
        put("webhookUrl", extra.webhook_url.into());
        put("redirectUrl", extra.redirect_url.into());
        for (name, at_us) in instants {
            put(name, instant(at_us).into());
        }
        if paid {
            put("amountCaptured", money(captured_minor));
            put("amountRefunded", money(payment.refunded_minor));
            put("amountRemaining", money((captured_minor - payment.refunded_minor - payment.disputed_minor).max(0)));
            put("settlementAmount", money(captured_minor));
        }
        if payment.disputed_minor > 0 {
            put("amountChargedBack", money(payment.disputed_minor));
        }
        if declined {
            put("details", json!({"failureReason": own, "failureMessage": "The card was declined."}));
            if let Some(code) = network {
                put("statusReason", json!({"code": code, "message": "The card was declined."}));
            }
        }
        let mut links = json!({"self": self.link(&format!("payments/{id}"))});
        if status == "open" {
            let checkout = format!("https://www.mollie.com/checkout/{id}");
            links["checkout"] = json!({"href": checkout, "type": "text/html"});
        }
        let parts = [
            ("captures", extra.is_manual && payment.captured_minor > 0),
            ("refunds", payment.refunded_minor > 0),
            ("chargebacks", payment.disputed_minor > 0),
        ];
        for (part, _) in parts.into_iter().filter(|(_, there)| *there) {
            links[part] = self.link(&format!("payments/{id}/{part}"));
        }
        put("_links", links);
        shown(object)
    }

    /// Captures, refunds and chargebacks of a payment.
    fn embedded(&mut self, bank: &Bank, id: &str) -> Value {
        let captures: Vec<Capture> = if self.is_manual(id) { bank.captures_of(id).cloned().collect() } else { vec![] };
        let captures: Vec<Value> = captures.iter().map(|capture| self.capture_view(bank, capture)).collect();
        let refunds: Vec<Refund> = bank.refunds_of(id).cloned().collect();
        let refunds: Vec<Value> = refunds.iter().map(|refund| self.refund_view(bank, refund)).collect();
        let disputes: Vec<Dispute> = bank.disputes_of(id).filter(|dispute| is_chargeback(dispute)).cloned().collect();
        let chargebacks: Vec<Value> = disputes.iter().map(|dispute| self.chargeback_view(bank, dispute)).collect();
        json!({"captures": captures, "refunds": refunds, "chargebacks": chargebacks})
    }

    /// The settlement that took a row along.
    fn settlement_of(&mut self, bank: &Bank, row: Option<&String>) -> Option<String> {
        let payout = bank.row(row?)?.payout.clone()?;
        Some(self.name(&payout, "stl_"))
    }

    pub(super) fn capture_view(&mut self, bank: &Bank, capture: &Capture) -> Value {
        let (id, payment) = (self.name(&capture.id, "cpt_"), self.name(&capture.authorization, "tr_"));
        let extra = self.extras.get(&capture.id).cloned().unwrap_or_default();
        let settlement = self.settlement_of(bank, capture.money_row.as_ref());
        let settled =
            (capture.status == CaptureStatus::Captured).then(|| amount(capture.amount_minor, &capture.currency));
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("resource", "capture".into());
        put("id", id.clone().into());
        put("mode", "test".into());
        put("description", extra.description.into());
        put("amount", amount(capture.amount_minor, &capture.currency));
        put("settlementAmount", settled.into());
        put("status", words::capture(capture.status).into());
        put("metadata", extra.metadata);
        put("paymentId", payment.clone().into());
        put("settlementId", settlement.into());
        put("createdAt", instant(capture.created_at_us).into());
        put(
            "_links",
            json!({
                "self": self.link(&format!("payments/{payment}/captures/{id}")),
                "payment": self.link(&format!("payments/{payment}")),
            }),
        );
        shown(object)
    }

    pub(super) fn refund_view(&mut self, bank: &Bank, refund: &Refund) -> Value {
        let (id, payment) = (self.name(&refund.id, "re_"), self.name(&refund.authorization, "tr_"));
        let extra = self.extras.get(&refund.id).cloned().unwrap_or_default();
        let settlement = self.settlement_of(bank, refund.money_row.as_ref());
        let arn = refund.arn.as_ref().map(|arn| json!({"type": "acquirer-reference", "id": arn}));
        let moved = !matches!(refund.status, RefundStatus::Failed | RefundStatus::Canceled);
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("resource", "refund".into());
        put("id", id.clone().into());
        put("mode", "test".into());
        put("description", extra.description.into());
        put("amount", amount(refund.amount_minor, &refund.currency));
        put("settlementAmount", moved.then(|| amount(-refund.amount_minor, &refund.currency)).into());
        put("status", words::refund(refund.status).into());
        put("metadata", extra.metadata);
        put("paymentId", payment.clone().into());
        put("settlementId", settlement.into());
        put("externalReference", arn.into());
        put("createdAt", instant(refund.created_at_us).into());
        put(
            "_links",
            json!({
                "self": self.link(&format!("payments/{payment}/refunds/{id}")),
                "payment": self.link(&format!("payments/{payment}")),
            }),
        );
        shown(object)
    }

    pub(super) fn chargeback_view(&mut self, bank: &Bank, dispute: &Dispute) -> Value {
        let (id, payment) = (self.name(&dispute.id, "chb_"), self.name(&dispute.authorization, "tr_"));
        let settlement = self.settlement_of(bank, dispute.money_rows.first());
        let reversed = (dispute.status == DisputeStatus::Won).then(|| instant(dispute.updated_at_us));
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("resource", "chargeback".into());
        put("id", id.clone().into());
        put("amount", amount(dispute.amount_minor, &dispute.currency));
        put("settlementAmount", amount(-dispute.amount_minor, &dispute.currency));
        put("paymentId", payment.clone().into());
        put("settlementId", settlement.into());
        put("createdAt", instant(dispute.created_at_us).into());
        put("reversedAt", reversed.into());
        put(
            "_links",
            json!({
                "self": self.link(&format!("payments/{payment}/chargebacks/{id}")),
                "payment": self.link(&format!("payments/{payment}")),
            }),
        );
        shown(object)
    }
}

/// When a payment did, and will do, what its status tells of; microseconds since 1970.
fn instants(payment: &Authorization, extra: &Extra, status: &str) -> Vec<(&'static str, i64)> {
    let made_us = payment.created_at_us;
    let authorized = ("authorizedAt", extra.authorized_at_us.unwrap_or(made_us));
    let mut instants: Vec<_> = was_authorized(payment).then_some(authorized).into_iter().collect();
    instants.extend(ended(status).map(|name| (name, extra.ended_at_us.unwrap_or(made_us))));
    match status {
        "open" => instants.push(("expiresAt", payment.expires_at_us)),
        "authorized" => instants.push(("captureBefore", payment.expires_at_us)),
        _ => {}
    }
    instants
}

/// The field that says when a payment came to its end.
fn ended(status: &str) -> Option<&'static str> {
    match status {
        "paid" => Some("paidAt"),
        "canceled" => Some("canceledAt"),
        "expired" => Some("expiredAt"),
        "failed" => Some("failedAt"),
        _ => None,
    }
}

/// Mollie knows no inquiries.
pub(super) fn is_chargeback(dispute: &Dispute) -> bool {
    dispute.stage > DisputeStage::Inquiry
}
