//! Objects as Mollie shows them.

use serde_json::{Map, Value, json};

use super::{Extra, Mollie, words};
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureStatus, Dispute, MoneyRow, Refund, RefundStatus,
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
        let chargebacks: Vec<Value> =
            chargebacks(bank, bank.disputes_of(id)).iter().map(|one| self.chargeback_view(bank, one)).collect();
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

    pub(super) fn chargeback_view(&mut self, bank: &Bank, chargeback: &Chargeback<'_>) -> Value {
        let Chargeback { dispute, taken, back } = chargeback;
        let id = self.name(chargeback.bank_id(), "chb_");
        let payment = self.name(&dispute.authorization, "tr_");
        let settlement = self.settlement_of(bank, Some(&taken.id));
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("resource", "chargeback".into());
        put("id", id.clone().into());
        put("amount", amount(-taken.gross_minor, &dispute.currency));
        put("settlementAmount", amount(taken.gross_minor, &dispute.currency));
        put("paymentId", payment.clone().into());
        put("settlementId", settlement.into());
        put("createdAt", instant(taken.at_us).into());
        put("reversedAt", back.map(|row| instant(row.at_us)).into());
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

/// A chargeback as Mollie has it: money that was taken once, and perhaps given back. It knows no inquiries and no stages:
/// where a dispute takes its money again, that is another one.
pub(super) struct Chargeback<'a> {
    dispute: &'a Dispute,
    taken: &'a MoneyRow,
    back: Option<&'a MoneyRow>,
}

impl Chargeback<'_> {
    /// What its name belongs to: the first one has the dispute's.
    fn bank_id(&self) -> &str {
        if self.dispute.money_rows.first() == Some(&self.taken.id) { &self.dispute.id } else { &self.taken.id }
    }

    /// Whether its name is of this object of the bank.
    pub(super) fn is(&self, bank_id: &str) -> bool {
        self.bank_id() == bank_id
    }

    /// Whether a row is its money, on its way there or back.
    pub(super) fn has(&self, row: &str) -> bool {
        self.taken.id == row || self.back.is_some_and(|back| back.id == row)
    }
}

/// The chargebacks of disputes, in their order.
pub(super) fn chargebacks<'a>(bank: &'a Bank, disputes: impl Iterator<Item = &'a Dispute>) -> Vec<Chargeback<'a>> {
    let mut all = Vec::new();
    for dispute in disputes {
        let rows: Vec<&MoneyRow> = dispute.money_rows.iter().filter_map(|row| bank.row(row)).collect();
        for (at, taken) in rows.iter().enumerate().filter(|(_, row)| row.gross_minor < 0) {
            // That a part came back has no word here.
            let back = rows.get(at + 1).copied().filter(|next| next.gross_minor == -taken.gross_minor);
            all.push(Chargeback { dispute, taken, back });
        }
    }
    all
}

impl Mollie {
    /// The name of the chargeback that a row of the account belongs to.
    pub(super) fn chargeback_of(&mut self, bank: &Bank, row: &MoneyRow) -> Option<String> {
        let dispute = bank.find_dispute(&row.object).ok()?;
        let found = chargebacks(bank, std::iter::once(dispute)).into_iter().find(|one| one.has(&row.id))?;
        Some(self.name(found.bank_id(), "chb_"))
    }
}
