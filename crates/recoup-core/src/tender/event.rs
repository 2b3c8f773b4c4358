//! What happens to the tenders of an order together. Events of the order's stream.

use super::Allocation;
use crate::event::bodies;

bodies! {
    /// What happened to the tenders of an order together.
    TenderBody:

    /// A refund of the order was spread over its tenders; each part is a refund of its payment.
    RefundAllocated = "tender.refund_allocated" {
        /// How.
        allocation: Box<Allocation>,
    },
}
