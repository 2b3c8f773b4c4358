//! What is asked about balances: money paid in, and changes by hand.

use recoup_core::command::Act;
use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{AdjustBalance, Change, Customer, TopUp};
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::order::Order;
use recoup_core::world::State;
use recoup_sandbox::FaceKind;

use super::asks::{between, step_minor, stepped};
use super::tenders::tender;
use super::watch::Known;
use crate::dice::Dice;

/// Payments into one balance; more would not be looked at.
const MOST: usize = 4;

/// Money paid into the balance of an order's customer, in the order's currency, mostly taken at once.
pub(super) fn top_up((face, known): (FaceKind, &Known), order: &Order, draw: u64) -> Option<Act> {
    let customer = order.customer.clone()?;
    if known.top_ups_of(&customer).count() >= MOST {
        return None;
    }
    let mut dice = Dice::new(draw);
    let amount_minor = stepped(between(&mut dice, 1, 9_000), step_minor(face, order.currency, draw));
    let mut tender = tender(&mut dice, face, Money::new(amount_minor, order.currency));
    tender.capture_at_once = tender.capture_at_once || dice.below(4) > 0;
    Some(TopUp { customer, currency: order.currency, tender }.into())
}

/// A change by hand, small or not.
pub(super) fn adjust(order: &Order, draw: u64) -> Option<Act> {
    let mut dice = Dice::new(draw);
    let direction = Direction::ALL[super::asks::pick(&mut dice, 2)];
    let most = if dice.below(2) == 0 { 300 } else { 9_000 };
    let amount = Money::new(between(&mut dice, 1, most), order.currency);
    let change = Change { direction, amount, reason: "goodwill".to_owned(), note: String::new() };
    Some(AdjustBalance { customer: order.customer.clone()?, change }.into())
}

/// The approval that a change by hand waits for.
pub(super) fn waiting(known: &Known, order: &Order, place: usize) -> Option<Id> {
    let customer: &Customer = match known.states.get(order.customer.as_ref()?.as_str()) {
        Some(State::Customer(customer)) => customer,
        _ => return None,
    };
    customer.adjustments.get(place).map(|mine| mine.approval.clone())
}
