//! The bank: a state machine that is told the time and answers requests, with no clock, network or threads.
//!
//! It is single-threaded and deterministic: the same configuration and the same calls give the same answers, so that a
//! simulator with virtual time can drive it as well as the HTTP shell does.

mod authorization;
mod books;
mod call;
mod capture;
mod idempotency;
mod log;
mod oracle;
mod refund;
mod release;
mod request;
mod timers;

#[cfg(test)]
mod tests;

use crate::clock::rfc3339;
use crate::faults::{FaultPlan, FaultReport, Faults};
use crate::webhooks::{Event, WebhookDelivery, WebhookEndpoint, Webhooks};

pub use authorization::{Authorization, AuthorizationStatus};
pub use capture::Capture;
pub use log::EffectKind;
pub use oracle::{Oracle, OracleAuthorization, OracleEffect};
pub use refund::{Refund, RefundStatus};
pub use release::Release;
pub use request::{BankReply, BankRequest};

use books::{Books, Ids};
use idempotency::Keys;
use log::Log;
use timers::Timers;

/// How the bank behaves.
#[derive(Debug, Clone)]
pub struct BankConfig {
    /// Decides ids and faults; one seed gives one history.
    pub seed: u64,
    /// What clients of `/v1` show as `Authorization: Bearer <secret>`.
    pub secret: String,
    /// How long an authorization lives, in seconds.
    pub authorization_lifetime_secs: i64,
    /// How long an authorization on `tok_expires_fast` lives, in seconds.
    pub fast_expiry_secs: i64,
    /// How long an idempotency key is remembered, in seconds.
    pub idempotency_window_secs: i64,
    /// From accepted to completed (or failed), in seconds.
    pub refund_completes_after_secs: i64,
    /// From completed to settled, in seconds.
    pub refund_settles_after_secs: i64,
    /// From settled to returned, on `tok_refund_returns`, in seconds.
    pub refund_returns_after_secs: i64,
    /// The bad luck at the start.
    pub faults: FaultPlan,
    /// Who is told at the start.
    pub webhook_endpoints: Vec<WebhookEndpoint>,
}

impl Default for BankConfig {
    fn default() -> Self {
        Self {
            seed: 1,
            secret: "sandbox_secret".to_owned(),
            authorization_lifetime_secs: 7 * 86_400,
            fast_expiry_secs: 3_600,
            idempotency_window_secs: 86_400,
            refund_completes_after_secs: 2,
            refund_settles_after_secs: 86_400,
            refund_returns_after_secs: 3 * 86_400,
            faults: FaultPlan::default(),
            webhook_endpoints: Vec::new(),
        }
    }
}

/// The bank with its books, its log, its timers and its webhooks.
#[derive(Debug)]
pub struct Bank {
    config: BankConfig,
    now_us: i64,
    ids: Ids,
    books: Books,
    log: Log,
    keys: Keys,
    timers: Timers,
    faults: Faults,
    webhooks: Webhooks,
}

impl Bank {
    /// A bank with empty books.
    #[must_use]
    pub fn new(config: BankConfig) -> Self {
        Self {
            now_us: i64::MIN,
            ids: Ids::new(config.seed),
            books: Books::default(),
            log: Log::default(),
            keys: Keys::new(config.idempotency_window_secs),
            timers: Timers::default(),
            faults: Faults::new(config.faults, config.seed),
            webhooks: Webhooks::new(&config.webhook_endpoints),
            config,
        }
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

    /// Every webhook due at `now_us` (microseconds since 1970), earliest first. Each comes again after a pause unless
    /// [`Bank::acknowledge`] says that it was received.
    pub fn due(&mut self, now_us: i64) -> Vec<WebhookDelivery> {
        self.due_at_most(now_us, usize::MAX)
    }

    /// Like [`Bank::due`], but no more than `limit` deliveries.
    pub fn due_at_most(&mut self, now_us: i64, limit: usize) -> Vec<WebhookDelivery> {
        self.advance(now_us);
        self.webhooks.take_due(self.now_us, limit)
    }

    /// The endpoint answered this delivery with 2xx, so it is over.
    pub fn acknowledge(&mut self, delivery_id: u64) {
        self.webhooks.received(delivery_id);
    }

    /// How many deliveries nobody has received yet.
    #[must_use]
    pub fn webhooks_waiting(&self) -> usize {
        self.webhooks.waiting()
    }

    /// The next instant (microseconds since 1970) at which something happens by itself.
    #[must_use]
    pub fn next_due_us(&self) -> Option<i64> {
        self.timers.next_due_us().into_iter().chain(self.webhooks.next_due_us()).min()
    }

    /// Adds an endpoint for webhooks, or replaces its secret, whose predecessor then still signs for a day.
    pub fn put_webhook_endpoint(&mut self, endpoint: &WebhookEndpoint) {
        self.webhooks.put_endpoint(endpoint, self.now_us);
    }

    /// Makes one endpoint the only one; what waited for others is forgotten.
    pub fn keep_only_webhook_endpoint(&mut self, url: &str) {
        self.webhooks.keep_only(url);
    }

    /// Puts a fault plan in force.
    pub const fn set_faults(&mut self, plan: FaultPlan) {
        self.faults.set_plan(plan);
    }

    /// The fault plan in force and what it did so far.
    #[must_use]
    pub fn faults(&self) -> FaultReport {
        self.faults.report()
    }

    /// What money really moved, from the log alone. With a reference: only the authorizations of which it names a part.
    #[must_use]
    pub fn oracle(&self, reference: Option<&str>) -> Oracle {
        oracle::report(&self.log, &self.books, reference, self.now_us)
    }

    /// What money really moved on one authorization, from the log alone.
    #[must_use]
    pub fn oracle_of(&self, authorization_id: &str) -> Option<OracleAuthorization> {
        let authorization = self.books.authorization_index(authorization_id)?;
        Some(oracle::of_authorization(&self.log, &self.books, authorization))
    }

    /// Tells the endpoints what happened to an object, now.
    fn tell(&mut self, kind: &'static str, data: &str) {
        let event = Event { id: self.ids.next("we"), kind, data, at_us: self.now_us };
        self.webhooks.emit(&event, &mut self.faults);
    }

    /// The bank's time as text.
    fn now_text(&self) -> String {
        rfc3339(self.now_us)
    }
}
