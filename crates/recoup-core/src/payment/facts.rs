//! Facts: what a gateway told us, folded so that any order and any repetition ends the same.
//!
//! A fact that is news is decided on; one that is known or overtaken changes nothing; one that contradicts
//! us raises an alarm and is never netted. Which is which is read from the tables, not from the clock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use super::what::{DisputeEnd, DisputeStage, What};

use super::capture::Done;
use super::elsewhere::Elsewhere;
use super::{
    AuthorizationLoss, Capture, CaptureStatus, CaptureStep, PaymentStatus, PaymentStep, ReleaseStep, ask_again,
    capture, fail_over, pays, release,
};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, later};
use crate::effect::{Alarm, Operation, OperationKind, read_reference};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{OrderStatus, plan};
use crate::payment::ReleaseBody;
use crate::refusal::Refusal;
use crate::tender::group::{self, Says};
use crate::world::{Needs, World};

/// Seconds before an authorization runs out at which its rest is given back.
const RELEASE_MARGIN_SECS: i64 = 12 * 3600;

/// One thing a gateway told us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Gateway account that told it, such as `sandbox:main`.
    pub account: String,
    /// The gateway's name for the object.
    pub subject: String,
    /// Our reference on it: the operation's id, with its generation behind a point. Empty where the gateway repeats
    /// none, or where it is the payment's: then it is found by the gateway's names.
    pub ours: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
    /// How much, where it says.
    pub amount: Option<Money>,
    /// The gateway's name for the payment that the object belongs to; empty where it names none. By it is found what
    /// carries no reference of ours.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// The gateway's own name for this one time, such as a money row, where the same can happen to one object
    /// again; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ordinal: String,
}

impl Fact {
    /// The key under which the fact counts once: gateway, subject, what, and what tells one time from another.
    #[must_use]
    pub fn key(&self) -> String {
        let mut key = format!("fact:{}:{}:{}", self.account, self.subject, self.what.word());
        for part in [self.ordinal.as_str(), &self.what.turn()].into_iter().filter(|part| !part.is_empty()) {
            key.push(':');
            key.push_str(part);
        }
        key
    }

    /// Whether its amount is booked or held; the others name none, or a rest that may be zero.
    const fn moves_money(&self) -> bool {
        matches!(
            self.what,
            What::Authorized { .. }
                | What::Captured
                | What::CaptureReversed
                | What::RefundSettled { .. }
                | What::RefundReturned
        )
    }

    fn unknown(&self) -> Refusal {
        let name = if self.ours.is_empty() { &self.subject } else { &self.ours };
        Refusal::Unknown { what: "operation", id: name.chars().take(60).collect() }
    }

    /// Whether it is about another object than the one that stands by this name.
    pub(super) fn is_another_than(&self, stands: &str) -> bool {
        !stands.is_empty() && !self.subject.is_empty() && self.subject != stands
    }

    /// The gateway's names by which its payment is found, where it carries no reference of ours.
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.parent.as_str(), self.subject.as_str()].into_iter().filter(|name| !name.is_empty())
    }

    /// The payment it is about, which must live at the account that tells it.
    fn payment(&self, draft: &Draft<'_>) -> Result<Id, Refusal> {
        let payment = match read_reference(&self.ours) {
            Some((id, _)) if id.kind() == Some(Kind::Payment) => draft.payment(&id)?.id.clone(),
            Some((id, _)) => draft.owner("operation", &id)?,
            None if self.ours.is_empty() => {
                let mut found = None;
                for name in self.names() {
                    found = found.or(draft.found(&self.account, name)?);
                }
                found.cloned().ok_or_else(|| self.unknown())?
            }
            None => return Err(self.unknown()),
        };
        match draft.payment(&payment)?.gateway_account() {
            Some(account) if account == self.account => Ok(payment),
            _ => Err(self.unknown()),
        }
    }
}

