//! What people and warehouses ask for about goods in a lifecycle: shipments, units that will not come, and plans.

use recoup_core::id::Id;
use recoup_core::order::plan::{Care, Earns, Freight, Plan, Rides, SetPlan, Short, Step, Takes, Trigger};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::{MoveShipment, PlanShipment, ShipShipment, Shipment, ShipmentStatus};
use recoup_core::order::short::{CancelLines, DelayLines};

use super::asks::{any, anyone};
use super::life::Life;

/// Asks for one thing.
pub fn one(life: &mut Life) {
    let Some(order) = any(life, &life.orders.clone()) else { return };
    match life.shop.rng.below(12) {
        0 | 1 => plan(life, order),
        2..=4 => set_aside(life, order),
        5..=7 => ship(life, &order),
        8 | 9 => goes_on(life, &order),
        10 => will_not_come(life, order),
        _ => is_late(life, order),
    }
}

fn plan(life: &mut Life, order: Id) {
    let now = life.shop.now;
    let (gross_minor, last) = {
        let mine = life.shop.order(&order);
        (mine.gross_minor, u32::try_from(mine.lines.len()).expect("small"))
    };
    let rng = &mut life.shop.rng;
    let mut steps = Vec::new();
    for _ in 0..rng.between(1, 2) {
        let trigger = match rng.below(5) {
            0 => Trigger::Order,
            1 | 2 => Trigger::Shipment,
            3 => Trigger::Delivery,
            _ => Trigger::Date { at: recoup_core::decision::later(now, rng.between(-10, 200_000)) },
        };
        let takes = match rng.below(6) {
            0 => Takes::All,
            1 => Takes::Deposit { amount_minor: rng.between(1, gross_minor.max(1)) },
            2 => Takes::Percent { percent: u8::try_from(rng.between(1, 100)).expect("small") },
            _ => Takes::Shipped,
        };
        steps.push(Step { trigger, takes });
    }
    let lines = if last > 1 && rng.one_in(2) { vec![last] } else { Vec::new() };
    let plan = Plan {
        steps,
        earns: if rng.one_in(3) { Earns::Delivered } else { Earns::Shipped },
        freight: Freight { lines, rides: if rng.one_in(2) { Rides::First } else { Rides::ProRata } },
        care: [Care::Renew, Care::Renew, Care::Capture, Care::Release][rng.below(4)],
        short: if rng.one_in(4) { Short::Ask } else { Short::Refund },
        keep_days: rng.one_in(2).then_some(1),
    };
    let actor = anyone(life);
    let _ = life.run(&actor, SetPlan { order, plan });
}

/// Some units that are free, and sometimes more.
fn units(life: &mut Life, order: &Id) -> Vec<LineUnits> {
    let mine = life.shop.order(order);
    let free: Vec<(u32, i64)> = mine.lines.iter().map(|l| (l.sold.line, mine.free_units(l.sold.line))).collect();
    let too_many = life.shop.rng.one_in(20);
    let mut units = Vec::new();
    for (line, most) in free {
        if most > 0 && !life.shop.rng.one_in(4) {
            units.push(LineUnits { line, quantity: life.shop.rng.between(1, most) + i64::from(too_many) });
        }
    }
    units
}

fn set_aside(life: &mut Life, order: Id) {
    let lines = units(life, &order);
    let actor = anyone(life);
    let _ = life.run(&actor, PlanShipment { order, lines });
}

fn one_of(life: &mut Life, order: &Id, which: fn(&Shipment) -> bool) -> Option<Id> {
    let wanted = !life.shop.rng.one_in(10);
    let all = &life.shop.order(order).shipments;
    let ids: Vec<Id> = all.iter().filter(|s| !wanted || which(s)).map(|s| s.id.clone()).collect();
    any(life, &ids)
}

fn ship(life: &mut Life, order: &Id) {
    let Some(shipment) = one_of(life, order, Shipment::is_set_aside) else { return };
    let actor = anyone(life);
    let (carrier, tracking) = ("post".to_owned(), "RR 12 34".to_owned());
    let _ = life.run(&actor, ShipShipment { shipment, carrier, tracking });
}

fn goes_on(life: &mut Life, order: &Id) {
    let Some(shipment) = one_of(life, order, |_| true) else { return };
    let steps: &[&str] = match life.shop.order(order).shipment(&shipment).map(|s| s.status) {
        Some(ShipmentStatus::Planned) => &["pack", "pack", "cancel"],
        Some(ShipmentStatus::Packed) => &["cancel", "pack", "deliver"],
        _ => &["deliver", "deliver", "lose", "return_to_sender", "pack", "cancel"],
    };
    let step = steps[life.shop.rng.below(steps.len())].to_owned();
    let actor = anyone(life);
    let _ = life.run(&actor, MoveShipment { shipment, step, reason: "the carrier says so".to_owned() });
}

fn will_not_come(life: &mut Life, order: Id) {
    let lines = units(life, &order);
    let actor = anyone(life);
    let _ = life.run(&actor, CancelLines { order, lines, reason: "not made any more".to_owned() });
}

fn is_late(life: &mut Life, order: Id) {
    let lines = units(life, &order);
    let until = life.shop.rng.one_in(2).then_some(life.shop.now);
    let actor = anyone(life);
    let _ = life.run(&actor, DelayLines { order, lines, until, reason: "the ship is stuck".to_owned() });
}
