//! A model gateway with a will of its own: it executes what it is sent, loses replies, tells late and twice,
//! changes its mind, and keeps its own books, which ours must agree with in the end.
//!
//! It knows nothing of the engine but effects and facts. Money moves here when it says so, never before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};

use crate::world::rng::Rng;

/// What a call brings back.
pub enum Reply {
    Facts(Vec<Fact>),
    NeverArrived,
    Lost,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Asked for; the gateway has not decided.
    Waiting,
    /// Waits for the customer.
    Customer,
    Done,
    Refused,
    /// A refund on its way to the customer's bank.
    Accepted,
    Completed,
    /// Nothing more will happen to it.
    Over,
}

/// An operation under its reference.
pub struct Op {
    pub kind: OperationKind,
    pub payment: String,
    pub amount: i64,
    pub stage: Stage,
    pub last: bool,
    /// Everything it ever told, in order.
    pub told: Vec<Told>,
}

/// One thing it told: the amount as it really was, and the row where it keeps rows.
#[derive(Clone, Debug)]
pub struct Told {
    pub what: What,
    pub amount: i64,
    pub row: String,
}

/// An authorization, as the gateway keeps it.
pub struct Hold {
    pub account: String,
    pub currency: Currency,
    pub authorized: i64,
    pub captured: i64,
    pub reversed: i64,
    pub released: i64,
    pub refunded: i64,
    pub expires_at: Timestamp,
}

impl Hold {
    pub fn open(&self) -> i64 {
        self.authorized - self.captured - self.reversed - self.released
    }
}

pub struct Bank {
    pub rng: Rng,
    /// Whether it still misbehaves.
    pub faults: bool,
    pub now: Timestamp,
    pub ops: BTreeMap<String, Op>,
    pub holds: BTreeMap<String, Hold>,
    /// Its own balance of the merchant, minor units.
    pub balances: BTreeMap<(String, Currency), i64>,
    /// Facts on their way.
    pub mail: Vec<Fact>,
    /// Whether what it tells now does not get lost.
    sure: bool,
}

impl Bank {
    pub fn new(seed: u64, now: Timestamp) -> Self {
        Self {
            rng: Rng::new(seed ^ 0x00ba_4c00),
            faults: true,
            now,
            ops: BTreeMap::new(),
            holds: BTreeMap::new(),
            balances: BTreeMap::new(),
            mail: Vec::new(),
            sure: false,
        }
    }

    fn luck(&mut self, one_in: usize) -> bool {
        self.faults && self.rng.one_in(one_in)
    }

    /// One call, with everything that can go wrong on the line.
    pub fn call(&mut self, effect: &Effect) -> Reply {
        let reference = effect.operation.reference();
        if self.luck(8) {
            return Reply::Lost;
        }
        if effect.call == Call::Probe {
            // A search that lags behind may miss what is there; the key keeps the repeat harmless.
            if !self.ops.contains_key(&reference) || self.luck(12) {
                return Reply::NeverArrived;
            }
        } else if !self.ops.contains_key(&reference) {
            self.take(&reference, effect);
        }
        if self.luck(6) {
            return Reply::Lost;
        }
        let op = &self.ops[&reference];
        if op.told.is_empty() {
            return Reply::Lost;
        }
        Reply::Facts(op.told.iter().map(|told| self.fact(&reference, told)).collect())
    }

    fn take(&mut self, reference: &str, effect: &Effect) {
        let amount = effect.amount.amount_minor;
        let payment = effect.operation.payment.as_str().to_owned();
        let op = Op {
            kind: effect.operation.kind,
            payment: payment.clone(),
            amount,
            stage: Stage::Waiting,
            last: effect.last,
            told: Vec::new(),
        };
        if op.kind == OperationKind::Authorize {
            let days = self.rng.between(1, 9);
            let hold = Hold {
                account: effect.account.clone(),
                currency: effect.amount.currency,
                authorized: 0,
                captured: 0,
                reversed: 0,
                released: 0,
                refunded: 0,
                expires_at: recoup_core::decision::later(self.now, days * 86_400),
            };
            self.holds.insert(payment, hold);
        }
        self.ops.insert(reference.to_owned(), op);
        // Most answers come at once, some operations are decided later, and some of these are said to be taken.
        if !self.luck(6) {
            self.decide(reference);
        } else if effect.operation.kind != OperationKind::Refund && self.rng.one_in(2) {
            self.tell(reference, Stage::Waiting, What::Taken);
        }
    }

