//! A customer account: language for notices and the balance we owe, by currency.
//!
//! The balance is refundable money (ledger account 2300), not store credit. Personal data stays with the
//! shop; we keep its reference only.

mod event;

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::{Body, Event};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::order::place::check_language;
use crate::payment::fold::{misplaced, plus};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

pub use event::CustomerBody;

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
        let (reference, language) = (reference.to_owned(), language.to_owned());
        Self { id: id.clone(), reference, language, balances: Vec::new(), tender_holds: Vec::new() }
    }

    /// The balance in one currency, minor units.
    #[must_use]
    pub fn balance_minor(&self, currency: Currency) -> i64 {
        self.balances.iter().find(|b| b.currency == currency).map_or(0, |b| b.amount_minor)
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

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::ExceedsBalance`] when more is spent than there is; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        let Body::Customer(body) = &event.body else { return Err(misplaced("customer", &event.body)) };
        match body {
            CustomerBody::Put { language, reference } => {
                self.language.clone_from(language);
                self.reference.clone_from(reference);
                Ok(())
            }
            CustomerBody::Credited { amount, .. } => self.change(*amount, 1),
            CustomerBody::Spent { amount, .. } => self.change(*amount, -1),
            CustomerBody::TenderHeld { amount, payment } => {
                // What is held cannot be spent, so that it must be there.
                self.change(*amount, -1)?;
                self.change(*amount, 1)?;
                self.tender_holds.push(TenderHold { payment: payment.clone(), amount: *amount });
                Ok(())
            }
            CustomerBody::TenderFreed { payment, .. } => {
                self.tender_holds.retain(|hold| hold.payment != *payment);
                Ok(())
            }
        }
    }

    fn change(&mut self, amount: Money, sign: i64) -> Result<(), Refusal> {
        let before = self.balance_minor(amount.currency);
        let after = plus(before, sign * amount.amount_minor)?;
        let held_minor = self.tender_held_minor(amount.currency);
        if after < held_minor {
            return Err(Refusal::ExceedsBalance {
                asked_minor: amount.amount_minor,
                left_minor: before.saturating_sub(held_minor),
                currency: amount.currency,
            });
        }
        match self.balances.iter_mut().find(|b| b.currency == amount.currency) {
            Some(mine) => mine.amount_minor = after,
            None => self.balances.push(Money::new(after, amount.currency)),
        }
        Ok(())
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
