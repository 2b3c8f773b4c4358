//! Orders and goods: placing, delivering, crediting, giving up, and what comes back to the shelf.

use recoup_core::ledger::acts::{self, Inspection, RoundingOn, Slice, TaxPart, WriteOffTo};
use recoup_core::money::Bucket;

use super::bug::Bug;
use super::rules::{Goods, Why};
use super::state::{Line, Order, WriteOff};
use super::truth::Payment;
use super::{CURRENCY, World, key, money};

const RATES_PERCENT: [i64; 3] = [19, 7, 0];

impl World {
    pub fn place_order(&mut self) -> bool {
        if self.orders.len() >= 6 {
            return false;
        }
        let number = self.orders.len();
        let mut lines = Vec::new();
        for _ in 0..self.rng.between(1, 3) {
            let undelivered = self.rng.one_in(2);
            let tax_key = self.rng.below(3);
            let net = if self.rng.one_in(4) { self.rng.between(1, 40) } else { self.rng.between(100, 20_000) };
            let tax = (net * RATES_PERCENT[tax_key] + 50) / 100;
            let deferred = if undelivered { net } else { 0 };
            lines.push(Line {
                tax_key,
                bucket: Bucket::new(net + tax, tax),
                deferred,
                unrelieved: 0,
                true_deferred: deferred,
                true_recognised: net - deferred,
                delivered_whole: !undelivered,
            });
        }
        let net: i64 = lines.iter().map(Line::net_left).sum();
        let deferred: i64 = lines.iter().map(|line| line.deferred).sum();
        let parts = lines.iter().filter(|line| line.bucket.part_minor > 0);
        let taxes = parts.map(|l| TaxPart { key: key('t', l.tax_key), amount_minor: l.bucket.part_minor }).collect();
        let slice = Slice { currency: CURRENCY, net_minor: net, deferred_minor: deferred, taxes };
        let gross = slice.gross().expect("amounts are small");
        self.post(acts::sale(&key('o', number), &slice, "goods"));
        self.truth.tax_charged += gross - net;
        self.truth.delivered += net - deferred;
        self.truth.sold_undelivered += deferred;
        let (customer, gateway) = (self.rng.below(3), self.rng.below(2));
        let order =
            Order { customer, gateway, lines, open: gross, captured: 0, bank_paid: 0, balance_paid: 0, credit_paid: 0 };
        self.orders.push(order);
        self.truth.payments.push(Payment::default());
        self.goods_leave(net - deferred);
        true
    }

    fn goods_leave(&mut self, net: i64) {
        let cost = net / 3;
        if cost > 0 {
            self.post(acts::cost_of_sale("s0", money(cost)));
            self.truth.stock -= cost;
            self.truth.cost_out += cost;
        }
    }

