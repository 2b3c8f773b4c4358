//! Which sale a credit reverses: same customer and same item, units not refunded yet, latest earlier sale first.
//!
//! A credit may span several sales. A sale can carry a unit only if it brought at least what is credited for it:
//! more cannot be given back of a line than was paid for it. So a dearer credit passes over cheaper sales and
//! goes to the latest one that can carry it; what none can carry is left for a person.
//!
//! Pure: the caller tells sales and credits in the order of time, and the same story gives the same matches.
//! The amounts follow the counters of the core's order lines, so that what is matched here is what a refund by
//! line and quantity will find there.

use std::collections::HashMap;
use std::sync::Arc;

use recoup_core::money::share;

/// A line that was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sold {
    /// Which order, by the caller's own count.
    pub order: usize,
    /// Which line of it, from 1.
    pub line: u32,
    /// Units.
    pub quantity: i64,
    /// What was paid for all of them, minor units.
    pub gross_minor: i64,
}

/// A part of a credit that a sale carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {
    /// Which order.
    pub order: usize,
    /// Which line of it.
    pub line: u32,
    /// Units.
    pub quantity: i64,
    /// Minor units.
    pub amount_minor: i64,
    /// Whether that is all the units are worth, so that nothing is kept back.
    pub whole: bool,
}

/// Why a credit, or a part of it, found no sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmatched {
    /// It names no customer.
    NoCustomer,
    /// No earlier sale of the item to the customer has units left.
    NoSale,
    /// There are units left, but all were sold for less than is credited.
    PriceAboveSale,
}

/// What became of a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Parts that found a sale.
    pub takes: Vec<Take>,
    /// Units that did not.
    pub rest_quantity: i64,
    /// Their amount, minor units.
    pub rest_minor: i64,
    /// Why they did not.
    pub why: Option<Unmatched>,
}

/// Customer and item.
type ItemOf = (Arc<str>, Arc<str>);

/// Sold lines with what is left of them.
#[derive(Debug, Default)]
pub struct Matcher {
    sold: HashMap<ItemOf, Vec<Left>>,
}

#[derive(Debug)]
struct Left {
    sold: Sold,
    refunded: i64,
    released_minor: i64,
}

impl Left {
    /// What the next units are worth, as the order's own counters say it.
    fn worth_minor(&self, quantity: i64) -> i64 {
        let left_minor = self.sold.gross_minor - self.released_minor;
        if quantity == self.units() {
            return left_minor;
        }
        let upto = share(self.sold.gross_minor, self.refunded + quantity, self.sold.quantity);
        let before = share(self.sold.gross_minor, self.refunded, self.sold.quantity);
        (upto - before).min(left_minor).max(0)
    }

    const fn units(&self) -> i64 {
        self.sold.quantity - self.refunded
    }
}

impl Matcher {
    /// A line was sold to a customer.
    pub fn sell(&mut self, customer: &Arc<str>, sku: &Arc<str>, sold: Sold) {
        let item = (Arc::clone(customer), Arc::clone(sku));
        self.sold.entry(item).or_default().push(Left { sold, refunded: 0, released_minor: 0 });
    }

