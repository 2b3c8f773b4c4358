//! What a lost dispute costs, and who had it coming: refunds that were owed, the part that the buyer was entitled to, and
//! what they now have twice.
//!
//! The books are a function of what is so, not of the order in which it came to be so. After every decision it is
//! reckoned anew what each lost dispute of a payment comes to, one after the other by the gateway's names; from the first
//! one on that is booked otherwise, what is booked is mirrored and booked again.

use serde::{Deserialize, Serialize};

use super::{Dispute, DisputeBody};
use crate::customer::top_up;
use crate::decision::Draft;
use crate::event::entry_id_of;
use crate::id::{Id, Kind};
use crate::ledger::acts::Slice;
use crate::ledger::entitlement::{self, LossSplit};
use crate::money::Money;
use crate::order::{LineSlice, release};
use crate::payment::{Payment, Refund, pays};
use crate::planted::{self, Planted};
use crate::refusal::Refusal;

/// What a refund gave up because a lost dispute gave it to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorbed {
    /// The refund.
    pub refund: Id,
    /// Minor units.
    pub amount_minor: i64,
}

/// What is booked of a lost dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// What its payment pays.
    pub pays: Id,
    /// All of it.
    pub amount: Money,
    /// What refunds that were owed gave up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<Absorbed>,
    /// What the buyer was entitled to besides, minor units.
    pub entitled_minor: i64,
    /// What of that comes out of revenue, deferral and tax.
    pub slice: Slice,
    /// The lines that it comes out of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineSlice>,
    /// What of it comes out of an overpayment, minor units.
    #[serde(default, skip_serializing_if = "crate::payment::is_zero")]
    pub overpaid_minor: i64,
    /// What of it the balance gave that was topped up, minor units.
    #[serde(default, skip_serializing_if = "crate::payment::is_zero")]
    pub from_balance_minor: i64,
    /// What of a top-up was spent already, minor units.
    #[serde(default, skip_serializing_if = "crate::payment::is_zero")]
    pub spent_minor: i64,
    /// What the buyer now has twice, and what nothing stood for, minor units.
    #[serde(default, skip_serializing_if = "crate::payment::is_zero")]
    pub duplicate_minor: i64,
}

/// What is booked, and by which event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// The event; its entry is what is mirrored.
    pub by: Id,
    /// What.
    pub lost: Lost,
}

/// What is to be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    amount_minor: i64,
    absorbed: Vec<Absorbed>,
    entitled_minor: i64,
}

impl Wanted {
    fn is(&self, booked: &Lost) -> bool {
        let same = self.absorbed == booked.absorbed && self.entitled_minor == booked.entitled_minor;
        same && self.amount_minor == booked.amount.amount_minor
    }

    fn duplicate_minor(&self) -> i64 {
        let absorbed: i64 = self.absorbed.iter().map(|part| part.amount_minor).sum();
        self.amount_minor - absorbed - self.entitled_minor
    }
}

/// Disputes in the order in which their losses are reckoned, which no order of words changes.
fn in_order(payment: &Payment) -> Vec<&Dispute> {
    let mut all: Vec<&Dispute> = payment.disputes.iter().collect();
    all.sort_by(|a, b| a.gateway_ref.cmp(&b.gateway_ref));
    all
}

/// What each dispute is to be booked for, in their order; nothing for one that is not lost.
fn wanted(payment: &Payment) -> Vec<(Id, Option<Wanted>)> {
    let mut owed_minor: Vec<i64> = payment.refunds.iter().map(Refund::owed_minor).collect();
    let mut lost_before_minor = 0_i64;
    let mut all = Vec::new();
    for dispute in in_order(payment) {
        let lost_minor = dispute.lost_minor();
        if lost_minor == 0 {
            all.push((dispute.id.clone(), None));
            continue;
        }
        let before = dispute.refunds_before.unwrap_or(owed_minor.len()).min(owed_minor.len());
        let before = if planted::is(Planted::PendingNotAbsorbed) { 0 } else { before };
        // What was asked for since the claim came is for money that it does not claim.
        let (may_absorb, since) = owed_minor.split_at(before);
        let split = entitlement::dispute_loss_split(&entitlement::Loss {
            lost_minor,
            captured_minor: payment.captured_minor,
            done_refunds_minor: since.iter().fold(payment.refunded_minor(), |sum, part| sum.saturating_add(*part)),
            lost_before_minor,
            pending_minor: may_absorb,
        });
        let LossSplit { absorbed_minor, entitled_minor, .. } = split;
        let mut absorbed = Vec::new();
        for (place, amount_minor) in absorbed_minor.into_iter().enumerate().filter(|(_, amount)| *amount > 0) {
            owed_minor[place] -= amount_minor;
            absorbed.push(Absorbed { refund: payment.refunds[place].id.clone(), amount_minor });
        }
        lost_before_minor = lost_before_minor.saturating_add(lost_minor);
        all.push((dispute.id.clone(), Some(Wanted { amount_minor: lost_minor, absorbed, entitled_minor })));
    }
    all
}

