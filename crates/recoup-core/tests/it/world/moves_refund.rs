//! Refunds of orders and what becomes of any refund, including those of top-ups.

use recoup_core::ledger::Account;
use recoup_core::ledger::acts::{self, RefundPart};

use super::bug::Bug;
use super::laws;
use super::rules::Why;
use super::state::{Order, Piece, Refund, RefundStatus, Source};
use super::{CURRENCY, World, key, money};

impl World {
    /// An order with something refundable on its card, and how much.
    fn refundable_order(&mut self) -> Option<(usize, i64)> {
        let order = self.pick(|w| &w.orders, |order| order.captured > 0)?;
        let limit = self.refundable(order);
        (limit > 0).then_some((order, limit))
    }

    /// The buyer is promised money back; entitlement is judged by the outside record.
    fn promise(&mut self, order: usize, amount: i64, owed: i64) {
        let payment = &mut self.truth.payments[order];
        payment.promised += amount;
        payment.owed += owed;
        if payment.promised + payment.held + payment.lost > payment.captured {
            self.broken |= laws::bit(15);
        }
    }

    pub fn refund(&mut self) -> bool {
        let Some((order, limit)) = self.refundable_order() else { return false };
        let amount = self.rng.part_of(limit);
        let goods = self.any_goods();
        let (slice, pieces) = self.take(order, amount, goods, Why::Refund);
        let refund = key('r', self.refunds.len());
        let entry = self.post(acts::refund_initiated(&key('o', order), &refund, &slice, "change of mind"));
        self.promise(order, amount, amount);
        self.add_refund(Source::Card(order), amount, pieces, entry);
        true
    }

    fn add_refund(&mut self, source: Source, amount: i64, pieces: Vec<Piece>, entry: super::Posted) {
        let status = RefundStatus::Initiated;
        self.refunds.push(Refund { source, amount, status, pieces, entry, is_rest: false });
    }

