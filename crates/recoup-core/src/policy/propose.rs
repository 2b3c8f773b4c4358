//! Puts a new version of a policy on the table. It decides only after a second person agreed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Document, Outcome, PolicyKind, PolicyStatus, Ruling, condition, routing};
use crate::actor::Role;
use crate::approval::ApprovalBody;
use crate::approval::Subject;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::event::Body;
use crate::id::Kind;
use crate::policy::PolicyBody;
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Most rules of one document.
const MOST_RULES: usize = 100;

/// Seconds a proposal waits for its second person.
const EXPIRES_SECS: u32 = 7 * 24 * 3600;

impl Document {
    /// Hex SHA-256 of the document: the approval is bound to it.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Checks names, conditions and outcomes.
    ///
    /// # Errors
    /// [`Refusal::PolicyInvalid`] names the rule.
    pub fn check(&self) -> Result<(), Refusal> {
        let bad = |place: &str, why: &str| Refusal::PolicyInvalid { place: place.to_owned(), why: why.to_owned() };
        if self.rules.len() > MOST_RULES {
            return Err(bad("rules", "at most 100 rules"));
        }
        for (index, rule) in self.rules.iter().enumerate() {
            text::required("rules.name", &rule.name, 60)?;
            if self.rules[..index].iter().any(|earlier| earlier.name == rule.name) {
                return Err(bad(&rule.name, "two rules have this name; names are quoted in approvals"));
            }
            condition::check(self.kind, &rule.when).map_err(|why| bad(&rule.name, &why))?;
            match (self.kind, &rule.then) {
                (PolicyKind::Routing, Outcome::Route { to }) => {
                    routing::check_route(to).map_err(|why| bad(&rule.name, &why))?;
                }
                (PolicyKind::Routing, _) => {
                    return Err(bad(&rule.name, "a rule of this policy does `route`, and names accounts in `to`"));
                }
                (_, Outcome::Route { .. }) => {
                    return Err(bad(&rule.name, "only the policy `routing` has rules that `route`"));
                }
                (PolicyKind::RefundRouting, Outcome::Allocate { .. }) => {}
                (PolicyKind::RefundRouting, _) => {
                    return Err(bad(
                        &rule.name,
                        "a rule of this policy does `allocate`, and names a strategy in `over`",
                    ));
                }
                (_, Outcome::Allocate { .. }) => {
                    return Err(bad(&rule.name, "only the policy `refund_routing` has rules that `allocate`"));
                }
                (PolicyKind::BalanceAdjustment, Outcome::Allow { hold_secs }) if *hold_secs > 0 => {
                    return Err(bad(&rule.name, "a change by hand is made at once; there is no pause"));
                }
                (PolicyKind::RefundApproval | PolicyKind::BalanceAdjustment | PolicyKind::WriteOff, _) => {}
            }
            if let Outcome::Approve { by, persons, expires_secs } = &rule.then
                && (by.is_empty() || !(1..=5).contains(persons) || !(60..=30 * 24 * 3600).contains(expires_secs))
            {
                return Err(bad(&rule.name, "name a role, 1 to 5 persons, and 60 seconds to 30 days"));
            }
        }
        Ok(())
    }
}

/// A new version is put on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposePolicy {
    /// The document.
    pub document: Document,
}

impl Workflow for ProposePolicy {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.document.kind.stream());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        self.document.check()?;
        if self.document.effective_from.is_some_and(|from| from < draft.now()) {
            let why = "it lies in the past; leave it out to begin when it is approved".to_owned();
            return Err(Refusal::PolicyInvalid { place: "effective_from".to_owned(), why });
        }
        let stream = self.document.kind.stream();
        let version = draft.policy(&stream)?.map_or(0, |p| p.versions.len());
        let version =
            u32::try_from(version + 1).map_err(|_| Refusal::Inconsistent { what: "too many versions".to_owned() })?;
        let waiting =
            draft.policy(&stream)?.and_then(|p| p.versions.iter().find(|v| v.status == PolicyStatus::Proposed));
        if let Some(waiting) = waiting {
            return Err(Refusal::NotInState {
                what: "policy",
                status: "changing",
                step: "propose",
                allowed: format!("decide version {} first", waiting.version),
            });
        }
        let approval = draft.new_id(Kind::Approval);
        let by = vec![Role::Approver, Role::Finance, Role::BillingAdmin];
        let outcome = Outcome::Approve { by, persons: 1, expires_secs: EXPIRES_SECS };
        let ruling = Ruling::plain("policy_change@0", "second_person", outcome);
        let document = Box::new(self.document.clone());
        draft.emit(
            &stream,
            Body::Policy(PolicyBody::Proposed { version, document, approval: Some(approval.clone()) }),
        )?;
        let expires_at = draft.in_secs(EXPIRES_SECS);
        let subject = Subject::Policy { policy: stream.clone(), version };
        let request_hash = self.document.hash();
        let (subject, ruling) = (Box::new(subject), Box::new(ruling));
        draft.emit(&approval, ApprovalBody::Requested { subject, ruling, request_hash, expires_at })?;
        draft.timer(expires_at, Alarm::ExpireApproval { approval });
        Ok(Answer::Policy(stream, version))
    }
}
