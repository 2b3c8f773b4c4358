//! Cash, cheques and bank transfers: a person is the gateway.
//!
//! The core books offline money without effects, so nothing is ever planned here. The gateway exists so
//! that an account named `manual:…` is known, shown and refused with words instead of a surprise.

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Delivery, Disputes, Gateway, Idempotency, Known, MoneyTable,
    Outcome, Reading, Replays, Reply, Step, Verdict,
};

/// Money that a person sees.
#[derive(Debug)]
pub struct Manual;

const CAN: Capabilities = Capabilities {
    terms: Terms::NONE,
    idempotency: Idempotency { window_secs: 0, replays: Replays::None },
    concurrency: 1,
    reads_refunds: false,
    release_after_capture: true,
    last_capture: crate::LastCapture::Closes,
    answers_later: true,
    probes_by_repeating: false,
    disputes: Disputes { list: false, evidence: false, accept: false },
    native_retry: false,
    source: "our own",
};

static ABOUT: About = About { name: "manual", capabilities: CAN, money: MoneyTable::ISO, settings: &[], reports: &[] };

impl Gateway for Manual {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, effect: &Effect, _: &Account) -> Result<Step, CannotPlan> {
        let why = format!("{} is done by a person; confirm it when it is done", effect.word());
        Err(CannotPlan { gateway: "manual", why })
    }

    fn interpret(&self, _: &Asked<'_>, _: &Reply<'_>) -> Outcome {
        Outcome::unknown("nobody was asked")
    }

    fn authenticate(&self, _: &Delivery<'_>, _: &Account, _: &Known<'_>) -> Verdict {
        Verdict::forged("people send no webhooks")
    }

    fn believes(&self, _: &Account) -> Vec<String> {
        Vec::new()
    }

    fn read_delivery(&self, _: &Delivery<'_>, _: &Account) -> Vec<Reading> {
        vec![Reading::unreadable("people send no webhooks")]
    }
}
