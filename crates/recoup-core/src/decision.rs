//! A decision and the draft it grows in: events first, and everything else follows from them.
//!
//! `Draft::emit` folds the event into the working copy of its stream, posts its entry and writes its
//! notice, so that no workflow can forget the books or tell a customer something the books do not say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::approval::Approval;
use crate::command::Command;
use crate::customer::Customer;
use crate::effect::{Alarm, Call, Effect, Operation, OperationKind, Timer};
use crate::event::{Body, EVENT_VERSION, Event};
use crate::id::{Id, IdSource, Kind};
use crate::invoice::Invoice;
use crate::ledger::Entry;
use crate::money::Money;
use crate::notice::{self, Notice};
use crate::order::Order;
use crate::payment::Payment;
use crate::policy::Policy;
use crate::posting;
use crate::refusal::Refusal;
use crate::world::{State, Stream, World};

/// What the command is answered with; the face renders it from the new states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// An order.
    Order(Id),
    /// A payment.
    Payment(Id),
    /// A capture of a payment.
    Capture(Id, Id),
    /// A release of a payment.
    Release(Id, Id),
    /// A refund of a payment.
    Refund(Id, Id),
    /// A dispute of a payment.
    Dispute(Id, Id),
    /// An approval.
    Approval(Id),
    /// A policy version.
    Policy(Id, u32),
    /// A customer account.
    Customer(Id),
    /// An entry of the general book.
    Entry(Id),
    /// An invoice.
    Invoice(Id),
    /// An exception that a person resolved.
    Resolved(Id),
    /// A refund of an order over its tenders.
    Allocation(Id, Id),
    /// A shipment of an order.
    Shipment(Id, Id),
    /// Nothing changed: it was known, or it no longer matters.
    NoChange(String),
}

/// Something a person must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// Machine word.
    pub reason: String,
    /// Plain sentence.
    pub detail: String,
    /// The stream it is about.
    pub stream: Id,
    /// How much it is about.
    pub amount: Option<Money>,
}

/// Everything one command changes. It commits whole or not at all.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// Events, in order.
    pub events: Vec<Event>,
    /// New states of the touched streams, with the version each was decided on.
    pub streams: BTreeMap<Id, (u64, Arc<Stream>)>,
    /// Entries with the index of the event that posted each.
    pub entries: Vec<(usize, Entry)>,
    /// Effects for the outbox.
    pub effects: Vec<Effect>,
    /// Timers to set.
    pub timers: Vec<Timer>,
    /// Timers to cancel.
    pub timers_canceled: Vec<Id>,
    /// Names that find streams: kind, value, stream.
    pub names: Vec<(String, String, Id)>,
    /// Names that must not exist yet: kind, value.
    pub claims: Vec<(String, String, Id)>,
    /// Notices with the index of the event that chose each.
    pub notices: Vec<(usize, Notice)>,
    /// Things for a person.
    pub attentions: Vec<Attention>,
    /// Exceptions a person resolved, with what was done.
    pub resolved: Vec<(Id, String)>,
}

/// A decision being made.
#[derive(Debug)]
pub struct Draft<'a> {
    command: &'a Command,
    world: &'a World,
    ids: IdSource,
    made: BTreeSet<Id>,
    touched: BTreeMap<Id, (u64, Stream)>,
    decision: Decision,
}

impl<'a> Draft<'a> {
    /// An empty draft for a command in its world.
    #[must_use]
    pub fn new(command: &'a Command, world: &'a World) -> Self {
        let ids = IdSource::new(command.now, command.entropy);
        Self { command, world, ids, made: BTreeSet::new(), touched: BTreeMap::new(), decision: Decision::default() }
    }

