//! What people and warehouses ask of shipments. That a parcel left, arrived or was lost is never refused because money
//! cannot be taken for it: what cannot be taken is shown to a person.

use serde::{Deserialize, Serialize};

use super::{Shipment, ShipmentBody, ShipmentStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft, unknown};
use crate::id::{Id, Kind};
use crate::order::deliver::earned;
use crate::order::goods::Part;
use crate::order::plan::{self, Earns, run};
use crate::order::release::LineUnits;
use crate::order::{LineState, Order, OrderStep};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Most lines of one shipment or cancellation.
const MOST_LINES: usize = 500;

/// Sets units aside for a shipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanShipment {
    /// The order.
    pub order: Id,
    /// Units by line.
    pub lines: Vec<LineUnits>,
}

impl Workflow for PlanShipment {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.order);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_units(&self.lines)?;
        let order = draft.order(&self.order)?;
        for ask in &self.lines {
            check_line(order, ask.line)?;
        }
        order.status.step(OrderStep::Deliver)?;
        for ask in &self.lines {
            check_free(order, ask)?;
        }
        let shipment = draft.new_id(Kind::Shipment);
        let planned = ShipmentBody::Planned { shipment: shipment.clone(), lines: self.lines.clone() };
        draft.emit(&self.order, planned)?;
        draft.name("id", shipment.as_str(), &self.order);
        Ok(Answer::Shipment(self.order.clone(), shipment))
    }
}

/// Refuses no lines, too many, a line twice, and no units.
pub(in crate::order) fn check_units(lines: &[LineUnits]) -> Result<(), Refusal> {
    let invalid = |why: String| Err(Refusal::Invalid { param: "lines".to_owned(), why });
    if lines.is_empty() {
        return Err(Refusal::Missing { param: "lines".to_owned() });
    }
    if lines.len() > MOST_LINES {
        return invalid(format!("send at most {MOST_LINES}"));
    }
    let mut seen = std::collections::BTreeSet::new();
    for ask in lines {
        if ask.quantity <= 0 {
            return invalid(format!("line {}: send one unit or more", ask.line));
        }
        if !seen.insert(ask.line) {
            return invalid("a line stands twice; add the quantities".to_owned());
        }
    }
    Ok(())
}

/// Refuses a line that the order does not have.
pub(in crate::order) fn check_line(order: &Order, number: u32) -> Result<&LineState, Refusal> {
    order.line(number).ok_or_else(|| Refusal::Unknown { what: "order line", id: number.to_string() })
}

/// Refuses more units than are still to go out and in no other shipment.
pub(in crate::order) fn check_free(order: &Order, ask: &LineUnits) -> Result<(), Refusal> {
    let left = order.free_units(ask.line);
    if ask.quantity > left {
        return Err(Refusal::ExceedsQuantity { line: ask.line, asked: ask.quantity, left });
    }
    Ok(())
}

/// Wants the order of a shipment, and its payments.
fn needs_of(shipment: &Id, world: &World, needs: &mut Needs) {
    needs.name("id", shipment.as_str());
    if let Some(order) = world.owner(shipment) {
        plan::needs(order, world, needs);
    }
}

fn find<'d>(draft: &'d Draft<'_>, id: &Id) -> Result<(&'d Order, &'d Shipment), Refusal> {
    let order = draft.order(&draft.owner("shipment", id)?)?;
    order.shipment(id).map(|shipment| (order, shipment)).ok_or_else(|| unknown("shipment", id))
}

/// A shipment leaves the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipShipment {
    /// The shipment.
    pub shipment: Id,
    /// Who carries it; empty where nobody says.
    pub carrier: String,
    /// The carrier's number for it; empty where there is none.
    pub tracking: String,
}

