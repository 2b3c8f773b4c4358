//! What a test token makes the bank do, in neutral words that each face translates from its own tokens.
//! The token decides, because in a sandbox that is the only thing a client can choose.

use serde::{Deserialize, Serialize};

use super::dispute::{DisputeReason, DisputeStage};
use crate::faults::CallFault;

/// Why a payment is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// No reason is given.
    Generic,
    /// The issuer says no and nothing else.
    DoNotHonor,
    /// There is not enough money.
    InsufficientFunds,
    /// A limit of the card is reached.
    LimitExceeded,
    /// The card was lost.
    LostCard,
    /// The card was stolen.
    StolenCard,
    /// The card has expired.
    ExpiredCard,
    /// There is no such card.
    IncorrectNumber,
    /// The check digits are wrong.
    IncorrectCvc,
    /// The account behind the card is closed or never was.
    InvalidAccount,
    /// The card cannot do this.
    NotPermitted,
    /// The customer took the permission back.
    Revoked,
    /// Somebody believes that it is fraud.
    Fraud,
    /// The customer must prove who they are.
    AuthenticationRequired,
    /// Something went wrong on the way; the same may work soon.
    ProcessingError,
    /// The issuer could not be asked.
    IssuerUnavailable,
    /// The sandbox knows no such token.
    InvalidToken,
}

impl Decline {
    /// Every reason.
    pub const ALL: [Self; 17] = [
        Self::Generic,
        Self::DoNotHonor,
        Self::InsufficientFunds,
        Self::LimitExceeded,
        Self::LostCard,
        Self::StolenCard,
        Self::ExpiredCard,
        Self::IncorrectNumber,
        Self::IncorrectCvc,
        Self::InvalidAccount,
        Self::NotPermitted,
        Self::Revoked,
        Self::Fraud,
        Self::AuthenticationRequired,
        Self::ProcessingError,
        Self::IssuerUnavailable,
        Self::InvalidToken,
    ];

    /// Its neutral word, as in `tok_decline_…`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::DoNotHonor => "do_not_honor",
            Self::InsufficientFunds => "insufficient_funds",
            Self::LimitExceeded => "limit_exceeded",
            Self::LostCard => "lost_card",
            Self::StolenCard => "stolen_card",
            Self::ExpiredCard => "expired_card",
            Self::IncorrectNumber => "incorrect_number",
            Self::IncorrectCvc => "incorrect_cvc",
            Self::InvalidAccount => "invalid_account",
            Self::NotPermitted => "not_permitted",
            Self::Revoked => "revoked",
            Self::Fraud => "fraud",
            Self::AuthenticationRequired => "authentication_required",
            Self::ProcessingError => "processing_error",
            Self::IssuerUnavailable => "issuer_unavailable",
            Self::InvalidToken => "invalid_token",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decline| decline.word() == word)
    }
}

/// What the issuer says to an authorization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Approves,
    /// No.
    Declines(Decline),
    /// The customer has to do something first.
    AsksCustomer,
}

/// What becomes of captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureFate {
    /// They succeed, as fast as the bank is.
    Succeeds,
    /// They are under way for a while and then succeed.
    Pends,
    /// They are under way for a while and then fail.
    PendsAndFails,
    /// They succeed, and fail afterwards.
    FailsLater,
}

/// What becomes of refunds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundFate {
    /// They arrive.
    Settles,
    /// They fail before any money moves.
    Fails,
    /// They settle, and the money comes back.
    Returns,
}

/// Everything a token decides about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conduct {
    /// What the issuer says.
    pub verdict: Verdict,
    /// Whether the authorization runs out after an hour instead of days.
    pub expires_fast: bool,
    /// What becomes of captures.
    pub captures: CaptureFate,
    /// What becomes of refunds.
    pub refunds: RefundFate,
    /// Whether each capture is disputed.
    pub dispute: Option<(DisputeStage, DisputeReason)>,
    /// What goes wrong with the first answer; the face hands it on in its answer.
    pub fault: Option<CallFault>,
}

impl Conduct {
    /// A payment with which nothing is wrong.
    pub const GOOD: Self = Self {
        verdict: Verdict::Approves,
        expires_fast: false,
        captures: CaptureFate::Succeeds,
        refunds: RefundFate::Settles,
        dispute: None,
        fault: None,
    };

    /// A payment that is declined.
    #[must_use]
    pub const fn declined(decline: Decline) -> Self {
        Self { verdict: Verdict::Declines(decline), ..Self::GOOD }
    }

    /// What a neutral token (`tok_…`) decides; a token that nobody knows is declined.
    #[must_use]
    pub fn of_token(token: &str) -> Self {
        let good = Self::GOOD;
        let disputed = |stage, reason| Self { dispute: Some((stage, reason)), ..good };
        match token {
            "tok_ok" => good,
            "tok_action" => Self { verdict: Verdict::AsksCustomer, ..good },
            "tok_expires_fast" => Self { expires_fast: true, ..good },
            "tok_capture_pending" => Self { captures: CaptureFate::Pends, ..good },
            "tok_capture_declined" => Self { captures: CaptureFate::PendsAndFails, ..good },
            "tok_capture_fails" => Self { captures: CaptureFate::FailsLater, ..good },
            "tok_refund_fails" => Self { refunds: RefundFate::Fails, ..good },
            "tok_refund_returns" => Self { refunds: RefundFate::Returns, ..good },
            "tok_timeout_after" => Self { fault: Some(CallFault::TimeoutAfter), ..good },
            "tok_500_after" => Self { fault: Some(CallFault::Error500After), ..good },
            "tok_slow" => Self { fault: Some(CallFault::Slow), ..good },
            "tok_inquiry" => disputed(DisputeStage::Inquiry, DisputeReason::Unrecognized),
            "tok_dispute_fraud" => disputed(DisputeStage::Chargeback, DisputeReason::Fraud),
            "tok_dispute_not_received" => disputed(DisputeStage::Chargeback, DisputeReason::NotReceived),
            _ => Self::declined(
                token.strip_prefix("tok_decline_").and_then(Decline::named).unwrap_or(Decline::InvalidToken),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decline_has_a_token_and_the_word_of_its_json() {
        for decline in Decline::ALL {
            assert_eq!(Conduct::of_token(&format!("tok_decline_{}", decline.word())), Conduct::declined(decline));
            assert_eq!(serde_json::to_value(decline).unwrap(), decline.word());
        }
        assert_eq!(Conduct::of_token("tok_decline_of_rome"), Conduct::declined(Decline::InvalidToken));
    }
}
