//! Proofs under load: what the engine promises is measured and checked with real connections, real disks and
//! real kills.
//!
//! `races` lets refunds of one payment run against each other, `balances` refunds of a balance against its spending, `crash` kills servers under load, `spine`
//! measures against the floor of the database, `pages` measures the dashboard in a large shop, `idle` looks at a
//! server that does nothing. They play the clients and the operator; nothing else in the executable may use them.

pub mod agree;
pub mod balances;
pub mod client;
pub mod crash;
pub mod face;

pub mod idle;
pub mod node;
pub mod order;
pub mod pages;
pub mod place;
pub mod process;
pub mod races;
pub mod spine;

/// A number with a space before every three digits, so that tables can be read.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(super::grouped(7), "7");
        assert_eq!(super::grouped(1_234_567), "1 234 567");
    }
}
