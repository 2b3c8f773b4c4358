//! Which tenders of an order give an amount that is to be captured, and how much each.

use super::allocate;
use super::room::Room;
use crate::decision::Draft;
use crate::id::Id;
use crate::money::Money;
use crate::payment::PaymentStep;
use crate::refusal::Refusal;

/// Spreads an amount over what the payments of an order can still give: balances first, then in the order in which they
/// were tendered. Tenders that wait for others of their group give nothing, and neither do those whose gateway takes no
/// further capture.
///
/// # Errors
/// [`Refusal::ExceedsAuthorized`] where they cannot give it; [`Refusal::Unknown`], [`Refusal::Inconsistent`] where the
/// order or one of its payments is not there.
pub fn over_tenders(draft: &Draft<'_>, order: &Id, amount_minor: i64) -> Result<Vec<(Id, Money)>, Refusal> {
    let order = draft.order(order)?;
    let mut rooms = Vec::with_capacity(order.payments.len());
    for id in &order.payments {
        let payment = draft.payment(id)?;
        let held_back = super::group::is_held_back(draft, payment)?;
        let may = payment.status.next(PaymentStep::RequestCapture).is_some() && !held_back;
        let room = Room::to_capture(payment);
        rooms.push(if may { room } else { Room { most_minor: 0, ..room } });
    }
    let queue = allocate::credit_then_oldest(&rooms);
    let Some(parts) = allocate::in_turn(amount_minor, &rooms, &queue) else {
        let left_minor = rooms.iter().fold(0_i64, |sum, room| sum.saturating_add(room.most_minor));
        return Err(Refusal::ExceedsAuthorized { asked_minor: amount_minor, left_minor, currency: order.currency });
    };
    let given = queue.into_iter().filter(|at| parts[*at] > 0);
    Ok(given.map(|at| (rooms[at].payment.clone(), Money::new(parts[at], order.currency))).collect())
}
