//! What surrounds a node: the way to the store and the way to the bank, with all that can happen on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use recoup_gateways::Request;
use recoup_sandbox::{BankConfig, Desk, Oracle, WebhookDelivery, WireReply, WireRequest};

use super::universe::Universe;
use super::watch::Watch;
use crate::store::error::{Result, StoreError};
use crate::store::memory::{Op, Weather};
use crate::store::rows::Group;
use crate::worker::net::{Sent, Wire};

/// How long a node waits for the bank, milliseconds.
pub const TIMEOUT_MS: u64 = 20_000;

/// How long a node stands still when it stalls, milliseconds: longer than any lease.
const STALL_MS: u64 = 200_000;

/// The way to the store.
#[derive(Debug)]
pub struct StoreWay {
    /// The universe.
    pub universe: Arc<Universe>,
    /// Who looks at every commit.
    pub watch: Arc<Mutex<Watch>>,
}

impl StoreWay {
    async fn there(&self, op: Op) -> Result<()> {
        let universe = &self.universe;
        universe.travel(2).await;
        let luck = universe.luck();
        if universe.strikes("stall", luck.stall) {
            universe.wait(STALL_MS).await;
        }
        let place = || "the simulated store".to_owned();
        if universe.strikes("store_busy", luck.store_busy) {
            return Err(StoreError::Busy { detail: "the simulated store has no hand free".to_owned() });
        }
        if universe.strikes("store_away", luck.store_away) {
            return Err(StoreError::Unavailable { place: place(), detail: "the network is down".to_owned() });
        }
        if op == Op::Commit && universe.strikes("store_conflict", luck.store_conflict) {
            return Err(StoreError::SerializationConflict { detail: "another transaction was faster".to_owned() });
        }
        universe.step(op.word(), &[]);
        Ok(())
    }

    async fn back(&self, op: Op) -> Result<()> {
        let universe = &self.universe;
        universe.travel(2).await;
        let luck = universe.luck();
        let unheard = match op {
            Op::Commit => universe.strikes("commit_unheard", luck.commit_unheard),
            Op::Finish | Op::Deliver | Op::Exchange | Op::Claim | Op::Seal => {
                universe.strikes("write_unheard", luck.write_unheard)
            }
            Op::Load | Op::Look => false,
        };
        universe.step(if unheard { "unheard" } else { "heard" }, &[]);
        if unheard {
            return Err(StoreError::OutcomeUnknown { detail: "the connection broke".to_owned() });
        }
        Ok(())
    }
}

impl Weather for StoreWay {
    fn before(&self, op: Op) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.there(op))
    }

    fn after(&self, op: Op) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.back(op))
    }

    fn committed(&self, group: &Group) {
        for event in group.units.iter().flat_map(|unit| &unit.events) {
            self.universe.step("event", event.body.as_bytes());
        }
        self.watch.lock().committed(&self.universe, group);
    }
}

/// The banks: one for each account of each shop.
#[derive(Debug, Default)]
pub struct Banks {
    all: Vec<(String, String, Mutex<Desk>)>,
    silent: Mutex<Silent>,
}

/// Names of what gateways give no answer about, and until when by the machines' clock, microseconds.
#[derive(Debug, Default)]
struct Silent {
    names: BTreeSet<String>,
    until_us: i64,
}

impl Banks {
    /// Opens a bank for an account of a shop.
    pub fn open(&mut self, tenant: &str, account: &str, config: BankConfig) {
        self.all.push((tenant.to_owned(), account.to_owned(), Mutex::new(Desk::new(config))));
    }

    /// From here on there is no answer about what has these names, until an instant by the machines' clock.
    pub fn hush(&self, names: BTreeSet<String>, until_us: i64) {
        *self.silent.lock() = Silent { names, until_us };
    }

    /// Whether a text is about what there is no answer about.
    #[must_use]
    pub fn is_silent_about(&self, text: &str, wall_us: i64) -> bool {
        let silent = self.silent.lock();
        wall_us < silent.until_us && silent.names.iter().any(|name| text.contains(name.as_str()))
    }

    /// Where the bank of an account is. Faces that name addresses of their own say `http`.
    #[must_use]
    pub fn url(tenant: &str, account: &str) -> String {
        format!("http://{}.{tenant}.example", account.replace(':', "."))
    }

