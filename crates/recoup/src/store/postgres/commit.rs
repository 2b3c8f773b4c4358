//! One group into PostgreSQL: a flight that checks and a flight that writes and commits.

use std::collections::{BTreeSet, HashSet};

use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::pool::{Answer, BEGIN, Command, Lease, Values, flight};
use super::{PostgresStore, decode_all, sql};
use crate::store::cell::Text;
use crate::store::error::{Result, StoreError};
use crate::store::merge::{Batch, Of, Plan, Queued, batches};
use crate::store::rows::*;

type Key = (String, String);

/// A statement that returns the keys it could write, and the keys it was given.
struct Check<'a> {
    command: Command<'a>,
    sent: Vec<(&'a str, &'a str)>,
    what: What,
}

/// What a missing key means.
#[derive(Clone, Copy)]
enum What {
    Answer,
    Lease,
    Exception,
    Stream,
}

impl PostgresStore {
    /// Commits a group. A connection that died while it lay idle is found out before anything could be committed, and
    /// replaced once.
    pub(crate) async fn commit(&self, group: &Group) -> Result<Committed> {
        let plan = Plan::of(group)?;
        let batches = batches(group)?;
        match self.commit_plan(&plan, &batches).await {
            Err(StoreError::Unavailable { .. }) => self.commit_plan(&plan, &batches).await,
            ended => ended,
        }
    }

    async fn commit_plan(&self, plan: &Plan<'_>, batches: &[Batch]) -> Result<Committed> {
        let (checks, writes) = (checks(plan)?, writes(plan, batches));
        let lease = self.pool.take().await?;
        let mut wanted: Vec<&'static str> = checks.iter().map(|check| check.command.sql).collect();
        wanted.extend(writes.iter().map(|command| command.sql));
        lease.prepare(&wanted).await?;
        match self.check(&lease, checks).await {
            Ok(Committed::All) => {}
            Ok(conflict) => {
                lease.roll_back().await;
                return Ok(conflict);
            }
            Err(error) => {
                if matches!(error, StoreError::SerializationConflict { .. }) {
                    lease.roll_back().await;
                }
                return Err(error);
            }
        }
        let mut steps: Vec<_> = writes.into_iter().map(|command| lease.step(command)).collect();
        steps.push(lease.simple("COMMIT"));
        let answers = flight(steps).await;
        self.ended(answers)?;
        lease.give_back();
        Ok(Committed::All)
    }

    /// Opens the transaction and finds out whether everything is as it was when the group was decided.
    async fn check(&self, lease: &Lease<'_>, checks: Vec<Check<'_>>) -> Result<Committed> {
        let mut steps = vec![lease.simple(BEGIN)];
        let mut expected = Vec::with_capacity(checks.len());
        for check in checks {
            steps.push(lease.step(check.command));
            expected.push((check.what, check.sent));
        }
        let mut answers = flight(steps).await.into_iter();
        if let Some(Err(error)) = answers.next() {
            return Err(self.pool.place.postgres(&error));
        }
        let (mut streams, mut known, mut leases, mut exceptions) = (vec![], vec![], vec![], vec![]);
        for ((what, sent), answer) in expected.into_iter().zip(answers) {
            let back: HashSet<Key> = decode_all::<Key>(answer, &self.pool.place)?.into_iter().collect();
            if back.len() == sent.len() {
                continue;
            }
            let sent = sent.into_iter().map(|(tenant, key)| (tenant.to_owned(), key.to_owned()));
            let missing = sent.filter(|key| !back.contains(key));
            match what {
                What::Answer => known.extend(missing),
                What::Lease => leases.extend(missing),
                What::Exception => exceptions.extend(missing),
                What::Stream => streams.extend(missing),
            }
        }
        if streams.is_empty() && known.is_empty() && leases.is_empty() && exceptions.is_empty() {
            return Ok(Committed::All);
        }
        Ok(Committed::Conflict { streams, answers: known, leases, exceptions })
    }

