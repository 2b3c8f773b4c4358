//! Charges that ride along with goods, such as postage: they have no parcel of their own.

use serde::{Deserialize, Serialize};

use crate::money::share;
use crate::order::goods::Part;
use crate::order::release::LineUnits;
use crate::order::{LineState, Order};

/// How a charge rides along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rides {
    /// The whole of it with the first shipment.
    #[default]
    First,
    /// A share with each shipment, by the value of the goods in it; the last one takes the rest.
    ProRata,
}

/// The lines that are charges, and how they ride along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freight {
    /// Line numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
    /// How they ride along.
    #[serde(default)]
    pub rides: Rides,
}

impl Freight {
    pub(super) fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What rides along when units go out.
pub(crate) fn riding(order: &Order, lines: &[LineUnits], parts: &[Part]) -> Vec<Part> {
    let Some(moving) = Moving::of(order, lines, parts) else { return Vec::new() };
    let with = |line: &LineState| match moving.freight.rides {
        Rides::First => whole(line),
        Rides::ProRata => moving.share_of(line),
    };
    moving.charges(order).map(with).filter(|part| part.quantity > 0 || part.gross_minor() > 0).collect()
}

/// What of the charges falls away when units will not go out: a share by their value where it rides pro rata, and
/// otherwise nothing, as long as anything goes out or went out with it.
pub(crate) fn falling(order: &Order, lines: &[LineUnits], parts: &[Part]) -> Vec<Part> {
    let Some(moving) = Moving::of(order, lines, parts) else { return Vec::new() };
    let with = |line: &LineState| match moving.freight.rides {
        _ if moving.last => whole(line),
        Rides::First => Part { line: line.sold.line, quantity: 0, net_minor: 0, tax_minor: 0 },
        Rides::ProRata => moving.share_of(line),
    };
    moving.charges(order).map(with).filter(|part| part.quantity > 0 || part.gross_minor() > 0).collect()
}

fn whole(line: &LineState) -> Part {
    line.part_of_unsent(line.open_units())
}

/// Goods that move, out of the house or out of the order.
struct Moving<'o> {
    freight: &'o Freight,
    /// Lines that move by themselves.
    named: Vec<u32>,
    /// What moves, minor units.
    gross_minor: i64,
    /// What was still to go out before, minor units.
    of_minor: i64,
    /// Whether nothing is left to go out.
    last: bool,
}

impl<'o> Moving<'o> {
    fn of(order: &'o Order, lines: &[LineUnits], parts: &[Part]) -> Option<Self> {
        let freight = order.plan.as_ref().map(|p| &p.plan.freight).filter(|f| !f.lines.is_empty())?;
        let goods = |number: u32| !freight.lines.contains(&number);
        if !lines.iter().any(|l| goods(l.line)) {
            return None;
        }
        let moves = |line: u32| lines.iter().filter(|l| l.line == line).map(|l| l.quantity).sum::<i64>();
        let waiting = order.lines.iter().filter(|l| goods(l.sold.line));
        let last = waiting.clone().all(|l| l.open_units() <= moves(l.sold.line));
        let of_minor = waiting.map(|l| l.part_of_unsent(l.open_units()).gross_minor()).sum();
        let gross_minor = parts.iter().filter(|p| goods(p.line)).map(Part::gross_minor).sum();
        Some(Self { freight, named: lines.iter().map(|l| l.line).collect(), gross_minor, of_minor, last })
    }

    /// Charges that are still to ride along.
    fn charges<'a>(&'a self, order: &'a Order) -> impl Iterator<Item = &'a LineState> {
        let rides = |l: &&LineState| self.freight.lines.contains(&l.sold.line) && !self.named.contains(&l.sold.line);
        order.lines.iter().filter(rides).filter(|l| l.open_units() > 0)
    }

    fn share_of(&self, line: &LineState) -> Part {
        if self.last {
            return whole(line);
        }
        let all = whole(line);
        let tax_minor = share(all.tax_minor, self.gross_minor, self.of_minor);
        let gross_minor = share(all.gross_minor(), self.gross_minor, self.of_minor);
        let net_minor = (gross_minor - tax_minor).clamp(0, all.net_minor);
        Part { line: line.sold.line, quantity: 0, net_minor, tax_minor }
    }
}
