//! The clock of a due date: colleagues hear in time that an answer is wanted, and what is there is handed in before it is
//! too late. That nobody answered is for a person; only the gateway says that it expired.

use jiff::Timestamp;

use super::{Dispute, DisputeBody, answer};
use crate::decision::{Answer, Draft, later};
use crate::effect::Alarm;
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;

/// Seconds before the due date at which a person is asked to look.
pub const WINDOW_SECS: i64 = 72 * 3600;
/// Seconds before it at which colleagues are reminded.
pub const REMINDER_SECS: i64 = 24 * 3600;
/// Seconds before it at which what is there is handed in.
pub const BUFFER_SECS: i64 = 6 * 3600;

fn alarm_of(payment: &Id, dispute: &Id) -> Alarm {
    Alarm::DisputeDue { payment: payment.clone(), dispute: dispute.clone() }
}

/// Sets the clock of a dispute anew, or stops it where no answer is waited for.
pub(super) fn set(draft: &mut Draft<'_>, payment: &Id, dispute: &Dispute) {
    let alarm = alarm_of(payment, &dispute.id);
    draft.cancel_timer(&alarm);
    if let Some(due_at) = dispute.due_at().filter(|_| dispute.waits_for_us()) {
        draft.timer(later(due_at, -WINDOW_SECS).max(draft.now()), alarm);
    }
}

/// The next time to look after now; none after the due date.
fn next(due_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let mut times = [REMINDER_SECS, BUFFER_SECS, 0].into_iter().map(|secs| later(due_at, -secs));
    times.find(|at| *at > now)
}

/// The clock rings; false when there is nothing to do any more.
///
/// # Errors
/// [`Refusal::Inconsistent`].
pub fn ring(draft: &mut Draft<'_>, payment: &Id, dispute: &Id) -> Result<Option<Answer>, Refusal> {
    let mine = draft.payment(payment)?;
    let Some(held) = mine.dispute(dispute).filter(|held| held.waits_for_us()) else { return Ok(None) };
    let Some(due_at) = held.due_at() else { return Ok(None) };
    let (now, amount) = (draft.now(), Money::new(held.at_risk_minor(), mine.currency));
    let is_past = |secs: i64| now >= later(due_at, -secs);
    let owner = if held.owner.is_empty() { "nobody looks after it".to_owned() } else { held.owner.clone() };
    if is_past(0) {
        let detail = format!("nobody answered {dispute} by {due_at}; {owner}");
        draft.attention("dispute_unanswered", detail, payment, Some(amount));
        return Ok(Some(Answer::Dispute(payment.clone(), dispute.clone())));
    }
    if is_past(BUFFER_SECS) {
        if !answer::by_itself(draft, payment, dispute)? {
            let detail = format!("{dispute} is due at {due_at} and nothing can be handed in by itself; {owner}");
            draft.attention("dispute_due", detail, payment, Some(amount));
        }
    } else if is_past(REMINDER_SECS) {
        draft.emit(payment, DisputeBody::DueSoon { dispute: dispute.clone(), due_at })?;
    } else {
        let detail = format!("{dispute} wants an answer by {due_at}; {owner}");
        draft.attention("dispute_due", detail, payment, Some(amount));
    }
    let waits = draft.payment(payment)?.dispute(dispute).is_some_and(Dispute::waits_for_us);
    if let Some(at) = next(due_at, now).filter(|_| waits) {
        let alarm = alarm_of(payment, dispute);
        draft.cancel_timer(&alarm);
        draft.timer(at, alarm);
    }
    Ok(Some(Answer::Dispute(payment.clone(), dispute.clone())))
}
