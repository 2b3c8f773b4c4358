//! Which tenders of an order give an amount that is to be captured, and how much each.

use super::allocate;
use super::room::Room;
use crate::decision::Draft;
use crate::id::Id;
use crate::money::Money;
use crate::order::Order;
use crate::payment::{self, Payment, PaymentStep, terms};
use crate::refusal::Refusal;

/// Spreads an amount over what the payments of an order can still give: balances first, then in the order in which they
/// were tendered. Payments with how much of each, minor units; together less than the amount where they do not suffice.
/// Tenders that wait for others of their group give nothing, and neither do those whose gateway takes no further capture.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::Inconsistent`] where the order or one of its payments is not there.
pub fn over_tenders(draft: &Draft<'_>, order: &Order, amount_minor: i64) -> Result<Vec<(Id, i64)>, Refusal> {
    let mut rooms = Vec::with_capacity(order.payments.len());
    for id in &order.payments {
        let mine = draft.payment(id)?;
        let room = Room::to_capture(mine);
        let may = room.most_minor > 0 && is_usable(draft, mine, room.most_minor)?;
        rooms.push(if may { room } else { Room { most_minor: 0, ..room } });
    }
    let queue = allocate::credit_then_oldest(&rooms);
    let most_minor = rooms.iter().fold(0_i64, |sum, room| sum.saturating_add(room.most_minor));
    let parts = allocate::in_turn(amount_minor.min(most_minor), &rooms, &queue)
        .unwrap_or_else(|| allocate::as_much_as_fits(amount_minor, &rooms, &queue));
    let given = queue.into_iter().filter(|at| parts[*at] > 0);
    Ok(given.map(|at| (rooms[at].payment.clone(), parts[at])).collect())
}

/// Whether money may be taken by a payment without asking a person.
fn is_usable(draft: &Draft<'_>, payment: &Payment, amount_minor: i64) -> Result<bool, Refusal> {
    let doubted = payment.alarms.iter().any(|alarm| alarm == "authorized_after_decline");
    let fits = terms::check_capture(payment, Money::new(amount_minor, payment.currency), true).is_ok();
    let may = payment.status.next(PaymentStep::RequestCapture).is_some() && fits && !doubted;
    Ok(may && payment::pays_once(draft, payment) && !super::group::is_held_back(draft, payment)?)
}
