//! Every foreign word and what it means to us. A word that is not here means nothing to us, and is shown to a person.

mod event;

pub(super) use event::{Says, TYPES, Word, event};

use crate::dispute::Proof;
use crate::report::LineKind;

/// What the result of a payment means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResultCode {
    Authorized,
    /// For less than was asked.
    Partly,
    Declined,
    Taken,
    /// The customer must act.
    Action,
    /// It ends a flow that authorizes nothing.
    Nothing,
}

/// What `resultCode` means; `None` for one that is not known.
pub(super) fn result(code: &str) -> Option<ResultCode> {
    Some(match code {
        "Authorised" => ResultCode::Authorized,
        "PartiallyAuthorised" => ResultCode::Partly,
        "Refused" | "Error" | "Cancelled" => ResultCode::Declined,
        "Pending" | "Received" | "PresentToShopper" => ResultCode::Taken,
        "RedirectShopper" | "IdentifyShopper" | "ChallengeShopper" => ResultCode::Action,
        "AuthenticationFinished" | "AuthenticationNotRequired" | "Success" => ResultCode::Nothing,
        _ => return None,
    })
}

/// The codes behind `refusalReason`, for answers that name the reason only. 0, 1, 13 and 30 are not used.
const REFUSALS: &[(&str, &str)] = &[
    ("Refused", "2"),
    ("Referral", "3"),
    ("Acquirer Error", "4"),
    ("Blocked Card", "5"),
    ("Expired Card", "6"),
    ("Invalid Amount", "7"),
    ("Invalid Card Number", "8"),
    ("Issuer Unavailable", "9"),
    ("Not supported", "10"),
    ("3D Not Authenticated", "11"),
    ("Not enough balance", "12"),
    ("Acquirer Fraud", "14"),
    ("Cancelled", "15"),
    ("Shopper Cancelled", "16"),
    ("Invalid Pin", "17"),
    ("Pin tries exceeded", "18"),
    ("Pin validation not possible", "19"),
    ("FRAUD", "20"),
    ("Not Submitted", "21"),
    ("FRAUD-CANCELLED", "22"),
    ("Transaction Not Permitted", "23"),
    ("CVC Declined", "24"),
    ("Restricted Card", "25"),
    ("Revocation Of Auth", "26"),
    ("Declined Non Generic", "27"),
    ("Withdrawal amount exceeded", "28"),
    ("Withdrawal count exceeded", "29"),
    ("Issuer Suspected Fraud", "31"),
    ("AVS Declined", "32"),
    ("Authentication required", "38"),
];

/// The code of a reason, where it is known.
pub(super) fn refusal(reason: &str) -> Option<&'static str> {
    REFUSALS.iter().find(|(text, _)| text.eq_ignore_ascii_case(reason)).map(|(_, code)| *code)
}

/// What an error of the API means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    /// It looked at the request and did nothing.
    Refused,
    /// It lets nothing be done until somebody changes a setting; then the same request may go.
    Settings,
    /// Nobody can say what was done.
    Unclear,
}

/// Errors that leave open what was done, whatever their type: unknown error (000), internal error (702, 903), «request
/// already processed or in progress» (704; Adyen/adyen-java-api-library#288, 2020-01).
const UNCLEAR_CODES: &[&str] = &["", "0", "00", "000", "702", "704", "903"];

/// What `errorType` with `errorCode` means.
pub(super) fn error(kind: &str, code: &str) -> Error {
    if UNCLEAR_CODES.contains(&code) {
        return Error::Unclear;
    }
    match (kind, code) {
        // «You are not allowed to perform this action», told as a validation.
        (_, "10" | "010") | ("security" | "configuration", _) => Error::Settings,
        ("validation", _) => Error::Refused,
        _ => Error::Unclear,
    }
}

/// Types of documents of a defense. Adyen has many more, most of them for one reason of one network; what has no type
/// here goes into the one document that every network takes (adyen-openapi DisputeService v30, examples, 2026-07).
pub(super) const EVIDENCE_FILES: &[(Proof, &str)] =
    &[(Proof::Statement, "DefenseMaterial"), (Proof::Receipt, "TIDorInvoice")];

/// What the rows of a settlement details report moved, by `Type`.
const ROWS: &[(&str, LineKind)] = &[
    ("Settled", LineKind::Charge),
    ("SettledReversed", LineKind::ChargeBack),
    ("Refunded", LineKind::Refund),
    ("RefundedReversed", LineKind::RefundBack),
    ("Chargeback", LineKind::Dispute),
    ("SecondChargeback", LineKind::Dispute),
    ("ChargebackReversed", LineKind::DisputeBack),
    ("Fee", LineKind::Fee),
    ("MiscCosts", LineKind::Fee),
    ("PaymentCost", LineKind::Fee),
    ("InvoiceDeduction", LineKind::Fee),
    ("MerchantPayout", LineKind::Payout),
    ("BankInstructionReturned", LineKind::PayoutBack),
    ("DepositCorrection", LineKind::Other),
    ("Balancetransfer", LineKind::Other),
    ("MatchedStatement", LineKind::Other),
    ("ManualCorrected", LineKind::Other),
    ("PaidOut", LineKind::Other),
    ("PaidOutReversed", LineKind::Other),
];

/// What a row moved; `None` for a word that is not known.
pub(super) fn row(word: &str) -> Option<LineKind> {
    ROWS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}
