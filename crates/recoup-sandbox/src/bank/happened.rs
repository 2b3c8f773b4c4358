//! What happened, as the bank records it: the kind, the object as it was at that instant, and the instant.
//! A face turns it into the messages of its gateway; the bank itself tells nobody.

use super::books::Place;
use super::{Authorization, Bank, Capture, Dispute, Payout, Refund, Release};

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HappenedKind {
    /// An authorization was declined, at once or after the customer failed to act.
    Declined,
    /// The customer has to do something first.
    ActionRequired,
    /// An amount was authorized.
    Authorized,
    /// An authorization ran out.
    Expired,
    /// A capture is under way; only where captures take time.
    CaptureAccepted,
    /// The money of a capture came in.
    Captured,
    /// A capture failed, under way or after the money had come in.
    CaptureFailed,
    /// A capture was cancelled while it was under way.
    CaptureCanceled,
    /// A part of an authorization was released.
    Released,
    /// A refund was accepted.
    RefundAccepted,
    /// A refund was passed on.
    RefundCompleted,
    /// The money of a refund left.
    RefundSettled,
    /// A refund failed, and no money moved.
    RefundFailed,
    /// The money of a refund came back.
    RefundReturned,
    /// A refund was cancelled.
    RefundCanceled,
    /// A dispute was opened; when it takes money, that follows as its own kind.
    DisputeOpened,
    /// Evidence was taken in.
    DisputeUpdated,
    /// The merchant answered a dispute.
    DisputeSubmitted,
    /// A dispute came to a later stage; when that takes money, that follows as its own kind.
    DisputeEscalated,
    /// A dispute took money.
    DisputeFundsWithdrawn,
    /// A dispute gave the money back; follows `DisputeWon`.
    DisputeFundsReinstated,
    /// The merchant gave in.
    DisputeAccepted,
    /// The time to answer passed.
    DisputeExpired,
    /// The merchant won.
    DisputeWon,
    /// The merchant lost.
    DisputeLost,
    /// The customer took it back.
    DisputeTakenBack,
    /// It was settled before it began.
    DisputePrevented,
    /// A payout was paid.
    PayoutPaid,
    /// A payout bounced.
    PayoutFailed,
}

/// An object as it was at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// An authorization.
    Authorization(Authorization),
    /// A capture.
    Capture(Capture),
    /// A release.
    Release(Release),
    /// A refund.
    Refund(Refund),
    /// A dispute.
    Dispute(Dispute),
    /// A payout.
    Payout(Payout),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Its own id, `we_…` or `wa_…`; a face may use it or make its own of it.
    pub id: String,
    /// What happened.
    pub kind: HappenedKind,
    /// To what, as it was right afterwards.
    pub thing: Thing,
    /// When, microseconds since 1970.
    pub at_us: i64,
}

impl Bank {
    /// What happened since this was asked last, in order.
    pub fn take_happened(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happened)
    }

    /// Records what happened to an object, now.
    pub(super) fn tell(&mut self, kind: HappenedKind, place: Place) {
        let id = self.ids.next("we");
        self.record(id, kind, place);
    }

    /// Like [`Bank::tell`], for what the native protocol does not tell: its ids come from a stream of their own, because
    /// recorded histories pin the order in which the ids of the native protocol are drawn.
    pub(super) fn tell_aside(&mut self, kind: HappenedKind, place: Place) {
        let id = self.asides.next("wa");
        self.record(id, kind, place);
    }

    fn record(&mut self, id: String, kind: HappenedKind, place: Place) {
        let books = &self.books;
        let thing = match place {
            Place::Authorization(at) => Thing::Authorization(books.authorizations[at].clone()),
            Place::Capture(at) => Thing::Capture(books.captures[at].clone()),
            Place::Release(at) => Thing::Release(books.releases[at].clone()),
            Place::Refund(at) => Thing::Refund(books.refunds[at].clone()),
            Place::Dispute(at) => Thing::Dispute(books.disputes[at].clone()),
            Place::Payout(at) => Thing::Payout(books.payouts[at].clone()),
        };
        self.happened.push(Happened { id, kind, thing, at_us: self.now_us });
    }
}
