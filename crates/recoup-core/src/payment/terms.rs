//! What binds a payment through its gateway: how often and in what steps it can be captured and refunded.
//!
//! The terms are data of the gateway's adapter, stored with the payment when it begins, so that a decision reads
//! nothing but the payment and a gateway that changes its mind changes new payments only. They make us stricter and
//! never freer; the gateway still has the last word.

use serde::{Deserialize, Serialize};

use super::{CaptureStatus, Payment, RefundStatus};
use crate::money::Money;
use crate::refusal::Refusal;
use jiff::Timestamp;

/// What binds a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Captures at most; no bound where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captures_most: Option<u32>,
    /// Refunds at most; no bound where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunds_most: Option<u32>,
    /// Whether a refund gives back one capture, and cannot be spread over several.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub refund_of_one_capture: bool,
    /// Seconds after its start in which a payment can be refunded; no bound where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_within_secs: Option<i64>,
    /// Amounts must be a multiple of this, minor units; 1 binds nothing.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub step_minor: i64,
    /// Whether the rest of an authorization stays held after the last capture, and goes by a release of its own only.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub rest_stays: bool,
    /// Whether the gateway is asked what became of something by sending it once more under its key: the question may do
    /// what it asks about.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub asked_by_repeating: bool,
    /// Whether the gateway does not take the currency of the payment.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub currency_not_taken: bool,
}

const fn one() -> i64 {
    1
}

const fn is_one(n: &i64) -> bool {
    *n == 1
}

impl Default for Terms {
    fn default() -> Self {
        Self::NONE
    }
}

impl Terms {
    /// Nothing binds.
    pub const NONE: Self = Self {
        captures_most: None,
        refunds_most: None,
        refund_of_one_capture: false,
        refund_within_secs: None,
        step_minor: 1,
        rest_stays: false,
        asked_by_repeating: false,
        currency_not_taken: false,
    };

    /// Whether nothing binds.
    #[must_use]
    pub fn bind_nothing(&self) -> bool {
        *self == Self::NONE
    }

    /// Refuses an amount that the gateway cannot be asked for: in a currency that it does not take, or between its steps.
    ///
    /// # Errors
    /// [`Refusal::GatewayLimit`].
    pub fn check_amount(&self, amount: Money) -> Result<(), Refusal> {
        if self.currency_not_taken {
            let why = format!("the gateway takes no {}; pay through another gateway account", amount.currency);
            return Err(limit("currency", why));
        }
        if self.step_minor > 1 && amount.amount_minor % self.step_minor != 0 {
            let why = format!("amounts in {} are multiples of {} minor units", amount.currency, self.step_minor);
            return Err(limit("step", why));
        }
        Ok(())
    }
}

/// Refuses a capture that the gateway does not take; says whether it is the last one. Where a payment is captured once
/// the gateway gives the rest back with it, so that it is no other: of everything it is made the last one, and of less it
/// has to be asked for as such, because what is left cannot be captured any more.
///
/// # Errors
/// [`Refusal::GatewayLimit`].
pub fn check_capture(payment: &Payment, amount: Money, last: bool) -> Result<bool, Refusal> {
    let terms = &payment.method.terms;
    terms.check_amount(amount)?;
    let sent = payment.captures.iter().filter(|c| c.status != CaptureStatus::Failed).count();
    match terms.captures_most {
        Some(most) if sent >= usize::try_from(most).unwrap_or(usize::MAX) => Err(limit(
            "captures",
            format!("a payment is captured {most} times at most; take a new payment for the rest"),
        )),
        Some(1) if !last && amount.amount_minor < payment.capturable_minor() => {
            let why = "a payment is captured once, and the rest goes back with it; ask for it as the last capture";
            Err(limit("captures", why.to_owned()))
        }
        Some(1) => Ok(true),
        _ => Ok(last),
    }
}

/// Refuses a refund that the gateway does not take.
///
/// # Errors
/// [`Refusal::GatewayLimit`].
pub fn check_refund(payment: &Payment, amount: Money, now: Timestamp) -> Result<(), Refusal> {
    let terms = &payment.method.terms;
    terms.check_amount(amount)?;
    check_another(payment, now)?;
    if terms.refund_of_one_capture {
        let most_minor = most_of_one_capture(payment);
        if amount.amount_minor > most_minor {
            let most = Money::new(most_minor, amount.currency);
            let why = format!("one refund gives back one capture, at most {most} now; ask for several");
            return Err(limit("one_capture", why));
        }
    }
    Ok(())
}

/// What one refund of a payment can be for at an instant, as far as its gateway takes one, minor units; not necessarily a
/// multiple of its step.
///
/// # Errors
/// [`Refusal::GatewayLimit`] where it takes none.
pub fn refund_room(payment: &Payment, now: Timestamp) -> Result<i64, Refusal> {
    let terms = &payment.method.terms;
    terms.check_amount(Money::new(0, payment.currency))?;
    check_another(payment, now)?;
    Ok(if terms.refund_of_one_capture { most_of_one_capture(payment) } else { payment.refundable_minor() })
}

fn most_of_one_capture(payment: &Payment) -> i64 {
    payment.captures.iter().map(super::Capture::refundable_minor).max().unwrap_or(0)
}

/// Whether the window in which a payment can be refunded is over.
#[must_use]
pub fn is_too_late(payment: &Payment, now: Timestamp) -> bool {
    let age_secs = now.as_second().saturating_sub(payment.created_at.as_second());
    payment.method.terms.refund_within_secs.is_some_and(|within| age_secs > within)
}

/// Refuses one more refund that comes too late, or is one too many.
fn check_another(payment: &Payment, now: Timestamp) -> Result<(), Refusal> {
    let terms = &payment.method.terms;
    if is_too_late(payment, now) {
        let days = terms.refund_within_secs.unwrap_or(0) / 86_400;
        let why = format!("a payment is refunded within {days} days; pay the customer by another way");
        return Err(limit("refund_window", why));
    }
    let counted = |status: RefundStatus| status.is_active() || status == RefundStatus::Returned;
    let made = payment.refunds.iter().filter(|r| counted(r.status)).count();
    if let Some(most) = terms.refunds_most
        && made >= usize::try_from(most).unwrap_or(usize::MAX)
    {
        return Err(limit("refunds", format!("a payment is refunded {most} times at most")));
    }
    Ok(())
}

fn limit(limit: &'static str, why: String) -> Refusal {
    Refusal::GatewayLimit { limit, why }
}
