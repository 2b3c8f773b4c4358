//! Policies: versioned documents that decide what is allowed, who must agree, and how long to wait.
//!
//! The first rule whose condition holds decides; every decision keeps `policy@version` and the rule.
//! A change of a policy is itself put before a second person. `condition` reads the language of the
//! conditions, `shape` what they may be made of, `defaults` holds what a shop gets that changes nothing,
//! `ruling` applies a policy, `routing` the one that chooses gateway accounts, `propose` changes one.

pub mod adjustment;
pub mod condition;
pub mod defaults;
mod event;
pub mod losses;
pub mod propose;
pub mod routing;
pub mod ruling;
mod shape;
pub mod status;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::event::{Body, Event};
use crate::id::Id;
use crate::payment::fold::misplaced;
use crate::refusal::Refusal;
use crate::tender::{Falls, Strategy};

pub use event::PolicyBody;
pub use ruling::{Ruling, rule_on};
pub use status::{PolicyStatus, PolicyStep};

/// What a policy decides. One active version per kind and tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// Who must agree to a refund.
    RefundApproval,
    /// Which gateway accounts a payment is tried at, in which order.
    Routing,
    /// How a refund of an order is spread over its tenders.
    RefundRouting,
    /// Who must agree to a change of a customer's balance by hand.
    BalanceAdjustment,
    /// Who must agree that what is open is given up.
    WriteOff,
}

impl PolicyKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::RefundApproval, Self::Routing, Self::RefundRouting, Self::BalanceAdjustment, Self::WriteOff];

    /// The kind that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its word, also the name in `policy@version`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::RefundApproval => "refund_approval",
            Self::Routing => "routing",
            Self::RefundRouting => "refund_routing",
            Self::BalanceAdjustment => "balance_adjustment",
            Self::WriteOff => "write_off",
        }
    }

    /// The stream that holds its versions: one per tenant, so its name is part of the design.
    #[must_use]
    pub fn stream(self) -> Id {
        Id::trusted(&format!("pol_{}", self.word()))
    }
}

/// A policy document as people write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it decides.
    pub kind: PolicyKind,
    /// From when it decides, at the earliest: when it is approved, where this is missing or past by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Timestamp>,
    /// Tried from the top; the first that holds decides. Where none holds, the act is allowed.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, unique in the document; approvals and exceptions quote it.
    pub name: String,
    /// A condition in the Common Expression Language over the variables of its kind ([`condition::variables`]).
    pub when: String,
    /// What follows.
    pub then: Outcome,
}

/// What follows from a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// Go ahead, perhaps after a pause in which it can be cancelled.
    Allow {
        /// Seconds to wait before anything is sent.
        #[serde(default)]
        hold_secs: u32,
    },
    /// Ask other persons first.
    Approve {
        /// Roles that may decide; one of them is enough per person.
        by: Vec<Role>,
        /// How many different persons must agree, 1 to 5.
        #[serde(default = "one")]
        persons: u8,
        /// Seconds until nobody decided in time.
        #[serde(default = "three_days")]
        expires_secs: u32,
    },
    /// Not allowed, unless an exception is named and approved.
    Deny {
        /// Roles that may grant an exception; empty means never.
        #[serde(default)]
        exception_by: Vec<Role>,
    },
    /// Try these gateway accounts, in this order. For routing only.
    Route {
        /// Accounts, such as `stripe:main`.
        to: Vec<String>,
    },
    /// Spread a refund of an order over its tenders so. For refund routing only.
    Allocate {
        /// How.
        over: Strategy,
        /// What becomes of a part that its tender cannot take back.
        #[serde(default, skip_serializing_if = "Falls::is_operator")]
        falls: Falls,
    },
}

const fn one() -> u8 {
    1
}

pub(crate) const fn three_days() -> u32 {
    3 * 24 * 3600
}

/// A rule named by a requester who wants it set aside this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The rule that says no.
    pub rule: String,
    /// Why this case is different.
    pub reason: String,
}

/// One version of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// 1, 2, 3 …
    pub version: u32,
    /// Where it stands.
    pub status: PolicyStatus,
    /// What it says.
    pub document: Document,
    /// The approval it waits or waited for.
    pub approval: Option<Id>,
    /// Who put it on the table, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Signature>,
    /// Whose yes or no was the last, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Signature>,
}

/// Who did something to a version, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The person, or the actor's own name where there is none.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Signature {
    fn of(event: &Event) -> Self {
        let actor = &event.actor;
        let by = if actor.person.is_empty() { &actor.id } else { &actor.person };
        Self { by: by.clone(), at: event.booked_at }
    }
}

/// State of a policy stream: every version there was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// `pol_…`
    pub id: Id,
    /// What it decides. Stored under another name, because `kind` is what kind of stream it is.
    #[serde(rename = "decides")]
    pub kind: PolicyKind,
    /// Versions, oldest first.
    pub versions: Vec<Version>,
}

impl Policy {
    /// A policy without versions.
    #[must_use]
    pub fn begin(kind: PolicyKind) -> Self {
        Self { id: kind.stream(), kind, versions: Vec::new() }
    }

    /// The version that decides at an instant: the newest that was approved and has begun by then. The one
    /// before goes on deciding until then.
    #[must_use]
    pub fn in_force(&self, at: Timestamp) -> Option<&Version> {
        let approved = |v: &&Version| matches!(v.status, PolicyStatus::Active | PolicyStatus::Replaced);
        let begun = |v: &&Version| v.document.effective_from.is_none_or(|from| from <= at);
        self.versions.iter().rev().filter(approved).find(begun)
    }

    /// A version by number.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|v| v.version == number)
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] where the table has no such step; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::Policy(PolicyBody::Proposed { version, document, approval }) => self.versions.push(Version {
                version: *version,
                status: PolicyStatus::Proposed,
                document: document.as_ref().clone(),
                approval: approval.clone(),
                proposed: Some(Signature::of(event)),
                decided: None,
            }),
            Body::Policy(PolicyBody::Activated { version }) => {
                for old in self.versions.iter_mut().filter(|v| v.status == PolicyStatus::Active) {
                    old.status = old.status.step(PolicyStep::Replace)?;
                }
                self.step(*version, PolicyStep::Activate, event)?;
            }
            Body::Policy(PolicyBody::Rejected { version, .. }) => self.step(*version, PolicyStep::Reject, event)?,
            other => return Err(misplaced("policy", other)),
        }
        Ok(())
    }

    fn step(&mut self, number: u32, step: PolicyStep, event: &Event) -> Result<(), Refusal> {
        let version = self.versions.iter_mut().find(|v| v.version == number).ok_or_else(|| Refusal::Inconsistent {
            what: format!("an event names version {number}, which the policy does not have"),
        })?;
        version.status = version.status.step(step)?;
        version.decided = Some(Signature::of(event));
        Ok(())
    }
}
