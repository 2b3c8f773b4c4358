//! Faces: each speaks the wire protocol of one gateway and hands what is asked to the [`Bank`], which knows no protocol.
//!
//! How to add one, without touching another file than this:
//!
//! 1. Make a folder `face/yours/` with a type that implements [`Face`] and [`OpenFace`]. Write `mod yours;` and one row
//!    in `faces!` below. `face/native/` is the model, `face/common/` has forms, decimal amounts, signatures and names.
//! 2. `admit` looks at a request before anything is done: no such route, wrong secret, unreadable key are answers that no
//!    fault touches and no key remembers. Else it says whether the call may move money (drawn faults hit it) and which
//!    idempotency key it carries, wherever it is, for how long and which answers are kept.
//! 3. `answer` does it: reads the body (form, JSON, XML), calls operations of the bank such as [`Bank::authorize`] with a
//!    [`Conduct`](crate::Conduct) from your test tokens, and says the object or the [`Refusal`](crate::Refusal) in your
//!    gateway's words. Put `conduct.fault` into the answer. An answer of which execution had not begun is `not_begun`.
//! 4. `messages` turns what [`Happened`] into webhooks: none, one, several, or many happenings in one body. Each thing is
//!    as it was at that instant. `seal` writes headers and body of one try, signed with the secrets in force.
//! 5. `refused`, `broken`, `key_clash`, `key_busy` and `replayed` are your words where common code speaks for you.
//! 6. A face may keep state (wire ids, access tokens, events for a list); draw chance only from
//!    [`Names`](common::names::Names), time only from [`Bank::now_us`]. `bank_id` finds your ids for control routes.
//! 7. `OpenFace::terms` sets how long things take there, see [`BankConfig`]. Settlement files are written from
//!    [`Bank::payouts`] and [`Bank::rows_of`], whose rows sum to the payout exactly.
//!
//! Faults, replays, the queue of webhooks with its bad luck, and the control routes (`/oracle`, `/faults`, `/disputes`
//! and so on) are common and live in `desk/`; do not answer them.

mod adyen;
mod answer;
mod braintree;
pub mod common;
mod mollie;
mod native;
mod paypal;
mod stripe;

use std::fmt::Debug;

use crate::bank::{Bank, BankConfig, Happened};
use crate::wire::WireRequest;

pub use answer::{Admitted, Answer, IdempotencyKey, Keeps, Message, Sealed, Sending};
pub use native::signature_header;

/// How long to wait after each unanswered try of a webhook, in seconds, unless a face says otherwise; the last repeats.
const BACKOFF_SECS: [i64; 4] = [5, 30, 300, 3_600];

/// A gateway's wire protocol in front of the bank.
pub trait Face: Send + Debug {
    /// Looks at a request before anything is done.
    ///
    /// # Errors
    /// The answer, when the request is not let in: no such route, wrong secret, impossible idempotency key.
    fn admit(&mut self, bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer>;

    /// Does what an admitted request asks.
    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer;

    /// The bank says no for no reason, and nothing is done.
    fn refused(&self, request: &WireRequest) -> Answer;

    /// Something broke: usually 500, and whether it was done is not said.
    fn broken(&self, request: &WireRequest) -> Answer;

    /// The key was used for another request. Nothing means that the first answer is given anyway.
    fn key_clash(&self, request: &WireRequest) -> Option<Answer>;

    /// The first request with this key is still running. Nothing means that its answer is given already.
    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        None
    }

    /// Marks an answer as one that was given before.
    fn replayed(&self, answer: Answer) -> Answer {
        answer
    }

    /// What endpoints are told about what happened, in order.
    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message>;

    /// Whether there is something to tell of which nothing happened at the bank, such as that it was refused; then
    /// `messages` is asked although nothing happened.
    fn has_to_tell(&self) -> bool {
        false
    }

    /// An event of a kind that nobody knows, at `at_us` (microseconds since 1970): gateways add some any day.
    fn unheard_of(&mut self, at_us: i64) -> Message;

    /// Headers and body of one try to deliver a message, signed now.
    fn seal(&self, sending: &Sending<'_>) -> Sealed;

    /// How long to wait after each unanswered try of a webhook, in seconds; the last one repeats. Never empty.
    fn backoff_secs(&self) -> &'static [i64] {
        &BACKOFF_SECS
    }

    /// The bank's id of an object that this face calls by another one.
    fn bank_id(&self, _wire_id: &str) -> Option<String> {
        None
    }
}

/// How a face comes to be.
pub trait OpenFace: Face + Sized {
    /// A face for a bank with this configuration.
    fn open(config: &BankConfig) -> Self;

    /// Sets how the gateway usually behaves, for [`BankConfig::of`].
    fn terms(_config: &mut BankConfig) {}
}

/// Each face: its kind, its word and its type.
macro_rules! faces {
    ($($(#[$doc:meta])* $kind:ident, $word:literal, $face:ty;)*) => {
        /// Which gateway's protocol is spoken.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum FaceKind {
            $($(#[$doc])* $kind,)*
        }

        impl FaceKind {
            /// Every face.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its word, as on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The face of a bank with this configuration.
            pub(crate) fn open(self, config: &BankConfig) -> Box<dyn Face> {
                match self { $(Self::$kind => Box::new(<$face as OpenFace>::open(config)),)* }
            }

            /// Sets how the gateway usually behaves.
            pub(crate) fn set_terms(self, config: &mut BankConfig) {
                match self { $(Self::$kind => <$face as OpenFace>::terms(config),)* }
            }
        }
    };
}

faces! {
    /// The sandbox's own protocol.
    #[default]
    Native, "native", native::Native;
    /// Stripe's.
    Stripe, "stripe", stripe::Stripe;
    /// Adyen: Checkout v72.
    Adyen, "adyen", adyen::Adyen;
    /// Mollie, API v2.
    Mollie, "mollie", mollie::Mollie;
    /// Braintree: XML, transactions that settle in batches.
    Braintree, "braintree", braintree::Braintree;
    /// PayPal: Orders v2 and Payments v2.
    PayPal, "paypal", paypal::PayPal;
}

impl FaceKind {
    /// Signs whatever is sent as this gateway does, for a bank with this configuration: so that tests have genuine
    /// deliveries that say what no bank would.
    #[must_use]
    pub fn seal(self, config: &BankConfig, sending: &Sending<'_>) -> Sealed {
        self.open(config).seal(sending)
    }

    /// The face of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

impl std::str::FromStr for FaceKind {
    type Err = UnknownFace;

    fn from_str(word: &str) -> Result<Self, UnknownFace> {
        Self::named(word).ok_or_else(|| UnknownFace { word: word.to_owned() })
    }
}

/// No face has this word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no face `{word}`; there are: {}", FaceKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", "))]
pub struct UnknownFace {
    /// What was asked for.
    pub word: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_have_words_of_their_own() {
        for kind in FaceKind::ALL {
            assert_eq!(kind.word().parse(), Ok(*kind));
        }
        let unknown = "grimace".parse::<FaceKind>().unwrap_err().to_string();
        assert!(unknown.starts_with("there is no face `grimace`; there are: native"), "{unknown}");
    }
}
