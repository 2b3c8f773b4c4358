//! A small merchant with random luck: orders, customers, gateways and a bank, checked after every act.
//!
//! `truth` is the outside, `state` what the merchant believes, `rules` what gets posted (and where bugs are
//! planted), `laws` the comparison of all three with the lines.

pub mod bug;
pub mod laws;
mod moves_balance;
mod moves_dispute;
mod moves_order;
mod moves_payment;
mod moves_refund;
mod moves_settlement;
pub mod rng;
mod rules;
mod sheet;
mod state;
mod truth;

use recoup_core::id::Id;
use recoup_core::ledger::{Act, Books, Entry, LedgerError};
use recoup_core::money::{Currency, Money};

use bug::Bug;
use rng::Rng;
use sheet::Sheet;

/// Counts over many lifecycles.
#[derive(Default)]
pub struct Tally {
    pub lifecycles: u64,
    pub moves: u64,
    pub entries: u64,
    /// Entries by act, in the order of `Act::ALL`.
    pub acts: Vec<u64>,
    pub partial_absorptions: u64,
}

/// One lifecycle.
pub struct World {
    pub rng: Rng,
    pub bug: Option<Bug>,
    pub sheet: Sheet,
    pub truth: truth::Truth,
    pub orders: Vec<state::Order>,
    pub refunds: Vec<state::Refund>,
    pub disputes: Vec<state::Dispute>,
    pub write_offs: Vec<state::WriteOff>,
    pub payouts: Vec<state::Payout>,
    pub topups: Vec<state::TopUp>,
    /// Customer balances and store credit, by customer.
    pub balances: [i64; 3],
    pub credits: [i64; 3],
    /// Unmatched rest of each bank receipt.
    pub receipts: Vec<i64>,
    /// Laws broken at the moment of an act, as bits.
    pub broken: u32,
    pub moves: u64,
    pub entries: u64,
    pub acts: Vec<u64>,
    pub partial_absorptions: u64,
    /// The crate's own books, in some lifecycles, to compare them with the sheet.
    pub books: Option<Books>,
}

/// What an act returned, and what was posted of it.
pub type Built = Result<Entry, LedgerError>;
pub type Posted = Option<(Id, Entry)>;

pub const CURRENCY: Currency = Currency::EUR;

pub fn money(minor: i64) -> Money {
    Money::new(minor, CURRENCY)
}

/// Subkeys are a letter and a number, which the sheet reads back.
pub fn key(letter: char, number: usize) -> String {
    let mut text = String::with_capacity(4);
    text.push(letter);
    if number >= 10 {
        text.push_str(&number.to_string());
    } else {
        text.push(char::from(b'0' + number as u8));
    }
    text
}

type Move = fn(&mut World) -> bool;

/// What can happen, repeated by weight. A move that is impossible now returns false and another is drawn.
const MOVES: &[(Move, usize)] = &[
    (World::place_order, 5),
    (World::deliver, 7),
    (World::credit_note, 3),
    (World::tax_off_unpaid, 1),
    (World::discount_early, 1),
    (World::write_off, 2),
    (World::recover, 2),
    (World::short_paid, 1),
    (World::round, 1),
    (World::goods_return, 2),
    (World::inspect, 2),
    (World::capture, 12),
    (World::pay_from_balance, 2),
    (World::pay_from_credit, 2),
    (World::pay_split, 1),
    (World::pay_at_till, 2),
    (World::capture_fails, 1),
    (World::bank_takes_back, 1),
    (World::fee_comes_back, 1),
    (World::refund, 13),
    (World::refund_bank, 2),
    (World::refund_tax, 2),
    (World::refund_as_credit, 2),
    (World::refund_in_kind, 2),
    (World::settle, 8),
    (World::fail, 4),
    (World::cancel, 5),
    (World::come_back, 2),
    (World::dispute, 6),
    (World::dispute_won, 2),
    (World::dispute_partly_won, 2),
    (World::dispute_lost, 5),
    (World::dispute_again, 2),
    (World::dispute_topup, 1),
    (World::top_up, 3),
    (World::refund_topup, 5),
    (World::goodwill, 2),
    (World::expire, 1),
    (World::pay_out, 3),
    (World::bank_payout, 3),
    (World::fail_payout, 1),
    (World::hold_reserve, 1),
    (World::release_reserve, 1),
    (World::receive, 2),
    (World::match_receipt, 3),
    (World::overpaid, 1),
];

impl World {
    pub fn new(seed: u64, bug: Option<Bug>, with_books: bool) -> Self {
        Self {
            rng: Rng::new(seed),
            bug,
            sheet: Sheet::new(),
            truth: truth::Truth::default(),
            orders: Vec::new(),
            refunds: Vec::new(),
            disputes: Vec::new(),
            write_offs: Vec::new(),
            payouts: Vec::new(),
            topups: Vec::new(),
            balances: [0; 3],
            credits: [0; 3],
            receipts: Vec::new(),
            broken: 0,
            moves: 0,
            entries: 0,
            acts: vec![0; Act::ALL.len()],
            partial_absorptions: 0,
            books: with_books.then(Books::new),
        }
    }

    /// Lives for 5 to 120 moves; returns the laws that broke first (as bits), or zero.
    pub fn live(&mut self) -> u32 {
        let moves = self.rng.between(5, 120);
        let weight: usize = MOVES.iter().map(|(_, weight)| weight).sum();
        for _ in 0..moves {
            // The first order can always be placed, and a top-up always, so this ends.
            while !self.draw(weight)(self) {}
            self.moves += 1;
            let broken = laws::check(self);
            if broken != 0 {
                return broken;
            }
        }
        0
    }

    fn draw(&mut self, weight: usize) -> Move {
        let mut ticket = self.rng.below(weight);
        for (step, weight) in MOVES {
            if ticket < *weight {
                return *step;
            }
            ticket -= weight;
        }
        World::place_order
    }

    pub fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Posts what an act returned. A refusal is a broken law of its own, since moves are chosen to be possible.
    pub fn post(&mut self, entry: Built) -> Posted {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                assert!(self.bug.is_some(), "an act refused a legal posting: {error}");
                self.broken |= 1;
                return None;
            }
        };
        if self.has(Bug::LineLost) && self.rng.one_in(50) {
            entry.lines.pop();
        }
        let id = Id::trusted(&format!("ent_{}", self.entries));
        self.entries += 1;
        self.acts[entry.act as usize] += 1;
        self.sheet.take(&entry);
        if let Some(books) = &mut self.books {
            books.post(id.clone(), entry.clone()).expect("the books take every legal entry");
        }
        Some((id, entry))
    }

    /// A random index for which `wanted` holds.
    pub fn pick<T>(&mut self, of: fn(&World) -> &Vec<T>, wanted: impl Fn(&T) -> bool) -> Option<usize> {
        let count = of(self).iter().filter(|item| wanted(item)).count();
        if count == 0 {
            return None;
        }
        let chosen = self.rng.below(count);
        of(self).iter().enumerate().filter(|(_, item)| wanted(item)).nth(chosen).map(|(index, _)| index)
    }

    pub fn count_into(&self, tally: &mut Tally) {
        tally.lifecycles += 1;
        tally.moves += self.moves;
        tally.entries += self.entries;
        tally.partial_absorptions += self.partial_absorptions;
        tally.acts.resize(self.acts.len(), 0);
        for (sum, count) in tally.acts.iter_mut().zip(&self.acts) {
            *sum += count;
        }
    }
}