    pub fn refund_bank(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.bank_paid > 0) else { return false };
        let of_order = self.refunds.iter().filter(|refund| refund.source == Source::Bank(order) && refund.active());
        let limit = self.orders[order].bank_paid - of_order.map(|refund| refund.amount).sum::<i64>();
        let limit = limit.min(self.orders[order].left());
        if limit <= 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let goods = self.any_goods();
        let (slice, pieces) = self.take(order, amount, goods, Why::Refund);
        let refund = key('r', self.refunds.len());
        let entry = self.post(acts::refund_initiated(&key('o', order), &refund, &slice, "change of mind"));
        self.truth.payments[order].bank_promised += amount;
        self.add_refund(Source::Bank(order), amount, pieces, entry);
        true
    }

    pub fn refund_tax(&mut self) -> bool {
        let Some((order, limit)) = self.refundable_order() else { return false };
        let tax = self.orders[order].tax_left();
        if tax == 0 || tax > limit {
            return false;
        }
        let (taxes, pieces) = self.take_tax(order);
        let refund = key('r', self.refunds.len());
        let entry = self.post(acts::tax_reversed_paid(&refund, CURRENCY, &taxes));
        self.promise(order, tax, tax);
        self.add_refund(Source::Card(order), tax, pieces, entry);
        true
    }

    pub fn refund_as_credit(&mut self) -> bool {
        let Some((order, limit)) = self.refundable_order() else { return false };
        let amount = self.rng.part_of(limit);
        let (goods, customer) = (self.any_goods(), self.orders[order].customer);
        let (slice, pieces) = self.take(order, amount, goods, Why::Refund);
        let mut entry = acts::refund_as_store_credit(&key('o', order), &key('c', customer), &slice, "exchange");
        if let (Ok(entry), true) = (&mut entry, self.has(Bug::StoreCreditPostedAsBalance)) {
            let credits = entry.lines.iter_mut().filter(|line| line.account == Account::StoreCredit);
            credits.for_each(|line| line.account = Account::CustomerBalance);
        }
        self.post(entry);
        self.promise(order, amount, 0);
        self.credits[customer] += amount;
        self.add_refund(Source::Card(order), amount, pieces, None);
        self.refunds.last_mut().expect("just added").status = RefundStatus::AsCredit;
        true
    }

    pub fn refund_in_kind(&mut self) -> bool {
        let fits = |order: &Order| order.balance_paid + order.credit_paid > 0;
        let Some(order) = self.pick(|w| &w.orders, fits) else { return false };
        let limit = self.refundable(order);
        let card = if limit > 0 { self.rng.between(0, limit) } else { 0 };
        let Order { customer, balance_paid, credit_paid, .. } = self.orders[order];
        let room = self.orders[order].left() - card;
        let balance = self.rng.between(0, balance_paid.min(room));
        let credit = self.rng.between(0, credit_paid.min(room - balance));
        if card + balance + credit == 0 {
            return false;
        }
        let goods = self.any_goods();
        let (slice, pieces) = self.take(order, card + balance + credit, goods, Why::Refund);
        let (refund, holder) = (key('r', self.refunds.len()), key('c', customer));
        let parts = [
            RefundPart::Payable { refund: &refund, amount_minor: card },
            RefundPart::Balance { customer: &holder, amount_minor: balance },
            RefundPart::StoreCredit { holder: &holder, amount_minor: credit },
        ];
        self.post(acts::refund_in_kind(&key('o', order), &parts, &slice, "in kind"));
        self.orders[order].balance_paid -= balance;
        self.orders[order].credit_paid -= credit;
        self.balances[customer] += balance;
        self.credits[customer] += credit;
        self.truth.otherwise_given += balance + credit;
        if card > 0 {
            self.promise(order, card, card);
            let (of_card, _) = Self::divide(&pieces, card);
            self.add_refund(Source::Card(order), card, of_card, None);
        }
        true
    }

    pub fn settle(&mut self) -> bool {
        let Some(index) = self.pending() else { return false };
        let amount = self.refunds[index].amount;
        let mut refund = key('r', index);
        if self.has(Bug::SettledUnderWrongRefund) && index > 0 {
            refund = key('r', index - 1);
        }
        self.refunds[index].status = RefundStatus::Settled;
        let source = self.refunds[index].source;
        let entry = match source {
            Source::Card(order) => {
                let gateway = self.orders[order].gateway;
                self.truth.payments[order].owed -= amount;
                self.pay_buyer(order, amount);
                acts::refund_settled(&refund, &key('g', gateway), money(amount))
            }
            Source::Bank(order) => {
                self.truth.payments[order].bank_back += amount;
                self.truth.bank -= amount;
                self.truth.cash_back += amount;
                acts::refund_settled_offline(&refund, "k0", money(amount))
            }
            Source::TopUp(topup) => {
                let gateway = self.topups[topup].gateway;
                self.truth.gateways[gateway].balance -= amount;
                self.truth.cash_back += amount;
                acts::balance_refund_settled(&refund, &key('g', gateway), money(amount))
            }
        };
        if self.has(Bug::SettlementPostedTwice) {
            self.post(entry.clone());
        }
        self.post(entry);
        if let (Source::Card(order), true) = (source, self.rng.one_in(25)) {
            self.pay_beyond(order, index);
        }
        true
    }

    /// The gateway moves more than it was asked to.
    fn pay_beyond(&mut self, order: usize, index: usize) {
        let extra = self.rng.between(1, 500);
        let gateway = key('g', self.orders[order].gateway);
        let mut entry = acts::refund_beyond_captured(&key('r', index), &gateway, money(extra));
        if let (Ok(entry), true) = (&mut entry, self.has(Bug::OverRefundNetted)) {
            entry.lines[0].account = Account::RefundsPayable;
        }
        self.post(entry);
        self.pay_buyer(order, extra);
        self.truth.otherwise_given += extra;
    }

    /// Cash goes from the gateway to the buyer, or back if negative.
    fn pay_buyer(&mut self, order: usize, amount: i64) {
        let gateway = self.orders[order].gateway;
        self.truth.payments[order].paid_back += amount;
        self.truth.gateways[gateway].balance -= amount;
        self.truth.cash_back += amount;
    }

    fn pending(&mut self) -> Option<usize> {
        self.pick(|w| &w.refunds, |refund| refund.status == RefundStatus::Initiated)
    }

    pub fn fail(&mut self) -> bool {
        let Some(index) = self.pending() else { return false };
        let (amount, source, refund) = (self.refunds[index].amount, self.refunds[index].source, key('r', index));
        let (customer, entry) = match source {
            Source::Card(order) | Source::Bank(order) => {
                let customer = self.orders[order].customer;
                self.refunds[index].status = RefundStatus::ToBalance;
                (customer, acts::refund_failed_to_balance(&refund, &key('c', customer), money(amount)))
            }
            Source::TopUp(topup) => {
                let customer = self.topups[topup].customer;
                self.refunds[index].status = RefundStatus::Cancelled;
                self.truth.topups[topup].used -= amount;
                (customer, acts::balance_refund_failed(&refund, &key('c', customer), money(amount)))
            }
        };
        if let Source::Card(order) = source {
            self.truth.payments[order].owed -= amount;
        }
        self.balances[customer] += amount;
        if !self.has(Bug::FailedRefundPostsNothing) {
            self.post(entry);
        }
        true
    }

    pub fn cancel(&mut self) -> bool {
        let cancellable = |r: &Refund| r.status == RefundStatus::Initiated && (r.entry.is_some() || r.is_rest);
        let Some(index) = self.pick(|w| &w.refunds, cancellable) else { return false };
        self.refunds[index].status = RefundStatus::Cancelled;
        let (amount, source) = (self.refunds[index].amount, self.refunds[index].source);
        let pieces = std::mem::take(&mut self.refunds[index].pieces);
        match (self.refunds[index].entry.take(), source) {
            (Some((id, entry)), _) => {
                self.post(acts::refund_cancelled(&entry, id));
            }
            (None, Source::Card(order)) => {
                let slice = self.slice(order, &pieces);
                let (order, refund) = (key('o', order), key('r', index));
                self.post(acts::refund_rest_cancelled(&order, &refund, &slice, "change of mind"));
            }
            (None, _) => {}
        }
        match source {
            Source::Card(order) => {
                self.truth.payments[order].promised -= amount;
                self.truth.payments[order].owed -= amount;
            }
            Source::Bank(order) => self.truth.payments[order].bank_promised -= amount,
            Source::TopUp(topup) => {
                self.truth.topups[topup].used -= amount;
                self.balances[self.topups[topup].customer] += amount;
            }
        }
        if let (Source::Card(order) | Source::Bank(order), false) = (source, self.has(Bug::CancelForgetsBucket)) {
            self.put_back(order, &pieces);
        }
        true
    }

    pub fn come_back(&mut self) -> bool {
        let by_gateway = |r: &Refund| r.status == RefundStatus::Settled && !matches!(r.source, Source::Bank(_));
        let Some(index) = self.pick(|w| &w.refunds, by_gateway) else { return false };
        self.refunds[index].status = RefundStatus::Initiated;
        let (amount, source, refund) = (self.refunds[index].amount, self.refunds[index].source, key('r', index));
        let entry = match source {
            Source::Card(order) | Source::Bank(order) => {
                self.truth.payments[order].owed += amount;
                self.pay_buyer(order, -amount);
                acts::refund_returned(&refund, &key('g', self.orders[order].gateway), money(amount))
            }
            Source::TopUp(topup) => {
                let gateway = self.topups[topup].gateway;
                self.truth.gateways[gateway].balance += amount;
                self.truth.cash_back -= amount;
                acts::balance_refund_returned(&refund, &key('g', gateway), money(amount))
            }
        };
        if !self.has(Bug::ReturnedRefundPostsNothing) {
            self.post(entry);
        }
        true
    }
}
