//! What the issues of refusals mean for an operation.

use super::find;

/// What a refusal means for the operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paypal) enum Issue {
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

/// What an issue means; an unknown one says nothing that we could rely on.
pub(in crate::paypal) fn issue(issue: &str) -> Issue {
    find(ISSUES, issue).unwrap_or(Issue::Unclear)
}

/// Issues that may be our own doing, numbered from 1, so that the steps that look after them remember which it was.
pub(in crate::paypal) fn issue_number(issue: &str) -> Option<u8> {
    let at = perhaps_ours().position(|known| known.eq_ignore_ascii_case(issue))?;
    u8::try_from(at + 1).ok()
}

/// The issue with a number.
pub(in crate::paypal) fn numbered_issue(number: u8) -> Option<&'static str> {
    perhaps_ours().nth(usize::from(number.checked_sub(1)?))
}

fn perhaps_ours() -> impl Iterator<Item = &'static str> {
    ISSUES.iter().filter(|(_, meaning)| *meaning == Issue::PerhapsOurs).map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_issue_is_there_twice_and_numbers_are_read_back() {
        for (word, _) in ISSUES {
            assert_eq!(ISSUES.iter().filter(|(other, _)| other == word).count(), 1, "{word}");
        }
        for word in perhaps_ours() {
            let number = issue_number(word).expect("it has a number");
            assert!(number < 16, "a stage has room for fifteen");
            assert_eq!(numbered_issue(number), Some(word));
        }
        assert_eq!(numbered_issue(0), None);
    }
}
