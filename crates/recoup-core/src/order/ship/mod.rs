//! Shipments of an order: which units go out together, and what is earned and asked for when they do.
//!
//! A shipment is planned, packed and shipped; from then on its units count as out, their net is earned, and the capture
//! plan takes what they cost. What is lost or comes back is owed again. The folds are here, the acts in `act`.

mod act;
mod event;
mod status;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::goods::Part;
use super::release::LineUnits;
use super::{Order, OrderStep};
use crate::id::Id;
use crate::payment::fold::missing;
use crate::payment::is_false;
use crate::refusal::Refusal;

pub use act::{MoveShipment, PlanShipment, ShipShipment};
pub(super) use act::{check_free, check_line, check_units};
pub use event::ShipmentBody;
pub use status::{ShipmentStatus, ShipmentStep};

/// A shipment within its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// `shp_…`
    pub id: Id,
    /// Where it stands.
    pub status: ShipmentStatus,
    /// Units by line.
    pub lines: Vec<LineUnits>,
    /// What went out, with its money; nothing before it left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carrier: String,
    /// The carrier's number for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tracking: String,
    /// Whether it is earned only when it arrives.
    #[serde(default, skip_serializing_if = "is_false")]
    pub on_arrival: bool,
    /// When it was planned.
    pub planned_at: Timestamp,
    /// When it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<Timestamp>,
    /// When it arrived, was lost, came back or was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

impl Shipment {
    /// Whether its units are set aside and have not left.
    #[must_use]
    pub const fn is_set_aside(&self) -> bool {
        matches!(self.status, ShipmentStatus::Planned | ShipmentStatus::Packed)
    }

    /// Whether it is out: on its way or there.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        matches!(self.status, ShipmentStatus::Shipped | ShipmentStatus::Delivered)
    }

    /// Whether it arrived.
    #[must_use]
    pub const fn has_arrived(&self) -> bool {
        matches!(self.status, ShipmentStatus::Delivered)
    }

    /// Units of a line in it.
    #[must_use]
    pub fn units_of(&self, line: u32) -> i64 {
        self.lines.iter().filter(|l| l.line == line).map(|l| l.quantity).sum()
    }
}

impl Order {
    /// A shipment by id.
    #[must_use]
    pub fn shipment(&self, id: &Id) -> Option<&Shipment> {
        self.shipments.iter().find(|s| s.id == *id)
    }

    /// Units of a line that are set aside in shipments that have not left.
    #[must_use]
    pub fn set_aside_units(&self, line: u32) -> i64 {
        self.shipments.iter().filter(|s| s.is_set_aside()).map(|s| s.units_of(line)).sum()
    }

    /// Units of a line that can still be set aside.
    #[must_use]
    pub fn free_units(&self, line: u32) -> i64 {
        let open = self.line(line).map_or(0, super::LineState::open_units);
        open.saturating_sub(self.set_aside_units(line)).max(0)
    }

    /// Whether no unit of any line is still to go out.
    #[must_use]
    pub fn ships_no_more(&self) -> bool {
        self.lines.iter().all(|line| line.open_units() == 0)
    }

    pub(super) fn apply_shipment(&mut self, body: &ShipmentBody, at: Timestamp) -> Result<(), Refusal> {
        match body {
            ShipmentBody::Planned { shipment, lines } => self.shipments.push(Shipment {
                id: shipment.clone(),
                status: ShipmentStatus::Planned,
                lines: lines.clone(),
                parts: Vec::new(),
                carrier: String::new(),
                tracking: String::new(),
                on_arrival: false,
                planned_at: at,
                shipped_at: None,
                ended_at: None,
            }),
            ShipmentBody::Packed { shipment } => drop(self.step_shipment(shipment, ShipmentStep::Pack)?),
            ShipmentBody::Shipped { shipment, carrier, tracking, parts, on_arrival, .. } => {
                self.status = self.status.step(OrderStep::Deliver)?;
                let mine = self.step_shipment(shipment, ShipmentStep::Ship)?;
                mine.carrier.clone_from(carrier);
                mine.tracking.clone_from(tracking);
                mine.parts.clone_from(parts);
                mine.on_arrival = *on_arrival;
                mine.shipped_at = Some(at);
                self.send(parts, *on_arrival);
            }
            ShipmentBody::Delivered { shipment, .. } => {
                let parts = self.end_shipment(shipment, ShipmentStep::Deliver, at)?;
                self.each_line(&parts, |line, part| line.arrive(part));
            }
            ShipmentBody::Lost { shipment, .. } => {
                let parts = self.end_shipment(shipment, ShipmentStep::Lose, at)?;
                self.each_line(&parts, |line, part| line.owe_again(part));
            }
            ShipmentBody::ReturnedToSender { shipment, .. } => {
                let parts = self.end_shipment(shipment, ShipmentStep::ReturnToSender, at)?;
                self.each_line(&parts, |line, part| line.owe_again(part));
            }
            ShipmentBody::Canceled { shipment, .. } => {
                self.end_shipment(shipment, ShipmentStep::Cancel, at)?;
            }
        }
        Ok(())
    }

    /// Units go out, with their money.
    pub(super) fn send(&mut self, parts: &[Part], on_arrival: bool) {
        self.each_line(parts, |line, part| line.send(part, on_arrival));
    }

    fn each_line(&mut self, parts: &[Part], book: impl Fn(&mut super::LineState, &Part)) {
        for part in parts {
            if let Some(line) = self.lines.iter_mut().find(|l| l.sold.line == part.line) {
                book(line, part);
            }
        }
    }

    fn step_shipment(&mut self, id: &Id, step: ShipmentStep) -> Result<&mut Shipment, Refusal> {
        let mine = self.shipments.iter_mut().find(|s| s.id == *id).ok_or_else(|| missing("shipment", id))?;
        mine.status = mine.status.step(step)?;
        Ok(mine)
    }

    fn end_shipment(&mut self, id: &Id, step: ShipmentStep, at: Timestamp) -> Result<Vec<Part>, Refusal> {
        let mine = self.step_shipment(id, step)?;
        mine.ended_at = Some(at);
        Ok(mine.parts.clone())
    }
}
