//! Identifiers: a prefix that says what it is, then 128 time-ordered bits in 26 characters.
//!
//! The bits are laid out like a UUID version 7 (48 bits of Unix milliseconds, then entropy), written in
//! Crockford's base 32 in lower case, so that ids sort by time and survive being read aloud.
//! An id is not a secret and never a capability. The entropy comes in from outside: this crate has none.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const BODY_CHARS: usize = 26;

/// What an id names; the prefix is part of the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A payment: one authorization with its captures and refunds.
    Payment,
    /// A capture of a payment.
    Capture,
    /// A release of what was authorized and will not be captured.
    Release,
    /// A refund of a payment.
    Refund,
    /// An order.
    Order,
    /// A customer account.
    Customer,
    /// An approval by a second person.
    Approval,
    /// A policy document.
    Policy,
    /// An event.
    Event,
    /// A journal entry.
    Entry,
    /// An effect waiting in the outbox.
    Effect,
    /// A timer.
    Timer,
    /// A notice to a customer or colleague.
    Notice,
    /// A delivery from a gateway, kept raw.
    Delivery,
    /// An import run.
    Import,
    /// Something that needs a person.
    Exception,
    /// An API key.
    Key,
    /// The general book of a tenant: entries that belong to no order or payment.
    Book,
    /// A dispute of a payment.
    Dispute,
    /// An invoice.
    Invoice,
    /// A shipment of an order.
    Shipment,
    /// A voucher or gift card: store credit of whoever has its code.
    Voucher,
    /// A refund of an order over its tenders.
    Allocation,
}

impl Kind {
    /// Every kind, for look-ups and tests.
    pub const ALL: [Self; 23] = [
        Self::Payment,
        Self::Capture,
        Self::Release,
        Self::Refund,
        Self::Order,
        Self::Customer,
        Self::Approval,
        Self::Policy,
        Self::Event,
        Self::Entry,
        Self::Effect,
        Self::Timer,
        Self::Notice,
        Self::Delivery,
        Self::Import,
        Self::Exception,
        Self::Key,
        Self::Book,
        Self::Dispute,
        Self::Invoice,
        Self::Shipment,
        Self::Voucher,
        Self::Allocation,
    ];

    /// The prefix with its underscore.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Payment => "pay_",
            Self::Capture => "cap_",
            Self::Release => "rel_",
            Self::Refund => "rfd_",
            Self::Order => "ord_",
            Self::Customer => "cus_",
            Self::Approval => "apr_",
            Self::Policy => "pol_",
            Self::Event => "evt_",
            Self::Entry => "ent_",
            Self::Effect => "eff_",
            Self::Timer => "tmr_",
            Self::Notice => "ntc_",
            Self::Delivery => "dlv_",
            Self::Import => "imp_",
            Self::Exception => "exc_",
            Self::Key => "key_",
            Self::Book => "bok_",
            Self::Dispute => "dsp_",
            Self::Invoice => "inv_",
            Self::Shipment => "shp_",
            Self::Voucher => "vch_",
            Self::Allocation => "alc_",
        }
    }
}

/// A prefixed, time-ordered identifier.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Box<str>);

/// Why a text is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {expected} id; it should look like {expected}01jd0000000000000000000000")]
pub struct IdError {
    /// What was written, cut to 40 characters.
    pub text: String,
    /// The prefix that was expected.
    pub expected: &'static str,
}

impl Id {
    /// Reads an id of a known kind, checking prefix, length and alphabet.
    ///
    /// # Errors
    /// [`IdError`] names the prefix that was expected.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, IdError> {
        let body = text.strip_prefix(kind.prefix());
        match body {
            Some(body) if body.len() == BODY_CHARS && body.bytes().all(|b| ALPHABET.contains(&b)) => {
                Ok(Self(text.into()))
            }
            _ => Err(IdError { text: text.chars().take(40).collect(), expected: kind.prefix() }),
        }
    }

    /// The id that a trusted source (our own store, or a name that is part of the design) wrote.
    #[must_use]
    pub fn trusted(text: &str) -> Self {
        Self(text.into())
    }

    /// The kind its prefix names, if it is one of ours.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| self.0.starts_with(k.prefix()))
    }

    /// When it was made, microseconds since 1970, exact to the millisecond; 0 for an id that is not of our making.
    #[must_use]
    pub fn made_us(&self) -> i64 {
        let body = self.0.split_once('_').map_or("", |(_, body)| body);
        let digits = body.bytes().take(10).try_fold(0_i64, |sum, byte| {
            let digit = ALPHABET.iter().position(|known| *known == byte)?;
            sum.checked_mul(32)?.checked_add(i64::try_from(digit).ok()?)
        });
        digits.unwrap_or(0).saturating_mul(1_000)
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes ids for one decision, from its instant and injected entropy.
///
/// The same instant and entropy give the same ids, which is what replays and simulations need.
/// Ids of one source sort in the order they were made.
#[derive(Debug, Clone)]
pub struct IdSource {
    millis: u64,
    entropy: u128,
}

impl IdSource {
    /// A source for a decision at `now`; `entropy` must be unpredictable in production and never reused.
    #[must_use]
    pub fn new(now: Timestamp, entropy: u128) -> Self {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        // 74 bits of entropy stay below the version and variant bits; the top one is cleared so that
        // counting up from it cannot run over within one decision.
        Self { millis, entropy: entropy >> 55 }
    }

    /// The next id of a kind.
    pub fn next(&mut self, kind: Kind) -> Id {
        let bits = (u128::from(self.millis & 0xffff_ffff_ffff) << 80)
            | (0x7_u128 << 76)
            | ((self.entropy >> 62 & 0xfff) << 64)
            | (0b10_u128 << 62)
            | (self.entropy & 0x3fff_ffff_ffff_ffff);
        self.entropy = self.entropy.wrapping_add(1) & ((1 << 74) - 1);
        let mut text = String::with_capacity(kind.prefix().len() + BODY_CHARS);
        text.push_str(kind.prefix());
        for place in (0..BODY_CHARS).rev() {
            text.push(char::from(ALPHABET[(bits >> (place * 5) & 31) as usize]));
        }
        Id(text.into_boxed_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_then_by_order_of_making() {
        let early = IdSource::new(Timestamp::UNIX_EPOCH, u128::MAX).next(Kind::Refund);
        let mut source = IdSource::new(Timestamp::constant(1_790_000_000, 0), 42 << 60);
        let (a, b) = (source.next(Kind::Refund), source.next(Kind::Refund));
        assert!(early < a && a < b);
        assert_eq!(Id::parse(Kind::Refund, a.as_str()), Ok(a.clone()));
        assert_eq!(a.kind(), Some(Kind::Refund));
    }

    #[test]
    fn an_id_says_when_it_was_made() {
        let at = Timestamp::constant(1_790_000_000, 123_000_000);
        assert_eq!(IdSource::new(at, 5).next(Kind::Refund).made_us(), 1_790_000_000_123_000);
        assert_eq!(Id::trusted("rfd_!!").made_us(), 0);
    }

    #[test]
    fn a_wrong_prefix_or_letter_is_refused() {
        for bad in [
            "pay_",
            "rfd_01jd0000000000000000000000",
            "pay_01jd000000000000000000000u",
            "pay_01JD0000000000000000000000",
        ] {
            assert!(Id::parse(Kind::Payment, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn prefixes_are_unique() {
        for a in Kind::ALL {
            assert_eq!(Kind::ALL.iter().filter(|b| b.prefix() == a.prefix()).count(), 1);
        }
    }
}