    /// Reads the answers of a flight that ended with COMMIT. A statement the server refused makes COMMIT roll
    /// back; a connection that broke says nothing about COMMIT at all.
    pub(super) fn ended(&self, mut answers: Vec<Answer>) -> Result<Vec<Vec<Row>>> {
        let place = &self.pool.place;
        let committed = answers.pop().unwrap_or(Ok(Vec::new()));
        let answers: std::result::Result<Vec<_>, _> = answers.into_iter().collect();
        match (answers, committed) {
            (Ok(answers), Ok(_)) => Ok(answers),
            (Err(error), Ok(_)) => Err(place.postgres(&error)),
            (Err(error), Err(_)) | (Ok(_), Err(error)) => Err(place.postgres_at_commit(&error)),
        }
    }
}

pub(super) type Column<'a> = Box<dyn ToSql + Sync + Send + 'a>;

fn texts<'a, T>(rows: &'a [T], pick: impl Fn(&'a T) -> &'a str) -> Column<'a> {
    Box::new(rows.iter().map(|row| Text(pick(row))).collect::<Vec<_>>())
}

fn numbers<'a, T>(rows: &'a [T], pick: impl Fn(&'a T) -> i64) -> Column<'a> {
    Box::new(rows.iter().map(pick).collect::<Vec<_>>())
}

/// The tenants of rows, each once: what sends a statement to their shards only.
pub(super) fn tenants<'a>(names: impl Iterator<Item = &'a str>) -> Column<'a> {
    let names: BTreeSet<&str> = names.collect();
    Box::new(names.into_iter().map(Text).collect::<Vec<_>>())
}

/// One array per column, in the order of the statement: `columns!(rows, |(t, r)| texts t, numbers r.seq)`.
macro_rules! columns {
    ($rows:expr, |$row:pat_param| $($how:ident $pick:expr),* $(,)?) => {
        vec![$($how($rows, |row| {
            // Each column picks from one side of the pair.
            #[allow(unused_variables)]
            let $row = row;
            $pick
        })),*]
    };
}

fn checks<'a>(plan: &'a Plan<'a>) -> Result<Vec<Check<'a>>> {
    let mut checks = Vec::new();
    if !plan.answers.is_empty() {
        let values = columns!(&plan.answers, |(t, r)|
            texts t, texts &r.key, texts &r.fingerprint, numbers i64::from(r.status), texts &r.answer,
            numbers r.created_us);
        let sent = plan.answers.iter().map(|(t, r)| (*t, r.key.as_str())).collect();
        checks.push(Check { command: Command { sql: sql::PUT_ANSWERS, values }, sent, what: What::Answer });
    }
    checks.extend(finished(&plan.done)?);
    if !plan.resolved.is_empty() {
        let mut values = columns!(&plan.resolved, |(t, r)|
            texts t, texts &r.exception_id, numbers r.resolved_us, texts &r.resolved_by, texts &r.resolution);
        values.push(tenants(plan.resolved.iter().map(|(t, _)| *t)));
        let sent = plan.resolved.iter().map(|(t, r)| (*t, r.exception_id.as_str())).collect();
        checks.push(Check { command: Command { sql: sql::RESOLVE, values }, sent, what: What::Exception });
    }
    if !plan.timers_canceled.is_empty() {
        // Nothing is expected back. It stands here because a timer that rings is deleted before its stream is
        // written: in the same order, the two wait for each other and do not deadlock.
        let mut values = columns!(&plan.timers_canceled, |(t, id)| texts t, texts id);
        values.push(tenants(plan.timers_canceled.iter().map(|(t, _)| *t)));
        checks.push(Check { command: Command { sql: sql::CANCEL_TIMERS, values }, sent: vec![], what: What::Lease });
    }
    if !plan.streams.is_empty() {
        let values = columns!(&plan.streams, |w|
            texts w.tenant, texts &w.row.stream_id, texts &w.row.kind, numbers w.row.version,
            numbers w.base_version, texts &w.row.status, texts &w.row.currency, numbers w.row.amount_minor,
            texts &w.row.parent_id, texts &w.row.state, numbers w.row.created_us, numbers w.row.updated_us);
        let sent = plan.streams.iter().map(|w| (w.tenant, w.row.stream_id.as_str())).collect();
        checks.push(Check { command: Command { sql: sql::PUT_STREAMS, values }, sent, what: What::Stream });
    }
    Ok(checks)
}

