//! Notification items: what happened in Adyen's words, signed one by one, several in one POST.

use std::sync::Arc;

use serde_json::{Value, json};

use super::words::{dispute_reason, to_wire};
use super::{Adyen, reference_of};
use crate::bank::{Bank, Dispute, DisputeStage, DisputeStatus, Found, Happened, HappenedKind, Thing};
use crate::clock::rfc3339;
use crate::face::common::mac::{base64, from_hex, hmac_sha256};
use crate::face::{Message, Sealed, Sending};

/// Items in one POST at most.
const MOST_ITEMS: usize = 6;

/// An item before it is signed.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) code: &'static str,
    pub(super) success: bool,
    pub(super) psp: String,
    /// The payment, where the event names it.
    pub(super) original: Option<String>,
    pub(super) merchant: String,
    pub(super) reference: String,
    /// Currency, and the bank's minor units.
    pub(super) amount: (String, i64),
    pub(super) reason: String,
    pub(super) more: Value,
    pub(super) at_us: i64,
}

impl Item {
    fn written(self) -> Value {
        let (currency, minor) = self.amount;
        let mut item = json!({
            "additionalData": self.more,
            "amount": {"currency": currency, "value": to_wire(minor, &currency)},
            "eventCode": self.code,
            "eventDate": rfc3339(self.at_us),
            "merchantAccountCode": self.merchant,
            "merchantReference": self.reference,
            "paymentMethod": "visa",
            "pspReference": self.psp,
            "reason": self.reason,
            "success": if self.success { "true" } else { "false" },
        });
        if let Some(original) = self.original {
            item["originalReference"] = original.into();
        }
        item
    }
}

/// Messages of items, those of one instant together.
pub(super) fn messages(items: Vec<Item>) -> Vec<Message> {
    let same = items.chunk_by(|a, b| a.at_us == b.at_us);
    same.flat_map(|same| same.chunks(MOST_ITEMS)).map(message).collect()
}

/// The message of some items of one instant.
fn message(items: &[Item]) -> Message {
    let (kind, at_us) = items.first().map_or(("", 0), |first| (first.code, first.at_us));
    let written: Vec<Value> =
        items.iter().map(|item| json!({"NotificationRequestItem": item.clone().written()})).collect();
    let body = json!({"live": "false", "notificationItems": written}).to_string().into();
    Message { event_id: String::new(), kind, at_us, content_type: "application/json", body, to: None }
}

/// An item of a code that nobody knows.
pub(super) fn unheard_of(psp: String, merchant: String, at_us: i64) -> Message {
    let (code, success, original, reference) = ("MOON_LANDED", true, None, String::new());
    let (amount, reason, more) = (("EUR".to_owned(), 0), String::new(), json!({}));
    message(&[Item { code, success, psp, original, merchant, reference, amount, reason, more, at_us }])
}

/// Signs every item by the newest secret: hex, as the merchant sees it. There is one signature for each item.
pub(super) fn seal(sending: &Sending<'_>) -> Sealed {
    let plain = || Sealed { headers: Vec::new(), body: Arc::clone(&sending.message.body) };
    let Some(key) = sending.secrets.first().and_then(|secret| from_hex(secret)) else { return plain() };
    let Ok(mut body) = serde_json::from_str::<Value>(&sending.message.body) else { return plain() };
    for wrapped in body["notificationItems"].as_array_mut().into_iter().flatten() {
        let item = &mut wrapped["NotificationRequestItem"];
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let or_empty = |value: &Value| if value.is_null() { String::new() } else { text(value) };
        let signed = [
            or_empty(&item["pspReference"]),
            or_empty(&item["originalReference"]),
            or_empty(&item["merchantAccountCode"]),
            or_empty(&item["merchantReference"]),
            or_empty(&item["amount"]["value"]),
            or_empty(&item["amount"]["currency"]),
            or_empty(&item["eventCode"]),
            or_empty(&item["success"]),
        ];
        let code = base64(&hmac_sha256(&key, &[signed.join(":").as_bytes()]));
        item["additionalData"]["hmacSignature"] = code.into();
    }
    Sealed { headers: Vec::new(), body: body.to_string().into() }
}

