//! Holds back from gateways that are ill: a bounded number of calls at once, and a breaker per account.
//!
//! After several failures in a row an account is left alone for a while, longer each time, then one call
//! tries. Effects wait in the outbox meanwhile; nothing is lost and nothing piles up in memory. An account
//! is a tenant and a name: what ails one merchant's account says nothing about another's.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use recoup_gateways::Outcome;
use serde::{Deserialize, Serialize};

use crate::machine::Machine;

/// Failures in a row that open the breaker.
const OPEN_AFTER: u32 = 5;

/// First pause, microseconds; doubled each time, up to a minute.
const FIRST_PAUSE_US: i64 = 500_000;

/// Tenant and account.
type Name = (String, String);

#[derive(Debug, Default)]
struct State {
    under_way: usize,
    failures: u32,
    closed_until_us: i64,
    /// When it last began to let calls through, or to hold them back.
    since_us: i64,
}

/// Whether a gateway seems well after an answer with this status. That something cannot be done yet, such as a refund
/// before its capture has settled, is no illness where a plain answer or a 422 says so; else a few of them would hold up
/// all others.
#[must_use]
pub fn seems_well(outcome: &Outcome, status: u16) -> bool {
    match outcome {
        Outcome::Unknown { .. } => false,
        Outcome::Again { .. } => matches!(status, 200..=299 | 422),
        Outcome::Facts(_) | Outcome::NeverArrived | Outcome::Next(_) => true,
    }
}

/// How a breaker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Calls go through.
    #[default]
    Closed,
    /// The account is left alone for a while.
    Open,
    /// One call tries whether the gateway is well again.
    HalfOpen,
}

/// Breakers and slots by account.
#[derive(Debug, Default)]
pub struct Breakers {
    states: Mutex<BTreeMap<Name, State>>,
    machine: Machine,
}

/// A slot that is taken; it is given back when this is dropped, also by a panic.
#[derive(Debug)]
pub struct Slot {
    breakers: Arc<Breakers>,
    name: Name,
    well: bool,
}

impl Slot {
    /// Says that the call went well; otherwise it counts as a failure.
    pub const fn went(&mut self, well: bool) {
        self.well = well;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.breakers.end(&self.name, self.well, self.breakers.machine.wall_us());
    }
}

impl Breakers {
    /// Breakers that go by the clock of a machine.
    #[must_use]
    pub fn on(machine: Machine) -> Self {
        Self { states: Mutex::default(), machine }
    }

    /// Calls an account can take now, of `most` at once: none while its breaker is open, one to try after that.
    #[must_use]
    pub fn free(&self, tenant: &str, account: &str, most: usize, now_us: i64) -> usize {
        let states = self.states.lock();
        let Some(state) = states.get(&(tenant.to_owned(), account.to_owned())) else { return most };
        if state.closed_until_us > now_us {
            return 0;
        }
        let most = if state.failures >= OPEN_AFTER { most.min(1) } else { most };
        most.saturating_sub(state.under_way)
    }

    /// How the breaker of an account stands, and since when, microseconds by the machine's clock; 0 where it has
    /// never been open.
    #[must_use]
    pub fn standing(&self, tenant: &str, account: &str, now_us: i64) -> (Standing, i64) {
        let states = self.states.lock();
        let Some(state) = states.get(&(tenant.to_owned(), account.to_owned())) else { return (Standing::Closed, 0) };
        if state.failures < OPEN_AFTER {
            (Standing::Closed, state.since_us)
        } else if state.closed_until_us > now_us {
            (Standing::Open, state.since_us)
        } else {
            (Standing::HalfOpen, state.closed_until_us)
        }
    }

    /// Takes a slot.
    #[must_use]
    pub fn begin(self: &Arc<Self>, tenant: &str, account: &str) -> Slot {
        let name = (tenant.to_owned(), account.to_owned());
        self.states.lock().entry(name.clone()).or_default().under_way += 1;
        Slot { breakers: Arc::clone(self), name, well: false }
    }

