//! Holds back from gateways that are ill: a bounded number of calls at once, and a breaker per account.
//!
//! After several failures in a row an account is left alone for a while, longer each time, then one call
//! tries. Effects wait in the outbox meanwhile; nothing is lost and nothing piles up in memory.

use std::collections::BTreeMap;

use parking_lot::Mutex;

/// Failures in a row that open the breaker.
const OPEN_AFTER: u32 = 5;

/// First pause, microseconds; doubled each time, up to a minute.
const FIRST_PAUSE_US: i64 = 500_000;

#[derive(Debug, Default)]
struct State {
    under_way: usize,
    failures: u32,
    closed_until_us: i64,
}

/// Breakers and slots by account.
#[derive(Debug, Default)]
pub struct Breakers {
    states: Mutex<BTreeMap<String, State>>,
}

impl Breakers {
    /// Accounts that must be left alone now: breaker open, or every slot taken.
    pub fn to_skip(&self, now_us: i64, most: impl Fn(&str) -> usize) -> Vec<String> {
        let states = self.states.lock();
        let full = |(name, state): &(&String, &State)| state.closed_until_us > now_us || state.under_way >= most(name);
        states.iter().filter(full).map(|(name, _)| name.clone()).collect()
    }

    /// Takes a slot.
    pub fn begin(&self, account: &str) {
        self.states.lock().entry(account.to_owned()).or_default().under_way += 1;
    }

    /// Gives the slot back and says how it went.
    pub fn end(&self, account: &str, well: bool, now_us: i64) {
        let mut states = self.states.lock();
        let state = states.entry(account.to_owned()).or_default();
        state.under_way = state.under_way.saturating_sub(1);
        if well {
            state.failures = 0;
            state.closed_until_us = 0;
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= OPEN_AFTER {
            let doublings = (state.failures - OPEN_AFTER).min(7);
            state.closed_until_us = now_us + (FIRST_PAUSE_US << doublings).min(60_000_000);
        }
    }

    /// Accounts with their failures in a row and how long they are left alone, for the doctor.
    #[must_use]
    pub fn report(&self) -> Vec<(String, u32, i64)> {
        self.states.lock().iter().map(|(name, s)| (name.clone(), s.failures, s.closed_until_us)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_failures_in_a_row_and_closes_after_success() {
        let breakers = Breakers::default();
        for _ in 0..OPEN_AFTER {
            breakers.begin("a");
            breakers.end("a", false, 0);
        }
        assert_eq!(breakers.to_skip(1, |_| 10), ["a"]);
        assert!(breakers.to_skip(FIRST_PAUSE_US + 1, |_| 10).is_empty());
        breakers.begin("a");
        breakers.end("a", true, FIRST_PAUSE_US + 1);
        assert!(breakers.to_skip(FIRST_PAUSE_US + 1, |_| 10).is_empty());
    }

    #[test]
    fn slots_are_bounded() {
        let breakers = Breakers::default();
        breakers.begin("a");
        assert_eq!(breakers.to_skip(0, |_| 1), ["a"]);
        breakers.end("a", true, 0);
        assert!(breakers.to_skip(0, |_| 1).is_empty());
    }
}
