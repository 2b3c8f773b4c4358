//! A person changes a balance by hand: gives something, or takes something away, under its own policy.
//!
//! What another person must agree to waits with the customer. Money that is to be taken away is held meanwhile, so that
//! nobody agrees to something that is spent by then.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Customer, CustomerBody};
use crate::approval::ApprovalBody;
use crate::approval::Subject;
use crate::command::Workflow;
use crate::decision::{Answer, Draft, unknown};
use crate::effect::Alarm;

use crate::id::{Id, Kind};
use crate::money::Money;
use crate::payment::refund::{check_ceiling, check_reason};
use crate::policy::adjustment::AdjustmentFacts;
use crate::policy::{self, Outcome, PolicyKind};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Which way a balance is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It grows.
    Credit,
    /// It shrinks.
    Debit,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Credit, Self::Debit];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Debit => "debit",
        }
    }
}

/// A change of a balance by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// How much.
    pub amount: Money,
    /// Reason code: lower-case letters, digits and underscores; subkey of account 4110.
    pub reason: String,
    /// Remark for colleagues.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Change {
    /// Whether it takes something away.
    #[must_use]
    pub const fn is_debit(&self) -> bool {
        matches!(self.direction, Direction::Debit)
    }

    /// Hex SHA-256 over the customer and every field: an approval is bound to it.
    #[must_use]
    pub fn hash(&self, customer: &Id) -> String {
        let mut hasher = Sha256::new();
        hasher.update(customer.as_str());
        // Field order of the struct is fixed, so the text is canonical.
        hasher.update(serde_json::to_string(self).unwrap_or_default());
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// A change that waits for another person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The approval that is asked for.
    pub approval: Id,
    /// What is wanted.
    pub change: Change,
}

/// Changes a balance by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustBalance {
    /// Whose.
    pub customer: Id,
    /// What is wanted.
    pub change: Change,
}

impl Workflow for AdjustBalance {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.customer);
        needs.stream(&PolicyKind::BalanceAdjustment.stream());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let change = &self.change;
        if change.amount.amount_minor <= 0 {
            return Err(Refusal::AmountNotPositive { param: "amount_minor".to_owned() });
        }
        check_reason(&change.reason)?;
        text::check("note", &change.note, text::NOTE)?;
        let customer = draft.customer(&self.customer)?;
        check_ceiling(&draft.command().actor, change.amount)?;
        if change.is_debit() {
            customer.check_available(change.amount)?;
        }
        let facts = AdjustmentFacts::of(change, &draft.command().actor);
        let policy = draft.policy(&PolicyKind::BalanceAdjustment.stream())?;
        let ruling = policy::ruling::rule_on((policy, draft.now()), PolicyKind::BalanceAdjustment, &facts, None)?;
        match ruling.outcome {
            Outcome::Allow { .. } => {
                let ruled_by = format!("{}/{}", ruling.policy, ruling.rule);
                draft.emit(
                    &self.customer,
                    CustomerBody::Adjusted { change: change.clone(), ruled_by, approval: None },
                )?;
                Ok(Answer::Customer(self.customer.clone()))
            }
            Outcome::Approve { expires_secs, .. } => {
                let approval = draft.new_id(Kind::Approval);
                let subject = Subject::Adjustment {
                    customer: self.customer.clone(),
                    direction: change.direction,
                    amount_minor: change.amount.amount_minor,
                    currency: change.amount.currency.code().to_owned(),
                };
                let (expires_at, request_hash) = (draft.in_secs(expires_secs), change.hash(&self.customer));
                let (subject, ruling) = (Box::new(subject), Box::new(ruling));
                draft.emit(&approval, ApprovalBody::Requested { subject, ruling, request_hash, expires_at })?;
                let (change, asked) = (change.clone(), approval.clone());
                draft.emit(&self.customer, CustomerBody::AdjustmentAsked { approval: asked, change })?;
                draft.timer(expires_at, Alarm::ExpireApproval { approval: approval.clone() });
                Ok(Answer::Approval(approval))
            }
            // A document of this kind neither routes nor allocates.
            Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
                Err(Refusal::PolicyDenied { policy: ruling.policy, rule: ruling.rule })
            }
        }
    }
}

fn waiting<'c>(customer: &'c Customer, approval: &Id) -> Result<&'c Change, Refusal> {
    let mine = customer.adjustments.iter().find(|mine| mine.approval == *approval);
    mine.map(|mine| &mine.change).ok_or_else(|| unknown("adjustment", approval))
}

/// The hash of a change as it waits now.
pub(crate) fn hash_now(draft: &Draft<'_>, customer: &Id, approval: &Id) -> Result<String, Refusal> {
    waiting(draft.customer(customer)?, approval).map(|change| change.hash(customer))
}

/// Does what another person agreed to.
pub(crate) fn agreed(draft: &mut Draft<'_>, customer: &Id, approval: &Id) -> Result<(), Refusal> {
    let change = waiting(draft.customer(customer)?, approval)?.clone();
    let ruling = &draft.approval(approval)?.ruling;
    let ruled_by = format!("{}/{}", ruling.policy, ruling.rule);
    draft.emit(customer, CustomerBody::Adjusted { change, ruled_by, approval: Some(approval.clone()) }).map(drop)
}

/// Nobody else agreed.
pub(crate) fn ended(draft: &mut Draft<'_>, customer: &Id, approval: &Id, reason: &str) -> Result<(), Refusal> {
    let (approval, reason) = (approval.clone(), reason.to_owned());
    draft.emit(customer, CustomerBody::AdjustmentEnded { approval, reason }).map(drop)
}
