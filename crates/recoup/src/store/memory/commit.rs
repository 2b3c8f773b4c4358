//! One group into the tables: everything is looked at first, then written, so that a refusal leaves no trace.

use recoup_core::planted::{self, Planted};

use super::tables::{Item, Tables};
use crate::store::error::{Result, StoreError};
use crate::store::merge::{Batch, Plan};
use crate::store::rows::*;
use crate::store::views::BatchRow;

/// Writes a plan, or says what stands in its way.
///
/// # Errors
/// [`StoreError::Constraint`] when a row is there already that must not be.
pub(super) fn write(tables: &mut Tables, plan: &Plan<'_>, batches: &[Batch]) -> Result<Committed> {
    let conflict = conflict(tables, plan);
    if conflict != Committed::All {
        return Ok(conflict);
    }
    check_keys(tables, plan, batches)?;
    for (tenant, done) in &plan.done {
        tables.finish(tenant, done)?;
    }
    put_streams(tables, plan);
    put_books(tables, plan);
    put_queues(tables, plan);
    put_papers(tables, plan);
    for batch in batches {
        let row = BatchRow {
            batch_id: batch.batch_id.clone(),
            events: batch.events.clone(),
            event_count: batch.event_count,
            digest: batch.digest.clone(),
            first_no: None,
            chain: None,
            sealed_us: None,
        };
        tables.put_batch(&batch.tenant, row);
    }
    Ok(Committed::All)
}

/// What is not as it was when the group was decided.
fn conflict(tables: &Tables, plan: &Plan<'_>) -> Committed {
    let known = plan.answers.iter().filter(|(tenant, row)| tables.answer(tenant, &row.key).is_some());
    let answers: Vec<_> = known.map(|(tenant, row)| ((*tenant).to_owned(), row.key.clone())).collect();
    let lost = plan.done.iter().filter(|(tenant, done)| !tables.holds(tenant, done));
    let leases: Vec<_> = lost.map(|(tenant, done)| ((*tenant).to_owned(), done.id.clone())).collect();
    let moved = plan.streams.iter().filter(|write| {
        let stored = tables.stream(write.tenant, &write.row.stream_id).map_or(0, |row| row.version);
        stored != write.base_version && !planted::is(Planted::VersionUnchecked)
    });
    let streams: Vec<_> = moved.map(|write| (write.tenant.to_owned(), write.row.stream_id.clone())).collect();
    let closed = plan.resolved.iter().filter(|(tenant, resolved)| {
        let found = tables.tenants.get(*tenant).and_then(|rows| rows.exceptions.get(&resolved.exception_id));
        found.is_none_or(|(_, before)| before.is_some())
    });
    let exceptions: Vec<_> = closed.map(|(tenant, row)| ((*tenant).to_owned(), row.exception_id.clone())).collect();
    if streams.is_empty() && answers.is_empty() && leases.is_empty() && exceptions.is_empty() {
        return Committed::All;
    }
    Committed::Conflict { streams, answers, leases, exceptions }
}

/// The keys that a database would hold by itself.
fn check_keys(tables: &Tables, plan: &Plan<'_>, batches: &[Batch]) -> Result<()> {
    let twice = |what: &str, id: &str| Err(StoreError::Constraint { detail: format!("{what} {id} is there already") });
    for (tenant, row) in &plan.events {
        // They are numbered without a gap.
        if tables.events(tenant, &row.stream_id).next_back().is_some_and(|last| last.seq >= row.seq) {
            return twice("event", &row.event_id);
        }
    }
    for (tenant, row) in &plan.entries {
        let Some(rows) = tables.tenants.get(*tenant) else { continue };
        let mirrored = row.reverses_entry_id.as_ref().is_some_and(|id| rows.reversed.contains(id));
        if mirrored || rows.entries.contains_key(&row.entry_id) {
            return twice("entry", &row.entry_id);
        }
    }
    for effect in &plan.effects {
        let rows = tables.tenants.get(effect.tenant);
        if rows.is_some_and(|rows| rows.outbox.items.contains_key(&effect.row.effect_id)) {
            return twice("effect", &effect.row.effect_id);
        }
    }
    for timer in &plan.timers {
        let canceled = plan.timers_canceled.contains(&(timer.tenant, timer.row.timer_id.as_str()));
        let rows = tables.tenants.get(timer.tenant);
        if !canceled && rows.is_some_and(|rows| rows.timers.items.contains_key(&timer.row.timer_id)) {
            return twice("timer", &timer.row.timer_id);
        }
    }
    for batch in batches {
        let rows = tables.tenants.get(&batch.tenant);
        if rows.is_some_and(|rows| rows.batches.contains_key(&batch.batch_id)) {
            return twice("batch", &batch.batch_id);
        }
    }
    Ok(())
}

