//! Stripe's words and ours: one table for each kind of word. A word that is in none is never guessed.
//!
//! Sources: API specification of 2026-08; <https://docs.stripe.com/reports/reporting-categories>, read 2026-11.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage};

use crate::dispute::Proof;
use crate::report::LineKind;

/// The word of ours for one of theirs.
pub(super) fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(theirs, _)| *theirs == word).map(|(_, ours)| *ours)
}

/// What the status of a payment intent says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IntentIs {
    /// Nobody has paid; declined where an error stands with it.
    Unpaid,
    /// Made and not confirmed; ours are confirmed as they are made.
    Unconfirmed,
    /// The customer must act.
    Waits,
    /// The outcome comes later.
    Processing,
    /// Authorized, perhaps captured in part.
    Held,
    /// Nothing of it was captured and nothing can be.
    Canceled,
    /// All captures are made and the rest is free.
    Done,
}

pub(super) const INTENT: &[(&str, IntentIs)] = &[
    ("requires_payment_method", IntentIs::Unpaid),
    ("requires_confirmation", IntentIs::Unconfirmed),
    ("requires_action", IntentIs::Waits),
    ("processing", IntentIs::Processing),
    ("requires_capture", IntentIs::Held),
    ("canceled", IntentIs::Canceled),
    ("succeeded", IntentIs::Done),
];

/// Reasons of a cancellation that nobody asked for: the authorization ran out.
pub(super) const RAN_OUT: &[&str] = &["automatic", "expired"];

/// What the status of a refund says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RefundIs {
    /// Taken.
    Accepted,
    /// Done, says Stripe; it may fail later.
    Completed,
    /// It failed; came back where a money row says so.
    Failed,
}

pub(super) const REFUND: &[(&str, RefundIs)] = &[
    ("pending", RefundIs::Accepted),
    ("requires_action", RefundIs::Accepted),
    ("succeeded", RefundIs::Completed),
    ("failed", RefundIs::Failed),
    ("canceled", RefundIs::Failed),
];

/// What the status of a dispute says: how far it has gone, and how it ended.
pub(super) const DISPUTE: &[(&str, (DisputeStage, Option<DisputeEnd>))] = &[
    ("warning_needs_response", (DisputeStage::Inquiry, None)),
    ("warning_under_review", (DisputeStage::Inquiry, None)),
    ("warning_closed", (DisputeStage::Inquiry, Some(DisputeEnd::Withdrawn))),
    ("needs_response", (DisputeStage::Chargeback, None)),
    ("under_review", (DisputeStage::Chargeback, None)),
    ("won", (DisputeStage::Chargeback, Some(DisputeEnd::Won))),
    ("lost", (DisputeStage::Chargeback, Some(DisputeEnd::Lost))),
    ("prevented", (DisputeStage::Chargeback, Some(DisputeEnd::Prevented))),
    // Only in old objects: the whole charge was refunded.
    ("charge_refunded", (DisputeStage::Chargeback, Some(DisputeEnd::Withdrawn))),
    ("appeal_needs_response", (DisputeStage::PreArbitration, None)),
    ("appeal_under_review", (DisputeStage::PreArbitration, None)),
];

/// The stage that an end was of, where its word says it. Won and lost are said of a chargeback and of an appeal alike.
pub(super) const DISPUTE_ENDED: &[(&str, DisputeStage)] = &[
    ("warning_closed", DisputeStage::Inquiry),
    ("prevented", DisputeStage::Chargeback),
    ("charge_refunded", DisputeStage::Chargeback),
];

/// Statuses of a dispute that was answered; the bank looks at it.
pub(super) const DISPUTE_ANSWERED: &[&str] = &["warning_under_review", "under_review", "appeal_under_review"];

/// Statuses of a dispute that wait for our answer; the other open ones wait for the bank.
pub(super) const DISPUTE_WAITS: &[&str] = &["warning_needs_response", "needs_response", "appeal_needs_response"];

/// What a piece of evidence is called, as text. API specification 2026-08.
pub(super) const EVIDENCE_TEXTS: &[(Proof, &str)] = &[
    (Proof::Statement, "uncategorized_text"),
    (Proof::ProductDescription, "product_description"),
    (Proof::CustomerName, "customer_name"),
    (Proof::CustomerEmail, "customer_email_address"),
    (Proof::CustomerIp, "customer_purchase_ip"),
    (Proof::BillingAddress, "billing_address"),
    (Proof::ShippingAddress, "shipping_address"),
    (Proof::Carrier, "shipping_carrier"),
    (Proof::TrackingNumber, "shipping_tracking_number"),
    (Proof::ShippingDate, "shipping_date"),
    (Proof::ServiceDate, "service_date"),
    (Proof::Usage, "access_activity_log"),
    (Proof::RefundPolicyShown, "refund_policy_disclosure"),
    (Proof::RefundRefusal, "refund_refusal_explanation"),
    (Proof::CancellationPolicyShown, "cancellation_policy_disclosure"),
    (Proof::CancellationRebuttal, "cancellation_rebuttal"),
    (Proof::DuplicateExplanation, "duplicate_charge_explanation"),
];

