//! PayPal's words and ours, one table for each kind. A word that is in no table is never guessed.
//!
//! Sources: PayPal's public API specification (2024-02, read 2026-11) and SDK 2.5.0 (2026); the older generation's words
//! from its recorded replies. Words of the two generations differ in case, so case is not looked at.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage};

use crate::dispute::Proof;
use crate::report::LineKind;

/// What a status of an authorization says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authorization {
    Authorized,
    Pending,
    Denied,
    Voided,
    Expired,
}

const AUTHORIZATIONS: &[(&str, Authorization)] = &[
    ("CREATED", Authorization::Authorized),
    ("AUTHORIZED", Authorization::Authorized),
    ("CAPTURED", Authorization::Authorized),
    ("PARTIALLY_CAPTURED", Authorization::Authorized),
    ("PENDING", Authorization::Pending),
    ("DENIED", Authorization::Denied),
    ("VOIDED", Authorization::Voided),
    // Only in older versions; whether it is still sent is unconfirmed (2026-11). It can mean nothing else.
    ("EXPIRED", Authorization::Expired),
];

/// What a status of a capture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capture {
    Captured,
    Pending,
    Failed,
}

const CAPTURES: &[(&str, Capture)] = &[
    ("COMPLETED", Capture::Captured),
    ("PARTIALLY_REFUNDED", Capture::Captured),
    ("REFUNDED", Capture::Captured),
    ("PENDING", Capture::Pending),
    ("DECLINED", Capture::Failed),
    ("DENIED", Capture::Failed),
    ("FAILED", Capture::Failed),
];

/// What a status of a refund says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refund {
    Completed,
    Pending,
    Failed,
}

const REFUNDS: &[(&str, Refund)] = &[
    ("COMPLETED", Refund::Completed),
    ("PENDING", Refund::Pending),
    ("FAILED", Refund::Failed),
    ("CANCELLED", Refund::Failed),
];

/// What an event's resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Authorization,
    Capture,
    Refund,
    Reversal,
    Dispute,
    /// It does not concern us.
    Ignored(&'static str),
}

const EVENTS: &[(&str, Event)] = &[
    ("PAYMENT.AUTHORIZATION.CREATED", Event::Authorization),
    ("PAYMENT.AUTHORIZATION.VOIDED", Event::Authorization),
    ("PAYMENT.CAPTURE.COMPLETED", Event::Capture),
    ("PAYMENT.CAPTURE.PENDING", Event::Capture),
    ("PAYMENT.CAPTURE.DECLINED", Event::Capture),
    ("PAYMENT.CAPTURE.DENIED", Event::Capture),
    ("PAYMENT.CAPTURE.REFUNDED", Event::Refund),
    ("PAYMENT.REFUND.PENDING", Event::Refund),
    ("PAYMENT.REFUND.COMPLETED", Event::Refund),
    ("PAYMENT.REFUND.FAILED", Event::Refund),
    ("PAYMENT.CAPTURE.REVERSED", Event::Reversal),
    ("CUSTOMER.DISPUTE.CREATED", Event::Dispute),
    ("CUSTOMER.DISPUTE.UPDATED", Event::Dispute),
    ("CUSTOMER.DISPUTE.RESOLVED", Event::Dispute),
    ("RISK.DISPUTE.CREATED", Event::Dispute),
];

/// Families whose events do not concern us, by how their names begin.
const FAMILIES: &[(&str, &str)] = &[
    (
        "CHECKOUT.",
        "its authorization tells the same, and the look at a payment that waits goes on with an approved order",
    ),
    ("PAYMENT.ORDER.", "orders of the older generation are not used here"),
    ("PAYMENT.SALE.", "sales of the older generation are not used here"),
    ("PAYMENT.PAYOUTS", "payouts to other accounts are not made here"),
    ("PAYMENT.REFERENCED-PAYOUT", "payouts to other accounts are not made here"),
    ("VAULT.", "stored instruments belong to the shop"),
    ("PAYMENT-NETWORKS.ALTERNATIVE-PAYMENT.", "it belongs to the shop's checkout"),
    ("BILLING.", "PayPal's own subscriptions are not used here"),
    ("BILLING_AGREEMENTS.", "PayPal's own subscriptions are not used here"),
    ("INVOICING.", "PayPal's own invoices are not used here"),
    ("CATALOG.", "PayPal's own catalogue is not used here"),
    ("IDENTITY.", "it is about log-ins at PayPal"),
    ("MERCHANT.", "it is about the merchant's standing at PayPal"),
    ("CUSTOMER.MANAGED-ACCOUNT.", "it is about managed accounts"),
    ("CUSTOMER.MERCHANT-INTEGRATION.", "it is about the merchant's standing at PayPal"),
];

