//! Mollie, API v2: JSON in HAL style, decimal strings, captures and refunds that are told later.
//!
//! A stored instrument is `cst_…/mdt_…`, a customer and one of their mandates. Our reference travels in the metadata
//! of every payment, capture and refund, and in their description, which also shows on statements.

mod balance;
mod check;
mod dispute_calls;
mod documents;
mod facts;
mod objects;
mod paging;
mod plan;
mod release;
mod reply;
mod report;
mod rows;
mod search;
mod webhook;
mod words;

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::dispute::Calls;
use crate::money::Takes;
use crate::report::ReportKind;
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Checkup, Delivery, Disputes, Gateway, Idempotency, Known,
    MoneyTable, Outcome, Reading, Replays, Reply, Setting, Step, Verdict,
};

/// Mollie.
#[derive(Debug)]
pub struct Mollie;

/// Seconds for which the same key gives the same answer: one hour. Unconfirmed: the vendor's page on idempotency is
/// quoted with one hour (2026-08), its older source text said 24 hours. The shorter one is relied on.
pub(crate) const KEY_LIVES_SECS: i64 = 3600;

const CAN: Capabilities = Capabilities {
    terms: Terms {
        captures_most: None,
        refunds_most: None,
        refund_of_one_capture: false,
        // Cards up to a year, which manual capture is for; other methods are bound by the gateway itself.
        refund_within_secs: Some(365 * 86_400),
        ..Terms::NONE
    },
    // Errors are not said to be kept or not: an error is asked about, never repeated in hope.
    idempotency: Idempotency { window_secs: KEY_LIVES_SECS, replays: Replays::All },
    concurrency: 8,
    reads_refunds: true,
    release_after_capture: true,
    // Only `release-authorization` gives it back (docs.mollie.com, 2026-11).
    last_capture: crate::LastCapture::LeavesRest,
    answers_later: true,
    probes_by_repeating: false,
    disputes: Disputes { list: true, evidence: false, accept: false },
    native_retry: false,
    source: "docs.mollie.com and the public OpenAPI document, 2026-08 and 2026-09; key lifetime unconfirmed; up to \
             25 EUR more than the payment can be refunded for methods that are not cards, which is not used",
};

/// Decimals as in ISO 4217: docs.mollie.com/docs/multicurrency, read 2026-11, lists ISK and JPY with none and every
/// other currency with two, HUF and TWD included.
const MONEY: MoneyTable = MoneyTable::ISO.taking(Takes::Only(CURRENCIES));

/// What Mollie takes by one method or another, as the same page lists it. None of them has three decimals.
const CURRENCIES: &[&str] = &[
    "AED", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "ISK", "JPY", "MXN", "MYR",
    "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TWD", "USD", "ZAR",
];

const SETTINGS: &[Setting] = &[
    Setting {
        name: "webhook_url",
        required: false,
        secret: false,
        help: "where Mollie tells of each payment: this installation's address of the account's webhooks; \
               not needed where webhooks are set up in Mollie's dashboard",
    },
    Setting {
        name: "profile_id",
        required: false,
        secret: false,
        help: "the website profile, pfl_…, where the secret is an access token and not an API key",
    },
    Setting {
        name: "testmode",
        required: false,
        secret: false,
        help: "`true` to work in test mode with an access token; an API key says it by itself",
    },
];

const REPORTS: &[ReportKind] = &[
    ReportKind {
        name: "settlement",
        about: "a settlement (GET /v2/settlements/{id}) and behind it, one after the other in the same file, \
                the pages of its payments, captures, refunds and chargebacks",
        read: report::read,
    },
    ReportKind {
        name: "balance",
        about: "the pages of a balance's transactions (GET /v2/balances/{id}/transactions), one after the \
                other in the same file",
        read: balance::read,
    },
];

static ABOUT: About = About { name: "mollie", capabilities: CAN, money: MONEY, settings: SETTINGS, reports: REPORTS };

impl Gateway for Mollie {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
        plan::first(effect, account)
    }

    fn interpret(&self, asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
        reply::interpret(asked, reply)
    }

    fn disputes(&self) -> Option<&'static Calls> {
        Some(&dispute_calls::CALLS)
    }

    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, _: &Known<'_>) -> Verdict {
        webhook::authenticate(delivery, account)
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        vec![webhook::read(delivery, account)]
    }

    fn read_look(&self, account: &Account, _: u8, reply: &Reply<'_>) -> Vec<Reading> {
        vec![webhook::read_look(account, reply)]
    }

    fn hinted(&self, delivery: &Delivery<'_>) -> Option<String> {
        webhook::hinted(delivery)
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        Ok(check::checkup(account))
    }
}
