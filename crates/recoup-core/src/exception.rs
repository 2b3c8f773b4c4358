//! Exceptions: what a person must look at, raised by the engine's own workers and resolved by a person.
//!
//! Neither moves money. Both are decided and committed like everything else, so that an exception is raised
//! once, resolved once, and never lost between two writes.

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Asks a person to look at something that no decision could settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaiseException {
    /// What it is about: a payment, a delivery, an effect.
    pub source: String,
    /// Machine word.
    pub reason: String,
    /// Plain sentence.
    pub detail: String,
}

impl Workflow for RaiseException {
    fn needs(&self, _: &World, _: &mut Needs) {}

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("source", &self.source, text::SHORT)?;
        text::required("reason", &self.reason, text::SHORT)?;
        text::required("detail", &self.detail, text::NOTE)?;
        draft.attention(&self.reason, self.detail.clone(), &Id::trusted(&self.source), None);
        Ok(Answer::NoChange("a person is asked".to_owned()))
    }
}

/// A person says what became of an exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolveException {
    /// `exc_…`
    pub exception: Id,
    /// What was done about it, in words.
    pub resolution: String,
}

impl Workflow for ResolveException {
    fn needs(&self, _: &World, _: &mut Needs) {}

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("resolution", &self.resolution, text::NOTE)?;
        draft.resolve(&self.exception, &self.resolution);
        Ok(Answer::Resolved(self.exception.clone()))
    }
}
