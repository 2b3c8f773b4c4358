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
}

impl Customer {
    /// The account that `customer.put` begins.
    #[must_use]
    pub fn begin(id: &Id, language: &str, reference: &str) -> Self {
        Self { id: id.clone(), reference: reference.to_owned(), language: language.to_owned(), balances: Vec::new() }
    }

    /// The balance in one currency, minor units.
    #[must_use]
    pub fn balance_minor(&self, currency: Currency) -> i64 {
        self.balances.iter().find(|b| b.currency == currency).map_or(0, |b| b.amount_minor)
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
            CustomerBody::Credited { amount, .. } | CustomerBody::Overpaid { amount, .. } => self.change(*amount, 1),
            CustomerBody::Spent { amount, .. } => self.change(*amount, -1),
        }
    }

    fn change(&mut self, amount: Money, sign: i64) -> Result<(), Refusal> {
        let before = self.balance_minor(amount.currency);
        let after = plus(before, sign * amount.amount_minor)?;
        if after < 0 {
            return Err(Refusal::ExceedsBalance {
                asked_minor: amount.amount_minor,
                left_minor: before,
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