/// What a refusal means for the operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Issue {
    /// Nothing was done.
    Refused,
    /// Nothing was done now, perhaps because we did it before: the order is read first.
    PerhapsOurs,
    /// What we wanted is so already.
    AlreadySo,
    /// It says nothing about what we wanted to know.
    Unclear,
}

const ISSUES: &[(&str, Issue)] = &[
    // Captures.
    ("AUTHORIZATION_VOIDED", Issue::Refused),
    ("AUTHORIZATION_DENIED", Issue::Refused),
    ("AUTHORIZATION_EXPIRED", Issue::Refused),
    ("AUTH_CAPTURE_CURRENCY_MISMATCH", Issue::Refused),
    ("AUTH_CURRENCY_MISMATCH", Issue::Refused),
    ("AUTHORIZATION_AMOUNT_EXCEEDED", Issue::Refused),
    ("AUTHORIZATION_ALREADY_CAPTURED", Issue::PerhapsOurs),
    ("MAX_CAPTURE_COUNT_EXCEEDED", Issue::PerhapsOurs),
    ("MAX_CAPTURE_AMOUNT_EXCEEDED", Issue::PerhapsOurs),
    ("CAPTURE_NOT_ALLOWED", Issue::Refused),
    ("TRANSACTION_REFUSED", Issue::Refused),
    ("PAYER_CANNOT_PAY", Issue::Refused),
    ("PAYER_ACCOUNT_RESTRICTED", Issue::Refused),
    ("PAYER_ACCOUNT_LOCKED_OR_CLOSED", Issue::Refused),
    ("PAYEE_ACCOUNT_RESTRICTED", Issue::Refused),
    ("PAYEE_ACCOUNT_LOCKED_OR_CLOSED", Issue::Refused),
    ("PAYEE_ACCOUNT_INVALID", Issue::Refused),
    // Refunds.
    ("CAPTURE_FULLY_REFUNDED", Issue::PerhapsOurs),
    ("REFUND_AMOUNT_EXCEEDED", Issue::PerhapsOurs),
    ("MAX_NUMBER_OF_REFUNDS_EXCEEDED", Issue::PerhapsOurs),
    ("REFUND_TIME_LIMIT_EXCEEDED", Issue::Refused),
    ("REFUND_AMOUNT_TOO_LOW", Issue::Refused),
    ("REFUND_FAILED_INSUFFICIENT_FUNDS", Issue::Refused),
    ("REFUND_CAPTURE_CURRENCY_MISMATCH", Issue::Refused),
    ("REFUND_IS_RESTRICTED", Issue::Refused),
    ("REFUND_NOT_ALLOWED", Issue::Refused),
    ("REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK", Issue::Refused),
    ("PARTIAL_REFUND_NOT_ALLOWED", Issue::Refused),
    ("PENDING_CAPTURE", Issue::Refused),
    ("CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED", Issue::Refused),
    ("TRANSACTION_DISPUTED", Issue::Refused),
    // Releases.
    ("PREVIOUSLY_CAPTURED", Issue::Refused),
    ("CANNOT_BE_VOIDED", Issue::Refused),
    ("PREVIOUSLY_VOIDED", Issue::AlreadySo),
    // Authorizations.
    ("INSTRUMENT_DECLINED", Issue::Refused),
    ("PAYMENT_SOURCE_DECLINED_BY_PROCESSOR", Issue::Refused),
    ("PAYMENT_SOURCE_INFO_CANNOT_BE_VERIFIED", Issue::Refused),
    ("PAYMENT_SOURCE_CANNOT_BE_USED", Issue::Refused),
    ("PAYMENT_SOURCE_NOT_SUPPORTED", Issue::Refused),
    ("PAYMENT_DENIED", Issue::Refused),
    ("CARD_EXPIRED", Issue::Refused),
    ("CARD_CLOSED", Issue::Refused),
    ("CARD_TYPE_NOT_SUPPORTED", Issue::Refused),
    ("CARD_BRAND_NOT_SUPPORTED", Issue::Refused),
    ("COMPLIANCE_VIOLATION", Issue::Refused),
    ("DOMESTIC_TRANSACTION_REQUIRED", Issue::Refused),
    ("MAX_VALUE_EXCEEDED", Issue::Refused),
    ("TRANSACTION_LIMIT_EXCEEDED", Issue::Refused),
    ("TRANSACTION_RECEIVING_LIMIT_EXCEEDED", Issue::Refused),
    ("TRANSACTION_AMOUNT_EXCEEDS_MONTHLY_MAX_LIMIT", Issue::Refused),
    ("TRANSACTION_BLOCKED_BY_PAYEE", Issue::Refused),
    ("PAYEE_BLOCKED_TRANSACTION", Issue::Refused),
    ("REDIRECT_PAYER_FOR_ALTERNATE_FUNDING", Issue::Refused),
    ("TOKEN_EXPIRED", Issue::Refused),
    ("TOKEN_ID_NOT_FOUND", Issue::Refused),
    ("VAULT_ID_NOT_FOUND", Issue::Refused),
    ("AGREEMENT_ALREADY_CANCELLED", Issue::Refused),
    ("BILLING_AGREEMENT_NOT_FOUND", Issue::Refused),
    ("ORDER_EXPIRED", Issue::Refused),
    // Requests that could not be taken at all.
    ("INVALID_RESOURCE_ID", Issue::Refused),
    ("INVALID_CURRENCY_CODE", Issue::Refused),
    ("CURRENCY_NOT_SUPPORTED", Issue::Refused),
    ("CURRENCY_NOT_SUPPORTED_FOR_CARD_TYPE", Issue::Refused),
    ("CANNOT_BE_NEGATIVE", Issue::Refused),
    ("CANNOT_BE_ZERO_OR_NEGATIVE", Issue::Refused),
    ("DECIMAL_PRECISION", Issue::Refused),
    ("DECIMALS_NOT_SUPPORTED", Issue::Refused),
    ("INVALID_PARAMETER", Issue::Refused),
    ("INVALID_PARAMETER_SYNTAX", Issue::Refused),
    ("INVALID_PARAMETER_VALUE", Issue::Refused),
    ("INVALID_STRING_LENGTH", Issue::Refused),
    ("INVALID_STRING_MIN_LENGTH", Issue::Refused),
    ("INVALID_STRING_MAX_LENGTH", Issue::Refused),
    ("MISSING_REQUIRED_PARAMETER", Issue::Refused),
    ("MALFORMED_REQUEST_JSON", Issue::Refused),
    ("NOT_ENABLED_FOR_CARD_PROCESSING", Issue::Refused),
    ("PAYPAL_REQUEST_ID_REQUIRED", Issue::Refused),
    // Somebody used our number or our key before, perhaps we ourselves.
    ("DUPLICATE_INVOICE_ID", Issue::PerhapsOurs),
    ("DUPLICATE_REQUEST_ID", Issue::Unclear),
    ("PAYPAL_REQUEST_ID_PREVIOUSLY_USED", Issue::Unclear),
    ("ORDER_ALREADY_AUTHORIZED", Issue::Unclear),
    ("ORDER_ALREADY_CAPTURED", Issue::Unclear),
    ("ORDER_ALREADY_COMPLETED", Issue::Unclear),
    ("ORDER_NOT_APPROVED", Issue::Unclear),
    ("PAYER_ACTION_REQUIRED", Issue::Unclear),
];

