//! Disputes as the outside sees them.

use recoup_core::order::Order;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::{Category, Deed, Dispute, Evidence, Flow, Given, StageTold, collect};
use serde::Serialize;
use utoipa::ToSchema;

/// A dispute of a payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeView {
    /// `dsp_…`
    pub id: String,
    /// `pay_…`
    pub payment: String,
    /// What the payment pays, `ord_…`.
    pub order: String,
    /// The gateway's name for it.
    pub gateway_ref: String,
    /// `inquiry`, `chargeback`, `pre_arbitration`, `arbitration`.
    pub stage: &'static str,
    /// Where it stands at its stage: `needs_response`, `under_review`, `won`, `lost`, `accepted`, `expired`, `withdrawn`,
    /// `prevented`.
    pub status: &'static str,
    /// The gateway's word for the reason.
    pub reason: String,
    /// What it is about: `fraud`, `not_received`, `not_as_described`, `credit_not_processed`, `duplicate`, `canceled`,
    /// `incorrect_amount`, `unrecognized`, `general`.
    pub category: &'static str,
    /// ISO 4217 code of every amount.
    pub currency: &'static str,
    /// What is claimed, minor units.
    pub claimed_minor: i64,
    /// What was taken and not given back, minor units.
    pub held_minor: i64,
    /// What cannot be refunded because of it, minor units.
    pub at_risk_minor: i64,
    /// Fees that were taken and not given back, minor units.
    pub fees_minor: i64,
    /// What is booked as lost.
    pub loss: Option<LossView>,
    /// Whether some of what was taken came back of one that is lost.
    pub partly_lost: bool,
    /// Until when an answer is taken, RFC 3339, UTC.
    pub due_at: Option<String>,
    /// When its first word came, RFC 3339, UTC.
    pub began_at: String,
    /// The person who looks after it; empty for nobody.
    pub owner: String,
    /// Whether our answer is wanted and none is on its way.
    pub waits_for_us: bool,
    /// What was told of each stage, the earliest first.
    pub stages: Vec<StageView>,
    /// Evidence that was laid to it.
    pub evidence: Vec<EvidenceView>,
    /// Answers that were given.
    pub answers: Vec<AnswerView>,
    /// How persons knew what they told of it.
    pub recorded: Vec<String>,
    /// Steps that people can ask for now.
    pub allowed: Vec<&'static str>,
}

/// What a lost dispute costs, and who had it coming.
#[derive(Debug, Serialize, ToSchema)]
pub struct LossView {
    /// All of it, minor units.
    pub amount_minor: i64,
    /// What refunds that were owed gave up, minor units.
    pub absorbed_minor: i64,
    /// What came out of the order, minor units.
    pub entitled_minor: i64,
    /// What the buyer now has twice, minor units.
    pub duplicate_minor: i64,
}

/// What was told of one stage of a dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct StageView {
    /// Which.
    pub stage: &'static str,
    /// The gateway's word for the reason.
    pub reason: String,
    /// What is claimed, minor units.
    pub claimed_minor: i64,
    /// Until when an answer is taken, RFC 3339, UTC.
    pub due_at: Option<String>,
    /// Whether an answer was taken.
    pub answered: bool,
    /// How it ended; more than one word contradict each other.
    pub ends: Vec<&'static str>,
}

/// A piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    /// 1, 2, 3 … within its dispute.
    pub no: u32,
    /// What it proves, such as `delivery`.
    pub proof: &'static str,
    /// Where it came from: `order`, `shipment`, `notice`, `refund`, `contact`, `upload`.
    #[schema(value_type = String)]
    pub origin: recoup_core::payment::dispute::Origin,
    /// Media type of a document; empty for words.
    pub media_type: String,
    /// Hex SHA-256 of its contents.
    pub sha256: String,
    /// Their size.
    pub size_bytes: u64,
    /// Remark for colleagues.
    pub note: String,
    /// Whether it was handed in.
    pub handed_in: bool,
}

/// An answer that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// `evidence`, or `acceptance`.
    pub deed: &'static str,
    /// The stage that it answers.
    pub stage: &'static str,
    /// `sending`, `unknown`, `taken`, `refused`.
    pub status: &'static str,
    /// What was handed in, by what each piece proves.
    pub proofs: Vec<&'static str>,
    /// When it was first sent, RFC 3339, UTC.
    pub sent_at: String,
    /// The gateway's code for its refusal.
    pub code: String,
    /// Whether nobody asked for it and the due date was near.
    pub by_itself: bool,
}