/// Queue items by queue and by what becomes of them.
fn finished<'a>(done: &[Of<'a, Done>]) -> Result<Vec<Check<'a>>> {
    let mut by_statement: Vec<(&'static str, Vec<Of<'a, Done>>)> = Vec::new();
    for (tenant, row) in done {
        let sql = match (&row.then, row.queue) {
            (Then::Finished, Queue::Outbox) => sql::FINISH_OUTBOX,
            (Then::Finished, Queue::Inbox) => sql::FINISH_INBOX,
            (Then::Finished, Queue::Timer) => sql::FINISH_TIMER,
            (Then::Again { .. }, Queue::Outbox) => sql::AGAIN_OUTBOX,
            (Then::Again { .. }, Queue::Inbox) => sql::AGAIN_INBOX,
            (Then::Again { .. }, Queue::Timer) => sql::AGAIN_TIMER,
            (Then::Parked { .. }, Queue::Inbox) => sql::PARK_INBOX,
            (Then::Parked { .. }, Queue::Outbox | Queue::Timer) => {
                return Err(StoreError::bug(format!("only deliveries can be parked, not {}", row.id)));
            }
        };
        match by_statement.iter_mut().find(|(known, _)| *known == sql) {
            Some((_, rows)) => rows.push((tenant, row)),
            None => by_statement.push((sql, vec![(tenant, row)])),
        }
    }
    // The tables are taken in one order by everybody, whatever the first item of a group was.
    by_statement.sort_by_key(|(sql, _)| *sql);
    let check = |(sql, rows): (&'static str, Vec<Of<'a, Done>>)| {
        let command = Command { sql, values: finish_values(&rows) };
        let sent = rows.iter().map(|(tenant, row)| (*tenant, row.id.as_str())).collect();
        Check { command, sent, what: What::Lease }
    };
    Ok(by_statement.into_iter().map(check).collect())
}

fn finish_values<'a>(rows: &[Of<'a, Done>]) -> Values<'a> {
    let mut values: Values<'a> = vec![
        Box::new(rows.iter().map(|(tenant, _)| Text(tenant)).collect::<Vec<_>>()),
        Box::new(rows.iter().map(|(_, row)| Text(&row.id)).collect::<Vec<_>>()),
        Box::new(rows.iter().map(|(_, row)| row.epoch).collect::<Vec<_>>()),
    ];
    let again: Vec<i64> = rows
        .iter()
        .filter_map(|(_, row)| match &row.then {
            Then::Again { due_us, .. } => Some(*due_us),
            Then::Finished | Then::Parked { .. } => None,
        })
        .collect();
    let notes: Vec<Text<'a>> = rows
        .iter()
        .filter_map(|(_, row)| match &row.then {
            Then::Again { note, .. } | Then::Parked { note } => Some(Text(note)),
            Then::Finished => None,
        })
        .collect();
    if !again.is_empty() {
        values.push(Box::new(again));
    }
    if !notes.is_empty() {
        values.push(Box::new(notes));
    }
    values.push(tenants(rows.iter().map(|(tenant, _)| *tenant)));
    values
}

fn writes<'a>(plan: &'a Plan<'a>, batches: &'a [Batch]) -> Vec<Command<'a>> {
    let mut commands = books(plan);
    commands.extend(queues(plan));
    commands.extend(papers(plan));
    commands.extend(imports(plan));
    if !batches.is_empty() {
        let values = columns!(batches, |b|
            texts &b.tenant, texts &b.batch_id, texts &b.events, numbers b.event_count, texts &b.digest);
        commands.push(Command { sql: sql::PUT_BATCHES, values });
    }
    commands
}

fn books<'a>(plan: &'a Plan<'a>) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    if !plan.events.is_empty() {
        let values = columns!(&plan.events, |(t, r)|
            texts t, texts &r.stream_id, numbers r.seq, texts &r.event_id, texts &r.kind, texts &r.actor_kind,
            texts &r.actor_id, numbers r.effective_us, numbers r.booked_us, texts &r.body);
        commands.push(Command { sql: sql::PUT_EVENTS, values });
    }
    if !plan.entries.is_empty() {
        let mut values = columns!(&plan.entries, |(t, r)|
            texts t, texts &r.entry_id, texts &r.event_id, texts &r.stream_id, texts &r.act,
            numbers r.effective_us, numbers r.booked_us);
        let reverses = plan.entries.iter().map(|(_, r)| r.reverses_entry_id.as_deref().map(Text));
        values.push(Box::new(reverses.collect::<Vec<_>>()));
        values.push(texts(&plan.entries, |(_, r)| &r.memo));
        commands.push(Command { sql: sql::PUT_ENTRIES, values });
    }
    if !plan.lines.is_empty() {
        let values = columns!(&plan.lines, |(t, r)|
            texts t, texts &r.entry_id, numbers r.line_no, texts &r.account, texts &r.subkey, texts &r.currency,
            numbers r.amount_minor, numbers r.effective_us);
        commands.push(Command { sql: sql::PUT_LINES, values });
    }
    commands
}