const STAGES: &[(&str, DisputeStage)] = &[
    ("INQUIRY", DisputeStage::Inquiry),
    ("CHARGEBACK", DisputeStage::Chargeback),
    ("PRE_ARBITRATION", DisputeStage::PreArbitration),
    ("ARBITRATION", DisputeStage::Arbitration),
];

/// Whom a dispute waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
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
pub(super) fn dispute_status(word: &str) -> Option<Waits> {
    find(DISPUTE_STATUSES, word)
}

/// Types of evidence as text, API specification 2024-02.
pub(super) const EVIDENCE_TEXTS: &[(Proof, &str)] = &[
    (Proof::Statement, "OTHER"),
    (Proof::ProductDescription, "ITEM_DESCRIPTION"),
    (Proof::Carrier, "PROOF_OF_FULFILLMENT"),
    (Proof::TrackingNumber, "PROOF_OF_FULFILLMENT"),
    (Proof::RefundGiven, "PROOF_OF_REFUND"),
    (Proof::RefundPolicy, "RETURN_POLICY"),
];

/// Types of evidence as documents, of the same.
pub(super) const EVIDENCE_FILES: &[(Proof, &str)] = &[
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
pub(super) fn carrier(name: &str) -> Option<&'static str> {
    CARRIERS.iter().copied().find(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// What an issue about a dispute says to a person.
pub(super) fn dispute_issue(word: &str) -> &'static str {
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

/// What a row of the settlement report moved, by how its event code begins; the longest beginning counts.
const ROWS: &[(&str, LineKind)] = &[
    ("T00", LineKind::Charge),
    ("T01", LineKind::Fee),
    ("T04", LineKind::Payout),
    ("T1106", LineKind::ChargeBack),
    ("T1107", LineKind::Refund),
    ("T1201", LineKind::Dispute),
    ("T1202", LineKind::DisputeBack),
    // Conversions, deposits, holds, reversals of anything but a payment, authorizations: the balance, and no payment.
    ("T", LineKind::Other),
];

/// The groups of event codes that there are (documentation, 2026-11); a code of any other is odd.
const KNOWN_GROUPS: &[&str] = &[
    "T00", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12", "T13", "T14", "T15",
    "T16", "T17", "T18", "T19", "T20", "T21", "T22", "T97", "T98", "T99",
];

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, ours)| *ours)
}

