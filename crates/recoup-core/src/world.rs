//! The closed world of a decision: everything it may look at, loaded before, and nothing else.
//!
//! `needs` of a workflow is asked again and again until nothing new is wanted; then it decides. A look at
//! something that was not loaded is an inconsistency, so a forgotten need fails loudly in every test.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::approval::Approval;
use crate::approval::ApprovalBody;
use crate::book::Book;
use crate::customer::{Customer, CustomerBody};
use crate::event::{Body, Event};
use crate::id::{Id, Kind};
use crate::invoice::{Invoice, InvoiceBody};
use crate::order::Order;
use crate::payment::Payment;
use crate::policy::PolicyBody;
use crate::policy::{Policy, PolicyKind};
use crate::refusal::Refusal;

/// State of any stream. Written with its `kind` first, and read so (see `read`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// A payment.
    Payment(Payment),
    /// An order.
    Order(Order),
    /// A customer account.
    Customer(Customer),
    /// An approval.
    Approval(Approval),
    /// A policy.
    Policy(Policy),
    /// The general book.
    Book(Book),
    /// An invoice.
    Invoice(Invoice),
}

impl State {
    /// The kind word, as stored with the stream.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Payment(_) => "payment",
            Self::Order(_) => "order",
            Self::Customer(_) => "customer",
            Self::Approval(_) => "approval",
            Self::Policy(_) => "policy",
            Self::Book(_) => "book",
            Self::Invoice(_) => "invoice",
        }
    }

    /// The state after an event, from the state before it if there was one.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] for an event that cannot follow.
    pub fn after(before: Option<&Self>, event: &Event) -> Result<Self, Refusal> {
        let Some(before) = before else { return Self::begin(event) };
        let mut state = before.clone();
        state.apply(event).map(|()| state)
    }

    /// The state a first event begins.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] when the event does not begin a stream.
    pub fn begin(event: &Event) -> Result<Self, Refusal> {
        let id = &event.stream;
        let mut state = match &event.body {
            Body::PaymentStarted { payment } => return Ok(Self::Payment(Payment::begin(id, payment, event))),
            Body::OrderPlaced { order } => return Ok(Self::Order(Order::begin(id, order, event))),
            Body::Customer(CustomerBody::Put { language, reference }) => {
                return Ok(Self::Customer(Customer::begin(id, language, reference)));
            }
            Body::Approval(ApprovalBody::Requested { .. }) => {
                return Approval::begin(id, event).map(Self::Approval).ok_or_else(|| not_a_beginning(event));
            }
            Body::Policy(PolicyBody::Proposed { document, .. }) => Self::Policy(Policy::begin(document.kind)),
            Body::BookPosted { .. } => Self::Book(Book::begin(id)),
            Body::Invoice(InvoiceBody::Drafted { invoice }) => {
                return Ok(Self::Invoice(Invoice::begin(id, invoice, event)));
            }
            _ => return Err(not_a_beginning(event)),
        };
        state.apply(event)?;
        Ok(state)
    }

    /// Applies one more event.
    ///
    /// # Errors
    /// As the fold of the stream's kind.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match self {
            Self::Payment(payment) => payment.apply(event),
            Self::Order(order) => order.apply(event),
            Self::Customer(customer) => customer.apply(event),
            Self::Approval(approval) => approval.apply(event),
            Self::Policy(policy) => policy.apply(event),
            Self::Book(book) => book.apply(event),
            Self::Invoice(invoice) => invoice.apply(event),
        }
    }
}

fn not_a_beginning(event: &Event) -> Refusal {
    Refusal::Inconsistent { what: format!("the event {} cannot begin the stream {}", event.body.word(), event.stream) }
}

/// A stream with its version: the number of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Number of events so far.
    pub version: u64,
    /// Folded state.
    pub state: State,
}

/// A name that finds streams: kind and value.
pub type Name = (String, String);

/// What a workflow wants loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Streams by id.
    pub streams: Vec<Id>,
    /// Streams by name.
    pub names: Vec<Name>,
}

