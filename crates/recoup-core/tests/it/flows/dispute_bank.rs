//! The model gateway's disputes: it claims, takes, gives back and ends as it likes, tells each thing up to three times in
//! any order, and takes our answers as it likes too. Money moves when it says so, never before.

use std::collections::BTreeMap;

use recoup_core::decision::later;
use recoup_core::effect::{Effect, OperationKind};
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};

use super::bank::{Bank, Reply};

/// A dispute as the gateway keeps it.
pub struct Claim {
    payment: String,
    name: String,
    stage: DisputeStage,
    claimed: i64,
    held: i64,
    fees: i64,
    /// How often money was taken and given back.
    taken: usize,
    back: usize,
    answered: bool,
    over: bool,
    /// Nothing more will happen to it.
    last: bool,
}

/// All of them, and what became of our answers.
#[derive(Default)]
pub struct Claims {
    all: Vec<Claim>,
    answers: BTreeMap<String, Fact>,
}

const STAGES: [DisputeStage; 4] =
    [DisputeStage::Inquiry, DisputeStage::Chargeback, DisputeStage::PreArbitration, DisputeStage::Arbitration];

impl Bank {
    /// Something happens to a dispute, or a new one comes.
    pub fn dispute(&mut self) {
        if !self.faults {
            return;
        }
        let open: Vec<usize> = (0..self.claims.all.len()).filter(|place| !self.claims.all[*place].last).collect();
        if open.is_empty() || (self.claims.all.len() < 3 && self.rng.one_in(12)) {
            if self.rng.one_in(8) {
                self.claim();
            }
            return;
        }
        let place = open[self.rng.below(open.len())];
        let claim = &self.claims.all[place];
        let (over, inquiry) = (claim.over, claim.stage == DisputeStage::Inquiry);
        match self.rng.below(10) {
            _ if over && !self.rng.one_in(8) => {}
            0 | 1 => self.escalate(place),
            2 | 3 if !over => self.end(place),
            4..=6 if !inquiry && !over => self.withdraw(place),
            7 if !inquiry => self.give_back(place),
            8 if !inquiry => self.fee(place),
            _ => {}
        }
    }

    fn claim(&mut self) {
        let captured: Vec<String> =
            self.holds.iter().filter(|(_, h)| h.captured > 0).map(|(id, _)| id.clone()).collect();
        if captured.is_empty() {
            return;
        }
        let payment = captured[self.rng.below(captured.len())].clone();
        let most = self.holds[&payment].captured;
        let claimed = match self.rng.below(4) {
            0 => self.rng.between(1, most),
            1 if self.rng.one_in(6) => most + 7,
            _ => most,
        };
        let stage = if self.rng.one_in(4) { DisputeStage::Inquiry } else { DisputeStage::Chargeback };
        let name = format!("case-{}", self.claims.all.len());
        self.claims.all.push(Claim {
            payment,
            name,
            stage,
            claimed,
            held: 0,
            fees: 0,
            taken: 0,
            back: 0,
            answered: false,
            over: false,
            last: false,
        });
        self.opened(self.claims.all.len() - 1);
    }

    fn opened(&mut self, place: usize) {
        let due_at = Some(later(self.now, self.rng.between(1, 9) * 86_400));
        let claim = &self.claims.all[place];
        let what = What::DisputeOpened { stage: claim.stage, reason: "fraudulent".to_owned(), due_at };
        self.say(place, what, Some(self.claims.all[place].claimed), "");
    }

    fn escalate(&mut self, place: usize) {
        let claim = &mut self.claims.all[place];
        let at = STAGES.iter().position(|stage| *stage == claim.stage).expect("a stage");
        let Some(next) = STAGES.get(at + 1) else { return };
        (claim.stage, claim.answered, claim.over) = (*next, false, false);
        self.opened(place);
    }

    fn withdraw(&mut self, place: usize) {
        let claim = &self.claims.all[place];
        let rows = self.keeps_rows(&claim.payment);
        if claim.held > 0 || (!rows && claim.taken > 0) {
            return;
        }
        let amount = claim.claimed;
        self.moves(place, -amount, What::DisputeFundsWithdrawn);
    }

    fn give_back(&mut self, place: usize) {
        let claim = &self.claims.all[place];
        let rows = self.keeps_rows(&claim.payment);
        if claim.held == 0 || (!rows && claim.back > 0) {
            return;
        }
        let held = claim.held;
        let amount = if rows && self.rng.one_in(3) { self.rng.between(1, held) } else { held };
        self.moves(place, amount, What::DisputeFundsReinstated);
    }

