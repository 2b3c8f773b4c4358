//! The rows of decided units, laid out column by column before any clock runs: what the floor writes.

use std::error::Error;

use rusqlite::types::{ToSqlOutput, Value};
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

use crate::store::rows::Unit;
use crate::store::seal;

/// One column of some rows.
#[derive(Debug)]
pub enum Column {
    /// Texts, perhaps missing.
    Texts(Vec<Option<String>>),
    /// Integers.
    Ints(Vec<i64>),
}

impl Column {
    /// The value of a row, for SQLite.
    #[must_use]
    pub fn at(&self, row: usize) -> ToSqlOutput<'_> {
        let null = ToSqlOutput::Owned(Value::Null);
        match self {
            Self::Texts(texts) => texts.get(row).and_then(Option::as_deref).map_or(null, ToSqlOutput::from),
            Self::Ints(ints) => ints.get(row).map_or(null, |int| ToSqlOutput::from(*int)),
        }
    }
}

impl ToSql for Column {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Texts(texts) => texts.to_sql(ty, out),
            Self::Ints(ints) => ints.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::TEXT_ARRAY | Type::INT8_ARRAY)
    }

    to_sql_checked!();
}

/// Rows of one table.
#[derive(Debug)]
pub struct Table {
    /// Name of the statement on SQLite, one row at a time.
    pub sqlite: &'static str,
    /// What is run for a row that it changed nothing for; empty for nothing.
    pub otherwise: &'static str,
    /// Name of the statement on PostgreSQL, all rows at once.
    pub postgres: &'static str,
    /// How many rows.
    pub rows: usize,
    /// Columns in the order of the statement.
    pub columns: Vec<Column>,
}

/// Everything one transaction writes.
#[derive(Debug)]
pub struct Rows {
    /// Tables with rows.
    pub tables: Vec<Table>,
    /// Units in it.
    pub units: usize,
}

/// Which database the rows are for: new and moved streams are one statement on PostgreSQL and two on SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

fn texts<'a, T>(rows: &'a [T], pick: impl Fn(&'a T) -> &'a str) -> Column {
    Column::Texts(rows.iter().map(|row| Some(pick(row).to_owned())).collect())
}

fn ints<'a, T>(rows: &'a [T], pick: impl Fn(&'a T) -> i64) -> Column {
    Column::Ints(rows.iter().map(pick).collect())
}

/// One list per table, sorted by tenant and key, as every writer of the store has it.
macro_rules! table {
    ($units:expr, $field:ident, $sqlite:literal, $postgres:literal, |$key:ident| $sort:expr,
     |$r:ident| $($how:ident $pick:expr),* $(,)?) => {{
        let mut rows: Vec<_> =
            $units.iter().flat_map(|unit| unit.$field.iter().map(|row| (unit.tenant.as_str(), row))).collect();
        rows.sort_by_cached_key(|&(tenant, $key)| (tenant.to_owned(), $sort));
        let columns = vec![texts(&rows, |pair| pair.0), $($how(&rows, |&(_, $r)| $pick)),*];
        Table { sqlite: $sqlite, otherwise: "", postgres: $postgres, rows: rows.len(), columns }
    }};
}

impl Column {
    /// Bytes of its values; an integer counts eight.
    fn bytes(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.iter().flatten().map(String::len).sum(),
            Self::Ints(ints) => ints.len() * 8,
        }
    }
}

impl Rows {
    /// How many rows it has, and how many bytes their values.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let bytes = self.tables.iter().flat_map(|table| &table.columns).map(Column::bytes).sum();
        (self.tables.iter().map(|table| table.rows).sum(), bytes)
    }

    /// The rows of some units and the batch that names their events.
    #[must_use]
    pub fn of(units: &[Unit], database: For) -> Self {
        let mut tables = vec![answers(units)];
        tables.extend(streams(units, database));
        tables.extend(books(units));
        tables.extend(queues(units));
        tables.push(batch(units));
        tables.retain(|table| table.rows > 0);
        Self { tables, units: units.len() }
    }
}

fn answers(units: &[Unit]) -> Table {
    table!(units, idempotency, "PUT_ANSWER", "PUT_ANSWERS", |r| r.key.clone(), |r|
        texts &r.key, texts &r.fingerprint, ints i64::from(r.status), texts &r.answer, ints r.created_us)
}

