//! What Recoup translates: requests, replies and webhooks of each gateway. Pure: bytes in, bytes out.
//!
//! A gateway's words stop here. What it says becomes facts in our words, what cannot be read becomes
//! Unknown, and only signed fields become facts. Who sends, waits and retries is the worker's business.

pub mod manual;
pub mod sandbox;
pub mod signature;

use jiff::Timestamp;
use recoup_core::effect::Effect;
use recoup_core::payment::facts::Fact;

/// An account at a gateway, as the operator configured it.
#[derive(Clone)]
pub struct Account {
    /// Gateway and name, such as `sandbox:main`.
    pub name: String,
    /// Where its API is, without a slash at the end.
    pub base_url: String,
    /// API secret.
    pub secret: String,
    /// Webhook secrets; several while they rotate.
    pub webhook_secrets: Vec<String>,
}

impl std::fmt::Debug for Account {
    /// Never shows a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// A request to be sent, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Whole URL.
    pub url: String,
    /// Headers; a value that must not be logged is marked.
    pub headers: Vec<Header>,
    /// Body; empty for `GET`.
    pub body: String,
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name.
    pub name: &'static str,
    /// Value.
    pub value: String,
    /// Whether the value must never be logged or stored.
    pub secret: bool,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<'a> {
    /// A readable HTTP reply.
    Http {
        /// Status.
        status: u16,
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
}

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

/// Whether a delivery is what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by the gateway; every field of the body is covered.
    Genuine,
    /// Not signed by the gateway, or too old to be believed.
    Forged {
        /// Why, for the operator.
        why: String,
    },
}

/// What a genuine delivery says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// These facts, perhaps none.
    Facts(Vec<Fact>),
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
}

/// What a gateway can do, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Captures per authorization.
    pub captures_max: u32,
    /// Whether a part can be refunded.
    pub partial_refund: bool,
    /// Seconds for which the same key gives the same answer.
    pub idempotency_window_secs: i64,
    /// Calls at once that it bears.
    pub concurrency: usize,
}

/// A gateway: pure translation, the same input gives the same bytes.
pub trait Gateway: Send + Sync + 'static {
    /// Its name, the part of an account before the colon.
    fn name(&self) -> &'static str;

    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// The request of an effect.
    ///
    /// # Errors
    /// When the effect cannot be said in this gateway's words; a person must look.
    fn plan(&self, effect: &Effect, account: &Account) -> Result<Request, CannotPlan>;

    /// What a reply to the effect means. Total: what cannot be read is Unknown.
    fn interpret(&self, effect: &Effect, reply: &Reply<'_>) -> Outcome;

    /// Whether a delivery is genuine. `now` bounds its age.
    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, now: Timestamp) -> Verdict;

    /// What a genuine delivery says.
    fn read_delivery(&self, body: &[u8], account: &Account) -> Reading;
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

/// Every gateway there is.
pub static ALL: &[&dyn Gateway] = &[&sandbox::Sandbox, &manual::Manual];

/// The gateway of an account such as `sandbox:main`.
#[must_use]
pub fn of_account(account: &str) -> Option<&'static dyn Gateway> {
    let name = account.split(':').next().unwrap_or(account);
    ALL.iter().copied().find(|gateway| gateway.name() == name)
}