    /// Gives the slot back and notes how it went.
    fn end(&self, name: &Name, well: bool, now_us: i64) {
        let mut states = self.states.lock();
        let state = states.entry(name.clone()).or_default();
        state.under_way = state.under_way.saturating_sub(1);
        if well {
            if state.failures >= OPEN_AFTER {
                state.since_us = now_us;
            }
            state.failures = 0;
            state.closed_until_us = 0;
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= OPEN_AFTER {
            let doublings = (state.failures - OPEN_AFTER).min(7);
            state.closed_until_us = now_us + (FIRST_PAUSE_US << doublings).min(60_000_000);
            state.since_us = now_us;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fail(breakers: &Arc<Breakers>, times: u32) {
        let name = ("shop".to_owned(), "a".to_owned());
        for _ in 0..times {
            std::mem::forget(breakers.begin("shop", "a"));
            breakers.end(&name, false, 0);
        }
    }

    #[test]
    fn opens_after_failures_in_a_row_then_one_call_tries() {
        let breakers = Arc::new(Breakers::default());
        fail(&breakers, OPEN_AFTER);
        assert_eq!(breakers.free("shop", "a", 10, 1), 0);
        assert_eq!(breakers.free("shop", "a", 10, FIRST_PAUSE_US + 1), 1, "half open is one call");
        let mut slot = breakers.begin("shop", "a");
        assert_eq!(breakers.free("shop", "a", 10, FIRST_PAUSE_US + 1), 0);
        slot.went(true);
        drop(slot);
        assert_eq!(breakers.free("shop", "a", 10, FIRST_PAUSE_US + 1), 10);
    }

    #[test]
    fn what_cannot_be_done_yet_is_no_illness_of_the_gateway() {
        let again = || Outcome::again(60, "it has not settled yet");
        assert!([200, 422].iter().all(|status| seems_well(&again(), *status)));
        assert!([0, 401, 429, 500, 503].iter().all(|status| !seems_well(&again(), *status)));
        assert!(seems_well(&Outcome::NeverArrived, 404) && !seems_well(&Outcome::unknown("a page"), 200));
    }

    #[test]
    fn it_says_how_it_stands_and_since_when() {
        let breakers = Arc::new(Breakers::default());
        assert_eq!(breakers.standing("shop", "a", 7), (Standing::Closed, 0), "nothing was called yet");
        fail(&breakers, OPEN_AFTER);
        assert_eq!(breakers.standing("shop", "a", 1), (Standing::Open, 0));
        assert_eq!(breakers.standing("shop", "a", FIRST_PAUSE_US), (Standing::HalfOpen, FIRST_PAUSE_US));
        breakers.end(&("shop".to_owned(), "a".to_owned()), true, FIRST_PAUSE_US + 5);
        assert_eq!(breakers.standing("shop", "a", FIRST_PAUSE_US + 9), (Standing::Closed, FIRST_PAUSE_US + 5));
    }

    #[test]
    fn one_merchants_account_says_nothing_of_anothers() {
        let breakers = Arc::new(Breakers::default());
        fail(&breakers, OPEN_AFTER);
        assert_eq!(breakers.free("other", "a", 10, 1), 10);
        assert_eq!(breakers.free("shop", "b", 10, 1), 10);
    }

    #[test]
    fn slots_are_bounded_and_come_back_from_a_panic() {
        let breakers = Arc::new(Breakers::default());
        let slot = breakers.begin("shop", "a");
        assert_eq!(breakers.free("shop", "a", 1, 0), 0);
        let died = std::thread::spawn(move || {
            let _slot = slot;
            assert_eq!(1, 2, "a defect");
        });
        assert!(died.join().is_err());
        assert_eq!(breakers.free("shop", "a", 1, 0), 1);
    }
}
