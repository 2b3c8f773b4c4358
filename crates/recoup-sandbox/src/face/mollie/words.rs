//! The bank's words in Mollie's.

use crate::bank::{CaptureStatus, Decline, RefundStatus, RowKind};

/// The network's word and Mollie's own for a decline.
pub(super) const fn decline(decline: Decline) -> (Option<&'static str>, &'static str) {
    match decline {
        Decline::Generic => (None, "card_declined"),
        Decline::DoNotHonor => (Some("do_not_honor"), "refused_by_issuer"),
        Decline::InsufficientFunds => (Some("insufficient_funds"), "insufficient_funds"),
        Decline::LimitExceeded => (Some("exceeds_withdrawal_amount_limit"), "card_declined"),
        Decline::LostCard => (Some("lost_card"), "inactive_card"),
        Decline::StolenCard => (Some("stolen_card"), "inactive_card"),
        Decline::ExpiredCard => (Some("expired_card"), "card_expired"),
        Decline::IncorrectNumber | Decline::InvalidToken => (Some("invalid_card_number"), "invalid_card_number"),
        Decline::IncorrectCvc => (Some("decline_for_cvv2_failure"), "invalid_cvv"),
        Decline::InvalidAccount => (Some("closed_account"), "inactive_card"),
        Decline::NotPermitted => (Some("transaction_not_permitted_to_cardholder"), "invalid_card_type"),
        Decline::Revoked => (Some("revocation_of_authorization"), "refused_by_issuer"),
        Decline::Fraud => (Some("suspected_fraud"), "possible_fraud"),
        Decline::AuthenticationRequired => {
            (Some("additional_customer_authentication_required"), "authentication_required")
        }
        Decline::ProcessingError => (Some("system_malfunction"), "unknown_reason"),
        Decline::IssuerUnavailable => (Some("issuer_unavailable"), "card_declined"),
    }
}

pub(super) const fn capture(status: CaptureStatus) -> &'static str {
    match status {
        CaptureStatus::Pending => "pending",
        CaptureStatus::Captured => "succeeded",
        CaptureStatus::Failed | CaptureStatus::Canceled => "failed",
    }
}

pub(super) const fn refund(status: RefundStatus) -> &'static str {
    match status {
        RefundStatus::Accepted => "pending",
        RefundStatus::Completed => "processing",
        RefundStatus::Settled => "refunded",
        RefundStatus::Failed | RefundStatus::Returned => "failed",
        RefundStatus::Canceled => "canceled",
    }
}

/// The type of a balance transaction; a payment that is captured by hand has captures.
pub(super) const fn balance_row(kind: RowKind, is_manual: bool) -> &'static str {
    match kind {
        RowKind::Capture if is_manual => "capture",
        RowKind::Capture => "payment",
        RowKind::CaptureFailed => "failed-payment",
        RowKind::Refund => "refund",
        RowKind::RefundReturned => "returned-refund",
        RowKind::DisputeWithdrawn => "chargeback",
        RowKind::DisputeReinstated => "chargeback-reversal",
        RowKind::Fee => "payment-fee",
        RowKind::PayoutFailed => "returned-transfer",
    }
}

/// What a settlement calls a group of rows, and its method.
pub(super) const fn group(kind: RowKind) -> (&'static str, &'static str) {
    match kind {
        RowKind::Capture => ("Cards", "creditcard"),
        RowKind::CaptureFailed => ("Failed payments", "creditcard"),
        RowKind::Refund => ("Refunds", "refund"),
        RowKind::RefundReturned => ("Returned refunds", "returned-refund"),
        RowKind::DisputeWithdrawn => ("Chargebacks", "chargeback"),
        RowKind::DisputeReinstated => ("Chargeback reversals", "chargeback-reversal"),
        RowKind::Fee => ("Payout fees", "fee"),
        RowKind::PayoutFailed => ("Returned transfers", "returned-transfer"),
    }
}
