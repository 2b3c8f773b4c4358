//! The gateway's first word about what persons said was done: from then on its own words count.

use super::facts::{Fact, What, alarm, before};
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::event::Body;
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;

impl Fact {
    /// The gateway tells for the first time of what persons said was done. What it says of it counts and not what they
    /// typed: its name, until when it is authorized, and how much while nothing was done with it. Another amount is an
    /// alarm, and another object than the one that the gateway had taken before they spoke confirms nothing.
    pub(super) fn confirm(
        &self,
        draft: &mut Draft<'_>,
        payment: &Id,
        (id, generation): (&Id, u32),
    ) -> Result<Option<Answer>, Refusal> {
        let mine = draft.payment(payment)?;
        let current = mine.refund(id).is_none_or(|refund| refund.generation == generation);
        if !current || !self.what.is_a_deed() || !mine.is_only_said(id, generation) {
            return Ok(None);
        }
        if self.is_another_than(mine.name_of(id)) && !mine.is_typed(id, generation) {
            return Ok(None);
        }
        let (held, release_after) = (Money::new(mine.authorized_minor, mine.currency), mine.release_after);
        let untouched = mine.releasable_minor() == mine.authorized_minor;
        let (gateway_ref, id) = (self.subject.clone(), id.clone());
        let What::Authorized { expires_at } = self.what else {
            let body = Body::OutcomeConfirmed { id, gateway_ref, expires_at: None, amount_minor: None };
            draft.emit(payment, body)?;
            return Ok(Some(Answer::Payment(payment.clone())));
        };
        let other = self.amount.filter(|told| *told != held);
        let amount_minor = other.filter(|_| untouched).map(|told| told.amount_minor);
        draft.emit(payment, Body::OutcomeConfirmed { id, gateway_ref, expires_at, amount_minor })?;
        draft.name(&self.account, &self.subject, payment);
        if let Some(at) = expires_at.filter(|_| draft.payment(payment).is_ok_and(|mine| mine.releasable_minor() > 0)) {
            let due = before(at, draft.now());
            let alarm = Alarm::ReleaseRest { payment: payment.clone() };
            draft.cancel_timer(&alarm);
            draft.timer(release_after.map_or(due, |after| after.min(due)), alarm);
        }
        if other.is_some() {
            return alarm(draft, payment, "contradicts_what_was_said", self).map(Some);
        }
        Ok(Some(Answer::Payment(payment.clone())))
    }
}
