//! A shop in memory: runs commands through `needs` and `decide` like an engine, and keeps what they decide.
//!
//! No store, no threads, no clock of its own: the same seed gives the same shop. It also folds every event
//! a second time, on its own, so that a state that is not the fold of its events shows at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use recoup_core::actor::Actor;
use recoup_core::command::{self, Act, Command};
use recoup_core::decision::{Answer, Attention, Decision};
use recoup_core::effect::{Effect, Timer};
use recoup_core::event::Event;
use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::ledger::Books;
use recoup_core::notice::Notice;
use recoup_core::order::Sold;
use recoup_core::payment::Payment;
use recoup_core::refusal::Refusal;
use recoup_core::world::{Name, State, Stream, World};

use super::bug::{self, Bug};
use crate::world::rng::Rng;
use recoup_core::reached::{self, Reached};

/// What the last command left.
#[derive(Default)]
pub struct Last {
    pub events: Vec<Event>,
    pub notices: Vec<(Event, Notice)>,
    pub attentions: Vec<Attention>,
    pub entries: Vec<(Event, recoup_core::ledger::Entry)>,
    /// Complaints of the commit itself: versions, claims, entries the books did not take.
    pub complaints: Vec<String>,
}

pub struct Shop {
    pub now: Timestamp,
    pub rng: Rng,
    pub bug: Option<Bug>,
    pub streams: BTreeMap<Id, Arc<Stream>>,
    /// The same states, folded from the events alone.
    pub folded: BTreeMap<Id, State>,
    pub log: BTreeMap<Id, Vec<Event>>,
    pub names: BTreeMap<Name, Vec<Id>>,
    pub books: Books,
    pub effects: BTreeMap<Id, Effect>,
    pub timers: BTreeMap<Id, Timer>,
    pub reached: Reached,
    pub last: Last,
    /// Whether every command, event and state is also sent through JSON, and decided twice.
    pub thorough: bool,
    pub commits: u64,
    /// The world of the last refund, for the bug that serves it stale.
    pub stale: Option<HashMap<Id, Arc<Stream>>>,
}

impl Shop {
    pub fn new(seed: u64, bug: Option<Bug>) -> Self {
        Self {
            now: Timestamp::constant(1_790_000_000, 0),
            rng: Rng::new(seed ^ 0x0005_10ff),
            bug,
            streams: BTreeMap::new(),
            folded: BTreeMap::new(),
            log: BTreeMap::new(),
            names: BTreeMap::new(),
            books: Books::new(),
            effects: BTreeMap::new(),
            timers: BTreeMap::new(),
            reached: Reached::default(),
            last: Last::default(),
            thorough: false,
            commits: 0,
            stale: None,
        }
    }

    pub fn advance(&mut self, secs: i64) {
        self.now = self.now.checked_add(SignedDuration::from_secs(secs)).expect("a date in range");
    }

    /// Runs a command; a refusal changes nothing.
    pub fn run(&mut self, actor: &Actor, act: impl Into<Act>) -> Result<Answer, Refusal> {
        let entropy = u128::from(self.rng.next()) << 64 | u128::from(self.rng.next());
        let mut command = Command {
            tenant: "t".to_owned(),
            actor: actor.clone(),
            now: self.now,
            effective_at: self.now,
            entropy,
            act: act.into(),
        };
        // Time moves a little with every command, so that ids sort as things happened.
        self.now = self.now.checked_add(SignedDuration::from_millis(7)).expect("a date in range");
        bug::before(self, &mut command);
        let world = self.world(&command);
        if self.thorough {
            check_same(&command, &world);
        }
        self.last = Last::default();
        let (mut decision, answer) = command::decide(&command, &world)?;
        bug::after(self, &command, &mut decision);
        self.commit(decision);
        Ok(answer)
    }

    /// What a command needs, asked until it wants nothing new, as an engine does.
    pub fn world(&self, command: &Command) -> World {
        let mut world = World::default();
        for _ in 0..8 {
            let needs = command::needs(command, &world);
            if needs.streams.is_empty() && needs.names.is_empty() {
                return world;
            }
            for id in needs.streams {
                let stream = bug::served(self, &command.act, &id).or_else(|| self.streams.get(&id).cloned());
                world.put(id, stream);
            }
            for name in needs.names {
                let found = self.names.get(&name).cloned().unwrap_or_default();
                world.put_name(name, found);
            }
        }
        panic!("`needs` never ends for {:?}", command.act);
    }