impl Workflow for Fact {
    fn needs(&self, world: &World, needs: &mut Needs) {
        let payment = match read_reference(&self.ours) {
            Some((id, _)) if id.kind() == Some(Kind::Payment) => Some(id),
            Some((id, _)) => {
                needs.name("id", id.as_str());
                world.owner(&id).cloned()
            }
            None if self.ours.is_empty() => {
                self.names().for_each(|name| needs.name(&self.account, name));
                self.names().find_map(|name| world.found(&self.account, name).first().cloned())
            }
            None => None,
        };
        let Some(payment) = payment else { return };
        needs.stream(&payment);
        if let Some(payment) = world.payment(&payment) {
            pays::needs(payment, needs);
            group::needs(payment, world, needs);
            if matches!(self.what, What::Declined { .. }) {
                fail_over::needs(payment, world, needs);
            }
            if matches!(self.what, What::Authorized { .. }) {
                plan::needs_of(&payment.id, world, needs);
            }
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let payment = self.payment(draft)?;
        let mine = draft.payment(&payment)?;
        if self.what.is_of_dispute() {
            return self.on_dispute(draft, &payment);
        }
        if self.amount.is_some_and(|a| a.currency != mine.currency) {
            return alarm(draft, &payment, "currency_differs", self);
        }
        if self.moves_money() && self.amount.is_some_and(|a| a.amount_minor <= 0) {
            return alarm(draft, &payment, "amount_not_positive", self);
        }
        let Some((id, generation)) = read_reference(&self.ours).or_else(|| mine.called(&self.subject)) else {
            return outside(draft, &payment, self);
        };
        let answer = if mine.said(&id, generation).is_some_and(|said| said.is_contradicted_by(&self.what)) {
            Some(alarm(draft, &payment, "contradicts_what_was_said", self)?)
        } else {
            self.confirm(draft, &payment, (&id, generation))?
        };
        let done = self.book(draft, &payment, (&id, generation))?;
        Ok(answer.unwrap_or(done))
    }
}

impl Fact {
    /// Decides about an operation of a payment, whoever told.
    pub(super) fn book(
        &self,
        draft: &mut Draft<'_>,
        payment: &Id,
        (id, generation): (&Id, u32),
    ) -> Result<Answer, Refusal> {
        match id.kind() {
            Some(Kind::Payment) => self.on_authorization(draft, payment),
            Some(Kind::Capture) => self.on_capture(draft, payment, id),
            Some(Kind::Release) => self.on_release(draft, payment, id),
            Some(Kind::Refund) => self.on_refund(draft, payment, id, generation),
            _ => Err(self.unknown()),
        }
    }
}

/// Something that the gateway did without us, such as a refund by its own pages. A person is told, once for what is
/// told in several words.
fn outside(draft: &mut Draft<'_>, payment: &Id, fact: &Fact) -> Result<Answer, Refusal> {
    let elsewhere = Elsewhere::of(fact);
    let before = &draft.payment(payment)?.elsewhere;
    if elsewhere.as_ref().is_some_and(|told| before.iter().any(|known| known.is(told))) {
        return known(fact.what.word());
    }
    let what = format!("outside_{}", fact.what.word());
    let amount = fact.amount.map_or_else(|| "no amount".to_owned(), |a| a.to_string());
    let detail = format!(
        "{} tells {} of {} ({amount}), which was not asked for here",
        fact.account,
        fact.what.word(),
        fact.subject
    );
    draft.emit(payment, Body::PaymentAlarm { what: what.clone(), detail: detail.clone(), elsewhere })?;
    draft.attention(&what, detail, payment, fact.amount);
    Ok(Answer::Payment(payment.clone()))
}

/// The same fact was told before with another content. Neither is booked over the other: a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What was told now.
    pub fact: Fact,
}

