//! The invariants, each with its number, name and a sentence, and the check of all of them after every act.
//!
//! Numbers 01 to 22 are those of the reference; 00 and 23 are our own.

use recoup_core::ledger::Account;

use super::World;
use super::state::{DisputeStatus, RefundStatus, Source};

/// An invariant.
pub struct Law {
    pub id: u8,
    pub name: &'static str,
    pub sentence: &'static str,
}

const fn law(id: u8, name: &'static str, sentence: &'static str) -> Law {
    Law { id, name, sentence }
}

pub const LAWS: [Law; 24] = [
    law(0, "legal posting", "No more leaves an order than is left of it, and the builder accepts the entry."),
    law(1, "balance", "Every entry sums to zero, hence the ledger does."),
    law(2, "gateway", "1110 and 1130 equal the gateway's own balance and reserve, per account."),
    law(3, "bank", "1010 equals the bank; 1120 and 2500 hold what is on its way or unmatched, and nothing else."),
    law(4, "cash", "Money in bank, gateways and transit is what customers paid less what they got back and fees."),
    law(5, "receivable", "1200 per order equals its open amount."),
    law(6, "deferral", "2100 per order equals its deferred amount and is never negative."),
    law(7, "refunds payable", "2400 per refund is its amount while initiated, otherwise zero."),
    law(8, "disputes", "1300 per dispute is its amount while open, otherwise zero."),
    law(9, "customer balance", "2300 per customer equals their balance and is never negative."),
    law(10, "no more than sold", "Returns, chargebacks and bad debt never exceed revenue."),
    law(11, "tax sign", "2200 never turns into a debit."),
    law(12, "value identity", "Everything booked as given was given, or is owed, to a customer exactly once."),
    law(13, "absorption", "What a lost dispute satisfied is no longer pending as a refund."),
    law(14, "top-up cap", "Refunds and disputes of one top-up never exceed its charge."),
    law(15, "refund cap", "At the birth of a refund, refunds and disputes do not exceed what was captured."),
    law(16, "nothing twice unseen", "Cash given back exceeds what was captured only by what 6210 shows."),
    law(17, "fees", "6100 and 6110 equal the fees in the gateway's record."),
    law(18, "revenue", "4000 is the net of what was delivered, counted from deliveries."),
    law(19, "undelivered", "2100 per order is the net sold, less delivered, less released from undelivered goods."),
    law(20, "tax", "2200 per rule is tax charged less tax released."),
    law(21, "last slice", "A line whose gross is fully released has its tax fully released."),
    law(22, "store credit", "2310 per holder equals their credit and is never negative."),
    law(23, "goods", "1400 and 1410 equal the goods in stock and waiting for inspection."),
];

pub const fn bit(id: u8) -> u32 {
    1 << id
}

/// The laws that do not hold, as bits.
pub fn check(world: &World) -> u32 {
    world.broken
        | money(world)
        | orders(world)
        | refunds_and_disputes(world)
        | customers(world)
        | value(world)
        | goods(world)
}

fn unless(holds: bool, id: u8) -> u32 {
    if holds { 0 } else { bit(id) }
}

fn money(world: &World) -> u32 {
    let (sheet, truth) = (&world.sheet, &world.truth);
    let mut broken = unless(sheet.balanced && sheet.sum() == 0, 1);
    for (number, gateway) in truth.gateways.iter().enumerate() {
        broken |= unless(sheet.of(Account::GatewayClearing, number) == gateway.balance, 2);
        broken |= unless(sheet.of(Account::GatewayReserve, number) == gateway.reserve, 2);
    }
    broken |= unless(sheet.total(Account::CashAtBank) == truth.bank, 3);
    for (number, amount) in truth.in_transit.iter().enumerate() {
        broken |= unless(sheet.of(Account::PayoutsInTransit, number) == *amount, 3);
    }
    for (number, rest) in world.receipts.iter().enumerate() {
        broken |= unless(sheet.of(Account::UnappliedCash, number) == -rest, 3);
    }
    let cash = sheet.total(Account::CashAtBank)
        + sheet.total(Account::GatewayClearing)
        + sheet.total(Account::PayoutsInTransit)
        + sheet.total(Account::GatewayReserve);
    let expected = truth.cash_in - truth.cash_back - truth.held - truth.fees - truth.rounding;
    let fees = sheet.total(Account::GatewayFees) + sheet.total(Account::DisputeFees);
    broken | unless(cash == expected, 4) | unless(fees == truth.fees, 17)
}

