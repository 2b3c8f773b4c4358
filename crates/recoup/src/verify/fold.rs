//! Folds the events of a span from nothing and compares the result with what is stored.
//!
//! Each event also says which entry and which notices must be there; those are compared elsewhere.

use std::collections::BTreeMap;

use recoup_core::event::Event;
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::notice;
use recoup_core::posting;
use recoup_core::world::{State, Stream};

use super::checks::{Check, Notes};
use super::journal::Journal;
use super::{difference, older};
use crate::engine::record::{self, micros};
use crate::store::rows::{EventRow, StreamRow};

/// A stream folded again.
#[derive(Debug, Default)]
pub struct Folded {
    /// Its state; nothing when neither events nor the stored state can be read.
    pub state: Option<State>,
    /// Notices its events choose.
    pub chosen: Vec<Chosen>,
    version: i64,
    broken: bool,
}

/// A notice that an event chooses.
#[derive(Debug)]
pub struct Chosen {
    /// The event.
    pub event_id: String,
    /// Which notice.
    pub template: &'static str,
    /// Who reads it.
    pub audience: &'static str,
    /// The amount it may name.
    pub amount: Option<Money>,
}

/// The streams of a span while their events come in.
#[derive(Debug, Default)]
pub struct Fold {
    rows: BTreeMap<String, StreamRow>,
    done: BTreeMap<String, Folded>,
    current: Option<(String, Folded)>,
    /// Events so far.
    pub events: u64,
}

impl Fold {
    /// Begins with the stored streams.
    #[must_use]
    pub fn new(rows: Vec<StreamRow>) -> Self {
        let rows = rows.into_iter().map(|row| (row.stream_id.clone(), row)).collect();
        Self { rows, ..Self::default() }
    }

    /// Takes the next event; events come by stream and number.
    pub fn take(&mut self, row: &EventRow, journal: &mut Journal, notes: &mut Notes) {
        self.events += 1;
        let mut folded = match self.current.take() {
            Some((id, folded)) if id == row.stream_id => folded,
            other => {
                self.keep(other, notes);
                Folded::default()
            }
        };
        let next = folded.version + 1;
        notes.hold(Check::Sequence, &row.stream_id, row.seq == next, || {
            (format!("event {next}"), format!("event {}", row.seq))
        });
        folded.version = row.seq;
        notes.count(Check::EventColumns, 1);
        match serde_json::from_str::<Event>(&row.body) {
            Ok(event) => {
                check_columns(row, &event, notes);
                derive(&event, journal, notes);
                folded.apply(&event, notes);
            }
            Err(error) => {
                let found = format!("event {}: {error}", row.seq);
                notes.wrong(Check::EventColumns, &row.stream_id, "an event that can be read", found);
                folded.broken = true;
            }
        }
        self.current = Some((row.stream_id.clone(), folded));
    }

    /// Ends the span; what is left of the stored streams has no events.
    pub fn finish(mut self, notes: &mut Notes) -> BTreeMap<String, Folded> {
        let last = self.current.take();
        self.keep(last, notes);
        for (id, row) in self.rows {
            notes.count(Check::State, 1);
            notes.wrong(Check::State, &id, "events", format!("none, but a state of version {}", row.version));
            self.done.insert(id, Folded { state: serde_json::from_str(&row.state).ok(), ..Folded::default() });
        }
        self.done
    }

    fn keep(&mut self, ended: Option<(String, Folded)>, notes: &mut Notes) {
        let Some((id, mut folded)) = ended else { return };
        notes.count(Check::State, 1);
        match self.rows.remove(&id) {
            None => notes.wrong(Check::State, &id, "a stored state", format!("none, but {} events", folded.version)),
            // The broken event was noted; the stored state is the best there is for the other checks.
            Some(row) if folded.broken => folded.state = serde_json::from_str(&row.state).ok(),
            Some(row) => folded.compare(&id, &row, notes),
        }
        self.done.insert(id, folded);
    }
}

