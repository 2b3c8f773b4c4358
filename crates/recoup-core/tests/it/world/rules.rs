//! The rule layer of the test merchant: how a slice leaves an order and how it comes back.
//!
//! Buckets and entitlement are the crate's; the `true_` side decides the same things on its own.

use recoup_core::ledger::acts::{self, Slice, TaxPart};
use recoup_core::money::allocate;

use super::bug::Bug;
use super::state::{Line, Piece, RefundStatus, Source};
use super::{CURRENCY, World, key, laws};

/// Which goods a slice is about: those still to be delivered, or those that were.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goods {
    Undelivered,
    Delivered,
}

/// Why a slice leaves; bugs are planted by reason.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Refund,
    CreditNote,
    Discount,
    /// A loss or write-off, with or without tax relief.
    Loss {
        relief: bool,
    },
}

impl World {
    /// Takes `amount` (gross) out of an order, spread over its lines by what is left of them.
    pub fn take(&mut self, order: usize, amount: i64, goods: Goods, why: Why) -> (Slice, Vec<Piece>) {
        if amount > self.orders[order].left() {
            assert!(self.bug.is_some(), "{amount} cannot leave an order that has less left");
            self.broken |= laws::bit(0);
        }
        let weights: Vec<i64> = self.orders[order].lines.iter().map(|line| line.bucket.left_minor().max(0)).collect();
        let parts = allocate(amount, &weights).expect("weights are not negative");
        let mut pieces = Vec::with_capacity(parts.len());
        for (index, part) in parts.into_iter().enumerate() {
            if part > 0 {
                pieces.push(self.take_line(order, index, part, (goods, why)));
            }
        }
        (self.slice(order, &pieces), pieces)
    }

    fn take_line(&mut self, order: usize, index: usize, gross: i64, (goods, why): (Goods, Why)) -> Piece {
        let bug = self.bug;
        let line = &mut self.orders[order].lines[index];
        let per_slice = line.bucket.part_minor * gross / line.bucket.gross_minor;
        let tax = match bug {
            Some(Bug::TaxRoundedPerSlice) => per_slice.min(line.tax_left()).min(gross),
            _ => line.bucket.part_of(gross),
        };
        let net = gross - tax;
        let late = (net - (line.net_left() - line.deferred)).max(0);
        let deferred = match (bug, why, goods) {
            (Some(Bug::RefundKeepsDeferral), Why::Refund, _) => 0,
            (Some(Bug::DeferredAlwaysFirst), ..) | (_, _, Goods::Undelivered) => net.min(line.deferred),
            (_, _, Goods::Delivered) => late.min(line.deferred),
        };
        let true_deferred = match goods {
            Goods::Undelivered => net.min(line.true_deferred),
            Goods::Delivered => (net - line.true_recognised).max(0),
        };
        let forgets = bug == Some(Bug::CreditNoteForgetsTaxCounter) && why == Why::CreditNote;
        let relieved = why != Why::Loss { relief: false };
        let piece = Piece { line: index, gross, tax, deferred, true_deferred, relieved };
        book(line, &piece, 1);
        if forgets {
            line.bucket.restore(0, tax);
        }
        piece
    }

    /// The remaining tax of every line, and nothing else.
    pub fn take_tax(&mut self, order: usize) -> (Vec<TaxPart>, Vec<Piece>) {
        let mut pieces = Vec::new();
        for (index, line) in self.orders[order].lines.iter_mut().enumerate().filter(|(_, line)| line.tax_left() > 0) {
            let tax = line.tax_left();
            let piece = Piece { line: index, gross: tax, tax, deferred: 0, true_deferred: 0, relieved: true };
            book(line, &piece, 1);
            if self.bug == Some(Bug::TaxReversalForgetsCounters) {
                line.bucket.restore(tax, tax);
            }
            pieces.push(piece);
        }
        (self.slice(order, &pieces).taxes, pieces)
    }

    /// The pieces as one slice for the ledger.
    pub fn slice(&self, order: usize, pieces: &[Piece]) -> Slice {
        let mut slice = Slice { currency: CURRENCY, net_minor: 0, deferred_minor: 0, taxes: Vec::new() };
        for piece in pieces {
            slice.deferred_minor += piece.deferred;
            let relieved = piece.relieved || self.has(Bug::NoReliefReleasesTax);
            slice.net_minor += if relieved { piece.gross - piece.tax } else { piece.gross };
            if relieved && piece.tax > 0 {
                let tax_key = self.orders[order].lines[piece.line].tax_key;
                slice.taxes.push(TaxPart { key: key('t', tax_key), amount_minor: piece.tax });
            }
        }
        slice
    }

