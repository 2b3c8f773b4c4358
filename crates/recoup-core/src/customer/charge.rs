//! What becomes of a charge into a balance beyond what becomes of any payment. The world is told of its money that went
//! back to the card: one event for each row.

use jiff::Timestamp;

use crate::event::bodies;
use crate::id::Id;
use crate::money::Money;

bodies! {
    /// What became of a charge.
    ChargeBody:

    /// Money that was paid into a balance went back to the card it came from.
    Refunded = "charge.refunded" {
        /// How much.
        amount: Money,
        /// Whose balance it was.
        customer: Id,
        /// Brand of the card, or kind of method; empty where the shop named none.
        brand: String,
        /// Last four digits of the card; empty where the shop named none.
        last4: String,
        /// The payment by which it had come.
        payment: Id,
        /// The gateway's name for that payment.
        payment_ref: String,
        /// The refund.
        refund: Id,
        /// The gateway's name for the refund; empty where it told none yet.
        refund_ref: String,
        /// When it left.
        at: Timestamp,
    },
    /// A refund of it was paid out after all, and the balance gave back what it had got instead.
    CreditTakenBack = "charge.credit_taken_back" {
        /// The refund.
        refund: Id,
        /// Whose balance.
        customer: Id,
        /// How much.
        amount: Money,
    },
}