fn put_streams(tables: &mut Tables, plan: &Plan<'_>) {
    for write in &plan.streams {
        let streams = &mut tables.of(write.tenant).streams;
        let created_us = streams.get(&write.row.stream_id).map_or(write.row.created_us, |row| row.created_us);
        let row = StreamRow { base_version: write.base_version, created_us, ..write.row.clone() };
        streams.insert(row.stream_id.clone(), row);
    }
    for (tenant, row) in &plan.answers {
        tables.of(tenant).answers.insert(row.key.clone(), (*row).clone());
    }
}

fn put_books(tables: &mut Tables, plan: &Plan<'_>) {
    for (tenant, row) in &plan.events {
        let events = &mut tables.of(tenant).events;
        match events.get_mut(&row.stream_id) {
            Some(known) => known.push((*row).clone()),
            None => drop(events.insert(row.stream_id.clone(), vec![(*row).clone()])),
        }
    }
    for (tenant, row) in &plan.entries {
        let rows = tables.of(tenant);
        rows.reversed.extend(row.reverses_entry_id.clone());
        rows.entries.insert(row.entry_id.clone(), (*row).clone());
    }
    for (tenant, row) in &plan.lines {
        let lines = &mut tables.of(tenant).lines;
        match lines.get_mut(&row.entry_id) {
            Some(known) => known.push((*row).clone()),
            None => drop(lines.insert(row.entry_id.clone(), vec![(*row).clone()])),
        }
    }
}

fn put_queues(tables: &mut Tables, plan: &Plan<'_>) {
    for effect in &plan.effects {
        let row = effect.row;
        let named = (effect.tenant, row.effect_id.as_str(), row.stream_id.as_str());
        let claimed = waiting(named, (&row.target, &row.kind, &row.payload), (effect.created_us, row.due_us));
        tables.of(effect.tenant).outbox.insert(Item::new(claimed));
    }
    for (tenant, timer_id) in &plan.timers_canceled {
        tables.of(tenant).timers.remove(timer_id);
    }
    for timer in &plan.timers {
        let row = timer.row;
        let named = (timer.tenant, row.timer_id.as_str(), row.stream_id.as_str());
        let claimed = waiting(named, ("", &row.kind, &row.payload), (timer.created_us, row.due_us));
        tables.of(timer.tenant).timers.insert(Item::new(claimed));
    }
}

fn waiting(
    (tenant, id, stream_id): (&str, &str, &str),
    (target, kind, payload): (&str, &str, &str),
    (created_us, due_us): (i64, i64),
) -> Claimed {
    Claimed {
        tenant: tenant.to_owned(),
        id: id.to_owned(),
        stream_id: stream_id.to_owned(),
        target: target.to_owned(),
        kind: kind.to_owned(),
        payload: payload.as_bytes().to_vec(),
        headers: String::new(),
        epoch: 0,
        attempts: 0,
        created_us,
        due_us,
        outcome: String::new(),
    }
}

fn put_papers(tables: &mut Tables, plan: &Plan<'_>) {
    for (tenant, row) in &plan.flags_gone {
        tables.of(tenant).flags.remove(&(row.flag.clone(), row.id.clone()));
    }
    for (tenant, row) in &plan.flags {
        tables.of(tenant).flags.entry((row.flag.clone(), row.id.clone())).or_insert_with(|| (*row).clone());
    }
    for (tenant, row) in &plan.references {
        let key = (row.value.clone(), row.kind.clone());
        tables.of(tenant).references.entry(key).or_default().insert(row.stream_id.clone());
    }
    for (tenant, row) in &plan.notices {
        let key = (row.event_id.clone(), row.notice_id.clone());
        tables.of(tenant).notices.insert(key, (*row).clone());
    }
    for (tenant, row) in &plan.exceptions {
        tables.of(tenant).exceptions.insert(row.exception_id.clone(), ((*row).clone(), None));
    }
    for (tenant, row) in &plan.resolved {
        if let Some((_, resolved)) = tables.of(tenant).exceptions.get_mut(&row.exception_id) {
            *resolved = Some((*row).clone());
        }
    }
}