    /// Decides a waiting operation.
    fn decide(&mut self, reference: &str) {
        match self.ops[reference].kind {
            OperationKind::Authorize => self.authorize(reference),
            OperationKind::Capture => self.capture(reference),
            OperationKind::Release => self.release(reference),
            OperationKind::Refund => self.refund(reference),
            OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {}
        }
    }

    fn authorize(&mut self, reference: &str) {
        match self.rng.below(12) {
            0 => self.tell(reference, Stage::Refused, What::Declined { code: "do_not_honor".to_owned() }),
            1 | 2 => self.tell(reference, Stage::Customer, What::ActionRequired),
            _ => self.hold(reference),
        }
    }

    fn hold(&mut self, reference: &str) {
        let asked = self.ops[reference].amount;
        let authorized = match (self.luck(12), self.rng.one_in(2)) {
            (true, true) => asked - asked / 3,
            (true, false) => asked + 1 + asked / 4,
            _ => asked,
        };
        let hold = self.holds.get_mut(reference).expect("a hold");
        hold.authorized = authorized;
        let expires_at = Some(hold.expires_at);
        self.tell(reference, Stage::Done, What::Authorized { expires_at });
    }

    fn capture(&mut self, reference: &str) {
        let (payment, amount, last) =
            (self.ops[reference].payment.clone(), self.ops[reference].amount, self.ops[reference].last);
        if amount > self.holds[&payment].open() || self.luck(10) {
            return self.tell(reference, Stage::Refused, What::CaptureFailed { code: "refused".to_owned() });
        }
        let amount = self.nearly(amount).min(self.holds[&payment].open());
        self.ops.get_mut(reference).expect("an operation").amount = amount;
        self.tell(reference, Stage::Done, What::Captured);
        self.book(&payment, amount);
        let hold = self.holds.get_mut(&payment).expect("a hold");
        hold.captured += amount;
        if last {
            hold.released += hold.open();
        }
    }

    fn release(&mut self, reference: &str) {
        let (payment, amount) = (self.ops[reference].payment.clone(), self.ops[reference].amount);
        let open = self.holds[&payment].open();
        if open == 0 || amount > open || self.luck(10) {
            return self.tell(reference, Stage::Refused, What::ReleaseFailed { code: "refused".to_owned() });
        }
        self.tell(reference, Stage::Done, What::Released);
        self.holds.get_mut(&payment).expect("a hold").released += amount;
    }

    /// An amount, or rarely another one: gateways round, convert and keep fees.
    fn nearly(&mut self, amount: i64) -> i64 {
        match (self.luck(12), self.rng.one_in(2)) {
            (true, true) => self.rng.between(1, amount),
            (true, false) => amount + self.rng.between(1, 9),
            _ => amount,
        }
    }

    fn refund(&mut self, reference: &str) {
        let (payment, amount) = (self.ops[reference].payment.clone(), self.ops[reference].amount);
        let hold = self.holds.get_mut(&payment).expect("a hold");
        if amount > hold.captured - hold.refunded || self.rng.one_in(10) {
            return self.tell(reference, Stage::Refused, What::RefundFailed { code: "refused".to_owned() });
        }
        hold.refunded += amount;
        self.tell(reference, Stage::Accepted, What::RefundAccepted);
    }

    /// Something happens by itself; false when nothing is left to happen.
    pub fn tick(&mut self) -> bool {
        let open = |op: &&String| !matches!(self.ops[*op].stage, Stage::Over | Stage::Refused | Stage::Done);
        let moving: Vec<String> = self.ops.keys().filter(open).cloned().collect();
        self.change_of_mind();
        if moving.is_empty() {
            return false;
        }
        let reference = moving[self.rng.below(moving.len())].clone();
        match self.ops[&reference].stage {
            Stage::Waiting => self.decide(&reference),
            Stage::Customer => self.customer(&reference),
            Stage::Accepted if self.rng.one_in(6) => self.refund_failed(&reference, Stage::Over),
            Stage::Accepted => self.tell(&reference, Stage::Completed, What::RefundCompleted),
            _ => self.pay(&reference),
        }
        true
    }

    fn customer(&mut self, reference: &str) {
        if self.now >= self.holds[reference].expires_at {
            return self.tell(reference, Stage::Over, What::Expired);
        }
        match self.rng.below(5) {
            0 => self.tell(reference, Stage::Refused, What::Declined { code: "gave_up".to_owned() }),
            1 => self.tell(reference, Stage::Over, What::Released),
            _ => self.hold(reference),
        }
    }

