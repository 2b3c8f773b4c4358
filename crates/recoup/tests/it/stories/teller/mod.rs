//! Tells a story: does what a sentence says and checks what it expects.
//!
//! One file for each topic: what its sentences ask for, as acts, and what they look at. A new flow adds a file and a line
//! in `act` or `look`.

mod approvals;
mod balances;
mod books;
mod disputes;
mod invoices;
mod looks;
mod orders;
mod payments;
mod refunds;
mod shipments;
mod tenders;

use std::collections::BTreeMap;

use recoup::engine::Request;
use recoup::store::rows::{Claimed, Done, Queue, Then};
use recoup::worker::next::{self, Next};
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::command::Act;
use recoup_core::effect::{Alarm, Effect};
use recoup_core::id::{Id, Kind};
use recoup_core::money::{Currency, Money};
use recoup_core::order::release::LineUnits;
use recoup_core::payment::{Payment, Refund};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;
use recoup_core::world::State;

use super::bank::Bank;
use super::script::Words;
use super::stage::{Said, Stage};
pub use books::Turnover;
use disputes::AtBank;

type Told<T = ()> = Result<T, String>;

/// What a sentence asks for: who, what, and what the story calls it.
struct Ask {
    actor: Actor,
    act: Act,
    name: Option<String>,
}

impl Ask {
    fn of(actor: Actor, act: impl Into<Act>) -> Self {
        Self { actor, act: act.into(), name: None }
    }

    fn called(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }
}

pub struct Teller<S> {
    stage: S,
    bank: Bank,
    /// What the story calls things.
    names: BTreeMap<String, Id>,
    /// Names of things that the story gives none.
    found: BTreeMap<Id, String>,
    /// Disputes that the bank opened, by the story's names.
    disputes: BTreeMap<String, AtBank>,
    /// What the bank told of payments that nobody knows.
    held: Vec<Request>,
    currency: Currency,
    refused: Option<String>,
    /// The books at the last look.
    seen: Turnover,
}

impl<S: Stage> Teller<S> {
    pub fn new(stage: S) -> Self {
        Self {
            stage,
            bank: Bank::new(false),
            names: BTreeMap::new(),
            found: BTreeMap::new(),
            disputes: BTreeMap::new(),
            held: Vec::new(),
            currency: Currency::EUR,
            refused: None,
            seen: Turnover::new(),
        }
    }

    pub const fn stage(&self) -> &S {
        &self.stage
    }

    pub async fn tell(&mut self, line: &str) -> Told {
        let mut words = Words::of(line);
        let verb = words.next()?;
        if verb == "refused" {
            let code = words.next()?;
            return match self.refused.take() {
                Some(got) if got == code => Ok(()),
                Some(got) => Err(format!("it was refused with {got}")),
                None => Err("it was not refused".to_owned()),
            };
        }
        if let Some(code) = &self.refused {
            return Err(format!("the sentence before was refused with {code}"));
        }
        if self.look(verb, &mut words).await? {
            return self.christen().await;
        }
        let ask = self.act(verb, &mut words).await?;
        if !words.is_empty() {
            return Err(format!("`{}` is too much", words.rest()));
        }
        self.submit(ask).await?;
        self.christen().await
    }

    /// What began without a name, and has one by the name of something else.
    async fn christen(&mut self) -> Told {
        self.christen_disputes().await?;
        self.christen_parts().await
    }

    /// Everything comes to rest, the books balance, and nothing is left open that should not be.
    pub async fn the_end(&mut self) -> Told {
        if let Some(code) = &self.refused {
            return Err(format!("the last sentence was refused with {code}"));
        }
        self.settle().await?;
        self.balance().await?;
        if let Some(request) = self.held.first() {
            return Err(format!("nobody said what this is about: {:?}", request.act));
        }
        self.stage.the_end().await
    }

