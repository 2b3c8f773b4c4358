//! One way to bind and one way to read on both databases, so that every plain statement is written once.
//!
//! Statements use `$1`, `$2` … in the order of first appearance, which both databases understand.

use std::borrow::Cow;
use std::error::Error;

use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::error::{Place, Result, StoreError};

/// The greatest text there is, as the open end of a range: `x >= '' AND x <= LAST` leaves `x` free and still
/// lets an index be used, which `$1 IS NULL OR x = $1` would not.
pub(crate) const LAST: &str = "\u{10FFFF}";

/// One bound value.
#[derive(Debug, Clone)]
pub(crate) enum Arg {
    /// Text.
    Text(String),
    /// Whole number.
    Int(i64),
    /// Whole number or nothing.
    MaybeInt(Option<i64>),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Option<i64>> for Arg {
    fn from(number: Option<i64>) -> Self {
        Self::MaybeInt(number)
    }
}

impl From<Vec<u8>> for Arg {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// A plain statement with its values.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) sql: &'static str,
    pub(crate) args: Vec<Arg>,
}

/// Makes an [`Ask`]: `ask!(sql::STREAM, tenant, id)`.
macro_rules! ask {
    ($sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::cell::Ask { sql: $sql, args: vec![$($crate::store::cell::Arg::from($arg)),*] }
    };
}
pub(crate) use ask;

/// PostgreSQL keeps no NUL in text; the replacement character says that something stood there.
pub(crate) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&0) { Cow::Owned(text.replace('\0', "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

impl rusqlite::ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Text(text) => match without_nul(text) {
                Cow::Borrowed(text) => ToSqlOutput::from(text),
                Cow::Owned(text) => ToSqlOutput::from(text),
            },
            Self::Int(number) => ToSqlOutput::from(*number),
            Self::MaybeInt(Some(number)) => ToSqlOutput::from(*number),
            Self::MaybeInt(None) => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bytes(bytes) => ToSqlOutput::from(bytes.as_slice()),
        })
    }
}

impl ToSql for Arg {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Text(text) => without_nul(text).as_ref().to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::MaybeInt(number) => number.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Text on its way to PostgreSQL, borrowed, without NUL.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl ToSql for Text<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        without_nul(self.0).as_ref().to_sql(ty, out)
    }

    fn accepts(ty: &Type) -> bool {
        <&str as ToSql>::accepts(ty)
    }

    to_sql_checked!();
}

/// A row that is read from left to right.
pub(crate) trait Cells {
    fn text(&mut self) -> Result<String>;
    fn maybe_text(&mut self) -> Result<Option<String>>;
    fn int(&mut self) -> Result<i64>;
    fn maybe_int(&mut self) -> Result<Option<i64>>;
    /// Text or bytes, as bytes.
    fn bytes(&mut self) -> Result<Vec<u8>>;
}

/// What can be read from a row; the columns stand in the order of its fields.
pub(crate) trait FromCells: Sized + Send + 'static {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self>;
}

/// A row of SQLite.
pub(crate) struct SqliteCells<'a> {
    pub(crate) row: &'a rusqlite::Row<'a>,
    pub(crate) at: usize,
    pub(crate) place: &'a Place,
}

impl SqliteCells<'_> {
    fn next(&mut self) -> Result<ValueRef<'_>> {
        let value = self.row.get_ref(self.at).map_err(|e| self.place.sqlite(&e))?;
        self.at += 1;
        Ok(value)
    }

    fn wrong(&self, error: &dyn std::fmt::Display) -> StoreError {
        StoreError::Corrupt { what: format!("column {} of a row: {error}, in {}", self.at, self.place) }
    }
}

impl Cells for SqliteCells<'_> {
    fn text(&mut self) -> Result<String> {
        let text = self.next()?.as_str().map(str::to_owned);
        text.map_err(|e| self.wrong(&e))
    }

    fn maybe_text(&mut self) -> Result<Option<String>> {
        let text = self.next()?.as_str_or_null().map(|text| text.map(str::to_owned));
        text.map_err(|e| self.wrong(&e))
    }

    fn int(&mut self) -> Result<i64> {
        let number = self.next()?.as_i64();
        number.map_err(|e| self.wrong(&e))
    }

    fn maybe_int(&mut self) -> Result<Option<i64>> {
        let number = self.next()?.as_i64_or_null();
        number.map_err(|e| self.wrong(&e))
    }

    fn bytes(&mut self) -> Result<Vec<u8>> {
        let bytes = self.next()?.as_bytes().map(<[u8]>::to_vec);
        bytes.map_err(|e| self.wrong(&e))
    }
}

/// A row of PostgreSQL.
pub(crate) struct PostgresCells<'a> {
    pub(crate) row: &'a tokio_postgres::Row,
    pub(crate) at: usize,
    pub(crate) place: &'a Place,
}

impl<'a> PostgresCells<'a> {
    fn next<T: FromSql<'a>>(&mut self) -> Result<T> {
        let value = self.row.try_get(self.at).map_err(|e| self.place.postgres(&e))?;
        self.at += 1;
        Ok(value)
    }
}

impl Cells for PostgresCells<'_> {
    fn text(&mut self) -> Result<String> {
        self.next::<&str>().map(str::to_owned)
    }

    fn maybe_text(&mut self) -> Result<Option<String>> {
        Ok(self.next::<Option<&str>>()?.map(str::to_owned))
    }

    fn int(&mut self) -> Result<i64> {
        self.next()
    }

    fn maybe_int(&mut self) -> Result<Option<i64>> {
        self.next()
    }

    fn bytes(&mut self) -> Result<Vec<u8>> {
        self.next::<Raw<'_>>().map(|raw| raw.0.to_vec())
    }
}

/// Text and bytea travel as the same bytes.
struct Raw<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(raw))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::TEXT | Type::BYTEA)
    }
}
