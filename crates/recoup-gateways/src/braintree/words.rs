//! The gateway's words and what they mean to us: one table for each kind. A word that is in none of them is unknown
//! and never guessed.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage};

use crate::dispute::Proof;

/// How a transaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// The processor has not answered yet.
    Authorizing,
    /// Money is held.
    Authorized,
    /// It was held for too long.
    Expired,
    /// Refused; nothing is held.
    Refused,
    /// Given back before it settled.
    Voided,
    /// Handed in for the next batch; cannot be refunded yet, can still be voided.
    Submitted,
    /// The processor thinks about it. So does a parent that was captured in part.
    Pending,
    /// In a batch; can be refunded.
    Settling,
    /// Settled.
    Settled,
    /// Handed in and refused.
    SettlementDeclined,
}

/// Statuses of transactions, official SDK 4.38.
pub const STATUSES: &[(&str, Stands)] = &[
    ("authorizing", Stands::Authorizing),
    ("authorized", Stands::Authorized),
    ("authorization_expired", Stands::Expired),
    ("processor_declined", Stands::Refused),
    ("gateway_rejected", Stands::Refused),
    ("failed", Stands::Refused),
    ("voided", Stands::Voided),
    ("submitted_for_settlement", Stands::Submitted),
    ("settlement_pending", Stands::Pending),
    ("settling", Stands::Settling),
    ("settlement_confirmed", Stands::Settling),
    ("settled", Stands::Settled),
    ("settlement_declined", Stands::SettlementDeclined),
];

/// How a transaction of this status stands.
#[must_use]
pub fn stands(status: &str) -> Option<Stands> {
    found(STATUSES, status)
}

impl Stands {
    /// Whether it was handed in for settlement.
    #[must_use]
    pub const fn is_captured(self) -> bool {
        matches!(self, Self::Submitted | Self::Pending | Self::Settling | Self::Settled)
    }

    /// Whether it can be refunded: settled or settling, vendor documentation 2026-09.
    #[must_use]
    pub const fn is_refundable(self) -> bool {
        matches!(self, Self::Settling | Self::Settled)
    }
}

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A transaction.
    Transaction,
    /// A dispute.
    Dispute,
    /// Money sent to the merchant's bank, with the ids of its transactions.
    Disbursement,
    /// Known, and nothing that Recoup carries.
    Nothing(&'static str),
}

const NO_SUBSCRIPTIONS: About = About::Nothing("subscriptions of the gateway are not billed by us");
const NO_LOCAL_PAYMENTS: About = About::Nothing("local payment methods are not used by us");
const NO_ACCOUNT_MATTERS: About =
    About::Nothing("it is about the gateway account or its partners, not about a payment");
const NO_VAULT: About = About::Nothing("it is about a stored payment method, not about a payment");

/// Kinds of notifications, official SDK 4.38 and 4.48.
pub const KINDS: &[(&str, About)] = &[
    ("transaction_settled", About::Transaction),
    ("transaction_settlement_declined", About::Transaction),
    ("transaction_disbursed", About::Transaction),
    ("transaction_retried", About::Transaction),
    ("refund_failed", About::Transaction),
    ("dispute_opened", About::Dispute),
    ("dispute_under_review", About::Dispute),
    ("dispute_disputed", About::Dispute),
    ("dispute_accepted", About::Dispute),
    ("dispute_auto_accepted", About::Dispute),
    ("dispute_expired", About::Dispute),
    ("dispute_lost", About::Dispute),
    ("dispute_won", About::Dispute),
    ("disbursement", About::Disbursement),
    ("disbursement_exception", About::Nothing("the bank took no disbursement; no payment changed")),
    ("check", About::Nothing("the gateway tests the address")),
    ("transaction_reviewed", About::Nothing("a person at the gateway looked at a transaction; no money moved")),
    ("subscription_billing_skipped", NO_SUBSCRIPTIONS),
    ("subscription_canceled", NO_SUBSCRIPTIONS),
    ("subscription_charged_successfully", NO_SUBSCRIPTIONS),
    ("subscription_charged_unsuccessfully", NO_SUBSCRIPTIONS),
    ("subscription_expired", NO_SUBSCRIPTIONS),
    ("subscription_trial_ended", NO_SUBSCRIPTIONS),
    ("subscription_went_active", NO_SUBSCRIPTIONS),
    ("subscription_went_past_due", NO_SUBSCRIPTIONS),
    ("local_payment_completed", NO_LOCAL_PAYMENTS),
    ("local_payment_expired", NO_LOCAL_PAYMENTS),
    ("local_payment_funded", NO_LOCAL_PAYMENTS),
    ("local_payment_reversed", NO_LOCAL_PAYMENTS),
    ("account_updater_daily_report", NO_VAULT),
    ("granted_payment_instrument_update", NO_VAULT),
    ("granted_payment_method_revoked", NO_VAULT),
    ("grantor_updated_granted_payment_method", NO_VAULT),
    ("recipient_updated_granted_payment_method", NO_VAULT),
    ("payment_method_customer_data_updated", NO_VAULT),
    ("payment_method_revoked_by_customer", NO_VAULT),
    ("connected_merchant_paypal_status_changed", NO_ACCOUNT_MATTERS),
    ("connected_merchant_status_transitioned", NO_ACCOUNT_MATTERS),
    ("oauth_access_revoked", NO_ACCOUNT_MATTERS),
    ("partner_merchant_connected", NO_ACCOUNT_MATTERS),
    ("partner_merchant_declined", NO_ACCOUNT_MATTERS),
    ("partner_merchant_disconnected", NO_ACCOUNT_MATTERS),
    ("sub_merchant_account_approved", NO_ACCOUNT_MATTERS),
    ("sub_merchant_account_declined", NO_ACCOUNT_MATTERS),
];

