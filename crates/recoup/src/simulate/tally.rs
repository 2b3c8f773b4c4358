//! Counts by name, for what is counted at every step: invariants that were held, and the steps themselves.

use std::collections::BTreeMap;

/// Counts by name. There are a few dozen names, mostly of different lengths, so looking through them is quicker than
/// finding one in an order.
#[derive(Debug, Clone, Default)]
pub struct Tally(Vec<(&'static str, u64)>);

impl Tally {
    /// Counts so many more.
    pub fn add(&mut self, name: &'static str, more: u64) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += more,
            None => self.0.push((name, more)),
        }
    }

    /// Every name with its count.
    #[must_use]
    pub fn all(&self) -> BTreeMap<&'static str, u64> {
        self.0.iter().copied().collect()
    }
}
