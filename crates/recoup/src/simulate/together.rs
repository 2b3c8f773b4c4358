//! What is asked of the tenders of an order together: all or none of them, a refund over them, and what failed by another
//! way.

use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::order::Order;
use recoup_core::order::place::PlaceOrder;
use recoup_core::payment::Payment;
use recoup_core::payment::refund::HowMuch;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::together::{PlaceTogether, TenderTogether};
use recoup_core::tender::{Falls, Strategy};
use recoup_sandbox::FaceKind;

use super::asks::{more, pick};
use super::moves::Part;
use super::watch::{Known, payments_of};
use crate::dice::Dice;

/// An order as it comes in: some of those over several tenders take all or none.
#[must_use]
pub fn placed(order: PlaceOrder, draw: u64) -> Act {
    if order.tenders.len() > 1 && draw % 8 == 5 { PlaceTogether { order }.into() } else { order.into() }
}

/// Two more tenders, all or none.
pub(super) fn tenders((face, known): (FaceKind, &Known), order: &Order, draw: u64) -> Act {
    let first = more((face, known), order, draw);
    let mut second = more((face, known), order, draw.wrapping_add(1));
    second.amount_minor = second.amount_minor.min(order.open_minor() - first.amount_minor);
    let tenders = if second.amount_minor > 0 { vec![first, second] } else { vec![first] };
    TenderTogether { order: order.id.clone(), tenders }.into()
}

/// A refund of an order over its tenders, spread as one of the strategies or as the policy says.
pub(super) fn refund(known: &Known, order: &Order, part: Part, strategy: usize) -> Act {
    let captured_minor: i64 = payments_of(known, &order.payments).map(|payment| payment.captured_minor).sum();
    let how_much = match part.of(captured_minor) {
        None => HowMuch::Full,
        Some(amount_minor) => HowMuch::Amount { amount_minor, currency: None },
    };
    let strategy = Strategy::ALL.get(strategy).copied();
    let (order, reason, note) = (order.id.clone(), "damaged".to_owned(), String::new());
    RefundOrder { order, how_much, reason, note, strategy, exception: None }.into()
}

/// What failed goes back by the next tender, or to the balance.
pub(super) fn elsewhere(payment: &Payment, refund: usize, to_balance: bool) -> Option<Act> {
    let refund: Id = payment.refunds.get(refund)?.id.clone();
    let to = if to_balance { To::Balance } else { To::Tender { payment: None } };
    Some(MoveRefund { refund, to, reason: "the card is closed".to_owned() }.into())
}

/// A policy of how refunds are spread, that a draw decides.
pub(super) fn propose(draw: u64) -> Act {
    let mut dice = Dice::new(draw);
    let over = Strategy::ALL[pick(&mut dice, Strategy::ALL.len())];
    let falls = [Falls::NextTender, Falls::Balance][pick(&mut dice, 2)];
    let rule = Rule { name: "spread".to_owned(), when: "true".to_owned(), then: Outcome::Allocate { over, falls } };
    ProposePolicy { document: Document { kind: PolicyKind::RefundRouting, effective_from: None, rules: vec![rule] } }
        .into()
}