/// What a notification of this kind is about.
#[must_use]
pub fn about(kind: &str) -> Option<About> {
    found(KINDS, kind)
}

/// Kinds of disputes.
pub const STAGES: &[(&str, DisputeStage)] = &[
    ("chargeback", DisputeStage::Chargeback),
    ("pre_arbitration", DisputeStage::PreArbitration),
    ("retrieval", DisputeStage::Inquiry),
];

/// How far a dispute of this kind has gone.
#[must_use]
pub fn stage(kind: &str) -> Option<DisputeStage> {
    found(STAGES, kind)
}

/// Statuses of disputes, with how they end; `None` while they are open. `disputed` is what was answered.
pub const DISPUTES: &[(&str, Option<DisputeEnd>)] = &[
    ("open", None),
    ("under_review", None),
    ("disputed", None),
    ("accepted", Some(DisputeEnd::Accepted)),
    ("auto_accepted", Some(DisputeEnd::Accepted)),
    ("expired", Some(DisputeEnd::Expired)),
    ("won", Some(DisputeEnd::Won)),
    ("lost", Some(DisputeEnd::Lost)),
];

/// How a dispute of this status ended; `None` for a word that is not known.
#[must_use]
pub fn dispute(status: &str) -> Option<Option<DisputeEnd>> {
    found(DISPUTES, status)
}

/// Statuses of disputes that wait for our answer.
pub const DISPUTE_WAITS: &[&str] = &["open"];

/// Statuses of disputes that were answered; others look at it.
pub const DISPUTE_ANSWERED: &[&str] = &["disputed", "under_review"];

/// Categories of evidence as text, of the GraphQL reference, read 2026-11.
pub const EVIDENCE_TEXTS: &[(Proof, &str)] = &[
    (Proof::Statement, "GENERAL"),
    (Proof::CustomerName, "PURCHASER_NAME"),
    (Proof::CustomerEmail, "PURCHASER_EMAIL_ADDRESS"),
    (Proof::CustomerIp, "PURCHASER_IP_ADDRESS"),
    (Proof::Carrier, "CARRIER_NAME"),
    (Proof::TrackingNumber, "TRACKING_NUMBER"),
    (Proof::Usage, "DOWNLOAD_DATE_TIME"),
    (Proof::RefundGiven, "REFUND_ID"),
];

/// Categories of evidence as documents, of the same.
pub const EVIDENCE_FILES: &[(Proof, &str)] = &[
    (Proof::Statement, "GENERAL"),
    (Proof::Receipt, "GENERAL"),
    (Proof::Correspondence, "GENERAL"),
    (Proof::RefundPolicy, "GENERAL"),
    (Proof::CancellationPolicy, "GENERAL"),
    (Proof::DuplicateDocument, "GENERAL"),
    (Proof::Signature, "SIGNED_ORDER_FORM"),
    (Proof::Delivery, "PROOF_OF_DELIVERY"),
    (Proof::Usage, "PROOF_OF_POSSESSION_OR_USAGE"),
];

/// Validation errors of disputes and uploads that a person can do something about, official SDK 4.48.
pub const DISPUTE_ERRORS: &[(&str, &str)] = &[
    ("95701", "evidence is taken while the dispute is open only"),
    ("95704", "a dispute can be accepted while it is open only"),
    ("95705", "a dispute can be finalized while it is open only"),
    ("95706", "the category of a piece is not one of Braintree's"),
    ("95708", "a text is too long"),
    ("95711", "this category is for texts"),
    ("95712", "this category is for documents"),
    ("95713", "the network does not take this category for the reason of the dispute"),
    ("95714", "there is evidence of this category already"),
    ("95726", "the network wants evidence of other categories before it is finalized"),
    ("84902", "a document is larger than 4 MB"),
    ("84903", "a document is not a PNG, JPEG or PDF"),
    ("84904", "a document is damaged or encrypted"),
    ("84905", "a document has too many pages"),
    ("84906", "a document is empty"),
];

/// What a validation error of disputes says to a person.
#[must_use]
pub fn dispute_error(code: &str) -> Option<&'static str> {
    found(DISPUTE_ERRORS, code)
}

/// What a validation error says beyond that nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has to settle first.
    TooEarly,
    /// The same key is being worked on.
    InFlight,
    /// The key cannot be used as it is; a person must look at the account.
    KeyNotTaken,
    /// The key stands for something else, or for something that failed: what was done is not said.
    KeyClash,
}

/// Validation errors that are no plain refusal, official SDK 4.36.
pub const ERRORS: &[(&str, Refusal)] = &[
    ("91506", Refusal::TooEarly),
    ("915230", Refusal::KeyNotTaken),
    ("915231", Refusal::KeyNotTaken),
    ("915232", Refusal::KeyClash),
    ("915233", Refusal::InFlight),
    ("915234", Refusal::KeyClash),
    ("915235", Refusal::KeyClash),
];

/// What this validation error says; `None` for a plain refusal.
#[must_use]
pub fn refusal(code: &str) -> Option<Refusal> {
    found(ERRORS, code)
}

/// Types of transactions in reports; `true` for money to the customer.
pub const TYPES: &[(&str, bool)] = &[("sale", false), ("credit", true)];

/// Whether a transaction of this type gives money to the customer.
#[must_use]
pub fn is_credit(kind: &str) -> Option<bool> {
    found(TYPES, kind)
}

fn found<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}