    fn refund_failed(&mut self, reference: &str, stage: Stage) {
        let (payment, amount) = (self.ops[reference].payment.clone(), self.ops[reference].amount);
        self.holds.get_mut(&payment).expect("a hold").refunded -= amount;
        self.tell(reference, stage, What::RefundFailed { code: "account_closed".to_owned() });
    }

    /// The money of a refund leaves, and sometimes comes back, in whole or in part.
    fn pay(&mut self, reference: &str) {
        let (payment, asked) = (self.ops[reference].payment.clone(), self.ops[reference].amount);
        let amount = self.nearly(asked);
        self.ops.get_mut(reference).expect("an operation").amount = amount;
        self.holds.get_mut(&payment).expect("a hold").refunded += amount - asked;
        self.book(&payment, -amount);
        let evidence = format!("arn-{reference}");
        let back = self.rng.one_in(6);
        let twice = !back && self.keeps_rows(&payment) && self.luck(12);
        // A row that others follow is told: once we rest on one of them, only a report brings the other.
        self.sure = twice;
        self.tell(reference, Stage::Over, What::RefundSettled { evidence: evidence.clone() });
        self.sure = false;
        let rows = self.keeps_rows(&payment);
        if back {
            // Some gateways say that it failed and bring the row of its return later.
            let late = self.rng.one_in(2);
            if late {
                self.tell(reference, Stage::Over, What::RefundFailed { code: "late".to_owned() });
            }
            let part = if late || !self.rng.one_in(3) { amount } else { self.rng.between(1, amount) };
            self.comes_back(reference, part);
            if rows && part < amount && self.rng.one_in(2) {
                self.comes_back(reference, amount - part);
            }
        } else if twice {
            // It pays twice: the second row is as true as the first.
            self.book(&payment, -amount);
            self.holds.get_mut(&payment).expect("a hold").refunded += amount;
            self.tell(reference, Stage::Over, What::RefundSettled { evidence: format!("{evidence}-2") });
        }
    }

    fn comes_back(&mut self, reference: &str, part: i64) {
        let payment = self.ops[reference].payment.clone();
        self.book(&payment, part);
        self.holds.get_mut(&payment).expect("a hold").refunded -= part;
        self.ops.get_mut(reference).expect("an operation").amount = part;
        self.tell(reference, Stage::Over, What::RefundReturned);
    }

    /// One of the accounts names its rows, the other does not and has one row of each kind.
    fn keeps_rows(&self, payment: &str) -> bool {
        self.holds[payment].account == "sandbox:main"
    }

    /// What is done is undone, what was refused is done after all, what was held runs out.
    fn change_of_mind(&mut self) {
        for (payment, told) in self.ran_out() {
            self.tell(&payment, told, What::Expired);
        }
        if !self.luck(4) || self.ops.is_empty() {
            return;
        }
        let refused: Vec<&String> = self.ops.keys().filter(|op| self.ops[*op].stage == Stage::Refused).collect();
        let list = if refused.is_empty() || self.rng.one_in(2) { self.ops.keys().collect() } else { refused };
        let reference = list[self.rng.below(list.len())].clone();
        let (kind, stage) = (self.ops[&reference].kind, self.ops[&reference].stage);
        match (kind, stage) {
            (OperationKind::Capture, Stage::Done) if self.rng.one_in(2) => self.reverse(&reference),
            (OperationKind::Capture | OperationKind::Release, Stage::Refused) => self.after_all(&reference),
            (OperationKind::Authorize, Stage::Refused) if self.rng.one_in(3) => self.hold(&reference),
            (OperationKind::Authorize, Stage::Done) if self.rng.one_in(6) => self.void(&reference),
            _ => {}
        }
    }

    fn ran_out(&mut self) -> Vec<(String, Stage)> {
        let now = self.now;
        let mut list = Vec::new();
        for (payment, hold) in self.holds.iter_mut().filter(|(_, hold)| hold.open() > 0 && now >= hold.expires_at) {
            hold.released += hold.open();
            list.push((payment.clone(), Stage::Over));
        }
        list
    }

    fn void(&mut self, reference: &str) {
        let hold = self.holds.get_mut(reference).expect("a hold");
        if hold.open() > 0 {
            hold.released += hold.open();
            self.tell(reference, Stage::Over, What::Released);
        }
    }

