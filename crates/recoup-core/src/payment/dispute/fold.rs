//! How events change a dispute. What was told is kept; what it comes to is reckoned anew.

use super::status::of_facts;
use super::{
    AnswerStatus, AnswerStep, Booked, Deed, Dispute, DisputeBody, DisputeStatus, Flow, Given, MoneyRow, MoneyTold,
    StageTold,
};
use crate::event::Event;
use crate::id::Id;
use crate::payment::Payment;
use crate::payment::facts::DisputeStage;
use crate::payment::fold::{missing, plus};
use crate::refusal::Refusal;

impl Payment {
    /// Applies an event about a dispute.
    ///
    /// # Errors
    /// [`Refusal::NotInState`], [`Refusal::Inconsistent`].
    pub(in crate::payment) fn apply_dispute(&mut self, body: &DisputeBody, event: &Event) -> Result<(), Refusal> {
        if let DisputeBody::Begun { dispute, gateway_ref } = body {
            self.disputes.push(begun(dispute, gateway_ref, event));
            return Ok(());
        }
        let refunds = self.refunds.len();
        match body {
            DisputeBody::LossBooked { lost, .. } => self.absorb(lost, 1)?,
            DisputeBody::LossUndone { lost, .. } => self.absorb(lost, -1)?,
            _ => {}
        }
        let id = body.dispute();
        let mine = self.disputes.iter_mut().find(|mine| mine.id == *id).ok_or_else(|| missing("dispute", id))?;
        let stage = mine.stage();
        mine.apply(body, event)?;
        if mine.claims_money() {
            mine.refunds_before.get_or_insert(refunds);
        }
        mine.restate(stage)
    }

    fn absorb(&mut self, lost: &super::Lost, sign: i64) -> Result<(), Refusal> {
        for part in &lost.absorbed {
            let mine = self.refund_mut(&part.refund)?;
            mine.absorbed_minor = plus(mine.absorbed_minor, sign * part.amount_minor)?;
        }
        Ok(())
    }
}

fn begun(id: &Id, gateway_ref: &str, event: &Event) -> Dispute {
    Dispute {
        id: id.clone(),
        gateway_ref: gateway_ref.to_owned(),
        status: DisputeStatus::NeedsResponse,
        began_at: event.effective_at,
        stages: Vec::new(),
        ends_somewhere: Vec::new(),
        answered_somewhere: false,
        rows: Vec::new(),
        refunds_before: None,
        loss: None,
        evidence: Vec::new(),
        answers: Vec::new(),
        owner: String::new(),
        recorded: Vec::new(),
    }
}

impl Dispute {
    fn apply(&mut self, body: &DisputeBody, event: &Event) -> Result<(), Refusal> {
        match body {
            DisputeBody::Opened { stage, reason, claimed_minor, due_at, .. } => {
                let told = self.stage_mut(*stage);
                told.claimed_minor = told.claimed_minor.max(*claimed_minor);
                told.due_at = told.due_at.max(*due_at);
                if *reason > told.reason {
                    told.reason.clone_from(reason);
                }
            }
            DisputeBody::FundsWithdrawn { told, .. } => self.row(Flow::Withdrawn, told),
            DisputeBody::FundsReinstated { told, .. } => self.row(Flow::Reinstated, told),
            DisputeBody::FeeTaken { told, .. } => self.row(Flow::Fee, told),
            DisputeBody::FeeReturned { told, .. } => self.row(Flow::FeeReturned, told),
            DisputeBody::Answered { stage, generation, .. } => {
                match stage {
                    Some(stage) => self.stage_mut(*stage).answered = true,
                    None => self.answered_somewhere = true,
                }
                self.step_answer(*generation, AnswerStep::Take)?;
            }
            DisputeBody::AnswerRefused { generation, code, .. } => {
                self.step_answer(Some(*generation), AnswerStep::Refuse)?;
                self.answer_mut(*generation)?.code.clone_from(code);
            }
            DisputeBody::Ended { end, stage, generation, .. } => {
                let ends = match stage {
                    Some(stage) => &mut self.stage_mut(*stage).ends,
                    None => &mut self.ends_somewhere,
                };
                ends.push(*end);
                ends.sort_unstable();
                ends.dedup();
                self.step_answer(*generation, AnswerStep::Take)?;
            }
            DisputeBody::LossBooked { lost, .. } => {
                self.loss = Some(Booked { by: event.id.clone(), lost: lost.as_ref().clone() });
            }
            DisputeBody::LossUndone { .. } => self.loss = None,
            _ => self.apply_ours(body, event)?,
        }
        Ok(())
    }

