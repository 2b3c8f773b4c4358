//! A payment as we have it against what its bank says really moved.

use recoup_core::effect::{Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::payment::{CaptureStatus, Payment, Refund, RefundStatus, ReleaseStatus};
use recoup_sandbox::{EffectKind, Oracle, OracleAuthorization};

/// What of a payment has no known outcome; with `settlement_by_report`, a refund that is done is not open although nobody
/// told that it settled.
#[must_use]
pub fn open(payment: &Payment, settlement_by_report: bool) -> Option<String> {
    unfinished(payment).or_else(|| {
        let accepted = payment.captures.iter().find(|capture| capture.status == CaptureStatus::Accepted);
        let accepted = accepted.map(|capture| format!("{} is accepted", capture.id));
        accepted.or_else(|| {
            let done = |refund: &&Refund| match refund.status {
                RefundStatus::Accepted => true,
                RefundStatus::Completed => !settlement_by_report,
                _ => false,
            };
            payment.refunds.iter().find(done).map(|refund| format!("{} is {}", refund.id, refund.status.word()))
        })
    })
}

/// What of a payment was sent and has no known outcome.
#[must_use]
pub fn unfinished(payment: &Payment) -> Option<String> {
    if matches!(payment.status.word(), "pending" | "processing" | "unknown") {
        return Some(format!("it is {}", payment.status.word()));
    }
    let capture = payment.captures.iter().find(|c| matches!(c.status, CaptureStatus::Sending | CaptureStatus::Unknown));
    let release = payment.releases.iter().find(|r| matches!(r.status, ReleaseStatus::Sending | ReleaseStatus::Unknown));
    let refund = payment.refunds.iter().find(|r| matches!(r.status, RefundStatus::Sending | RefundStatus::Unknown));
    let capture = capture.map(|c| format!("{} is {}", c.id, c.status.word()));
    let release = release.map(|r| format!("{} is {}", r.id, r.status.word()));
    capture.or(release).or_else(|| refund.map(|r| format!("{} is {}", r.id, r.status.word())))
}

/// Everything that the bank executed more than once under one reference. A capture may be disputed more than once.
#[must_use]
pub fn twice(oracle: &Oracle) -> Vec<String> {
    let all = oracle.references.iter().flat_map(|(reference, kinds)| kinds.iter().map(move |of| (reference, of)));
    let once = |kind: EffectKind| !matches!(kind, EffectKind::DisputeWithdrawn | EffectKind::DisputeReinstated);
    all.filter(|(_, (kind, times))| **times > 1 && once(**kind))
        .map(|(reference, (kind, times))| format!("the bank executed {kind:?} of {reference} {times} times"))
        .collect()
}

/// What the bank did and nobody told us: some gateways say it in a report only, and a webhook gets lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unheard {
    /// How many outcomes.
    pub count: usize,
    /// Captured of what the gateway took, minor units.
    pub captured_minor: i64,
    /// Released of what the gateway took, minor units.
    pub released_minor: i64,
    /// Refunds whose money left, minor units.
    pub settled_minor: i64,
}

/// What the bank did of a payment and nobody told us.
#[must_use]
pub fn unheard(payment: &Payment, oracle: &Oracle) -> Unheard {
    let under = |reference: &str, kind: EffectKind| {
        oracle.references.get(reference).is_some_and(|kinds| kinds.contains_key(&kind))
    };
    let done = |id: &Id, kind: EffectKind| under(id.as_str(), kind);
    let captures = payment.captures.iter().filter(|capture| capture.status == CaptureStatus::Accepted);
    let captures = captures.filter(|capture| done(&capture.id, EffectKind::Capture));
    let releases = payment.releases.iter().filter(|release| release.status == ReleaseStatus::Accepted);
    let releases = releases.filter(|release| done(&release.id, EffectKind::Release));
    let refunds =
        payment.refunds.iter().filter(|r| matches!(r.status, RefundStatus::Accepted | RefundStatus::Completed));
    let refunds = refunds.filter(|refund| {
        let (kind, generation) = (OperationKind::Refund, refund.generation);
        let operation = Operation { kind, payment: payment.id.clone(), id: refund.id.clone(), generation };
        under(&operation.reference(), EffectKind::RefundSettled)
    });
    Unheard {
        count: captures.clone().count() + releases.clone().count() + refunds.clone().count(),
        captured_minor: captures.map(|capture| capture.amount_minor).sum(),
        released_minor: releases.map(|release| release.amount_minor).sum(),
        settled_minor: refunds.map(|refund| refund.amount_minor).sum(),
    }
}

/// How state and bank differ beyond what nobody told us.
#[must_use]
pub fn differs(payment: &Payment, told: &OracleAuthorization, unheard: &Unheard) -> Option<String> {
    let back_minor = told.refund_failed_minor + told.refund_returned_minor + told.refund_canceled_minor;
    let captured_minor = payment.captured_minor + unheard.captured_minor;
    // What failed or came back is owed, and not given.
    let owed = |refund: &&Refund| matches!(refund.status, RefundStatus::Failed | RefundStatus::Returned);
    let owed_minor: i64 = payment.refunds.iter().filter(owed).map(|refund| refund.amount_minor).sum();
    // The hold behind a capture that was undone ends at the bank, and nobody has to tell.
    let undone = payment.captures.iter().filter(|capture| capture.status == CaptureStatus::Reversed);
    let undone_minor: i64 = undone.map(|capture| capture.amount_minor).sum();
    let gone_minor = told.released_minor.saturating_add(told.expired_minor);
    let released_minor = payment.released_minor + unheard.released_minor;
    let gone_minor = if gone_minor == released_minor + undone_minor { released_minor } else { gone_minor };
    let pairs = [
        ("authorized", payment.authorized_minor, told.authorized_minor),
        ("captured", captured_minor, told.captured_minor - told.capture_failed_minor),
        ("released", released_minor, gone_minor),
        ("refunded", payment.refunds_active_minor() - owed_minor, told.refunded_accepted_minor - back_minor),
    ];
    let (what, ours, theirs) = pairs.into_iter().find(|(_, ours, theirs)| ours != theirs)?;
    Some(format!("{what} is {ours} here and {theirs} at the bank"))
}
