//! The bank's log: every effect that happened, in order, never changed.
//! The oracle reads this and not the state of the objects, so that a mistake in one shows against the other.

use serde::{Deserialize, Serialize};

use super::books::Place;

/// What happened to money, or to a promise of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// An amount was authorized.
    Authorization,
    /// An authorization was declined; nothing moved.
    AuthorizationDeclined,
    /// Money came into the gateway balance.
    Capture,
    /// A part of an authorization was given back.
    Release,
    /// A part of an authorization ran out.
    Expiry,
    /// A refund was accepted; nothing moved yet.
    RefundAccepted,
    /// A refund was passed on; nothing moved yet.
    RefundCompleted,
    /// A refund left the gateway balance.
    RefundSettled,
    /// A refund failed before it settled; nothing moved.
    RefundFailed,
    /// A settled refund came back into the gateway balance.
    RefundReturned,
    /// A refund was cancelled before anything moved.
    RefundCanceled,
    /// A capture failed afterwards, and its money left the gateway balance.
    CaptureFailed,
    /// A dispute took money out of the gateway balance.
    DisputeWithdrawn,
    /// A dispute gave that money back.
    DisputeReinstated,
    /// The gateway kept a fee, or gave one back; balances are before fees.
    Fee,
}

impl EffectKind {
    /// What the effect does to the gateway balance, before fees: 1 in, -1 out, 0 nothing.
    #[must_use]
    pub const fn balance_sign(self) -> i64 {
        match self {
            Self::Capture | Self::RefundReturned | Self::DisputeReinstated => 1,
            Self::RefundSettled | Self::CaptureFailed | Self::DisputeWithdrawn => -1,
            _ => 0,
        }
    }
}

/// One effect. Names are looked up by place, because they never change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: EffectKind,
    pub(super) authorization: usize,
    pub(super) subject: Place,
    pub(super) amount_minor: i64,
    pub(super) at_us: i64,
}

/// Every effect so far.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<Entry>,
    /// For each authorization, the positions of its entries.
    of: Vec<Vec<usize>>,
}

impl Log {
    pub(super) fn append(&mut self, entry: Entry) {
        if self.of.len() <= entry.authorization {
            self.of.resize_with(entry.authorization + 1, Vec::new);
        }
        self.of[entry.authorization].push(self.entries.len());
        self.entries.push(entry);
    }

    /// The effects on one authorization, in order.
    pub(super) fn of_authorization(&self, authorization: usize) -> impl Iterator<Item = &Entry> {
        self.of.get(authorization).into_iter().flatten().map(|position| &self.entries[*position])
    }
}