/// What a piece of evidence is called, as a document.
pub(super) const EVIDENCE_FILES: &[(Proof, &str)] = &[
    (Proof::Statement, "uncategorized_file"),
    (Proof::Receipt, "receipt"),
    (Proof::Correspondence, "customer_communication"),
    (Proof::Signature, "customer_signature"),
    (Proof::Delivery, "shipping_documentation"),
    (Proof::Service, "service_documentation"),
    (Proof::RefundPolicy, "refund_policy"),
    (Proof::CancellationPolicy, "cancellation_policy"),
    (Proof::DuplicateDocument, "duplicate_charge_documentation"),
];

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventIs {
    /// A payment intent with all its marks.
    Intent,
    /// A charge was authorized or paid.
    Charged,
    /// An authorization ran out.
    Expired,
    /// A charge failed; late, where money had moved.
    Failed,
    /// A refund.
    Refund,
    /// A dispute.
    Dispute,
    /// Nothing for us.
    Ignored(&'static str),
}

const BY_INTENT: EventIs = EventIs::Ignored("the event of its payment intent says it with our reference");
const BY_REFUND: EventIs = EventIs::Ignored("the event of its refund says it with our reference");

pub(super) const EVENTS: &[(&str, EventIs)] = &[
    ("payment_intent.created", EventIs::Ignored("nothing was authorized yet")),
    ("payment_intent.processing", EventIs::Intent),
    ("payment_intent.requires_action", EventIs::Intent),
    ("payment_intent.amount_capturable_updated", EventIs::Intent),
    ("payment_intent.succeeded", EventIs::Intent),
    ("payment_intent.payment_failed", EventIs::Intent),
    ("payment_intent.canceled", EventIs::Intent),
    ("payment_intent.partially_funded", EventIs::Ignored("bank transfers are not made here")),
    ("charge.succeeded", EventIs::Charged),
    ("charge.expired", EventIs::Expired),
    ("charge.failed", EventIs::Failed),
    ("charge.pending", BY_INTENT),
    ("charge.captured", BY_INTENT),
    ("charge.updated", BY_INTENT),
    ("charge.refunded", BY_REFUND),
    ("charge.refund.updated", EventIs::Refund),
    ("refund.created", EventIs::Refund),
    ("refund.updated", EventIs::Refund),
    ("refund.failed", EventIs::Refund),
    ("charge.dispute.created", EventIs::Dispute),
    ("charge.dispute.updated", EventIs::Dispute),
    ("charge.dispute.closed", EventIs::Dispute),
    ("charge.dispute.funds_withdrawn", EventIs::Dispute),
    ("charge.dispute.funds_reinstated", EventIs::Dispute),
];

const CARDHOLDERS: &str = "it is about customers and their cards, which Stripe keeps";
const BILLING: &str = "it is about Stripe's own billing";
const ELSEWHERE: &str = "it is about a product of Stripe that Recoup does not use";
const PAYOUTS: &str = "payouts are read from the payout report";

/// Beginnings of events that say nothing to us, with why.
pub(super) const IGNORED: &[(&str, &str)] = &[
    ("account.", ELSEWHERE),
    ("application_fee.", ELSEWHERE),
    ("balance.", PAYOUTS),
    ("billing.", BILLING),
    ("billing_portal.", BILLING),
    ("capability.", ELSEWHERE),
    ("cash_balance.", ELSEWHERE),
    ("checkout.", ELSEWHERE),
    ("climate.", ELSEWHERE),
    ("coupon.", BILLING),
    ("credit_note.", BILLING),
    ("customer.", CARDHOLDERS),
    ("customer_cash_balance_transaction.", ELSEWHERE),
    ("entitlements.", BILLING),
    ("file.", ELSEWHERE),
    ("financial_connections.", ELSEWHERE),
    ("identity.", ELSEWHERE),
    ("invoice.", BILLING),
    ("invoice_payment.", BILLING),
    ("invoiceitem.", BILLING),
    ("issuing_", ELSEWHERE),
    ("mandate.", CARDHOLDERS),
    ("payment_link.", ELSEWHERE),
    ("payment_method.", CARDHOLDERS),
    ("payout.", PAYOUTS),
    ("person.", ELSEWHERE),
    ("plan.", BILLING),
    ("price.", BILLING),
    ("product.", BILLING),
    ("promotion_code.", BILLING),
    ("quote.", BILLING),
    ("radar.early_fraud_warning.", "a warning of fraud moves no money; it is shown at Stripe"),
    ("reporting.", PAYOUTS),
    ("review.", "a review moves no money; it is shown at Stripe"),
    ("setup_intent.", CARDHOLDERS),
    ("sigma.", PAYOUTS),
    ("source.", CARDHOLDERS),
    ("subscription_schedule.", BILLING),
    ("tax.", ELSEWHERE),
    ("tax_rate.", ELSEWHERE),
    ("terminal.", ELSEWHERE),
    ("test_helpers.", "it is about a test clock"),
    ("topup.", PAYOUTS),
    ("transfer.", PAYOUTS),
    ("treasury.", ELSEWHERE),
];

/// What an error says about what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorIs {
    /// It provably did nothing, and may do it later.
    Later,
    /// It did nothing, for a reason that stays.
    Refused,
    /// It says nothing about what was done.
    Silent,
}

