//! What of a line went out, unit by unit, and how much of its money belongs to that.
//!
//! A line that is delivered as a whole needs none of this: its flag says it. One that goes out in parts keeps counters
//! of units and two pools of money: what belongs to units that went out, and the rest. Whatever takes money or units
//! takes them from one pool or the other, never from "deferred first", so that a returned unit is contra-revenue even
//! while another one is on backorder. Shares are of what is left, and the last unit takes exactly the rest.

use serde::{Deserialize, Serialize};

use super::{LineSlice, LineState, Order, is_zero};
use crate::money::share;
use crate::payment::is_false;

/// Units of a line that go out in parts, and the money of those that went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Units that went out and did not come back to us unopened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shipped: i64,
    /// Units of them that arrived.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub arrived: i64,
    /// Units of them that were refunded since.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shipped_refunded: i64,
    /// Units that will not go out and were credited, because nobody paid for them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub credited: i64,
    /// Units that will not go out and whose money is still to be given back.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub waiting: i64,
    /// Units that were called late.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub late: i64,
    /// Net of units that went out, as far as it was not given back, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub net_minor: i64,
    /// Tax of them, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax_minor: i64,
    /// Net of them that is earned only when they arrive, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub transit_minor: i64,
}

impl Goods {
    /// Whether nothing went out in parts yet; to be late is not to go out.
    pub(super) fn are_untouched(&self) -> bool {
        *self == Self { late: self.late, ..Self::default() }
    }

    pub(super) fn are_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What a slice takes of what went out; the rest it takes of what did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfShipped {
    /// Units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quantity: i64,
    /// Net, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub net_minor: i64,
    /// Tax, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax_minor: i64,
    /// Net of it that was not earned yet, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub transit_minor: i64,
    /// Whether the slice is about units that will not go out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unsent: bool,
}

impl OfShipped {
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Net and tax, minor units.
    #[must_use]
    pub const fn gross_minor(&self) -> i64 {
        self.net_minor.saturating_add(self.tax_minor)
    }

    /// What a part takes of it that is for so much of the whole, minor units, after others: together exactly all. Units go
    /// with the part that takes the units.
    #[must_use]
    pub fn part(&self, (before_minor, part_minor): (i64, i64), whole_minor: i64, with_units: bool) -> Self {
        let of = |minor| {
            if part_minor == 0 {
                return 0;
            }
            share(minor, before_minor + part_minor, whole_minor) - share(minor, before_minor, whole_minor)
        };
        let gross_minor = of(self.gross_minor());
        let tax_minor = of(self.tax_minor).min(gross_minor);
        Self {
            quantity: if with_units { self.quantity } else { 0 },
            net_minor: gross_minor - tax_minor,
            tax_minor,
            transit_minor: of(self.transit_minor),
            unsent: self.unsent,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn and(&self, other: &Self) -> Self {
        Self {
            quantity: self.quantity.saturating_add(other.quantity),
            net_minor: self.net_minor.saturating_add(other.net_minor),
            tax_minor: self.tax_minor.saturating_add(other.tax_minor),
            transit_minor: self.transit_minor.saturating_add(other.transit_minor),
            unsent: self.unsent || other.unsent,
        }
    }
}

/// Units of a line that go out together, with their money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Line number.
    pub line: u32,
    /// Units; 0 where only a share of a charge rides along.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quantity: i64,
    /// Their net, minor units.
    pub net_minor: i64,
    /// Their tax, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax_minor: i64,
}

impl Part {
    /// What the customer pays for it, minor units.
    #[must_use]
    pub const fn gross_minor(&self) -> i64 {
        self.net_minor.saturating_add(self.tax_minor)
    }
}

/// What some units are worth now: how many of them went out, and their gross and tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worth {
    pub shipped: i64,
    pub gross_minor: i64,
    pub tax_minor: i64,
}

impl LineState {
    /// Whether it goes out in parts, so that its units and their money are counted apart.
    #[must_use]
    pub fn is_in_parts(&self) -> bool {
        !self.sold.delivered && !self.goods.are_untouched()
    }

    /// Units that were neither refunded nor credited.
    #[must_use]
    pub const fn left_units(&self) -> i64 {
        self.sold.quantity.saturating_sub(self.refunded_quantity).saturating_sub(self.goods.credited)
    }

    /// Units that went out and were not refunded.
    #[must_use]
    pub const fn kept_units(&self) -> i64 {
        self.goods.shipped.saturating_sub(self.goods.shipped_refunded)
    }

    /// Units that did not go out and whose money is still there: to be shipped, or to be given back.
    #[must_use]
    pub const fn unsent_units(&self) -> i64 {
        if self.sold.delivered { 0 } else { self.left_units().saturating_sub(self.kept_units()) }
    }