    pub fn deliver(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.deferred() > 0) else { return false };
        let whole = self.rng.one_in(2);
        let mut lines = self.orders[order].lines.iter_mut();
        let Some(line) = lines.rfind(|line| line.deferred > 0) else { return false };
        let part = |deferred: i64| if whole { deferred } else { (deferred / 2).max(deferred.min(1)) };
        let (net, true_net) = (part(line.deferred), part(line.true_deferred));
        line.deferred -= net;
        line.true_deferred -= true_net;
        line.true_recognised += true_net;
        line.delivered_whole = line.deferred == 0;
        self.truth.delivered += true_net;
        self.truth.delivered_late += true_net;
        self.post(acts::fulfilment(&key('o', order), &key('o', order), recoup_core::money::Money::new(net, CURRENCY)));
        self.goods_leave(true_net);
        true
    }

    pub fn credit_note(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.open.min(order.left()) > 0) else { return false };
        let amount = self.open_part(order);
        let goods = self.any_goods();
        let (slice, _) = self.take(order, amount, goods, Why::CreditNote);
        self.post(acts::credit_note(&key('o', order), &slice, "never captured"));
        self.orders[order].open -= amount;
        self.truth.otherwise_given += amount;
        true
    }

    pub fn open_part(&mut self, order: usize) -> i64 {
        let limit = self.orders[order].open.min(self.orders[order].left());
        self.rng.part_of(limit)
    }

    pub fn tax_off_unpaid(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |o| o.tax_left() > 0 && o.open >= o.tax_left()) else {
            return false;
        };
        let (taxes, _) = self.take_tax(order);
        let amount: i64 = taxes.iter().map(|tax| tax.amount_minor).sum();
        let entry = acts::tax_reversed_unpaid(&key('o', order), CURRENCY, &taxes);
        if self.has(Bug::TaxReversalPostedTwice) {
            self.post(entry.clone());
        }
        self.post(entry);
        self.orders[order].open -= amount;
        self.truth.otherwise_given += amount;
        true
    }

    pub fn discount_early(&mut self) -> bool {
        let fits = |order: &Order| order.open.min(order.left()) > 50 && order.deferred() == 0;
        let Some(order) = self.pick(|w| &w.orders, fits) else { return false };
        let amount = self.orders[order].open.min(self.orders[order].left()) / 50;
        let (slice, _) = self.take(order, amount, Goods::Delivered, Why::Discount);
        self.post(acts::early_payment_discount(&key('o', order), &slice, "early"));
        self.orders[order].open -= amount;
        self.truth.otherwise_given += amount;
        true
    }

    pub fn write_off(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| order.open.min(order.left()) > 0) else { return false };
        let amount = self.open_part(order);
        let (goods, relief) = (self.any_goods(), self.rng.one_in(2));
        let (slice, pieces) = self.take(order, amount, goods, Why::Loss { relief });
        let to = if self.rng.one_in(4) { WriteOffTo::Allowance } else { WriteOffTo::BadDebt };
        let Some((id, entry)) = self.post(acts::write_off(&key('o', order), &slice, to)) else { return true };
        self.orders[order].open -= amount;
        self.truth.otherwise_given += amount;
        self.write_offs.push(WriteOff { order, gross: amount, pieces, id, entry, recovered: false });
        true
    }

    pub fn recover(&mut self) -> bool {
        let Some(index) = self.pick(|w| &w.write_offs, |write_off| !write_off.recovered) else { return false };
        let write_off = &mut self.write_offs[index];
        write_off.recovered = true;
        let (order, gross, pieces) = (write_off.order, write_off.gross, write_off.pieces.clone());
        let entry = acts::recovery(&write_off.entry, write_off.id.clone());
        self.post(entry);
        self.put_back(order, &pieces);
        self.orders[order].open += gross;
        self.truth.otherwise_given -= gross;
        self.captured(order, gross);
        true
    }

    pub fn short_paid(&mut self) -> bool {
        let Some(order) = self.pick(|w| &w.orders, |order| (1..=3).contains(&order.open)) else { return false };
        let short = self.orders[order].open;
        self.post(acts::receipt_short(&key('o', order), "tolerance", money(short)));
        self.orders[order].open = 0;
        true
    }

    pub fn round(&mut self) -> bool {
        let gateway = self.rng.below(2);
        let loss = if self.rng.one_in(2) { 1 } else { -1 };
        self.post(acts::rounding_difference(RoundingOn::GatewayAccount(&key('g', gateway)), "file", money(loss)));
        self.truth.gateways[gateway].balance -= loss;
        self.truth.rounding += loss;
        true
    }

    pub fn goods_return(&mut self) -> bool {
        if self.truth.cost_out == 0 {
            return false;
        }
        let limit = self.truth.cost_out;
        let cost = self.rng.between(1, limit);
        self.truth.cost_out -= cost;
        match self.rng.below(3) {
            0 => {
                self.post(acts::return_sellable("s0", money(cost)));
                self.truth.stock += cost;
            }
            1 => {
                self.post(acts::return_damaged("s0", money(cost)));
            }
            _ => {
                let rma = key('m', self.truth.uninspected.len());
                self.post(acts::return_received(&rma, "s0", money(cost)));
                self.truth.uninspected.push(cost);
            }
        }
        true
    }

    pub fn inspect(&mut self) -> bool {
        let Some(rma) = self.pick(|w| &w.truth.uninspected, |cost| *cost > 0) else { return false };
        let cost = std::mem::take(&mut self.truth.uninspected[rma]);
        let sellable = self.rng.one_in(2);
        let found =
            if sellable || self.has(Bug::DamagedBookedSellable) { Inspection::Sellable } else { Inspection::Damaged };
        self.post(acts::return_inspected(&key('m', rma), "s0", found, money(cost)));
        if sellable {
            self.truth.stock += cost;
        }
        true
    }
}
