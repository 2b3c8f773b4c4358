//! What happens to the capture plan of an order, on the stream of the order.

use super::Plan;
use crate::event::bodies;
use crate::id::Id;

bodies! {
    /// What happened to the capture plan of an order.
    PlanBody:

    /// It was set, or another one took its place.
    Set = "plan.set" {
        /// The plan.
        plan: Box<Plan>,
    },
    /// The date of some of its steps came.
    DateCame = "plan.date_came" {
        /// Their places, from 0.
        steps: Vec<u32>,
    },
    /// An authorization does not suffice or is gone: the same instrument is charged by a new payment.
    Charging = "plan.charging" {
        /// The new payment.
        payment: Id,
        /// The payment whose instrument and whose amount it uses.
        of: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// An authorization runs out before its money is taken: a new one is asked for.
    Renewing = "plan.renewing" {
        /// The payment whose authorization runs out.
        payment: Id,
        /// The new payment.
        by: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// The new authorization is there, and the old one is given back.
    Renewed = "plan.renewed" {
        /// The payment whose authorization ran out.
        payment: Id,
        /// The new payment.
        by: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// A payment that the plan began was declined.
    Declined = "plan.declined" {
        /// The payment.
        payment: Id,
        /// How much it was for, minor units.
        amount_minor: i64,
    },
    /// Less could be taken than the plan wants.
    Short = "plan.short" {
        /// How much is missing, minor units; 0 once it no longer is.
        amount_minor: i64,
    },
}