impl Workflow for Contradiction {
    fn needs(&self, world: &World, needs: &mut Needs) {
        self.fact.needs(world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let payment = self.fact.payment(draft)?;
        alarm(draft, &payment, "told_differently", &self.fact)
    }
}

/// A second object of the gateway under one reference of ours: it did twice what we asked for once.
pub(super) const UNDER_ANOTHER_NAME: &str = "told_under_another_name";

/// It tells nothing that changes anything.
pub(super) fn known(what: &str) -> Result<Answer, Refusal> {
    Ok(Answer::NoChange(format!("{what} was known or overtaken")))
}

/// Looks at the gateway for what an operation brought.
pub(super) fn look_for(
    draft: &mut Draft<'_>,
    payment: &Id,
    (kind, id, generation): (OperationKind, &Id, u32),
    amount: Money,
) -> Result<(), Refusal> {
    let operation = Operation { kind, payment: payment.clone(), id: id.clone(), generation };
    let since = ask_again::first_sent(draft.payment(payment)?, &operation);
    draft.probe(&operation, amount, since, 1)
}

/// It contradicts us: an event, and a person is asked.
pub(super) fn alarm(draft: &mut Draft<'_>, payment: &Id, what: &str, fact: &Fact) -> Result<Answer, Refusal> {
    let amount = fact.amount.map_or_else(|| "no amount".to_owned(), |a| a.to_string());
    let detail = format!(
        "{} says {} of {} ({amount}), which contradicts what we know",
        fact.account,
        fact.what.word(),
        fact.subject
    );
    let body = Body::PaymentAlarm { what: what.to_owned(), detail: detail.clone(), elsewhere: None };
    draft.emit(payment, body)?;
    draft.attention(what, detail, payment, fact.amount);
    Ok(Answer::Payment(payment.clone()))
}

impl Fact {
    fn on_authorization(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let step = match &self.what {
            What::Taken => PaymentStep::Accept,
            What::Authorized { .. } => PaymentStep::Authorize,
            What::ActionRequired => PaymentStep::AskCustomer,
            What::Declined { .. } => PaymentStep::Decline,
            What::Expired => return self.lose_rest(draft, payment, AuthorizationLoss::Expired),
            What::Released => return self.lose_rest(draft, payment, AuthorizationLoss::Released),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        };
        let twice = matches!(self.what, What::Authorized { .. }) && mine.authorized_minor > 0;
        // What becomes of another one says nothing of the one that the gateway took. A name that it told before it took
        // one may be made up by its adapter.
        let ends = matches!(self.what, What::Declined { .. } | What::ActionRequired);
        let beside = ends && mine.status == PaymentStatus::Processing;
        if (twice || beside) && self.is_another_than(&mine.gateway_ref) {
            // The customer's money may be held twice. What is told of the second one must find its payment.
            draft.name(&self.account, &self.subject, payment);
            return alarm(draft, payment, UNDER_ANOTHER_NAME, self);
        }
        // An authorization counts once, also for a payment whose rest or captures are gone since.
        if mine.status.next(step).is_none() || mine.authorized_minor > 0 {
            return known(self.what.word());
        }
        match &self.what {
            What::Authorized { expires_at } => self.authorize(draft, payment, *expires_at),
            What::Declined { code } => self.decline(draft, payment, code),
            What::Taken => self.processing(draft, payment),
            _ => self.ask_customer(draft, payment),
        }?;
        Ok(Answer::Payment(payment.clone()))
    }

    fn authorize(&self, draft: &mut Draft<'_>, payment: &Id, expires_at: Option<Timestamp>) -> Result<(), Refusal> {
        let mine = draft.payment(payment)?;
        let (asked, at_once, release_after) =
            (Money::new(mine.amount_minor, mine.currency), mine.capture_at_once, mine.release_after);
        let (lost, declined) = (mine.rest_lost.is_some(), mine.status == PaymentStatus::Failed);
        let standing = pays::standing(draft, &mine.pays)?;
        let amount = self.amount.unwrap_or(asked);
        let body = Body::PaymentAuthorized {
            amount_minor: amount.amount_minor,
            expires_at,
            gateway_ref: self.subject.clone(),
        };
        draft.emit(payment, body)?;
        draft.name(&self.account, &self.subject, payment);
        draft.cancel_timer(&Alarm::AskAgain { payment: payment.clone(), id: payment.clone(), asked: 0 });
        if ask_again::is_rest_in_doubt(draft.payment(payment)?) {
            ask_again::set(draft, payment, payment, 0);
        }
        if amount.amount_minor > asked.amount_minor {
            // Nobody agreed to more: the surplus is never captured, and goes back with the rest.
            alarm(draft, payment, "authorized_beyond_asked", self)?;
        }
        if declined {
            // The customer read that nothing was taken, and may have paid otherwise: a person decides.
            alarm(draft, payment, "authorized_after_decline", self)?;
        }
        if lost {
            return Ok(());
        }
        if standing == OrderStatus::Canceled {
            return release::request(draft, payment).map(drop);
        }
        let group = group::authorized(draft, payment, amount)?;
        if group == Says::GoBack {
            // Where it is what fell, it is on its way back already.
            let left = draft.payment(payment)?.releasable_minor() > 0;
            return if left { release::request(draft, payment).map(drop) } else { Ok(()) };
        }
        let before_expiry = expires_at.map(|at| before(at, draft.now()));
        if let Some(due) = [release_after, before_expiry].into_iter().flatten().min() {
            draft.timer(due, Alarm::ReleaseRest { payment: payment.clone() });
        }
        // A held order is captured when it goes on.
        if at_once && !declined && standing != OrderStatus::OnHold && group == Says::GoOn {
            capture::at_once(draft, payment)?;
        }
        plan::care::authorized(draft, payment)
    }

