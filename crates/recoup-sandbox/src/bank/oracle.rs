//! The oracle: what money really moved, read from the log alone and summed anew each time.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::books::{Books, Place};
use super::capture::CaptureStatus;
use super::log::{EffectKind, Log};
use super::refund::RefundStatus;
use crate::clock::rfc3339;

/// One effect, as it really happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OracleEffect {
    /// What happened.
    pub kind: EffectKind,
    /// The object it happened to.
    pub id: String,
    /// The merchant's reference of that object.
    pub reference: String,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// When, as RFC 3339 text in UTC.
    pub at: String,
    /// When the object was asked for, which for what takes its time is long before; `at` where nobody asked.
    pub asked_at: String,
}

/// What really happened on one authorization; every sum counts effects ever seen, so that none but the
/// fees ever goes down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OracleAuthorization {
    /// `sa_…`
    pub id: String,
    /// The merchant's reference of the authorization.
    pub reference: String,
    /// Three capital letters.
    pub currency: String,
    /// Promised, in minor units; nothing for a declined or unfinished one.
    pub authorized_minor: i64,
    /// Captured, in minor units.
    pub captured_minor: i64,
    /// Released, in minor units.
    pub released_minor: i64,
    /// Run out uncaptured, in minor units.
    pub expired_minor: i64,
    /// Refunds ever accepted, in minor units.
    pub refunded_accepted_minor: i64,
    /// Refunds ever completed, in minor units.
    pub refunded_completed_minor: i64,
    /// Refunds ever settled, in minor units.
    pub refunded_settled_minor: i64,
    /// Refunds that failed, in minor units.
    pub refund_failed_minor: i64,
    /// Refunds that settled and came back, in minor units.
    pub refund_returned_minor: i64,
    /// Refunds that were cancelled, in minor units.
    pub refund_canceled_minor: i64,
    /// Captures that failed after they had succeeded, in minor units.
    pub capture_failed_minor: i64,
    /// Taken by disputes, each time counted, in minor units.
    pub dispute_withdrawn_minor: i64,
    /// Given back by disputes, in minor units.
    pub dispute_reinstated_minor: i64,
    /// Fees of its captures, refunds and disputes less fees given back, in minor units.
    pub fees_minor: i64,
    /// Everything that happened, in order.
    pub effects: Vec<OracleEffect>,
}

/// What the bank took and brings to its end by itself: a capture whose money is not in, a refund whose money has not left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OracleUnderWay {
    /// The object.
    pub id: String,
    /// The merchant's reference of that object.
    pub reference: String,
    /// How much, in minor units.
    pub amount_minor: i64,
}

/// What really happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oracle {
    /// The bank's time, as RFC 3339 text in UTC.
    pub now: String,
    /// Each authorization, in the order of making.
    pub authorizations: Vec<OracleAuthorization>,
    /// For each reference, how many effects of each kind were executed under it.
    pub references: BTreeMap<String, BTreeMap<EffectKind, u64>>,
    /// The gateway balance of each currency, in minor units, before fees and payouts: captures less those that failed,
    /// less refunds settled, plus refunds returned, less what disputes took, plus what they gave back. When a reference
    /// was asked for: what the authorizations listed here add to it.
    pub balances: BTreeMap<String, i64>,
    /// What is still to happen to these authorizations without anybody asking. Of this the log knows nothing yet: it is
    /// read from the objects, and moves no sum here.
    pub under_way: Vec<OracleUnderWay>,
}

