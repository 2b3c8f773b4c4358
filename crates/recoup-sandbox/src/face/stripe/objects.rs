//! The bank's objects as Stripe shows them.

use serde_json::{Value, json};

use super::amounts::to_wire;
use super::state::{Intent, State, secs};
use super::words::{category, decline, dispute_reason, dispute_status};
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Dispute, DisputeStage, MoneyRow, Payout, PayoutStatus, Refund,
    RefundStatus,
};

impl State {
    /// An intent, with its charge expanded or by name.
    pub(super) fn show_intent(&mut self, bank: &Bank, intent: &Intent, expand: bool) -> Value {
        let authorization = bank.find_authorization(&intent.authorization).ok();
        let status = status(intent, authorization);
        let received = authorization.map_or(0, received);
        let capturable =
            if status == "requires_capture" { authorization.map_or(0, Authorization::open_minor) } else { 0 };
        let charge = authorization.filter(|a| has_charge(a)).map(|a| match expand {
            true => self.show_charge(bank, intent, a),
            false => self.name(&a.id, "ch").into(),
        });
        let error = authorization.filter(|_| status == "requires_payment_method").and_then(|a| a.decline).map(|why| {
            let (code, decline_code, advice) = decline(why);
            json!({"type": "card_error", "code": code, "decline_code": decline_code, "advice_code": advice,
                "message": "Your card was declined.", "charge": self.name(&intent.authorization, "ch")})
        });
        let action = (status == "requires_action").then(|| match &intent.return_url {
            Some(url) => json!({"type": "redirect_to_url", "redirect_to_url": {"return_url": url,
                "url": format!("https://hooks.stripe.com/3d_secure_2/hosted?payment_intent={}", intent.id)}}),
            None => json!({"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}),
        });
        json!({
            "id": intent.id, "object": "payment_intent", "amount": intent.units,
            "amount_capturable": to_wire(capturable, &intent.currency),
            "amount_received": to_wire(received, &intent.currency),
            "canceled_at": intent.canceled_at_us.map(secs), "cancellation_reason": cancellation(intent, authorization),
            "capture_method": if intent.manual { "manual" } else { "automatic" },
            "client_secret": format!("{}_secret_sandbox", intent.id), "confirmation_method": "automatic",
            "created": secs(intent.made_at_us), "currency": intent.currency.to_ascii_lowercase(),
            "customer": intent.customer, "last_payment_error": error, "latest_charge": charge, "livemode": false,
            "metadata": intent.metadata, "next_action": action,
            "payment_method": if status == "requires_payment_method" { None } else { intent.method.as_deref() },
            "payment_method_options": {"card": {"request_multicapture": intent.several.then_some("if_available")}},
            "payment_method_types": ["card"], "status": status,
        })
    }

    /// The charge of an authorization.
    pub(super) fn show_charge(&mut self, bank: &Bank, intent: &Intent, a: &Authorization) -> Value {
        let id = self.name(&a.id, "ch");
        let failed = a.decline.is_some() || fell_back(a);
        let captures: Vec<_> = bank.captures_of(&a.id).cloned().collect();
        let row = captures.iter().rev().find_map(|capture| capture.money_row.clone());
        let back = captures.iter().rev().find_map(|capture| capture.failed_money_row.clone()).filter(|_| fell_back(a));
        let mut row_name = |row: Option<String>| row.map(|row| self.name(&row, "txn"));
        let (row, back) = (row_name(row), row_name(back));
        let over = !matches!(a.status, AuthorizationStatus::Authorized) || a.open_minor() == 0;
        let disputed = bank.disputes_of(&a.id).next().is_some();
        let outcome = a.decline.map_or_else(
            || json!({"type": "authorized", "network_status": "approved_by_network", "advice_code": null}),
            |why| {
                json!({"type": "issuer_declined", "network_status": "declined_by_network",
                "reason": decline(why).1, "advice_code": decline(why).2})
            },
        );
        let wire = |minor| to_wire(minor, &a.currency);
        let metadata = self.metadata.get(&id).cloned().unwrap_or_default();
        json!({
            "id": id, "object": "charge", "amount": wire(a.amount_minor),
            "amount_captured": wire(received(a)), "amount_refunded": wire(a.refunded_minor),
            "balance_transaction": row, "captured": over && a.captured_minor > 0, "created": secs(a.created_at_us),
            "currency": a.currency.to_ascii_lowercase(), "customer": intent.customer, "disputed": disputed,
            "failure_balance_transaction": back, "failure_code": a.decline.map(|why| decline(why).0),
            "livemode": false, "metadata": metadata, "outcome": outcome, "paid": !failed,
            "payment_intent": intent.id, "payment_method": intent.method,
            "payment_method_details": {"type": "card", "card": {
                "amount_authorized": wire(a.amount_minor), "brand": "visa", "capture_before": secs(a.expires_at_us),
                "last4": "4242", "network": "visa",
                "multicapture": {"status": if intent.several { "available" } else { "unavailable" }}}},
            "refunded": over && a.captured_minor > 0 && a.refundable_minor() == 0,
            "status": if failed { "failed" } else { "succeeded" },
        })
    }

    /// A refund.
    pub(super) fn show_refund(&mut self, refund: &Refund) -> Value {
        let id = self.name(&refund.id, "re");
        let mut txn = |row: &Option<String>| row.as_ref().map(|row| self.name(row, "txn"));
        let (row, back) = (txn(&refund.money_row), txn(&refund.return_money_row));
        let intent = self.intent_of(&refund.authorization).map(|intent| intent.id.clone());
        let available = refund.arn.is_some();
        let reference = if available { "available" } else { "pending" };
        let metadata = self.metadata.get(&id).cloned().unwrap_or_default();
        json!({
            "id": id, "object": "refund", "amount": to_wire(refund.amount_minor, &refund.currency),
            "balance_transaction": row, "charge": self.name(&refund.authorization, "ch"),
            "created": secs(refund.created_at_us), "currency": refund.currency.to_ascii_lowercase(),
            "destination_details": {"type": "card", "card": {"type": "refund", "reference": refund.arn,
                "reference_status": reference, "reference_type": "acquirer_reference_number"}},
            "failure_balance_transaction": back, "failure_reason": failure(refund), "metadata": metadata,
            "payment_intent": intent, "reason": null, "status": match refund.status {
                RefundStatus::Accepted => "pending",
                RefundStatus::Completed | RefundStatus::Settled => "succeeded",
                RefundStatus::Failed | RefundStatus::Returned => "failed",
                RefundStatus::Canceled => "canceled",
            },
        })
    }

    /// A dispute.
    pub(super) fn show_dispute(&mut self, bank: &Bank, dispute: &Dispute) -> Value {
        let id = self.name(&dispute.id, "dp");
        let rows: Vec<MoneyRow> = dispute.money_rows.iter().filter_map(|row| bank.row(row)).cloned().collect();
        let rows: Vec<Value> = rows.iter().map(|row| self.show_row(row)).collect();
        let intent = self.intent_of(&dispute.authorization).map(|intent| intent.id.clone());
        let status = dispute_status(dispute);
        let mut shown = json!({
            "id": id, "object": "dispute", "amount": to_wire(dispute.amount_minor, &dispute.currency),
            "balance_transactions": rows, "charge": self.name(&dispute.authorization, "ch"),
            "created": secs(dispute.created_at_us), "currency": dispute.currency.to_ascii_lowercase(),
            "evidence": self.evidence.get(&id).cloned().unwrap_or_default(),
            "evidence_details": {"due_by": secs(dispute.due_at_us), "has_evidence": !dispute.evidence.is_empty(),
                "past_due": bank.now_us() > dispute.due_at_us, "submission_count": i32::from(dispute.submitted_at_us.is_some())},
            "is_charge_refundable": status.starts_with("warning_"), "livemode": false,
            "metadata": self.metadata.get(&id).cloned().unwrap_or_default(), "payment_intent": intent,
            "payment_method_details": {"type": "card", "card": {"brand": "visa",
                "case_type": if dispute.stage == DisputeStage::Inquiry { "inquiry" } else { "chargeback" }}},
            "reason": dispute_reason(dispute.reason), "status": status,
        });
        if dispute.hides_status {
            shown["status"] = Value::Null;
        }
        shown
    }

    /// A row of the account, as a balance transaction.
    pub(super) fn show_row(&mut self, row: &MoneyRow) -> Value {
        let (kind, reporting) = category(row.kind);
        let source = self.source(row);
        let wire = |minor| to_wire(minor, &row.currency);
        json!({
            "id": self.name(&row.id, "txn"), "object": "balance_transaction", "amount": wire(row.gross_minor),
            "available_on": secs(row.at_us), "created": secs(row.at_us), "currency": row.currency.to_ascii_lowercase(),
            "description": null, "exchange_rate": null, "fee": wire(row.fee_minor), "net": wire(row.net_minor),
            "reporting_category": reporting, "source": source, "status": "available", "type": kind,
        })
    }

    /// What a row is about, by name; nothing for a fee by itself.
    pub(super) fn source(&mut self, row: &MoneyRow) -> Option<String> {
        match category(row.kind).1 {
            "charge" | "charge_failure" => row.authorization.as_ref().map(|id| self.name(id, "ch")),
            "refund" | "refund_failure" => Some(self.name(&row.object, "re")),
            "dispute" | "dispute_reversal" => Some(self.name(&row.object, "dp")),
            "payout_reversal" => Some(self.name(&row.object, "po")),
            _ => None,
        }
    }

    /// A payout.
    pub(super) fn show_payout(&mut self, payout: &Payout) -> Value {
        json!({
            "id": self.name(&payout.id, "po"), "object": "payout", "amount": to_wire(payout.net_minor, &payout.currency),
            "arrival_date": secs(payout.created_at_us), "automatic": true,
            "balance_transaction": self.name(&payout.id, "txn"), "created": secs(payout.created_at_us),
            "currency": payout.currency.to_ascii_lowercase(), "livemode": false, "reconciliation_status": "completed",
            "status": if payout.status == PayoutStatus::Paid { "paid" } else { "failed" }, "type": "bank_account",
        })
    }

    /// The balance transaction of a payout itself, which the bank has no row for.
    pub(super) fn show_payout_row(&mut self, payout: &Payout) -> Value {
        let amount = -to_wire(payout.net_minor, &payout.currency);
        json!({
            "id": self.name(&payout.id, "txn"), "object": "balance_transaction", "amount": amount,
            "available_on": secs(payout.created_at_us), "created": secs(payout.created_at_us),
            "currency": payout.currency.to_ascii_lowercase(), "description": "STRIPE PAYOUT", "exchange_rate": null,
            "fee": 0, "net": amount, "reporting_category": "payout", "source": self.name(&payout.id, "po"),
            "status": "available", "type": "payout",
        })
    }
}

/// What of it was captured and stands, in minor units.
fn received(a: &Authorization) -> i64 {
    a.captured_minor - a.capture_failed_minor
}

/// Whether all that was captured failed afterwards.
pub(super) fn fell_back(a: &Authorization) -> bool {
    a.captured_minor > 0 && a.capture_failed_minor == a.captured_minor
}

fn has_charge(a: &Authorization) -> bool {
    match a.status {
        AuthorizationStatus::RequiresAction => false,
        AuthorizationStatus::Expired => a.expired_minor > 0 || a.captured_minor > 0,
        _ => true,
    }
}

/// The status of an intent.
pub(super) fn status(intent: &Intent, authorization: Option<&Authorization>) -> &'static str {
    let Some(a) = authorization else {
        return match (intent.canceled, &intent.method) {
            (Some(_), _) => "canceled",
            (None, Some(_)) => "requires_confirmation",
            (None, None) => "requires_payment_method",
        };
    };
    match a.status {
        _ if fell_back(a) => "requires_payment_method",
        _ if intent.canceled.is_some() => "canceled",
        AuthorizationStatus::RequiresAction => "requires_action",
        AuthorizationStatus::Declined => "requires_payment_method",
        AuthorizationStatus::Authorized if a.open_minor() > 0 => "requires_capture",
        AuthorizationStatus::Authorized => "processing",
        AuthorizationStatus::Captured => "succeeded",
        AuthorizationStatus::Released | AuthorizationStatus::Expired if a.captured_minor > 0 => "succeeded",
        AuthorizationStatus::Released | AuthorizationStatus::Expired => "canceled",
    }
}

fn cancellation(intent: &Intent, authorization: Option<&Authorization>) -> Option<&'static str> {
    let expired = authorization.is_some_and(|a| a.status == AuthorizationStatus::Expired && a.captured_minor == 0);
    intent.canceled.or(expired.then_some("automatic"))
}

fn failure(refund: &Refund) -> Option<&'static str> {
    refund.failure_code.map(|code| match code {
        "account_closed" => "expired_or_canceled_card",
        "disputed" => "charge_for_pending_refund_disputed",
        _ => "declined",
    })
}
