//! Test methods and what they do, and the bank's words as Stripe writes them.

use crate::bank::{
    Conduct, Decline, Dispute, DisputeReason, DisputeStage, DisputeStatus, RefundFate, RowKind, Verdict,
};

/// What a test method does; nothing for one that does not exist.
pub(super) fn conduct(method: &str) -> Option<Conduct> {
    let good = Conduct::GOOD;
    let declined = Conduct::declined;
    let disputed = |stage, reason| Conduct { dispute: Some((stage, reason)), ..good };
    Some(match method {
        "pm_card_visa"
        | "pm_card_mastercard"
        | "pm_card_amex"
        | "pm_card_visa_debit"
        | "pm_card_credit_disableEnterpriseCardFeatures" => good,
        "pm_card_chargeDeclined" | "pm_card_visa_chargeDeclined" => declined(Decline::Generic),
        "pm_card_chargeDeclinedInsufficientFunds" | "pm_card_visa_chargeDeclinedInsufficientFunds" => {
            declined(Decline::InsufficientFunds)
        }
        "pm_card_chargeDeclinedLostCard" | "pm_card_visa_chargeDeclinedLostCard" => declined(Decline::LostCard),
        "pm_card_chargeDeclinedStolenCard" | "pm_card_visa_chargeDeclinedStolenCard" => declined(Decline::StolenCard),
        "pm_card_chargeDeclinedExpiredCard" => declined(Decline::ExpiredCard),
        "pm_card_chargeDeclinedIncorrectCvc" => declined(Decline::IncorrectCvc),
        "pm_card_chargeDeclinedProcessingError" => declined(Decline::ProcessingError),
        "pm_card_chargeDeclinedFraudulent" | "pm_card_radarBlock" => declined(Decline::Fraud),
        "pm_card_visa_chargeDeclinedVelocityLimitExceeded" => declined(Decline::LimitExceeded),
        "pm_card_authenticationRequired" | "pm_card_threeDSecure2Required" => {
            Conduct { verdict: Verdict::AsksCustomer, ..good }
        }
        "pm_card_createDispute" => disputed(DisputeStage::Chargeback, DisputeReason::Fraud),
        "pm_card_createDisputeProductNotReceived" => disputed(DisputeStage::Chargeback, DisputeReason::NotReceived),
        "pm_card_createDisputeInquiry" => disputed(DisputeStage::Inquiry, DisputeReason::Unrecognized),
        "pm_card_refundFail" => Conduct { refunds: RefundFate::Returns, ..good },
        // The sandbox's own, for what no test method of Stripe does.
        _ => {
            let conduct = Conduct::of_token(method.strip_prefix("pm_").filter(|rest| rest.starts_with("tok_"))?);
            return (conduct != declined(Decline::InvalidToken)).then_some(conduct);
        }
    })
}

/// Whether a method's card can be captured several times.
pub(super) fn captures_several(method: &str) -> bool {
    method != "pm_card_credit_disableEnterpriseCardFeatures" && method != "pm_tok_capture_once"
}

/// The code of a decline, its decline code and Stripe's advice.
pub(super) fn decline(why: Decline) -> (&'static str, &'static str, Option<&'static str>) {
    let declined = |code, advice| ("card_declined", code, advice);
    match why {
        Decline::Generic | Decline::InvalidToken => declined("generic_decline", Some("try_again_later")),
        Decline::DoNotHonor => declined("do_not_honor", Some("try_again_later")),
        Decline::InsufficientFunds => declined("insufficient_funds", Some("try_again_later")),
        Decline::LimitExceeded => declined("card_velocity_exceeded", Some("try_again_later")),
        Decline::LostCard => declined("lost_card", Some("do_not_try_again")),
        Decline::StolenCard => declined("stolen_card", Some("do_not_try_again")),
        Decline::ExpiredCard => ("expired_card", "expired_card", Some("do_not_try_again")),
        Decline::IncorrectNumber => ("incorrect_number", "incorrect_number", Some("confirm_card_data")),
        Decline::IncorrectCvc => ("incorrect_cvc", "incorrect_cvc", Some("confirm_card_data")),
        Decline::InvalidAccount => declined("invalid_account", Some("do_not_try_again")),
        Decline::NotPermitted => declined("transaction_not_allowed", Some("do_not_try_again")),
        Decline::Revoked => declined("revocation_of_authorization", Some("do_not_try_again")),
        Decline::Fraud => declined("fraudulent", Some("do_not_try_again")),
        Decline::AuthenticationRequired => ("authentication_required", "authentication_required", None),
        Decline::ProcessingError => ("processing_error", "processing_error", Some("try_again_later")),
        Decline::IssuerUnavailable => declined("issuer_not_available", Some("try_again_later")),
    }
}

/// The status of a dispute.
pub(super) fn dispute_status(dispute: &Dispute) -> &'static str {
    match (dispute.stage, dispute.status) {
        (DisputeStage::Inquiry, DisputeStatus::NeedsResponse) => "warning_needs_response",
        (DisputeStage::Inquiry, DisputeStatus::UnderReview) => "warning_under_review",
        (_, DisputeStatus::Prevented) => "prevented",
        (DisputeStage::Inquiry, DisputeStatus::Won | DisputeStatus::Expired | DisputeStatus::TakenBack) => {
            "warning_closed"
        }
        (DisputeStage::Chargeback, DisputeStatus::NeedsResponse) => "needs_response",
        (DisputeStage::Chargeback, DisputeStatus::UnderReview) => "under_review",
        (_, DisputeStatus::NeedsResponse) => "appeal_needs_response",
        (_, DisputeStatus::UnderReview) => "appeal_under_review",
        (_, DisputeStatus::Won | DisputeStatus::TakenBack) => "won",
        (_, DisputeStatus::Lost | DisputeStatus::Accepted | DisputeStatus::Expired) => "lost",
    }
}

/// The reason of a dispute.
pub(super) const fn dispute_reason(reason: DisputeReason) -> &'static str {
    match reason {
        DisputeReason::Fraud => "fraudulent",
        DisputeReason::NotReceived => "product_not_received",
        DisputeReason::NotAsDescribed => "product_unacceptable",
        DisputeReason::CreditNotProcessed => "credit_not_processed",
        DisputeReason::Duplicate => "duplicate",
        DisputeReason::Canceled => "subscription_canceled",
        DisputeReason::Unrecognized => "unrecognized",
        DisputeReason::IncorrectAmount | DisputeReason::General => "general",
    }
}

/// Type and reporting category of a row.
pub(super) const fn category(kind: RowKind) -> (&'static str, &'static str) {
    match kind {
        RowKind::Capture => ("charge", "charge"),
        RowKind::CaptureFailed => ("payment_failure_refund", "charge_failure"),
        RowKind::Refund => ("refund", "refund"),
        RowKind::RefundReturned => ("refund_failure", "refund_failure"),
        RowKind::DisputeWithdrawn => ("adjustment", "dispute"),
        RowKind::DisputeReinstated => ("adjustment", "dispute_reversal"),
        RowKind::Fee => ("stripe_fee", "fee"),
        RowKind::PayoutFailed => ("payout_failure", "payout_reversal"),
    }
}
