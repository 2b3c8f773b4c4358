//! Payouts, reserves, the bank, and receipts that arrive without a gateway.

use recoup_core::ledger::acts;

use super::bug::Bug;
use super::state::Payout;
use super::{World, key, money};

impl World {
    pub fn pay_out(&mut self) -> bool {
        let gateway = self.rng.below(2);
        let limit = self.truth.gateways[gateway].balance;
        if limit <= 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let posted = if self.has(Bug::PayoutOffByOne) { amount + 1 } else { amount };
        let payout = key('p', self.payouts.len());
        let created = self.post(acts::payout_created(&payout, &key('g', gateway), money(posted)));
        let Some(created) = created else { return true };
        self.truth.gateways[gateway].balance -= amount;
        self.truth.in_transit.push(amount);
        self.payouts.push(Payout { gateway, amount, created, banked: None, failed: false });
        true
    }

    pub fn bank_payout(&mut self) -> bool {
        let Some(index) = self.pick(|w| &w.payouts, |p| p.banked.is_none() && !p.failed) else { return false };
        let amount = self.payouts[index].amount;
        self.payouts[index].banked = self.post(acts::payout_banked(&key('p', index), "k0", money(amount)));
        self.truth.in_transit[index] = 0;
        self.truth.bank += amount;
        true
    }

    /// A payout fails, perhaps days after its bank line was matched, which is taken back then as well.
    pub fn fail_payout(&mut self) -> bool {
        let Some(index) = self.pick(|w| &w.payouts, |payout| !payout.failed) else { return false };
        self.payouts[index].failed = true;
        let (amount, gateway) = (self.payouts[index].amount, self.payouts[index].gateway);
        if let Some((id, entry)) = self.payouts[index].banked.clone() {
            self.post(acts::correction(&entry, id));
            self.truth.bank -= amount;
        }
        let (id, entry) = self.payouts[index].created.clone();
        self.post(acts::payout_failed(&entry, id));
        self.truth.in_transit[index] = 0;
        self.truth.gateways[gateway].balance += amount;
        true
    }

    pub fn hold_reserve(&mut self) -> bool {
        let gateway = self.rng.below(2);
        let amount = self.truth.gateways[gateway].balance / 10;
        if amount <= 0 {
            return false;
        }
        self.post(acts::reserve_held(&key('g', gateway), money(amount)));
        self.truth.gateways[gateway].balance -= amount;
        self.truth.gateways[gateway].reserve += amount;
        true
    }

    pub fn release_reserve(&mut self) -> bool {
        let gateway = self.rng.below(2);
        let amount = self.truth.gateways[gateway].reserve;
        if amount == 0 {
            return false;
        }
        self.post(acts::reserve_released(&key('g', gateway), money(amount)));
        self.truth.gateways[gateway].balance += amount;
        self.truth.gateways[gateway].reserve = 0;
        true
    }

    pub fn receive(&mut self) -> bool {
        let amount = self.rng.between(50, 15_000);
        self.post(acts::offline_receipt(&key('b', self.receipts.len()), "k0", money(amount)));
        self.receipts.push(amount);
        self.truth.bank += amount;
        self.truth.cash_in += amount;
        true
    }

    pub fn match_receipt(&mut self) -> bool {
        let Some(line) = self.pick(|w| &w.receipts, |rest| *rest > 0) else { return false };
        let Some(order) = self.pick(|w| &w.orders, |order| order.open > 0) else { return false };
        let amount = self.receipts[line].min(self.orders[order].open);
        self.post(acts::receipt_matched(&key('b', line), &key('o', order), money(amount)));
        self.receipts[line] -= amount;
        self.bank_paid(order, amount);
        true
    }

    pub fn overpaid(&mut self) -> bool {
        let Some(line) = self.pick(|w| &w.receipts, |rest| *rest > 0) else { return false };
        let (customer, amount) = (self.rng.below(3), self.receipts[line]);
        self.post(acts::receipt_overpaid(&key('b', line), &key('c', customer), money(amount)));
        self.receipts[line] = 0;
        self.balances[customer] += amount;
        true
    }
}
