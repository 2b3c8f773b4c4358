//! The steps of a dispute: opened, answered, decided, taken further; and the money that moves with each.

use super::{
    Dispute, DisputeAsked, DisputeDecision, DisputeReason, DisputeStage, DisputeStatus, DisputeVerdict, Evidence,
};
use crate::bank::Bank;
use crate::bank::books::Place;
use crate::bank::capture::CaptureStatus;
use crate::bank::happened::HappenedKind;
use crate::bank::log::{EffectKind, Entry};
use crate::bank::refusal::Refusal;
use crate::bank::rows::{NewRow, RowKind};
use crate::bank::timers::Timer;
use crate::clock::later;

impl Bank {
    /// Opens a dispute about a capture.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such capture, it is not done, or the amount is not in it.
    pub fn open_dispute(&mut self, asked: &DisputeAsked) -> Result<&Dispute, Refusal> {
        let capture = self.disputable(&asked.capture)?;
        let at = self.dispute_capture(capture, asked)?;
        Ok(&self.books.disputes[at])
    }

    fn disputable(&self, id: &str) -> Result<usize, Refusal> {
        let Ok(index) = self.authorization_index(id) else {
            return self.capture_index(id);
        };
        let mut captures = self.books.parts(index).iter().filter_map(|place| match *place {
            Place::Capture(at) => Some(at),
            _ => None,
        });
        captures.find(|at| self.books.captures[*at].status == CaptureStatus::Captured).ok_or(Refusal::NotCaptured)
    }

    fn dispute_capture(&mut self, capture: usize, asked: &DisputeAsked) -> Result<usize, Refusal> {
        let about = &self.books.captures[capture];
        if about.status != CaptureStatus::Captured {
            return Err(Refusal::CaptureNotDone);
        }
        let amount_minor = asked.amount_minor.unwrap_or(about.amount_minor);
        if amount_minor <= 0 || amount_minor > about.amount_minor {
            return Err(Refusal::InvalidAmount);
        }
        let dispute = Dispute {
            id: self.ids.next("sd"),
            authorization: about.authorization.clone(),
            capture: about.id.clone(),
            reference: about.reference.clone(),
            amount_minor,
            currency: about.currency.clone(),
            reason: asked.reason,
            stage: asked.stage,
            status: DisputeStatus::NeedsResponse,
            withdrawn_minor: 0,
            due_at_us: later(self.now_us, asked.due_secs.unwrap_or(self.config.dispute_due_secs)),
            evidence: Vec::new(),
            submitted_at_us: None,
            money_rows: Vec::new(),
            hides_status: asked.hides_status,
            created_at_us: self.now_us,
            updated_at_us: self.now_us,
            of: about.of,
        };
        self.timers.set(dispute.due_at_us, Timer::DisputeDue(self.books.disputes.len()));
        let at = self.books.add_dispute(dispute);
        self.tell(HappenedKind::DisputeOpened, Place::Dispute(at));
        if asked.stage > DisputeStage::Inquiry {
            self.withdraw(at);
        }
        Ok(at)
    }

    /// A capture on a token that asks for it is disputed.
    pub(in crate::bank) fn dispute_by_token(&mut self, capture: usize) {
        let about = &self.books.captures[capture];
        let Some((stage, reason)) = self.books.authorizations[about.of].conduct.dispute else {
            return;
        };
        let asked = DisputeAsked::whole("", stage, reason);
        // A capture that failed meanwhile is not disputed.
        let _ = self.dispute_capture(capture, &asked);
    }

