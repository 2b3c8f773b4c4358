//! Evidence: pieces that are laid to a dispute, what each proves and where it came from, and who looks after it.
//!
//! The contents of a piece are kept apart by their hash, because they are about a person and can be erased; what happened
//! with them cannot.

use serde::{Deserialize, Serialize};

use super::answer::{find, needs_of};
use super::{Dispute, DisputeBody, Proof};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::id::Id;
use crate::payment::is_false;
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// The largest piece there may be: 20 MiB.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// The most pieces that one dispute may have.
const MOST_PIECES: usize = 100;

/// Where a piece of evidence came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// What was sold.
    Order,
    /// What was shipped, and arrived.
    Shipment,
    /// What we told the customer.
    Notice,
    /// What was given back.
    Refund,
    /// What the customer and we wrote to each other.
    Contact,
    /// A person brought it.
    Upload,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// 1, 2, 3 … within its dispute.
    pub no: u32,
    /// What it proves.
    pub proof: Proof,
    /// Where it came from.
    pub origin: Origin,
    /// Media type of a document; empty for words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Hex SHA-256 of its contents.
    pub sha256: String,
    /// Their size.
    pub size_bytes: u64,
    /// Remark for colleagues.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether it was handed in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub handed_in: bool,
    /// Whether it was taken away.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

impl Evidence {
    /// Whether it is a document.
    #[must_use]
    pub const fn is_file(&self) -> bool {
        !self.media_type.is_empty()
    }
}

/// Lays a piece of evidence to a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddEvidence {
    /// The dispute.
    pub dispute: Id,
    /// What it proves.
    pub proof: Proof,
    /// Where it came from.
    pub origin: Origin,
    /// Media type of a document; empty for words.
    pub media_type: String,
    /// Hex SHA-256 of its contents.
    pub sha256: String,
    /// Their size.
    pub size_bytes: u64,
    /// Remark for colleagues.
    pub note: String,
}

impl Workflow for AddEvidence {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.dispute, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        self.check_form()?;
        let (payment, dispute) = find(draft, &self.dispute)?;
        check_open(dispute, "add_evidence")?;
        let is_file = !self.media_type.is_empty();
        let invalid = |param: &str, why: String| Refusal::Invalid { param: param.to_owned(), why };
        if dispute.pieces().any(|piece| piece.proof == self.proof && piece.is_file() == is_file) {
            let why = format!("there is `{}` of this form; remove it first, or put both into one", self.proof);
            return Err(invalid("proof", why));
        }
        if dispute.evidence.len() >= MOST_PIECES {
            return Err(invalid("dispute", format!("it has {MOST_PIECES} pieces; put several into one")));
        }
        let no = u32::try_from(dispute.evidence.len()).unwrap_or(u32::MAX).saturating_add(1);
        let piece = Evidence {
            no,
            proof: self.proof,
            origin: self.origin,
            media_type: self.media_type.clone(),
            sha256: self.sha256.clone(),
            size_bytes: self.size_bytes,
            note: self.note.clone(),
            handed_in: false,
            removed: false,
        };
        let payment = payment.id.clone();
        draft.emit(&payment, DisputeBody::EvidenceAdded { dispute: self.dispute.clone(), piece })?;
        Ok(Answer::Dispute(payment, self.dispute.clone()))
    }
}

impl AddEvidence {
    fn check_form(&self) -> Result<(), Refusal> {
        text::check("media_type", &self.media_type, text::SHORT)?;
        text::check("note", &self.note, text::NOTE)?;
        let invalid = |param: &str, why: &str| Refusal::Invalid { param: param.to_owned(), why: why.to_owned() };
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if self.sha256.len() != 64 || !self.sha256.bytes().all(hex) {
            return Err(invalid("sha256", "send the SHA-256 of the contents as 64 lower-case hexadecimal digits"));
        }
        if self.size_bytes == 0 || self.size_bytes > MOST_BYTES {
            return Err(invalid("size_bytes", "a piece has at least one byte, and 20 MiB at most"));
        }
        Ok(())
    }
}

/// Takes a piece of evidence away that was not handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveEvidence {
    /// The dispute.
    pub dispute: Id,
    /// The number of the piece.
    pub no: u32,
}

impl Workflow for RemoveEvidence {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.dispute, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let (payment, dispute) = find(draft, &self.dispute)?;
        let piece = dispute.pieces().find(|piece| piece.no == self.no);
        let piece = piece.ok_or_else(|| Refusal::Unknown { what: "evidence", id: self.no.to_string() })?;
        if piece.handed_in {
            return Err(Refusal::NotInState {
                what: "piece of evidence",
                status: "handed in",
                step: "remove",
                allowed: "nothing; what was handed in stays with the dispute".to_owned(),
            });
        }
        let (payment, no) = (payment.id.clone(), self.no);
        draft.emit(&payment, DisputeBody::EvidenceRemoved { dispute: self.dispute.clone(), no })?;
        Ok(Answer::Dispute(payment, self.dispute.clone()))
    }
}

/// Says who looks after a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignDispute {
    /// The dispute.
    pub dispute: Id,
    /// The person; empty for nobody.
    pub owner: String,
}

impl Workflow for AssignDispute {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.dispute, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::check("owner", &self.owner, text::NAME)?;
        let (payment, dispute) = find(draft, &self.dispute)?;
        if dispute.owner == self.owner {
            return Ok(Answer::NoChange("it is theirs already".to_owned()));
        }
        let (payment, owner) = (payment.id.clone(), self.owner.clone());
        draft.emit(&payment, DisputeBody::Assigned { dispute: self.dispute.clone(), owner })?;
        Ok(Answer::Dispute(payment, self.dispute.clone()))
    }
}

/// Refuses to work on a dispute that has ended.
fn check_open(dispute: &Dispute, step: &'static str) -> Result<(), Refusal> {
    if dispute.status.is_open() {
        return Ok(());
    }
    let (what, status) = ("dispute", dispute.status.word());
    Err(Refusal::NotInState { what, status, step, allowed: "nothing; it has ended".to_owned() })
}
