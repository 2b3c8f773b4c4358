//! Cash, cheques and bank transfers: a person is the gateway.
//!
//! The core books offline money without effects, so nothing is ever planned here. The gateway exists so
//! that an account named `manual:…` is known, shown and refused with words instead of a surprise.

use jiff::Timestamp;
use recoup_core::effect::Effect;

use crate::{Account, CannotPlan, Capabilities, Delivery, Gateway, Outcome, Reading, Reply, Request, Verdict};

/// Money that a person sees.
#[derive(Debug)]
pub struct Manual;

impl Gateway for Manual {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { captures_max: u32::MAX, partial_refund: true, idempotency_window_secs: 0, concurrency: 1 }
    }

    fn plan(&self, effect: &Effect, _: &Account) -> Result<Request, CannotPlan> {
        let why = format!("{} is done by a person; confirm it when it is done", effect.word());
        Err(CannotPlan { gateway: "manual", why })
    }

    fn interpret(&self, _: &Effect, _: &Reply<'_>) -> Outcome {
        Outcome::Unknown { why: "nobody was asked".to_owned() }
    }

    fn authenticate(&self, _: &Delivery<'_>, _: &Account, _: Timestamp) -> Verdict {
        Verdict::Forged { why: "people send no webhooks".to_owned() }
    }

    fn read_delivery(&self, _: &[u8], _: &Account) -> Reading {
        Reading::Unreadable { why: "people send no webhooks".to_owned() }
    }
}
