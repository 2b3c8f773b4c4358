//! How money rows change a refund: what left, what left beyond, and what of both came back.

use super::fold::{misplaced, plus};
use super::refund::{IMPLIED_BY_RETURN, Paid, RowName, Told};
use super::{Payment, RefundStatus, RefundStep};
use crate::event::{Body, Event};
use crate::refusal::Refusal;

impl Payment {
    /// Applies an event by which money of a refund moved.
    pub(super) fn apply_row(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::RefundSettled { refund, evidence, gateway_ref, amount, row, object, .. } => {
                let whole = self.refund_mut(refund)?.owed_minor() <= amount.amount_minor;
                let mine = self.step_refund(refund, if whole { RefundStep::Settle } else { RefundStep::SettlePart })?;
                mine.called(gateway_ref);
                let (generation, implied) = (mine.generation, evidence == IMPLIED_BY_RETURN);
                if !implied || mine.evidence.is_empty() {
                    mine.evidence.clone_from(evidence);
                }
                mine.paid.push(Paid { generation, amount: *amount, back_minor: 0, beyond: None, implied });
                mine.remember(generation, RowName { row, object }, amount.amount_minor, false);
                let came_back = mine.paid.iter().any(|p| p.beyond.is_none() && p.back_minor > 0);
                if mine.status == RefundStatus::Short && came_back {
                    // What an earlier generation had given came back meanwhile.
                    mine.status = mine.status.step(RefundStep::Return)?;
                }
            }
            Body::RefundReturned { refund, amount, generation, row, object, .. } => {
                let mine = self.refund_mut(refund)?;
                let later = *generation < mine.generation && mine.status.is_owed();
                // What an earlier generation gave comes back while the rest is under way: more is owed, no more.
                if !later || mine.status.next(RefundStep::Return).is_some() {
                    mine.status = mine.status.step(RefundStep::Return)?;
                }
                mine.taken = false;
                mine.came_back(*generation, amount.amount_minor, |paid| paid.beyond.is_none());
                mine.remember(*generation, RowName { row, object }, amount.amount_minor, true);
            }
            Body::RefundTold { refund, generation, told } => {
                let mine = self.refund_mut(refund)?;
                match told {
                    Told::Failed { code } => {
                        mine.failure.clone_from(code);
                        mine.failed = true;
                    }
                    Told::Left { row, amount_minor } => {
                        mine.remember(*generation, RowName { row, object: "" }, *amount_minor, false)
                    }
                    Told::Back { row, amount_minor } => {
                        mine.remember(*generation, RowName { row, object: "" }, *amount_minor, true)
                    }
                }
            }
            Body::RefundBeyond { refund, amount, generation, row, object, implied, .. } => {
                self.beyond_minor = plus(self.beyond_minor, amount.amount_minor)?;
                let mine = self.refund_mut(refund)?;
                let (generation, beyond) = (*generation, Some(event.id.clone()));
                mine.paid.push(Paid { generation, amount: *amount, back_minor: 0, beyond, implied: *implied });
                mine.remember(generation, RowName { row, object }, amount.amount_minor, false);
            }
            Body::RefundBeyondReturned { refund, amount, generation, row, object, .. } => {
                self.beyond_minor = plus(self.beyond_minor, -amount.amount_minor)?;
                let mine = self.refund_mut(refund)?;
                mine.came_back(*generation, amount.amount_minor, |paid| paid.beyond.is_some());
                mine.remember(*generation, RowName { row, object }, amount.amount_minor, true);
            }
            Body::RefundCredited { refund, amount, .. } => {
                self.step_refund(refund, RefundStep::Credit)?.credited_minor += amount.amount_minor;
            }
            other => return Err(misplaced("payment", other)),
        }
        Ok(())
    }
}