    /// What people do about it.
    fn apply_ours(&mut self, body: &DisputeBody, event: &Event) -> Result<(), Refusal> {
        match body {
            DisputeBody::Recorded { evidence, .. } => self.recorded.push(evidence.clone()),
            DisputeBody::EvidenceAdded { piece, .. } => self.evidence.push(piece.clone()),
            DisputeBody::EvidenceRemoved { no, .. } => {
                let piece = self.evidence.iter_mut().find(|piece| piece.no == *no);
                piece.ok_or_else(|| missing("evidence of", &self.id))?.removed = true;
            }
            DisputeBody::Assigned { owner, .. } => self.owner.clone_from(owner),
            DisputeBody::AnswerSent { generation, deed, stage, pieces, by_itself, .. } => {
                if *deed == Deed::Evidence {
                    self.evidence.iter_mut().filter(|piece| !piece.removed).for_each(|piece| piece.handed_in = true);
                }
                self.answers.push(Given {
                    generation: *generation,
                    deed: *deed,
                    stage: *stage,
                    status: AnswerStatus::Sending,
                    pieces: pieces.clone(),
                    times: 0,
                    sent_at: event.booked_at,
                    code: String::new(),
                    by_itself: *by_itself,
                });
            }
            DisputeBody::AnswerUnknown { generation, times, .. } => {
                self.step_answer(Some(*generation), AnswerStep::LoseTrack)?;
                self.answer_mut(*generation)?.times = *times;
            }
            _ => {}
        }
        Ok(())
    }

    fn stage_mut(&mut self, stage: DisputeStage) -> &mut StageTold {
        let place = self.stages.partition_point(|told| told.stage < stage);
        if self.stages.get(place).is_none_or(|told| told.stage != stage) {
            self.stages.insert(place, StageTold::new(stage));
        }
        &mut self.stages[place]
    }

    fn row(&mut self, flow: Flow, told: &MoneyTold) {
        self.rows.push(MoneyRow { flow, row: told.row.clone(), amount_minor: told.told_minor });
    }

    fn answer_mut(&mut self, generation: u32) -> Result<&mut Given, Refusal> {
        let found = self.answers.iter_mut().find(|given| given.generation == generation);
        found.ok_or_else(|| missing("answer of", &self.id))
    }

    /// What the gateway says becomes of an answer of ours; one that it took stays taken.
    fn step_answer(&mut self, generation: Option<u32>, step: AnswerStep) -> Result<(), Refusal> {
        let Some(generation) = generation else { return Ok(()) };
        let mine = self.answer_mut(generation)?;
        if mine.status != AnswerStatus::Taken {
            mine.status = mine.status.step(step)?;
        }
        Ok(())
    }

    /// Whether money was claimed or moved by it: what is refunded from then on is not what it stands for.
    fn claims_money(&self) -> bool {
        !self.rows.is_empty() || self.stages.last().is_some_and(|told| told.stage >= DisputeStage::Chargeback)
    }

    /// Takes the steps to the status that everything told comes to.
    fn restate(&mut self, before: DisputeStage) -> Result<(), Refusal> {
        for step in self.status.steps(of_facts(self), self.stage() > before) {
            self.status = self.status.step(step)?;
        }
        Ok(())
    }
}
