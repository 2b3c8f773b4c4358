//! A customer account: language for notices and the balance we owe, by currency.
//!
//! The balance is refundable money (ledger account 2300), not store credit. It grows by what the customer pays in
//! (`top_up`) and by refunds that found no other way; it goes by spending, by refunds to the card of what was paid in
//! (`refund`) and by hand (`adjust`). What is promised to a refund is held and cannot be spent. Personal data stays
//! with the shop; we keep its reference only.

pub mod adjust;
mod charge;
mod event;
mod fold;
pub mod refund;
pub mod top_up;

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::order::place::check_language;
use crate::planted::{self, Planted};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

pub use adjust::{AdjustBalance, Adjustment, Change};
pub use charge::ChargeBody;
pub use event::CustomerBody;
pub use top_up::{TopUp, take_up_to};

/// Some of a balance that is promised to a refund and cannot be spent meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The refund.
    pub refund: Id,
    /// How much.
    pub amount: Money,
}

/// What a balance could not give of money that the gateway took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The payment by which it had come.
    pub payment: Id,
    /// How much is still missing.
    pub amount: Money,
}

/// State of a customer stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// `cus_…`
    pub id: Id,
    /// The shop's own name for the customer.
    pub reference: String,
    /// Language of notices, `en` or `de`.
    pub language: String,
    /// Balance by currency, minor units, never negative.
    pub balances: Vec<Money>,
    /// What of it is promised to refunds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// What was lost by money that the gateway took back; account 6200, never netted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Lost>,
    /// Changes by hand that wait for another person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// What of them is held for payments that wait for other tenders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tender_holds: Vec<TenderHold>,
}

/// What of a balance is held for a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderHold {
    /// The payment.
    pub payment: Id,
    /// How much.
    pub amount: Money,
}

impl Customer {
    /// The account that `customer.put` begins.
    #[must_use]
    pub fn begin(id: &Id, language: &str, reference: &str) -> Self {
        Self {
            id: id.clone(),
            reference: reference.to_owned(),
            language: language.to_owned(),
            balances: Vec::new(),
            holds: Vec::new(),
            lost: Vec::new(),
            adjustments: Vec::new(),
            tender_holds: Vec::new(),
        }
    }

    /// The balance in one currency, minor units.
    #[must_use]
    pub fn balance_minor(&self, currency: Currency) -> i64 {
        self.balances.iter().find(|b| b.currency == currency).map_or(0, |b| b.amount_minor)
    }

    /// What of the balance is promised to refunds, to payments that wait for other tenders, and to changes by hand that take
    /// some away, minor units.
    #[must_use]
    pub fn held_minor(&self, currency: Currency) -> i64 {
        let holds = self.holds.iter().map(|hold| hold.amount);
        let tenders = self.tender_holds.iter().map(|hold| hold.amount);
        let debits = self.adjustments.iter().filter(|a| a.change.is_debit()).map(|a| a.change.amount);
        holds
            .chain(tenders)
            .chain(debits)
            .filter(|amount| amount.currency == currency)
            .map(|amount| amount.amount_minor)
            .sum()
    }

    /// What of the balance can be spent, refunded or taken, minor units.
    #[must_use]
    pub fn available_minor(&self, currency: Currency) -> i64 {
        let held_minor = if planted::is(Planted::HoldForgotten) { 0 } else { self.held_minor(currency) };
        self.balance_minor(currency).saturating_sub(held_minor).max(0)
    }

    /// What of a payment that was taken back is still missing, minor units.
    #[must_use]
    pub fn lost_minor(&self, payment: &Id) -> i64 {
        self.lost.iter().find(|lost| lost.payment == *payment).map_or(0, |lost| lost.amount.amount_minor)
    }

    /// What is held for payments in one currency, minor units.
    #[must_use]
    pub fn tender_held_minor(&self, currency: Currency) -> i64 {
        let held = self.tender_holds.iter().filter(|hold| hold.amount.currency == currency);
        held.map(|hold| hold.amount.amount_minor).sum()
    }

    /// What is held for one payment.
    #[must_use]
    pub fn tender_hold(&self, payment: &Id) -> Option<Money> {
        self.tender_holds.iter().find(|hold| hold.payment == *payment).map(|hold| hold.amount)
    }
}

/// A customer account begins or changes its language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutCustomer {
    /// The shop's own name for the customer.
    pub reference: String,
    /// Language of notices, `en` or `de`.
    pub language: String,
}

impl Workflow for PutCustomer {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.name("customer", &self.reference);
        world.found("customer", &self.reference).iter().for_each(|id| needs.stream(id));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reference", &self.reference, text::SHORT)?;
        check_language(&self.language)?;
        let found = draft.found("customer", &self.reference)?.cloned();
        let put = CustomerBody::Put { language: self.language.clone(), reference: self.reference.clone() };
        let id = match found {
            Some(id) => {
                if draft.customer(&id)?.language != self.language {
                    draft.emit(&id, put)?;
                }
                id
            }
            None => {
                let id = draft.new_id(Kind::Customer);
                draft.emit(&id, put)?;
                draft.claim("customer", &self.reference, &id);
                id
            }
        };
        Ok(Answer::Customer(id))
    }
}