fn streams(units: &[Unit], database: For) -> Vec<Table> {
    let mut rows: Vec<_> =
        units.iter().flat_map(|unit| unit.streams.iter().map(|row| (unit.tenant.as_str(), row))).collect();
    // In the order of the store: what is there by its key, what is new as it was decided.
    let known =
        |row: &crate::store::rows::StreamRow| if row.base_version == 0 { None } else { Some(row.stream_id.clone()) };
    rows.sort_by_cached_key(|(tenant, row)| ((*tenant).to_owned(), known(row)));
    let whole = |rows: &[(&str, &crate::store::rows::StreamRow)]| {
        vec![
            texts(rows, |r| r.0),
            texts(rows, |r| &r.1.stream_id),
            texts(rows, |r| &r.1.kind),
            ints(rows, |r| r.1.version),
            ints(rows, |r| r.1.base_version),
            texts(rows, |r| &r.1.status),
            texts(rows, |r| &r.1.currency),
            ints(rows, |r| r.1.amount_minor),
            texts(rows, |r| &r.1.parent_id),
            texts(rows, |r| &r.1.state),
            ints(rows, |r| r.1.created_us),
            ints(rows, |r| r.1.updated_us),
        ]
    };
    if database == For::Postgres {
        let columns = whole(&rows);
        return vec![Table { sqlite: "", otherwise: "", postgres: "PUT_STREAMS", rows: rows.len(), columns }];
    }
    let (new, moved): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, row)| row.base_version == 0);
    let next = vec![
        ints(&moved, |r| r.1.version),
        ints(&moved, |r| r.1.base_version),
        ints(&moved, |r| r.1.amount_minor),
        texts(&moved, |r| &r.1.state),
        ints(&moved, |r| r.1.updated_us),
        texts(&moved, |r| &r.1.status),
        texts(&moved, |r| &r.1.currency),
        texts(&moved, |r| &r.1.parent_id),
        texts(&moved, |r| r.0),
        texts(&moved, |r| &r.1.stream_id),
    ];
    vec![
        Table { sqlite: "NEW_STREAM", otherwise: "", postgres: "", rows: new.len(), columns: whole(&new) },
        Table { sqlite: "SAME_STREAM", otherwise: "NEXT_STREAM", postgres: "", rows: moved.len(), columns: next },
    ]
}

fn books(units: &[Unit]) -> Vec<Table> {
    let mut entries = table!(units, entries, "PUT_ENTRY", "PUT_ENTRIES", |r| r.entry_id.clone(), |r|
        texts &r.entry_id, texts &r.event_id, texts &r.stream_id, texts &r.act, ints r.effective_us,
        ints r.booked_us);
    // Nothing the floor writes mirrors another entry.
    entries.columns.push(Column::Texts(vec![None; entries.rows]));
    entries.columns.push(Column::Texts(vec![Some(String::new()); entries.rows]));
    vec![
        table!(units, events, "PUT_EVENT", "PUT_EVENTS", |r| (r.stream_id.clone(), r.seq), |r|
            texts &r.stream_id, ints r.seq, texts &r.event_id, texts &r.kind, texts &r.actor_kind,
            texts &r.actor_id, ints r.effective_us, ints r.booked_us, texts &r.body),
        entries,
        table!(units, lines, "PUT_LINE", "PUT_LINES", |r| (r.entry_id.clone(), r.line_no), |r|
            texts &r.entry_id, ints r.line_no, texts &r.account, texts &r.subkey, texts &r.currency,
            ints r.amount_minor, ints r.effective_us),
    ]
}

fn queues(units: &[Unit]) -> Vec<Table> {
    vec![
        table!(units, effects, "PUT_EFFECT", "PUT_EFFECTS", |r| r.effect_id.clone(), |r|
            texts &r.effect_id, texts &r.stream_id, texts &r.target, texts &r.kind, texts &r.payload,
            ints r.due_us, ints r.due_us),
        table!(units, timers, "PUT_TIMER", "PUT_TIMERS", |r| r.timer_id.clone(), |r|
            texts &r.timer_id, texts &r.stream_id, texts &r.kind, texts &r.payload, ints r.due_us,
            ints r.due_us),
        table!(
            units,
            references,
            "PUT_REFERENCE",
            "PUT_REFERENCES",
            |r| (r.value.clone(), r.kind.clone()),
            |r| texts & r.kind,
            texts & r.value,
            texts & r.stream_id
        ),
        table!(units, notices, "PUT_NOTICE", "PUT_NOTICES", |r| r.notice_id.clone(), |r|
            texts &r.notice_id, texts &r.stream_id, texts &r.event_id, texts &r.audience, texts &r.language,
            texts &r.template, texts &r.subject, texts &r.body, ints r.at_us),
    ]
}

/// Units of one transaction are of one tenant here, so one batch names all their events.
fn batch(units: &[Unit]) -> Table {
    let events: Vec<_> = units.iter().flat_map(|unit| &unit.events).collect();
    let keys: Vec<(&str, i64)> = events.iter().map(|event| (event.stream_id.as_str(), event.seq)).collect();
    let one = |text: String| Column::Texts(vec![Some(text)]);
    let columns = vec![
        one(units.first().map(|unit| unit.tenant.clone()).unwrap_or_default()),
        one(seal::batch_id(events.first().map_or("", |event| event.event_id.as_str()))),
        one(serde_json::to_string(&keys).unwrap_or_default()),
        Column::Ints(vec![i64::try_from(events.len()).unwrap_or(i64::MAX)]),
        one(seal::digest(events.into_iter())),
    ];
    Table { sqlite: "PUT_BATCH", otherwise: "", postgres: "PUT_BATCHES", rows: 1, columns }
}
