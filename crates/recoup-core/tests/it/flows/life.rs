//! One random lifecycle: people, timers and a gateway act on a small shop, and every step is checked.

use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::decision::Answer;
use recoup_core::effect::{Call, Effect};
use recoup_core::id::Id;
use recoup_core::money::Currency;
use recoup_core::payment::outcome::{LostTrack, NeverArrived};
use recoup_core::payment::{RefundStatus, facts::Fact};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;

use super::bank::{Bank, Reply};
use super::bug::{self, Bug};
use super::invariants::{self, Broken};
use super::people::{self, People};
use super::shop::Shop;
use super::{asks, asks_invoices, junk};

/// Rounds after which a life that still moves will never rest.
const LAST_ROUND: u32 = 2_999;

/// A life: the shop, the outside, and what broke.
pub struct Life {
    pub seed: u64,
    pub shop: Shop,
    pub bank: Bank,
    pub people: People,
    pub currency: Currency,
    pub customers: Vec<Id>,
    pub orders: Vec<Id>,
    pub invoices: Vec<Id>,
    pub payments: Vec<Id>,
    /// Payments into balances.
    pub top_ups: Vec<Id>,
    pub refunds: Vec<Id>,
    pub broken: Vec<Broken>,
    pub refused: u64,
    pub steps: u64,
}

impl Life {
    pub fn new(seed: u64, bug: Option<Bug>) -> Self {
        let mut shop = Shop::new(seed, bug);
        let bank = Bank::new(seed, shop.now);
        let currency = [Currency::EUR, Currency::JPY, Currency::KWD][shop.rng.below(3)];
        Self {
            seed,
            shop,
            bank,
            people: People::new(),
            currency,
            customers: Vec::new(),
            orders: Vec::new(),
            invoices: Vec::new(),
            payments: Vec::new(),
            top_ups: Vec::new(),
            refunds: Vec::new(),
            broken: Vec::new(),
            refused: 0,
            steps: 0,
        }
    }

    /// Lives to the end, or to the first broken invariant.
    pub fn live(&mut self) {
        asks::customers(self);
        if self.invoices() {
            asks_invoices::issue(self)
        } else {
            asks::place(self)
        }
        // Most lives are short; what takes many steps happens in the long ones.
        let moves = if self.shop.rng.one_in(8) { 160 } else { self.shop.rng.between(5, 30) };
        for _ in 0..moves {
            if !self.broken.is_empty() {
                return;
            }
            self.step();
        }
        self.settle();
        if self.broken.is_empty() {
            invariants::at_the_end(self);
        }
    }

    /// Whether this life is about invoices; the others have orders alone.
    pub const fn invoices(&self) -> bool {
        self.seed / 2 % 4 == 3
    }

    fn step(&mut self) {
        self.steps += 1;
        match self.shop.rng.below(26) {
            0..=6 => self.work(),
            7..=11 => self.deliver(),
            12 | 13 => self.time_passes(),
            14 => junk::one(self),
            15 => self.rogue(),
            _ if self.invoices() && self.shop.rng.one_in(2) => asks_invoices::one(self),
            _ => asks::one(self),
        }
    }

    /// Runs a command and checks everything after it.
    pub fn run(&mut self, actor: &Actor, act: impl Into<Act>) -> Result<Answer, Refusal> {
        let act = act.into();
        let done = self.shop.run(actor, act.clone());
        match &done {
            Ok(answer) => {
                self.remember(answer);
                invariants::after(self);
            }
            Err(Refusal::Inconsistent { what }) => {
                invariants::broke(self, "inconsistent", &format!("{} {what}", act.word()));
            }
            Err(_) => self.refused += 1,
        }
        done
    }

    fn remember(&mut self, answer: &Answer) {
        if let Answer::Refund(_, refund) = answer
            && !self.refunds.contains(refund)
        {
            self.refunds.push(refund.clone());
        }
        if let Answer::Allocation(order, allocation) = answer {
            let mine = self.shop.order(order).tenders.allocation(allocation).expect("an allocation");
            self.refunds.extend(mine.parts.iter().map(|part| part.refund.clone()));
        }
        if let Answer::Order(order) = answer
            && !self.orders.contains(order)
        {
            self.orders.push(order.clone());
        }
        if let Answer::Payment(payment) = answer
            && self.shop.payment(payment).is_top_up()
            && !self.top_ups.contains(payment)
        {
            self.top_ups.push(payment.clone());
        }
        if let Answer::Invoice(invoice) = answer
            && !self.invoices.contains(invoice)
        {
            self.invoices.push(invoice.clone());
        }
        let paid = self.orders.iter().chain(&self.invoices);
        self.payments = paid.flat_map(|id| self.shop.payments_of(id).to_vec()).collect();
        self.payments.extend(self.top_ups.iter().cloned());
    }

