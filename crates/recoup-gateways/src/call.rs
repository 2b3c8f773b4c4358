//! Calls to a gateway: the request to send, what came back, and what that means.

use recoup_core::effect::Effect;
use recoup_core::payment::facts::Fact;

use crate::Account;

/// A request to be sent, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Whole URL.
    pub url: String,
    /// Headers; a value that must not be logged is marked.
    pub headers: Vec<Header>,
    /// Body; empty for none.
    pub body: String,
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name, in lower case.
    pub name: &'static str,
    /// Value.
    pub value: String,
    /// Whether the value must never be logged or stored.
    pub secret: bool,
}

impl Header {
    /// A header that may be shown.
    #[must_use]
    pub fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), secret: false }
    }

    /// A header that must never be shown.
    #[must_use]
    pub fn secret(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), secret: true }
    }
}

/// One request of what may take several, such as a search and then a look at what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to send.
    pub request: Request,
    /// The adapter's own number for it, so that it knows which reply it reads. The first is 0.
    pub stage: u8,
}

impl Step {
    /// The first and perhaps only step.
    #[must_use]
    pub const fn first(request: Request) -> Self {
        Self { request, stage: 0 }
    }
}

/// What a reply answers.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The effect that is carried out.
    pub effect: &'a Effect,
    /// Through which account.
    pub account: &'a Account,
    /// Which of its steps.
    pub stage: u8,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<'a> {
    /// A readable HTTP reply.
    Http {
        /// Status.
        status: u16,
        /// Headers with lower-case names.
        headers: &'a [(String, String)],
        /// Body.
        body: &'a [u8],
    },
    /// It provably never left us; it may be repeated freely.
    NotSent {
        /// What happened.
        why: String,
    },
    /// It may have arrived; it must not be repeated under another key.
    MaybeSent {
        /// What happened.
        why: String,
    },
}

impl Reply<'_> {
    /// A header by lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        match self {
            Self::Http { headers, .. } => headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
            Self::NotSent { .. } | Self::MaybeSent { .. } => None,
        }
    }
}

/// What a reply means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The gateway told us something.
    Facts(Vec<Fact>),
    /// A probe found that it never arrived.
    NeverArrived,
    /// It provably did nothing; try again later under the same key.
    Again {
        /// Seconds to wait at least.
        after_secs: u32,
        /// Why.
        why: String,
    },
    /// We do not know. Probe.
    Unknown {
        /// Why.
        why: String,
    },
    /// The answer takes one more request, sent at once.
    Next(Step),
}

impl Outcome {
    /// We do not know, for this reason.
    #[must_use]
    pub fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown { why: why.into() }
    }

    /// It did nothing; again after so many seconds.
    #[must_use]
    pub fn again(after_secs: u32, why: impl Into<String>) -> Self {
        Self::Again { after_secs, why: why.into() }
    }
}

/// An effect cannot be said in a gateway's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{gateway} cannot be asked this: {why}")]
pub struct CannotPlan {
    /// Which gateway.
    pub gateway: &'static str,
    /// Why.
    pub why: String,
}
