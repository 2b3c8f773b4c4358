//! What is told of a dispute, by its gateway or by a person with proof. Any order and any repetition ends the same; what
//! contradicts is kept beside what it contradicts, and a person looks.

use super::{AnswerStatus, AnswerStep, Dispute, DisputeBody, Flow, MoneyRow, MoneyTold};
use crate::decision::{Answer, Draft};
use crate::effect::read_reference;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::payment::Payment;
use crate::payment::facts::{DisputeEnd, DisputeStage, Fact, What, alarm, known};
use crate::refusal::Refusal;

/// A dispute that something is told of.
struct About<'a> {
    payment: &'a Id,
    dispute: Id,
    /// Which of our answers it is told of.
    generation: Option<u32>,
}

impl About<'_> {
    fn held<'d>(&self, draft: &'d Draft<'_>) -> Result<(&'d Payment, &'d Dispute), Refusal> {
        let mine = draft.payment(self.payment)?;
        let held =
            mine.dispute(&self.dispute).ok_or_else(|| crate::payment::fold::missing("dispute", &self.dispute))?;
        Ok((mine, held))
    }

    /// The stage of the answer that it is told of.
    fn answered_stage(&self, draft: &Draft<'_>) -> Result<Option<DisputeStage>, Refusal> {
        let (_, held) = self.held(draft)?;
        Ok(self.generation.and_then(|generation| held.answer(generation)).map(|given| given.stage))
    }
}

