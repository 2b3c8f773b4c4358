//! What people ask of the tenders of an order together, in a lifecycle.

use recoup_core::id::Id;
use recoup_core::order::Order;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Rule};
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::together::TenderTogether;
use recoup_core::tender::{Falls, Strategy};

use super::asks::{any, anyone, how_much_of, one_tender};
use super::life::Life;

/// What all payments of an order can give back.
fn left(life: &Life, order: &Order) -> i64 {
    order.payments.iter().map(|id| life.shop.payment(id).refundable_minor()).sum()
}

/// A refund of an order, mostly one that has money left.
pub fn refund(life: &mut Life) {
    let able: Vec<_> = life.shop.orders().filter(|order| left(life, order) > 0).map(|order| order.id.clone()).collect();
    let list = if able.is_empty() || life.shop.rng.one_in(8) { life.orders.clone() } else { able };
    let Some(order) = any(life, &list) else { return };
    let left = left(life, life.shop.order(&order));
    let how_much = how_much_of(life, left, Some(&order));
    let reason = if life.shop.rng.one_in(5) { "goodwill" } else { "damaged" }.to_owned();
    let named = Strategy::ALL[life.shop.rng.below(Strategy::ALL.len())];
    let strategy = life.shop.rng.one_in(2).then_some(named);
    let exception = life.shop.rng.one_in(4).then(|| Exception { rule: "no".to_owned(), reason: "a friend".to_owned() });
    let actor = anyone(life);
    let _ = life.run(&actor, RefundOrder { order, how_much, reason, note: String::new(), strategy, exception });
}

/// More tenders for an order, all or none.
pub fn together(life: &mut Life, order: &Id) {
    let mine = life.shop.order(order);
    let (open, owner) = (mine.open_minor(), mine.customer.clone());
    let first = life.shop.rng.between(1, open - 1);
    let second = life.shop.rng.part_of(open - first);
    let tenders = [first, second].map(|amount| one_tender(life, amount, owner.as_ref())).to_vec();
    let actor = anyone(life);
    let _ = life.run(&actor, TenderTogether { order: order.clone(), tenders });
}

/// What failed goes back by another way.
pub fn go_elsewhere(life: &mut Life, refund: Id) {
    let to = match life.shop.rng.below(4) {
        0 => To::Balance,
        1 => To::Tender { payment: any(life, &life.payments.clone()) },
        _ => To::Tender { payment: None },
    };
    let actor = anyone(life);
    let _ = life.run(&actor, MoveRefund { refund, to, reason: "the card is closed".to_owned() });
}

/// A policy of how refunds are spread.
pub fn routing(life: &mut Life) -> Document {
    let over = Strategy::ALL[life.shop.rng.below(Strategy::ALL.len())];
    let falls = Falls::ALL[life.shop.rng.below(Falls::ALL.len())];
    let rule = Rule {
        name: "spread".to_owned(),
        when: "amount_minor > 100".to_owned(),
        then: Outcome::Allocate { over, falls },
    };
    Document { kind: PolicyKind::RefundRouting, effective_from: None, rules: vec![rule] }
}
