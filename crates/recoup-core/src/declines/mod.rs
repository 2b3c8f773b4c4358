//! Decline codes: what they mean, whether to try again later, whether to try another gateway now.
//!
//! The table is data with source, edition and date ([`table`]); [`explain`] applies the order in which the signals of a
//! decline count. Nothing here decides about a payment: routing and recovery ask, and so do pages and the command line.

pub mod class;
mod explained;
mod order;
pub mod table;

#[cfg(test)]
mod tests;

pub use class::{Class, Confidence, RetryLater};
pub use explained::{
    Attempt, DecidedBy, Explained, UNKNOWN_RETRIES_AT_MOST, classify, day, explain, may_fail_over, of_payment,
};
pub use table::Row;

/// Every name that [`explain`] knows: gateways and networks first, then the vocabularies of the table.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let own = order::ORDERS.iter().map(|order| order.name);
    let mut names: Vec<&str> = own.chain(table::sources()).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names
}

/// The vocabularies behind a name, in the order in which they are asked; none for a name that nobody knows.
#[must_use]
pub fn vocabularies(name: &str) -> Vec<&'static str> {
    match order::of(name) {
        Some(order) => [order.advices, order.codes, order.late_advices].concat(),
        None => table::sources().filter(|source| *source == name).collect(),
    }
}
