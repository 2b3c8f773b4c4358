//! What each tender of an order can take back now: its own captures less its refunds, as far as its gateway still can.

use jiff::Timestamp;

use crate::event::Route;
use crate::id::Id;
use crate::payment::{CaptureStatus, Payment, PaymentStep, terms};
use crate::refusal::Refusal;

/// What a tender is, as far as strategies tell tenders apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Money that we hold for the customer.
    Credit,
    /// Money that a gateway pays.
    Gateway,
    /// Money that a person pays.
    Till,
}

impl Sort {
    const fn of(payment: &Payment) -> Self {
        match payment.method.route {
            Route::Balance { .. } => Self::Credit,
            Route::Gateway { .. } => Self::Gateway,
            Route::Offline { .. } => Self::Till,
        }
    }
}

/// What one tender can take back, or give.
#[derive(Debug, Clone)]
pub struct Room {
    /// The payment.
    pub payment: Id,
    /// What it is.
    pub sort: Sort,
    /// What can be asked of it in one refund, minor units; a multiple of the step.
    pub most_minor: i64,
    /// Amounts are multiples of this, minor units.
    pub step_minor: i64,
    /// What it captured and was not undone, minor units.
    pub captured_minor: i64,
    /// What refunds took of that or may take, minor units.
    pub taken_minor: i64,
    /// What is left of that, minor units, whether or not its gateway still takes a refund.
    pub left_minor: i64,
    /// Why its gateway takes none, or not all of it.
    pub limit: Option<Refusal>,
}

impl Room {
    /// What a payment can take back at an instant.
    #[must_use]
    pub fn of(payment: &Payment, now: Timestamp) -> Self {
        let may = payment.status.next(PaymentStep::RequestRefund).is_some();
        let left_minor = if may { payment.refundable_minor() } else { 0 };
        let step_minor = payment.method.terms.step_minor.max(1);
        let (most_minor, limit) = match terms::refund_room(payment, now) {
            Ok(most_minor) => (most_minor.min(left_minor), None),
            Err(limit) => (0, (left_minor > 0).then_some(limit)),
        };
        Self {
            payment: payment.id.clone(),
            sort: Sort::of(payment),
            most_minor: most_minor - most_minor % step_minor,
            step_minor,
            captured_minor: payment.captured_minor,
            taken_minor: payment.refunds_active_minor().saturating_add(payment.beyond_minor),
            left_minor,
            limit,
        }
    }

    /// What can still be captured of a payment.
    #[must_use]
    pub fn to_capture(payment: &Payment) -> Self {
        let terms = &payment.method.terms;
        let sent = payment.captures.iter().filter(|capture| capture.status != CaptureStatus::Failed).count();
        let another = terms.captures_most.is_none_or(|most| u32::try_from(sent).is_ok_and(|sent| sent < most));
        let left_minor = if another { payment.capturable_minor() } else { 0 };
        let step_minor = terms.step_minor.max(1);
        Self {
            payment: payment.id.clone(),
            sort: Sort::of(payment),
            most_minor: left_minor - left_minor % step_minor,
            step_minor,
            captured_minor: payment.captured_minor,
            taken_minor: payment.captured_minor.saturating_add(payment.capturing_minor()),
            left_minor,
            limit: None,
        }
    }
}