    /// Units are credited, for an amount in all; both positive.
    pub fn credit(&mut self, customer: &Arc<str>, sku: &Arc<str>, quantity: i64, amount_minor: i64) -> Matched {
        let mut takes = Vec::new();
        if customer.is_empty() {
            let why = Some(Unmatched::NoCustomer);
            return Matched { takes, rest_quantity: quantity, rest_minor: amount_minor, why };
        }
        let (mut done, mut done_minor, mut why) = (0, 0, Unmatched::NoSale);
        let mut none = Vec::new();
        let lines = self.sold.get_mut(&(Arc::clone(customer), Arc::clone(sku))).unwrap_or(&mut none);
        for left in lines.iter_mut().rev().filter(|left| left.units() > 0) {
            if done == quantity {
                break;
            }
            let units = left.units().min(quantity - done);
            // Cumulative, so that the parts add up to the credit to the last minor unit.
            let part_minor = share(amount_minor, done + units, quantity) - done_minor;
            let worth_minor = left.worth_minor(units);
            if part_minor > worth_minor {
                why = Unmatched::PriceAboveSale;
                continue;
            }
            left.refunded += units;
            left.released_minor += part_minor;
            (done, done_minor) = (done + units, done_minor + part_minor);
            let (order, line) = (left.sold.order, left.sold.line);
            let whole = part_minor == worth_minor;
            takes.push(Take { order, line, quantity: units, amount_minor: part_minor, whole });
        }
        lines.retain(|left| left.units() > 0);
        let why = (done < quantity).then_some(why);
        Matched { takes, rest_quantity: quantity - done, rest_minor: amount_minor - done_minor, why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Arc<str> {
        text.into()
    }

    fn sold(order: usize, quantity: i64, gross_minor: i64) -> Sold {
        Sold { order, line: 1, quantity, gross_minor }
    }

    fn parts(matched: &Matched) -> Vec<(usize, i64, i64)> {
        matched.takes.iter().map(|take| (take.order, take.quantity, take.amount_minor)).collect()
    }

    #[test]
    fn the_latest_sale_goes_first_and_a_credit_spans_several() {
        let (ann, cup) = (text("ann"), text("cup"));
        let mut matcher = Matcher::default();
        matcher.sell(&ann, &cup, sold(1, 6, 600));
        matcher.sell(&ann, &cup, sold(2, 4, 400));
        assert_eq!(parts(&matcher.credit(&ann, &cup, 1, 100)), [(2, 1, 100)]);
        assert_eq!(parts(&matcher.credit(&ann, &cup, 5, 500)), [(2, 3, 300), (1, 2, 200)]);
        let last = matcher.credit(&ann, &cup, 9, 900);
        assert_eq!(parts(&last), [(1, 4, 400)]);
        assert_eq!((last.rest_quantity, last.rest_minor, last.why), (5, 500, Some(Unmatched::NoSale)));
    }

    #[test]
    fn another_customer_or_item_is_no_match() {
        let (ann, bob, cup, jug) = (text("ann"), text("bob"), text("cup"), text("jug"));
        let mut matcher = Matcher::default();
        matcher.sell(&ann, &cup, sold(1, 6, 600));
        for (who, what) in [(&bob, &cup), (&ann, &jug)] {
            assert_eq!(matcher.credit(who, what, 1, 100).why, Some(Unmatched::NoSale));
        }
        assert_eq!(matcher.credit(&text(""), &cup, 1, 100).why, Some(Unmatched::NoCustomer));
    }

    #[test]
    fn a_dearer_credit_passes_over_cheaper_sales() {
        let (ann, cup) = (text("ann"), text("cup"));
        let mut matcher = Matcher::default();
        matcher.sell(&ann, &cup, sold(1, 2, 300));
        matcher.sell(&ann, &cup, sold(2, 2, 200));
        assert_eq!(parts(&matcher.credit(&ann, &cup, 1, 150)), [(1, 1, 150)]);
        assert_eq!(matcher.credit(&ann, &cup, 1, 151).why, Some(Unmatched::PriceAboveSale));
        let cheap = matcher.credit(&ann, &cup, 1, 70);
        assert_eq!((parts(&cheap), cheap.takes[0].whole), (vec![(2, 1, 70)], false));
    }

    #[test]
    fn what_a_cheap_credit_kept_back_is_worth_of_the_last_unit() {
        let (ann, cup) = (text("ann"), text("cup"));
        let mut matcher = Matcher::default();
        matcher.sell(&ann, &cup, sold(1, 2, 200));
        matcher.credit(&ann, &cup, 1, 80);
        let last = matcher.credit(&ann, &cup, 1, 120);
        assert_eq!((parts(&last), last.takes[0].whole), (vec![(1, 1, 120)], true));
    }

    #[test]
    fn odd_amounts_add_up_to_the_last_minor_unit() {
        let (ann, cup) = (text("ann"), text("cup"));
        let mut matcher = Matcher::default();
        // Three units for 1.00 each time, as a unit price of 0.333 rounds it.
        for order in 1..=3 {
            matcher.sell(&ann, &cup, sold(order, 3, 100));
        }
        let all = matcher.credit(&ann, &cup, 9, 300);
        assert_eq!(all.takes.iter().map(|take| take.amount_minor).sum::<i64>(), 300);
        assert_eq!((all.rest_quantity, all.rest_minor), (0, 0));
    }
}
