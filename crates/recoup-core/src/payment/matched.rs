//! A person says which payment a gateway means by a name that nobody knows here: so that what it told of it, such as a
//! dispute, finds its payment.

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Names of a gateway at most that mean one payment: it may tell of several of its objects at once.
const MOST_NAMES: usize = 8;

/// Gives a payment names by which its gateway's words find it. Another person is asked to look: money may follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchPayment {
    /// `pay_…`
    pub payment: Id,
    /// The gateway account that told it.
    pub account: String,
    /// What the gateway calls the payment, a part of it or its dispute.
    pub names: Vec<String>,
    /// How the person knows.
    pub why: String,
}

impl Workflow for MatchPayment {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        self.names.iter().take(MOST_NAMES).for_each(|name| needs.name(&self.account, name));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("why", &self.why, text::NOTE)?;
        let invalid = |why: &str| Refusal::Invalid { param: "gateway_ref".to_owned(), why: why.to_owned() };
        if self.names.is_empty() || self.names.len() > MOST_NAMES {
            return Err(invalid("name what the gateway calls the payment"));
        }
        self.names.iter().try_for_each(|name| text::required("gateway_ref", name, text::SHORT))?;
        let payment = draft.payment(&self.payment)?;
        if payment.gateway_account() != Some(self.account.as_str()) {
            let why = format!("it does not live at {}, which told this; name a payment that does", self.account);
            return Err(Refusal::Invalid { param: "payment".to_owned(), why });
        }
        for name in &self.names {
            if let Some(existing) = draft.found(&self.account, name)?.filter(|found| **found != self.payment) {
                let (what, value) = ("gateway_ref", name.clone());
                return Err(Refusal::Taken { what, value, existing: existing.clone() });
            }
        }
        for name in &self.names {
            draft.name(&self.account, name, &self.payment);
        }
        let (names, who, why) = (self.names.join(", "), &draft.command().actor.id, &self.why);
        let detail =
            format!("{who} says that {} means this payment by {names}: {why}; see that it is so", self.account);
        draft.attention("matched_by_hand", detail, &self.payment, None);
        Ok(Answer::NoChange(format!("{} is found by {names} from now on; no money moved", self.payment)))
    }
}