/// By the type of the error, for answers below 500.
pub(super) const ERROR_TYPES: &[(&str, ErrorIs)] = &[
    ("card_error", ErrorIs::Refused),
    ("invalid_request_error", ErrorIs::Refused),
    ("rate_limit_error", ErrorIs::Later),
    ("authentication_error", ErrorIs::Later),
    // The same key with other parameters: what became of the first request is not said.
    ("idempotency_error", ErrorIs::Silent),
    ("api_error", ErrorIs::Silent),
    ("api_connection_error", ErrorIs::Silent),
];

/// Codes that say otherwise than their type.
pub(super) const ERROR_CODES: &[(&str, ErrorIs)] = &[
    ("lock_timeout", ErrorIs::Later),
    ("rate_limit", ErrorIs::Later),
    ("idempotency_key_in_use", ErrorIs::Later),
    ("api_key_expired", ErrorIs::Later),
    ("platform_api_key_expired", ErrorIs::Later),
    ("secret_key_required", ErrorIs::Later),
    ("livemode_mismatch", ErrorIs::Later),
];

/// Types of balance transactions, where a row names no reporting category. `adjustment` says nothing: disputes and
/// corrections share it. API reference, balance transaction object, 2026-11.
pub(super) const TYPE: &[(&str, LineKind)] = &[
    ("charge", LineKind::Charge),
    ("payment", LineKind::Charge),
    ("payment_failure_refund", LineKind::ChargeBack),
    ("refund", LineKind::Refund),
    ("payment_refund", LineKind::Refund),
    ("refund_failure", LineKind::RefundBack),
    ("stripe_fee", LineKind::Fee),
    ("network_cost", LineKind::Fee),
    ("payout", LineKind::Payout),
    ("payout_cancel", LineKind::PayoutBack),
    ("payout_failure", LineKind::PayoutBack),
    ("transfer", LineKind::Other),
    ("topup", LineKind::Other),
    ("topup_reversal", LineKind::Other),
];

/// What a row of a report moved, by its `reporting_category`.
pub(super) const CATEGORY: &[(&str, LineKind)] = &[
    ("charge", LineKind::Charge),
    ("charge_failure", LineKind::ChargeBack),
    ("refund", LineKind::Refund),
    ("refund_failure", LineKind::RefundBack),
    ("dispute", LineKind::Dispute),
    ("dispute_reversal", LineKind::DisputeBack),
    ("fee", LineKind::Fee),
    ("network_cost", LineKind::Fee),
    ("tax", LineKind::Fee),
    ("payout", LineKind::Payout),
    ("payout_reversal", LineKind::PayoutBack),
    // Takes back what was authorized and not captured of a row `charge`: no capture was undone.
    ("partial_capture_reversal", LineKind::Other),
    ("advance", LineKind::Other),
    ("advance_funding", LineKind::Other),
    ("anticipation_repayment", LineKind::Other),
    ("climate_order_purchase", LineKind::Other),
    ("climate_order_refund", LineKind::Other),
    ("connect_collection_transfer", LineKind::Other),
    ("connect_reserved_funds", LineKind::Other),
    ("contribution", LineKind::Other),
    ("financing_paydown", LineKind::Other),
    ("financing_paydown_reversal", LineKind::Other),
    ("financing_payout", LineKind::Other),
    ("financing_payout_reversal", LineKind::Other),
    ("issuing_authorization_hold", LineKind::Other),
    ("issuing_authorization_release", LineKind::Other),
    ("issuing_dispute", LineKind::Other),
    ("issuing_transaction", LineKind::Other),
    ("other_adjustment", LineKind::Other),
    ("payout_minimum_balance_hold", LineKind::Other),
    ("payout_minimum_balance_release", LineKind::Other),
    ("platform_earning", LineKind::Other),
    ("platform_earning_refund", LineKind::Other),
    ("reserve_hold", LineKind::Other),
    ("reserve_release", LineKind::Other),
    ("risk_reserved_funds", LineKind::Other),
    ("topup", LineKind::Other),
    ("topup_reversal", LineKind::Other),
    ("transfer", LineKind::Other),
    ("transfer_reversal", LineKind::Other),
    ("unreconciled_customer_funds", LineKind::Other),
];
