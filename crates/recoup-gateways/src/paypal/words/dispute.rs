//! What the words about disputes mean, and what evidence is called.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage};

use super::find;
use crate::dispute::Proof;

const STAGES: &[(&str, DisputeStage)] = &[
    ("INQUIRY", DisputeStage::Inquiry),
    ("CHARGEBACK", DisputeStage::Chargeback),
    ("PRE_ARBITRATION", DisputeStage::PreArbitration),
    ("ARBITRATION", DisputeStage::Arbitration),
];

/// Whom a dispute waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paypal) enum Waits {
    /// Us.
    ForUs,
    /// The buyer, PayPal, or nobody in particular.
    ForOthers,
    /// Nobody: it is over.
    Over,
}

const DISPUTE_STATUSES: &[(&str, Waits)] = &[
    // Nobody is asked by it; whether we may do something is told by the dispute's links.
    ("OPEN", Waits::ForOthers),
    ("OTHER", Waits::ForOthers),
    ("WAITING_FOR_BUYER_RESPONSE", Waits::ForOthers),
    ("WAITING_FOR_SELLER_RESPONSE", Waits::ForUs),
    ("UNDER_REVIEW", Waits::ForOthers),
    ("RESOLVED", Waits::Over),
];

/// Whom a dispute of this status waits for.
pub(in crate::paypal) fn dispute_status(word: &str) -> Option<Waits> {
    find(DISPUTE_STATUSES, word)
}

/// Types of evidence as text, API specification 2024-02.
pub(in crate::paypal) const EVIDENCE_TEXTS: &[(Proof, &str)] = &[
    (Proof::Statement, "OTHER"),
    (Proof::ProductDescription, "ITEM_DESCRIPTION"),
    (Proof::Carrier, "PROOF_OF_FULFILLMENT"),
    (Proof::TrackingNumber, "PROOF_OF_FULFILLMENT"),
    (Proof::RefundGiven, "PROOF_OF_REFUND"),
    (Proof::RefundPolicy, "RETURN_POLICY"),
];

/// Types of evidence as documents, of the same.
pub(in crate::paypal) const EVIDENCE_FILES: &[(Proof, &str)] = &[
    (Proof::Statement, "OTHER"),
    (Proof::Correspondence, "OTHER"),
    (Proof::Receipt, "PROOF_OF_RECEIPT_COPY"),
    (Proof::Signature, "PROOF_OF_DELIVERY_SIGNATURE"),
    (Proof::Delivery, "PROOF_OF_FULFILLMENT"),
    (Proof::Service, "PROOF_FOR_SOFTWARE_OR_SERVICE_DELIVERED"),
    (Proof::RefundPolicy, "RETURN_POLICY"),
];

/// Carriers that PayPal has a word for; of its long list the ones whose word is their name.
const CARRIERS: &[&str] = &["UPS", "USPS", "FEDEX", "DHL"];

/// PayPal's word for a carrier.
pub(in crate::paypal) fn carrier(name: &str) -> Option<&'static str> {
    CARRIERS.iter().copied().find(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// What an issue about a dispute says to a person.
pub(in crate::paypal) fn dispute_issue(word: &str) -> &'static str {
    match word {
        "ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE" => "the dispute does not wait for this now",
        "INVALID_RESOURCE_ID" | "RESOURCE_NOT_FOUND" => "PayPal knows no such dispute",
        _ => "PayPal did not take it, and did nothing",
    }
}

/// How a dispute ended. `RESOLVED_WITH_PAYOUT` is PayPal's own money for either side, and `NONE` a case that another
/// one took over: whose money it was is told by the movements, not by the word.
const OUTCOMES: &[(&str, Option<DisputeEnd>)] = &[
    ("RESOLVED_SELLER_FAVOUR", Some(DisputeEnd::Won)),
    ("RESOLVED_SELLER_FAVOR", Some(DisputeEnd::Won)),
    ("RESOLVED_BUYER_FAVOUR", Some(DisputeEnd::Lost)),
    ("RESOLVED_BUYER_FAVOR", Some(DisputeEnd::Lost)),
    ("CANCELED_BY_BUYER", Some(DisputeEnd::Withdrawn)),
    // PayPal accepted or denied the buyer's case.
    ("ACCEPTED", Some(DisputeEnd::Lost)),
    ("DENIED", Some(DisputeEnd::Won)),
    ("RESOLVED_WITH_PAYOUT", None),
    ("NONE", None),
];

pub(in crate::paypal) fn stage(word: &str) -> Option<DisputeStage> {
    find(STAGES, word)
}

/// How a dispute ended: the outer option is missing for a word nobody knows, the inner one where the movements tell.
pub(in crate::paypal) fn outcome(word: &str) -> Option<Option<DisputeEnd>> {
    find(OUTCOMES, word)
}