    /// What was declined keeps the gateway's name of it: words about it may still come, and people look for it there.
    fn decline(&self, draft: &mut Draft<'_>, payment: &Id, code: &str) -> Result<(), Refusal> {
        let made_of_ours = !self.ours.is_empty() && self.subject.contains(&self.ours);
        let gateway_ref = if made_of_ours { "" } else { self.subject.as_str() };
        fail_over::decline(draft, payment, (code, gateway_ref))?;
        if !gateway_ref.is_empty() {
            draft.name(&self.account, gateway_ref, payment);
        }
        Ok(())
    }

    /// The customer acts or does not, and the word about it may get lost: we ask again.
    fn ask_customer(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
        draft.emit(payment, Body::PaymentActionRequired { gateway_ref: self.subject.clone() })?;
        draft.name(&self.account, &self.subject, payment);
        ask_again::set(draft, payment, payment, 0);
        Ok(())
    }

    /// The gateway decides later, and its word about it may get lost: we ask again.
    fn processing(&self, draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
        draft.emit(payment, Body::PaymentProcessing { gateway_ref: self.subject.clone() })?;
        draft.name(&self.account, &self.subject, payment);
        ask_again::set(draft, payment, payment, 0);
        Ok(())
    }

    fn lose_rest(&self, draft: &mut Draft<'_>, payment: &Id, by: AuthorizationLoss) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let news = match mine.rest_lost {
            // A release outranks an expiry that was told first, so that both orders end with the same word.
            Some(before) => before == AuthorizationLoss::Expired && by == AuthorizationLoss::Released,
            // Nothing authorized yet: the authorization may still be told, and is lost already.
            None => mine.remaining_minor() > 0 || mine.authorized_minor == 0,
        };
        if !news {
            return known(self.what.word());
        }
        let amount_minor = mine.rest_minor();
        // Nobody gave it back: somebody may have wanted it captured.
        let missed = by == AuthorizationLoss::Expired && amount_minor > 0 && mine.releasable_minor() > 0;
        let amount = Money::new(amount_minor, mine.currency);
        draft.emit(payment, Body::PaymentRestLost { by, amount_minor })?;
        if missed {
            let detail = format!("the authorization ran out with {amount} not captured");
            draft.attention("authorization_expired", detail, payment, Some(amount));
        }
        draft.cancel_timer(&Alarm::ReleaseRest { payment: payment.clone() });
        group::fall(draft, payment, self.what.word())?;
        Ok(Answer::Payment(payment.clone()))
    }

