//! Deliveries from a gateway: whether one is genuine, and what it says.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup_core::payment::facts::Fact;

use crate::Step;

/// A delivery as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Headers with lower-case names.
    pub headers: &'a [(String, String)],
    /// Raw body: signatures cover bytes.
    pub body: &'a [u8],
}

impl Delivery<'_> {
    /// A header by lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What judging a delivery takes beside the account.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// When it came in; bounds its age.
    pub at: Timestamp,
    /// Certificates that were fetched, as PEM text by URL.
    pub certificates: &'a BTreeMap<String, String>,
}

/// Whether a delivery is what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by the gateway; what the adapter reads from it is covered by the signature.
    Genuine,
    /// The gateway signs none of this kind. It may start a look at the gateway, and nothing else.
    Unsigned,
    /// Its signature takes a certificate that is not known yet. The adapter has checked where it lives.
    NeedsCertificate {
        /// Where it is.
        url: String,
    },
    /// Not signed by the gateway, or too old or too young to be believed.
    Forged {
        /// Why, for the operator.
        why: String,
    },
}

impl Verdict {
    /// Forged, for this reason.
    #[must_use]
    pub fn forged(why: impl Into<String>) -> Self {
        Self::Forged { why: why.into() }
    }
}

/// What one item of a delivery says, or of a look that it started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// These facts, perhaps none.
    Facts(Vec<Fact>),
    /// It is known and does not concern what Recoup carries.
    Ignored {
        /// Why, for whoever wonders.
        why: &'static str,
    },
    /// An event we do not know. It is kept and shown, never guessed.
    Unknown {
        /// What it calls itself.
        what: String,
    },
    /// It cannot be read. It is kept and shown.
    Unreadable {
        /// Why.
        why: String,
    },
    /// It only says that something changed: the gateway must be asked.
    Look(Step),
    /// The gateway could not be asked; later.
    Again {
        /// Seconds to wait at least.
        after_secs: u32,
        /// Why.
        why: String,
    },
}

impl Reading {
    /// It cannot be read, for this reason.
    #[must_use]
    pub fn unreadable(why: impl Into<String>) -> Self {
        Self::Unreadable { why: why.into() }
    }

    /// An event that is not known, its name cut to what can be shown.
    #[must_use]
    pub fn unknown(what: &str) -> Self {
        Self::Unknown { what: what.chars().take(60).collect() }
    }
}

/// What a gateway wants to hear in return for a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acknowledgement {
    /// Content type; empty for no body.
    pub content_type: &'static str,
    /// Body.
    pub body: String,
}
