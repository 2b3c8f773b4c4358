//! The gateways of a suite: one bank for each story, all behind one face, and the way to them, on which things go wrong.
//!
//! Nothing leaves the process. Time is the suite's own and moves only when a story says so.

use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use futures_util::future::{BoxFuture, ready};
use parking_lot::Mutex;
use recoup::machine::Nature;
use recoup::worker::net::{Sent, Wire};
use recoup_gateways::Request;
use recoup_gateways::dispute::FileRequest;
use recoup_sandbox::{CallFault, Desk, FaultPlan, FaultRates, WireReply, WireRequest};

/// When every suite begins: 2026-09-21, microseconds since 1970.
const BEGIN_US: i64 = 1_790_000_000_000_000;

const ALWAYS: u32 = 1_000_000;

/// A machine of which stories move the time.
#[derive(Debug, Default)]
pub struct Time {
    passed_us: AtomicI64,
    drawn: AtomicU64,
}

impl Time {
    pub fn pass(&self, secs: i64) {
        self.passed_us.fetch_add(secs * 1_000_000, Ordering::SeqCst);
    }

    pub fn now_us(&self) -> i64 {
        BEGIN_US + self.passed_us.load(Ordering::SeqCst)
    }
}

impl Nature for Time {
    fn wall_us(&self) -> i64 {
        self.now_us()
    }

    /// Nothing here has to be secret, and no two draws are alike.
    fn bits(&self) -> u128 {
        let drawn = u128::from(self.drawn.fetch_add(1, Ordering::SeqCst) + 1);
        drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).rotate_left(29) ^ drawn
    }
}

/// What goes wrong on the way to a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The bank itself does it.
    Bank(CallFault),
    /// Nobody is reached.
    Down,
    /// It is done, and half of the answer arrives.
    Cut,
    /// It is done, and an answer without a body arrives.
    Empty,
    /// It is done, and a page of somebody in between arrives.
    Page,
    /// It is done, and 204 arrives, with no body.
    NoContent,
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The next request that may move money.
    Once,
    /// Every request.
    All,
}

/// One bank and what is wrong with the way to it.
#[derive(Debug)]
pub struct Bank {
    pub desk: Desk,
    trouble: Option<(Trouble, Reach)>,
    /// What happens to webhooks, beside that.
    post: FaultRates,
}

impl Bank {
    pub fn new(desk: Desk) -> Self {
        Self { desk, trouble: None, post: FaultRates::default() }
    }

    pub const fn troubled(&mut self, trouble: Trouble, reach: Reach) {
        self.trouble = Some((trouble, reach));
    }

    pub const fn calm(&mut self) {
        self.trouble = None;
    }

    /// What happens to webhooks from now on.
    pub fn post(&mut self, rates: FaultRates) {
        self.post = rates;
        self.desk.set_faults(instant(rates, false));
    }

    fn ask(&mut self, request: WireRequest, now_us: i64) -> Sent {
        if self.trouble.is_some_and(|(trouble, _)| trouble == Trouble::Down) {
            if self.trouble.is_some_and(|(_, reach)| reach == Reach::Once) {
                self.calm();
            }
            return Sent::NotSent("the connection was refused".to_owned());
        }
        // A late answer that is not late only shows whether the request may move money.
        let fault = match self.trouble {
            Some((Trouble::Bank(fault), _)) => fault,
            _ => CallFault::Slow,
        };
        let all = self.trouble.is_some_and(|(_, reach)| reach == Reach::All);
        let rates = of_call(self.post, fault);
        self.desk.set_faults(instant(rates, all));
        let before = self.suffered(fault);
        let reply = self.desk.handle(request, now_us);
        self.desk.set_faults(instant(self.post, false));
        let hit = self.suffered(fault) > before;
        let Some((trouble, reach)) = self.trouble.filter(|_| hit) else { return plain(reply) };
        if reach == Reach::Once {
            self.calm();
        }
        spoilt(trouble, plain(reply))
    }

    fn suffered(&self, fault: CallFault) -> u64 {
        self.desk.faults().counts.get(fault.name()).copied().unwrap_or(0)
    }
}

