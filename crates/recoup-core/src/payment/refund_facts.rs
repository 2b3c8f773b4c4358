//! What a gateway tells about refunds: words on the way, and money rows.
//!
//! Words (accepted, completed, failed) move the refund along its table. Money rows (settled, returned) count
//! once each, in any order, and for the amount they name: money that left where we had not allowed it is a loss in the open
//! and an alarm, and is taken back only by a row that says that it came back.

use super::facts::{Fact, What, alarm, known};
use super::refund::{IMPLIED_BY_RETURN, Paid, Row, settle};
use super::{Payment, Refund, RefundStatus, RefundStep, ask_again};
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, Operation, OperationKind};
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
            What::RefundFailed { .. } if news(RefundStep::Return) && status != RefundStatus::Credited => {
                return self.money_back(draft, about);
            }
            What::RefundAccepted | What::RefundCompleted | What::RefundFailed { .. } => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        self.check_amount(draft, about)?;
        draft.emit(payment, body)?;
        if status.next(RefundStep::Accept).is_some() && !matches!(self.what, What::RefundFailed { .. }) {
            ask_again::set(draft, payment, about.id, 0);
        }
        if let What::RefundFailed { code } = &self.what {
            let detail = format!("{} failed ({code}); the money is still owed", about.id);
            draft.attention("refund_failed", detail, payment, self.amount);
        }
        Ok(Answer::Refund(payment.clone(), about.id.clone()))
    }

    fn check_amount(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
        let (mine, held) = about.held(draft)?;
        let sent = Money::new(held.sent_minor, mine.currency);
        if self.amount.is_some_and(|told| told != sent) {
            alarm(draft, about.payment, "refunded_amount_differs", self)?;
        }
        Ok(())
    }

    /// A row says that money left.
    fn money_left(&self, draft: &mut Draft<'_>, about: &About<'_>, evidence: &str) -> Result<Answer, Refusal> {
        let (_, held) = about.held(draft)?;
        // Without a name of its own a row cannot be told from one that was booked.
        let same = |p: &&Paid| !p.implied && (self.ordinal.is_empty() || p.row.is_empty() || p.row == self.ordinal);
        let implied_minor: i64 = held.paid(about.generation).filter(|p| p.implied).map(|p| p.amount.amount_minor).sum();
        // A row without an amount is about all that its generation was sent for, whatever is owed since.
        let unnamed_minor = held.sent_for_minor(about.generation).max(implied_minor);
        let told_minor = self.amount.map_or(unnamed_minor, |told| told.amount_minor);
        // What came back before we heard that it left is booked as far as it came back.
        let more_minor = told_minor.saturating_sub(implied_minor);
        if held.paid(about.generation).any(|p| same(&p)) || more_minor <= 0 {
            return known(self.what.word());
        }
        let failed = held.status == RefundStatus::Failed;
        let row = Row { amount_minor: more_minor, evidence, gateway_ref: &self.subject, name: &self.ordinal };
        let allowed_minor = self.leaves(draft, about, row)?;
        if failed && allowed_minor > 0 {
            // Both are true only if it left first and came back then, whichever we heard first. The row of that
            // return is still to be told, so it has no name yet.
            comes_back(draft, about, more_minor, "")?;
        }
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// Books money that left: what is owed settles the refund, what is more is a loss in the open, and what is
    /// less leaves the rest owed. Says how much settled the refund.
    fn leaves(&self, draft: &mut Draft<'_>, about: &About<'_>, row: Row<'_>) -> Result<i64, Refusal> {
        let (mine, held) = about.held(draft)?;
        let expected = about.generation == held.generation && held.status.next(RefundStep::Settle).is_some();
        let owed_minor = if expected { held.owed_minor() } else { 0 };
        let awaited_minor = held.awaited_minor().min(owed_minor);
        let (allowed_minor, currency) = (row.amount_minor.min(owed_minor), mine.currency);
        let beyond_minor = row.amount_minor - allowed_minor;
        let implied = row.evidence == IMPLIED_BY_RETURN;
        if allowed_minor > 0 {
            let (payment, id) = (about.payment.clone(), about.id.clone());
            draft.cancel_timer(&Alarm::AskAgain { payment, id, asked: 0 });
        }
        if allowed_minor > 0 {
            settle(draft, about.payment, about.id, Row { amount_minor: allowed_minor, ..row })?;
        }
        if beyond_minor > 0 {
            self.beyond(draft, about, (Money::new(beyond_minor, currency), row.name, implied))?;
        }
        let short_minor = awaited_minor - allowed_minor;
        if owed_minor > 0 && short_minor > 0 && !implied {
            alarm(draft, about.payment, "refunded_amount_differs", self)?;
            let short = Money::new(short_minor, currency);
            let detail = format!("{} was paid short; {short} of it is still owed", about.id);
            draft.attention("refund_short", detail, about.payment, Some(short));
        }
        Ok(allowed_minor)
    }

    /// A row, or a late failure, says that money came back.
    fn money_back(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<Answer, Refusal> {
        let (mine, held) = about.held(draft)?;
        let currency = mine.currency;
        let same = |row: &str| self.ordinal.is_empty() || row.is_empty() || row == self.ordinal;
        if held.back.iter().any(|b| b.generation == about.generation && same(&b.row)) {
            return known(self.what.word());
        }
        let out_minor: i64 = held.paid(about.generation).map(Paid::out_minor).sum();
        // Until a row of what left is told, all of it is known only from what came back.
        let untold = held.paid(about.generation).all(|p| p.implied);
        let told_minor = match &self.what {
            // A failure names the refund, not what moved: everything that left is back.
            What::RefundFailed { .. } => out_minor,
            _ => {
                let unnamed_minor = if untold { held.sent_for_minor(about.generation) } else { out_minor };
                self.amount.map_or(unnamed_minor, |told| told.amount_minor)
            }
        };
        if told_minor > out_minor && !untold {
            alarm(draft, about.payment, "returned_beyond_paid", self)?;
        } else if told_minor > out_minor {
            // It can only come back after it left: the other row is on its way.
            let (evidence, gateway_ref) = (IMPLIED_BY_RETURN, self.subject.as_str());
            self.leaves(draft, about, Row { amount_minor: told_minor - out_minor, evidence, gateway_ref, name: "" })?;
            // It may have left as more than came back, and its own word may be lost: we look.
            let kind = OperationKind::Refund;
            let (payment, id) = (about.payment.clone(), about.id.clone());
            let operation = Operation { kind, payment, id, generation: about.generation };
            draft.probe(&operation, Money::new(told_minor, currency), draft.now(), 1)?;
        } else if told_minor < out_minor {
            alarm(draft, about.payment, "returned_amount_differs", self)?;
        }
        comes_back(draft, about, told_minor, &self.ordinal)?;
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// Money left that we had not allowed: a loss on its own account, and a person is told.
    fn beyond(
        &self,
        draft: &mut Draft<'_>,
        about: &About<'_>,
        (amount, row, implied): (Money, &str, bool),
    ) -> Result<(), Refusal> {
        let (mine, _) = about.held(draft)?;
        let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
        let row = row.to_owned();
        draft.emit(about.payment, Body::RefundBeyond { refund, amount, route, generation, row, implied })?;
        alarm(draft, about.payment, "refunded_beyond_allowed", self).map(drop)
    }
}

/// Books money that came back: first what had been given beyond, then the refund is owed again.
fn comes_back(draft: &mut Draft<'_>, about: &About<'_>, amount_minor: i64, row: &str) -> Result<(), Refusal> {
    let mut rest_minor = amount_minor;
    let (_, held) = about.held(draft)?;
    let lost: Vec<Paid> = held.paid(about.generation).filter(|p| p.beyond.is_some()).cloned().collect();
    for paid in lost {
        let part_minor = rest_minor.min(paid.out_minor());
        if part_minor > 0 {
            beyond_returned(draft, about, (&paid, part_minor), row)?;
            rest_minor -= part_minor;
        }
    }
    let (_, held) = about.held(draft)?;
    let out_minor: i64 = held.paid(about.generation).map(Paid::out_minor).sum();
    let part_minor = rest_minor.min(out_minor);
    if part_minor > 0 { returned(draft, about, part_minor, row) } else { Ok(()) }
}

fn beyond_returned(
    draft: &mut Draft<'_>,
    about: &About<'_>,
    (paid, part_minor): (&Paid, i64),
    row: &str,
) -> Result<(), Refusal> {
    let (mine, _) = about.held(draft)?;
    let amount = Money::new(part_minor, mine.currency);
    let whole = part_minor == paid.amount.amount_minor;
    let body = Body::RefundBeyondReturned {
        refund: about.id.clone(),
        amount,
        route: mine.method.route.clone(),
        generation: about.generation,
        entry: paid.beyond.as_ref().filter(|_| whole).map(entry_id_of),
        row: row.to_owned(),
    };
    draft.emit(about.payment, body)?;
    let detail = format!("what {} gave beyond came back; the loss is taken back", about.id);
    draft.attention("refund_beyond_returned", detail, about.payment, Some(amount));
    Ok(())
}

fn returned(draft: &mut Draft<'_>, about: &About<'_>, part_minor: i64, row: &str) -> Result<(), Refusal> {
    let (mine, _) = about.held(draft)?;
    let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
    let amount = Money::new(part_minor, mine.currency);
    draft.emit(about.payment, Body::RefundReturned { refund, amount, route, generation, row: row.to_owned() })?;
    let detail = format!("{} came back; the money is owed again", about.id);
    draft.attention("refund_returned", detail, about.payment, Some(amount));
    Ok(())
}