    fn on_capture(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.capture(id).ok_or_else(|| super::fold::missing("capture", id))?;
        let (status, asked) = (held.status, Money::new(held.amount_minor, mine.currency));
        let (amount, told_minor) = (self.amount.unwrap_or(asked), self.amount.map(|told| told.amount_minor));
        // A capture that we know only because it was undone is still to be told.
        let booked = matches!(status, CaptureStatus::Completed | CaptureStatus::Reversed);
        let news = status.next(CaptureStep::Complete).is_some() && !booked;
        let same = |row: &String| self.ordinal.is_empty() || row.is_empty() || *row == self.ordinal;
        let undone = held.undone_by.iter().any(same);
        let another = booked && !held.is_untold() && self.is_another_than(&held.gateway_ref);
        match &self.what {
            What::Captured if another => self.captured_otherwise(draft, payment, (id, UNDER_ANOTHER_NAME))?,
            What::Taken if status.next(CaptureStep::Accept).is_some() => {
                let gateway_ref = self.subject.clone();
                draft.emit(payment, Body::CaptureAccepted { capture: id.clone(), gateway_ref })?;
                ask_again::set(draft, payment, id, 0);
            }
            What::Captured if news => self.captured(draft, payment, id, (asked, amount))?,
            What::Captured if held.is_untold() && amount.amount_minor > held.undone_minor => {
                let more = Money::new(amount.amount_minor - held.undone_minor, amount.currency);
                self.captured(draft, payment, id, (more, more))?;
            }
            // The first row that tells what is booked without a name: one under another name is another one.
            What::Captured if held.is_untold() || held.is_named_by(&self.ordinal, told_minor) => {
                let (capture, row) = (id.clone(), self.ordinal.clone());
                let amount_minor = told_minor.unwrap_or_else(|| held.booked_minor());
                draft.emit(payment, Body::CaptureTold { capture, row, amount_minor })?;
            }
            What::Captured if !held.is_booked_by(&self.ordinal, told_minor) => {
                self.captured_otherwise(draft, payment, (id, "told_differently"))?;
            }
            What::CaptureFailed { code } if status.is_open() => self.capture_failed(draft, payment, id, code)?,
            What::CaptureFailed { code } if status == CaptureStatus::Completed && held.doubted.is_none() => {
                self.failed_after_done(draft, payment, id, code)?;
            }
            What::CaptureReversed if !undone => {
                // It can only be undone after it was done: the other fact is on its way.
                if news || (held.implied && status == CaptureStatus::Reversed) {
                    self.complete(draft, payment, id, Done { implied: true, ..Done::by(amount, &self.subject) })?;
                    // It may have been more than was undone, and its own word may be lost: we look.
                    look_for(draft, payment, (OperationKind::Capture, id, 0), amount)?;
                }
                self.reversed(draft, payment, id)?;
            }
            What::Taken | What::Captured | What::CaptureFailed { .. } | What::CaptureReversed => {
                return known(self.what.word());
            }
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Capture(payment.clone(), id.clone()))
    }

    fn capture_failed(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id, code: &str) -> Result<(), Refusal> {
        draft.emit(payment, Body::CaptureFailed { capture: id.clone(), code: code.to_owned() })?;
        let mine = draft.payment(payment)?;
        let amount = mine.capture(id).map(|c| Money::new(c.amount_minor, mine.currency));
        let detail = format!("the gateway refused to capture {id}: {code}");
        draft.attention("capture_failed", detail, payment, amount);
        capture::go_on(draft, payment)
    }

    /// It failed, and was told done before: no order of these words says which of them holds now. What is booked stays
    /// until the gateway says that it was undone, and a person is told at once; it is looked for.
    fn failed_after_done(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id, code: &str) -> Result<(), Refusal> {
        draft.emit(payment, Body::CaptureDoubted { capture: id.clone(), code: code.to_owned() })?;
        alarm(draft, payment, "failed_after_captured", self)?;
        let mine = draft.payment(payment)?;
        let amount = Money::new(mine.capture(id).map_or(0, |c| c.amount_minor), mine.currency);
        look_for(draft, payment, (OperationKind::Capture, id, 0), amount)
    }

    fn captured(
        &self,
        draft: &mut Draft<'_>,
        payment: &Id,
        id: &Id,
        (asked, amount): (Money, Money),
    ) -> Result<(), Refusal> {
        if amount != asked {
            alarm(draft, payment, "captured_amount_differs", self)?;
        }
        self.complete(draft, payment, id, Done { row: &self.ordinal, ..Done::by(amount, &self.subject) })
    }

    /// Books a capture, and an alarm if it is more than was authorized.
    fn complete(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id, done: Done<'_>) -> Result<(), Refusal> {
        capture::complete(draft, payment, id, done)?;
        // Where captures are objects of their own, what is done without us may name the capture alone.
        if !self.parent.is_empty() && self.parent != self.subject {
            draft.name(&self.account, &self.subject, payment);
        }
        let mine = draft.payment(payment)?;
        if mine.captured_minor.saturating_add(mine.reversed_minor()) > mine.authorized_minor {
            alarm(draft, payment, "captured_beyond_authorized", self)?;
        }
        Ok(())
    }

