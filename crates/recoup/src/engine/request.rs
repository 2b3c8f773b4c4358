//! What the engine is asked, and what it answers.

use jiff::Timestamp;
use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::decision::Answer;
use recoup_core::refusal::Refusal;
use sha2::{Digest, Sha256};

use crate::store::StoreError;
use crate::store::rows::{Done, ExceptionRow, ImportProgress, ImportRow};

/// Under which key a request counts once, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key with its name space, such as `api:POST /v1/refunds:abc`.
    pub name: String,
    /// Hex SHA-256 of the content; the same key with another content is refused.
    pub fingerprint: String,
}

impl Key {
    /// A key over some content.
    #[must_use]
    pub fn new(name: String, content: &[u8]) -> Self {
        Self { name, fingerprint: hex_sha256(content) }
    }
}

/// Hex SHA-256 of some bytes.
#[must_use]
pub fn hex_sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    text
}

/// One request to decide.
#[derive(Debug, Clone)]
pub struct Request {
    /// The tenant.
    pub tenant: String,
    /// Who.
    pub actor: Actor,
    /// When it happened in the business sense; now when missing.
    pub effective_at: Option<Timestamp>,
    /// The key under which it counts once.
    pub key: Option<Key>,
    /// What.
    pub act: Act,
    /// The queue item that caused it; finished in the same transaction.
    pub done: Option<Done>,
    /// Rows of an import that this request accounts for.
    pub import: Option<Box<Imported>>,
    /// The figures that a person reviewed; what would have others is not done. See [`super::reviewed::figures`].
    pub reviewed: Option<String>,
}

/// What an import writes with a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows accounted for.
    pub rows: Vec<ImportRow>,
    /// What a person must look at; id and time are filled in when it is written.
    pub exceptions: Vec<ExceptionRow>,
    /// How far the import is.
    pub progress: Option<ImportProgress>,
}

impl Request {
    /// A request without key and cause.
    #[must_use]
    pub fn new(tenant: &str, actor: Actor, act: impl Into<Act>) -> Self {
        Self {
            tenant: tenant.to_owned(),
            actor,
            effective_at: None,
            key: None,
            act: act.into(),
            done: None,
            import: None,
            reviewed: None,
        }
    }

    /// The same under a key.
    #[must_use]
    pub fn keyed(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// The same, accounting for rows of an import.
    #[must_use]
    pub fn importing(mut self, imported: Imported) -> Self {
        self.import = Some(Box::new(imported));
        self
    }

    /// The same, done only if its decision has these figures.
    #[must_use]
    pub fn reviewed(mut self, figures: &str) -> Self {
        self.reviewed = Some(figures.to_owned());
        self
    }

    /// The same, finishing a queue item.
    #[must_use]
    pub fn finishing(mut self, done: Done) -> Self {
        self.done = Some(done);
        self
    }
}

/// What the engine answers.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Decided and on disk, now or before.
    Done(Answered),
    /// Refused; nothing was changed.
    Refused(Refusal),
    /// It would do something else than what a person reviewed; nothing was changed. Only a request that was reviewed
    /// is answered so.
    Changed,
    /// The queue item is not ours any more; nothing was changed.
    LeaseLost,
    /// The store could not; whether it happened is said by the error.
    Failed(StoreError),
}

/// An answer that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// As HTTP says it.
    pub status: u16,
    /// JSON, byte for byte the same for the same key.
    pub body: String,
    /// Whether it had been given before.
    pub replayed: bool,
    /// What it is about; absent when replayed.
    pub about: Option<Answer>,
}
