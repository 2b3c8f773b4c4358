//! What a policy about changes of balances by hand looks at.

use cel::Context;

use super::condition::{Offered, bare};
use crate::actor::{Actor, Role};
use crate::customer::Change;
use crate::customer::adjust::Direction;
use crate::money::MOST_MINOR;

/// Variables a condition about changes by hand may use, with what they mean.
pub const VARIABLES: &[(&str, &str)] = &[
    ("amount_minor", "the amount, minor units"),
    ("amount_major", "the same in whole major units, rounded up"),
    ("currency", "ISO 4217 code"),
    ("direction", "credit where the balance grows, debit where it shrinks"),
    ("reason", "the reason code"),
    ("roles", "list of the requester's roles"),
];

/// The facts a condition about a change by hand looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentFacts {
    /// The amount, minor units.
    pub amount_minor: i64,
    /// Minor units in a major unit of the currency.
    pub minor_per_major: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Which way.
    pub direction: Direction,
    /// Reason code.
    pub reason: String,
    /// The requester's roles.
    pub roles: Vec<&'static str>,
}

impl AdjustmentFacts {
    /// The facts of a change that somebody asks for.
    #[must_use]
    pub fn of(change: &Change, actor: &Actor) -> Self {
        Self {
            amount_minor: change.amount.amount_minor,
            minor_per_major: change.amount.currency.minor_per_major(),
            currency: change.amount.currency.code(),
            direction: change.direction,
            reason: change.reason.clone(),
            roles: actor.roles.iter().map(|role| role.word()).collect(),
        }
    }

    /// Facts in the middle and at the ends of what may come.
    #[must_use]
    pub fn examples() -> [Self; 3] {
        let example = Self {
            amount_minor: 12_345,
            minor_per_major: 100,
            currency: "EUR",
            direction: Direction::Credit,
            reason: "goodwill".to_owned(),
            roles: vec!["support"],
        };
        let least = Self { amount_minor: 0, reason: String::new(), roles: Vec::new(), ..example.clone() };
        let most = Self {
            amount_minor: MOST_MINOR,
            minor_per_major: 1,
            currency: "JPY",
            direction: Direction::Debit,
            reason: "x".repeat(40),
            roles: Role::ALL.iter().map(|role| role.word()).collect(),
        };
        [example, least, most]
    }

    /// The amount in whole major units, rounded up: just above a limit is above it.
    fn amount_major(&self) -> i64 {
        let more = i64::from(self.amount_minor % self.minor_per_major > 0);
        self.amount_minor / self.minor_per_major + more
    }
}

impl Offered for AdjustmentFacts {
    fn context(&self) -> Context<'_, '_> {
        let mut context = bare();
        context.add_variable_from_value("amount_minor", self.amount_minor);
        context.add_variable_from_value("amount_major", self.amount_major());
        context.add_variable_from_value("currency", self.currency);
        context.add_variable_from_value("direction", self.direction.word());
        context.add_variable_from_value("reason", self.reason.as_str());
        context.add_variable_from_value("roles", self.roles.clone());
        context
    }
}