/// Books what lost disputes of a payment come to now.
///
/// # Errors
/// [`Refusal::Inconsistent`] when what the payment pays was not loaded.
pub(super) fn settle(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let wanted = wanted(mine);
    let booked = |id: &Id| mine.dispute(id).and_then(|dispute| dispute.loss.clone());
    let same = |(id, wanted): &(Id, Option<Wanted>)| match (booked(id), wanted) {
        (None, None) => true,
        (Some(booked), Some(wanted)) => wanted.is(&booked.lost) && !planted::is(Planted::LossTwice),
        _ => false,
    };
    let from = wanted.iter().position(|one| !same(one)).unwrap_or(wanted.len());
    let undone: Vec<(Id, Booked)> =
        wanted[from..].iter().rev().filter_map(|(id, _)| booked(id).map(|loss| (id.clone(), loss))).collect();
    for (dispute, loss) in undone.into_iter().filter(|_| !planted::is(Planted::LossTwice)) {
        undo(draft, payment, dispute, loss)?;
    }
    for (dispute, wanted) in wanted.into_iter().skip(from) {
        if let Some(wanted) = wanted {
            book(draft, payment, dispute, wanted)?;
        }
    }
    Ok(())
}

/// What the entitled part is taken out of.
#[derive(Default)]
struct Released {
    slice: Option<Slice>,
    lines: Vec<LineSlice>,
    overpaid_minor: i64,
    from_balance_minor: i64,
    spent_minor: i64,
}

/// Takes the entitled part out of what the payment pays, as far as there is anything left to take it out of: lines and an
/// overpayment, or a balance that was topped up, which gives what it has.
fn released(draft: &mut Draft<'_>, pays: &Id, entitled: Money, dispute: &Id) -> Result<Released, Refusal> {
    if pays.kind() == Some(Kind::Customer) {
        let from_balance_minor = top_up::take_up_to(draft, pays, entitled, dispute)?;
        let spent_minor = entitled.amount_minor - from_balance_minor;
        return Ok(Released { from_balance_minor, spent_minor, ..Released::default() });
    }
    let sold = pays::sold(draft, pays)?;
    let overpaid_minor = sold.overpaid_minor().min(entitled.amount_minor);
    let of_lines_minor = sold.left_minor().max(0).min(entitled.amount_minor - overpaid_minor);
    let lines = release::spread(sold, of_lines_minor)?;
    Ok(Released { slice: Some(release::for_books(sold, &lines)?), lines, overpaid_minor, ..Released::default() })
}

fn book(draft: &mut Draft<'_>, payment: &Id, dispute: Id, wanted: Wanted) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let (pays, currency) = (mine.pays.clone(), mine.currency);
    let Released { slice, lines, overpaid_minor, from_balance_minor, spent_minor } =
        released(draft, &pays, Money::new(wanted.entitled_minor, currency), &dispute)?;
    let of_lines_minor: i64 = lines.iter().map(|line| line.gross_minor).sum();
    let released_minor = of_lines_minor + overpaid_minor + from_balance_minor + spent_minor;
    let lost = Lost {
        pays: pays.clone(),
        amount: Money::new(wanted.amount_minor, currency),
        duplicate_minor: wanted.duplicate_minor() + wanted.entitled_minor - released_minor,
        absorbed: wanted.absorbed,
        entitled_minor: wanted.entitled_minor,
        slice: slice.unwrap_or(Slice { currency, net_minor: 0, deferred_minor: 0, taxes: Vec::new() }),
        lines,
        overpaid_minor,
        from_balance_minor,
        spent_minor,
    };
    let booked = DisputeBody::LossBooked { dispute: dispute.clone(), lost: Box::new(lost.clone()) };
    draft.emit(payment, booked)?;
    pays::charged_back(draft, &pays, &dispute, &lost)
}

fn undo(draft: &mut Draft<'_>, payment: &Id, dispute: Id, booked: Booked) -> Result<(), Refusal> {
    let Booked { by, lost } = booked;
    let entry = entry_id_of(&by);
    let undone = DisputeBody::LossUndone { dispute: dispute.clone(), lost: Box::new(lost.clone()), entry };
    draft.emit(payment, undone)?;
    pays::charge_undone(draft, &lost.pays, &dispute, &lost)
}
