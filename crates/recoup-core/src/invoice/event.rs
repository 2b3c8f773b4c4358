//! What happens to an invoice.

use super::terms::Dates;
use super::{Drafted, WrittenOff};
use crate::event::bodies;
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::money::Money;
use crate::order::LineSlice;
use crate::order::deliver::Earned;
use crate::payment::is_zero;

bodies! {
    /// What happened to an invoice.
    InvoiceBody:

    /// It was written; nothing is owed yet.
    Drafted = "invoice.drafted" {
        /// Everything about it.
        invoice: Box<Drafted>,
    },
    /// It was sent; it is owed from here on.
    Issued = "invoice.issued" {
        /// Its days.
        dates: Dates,
        /// Its lines as one, for the books.
        slice: Slice,
        /// Subkey of revenue.
        revenue_key: String,
    },
    /// A payment was begun.
    TenderAdded = "invoice.tender_added" {
        /// The payment.
        payment: Id,
    },
    /// Of several tries to pay, this one takes the money.
    TryTaken = "invoice.try_taken" {
        /// Its payment.
        payment: Id,
    },
    /// Money arrived.
    Paid = "invoice.paid" {
        /// By which payment.
        payment: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// Money that had arrived was taken back by the gateway.
    Unpaid = "invoice.unpaid" {
        /// By which payment.
        payment: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// It was paid in time for its discount: what is still open is taken off.
    Discounted = "invoice.discounted" {
        /// What was taken off, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// The money that had come in time was taken back, and the discount with it.
    DiscountLost = "invoice.discount_lost" {
        /// The event that had granted it.
        discounted: Id,
        /// What had been taken off, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// What arrived beyond its worth went to the customer's balance.
    Overpaid = "invoice.overpaid" {
        /// By which payment it came.
        payment: Id,
        /// Whose balance.
        customer: Id,
        /// How much.
        amount: Money,
    },
    /// The balance gave back what it got, because the money behind it was taken back.
    OverpaidUndone = "invoice.overpaid_undone" {
        /// Which payment was taken back.
        payment: Id,
        /// Whose balance.
        customer: Id,
        /// How much.
        amount: Money,
    },
    /// A refund released parts of the lines.
    Refunded = "invoice.refunded" {
        /// The refund.
        refund: Id,
        /// What it released, line by line.
        lines: Vec<LineSlice>,
        /// What it gives back of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
    },
    /// A refund was taken back; its parts are restored.
    RefundUndone = "invoice.refund_undone" {
        /// The refund.
        refund: Id,
        /// What it had released.
        lines: Vec<LineSlice>,
        /// What it had given back of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
        /// What of it was delivered since it was refunded.
        earned: Option<Earned> = "Option::is_none",
    },
    /// Lines were delivered; what was deferred for them is earned.
    Delivered = "invoice.delivered" {
        /// Their numbers.
        lines: Vec<u32>,
        /// What is earned, if anything is left of them.
        earned: Option<Earned>,
    },
    /// What is owed again was delivered while it was not: it is earned.
    Earned = "invoice.earned" {
        /// How much.
        earned: Earned,
    },
    /// Some of what was open was credited.
    Credited = "invoice.credited" {
        /// Reason code.
        reason: String,
        /// What was credited, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// Its day is past and something is open.
    PastDue = "invoice.past_due" {},
    /// Another person is asked whether what is open may be given up.
    WriteOffAsked = "invoice.write_off_asked" {
        /// The approval.
        approval: Id,
    },
    /// It was not agreed to give it up.
    WriteOffRefused = "invoice.write_off_refused" {
        /// The approval.
        approval: Id,
        /// Why.
        reason: String,
    },
    /// What was open was given up.
    WrittenOff = "invoice.written_off" {
        /// Reason code.
        reason: String,
        /// What was given up.
        written_off: Box<WrittenOff>,
    },
    /// Money arrives after all: what was given up is owed again.
    Recovered = "invoice.recovered" {
        /// The event that had given it up.
        written_off: Id,
        /// What had been given up, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// It was called off before anything was paid.
    Voided = "invoice.voided" {
        /// Why.
        reason: String,
        /// What was credited, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// A dispute of one of its payments was lost, and took its part out of the lines.
    ChargedBack = "invoice.charged_back" {
        /// The dispute.
        dispute: Id,
        /// What it took, line by line.
        lines: Vec<LineSlice>,
        /// What it took of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
    },
    /// A dispute is not lost any more, or otherwise; what it had taken is restored.
    ChargeUndone = "invoice.charge_undone" {
        /// The dispute.
        dispute: Id,
        /// What it had taken.
        lines: Vec<LineSlice>,
        /// What it had taken of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
        /// What of it was delivered since it was lost.
        earned: Option<Earned> = "Option::is_none",
    },
    /// A payment of it is disputed.
    Disputed = "invoice.disputed" {
        /// The payment.
        payment: Id,
        /// The dispute.
        dispute: Id,
    },
    /// A dispute of one of its payments ended.
    DisputeEnded = "invoice.dispute_ended" {
        /// The payment.
        payment: Id,
        /// The dispute.
        dispute: Id,
    },
}
