//! Turns a decision into the rows that are committed. The only writer of rows for decisions.

use jiff::Timestamp;
use recoup_core::actor::Actor;
use recoup_core::command::Command;
use recoup_core::decision::Decision;
use recoup_core::event::Event;
use recoup_core::id::{Id, IdSource, Kind};
use recoup_core::ledger::Entry;
use recoup_core::world::{State, Stream, World};

use super::request::{Request, hex_sha256};
use crate::store::rows::{
    EffectRow, EntryRow, EventRow, ExceptionResolved, ExceptionRow, FlagRow, IdempotencyRow, LineRow, NoticeRow,
    ReferenceRow, StreamRow, TimerRow, Unit,
};
use crate::views::flags;

/// Microseconds since the Unix epoch.
#[must_use]
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Everything a decision writes.
#[must_use]
pub fn unit(request: &Request, command: &Command, decision: &Decision, (status, answer): (u16, &str)) -> Unit {
    let booked_us = micros(command.now);
    // Ids of rows that the core does not name; the top bit keeps them apart from the core's own.
    let mut ids = IdSource::new(command.now, !command.entropy);
    let mut unit = Unit { tenant: request.tenant.clone(), done: request.done.clone(), ..Unit::default() };
    unit.idempotency.extend(request.key.iter().map(|key| IdempotencyRow {
        key: key.name.clone(),
        fingerprint: key.fingerprint.clone(),
        status,
        answer: answer.to_owned(),
        created_us: booked_us,
    }));
    unit.idempotency.extend(decision.claims.iter().map(|(kind, value, id)| IdempotencyRow {
        key: format!("name:{kind}:{value}"),
        fingerprint: hex_sha256(id.as_str().as_bytes()),
        status: 200,
        answer: format!("{{\"id\":\"{id}\"}}"),
        created_us: booked_us,
    }));
    unit.streams =
        decision.streams.iter().map(|(id, (base, stream))| stream_row(id, *base, stream, booked_us)).collect();
    unit.events = decision.events.iter().map(event_row).collect();
    entries(&mut unit, decision);
    unit.effects = decision
        .effects
        .iter()
        .map(|effect| EffectRow {
            effect_id: effect.id.as_str().to_owned(),
            stream_id: effect.operation.payment.as_str().to_owned(),
            target: effect.account.clone(),
            kind: effect.word().to_owned(),
            payload: json(effect),
            due_us: micros(effect.due_at),
        })
        .collect();
    unit.timers = decision
        .timers
        .iter()
        .map(|timer| TimerRow {
            timer_id: timer.id.as_str().to_owned(),
            stream_id: timer.alarm.stream().as_str().to_owned(),
            kind: timer.alarm.word().to_owned(),
            payload: json(&timer.alarm),
            due_us: micros(timer.due_at),
        })
        .collect();
    unit.timers_canceled = decision.timers_canceled.iter().map(|id| id.as_str().to_owned()).collect();
    unit.references = decision
        .names
        .iter()
        .map(|(kind, value, id)| ReferenceRow {
            kind: kind.clone(),
            value: value.clone(),
            stream_id: id.as_str().to_owned(),
        })
        .collect();
    people(&mut unit, decision, &mut ids, (booked_us, &command.actor));
    if let Some(imported) = &request.import {
        unit.import_rows.clone_from(&imported.rows);
        for row in unit.import_rows.iter_mut().filter(|row| row.stream_id.is_empty()) {
            // A new customer comes first in the decision, but the row is about what it bought.
            let about = decision.events.iter().find(|event| event.stream.kind() != Some(Kind::Customer));
            if let Some(event) = about {
                event.stream.as_str().clone_into(&mut row.stream_id);
            }
        }
        unit.exceptions.extend(imported.exceptions.iter().cloned().map(|row| {
            let exception_id = ids.next(Kind::Exception).as_str().to_owned();
            ExceptionRow { exception_id, at_us: booked_us, ..row }
        }));
        unit.import_progress.clone_from(&imported.progress);
    }
    unit
}

/// What stands from now on where few stand, and what does so no longer.
pub fn flag(unit: &mut Unit, decision: &Decision, world: &World) {
    for (id, (_, stream)) in &decision.streams {
        let before = world.stream(id).map(|known| flags::of(&known.state)).unwrap_or_default();
        let after = flags::of(&stream.state);
        let since_us = unit.events.last().map_or(0, |event| event.booked_us);
        let row = |(flag, what): &(&'static str, String)| FlagRow {
            flag: (*flag).to_owned(),
            id: what.clone(),
            stream_id: id.as_str().to_owned(),
            since_us,
        };
        unit.flags_gone.extend(before.difference(&after).map(row));
        unit.flags.extend(after.difference(&before).map(row));
    }
}

/// A value of ours as it is stored.
#[must_use]
pub fn json(value: &impl serde::Serialize) -> String {
    // Our own types always serialize: their keys are strings and they hold no maps of other kinds.
    serde_json::to_string(value).unwrap_or_default()
}