fn orders(world: &World) -> u32 {
    let sheet = &world.sheet;
    let mut broken = 0;
    let mut tax = [0_i64; 3];
    for (number, order) in world.orders.iter().enumerate() {
        let deferral = -sheet.of(Account::DeferredRevenue, number);
        let true_deferred: i64 = order.lines.iter().map(|line| line.true_deferred).sum();
        broken |= unless(sheet.of(Account::AccountsReceivable, number) == order.open, 5);
        broken |= unless(deferral == order.deferred() && deferral >= 0, 6);
        broken |= unless(deferral == true_deferred, 19);
        for line in &order.lines {
            tax[line.tax_key] += line.tax_left() + line.unrelieved;
            broken |= unless(line.bucket.left_minor() > 0 || line.tax_left() == 0, 21);
        }
    }
    for (number, expected) in tax.iter().enumerate() {
        let payable = -sheet.of(Account::TaxPayable, number);
        broken |= unless(payable >= 0, 11) | unless(payable == *expected, 20);
    }
    broken | unless(-sheet.total(Account::Revenue) == world.truth.delivered, 18)
}

fn refunds_and_disputes(world: &World) -> u32 {
    let sheet = &world.sheet;
    let mut broken = 0;
    // Owed by state, and paid twice by 6210, per order (there are at most six).
    let (mut owed, mut twice) = ([0_i64; 6], [0_i64; 6]);
    for (number, refund) in world.refunds.iter().enumerate() {
        let pending = if refund.status == RefundStatus::Initiated { refund.amount } else { 0 };
        broken |= unless(-sheet.of(Account::RefundsPayable, number) == pending, 7);
        if let Source::Card(order) = refund.source {
            owed[order] += pending;
            twice[order] += sheet.beyond(number);
        }
    }
    for (number, dispute) in world.disputes.iter().enumerate() {
        let held = if dispute.status == DisputeStatus::Held { dispute.amount } else { 0 };
        broken |= unless(sheet.of(Account::DisputesReceivable, number) == held, 8);
        if let Source::Card(order) = dispute.source {
            twice[order] += sheet.of(Account::DuplicateRefundLoss, number);
        }
    }
    for (number, payment) in world.truth.payments.iter().enumerate() {
        broken |= unless(owed[number] == payment.owed, 13);
        broken |= unless(payment.paid_back <= payment.captured + twice[number], 16);
        broken |= unless(payment.bank_back <= payment.bank_paid, 16);
    }
    broken
}

fn customers(world: &World) -> u32 {
    let mut broken = 0;
    for customer in 0..world.balances.len() {
        let balance = -world.sheet.of(Account::CustomerBalance, customer);
        let credit = -world.sheet.of(Account::StoreCredit, customer);
        broken |= unless(balance == world.balances[customer] && balance >= 0, 9);
        broken |= unless(credit == world.credits[customer] && credit >= 0, 22);
    }
    broken
}

fn value(world: &World) -> u32 {
    let (sheet, truth) = (&world.sheet, &world.truth);
    let unrelieved: i64 = world.orders.iter().flat_map(|order| &order.lines).map(|line| line.unrelieved).sum();
    let losses =
        sheet.total(Account::ChargebackLoss) + sheet.total(Account::BadDebt) + sheet.total(Account::DoubtfulAllowance);
    let returns = sheet.total(Account::RefundsAndReturns);
    let sold = -sheet.total(Account::Revenue);
    let tax_released = truth.tax_charged + sheet.total(Account::TaxPayable);
    let deferral_released = truth.sold_undelivered - truth.delivered_late + sheet.total(Account::DeferredRevenue);
    let booked = returns
        + losses
        + sheet.total(Account::DuplicateRefundLoss)
        + sheet.total(Account::DiscountsAndGoodwill)
        + tax_released
        + deferral_released;
    let by_payment = truth.payments.iter().map(|payment| payment.promised + payment.bank_promised + payment.lost);
    let given = by_payment.sum::<i64>() + truth.topup_loss + truth.otherwise_given;
    unless(returns + losses - unrelieved - truth.topup_loss <= sold, 10) | unless(booked == given, 12)
}

fn goods(world: &World) -> u32 {
    let mut broken = unless(world.sheet.total(Account::Inventory) == world.truth.stock, 23);
    for (number, cost) in world.truth.uninspected.iter().enumerate() {
        broken |= unless(world.sheet.of(Account::ReturnsInTransit, number) == *cost, 23);
    }
    broken
}
