//! A dispute as a gateway shows it, in our words.

use jiff::Timestamp;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage};

/// Whether a dispute waits, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    /// For our answer, until its due date.
    NeedsResponse,
    /// For the other side, the gateway or the network.
    UnderReview,
    /// It is over, at this stage at least.
    Ended(DisputeEnd),
    /// It is over; how, is not shown where it was seen: read it.
    Over,
}

/// A dispute as it stands. It is shown to people and compared; money moves by facts only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeSeen {
    /// The gateway's name of it.
    pub name: String,
    /// The gateway's name of the disputed payment or capture; empty where it is not shown.
    pub payment: String,
    /// Our reference, where it is shown; else empty.
    pub reference: String,
    /// Why, in the gateway's word.
    pub reason: String,
    /// The network's code for it, where it is shown; else empty.
    pub network_code: String,
    /// How much is disputed.
    pub amount: Money,
    /// How far it has come; `None` where the gateway does not show it here.
    pub stage: Option<DisputeStage>,
    /// Whether it waits, and for whom.
    pub status: DisputeStatus,
    /// Until when we can answer; the gateway's own date, or the start of its day in UTC.
    pub due_at: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
}

impl DisputeSeen {
    /// Whether our answer is still taken.
    #[must_use]
    pub const fn waits_for_us(&self) -> bool {
        matches!(self.status, DisputeStatus::NeedsResponse)
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.status, DisputeStatus::Ended(_) | DisputeStatus::Over)
    }
}

/// A dispute on a page that cannot be read: kept for a person, never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeOdd {
    /// The gateway's name of it; empty where even that is missing.
    pub name: String,
    /// Why.
    pub why: String,
}