/// The row of a stream's state.
#[must_use]
pub fn stream_row(id: &Id, base: u64, stream: &Stream, booked_us: i64) -> StreamRow {
    let (status, currency, amount_minor, parent) = match &stream.state {
        State::Payment(p) => (p.status.word(), p.currency.code(), p.amount_minor, p.pays.as_str()),
        State::Order(o) => {
            (o.status.word(), o.currency.code(), o.gross_minor, o.customer.as_ref().map_or("", Id::as_str))
        }
        State::Customer(_) => ("active", "", 0, ""),
        State::Approval(a) => match &a.subject {
            recoup_core::approval::Subject::Refund { payment, amount_minor, .. }
            | recoup_core::approval::Subject::Outcome { payment, amount_minor, .. } => {
                (a.status.word(), "", *amount_minor, payment.as_str())
            }
            recoup_core::approval::Subject::Policy { policy, .. } => (a.status.word(), "", 0, policy.as_str()),
            recoup_core::approval::Subject::Allocation { order, amount_minor, .. } => {
                (a.status.word(), "", *amount_minor, order.as_str())
            }
        },
        State::Policy(_) | State::Book(_) => ("active", "", 0, ""),
    };
    StreamRow {
        stream_id: id.as_str().to_owned(),
        kind: stream.state.kind().to_owned(),
        version: i64::try_from(stream.version).unwrap_or(i64::MAX),
        base_version: i64::try_from(base).unwrap_or(i64::MAX),
        status: status.to_owned(),
        currency: currency.to_owned(),
        amount_minor,
        parent_id: parent.to_owned(),
        state: json(&stream.state),
        created_us: booked_us,
        updated_us: booked_us,
    }
}

fn event_row(event: &Event) -> EventRow {
    EventRow {
        stream_id: event.stream.as_str().to_owned(),
        seq: i64::try_from(event.seq).unwrap_or(i64::MAX),
        event_id: event.id.as_str().to_owned(),
        kind: event.body.word().to_owned(),
        actor_kind: event.actor.kind.word().to_owned(),
        actor_id: event.actor.id.clone(),
        effective_us: micros(event.effective_at),
        booked_us: micros(event.booked_at),
        body: json(event),
    }
}

fn entries(unit: &mut Unit, decision: &Decision) {
    for (index, entry) in &decision.entries {
        let Some(event) = decision.events.get(*index) else { continue };
        let (row, lines) = entry_rows(event, entry);
        unit.entries.push(row);
        unit.lines.extend(lines);
    }
}

/// The rows of the entry that an event posts.
#[must_use]
pub fn entry_rows(event: &Event, entry: &Entry) -> (EntryRow, Vec<LineRow>) {
    let entry_id = event.entry_id().as_str().to_owned();
    let effective_us = micros(event.effective_at);
    let lines = (1_i64..).zip(&entry.lines).map(|(line_no, line)| LineRow {
        entry_id: entry_id.clone(),
        line_no,
        account: line.account.code().to_owned(),
        subkey: line.subkey.clone(),
        currency: line.currency.code().to_owned(),
        amount_minor: line.amount_minor,
        effective_us,
    });
    let lines = lines.collect();
    let row = EntryRow {
        entry_id,
        event_id: event.id.as_str().to_owned(),
        stream_id: event.stream.as_str().to_owned(),
        act: entry.act.name().to_owned(),
        effective_us,
        booked_us: micros(event.booked_at),
        reverses_entry_id: entry.reverses.as_ref().map(|id| id.as_str().to_owned()),
        memo: entry.memo.clone(),
    };
    (row, lines)
}

fn people(unit: &mut Unit, decision: &Decision, ids: &mut IdSource, (booked_us, actor): (i64, &Actor)) {
    let who = if actor.person.is_empty() { &actor.id } else { &actor.person };
    for (index, notice) in &decision.notices {
        let Some(event) = decision.events.get(*index) else { continue };
        unit.notices.push(NoticeRow {
            notice_id: ids.next(Kind::Notice).as_str().to_owned(),
            stream_id: event.stream.as_str().to_owned(),
            event_id: event.id.as_str().to_owned(),
            audience: notice.audience.word().to_owned(),
            language: notice.language.clone(),
            template: notice.template.to_owned(),
            subject: notice.subject.clone(),
            body: notice.body.clone(),
            at_us: booked_us,
        });
    }
    unit.exceptions_resolved.extend(decision.resolved.iter().map(|(exception, resolution)| ExceptionResolved {
        exception_id: exception.as_str().to_owned(),
        resolved_us: booked_us,
        resolved_by: who.clone(),
        resolution: resolution.clone(),
    }));
    for attention in &decision.attentions {
        unit.exceptions.push(ExceptionRow {
            exception_id: ids.next(Kind::Exception).as_str().to_owned(),
            source: attention.stream.as_str().to_owned(),
            row_no: 0,
            reason: attention.reason.clone(),
            detail: attention.detail.clone(),
            raw: String::new(),
            amount_minor: attention.amount.map_or(0, |a| a.amount_minor),
            currency: attention.amount.map_or_else(String::new, |a| a.currency.code().to_owned()),
            at_us: booked_us,
        });
    }
}