    /// What a sentence asks for.
    async fn act(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Ask> {
        if let Some(ask) = self.of_orders(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_payments(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_refunds(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_approvals(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_balances(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_shipments(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_disputes(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_tenders(verb, words).await? {
            return Ok(ask);
        }
        if let Some(ask) = self.of_invoices(verb, words).await? {
            return Ok(ask);
        }
        Err(format!("`{verb}` begins no sentence"))
    }

    /// What a sentence looks at, or lets happen; false where it is neither.
    async fn look(&mut self, verb: &str, words: &mut Words<'_>) -> Told<bool> {
        match verb {
            "settle" => self.settle().await?,
            "deaf" => self.bank.deaf = true,
            "clock" => self.clock(words.next()?).await?,
            "expect" => self.expect(words).await?,
            "books" => self.books(words).await?,
            "posts" => self.posts(words).await?,
            "bank" => self.bank(words).await?,
            "notices" => self.notices(words).await?,
            "raised" => self.raised(words).await?,
            "marked" => self.marked(words).await?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    async fn submit(&mut self, Ask { actor, act, name }: Ask) -> Told {
        match self.stage.ask(&actor, act).await? {
            Said::Refused(code, words) => {
                println!("    {} refused: {words}", self.stage.name());
                self.refused = Some(code);
            }
            Said::Done(Some(id)) => self.call(name, id),
            Said::Done(None) => {}
        }
        Ok(())
    }

    /// Gives a thing its name. A refund that goes on by another way keeps the one that it has.
    fn call(&mut self, name: Option<String>, id: Id) {
        let is_known = id.kind() == Some(Kind::Refund) && self.names.values().any(|named| *named == id);
        if let Some(name) = name.filter(|_| !is_known) {
            self.names.insert(name, id);
        }
    }

    fn amount(&self, text: &str) -> Told<i64> {
        minor(text, self.currency)
    }

    /// What the story calls so.
    fn thing(&self, name: &str) -> Told<Id> {
        self.names.get(name).cloned().ok_or_else(|| format!("there is no `{name}`"))
    }

    /// `1001` is the only payment of an order or invoice, `1001/2` its second; what has a name of its own goes by that.
    async fn payment(&self, name: &str) -> Told<Payment> {
        if let Some(id) = self.names.get(name).filter(|id| id.kind() == Some(Kind::Payment)) {
            return self.payment_of(id).await;
        }
        let (number, place) = name.split_once('/').unwrap_or((name, "1"));
        let payments = match self.stage.state(&self.thing(number)?).await? {
            State::Order(order) => order.payments,
            State::Invoice(invoice) => invoice.payments,
            _ => return Err(format!("{number} is neither order nor invoice")),
        };
        let place: usize = place.parse().map_err(|_| "a place is a number".to_owned())?;
        let id = payments.get(place.wrapping_sub(1)).ok_or("it has no such payment")?;
        self.payment_of(id).await
    }

    async fn payment_of(&self, id: &Id) -> Told<Payment> {
        match self.stage.state(id).await? {
            State::Payment(payment) => Ok(payment),
            _ => Err(format!("{id} is no payment")),
        }
    }

    async fn refund_of(&self, name: &str) -> Told<Refund> {
        let id = self.thing(name)?;
        let owner = self.stage.find("id", id.as_str()).await?.ok_or("a refund without an owner")?;
        let payment = self.payment_of(&owner).await?;
        payment.refund(&id).cloned().ok_or_else(|| format!("{name} is no refund"))
    }

    async fn clock(&mut self, by: &str) -> Told {
        let units = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)];
        let secs: Option<i64> =
            units.iter().find_map(|(unit, secs)| by.strip_suffix(unit)?.parse::<i64>().ok().map(|n| n * secs));
        self.stage.pass(secs.ok_or("write a time span as 7d or 12h")? * 1_000_000).await
    }

    /// Carries everything that is due out and in until nothing moves any more.
    async fn settle(&mut self) -> Told {
        for request in std::mem::take(&mut self.held) {
            self.tell_or_hold(request).await?;
        }
        for _ in 0..200 {
            let mut moved = 0;
            for item in self.stage.due(Queue::Timer).await? {
                let alarm: Alarm = serde_json::from_slice(&item.payload).map_err(|e| e.to_string())?;
                let actor = Actor::machine(ActorKind::Timer, &item.kind);
                let request = Request::new(&item.tenant, actor, RingTimer { alarm });
                self.tell_engine(request.finishing(finished(Queue::Timer, &item))).await?;
                moved += 1;
            }
            for item in self.stage.due(Queue::Outbox).await? {
                self.carry_out(&item).await?;
                moved += 1;
            }
            for delivery in self.bank.posts(self.stage.now()) {
                for request in self.stage.hear(&self.bank, &delivery).await? {
                    self.tell_or_hold(request).await?;
                }
                self.bank.desk.acknowledge(delivery.id);
                moved += 1;
            }
            if moved == 0 && !self.soon().await? {
                return Ok(());
            }
        }
        Err("it never comes to rest".to_owned())
    }

    /// Probes and retries wait some seconds; a story does not.
    async fn soon(&mut self) -> Told<bool> {
        let wait_us = self.stage.next_effect_us().await?.map(|due_us| due_us - self.stage.now().as_microsecond());
        match wait_us {
            Some(wait_us) if wait_us < 60_000_000 => self.stage.pass(wait_us.max(0) + 1).await.map(|()| true),
            _ => Ok(false),
        }
    }

    async fn carry_out(&mut self, item: &Claimed) -> Told {
        let effect: Effect = serde_json::from_slice(&item.payload).map_err(|e| e.to_string())?;
        match self.bank.carry_out(item, &effect, self.stage.now())? {
            Next::Later { secs, .. } => self.stage.put_back(item, secs).await,
            Next::Tell(mut requests) => {
                let last = requests.pop().ok_or("the bank said nothing")?;
                for request in requests {
                    self.tell_engine(request).await?;
                }
                self.tell_engine(last.finishing(finished(Queue::Outbox, item))).await
            }
        }
    }

    /// Tells what a webhook says. A dispute of a payment that nobody knows waits, and is told again.
    async fn tell_or_hold(&mut self, request: Request) -> Told {
        let Err(refusal) = self.stage.tell(request.clone()).await? else { return Ok(()) };
        match (&refusal, &request.act) {
            (Refusal::Unknown { .. }, Act::Fact(fact)) if fact.what.is_of_dispute() => {
                self.held.push(Request { done: None, ..request });
                Ok(())
            }
            _ => self.tell_instead(&request, &refusal).await,
        }
    }

    /// Tells what a machine has to say; what is told again and differently is an alarm.
    async fn tell_engine(&mut self, request: Request) -> Told {
        match self.stage.tell(request.clone()).await? {
            Err(refusal) => self.tell_instead(&request, &refusal).await,
            Ok(()) => Ok(()),
        }
    }

    async fn tell_instead(&mut self, request: &Request, refusal: &Refusal) -> Told {
        let instead = next::instead(request, refusal).ok_or_else(|| format!("it was not taken: {refusal}"))?;
        self.stage.tell(instead).await?.map_err(|refusal| format!("the alarm was not taken: {refusal}"))
    }
}

fn minor(text: &str, currency: Currency) -> Told<i64> {
    Money::from_decimal(text, currency).map(|m| m.amount_minor).map_err(|e| e.to_string())
}

fn finished(queue: Queue, item: &Claimed) -> Done {
    Done { queue, id: item.id.clone(), epoch: item.epoch, then: Then::Finished }
}

/// The shop itself, which brings its orders in.
fn shop() -> Actor {
    Actor::user("shop", &[Role::BillingAdmin])
}

/// `by ann(support)`: a person with roles.
fn by(words: &mut Words<'_>) -> Told<Actor> {
    words.expect("by")?;
    let text = words.next()?;
    let (person, roles) = text.split_once('(').ok_or("write a person as ann(support)")?;
    let role = |word: &str| Role::from_word(word).ok_or_else(|| format!("`{word}` is no role"));
    let roles: Result<Vec<Role>, String> =
        roles.trim_end_matches(':').trim_end_matches(')').split(',').map(role).collect();
    Ok(Actor::user(person, &roles?))
}

/// `1x2,3x1`: units of lines.
fn units(text: &str) -> Told<Vec<LineUnits>> {
    let unit = |text: &str| {
        let (line, quantity) = text.split_once('x')?;
        Some(LineUnits { line: line.parse().ok()?, quantity: quantity.parse().ok()? })
    };
    let units: Option<Vec<_>> = text.split(',').map(unit).collect();
    units.ok_or_else(|| "write lines as 1x2,3x1".to_owned())
}

/// `because …`, to the end of the sentence.
fn because(words: &mut Words<'_>) -> Told<String> {
    words.expect("because")?;
    Ok(words.take_rest().to_owned())
}
