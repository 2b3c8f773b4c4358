//! One group into SQLite: checks first, then rows, table by table, over statements prepared once.

use rusqlite::{CachedStatement, Connection, params};

use super::{Outcome, run, sql};
use crate::store::cell::without_nul;
use crate::store::error::{Place, Result};
use crate::store::merge::{Batch, Plan};
use crate::store::queue;
use crate::store::rows::Committed;

/// Writes a plan; the caller holds the transaction and takes it back when keys were not as expected.
pub(super) fn write_plan(
    connection: &Connection,
    place: &Place,
    plan: &Plan<'_>,
    batches: &[Batch],
) -> Result<Outcome<Committed>> {
    let sqlite = |e: rusqlite::Error| place.sqlite(&e);
    let answers = put_answers(connection, plan).map_err(sqlite)?;
    let mut leases = Vec::new();
    for (tenant, done) in &plan.done {
        if run(connection, place, &queue::finish(tenant, done)?)? == 0 {
            leases.push((String::from(*tenant), done.id.clone()));
        }
    }
    let exceptions = resolve(connection, plan).map_err(sqlite)?;
    let streams = put_streams(connection, plan).map_err(sqlite)?;
    if !(answers.is_empty() && leases.is_empty() && exceptions.is_empty() && streams.is_empty()) {
        return Ok(Outcome::TakeBack(Committed::Conflict { streams, answers, leases, exceptions }));
    }
    put_books(connection, plan).map_err(sqlite)?;
    put_queues(connection, plan).map_err(sqlite)?;
    put_papers(connection, plan).map_err(sqlite)?;
    put_imports(connection, plan).map_err(sqlite)?;
    put_batches(connection, batches).map_err(sqlite)?;
    Ok(Outcome::Keep(Committed::All))
}

type Key = (String, String);
type Step<T> = rusqlite::Result<T>;

/// A statement is prepared only if it has rows.
fn each<T>(
    connection: &Connection,
    sql: &str,
    rows: &[T],
    mut put: impl FnMut(&mut CachedStatement<'_>, &T) -> Step<()>,
) -> Step<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(sql)?;
    rows.iter().try_for_each(|row| put(&mut statement, row))
}

/// Returns keys that exist already.
fn put_answers(connection: &Connection, plan: &Plan<'_>) -> Step<Vec<Key>> {
    let mut known = Vec::new();
    each(connection, sql::PUT_ANSWER, &plan.answers, |put, (tenant, row)| {
        let values = params![tenant, row.key, row.fingerprint, row.status, row.answer, row.created_us];
        if put.execute(values)? == 0 {
            known.push((String::from(*tenant), row.key.clone()));
        }
        Ok(())
    })?;
    Ok(known)
}

/// Returns exceptions that are not open.
fn resolve(connection: &Connection, plan: &Plan<'_>) -> Step<Vec<Key>> {
    let mut closed = Vec::new();
    each(connection, sql::RESOLVE, &plan.resolved, |put, (tenant, row)| {
        let values = params![row.resolved_us, row.resolved_by, row.resolution, tenant, row.exception_id];
        if put.execute(values)? == 0 {
            closed.push((String::from(*tenant), row.exception_id.clone()));
        }
        Ok(())
    })?;
    Ok(closed)
}

/// Returns streams whose version had moved.
fn put_streams(connection: &Connection, plan: &Plan<'_>) -> Step<Vec<Key>> {
    let mut moved = Vec::new();
    if plan.streams.is_empty() {
        return Ok(moved);
    }
    let mut create = connection.prepare_cached(sql::NEW_STREAM)?;
    // Naming a column of an index writes the index again, even with the value it had: two pages in the middle, for
    // nothing, in every act that leaves the status as it was.
    let mut same = connection.prepare_cached(sql::SAME_STREAM)?;
    let mut advance = connection.prepare_cached(sql::NEXT_STREAM)?;
    let mut other = connection.prepare_cached(sql::OTHER_STREAM)?;
    for write in &plan.streams {
        let (base, row) = (write.base_version, write.row);
        let changed = if base == 0 {
            create.execute(params![
                write.tenant,
                row.stream_id,
                row.kind,
                row.version,
                base,
                row.status,
                row.currency,
                row.amount_minor,
                row.parent_id,
                row.state,
                row.created_us,
                row.updated_us
            ])?
        } else {
            let values = params![
                row.version,
                base,
                row.state,
                row.updated_us,
                row.status,
                row.amount_minor,
                row.currency,
                row.parent_id,
                write.tenant,
                row.stream_id
            ];
            let mut changed = 0;
            for update in [&mut same, &mut advance, &mut other] {
                changed = update.execute(values)?;
                if changed > 0 {
                    break;
                }
            }
            changed
        };
        if changed == 0 {
            moved.push((write.tenant.to_owned(), row.stream_id.clone()));
        }
    }
    Ok(moved)
}