    /// Units that are still to go out.
    #[must_use]
    pub const fn open_units(&self) -> i64 {
        self.unsent_units().saturating_sub(self.goods.waiting)
    }

    /// Whether units that went out have not arrived yet.
    #[must_use]
    pub const fn is_on_the_way(&self) -> bool {
        self.goods.shipped > self.goods.arrived
    }

    /// Tax not yet released, minor units.
    #[must_use]
    pub fn tax_left_minor(&self) -> i64 {
        self.sold.tax_minor() - self.released_taxes_minor.iter().sum::<i64>()
    }

    /// Net that is still deferred, minor units: what account 2100 holds for this line.
    #[must_use]
    pub fn deferred_minor(&self) -> i64 {
        if self.sold.delivered { 0 } else { self.unsent_net_minor() + self.goods.transit_minor }
    }

    /// Net of what did not go out, minor units.
    #[must_use]
    pub fn unsent_net_minor(&self) -> i64 {
        self.net_left_minor() - self.goods.net_minor
    }

    /// Tax of what did not go out, minor units.
    #[must_use]
    pub fn unsent_tax_minor(&self) -> i64 {
        self.tax_left_minor() - self.goods.tax_minor
    }

    /// Gross of what did not go out, minor units.
    #[must_use]
    pub fn unsent_gross_minor(&self) -> i64 {
        self.unsent_net_minor() + self.unsent_tax_minor()
    }

    /// The money that goes out with some units of those that did not.
    #[must_use]
    pub fn part_of_unsent(&self, quantity: i64) -> Part {
        let pool = (self.unsent_net_minor(), self.unsent_tax_minor());
        let (net_minor, tax_minor) = of_pool(pool, quantity, self.unsent_units());
        Part { line: self.sold.line, quantity, net_minor, tax_minor }
    }

    /// What units are worth: those that went out first, unless they are meant that will not.
    pub(super) fn worth_of(&self, quantity: i64, unsent: bool) -> Worth {
        let shipped = if unsent { 0 } else { quantity.min(self.kept_units()) };
        let rest = quantity - shipped;
        if rest == self.unsent_units() && shipped == self.kept_units() && !unsent {
            return Worth { shipped, gross_minor: self.left_minor(), tax_minor: self.tax_left_minor() };
        }
        let out = of_pool((self.goods.net_minor, self.goods.tax_minor), shipped, self.kept_units());
        let not = self.part_of_unsent(rest);
        let tax_minor = out.1 + not.tax_minor;
        Worth { shipped, gross_minor: out.0 + not.net_minor + tax_minor, tax_minor }
    }

    /// What a slice of some gross and tax takes of what went out: as many of its units as are named, or a share of the
    /// whole where it names none. Money that was earned goes first.
    pub(super) fn of_shipped(&self, slice: &LineSlice, worth: Worth, unsent: bool) -> OfShipped {
        if self.sold.delivered || (self.goods.are_untouched() && !unsent) {
            return OfShipped::default();
        }
        let tax = slice.taxes_minor.iter().sum::<i64>();
        let net = slice.gross_minor - tax;
        let pool = (self.goods.net_minor, self.goods.tax_minor);
        let (net_minor, tax_minor) = if unsent || (slice.quantity > 0 && worth.shipped == 0) {
            (0, 0)
        } else if slice.quantity == 0 {
            (share(pool.0, net, self.net_left_minor()), share(pool.1, tax, self.tax_left_minor()))
        } else if worth.shipped == slice.quantity {
            (net, tax)
        } else {
            let out = self.worth_of(worth.shipped, false);
            let net_minor = share(net, out.gross_minor - out.tax_minor, worth.gross_minor - worth.tax_minor);
            (net_minor, share(tax, out.tax_minor, worth.tax_minor))
        };
        self.within_pools(
            (net, tax),
            OfShipped { quantity: worth.shipped, net_minor, tax_minor, transit_minor: 0, unsent },
        )
    }

    /// What a slice takes of what went out where that was said before: of the whole that it is a part of, or when it was
    /// first booked.
    pub(super) fn of_shipped_as_said(&self, slice: &LineSlice, said: &OfShipped) -> OfShipped {
        let unsent = said.unsent;
        if self.sold.delivered || (self.goods.are_untouched() && !unsent) {
            return OfShipped::default();
        }
        let tax = slice.taxes_minor.iter().sum::<i64>();
        let out_minor = said.gross_minor().min(slice.gross_minor);
        let tax_minor = if out_minor > 0 { share(tax, out_minor, slice.gross_minor) } else { 0 };
        let (quantity, net_minor) = (said.quantity.min(self.kept_units()), out_minor - tax_minor);
        self.within_pools(
            (slice.gross_minor - tax, tax),
            OfShipped { quantity, net_minor, tax_minor, transit_minor: 0, unsent },
        )
    }