/// The whole truth, or the part that one reference belongs to.
pub(super) fn report(log: &Log, books: &Books, reference: Option<&str>, now_us: i64) -> Oracle {
    let chosen: Vec<usize> = match reference {
        None => (0..books.authorizations.len()).collect(),
        Some(reference) => {
            let named = books.with_reference(reference).iter().filter_map(|place| books.authorization_of(*place));
            named.collect::<BTreeSet<usize>>().into_iter().collect()
        }
    };
    let mut oracle = Oracle {
        now: rfc3339(now_us),
        authorizations: Vec::new(),
        references: BTreeMap::new(),
        balances: BTreeMap::new(),
        under_way: Vec::new(),
    };
    for authorization in chosen {
        let told = of_authorization(log, books, authorization);
        for effect in &told.effects {
            *oracle.references.entry(effect.reference.clone()).or_default().entry(effect.kind).or_default() += 1;
            let balance = oracle.balances.entry(told.currency.clone()).or_default();
            *balance = balance.saturating_add(effect.kind.balance_sign() * effect.amount_minor);
        }
        oracle.authorizations.push(told);
        oracle.under_way.extend(books.parts(authorization).iter().filter_map(|part| under_way(books, *part)));
    }
    oracle
}

fn under_way(books: &Books, part: Place) -> Option<OracleUnderWay> {
    let amount_minor = match part {
        Place::Capture(at) => {
            let capture = &books.captures[at];
            (capture.status == CaptureStatus::Pending).then_some(capture.amount_minor)
        }
        Place::Refund(at) => {
            let refund = &books.refunds[at];
            matches!(refund.status, RefundStatus::Accepted | RefundStatus::Completed).then_some(refund.amount_minor)
        }
        _ => None,
    }?;
    let (id, reference) = books.names(part);
    Some(OracleUnderWay { id: id.to_owned(), reference: reference.to_owned(), amount_minor })
}

/// The truth about one authorization.
pub(super) fn of_authorization(log: &Log, books: &Books, authorization: usize) -> OracleAuthorization {
    let named = &books.authorizations[authorization];
    let mut told = OracleAuthorization {
        id: named.id.clone(),
        reference: named.reference.clone(),
        currency: named.currency.clone(),
        authorized_minor: 0,
        captured_minor: 0,
        released_minor: 0,
        expired_minor: 0,
        refunded_accepted_minor: 0,
        refunded_completed_minor: 0,
        refunded_settled_minor: 0,
        refund_failed_minor: 0,
        refund_returned_minor: 0,
        refund_canceled_minor: 0,
        capture_failed_minor: 0,
        dispute_withdrawn_minor: 0,
        dispute_reinstated_minor: 0,
        fees_minor: 0,
        effects: Vec::new(),
    };
    for entry in log.of_authorization(authorization) {
        if let Some(sum) = told.sum_of(entry.kind) {
            *sum = sum.saturating_add(entry.amount_minor);
        }
        let (id, reference) = books.names(entry.subject);
        told.effects.push(OracleEffect {
            kind: entry.kind,
            id: id.to_owned(),
            reference: reference.to_owned(),
            amount_minor: entry.amount_minor,
            at: rfc3339(entry.at_us),
            asked_at: rfc3339(books.made_at_us(entry.subject).unwrap_or(entry.at_us)),
        });
    }
    told
}

impl OracleAuthorization {
    /// The sum that an effect adds to.
    const fn sum_of(&mut self, kind: EffectKind) -> Option<&mut i64> {
        match kind {
            EffectKind::Authorization => Some(&mut self.authorized_minor),
            EffectKind::AuthorizationDeclined => None,
            EffectKind::Capture => Some(&mut self.captured_minor),
            EffectKind::Release => Some(&mut self.released_minor),
            EffectKind::Expiry => Some(&mut self.expired_minor),
            EffectKind::RefundAccepted => Some(&mut self.refunded_accepted_minor),
            EffectKind::RefundCompleted => Some(&mut self.refunded_completed_minor),
            EffectKind::RefundSettled => Some(&mut self.refunded_settled_minor),
            EffectKind::RefundFailed => Some(&mut self.refund_failed_minor),
            EffectKind::RefundReturned => Some(&mut self.refund_returned_minor),
            EffectKind::RefundCanceled => Some(&mut self.refund_canceled_minor),
            EffectKind::CaptureFailed => Some(&mut self.capture_failed_minor),
            EffectKind::DisputeWithdrawn => Some(&mut self.dispute_withdrawn_minor),
            EffectKind::DisputeReinstated => Some(&mut self.dispute_reinstated_minor),
            EffectKind::Fee => Some(&mut self.fees_minor),
        }
    }
}