    fn reverse(&mut self, reference: &str) {
        let (payment, whole) = (self.ops[reference].payment.clone(), self.ops[reference].amount);
        let amount = if self.rng.one_in(3) { self.rng.between(1, whole) } else { whole };
        self.ops.get_mut(reference).expect("an operation").amount = amount;
        self.book(&payment, -amount);
        let hold = self.holds.get_mut(&payment).expect("a hold");
        hold.captured -= amount;
        hold.reversed += amount;
        self.tell(reference, Stage::Over, What::CaptureReversed);
    }

    fn after_all(&mut self, reference: &str) {
        let op = &self.ops[reference];
        let (payment, amount) = (op.payment.clone(), op.amount);
        let open = self.holds[&payment].open();
        match op.kind {
            OperationKind::Capture if open >= amount => {
                self.book(&payment, amount);
                let hold = self.holds.get_mut(&payment).expect("a hold");
                hold.captured += amount;
                if self.ops[reference].last {
                    hold.released += hold.open();
                }
                self.tell(reference, Stage::Done, What::Captured);
            }
            OperationKind::Release if open >= amount && open > 0 => {
                let hold = self.holds.get_mut(&payment).expect("a hold");
                hold.released += amount;
                self.tell(reference, Stage::Done, What::Released);
            }
            _ => {}
        }
    }

    /// Pays money under a reference that nobody sent now: an old generation, a cancelled refund.
    pub fn rogue(&mut self, reference: &str, payment: &str, amount: i64) {
        if self.ops.get(reference).is_some_and(|op| {
            !matches!(op.stage, Stage::Refused | Stage::Over)
                || op.told.iter().any(|told| matches!(told.what, What::RefundSettled { .. }))
        }) {
            return;
        }
        self.ops.entry(reference.to_owned()).or_insert_with(|| Op {
            kind: OperationKind::Refund,
            payment: payment.to_owned(),
            amount,
            stage: Stage::Over,
            last: false,
            told: Vec::new(),
        });
        self.ops.get_mut(reference).expect("an operation").amount = amount;
        self.book(payment, -amount);
        self.tell(reference, Stage::Over, What::RefundSettled { evidence: format!("arn-{reference}") });
        if self.rng.one_in(3) {
            self.book(payment, amount);
            self.tell(reference, Stage::Over, What::RefundReturned);
        }
    }

    fn book(&mut self, payment: &str, amount: i64) {
        let hold = &self.holds[payment];
        *self.balances.entry((hold.account.clone(), hold.currency)).or_default() += amount;
    }

    /// Remembers what was told, and puts it into the mail: once, twice, three times, sometimes never.
    fn tell(&mut self, reference: &str, stage: Stage, what: What) {
        // What may still be asked for may get lost on this way: everything before the word that ends the wait.
        let waits = |told: &Told| {
            matches!(told.what, What::Taken | What::ActionRequired | What::RefundAccepted | What::RefundCompleted)
        };
        let op = &self.ops[reference];
        let by_itself = op.kind == OperationKind::Refund && op.told.is_empty() && stage == Stage::Over;
        let may_be_lost = !self.sure && op.told.iter().all(waits) && !by_itself;
        let (payment, place) = (op.payment.clone(), op.told.len());
        let moves =
            matches!(what, What::Captured | What::CaptureReversed | What::RefundSettled { .. } | What::RefundReturned);
        let row = if moves && self.keeps_rows(&payment) { format!("row-{reference}-{place}") } else { String::new() };
        let amount = match what {
            What::Authorized { .. } => self.holds[&payment].authorized,
            _ => self.ops[reference].amount,
        };
        let told = Told { what, amount, row };
        let op = self.ops.get_mut(reference).expect("an operation");
        op.stage = stage;
        op.told.push(told.clone());
        let copies = match self.rng.below(8) {
            0 if may_be_lost && self.faults => 0,
            1 => 2,
            2 => 3,
            _ => 1,
        };
        for _ in 0..copies {
            let fact = self.fact(reference, &told);
            let place = self.rng.below(self.mail.len() + 1);
            self.mail.insert(place, fact);
        }
    }

    fn fact(&self, reference: &str, told: &Told) -> Fact {
        let hold = &self.holds[&self.ops[reference].payment];
        Fact {
            account: hold.account.clone(),
            subject: format!("theirs-{reference}"),
            ours: reference.to_owned(),
            what: told.what.clone(),
            amount: Some(Money::new(told.amount, hold.currency)),
            parent: String::new(),
            ordinal: told.row.clone(),
        }
    }
}