    fn moves(&mut self, place: usize, amount: i64, what: What) {
        let claim = &mut self.claims.all[place];
        claim.held -= amount;
        let count = if amount < 0 { &mut claim.taken } else { &mut claim.back };
        *count += 1;
        let row = format!("{}-{}-{}", claim.name, what.word(), count);
        let payment = claim.payment.clone();
        self.book(&payment, amount);
        let row = if self.keeps_rows(&payment) { row } else { String::new() };
        self.say(place, what, Some(amount.abs()), &row);
    }

    fn fee(&mut self, place: usize) {
        let claim = &mut self.claims.all[place];
        let (payment, fees) = (claim.payment.clone(), claim.fees);
        let (amount, what) = match fees {
            0 => (-15, What::DisputeFee),
            15 => (15, What::DisputeFeeReturned),
            _ => return,
        };
        self.claims.all[place].fees = fees + 15;
        self.book(&payment, amount);
        self.say(place, what, Some(15), "");
    }

    fn end(&mut self, place: usize) {
        use DisputeEnd as E;
        let end = [E::Won, E::Lost, E::Lost, E::Expired, E::Withdrawn, E::Prevented][self.rng.below(6)];
        self.ends(place, end);
        if end == E::Won && self.rng.one_in(2) {
            self.give_back(place);
        }
    }

    fn ends(&mut self, place: usize, end: DisputeEnd) {
        let last = self.rng.one_in(3);
        let claim = &mut self.claims.all[place];
        claim.over = true;
        // Of which stage it was is said where another may follow.
        claim.last = last && claim.stage != DisputeStage::Inquiry;
        let stage = (!claim.last).then_some(claim.stage);
        self.say(place, What::DisputeClosed { end, stage }, None, "");
    }

    fn say(&mut self, place: usize, what: What, amount: Option<i64>, row: &str) {
        let fact = self.word(place, what, amount, row);
        for _ in 0..self.rng.between(1, 3) {
            let at = self.rng.below(self.mail.len() + 1);
            self.mail.insert(at, fact.clone());
        }
    }

    fn word(&self, place: usize, what: What, amount: Option<i64>, row: &str) -> Fact {
        let claim = &self.claims.all[place];
        let hold = &self.holds[&claim.payment];
        Fact {
            account: hold.account.clone(),
            subject: claim.name.clone(),
            ours: String::new(),
            what,
            amount: amount.map(|minor| Money::new(minor, hold.currency)),
            parent: format!("theirs-{}", claim.payment),
            ordinal: row.to_owned(),
        }
    }

    /// Our answer to a dispute: the first under a key counts, and looking first finds what became of it.
    pub fn answered(&mut self, effect: &Effect) -> Reply {
        let reference = effect.operation.reference();
        if self.faults && self.rng.one_in(5) {
            return Reply::Lost;
        }
        if !self.claims.answers.contains_key(&reference) {
            let place = self.claims.all.iter().position(|claim| claim.name == effect.own_ref).expect("its own dispute");
            let claim = &self.claims.all[place];
            let stage = effect.answer.as_ref().expect("an answer").stage;
            let gone = claim.over || claim.answered || claim.stage != stage;
            let refuses = self.faults && self.rng.one_in(6);
            if refuses && !gone && self.rng.one_in(2) {
                // It takes it after all, and says so later.
                self.claims.all[place].answered = true;
                let after = self.word(place, What::DisputeAnswered { stage: Some(stage) }, None, "");
                self.mail.push(Fact { ours: reference.clone(), ..after });
            }
            let what = match effect.operation.kind {
                _ if gone || refuses => What::DisputeAnswerRefused { code: "not_waiting".to_owned() },
                OperationKind::AcceptDispute => {
                    self.claims.all[place].over = true;
                    What::DisputeClosed { end: DisputeEnd::Accepted, stage: Some(stage) }
                }
                _ => {
                    self.claims.all[place].answered = true;
                    What::DisputeAnswered { stage: Some(stage) }
                }
            };
            let fact = Fact { ours: reference.clone(), ..self.word(place, what, None, "") };
            self.claims.answers.insert(reference.clone(), fact);
        }
        if self.faults && self.rng.one_in(5) {
            return Reply::Lost;
        }
        Reply::Facts(vec![self.claims.answers[&reference].clone()])
    }
}
