//! How this node finds its gateway accounts: calls of the last hour, the breaker, the last error, the last webhook.
//!
//! The worker notes calls and the face notes webhooks; pages read. It is kept in memory by the minute, and written down
//! with each heartbeat, so that other nodes can show it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::worker::Accounts;
use crate::worker::breaker::{Breakers, Standing};
use crate::worker::clean;
use crate::worker::net::shown;

/// Minutes that are counted.
const MINUTES: i64 = 60;

/// Characters of a refused body that are kept.
const MOST_OF_BODY: usize = 300;

const MINUTE_US: i64 = 60_000_000;

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// With an answer that was understood, also with a no.
    Fine,
    /// It provably did nothing, and goes out again: why.
    Failed(String),
    /// Nobody knows what became of it: why.
    Unknown(String),
}

/// A call to a gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// How it ended.
    pub end: End,
    /// From sending to the end, microseconds.
    pub took_us: i64,
    /// When it ended, microseconds since 1970, UTC, by the machine's clock.
    pub at_us: i64,
}

/// Calls, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// With an answer that was understood.
    pub fine: u32,
    /// Provably without effect.
    pub failed: u32,
    /// Without a known outcome.
    pub unknown: u32,
    /// The slowest of them, microseconds.
    pub slowest_us: i64,
}

impl Counts {
    /// Adds the counts of another minute or node.
    pub fn add(&mut self, other: Self) {
        self.fine = self.fine.saturating_add(other.fine);
        self.failed = self.failed.saturating_add(other.failed);
        self.unknown = self.unknown.saturating_add(other.unknown);
        self.slowest_us = self.slowest_us.max(other.slowest_us);
    }
}

/// What went wrong last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// In plain words.
    pub why: String,
    /// When, microseconds since 1970, UTC.
    pub at_us: i64,
}

/// How one gateway account does, as one node sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountHealth {
    /// Counts by minute since 1970, the oldest first, an hour of them at most.
    pub minutes: VecDeque<(i64, Counts)>,
    /// How its breaker stands.
    pub breaker: Standing,
    /// Since when; 0 where it has stood so since the node started.
    pub breaker_since_us: i64,
    /// The last call that went wrong.
    pub wrong: Option<Wrong>,
    /// When the last genuine webhook came to this node.
    pub webhook_us: Option<i64>,
    /// Deliveries that this node refused.
    #[serde(default)]
    pub refused: Refusals,
    /// What genuine deliveries told of payments that were not made here.
    #[serde(default)]
    pub foreign: u64,
}

/// Deliveries that were refused: how many, and some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusals {
    /// Since the node started.
    pub count: u64,
    /// Days since 1970, UTC, of which the samples are.
    day: i64,
    /// The first ones of the last day that had any.
    pub samples: VecDeque<Refused>,
}

/// A delivery that was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why, in plain words.
    pub why: String,
    /// How its body began; nothing of it where it holds a card number.
    pub body: String,
    /// When, microseconds since 1970, UTC.
    pub at_us: i64,
}

impl Refusals {
    /// Anybody can send anything, so what is kept is bounded: this many each day and account.
    const MOST_SAMPLES: usize = 20;

    /// Counts one. What it looked like is made only where it is kept, because bodies can be long.
    fn add(&mut self, at_us: i64, sample: impl FnOnce() -> Refused) {
        self.count = self.count.saturating_add(1);
        let day = at_us / (24 * MINUTES * MINUTE_US);
        if day != self.day {
            self.day = day;
            self.samples.clear();
        }
        if self.samples.len() < Self::MOST_SAMPLES {
            self.samples.push_back(sample());
        }
    }
}

impl AccountHealth {
    /// The calls of the hour before an instant.
    #[must_use]
    pub fn last_hour(&self, now_us: i64) -> Counts {
        let from = now_us / MINUTE_US - MINUTES;
        let mut sum = Counts::default();
        self.minutes.iter().filter(|(minute, _)| *minute > from).for_each(|(_, counts)| sum.add(*counts));
        sum
    }

    fn count(&mut self, call: &Called) {
        let minute = call.at_us / MINUTE_US;
        let mut counts = Counts { slowest_us: call.took_us, ..Counts::default() };
        match &call.end {
            End::Fine => counts.fine = 1,
            End::Failed(_) => counts.failed = 1,
            End::Unknown(_) => counts.unknown = 1,
        }
        if let End::Failed(why) | End::Unknown(why) = &call.end {
            self.wrong = Some(Wrong { why: why.clone(), at_us: call.at_us });
        }
        while self.minutes.front().is_some_and(|(old, _)| *old <= minute - MINUTES) {
            self.minutes.pop_front();
        }
        match self.minutes.back_mut().filter(|(last, _)| *last >= minute) {
            Some((_, last)) => last.add(counts),
            None => self.minutes.push_back((minute, counts)),
        }
    }
}

