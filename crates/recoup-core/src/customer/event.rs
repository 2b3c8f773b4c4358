//! What happens to a customer account.

use crate::event::bodies;
use crate::id::Id;
use crate::money::Money;

bodies! {
    /// What happened to a customer account.
    CustomerBody:

    /// It began, or its details changed.
    Put = "customer.put" {
        /// Language for notices, `en` or `de`.
        language: String,
        /// Reference of the shop for the customer.
        reference: String,
    },
    /// The balance grew.
    Credited = "customer.credited" {
        /// How much.
        amount: Money,
        /// The refund it came from.
        refund: Id,
    },
    /// Some of the balance is held for a payment until all tenders it belongs to stand.
    TenderHeld = "customer.tender_held" {
        /// How much.
        amount: Money,
        /// The payment.
        payment: Id,
    },
    /// What was held for a payment is free again, to be spent or kept.
    TenderFreed = "customer.tender_freed" {
        /// The payment.
        payment: Id,
        /// How much.
        amount: Money,
    },
    /// The balance paid for something.
    Spent = "customer.spent" {
        /// How much.
        amount: Money,
        /// What it paid, such as an order.
        #[serde(alias = "order")]
        pays: Id,
    },
}