impl Fact {
    /// Takes in what is told of a dispute of a payment.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for a dispute that the payment does not have.
    pub(in crate::payment) fn on_dispute(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<Answer, Refusal> {
        let Some(about) = self.about(draft, payment)? else {
            return alarm(draft, payment, "fact_does_not_fit", self);
        };
        let currency = draft.payment(payment)?.currency;
        let foreign = self.amount.is_some_and(|amount| amount.currency != currency);
        if foreign {
            // What it says besides the amount holds; the amount is for a person to look at.
            alarm(draft, payment, "currency_differs", self)?;
        }
        let named = self.amount.filter(|amount| !foreign && amount.amount_minor > 0).map(|amount| amount.amount_minor);
        let news = match &self.what {
            What::DisputeOpened { stage, reason, due_at } => {
                self.opened(draft, &about, (*stage, named.unwrap_or(0)), (reason, *due_at))?
            }
            What::DisputeFundsWithdrawn => self.money(draft, &about, Flow::Withdrawn, named)?,
            What::DisputeFundsReinstated => self.money(draft, &about, Flow::Reinstated, named)?,
            What::DisputeFee => self.money(draft, &about, Flow::Fee, named)?,
            What::DisputeFeeReturned => self.money(draft, &about, Flow::FeeReturned, named)?,
            What::DisputeAnswered { stage } => answered(draft, &about, *stage)?,
            What::DisputeAnswerRefused { code } => self.answer_refused(draft, &about, code)?,
            What::DisputeClosed { end, stage } => ended(draft, &about, (*end, *stage))?,
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        if news { Ok(Answer::Dispute(payment.clone(), about.dispute)) } else { known(self.what.word()) }
    }

    /// The dispute that it is about, which its first word begins; none where nothing names it.
    fn about<'a>(&self, draft: &mut Draft<'_>, payment: &'a Id) -> Result<Option<About<'a>>, Refusal> {
        if let Some((dispute, generation)) =
            read_reference(&self.ours).filter(|(id, _)| id.kind() == Some(Kind::Dispute))
        {
            let mine = draft.payment(payment)?.dispute(&dispute);
            let held = mine.ok_or_else(|| crate::decision::unknown("dispute", &dispute))?;
            let generation = held.answer(generation).map(|given| given.generation);
            return Ok(Some(About { payment, dispute, generation }));
        }
        if self.subject.is_empty() {
            return Ok(None);
        }
        if let Some(held) = draft.payment(payment)?.dispute_called(&self.subject) {
            return Ok(Some(About { payment, dispute: held.id.clone(), generation: None }));
        }
        let dispute = draft.new_id(Kind::Dispute);
        let gateway_ref = self.subject.clone();
        draft.emit(payment, DisputeBody::Begun { dispute: dispute.clone(), gateway_ref })?;
        draft.name("id", dispute.as_str(), payment);
        draft.name(&self.account, &self.subject, payment);
        Ok(Some(About { payment, dispute, generation: None }))
    }

    fn opened(
        &self,
        draft: &mut Draft<'_>,
        about: &About<'_>,
        (stage, claimed_minor): (DisputeStage, i64),
        (reason, due_at): (&str, Option<jiff::Timestamp>),
    ) -> Result<bool, Refusal> {
        let (mine, held) = about.held(draft)?;
        let same = |told: &super::StageTold| {
            told.claimed_minor >= claimed_minor && told.due_at >= due_at && told.reason.as_str() >= reason
        };
        if held.told(stage).is_some_and(same) {
            return Ok(false);
        }
        let back = held.told(stage).is_none() && held.now().is_some_and(|now| now.stage > stage);
        let beyond = claimed_minor > mine.captured_minor && claimed_minor > held.claimed_minor();
        let (dispute, reason) = (about.dispute.clone(), reason.to_owned());
        draft.emit(about.payment, DisputeBody::Opened { dispute, stage, reason, claimed_minor, due_at })?;
        if back {
            alarm(draft, about.payment, "dispute_goes_back", self)?;
        }
        if beyond {
            alarm(draft, about.payment, "dispute_exceeds_payment", self)?;
        }
        Ok(true)
    }

    /// Money that moved: what rows come to beyond what is booked is booked.
    fn money(&self, draft: &mut Draft<'_>, about: &About<'_>, flow: Flow, named: Option<i64>) -> Result<bool, Refusal> {
        let Some(told_minor) = named else {
            // Nobody guesses how much it was.
            if self.amount.is_none_or(|amount| amount.amount_minor <= 0) {
                alarm(draft, about.payment, "amount_missing", self)?;
            }
            return Ok(true);
        };
        let (mine, held) = about.held(draft)?;
        let (currency, captured_minor, route) = (mine.currency, mine.captured_minor, mine.method.route.clone());
        let before_minor = held.moved_minor(flow);
        let same = |row: &&MoneyRow| row.flow == flow && row.row == self.ordinal;
        // Of rows without a name the largest may be all of them; one with a name says one thing.
        let told_before = held.rows.iter().filter(same).map(|row| row.amount_minor).max();
        let mut after = held.clone();
        if let Some(known_minor) = told_before.filter(|known| !self.ordinal.is_empty() || *known >= told_minor) {
            let differs = known_minor != told_minor && !self.ordinal.is_empty();
            if differs {
                alarm(draft, about.payment, "told_differently", self)?;
            }
            return Ok(differs);
        }
        after.rows.push(MoneyRow { flow, row: self.ordinal.clone(), amount_minor: told_minor });
        let booked = Money::new(after.moved_minor(flow) - before_minor, currency);
        let told = MoneyTold { booked, told_minor, row: self.ordinal.clone(), route };
        let (dispute, again) = (about.dispute.clone(), before_minor > 0);
        let beyond = flow == Flow::Withdrawn && after.held_minor() > captured_minor;
        let part = after.held_minor() > 0;
        let body = match flow {
            Flow::Withdrawn => DisputeBody::FundsWithdrawn { dispute, told, again },
            Flow::Reinstated => DisputeBody::FundsReinstated { dispute, told, part },
            Flow::Fee => DisputeBody::FeeTaken { dispute, told },
            Flow::FeeReturned => DisputeBody::FeeReturned { dispute, told },
        };
        draft.emit(about.payment, body)?;
        if beyond {
            alarm(draft, about.payment, "dispute_exceeds_payment", self)?;
        }
        Ok(true)
    }

    /// A refusal that names none of our answers is of the newest.
    fn answer_refused(&self, draft: &mut Draft<'_>, about: &About<'_>, code: &str) -> Result<bool, Refusal> {
        let (_, held) = about.held(draft)?;
        let newest = held.answers.last().map(|given| given.generation);
        let Some(given) = about.generation.or(newest).and_then(|generation| held.answer(generation)) else {
            alarm(draft, about.payment, "dispute_answer_refused", self)?;
            return Ok(true);
        };
        if given.status.next(AnswerStep::Refuse).is_none() {
            return Ok(false);
        }
        let (dispute, generation) = (about.dispute.clone(), given.generation);
        let detail =
            format!("the gateway refused our answer to {dispute}: {code}; correct it and answer again in time");
        draft.emit(about.payment, DisputeBody::AnswerRefused { dispute, generation, code: code.to_owned() })?;
        draft.attention("dispute_answer_refused", detail, about.payment, self.amount);
        Ok(true)
    }
}

fn answered(draft: &mut Draft<'_>, about: &About<'_>, stage: Option<DisputeStage>) -> Result<bool, Refusal> {
    let stage = stage.or(about.answered_stage(draft)?);
    let (_, held) = about.held(draft)?;
    let told = match stage {
        Some(stage) => held.told(stage).is_some_and(|told| told.answered),
        None => held.answered_somewhere,
    };
    if told && !is_open(held, about.generation) {
        return Ok(false);
    }
    let (dispute, generation) = (about.dispute.clone(), about.generation);
    draft.emit(about.payment, DisputeBody::Answered { dispute, stage, generation })?;
    Ok(true)
}

fn ended(
    draft: &mut Draft<'_>,
    about: &About<'_>,
    (end, stage): (DisputeEnd, Option<DisputeStage>),
) -> Result<bool, Refusal> {
    let stage = stage.or(about.answered_stage(draft)?);
    let (_, held) = about.held(draft)?;
    let told = match stage {
        Some(stage) => held.told(stage).is_some_and(|told| told.ends.contains(&end)),
        None => held.ends_somewhere.contains(&end),
    };
    if told && !is_open(held, about.generation) {
        return Ok(false);
    }
    let (dispute, generation) = (about.dispute.clone(), about.generation);
    draft.emit(about.payment, DisputeBody::Ended { dispute, end, stage, generation })?;
    Ok(true)
}

/// Whether an answer of ours has yet to be taken.
fn is_open(held: &Dispute, generation: Option<u32>) -> bool {
    let given = generation.and_then(|generation| held.answer(generation));
    given.is_some_and(|given| given.status != AnswerStatus::Taken)
}