    /// The command.
    #[must_use]
    pub const fn command(&self) -> &'a Command {
        self.command
    }

    /// The world as it was loaded, without this draft's own changes.
    #[must_use]
    pub const fn world(&self) -> &'a World {
        self.world
    }

    /// The engine's instant of this decision.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.command.now
    }

    /// An instant some seconds from now; the far future where that is out of range.
    #[must_use]
    pub fn in_secs(&self, secs: u32) -> Timestamp {
        later(self.command.now, i64::from(secs))
    }

    /// A new id.
    pub fn new_id(&mut self, kind: Kind) -> Id {
        let id = self.ids.next(kind);
        self.made.insert(id.clone());
        id
    }

    /// Adds an event to a stream, with everything that follows from it.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] when the stream's table has no such step; [`Refusal::Inconsistent`] when the
    /// entry does not balance or the event does not fit its stream.
    pub fn emit(&mut self, stream: &Id, body: impl Into<Body>) -> Result<Id, Refusal> {
        self.emit_body(stream, body.into())
    }

    fn emit_body(&mut self, stream: &Id, body: Body) -> Result<Id, Refusal> {
        let event_id = self.ids.next(Kind::Event);
        let index = self.decision.events.len();
        let mut event = Event {
            id: event_id.clone(),
            stream: stream.clone(),
            seq: 1,
            v: EVENT_VERSION,
            effective_at: self.command.effective_at,
            booked_at: self.command.now,
            actor: self.command.actor.clone(),
            body,
        };
        let mut first_word = false;
        let may_begin = self.made.contains(stream) || self.world.has(stream);
        match self.working_copy(stream) {
            Some(mine) => {
                mine.version += 1;
                event.seq = mine.version;
                first_word = notice::is_first_word(&event, &mine.state);
                mine.state.apply(&event)?;
            }
            None if !may_begin => return Err(not_loaded(stream.as_str())),
            None => {
                let begun = Stream { version: 1, state: State::begin(&event)? };
                self.touched.insert(stream.clone(), (0, begun));
            }
        }
        if let Some(entry) = posting::entry_of(&event)? {
            self.decision.entries.push((index, entry));
        }
        if let Some((_, mine)) = self.touched.get(stream) {
            self.decision.notices.extend(notice::of(&event, first_word, &mine.state).into_iter().map(|n| (index, n)));
        }
        self.decision.events.push(event);
        Ok(event_id)
    }

    fn working_copy(&mut self, id: &Id) -> Option<&mut Stream> {
        if !self.touched.contains_key(id) {
            let loaded = self.world.stream(id)?;
            self.touched.insert(id.clone(), (loaded.version, loaded.as_ref().clone()));
        }
        self.touched.get_mut(id).map(|(_, stream)| stream)
    }

    fn state(&self, id: &Id) -> Result<Option<&State>, Refusal> {
        match self.touched.get(id) {
            Some((_, stream)) => Ok(Some(&stream.state)),
            None if self.world.has(id) => Ok(self.world.stream(id).map(|s| &s.state)),
            // What was not loaded must not read as what is not there.
            None => Err(not_loaded(id.as_str())),
        }
    }

    /// A payment as it stands in this draft.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
    pub fn payment(&self, id: &Id) -> Result<&Payment, Refusal> {
        match self.state(id)? {
            Some(State::Payment(payment)) => Ok(payment),
            _ => Err(unknown("payment", id)),
        }
    }

    /// The payments that this draft changed and that have disputes.
    #[must_use]
    pub fn disputed_payments(&self) -> Vec<Id> {
        let disputed = |stream: &Stream| matches!(&stream.state, State::Payment(mine) if !mine.disputes.is_empty());
        self.touched.iter().filter(|(_, (_, stream))| disputed(stream)).map(|(id, _)| id.clone()).collect()
    }

    /// An order as it stands in this draft.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
    pub fn order(&self, id: &Id) -> Result<&Order, Refusal> {
        match self.state(id)? {
            Some(State::Order(order)) => Ok(order),
            _ => Err(unknown("order", id)),
        }
    }

    /// A customer as it stands in this draft.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
    pub fn customer(&self, id: &Id) -> Result<&Customer, Refusal> {
        match self.state(id)? {
            Some(State::Customer(customer)) => Ok(customer),
            _ => Err(unknown("customer", id)),
        }
    }

    /// An invoice as it stands in this draft.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
    pub fn invoice(&self, id: &Id) -> Result<&Invoice, Refusal> {
        match self.state(id)? {
            Some(State::Invoice(invoice)) => Ok(invoice),
            _ => Err(unknown("invoice", id)),
        }
    }

    /// An approval as it stands in this draft.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
    pub fn approval(&self, id: &Id) -> Result<&Approval, Refusal> {
        match self.state(id)? {
            Some(State::Approval(approval)) => Ok(approval),
            _ => Err(unknown("approval", id)),
        }
    }

    /// A policy as it stands in this draft; none where nobody changed the default.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when it was not loaded.
    pub fn policy(&self, id: &Id) -> Result<Option<&Policy>, Refusal> {
        Ok(match self.state(id)? {
            Some(State::Policy(policy)) => Some(policy),
            _ => None,
        })
    }

    /// The stream that a name finds, where it finds one.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when the name was not looked for.
    pub fn found(&self, kind: &str, value: &str) -> Result<Option<&'a Id>, Refusal> {
        // A name that nobody looked for must not read as one that is free.
        if self.world.has_name(&(kind.to_owned(), value.to_owned())) {
            return Ok(self.world.found(kind, value).first());
        }
        Err(not_loaded(&format!("the {kind} of that name")))
    }

    /// The payment that owns a capture, release or refund.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not looked for.
    pub fn owner(&self, what: &'static str, id: &Id) -> Result<Id, Refusal> {
        self.found("id", id.as_str())?.cloned().ok_or_else(|| unknown(what, id))
    }

    /// Wants an operation sent now.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when the payment does not live at a gateway.
    pub fn send(&mut self, kind: OperationKind, payment: &Id, id: &Id, amount: Money) -> Result<(), Refusal> {
        let generation = self.payment(payment)?.refund(id).map_or(0, |r| r.generation);
        let operation = Operation { kind, payment: payment.clone(), id: id.clone(), generation };
        let now = self.now();
        self.effect(Call::Send, &operation, amount, When { since: now, probes: 0, due_at: now })
    }

    /// Wants to know what became of an operation; later each time it is asked.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when the payment does not live at a gateway.
    pub fn probe(
        &mut self,
        operation: &Operation,
        amount: Money,
        since: Timestamp,
        probes: u32,
    ) -> Result<(), Refusal> {
        let due_at = later(self.now(), delay_secs(probes));
        self.effect(Call::Probe, operation, amount, When { since, probes, due_at })
    }

    /// Wants an operation sent again under its key, because it never arrived; later each time it is, and at once where it
    /// was only asked about before it went out, which is no time at all.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when the payment does not live at a gateway.
    pub fn send_again(
        &mut self,
        operation: &Operation,
        amount: Money,
        (since, times): (Timestamp, u32),
    ) -> Result<(), Refusal> {
        let due_at = if times == 0 { self.now() } else { later(self.now(), delay_secs(times - 1)) };
        self.effect(Call::Send, operation, amount, When { since, probes: 0, due_at })
    }

    fn effect(&mut self, call: Call, operation: &Operation, amount: Money, when: When) -> Result<(), Refusal> {
        let payment = self.payment(&operation.payment)?;
        let account = payment.gateway_account().map(str::to_owned).ok_or_else(|| Refusal::Inconsistent {
            what: format!("payment {} does not live at a gateway", payment.id),
        })?;
        let authorizes = operation.kind == OperationKind::Authorize;
        let token = if authorizes { payment.method.token.clone() } else { String::new() };
        let merchant_initiated = authorizes && payment.method.merchant_initiated;
        let authorization_ref = payment.gateway_ref.clone();
        let (own_ref, of_captures) = (payment.own_ref(operation), payment.of_captures(operation));
        let answer = payment.answer_of(operation);
        let last = call == Call::Send && payment.capture(&operation.id).is_some_and(|c| c.last);
        let When { since, probes, due_at } = when;
        let id = self.ids.next(Kind::Effect);
        self.decision.effects.push(Effect {
            id,
            account,
            call,
            operation: operation.clone(),
            amount,
            token,
            authorization_ref,
            merchant_initiated,
            own_ref,
            of_captures,
            answer,
            last,
            probes,
            since,
            due_at,
        });
        Ok(())
    }

    /// Sets a timer. Its id follows from its subject, so that cancelling needs no memory.
    pub fn timer(&mut self, due_at: Timestamp, alarm: Alarm) {
        self.decision.timers.push(Timer { id: alarm.timer_id(), due_at, alarm });
    }

    /// Cancels a timer; one that is not set is no error.
    pub fn cancel_timer(&mut self, alarm: &Alarm) {
        self.decision.timers_canceled.push(alarm.timer_id());
    }

    /// Makes a stream findable by a name.
    pub fn name(&mut self, kind: &str, value: &str, stream: &Id) {
        self.decision.names.push((kind.to_owned(), value.to_owned(), stream.clone()));
    }

    /// Makes a stream findable by a name that nothing else in the tenant may have.
    pub fn claim(&mut self, kind: &str, value: &str, stream: &Id) {
        self.name(kind, value, stream);
        self.decision.claims.push((kind.to_owned(), value.to_owned(), stream.clone()));
    }

    /// Asks a person to look.
    pub fn attention(&mut self, reason: &str, detail: String, stream: &Id, amount: Option<Money>) {
        self.decision.attentions.push(Attention { reason: reason.to_owned(), detail, stream: stream.clone(), amount });
    }

    /// Ends an exception; whether it is still open is seen when it is written.
    pub fn resolve(&mut self, exception: &Id, resolution: &str) {
        self.decision.resolved.push((exception.clone(), resolution.to_owned()));
    }

    /// The finished decision.
    #[must_use]
    pub fn finish(mut self) -> Decision {
        self.decision.streams =
            self.touched.into_iter().map(|(id, (base, stream))| (id, (base, Arc::new(stream)))).collect();
        self.decision
    }
}

/// When an effect was first wanted, how often it was asked after, and when it is due.
struct When {
    since: Timestamp,
    probes: u32,
    due_at: Timestamp,
}

/// Seconds before it is asked or sent once more, after so many times: 1, 2, 4 … up to an hour. Soon at first, because
/// most unknowns are brief.
const fn delay_secs(times: u32) -> i64 {
    let shift = if times > 12 { 12 } else { times };
    let secs = 1_i64 << shift;
    if secs > 3600 { 3600 } else { secs }
}

/// An instant some seconds later; the last one there is where that is out of range.
#[must_use]
pub fn later(at: Timestamp, secs: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MAX)
}

fn not_loaded(what: &str) -> Refusal {
    Refusal::Inconsistent { what: format!("{what} was looked at and not loaded") }
}

/// The refusal for an id that finds nothing.
#[must_use]
pub fn unknown(what: &'static str, id: &Id) -> Refusal {
    Refusal::Unknown { what, id: id.as_str().chars().take(60).collect() }
}
