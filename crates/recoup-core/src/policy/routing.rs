//! The policy that says at which gateway accounts a payment is tried, and in which order.
//!
//! The first rule whose condition holds names the accounts; where none holds, the order in which the tokens were handed
//! in counts. It chooses among accounts that the tender has a token for and never makes one up.

use cel::Context;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::condition::{Offered, bare};
use super::ruling::{in_force, matching};
use super::{Outcome, Policy, PolicyKind};
use crate::money::MOST_MINOR;
use crate::refusal::Refusal;
use crate::text;

/// Most accounts that a rule names.
pub const MOST_ACCOUNTS: usize = 5;

/// Variables a condition about routing may use, with what they mean.
pub const VARIABLES: &[(&str, &str)] = &[
    ("amount_minor", "the amount to authorize, minor units"),
    ("amount_major", "the same in whole major units, rounded down"),
    ("currency", "ISO 4217 code"),
    ("method", "kind of method as the shop names it, such as card; empty where it names none"),
    ("brand", "card brand as the shop names it; empty where it names none"),
    ("country", "the customer's country, ISO 3166-1 alpha-2; empty where the shop names none"),
    ("merchant_initiated", "whether the merchant charges a stored instrument without the customer being there"),
];

/// The facts a condition about routing looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteFacts {
    /// The amount, minor units.
    pub amount_minor: i64,
    /// Minor units in a major unit of the currency.
    pub minor_per_major: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Kind of method.
    pub method: String,
    /// Card brand.
    pub brand: String,
    /// The customer's country.
    pub country: String,
    /// Whether the customer is not there.
    pub merchant_initiated: bool,
}

impl RouteFacts {
    /// Facts in the middle and at the ends of what may come.
    #[must_use]
    pub fn examples() -> [Self; 3] {
        let example = Self {
            amount_minor: 12_345,
            minor_per_major: 100,
            currency: "EUR",
            method: "card".to_owned(),
            brand: "visa".to_owned(),
            country: "DE".to_owned(),
            merchant_initiated: false,
        };
        let least = Self {
            amount_minor: 0,
            method: String::new(),
            brand: String::new(),
            country: String::new(),
            ..example.clone()
        };
        let most = Self {
            amount_minor: MOST_MINOR,
            minor_per_major: 1,
            currency: "JPY",
            merchant_initiated: true,
            ..example.clone()
        };
        [example, least, most]
    }
}

impl Offered for RouteFacts {
    fn context(&self) -> Context<'_, '_> {
        let mut context = bare();
        context.add_variable_from_value("amount_minor", self.amount_minor);
        context.add_variable_from_value("amount_major", self.amount_minor / self.minor_per_major);
        context.add_variable_from_value("currency", self.currency);
        context.add_variable_from_value("method", self.method.as_str());
        context.add_variable_from_value("brand", self.brand.as_str());
        context.add_variable_from_value("country", self.country.as_str());
        context.add_variable_from_value("merchant_initiated", self.merchant_initiated);
        context
    }
}

/// Which rule chose the accounts of a payment, kept with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// `policy@version`.
    pub policy: String,
    /// The rule that matched, or `otherwise`.
    pub rule: String,
}

/// What the policy that is in force at an instant says: the rule, and its accounts in order. No accounts mean that no
/// rule holds and the tender's own order counts.
///
/// # Errors
/// [`Refusal::PolicyInvalid`] where a condition cannot be answered.
pub fn route_on(
    (policy, at): (Option<&Policy>, Timestamp),
    facts: &RouteFacts,
) -> Result<(Chosen, Option<Vec<String>>), Refusal> {
    let (document, policy) = in_force(policy, at, PolicyKind::Routing);
    let (rule, _) = matching(&document, 0, facts)?;
    let accounts = rule.and_then(|rule| match &rule.then {
        Outcome::Route { to } => Some(to.clone()),
        Outcome::Allow { .. } | Outcome::Approve { .. } | Outcome::Deny { .. } | Outcome::Allocate { .. } => None,
    });
    let rule = rule.map_or_else(|| "otherwise".to_owned(), |rule| rule.name.clone());
    Ok((Chosen { policy, rule }, accounts))
}

/// Refuses accounts that a rule cannot name.
///
/// # Errors
/// In words.
pub(super) fn check_route(to: &[String]) -> Result<(), String> {
    if to.is_empty() || to.len() > MOST_ACCOUNTS {
        return Err(format!("name 1 to {MOST_ACCOUNTS} accounts in `to`"));
    }
    for (index, account) in to.iter().enumerate() {
        if text::required("to", account, text::SHORT).is_err() || !account.contains(':') {
            return Err("write accounts as gateway and name, such as stripe:main".to_owned());
        }
        if to[..index].contains(account) {
            return Err(format!("`{account}` is named twice"));
        }
    }
    Ok(())
}