    /// Puts pieces back, and delivers again on paper what was delivered while they were out.
    pub fn put_back(&mut self, order: usize, pieces: &[Piece]) {
        let mut delivered = 0;
        for piece in pieces {
            let line = &mut self.orders[order].lines[piece.line];
            book(line, piece, -1);
            if line.delivered_whole && piece.true_deferred > 0 {
                line.true_deferred -= piece.true_deferred;
                line.true_recognised += piece.true_deferred;
                self.truth.delivered += piece.true_deferred;
                self.truth.delivered_late += piece.true_deferred;
            }
            if line.delivered_whole && piece.deferred > 0 {
                line.deferred -= piece.deferred;
                delivered += piece.deferred;
            }
        }
        if delivered > 0 {
            self.post(acts::fulfilment(
                &key('o', order),
                &key('o', order),
                recoup_core::money::Money::new(delivered, CURRENCY),
            ));
        }
    }

    /// Divides pieces so that the first part has `first` of the gross.
    pub fn divide(pieces: &[Piece], first: i64) -> (Vec<Piece>, Vec<Piece>) {
        let (mut head, mut tail, mut left) = (Vec::new(), Vec::new(), first);
        for piece in pieces {
            let gross = piece.gross.min(left);
            left -= gross;
            let tax = piece.tax * gross / piece.gross;
            let (net, whole) = (gross - tax, piece.gross - piece.tax);
            let share = |deferred: i64| if whole == 0 { 0 } else { deferred * net / whole };
            let mut cut = piece.clone();
            (cut.gross, cut.tax) = (gross, tax);
            (cut.deferred, cut.true_deferred) = (share(piece.deferred), share(piece.true_deferred));
            let mut rest = piece.clone();
            rest.gross -= cut.gross;
            rest.tax -= cut.tax;
            rest.deferred -= cut.deferred;
            rest.true_deferred -= cut.true_deferred;
            head.extend((cut.gross > 0).then_some(cut));
            tail.extend((rest.gross > 0).then_some(rest));
        }
        (head, tail)
    }

    /// What may still be refunded to the card of an order, by the crate's rule over the merchant's state.
    pub fn refundable(&self, order: usize) -> i64 {
        let of_order = self.refunds.iter().filter(|refund| refund.source == Source::Card(order) && refund.active());
        let counted =
            of_order.filter(|r| !(self.has(Bug::CapIgnoresStoreCredit) && r.status == RefundStatus::AsCredit));
        let active: i64 = counted.map(|refund| refund.amount).sum();
        let (mut held, mut lost) = self.disputed(order);
        if self.has(Bug::CapIgnoresHeldDisputes) {
            held = 0;
        }
        if self.has(Bug::CapIgnoresLostDisputes) {
            lost = 0;
        }
        let cap = recoup_core::ledger::entitlement::refundable(self.orders[order].captured, active, held, lost);
        cap.min(self.orders[order].left())
    }

    /// Held and lost by disputes of an order.
    pub fn disputed(&self, order: usize) -> (i64, i64) {
        let of_order = self.disputes.iter().filter(|dispute| dispute.source == Source::Card(order));
        of_order.fold((0, 0), |(held, lost), dispute| match dispute.status {
            super::state::DisputeStatus::Held => (held + dispute.amount, lost + dispute.lost),
            _ => (held, lost + dispute.lost),
        })
    }

    pub fn any_goods(&mut self) -> Goods {
        if self.rng.one_in(2) { Goods::Undelivered } else { Goods::Delivered }
    }
}

/// Adds a piece to the counters of its line, or takes it off again with a sign of -1.
fn book(line: &mut Line, piece: &Piece, sign: i64) {
    line.bucket.release(sign * piece.gross, sign * piece.tax);
    line.deferred -= sign * piece.deferred;
    line.true_deferred -= sign * piece.true_deferred;
    line.true_recognised -= sign * (piece.gross - piece.tax - piece.true_deferred);
    if !piece.relieved {
        line.unrelieved += sign * piece.tax;
    }
}
