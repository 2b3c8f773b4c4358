//! What happens to the tenders of an order together. Events of the order's stream.

use super::{Allocation, Part};
use crate::event::bodies;
use crate::id::Id;

bodies! {
    /// What happened to the tenders of an order together.
    TenderBody:

    /// A refund of the order was spread over its tenders; each part is a refund of its payment.
    RefundAllocated = "tender.refund_allocated" {
        /// How.
        allocation: Box<Allocation>,
    },
    /// A refund that failed by one tender goes back by another one, as a refund of that.
    RefundMoved = "tender.refund_moved" {
        /// The refund of the order that it is a part of, if it is.
        allocation: Option<Id>,
        /// What failed, and is cancelled.
        from: Part,
        /// What stands in for it.
        to: Part,
    },
    /// Tenders are taken all or none.
    Grouped = "tender.grouped" {
        /// Their payments.
        payments: Vec<Id>,
    },
    /// One of a group is authorized.
    Stands = "tender.stands" {
        /// Its payment.
        payment: Id,
    },
    /// One of a group was declined, and is tried at another gateway account.
    TriedElsewhere = "tender.tried_elsewhere" {
        /// The payment that was declined.
        payment: Id,
        /// The payment that stands in for it.
        next: Id,
    },
    /// One of a group ends without an authorization, and the others are given back.
    Fell = "tender.fell" {
        /// Its payment.
        payment: Id,
        /// How it ended.
        why: String,
    },
}
