//! Asking again: what waits for a word of the gateway does not depend on that word arriving.
//!
//! Webhooks get lost. A payment that waits for its customer or its gateway, a capture or release that the gateway took
//! and has not told the outcome of, an authorization that it would not release and a refund that waits for its money
//! row each have a timer that looks at the gateway, later each time and at last once a day, until they wait no more.
//! Where its gateway cannot be asked the timer goes on without asking, so that a person is told when it takes long.

use jiff::Timestamp;

use super::{CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus};
use crate::decision::{Draft, later};
use crate::effect::{Alarm, Operation, OperationKind};
use crate::event::Body;
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;

/// Seconds before the first look.
const FIRST_SECS: i64 = 900;
/// Seconds between looks in the end.
const LAST_SECS: i64 = 86_400;
/// Looks after which a person is told; by then a refund is more than a week under way.
const LOOKS_BEFORE_ATTENTION: u32 = 14;

/// Looks after which a refund that its gateway calls done is not looked at any more, more than a week after the first:
/// by then only the gateway's report tells that the money left.
pub const LOOKS_OF_COMPLETED: u32 = 14;

/// Sets the timer of the next look.
pub fn set(draft: &mut Draft<'_>, payment: &Id, id: &Id, asked: u32) {
    let secs = FIRST_SECS.checked_shl(asked.min(16)).map_or(LAST_SECS, |secs| secs.min(LAST_SECS));
    let due_at = later(draft.now(), secs);
    let alarm = Alarm::AskAgain { payment: payment.clone(), id: id.clone(), asked };
    // An earlier wait for the same thing may have left its timer.
    draft.cancel_timer(&alarm);
    draft.timer(due_at, alarm);
}

/// The operation that still waits for the gateway's word, with its amount.
#[must_use]
pub fn waits(payment: &Payment, id: &Id) -> Option<(Operation, Money)> {
    payment.gateway_account()?;
    let operation = |kind, generation| Operation { kind, payment: payment.id.clone(), id: id.clone(), generation };
    if *id == payment.id {
        let told_later = matches!(payment.status, PaymentStatus::Processing | PaymentStatus::RequiresAction);
        let asks = told_later || is_rest_in_doubt(payment);
        let amount = Money::new(payment.amount_minor, payment.currency);
        return asks.then(|| (operation(OperationKind::Authorize, 0), amount));
    }
    if let Some(capture) = payment.capture(id) {
        let amount = Money::new(capture.amount_minor, payment.currency);
        return (capture.status == CaptureStatus::Accepted).then(|| (operation(OperationKind::Capture, 0), amount));
    }
    if let Some(release) = payment.release(id) {
        let amount = Money::new(release.amount_minor, payment.currency);
        return (release.status == ReleaseStatus::Accepted).then(|| (operation(OperationKind::Release, 0), amount));
    }
    let refund = payment.refund(id)?;
    let waits = matches!(refund.status, RefundStatus::Accepted | RefundStatus::Completed);
    let sent_minor = if refund.sent_minor > 0 { refund.sent_minor } else { refund.owed_minor() };
    let amount = Money::new(refund.owed_minor().min(sent_minor), payment.currency);
    waits.then(|| (operation(OperationKind::Refund, refund.generation), amount))
}

/// Whether it is this very operation that waits for the gateway's word.
#[must_use]
pub fn is_waiting(payment: &Payment, operation: &Operation) -> bool {
    waits(payment, &operation.id).is_some_and(|(waits, _)| waits == *operation)
}

/// Whether the timer of the next look is set for what waits: always, but for a refund that its gateway calls done once
/// nothing asks after it any more.
#[must_use]
pub fn has_timer(payment: &Payment, operation: &Operation) -> bool {
    !payment.calls_done(&operation.id) || !payment.is_asked_no_more(operation)
}

/// Asks after an operation no more. Its timer goes on where a person is still to be told that it takes long.
///
/// # Errors
/// [`Refusal::Inconsistent`] for an operation that the payment does not have.
pub fn end(draft: &mut Draft<'_>, operation: &Operation, why: &str) -> Result<(), Refusal> {
    let (payment, id) = (&operation.payment, operation.id.clone());
    draft.emit(payment, Body::AskingEnded { id: id.clone(), why: why.to_owned() })?;
    if draft.payment(payment)?.calls_done(&id) {
        draft.cancel_timer(&Alarm::AskAgain { payment: payment.clone(), id, asked: 0 });
    }
    Ok(())
}

/// When an operation was first sent, and its key with it. A refund may have waited for persons, or be sent once more; of
/// the others, and of one from before this was remembered, it is when it was made, which is never later.
#[must_use]
pub fn first_sent(payment: &Payment, operation: &Operation) -> Timestamp {
    let refund = payment.refund(&operation.id).filter(|refund| refund.generation == operation.generation);
    let made = || Timestamp::from_microsecond(operation.id.made_us()).unwrap_or(payment.created_at);
    refund.and_then(|refund| refund.sent_at).unwrap_or_else(made)
}

/// The gateway would not release what is left, perhaps because it is gone already: it ran out, and the word about it
/// was lost.
#[must_use]
pub fn is_rest_in_doubt(payment: &Payment) -> bool {
    let held = matches!(payment.status, PaymentStatus::Authorized | PaymentStatus::PartiallyCaptured);
    let refused = payment.releases.iter().any(|release| release.status == ReleaseStatus::Failed);
    held && refused && payment.remaining_minor() > 0 && !payment.releases.iter().any(|r| r.status.is_open())
}

/// Looks at the gateway where it can be asked, and sets the timer of the look after; false when nothing waits any more.
///
/// # Errors
/// [`Refusal::Inconsistent`] when the payment does not live at a gateway.
pub fn look(draft: &mut Draft<'_>, payment: &Id, id: &Id, asked: u32) -> Result<bool, Refusal> {
    let mine = draft.payment(payment)?;
    let Some((operation, amount)) = waits(mine, id) else { return Ok(false) };
    let (asks, done) = (!mine.is_asked_no_more(&operation), mine.calls_done(id));
    let (since, held) = (first_sent(mine, &operation), mine.is_held(&operation));
    if done && asked >= LOOKS_OF_COMPLETED {
        end(draft, &operation, "its gateway calls it done, and was looked at for more than a week")?;
        return Ok(true);
    }
    // Where asking is sending it once more, nobody may say what became of it before asking has ended.
    let may_do_it = asks && mine.method.terms.asked_by_repeating;
    let nothing_to_say = held || may_do_it || mine.is_undecided(&operation);
    if asked >= LOOKS_BEFORE_ATTENTION && !done {
        let detail = format!("{} {id} waits for its gateway for more than a week", operation.kind.noun());
        if !nothing_to_say {
            draft.emit(payment, Body::OutcomeOpen { id: id.clone(), why: detail.clone() })?;
        }
        if asked == LOOKS_BEFORE_ATTENTION {
            draft.attention("still_waiting", detail, payment, Some(amount));
        }
    }
    if asks {
        draft.probe(&operation, amount, since, 0)?;
    }
    set(draft, payment, id, asked.saturating_add(1));
    Ok(true)
}
