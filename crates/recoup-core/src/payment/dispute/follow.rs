//! What follows from any decision about a payment that has disputes: losses are booked as they come to now, its order is
//! marked or not any more, the clock of a due date is set, and what contradicts itself is shown to a person.
//!
//! It runs at the end of every decision, so that no flow that moves money of a payment can forget it.

use super::{Dispute, DisputeStatus, due, loss};
use crate::decision::Draft;
use crate::event::Body;
use crate::id::Id;
use crate::money::Money;
use crate::payment::pays;
use crate::refusal::Refusal;

/// Does what follows for every payment that the draft changed.
///
/// # Errors
/// [`Refusal::Inconsistent`] when what a payment pays is looked at and was not loaded.
pub(crate) fn after(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    for payment in draft.disputed_payments() {
        loss::settle(draft, &payment)?;
        let before = draft.world().payment(&payment).map(|mine| mine.disputes.clone()).unwrap_or_default();
        for dispute in draft.payment(&payment)?.disputes.clone() {
            changed(draft, &payment, before.iter().find(|old| old.id == dispute.id), &dispute)?;
        }
    }
    Ok(())
}

fn changed(draft: &mut Draft<'_>, payment: &Id, before: Option<&Dispute>, now: &Dispute) -> Result<(), Refusal> {
    if before.is_some_and(Dispute::is_claim) != now.is_claim() {
        let pays = draft.payment(payment)?.pays.clone();
        pays::under_dispute(draft, &pays, (payment, &now.id), now.is_claim())?;
    }
    let clock = |dispute: &Dispute| dispute.due_at().filter(|_| dispute.waits_for_us());
    if before.and_then(clock) != clock(now) {
        due::set(draft, payment, now);
    }
    if contradicts(now) && !before.is_some_and(contradicts) {
        let mine = draft.payment(payment)?;
        let (status, held) = (now.status.word(), Money::new(now.held_minor(), mine.currency));
        let detail = format!(
            "{} is told to have ended for us and against us; it counts as {status}, since {held} of it are gone",
            now.id
        );
        let what = "dispute_ends_differ";
        draft.emit(payment, Body::PaymentAlarm { what: what.to_owned(), detail: detail.clone(), elsewhere: None })?;
        draft.attention(what, detail, payment, Some(held));
    }
    Ok(())
}

/// Whether it is told to have ended for us and against us.
fn contradicts(dispute: &Dispute) -> bool {
    let ends = dispute.ends();
    let against = ends.iter().filter(|end| DisputeStatus::of(**end).is_lost()).count();
    against > 0 && against < ends.len()
}
