//! Applies a policy: the first rule whose condition holds, or an exception to it on top of the rules below.
//!
//! An exception sets one no aside and nothing else. What the rules below it ask for stays asked for, so that
//! a late refund never needs fewer persons than the same refund in time.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::condition::{self, Offered};
use super::{Document, Exception, Outcome, Policy, PolicyKind, Rule, defaults, three_days};
use crate::actor::Role;
use crate::planted::{self, Planted};
use crate::refusal::Refusal;

/// What a policy said, kept with every decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// `policy@version`.
    pub policy: String,
    /// The rule that matched, or `otherwise`.
    pub rule: String,
    /// What follows.
    pub outcome: Outcome,
    /// The exception that turned a no into a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Exception>,
    /// Roles of which one more person is needed, because no role may both grant the exception and answer what
    /// the rules below ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_by: Vec<Role>,
}

impl Ruling {
    /// A ruling without exception.
    #[must_use]
    pub fn plain(policy: &str, rule: &str, outcome: Outcome) -> Self {
        Self { policy: policy.to_owned(), rule: rule.to_owned(), outcome, exception: None, also_by: Vec::new() }
    }

    /// How many different persons must agree.
    #[must_use]
    pub fn persons_needed(&self) -> usize {
        match &self.outcome {
            Outcome::Approve { persons, .. } => usize::from(*persons) + usize::from(!self.also_by.is_empty()),
            Outcome::Allow { .. } | Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => 1,
        }
    }

    /// The roles that may decide, whatever for.
    #[must_use]
    pub fn deciders(&self) -> Vec<Role> {
        match &self.outcome {
            Outcome::Approve { by, .. } => by.iter().chain(&self.also_by).copied().collect(),
            Outcome::Allow { .. } | Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
                Vec::new()
            }
        }
    }

    /// The roles that are still asked for, given the roles of each person who agreed. Whoever can speak for
    /// both sides leaves the place of the others free.
    #[must_use]
    pub fn still_asked(&self, agreed: &[Vec<Role>]) -> Vec<Role> {
        let Outcome::Approve { by, persons, .. } = &self.outcome else { return Vec::new() };
        let holds = |roles: &[Role], any: &[Role]| roles.iter().any(|role| any.contains(role));
        let only = |mine: &[Role], other: &[Role]| agreed.iter().filter(|a| holds(a, mine) && !holds(a, other)).count();
        let mut asked = Vec::new();
        if only(by, &self.also_by) < usize::from(*persons) {
            asked.extend(by);
        }
        if !self.also_by.is_empty() && only(&self.also_by, by) < 1 {
            asked.extend(&self.also_by);
        }
        asked
    }
}

/// What the version of a policy that is in force at an instant, or the default, says about these facts.
///
/// # Errors
/// [`Refusal::PolicyDenied`] where a rule says no and no exception that names it can be granted;
/// [`Refusal::ExceptionUnfit`] where the exception names a rule that does not say no;
/// [`Refusal::PolicyInvalid`] where a condition cannot be answered.
pub fn rule_on(
    (policy, at): (Option<&Policy>, Timestamp),
    kind: PolicyKind,
    facts: &impl Offered,
    exception: Option<&Exception>,
) -> Result<Ruling, Refusal> {
    let (document, name) = in_force(policy, at, kind);
    let document = document.as_ref();
    let (first, below) = matching(document, 0, facts)?;
    let plain = decided(&name, first);
    let Outcome::Deny { exception_by } = &plain.outcome else {
        return match exception {
            Some(_) => {
                Err(Refusal::ExceptionUnfit { why: "no rule says no to this; leave the exception out".to_owned() })
            }
            None => Ok(plain),
        };
    };
    let named = match exception {
        Some(named) if named.rule != plain.rule => {
            let why = format!("the rule that says no is `{}`; name that one", plain.rule);
            return Err(Refusal::ExceptionUnfit { why });
        }
        Some(named) if !exception_by.is_empty() => named,
        _ => return Err(Refusal::PolicyDenied { policy: plain.policy, rule: plain.rule }),
    };
    let (second, _) = matching(document, below, facts)?;
    let mut ruling = with_exception(plain.rule.clone(), exception_by, decided(&name, second))?;
    ruling.exception = Some(named.clone());
    Ok(ruling)
}

/// The document that decides at an instant, or the default, and its name as `policy@version`.
pub(super) fn in_force(policy: Option<&Policy>, at: Timestamp, kind: PolicyKind) -> (Cow<'_, Document>, String) {
    let active = policy.and_then(|policy| policy.in_force(at));
    let (document, version) = match active {
        Some(version) => (Cow::Borrowed(&version.document), version.version),
        None => (Cow::Owned(defaults::document(kind)), 0),
    };
    (document, format!("{}@{version}", kind.word()))
}

/// The first rule from a place on that holds, and the place after it.
pub(super) fn matching<'d>(
    document: &'d Document,
    from: usize,
    facts: &impl Offered,
) -> Result<(Option<&'d Rule>, usize), Refusal> {
    for (place, rule) in document.rules.iter().enumerate().skip(from) {
        let holds = condition::holds(&rule.when, facts);
        if holds.map_err(|why| Refusal::PolicyInvalid { place: rule.name.clone(), why })? {
            return Ok((Some(rule), place + 1));
        }
    }
    Ok((None, document.rules.len()))
}

fn decided(policy: &str, rule: Option<&Rule>) -> Ruling {
    match rule {
        Some(rule) => Ruling::plain(policy, &rule.name, rule.then.clone()),
        None => Ruling::plain(policy, "otherwise", Outcome::Allow { hold_secs: 0 }),
    }
}

/// The stricter of an exception and of what the rules below the no ask for: more persons, and roles that
/// satisfy both. A second no is not set aside by an exception to the first.
fn with_exception(denied_by: String, granted_by: &[Role], below: Ruling) -> Result<Ruling, Refusal> {
    let (outcome, also_by) = match &below.outcome {
        _ if planted::is(Planted::ExceptionSetsAllAside) => {
            let outcome = Outcome::Approve { by: granted_by.to_vec(), persons: 1, expires_secs: three_days() };
            return Ok(Ruling { rule: denied_by, outcome, ..below });
        }
        Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
            return Err(Refusal::PolicyDenied { policy: below.policy, rule: below.rule });
        }
        // A person looks at it, so it needs no pause to be taken back in.
        Outcome::Allow { .. } => {
            let outcome = Outcome::Approve { by: granted_by.to_vec(), persons: 1, expires_secs: three_days() };
            return Ok(Ruling { rule: denied_by, outcome, ..below });
        }
        Outcome::Approve { by, persons, expires_secs } => {
            let both: Vec<Role> = by.iter().filter(|role| granted_by.contains(role)).copied().collect();
            let expires_secs = (*expires_secs).min(three_days());
            let persons = *persons;
            if both.is_empty() {
                (Outcome::Approve { by: by.clone(), persons, expires_secs }, granted_by.to_vec())
            } else {
                (Outcome::Approve { by: both, persons, expires_secs }, Vec::new())
            }
        }
    };
    Ok(Ruling { outcome, also_by, ..below })
}
