//! What a gateway tells about refunds: words on the way, and money rows.
//!
//! Words (accepted, completed, failed) move the refund along its table. Money rows (settled, returned) count
//! once for each generation, in any order: money that left where we had not allowed it is a loss in the open
//! and an alarm, and is taken back only by a row that says that it came back.

use super::facts::{Fact, What, alarm, known};
use super::refund::{IMPLIED_BY_RETURN, settle};
use super::{Payment, Refund, RefundStatus, RefundStep};
use crate::decision::{Answer, Draft};
use crate::event::{Body, entry_id_of};
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;

/// The refund a fact is about, and the generation it names.
struct About<'a> {
    payment: &'a Id,
    id: &'a Id,
    generation: u32,
}

impl About<'_> {
    fn held<'d>(&self, draft: &'d Draft<'_>) -> Result<(&'d Payment, &'d Refund), Refusal> {
        let mine = draft.payment(self.payment)?;
        let held = mine.refund(self.id).ok_or_else(|| super::fold::missing("refund", self.id))?;
        Ok((mine, held))
    }
}

impl Fact {
    pub(super) fn on_refund(
        &self,
        draft: &mut Draft<'_>,
        payment: &Id,
        id: &Id,
        generation: u32,
    ) -> Result<Answer, Refusal> {
        let about = About { payment, id, generation };
        let (_, held) = about.held(draft)?;
        let never_sent = matches!(
            held.status,
            RefundStatus::Requested | RefundStatus::AwaitingApproval | RefundStatus::Approved | RefundStatus::Rejected
        ) || (held.status == RefundStatus::Canceled
            && held.failure.is_empty()
            && held.paid.is_empty());
        let (status, current) = (held.status, held.generation);
        match &self.what {
            What::RefundSettled { evidence } => self.money_left(draft, &about, evidence),
            What::RefundReturned => self.money_back(draft, &about),
            _ if never_sent || generation > current => alarm(draft, payment, "refund_not_sent_by_us", self),
            _ if generation < current => known(self.what.word()),
            _ => self.word(draft, &about, status),
        }
    }

    /// A word of the gateway about the current generation. No money moves by it.
    fn word(&self, draft: &mut Draft<'_>, about: &About<'_>, status: RefundStatus) -> Result<Answer, Refusal> {
        let news = |step: RefundStep| status.next(step).is_some();
        let (payment, refund, gateway_ref) = (about.payment, about.id.clone(), self.subject.clone());
        let body = match &self.what {
            What::RefundAccepted if news(RefundStep::Accept) => Body::RefundAccepted { refund, gateway_ref },
            What::RefundCompleted if news(RefundStep::Complete) => Body::RefundCompleted { refund, gateway_ref },
            What::RefundFailed { code } if news(RefundStep::Fail) => Body::RefundFailed { refund, code: code.clone() },
            // It failed after it had settled: the money is back.
            What::RefundFailed { .. } if news(RefundStep::Return) => return self.money_back(draft, about),
            What::RefundAccepted | What::RefundCompleted | What::RefundFailed { .. } => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        self.check_amount(draft, about)?;
        draft.emit(payment, body)?;
        if let What::RefundFailed { code } = &self.what {
            let detail = format!("{} failed ({code}); the money is still owed", about.id);
            draft.attention("refund_failed", detail, payment, self.amount);
        }
        Ok(Answer::Refund(payment.clone(), about.id.clone()))
    }

    fn check_amount(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
        let (mine, held) = about.held(draft)?;
        if self.amount.is_some_and(|told| told != held.money(mine.currency)) {
            alarm(draft, about.payment, "refunded_amount_differs", self)?;
        }
        Ok(())
    }

    /// A row says that money left.
    fn money_left(&self, draft: &mut Draft<'_>, about: &About<'_>, evidence: &str) -> Result<Answer, Refusal> {
        let (_, held) = about.held(draft)?;
        if held.paid(about.generation).is_some() {
            return known(self.what.word());
        }
        let failed = held.status == RefundStatus::Failed;
        if about.generation != held.generation || held.status.next(RefundStep::Settle).is_none() {
            self.beyond(draft, about)?;
        } else {
            self.check_amount(draft, about)?;
            settle(draft, about.payment, about.id, evidence, &self.subject)?;
            if failed {
                // Both are true only if it left first and came back then, whichever we heard first.
                returned(draft, about)?;
            }
        }
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// A row, or a late failure, says that money came back.
    fn money_back(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<Answer, Refusal> {
        let (_, held) = about.held(draft)?;
        let current = about.generation == held.generation;
        match held.paid(about.generation) {
            Some(paid) if paid.returned => return known(self.what.word()),
            Some(paid) if paid.beyond.is_some() => beyond_returned(draft, about)?,
            Some(_) => returned(draft, about)?,
            // It can only come back after it left: the other row is on its way.
            None if current && held.status.next(RefundStep::Settle).is_some() => {
                self.check_amount(draft, about)?;
                settle(draft, about.payment, about.id, IMPLIED_BY_RETURN, &self.subject)?;
                returned(draft, about)?;
            }
            None => {
                self.beyond(draft, about)?;
                beyond_returned(draft, about)?;
            }
        }
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// Money left that we had not allowed: a loss on its own account, and a person is told.
    fn beyond(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
        let (mine, held) = about.held(draft)?;
        let amount = self.amount.unwrap_or(held.money(mine.currency));
        let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
        draft.emit(about.payment, Body::RefundBeyond { refund, amount, route, generation })?;
        alarm(draft, about.payment, "refunded_beyond_allowed", self).map(drop)
    }
}

fn beyond_returned(draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
    let (mine, held) = about.held(draft)?;
    let Some((amount, event)) = held.paid(about.generation).and_then(|p| Some((p.amount, p.beyond.as_ref()?))) else {
        return Err(super::fold::missing("loss of", about.id));
    };
    let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
    let entry = entry_id_of(event);
    draft.emit(about.payment, Body::RefundBeyondReturned { refund, amount, route, generation, entry })?;
    let detail = format!("what {} gave beyond came back; the loss is taken back", about.id);
    draft.attention("refund_beyond_returned", detail, about.payment, Some(amount));
    Ok(())
}

fn returned(draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
    let (mine, held) = about.held(draft)?;
    let (refund, route): (Id, _) = (about.id.clone(), mine.method.route.clone());
    let amount: Money = held.money(mine.currency);
    draft.emit(about.payment, Body::RefundReturned { refund, amount, route })?;
    let detail = format!("{} came back; the money is owed again", about.id);
    draft.attention("refund_returned", detail, about.payment, Some(amount));
    Ok(())
}