    fn commit(&mut self, decision: Decision) {
        self.commits += 1;
        for (id, (base, stream)) in decision.streams {
            let stored = self.streams.get(&id).map_or(0, |s| s.version);
            if stored != base {
                self.last.complaints.push(format!("{id} was decided on version {base}, but {stored} is stored"));
            }
            self.streams.insert(id, stream);
        }
        for (kind, value, id) in &decision.claims {
            if self.names.get(&(kind.clone(), value.clone())).is_some_and(|known| !known.contains(id)) {
                self.last.complaints.push(format!("the {kind} {value} is taken"));
            }
        }
        for (kind, value, id) in decision.names {
            let known = self.names.entry((kind, value)).or_default();
            if !known.contains(&id) {
                known.push(id);
            }
        }
        for (index, entry) in decision.entries {
            let event = &decision.events[index];
            if let Err(error) = self.books.post(event.entry_id(), entry.clone()) {
                self.last.complaints.push(format!("the books refuse the entry of {}: {error}", event.body.word()));
            }
            self.last.entries.push((event.clone(), entry));
        }
        for timer in decision.timers_canceled {
            self.timers.remove(&timer);
        }
        if let Some(twice) = decision.timers.iter().find(|timer| self.timers.contains_key(&timer.id)) {
            self.last.complaints.push(format!("the timer {} is set already", twice.alarm.word()));
        }
        self.timers.extend(decision.timers.into_iter().map(|timer| (timer.id.clone(), timer)));
        self.effects.extend(decision.effects.into_iter().map(|effect| (effect.id.clone(), effect)));
        self.last.notices =
            decision.notices.into_iter().map(|(index, notice)| (decision.events[index].clone(), notice)).collect();
        self.last.attentions = decision.attentions;
        for event in decision.events {
            self.fold(&event);
            self.log.entry(event.stream.clone()).or_default().push(event.clone());
            self.last.events.push(event);
        }
    }

    /// Folds one event on the second set of states, and notes which steps it took.
    fn fold(&mut self, event: &Event) {
        let event = if self.thorough { &through_json(event) } else { event };
        let seen = self.log.get(&event.stream).map_or(0, Vec::len) as u64;
        if event.seq != seen + 1 {
            self.last.complaints.push(format!("event {} of {} has the number {}", seen + 1, event.stream, event.seq));
        }
        let before = self.folded.get(&event.stream).cloned();
        match State::after(before.as_ref(), event) {
            Ok(state) => {
                reached::note(&mut self.reached, event, before.as_ref(), &state);
                self.folded.insert(event.stream.clone(), if self.thorough { through_json(&state) } else { state });
            }
            Err(error) => self.last.complaints.push(format!("{} cannot be folded: {error}", event.body.word())),
        }
    }

    pub fn payment(&self, id: &Id) -> &Payment {
        match &self.streams.get(id).expect("a payment").state {
            State::Payment(payment) => payment,
            other => panic!("{id} is a {}", other.kind()),
        }
    }

    pub fn order(&self, id: &Id) -> &recoup_core::order::Order {
        match &self.streams.get(id).expect("an order").state {
            State::Order(order) => order,
            other => panic!("{id} is a {}", other.kind()),
        }
    }

    pub fn invoice(&self, id: &Id) -> &Invoice {
        match &self.streams.get(id).expect("an invoice").state {
            State::Invoice(invoice) => invoice,
            other => panic!("{id} is a {}", other.kind()),
        }
    }

    pub fn invoices(&self) -> impl Iterator<Item = &Invoice> {
        self.states().filter_map(|state| if let State::Invoice(invoice) = state { Some(invoice) } else { None })
    }

    /// Everything with lines that is on the books.
    pub fn sold(&self) -> impl Iterator<Item = &dyn Sold> {
        self.states().filter_map(|state| match state {
            State::Order(order) => Some(order as &dyn Sold),
            State::Invoice(invoice) => invoice.is_issued().then_some(invoice as &dyn Sold),
            _ => None,
        })
    }

    /// Payments that were begun for an order or an invoice.
    pub fn payments_of(&self, pays: &Id) -> &[Id] {
        match &self.streams.get(pays).expect("it takes payments").state {
            State::Invoice(invoice) => &invoice.payments,
            _ => &self.order(pays).payments,
        }
    }

    pub fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.states().filter_map(|state| if let State::Payment(payment) = state { Some(payment) } else { None })
    }

    pub fn orders(&self) -> impl Iterator<Item = &recoup_core::order::Order> {
        self.states().filter_map(|state| if let State::Order(order) = state { Some(order) } else { None })
    }

    pub fn customers(&self) -> impl Iterator<Item = &recoup_core::customer::Customer> {
        self.states().filter_map(|state| if let State::Customer(customer) = state { Some(customer) } else { None })
    }

    pub fn approvals(&self) -> impl Iterator<Item = &recoup_core::approval::Approval> {
        self.states().filter_map(|state| if let State::Approval(approval) = state { Some(approval) } else { None })
    }

    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.streams.values().map(|stream| &stream.state)
    }
}

/// The same value after a trip through JSON; it must be equal.
pub fn through_json<T>(value: &T) -> T
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = serde_json::to_string(value).expect("our types serialize");
    let back: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(*value, back, "a trip through JSON changed it");
    assert_eq!(text, serde_json::to_string(&back).expect("our types serialize"));
    back
}

/// The same command in the same world decides the same, byte for byte.
fn check_same(command: &Command, world: &World) {
    let again = through_json(command);
    let (first, second) = (command::decide(command, world), command::decide(&again, world));
    assert_eq!(format!("{first:?}"), format!("{second:?}"), "two decisions of one command differ");
}
