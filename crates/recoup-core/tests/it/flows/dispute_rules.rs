//! Rules about disputes: their money, what is lost by them, and what they keep from being refunded.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::effect::Alarm;
use recoup_core::event::Body;
use recoup_core::ledger::Account as A;
use recoup_core::payment::dispute::{Dispute, Flow, Lost};
use recoup_core::payment::{Payment, Refund};

use super::invariants::{Look, holds, same};

type Verdict = Result<(), String>;

/// What rows of one way come to, told again: named ones add up, and one without a name may be all of them.
pub fn rows(dispute: &Dispute, flow: Flow) -> i64 {
    let (mut named, mut unnamed) = (BTreeMap::new(), 0);
    for row in dispute.rows.iter().filter(|row| row.flow == flow) {
        if row.row.is_empty() {
            unnamed = unnamed.max(row.amount_minor);
        } else {
            named.insert(&row.row, row.amount_minor);
        }
    }
    unnamed.max(named.values().sum())
}

fn held(dispute: &Dispute) -> i64 {
    rows(dispute, Flow::Withdrawn) - rows(dispute, Flow::Reinstated)
}

/// What disputes of a payment took from its gateway account, fees included.
pub fn taken(payment: &Payment) -> i64 {
    let fees = |d: &Dispute| rows(d, Flow::Fee) - rows(d, Flow::FeeReturned);
    payment.disputes.iter().map(|d| held(d) + fees(d)).sum()
}

fn disputes<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a Payment, &'a Dispute)> {
    look.life.shop.payments().flat_map(|p| p.disputes.iter().map(move |d| (p, d)))
}

pub fn receivable(look: &Look<'_>) -> Verdict {
    for (_, dispute) in disputes(look) {
        let booked = dispute.loss.as_ref().map_or(0, |loss| loss.lost.amount.amount_minor);
        same(dispute.id.as_str(), look.of(A::DisputesReceivable, dispute.id.as_str()), held(dispute) - booked)?;
        let lost = if dispute.status.is_lost() { held(dispute).max(0) } else { 0 };
        same(&format!("lost of {}", dispute.id), booked, lost)?;
    }
    Ok(())
}

pub fn losses(look: &Look<'_>) -> Verdict {
    for (_, dispute) in disputes(look) {
        let lost = dispute.loss.as_ref().map(|loss| &loss.lost);
        let net = |l: &Lost| l.slice.net_minor - l.slice.deferred_minor + l.spent_minor;
        let (net, twice) = lost.map_or((0, 0), |l| (net(l), l.duplicate_minor));
        same(dispute.id.as_str(), look.of(A::ChargebackLoss, dispute.id.as_str()), net)?;
        same(dispute.id.as_str(), look.of(A::DuplicateRefundLoss, dispute.id.as_str()), twice)?;
    }
    Ok(())
}

/// Nobody has more than was captured, unless 6210 shows it; and nothing is still owed that a loss stands for.
pub fn entitled(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments().filter(|p| !p.disputes.is_empty()) {
        let losses = || payment.disputes.iter().filter_map(|d| d.loss.as_ref());
        let (lost, twice) = losses().fold((0, 0), |(lost, twice), loss| {
            (lost + loss.lost.amount.amount_minor, twice + loss.lost.duplicate_minor)
        });
        let given: i64 = payment.refunds.iter().map(|r| r.given_minor() - back_to_balance(payment, r)).sum();
        let due: i64 = payment.refunds.iter().map(|r| r.due_minor()).sum();
        // A capture that was undone since leaves what was agreed to before.
        let has = given + due + lost - twice;
        let most = payment.captured_minor.max(given + due + payment.absorbed_minor());
        holds(has <= most, || format!("{} gave {has} of {}", payment.id, payment.captured_minor))?;
        for dispute in &payment.disputes {
            let Some(loss) = &dispute.loss else { continue };
            let before = dispute.refunds_before.unwrap_or(payment.refunds.len());
            let owed = payment.refunds.iter().take(before).find(|r| r.due_minor() > 0);
            let absorbed: i64 = loss.lost.absorbed.iter().map(|part| part.amount_minor).sum();
            if let Some(refund) = owed {
                same(&format!("{} owes beside {}", refund.id, dispute.id), absorbed, loss.lost.amount.amount_minor)?;
            }
        }
        let absorbed: i64 = losses().flat_map(|loss| &loss.lost.absorbed).map(|part| part.amount_minor).sum();
        same(&format!("absorbed of {}", payment.id), payment.absorbed_minor(), absorbed)?;
    }
    Ok(())
}

/// What was paid into a balance and went back there is as if it had never been asked for.
fn back_to_balance(payment: &Payment, refund: &Refund) -> i64 {
    if payment.is_top_up() { refund.credited_minor } else { 0 }
}

/// At its birth a refund is of money that nobody disputes.
pub fn at_birth(look: &Look<'_>) -> Verdict {
    for event in &look.life.shop.last.events {
        let Body::RefundRequested { .. } = &event.body else { continue };
        let Some(p) = look.life.shop.payments().find(|p| p.id == event.stream) else { continue };
        let risk: i64 =
            p.disputes.iter().map(|d| if d.is_claim() { d.claimed_minor().max(held(d)) } else { held(d).max(0) }).sum();
        let counts = |r: &Refund| r.amount_minor - r.absorbed_minor - back_to_balance(p, r);
        let active: i64 = p.refunds.iter().filter(|r| r.status.is_active()).map(counts).sum();
        holds(active + risk <= p.captured_minor, || {
            format!("{} refunds {active} of {} with {risk} at risk", p.id, p.captured_minor)
        })?;
    }
    Ok(())
}

pub fn marks(look: &Look<'_>) -> Verdict {
    let shop = &look.life.shop;
    let orders = shop.orders().map(|order| (&order.id, &order.payments, &order.under_dispute));
    let invoices = shop.invoices().map(|invoice| (&invoice.id, &invoice.payments, &invoice.disputes));
    for (id, payments, marks) in orders.chain(invoices) {
        let claims = payments.iter().flat_map(|id| &shop.payment(id).disputes).filter(|d| d.is_claim());
        let want: BTreeSet<_> = claims.map(|d| &d.id).collect();
        let got: BTreeSet<_> = marks.iter().collect();
        holds(want == got && got.len() == marks.len(), || format!("{id} is marked by {got:?}, should be by {want:?}"))?;
    }
    Ok(())
}

/// What waits for our answer has a clock, until the last moment.
pub fn clocks(look: &Look<'_>) -> Verdict {
    for (payment, dispute) in disputes(look).filter(|(_, d)| d.waits_for_us()) {
        let alarm = Alarm::DisputeDue { payment: payment.id.clone(), dispute: dispute.id.clone() };
        let set = look.life.shop.timers.contains_key(&alarm.timer_id());
        let past = dispute.due_at().is_none_or(|due| due <= look.life.shop.now);
        holds(set || past, || format!("nobody is reminded of {}", dispute.id))?;
    }
    Ok(())
}
