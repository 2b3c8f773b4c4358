//! Adyen's words and its own way to count: refusals, reasons of disputes, exponents.

use crate::bank::{Decline, DisputeReason};
use crate::face::common::amount::iso_decimals;

/// Decimals of a currency on the wire; four differ from ISO 4217.
pub(super) fn wire_decimals(currency: &str) -> u32 {
    match currency {
        "CLP" | "ISK" => 2,
        "CVE" | "IDR" => 0,
        _ => iso_decimals(currency),
    }
}

/// The bank's minor units of an amount on the wire; nothing where it is finer than the bank counts.
pub(super) fn to_bank(value: i64, currency: &str) -> Option<i64> {
    let (wire, ours) = (wire_decimals(currency), iso_decimals(currency));
    if wire <= ours {
        return value.checked_mul(10_i64.pow(ours - wire));
    }
    let unit = 10_i64.pow(wire - ours);
    (value % unit == 0).then_some(value / unit)
}

/// The amount on the wire of the bank's minor units.
pub(super) fn to_wire(minor: i64, currency: &str) -> i64 {
    let (wire, ours) = (wire_decimals(currency), iso_decimals(currency));
    if wire >= ours { minor.saturating_mul(10_i64.pow(wire - ours)) } else { minor / 10_i64.pow(ours - wire) }
}

/// `refusalReasonCode`, `refusalReason`, `refusalReasonRaw` and, where the network gives advice, `merchantAdviceCode`.
pub(super) const fn refusal(decline: Decline) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
    match decline {
        Decline::Generic | Decline::InvalidToken => ("2", "Refused", "DECLINED", None),
        Decline::DoNotHonor => ("2", "Refused", "05 : Do not honor", Some("02 : Try again later")),
        Decline::InsufficientFunds => ("12", "Not enough balance", "51 : Insufficient funds", None),
        Decline::LimitExceeded => ("28", "Withdrawal amount exceeded", "61 : Exceeds amount limit", None),
        Decline::LostCard => ("5", "Blocked Card", "41 : Lost card", Some("03 : Do not try again")),
        Decline::StolenCard => ("5", "Blocked Card", "43 : Stolen card", Some("03 : Do not try again")),
        Decline::ExpiredCard => {
            ("6", "Expired Card", "54 : Expired card", Some("01 : New account information available"))
        }
        Decline::IncorrectNumber => ("8", "Invalid Card Number", "14 : Invalid card number", None),
        Decline::IncorrectCvc => ("24", "CVC Declined", "N7 : CVC declined", None),
        Decline::InvalidAccount => ("25", "Restricted Card", "46 : Closed account", Some("03 : Do not try again")),
        Decline::NotPermitted => ("23", "Transaction Not Permitted", "57 : Not permitted", None),
        Decline::Revoked => ("26", "Revocation Of Auth", "R1 : Revocation", Some("21 : Stop recurring payment")),
        Decline::Fraud => ("20", "FRAUD", "FRAUD", None),
        Decline::AuthenticationRequired => ("38", "Authentication required", "65 : Authentication required", None),
        Decline::ProcessingError => ("4", "Acquirer Error", "96 : System malfunction", None),
        Decline::IssuerUnavailable => ("9", "Issuer Unavailable", "91 : Issuer unavailable", None),
    }
}

/// The decline that a tester asks for by `RequestedTestAcquirerResponseCode`.
pub(super) fn requested(code: &str) -> Option<Decline> {
    Decline::ALL.into_iter().find(|decline| *decline != Decline::InvalidToken && refusal(*decline).0 == code)
}

/// `chargebackReasonCode` (with the space that some come with) and `reason`.
pub(super) const fn dispute_reason(reason: DisputeReason) -> (&'static str, &'static str) {
    match reason {
        DisputeReason::Fraud => ("10.4", "Other Fraud-Card Absent Environment"),
        DisputeReason::NotReceived => ("13.1", "Merchandise/Services Not Received"),
        DisputeReason::NotAsDescribed => ("13.3", "Not as Described or Defective Merchandise/Services"),
        DisputeReason::CreditNotProcessed => ("13.6", "Credit Not Processed"),
        DisputeReason::Duplicate => ("12.6", "Duplicate Processing"),
        DisputeReason::Canceled => ("13.7", "Cancelled Merchandise/Services"),
        DisputeReason::IncorrectAmount => ("12.5", "Incorrect Amount"),
        DisputeReason::Unrecognized => (" 4863", "Cardholder Does Not Recognize"),
        DisputeReason::General => (" 4853", "Cardholder Dispute"),
    }
}

/// What stored payment methods do, by ids of letters as Adyen's have: the neutral token without its underscores, in
/// capitals, such as `TOKREFUNDFAILS`.
pub(super) fn token(stored: &str) -> Option<String> {
    const WORDS: &[&str] = &[
        "tok_ok",
        "tok_action",
        "tok_expires_fast",
        "tok_capture_pending",
        "tok_capture_declined",
        "tok_capture_fails",
        "tok_refund_fails",
        "tok_refund_returns",
        "tok_timeout_after",
        "tok_500_after",
        "tok_slow",
        "tok_inquiry",
        "tok_dispute_fraud",
        "tok_dispute_not_received",
    ];
    let declines = Decline::ALL.iter().map(|decline| format!("tok_decline_{}", decline.word()));
    let mut words = WORDS.iter().map(|word| (*word).to_owned()).chain(declines);
    words.find(|word| word.replace('_', "").to_ascii_uppercase() == stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_go_there_and_back() {
        for (value, currency, minor) in [(1050, "EUR", 1050), (4000, "ISK", 40), (40, "IDR", 4000), (7, "JPY", 7)] {
            assert_eq!(to_bank(value, currency), Some(minor));
            assert_eq!(to_wire(minor, currency), value);
        }
        assert_eq!(to_bank(4050, "CLP"), None);
    }

    #[test]
    fn tokens_are_letters_and_digits() {
        assert_eq!(token("TOKREFUNDFAILS").as_deref(), Some("tok_refund_fails"));
        assert_eq!(token("TOKDECLINELOSTCARD").as_deref(), Some("tok_decline_lost_card"));
        assert_eq!((token("TOK500AFTER").as_deref(), token("tok_ok")), (Some("tok_500_after"), None));
        assert_eq!((requested("6"), requested("99")), (Some(Decline::ExpiredCard), None));
    }
}
