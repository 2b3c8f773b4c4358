//! Braintree: XML over HTTP, one key pair for calls and notifications.
//!
//! A sale is authorized first and handed in for settlement later: whole once (it stays the same transaction), or, where
//! the gateway allows it, in parts, each a transaction of its own. A token is a payment method token of the vault.
//!
//! Our reference is the order id of every transaction: the payment's at the sale, the capture's once it is handed in
//! for settlement, the refund's at the refund. It is the key (`api_request_key`) as well.

mod check;
mod dispute_calls;
pub mod element;
pub mod facts;
pub mod object;
pub mod plan;
pub mod reply;
pub mod report;
pub mod webhook;
pub mod words;
pub mod xml;

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::dispute::Calls;
use crate::report::{Input, Items, ReportKind};
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Checkup, Delivery, Disputes, Gateway, Idempotency, Known,
    MoneyTable, Outcome, Reading, Replays, Reply, Setting, Step, Verdict,
};

/// The part of an account before the colon.
pub const NAME: &str = "braintree";

/// Amounts are decimals with the decimals of ISO 4217 (SDK 4.48; unconfirmed for currencies with three).
pub const MONEY: MoneyTable = MoneyTable::ISO;

/// Braintree.
#[derive(Debug)]
pub struct Braintree;

const CAN: Capabilities = Capabilities {
    terms: Terms {
        // Captures in parts are for PayPal, Venmo and selected processors (vendor documentation 2026-09). Elsewhere the
        // gateway refuses all but one that is the last; what it refuses moved nothing.
        captures_most: None,
        refunds_most: None,
        refund_of_one_capture: true,
        // 180 days for PayPal and Venmo, no bound for cards: the gateway refuses with 2065.
        refund_within_secs: None,
        ..Terms::NONE
    },
    // 30 days for the same keys in GraphQL (vendor documentation, read 2026-11); nothing is said of this interface,
    // and a repeat later asks first. A key of a failed request is not taken again (915234).
    idempotency: Idempotency { window_secs: 86_400, replays: Replays::All },
    concurrency: 8,
    reads_refunds: true,
    release_after_capture: true,
    // `final_capture` of a part, and any whole capture, closes it (SDK 4.48 and vendor documentation, 2026-09).
    last_capture: crate::LastCapture::Closes,
    answers_later: true,
    probes_by_repeating: false,
    disputes: Disputes { list: true, evidence: true, accept: true },
    native_retry: true,
    source: "Braintree SDKs 4.38 (Ruby) and 4.48 (Python), developer.paypal.com/braintree, 2026-09",
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "merchant_id",
        required: true,
        secret: false,
        help: "the merchant id, in the Control Panel under API Keys",
    },
    Setting {
        name: "public_key",
        required: true,
        secret: false,
        help: "the public key of the pair whose private key is the account's secret; while keys rotate, the other \
            pair is a webhook secret written `public|private`",
    },
    Setting {
        name: "merchant_accounts",
        required: false,
        secret: false,
        help: "the merchant account of each currency, such as `USD=shop_us EUR=shop_eu`; without it the default one",
    },
];

const REPORTS: &[ReportKind] = &[
    ReportKind {
        name: "disbursement",
        about: "a disbursement as its notification shows it, followed by its transactions as a search shows them, XML",
        read: report::read,
    },
    ReportKind {
        name: "transaction_search",
        about: "the answer of a search for transactions, XML",
        read: report::read,
    },
    ReportKind {
        name: "settlement_batch_summary",
        about: "the answer of a settlement batch summary, XML; it names no currency unless its records do",
        read: report::read,
    },
];

static ABOUT: About = About { name: NAME, capabilities: CAN, money: MONEY, settings: SETTINGS, reports: REPORTS };

impl Gateway for Braintree {
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

    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
        webhook::authenticate(delivery, account, known)
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        webhook::read(delivery, account)
    }

    fn read_look(&self, account: &Account, stage: u8, reply: &Reply<'_>) -> Vec<Reading> {
        webhook::read_look(account, stage, reply)
    }

    fn challenge(&self, query: &str, account: &Account) -> Option<String> {
        webhook::challenge(query, account)
    }

    fn believes(&self, account: &Account) -> Vec<String> {
        webhook::keys(account).into_iter().map(|(public, private)| format!("{public}|{private}")).collect()
    }

    fn secret_goes_with(&self) -> Option<&'static str> {
        Some("public_key")
    }

    fn read_report<'a>(&self, kind: &str, input: Input<'a>) -> Option<Items<'a>> {
        // A batch summary's kind may end with the currency it is in, such as `settlement_batch_summary/USD`.
        let (kind, code) = kind.split_once('/').unwrap_or((kind, ""));
        REPORTS.iter().any(|known| known.name == kind).then(|| report::read_in(code, input))
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        check::checkup(account)
    }
}
