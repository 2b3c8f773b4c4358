//! Whether an account is set up right: a harmless question to its gateway, and what the shape of its secrets tells.
//!
//! For the operator who sets an account up. Nothing here moves money, and no secret is ever repeated in words.

use crate::{Account, Reply, Request};

/// How an account can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checkup {
    /// A read that changes nothing and needs the account's credentials; `None` where there is nobody to ask.
    pub ask: Option<Request>,
    /// Seconds by which the gateway's clock and ours may differ before genuine deliveries are refused; `None` where
    /// its signatures carry no time.
    pub clocks_differ_secs: Option<i64>,
    /// What is wrong with the account as it is configured.
    pub flaws: Vec<Flaw>,
}

/// What is wrong with an account as it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// A short name that stays: `secret`, `webhook_secrets` or `settings`.
    pub id: &'static str,
    /// What is wrong, without the secret.
    pub what: String,
    /// What to do about it.
    pub way_out: &'static str,
    /// Whether something does not work so; else it is only unusual.
    pub fatal: bool,
}

impl Flaw {
    /// Something does not work so.
    #[must_use]
    pub fn fatal(id: &'static str, what: impl Into<String>, way_out: &'static str) -> Self {
        Self { id, what: what.into(), way_out, fatal: true }
    }

    /// It is unusual.
    #[must_use]
    pub fn odd(id: &'static str, what: impl Into<String>, way_out: &'static str) -> Self {
        Self { id, what: what.into(), way_out, fatal: false }
    }

    /// No webhook secret is configured, where nothing is believed without one.
    #[must_use]
    pub fn no_webhook_secret(account: &Account, way_out: &'static str) -> Option<Self> {
        let missing = account.webhook_secrets.iter().all(|secret| secret.trim().is_empty());
        missing.then(|| Self::fatal("webhook_secrets", "there is none, so no webhook is believed", way_out))
    }
}

/// What the reply to the question says of the credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// They are accepted.
    Accepted,
    /// They are known and may not do this.
    NotAllowed,
    /// They are refused.
    Refused,
    /// The reply says nothing of them.
    Unclear,
}

impl Credentials {
    /// By the status of the reply: every gateway here keeps to HTTP's meaning of 401 and 403.
    #[must_use]
    pub const fn of(reply: &Reply<'_>) -> Self {
        match reply {
            Reply::Http { status: 200..=299, .. } => Self::Accepted,
            Reply::Http { status: 401, .. } => Self::Refused,
            Reply::Http { status: 403, .. } => Self::NotAllowed,
            Reply::Http { .. } | Reply::NotSent { .. } | Reply::MaybeSent { .. } => Self::Unclear,
        }
    }
}