fn put_books(connection: &Connection, plan: &Plan<'_>) -> Step<()> {
    each(connection, sql::PUT_EVENT, &plan.events, |put, (tenant, row)| {
        put.execute(params![
            tenant,
            row.stream_id,
            row.seq,
            row.event_id,
            row.kind,
            row.actor_kind,
            row.actor_id,
            row.effective_us,
            row.booked_us,
            row.body
        ])
        .map(drop)
    })?;
    each(connection, sql::PUT_ENTRY, &plan.entries, |put, (tenant, row)| {
        put.execute(params![
            tenant,
            row.entry_id,
            row.event_id,
            row.stream_id,
            row.act,
            row.effective_us,
            row.booked_us,
            row.reverses_entry_id,
            without_nul(&row.memo)
        ])
        .map(drop)
    })?;
    each(connection, sql::PUT_LINE, &plan.lines, |put, (tenant, row)| {
        put.execute(params![
            tenant,
            row.entry_id,
            row.line_no,
            row.account,
            row.subkey,
            row.currency,
            row.amount_minor,
            row.effective_us
        ])
        .map(drop)
    })
}

fn put_queues(connection: &Connection, plan: &Plan<'_>) -> Step<()> {
    each(connection, sql::PUT_EFFECT, &plan.effects, |put, effect| {
        let row = effect.row;
        put.execute(params![
            effect.tenant,
            row.effect_id,
            row.stream_id,
            row.target,
            row.kind,
            row.payload,
            row.due_us,
            effect.created_us
        ])
        .map(drop)
    })?;
    each(connection, sql::CANCEL_TIMER, &plan.timers_canceled, |put, (tenant, timer_id)| {
        put.execute(params![tenant, timer_id]).map(drop)
    })?;
    each(connection, sql::PUT_TIMER, &plan.timers, |put, timer| {
        let row = timer.row;
        put.execute(params![
            timer.tenant,
            row.timer_id,
            row.stream_id,
            row.kind,
            row.payload,
            row.due_us,
            timer.created_us
        ])
        .map(drop)
    })
}

fn put_papers(connection: &Connection, plan: &Plan<'_>) -> Step<()> {
    each(connection, sql::DROP_FLAG, &plan.flags_gone, |drop_one, (tenant, row)| {
        drop_one.execute(params![tenant, row.flag, row.id]).map(drop)
    })?;
    each(connection, sql::PUT_FLAG, &plan.flags, |put, (tenant, row)| {
        put.execute(params![tenant, row.flag, row.id, row.stream_id, row.since_us]).map(drop)
    })?;
    each(connection, sql::PUT_REFERENCE, &plan.references, |put, (tenant, row)| {
        put.execute(params![tenant, row.kind, row.value, row.stream_id]).map(drop)
    })?;
    each(connection, sql::PUT_NOTICE, &plan.notices, |put, (tenant, row)| {
        put.execute(params![
            tenant,
            row.notice_id,
            row.stream_id,
            row.event_id,
            row.audience,
            row.language,
            row.template,
            without_nul(&row.subject),
            without_nul(&row.body),
            row.at_us
        ])
        .map(drop)
    })?;
    each(connection, sql::PUT_EXCEPTION, &plan.exceptions, |put, (tenant, row)| {
        put.execute(params![
            tenant,
            row.exception_id,
            row.source,
            row.row_no,
            row.reason,
            without_nul(&row.detail),
            without_nul(&row.raw),
            row.amount_minor,
            row.currency,
            row.at_us
        ])
        .map(drop)
    })
}

fn put_imports(connection: &Connection, plan: &Plan<'_>) -> Step<()> {
    each(connection, sql::PUT_IMPORT_ROW, &plan.import_rows, |put, (tenant, row)| {
        put.execute(params![tenant, row.import_id, row.row_no, row.kind, row.outcome, row.stream_id, row.amount_minor])
            .map(drop)
    })?;
    each(connection, sql::PROGRESS, &plan.import_progress, |put, (tenant, row)| {
        put.execute(params![row.state, row.rows_done, row.totals, row.updated_us, tenant, row.import_id]).map(drop)
    })
}

fn put_batches(connection: &Connection, batches: &[Batch]) -> Step<()> {
    each(connection, sql::PUT_BATCH, batches, |put, row| {
        put.execute(params![row.tenant, row.batch_id, row.events, row.event_count, row.digest]).map(drop)
    })
}
