//! The rows of a settlement's lists: payments, captures, refunds and chargebacks.

use recoup_core::id::Kind;
use recoup_core::money::Money;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::objects::{Amount, Capture, Chargeback, Part, Payment, Refund, instant, ours};
use crate::report::{Line, LineKind};

/// A row of a list, whatever it is.
pub(super) struct Moved {
    kind: LineKind,
    word: &'static str,
    subject: String,
    parent: String,
    ours: String,
    amount: Option<Amount>,
    settled: Option<Amount>,
    settlement: Option<String>,
    at: Option<String>,
    arn: String,
}

impl Moved {
    pub(super) fn read(list: &str, row: &str) -> Result<Self, String> {
        fn as_a<T: DeserializeOwned>(row: &str) -> Result<T, String> {
            let slowly = || serde_json::from_str(row).and_then(|value: Value| T::deserialize(value));
            // Straight from the text; where that fails, by a tree, which bears a field twice and says what is wrong
            // without a place in the page.
            serde_json::from_str(row).or_else(|_| slowly()).map_err(|error| format!("it cannot be read: {error}"))
        }
        match list {
            "payments" => Self::payment(as_a(row)?),
            "captures" => as_a(row).map(Self::capture),
            "refunds" => as_a(row).map(Self::refund),
            "chargebacks" => as_a(row).map(Self::chargeback),
            other => Err(format!("`{}` is not a list of a settlement", other.chars().take(40).collect::<String>())),
        }
    }

    /// Payments that are captured by hand are not in this list, says the page of it; their captures are.
    fn payment(payment: Payment) -> Result<Self, String> {
        if payment.capture_mode.as_deref() == Some("manual") {
            return Err("a payment that is captured by hand is told by its captures".to_owned());
        }
        let ours = ours(payment.reference(), Kind::Payment);
        Ok(Self {
            kind: LineKind::Charge,
            word: "payment",
            parent: payment.id.clone(),
            subject: payment.id,
            ours,
            amount: payment.amount,
            settled: payment.settlement_amount,
            settlement: payment.settlement_id,
            at: payment.paid_at.or(payment.created_at),
            arn: String::new(),
        })
    }

    fn capture(capture: Capture) -> Self {
        let ours = ours(capture.reference(), Kind::Capture);
        Self { kind: LineKind::Charge, word: "capture", ours, ..Self::part(capture.0) }
    }

    fn refund(refund: Refund) -> Self {
        let ours = ours(refund.reference(), Kind::Refund);
        let arn = refund.arn().unwrap_or_default().to_owned();
        Self { kind: LineKind::Refund, word: "refund", ours, arn, ..Self::part(refund.0) }
    }

    fn part(part: Part) -> Self {
        Self {
            kind: LineKind::Other,
            word: "",
            subject: part.id,
            parent: part.payment_id,
            ours: String::new(),
            amount: part.amount,
            settled: part.settlement_amount,
            settlement: part.settlement_id,
            at: part.created_at,
            arn: String::new(),
        }
    }

    fn chargeback(chargeback: Chargeback) -> Self {
        Self {
            kind: LineKind::Dispute,
            word: "chargeback",
            ours: String::new(),
            subject: chargeback.id,
            parent: chargeback.payment_id,
            amount: chargeback.amount,
            settled: chargeback.settlement_amount,
            settlement: chargeback.settlement_id,
            at: chargeback.created_at,
            arn: String::new(),
        }
    }

    pub(super) fn line(self, number: u64, current: &str) -> Result<Line, String> {
        let amount = self.amount.as_ref().ok_or("it has no amount")?.money()?;
        let leaves = self.kind != LineKind::Charge;
        let signed = |minor: i64| if leaves { minor.saturating_abs().saturating_neg() } else { minor };
        let settled = self.settled.as_ref().map(Amount::money).transpose()?.unwrap_or(amount);
        let net = Money::new(signed(settled.amount_minor), settled.currency);
        let converted = amount.currency != net.currency;
        let gross = if converted { Money::new(signed(amount.amount_minor), amount.currency) } else { net };
        Ok(Line {
            number,
            kind: self.kind,
            word: self.word.to_owned(),
            subject: self.subject,
            parent: self.parent,
            ours: self.ours,
            row: String::new(),
            gross,
            fee: Money::new(0, net.currency),
            net,
            converted,
            at: self.at.as_deref().and_then(instant),
            payout: self.settlement.unwrap_or_else(|| current.to_owned()),
            arn: self.arn,
        })
    }
}