pub(super) fn authorization(status: &str) -> Option<Authorization> {
    find(AUTHORIZATIONS, status)
}

pub(super) fn capture(status: &str) -> Option<Capture> {
    find(CAPTURES, status)
}

pub(super) fn refund(status: &str) -> Option<Refund> {
    find(REFUNDS, status)
}

pub(super) fn event(event_type: &str) -> Option<Event> {
    let family = || FAMILIES.iter().find(|(start, _)| event_type.starts_with(start)).map(|(_, why)| *why);
    find(EVENTS, event_type).or_else(|| family().map(Event::Ignored))
}

/// What an issue means; an unknown one says nothing that we could rely on.
pub(super) fn issue(issue: &str) -> Issue {
    find(ISSUES, issue).unwrap_or(Issue::Unclear)
}

/// Issues that may be our own doing, numbered from 1, so that the steps that look after them remember which it was.
pub(super) fn issue_number(issue: &str) -> Option<u8> {
    let at = perhaps_ours().position(|known| known.eq_ignore_ascii_case(issue))?;
    u8::try_from(at + 1).ok()
}

/// The issue with a number.
pub(super) fn numbered_issue(number: u8) -> Option<&'static str> {
    perhaps_ours().nth(usize::from(number.checked_sub(1)?))
}

fn perhaps_ours() -> impl Iterator<Item = &'static str> {
    ISSUES.iter().filter(|(_, meaning)| *meaning == Issue::PerhapsOurs).map(|(word, _)| *word)
}

pub(super) fn stage(word: &str) -> Option<DisputeStage> {
    find(STAGES, word)
}

/// How a dispute ended: the outer option is missing for a word nobody knows, the inner one where the movements tell.
pub(super) fn outcome(word: &str) -> Option<Option<DisputeEnd>> {
    find(OUTCOMES, word)
}

/// What a row of the settlement report moved.
pub(super) fn row(code: &str) -> Option<LineKind> {
    let known = code.len() == 5 && code.get(..3).is_some_and(|group| KNOWN_GROUPS.contains(&group));
    let digits = code.get(1..).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    if !known || !digits {
        return None;
    }
    let longest = ROWS.iter().filter(|(start, _)| code.starts_with(start)).max_by_key(|(start, _)| start.len());
    longest.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_in_a_table_twice_and_numbers_are_read_back() {
        let lists: [Vec<&str>; 6] = [
            AUTHORIZATIONS.iter().map(|row| row.0).collect(),
            CAPTURES.iter().map(|row| row.0).collect(),
            REFUNDS.iter().map(|row| row.0).collect(),
            EVENTS.iter().map(|row| row.0).collect(),
            ISSUES.iter().map(|row| row.0).collect(),
            ROWS.iter().map(|row| row.0).collect(),
        ];
        for mut list in lists {
            let count = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), count);
        }
        for word in perhaps_ours() {
            let number = issue_number(word).expect("it has a number");
            assert!(number < 16, "a stage has room for fifteen");
            assert_eq!(numbered_issue(number), Some(word));
        }
        assert_eq!(numbered_issue(0), None);
    }

    #[test]
    fn rows_are_read_by_their_longest_beginning() {
        assert_eq!(row("T0006"), Some(LineKind::Charge));
        assert_eq!(row("T0106"), Some(LineKind::Fee));
        assert_eq!(row("T1106"), Some(LineKind::ChargeBack));
        assert_eq!(row("T1110"), Some(LineKind::Other));
        assert_eq!([row("T5501"), row("1107"), row("T11O7"), row("")], [None; 4]);
    }
}
