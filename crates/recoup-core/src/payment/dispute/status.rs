//! The tables of a dispute and of an answer to it.
//!
//! A status is that of the stage that a dispute has come to, and follows from everything that was told of it. A stage
//! begins with a question to us, so whatever is told of a later stage, and whatever else is told of an end, goes
//! through `reopen`: no order of words needs a row of its own.

use super::Dispute;
use crate::machine::machine;
use crate::payment::facts::DisputeEnd;

machine! {
    /// Where a dispute stands at its stage.
    "dispute" DisputeStatus, DisputeStep;
    statuses {
        /// It waits for our answer.
        NeedsResponse = "needs_response",
        /// Our answer is with the other side.
        UnderReview = "under_review",
        /// It ended for us.
        Won = "won",
        /// It ended against us.
        Lost = "lost",
        /// We gave in.
        Accepted = "accepted",
        /// Nobody answered in time.
        Expired = "expired",
        /// The customer took it back.
        Withdrawn = "withdrawn",
        /// It was settled before it began.
        Prevented = "prevented",
    }
    steps {
        /// Our answer is taken.
        Answer = "answer",
        /// It waits for us again: a later stage, an answer that was refused, another end than the one before.
        Reopen = "reopen",
        /// It is won.
        Win = "win",
        /// It is lost.
        Lose = "lose",
        /// We gave in.
        Accept = "accept",
        /// Time ran out.
        Expire = "expire",
        /// The customer takes it back.
        Withdraw = "withdraw",
        /// It is settled before it begins.
        Prevent = "prevent",
    }
    asked { Answer, Accept }
    table {
        NeedsResponse: Answer => UnderReview, Win => Won, Lose => Lost, Accept => Accepted, Expire => Expired,
            Withdraw => Withdrawn, Prevent => Prevented;
        UnderReview: Reopen => NeedsResponse, Win => Won, Lose => Lost, Accept => Accepted, Expire => Expired,
            Withdraw => Withdrawn, Prevent => Prevented;
        Won: Reopen => NeedsResponse;
        Lost: Reopen => NeedsResponse;
        Accepted: Reopen => NeedsResponse;
        Expired: Reopen => NeedsResponse;
        Withdrawn: Reopen => NeedsResponse;
        Prevented: Reopen => NeedsResponse;
    }
}

machine! {
    /// Where an answer stands that we gave.
    "dispute answer" AnswerStatus, AnswerStep;
    statuses {
        /// It is in the outbox or at the gateway.
        Sending = "sending",
        /// No readable answer; the same call is made again and looks first.
        Unknown = "unknown",
        /// The gateway took it.
        Taken = "taken",
        /// The gateway refused it; it counts for nothing.
        Refused = "refused",
    }
    steps {
        /// No readable answer.
        LoseTrack = "lose_track",
        /// The gateway took it.
        Take = "take",
        /// The gateway refused it.
        Refuse = "refuse",
    }
    asked {}
    table {
        Sending: LoseTrack => Unknown, Take => Taken, Refuse => Refused;
        Unknown: LoseTrack => Unknown, Take => Taken, Refuse => Refused;
        Refused: Take => Taken;
    }
}

impl AnswerStatus {
    /// Whether what became of it is not known yet.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }
}

impl DisputeStatus {
    /// Whether it has not ended.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NeedsResponse | Self::UnderReview)
    }

    /// Whether it ended so that the customer keeps what was taken from us.
    #[must_use]
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Lost | Self::Accepted | Self::Expired)
    }

    /// The status that an end leads to.
    #[must_use]
    pub const fn of(end: DisputeEnd) -> Self {
        match end {
            DisputeEnd::Won => Self::Won,
            DisputeEnd::Lost => Self::Lost,
            DisputeEnd::Accepted => Self::Accepted,
            DisputeEnd::Expired => Self::Expired,
            DisputeEnd::Withdrawn => Self::Withdrawn,
            DisputeEnd::Prevented => Self::Prevented,
        }
    }

    /// The step that leads to it from a question to us; none to the question itself.
    const fn step_to(self) -> Option<DisputeStep> {
        Some(match self {
            Self::NeedsResponse => return None,
            Self::UnderReview => DisputeStep::Answer,
            Self::Won => DisputeStep::Win,
            Self::Lost => DisputeStep::Lose,
            Self::Accepted => DisputeStep::Accept,
            Self::Expired => DisputeStep::Expire,
            Self::Withdrawn => DisputeStep::Withdraw,
            Self::Prevented => DisputeStep::Prevent,
        })
    }

    /// The steps by which it becomes another status, at another stage or at the same.
    #[must_use]
    pub fn steps(self, to: Self, moved: bool) -> Vec<DisputeStep> {
        if self == to && !moved {
            return Vec::new();
        }
        // An answer and an end are steps from a question, and an end also one from under review.
        let direct = !moved && (self == Self::NeedsResponse || (self == Self::UnderReview && !to.is_open()));
        let reopen = (!direct && self != Self::NeedsResponse).then_some(DisputeStep::Reopen);
        reopen.into_iter().chain(to.step_to()).collect()
    }
}

/// What the facts about a stage come to.
pub(super) fn of_facts(dispute: &Dispute) -> DisputeStatus {
    let ends = dispute.ends();
    let against = |end: &DisputeEnd| DisputeStatus::of(*end).is_lost();
    let money_is_gone = dispute.held_minor() > 0;
    // Two ends contradict each other: what became of the money says which of them holds. A more exact word for the same
    // says more, whichever came first.
    let holds = ends.iter().filter(|end| against(end) == money_is_gone).max().or_else(|| ends.iter().max());
    match holds {
        Some(end) => DisputeStatus::of(*end),
        None if dispute.is_answered() => DisputeStatus::UnderReview,
        None => DisputeStatus::NeedsResponse,
    }
}
