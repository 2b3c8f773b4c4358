//! What happens to a dispute of a payment: what is told of it, what we answer, and what is booked.
//!
//! An event that holds what was told keeps all of it, so that the state is a fold that does not depend on the order in
//! which it came.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Deed, Evidence, Lost};
use crate::effect::HandedIn;
use crate::event::{Route, bodies};
use crate::id::Id;
use crate::money::Money;
use crate::payment::facts::{DisputeEnd, DisputeStage};

/// Money of a dispute that moved, or that was known to have moved and is told by its name now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyTold {
    /// What of it is news and booked; zero where all of it was booked already.
    pub booked: Money,
    /// What was told, minor units.
    pub told_minor: i64,
    /// The gateway's name for the row; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub row: String,
    /// Where the money lives.
    pub route: Route,
}

bodies! {
    /// What happened to a dispute.
    DisputeBody:

    /// The first word about it came.
    Begun = "dispute.begun" {
        /// The dispute.
        dispute: Id,
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// A person told what follows, and how it is known.
    Recorded = "dispute.recorded" {
        /// The dispute.
        dispute: Id,
        /// How the person knows.
        evidence: String,
    },
    /// It came to a stage.
    Opened = "dispute.opened" {
        /// The dispute.
        dispute: Id,
        /// How far it has come.
        stage: DisputeStage,
        /// The gateway's word for the reason.
        reason: String,
        /// What is claimed, minor units; zero where nothing is said.
        claimed_minor: i64,
        /// Until when an answer is taken.
        due_at: Option<Timestamp>,
    },
    /// Money was taken for it.
    FundsWithdrawn = "dispute.funds_withdrawn" {
        /// The dispute.
        dispute: Id,
        /// The money.
        told: MoneyTold,
        /// Whether money had been taken for it before.
        again: bool,
    },
    /// Money was given back, perhaps not for good.
    FundsReinstated = "dispute.funds_reinstated" {
        /// The dispute.
        dispute: Id,
        /// The money.
        told: MoneyTold,
        /// Whether some of what was taken is still gone.
        part: bool,
    },
    /// The gateway took a fee for it.
    FeeTaken = "dispute.fee_taken" {
        /// The dispute.
        dispute: Id,
        /// The money.
        told: MoneyTold,
    },
    /// The gateway gave a fee back.
    FeeReturned = "dispute.fee_returned" {
        /// The dispute.
        dispute: Id,
        /// The money.
        told: MoneyTold,
    },
    /// An answer was taken.
    Answered = "dispute.answered" {
        /// The dispute.
        dispute: Id,
        /// Of which stage, where it is known.
        stage: Option<DisputeStage>,
        /// Which of our answers, where it was one.
        generation: Option<u32>,
    },
    /// Our answer was refused, and counts for nothing.
    AnswerRefused = "dispute.answer_refused" {
        /// The dispute.
        dispute: Id,
        /// Which of our answers.
        generation: u32,
        /// The gateway's code.
        code: String,
    },
    /// It, or a stage of it, ended.
    Ended = "dispute.ended" {
        /// The dispute.
        dispute: Id,
        /// How.
        end: DisputeEnd,
        /// Of which stage, where it is known.
        stage: Option<DisputeStage>,
        /// By which of our answers, where it was one.
        generation: Option<u32>,
    },
    /// A piece of evidence was laid to it.
    EvidenceAdded = "dispute.evidence_added" {
        /// The dispute.
        dispute: Id,
        /// The piece.
        piece: Evidence,
    },
    /// A piece of evidence was taken away before it was handed in.
    EvidenceRemoved = "dispute.evidence_removed" {
        /// The dispute.
        dispute: Id,
        /// The number of the piece.
        no: u32,
    },
    /// Somebody looks after it, or nobody does any more.
    Assigned = "dispute.assigned" {
        /// The dispute.
        dispute: Id,
        /// The person; empty for nobody.
        owner: String,
    },
    /// Its due date is near, and nobody has answered.
    DueSoon = "dispute.due_soon" {
        /// The dispute.
        dispute: Id,
        /// Until when an answer is taken.
        due_at: Timestamp,
    },
    /// We answer it.
    AnswerSent = "dispute.answer_sent" {
        /// The dispute.
        dispute: Id,
        /// Which of our answers.
        generation: u32,
        /// Evidence, or that we give in.
        deed: Deed,
        /// The stage that is answered.
        stage: DisputeStage,
        /// What is handed in.
        pieces: Vec<HandedIn>,
        /// Whether nobody asked for it and the due date was near.
        by_itself: bool,
        /// Why, where a person said.
        reason: String,
    },
    /// Nobody could tell whether the gateway took our answer; the same call is made again.
    AnswerUnknown = "dispute.answer_unknown" {
        /// The dispute.
        dispute: Id,
        /// Which of our answers.
        generation: u32,
        /// How often it was sent again, with this time.
        times: u32,
        /// What we saw.
        why: String,
    },
    /// What the customer keeps by it is booked as lost.
    LossBooked = "dispute.loss_booked" {
        /// The dispute.
        dispute: Id,
        /// What, and who had it coming.
        lost: Box<Lost>,
    },
    /// What was booked as lost is taken back: something that it was reckoned from is another now.
    LossUndone = "dispute.loss_undone" {
        /// The dispute.
        dispute: Id,
        /// What was booked.
        lost: Box<Lost>,
        /// The entry that is mirrored.
        entry: Id,
    },
}

impl DisputeBody {
    /// The dispute that it is about.
    #[must_use]
    pub const fn dispute(&self) -> &Id {
        match self {
            Self::Begun { dispute, .. }
            | Self::Recorded { dispute, .. }
            | Self::Opened { dispute, .. }
            | Self::FundsWithdrawn { dispute, .. }
            | Self::FundsReinstated { dispute, .. }
            | Self::FeeTaken { dispute, .. }
            | Self::FeeReturned { dispute, .. }
            | Self::Answered { dispute, .. }
            | Self::AnswerRefused { dispute, .. }
            | Self::Ended { dispute, .. }
            | Self::EvidenceAdded { dispute, .. }
            | Self::EvidenceRemoved { dispute, .. }
            | Self::Assigned { dispute, .. }
            | Self::DueSoon { dispute, .. }
            | Self::AnswerSent { dispute, .. }
            | Self::AnswerUnknown { dispute, .. }
            | Self::LossBooked { dispute, .. }
            | Self::LossUndone { dispute, .. } => dispute,
        }
    }
}
