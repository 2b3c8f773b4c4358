//! PayPal: Orders v2, Payments v2, webhooks with certificates, disputes and the settlement report.
//!
//! A payment is an order with a stored source of payment, which carries one authorization; that authorization is the
//! payment's name. Captures are of the authorization, refunds of a capture. Nothing can be searched by our reference,
//! but an order lists all that was done with it, and each of these carries our reference.

mod authenticate;
mod certificate;
mod chain;
mod check;
mod dispute;
mod dispute_calls;
mod object;
mod order;
mod plan;
mod reply;
mod report;
mod search;
mod session;
mod stage;
mod webhook;
mod words;

use recoup_core::effect::Effect;
use recoup_core::payment::terms::Terms;

use crate::dispute::Calls;
use crate::money::{MoneyTable, Takes, Wire};
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Checkup, Delivery, Disputes, Gateway, Idempotency, Known, Outcome,
    Reading, Replays, Reply, Request, Session, Setting, Step, Verdict,
};

/// PayPal.
#[derive(Debug)]
pub struct PayPal;

const NAME: &str = "paypal";

/// Seconds for which Orders v2 remembers a `PayPal-Request-Id`: 6 hours (API specification, 2024-02).
const KEY_OF_ORDERS_SECS: i64 = 6 * 3_600;

const CAN: Capabilities = Capabilities {
    terms: Terms {
        // There is a maximum (`MAX_CAPTURE_COUNT_EXCEEDED`, API specification, 2024-02); that it is ten is unconfirmed.
        captures_most: Some(10),
        // There is a maximum for each capture (`MAX_NUMBER_OF_REFUNDS_EXCEEDED`); nobody says which.
        refunds_most: None,
        refund_of_one_capture: true,
        // 180 days from the capture (documentation, 2026-11); ours run from the payment's start, which is stricter.
        refund_within_secs: Some(180 * 86_400),
        ..Terms::NONE
    },
    // Payments v2 remembers a key for 45 days, Orders v2 for 6 hours. The shorter one is said for all: the worker then
    // looks before it repeats a capture or refund after that, which costs a read, while the longer one would let it
    // repeat an order that PayPal has forgotten, which costs a second authorization.
    idempotency: Idempotency { window_secs: KEY_OF_ORDERS_SECS, replays: Replays::All },
    concurrency: 8,
    reads_refunds: true,
    release_after_capture: true,
    // `final_capture` closes it (API specification, 2024-02).
    last_capture: crate::LastCapture::Closes,
    // But for a capture under review or funded by a bank, which says that it is pending.
    answers_later: false,
    probes_by_repeating: false,
    disputes: Disputes { list: true, evidence: true, accept: true },
    native_retry: false,
    source: "public API specification 2024-02, SDK 2.5.0 of 2026, developer.paypal.com read 2026-11",
};

/// HUF, JPY and TWD have no decimals (documentation, 2026-11), all others two. The settlement report counts every
/// currency times 100, see `report`.
const MONEY: MoneyTable =
    MoneyTable::of(&[Wire::of("HUF", 0), Wire::of("JPY", 0), Wire::of("TWD", 0)]).taking(Takes::Only(CURRENCIES));

/// What PayPal takes (developer.paypal.com/docs/reports/reference/paypal-supported-currencies, read 2026-11).
const CURRENCIES: &[&str] = &[
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
    "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
];

const SETTINGS: &[Setting] = &[
    Setting {
        name: "client_id",
        required: true,
        secret: false,
        help: "Client ID of the REST app, in the Developer Dashboard under Apps & Credentials; its secret is the account's secret",
    },
    Setting {
        name: "webhook_id",
        required: true,
        secret: false,
        help: "Webhook ID of this address, in the Developer Dashboard at the app under Webhooks; several with commas while one replaces another",
    },
];

static ABOUT: About = About { name: NAME, capabilities: CAN, money: MONEY, settings: SETTINGS, reports: report::KINDS };

impl Gateway for PayPal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn login(&self, account: &Account) -> Result<Option<Request>, CannotPlan> {
        session::login(account).map(Some)
    }

    fn session(&self, reply: &Reply<'_>) -> Result<Session, String> {
        session::session(reply)
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
        authenticate::authenticate(delivery, account, known)
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        vec![webhook::read(delivery.body, account)]
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        Ok(check::checkup(account))
    }

    fn believes(&self, account: &Account) -> Vec<String> {
        authenticate::webhook_ids(account).map(str::to_owned).collect()
    }

    fn accepts_certificate(&self, pem: &str, at: jiff::Timestamp) -> Result<(), String> {
        authenticate::certificate(pem, at).map(drop).map_err(str::to_owned)
    }
}
