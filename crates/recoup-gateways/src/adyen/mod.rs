//! Adyen: Checkout API v72, standard webhooks and the settlement details report.
//!
//! Nearly everything after the authorization is final by webhook only: a call is answered with `received`, and what
//! became of it is told later. Refunds cannot be read back and disputes cannot be listed. So the only question there
//! is repeats the request under its key, as long as Adyen remembers the key; after that its webhook or the settlement
//! report tells, and [`plan`] refuses to ask.
//!
//! `plan` says requests, `reply` reads answers, `item` and `webhook` read deliveries, `report` reads settlements, and
//! `words` is every foreign word with its meaning.

mod check;
mod dispute_calls;
mod item;
mod plan;
mod reply;
mod report;
mod webhook;
mod words;
mod zone;

use recoup_core::effect::{Effect, read_reference};
use recoup_core::id::Kind;
use recoup_core::payment::terms::Terms;

use crate::dispute::Calls;
use crate::money::Wire;
use crate::report::ReportKind;
use crate::{
    About, Account, Acknowledgement, Asked, CannotPlan, Capabilities, Checkup, Delivery, Disputes, Gateway,
    Idempotency, Known, MoneyTable, Outcome, Reading, Replays, Reply, Setting, Step, Verdict,
};

/// Adyen.
#[derive(Debug)]
pub struct Adyen;

/// Its name, the part of an account before the colon.
const NAME: &str = "adyen";

/// Seconds for which a key is relied on. The documentation promised 31 days at least (stored copies of 2020 to 2024);
/// newer pages are said to promise less, which could not be confirmed (2026-11), so a week is all we count on.
const KEY_SECS: i64 = 7 * 86_400;

const CAN: Capabilities = Capabilities {
    // Several partial captures depend on the account, see `terms`; Adyen names no most.
    terms: Terms::NONE,
    // «If the API does not return a transient error header, do not retry»: errors are answers too.
    idempotency: Idempotency { window_secs: KEY_SECS, replays: Replays::All },
    concurrency: 16,
    reads_refunds: false,
    // The rest goes by itself after the only capture, and stays until it runs out where several are switched on.
    release_after_capture: false,
    // By default the unclaimed rest is cancelled (docs.adyen.com, read 2026-11); with several captures nothing says
    // which is the last one.
    last_capture: crate::LastCapture::LeavesRestWhere("several_captures", "yes"),
    answers_later: true,
    probes_by_repeating: true,
    disputes: Disputes { list: false, evidence: true, accept: true },
    native_retry: true,
    source: "docs.adyen.com (API idempotency, capture, refund, dispute webhooks) and adyen-openapi v72, read 2026-11",
};

/// Where Adyen counts otherwise than ISO 4217: docs.adyen.com/development-resources/currency-codes, which names these
/// four as different from the standard (copies read 2026-11).
const MONEY: MoneyTable =
    MoneyTable::of(&[Wire::of("CLP", 2), Wire::of("CVE", 0), Wire::of("IDR", 0), Wire::of("ISK", 2)]);

const SETTINGS: &[Setting] = &[
    Setting {
        name: "merchant_account",
        required: true,
        secret: false,
        help: "the merchant account that takes the payments, as the Customer Area shows it at the top",
    },
    Setting {
        name: "return_url",
        required: true,
        secret: false,
        help: "where the customer comes back to after a check by the bank; every payment must name one",
    },
    Setting {
        name: "several_captures",
        required: false,
        secret: false,
        help: "`yes` when Adyen has switched multiple partial captures on for this account; otherwise the first \
               capture cancels the rest",
    },
    Setting {
        name: "merchant_initiated_model",
        required: false,
        secret: false,
        help: "`Subscription` or `UnscheduledCardOnFile` (the default): what payments without the customer are",
    },
];

const REPORTS: &[ReportKind] = &[ReportKind {
    name: "settlement_details",
    about: "Settlement details report as CSV, one for each batch that is paid out; Customer Area, Reports",
    read: report::read,
}];

static ABOUT: About = About { name: NAME, capabilities: CAN, money: MONEY, settings: SETTINGS, reports: REPORTS };

impl Gateway for Adyen {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
        plan::plan(effect, account).map_err(|why| CannotPlan { gateway: NAME, why })
    }

    fn interpret(&self, asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
        reply::interpret(asked.effect, reply)
    }

    fn disputes(&self) -> Option<&'static Calls> {
        Some(&dispute_calls::CALLS)
    }

    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, _: &Known<'_>) -> Verdict {
        webhook::authenticate(delivery, account)
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        webhook::read(delivery, account)
    }

    fn acknowledgement(&self) -> Acknowledgement {
        // Any 2xx will do today; older set-ups want the word.
        Acknowledgement { content_type: "text/plain", body: "[accepted]".to_owned() }
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        check::checkup(account).map_err(|why| CannotPlan { gateway: NAME, why })
    }

    fn terms(&self, account: &Account) -> Terms {
        // Where several are not switched on, the first capture cancels the rest.
        let captures_most = if takes_several_captures(account) { CAN.terms.captures_most } else { Some(1) };
        Terms { captures_most, ..CAN.terms }
    }

    fn secret_fields(&self) -> &'static [&'static str] {
        // What a customer's device carries through a check by the bank (API specification v72, 2026-11).
        &["paymentData", "authorisationToken", "sessionData", "subtype3DS2Token"]
    }
}

/// Whether Adyen has switched on multiple partial captures for the account, as its operator says.
fn takes_several_captures(account: &Account) -> bool {
    account.setting("several_captures") == Some("yes")
}

/// Our reference, if it is one and names an object of one of these kinds: Adyen's `merchantReference` may be the
/// payment's where the modification's is meant, or anything that somebody typed into their pages.
fn ours_of(reference: &str, kinds: &[Kind]) -> String {
    let kind = read_reference(reference).and_then(|(id, _)| id.kind());
    if kind.is_some_and(|kind| kinds.contains(&kind)) { reference.to_owned() } else { String::new() }
}

/// Whether a text can be one of Adyen's names, so that it may become part of a URL.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}