impl Adyen {
    /// What is told about something that happened; of some things nobody is told.
    pub(super) fn items_of(&mut self, bank: &Bank, happened: &Happened) -> Vec<Item> {
        let found = match &happened.thing {
            Thing::Authorization(it) => self.of_payment(bank, happened, &it.id),
            Thing::Capture(it) => self.of_capture(bank, happened, (&it.authorization, &it.id)),
            Thing::Release(it) if it.cause == "final_capture" => Vec::new(),
            Thing::Release(it) => {
                let amount = (it.currency.clone(), it.released_minor);
                vec![self.modification("CANCELLATION", (&it.authorization, &it.id), (&it.reference, amount))]
            }
            Thing::Refund(it) => self.of_refund(bank, happened, (&it.authorization, &it.id)),
            Thing::Dispute(it) => self.of_dispute(bank, happened, it),
            Thing::Payout(it) if happened.kind == HappenedKind::PayoutPaid => {
                let merchant = self.any_merchant();
                let file = format!("settlement_detail_report_batch_{}.csv", it.number);
                let url = format!("https://ca-test.adyen.com/reports/download/MerchantAccount/{merchant}/{file}");
                let (code, amount) = ("REPORT_AVAILABLE", (it.currency.clone(), 0));
                let (reference, reason, more) = (String::new(), url, json!({}));
                let (psp, success, original, at_us) = (file, true, None, 0);
                vec![Item { code, success, psp, original, merchant, reference, amount, reason, more, at_us }]
            }
            Thing::Payout(_) => Vec::new(),
        };
        found.into_iter().map(|item| Item { at_us: happened.at_us, ..item }).collect()
    }

    fn of_payment(&mut self, bank: &Bank, happened: &Happened, id: &str) -> Vec<Item> {
        let Ok(it) = bank.find_authorization(id) else { return Vec::new() };
        let (code, success, reason) = match happened.kind {
            HappenedKind::Authorized => ("AUTHORISATION", true, "052095:1111:03/2030".to_owned()),
            HappenedKind::Declined => {
                let reason = it.decline.map_or("Refused", |decline| super::words::refusal(decline).1);
                ("AUTHORISATION", false, reason.to_owned())
            }
            // One that its customer never finished was an offer only.
            HappenedKind::Expired if it.expired_minor == 0 => ("OFFER_CLOSED", true, String::new()),
            HappenedKind::Expired => ("EXPIRE", true, String::new()),
            _ => return Vec::new(),
        };
        let (psp, merchant) = (self.psp(id), self.merchant(id));
        let (reference, amount) = (it.reference.clone(), (it.currency.clone(), it.amount_minor));
        vec![Item {
            code,
            success,
            psp,
            original: None,
            merchant,
            reference,
            amount,
            reason,
            more: json!({}),
            at_us: 0,
        }]
    }

    fn of_capture(&mut self, bank: &Bank, happened: &Happened, (payment, id): (&str, &str)) -> Vec<Item> {
        let Ok(it) = bank.find_capture(id) else { return Vec::new() };
        let amount = (it.currency.clone(), it.amount_minor);
        // Nobody asked for a capture of a payment that is captured by itself.
        let by_itself = bank.find_authorization(payment).is_ok_and(|payment| payment.capture_now);
        match happened.kind {
            HappenedKind::Captured | HappenedKind::CaptureAccepted if by_itself => Vec::new(),
            HappenedKind::Captured => {
                vec![self.modification("CAPTURE", (payment, id), (&it.reference, amount))]
            }
            HappenedKind::CaptureFailed if it.money_row.is_none() => {
                let item = self.modification("CAPTURE", (payment, id), (&it.reference, amount));
                vec![Item { success: false, reason: "Capture refused".to_owned(), ..item }]
            }
            // This one and its like carry the payment's reference and not their own.
            HappenedKind::CaptureFailed => {
                let reference = reference_of(bank, payment);
                let item = self.modification("CAPTURE_FAILED", (payment, id), (&reference, amount));
                vec![Item { reason: "Capture Failed".to_owned(), ..item }]
            }
            _ => Vec::new(),
        }
    }

    fn of_refund(&mut self, bank: &Bank, happened: &Happened, (payment, id): (&str, &str)) -> Vec<Item> {
        let Ok(it) = bank.find_refund(id) else { return Vec::new() };
        let amount = (it.currency.clone(), it.amount_minor);
        let refund = |face: &mut Self| face.modification("REFUND", (payment, id), (&it.reference, amount.clone()));
        let later = |face: &mut Self, code| {
            face.modification(code, (payment, id), (&reference_of(bank, payment), amount.clone()))
        };
        match happened.kind {
            HappenedKind::RefundCompleted => {
                self.checked.insert(id.to_owned());
                vec![refund(self)]
            }
            // Its checks pass before the network says no.
            HappenedKind::RefundFailed => {
                let first = self.checked.insert(id.to_owned()).then(|| refund(self));
                first.into_iter().chain([later(self, "REFUND_FAILED")]).collect()
            }
            HappenedKind::RefundReturned => vec![later(self, "REFUNDED_REVERSED")],
            _ => Vec::new(),
        }
    }

