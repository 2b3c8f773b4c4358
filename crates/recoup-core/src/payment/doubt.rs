//! Operations that a gateway did not answer as it should: how often each was sent again, and whether the engine has
//! asked long enough for a person to say what became of it.

use serde::{Deserialize, Serialize};

use super::said::Said;
use super::{Payment, is_false};
use crate::effect::Operation;
use crate::id::Id;

/// Times an operation is sent again before a person is told; the engine goes on sending.
pub const SENT_AGAIN_BEFORE_ATTENTION: u32 = 8;

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
    /// The newest approval of what a person said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Id>,
}

const fn is_zero(n: &u32) -> bool {
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
            doubt.undecided = false;
        }
        self.asking_begins(id);
    }

    /// Remembers that nothing asks after an operation any more.
    pub(super) fn asking_ends(&mut self, id: &Id) {
        self.doubt_mut(id).asking_ended = true;
    }

    /// Something new is waited for, perhaps under a name that can be asked by.
    pub(super) fn asking_begins(&mut self, id: &Id) {
        self.doubts.iter_mut().filter(|doubt| doubt.id == *id).for_each(|doubt| doubt.asking_ended = false);
    }

    /// Remembers that an operation was asked after long enough.
    pub(super) fn stays_undecided(&mut self, id: &Id) {
        self.doubt_mut(id).undecided = true;
    }

    /// Remembers who is asked about what a person says.
    pub(super) fn is_claimed(&mut self, id: &Id, approval: &Id) {
        self.doubt_mut(id).approval = Some(approval.clone());
    }

    /// Remembers what a person said and another one agreed to.
    pub(super) fn is_said(&mut self, id: &Id, said: &Said) {
        self.doubt_mut(id).said = Some(said.clone());
    }
}
