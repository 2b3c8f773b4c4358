//! Paying: captures with their fees, other tenders, and captures that come undone.

use recoup_core::ledger::acts::{self, BankReturn, Tenders};
use recoup_core::ledger::{Account, LedgerError};

use super::bug::Bug;
use super::{World, key, money};

impl World {
    pub fn capture(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.open > 0) else { return false };
        let limit = self.orders[order].open;
        let amount = self.rng.part_of(limit);
        self.captured(order, amount);
        true
    }

    /// A capture with its fee, tariff 2.9 % (rounded down) plus 0.30.
    pub fn captured(&mut self, order: usize, amount: i64) {
        let gateway = self.orders[order].gateway;
        let mut subject = order;
        if self.has(Bug::CapturePostedToOtherOrder) && self.orders.len() > 1 {
            subject = (order + 1) % self.orders.len();
        }
        self.post(acts::capture(&key('o', subject), &key('g', gateway), money(amount)));
        self.card_paid(order, amount);
        self.fee(gateway, amount);
    }

    fn card_paid(&mut self, order: usize, amount: i64) {
        let gateway = self.orders[order].gateway;
        self.orders[order].open -= amount;
        self.orders[order].captured += amount;
        self.truth.payments[order].captured += amount;
        self.truth.gateways[gateway].balance += amount;
        self.truth.cash_in += amount;
    }

    pub fn fee(&mut self, gateway: usize, amount: i64) {
        let fee = amount * 29 / 1000 + 30;
        let account = key('g', gateway);
        let mut entry = acts::gateway_fee(&account, &account, money(fee));
        if let (Ok(entry), true) = (&mut entry, self.has(Bug::FeePostedToRevenue)) {
            entry.lines[0].account = Account::Revenue;
        }
        self.post(entry);
        self.charge_fee(gateway, fee);
    }

    /// The gateway takes a fee (or gives one back, if negative).
    pub fn charge_fee(&mut self, gateway: usize, fee: i64) {
        self.truth.gateways[gateway].balance -= fee;
        self.truth.fees += fee;
    }

    pub fn pay_from_balance(&mut self) -> bool {
        let balances = self.balances;
        let Some(order) = self.pick(|w| &w.orders, |o| o.open > 0 && balances[o.customer] > 0) else { return false };
        let customer = self.orders[order].customer;
        let amount = self.rng.part_of(self.orders[order].open.min(balances[customer]));
        self.post(acts::balance_tender(&key('o', order), &key('c', customer), money(amount)));
        self.orders[order].open -= amount;
        self.orders[order].balance_paid += amount;
        self.balances[customer] -= amount;
        true
    }

    pub fn pay_from_credit(&mut self) -> bool {
        let credits = self.credits;
        let Some(order) = self.pick(|w| &w.orders, |o| o.open > 0 && credits[o.customer] > 0) else { return false };
        let customer = self.orders[order].customer;
        let amount = self.rng.part_of(self.orders[order].open.min(credits[customer]));
        self.post(acts::store_credit_tender(&key('o', order), &key('c', customer), money(amount)));
        self.orders[order].open -= amount;
        self.orders[order].credit_paid += amount;
        self.credits[customer] -= amount;
        true
    }

    pub fn pay_split(&mut self) -> bool {
        let (balances, credits) = (self.balances, self.credits);
        let fits = |o: &super::state::Order| o.open > balances[o.customer] + credits[o.customer];
        let Some(order) = self.pick(|w| &w.orders, fits) else { return false };
        let customer = self.orders[order].customer;
        let (balance, credit) = (balances[customer], credits[customer]);
        let card = self.orders[order].open - balance - credit;
        let (gateway, holder) = (key('g', self.orders[order].gateway), key('c', customer));
        let tenders = Tenders {
            card: (&gateway, money(card)),
            balance: (&holder, money(balance)),
            store_credit: (&holder, money(credit)),
        };
        self.post(acts::split_tender(&key('o', order), tenders));
        self.card_paid(order, card);
        self.orders[order].open = 0;
        self.orders[order].balance_paid += balance;
        self.orders[order].credit_paid += credit;
        (self.balances[customer], self.credits[customer]) = (0, 0);
        true
    }

    pub fn pay_at_till(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.open > 0) else { return false };
        let limit = self.orders[order].open;
        let amount = self.rng.part_of(limit);
        self.post(acts::offline_capture(&key('o', order), "k0", money(amount)));
        self.bank_paid(order, amount);
        self.truth.bank += amount;
        self.truth.cash_in += amount;
        true
    }

    pub fn bank_paid(&mut self, order: usize, amount: i64) {
        self.orders[order].open -= amount;
        self.orders[order].bank_paid += amount;
        self.truth.payments[order].bank_paid += amount;
    }

    pub fn capture_fails(&mut self) -> bool {
        self.undo_capture(|order, gateway, amount, _| acts::capture_reversed(order, gateway, money(amount)), 0)
    }

    pub fn bank_takes_back(&mut self) -> bool {
        let returned = |order: &str, gateway: &str, amount, fee_minor| {
            acts::bank_return(BankReturn { order, gateway, gateway_account: gateway, amount: money(amount), fee_minor })
        };
        self.undo_capture(returned, 750)
    }

    /// Only what nobody was promised back can fail here; otherwise the buyer would rightly have too much.
    fn undo_capture(
        &mut self,
        entry: impl Fn(&str, &str, i64, i64) -> Result<recoup_core::ledger::Entry, LedgerError>,
        fee: i64,
    ) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.captured > 0) else { return false };
        let limit = self.refundable(order);
        if limit == 0 {
            return false;
        }
        let amount = self.rng.part_of(limit);
        let gateway = self.orders[order].gateway;
        let entry = entry(&key('o', order), &key('g', gateway), amount, fee);
        self.post(entry);
        self.card_paid(order, -amount);
        self.charge_fee(gateway, fee);
        true
    }

    pub fn fee_comes_back(&mut self) -> bool {
        let fees = self.truth.fees;
        if fees < 10 {
            return false;
        }
        let (gateway, fee) = (self.rng.below(2), fees / 10);
        let account = key('g', gateway);
        self.post(acts::gateway_fee_returned(&account, &account, money(fee)));
        self.charge_fee(gateway, -fee);
        true
    }
}
