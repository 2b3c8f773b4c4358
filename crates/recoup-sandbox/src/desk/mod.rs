//! The desk: one bank behind one face, and everything that is the same for all faces: faults, replays, webhooks and the
//! control routes. It is told the time and has no clock, network or threads.

mod call;
mod control;
mod keys;
#[cfg(test)]
mod tests;

use crate::bank::{Bank, BankConfig, Oracle, OracleAuthorization};
use crate::face::Face;
use crate::faults::{FaultPlan, FaultReport, Faults};
use crate::webhooks::{WebhookDelivery, WebhookEndpoint, Webhooks};

use keys::Keys;

/// A gateway that pretends: a bank behind a face.
#[derive(Debug)]
pub struct Desk {
    bank: Bank,
    face: Box<dyn Face>,
    keys: Keys,
    faults: Faults,
    webhooks: Webhooks,
}

impl Desk {
    /// A desk with empty books.
    #[must_use]
    pub fn new(config: BankConfig) -> Self {
        Self {
            face: config.face.open(&config),
            keys: Keys::default(),
            faults: Faults::new(config.faults, config.seed),
            webhooks: Webhooks::new(&config.webhook_endpoints),
            bank: Bank::new(config),
        }
    }

    /// The bank behind it.
    #[must_use]
    pub const fn bank(&self) -> &Bank {
        &self.bank
    }

    /// Does something at the bank itself, such as opening a dispute, and tells the endpoints what happened.
    pub fn at_bank<R>(&mut self, act: impl FnOnce(&mut Bank) -> R) -> R {
        let done = act(&mut self.bank);
        self.pass_on();
        done
    }

    /// Lets time pass up to `now_us` (microseconds since 1970), see [`Bank::advance`].
    pub fn advance(&mut self, now_us: i64) {
        self.bank.advance(now_us);
        self.pass_on();
    }

    /// Every webhook due at `now_us` (microseconds since 1970), earliest first. Each comes again after a pause unless
    /// [`Desk::acknowledge`] says that it was received.
    pub fn due(&mut self, now_us: i64) -> Vec<WebhookDelivery> {
        self.due_at_most(now_us, usize::MAX)
    }

    /// Like [`Desk::due`], but no more than `limit` deliveries.
    pub fn due_at_most(&mut self, now_us: i64, limit: usize) -> Vec<WebhookDelivery> {
        self.advance(now_us);
        self.webhooks.take_due(self.bank.now_us(), limit, self.face.as_ref())
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
        self.bank.next_due_us().into_iter().chain(self.webhooks.next_due_us()).min()
    }

    /// Adds an endpoint for webhooks, or replaces its secret, whose predecessor then still signs for a day.
    pub fn put_webhook_endpoint(&mut self, endpoint: &WebhookEndpoint) {
        self.webhooks.put_endpoint(endpoint, self.bank.now_us());
    }

    /// Makes one endpoint the only one; what waited for others is forgotten.
    pub fn keep_only_webhook_endpoint(&mut self, url: &str) {
        self.webhooks.keep_only(url);
    }

    /// Tells the endpoints of an event that nobody knows, in the words of the face.
    pub fn tell_unheard_of(&mut self) {
        let message = self.face.unheard_of(self.bank.now_us());
        self.webhooks.emit(message, &mut self.faults);
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

    /// What money really moved, see [`Bank::oracle`].
    #[must_use]
    pub fn oracle(&self, reference: Option<&str>) -> Oracle {
        self.bank.oracle(reference)
    }

    /// What money really moved on one authorization, see [`Bank::oracle_of`].
    #[must_use]
    pub fn oracle_of(&self, authorization_id: &str) -> Option<OracleAuthorization> {
        self.bank.oracle_of(authorization_id)
    }

    /// Hands what happened since last time to the endpoints, in the words of the face.
    fn pass_on(&mut self) {
        let happened = self.bank.take_happened();
        if happened.is_empty() && !self.face.has_to_tell() {
            return;
        }
        for message in self.face.messages(&self.bank, &happened) {
            self.webhooks.emit(message, &mut self.faults);
        }
    }
}
