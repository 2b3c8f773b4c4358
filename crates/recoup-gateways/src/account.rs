//! An account at a gateway: where its API is and what it takes to be let in.

use std::collections::BTreeMap;

/// An account at a gateway, as the operator configured it.
#[derive(Clone, Default)]
pub struct Account {
    /// Gateway and name, such as `stripe:main`.
    pub name: String,
    /// Where its API is, without a slash at the end.
    pub base_url: String,
    /// API secret.
    pub secret: String,
    /// Webhook secrets; several while they rotate.
    pub webhook_secrets: Vec<String>,
    /// What else the gateway needs, by the names of [`About::settings`](crate::About::settings).
    pub settings: BTreeMap<String, String>,
    /// What the last log-in gave, where the gateway wants one; empty before it.
    pub session: String,
}

impl Account {
    /// A setting; `None` where it is missing or empty.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

impl std::fmt::Debug for Account {
    /// Never shows a secret; a setting may be one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// Something an account needs beside its address, secret and webhook secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Whether nothing works without it.
    pub required: bool,
    /// Whether it must never be shown.
    pub secret: bool,
    /// What it is and where the gateway shows it, for the operator.
    pub help: &'static str,
}

/// Why no account can have a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAccount {
    /// There is no such gateway.
    #[error("no gateway is called so; there are {known}")]
    NoGateway {
        /// Gateways that accounts can be set up for.
        known: String,
    },
    /// The gateway is known by what it can do, and no further.
    #[error(
        "what {gateway} can do is known, but nothing can be sent to it yet, so it has no accounts; those of {known} can be used"
    )]
    CapabilitiesOnly {
        /// The gateway.
        gateway: &'static str,
        /// Gateways that accounts can be set up for.
        known: String,
    },
}

/// What a log-in gave.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// What requests show from now on.
    pub token: String,
    /// For how long, in seconds.
    pub lives_secs: u32,
}

impl std::fmt::Debug for Session {
    /// Never shows the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("lives_secs", &self.lives_secs).finish_non_exhaustive()
    }
}
