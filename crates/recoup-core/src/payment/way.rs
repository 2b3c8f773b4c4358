//! How the account of a payment is found: out of the accounts that the tender has tokens for, by the routing policy.
//!
//! A token belongs to one account, so an account without a token is never tried. What is left after the first account is
//! kept with the payment: after a decline that allows it, the next one is tried (`fail_over`).

use serde::{Deserialize, Serialize};

use super::{Method, Terms, is_zero_u8};
use crate::decision::Draft;
use crate::event::Route;
use crate::money::Money;
use crate::policy::PolicyKind;
use crate::policy::routing::{Chosen, MOST_ACCOUNTS, RouteFacts, route_on};
use crate::refusal::Refusal;
use crate::text;

/// An account that the instrument can be charged at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The gateway account, such as `stripe:main`.
    pub account: String,
    /// The instrument's token there.
    pub token: String,
    /// What binds a payment there.
    #[serde(default, skip_serializing_if = "Terms::bind_nothing")]
    pub terms: Terms,
}

/// How the account of a payment was or is to be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Kind of method as the shop names it, such as `card`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// The customer's country, ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// The rule that chose; nothing in a tender, whose account is still to be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Chosen>,
    /// Accounts that may be tried next, in order; in a tender all there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// How many accounts declined before.
    #[serde(default, skip_serializing_if = "is_zero_u8")]
    pub tries: u8,
}

impl Way {
    /// Checks the form of what a tender hands in.
    ///
    /// # Errors
    /// Form refusals naming the field.
    pub fn check(&self, param: &str) -> Result<(), Refusal> {
        let invalid = |field: &str, why: String| Refusal::Invalid { param: format!("{param}.{field}"), why };
        if self.candidates.is_empty() || self.candidates.len() > MOST_ACCOUNTS {
            return Err(invalid("tokens", format!("send 1 to {MOST_ACCOUNTS}")));
        }
        for (index, candidate) in self.candidates.iter().enumerate() {
            text::required(&format!("{param}.tokens[{index}].account"), &candidate.account, text::SHORT)?;
            text::required(&format!("{param}.tokens[{index}].token"), &candidate.token, text::SHORT)?;
            if self.candidates[..index].iter().any(|earlier| earlier.account == candidate.account) {
                return Err(invalid(
                    &format!("tokens[{index}].account"),
                    "it has a token already; send one".to_owned(),
                ));
            }
        }
        text::check(&format!("{param}.method"), &self.method, 40)?;
        let letters = self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        if !(letters || self.country.is_empty()) {
            return Err(invalid("country", "write it as ISO 3166-1 alpha-2, such as DE".to_owned()));
        }
        Ok(())
    }
}

/// The method with the account that the policy wants first, and those it wants next.
///
/// # Errors
/// [`Refusal::Invalid`] where the tender has no token for any account that the policy names.
pub(super) fn routed(draft: &Draft<'_>, method: &Method, amount: Money) -> Result<Method, Refusal> {
    let Some(way) = method.way.as_deref() else { return Ok(method.clone()) };
    let facts = RouteFacts {
        amount_minor: amount.amount_minor,
        minor_per_major: amount.currency.minor_per_major(),
        currency: amount.currency.code(),
        method: way.method.clone(),
        brand: method.brand.clone(),
        country: way.country.clone(),
        merchant_initiated: method.merchant_initiated,
    };
    let policy = draft.policy(&PolicyKind::Routing.stream())?;
    let (chosen, wanted) = route_on((policy, draft.now()), &facts)?;
    let mut candidates = match &wanted {
        None => way.candidates.clone(),
        Some(accounts) => {
            let of = |account: &String| way.candidates.iter().find(|candidate| candidate.account == *account).cloned();
            accounts.iter().filter_map(of).collect()
        }
    };
    // An account that cannot say the amount would refuse it.
    candidates.retain(|candidate| wanted.is_none() || candidate.terms.check_amount(amount).is_ok());
    if candidates.is_empty() {
        let accounts = wanted.unwrap_or_default().join(", ");
        let why = format!("{} (rule {}) wants {accounts}; send a token for one of them", chosen.policy, chosen.rule);
        return Err(Refusal::Invalid { param: "tokens".to_owned(), why });
    }
    let first = candidates.remove(0);
    let way = Way { chosen: Some(chosen), candidates, tries: 0, ..way.clone() };
    Ok(at(method, first, way))
}

/// The same instrument at an account.
pub(super) fn at(method: &Method, candidate: Candidate, way: Way) -> Method {
    Method {
        route: Route::Gateway { account: candidate.account },
        token: candidate.token,
        terms: candidate.terms,
        way: Some(Box::new(way)),
        ..method.clone()
    }
}
