//! Disputes: the customer's bank takes money back, and may give it again. Several can stand on one payment.
//! An inquiry takes no money; every later stage takes it at once, and a dispute that is lost has taken it.

mod steps;

use serde::{Deserialize, Serialize};

/// How far a dispute has come; the order is the order of escalation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStage {
    /// A question; no money has moved.
    Inquiry,
    /// The money was taken.
    Chargeback,
    /// The other side did not accept the answer.
    PreArbitration,
    /// The network decides.
    Arbitration,
}

/// Where a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStatus {
    /// The merchant has until the due date to answer.
    NeedsResponse,
    /// The merchant answered.
    UnderReview,
    /// The merchant keeps the money.
    Won,
    /// The customer keeps the money.
    Lost,
    /// The merchant gave in.
    Accepted,
    /// The due date passed without an answer; what was taken stays taken.
    Expired,
    /// The customer took it back.
    TakenBack,
    /// It was settled before it began.
    Prevented,
}

/// What the bank says at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeVerdict {
    /// The merchant keeps the money.
    Won,
    /// The customer keeps the money.
    Lost,
    /// The customer takes it back.
    TakenBack,
    /// It was settled before it began.
    Prevented,
}

/// The end of a dispute as somebody has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct DisputeDecision {
    /// For whom.
    pub verdict: DisputeVerdict,
    /// How much of what was taken comes back, in minor units; nothing means all of it, and none when it is lost.
    #[serde(default)]
    pub back_minor: Option<i64>,
}

/// Why the customer disputes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeReason {
    /// They say that it was not them.
    Fraud,
    /// Nothing came.
    NotReceived,
    /// Something else came.
    NotAsDescribed,
    /// A promised refund did not come.
    CreditNotProcessed,
    /// They paid twice.
    Duplicate,
    /// They had cancelled before.
    Canceled,
    /// It was more than agreed.
    IncorrectAmount,
    /// They do not know what it was.
    Unrecognized,
    /// Something else.
    General,
}

/// Something the merchant sent to a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What, in the words of the face.
    pub what: String,
    /// When, microseconds since 1970.
    pub at_us: i64,
}

/// A dispute about a capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// `sd_…`
    pub id: String,
    /// The authorization of the capture.
    pub authorization: String,
    /// The capture.
    pub capture: String,
    /// The merchant's reference of the capture.
    pub reference: String,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Why.
    pub reason: DisputeReason,
    /// How far it has come.
    pub stage: DisputeStage,
    /// Where it stands.
    pub status: DisputeStatus,
    /// What it has taken and not given back, in minor units.
    pub withdrawn_minor: i64,
    /// Until when the merchant can answer, microseconds since 1970.
    pub due_at_us: i64,
    /// What the merchant sent so far.
    pub evidence: Vec<Evidence>,
    /// When the merchant answered at this stage, microseconds since 1970.
    pub submitted_at_us: Option<i64>,
    /// Its rows in the gateway's account (`mr_…`), oldest first: taken, given back, taken again.
    pub money_rows: Vec<String>,
    /// Whether nobody is told where it stands, as with some countries.
    pub hides_status: bool,
    /// When it was opened, microseconds since 1970.
    pub created_at_us: i64,
    /// When it last changed, microseconds since 1970.
    pub updated_at_us: i64,
    #[serde(skip)]
    pub(super) of: usize,
}

impl Dispute {
    /// Whether nothing is decided yet.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, DisputeStatus::NeedsResponse | DisputeStatus::UnderReview)
    }
}

/// A dispute as somebody has it opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DisputeAsked {
    /// The capture's id; or that of an authorization, for its first capture that is done.
    pub capture: String,
    /// In minor units; nothing means the whole capture.
    #[serde(default)]
    pub amount_minor: Option<i64>,
    /// Why.
    pub reason: DisputeReason,
    /// With which stage it begins.
    pub stage: DisputeStage,
    /// How long the merchant has, in seconds; nothing means the bank's usual time.
    #[serde(default)]
    pub due_secs: Option<i64>,
    /// Whether nobody is told where it stands.
    #[serde(default)]
    pub hides_status: bool,
}
