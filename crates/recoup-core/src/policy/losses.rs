//! What the policy about write-offs looks at.

use cel::Context;

use super::condition::{Offered, bare};
use crate::actor::Role;
use crate::money::MOST_MINOR;

/// Variables a condition about write-offs may use, with what they mean.
pub const VARIABLES: &[(&str, &str)] = &[
    ("amount_minor", "what is to be given up, minor units"),
    ("amount_major", "the same in whole major units, rounded down"),
    ("currency", "ISO 4217 code"),
    ("reason", "the reason code"),
    ("roles", "list of the requester's roles"),
    ("days_late", "whole days since the due date, 0 before it"),
    ("tax_relief", "whether the tax is to be given up as well"),
];

/// The facts a condition about a write-off looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossFacts {
    /// What is to be given up, minor units.
    pub amount_minor: i64,
    /// Minor units in a major unit of the currency.
    pub minor_per_major: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Reason code.
    pub reason: String,
    /// The requester's roles.
    pub roles: Vec<&'static str>,
    /// Whole days since the due date.
    pub days_late: i64,
    /// Whether the tax is to be given up as well.
    pub tax_relief: bool,
}

impl LossFacts {
    /// Facts in the middle and at the ends of what may come.
    #[must_use]
    pub fn examples() -> [Self; 3] {
        let example = Self {
            amount_minor: 12_345,
            minor_per_major: 100,
            currency: "EUR",
            reason: "insolvent".to_owned(),
            roles: vec!["billing_admin"],
            days_late: 90,
            tax_relief: false,
        };
        let least = Self { amount_minor: 0, reason: String::new(), roles: Vec::new(), days_late: 0, ..example.clone() };
        let most = Self {
            amount_minor: MOST_MINOR,
            minor_per_major: 1,
            currency: "JPY",
            reason: "x".repeat(40),
            roles: Role::ALL.iter().map(|role| role.word()).collect(),
            days_late: 1_000_000,
            tax_relief: true,
        };
        [example, least, most]
    }
}

impl Offered for LossFacts {
    fn context(&self) -> Context<'_, '_> {
        let mut context = bare();
        context.add_variable_from_value("amount_minor", self.amount_minor);
        context.add_variable_from_value("amount_major", self.amount_minor / self.minor_per_major);
        context.add_variable_from_value("currency", self.currency);
        context.add_variable_from_value("reason", self.reason.as_str());
        context.add_variable_from_value("roles", self.roles.clone());
        context.add_variable_from_value("days_late", self.days_late);
        context.add_variable_from_value("tax_relief", self.tax_relief);
        context
    }
}
