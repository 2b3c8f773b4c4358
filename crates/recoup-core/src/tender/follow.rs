//! What follows for a refund over several tenders once it is allowed, refused or taken back: for all its parts in one
//! decision, because one question was asked about all of them.

use sha2::{Digest, Sha256};

use super::{Part, lines};
use crate::decision::{Draft, unknown};
use crate::event::{Body, Route};
use crate::id::Id;
use crate::order::release;
use crate::order::{LineSlice, Order};
use crate::payment::refund::{self, check_covered};
use crate::payment::{Refund, refund_after};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Wants an order, its payments, and the balances that some of them are paid from.
pub(crate) fn order_needs(order: &Id, world: &World, needs: &mut Needs) {
    needs.stream(order);
    if let Some(order) = world.order(order) {
        order.payments.iter().for_each(|payment| payment_needs(payment, world, needs));
    }
}

/// Wants the payments of some parts, the balances that some of them are paid from, and their order.
pub(crate) fn needs(order: &Id, parts: &[Part], world: &World, needs: &mut Needs) {
    needs.stream(order);
    parts.iter().for_each(|part| payment_needs(&part.payment, world, needs));
}

fn payment_needs(payment: &Id, world: &World, needs: &mut Needs) {
    needs.stream(payment);
    if let Some(Route::Balance { customer }) = world.payment(payment).map(|payment| &payment.method.route) {
        needs.stream(customer);
    }
}

/// Hex SHA-256 over the order, the allocation and every field of every part as it stands now: an approval is bound to it.
pub(crate) fn hash(draft: &Draft<'_>, (order, allocation): (&Id, &Id), parts: &[Part]) -> Result<String, Refusal> {
    let mut hasher = Sha256::new();
    hasher.update(order.as_str());
    hasher.update(allocation.as_str());
    for part in parts {
        hasher.update(held(draft, part)?.asked().hash(&part.payment));
    }
    Ok(hasher.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

fn held<'d>(draft: &'d Draft<'_>, part: &Part) -> Result<&'d Refund, Refusal> {
    draft.payment(&part.payment)?.refund(&part.refund).ok_or_else(|| unknown("refund", &part.refund))
}

/// Another person agreed to the whole: every part is owed and sent.
///
/// # Errors
/// As the refund of each payment.
pub fn agreed(draft: &mut Draft<'_>, order: &Id, parts: &[Part]) -> Result<(), Refusal> {
    book(draft, order, parts)?;
    parts.iter().try_for_each(|part| refund::send(draft, &part.payment, &part.refund))
}

/// A person said no to the whole, or nobody decided in time.
pub(crate) fn refused(draft: &mut Draft<'_>, parts: &[Part], reason: &str) -> Result<(), Refusal> {
    parts.iter().try_for_each(|part| {
        let rejected = Body::RefundRejected { refund: part.refund.clone(), reason: reason.to_owned() };
        draft.emit(&part.payment, rejected).map(drop)
    })
}

/// The whole is taken back before anybody decided.
pub(crate) fn taken_back(draft: &mut Draft<'_>, parts: &[Part], reason: &str) -> Result<(), Refusal> {
    parts.iter().try_for_each(|part| refund_after::cancel(draft, &part.payment, &part.refund, reason))
}

/// Puts every part on the books. What leaves the lines is decided for the whole, now, since others may have released in
/// between, and spread over the parts; tax leaves with each of them, counted on over all that left before.
pub(crate) fn book(draft: &mut Draft<'_>, order: &Id, parts: &[Part]) -> Result<(), Refusal> {
    for part in parts {
        check_covered(draft.payment(&part.payment)?, held(draft, part)?)?;
    }
    let asked: Vec<&Refund> = parts.iter().map(|part| held(draft, part)).collect::<Result<_, Refusal>>()?;
    let wanted = lines::together(asked.iter().map(|refund| refund.lines.as_slice()));
    let amounts: Vec<i64> = asked.iter().map(|refund| refund.amount_minor).collect();
    let whole_minor = amounts.iter().fold(0, |sum: i64, amount| sum.saturating_add(*amount));
    let (taken, overpaid_minor) = refund::what_it_takes(draft.order(order)?, &wanted, whole_minor)?;
    let rows = lines::over_parts(&taken, overpaid_minor, &amounts)?;
    for (part, row) in parts.iter().zip(rows) {
        let slices = slices(draft.order(order)?, &row.lines);
        refund::book(draft, &part.payment, &part.refund, (slices, row.overpaid_minor))?;
    }
    Ok(())
}

/// Slices of lines with the tax that leaves with them now, of the goods that they were said to be of.
pub(crate) fn slices(order: &Order, lines: &[LineSlice]) -> Vec<LineSlice> {
    let slice = |slice: &LineSlice| order.line(slice.line).map(|line| release::again(line, slice));
    lines.iter().filter_map(slice).collect()
}
