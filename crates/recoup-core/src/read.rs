//! Reads states and events without setting them aside first.
//!
//! What serde derives for a value whose kind stands inside it keeps all of its fields in a buffer until the kind is
//! known. We write the kind of a state first, and the type of an event right before its data, so nothing has to wait.
//! JSON in another order, which we never write, is refused.

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::actor::Actor;
use crate::event::{Body, Event};
use crate::id::Id;
use crate::world::State;

/// The first key of a state.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(field_identifier, rename_all = "snake_case")]
enum First {
    Kind,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateKind {
    Payment,
    Order,
    Customer,
    Approval,
    Policy,
    Book,
    Invoice,
}

struct StateVisitor;

impl<'de> Visitor<'de> for StateVisitor {
    type Value = State;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a state that begins with its `kind`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<State, A::Error> {
        if map.next_key()? != Some(First::Kind) {
            return Err(A::Error::custom("a state begins with its `kind`"));
        }
        let kind = map.next_value()?;
        let rest = MapAccessDeserializer::new(map);
        match kind {
            StateKind::Payment => Deserialize::deserialize(rest).map(State::Payment),
            StateKind::Order => Deserialize::deserialize(rest).map(State::Order),
            StateKind::Customer => Deserialize::deserialize(rest).map(State::Customer),
            StateKind::Approval => Deserialize::deserialize(rest).map(State::Approval),
            StateKind::Policy => Deserialize::deserialize(rest).map(State::Policy),
            StateKind::Book => Deserialize::deserialize(rest).map(State::Book),
            StateKind::Invoice => Deserialize::deserialize(rest).map(State::Invoice),
        }
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(StateVisitor)
    }
}

/// The keys of an event.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum EventKey {
    Id,
    Stream,
    Seq,
    V,
    EffectiveAt,
    BookedAt,
    Actor,
    Type,
    #[serde(other)]
    Other,
}

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event that ends with its `type` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let (mut id, mut stream, mut actor): (Option<Id>, Option<Id>, Option<Actor>) = (None, None, None);
        let (mut seq, mut v): (Option<u64>, Option<u16>) = (None, None);
        let (mut effective_at, mut booked_at): (Option<Timestamp>, Option<Timestamp>) = (None, None);
        while let Some(key) = map.next_key()? {
            match key {
                EventKey::Id => id = Some(map.next_value()?),
                EventKey::Stream => stream = Some(map.next_value()?),
                EventKey::Seq => seq = Some(map.next_value()?),
                EventKey::V => v = Some(map.next_value()?),
                EventKey::EffectiveAt => effective_at = Some(map.next_value()?),
                EventKey::BookedAt => booked_at = Some(map.next_value()?),
                EventKey::Actor => actor = Some(map.next_value()?),
                EventKey::Type => {
                    let word: String = map.next_value()?;
                    let rest = Onward { word: Some(&word), named: false, rest: map };
                    let missing = |name| move || A::Error::missing_field(name);
                    return Ok(Event {
                        id: id.ok_or_else(missing("id"))?,
                        stream: stream.ok_or_else(missing("stream"))?,
                        seq: seq.ok_or_else(missing("seq"))?,
                        v: v.ok_or_else(missing("v"))?,
                        effective_at: effective_at.ok_or_else(missing("effective_at"))?,
                        booked_at: booked_at.ok_or_else(missing("booked_at"))?,
                        actor: actor.ok_or_else(missing("actor"))?,
                        body: Body::read(&word, MapAccessDeserializer::new(rest))?,
                    });
                }
                EventKey::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Err(A::Error::missing_field("type"))
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(EventVisitor)
    }
}

/// The rest of a map from its type on, which was read already.
struct Onward<'w, A> {
    word: Option<&'w str>,
    named: bool,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Onward<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if self.word.is_some() && !self.named {
            self.named = true;
            return seed.deserialize(BorrowedStrDeserializer::new("type")).map(Some);
        }
        self.rest.next_key_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.word.take() {
            Some(word) => seed.deserialize(StrDeserializer::new(word)),
            None => self.rest.next_value_seed(seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = r#"{"kind":"book","id":"bok_general","entries":3}"#;

    #[test]
    fn a_state_begins_with_its_kind() {
        let state: State = serde_json::from_str(STATE).expect("a state");
        assert_eq!(serde_json::to_string(&state).expect("it is written"), STATE);
        let says = |text: &str| serde_json::from_str::<State>(text).expect_err("it is no state").to_string();
        assert!(says(r#"{"id":"bok_general","entries":3,"kind":"book"}"#).contains("begins with its `kind`"));
        assert!(says(r#"{"kind":"diary","id":"bok_general"}"#).contains("diary"));
        assert!(says(r#"{"kind":"book","id":"bok_general"}"#).contains("entries"));
        assert!(says("{}").contains("begins with its `kind`"));
    }

    #[test]
    fn an_event_ends_with_its_type_and_data() {
        let head = r#""id":"evt_1","stream":"ord_1","seq":1,"v":1,"effective_at":"2026-01-01T00:00:00Z","booked_at":"2026-01-01T00:00:00Z","actor":{"kind":"user","id":"a","person":"a","roles":[]}"#;
        let body = r#""type":"order.resumed","data":{}"#;
        let text = format!("{{{head},{body}}}");
        let event: Event = serde_json::from_str(&text).expect("an event");
        assert_eq!(event.body, Body::OrderResumed {});
        let again: Event = serde_json::from_str(&serde_json::to_string(&event).expect("it is written")).expect("again");
        assert_eq!(again, event);
        let says = |text: String| serde_json::from_str::<Event>(&text).expect_err("it is no event").to_string();
        assert!(says(format!("{{{body},{head}}}")).contains("missing field `id`"));
        assert!(says(format!("{{{head}}}")).contains("missing field `type`"));
        assert!(says(format!("{{{head},\"type\":\"order.eaten\",\"data\":{{}}}}")).contains("order.eaten"));
    }
}
