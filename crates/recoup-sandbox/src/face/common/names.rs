//! Names: what a face calls an object of the bank, and back again.
//! Wire names are drawn from a stream of their own, so that they neither disturb the bank's ids nor depend on them.

use std::collections::HashMap;

use crate::rng::Rng;

/// The names that one face gave.
#[derive(Debug)]
pub struct Names {
    rng: Rng,
    wire: HashMap<String, String>,
    bank: HashMap<String, String>,
}

impl Names {
    /// No names yet; one seed gives one order of names.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed, 5), wire: HashMap::new(), bank: HashMap::new() }
    }

    /// So many characters of an alphabet by chance, such as 24 letters and digits; for ids that name nothing else too.
    pub fn chance(&mut self, alphabet: &str, length: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        let bound = u32::try_from(letters.len()).unwrap_or(u32::MAX);
        (0..length).filter_map(|_| letters.get(usize::try_from(self.rng.below(bound)).unwrap_or(0)).copied()).collect()
    }

    /// Gives an object of the bank a name on the wire. One object can have several, told apart by `role`: a payment and
    /// its first charge, say. A later name of the same object and role replaces the earlier one.
    pub fn give(&mut self, bank_id: &str, role: &str, wire_id: &str) {
        self.wire.insert(format!("{role} {bank_id}"), wire_id.to_owned());
        self.bank.insert(wire_id.to_owned(), bank_id.to_owned());
    }

    /// What an object is called in a role.
    #[must_use]
    pub fn wire(&self, bank_id: &str, role: &str) -> Option<&str> {
        self.wire.get(&format!("{role} {bank_id}")).map(String::as_str)
    }

    /// Which object of the bank has a name on the wire.
    #[must_use]
    pub fn bank(&self, wire_id: &str) -> Option<&str> {
        self.bank.get(wire_id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways_and_roles_differ() {
        let mut names = Names::new(1);
        let made = names.chance("ab", 8);
        assert_eq!((made.len(), made), (8, Names::new(1).chance("ab", 8)));
        names.give("sa_1", "payment", "pi_1");
        names.give("sa_1", "charge", "ch_1");
        assert_eq!((names.wire("sa_1", "payment"), names.wire("sa_1", "charge")), (Some("pi_1"), Some("ch_1")));
        assert_eq!((names.bank("ch_1"), names.bank("pi_2"), names.wire("sa_2", "payment")), (Some("sa_1"), None, None));
    }
}
