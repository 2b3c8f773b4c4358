//! What was done without us, by the gateway's own pages: a person is told once, and more words of the same are known.

use serde::{Deserialize, Serialize};

use super::facts::{Fact, What};
use super::is_false;

/// Something that a gateway did which nobody asked for here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The gateway's name for the object.
    pub subject: String,
    /// Whether it failed or was undone, which is another thing than that it was done.
    #[serde(default, skip_serializing_if = "is_false")]
    pub undone: bool,
    /// How much, minor units, where the gateway says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<i64>,
}

impl Elsewhere {
    /// What a fact tells of; nothing of a dispute, of which each turn is told.
    pub(super) fn of(fact: &Fact) -> Option<Self> {
        let undone = matches!(
            fact.what,
            What::Declined { .. }
                | What::CaptureFailed { .. }
                | What::CaptureReversed
                | What::ReleaseFailed { .. }
                | What::RefundFailed { .. }
                | What::RefundReturned
        );
        let amount_minor = fact.amount.map(|amount| amount.amount_minor);
        (!fact.what.is_of_dispute()).then(|| Self { subject: fact.subject.clone(), undone, amount_minor })
    }

    /// Whether more words tell of the same. Another amount is not the same: more was captured or given back.
    pub(super) fn is(&self, told: &Self) -> bool {
        let same = |(before, now): (i64, i64)| before == now;
        let amount = self.amount_minor.zip(told.amount_minor).is_none_or(same);
        self.subject == told.subject && self.undone == told.undone && amount
    }
}
