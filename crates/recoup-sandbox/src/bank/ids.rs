//! Ids as the bank makes them: a prefix, a running number and some chance from the seed.

use crate::rng::Rng;

/// Makes ids.
#[derive(Debug)]
pub(super) struct Ids {
    rng: Rng,
    last: u64,
}

impl Ids {
    /// The ids of a seed; `label` separates streams of the same seed.
    pub(super) fn new(seed: u64, label: u64) -> Self {
        Self { rng: Rng::new(seed, label), last: 0 }
    }

    pub(super) fn next(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}_{:08x}{:08x}", self.last, self.rng.next() >> 32)
    }

    /// A reference number as acquirers give one to a settled refund: 23 digits.
    pub(super) fn next_arn(&mut self) -> String {
        self.last += 1;
        format!("74{:09}{:012}", self.rng.below(1_000_000_000), self.last)
    }
}
