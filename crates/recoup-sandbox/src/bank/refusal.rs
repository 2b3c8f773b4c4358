//! Why the bank does not do what was asked, and the checks that every request goes through.
//! A refusal is typed so that each face can say it in its own words.

use super::dispute::DisputeStatus;

/// The most that one request may move, in minor units; sums then stay far from the end of 64 bits.
pub const MOST_MINOR: i64 = 1_000_000_000_000;
/// The longest reference, in bytes.
pub const LONGEST_NAME: usize = 255;

/// Why the bank does nothing. The text is plain English for faces that have no words of their own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No object of this sort has this id.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// The reference is empty or too long.
    #[error("a reference has 1 to 255 bytes")]
    InvalidReference,
    /// The amount is not a possible one.
    #[error("an amount is from 1 to {MOST_MINOR} minor units")]
    InvalidAmount,
    /// The currency is not three capital letters.
    #[error("a currency is three capital letters")]
    InvalidCurrency,
    /// The amount is in another currency than the payment.
    #[error("the payment is in {currency}")]
    CurrencyMismatch {
        /// The currency of the payment.
        currency: String,
    },
    /// It was declined, or waits for the customer.
    #[error("nothing was authorized")]
    NotAuthorized,
    /// The authorization ran out.
    #[error("the authorization ran out")]
    Expired,
    /// The authorization ran out while it waited for the customer.
    #[error("it ran out before the customer acted")]
    ActionExpired,
    /// The customer has nothing to do.
    #[error("the customer has nothing to do here")]
    NoActionRequired,
    /// Nothing is open, because the rest was released.
    #[error("what was not captured has been released")]
    Released,
    /// More than is open shall be captured; nothing is open when everything is captured.
    #[error("{open_minor} minor units can be captured")]
    BeyondAuthorized {
        /// What can be captured, in minor units.
        open_minor: i64,
    },
    /// Nothing is open, so nothing can be released.
    #[error("nothing of it is open")]
    NothingToRelease,
    /// More than is open shall be released.
    #[error("{open_minor} minor units can be released")]
    BeyondOpen {
        /// What can be released, in minor units.
        open_minor: i64,
    },
    /// Nothing was captured that could be refunded.
    #[error("nothing was captured")]
    NotCaptured,
    /// The capture waits or has failed, so that there is no money to give back or to argue about.
    #[error("the capture is not done")]
    CaptureNotDone,
    /// More than is left shall be refunded; nothing is left when everything is refunded.
    #[error("{refundable_minor} minor units can be refunded")]
    BeyondCaptured {
        /// What can be refunded, in minor units.
        refundable_minor: i64,
    },
    /// The payment is disputed, and the face asked to be refused then.
    #[error("the payment is disputed")]
    Disputed,
    /// The refund was begun, or the capture ended.
    #[error("it cannot be cancelled any more")]
    NotCancelable,
    /// It has failed, or come back, already; or it never can.
    #[error("it cannot fail any more")]
    CannotFail,
    /// A dispute that stands like this does not take that step.
    #[error("the dispute is {0:?}")]
    DisputeIs(DisputeStatus),
    /// A dispute never goes back to an earlier stage.
    #[error("the dispute is at that stage or beyond it")]
    StageIsPast,
}

/// Checks what every request that moves money names: its reference and its amount in minor units.
pub(super) fn check(reference: &str, amount_minor: i64) -> Result<(), Refusal> {
    if reference.is_empty() || reference.len() > LONGEST_NAME {
        return Err(Refusal::InvalidReference);
    }
    if amount_minor <= 0 || amount_minor > MOST_MINOR {
        return Err(Refusal::InvalidAmount);
    }
    Ok(())
}
