//! Operations that a gateway did not answer as it should: how often each was sent again, and whether the engine has
//! asked long enough for a person to say what became of it.

use serde::{Deserialize, Serialize};

use super::said::Said;
use super::{Payment, RefundStatus, is_false};
use crate::effect::{Operation, OperationKind};
use crate::id::Id;

/// Times an operation is sent before a person is told, who may say what became of it; the engine goes on sending.
pub const SENT_BEFORE_ATTENTION: u32 = 8;

/// What is doubtful about one try of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The payment itself, or the capture, release or refund.
    pub id: Id,
    /// The generation.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
    /// How often it was sent again because it had never arrived.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sent_again: u32,
    /// Whether the engine asked in vain for so long that a person may say what became of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub undecided: bool,
    /// Whether nothing asks after it any more, as it stands.
    #[serde(default, skip_serializing_if = "is_false")]
    pub asking_ended: bool,
    /// What a person said became of it, once another one agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    /// Whether the name of what persons said was done is theirs, and none that the gateway had told.
    #[serde(default, skip_serializing_if = "is_false")]
    pub typed: bool,
    /// Whether the gateway told the same as persons said was done.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confirmed: bool,
    /// The newest approval of what a person said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Id>,
}

pub(super) const fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Payment {
    /// How often a try of an operation was sent again.
    #[must_use]
    pub fn sent_again(&self, operation: &Operation) -> u32 {
        self.doubt(&operation.id, operation.generation).map_or(0, |doubt| doubt.sent_again)
    }

    /// Whether a person may say what became of a try of an operation, where its outcome is still open.
    #[must_use]
    pub fn is_undecided(&self, operation: &Operation) -> bool {
        self.doubt(&operation.id, operation.generation).is_some_and(|doubt| doubt.undecided)
    }

    /// Whether nothing asks after a try of an operation any more, as it stands.
    #[must_use]
    pub fn is_asked_no_more(&self, operation: &Operation) -> bool {
        self.doubt(&operation.id, operation.generation).is_some_and(|doubt| doubt.asking_ended)
    }

    /// What a person said became of a try of an operation.
    #[must_use]
    pub fn said(&self, id: &Id, generation: u32) -> Option<&Said> {
        self.doubt(id, generation)?.said.as_ref()
    }

    /// Whether a try of an operation is done as far as persons said, and its gateway has told nothing of it since.
    #[must_use]
    pub fn is_only_said(&self, id: &Id, generation: u32) -> bool {
        let done = |doubt: &Doubt| matches!(doubt.said, Some(Said::Done { .. })) && !doubt.confirmed;
        self.doubt(id, generation).is_some_and(done)
    }

    /// Whether the name by which a try of an operation goes is only what persons typed: the first one that the gateway
    /// tells is its own, and no other object's.
    #[must_use]
    pub fn is_typed(&self, id: &Id, generation: u32) -> bool {
        self.is_only_said(id, generation) && self.doubt(id, generation).is_some_and(|doubt| doubt.typed)
    }

    /// Whether its gateway calls a refund done: no case for a person, as nothing is wrong and a report will say the rest.
    #[must_use]
    pub fn calls_done(&self, id: &Id) -> bool {
        let refund = self.refund(id).filter(|refund| refund.status == RefundStatus::Completed);
        refund.is_some_and(|refund| !self.is_only_said(id, refund.generation))
    }

    /// Whether it is an authorization that stands: how much is left of it may be in doubt, and only a look tells that.
    #[must_use]
    pub fn is_held(&self, operation: &Operation) -> bool {
        operation.kind == OperationKind::Authorize && self.authorized_minor > 0
    }

    fn doubt(&self, id: &Id, generation: u32) -> Option<&Doubt> {
        self.doubts.iter().find(|doubt| doubt.id == *id && doubt.generation == generation)
    }

    fn doubt_mut(&mut self, id: &Id) -> &mut Doubt {
        let generation = self.refund(id).map_or(0, |refund| refund.generation);
        let place = self.doubts.iter().position(|doubt| doubt.id == *id && doubt.generation == generation);
        let place = place.unwrap_or_else(|| {
            self.doubts.push(Doubt {
                id: id.clone(),
                generation,
                sent_again: 0,
                undecided: false,
                asking_ended: false,
                said: None,
                typed: false,
                confirmed: false,
                approval: None,
            });
            self.doubts.len() - 1
        });
        &mut self.doubts[place]
    }

    /// Remembers how often an operation was sent again; asking begins anew. Events that do not count are older than
    /// this, and so are the states that were made of them.
    pub(super) fn sends_again(&mut self, id: &Id, times: u32) {
        if times > 0 {
            let doubt = self.doubt_mut(id);
            doubt.sent_again = times;
            (doubt.undecided, doubt.asking_ended) = (false, false);
        }
    }

    /// Remembers that nothing asks after an operation any more.
    pub(super) fn asking_ends(&mut self, id: &Id) {
        self.doubt_mut(id).asking_ended = true;
    }

    /// Remembers that an operation was asked after long enough.
    pub(super) fn stays_undecided(&mut self, id: &Id) {
        self.doubt_mut(id).undecided = true;
    }

    /// Its gateway took it, perhaps under a name that can be asked by: whatever was in doubt before is not any more.
    pub(super) fn is_decided(&mut self, id: &Id) {
        for doubt in self.doubts.iter_mut().filter(|doubt| doubt.id == *id) {
            (doubt.undecided, doubt.asking_ended) = (false, false);
        }
    }

    /// Remembers that the gateway told what persons said; the name that it gives counts.
    pub(super) fn is_confirmed(&mut self, id: &Id, gateway_ref: &str) {
        self.doubt_mut(id).confirmed = true;
        if gateway_ref.is_empty() {
            return;
        }
        if let Some(refund) = self.refunds.iter_mut().find(|refund| refund.id == *id) {
            refund.called(gateway_ref);
        } else if let Some(capture) = self.captures.iter_mut().find(|capture| capture.id == *id) {
            gateway_ref.clone_into(&mut capture.gateway_ref);
        } else if *id == self.id {
            gateway_ref.clone_into(&mut self.gateway_ref);
        }
    }

    /// Remembers who is asked about what a person says.
    pub(super) fn is_claimed(&mut self, id: &Id, approval: &Id) {
        self.doubt_mut(id).approval = Some(approval.clone());
    }

    /// Remembers what a person said and another one agreed to. Taken back, the name that was typed goes with it.
    pub(super) fn is_said(&mut self, id: &Id, said: &Said) {
        let refund = self.refunds.iter().position(|refund| refund.id == *id);
        let generation = refund.map_or(0, |place| self.refunds[place].generation);
        if let Some(place) = refund.filter(|_| *said == Said::NotDone && self.is_typed(id, generation)) {
            self.refunds[place].gateway_ref.clear();
        }
        let name = self.name_of(id).to_owned();
        let doubt = self.doubt_mut(id);
        doubt.typed = said.gateway_ref().is_some_and(|typed| typed != name);
        doubt.said = Some(said.clone());
    }
}