    /// The worker takes an effect from the outbox and reports what came of it.
    pub fn work(&mut self) {
        let soon = self.shop.effects.values().map(|e| e.due_at).min().unwrap_or(self.shop.now);
        if soon > self.shop.now && self.shop.rng.one_in(3) {
            self.shop.now = soon;
        }
        let due: Vec<Id> =
            self.shop.effects.values().filter(|e| e.due_at <= self.shop.now).map(|e| e.id.clone()).collect();
        if due.is_empty() {
            return;
        }
        let effect = self.shop.effects[&due[self.shop.rng.below(due.len())]].clone();
        self.bank.now = self.shop.now;
        // What could not be sent for long is asked about first, as the worker does.
        let may_ask = effect.call == Call::Send && !effect.operation.kind.is_of_dispute();
        let asked_first = may_ask && self.bank.faults && self.shop.rng.one_in(20);
        let asked = Effect { call: if asked_first { Call::Probe } else { effect.call }, ..effect.clone() };
        let reply = self.bank.call(&asked);
        // What the gateway tells by itself may overtake its own reply.
        while self.bank.faults && self.shop.rng.one_in(4) {
            self.deliver();
        }
        self.shop.effects.remove(&effect.id);
        match reply {
            Reply::Facts(facts) => facts.into_iter().for_each(|fact| self.tell(fact)),
            Reply::NeverArrived => {
                let Effect { operation, amount, since, .. } = effect;
                self.told(NeverArrived { operation, amount, since, asked_first });
            }
            Reply::Lost => {
                let probes = if effect.call == Call::Probe { effect.probes + 1 } else { 0 };
                let Effect { operation, amount, since, .. } = effect;
                self.told(LostTrack {
                    operation,
                    amount,
                    since,
                    probes,
                    why: "no reply".to_owned(),
                    cannot_ask: false,
                });
            }
        }
    }

    fn deliver(&mut self) {
        self.bank.now = self.shop.now;
        self.bank.tick();
        if !self.bank.mail.is_empty() {
            let place = self.shop.rng.below(self.bank.mail.len());
            let fact = self.bank.mail.remove(place);
            self.tell(fact);
        }
    }

    fn tell(&mut self, mut fact: Fact) {
        if bug::tell(self, &mut fact) {
            self.told(fact);
        }
    }

    /// What the outside says is never refused: there is nobody to refuse it to.
    fn told(&mut self, act: impl Into<Act>) {
        let act = act.into();
        if let Err(refusal) = self.run(&people::gateway(), act.clone()) {
            let words = format!("the gateway's {act:?} was refused: {refusal}");
            invariants::broke(self, "facts are taken", &words);
        }
    }

    fn time_passes(&mut self) {
        let secs = match self.shop.rng.below(6) {
            0 if self.shop.rng.one_in(3) => self.shop.rng.between(1, 3) * 86_400,
            0 | 1 => 3_600,
            _ => self.shop.rng.between(1, 120),
        };
        self.shop.advance(secs);
        self.ring();
    }

    fn ring(&mut self) {
        let now = self.shop.now;
        let due: Vec<Id> = self.shop.timers.values().filter(|t| t.due_at <= now).map(|t| t.id.clone()).collect();
        for id in due {
            let Some(timer) = self.shop.timers.remove(&id) else { continue };
            let alarm = timer.alarm;
            if let Err(refusal) = self.run(&people::timer(), RingTimer { alarm: alarm.clone() }) {
                let words = format!("the timer {alarm:?} was refused: {refusal}");
                invariants::broke(self, "timers are taken", &words);
            }
        }
    }

    /// The gateway pays what nobody sent now.
    fn rogue(&mut self) {
        if self.refunds.is_empty() || !self.shop.rng.one_in(3) {
            return;
        }
        let id = &self.refunds[self.shop.rng.below(self.refunds.len())];
        let found = self.shop.payments().find_map(|p| p.refund(id).map(|r| (p, r)));
        let Some((payment, refund)) = found.filter(|(p, _)| p.gateway_account().is_some()) else { return };
        // What is told of a try that failed, and whose balance has its money again, left and came back.
        if payment.is_top_up() && refund.failed {
            return;
        }
        let gone = matches!(refund.status, RefundStatus::Canceled | RefundStatus::Rejected | RefundStatus::Credited);
        if !gone && refund.generation == 0 {
            return;
        }
        let generation = if gone { refund.generation } else { refund.generation - 1 };
        let reference = if generation == 0 { id.as_str().to_owned() } else { format!("{id}.{generation}") };
        let (owner, amount) = (payment.id.as_str().to_owned(), refund.amount_minor);
        self.bank.rogue(&reference, &owner, amount);
    }

    /// Faults off: the outside tells everything, timers ring, until nothing moves any more.
    fn settle(&mut self) {
        self.bank.faults = false;
        for round in 0..=LAST_ROUND {
            if !self.broken.is_empty() {
                return;
            }
            let next = self.shop.effects.values().map(|e| e.due_at).min();
            if let Some(due) = next.filter(|due| *due > self.shop.now) {
                self.shop.now = due;
            }
            self.work();
            self.deliver();
            if !self.shop.effects.is_empty() || !self.bank.mail.is_empty() || self.bank.tick() {
                continue;
            }
            let Some(due) = self.shop.timers.values().map(|t| t.due_at).min() else {
                if self.bank.mail.is_empty() {
                    return;
                }
                continue;
            };
            self.shop.now = self.shop.now.max(due);
            self.ring();
            if round == LAST_ROUND {
                let next: Vec<_> =
                    self.shop.timers.values().map(|timer| format!("{:?}", timer.alarm)).take(3).collect();
                let words = format!("seed {} never comes to rest, the next to ring are {next:?}", self.seed);
                self.broken.push(Broken { name: "rest", words });
            }
        }
    }
}
