//! What a webhook says. Its `resource` is the object as it was when the event happened, in either generation.

use recoup_core::payment::facts::Fact;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::dispute::{self, Dispute};
use super::object::{self, NotFacts, Object};
use super::words;
use crate::{Account, Reading};

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(default)]
    event_type: String,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

/// What a delivery says.
pub(super) fn read(body: &[u8], account: &Account) -> Reading {
    let event: Event<'_> = match serde_json::from_slice(body) {
        Ok(event) => event,
        Err(error) => return Reading::unreadable(format!("it is not an event: {error}")),
    };
    let Some(kind) = words::event(&event.event_type) else { return Reading::unknown(&event.event_type) };
    if let words::Event::Ignored(why) = kind {
        return Reading::Ignored { why };
    }
    let Some(resource) = event.resource.map(RawValue::get) else {
        return Reading::unreadable(format!("{} has no resource", event.event_type));
    };
    let name = account.name.as_str();
    let facts = match kind {
        words::Event::Authorization => parse::<Object>(resource).and_then(|o| object::authorization(name, &o)),
        words::Event::Capture => parse::<Object>(resource).and_then(|o| object::capture(name, &o)),
        words::Event::Refund => parse::<Object>(resource).and_then(|o| object::refund(name, &o)),
        words::Event::Reversal => parse::<Object>(resource).and_then(|o| object::reversal(name, &o)),
        words::Event::Dispute => parse::<Dispute>(resource).and_then(|d| dispute::facts(name, &d)),
        words::Event::Ignored(_) => Ok(Vec::new()),
    };
    reading(facts, &event.event_type)
}

/// What a dispute says that was read.
pub(super) fn told_by_dispute(account: &Account, body: &[u8]) -> Reading {
    let read = serde_json::from_slice::<Dispute>(body).map_err(|error| NotFacts::Form(error.to_string()));
    reading(read.and_then(|dispute| dispute::facts(&account.name, &dispute)), "the dispute")
}

fn reading(facts: Result<Vec<Fact>, NotFacts>, what: &str) -> Reading {
    match facts {
        Ok(facts) => Reading::Facts(facts),
        Err(NotFacts::Word(what)) => Reading::unknown(&what),
        Err(NotFacts::Form(why)) => Reading::unreadable(format!("{what}: {why}")),
    }
}

fn parse<T: DeserializeOwned>(resource: &str) -> Result<T, NotFacts> {
    serde_json::from_str(resource).map_err(|error| NotFacts::Form(error.to_string()))
}
