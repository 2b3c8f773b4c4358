//! Who acts: the tenant, the actor, the person behind the actor, and roles.
//!
//! Dual control compares persons, not accounts: an API key and the person who owns it are the same person.

use serde::{Deserialize, Serialize};

/// What kind of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A signed-in person.
    User,
    /// A program with an API key.
    ApiKey,
    /// A timer that came due.
    Timer,
    /// A gateway that told us something.
    Gateway,
    /// A file import.
    Importer,
    /// The engine itself.
    System,
}

impl ActorKind {
    /// The word stored on events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::ApiKey => "api_key",
            Self::Timer => "timer",
            Self::Gateway => "gateway",
            Self::Importer => "importer",
            Self::System => "system",
        }
    }
}

/// What a person or key may do; the matrix of routes and roles is in the executable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads orders and payments.
    Viewer,
    /// Asks for refunds.
    Support,
    /// Captures, releases, refunds, starts recovery.
    BillingAdmin,
    /// Decides what others asked for.
    Approver,
    /// Reads and closes the books, resolves exceptions.
    Finance,
    /// Keys, webhooks, request log.
    Developer,
    /// Reads everything, changes nothing.
    Auditor,
}

impl Role {
    /// All roles, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Viewer,
        Self::Support,
        Self::BillingAdmin,
        Self::Approver,
        Self::Finance,
        Self::Developer,
        Self::Auditor,
    ];

    /// The word used in policies, keys and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Support => "support",
            Self::BillingAdmin => "billing_admin",
            Self::Approver => "approver",
            Self::Finance => "finance",
            Self::Developer => "developer",
            Self::Auditor => "auditor",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Who does something. Stored on every event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Kind of actor.
    pub kind: ActorKind,
    /// Which one: user name, key id, timer kind, gateway account.
    pub id: String,
    /// The person behind it; equal persons can never approve each other. Empty where there is no person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// Roles held when acting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The most this actor may move in one act, by currency code, minor units. Empty means no ceiling of its
    /// own; once there is one, a currency without an entry has the ceiling 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ceilings_minor: Vec<(String, i64)>,
}

impl Actor {
    /// An actor without a person: a timer, a gateway, the engine.
    #[must_use]
    pub fn machine(kind: ActorKind, id: &str) -> Self {
        Self { kind, id: id.to_owned(), person: String::new(), roles: Vec::new(), ceilings_minor: Vec::new() }
    }

    /// A signed-in person with roles.
    #[must_use]
    pub fn user(person: &str, roles: &[Role]) -> Self {
        Self {
            kind: ActorKind::User,
            id: person.to_owned(),
            person: person.to_owned(),
            roles: roles.to_vec(),
            ceilings_minor: Vec::new(),
        }
    }

    /// Whether the actor holds the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The actor's own ceiling for a currency, minor units; 0 for a currency that its ceilings do not name.
    #[must_use]
    pub fn ceiling_minor(&self, currency_code: &str) -> Option<i64> {
        let named = self.ceilings_minor.iter().find(|(code, _)| code == currency_code).map(|(_, minor)| *minor);
        // Whoever limits a key to some euros does not mean that it may move any number of yen.
        named.or_else(|| (!self.ceilings_minor.is_empty()).then_some(0))
    }
}
