//! What must be true of the tenders of an order together after every step, and the faults that break it.

use std::sync::Arc;

use recoup_core::command::Act;
use recoup_core::decision::Decision;
use recoup_core::event::{Body, Route};
use recoup_core::id::Id;
use recoup_core::order::OrderStatus;
use recoup_core::payment::facts::What;
use recoup_core::payment::{Payment, PaymentStatus, RefundStatus, ReleaseStatus};
use recoup_core::tender::{GroupStatus, TenderBody};
use recoup_core::world::{State, Stream};

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

pub fn moved(look: &Look<'_>) -> Verdict {
    for refund in look.life.shop.payments().flat_map(|p| &p.refunds).filter(|r| r.slice.is_some()) {
        if let Some(from) = &refund.moved_from {
            let source = look.life.shop.payment(&from.payment).refund(&from.refund).map(|r| r.status);
            holds(source == Some(RefundStatus::Canceled), || format!("{} is {source:?}, and moved", from.refund))?;
        }
    }
    Ok(())
}

/// Takes the cancellation of what moved back.
pub fn keep(shop: &Shop, decision: &mut Decision) {
    let moved = decision.events.iter().find_map(|event| match &event.body {
        Body::Tender(TenderBody::RefundMoved { from, .. }) => Some(from.clone()),
        _ => None,
    });
    let Some(from) = moved else { return };
    let Some((_, stream)) = decision.streams.get_mut(&from.payment) else { return };
    let State::Payment(payment) = &mut Arc::make_mut(stream).state else { return };
    let before = shop.payment(&from.payment).refund(&from.refund).expect("what failed").status;
    payment.refunds.iter_mut().filter(|r| r.id == from.refund).for_each(|r| r.status = before);
}

pub fn all_or_none(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        for group in order.tenders.groups.iter().filter(|group| group.status != GroupStatus::Complete) {
            for member in &group.members {
                let payment = look.life.shop.payment(&member.payment);
                holds(payment.captures.is_empty(), || format!("{} is captured alone", payment.id))?;
                let refused = payment.releases.iter().any(|release| release.status == ReleaseStatus::Failed);
                let back = payment.releasable_minor() == 0 || refused;
                let broken = group.status == GroupStatus::Broken;
                holds(back || !broken, || format!("{} stays with its gateway", payment.id))?;
                let over = order.status == OrderStatus::Canceled || member.replaced;
                let waits = broken || over || may_stand(payment);
                holds(waits, || format!("{} is waited for, and {:?}", payment.id, payment.status))?;
            }
        }
    }
    Ok(())
}

/// Whether a payment is, or can still be, authorized for all that was asked.
fn may_stand(payment: &Payment) -> bool {
    use PaymentStatus as S;
    match payment.status {
        S::Pending | S::Processing | S::RequiresAction | S::Unknown => payment.rest_lost.is_none(),
        S::Authorized => payment.authorized_minor >= payment.amount_minor && payment.releasable_minor() > 0,
        S::PartiallyCaptured | S::Captured | S::Released | S::Failed | S::Expired => false,
    }
}

pub fn held(look: &Look<'_>) -> Verdict {
    let shop = &look.life.shop;
    for customer in shop.customers() {
        let mut want = 0;
        for payment in shop.payments() {
            let mine = matches!(&payment.method.route, Route::Balance { customer: of } if *of == customer.id);
            if mine && payment.status == PaymentStatus::Authorized {
                let hold = customer.tender_hold(&payment.id).map_or(0, |amount| amount.amount_minor);
                same(payment.id.as_str(), hold, payment.amount_minor)?;
                want += hold;
            }
        }
        let held = customer.tender_held_minor(look.currency());
        same(customer.id.as_str(), held, want)?;
    }
    Ok(())
}

/// The order without its groups, to whoever decides about an authorization.
pub fn ungrouped(shop: &Shop, act: &Act, id: &Id) -> Option<Arc<Stream>> {
    let Act::Fact(fact) = act else { return None };
    if !matches!(fact.what, What::Authorized { .. }) {
        return None;
    }
    let mut stream = shop.streams.get(id)?.as_ref().clone();
    let State::Order(order) = &mut stream.state else { return None };
    order.tenders.groups.clear();
    Some(Arc::new(stream))
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
