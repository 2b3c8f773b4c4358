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
    /// What was paid beyond an invoice went to the balance.
    Overpaid = "customer.overpaid" {
        /// How much.
        amount: Money,
        /// The invoice.
        invoice: Id,
        /// The payment that brought it.
        payment: Id,
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
