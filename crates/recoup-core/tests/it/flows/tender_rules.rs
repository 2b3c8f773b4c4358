//! What must be true of the tenders of an order together after every step, and the faults that break it.

use std::sync::Arc;

use recoup_core::decision::Decision;
use recoup_core::event::Body;
use recoup_core::tender::TenderBody;
use recoup_core::world::State;

use super::bug::Bug;
use super::invariants::{Look, holds, same};
use super::shop::Shop;

type Verdict = Result<(), String>;

pub fn allocations(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        for allocation in &order.tenders.allocations {
            let sum: i64 = allocation.parts.iter().map(|part| part.amount_minor).sum();
            same(allocation.id.as_str(), sum, allocation.amount_minor)?;
            for part in &allocation.parts {
                let payment = look.life.shop.payment(&part.payment);
                let refund = payment.refund(&part.refund).filter(|r| r.allocation.as_ref() == Some(&allocation.id));
                holds(payment.pays == order.id, || format!("{} pays something else", part.payment))?;
                same(part.refund.as_str(), refund.map_or(0, |r| r.amount_minor), part.amount_minor)?;
            }
        }
    }
    Ok(())
}

/// Faults in what was decided over tenders together.
pub fn spoil(shop: &Shop, decision: &mut Decision) {
    let asked = decision.events.iter().any(|e| matches!(e.body, Body::Tender(TenderBody::RefundAllocated { .. })));
    if !asked {
        return;
    }
    for event in &mut decision.events {
        match (&mut event.body, shop.bug) {
            (Body::Tender(TenderBody::RefundAllocated { allocation }), Some(Bug::PartsRoundedAlone)) => {
                allocation.parts[0].amount_minor += 1;
            }
            (Body::RefundRequested { refund, .. }, Some(Bug::PartForgotten)) => refund.allocation = None,
            _ => {}
        }
    }
    for (_, stream) in decision.streams.values_mut() {
        match (&mut Arc::make_mut(stream).state, shop.bug) {
            (State::Order(order), Some(Bug::PartsRoundedAlone)) => {
                let newest = order.tenders.allocations.last_mut().expect("it was just made");
                newest.parts[0].amount_minor += 1;
            }
            (State::Payment(payment), Some(Bug::PartForgotten)) => {
                if let Some(newest) = payment.refunds.last_mut() {
                    newest.allocation = None;
                }
            }
            _ => {}
        }
    }
}