fn queues<'a>(plan: &'a Plan<'a>) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    if !plan.effects.is_empty() {
        let effects: &'a [Queued<'a, EffectRow>] = &plan.effects;
        let values = columns!(effects, |q|
            texts q.tenant, texts &q.row.effect_id, texts &q.row.stream_id, texts &q.row.target,
            texts &q.row.kind, texts &q.row.payload, numbers q.row.due_us, numbers q.created_us);
        commands.push(Command { sql: sql::PUT_EFFECTS, values });
    }
    if !plan.timers.is_empty() {
        let timers: &'a [Queued<'a, TimerRow>] = &plan.timers;
        let values = columns!(timers, |q|
            texts q.tenant, texts &q.row.timer_id, texts &q.row.stream_id, texts &q.row.kind,
            texts &q.row.payload, numbers q.row.due_us, numbers q.created_us);
        commands.push(Command { sql: sql::PUT_TIMERS, values });
    }
    commands
}

fn papers<'a>(plan: &'a Plan<'a>) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    if !plan.references.is_empty() {
        let values = columns!(&plan.references, |(t, r)|
            texts t, texts &r.kind, texts &r.value, texts &r.stream_id);
        commands.push(Command { sql: sql::PUT_REFERENCES, values });
    }
    if !plan.flags_gone.is_empty() {
        let mut values = columns!(&plan.flags_gone, |(t, r)| texts t, texts &r.flag, texts &r.id);
        values.push(tenants(plan.flags_gone.iter().map(|(t, _)| *t)));
        commands.push(Command { sql: sql::DROP_FLAGS, values });
    }
    if !plan.flags.is_empty() {
        let values = columns!(&plan.flags, |(t, r)|
            texts t, texts &r.flag, texts &r.id, texts &r.stream_id, numbers r.since_us);
        commands.push(Command { sql: sql::PUT_FLAGS, values });
    }
    if !plan.notices.is_empty() {
        let values = columns!(&plan.notices, |(t, r)|
            texts t, texts &r.notice_id, texts &r.stream_id, texts &r.event_id, texts &r.audience,
            texts &r.language, texts &r.template, texts &r.subject, texts &r.body, numbers r.at_us);
        commands.push(Command { sql: sql::PUT_NOTICES, values });
    }
    if !plan.exceptions.is_empty() {
        let values = columns!(&plan.exceptions, |(t, r)|
            texts t, texts &r.exception_id, texts &r.source, numbers r.row_no, texts &r.reason, texts &r.detail,
            texts &r.raw, numbers r.amount_minor, texts &r.currency, numbers r.at_us);
        commands.push(Command { sql: sql::PUT_EXCEPTIONS, values });
    }
    commands
}

fn imports<'a>(plan: &'a Plan<'a>) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    if !plan.import_rows.is_empty() {
        let values = columns!(&plan.import_rows, |(t, r)|
            texts t, texts &r.import_id, numbers r.row_no, texts &r.kind, texts &r.outcome, texts &r.stream_id,
            numbers r.amount_minor);
        commands.push(Command { sql: sql::PUT_IMPORT_ROWS, values });
    }
    if !plan.import_progress.is_empty() {
        let mut values = columns!(&plan.import_progress, |(t, r)|
            texts t, texts &r.import_id, texts &r.state, numbers r.rows_done, texts &r.totals,
            numbers r.updated_us);
        values.push(tenants(plan.import_progress.iter().map(|(t, _)| *t)));
        commands.push(Command { sql: sql::PROGRESS, values });
    }
    commands
}
