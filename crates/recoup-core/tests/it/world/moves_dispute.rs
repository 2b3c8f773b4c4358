//! Disputes: opened, won, partly won, lost with absorption of pending refunds, and opened again.

use recoup_core::ledger::acts::{self, Withdrawal};
use recoup_core::ledger::entitlement::{Loss, LossSplit, dispute_loss_split};
use recoup_core::ledger::{Account, Act, Posting};

use super::bug::Bug;
use super::rules::Why;
use super::state::{Dispute, DisputeStatus, Refund, RefundStatus, Source};
use super::{CURRENCY, World, key, money};

const FEE: i64 = 1500;

impl World {
    pub fn dispute(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.captured > 0) else { return false };
        let (held, lost) = self.disputed(order);
        let limit = self.orders[order].captured - held - lost;
        if limit <= 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let source = Source::Card(order);
        self.disputes.push(Dispute { source, amount, status: DisputeStatus::Won, lost: 0 });
        self.withdraw(self.disputes.len() - 1, acts::dispute_opened);
        true
    }

    pub fn dispute_topup(&mut self) -> bool {
        let Some(topup) = self.pick(|w| &w.truth.topups, |topup| topup.used < topup.charge) else { return false };
        let amount = self.truth.topups[topup].charge - self.truth.topups[topup].used;
        let source = Source::TopUp(topup);
        self.disputes.push(Dispute { source, amount, status: DisputeStatus::Won, lost: 0 });
        self.withdraw(self.disputes.len() - 1, acts::dispute_opened);
        true
    }

    pub fn dispute_again(&mut self) -> bool {
        let Some(index) = self.pick(|w| &w.disputes, |d| d.status == DisputeStatus::Won) else { return false };
        let (amount, source) = (self.disputes[index].amount, self.disputes[index].source);
        let room = match source {
            Source::Card(order) | Source::Bank(order) => {
                let (held, lost) = self.disputed(order);
                self.orders[order].captured - held - lost
            }
            Source::TopUp(topup) => self.truth.topups[topup].charge - self.truth.topups[topup].used,
        };
        if amount > room {
            return false;
        }
        self.withdraw(index, acts::dispute_reopened);
        true
    }

    fn withdraw(&mut self, index: usize, act: fn(Withdrawal<'_>) -> super::Built) {
        let (amount, gateway) = (self.disputes[index].amount, self.gateway_of(index));
        let account = key('g', gateway);
        let dispute = key('d', index);
        let funds = Withdrawal {
            dispute: &dispute,
            gateway: &account,
            gateway_account: &account,
            amount: money(amount),
            fee_minor: FEE,
        };
        self.post(act(funds));
        self.disputes[index].status = DisputeStatus::Held;
        self.charge_fee(gateway, FEE);
        self.hold(index, amount);
    }

    fn gateway_of(&self, index: usize) -> usize {
        match self.disputes[index].source {
            Source::Card(order) | Source::Bank(order) => self.orders[order].gateway,
            Source::TopUp(topup) => self.topups[topup].gateway,
        }
    }

    /// The gateway withdraws contested money, or gives it back if negative.
    fn hold(&mut self, index: usize, amount: i64) {
        let gateway = self.gateway_of(index);
        self.truth.gateways[gateway].balance -= amount;
        self.truth.held += amount;
        match self.disputes[index].source {
            Source::Card(order) | Source::Bank(order) => self.truth.payments[order].held += amount,
            Source::TopUp(topup) => self.truth.topups[topup].used += amount,
        }
    }

    fn held(&mut self) -> Option<usize> {
        self.pick(|w| &w.disputes, |dispute| dispute.status == DisputeStatus::Held)
    }

    pub fn dispute_won(&mut self) -> bool {
        let Some(index) = self.held() else { return false };
        let (amount, gateway) = (self.disputes[index].amount, key('g', self.gateway_of(index)));
        let mut entry = acts::dispute_won(&key('d', index), &gateway, money(amount));
        if let (Ok(entry), true) = (&mut entry, self.has(Bug::WonDisputePostedToBank)) {
            entry.lines[0].account = Account::CashAtBank;
            entry.lines[0].subkey = "k0".to_owned();
        }
        self.post(entry);
        self.disputes[index].status = DisputeStatus::Won;
        self.hold(index, -amount);
        if self.rng.one_in(3) {
            self.post(acts::dispute_fee_returned(&gateway, &gateway, money(FEE)));
            self.charge_fee(self.gateway_of(index), -FEE);
        }
        true
    }

    pub fn dispute_partly_won(&mut self) -> bool {
        let Some(index) = self.held() else { return false };
        let amount = self.disputes[index].amount;
        if amount < 2 {
            return false;
        }
        let won = self.rng.between(1, amount - 1);
        let gateway = key('g', self.gateway_of(index));
        self.post(acts::dispute_partly_won(&key('d', index), &gateway, money(won)));
        self.hold(index, -won);
        self.lose(index, amount - won);
        true
    }

    pub fn dispute_lost(&mut self) -> bool {
        let Some(index) = self.held() else { return false };
        self.lose(index, self.disputes[index].amount);
        true
    }

    fn lose(&mut self, index: usize, lost: i64) {
        self.disputes[index].status = DisputeStatus::Lost;
        self.truth.held -= lost;
        self.truth.cash_back += lost;
        match self.disputes[index].source {
            Source::Card(order) | Source::Bank(order) => {
                self.lose_order(index, order, lost);
                self.disputes[index].lost = lost;
            }
            Source::TopUp(topup) => {
                let customer = self.topups[topup].customer;
                let balance = self.balances[customer];
                self.post(acts::top_up_dispute_lost(&key('d', index), &key('c', customer), money(lost), balance));
                self.balances[customer] -= lost.min(balance);
                self.truth.topup_loss += lost - lost.min(balance);
            }
        }
    }

    fn lose_order(&mut self, index: usize, order: usize, lost: i64) {
        let pending: Vec<usize> = (0..self.refunds.len())
            .filter(|r| {
                self.refunds[*r].source == Source::Card(order) && self.refunds[*r].status == RefundStatus::Initiated
            })
            .collect();
        let split = self.split(order, lost, &pending);
        for (refund, absorbed) in pending.iter().zip(&split.absorbed_minor) {
            if *absorbed > 0 {
                self.absorb(index, *refund, *absorbed);
            }
        }
        if split.entitled_minor > 0 {
            self.entitled(index, order, split.entitled_minor);
        }
        if split.duplicate_minor > 0 && !self.has(Bug::DuplicateLossPostsNothing) {
            self.post(acts::dispute_lost_duplicate(&key('d', index), money(split.duplicate_minor)));
        }
        let payment = &mut self.truth.payments[order];
        let satisfied = payment.owed.min(lost);
        payment.owed -= satisfied;
        payment.promised -= satisfied;
        payment.held -= lost;
        payment.lost += lost;
        payment.paid_back += lost;
    }

    fn split(&self, order: usize, lost: i64, pending: &[usize]) -> LossSplit {
        let amounts: Vec<i64> = pending.iter().map(|refund| self.refunds[*refund].amount).collect();
        let of_order = self.refunds.iter().filter(|refund| refund.source == Source::Card(order));
        let done = of_order.filter(|refund| refund.active() && refund.status != RefundStatus::Initiated);
        let mut loss = Loss {
            lost_minor: lost,
            captured_minor: self.orders[order].captured,
            done_refunds_minor: done.map(|refund| refund.amount).sum(),
            lost_before_minor: self.disputed(order).1,
            pending_minor: &amounts,
        };
        let mut left = lost;
        let mut keep = |amount: &i64| {
            let fits = *amount <= left && !self.has(Bug::LossDoesNotAbsorb);
            left -= if fits { *amount } else { 0 };
            fits
        };
        if !self.has(Bug::LossDoesNotAbsorb) && !self.has(Bug::PendingRefundTreatedWhole) {
            return dispute_loss_split(&loss);
        }
        // Refunds that are left alone count as done, which is what makes these two bugs plausible.
        let fitting: Vec<bool> = amounts.iter().map(&mut keep).collect();
        let taken: Vec<i64> =
            amounts.iter().zip(&fitting).map(|(amount, fits)| if *fits { *amount } else { 0 }).collect();
        loss.done_refunds_minor += amounts.iter().sum::<i64>() - taken.iter().sum::<i64>();
        loss.pending_minor = &taken;
        dispute_loss_split(&loss)
    }

    fn absorb(&mut self, index: usize, refund: usize, absorbed: i64) {
        let (dispute, old) = (key('d', index), key('r', refund));
        self.post(acts::dispute_lost_absorbed(&dispute, &old, money(absorbed)));
        self.refunds[refund].status = RefundStatus::Absorbed;
        let rest = self.refunds[refund].amount - absorbed;
        if rest == 0 {
            return;
        }
        self.partial_absorptions += 1;
        let (_, pieces) = Self::divide(&self.refunds[refund].pieces, absorbed);
        let new = key('r', self.refunds.len());
        let mut entry = acts::refund_rest_resent(&old, &new, money(rest));
        if let (Ok(entry), true) = (&mut entry, self.has(Bug::RestResentAndKept)) {
            entry.lines[0].account = Account::RefundsAndReturns;
        }
        self.post(entry);
        let in_kind = self.refunds[refund].entry.is_none() && !self.refunds[refund].is_rest;
        let source = self.refunds[refund].source;
        let status = RefundStatus::Initiated;
        self.refunds.push(Refund { source, amount: rest, status, pieces, entry: None, is_rest: !in_kind });
    }

    fn entitled(&mut self, index: usize, order: usize, amount: i64) {
        let (goods, relief) = (self.any_goods(), !self.rng.one_in(3));
        let (slice, _) = self.take(order, amount, goods, Why::Loss { relief });
        self.post(acts::dispute_lost_entitled(&key('o', order), &key('d', index), &slice));
        if self.has(Bug::LossAlsoContraRevenue) {
            let twice = Posting::new(Act::DisputeLostEntitled, CURRENCY)
                .debit(Account::RefundsAndReturns, "dispute", slice.net_minor)
                .and_then(|posting| posting.credit(Account::Revenue, "dispute", slice.net_minor));
            if slice.net_minor > 0 {
                self.post(twice.and_then(Posting::balanced));
            }
        }
    }
}