impl Workflow for ShipShipment {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.shipment, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::check("carrier", &self.carrier, text::SHORT)?;
        text::check("tracking", &self.tracking, text::SHORT)?;
        let (order, shipment) = find(draft, &self.shipment)?;
        shipment.status.step(ShipmentStep::Ship)?;
        order.status.step(OrderStep::Deliver)?;
        let parts = parts_of(order, &shipment.lines)?;
        let on_arrival = order.plan.as_ref().is_some_and(|p| p.plan.earns == Earns::Delivered);
        let net_minor: i64 = parts.iter().map(|p| p.net_minor).sum();
        let earned = if on_arrival { None } else { earned(order, net_minor) };
        let order_id = order.id.clone();
        let mut body = ShipmentBody::Shipped {
            shipment: self.shipment.clone(),
            carrier: self.carrier.clone(),
            tracking: self.tracking.clone(),
            parts,
            on_arrival,
            earned,
            takes_minor: 0,
        };
        let takes = run::after(draft, &order_id, |order| order.apply_shipment(&body, draft.now()))?;
        if let ShipmentBody::Shipped { takes_minor, .. } = &mut body {
            *takes_minor = takes;
        }
        draft.emit(&order_id, body)?;
        run::now(draft, &order_id)?;
        Ok(Answer::Shipment(order_id, self.shipment.clone()))
    }
}

/// The money that goes out with units, and with the charges that ride along.
fn parts_of(order: &Order, lines: &[LineUnits]) -> Result<Vec<Part>, Refusal> {
    let mut parts = Vec::with_capacity(lines.len());
    for ask in lines {
        let line = check_line(order, ask.line)?;
        let left = line.open_units();
        if ask.quantity > left {
            return Err(Refusal::ExceedsQuantity { line: ask.line, asked: ask.quantity, left });
        }
        parts.push(line.part_of_unsent(ask.quantity));
    }
    let riding = plan::freight::riding(order, lines, &parts);
    parts.extend(riding);
    Ok(parts)
}

/// A shipment is packed, arrives, is lost, comes back or is given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveShipment {
    /// The shipment.
    pub shipment: Id,
    /// The step, by its word: `pack`, `deliver`, `lose`, `return_to_sender` or `cancel`.
    pub step: String,
    /// How we know, or why; wanted for what is lost, comes back or is given up.
    pub reason: String,
}

impl MoveShipment {
    fn named(&self) -> Result<ShipmentStep, Refusal> {
        let others = ShipmentStep::ALL.iter().copied().filter(|step| *step != ShipmentStep::Ship);
        others.clone().find(|step| step.word() == self.step).ok_or_else(|| {
            let words: Vec<&str> = others.map(ShipmentStep::word).collect();
            Refusal::Invalid { param: "step".to_owned(), why: format!("send one of {}", words.join(", ")) }
        })
    }
}

impl Workflow for MoveShipment {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.shipment, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let step = self.named()?;
        if matches!(step, ShipmentStep::Lose | ShipmentStep::ReturnToSender | ShipmentStep::Cancel) {
            text::required("reason", &self.reason, text::NOTE)?;
        }
        text::check("reason", &self.reason, text::NOTE)?;
        let (order, held) = find(draft, &self.shipment)?;
        held.status.step(step)?;
        let (shipment, reason, order_id) = (self.shipment.clone(), self.reason.clone(), order.id.clone());
        let body = match step {
            ShipmentStep::Pack => {
                order.status.step(OrderStep::Deliver)?;
                ShipmentBody::Packed { shipment }
            }
            ShipmentStep::Deliver => {
                let net_minor = over_lines(order, held, |line, part| line.earned_by_arrival(part));
                ShipmentBody::Delivered { shipment, earned: earned(order, net_minor) }
            }
            ShipmentStep::Cancel => ShipmentBody::Canceled { shipment, reason },
            lost => {
                let net_minor = over_lines(order, held, |line, part| {
                    let (back, transit_minor) = line.owed_again(part);
                    back.net_minor - transit_minor
                });
                let undone = earned(order, net_minor);
                if lost == ShipmentStep::Lose {
                    ShipmentBody::Lost { shipment, reason, undone }
                } else {
                    ShipmentBody::ReturnedToSender { shipment, reason, undone }
                }
            }
        };
        run::after(draft, &order_id, |order| order.apply_shipment(&body, draft.now()))?;
        draft.emit(&order_id, body)?;
        run::now(draft, &order_id)?;
        Ok(Answer::Shipment(order_id, self.shipment.clone()))
    }
}

/// A sum over the parts of a shipment. No line stands in it twice.
fn over_lines(order: &Order, shipment: &Shipment, of: impl Fn(&LineState, &Part) -> i64) -> i64 {
    shipment.parts.iter().filter_map(|part| order.line(part.line).map(|line| of(line, part))).sum()
}
