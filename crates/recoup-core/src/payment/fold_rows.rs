//! How money rows change a refund: what left, what left beyond, and what of both came back.

use super::fold::{misplaced, plus};
use super::refund::{IMPLIED_BY_RETURN, Paid};
use super::{Payment, RefundStatus, RefundStep};
use crate::event::{Body, Event};
use crate::refusal::Refusal;

impl Payment {
    /// Applies an event by which money of a refund moved.
    pub(super) fn apply_row(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::RefundSettled { refund, evidence, gateway_ref, amount, row, .. } => {
                let whole = self.refund_mut(refund)?.owed_minor() <= amount.amount_minor;
                let mine = self.step_refund(refund, if whole { RefundStep::Settle } else { RefundStep::SettlePart })?;
                mine.named(gateway_ref);
                mine.evidence.clone_from(evidence);
                mine.paid.push(Paid {
                    generation: mine.generation,
                    amount: *amount,
                    back_minor: 0,
                    beyond: None,
                    row: row.clone(),
                    implied: evidence == IMPLIED_BY_RETURN,
                });
                let came_back = mine.paid.iter().any(|p| p.beyond.is_none() && p.back_minor > 0);
                if mine.status == RefundStatus::Short && came_back {
                    // What an earlier generation had given came back meanwhile.
                    mine.status = mine.status.step(RefundStep::Return)?;
                }
            }
            Body::RefundReturned { refund, amount, generation, row, .. } => {
                let mine = self.refund_mut(refund)?;
                let later = *generation < mine.generation && mine.status.is_owed();
                // What an earlier generation gave comes back while the rest is under way: more is owed, no more.
                if !later || mine.status.next(RefundStep::Return).is_some() {
                    mine.status = mine.status.step(RefundStep::Return)?;
                }
                mine.taken = false;
                mine.came_back(*generation, amount.amount_minor, row, |paid| paid.beyond.is_none());
            }
            Body::RefundBeyond { refund, amount, generation, row, implied, .. } => {
                self.beyond_minor = plus(self.beyond_minor, amount.amount_minor)?;
                self.refund_mut(refund)?.paid.push(Paid {
                    generation: *generation,
                    amount: *amount,
                    back_minor: 0,
                    beyond: Some(event.id.clone()),
                    row: row.clone(),
                    implied: *implied,
                });
            }
            Body::RefundBeyondReturned { refund, amount, generation, row, .. } => {
                self.beyond_minor = plus(self.beyond_minor, -amount.amount_minor)?;
                let mine = self.refund_mut(refund)?;
                mine.came_back(*generation, amount.amount_minor, row, |paid| paid.beyond.is_some());
            }
            Body::RefundCredited { refund, amount, .. } => {
                self.step_refund(refund, RefundStep::Credit)?.credited_minor += amount.amount_minor;
            }
            other => return Err(misplaced("payment", other)),
        }
        Ok(())
    }
}