/// These faults, and nobody waits for the machine's own clock.
fn instant(rates: FaultRates, reads: bool) -> FaultPlan {
    FaultPlan { rates, reads, slow_ms: 0, timeout_hold_ms: 0, ..FaultPlan::default() }
}

const fn of_call(post: FaultRates, fault: CallFault) -> FaultRates {
    let mut rates = post;
    match fault {
        CallFault::TimeoutBefore => rates.timeout_before_ppm = ALWAYS,
        CallFault::TimeoutAfter => rates.timeout_after_ppm = ALWAYS,
        CallFault::Error500Before => rates.error_500_before_ppm = ALWAYS,
        CallFault::Error500After => rates.error_500_after_ppm = ALWAYS,
        CallFault::Refuse => rates.refuse_ppm = ALWAYS,
        CallFault::Slow => rates.slow_ppm = ALWAYS,
    }
    rates
}

fn plain(reply: WireReply) -> Sent {
    match reply {
        WireReply::Answer { status, headers, body, .. } => {
            let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            Sent::Http { status, headers, body: body.into_bytes() }
        }
        WireReply::Silence { .. } => Sent::MaybeSent("the line went dead".to_owned()),
    }
}

fn spoilt(trouble: Trouble, sent: Sent) -> Sent {
    let Sent::Http { status, mut headers, mut body } = sent else { return sent };
    match trouble {
        Trouble::Bank(_) | Trouble::Down => Sent::Http { status, headers, body },
        Trouble::Cut => {
            body.truncate(body.len() / 2);
            Sent::Http { status, headers, body }
        }
        Trouble::Empty => Sent::Http { status, headers, body: Vec::new() },
        Trouble::NoContent => Sent::Http { status: 204, headers, body: Vec::new() },
        Trouble::Page => {
            headers.retain(|(name, _)| name != "content-type");
            headers.push(("content-type".to_owned(), "text/html".to_owned()));
            Sent::Http { status: 200, headers, body: b"<html><body>One moment, please.</body></html>".to_vec() }
        }
    }
}

/// All banks of a suite, by the name of their story, and its time.
pub struct Banks {
    pub time: std::sync::Arc<Time>,
    all: BTreeMap<String, Mutex<Bank>>,
}

impl Debug for Banks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Banks").finish_non_exhaustive()
    }
}

impl Banks {
    pub fn new(time: std::sync::Arc<Time>, all: impl Iterator<Item = (String, Desk)>) -> Self {
        Self { time, all: all.map(|(name, desk)| (name, Mutex::new(Bank::new(desk)))).collect() }
    }

    /// Where the bank of a story is.
    pub fn url(name: &str) -> String {
        format!("http://{name}.bank")
    }

    /// Does something with a bank at the present.
    pub fn with<R>(&self, name: &str, act: impl FnOnce(&mut Bank) -> R) -> R {
        let mut bank = self.all.get(name).expect("a bank of that name").lock();
        bank.desk.advance(self.time.now_us());
        act(&mut bank)
    }

    fn ask(&self, request: &FileRequest) -> Sent {
        let Some(address) = request.url.strip_prefix("http://") else {
            return Sent::NotSent(format!("nobody answers at {}", request.url));
        };
        let (host, target) = address.split_at(address.find('/').unwrap_or(address.len()));
        let mut asked = WireRequest::new(request.method, target).with_header("host", host);
        for header in &request.headers {
            asked = asked.with_header(header.name, &header.value);
        }
        let name = host.strip_suffix(".bank").unwrap_or(host);
        match self.all.get(name) {
            Some(bank) => bank.lock().ask(asked.with_body(request.body.clone()), self.time.now_us()),
            None => Sent::NotSent(format!("nobody answers at {host}")),
        }
    }
}

impl Wire for Banks {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Sent> {
        Box::pin(ready(self.ask(&request.clone().into())))
    }

    fn send_file<'a>(&'a self, request: &'a FileRequest) -> BoxFuture<'a, Sent> {
        Box::pin(ready(self.ask(request)))
    }
}