    fn of_dispute(&mut self, bank: &Bank, happened: &Happened, it: &Dispute) -> Vec<Item> {
        let again = it.money_rows.len() > 1;
        let code = match (happened.kind, it.stage) {
            (HappenedKind::DisputeOpened | HappenedKind::DisputeEscalated, stage) => match stage {
                DisputeStage::Inquiry => "REQUEST_FOR_INFORMATION",
                DisputeStage::Chargeback => "NOTIFICATION_OF_CHARGEBACK",
                DisputeStage::PreArbitration => "PREARBITRATION_OPEN",
                DisputeStage::Arbitration => "SCHEME_ARBITRATION",
            },
            (HappenedKind::DisputeFundsWithdrawn, _) if again => "SECOND_CHARGEBACK",
            (HappenedKind::DisputeFundsWithdrawn, _) => "CHARGEBACK",
            (HappenedKind::DisputeFundsReinstated, _) => "CHARGEBACK_REVERSED",
            (HappenedKind::DisputeSubmitted, _) => "INFORMATION_SUPPLIED",
            (HappenedKind::DisputeTakenBack, DisputeStage::PreArbitration) => "PREARBITRATION_ISSUER_WITHDRAWN",
            (HappenedKind::DisputeWon | HappenedKind::DisputeTakenBack, DisputeStage::Chargeback) => {
                "ISSUER_RESPONSE_TIMEFRAME_EXPIRED"
            }
            (HappenedKind::DisputeWon, DisputeStage::PreArbitration) => "PREARBITRATION_WON",
            (HappenedKind::DisputeWon | HappenedKind::DisputeTakenBack, DisputeStage::Arbitration) => {
                "SCHEME_ARBITRATION_WON"
            }
            (HappenedKind::DisputeLost, DisputeStage::PreArbitration) => "PREARBITRATION_LOST",
            (HappenedKind::DisputeLost, DisputeStage::Arbitration) => "SCHEME_ARBITRATION_LOST",
            (HappenedKind::DisputeLost | HappenedKind::DisputeAccepted | HappenedKind::DisputeExpired, _) => {
                "DISPUTE_DEFENSE_PERIOD_ENDED"
            }
            _ => return Vec::new(),
        };
        let reference = reference_of(bank, &it.authorization);
        let moved = matches!(happened.kind, HappenedKind::DisputeFundsWithdrawn | HappenedKind::DisputeFundsReinstated);
        let row = it.money_rows.last().and_then(|row| bank.row(row)).filter(|_| moved);
        let amount = (it.currency.clone(), row.map_or(it.amount_minor, |row| row.gross_minor.abs()));
        let item = self.modification(code, (&it.authorization, &it.id), (&reference, amount));
        let (reason_code, reason) = dispute_reason(it.reason);
        let status = match it.status {
            DisputeStatus::NeedsResponse => "Unresponded",
            DisputeStatus::UnderReview => "Pending",
            DisputeStatus::Won | DisputeStatus::TakenBack | DisputeStatus::Prevented => "Won",
            DisputeStatus::Lost => "Lost",
            DisputeStatus::Accepted => "Accepted",
            DisputeStatus::Expired => "Expired",
        };
        let mut more = json!({
            "chargebackReasonCode": reason_code,
            "chargebackSchemeCode": "visa",
            "defensePeriodEndsAt": rfc3339(it.due_at_us),
            "capturePspReference": self.psp(&it.capture),
        });
        if !it.hides_status {
            more["disputeStatus"] = status.into();
        }
        // These two come without the name of the payment.
        let nameless = matches!(code, "CHARGEBACK_REVERSED" | "SECOND_CHARGEBACK");
        let original = item.original.clone().filter(|_| !nameless);
        vec![Item { reason: reason.to_owned(), more, original, ..item }]
    }

    /// An item about something that follows a payment.
    fn modification(
        &mut self,
        code: &'static str,
        (payment, id): (&str, &str),
        (reference, amount): (&str, (String, i64)),
    ) -> Item {
        // What came of a reversal is told as one, with what it was.
        let (code, more) = match code {
            "CANCELLATION" if self.reversals.contains(id) => {
                ("CANCEL_OR_REFUND", json!({"modification.action": "cancel"}))
            }
            "REFUND" if self.reversals.contains(id) => ("CANCEL_OR_REFUND", json!({"modification.action": "refund"})),
            other => (other, json!({})),
        };
        Item {
            code,
            success: true,
            psp: self.psp(id),
            original: Some(self.psp(payment)),
            merchant: self.merchant(payment),
            reference: reference.to_owned(),
            amount,
            reason: String::new(),
            more,
            at_us: 0,
        }
    }
}

/// The merchant's reference of an object.
pub(super) fn found_reference(found: Found<'_>) -> &str {
    match found {
        Found::Authorization(it) => &it.reference,
        Found::Capture(it) => &it.reference,
        Found::Release(it) => &it.reference,
        Found::Refund(it) => &it.reference,
        Found::Dispute(it) => &it.reference,
        Found::Payout(_) => "",
    }
}