/// Tenant and account.
type Name = (String, String);

#[derive(Debug, Default)]
struct Seen {
    accounts: BTreeMap<Name, AccountHealth>,
    /// What has changed since it was last written down.
    changed: BTreeSet<Name>,
}

/// How this node finds its gateway accounts. Clones share what they know.
#[derive(Debug, Clone, Default)]
pub struct Health {
    seen: Arc<Mutex<Seen>>,
    breakers: Option<Arc<Breakers>>,
}

impl Health {
    /// The health of accounts, with the breakers of the worker that calls them.
    #[must_use]
    pub fn of(accounts: &Accounts, breakers: Arc<Breakers>) -> Self {
        let health = Self { breakers: Some(breakers), ..Self::default() };
        {
            let mut seen = health.seen.lock();
            for (tenant, account) in accounts.all() {
                let name = (tenant, account.name.clone());
                seen.accounts.insert(name.clone(), AccountHealth::default());
                // Said once, so that others know what this node takes.
                seen.changed.insert(name);
            }
        }
        health
    }

    /// Notes that this node takes an account from now on, so that others know.
    pub fn takes(&self, tenant: &str, account: &str) {
        self.note(tenant, account, |_| {});
    }

    /// Notes a call.
    pub fn called(&self, tenant: &str, account: &str, call: Called) {
        self.note(tenant, account, |health| health.count(&call));
    }

    /// Notes a genuine webhook.
    pub fn heard(&self, tenant: &str, account: &str, at_us: i64) {
        self.note(tenant, account, |health| health.webhook_us = Some(at_us));
    }

