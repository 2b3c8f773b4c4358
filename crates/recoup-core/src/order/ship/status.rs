//! The table of a shipment. What is lost or comes back is owed again, and goes out in another shipment.

use crate::machine::machine;

machine! {
    /// Where a shipment stands.
    "shipment" ShipmentStatus, ShipmentStep;
    statuses {
        /// Its units are set aside.
        Planned = "planned",
        /// It is packed.
        Packed = "packed",
        /// It left the house.
        Shipped = "shipped",
        /// It arrived.
        Delivered = "delivered",
        /// It will never arrive.
        Lost = "lost",
        /// It came back to us unopened.
        ReturnedToSender = "returned_to_sender",
        /// It was given up before it left.
        Canceled = "canceled",
    }
    steps {
        /// It is packed.
        Pack = "pack",
        /// It leaves the house.
        Ship = "ship",
        /// It arrives.
        Deliver = "deliver",
        /// It is lost.
        Lose = "lose",
        /// It comes back to us.
        ReturnToSender = "return_to_sender",
        /// It is given up.
        Cancel = "cancel",
    }
    asked { Pack, Ship, Deliver, Lose, ReturnToSender, Cancel }
    table {
        Planned: Pack => Packed, Ship => Shipped, Cancel => Canceled;
        Packed: Ship => Shipped, Cancel => Canceled;
        Shipped: Deliver => Delivered, Lose => Lost, ReturnToSender => ReturnedToSender;
    }
}
