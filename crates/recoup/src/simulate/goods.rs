//! What warehouses ask about the goods of an order, and the plans by which its money is taken.

use jiff::SignedDuration;
use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::order::plan::{Care, Earns, Freight, Plan, Rides, SetPlan, Short, Step, Takes, Trigger};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::{MoveShipment, PlanShipment, ShipShipment, Shipment, ShipmentStatus};
use recoup_core::order::short::{CancelLines, DelayLines};
use recoup_core::order::{Order, OrderStatus};

use super::asks::pick;
use crate::dice::Dice;

/// Something about the goods of an order; nothing where there is nothing to ask about.
#[must_use]
pub fn ask(order: &Order, draw: u64) -> Option<Act> {
    let mut dice = Dice::new(draw);
    let first = order.plan.is_none() && order.shipments.is_empty();
    if first && order.status == OrderStatus::Open && dice.below(2) == 0 {
        return Some(SetPlan { order: order.id.clone(), plan: plan(order, &mut dice) }.into());
    }
    let (aside, out) = (of(order, Shipment::is_set_aside), of(order, |s| s.status == ShipmentStatus::Shipped));
    match dice.below(16) {
        0 => Some(SetPlan { order: order.id.clone(), plan: plan(order, &mut dice) }.into()),
        1 => cancels(order, &mut dice),
        2 => delays(order, &mut dice),
        3..=7 if !aside.is_empty() => ships(&aside, &mut dice),
        8..=10 if !out.is_empty() => moves(&out, &mut dice),
        11 | 12 if !aside.is_empty() => moves(&aside, &mut dice),
        _ => Some(PlanShipment { order: order.id.clone(), lines: units(order, &mut dice)? }.into()),
    }
}

fn of(order: &Order, which: impl Fn(&Shipment) -> bool) -> Vec<Id> {
    order.shipments.iter().filter(|s| which(s)).map(|s| s.id.clone()).collect()
}

fn ships(aside: &[Id], dice: &mut Dice) -> Option<Act> {
    let shipment = aside.get(pick(dice, aside.len()))?.clone();
    Some(ShipShipment { shipment, carrier: "post".to_owned(), tracking: "RR 12 34".to_owned() }.into())
}

fn moves(shipments: &[Id], dice: &mut Dice) -> Option<Act> {
    let steps = ["deliver", "deliver", "lose", "return_to_sender", "pack", "pack", "cancel"];
    let step = steps.get(pick(dice, steps.len()))?;
    let shipment = shipments.get(pick(dice, shipments.len()))?.clone();
    Some(MoveShipment { shipment, step: (*step).to_owned(), reason: "the carrier says so".to_owned() }.into())
}

fn cancels(order: &Order, dice: &mut Dice) -> Option<Act> {
    let (lines, reason) = (units(order, dice)?, "not made any more".to_owned());
    Some(CancelLines { order: order.id.clone(), lines, reason }.into())
}

fn delays(order: &Order, dice: &mut Dice) -> Option<Act> {
    let (lines, reason) = (units(order, dice)?, "the ship is stuck".to_owned());
    Some(DelayLines { order: order.id.clone(), lines, until: None, reason }.into())
}

/// Some of the units that are free, now and then one too many; nothing where none are.
fn units(order: &Order, dice: &mut Dice) -> Option<Vec<LineUnits>> {
    let more = i64::from(dice.below(20) == 0);
    let free = order.lines.iter().map(|l| (l.sold.line, order.free_units(l.sold.line))).filter(|(_, most)| *most > 0);
    let some = free.map(|(line, most)| {
        let below = dice.below(u64::try_from(most).unwrap_or(1));
        LineUnits { line, quantity: 1 + i64::try_from(below).unwrap_or(0) + more }
    });
    let mut some: Vec<LineUnits> = some.collect();
    if some.len() > 1 && dice.below(2) == 0 {
        some.pop();
    }
    (!some.is_empty()).then_some(some)
}

fn plan(order: &Order, dice: &mut Dice) -> Plan {
    let steps = (0..=dice.below(2)).map(|_| step(order, dice)).collect();
    let last = u32::try_from(order.lines.len()).unwrap_or(1);
    let lines = if last > 1 && dice.below(2) == 0 { vec![last] } else { Vec::new() };
    Plan {
        steps,
        earns: if dice.below(3) == 0 { Earns::Delivered } else { Earns::Shipped },
        freight: Freight { lines, rides: if dice.below(2) == 0 { Rides::First } else { Rides::ProRata } },
        care: match dice.below(6) {
            0 => Care::Release,
            1 => Care::Capture,
            _ => Care::Renew,
        },
        short: if dice.below(4) == 0 { Short::Ask } else { Short::Refund },
        keep_days: (dice.below(2) == 0).then_some(1),
    }
}

fn step(order: &Order, dice: &mut Dice) -> Step {
    let trigger = match dice.below(8) {
        0 => Trigger::Order,
        1 => Trigger::Delivery,
        2 => {
            let after = SignedDuration::from_secs(i64::try_from(dice.below(100_000)).unwrap_or(0));
            Trigger::Date { at: order.placed_at.checked_add(after).unwrap_or(order.placed_at) }
        }
        _ => Trigger::Shipment,
    };
    let takes = match dice.below(8) {
        0 => Takes::All,
        1 => Takes::Deposit { amount_minor: 1 + order.gross_minor / 4 },
        2 => Takes::Percent { percent: 30 },
        _ => Takes::Shipped,
    };
    Step { trigger, takes }
}