impl Needs {
    /// Wants a stream.
    pub fn stream(&mut self, id: &Id) {
        self.streams.push(id.clone());
    }

    /// Wants whatever a name finds.
    pub fn name(&mut self, kind: &str, value: &str) {
        self.names.push((kind.to_owned(), value.to_owned()));
    }
}

/// Everything a decision may look at. `None` means: looked for, and not there.
#[derive(Debug, Clone, Default)]
pub struct World {
    streams: BTreeMap<Id, Option<Arc<Stream>>>,
    names: BTreeMap<Name, Vec<Id>>,
}

impl World {
    /// Puts a loaded stream in, or that there is none.
    pub fn put(&mut self, id: Id, stream: Option<Arc<Stream>>) {
        self.streams.insert(id, stream);
    }

    /// Puts in what a name found.
    pub fn put_name(&mut self, name: Name, found: Vec<Id>) {
        self.names.insert(name, found);
    }

    /// Adds one more stream to what a name finds.
    pub fn add_name(&mut self, name: Name, found: Id) {
        self.names.entry(name).or_default().push(found);
    }

    /// Whether the stream was looked for.
    #[must_use]
    pub fn has(&self, id: &Id) -> bool {
        self.streams.contains_key(id)
    }

    /// Whether the name was looked for.
    #[must_use]
    pub fn has_name(&self, name: &Name) -> bool {
        self.names.contains_key(name)
    }

    /// The stream, if it was found.
    #[must_use]
    pub fn stream(&self, id: &Id) -> Option<&Arc<Stream>> {
        self.streams.get(id).and_then(Option::as_ref)
    }

    /// What a name found; empty when not looked for.
    #[must_use]
    pub fn found(&self, kind: &str, value: &str) -> &[Id] {
        // A tuple of owned strings cannot be looked up by borrowed ones; names are few per decision.
        self.names.iter().find(|((k, v), _)| k == kind && v == value).map_or(&[], |(_, ids)| ids)
    }

    /// The stream that owns a capture, release or refund.
    #[must_use]
    pub fn owner(&self, id: &Id) -> Option<&Id> {
        self.found("id", id.as_str()).first()
    }

    /// A payment, if it was found.
    #[must_use]
    pub fn payment(&self, id: &Id) -> Option<&Payment> {
        match self.stream(id).map(|s| &s.state) {
            Some(State::Payment(payment)) => Some(payment),
            _ => None,
        }
    }

    /// An approval, if it was found.
    #[must_use]
    pub fn approval(&self, id: &Id) -> Option<&Approval> {
        match self.stream(id).map(|s| &s.state) {
            Some(State::Approval(approval)) => Some(approval),
            _ => None,
        }
    }

    /// An order, if it was found.
    #[must_use]
    pub fn order(&self, id: &Id) -> Option<&Order> {
        match self.stream(id).map(|s| &s.state) {
            Some(State::Order(order)) => Some(order),
            _ => None,
        }
    }

    /// An invoice, if it was found.
    #[must_use]
    pub fn invoice(&self, id: &Id) -> Option<&Invoice> {
        match self.stream(id).map(|s| &s.state) {
            Some(State::Invoice(invoice)) => Some(invoice),
            _ => None,
        }
    }

    /// A policy, if it was found.
    #[must_use]
    pub fn policy(&self, kind: PolicyKind) -> Option<&Policy> {
        match self.stream(&kind.stream()).map(|s| &s.state) {
            Some(State::Policy(policy)) => Some(policy),
            _ => None,
        }
    }
}

/// What people call the thing an id of this kind names.
#[must_use]
pub const fn thing(kind: Kind) -> &'static str {
    match kind {
        Kind::Payment => "payment",
        Kind::Capture => "capture",
        Kind::Release => "release",
        Kind::Refund => "refund",
        Kind::Dispute => "dispute",
        Kind::Order => "order",
        Kind::Customer => "customer",
        Kind::Approval => "approval",
        Kind::Policy => "policy",
        Kind::Invoice => "invoice",
        _ => "thing",
    }
}
