//! Disputes of a payment: a customer's bank takes money back, or asks about it.
//!
//! Two axes, the stage and the status; money moves by facts of its own. All of it follows from what was told, in
//! whatever order: `facts` takes it in, `fold` keeps it, this file says what it comes to. `loss` books what the customer
//! keeps, `evidence` and `answer` are what people do about it, `due` watches the clock, `follow` does what follows from
//! any change.

pub mod answer;
pub mod category;
pub mod collect;
pub mod due;
mod event;
pub mod evidence;
pub(super) mod facts;
mod fold;
pub(crate) mod follow;
pub mod loss;
mod numbers;
mod proof;
pub mod record;
pub mod status;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{is_false, is_zero};
use crate::effect::HandedIn;
use crate::id::Id;
use crate::payment::facts::{DisputeEnd, DisputeStage};

pub use category::Category;
pub use event::{DisputeBody, MoneyTold};
pub use evidence::{Evidence, Origin};
pub use loss::{Absorbed, Booked, Lost};
pub use proof::Proof;
pub use status::{AnswerStatus, AnswerStep, DisputeStatus, DisputeStep};

/// What was told of one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTold {
    /// Which.
    pub stage: DisputeStage,
    /// The gateway's word for the reason; of several the last by the alphabet, whichever came last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What is claimed, minor units; of several the most.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub claimed_minor: i64,
    /// Until when an answer is taken; of several the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Whether an answer was taken.
    #[serde(default, skip_serializing_if = "is_false")]
    pub answered: bool,
    /// How it ended, in the order of the words; more than one contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<DisputeEnd>,
}

impl StageTold {
    const fn new(stage: DisputeStage) -> Self {
        Self { stage, reason: String::new(), claimed_minor: 0, due_at: None, answered: false, ends: Vec::new() }
    }
}

/// Which way money of a dispute moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// It is taken from us.
    Withdrawn,
    /// It is given back.
    Reinstated,
    /// A fee is taken.
    Fee,
    /// A fee is given back.
    FeeReturned,
}

/// A row of money that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRow {
    /// Which way.
    pub flow: Flow,
    /// The gateway's name for it; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub row: String,
    /// Minor units.
    pub amount_minor: i64,
}

/// How we answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// With evidence, for good.
    Evidence,
    /// We give in.
    Acceptance,
}

/// An answer that we gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// How many we gave before; part of its key at the gateway.
    pub generation: u32,
    /// How.
    pub deed: Deed,
    /// The stage that it answers.
    pub stage: DisputeStage,
    /// Where it stands.
    pub status: AnswerStatus,
    /// What was handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<HandedIn>,
    /// How often it was sent again without an answer.
    #[serde(default, skip_serializing_if = "super::doubt::is_zero")]
    pub times: u32,
    /// When it was first sent.
    pub sent_at: Timestamp,
    /// The gateway's code for its refusal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Whether nobody asked for it and the due date was near.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_itself: bool,
}

/// A dispute within its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// `dsp_…`
    pub id: Id,
    /// The gateway's name for it.
    pub gateway_ref: String,
    /// Where it stands at its stage.
    pub status: DisputeStatus,
    /// When its first word came.
    pub began_at: Timestamp,
    /// What was told of its stages, the earliest stage first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageTold>,
    /// Ends of which nobody said the stage: they are of the latest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends_somewhere: Vec<DisputeEnd>,
    /// Whether an answer was taken of which nobody said the stage: it is of the earliest, since a later one that is
    /// taken for answered would be lost by silence.
    #[serde(default, skip_serializing_if = "is_false")]
    pub answered_somewhere: bool,
    /// Rows of money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<MoneyRow>,
    /// How many refunds its payment had when money was first claimed by it: those it may stand for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunds_before: Option<usize>,
    /// What is booked as lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<Booked>,
    /// Evidence, as it was laid to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Answers that we gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Given>,
    /// The person who looks after it; empty for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How a person knew what they told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<String>,
}

impl Dispute {
    /// How far it has come. Where only money or an end was told, money is claimed.
    #[must_use]
    pub fn stage(&self) -> DisputeStage {
        self.stages.last().map_or(DisputeStage::Chargeback, |told| told.stage)
    }

    /// What was told of its stage.
    #[must_use]
    pub fn now(&self) -> Option<&StageTold> {
        self.stages.last()
    }

