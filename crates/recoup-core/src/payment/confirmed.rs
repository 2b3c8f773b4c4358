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
    /// typed: its name, and until when it is authorized. Another amount is an alarm.
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
        let held = Money::new(mine.authorized_minor, mine.currency);
        let expires_at = match self.what {
            What::Authorized { expires_at } => expires_at,
            _ => None,
        };
        let release_after = mine.release_after;
        let gateway_ref = self.subject.clone();
        draft.emit(payment, Body::OutcomeConfirmed { id: id.clone(), gateway_ref, expires_at })?;
        if !matches!(self.what, What::Authorized { .. }) {
            return Ok(Some(Answer::Payment(payment.clone())));
        }
        draft.name(&self.account, &self.subject, payment);
        if let Some(at) = expires_at.filter(|_| draft.payment(payment).is_ok_and(|mine| mine.releasable_minor() > 0)) {
            let due = before(at, draft.now());
            let alarm = Alarm::ReleaseRest { payment: payment.clone() };
            draft.cancel_timer(&alarm);
            draft.timer(release_after.map_or(due, |after| after.min(due)), alarm);
        }
        if self.amount.is_some_and(|told| told != held) {
            return alarm(draft, payment, "contradicts_what_was_said", self).map(Some);
        }
        Ok(Some(Answer::Payment(payment.clone())))
    }
}
