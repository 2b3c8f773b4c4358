//! Planted faults that post an amount on another account than the one it belongs to.

use recoup_core::decision::Decision;
use recoup_core::event::Body;
use recoup_core::ledger::Account;
use recoup_core::world::State;

use super::shop::Shop;

pub fn absorbed_to_loss(decision: &mut Decision) {
    for (at, entry) in &mut decision.entries {
        let Body::Dispute(body) = &decision.events[*at].body else { continue };
        for line in entry.lines.iter_mut().filter(|l| l.account == Account::RefundsPayable) {
            line.account = Account::DuplicateRefundLoss;
            line.subkey = body.dispute().to_string();
        }
    }
}

pub fn deferral_first(shop: &Shop, decision: &mut Decision) {
    for (at, entry) in &mut decision.entries {
        let Body::RefundApproved { pays, .. } = &decision.events[*at].body else { continue };
        let Some(State::Order(order)) = shop.streams.get(pays).map(|s| &s.state) else { continue };
        let mut left_minor = order.deferred_minor();
        for line in entry.lines.iter_mut().filter(|l| l.account == Account::RefundsAndReturns) {
            if line.amount_minor <= left_minor {
                left_minor -= line.amount_minor;
                line.account = Account::DeferredRevenue;
                pays.as_str().clone_into(&mut line.subkey);
            }
        }
    }
}

pub fn tax_to_revenue(decision: &mut Decision) {
    for event in &mut decision.events {
        if let Body::RefundApproved { slice, .. } = &mut event.body {
            slice.net_minor += slice.taxes.iter().map(|t| t.amount_minor).sum::<i64>();
            slice.taxes.clear();
        }
    }
    for (at, entry) in &mut decision.entries {
        if matches!(decision.events[*at].body, Body::RefundApproved { .. }) {
            for line in entry.lines.iter_mut().filter(|l| l.account == Account::TaxPayable) {
                line.account = Account::RefundsAndReturns;
                "damaged".clone_into(&mut line.subkey);
            }
        }
    }
}
