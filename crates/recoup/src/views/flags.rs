//! Which parts of a state stand where few stand, or need a person: what lists and the first page look for.
//!
//! The usual way of money carries no flag, so it costs nothing. What is not here is found by walking a list.

use std::collections::BTreeSet;

use recoup_core::payment::dispute::DisputeStatus;
use recoup_core::payment::{CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus};
use recoup_core::world::State;

/// Refunds whose gateway gave no clear answer.
pub const REFUND_UNKNOWN: &str = "refund.unknown";

/// Disputes that wait for our answer.
pub const DISPUTE_WAITS: &str = "dispute.needs_response";

/// Disputes whose answer is with the other side.
pub const DISPUTE_REVIEWED: &str = "dispute.under_review";

/// Every flag with the status of its refund, where it is about one.
pub const OF_REFUNDS: [(&str, RefundStatus); 8] = [
    ("refund.awaiting_approval", RefundStatus::AwaitingApproval),
    (REFUND_UNKNOWN, RefundStatus::Unknown),
    ("refund.failed", RefundStatus::Failed),
    ("refund.returned", RefundStatus::Returned),
    ("refund.short", RefundStatus::Short),
    ("refund.rejected", RefundStatus::Rejected),
    ("refund.canceled", RefundStatus::Canceled),
    ("refund.credited", RefundStatus::Credited),
];

/// Flags that need a person or an answer, with what the first page calls one of them and several, the most pressing
/// first.
pub const PRESSING: [(&str, (&str, &str)); 11] = [
    (DISPUTE_WAITS, ("dispute that waits for our answer", "disputes that wait for our answer")),
    (REFUND_UNKNOWN, ("refund without a clear answer", "refunds without a clear answer")),
    ("capture.unknown", ("capture without a clear answer", "captures without a clear answer")),
    ("release.unknown", ("release without a clear answer", "releases without a clear answer")),
    ("payment.unknown", ("payment without a clear answer", "payments without a clear answer")),
    ("refund.failed", ("refund that failed", "refunds that failed")),
    ("refund.returned", ("refund that came back", "refunds that came back")),
    ("refund.short", ("refund paid in part", "refunds paid in part")),
    ("refund.to_pay", ("refund to be paid by hand", "refunds to be paid by hand")),
    ("capture.failed", ("capture that failed", "captures that failed")),
    ("payment.alarm", ("payment the gateway contradicts", "payments the gateway contradicts")),
];

/// The flags of a state: each with the id of what it is about.
#[must_use]
pub fn of(state: &State) -> BTreeSet<(&'static str, String)> {
    match state {
        State::Payment(payment) => of_payment(payment),
        _ => BTreeSet::new(),
    }
}

fn of_payment(payment: &Payment) -> BTreeSet<(&'static str, String)> {
    let mut flags = BTreeSet::new();
    let mut flag = |word, id: &recoup_core::id::Id| flags.insert((word, id.as_str().to_owned()));
    if payment.status == PaymentStatus::Unknown {
        flag("payment.unknown", &payment.id);
    }
    if !payment.alarms.is_empty() {
        flag("payment.alarm", &payment.id);
    }
    for capture in &payment.captures {
        match capture.status {
            CaptureStatus::Unknown => flag("capture.unknown", &capture.id),
            CaptureStatus::Failed => flag("capture.failed", &capture.id),
            _ => false,
        };
    }
    for release in payment.releases.iter().filter(|release| release.status == ReleaseStatus::Unknown) {
        flag("release.unknown", &release.id);
    }
    for refund in &payment.refunds {
        for (word, _) in OF_REFUNDS.iter().filter(|(_, status)| *status == refund.status) {
            flag(word, &refund.id);
        }
        if payment.is_offline() && refund.status == RefundStatus::Sending {
            flag("refund.to_pay", &refund.id);
        }
    }
    for dispute in &payment.disputes {
        match dispute.status {
            DisputeStatus::NeedsResponse => flag(DISPUTE_WAITS, &dispute.id),
            DisputeStatus::UnderReview => flag(DISPUTE_REVIEWED, &dispute.id),
            _ => false,
        };
    }
    flags
}
