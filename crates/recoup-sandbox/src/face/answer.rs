//! What a face says: answers to requests, keys to remember them by, and messages with their signatures.

use std::sync::Arc;

use serde::Serialize;

use crate::faults::CallFault;
use crate::wire::Headers;

/// An answer before any fault touches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Its headers, the content type among them when there is a body.
    pub headers: Headers,
    /// The body; empty for a 204.
    pub body: String,
    /// Whether execution had begun. If not, its idempotency key stays free.
    pub begun: bool,
    /// A fault that the token asks for; it spoils the first answer only.
    pub fault: Option<CallFault>,
}

impl Answer {
    /// An answer with no body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new(), begun: true, fault: None }
    }

    /// An answer with a body of a content type.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::empty(status) }.with_header("content-type", content_type)
    }

    /// An object as JSON.
    #[must_use]
    pub fn json(status: u16, object: &impl Serialize) -> Self {
        Self::text(status, "application/json", to_json(object))
    }

    /// The same answer with one header more; the name is lower-case.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same answer, spoilt by what a token asks for.
    #[must_use]
    pub const fn with_fault(mut self, fault: Option<CallFault>) -> Self {
        self.fault = fault;
        self
    }

    /// The same answer, of which execution had not begun: its key stays free.
    #[must_use]
    pub const fn not_begun(mut self) -> Self {
        self.begun = false;
        self
    }
}

/// An object as JSON text; objects with plain fields always can be written.
pub(crate) fn to_json(object: &impl Serialize) -> String {
    serde_json::to_string(object).unwrap_or_default()
}

/// A request that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Whether it may move money; then drawn faults hit it, and else only when the plan says so.
    pub moves_money: bool,
    /// The key it carries.
    pub key: Option<IdempotencyKey>,
}

/// The idempotency key of a request, wherever the request carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The key; put before it what it is separate for, such as the account.
    pub key: String,
    /// How long it is remembered, in seconds.
    pub lifetime_secs: i64,
    /// Which answers are kept for it.
    pub keeps: Keeps,
}

/// Which answers are kept for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// What was decided once execution began, not what a fault made of it on the wire.
    Decided,
    /// What was sent once execution began, a 500 after the effect included.
    Sent,
    /// Only a 2xx that was decided; after anything else the same key executes again.
    Success,
}

/// Something endpoints are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The id in the body, the same for every try and every duplicate; empty when the body has none.
    pub event_id: String,
    /// What it says happened, such as `refund.completed`.
    pub kind: &'static str,
    /// When it happened, microseconds since 1970.
    pub at_us: i64,
    /// The content type of the body.
    pub content_type: &'static str,
    /// The body, as far as it does not depend on a secret.
    pub body: Arc<str>,
    /// Where it goes; nothing means every endpoint that was put, and an address means only there.
    pub to: Option<String>,
}

/// One try to deliver a message.
#[derive(Debug)]
pub struct Sending<'a> {
    /// What is sent.
    pub message: &'a Message,
    /// The secrets in force at the endpoint, the newest first; none for an address that was never put.
    pub secrets: &'a [&'a str],
    /// When, microseconds since 1970.
    pub now_us: i64,
    /// Names the delivery; two posts of a duplicate differ here, tries of one delivery do not.
    pub delivery: u64,
    /// Which try this is, from 1.
    pub attempt: u32,
}

/// What goes over the wire in one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Headers besides the content type, the signature among them.
    pub headers: Headers,
    /// The body.
    pub body: Arc<str>,
}