    /// Another row, another object or another amount for a capture that is booked. One capture is not booked twice: the largest
    /// amount that a row named stands, whichever came first, and a person looks at the rest.
    fn captured_otherwise(&self, draft: &mut Draft<'_>, payment: &Id, (id, what): (&Id, &str)) -> Result<(), Refusal> {
        alarm(draft, payment, what, self)?;
        let mine = draft.payment(payment)?;
        let booked_minor = mine.capture(id).map_or(0, Capture::booked_minor);
        let more_minor = self.amount.map_or(0, |told| told.amount_minor.saturating_sub(booked_minor));
        if more_minor <= 0 {
            return Ok(());
        }
        let more = Money::new(more_minor, mine.currency);
        self.captured(draft, payment, id, (more, more))
    }

    fn reversed(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<(), Refusal> {
        let mine = draft.payment(payment)?;
        let held = mine.capture(id).ok_or_else(|| super::fold::missing("capture", id))?;
        let (paid, route) = (mine.pays.clone(), mine.method.route.clone());
        // No more than is booked is undone, and no more than was told.
        let booked_minor = if held.status == CaptureStatus::Completed { held.amount_minor } else { 0 };
        let told_minor = self.amount.map_or(booked_minor, |told| told.amount_minor);
        let amount = Money::new(told_minor.min(booked_minor), mine.currency);
        if told_minor != booked_minor {
            alarm(draft, payment, "reversed_amount_differs", self)?;
        }
        if amount.amount_minor == 0 {
            return Ok(());
        }
        let (row, capture) = (self.ordinal.clone(), id.clone());
        draft.emit(payment, Body::CaptureReversed { pays: paid.clone(), capture, amount, route, row })?;
        pays::unpaid(draft, &paid, payment, amount)?;
        let covered = draft.payment(payment)?.covers_its_refunds();
        let rest = if covered { "" } else { "; its refunds are more than what is left of the captures" };
        draft.attention("capture_reversed", format!("{id} was undone by the gateway{rest}"), payment, Some(amount));
        Ok(())
    }

    fn on_release(&self, draft: &mut Draft<'_>, payment: &Id, id: &Id) -> Result<Answer, Refusal> {
        let mine = draft.payment(payment)?;
        let status = mine.release(id).ok_or_else(|| super::fold::missing("release", id))?.status;
        match &self.what {
            What::Taken if status.next(ReleaseStep::Accept).is_some() => {
                draft.emit(payment, Body::Release(ReleaseBody::Accepted { release: id.clone() }))?;
                ask_again::set(draft, payment, id, 0);
            }
            What::Released if status.next(ReleaseStep::Complete).is_some() => release::complete(draft, payment, id)?,
            What::ReleaseFailed { code } if status.is_open() => {
                draft.emit(payment, Body::Release(ReleaseBody::Failed { release: id.clone(), code: code.clone() }))?;
                let detail = format!("the gateway refused to release {id}: {code}");
                draft.attention("release_failed", detail, payment, None);
                draft.cancel_timer(&Alarm::ReleaseOverdue { payment: payment.clone(), release: id.clone() });
                if ask_again::is_rest_in_doubt(draft.payment(payment)?) {
                    ask_again::set(draft, payment, payment, 0);
                }
            }
            What::Taken | What::Released | What::ReleaseFailed { .. } => return known(self.what.word()),
            _ => return alarm(draft, payment, "fact_does_not_fit", self),
        }
        Ok(Answer::Release(payment.clone(), id.clone()))
    }
}

/// When the rest of an authorization is given back: half a day before it runs out, or half-way where the
/// whole time is short.
pub(super) fn before(expires_at: Timestamp, now: Timestamp) -> Timestamp {
    let left_secs = expires_at.as_second().saturating_sub(now.as_second()).max(0);
    later(expires_at, -RELEASE_MARGIN_SECS.min(left_secs / 2))
}
