//! The bank: a state machine that is told the time and does what is asked of it, with no clock, network or threads.
//!
//! It speaks no protocol: its operations take and give typed things or a typed [`Refusal`], and what happened is recorded
//! as [`Happened`]. It is single-threaded and deterministic: the same configuration and the same calls give the same
//! objects, so that a simulator with virtual time can drive it as well as a socket does.

mod authorization;
mod books;
mod capture;
mod conduct;
mod config;
mod dispute;
mod happened;
mod ids;
mod log;
mod lookup;
mod oracle;
mod payout;
mod refund;
mod refusal;
mod release;
mod rows;
mod timers;

#[cfg(test)]
mod tests;

use crate::clock::rfc3339;

pub use authorization::{Authorization, AuthorizationStatus, AuthorizeAsked};
pub use capture::{Capture, CaptureAsked, CaptureStatus};
pub use conduct::{CaptureFate, Conduct, Decline, RefundFate, Verdict};
pub use config::BankConfig;
pub use dispute::{
    Dispute, DisputeAsked, DisputeDecision, DisputeReason, DisputeStage, DisputeStatus, DisputeVerdict, Evidence,
};
pub use happened::{Happened, HappenedKind, Thing};
pub use log::EffectKind;
pub use lookup::Found;
pub use oracle::{Oracle, OracleAuthorization, OracleEffect, OracleUnderWay};
pub use payout::{Payout, PayoutStatus};
pub use refund::{Refund, RefundAsked, RefundOf, RefundStatus};
pub use refusal::{LONGEST_NAME, MOST_MINOR, Refusal};
pub use release::{Release, ReleaseAsked};
pub use rows::{FeePlan, MoneyRow, RowKind};

use books::Books;
use ids::Ids;
use log::Log;
use timers::Timers;

/// The bank with its books, its log and its timers.
#[derive(Debug)]
pub struct Bank {
    config: BankConfig,
    now_us: i64,
    ids: Ids,
    asides: Ids,
    books: Books,
    log: Log,
    timers: Timers,
    happened: Vec<Happened>,
}

impl Bank {
    /// A bank with empty books.
    #[must_use]
    pub fn new(config: BankConfig) -> Self {
        Self {
            now_us: i64::MIN,
            ids: Ids::new(config.seed, 1),
            asides: Ids::new(config.seed, 3),
            books: Books::default(),
            log: Log::default(),
            timers: Timers::default(),
            happened: Vec::new(),
            config,
        }
    }

    /// How it behaves.
    #[must_use]
    pub const fn config(&self) -> &BankConfig {
        &self.config
    }

    /// The bank's time, microseconds since 1970.
    #[must_use]
    pub const fn now_us(&self) -> i64 {
        self.now_us
    }

    /// The bank's time, as RFC 3339 text in UTC.
    #[must_use]
    pub fn now_text(&self) -> String {
        rfc3339(self.now_us)
    }

    /// Lets time pass up to `now_us` (microseconds since 1970): authorizations run out, refunds move on, each at its own
    /// instant and in order. The bank's time never goes back; an earlier instant changes nothing.
    pub fn advance(&mut self, now_us: i64) {
        while let Some((at_us, timer)) = self.timers.take_due(now_us) {
            self.now_us = self.now_us.max(at_us);
            self.fire(timer);
        }
        self.now_us = self.now_us.max(now_us);
    }

    /// The next instant (microseconds since 1970) at which something happens by itself.
    #[must_use]
    pub fn next_due_us(&self) -> Option<i64> {
        self.timers.next_due_us()
    }

    /// What money really moved, from the log alone. With a reference: only the authorizations of which it names a part.
    #[must_use]
    pub fn oracle(&self, reference: Option<&str>) -> Oracle {
        oracle::report(&self.log, &self.books, reference, self.now_us)
    }

    /// What money really moved on one authorization, from the log alone.
    #[must_use]
    pub fn oracle_of(&self, authorization_id: &str) -> Option<OracleAuthorization> {
        let authorization = self.authorization_index(authorization_id).ok()?;
        Some(oracle::of_authorization(&self.log, &self.books, authorization))
    }
}
