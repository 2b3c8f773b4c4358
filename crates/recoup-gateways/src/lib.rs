//! What Recoup translates: requests, replies, webhooks and reports of each gateway. Pure: bytes in, bytes out.
//!
//! A gateway's words stop here. What it says becomes facts in our words, what cannot be read becomes
//! Unknown, and only signed fields become facts. Who sends, waits and retries is the worker's business.

pub mod account;
pub mod adyen;
mod brackets;
pub mod braintree;
pub mod call;
pub mod capabilities;
pub mod check;
pub mod checkout;
pub mod delivery;
pub mod dispute;
pub mod form;
pub mod manual;
pub mod mollie;
pub mod money;
pub mod multipart;
pub mod paypal;
pub mod report;
pub mod sandbox;
pub mod signature;
pub mod stripe;
pub mod summary;
pub mod table;
mod walk;

use recoup_core::effect::Effect;
use recoup_core::money::Currency;
use recoup_core::payment::terms::Terms;

pub use account::{Account, NoAccount, Session, Setting};
pub use call::{Asked, CannotPlan, Header, Outcome, Reply, Request, Step};
pub use capabilities::{Capabilities, Disputes, Idempotency, LastCapture, Replays};
pub use check::{Checkup, Credentials, Flaw};
pub use delivery::{Acknowledgement, Delivery, Known, Reading, Verdict};
pub use dispute::{DisputeAnswer, DisputeAsked, DisputeCall, DisputeSeen, DisputeStep};
pub use money::{Direction, MoneyTable, Takes, Wire};

/// What a gateway is, as data: written once for each and read by everyone.
#[derive(Debug)]
pub struct About {
    /// Its name, the part of an account before the colon.
    pub name: &'static str,
    /// What it can do.
    pub capabilities: Capabilities,
    /// How it counts money on its wire.
    pub money: MoneyTable,
    /// What its accounts need beside an address, a secret and webhook secrets.
    pub settings: &'static [Setting],
    /// The reports it reads.
    pub reports: &'static [report::ReportKind],
}

/// How much of a gateway there is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Calls, deliveries and reports: accounts can be set up for it.
    Whole,
    /// What it can do and how it counts, for people to read. An account for it would strand money.
    Capabilities,
}

/// A gateway: pure translation, the same input gives the same bytes.
pub trait Gateway: Send + Sync + 'static {
    /// Its description, as data.
    fn about(&self) -> &'static About;

    /// How much of it there is here.
    fn depth(&self) -> Depth {
        Depth::Whole
    }

    /// The request that logs in, where calls need a session; `None` where the secret is shown with each call.
    ///
    /// # Errors
    /// When a setting is missing.
    fn login(&self, account: &Account) -> Result<Option<Request>, CannotPlan> {
        let _ = account;
        Ok(None)
    }

    /// What a log-in gave.
    ///
    /// # Errors
    /// In words, when it gave nothing that can be used.
    fn session(&self, reply: &Reply<'_>) -> Result<Session, String> {
        let _ = reply;
        Err(format!("{} has no log-in", self.about().name))
    }

    /// The first request of an effect.
    ///
    /// # Errors
    /// When the effect cannot be said in this gateway's words; a person must look.
    fn plan(&self, effect: &Effect, account: &Account) -> Result<Step, CannotPlan>;

    /// What a reply to a step of an effect means. Total: what cannot be read is Unknown.
    fn interpret(&self, asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome;

    /// Its calls about disputes; `None` where it has none.
    fn disputes(&self) -> Option<&'static dispute::Calls> {
        None
    }

    /// What it takes as evidence in a dispute; `None` where evidence is handed in by hand.
    fn evidence_rules(&self) -> Option<&'static dispute::EvidenceRules> {
        self.disputes()?.rules
    }

    /// The first request of a call about disputes.
    ///
    /// # Errors
    /// When there is no such call here, or it cannot be said in this gateway's words.
    fn plan_dispute(&self, call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
        match self.disputes() {
            Some(calls) => (calls.plan)(call, account),
            None => Err(dispute::no_such_call(self.about().name, call)),
        }
    }

    /// What a reply to a step of such a call means. Total: what cannot be read is Unknown.
    fn read_dispute(&self, asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
        match self.disputes() {
            Some(calls) => (calls.read)(asked, reply),
            None => DisputeAnswer::unknown(format!("{} is not asked about disputes", self.about().name)),
        }
    }

    /// What a dispute tells, as facts, by the body of the reply to a read of it.
    fn facts_of_dispute(&self, account: &Account, body: &[u8]) -> Reading {
        match self.disputes() {
            Some(calls) => (calls.facts)(account, body),
            None => Reading::unreadable(format!("{} is not asked about disputes", self.about().name)),
        }
    }

    /// Whether a delivery is genuine.
    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict;

    /// What a delivery says that is genuine, or that the gateway signs never: one reading for each of its items.
    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading>;

    /// What the reply to a look says that a delivery started.
    fn read_look(&self, account: &Account, stage: u8, reply: &Reply<'_>) -> Vec<Reading> {
        let _ = (account, stage, reply);
        vec![Reading::unreadable(format!("{} is not asked about its deliveries", self.about().name))]
    }

    /// What the gateway wants to hear once a delivery is stored.
    fn acknowledgement(&self) -> Acknowledgement {
        Acknowledgement::default()
    }

    /// The answer to a question by which a gateway proves an address before it delivers there, by the query of a
    /// `GET`; `None` where it asks none.
    fn challenge(&self, query: &str, account: &Account) -> Option<String> {
        let _ = (query, account);
        None
    }

    /// Reads a report, row by row; `None` for a kind it does not know.
    fn read_report<'a>(&self, kind: &str, input: report::Input<'a>) -> Option<report::Items<'a>> {
        let known = self.about().reports.iter().find(|known| known.name == kind)?;
        Some((known.read)(input))
    }

    /// How to see whether an account is set up right. Where a log-in is wanted, the question needs its session.
    ///
    /// # Errors
    /// When a setting is missing.
    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        let _ = account;
        Ok(Checkup::default())
    }

    /// What binds payments through an account: the gateway's terms, and stricter where the account is not allowed all
    /// that the gateway can do.
    fn terms(&self, account: &Account) -> Terms {
        let _ = account;
        self.about().capabilities.terms
    }

    /// The gateway's name of the payment that a delivery speaks of which it does not sign: what is not known by that
    /// name was not made here, and is not asked about.
    fn hinted(&self, delivery: &Delivery<'_>) -> Option<String> {
        let _ = delivery;
        None
    }

    /// What the deliveries of an account are believed by, each by itself: secrets, pairs of keys, ids of webhooks. Who
    /// changes it decides who can tell facts. Empty where none is believed.
    fn believes(&self, account: &Account) -> Vec<String> {
        account.webhook_secrets.iter().filter(|secret| !secret.trim().is_empty()).cloned().collect()
    }

    /// The setting that changes with the account's secret, where the two are a pair. What a pair signs is believed, and
    /// an older pair is a webhook secret written `setting|secret`.
    fn secret_goes_with(&self) -> Option<&'static str> {
        None
    }

    /// Whether a certificate that was fetched can be one that signs deliveries at this time, looked at before it is
    /// kept.
    ///
    /// # Errors
    /// In words, why not.
    fn accepts_certificate(&self, pem: &str, at: jiff::Timestamp) -> Result<(), String> {
        let _ = (pem, at);
        Err(format!("{} signs by no certificate", self.about().name))
    }

    /// Names of fields whose texts are secrets of the gateway's objects, such as what lets a customer finish a payment.
    /// They are blanked before an exchange is stored.
    fn secret_fields(&self) -> &'static [&'static str] {
        &[]
    }
}

