//! What happens to a customer account.

use super::adjust::Change;
use crate::event::{Route, bodies};
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
    /// The balance grew by a refund that could not be paid otherwise, or was taken back.
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
    /// The balance grew by money that the customer paid in.
    ToppedUp = "customer.topped_up" {
        /// By which payment.
        payment: Id,
        /// How much.
        amount: Money,
    },
    /// Money that had been paid in was taken back by the gateway.
    TopUpUndone = "customer.top_up_undone" {
        /// By which payment it had come.
        payment: Id,
        /// How much.
        amount: Money,
        /// What of it the balance still had, minor units; the rest is a loss.
        taken_minor: i64,
        /// Where the money was.
        route: Route,
    },
    /// A loss by money that was taken back is made good by a refund of that money that did not leave.
    LossRecovered = "customer.loss_recovered" {
        /// The payment that was taken back.
        payment: Id,
        /// How much.
        amount: Money,
    },
    /// Of several tries to pay in, this one takes the money.
    TryTaken = "customer.try_taken" {
        /// Its payment.
        payment: Id,
    },
    /// Some of the balance is promised to a refund, and cannot be spent meanwhile.
    Held = "customer.held" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
    },
    /// It is free again.
    Unheld = "customer.unheld" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
    },
    /// What was held for a refund left the balance: it is owed from here on.
    Refunding = "customer.refunding" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
    },
    /// A refund that had been credited was paid out after all, and the balance gave it back.
    TakenBack = "customer.taken_back" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
    },
    /// Money that had been paid in was lost to somebody else, such as a bank; the balance gave what it had.
    Taken = "customer.taken" {
        /// What took it, such as a dispute.
        by: Id,
        /// How much.
        amount: Money,
    },
    /// What had been taken for money that was lost is back: it is not lost any more.
    GivenBack = "customer.given_back" {
        /// What had taken it.
        by: Id,
        /// How much.
        amount: Money,
    },
    /// A person wants the balance changed by hand, and another one is asked.
    AdjustmentAsked = "customer.adjustment_asked" {
        /// The approval that is asked for.
        approval: Id,
        /// What is wanted.
        change: Change,
    },
    /// Nobody else agreed to it.
    AdjustmentEnded = "customer.adjustment_ended" {
        /// The approval that was asked for.
        approval: Id,
        /// Why.
        reason: String,
    },
    /// The balance was changed by hand.
    Adjusted = "customer.adjusted" {
        /// What was changed.
        change: Change,
        /// `policy@version/rule` that decided.
        ruled_by: String,
        /// The approval, where another person agreed.
        approval: Option<Id> = "Option::is_none",
    },
}