    /// What was told of a stage.
    #[must_use]
    pub fn told(&self, stage: DisputeStage) -> Option<&StageTold> {
        self.stages.iter().find(|told| told.stage == stage)
    }

    /// How its stage ended: more than one word contradict each other.
    #[must_use]
    pub fn ends(&self) -> Vec<DisputeEnd> {
        let mut ends: Vec<DisputeEnd> = self.now().map(|told| told.ends.clone()).unwrap_or_default();
        // One that was told with its stage before is not told of a later one because it is told again without.
        let told = |end: &&DisputeEnd| self.stages.iter().any(|stage| stage.ends.contains(end));
        ends.extend(self.ends_somewhere.iter().filter(|end| !told(end)));
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// Whether its stage has an answer.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let somewhere = self.answered_somewhere && self.stages.len() <= 1;
        somewhere || self.now().is_some_and(|told| told.answered)
    }

    /// Until when an answer to its stage is taken.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        self.now().and_then(|told| told.due_at)
    }

    /// The gateway's word for the reason, of the latest stage that has one.
    #[must_use]
    pub fn reason(&self) -> &str {
        let told = self.stages.iter().rev().find(|told| !told.reason.is_empty());
        told.map_or("", |told| &told.reason)
    }

    /// What is claimed, minor units: by its stage, or by the latest that says.
    #[must_use]
    pub fn claimed_minor(&self) -> i64 {
        let told = self.stages.iter().rev().find(|told| told.claimed_minor > 0);
        told.map_or(0, |told| told.claimed_minor)
    }

    /// What was told to have moved one way, minor units: rows with names add up; one without may be any of them or all.
    #[must_use]
    pub fn moved_minor(&self, flow: Flow) -> i64 {
        let rows = || self.rows.iter().filter(|row| row.flow == flow);
        let named = rows().filter(|row| !row.row.is_empty());
        let named = named.fold(0_i64, |sum, row| sum.saturating_add(row.amount_minor));
        let unnamed = rows().filter(|row| row.row.is_empty()).map(|row| row.amount_minor).max();
        named.max(unnamed.unwrap_or(0))
    }

    /// What was taken and not given back, minor units: account 1300 before anything is booked as lost. Below zero where
    /// more came back than was taken.
    #[must_use]
    pub fn held_minor(&self) -> i64 {
        self.moved_minor(Flow::Withdrawn).saturating_sub(self.moved_minor(Flow::Reinstated))
    }

    /// Fees that were taken and not given back, minor units.
    #[must_use]
    pub fn fees_minor(&self) -> i64 {
        self.moved_minor(Flow::Fee).saturating_sub(self.moved_minor(Flow::FeeReturned))
    }

    /// Whether it claims money and has not ended: its order is marked.
    #[must_use]
    pub fn is_claim(&self) -> bool {
        self.status.is_open() && self.stage() >= DisputeStage::Chargeback
    }

    /// What nobody may refund because of it, minor units: what is claimed or taken while it is open, and what is gone
    /// after it ended. A question puts nothing at risk.
    #[must_use]
    pub fn at_risk_minor(&self) -> i64 {
        let held_minor = self.held_minor().max(0);
        if self.is_claim() { held_minor.max(self.claimed_minor()) } else { held_minor }
    }

    /// What the customer keeps by it, minor units: what is gone of one that was lost.
    #[must_use]
    pub fn lost_minor(&self) -> i64 {
        if self.status.is_lost() { self.held_minor().max(0) } else { 0 }
    }

    /// Whether some of what was taken came back of one that was lost.
    #[must_use]
    pub fn is_partly_lost(&self) -> bool {
        self.status.is_lost() && self.moved_minor(Flow::Reinstated) > 0 && self.held_minor() > 0
    }

    /// An answer by its number.
    #[must_use]
    pub fn answer(&self, generation: u32) -> Option<&Given> {
        self.answers.iter().find(|given| given.generation == generation)
    }

    /// The answer to its stage that may still count.
    #[must_use]
    pub fn answer_now(&self) -> Option<&Given> {
        let stage = self.stage();
        self.answers.iter().rev().find(|given| given.stage == stage && given.status != AnswerStatus::Refused)
    }

    /// Whether our answer is still wanted, and none is on its way.
    #[must_use]
    pub fn waits_for_us(&self) -> bool {
        self.status == DisputeStatus::NeedsResponse && self.answer_now().is_none()
    }

    /// Evidence that was not taken away.
    pub fn pieces(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|piece| !piece.removed)
    }
}
