//! Checkout.com: what it can do and how it counts, and nothing more. Nothing can be sent to it yet, so nobody can set up
//! an account for it ([`Depth::Capabilities`](crate::Depth)).
//!
//! Facts were read in its SDK 4.8 (marked `spec`) and its documentation (`doc`), as of 2026-08; `unconfirmed` is what has
//! to be looked up before a call relies on it. Its actions are answered with 202 and told of later, by webhooks that are
//! signed over the raw body (`Cko-Signature`, HMAC-SHA256 in hex, doc).

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::money::Wire;
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Delivery, Depth, Disputes, Gateway, Idempotency, Known,
    LastCapture, MoneyTable, Outcome, Reading, Replays, Reply, Step, Verdict,
};

/// Its name, the part of an account before the colon.
const NAME: &str = "checkout";

/// Checkout.com.
#[derive(Debug)]
pub struct Checkout;

const CAN: Capabilities = Capabilities {
    terms: Terms {
        // 150 captures and refunds of a payment together (doc): each alone cannot be more.
        captures_most: Some(150),
        refunds_most: Some(150),
        // A refund names the payment (spec).
        refund_of_one_capture: false,
        refund_within_secs: None,
        ..Terms::NONE
    },
    // 24 hours, which Checkout.com may change for an account; only answers of 2xx are kept, 4xx and 5xx run again (doc).
    // So a repeat after an error is a new try.
    idempotency: Idempotency { window_secs: 86_400, replays: Replays::Successes },
    // No number is published (unconfirmed).
    concurrency: 1,
    // `GET /payments/{id}/actions` (spec).
    reads_refunds: true,
    // Whether a void takes the rest after a capture is unconfirmed.
    release_after_capture: false,
    // What is not captured is voided after 7 days (doc); that a `Final` capture gives it back at once is unconfirmed.
    last_capture: LastCapture::LeavesRest,
    // 202, then a webhook (spec).
    answers_later: true,
    probes_by_repeating: false,
    // `GET /disputes`, `PUT` and `POST /disputes/{id}/evidence`, `POST /disputes/{id}/accept` (spec).
    disputes: Disputes { list: true, evidence: true, accept: true },
    // A payment may be `Retry Scheduled` (spec).
    native_retry: true,
    source: "Checkout.com SDK 4.8 (spec) and documentation (doc), 2026-08; calls at once, a void after a capture and \
             what a final capture gives back are unconfirmed",
};

/// Where Checkout.com counts otherwise than ISO 4217, or in steps (doc, 2026-08). Those it counts in whole units have no
/// decimals in ISO 4217 either.
const MONEY: MoneyTable = MoneyTable::of(&[
    Wire::multiple("BHD", 3, 10),
    Wire::multiple("IQD", 3, 10),
    Wire::multiple("JOD", 3, 10),
    Wire::multiple("KWD", 3, 10),
    Wire::multiple("LYD", 3, 10),
    Wire::multiple("OMR", 3, 10),
    Wire::multiple("TND", 3, 10),
    Wire::multiple("CLP", 2, 100),
]);

static ABOUT: About = About { name: NAME, capabilities: CAN, money: MONEY, settings: &[], reports: &[] };

/// What is said wherever more than its capabilities would be needed.
const NOT_YET: &str = "only its capabilities are known here; nothing is sent to Checkout.com or read from it yet";

impl Gateway for Checkout {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn depth(&self) -> Depth {
        Depth::Capabilities
    }

    fn plan(&self, _: &Effect, _: &Account) -> Result<Step, CannotPlan> {
        Err(CannotPlan { gateway: NAME, why: NOT_YET.to_owned() })
    }

    fn interpret(&self, _: &Asked<'_>, _: &Reply<'_>) -> Outcome {
        Outcome::unknown(NOT_YET)
    }

    fn authenticate(&self, _: &Delivery<'_>, _: &Account, _: &Known<'_>) -> Verdict {
        Verdict::forged(NOT_YET)
    }

    fn read_delivery(&self, _: &Delivery<'_>, _: &Account) -> Vec<Reading> {
        vec![Reading::unreadable(NOT_YET)]
    }
}