    /// The bank at an address, and what is asked of it there.
    fn at<'u>(&self, url: &'u str) -> Option<(&Mutex<Desk>, &'u str)> {
        self.all.iter().find_map(|(tenant, account, bank)| Some((bank, url.strip_prefix(&Self::url(tenant, account))?)))
    }

    /// What is due of all of them, with the bank it comes from.
    pub fn due(&self, now_us: i64, most: usize) -> Vec<(usize, WebhookDelivery)> {
        let of = |(place, (_, _, bank)): (usize, &(String, String, Mutex<Desk>))| {
            bank.lock().due_at_most(now_us, most).into_iter().map(move |delivery| (place, delivery)).collect::<Vec<_>>()
        };
        self.all.iter().enumerate().flat_map(of).collect()
    }

    /// A delivery arrived.
    pub fn acknowledge(&self, place: usize, delivery: u64) {
        if let Some((_, _, bank)) = self.all.get(place) {
            bank.lock().acknowledge(delivery);
        }
    }

    /// Does something to each.
    pub fn each(&self, mut act: impl FnMut(&mut Desk)) {
        self.all.iter().for_each(|(_, _, bank)| act(&mut bank.lock()));
    }

    /// Banks that still have something to tell.
    #[must_use]
    pub fn waiting(&self) -> Vec<String> {
        let waits = |(tenant, account, bank): &(String, String, Mutex<Desk>)| {
            let count = bank.lock().webhooks_waiting();
            (count > 0).then(|| format!("{count} webhooks of {account} of {tenant} have not arrived"))
        };
        self.all.iter().filter_map(waits).collect()
    }

    /// What really moved at each: tenant, account and oracle.
    #[must_use]
    pub fn oracles(&self) -> Vec<(&str, &str, Oracle)> {
        self.all
            .iter()
            .map(|(tenant, account, bank)| (tenant.as_str(), account.as_str(), bank.lock().oracle(None)))
            .collect()
    }

    /// Faults of all of them by name.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for (_, _, bank) in &self.all {
            for (name, count) in bank.lock().faults().counts {
                *counts.entry(name).or_default() += count;
            }
        }
        counts
    }
}

/// The way to the banks.
#[derive(Debug)]
pub struct BankWay {
    /// The universe.
    pub universe: Arc<Universe>,
    /// The banks.
    pub banks: Arc<Banks>,
}

impl BankWay {
    fn is_silent(&self, request: &Request) -> bool {
        let wall_us = self.universe.wall_us();
        [&request.url, &request.body].into_iter().any(|text| self.banks.is_silent_about(text, wall_us))
    }

    fn lost(&self) -> Sent {
        self.universe.fault("silence");
        Sent::MaybeSent("no answer at all".to_owned())
    }

    async fn carry(&self, request: &Request) -> Sent {
        let universe = &self.universe;
        let luck = universe.luck();
        let ahead_us = universe.ahead_us();
        universe.travel(15).await;
        if universe.strikes("bank_unreached", luck.bank_unreached) {
            return Sent::NotSent("the connection was refused".to_owned());
        }
        if universe.ahead_us() != ahead_us {
            // The clock jumped by hours or days: no request is on its way for so long.
            return Sent::MaybeSent("no answer in time".to_owned());
        }
        let Some((bank, target)) = self.banks.at(&request.url) else {
            return Sent::NotSent(format!("nobody answers at {}", request.url));
        };
        if self.is_silent(request) && universe.below(2) == 0 {
            return self.lost();
        }
        universe.step("call", format!("{target} {}", request.body).as_bytes());
        let reply = bank.lock().handle(to_bank(request, target), universe.now_us());
        universe.travel(15).await;
        let (status, headers, body, after_ms) = match reply {
            WireReply::Answer { status, headers, body, after_ms } => (status, headers, body, after_ms),
            WireReply::Silence { hold_ms } => {
                universe.wait(hold_ms.min(TIMEOUT_MS)).await;
                return Sent::MaybeSent("the line went dead".to_owned());
            }
        };
        universe.wait(after_ms.min(TIMEOUT_MS)).await;
        if self.is_silent(request) {
            return self.lost();
        }
        if after_ms >= TIMEOUT_MS || universe.strikes("reply_lost", luck.reply_lost) {
            return Sent::MaybeSent("no answer in time".to_owned());
        }
        universe.step("reply", body.as_bytes());
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Sent::Http { status, headers, body: body.into_bytes() }
    }
}

/// A request of a node in the words of the bank.
fn to_bank(request: &Request, target: &str) -> WireRequest {
    let mut headers: Vec<(String, String)> =
        request.headers.iter().map(|header| (header.name.to_ascii_lowercase(), header.value.clone())).collect();
    let host = request.url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    headers.push(("host".to_owned(), host.to_owned()));
    WireRequest {
        method: request.method.to_owned(),
        target: target.to_owned(),
        headers,
        body: request.body.clone().into_bytes(),
    }
}

impl Wire for BankWay {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Sent> {
        Box::pin(self.carry(request))
    }
}
