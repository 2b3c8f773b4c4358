//! Mollie's words, each in one table. A word that is missing here is Unknown, never guessed.
//!
//! Statuses, events and balance transaction types: public OpenAPI document, 2026-08, and the pages
//! docs.mollie.com/reference/{payments,refunds,captures}-api-webhooks, read 2026-11.

use recoup_core::planted::{self, Planted};

use crate::report::LineKind;

/// How far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaymentIs {
    /// The customer has not finished.
    Open,
    /// Its method decides later.
    Pending,
    /// Held, perhaps captured in part.
    Authorized,
    /// Captured, and nothing is held any more.
    Paid,
    /// Cancelled before it was authorized, or released as a whole.
    Canceled,
    /// Ran out.
    Expired,
    /// Declined.
    Failed,
}

pub(super) fn payment(word: &str) -> Option<PaymentIs> {
    Some(match word {
        "open" => PaymentIs::Open,
        "pending" => PaymentIs::Pending,
        "authorized" => PaymentIs::Authorized,
        "paid" => PaymentIs::Paid,
        "canceled" => PaymentIs::Canceled,
        "expired" => PaymentIs::Expired,
        "failed" => PaymentIs::Failed,
        _ => return None,
    })
}

/// How far a capture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaptureIs {
    /// Taken.
    Pending,
    /// Done.
    Succeeded,
    /// Not done, or undone.
    Failed,
}

pub(super) fn capture(word: &str) -> Option<CaptureIs> {
    Some(match word {
        "pending" if planted::is(Planted::MolliePending) => CaptureIs::Succeeded,
        "pending" => CaptureIs::Pending,
        "succeeded" => CaptureIs::Succeeded,
        "failed" => CaptureIs::Failed,
        _ => return None,
    })
}

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RefundIs {
    /// It waits for balance or for its two hours, or is at the bank.
    Accepted,
    /// Done, says Mollie.
    Refunded,
    /// Not done, or undone.
    Failed,
    /// Taken back before it ran.
    Canceled,
}

pub(super) fn refund(word: &str) -> Option<RefundIs> {
    Some(match word {
        "queued" | "pending" | "processing" => RefundIs::Accepted,
        "refunded" => RefundIs::Refunded,
        "failed" => RefundIs::Failed,
        "canceled" => RefundIs::Canceled,
        _ => return None,
    })
}

/// What to do about an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// It shows a payment, capture or refund.
    Shows,
    /// It is about a chargeback: the payment is looked at.
    Chargeback,
    /// It shows a row of the balance.
    BalanceRow,
    /// It does not concern payments.
    Ignored(&'static str),
}

const OF_PAYOUT: &str = "payouts are read from settlement data";
const OF_LINK: &str = "payment links are not used";
const OF_INVOICE: &str = "sales invoices are not used";
const OF_PROFILE: &str = "it is about the account's profile";

pub(super) fn event(word: &str) -> Option<Event> {
    Some(match word {
        "payment.paid" | "payment.authorized" | "payment.failed" | "payment.canceled" | "payment.expired"
        | "payment.pending" | "refund.queued" | "refund.pending" | "refund.processing" | "refund.refunded"
        | "refund.failed" | "refund.canceled" | "capture.succeeded" | "capture.failed" => Event::Shows,
        "chargeback.received" | "chargeback.reversed" => Event::Chargeback,
        "balance-transaction.created" => Event::BalanceRow,
        "payout.initiated" | "payout.processing-at-bank" | "payout.completed" | "payout.canceled" | "payout.failed" => {
            Event::Ignored(OF_PAYOUT)
        }
        "payment-link.paid" => Event::Ignored(OF_LINK),
        "sales-invoice.created" | "sales-invoice.issued" | "sales-invoice.canceled" | "sales-invoice.paid" => {
            Event::Ignored(OF_INVOICE)
        }
        "profile.created" | "profile.verified" | "profile.blocked" | "profile.deleted" => Event::Ignored(OF_PROFILE),
        _ => return None,
    })
}

/// What the id of a classic webhook names.
pub(super) fn classic(id: &str) -> Option<Event> {
    Some(match id.split('_').next().unwrap_or_default() {
        "tr" => Event::Shows,
        "ord" => Event::Ignored("orders are not used"),
        "pl" => Event::Ignored(OF_LINK),
        "sub" => Event::Ignored("subscriptions are not used"),
        _ => return None,
    })
}

/// What a balance transaction moved.
pub(super) fn balance_row(word: &str) -> Option<LineKind> {
    Some(match word {
        "payment" | "capture" | "split-payment" => LineKind::Charge,
        "refund" => LineKind::Refund,
        "returned-refund" => LineKind::RefundBack,
        // A payment that fails after it was paid, as a direct debit can.
        "failed-payment" => LineKind::ChargeBack,
        "chargeback" => LineKind::Dispute,
        "chargeback-reversal" => LineKind::DisputeBack,
        "application-fee" | "payment-fee" | "balance-charge-fee" | "fee-prepayment" => LineKind::Fee,
        "outgoing-transfer" => LineKind::Payout,
        "canceled-transfer" | "returned-transfer" => LineKind::PayoutBack,
        "invoice-rounding-compensation" => LineKind::Rounding,
        "balance-correction"
        | "balance-reserve"
        | "balance-reserve-return"
        | "balance-topup"
        | "cash-collateral-issuance"
        | "cash-collateral-release"
        | "chargeback-compensation"
        | "failed-platform-split-payment"
        | "failed-split-payment-compensation"
        | "held-rolling-reserve"
        | "incoming-transfer"
        | "invoice-compensation"
        | "loan"
        | "movement"
        | "outgoing-custom-amount-transfer"
        | "pending-rolling-reserve"
        | "platform-payment-chargeback"
        | "platform-payment-refund"
        | "refund-compensation"
        | "released-rolling-reserve"
        | "repayment"
        | "returned-platform-payment-refund"
        | "returned-refund-compensation"
        | "reversed-chargeback-compensation"
        | "reversed-platform-payment-chargeback"
        | "rolling-reserve-hold"
        | "rolling-reserve-release"
        | "split-transaction"
        | "to-be-released-rolling-reserve"
        | "topup" => LineKind::Other,
        _ => return None,
    })
}
