//! What disputes mean for the amounts of their payment, and for an answer at its gateway.

use super::{Dispute, Given};
use crate::effect::{DisputeAnswer, Operation};
use crate::id::Id;
use crate::payment::{Payment, Refund};
use crate::planted::{self, Planted};

impl Payment {
    /// A dispute by id.
    #[must_use]
    pub fn dispute(&self, id: &Id) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| dispute.id == *id)
    }

    /// A dispute by the gateway's name for it.
    #[must_use]
    pub fn dispute_called(&self, gateway_ref: &str) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| dispute.gateway_ref == gateway_ref)
    }

    /// Claimed, or taken and not given back, by disputes that are not lost, minor units.
    #[must_use]
    pub fn disputed_minor(&self) -> i64 {
        self.at_risk(|dispute| !dispute.status.is_lost())
    }

    /// Lost to disputes, minor units.
    #[must_use]
    pub fn charged_back_minor(&self) -> i64 {
        self.at_risk(|dispute| dispute.status.is_lost())
    }

    fn at_risk(&self, of: impl Fn(&Dispute) -> bool) -> i64 {
        let disputes = self.disputes.iter().filter(|dispute| of(dispute));
        disputes.fold(0, |sum: i64, dispute| sum.saturating_add(dispute.at_risk_minor()))
    }

    /// What disputes keep from being refunded, minor units.
    #[must_use]
    pub fn at_risk_minor(&self) -> i64 {
        let open_minor = if planted::is(Planted::OpenDisputeRefunded) { 0 } else { self.disputed_minor() };
        let lost_minor = if planted::is(Planted::LostDisputeRefunded) { 0 } else { self.charged_back_minor() };
        open_minor.saturating_add(lost_minor)
    }

    /// What lost disputes gave the customer of refunds that were owed, minor units.
    #[must_use]
    pub fn absorbed_minor(&self) -> i64 {
        self.refunds.iter().map(|refund| refund.absorbed_minor).sum()
    }

    /// Whether any dispute that claims money is open.
    #[must_use]
    pub fn is_under_dispute(&self) -> bool {
        self.disputes.iter().any(Dispute::is_claim)
    }

    /// The dispute that keeps the most from being refunded.
    #[must_use]
    pub fn holding_dispute(&self) -> Option<&Dispute> {
        self.disputes.iter().filter(|d| d.at_risk_minor() > 0).max_by_key(|d| d.at_risk_minor())
    }

    /// The dispute that gave the customer what was owed of a refund.
    #[must_use]
    pub fn absorbing_dispute(&self, refund: &Id) -> Option<&Dispute> {
        let gave = |dispute: &&Dispute| {
            dispute.loss.as_ref().is_some_and(|loss| loss.lost.absorbed.iter().any(|part| part.refund == *refund))
        };
        self.disputes.iter().find(gave)
    }

    /// The answer that an operation gives, where it is one.
    #[must_use]
    pub fn given(&self, operation: &Operation) -> Option<&Given> {
        self.dispute(&operation.id)?.answer(operation.generation)
    }

    /// What an operation hands in, where it answers a dispute.
    #[must_use]
    pub fn answer_of(&self, operation: &Operation) -> Option<Box<DisputeAnswer>> {
        let given = self.given(operation)?;
        Some(Box::new(DisputeAnswer { stage: given.stage, pieces: given.pieces.clone() }))
    }
}

impl Refund {
    /// What of it is owed and was not given by a lost dispute, minor units: what a retry sends.
    #[must_use]
    pub fn due_minor(&self) -> i64 {
        self.owed_minor().saturating_sub(self.absorbed_minor).max(0)
    }

    /// Whether a lost dispute gave the customer all that was owed of it.
    #[must_use]
    pub fn is_absorbed(&self) -> bool {
        self.absorbed_minor > 0 && self.due_minor() == 0
    }
}
