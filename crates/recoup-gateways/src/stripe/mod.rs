//! Stripe: payment intents that are captured by hand, refunds, disputes, signed events, payout reports.
//!
//! Facts were read in Stripe's API specification and SDK of 2026-08 and its documentation of 2026; where something
//! else is meant, it stands beside it.

mod check;
mod dispute_calls;
mod export;
mod facts;
mod intent;
mod json;
mod listing;
mod movement;
mod plan;
mod reply;
mod report;
mod webhook;
mod words;

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::dispute::Calls;
use crate::money::{Takes, Wire};
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Checkup, Delivery, Direction, Disputes, Gateway, Idempotency,
    Known, MoneyTable, Outcome, Reading, Replays, Reply, Setting, Step, Verdict,
};

const NAME: &str = "stripe";

/// The version of the API that the adapter speaks, sent with each call.
const VERSION: &str = "2025-09-30.clover";

/// Stripe.
#[derive(Debug)]
pub struct Stripe;

const CAN: Capabilities = Capabilities {
    terms: Terms {
        // Stripe takes 50, and 50 keys of metadata; ours are one of each capture, of the payment and of a release.
        captures_most: Some(45),
        refunds_most: None,
        refund_of_one_capture: false,
        refund_within_secs: None,
        ..Terms::NONE
    },
    idempotency: Idempotency { window_secs: 86_400, replays: Replays::All },
    concurrency: 16,
    reads_refunds: true,
    release_after_capture: true,
    // `final_capture`, true where nothing is said, gives the rest back (API specification 2026-08).
    last_capture: crate::LastCapture::Closes,
    answers_later: false,
    probes_by_repeating: false,
    disputes: Disputes { list: true, evidence: true, accept: true },
    native_retry: true,
    source: "Stripe API specification and SDK 2026-08; docs.stripe.com/api/idempotent_requests 2026-11; \
             docs.stripe.com/payments/multicapture 2026-05",
};

/// Where Stripe counts otherwise than ISO 4217, and what it rounds to (docs.stripe.com/currencies, 2026). Whether
/// it counts UGX with decimals is not certain, so it is not taken.
const MONEY: MoneyTable = MoneyTable::of(&[
    Wire::of("MGA", 0),
    Wire::multiple("BHD", 3, 10),
    Wire::multiple("JOD", 3, 10),
    Wire::multiple("KWD", 3, 10),
    Wire::multiple("OMR", 3, 10),
    Wire::multiple("TND", 3, 10),
    Wire::multiple("ISK", 2, 100),
    Wire::multiple("HUF", 2, 100).only(Direction::Payout),
    Wire::multiple("TWD", 2, 100).only(Direction::Payout),
])
.taking(Takes::AllBut(&["UGX"]));

const SETTINGS: &[Setting] = &[
    Setting {
        name: "return_url",
        required: false,
        secret: false,
        help: "address of your shop to which a customer comes back after the bank's check",
    },
    Setting {
        name: "stripe_account",
        required: false,
        secret: false,
        help: "`acct_…` of a connected account that calls act for; Settings, Connect, at Stripe",
    },
    Setting {
        name: "multicapture",
        required: false,
        secret: false,
        help: "`on` where Stripe has opted your account in to several captures of a payment; otherwise one capture \
               is all there is, and gives the rest back",
    },
    Setting {
        name: "payment_method_types",
        required: false,
        secret: false,
        help: "kinds of payment methods behind your tokens, with commas between; `card` where nothing is said",
    },
];

static ABOUT: About = About { name: NAME, capabilities: CAN, money: MONEY, settings: SETTINGS, reports: report::KINDS };

/// Whether Stripe has opted the account in to several captures of a payment, as its operator says.
fn takes_several_captures(account: &Account) -> bool {
    account.setting("multicapture") == Some("on")
}

impl Gateway for Stripe {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
        plan::plan(effect, account)
    }

    fn interpret(&self, asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
        reply::interpret(asked, reply)
    }

    fn disputes(&self) -> Option<&'static Calls> {
        Some(&dispute_calls::CALLS)
    }

    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
        webhook::authenticate(delivery, account, known)
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        vec![webhook::read(delivery.body, account)]
    }

    fn read_look(&self, account: &Account, stage: u8, reply: &Reply<'_>) -> Vec<Reading> {
        vec![webhook::read_look(account, stage, reply)]
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        Ok(check::checkup(account))
    }

    fn terms(&self, account: &Account) -> Terms {
        // "Multicapture is opt-in" (docs.stripe.com/payments/multicapture, 2026-05); whether a card takes it as well is
        // known once it is charged, and looked at before each capture.
        let captures_most = if takes_several_captures(account) { CAN.terms.captures_most } else { Some(1) };
        Terms { captures_most, ..CAN.terms }
    }

    fn secret_fields(&self) -> &'static [&'static str] {
        // With it and the publishable key anybody can read and confirm an intent (API specification, 2026-08).
        &["client_secret"]
    }
}
