//! How money rows change a refund: what left, what left beyond, and what of both came back.

use super::fold::{misplaced, plus};
use super::refund::{IMPLIED_BY_RETURN, Paid, RowName, Told};
use super::{Payment, RefundStatus, RefundStep};
use crate::customer::ChargeBody;
use crate::event::{Body, Event};
use crate::id::Id;
use crate::money::Money;
use crate::refusal::Refusal;

impl Payment {
    /// Applies an event by which money of a refund moved.
    pub(super) fn apply_row(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::RefundSettled { refund, evidence, gateway_ref, amount, row, object, .. } => {
                let top_up = self.is_top_up();
                let held = self.refund_mut(refund)?;
                let step = match held.owed_minor() <= amount.amount_minor {
                    false => RefundStep::SettlePart,
                    // The balance has the rest, whichever of both came first.
                    true if top_up && held.status == RefundStatus::Returned && held.credited_minor > 0 => {
                        RefundStep::SettleRest
                    }
                    true => RefundStep::Settle,
                };
                let mine = self.step_refund(refund, step)?;
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
                let currency = self.currency;
                let mine = self.refund_mut(refund)?;
                match told {
                    Told::Failed { code } => {
                        mine.failure.clone_from(code);
                        mine.failed = true;
                    }
                    Told::Passed { row, object, amount_minor, back } => {
                        let (generation, amount) = (*generation, Money::new(*amount_minor, currency));
                        let back_minor = *amount_minor;
                        mine.paid.push(Paid { generation, amount, back_minor, beyond: None, implied: *back });
                        mine.remember(generation, RowName { row, object }, *amount_minor, *back);
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
            Body::RefundCredited { refund, amount, top_up, .. } => {
                let whole = self.refund_mut(refund)?.owed_minor() <= amount.amount_minor;
                let step = if whole { RefundStep::Credit } else { RefundStep::CreditPart };
                self.step_refund(refund, step)?.credited_minor += amount.amount_minor;
                if *top_up {
                    self.free_parts(refund, amount.amount_minor)?;
                }
            }
            Body::Charge(ChargeBody::CreditTakenBack { refund, amount, .. }) => {
                self.step_refund(refund, RefundStep::TakeBack)?.credited_minor -= amount.amount_minor;
                self.take_parts(refund, amount.amount_minor)?;
            }
            // It is told to others, and changes nothing here.
            Body::Charge(ChargeBody::Refunded { .. }) => {}
            other => return Err(misplaced("payment", other)),
        }
        Ok(())
    }

    /// What the balance got back of a refund of its own is no more taken out of the captures.
    fn free_parts(&mut self, refund: &Id, amount_minor: i64) -> Result<(), Refusal> {
        let mut rest_minor = amount_minor;
        for place in (0..self.refund_mut(refund)?.parts.len()).rev() {
            let part = &mut self.refund_mut(refund)?.parts[place];
            let free_minor = rest_minor.min(part.amount_minor);
            part.amount_minor -= free_minor;
            rest_minor -= free_minor;
            let capture = part.capture.clone();
            self.capture_mut(&capture)?.refunded_minor -= free_minor;
        }
        Ok(())
    }

    /// What the balance gave again is taken out of the captures again, where there is room.
    fn take_parts(&mut self, refund: &Id, amount_minor: i64) -> Result<(), Refusal> {
        let (mut rest_minor, count) = (amount_minor, self.refund_mut(refund)?.parts.len());
        for place in 0..count {
            let capture = self.refund_mut(refund)?.parts[place].capture.clone();
            let room_minor =
                if place + 1 == count { rest_minor } else { self.capture_mut(&capture)?.refundable_minor() };
            let take_minor = rest_minor.min(room_minor);
            self.refund_mut(refund)?.parts[place].amount_minor += take_minor;
            self.capture_mut(&capture)?.refunded_minor += take_minor;
            rest_minor -= take_minor;
        }
        Ok(())
    }
}