    /// Keeps what net and tax take of both pools within what there is in each.
    fn within_pools(&self, (net, tax): (i64, i64), of: OfShipped) -> OfShipped {
        let net_minor = of.net_minor.max(net - self.unsent_net_minor()).min(self.goods.net_minor.min(net)).max(0);
        let tax_minor = of.tax_minor.max(tax - self.unsent_tax_minor()).min(self.goods.tax_minor.min(tax)).max(0);
        let earned = self.goods.net_minor - self.goods.transit_minor;
        OfShipped { net_minor, tax_minor, transit_minor: (net_minor - earned).max(0), ..of }
    }

    /// Books what a slice takes of what went out, or gives it back.
    pub(super) fn book_shipped(&mut self, slice: &LineSlice, sign: i64) {
        let of = &slice.shipped;
        self.goods.shipped_refunded += sign * of.quantity;
        if self.sold.delivered {
            return;
        }
        self.goods.net_minor -= sign * of.net_minor;
        self.goods.tax_minor -= sign * of.tax_minor;
        // What was on its way when it was refunded may have arrived before the refund is taken back.
        let arrived = sign < 0 && !self.is_on_the_way();
        self.goods.transit_minor -= if arrived { 0 } else { sign * of.transit_minor };
        if of.unsent {
            self.goods.waiting -= sign * (slice.quantity - of.quantity);
        }
        self.tidy();
    }

    /// Keeps the counters of what is left within what is left.
    pub(super) fn tidy(&mut self) {
        self.goods.waiting = self.goods.waiting.min(self.unsent_units()).max(0);
        self.goods.late = self.goods.late.min(self.open_units()).max(0);
    }

    /// What stays of units that are all gone, because less than they cost was given back for the last: it is earned.
    pub(super) fn left_over_minor(&self) -> i64 {
        if self.is_in_parts() && self.unsent_units() == 0 { self.unsent_net_minor() } else { 0 }
    }

    /// Puts what stays of units that are gone to what went out.
    pub(super) fn take_left_over(&mut self) {
        if self.is_in_parts() && self.unsent_units() == 0 {
            self.goods.net_minor += self.unsent_net_minor();
            self.goods.tax_minor += self.unsent_tax_minor();
        }
    }

    /// Units go out.
    pub(super) fn send(&mut self, part: &Part, in_transit: bool) {
        self.goods.shipped += part.quantity;
        self.goods.net_minor += part.net_minor;
        self.goods.tax_minor += part.tax_minor;
        self.goods.transit_minor += if in_transit { part.net_minor } else { 0 };
        self.tidy();
    }

    /// What of a part that went out and arrives is earned now, minor units.
    pub(super) fn earned_by_arrival(&self, part: &Part) -> i64 {
        if self.sold.delivered { 0 } else { part.net_minor.min(self.goods.transit_minor) }
    }

    /// Units arrive.
    pub(super) fn arrive(&mut self, part: &Part) {
        self.goods.transit_minor -= self.earned_by_arrival(part);
        self.goods.arrived += part.quantity;
    }

    /// What of a part is owed again when it does not arrive: units that were refunded meanwhile are not. Its net, its
    /// tax, and what of the net was not earned.
    pub(super) fn owed_again(&self, part: &Part) -> (Part, i64) {
        if self.sold.delivered {
            return (Part { quantity: 0, net_minor: 0, tax_minor: 0, ..part.clone() }, 0);
        }
        let quantity = part.quantity.min(self.kept_units());
        // A charge that rode along has no units of its own, and comes back whole.
        let of = |amount_minor, pool_minor: i64| share(amount_minor, quantity, part.quantity).min(pool_minor);
        let net_minor = of(part.net_minor, self.goods.net_minor);
        let back = Part { line: part.line, quantity, net_minor, tax_minor: of(part.tax_minor, self.goods.tax_minor) };
        (back, net_minor.min(self.goods.transit_minor))
    }

    /// Units come back, or never arrive.
    pub(super) fn owe_again(&mut self, part: &Part) {
        let (back, transit_minor) = self.owed_again(part);
        self.goods.shipped -= back.quantity;
        self.goods.net_minor -= back.net_minor;
        self.goods.tax_minor -= back.tax_minor;
        self.goods.transit_minor -= transit_minor;
    }
}

/// A share of a pool by units: net and tax. The last units take the rest.
fn of_pool((net, tax): (i64, i64), units: i64, all: i64) -> (i64, i64) {
    if units <= 0 {
        return (0, 0);
    }
    if units >= all {
        return (net, tax);
    }
    let tax_minor = share(tax, units, all);
    ((share(net + tax, units, all) - tax_minor).clamp(0, net), tax_minor)
}

impl Order {
    /// Net that is still deferred, minor units: what account 2100 holds for this order.
    #[must_use]
    pub fn deferred_minor(&self) -> i64 {
        self.lines.iter().map(LineState::deferred_minor).sum()
    }
}
