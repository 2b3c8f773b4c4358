//! Customer balances and store credit.

use recoup_core::ledger::acts;
use recoup_core::ledger::entitlement::topup_refundable;

use super::bug::Bug;
use super::state::{Refund, RefundStatus, Source, TopUp};
use super::{World, key, laws, money, truth};

impl World {
    pub fn top_up(&mut self) -> bool {
        let (customer, gateway, charge) = (self.rng.below(3), self.rng.below(2), self.rng.between(500, 9000));
        self.post(acts::top_up(&key('c', customer), &key('g', gateway), money(charge)));
        self.balances[customer] += charge;
        self.topups.push(TopUp { customer, gateway, charge });
        self.truth.topups.push(truth::TopUp { charge, used: 0 });
        self.truth.gateways[gateway].balance += charge;
        self.truth.cash_in += charge;
        self.fee(gateway, charge);
        true
    }

    pub fn refund_topup(&mut self) -> bool {
        let balances = self.balances;
        let Some(index) = self.pick(|w| &w.topups, |topup| balances[topup.customer] > 0) else { return false };
        let TopUp { customer, charge, .. } = self.topups[index];
        let of_topup = |refund: &&Refund| refund.source == Source::TopUp(index) && refund.active();
        let refunded: i64 = self.refunds.iter().filter(of_topup).map(|refund| refund.amount).sum();
        let disputes = self.disputes.iter().filter(|dispute| dispute.source == Source::TopUp(index));
        let disputed: i64 = disputes.filter(|d| d.status != super::state::DisputeStatus::Won).map(|d| d.amount).sum();
        let limit = match self.has(Bug::TopUpRefundUncapped) {
            true => balances[customer],
            false => topup_refundable(charge, refunded + disputed, balances[customer]),
        };
        if limit == 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let refund = key('r', self.refunds.len());
        let entry = self.post(acts::balance_refund_initiated(&key('c', customer), &refund, money(amount)));
        self.balances[customer] -= amount;
        self.truth.topups[index].used += amount;
        if self.truth.topups[index].used > charge {
            self.broken |= laws::bit(14);
        }
        let (source, status) = (Source::TopUp(index), RefundStatus::Initiated);
        self.refunds.push(Refund { source, amount, status, pieces: Vec::new(), entry, is_rest: false });
        true
    }

    pub fn goodwill(&mut self) -> bool {
        let (holder, amount) = (self.rng.below(3), self.rng.between(1, 2000));
        self.post(acts::goodwill_credit(&key('c', holder), "sorry", money(amount)));
        self.credits[holder] += amount;
        self.truth.otherwise_given += amount;
        true
    }

    pub fn expire(&mut self) -> bool {
        let holder = self.rng.below(3);
        let limit = self.credits[holder];
        if limit == 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let entry = match self.rng.one_in(2) {
            true => acts::credit_expired(&key('c', holder), money(amount)),
            false => acts::credit_unclaimed(&key('c', holder), "law of the place", money(amount)),
        };
        self.post(entry);
        self.credits[holder] -= amount;
        true
    }
}
