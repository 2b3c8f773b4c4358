//! What happens to a shipment, on the stream of its order.

use crate::event::bodies;
use crate::id::Id;
use crate::order::deliver::Earned;
use crate::order::goods::Part;
use crate::order::release::LineUnits;
use crate::payment::{is_false, is_zero};

bodies! {
    /// What happened to a shipment.
    ShipmentBody:

    /// Units were set aside for it.
    Planned = "shipment.planned" {
        /// The shipment.
        shipment: Id,
        /// Units by line.
        lines: Vec<LineUnits>,
    },
    /// It was packed.
    Packed = "shipment.packed" {
        /// The shipment.
        shipment: Id,
    },
    /// It left the house.
    Shipped = "shipment.shipped" {
        /// The shipment.
        shipment: Id,
        /// Who carries it.
        carrier: String = "String::is_empty",
        /// The carrier's number for it.
        tracking: String = "String::is_empty",
        /// What went out, with its money; also the charges that rode along.
        parts: Vec<Part>,
        /// Whether it is earned only when it arrives.
        on_arrival: bool = "is_false",
        /// What is earned now.
        earned: Option<Earned>,
        /// What the customer is asked to pay for it now, minor units.
        takes_minor: i64 = "is_zero",
    },
    /// It arrived.
    Delivered = "shipment.delivered" {
        /// The shipment.
        shipment: Id,
        /// What is earned now.
        earned: Option<Earned>,
    },
    /// It will never arrive; its units are owed again.
    Lost = "shipment.lost" {
        /// The shipment.
        shipment: Id,
        /// How we know.
        reason: String,
        /// What was earned with it and is owed again.
        undone: Option<Earned>,
    },
    /// It came back to us unopened; its units are owed again.
    ReturnedToSender = "shipment.returned_to_sender" {
        /// The shipment.
        shipment: Id,
        /// Why.
        reason: String,
        /// What was earned with it and is owed again.
        undone: Option<Earned>,
    },
    /// It was given up before it left.
    Canceled = "shipment.canceled" {
        /// The shipment.
        shipment: Id,
        /// Why.
        reason: String,
    },
}