/// A dispute with what its evidence desk shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeDesk {
    /// The dispute.
    #[serde(flatten)]
    pub dispute: DisputeView,
    /// How complete its evidence is.
    pub completeness: CompletenessView,
}

/// How complete the evidence of a dispute is.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompletenessView {
    /// In percent of what is wanted.
    pub percent: u8,
    /// What is wanted.
    pub wanted: Vec<WantedView>,
    /// Whether money went back already: better prove that than give in, which would pay twice.
    pub prove_the_refund: bool,
}

/// Proof that is wanted.
#[derive(Debug, Serialize, ToSchema)]
pub struct WantedView {
    /// What it proves.
    pub proof: &'static str,
    /// Whether it is there, laid to the dispute or in the books.
    pub there: bool,
}

impl DisputeView {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment, dispute: &Dispute) -> Self {
        let mut allowed = dispute.status.allowed();
        allowed.retain(|step| *step != "answer" || dispute.waits_for_us());
        let absorbed =
            |lost: &recoup_core::payment::dispute::Lost| lost.absorbed.iter().map(|part| part.amount_minor).sum();
        let loss = dispute.loss.as_ref().map(|booked| &booked.lost).map(|lost| LossView {
            amount_minor: lost.amount.amount_minor,
            absorbed_minor: absorbed(lost),
            entitled_minor: lost.amount.amount_minor - absorbed(lost) - lost.duplicate_minor,
            duplicate_minor: lost.duplicate_minor,
        });
        Self {
            id: dispute.id.to_string(),
            payment: payment.id.to_string(),
            order: payment.pays.to_string(),
            gateway_ref: dispute.gateway_ref.clone(),
            stage: dispute.stage().word(),
            status: dispute.status.word(),
            reason: dispute.reason().to_owned(),
            category: Category::of(dispute.reason()).word(),
            currency: payment.currency.code(),
            claimed_minor: dispute.claimed_minor(),
            held_minor: dispute.held_minor(),
            at_risk_minor: dispute.at_risk_minor(),
            fees_minor: dispute.moved_minor(Flow::Fee).saturating_sub(dispute.moved_minor(Flow::FeeReturned)),
            loss,
            partly_lost: dispute.is_partly_lost(),
            due_at: dispute.due_at().map(|at| at.to_string()),
            began_at: dispute.began_at.to_string(),
            owner: dispute.owner.clone(),
            waits_for_us: dispute.waits_for_us(),
            stages: dispute.stages.iter().map(StageView::of).collect(),
            evidence: dispute.pieces().map(EvidenceView::of).collect(),
            answers: dispute.answers.iter().map(AnswerView::of).collect(),
            recorded: dispute.recorded.clone(),
            allowed,
        }
    }
}

impl StageView {
    fn of(told: &StageTold) -> Self {
        Self {
            stage: told.stage.word(),
            reason: told.reason.clone(),
            claimed_minor: told.claimed_minor,
            due_at: told.due_at.map(|at| at.to_string()),
            answered: told.answered,
            ends: told.ends.iter().map(|end| end.word()).collect(),
        }
    }
}

impl EvidenceView {
    fn of(piece: &Evidence) -> Self {
        Self {
            no: piece.no,
            proof: piece.proof.word(),
            origin: piece.origin,
            media_type: piece.media_type.clone(),
            sha256: piece.sha256.clone(),
            size_bytes: piece.size_bytes,
            note: piece.note.clone(),
            handed_in: piece.handed_in,
        }
    }
}

impl AnswerView {
    fn of(given: &Given) -> Self {
        Self {
            deed: match given.deed {
                Deed::Evidence => "evidence",
                Deed::Acceptance => "acceptance",
            },
            stage: given.stage.word(),
            status: given.status.word(),
            proofs: given.pieces.iter().map(|piece| piece.proof.word()).collect(),
            sent_at: given.sent_at.to_string(),
            code: given.code.clone(),
            by_itself: given.by_itself,
        }
    }
}

impl DisputeDesk {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment, order: Option<&Order>, dispute: &Dispute) -> Self {
        let collect::Completeness { wanted, percent, refunded } = collect::completeness(payment, order, dispute);
        let wanted = wanted.into_iter().map(|(proof, there)| WantedView { proof: proof.word(), there }).collect();
        let completeness = CompletenessView { percent, wanted, prove_the_refund: refunded };
        Self { dispute: DisputeView::of(payment, dispute), completeness }
    }
}