    /// Notes a delivery that was refused, with the beginning of its body.
    pub fn refused(&self, tenant: &str, account: &str, (why, body): (&str, &[u8]), at_us: i64) {
        let sample = || {
            let shown = shown(account, body);
            let plain = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_OF_BODY).collect();
            Refused { why: clean::words(why), body: plain, at_us }
        };
        self.note(tenant, account, |health| health.refused.add(at_us, sample));
    }

    /// Notes what a genuine delivery told of a payment that was not made here.
    pub fn foreign(&self, tenant: &str, account: &str) {
        self.note(tenant, account, |health| health.foreign = health.foreign.saturating_add(1));
    }

    fn note(&self, tenant: &str, account: &str, note: impl FnOnce(&mut AccountHealth)) {
        let name = (tenant.to_owned(), account.to_owned());
        let mut seen = self.seen.lock();
        note(seen.accounts.entry(name.clone()).or_default());
        seen.changed.insert(name);
    }

    /// The accounts of a tenant as they stand now.
    #[must_use]
    pub fn of_tenant(&self, tenant: &str, now_us: i64) -> Vec<(String, AccountHealth)> {
        let seen = self.seen.lock();
        let mine = seen.accounts.iter().filter(|((owner, _), _)| owner == tenant);
        mine.map(|((_, account), health)| (account.clone(), self.with_breaker(tenant, account, health, now_us)))
            .collect()
    }

    /// Tenants of its accounts.
    #[must_use]
    pub fn tenants(&self) -> Vec<String> {
        let tenants: BTreeSet<String> = self.seen.lock().accounts.keys().map(|(tenant, _)| tenant.clone()).collect();
        tenants.into_iter().collect()
    }

    /// What has changed since the last time, to be written down: tenant, account and health. A breaker that is not
    /// closed changes by itself.
    #[must_use]
    pub fn take_changed(&self, now_us: i64) -> Vec<(String, String, AccountHealth)> {
        let mut seen = self.seen.lock();
        let mut names = std::mem::take(&mut seen.changed);
        let mut taken = Vec::new();
        for ((tenant, account), health) in &seen.accounts {
            let health = self.with_breaker(tenant, account, health, now_us);
            let name = (tenant.clone(), account.clone());
            if names.remove(&name) || health.breaker != Standing::Closed {
                taken.push((tenant.clone(), account.clone(), health));
            }
        }
        taken
    }

    /// Says that something was not written down after all.
    pub fn put_back(&self, names: impl IntoIterator<Item = (String, String)>) {
        self.seen.lock().changed.extend(names);
    }

    fn with_breaker(&self, tenant: &str, account: &str, health: &AccountHealth, now_us: i64) -> AccountHealth {
        let mut health = health.clone();
        if let Some(breakers) = &self.breakers {
            (health.breaker, health.breaker_since_us) = breakers.standing(tenant, account, now_us);
        }
        health
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(end: End, minute: i64, took_us: i64) -> Called {
        Called { end, took_us, at_us: minute * MINUTE_US + 5 }
    }

    #[test]
    fn an_hour_is_counted_and_what_is_older_is_forgotten() {
        let health = Health::default();
        health.called("shop", "a", call(End::Fine, 100, 900));
        health.called("shop", "a", call(End::Failed("busy".to_owned()), 130, 20));
        health.called("shop", "a", call(End::Unknown("silent".to_owned()), 130, 50));
        let (_, seen) = health.of_tenant("shop", 130 * MINUTE_US).remove(0);
        assert_eq!(seen.last_hour(159 * MINUTE_US), Counts { fine: 1, failed: 1, unknown: 1, slowest_us: 900 });
        assert_eq!(seen.last_hour(161 * MINUTE_US), Counts { fine: 0, failed: 1, unknown: 1, slowest_us: 50 });
        assert_eq!(seen.wrong.map(|wrong| wrong.why).as_deref(), Some("silent"));
        health.called("shop", "a", call(End::Fine, 400, 1));
        assert_eq!(health.of_tenant("shop", 400 * MINUTE_US)[0].1.minutes.len(), 1);
        assert_eq!(health.of_tenant("other", 0), Vec::new());
    }

    #[test]
    fn refused_deliveries_are_counted_and_some_of_each_day_are_kept() {
        let (health, day_us) = (Health::default(), 24 * 60 * MINUTE_US);
        for nth in 0..25 {
            health.refused("shop", "a", ("it has no signature", format!("{nth}\n{}", "x".repeat(900)).as_bytes()), nth);
        }
        let seen = health.of_tenant("shop", 0).remove(0).1.refused;
        assert_eq!((seen.count, seen.samples.len()), (25, Refusals::MOST_SAMPLES));
        assert_eq!((seen.samples[0].body.len(), &seen.samples[0].body[..3]), (MOST_OF_BODY, "0 x"));
        health.refused("shop", "a", ("it has no signature", b"pan=4242 4242 4242 4242"), day_us);
        let seen = health.of_tenant("shop", 0).remove(0).1.refused;
        assert_eq!((seen.count, seen.samples.len()), (26, 1));
        assert!(!seen.samples[0].body.contains("4242"), "{:?}", seen.samples);
        for why in ["expected a map, got \"4242 4242 4242 4242\"".to_owned(), "\u{1b}".repeat(1 << 20)] {
            health.refused("shop", "a", (&why, b""), day_us);
        }
        let samples = health.of_tenant("shop", 0).remove(0).1.refused.samples;
        let kept = |why: &str| why.len() <= 500 && !why.contains("4242") && !why.contains('\u{1b}');
        assert!(samples.iter().all(|one| kept(&one.why)), "{samples:?}");
        health.refused("shop", "stripe:a", ("no", br#"{"client_secret":"pi_1_secret_x"}"#), day_us);
        let shown = health.of_tenant("shop", 0).into_iter().find(|(name, _)| name == "stripe:a").expect("noted").1;
        assert!(!shown.refused.samples[0].body.contains("secret_x"), "{:?}", shown.refused.samples);
        let old = r#"{"minutes":[],"breaker":"closed","breaker_since_us":0,"wrong":null,"webhook_us":7}"#;
        let read: AccountHealth = serde_json::from_str(old).expect("what an older node wrote");
        assert_eq!((read.webhook_us, read.refused.count, read.foreign), (Some(7), 0, 0));
    }

    #[test]
    fn it_is_written_down_once_and_reads_back() {
        let health = Health::default();
        health.heard("shop", "a", 7);
        let changed = health.take_changed(8);
        let text = serde_json::to_string(&changed[0].2).expect("plain data");
        let read: AccountHealth = serde_json::from_str(&text).expect("it was written so");
        assert_eq!((read.webhook_us, changed.len()), (Some(7), 1));
        assert!(health.take_changed(9).is_empty(), "nothing has changed");
        health.put_back([("shop".to_owned(), "a".to_owned())]);
        assert_eq!(health.take_changed(9).len(), 1);
    }
}
