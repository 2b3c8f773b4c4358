//! What a gateway tells about refunds: words on the way, and money rows.
//!
//! Words (accepted, completed, failed) move the refund along its table. Money rows (settled, returned) count
//! once each, in any order, and for the amount they name: money that left where we had not allowed it is a loss in the open
//! and an alarm, and is taken back only by a row that says that it came back.

use super::facts::{Fact, UNDER_ANOTHER_NAME, What, alarm, known, look_for};
use super::refund::{IMPLIED_BY_RETURN, Paid, Row, RowName, Told, settle};
use super::{Payment, Refund, RefundStatus, RefundStep, ask_again};
use crate::customer::refund as balance;
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, OperationKind};
use crate::event::{Body, entry_id_of};
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::tender::fall;

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
        let another = self.is_of_another(draft, &about)?;
        let answer = match &self.what {
            What::RefundSettled { evidence } => self.money_left(draft, &about, evidence),
            What::RefundReturned => self.money_back(draft, &about),
            _ if never_sent || generation > current => alarm(draft, payment, "refund_not_sent_by_us", self),
            // What became of another refund under our reference says nothing of ours.
            _ if another => alarm(draft, payment, UNDER_ANOTHER_NAME, self),
            _ if generation < current => known(self.what.word()),
            _ => self.word(draft, &about, status),
        }?;
        balance::settle_up(draft, payment, id)?;
        Ok(answer)
    }

    /// Whether it is of another object than the one that the gateway took for this try. A name that only persons typed
    /// says nothing of that.
    fn is_of_another(&self, draft: &Draft<'_>, about: &About<'_>) -> Result<bool, Refusal> {
        let (mine, held) = about.held(draft)?;
        let stands = held.name_of(about.generation);
        Ok(self.is_another_than(stands) && !mine.is_typed(about.id, about.generation))
    }

    /// A word of the gateway about the current generation. No money moves by it.
    fn word(&self, draft: &mut Draft<'_>, about: &About<'_>, status: RefundStatus) -> Result<Answer, Refusal> {
        let news = |step: RefundStep| status.next(step).is_some();
        let (payment, refund, gateway_ref) = (about.payment, about.id.clone(), self.subject.clone());
        let body = match &self.what {
            What::RefundAccepted if news(RefundStep::Accept) => Body::RefundAccepted { refund, gateway_ref },
            What::RefundCompleted if news(RefundStep::Complete) => Body::RefundCompleted { refund, gateway_ref },
            What::RefundFailed { code } if news(RefundStep::Fail) => Body::RefundFailed { refund, code: code.clone() },
            // Also of what persons said was not done: that it failed tells what becomes of a row, whichever comes first.
            What::RefundFailed { code } if news(RefundStep::Return) || status == RefundStatus::Failed => {
                return self.failed_late(draft, about, code);
            }
            What::RefundAccepted | What::RefundCompleted | What::RefundFailed { .. } => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        self.check_amount(draft, about)?;
        draft.emit(payment, body)?;
        if status.next(RefundStep::Accept).is_some() && !matches!(self.what, What::RefundFailed { .. }) {
            ask_again::set(draft, payment, about.id, 0);
        }
        if let What::RefundFailed { code } = &self.what
            && !draft.payment(payment)?.is_top_up()
        {
            let detail = format!("{} failed ({code}); the money is still owed", about.id);
            draft.attention("refund_failed", detail, payment, self.amount);
            fall::set(draft, payment, about.id)?;
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

    /// The names of its row and, where that is another one than the refund's own, of its object.
    fn row_name<'a>(&'a self, another: bool) -> RowName<'a> {
        RowName { row: &self.ordinal, object: if another { &self.subject } else { "" } }
    }

    /// What a row brings beyond what is booked of its kind, minor units; nothing where it tells nothing new. A row of
    /// another object than the refund's own stands for itself. Of the refund's own as much is booked as the named rows
    /// sum to, and never less than anything else says: a row without a name, which may be any of them or all, a
    /// return of what must have left before, or a failure, by which all is back. So a named row first stands for
    /// what was booked without its name, and remembers that; the rest of it is news.
    fn news(
        &self,
        draft: &mut Draft<'_>,
        about: &About<'_>,
        (told_minor, back, name): (i64, bool, RowName<'_>),
    ) -> Result<Option<i64>, Refusal> {
        let (_, held) = about.held(draft)?;
        let generation = about.generation;
        let booked_minor = if back { held.back_minor(generation) } else { held.left_minor(generation) };
        if self.ordinal.is_empty() && name.object.is_empty() {
            let own_minor = booked_minor.saturating_sub(held.elsewhere_minor(generation, back));
            return Ok(Some(told_minor.saturating_sub(own_minor)).filter(|more_minor| *more_minor > 0));
        }
        if told_minor <= 0 || held.has_row(generation, name, back) {
            return Ok(None);
        }
        if !name.object.is_empty() {
            return Ok(Some(told_minor));
        }
        let unnamed_minor = booked_minor.saturating_sub(held.told_minor(generation, back));
        let amount_minor = unnamed_minor.min(told_minor).max(0);
        if amount_minor > 0 {
            let (refund, row) = (about.id.clone(), self.ordinal.clone());
            let told = if back { Told::Back { row, amount_minor } } else { Told::Left { row, amount_minor } };
            draft.emit(about.payment, Body::RefundTold { refund, generation, told })?;
        }
        Ok(Some(told_minor - amount_minor))
    }

    /// A row says that money left.
    fn money_left(&self, draft: &mut Draft<'_>, about: &About<'_>, evidence: &str) -> Result<Answer, Refusal> {
        let another = self.is_of_another(draft, about)?;
        let name = self.row_name(another);
        let (_, held) = about.held(draft)?;
        // A row without an amount is about all that its generation was sent for, whatever is owed since.
        let unnamed_minor = held.sent_for_minor(about.generation);
        let told_minor = self.amount.map_or(unnamed_minor, |told| told.amount_minor);
        let Some(amount_minor) = self.news(draft, about, (told_minor, false, name))? else {
            return known(self.what.word());
        };
        if another {
            alarm(draft, about.payment, UNDER_ANOTHER_NAME, self)?;
        }
        if amount_minor > 0 {
            let gateway_ref = if another { "" } else { self.subject.as_str() };
            self.leaves(draft, about, Row { amount_minor, evidence, gateway_ref, name })?;
            after_failure(draft, about)?;
        }
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// Books money that left: what is owed settles the refund, what is more is a loss in the open, and what is
    /// less leaves the rest owed.
    fn leaves(&self, draft: &mut Draft<'_>, about: &About<'_>, row: Row<'_>) -> Result<(), Refusal> {
        if passes(draft, about)? {
            return pass(draft, about, (row.amount_minor, row.name, false));
        }
        let (mine, held) = about.held(draft)?;
        let surplus_minor = row.amount_minor.saturating_sub(held.owed_minor());
        if mine.is_top_up() && about.generation == held.generation && surplus_minor > 0 {
            balance::take_back(draft, about.payment, about.id, surplus_minor)?;
        }
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
        Ok(())
    }

    /// A row says that money came back.
    fn money_back(&self, draft: &mut Draft<'_>, about: &About<'_>) -> Result<Answer, Refusal> {
        let (mine, held) = about.held(draft)?;
        let (currency, generation) = (mine.currency, about.generation);
        let (left_minor, back_minor) = (held.left_minor(generation), held.back_minor(generation));
        let (out_minor, untold) = (left_minor - back_minor, !held.is_told(generation));
        // A row without an amount is about all that is out, or was sent where nobody told that it left.
        let unnamed_minor = match untold {
            true => held.sent_for_minor(generation),
            false if self.ordinal.is_empty() => left_minor,
            false => out_minor,
        };
        let told_minor = self.amount.map_or(unnamed_minor, |told| told.amount_minor);
        // A return is of another object where that one was told to have paid.
        let name = self.row_name(held.has_object(generation, &self.subject));
        let named = !held.name_of(generation).is_empty();
        let Some(amount_minor) = self.news(draft, about, (told_minor, true, name))? else {
            return known(self.what.word());
        };
        if amount_minor == 0 {
            return Ok(Answer::Refund(about.payment.clone(), about.id.clone()));
        }
        let implied_minor = amount_minor.saturating_sub(out_minor);
        if implied_minor > 0 && passes(draft, about)? {
            pass(draft, about, (amount_minor, name, true))?;
            return Ok(Answer::Refund(about.payment.clone(), about.id.clone()));
        }
        if implied_minor > 0 {
            // It can only come back after it left: the other row is on its way, or another one is.
            let (evidence, gateway_ref) = (IMPLIED_BY_RETURN, if named { "" } else { self.subject.as_str() });
            let row = Row { amount_minor: implied_minor, evidence, gateway_ref, name: RowName::NONE };
            self.leaves(draft, about, row)?;
        }
        if implied_minor > 0 && untold {
            // It may have left as more than came back, and its own word may be lost: we look.
            let told = Money::new(told_minor, currency);
            look_for(draft, about.payment, (OperationKind::Refund, about.id, generation), told)?;
        } else if implied_minor > 0 {
            alarm(draft, about.payment, "returned_beyond_paid", self)?;
        } else if amount_minor < out_minor {
            alarm(draft, about.payment, "returned_amount_differs", self)?;
        }
        comes_back(draft, about, amount_minor, name)?;
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// It failed, and money of it had moved, or persons had said so: what of it is out is back. Told of a try that
    /// failed before, it is no news.
    fn failed_late(&self, draft: &mut Draft<'_>, about: &About<'_>, code: &str) -> Result<Answer, Refusal> {
        let (_, held) = about.held(draft)?;
        if held.failed {
            return known(self.what.word());
        }
        let (refund, generation) = (about.id.clone(), about.generation);
        let told = Told::Failed { code: code.to_owned() };
        draft.emit(about.payment, Body::RefundTold { refund, generation, told })?;
        after_failure(draft, about)?;
        fall::set(draft, about.payment, about.id)?;
        Ok(Answer::Refund(about.payment.clone(), about.id.clone()))
    }

    /// Money left that we had not allowed: a loss on its own account, and a person is told.
    fn beyond(
        &self,
        draft: &mut Draft<'_>,
        about: &About<'_>,
        (amount, name, implied): (Money, RowName<'_>, bool),
    ) -> Result<(), Refusal> {
        let (mine, _) = about.held(draft)?;
        let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
        let (row, object) = (name.row.to_owned(), name.object.to_owned());
        draft.emit(about.payment, Body::RefundBeyond { refund, amount, route, generation, row, object, implied })?;
        alarm(draft, about.payment, "refunded_beyond_allowed", self).map(drop)
    }
}

/// Nothing that we allowed stays out of a try that failed: that it left and that it failed are both true only if it
/// left first and came back then, whichever we heard first. The rows of that return are still to be told, so it has
/// no name yet. What we had not allowed, of an earlier try or after a credit, stays a loss until its own row comes.
fn after_failure(draft: &mut Draft<'_>, about: &About<'_>) -> Result<(), Refusal> {
    let (mine, held) = about.held(draft)?;
    // What a balance got back for it was got back once, so all that left is back.
    let counts = |paid: &&Paid| paid.beyond.is_none() || mine.is_top_up();
    let allowed_minor: i64 = held.paid(about.generation).filter(counts).map(Paid::out_minor).sum();
    if !held.failed || held.generation != about.generation || allowed_minor == 0 {
        return Ok(());
    }
    let out_minor = held.left_minor(about.generation) - held.back_minor(about.generation);
    comes_back(draft, about, out_minor, RowName::NONE)
}

/// Whether what left or came back of a try only passes through: it failed, the balance has its money again, and so
/// whatever is told of it left first and came back then.
fn passes(draft: &Draft<'_>, about: &About<'_>) -> Result<bool, Refusal> {
    let (mine, held) = about.held(draft)?;
    let failed = held.failed && held.generation == about.generation;
    Ok(mine.is_top_up() && failed && held.status == RefundStatus::Credited)
}

/// Remembers money that passed through, without moving any.
fn pass(
    draft: &mut Draft<'_>,
    about: &About<'_>,
    (amount_minor, name, back): (i64, RowName<'_>, bool),
) -> Result<(), Refusal> {
    let (refund, generation) = (about.id.clone(), about.generation);
    let (row, object) = (name.row.to_owned(), name.object.to_owned());
    let told = Told::Passed { row, object, amount_minor, back };
    draft.emit(about.payment, Body::RefundTold { refund, generation, told }).map(drop)
}

/// Books money that came back: first what had been given beyond, then the refund is owed again.
fn comes_back(draft: &mut Draft<'_>, about: &About<'_>, amount_minor: i64, name: RowName<'_>) -> Result<(), Refusal> {
    let mut rest_minor = amount_minor;
    let (_, held) = about.held(draft)?;
    let lost: Vec<Paid> = held.paid(about.generation).filter(|p| p.beyond.is_some()).cloned().collect();
    for paid in lost {
        let part_minor = rest_minor.min(paid.out_minor());
        if part_minor > 0 {
            beyond_returned(draft, about, (&paid, part_minor), name)?;
            rest_minor -= part_minor;
        }
    }
    let (_, held) = about.held(draft)?;
    let out_minor: i64 = held.paid(about.generation).map(Paid::out_minor).sum();
    let part_minor = rest_minor.min(out_minor);
    if part_minor > 0 { returned(draft, about, part_minor, name) } else { Ok(()) }
}

fn beyond_returned(
    draft: &mut Draft<'_>,
    about: &About<'_>,
    (paid, part_minor): (&Paid, i64),
    name: RowName<'_>,
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
        row: name.row.to_owned(),
        object: name.object.to_owned(),
    };
    draft.emit(about.payment, body)?;
    let detail = format!("what {} gave beyond came back; the loss is taken back", about.id);
    draft.attention("refund_beyond_returned", detail, about.payment, Some(amount));
    Ok(())
}

fn returned(draft: &mut Draft<'_>, about: &About<'_>, part_minor: i64, name: RowName<'_>) -> Result<(), Refusal> {
    let (mine, _) = about.held(draft)?;
    let (refund, route, generation) = (about.id.clone(), mine.method.route.clone(), about.generation);
    let amount = Money::new(part_minor, mine.currency);
    let (row, object) = (name.row.to_owned(), name.object.to_owned());
    let top_up = mine.is_top_up();
    draft.emit(about.payment, Body::RefundReturned { refund, amount, route, generation, row, object, top_up })?;
    if top_up {
        // It goes to the balance by itself.
        return Ok(());
    }
    let detail = format!("{} came back; the money is owed again", about.id);
    draft.attention("refund_returned", detail, about.payment, Some(amount));
    Ok(())
}