/// What binds a payment in a currency through an account of a gateway.
#[must_use]
pub fn terms((gateway, account): (&dyn Gateway, &Account), currency: Currency) -> Terms {
    let About { money, capabilities: can, .. } = gateway.about();
    let step = |direction| money.step_minor(currency, direction);
    let step_minor = step(Direction::Charge).max(step(Direction::Refund));
    let (asked_by_repeating, currency_not_taken) = (can.probes_by_repeating, !money.takes(currency));
    let rest_stays = can.last_capture.leaves_rest(account);
    Terms { step_minor, rest_stays, asked_by_repeating, currency_not_taken, ..gateway.terms(account) }
}

/// Every gateway there is, those of which only the capabilities are known last.
pub static ALL: &[&dyn Gateway] = &[
    &sandbox::Sandbox,
    &manual::Manual,
    &stripe::Stripe,
    &adyen::Adyen,
    &paypal::PayPal,
    &mollie::Mollie,
    &braintree::Braintree,
    &checkout::Checkout,
];

/// The gateways that accounts can be set up for.
pub fn whole() -> impl Iterator<Item = &'static dyn Gateway> {
    ALL.iter().copied().filter(|gateway| gateway.depth() == Depth::Whole)
}

/// A gateway by its name, accounts or none.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Gateway> {
    ALL.iter().copied().find(|gateway| gateway.about().name == name)
}

/// The gateway of an account such as `sandbox:main`, if it can have accounts.
///
/// # Errors
/// When there is no such gateway, or only its capabilities are known.
pub fn for_account(account: &str) -> Result<&'static dyn Gateway, NoAccount> {
    let name = account.split(':').next().unwrap_or(account);
    let known = || whole().map(|gateway| gateway.about().name).collect::<Vec<_>>().join(", ");
    let gateway = named(name).ok_or_else(|| NoAccount::NoGateway { known: known() })?;
    match gateway.depth() {
        Depth::Whole => Ok(gateway),
        Depth::Capabilities => Err(NoAccount::CapabilitiesOnly { gateway: gateway.about().name, known: known() }),
    }
}

/// As [`for_account`], where nobody asks why not.
#[must_use]
pub fn of_account(account: &str) -> Option<&'static dyn Gateway> {
    for_account(account).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_account_is_had_where_only_capabilities_are_known() {
        let refused = for_account("checkout:main").err().expect("a refusal");
        assert!(matches!(refused, NoAccount::CapabilitiesOnly { gateway: "checkout", .. }), "{refused:?}");
        let said = refused.to_string();
        assert!(
            said.contains("nothing can be sent") && said.contains("stripe") && !said.contains(", checkout"),
            "{said}"
        );
        assert!(of_account("checkout:main").is_none() && named("checkout").is_some());
        assert!(matches!(for_account("grimace:main").err(), Some(NoAccount::NoGateway { .. })));
        assert!(for_account("stripe:main").is_ok_and(|gateway| gateway.about().name == "stripe"));
    }
}