    /// Takes in evidence without answering yet.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute or it does not wait for an answer.
    pub fn add_evidence(&mut self, id: &str, what: &str) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, |status| status == DisputeStatus::NeedsResponse)?;
        self.books.disputes[at].evidence.push(Evidence { what: what.to_owned(), at_us: self.now_us });
        self.change_dispute(at, DisputeStatus::NeedsResponse, HappenedKind::DisputeUpdated);
        Ok(&self.books.disputes[at])
    }

    /// Answers a dispute with the evidence that was taken in.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute or it does not wait for an answer.
    pub fn submit_evidence(&mut self, id: &str) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, |status| status == DisputeStatus::NeedsResponse)?;
        self.books.disputes[at].submitted_at_us = Some(self.now_us);
        self.change_dispute(at, DisputeStatus::UnderReview, HappenedKind::DisputeSubmitted);
        Ok(&self.books.disputes[at])
    }

    /// Gives in: the customer has the money, also after an inquiry.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute or it is decided.
    pub fn accept_dispute(&mut self, id: &str) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, is_open)?;
        self.withdraw(at);
        self.change_dispute(at, DisputeStatus::Accepted, HappenedKind::DisputeAccepted);
        Ok(&self.books.disputes[at])
    }

    /// Decides a dispute: when the merchant won, the money comes back; otherwise the customer has it.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute or it is decided.
    pub fn decide_dispute(&mut self, id: &str, won: bool) -> Result<&Dispute, Refusal> {
        let verdict = if won { DisputeVerdict::Won } else { DisputeVerdict::Lost };
        self.end_dispute(id, DisputeDecision { verdict, back_minor: None })
    }

    /// Ends a dispute, perhaps with a part of the money for either side.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute, it is decided, or more is to come back than it took.
    pub fn end_dispute(&mut self, id: &str, decision: DisputeDecision) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, is_open)?;
        let (status, told) = match decision.verdict {
            DisputeVerdict::Won => (DisputeStatus::Won, HappenedKind::DisputeWon),
            DisputeVerdict::Lost => (DisputeStatus::Lost, HappenedKind::DisputeLost),
            DisputeVerdict::TakenBack => (DisputeStatus::TakenBack, HappenedKind::DisputeTakenBack),
            DisputeVerdict::Prevented => (DisputeStatus::Prevented, HappenedKind::DisputePrevented),
        };
        let lost = decision.verdict == DisputeVerdict::Lost;
        let dispute = &self.books.disputes[at];
        let taken_minor = if lost { dispute.amount_minor } else { dispute.withdrawn_minor };
        let back_minor = decision.back_minor.unwrap_or(if lost { 0 } else { taken_minor });
        if back_minor < 0 || back_minor > taken_minor {
            return Err(Refusal::InvalidAmount);
        }
        if lost {
            self.withdraw(at);
        }
        self.change_dispute(at, status, told);
        self.reinstate(at, back_minor);
        Ok(&self.books.disputes[at])
    }

    /// Gives the money back before anything is decided; a later stage, or a loss, takes it again.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute or it is decided.
    pub fn reinstate_for_now(&mut self, id: &str) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, is_open)?;
        self.reinstate(at, self.books.disputes[at].withdrawn_minor);
        Ok(&self.books.disputes[at])
    }

    /// The merchant appeals a dispute that went against it: it is looked at once more, and the money stays where it is.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute, it did not go against the merchant, or the stage is past.
    pub fn appeal_dispute(&mut self, id: &str, stage: Option<DisputeStage>) -> Result<&Dispute, Refusal> {
        let at = self.dispute_that(id, |status| matches!(status, DisputeStatus::Lost | DisputeStatus::Expired))?;
        let dispute = &mut self.books.disputes[at];
        let stage = stage.unwrap_or(dispute.stage);
        if stage < dispute.stage {
            return Err(Refusal::StageIsPast);
        }
        let further = stage > dispute.stage;
        dispute.stage = stage;
        if further {
            self.change_dispute(at, DisputeStatus::NeedsResponse, HappenedKind::DisputeEscalated);
        }
        self.books.disputes[at].submitted_at_us = Some(self.now_us);
        self.change_dispute(at, DisputeStatus::UnderReview, HappenedKind::DisputeSubmitted);
        Ok(&self.books.disputes[at])
    }

    /// The whole payment was refunded, so nobody asks about it any more.
    pub(in crate::bank) fn end_inquiries(&mut self, authorization: usize) {
        let asked = self.books.parts(authorization).iter().filter_map(|place| match *place {
            Place::Dispute(at) => {
                let dispute = &self.books.disputes[at];
                (dispute.is_open() && dispute.stage == DisputeStage::Inquiry).then_some(at)
            }
            _ => None,
        });
        for at in asked.collect::<Vec<usize>>() {
            self.change_dispute(at, DisputeStatus::TakenBack, HappenedKind::DisputeTakenBack);
        }
    }

    /// Takes a dispute to a later stage, also one that was won: the money is taken (again) and an answer is due again.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such dispute, the customer has the money for good, or the stage is past.
    pub fn escalate_dispute(
        &mut self,
        id: &str,
        stage: DisputeStage,
        due_secs: Option<i64>,
    ) -> Result<&Dispute, Refusal> {
        use DisputeStatus::{Accepted, Lost, Prevented};
        let at = self.dispute_that(id, |status| !matches!(status, Lost | Accepted | Prevented))?;
        let due_at_us = later(self.now_us, due_secs.unwrap_or(self.config.dispute_due_secs));
        let dispute = &mut self.books.disputes[at];
        if stage <= dispute.stage {
            return Err(Refusal::StageIsPast);
        }
        dispute.stage = stage;
        dispute.due_at_us = due_at_us;
        dispute.submitted_at_us = None;
        self.timers.set(due_at_us, Timer::DisputeDue(at));
        self.change_dispute(at, DisputeStatus::NeedsResponse, HappenedKind::DisputeEscalated);
        self.withdraw(at);
        Ok(&self.books.disputes[at])
    }

    /// The time to answer is up.
    pub(in crate::bank) fn dispute_due(&mut self, at: usize) {
        let dispute = &self.books.disputes[at];
        if dispute.status == DisputeStatus::NeedsResponse && self.now_us >= dispute.due_at_us {
            self.change_dispute(at, DisputeStatus::Expired, HappenedKind::DisputeExpired);
        }
    }

    /// Whether a payment has a dispute that is open and beyond an inquiry.
    pub(in crate::bank) fn is_disputed(&self, authorization: usize) -> bool {
        self.books.parts(authorization).iter().any(|place| match *place {
            Place::Dispute(at) => {
                let dispute = &self.books.disputes[at];
                dispute.is_open() && dispute.stage > DisputeStage::Inquiry
            }
            _ => false,
        })
    }

    fn dispute_that(&self, id: &str, may: impl Fn(DisputeStatus) -> bool) -> Result<usize, Refusal> {
        let at = self.dispute_index(id)?;
        let status = self.books.disputes[at].status;
        if may(status) { Ok(at) } else { Err(Refusal::DisputeIs(status)) }
    }

    fn change_dispute(&mut self, at: usize, status: DisputeStatus, told: HappenedKind) {
        let dispute = &mut self.books.disputes[at];
        dispute.status = status;
        dispute.updated_at_us = self.now_us;
        self.tell(told, Place::Dispute(at));
    }

    /// The money is taken, as far as it is not already.
    fn withdraw(&mut self, at: usize) {
        let dispute = &mut self.books.disputes[at];
        let amount_minor = dispute.amount_minor - dispute.withdrawn_minor;
        if amount_minor == 0 {
            return;
        }
        dispute.withdrawn_minor += amount_minor;
        self.books.authorizations[dispute.of].disputed_minor += amount_minor;
        let fee_minor = self.config.fees.dispute_minor;
        self.move_disputed(at, RowKind::DisputeWithdrawn, -amount_minor, fee_minor);
        self.record_dispute(at, amount_minor, (EffectKind::DisputeWithdrawn, HappenedKind::DisputeFundsWithdrawn));
        if self.config.dispute_stops_refunds {
            self.stop_refunds(self.books.disputes[at].of);
        }
    }

    /// So much of what was taken is given back, if it is anything.
    fn reinstate(&mut self, at: usize, amount_minor: i64) {
        if amount_minor == 0 {
            return;
        }
        let dispute = &mut self.books.disputes[at];
        dispute.withdrawn_minor -= amount_minor;
        self.books.authorizations[dispute.of].disputed_minor -= amount_minor;
        let fee_minor = self.config.fees.dispute_reinstated_minor;
        self.move_disputed(at, RowKind::DisputeReinstated, amount_minor, fee_minor);
        self.record_dispute(at, amount_minor, (EffectKind::DisputeReinstated, HappenedKind::DisputeFundsReinstated));
    }

    fn move_disputed(&mut self, at: usize, kind: RowKind, gross_minor: i64, fee_minor: i64) {
        let id = self.ids.next("mr");
        self.books.disputes[at].money_rows.push(id.clone());
        self.book(NewRow { id, kind, place: Place::Dispute(at), gross_minor, fee_minor });
    }

    fn record_dispute(&mut self, at: usize, amount_minor: i64, (kind, told): (EffectKind, HappenedKind)) {
        let authorization = self.books.disputes[at].of;
        self.log.append(Entry { kind, authorization, subject: Place::Dispute(at), amount_minor, at_us: self.now_us });
        self.tell(told, Place::Dispute(at));
    }
}

impl DisputeAsked {
    /// About the whole of a capture, with the bank's usual time.
    #[must_use]
    pub fn whole(capture: &str, stage: DisputeStage, reason: DisputeReason) -> Self {
        Self { capture: capture.to_owned(), amount_minor: None, reason, stage, due_secs: None, hides_status: false }
    }
}

const fn is_open(status: DisputeStatus) -> bool {
    matches!(status, DisputeStatus::NeedsResponse | DisputeStatus::UnderReview)
}