impl Folded {
    fn apply(&mut self, event: &Event, notes: &mut Notes) {
        if self.broken {
            return;
        }
        let first_word = self.state.as_ref().is_some_and(|state| notice::is_first_word(event, state));
        let applied = match &mut self.state {
            Some(state) => state.apply(event),
            None => State::begin(event).map(|state| self.state = Some(state)),
        };
        if let Err(refusal) = applied {
            let found = format!("event {} ({}): {refusal}", event.seq, event.body.word());
            notes.wrong(Check::State, event.stream.as_str(), "events that follow from each other", found);
            self.broken = true;
            return;
        }
        if let Some(state) = &self.state {
            self.chosen.extend(notice::of(event, first_word, state).into_iter().map(|notice| Chosen {
                event_id: event.id.as_str().to_owned(),
                template: notice.template,
                audience: notice.audience.word(),
                amount: notice.amount,
            }));
        }
    }

    fn compare(&mut self, id: &str, row: &StreamRow, notes: &mut Notes) {
        let Some(state) = self.state.take() else { return };
        let stream = Stream { version: u64::try_from(self.version).unwrap_or(0), state };
        let want = record::stream_row(&Id::trusted(id), 0, &stream, 0);
        let columns = [
            ("kind", &want.kind, &row.kind),
            ("status", &want.status, &row.status),
            ("currency", &want.currency, &row.currency),
            ("parent", &want.parent_id, &row.parent_id),
        ];
        for (what, want, found) in columns {
            if want != found {
                notes.wrong(Check::State, id, format!("{what} `{want}`"), format!("`{found}`"));
            }
        }
        for (what, want, found) in
            [("version", want.version, row.version), ("amount column", want.amount_minor, row.amount_minor)]
        {
            if want != found {
                notes.wrong(Check::State, id, format!("{what} {want}"), found.to_string());
            }
        }
        // The same text is the same state; another text may still be, after a release wrote it differently.
        if want.state != row.state {
            match serde_json::from_str::<State>(&row.state) {
                Ok(stored) if stored == stream.state => {}
                // Nothing is compared with less care: but for what it could not know, it has to be the same.
                Ok(stored) if older::is_older(&want.state, &record::json(&stored)) => {}
                Ok(_) => {
                    let (want, found) = difference::of(&want.state, &row.state);
                    notes.wrong(Check::State, id, want, found);
                }
                Err(error) => notes.wrong(Check::State, id, "a state that can be read", error.to_string()),
            }
        }
        self.state = Some(stream.state);
    }
}

fn check_columns(row: &EventRow, event: &Event, notes: &mut Notes) {
    let texts = [
        ("stream", event.stream.as_str(), row.stream_id.as_str()),
        ("id", event.id.as_str(), row.event_id.as_str()),
        ("kind", event.body.word(), row.kind.as_str()),
        ("actor kind", event.actor.kind.word(), row.actor_kind.as_str()),
        ("actor", event.actor.id.as_str(), row.actor_id.as_str()),
    ];
    let numbers = [
        ("number", i64::try_from(event.seq).unwrap_or(i64::MAX), row.seq),
        ("effective time", micros(event.effective_at), row.effective_us),
        ("booked time", micros(event.booked_at), row.booked_us),
    ];
    for (what, want, found) in texts.iter().filter(|(_, want, found)| want != found) {
        let want = format!("event {}: {what} `{want}`", row.seq);
        notes.wrong(Check::EventColumns, &row.stream_id, want, format!("`{found}`"));
    }
    for (what, want, found) in numbers.iter().filter(|(_, want, found)| want != found) {
        notes.wrong(
            Check::EventColumns,
            &row.stream_id,
            format!("event {}: {what} {want}", row.seq),
            found.to_string(),
        );
    }
}

fn derive(event: &Event, journal: &mut Journal, notes: &mut Notes) {
    match posting::entry_of(event) {
        Ok(None) => notes.count(Check::Entries, 1),
        Ok(Some(entry)) => journal.expect(record::entry_rows(event, &entry), notes),
        Err(refusal) => {
            notes.count(Check::Entries, 1);
            let found = format!("event {}: {refusal}", event.seq);
            notes.wrong(Check::Entries, event.stream.as_str(), "an entry that can be derived", found);
        }
    }
}
