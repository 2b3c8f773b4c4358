//! One row: its cells read as numbers, a time and short texts, exactly or not at all.
//!
//! A cell that is not what the mapping says stops the import, because then the mapping does not fit or the file
//! is damaged. A text that may not be stored only makes its row an exception.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use recoup_core::money::{Currency, Decimal};
use recoup_core::text;

use super::error::{ImportError, shown};
use super::file::Record;
use super::mapping::{Bound, Column, Tax, Value};
use super::rule::{Facts, RowKind};

/// Most minor units of a row, and most units: sums over thousands of such rows still fit into 64 bits.
const MOST_MINOR: u64 = recoup_core::money::MOST_MINOR.unsigned_abs();

/// A row of the file, read.
#[derive(Debug, Clone)]
pub struct Row {
    /// Row number, from 1, without the header.
    pub row_no: i64,
    /// The line it begins on, from 1.
    pub line: u64,
    /// How many rows with the same number stand before it.
    pub ordinal: u32,
    /// What it is.
    pub kind: RowKind,
    /// Order, invoice or credit number.
    pub number: Arc<str>,
    /// Item.
    pub sku: Arc<str>,
    /// What the customer reads.
    pub name: Arc<str>,
    /// The shop's name for the customer, empty for none.
    pub customer: Arc<str>,
    /// Units, signed as in the file.
    pub quantity: i64,
    /// Amount, minor units, signed as in the file.
    pub amount_minor: i64,
    /// Tax contained in it, minor units.
    pub tax_minor: i64,
    /// When.
    pub at: Timestamp,
    /// Subkey and memo of an entry.
    pub words: Option<Box<(String, String)>>,
    /// Why its texts may not be stored, if so.
    pub refused: Option<Box<str>>,
    /// Where its bytes are.
    pub raw: Range<usize>,
}

/// An amount that the currency cannot hold exactly.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rounded {
    /// Row number, from 1.
    pub row: i64,
    /// Major units as computed.
    pub exact: String,
    /// Minor units as booked.
    pub amount_minor: i64,
}

/// The numbers of a row.
#[derive(Debug, Clone, Copy)]
pub struct Amounts {
    /// Units.
    pub quantity: i64,
    /// -1, 0 or 1.
    pub price_sign: i64,
    /// Minor units.
    pub amount_minor: i64,
    /// The amount before it was rounded, if it was.
    pub exact: Option<Decimal>,
}

/// Reads rows of one file; the same text is kept once.
#[derive(Debug)]
pub struct RowReader<'a> {
    file: &'a str,
    bound: &'a Bound,
    currency: Currency,
    texts: HashSet<Arc<str>>,
    last_time: (String, Timestamp),
}

impl<'a> RowReader<'a> {
    /// A reader.
    #[must_use]
    pub fn new(file: &'a str, bound: &'a Bound, currency: Currency) -> Self {
        Self { file, bound, currency, texts: HashSet::new(), last_time: (String::new(), Timestamp::UNIX_EPOCH) }
    }

    /// The same text, kept once.
    pub fn keep(&mut self, text: &str) -> Arc<str> {
        if let Some(kept) = self.texts.get(text) {
            return Arc::clone(kept);
        }
        let kept: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&kept));
        kept
    }

    /// The numbers of a row.
    ///
    /// # Errors
    /// [`ImportError::Cell`] naming line and column.
    pub fn amounts(&self, record: &Record<'_>) -> Result<Amounts, ImportError> {
        let bound = self.bound;
        let quantity = self.number(record, &bound.quantity, 0)?;
        let text = self.plain(bound.quantity.of(record.cells));
        let quantity = quantity.exact_whole(&text);
        let why = "is not a whole number of units; write digits such as 6 or -6";
        let quantity = quantity.ok_or_else(|| self.wrong(record, &bound.quantity, why.to_owned()))?;
        let (column, each) = match &bound.value {
            Value::UnitPrice(column) => (column, self.number(record, column, bound.decimals)?),
            Value::Amount(column) => (column, self.number(record, column, bound.decimals)?),
        };
        let why = || format!("makes an amount of more than {MOST_MINOR} minor units; look at quantity and amount");
        let too_much = || self.wrong(record, column, why());
        let exact = match &bound.value {
            Value::UnitPrice(_) => each.0.times(quantity).map_err(|_| too_much())?,
            Value::Amount(_) => each.0,
        };
        let (amount_minor, rounded) = exact.rounded_minor(self.currency).map_err(|_| too_much())?;
        if amount_minor.unsigned_abs() > MOST_MINOR || quantity.unsigned_abs() > MOST_MINOR {
            return Err(too_much());
        }
        let price_sign = each.sign();
        Ok(Amounts { quantity, price_sign, amount_minor, exact: rounded.then_some(exact) })
    }

    /// The whole row; `document_minor` is the sum of all rows with its number.
    ///
    /// # Errors
    /// [`ImportError::Cell`] naming line and column.
    pub fn row(&mut self, record: &Record<'_>, amounts: Amounts, document_minor: i64) -> Result<Row, ImportError> {
        let bound = self.bound;
        let Amounts { quantity, price_sign, amount_minor, .. } = amounts;
        let facts = Facts { cells: record.cells, quantity, price_sign, amount_minor, document_minor };
        let rule = bound.rules.iter().find(|rule| rule.matches(&facts));
        let kind = rule.map_or(RowKind::Unknown, |rule| rule.kind);
        let (sku, name) = (bound.sku.of(record.cells), bound.name.of(record.cells));
        let words = match (kind, rule) {
            (RowKind::Entry(_), Some(rule)) => {
                Some(Box::new((rule.subkey.of(&facts, sku).to_owned(), rule.memo.of(&facts, name).to_owned())))
            }
            _ => None,
        };
        let at = self.time(record)?;
        let tax_minor = self.tax(record, amount_minor)?;
        let refused = refused_text(bound, record, words.as_deref());
        let customer = bound.customer.as_ref().map_or("", |column| column.of(record.cells));
        Ok(Row {
            row_no: record.row_no,
            line: record.line,
            ordinal: 0,
            kind,
            number: self.keep(bound.number.of(record.cells)),
            sku: self.keep(sku),
            name: self.keep(name),
            customer: self.keep(customer),
            quantity,
            amount_minor,
            tax_minor,
            at,
            words,
            refused,
            raw: record.raw.clone(),
        })
    }

    fn plain(&self, cell: &str) -> String {
        let thousands = self.bound.thousands_mark;
        let mark = self.bound.decimal_mark;
        cell.chars().filter(|c| Some(*c) != thousands).map(|c| if c == mark { '.' } else { c }).collect()
    }

    fn number(&self, record: &Record<'_>, column: &Column, decimals: u32) -> Result<Number, ImportError> {
        let cell = column.of(record.cells);
        // A point is no point where the mapping says that decimals follow another mark.
        let foreign = cell.contains('.') && self.bound.decimal_mark != '.' && self.bound.thousands_mark != Some('.');
        let text = self.plain(cell);
        let decimal = Decimal::parse(&text).ok().filter(|_| !foreign);
        let mark = self.bound.decimal_mark;
        let why = || format!("is not a number as the mapping has it; write digits with `{mark}` before decimals");
        let decimal = decimal.ok_or_else(|| self.wrong(record, column, why()))?;
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction).trim_end_matches('0');
        if fraction.len() > decimals as usize {
            let why = format!("has more decimals than the mapping allows ({decimals}); see [numbers] price_decimals");
            return Err(self.wrong(record, column, why));
        }
        Ok(Number(decimal, text.trim_start().starts_with('-'), text.bytes().any(|b| matches!(b, b'1'..=b'9'))))
    }

    fn time(&mut self, record: &Record<'_>) -> Result<Timestamp, ImportError> {
        let cell = self.bound.time.of(record.cells);
        // Rows of one invoice stand together and have one time.
        if self.last_time.0 != cell {
            let format = self.bound.time_format.as_str();
            let why = || format!("is not a time written as `{format}`; see [time] format");
            let at = read_time(format, cell, self.bound).ok_or_else(|| self.wrong(record, &self.bound.time, why()))?;
            self.last_time = (cell.to_owned(), at);
        }
        Ok(self.last_time.1)
    }

    fn tax(&self, record: &Record<'_>, amount_minor: i64) -> Result<i64, ImportError> {
        match &self.bound.tax {
            None => Ok(0),
            Some(Tax::RateMillionths(rate)) => Ok(contained(amount_minor, *rate)),
            Some(Tax::Column(column)) => {
                let exact = self.number(record, column, self.currency.exponent())?.0.exact_minor(self.currency);
                exact.map_err(|error| self.wrong(record, column, format!("is no tax ({error})")))
            }
        }
    }

    fn wrong(&self, record: &Record<'_>, column: &Column, why: String) -> ImportError {
        ImportError::Cell {
            path: self.file.to_owned(),
            line: record.line,
            column: column.header.clone(),
            text: shown(record.cells.get(column.at).unwrap_or_default()).chars().take(60).collect(),
            why,
        }
    }
}

/// A number as read, whether it began with a minus, and whether it is anything but zero.
#[derive(Debug, Clone, Copy)]
struct Number(Decimal, bool, bool);

impl Number {
    const fn sign(self) -> i64 {
        match (self.1, self.2) {
            (_, false) => 0,
            (true, true) => -1,
            (false, true) => 1,
        }
    }

    /// `6`, `-6` and `6.0` are whole; the caller allowed no decimals but zeros.
    fn exact_whole(self, text: &str) -> Option<i64> {
        text.trim().split('.').next()?.parse().ok()
    }
}

fn read_time(format: &str, cell: &str, bound: &Bound) -> Option<Timestamp> {
    let parts = BrokenDownTime::parse(format, cell).ok()?;
    if parts.offset().is_some() || parts.timestamp().is_some() {
        return parts.to_timestamp().ok();
    }
    let local: DateTime = parts.to_datetime().or_else(|_| parts.to_date().map(|day| day.at(0, 0, 0, 0))).ok()?;
    // An hour that comes twice or never when clocks change is read as the earlier or the later one.
    bound.zone.to_timestamp(local).ok()
}

/// Tax contained in a gross amount at a rate, rounded half away from zero.
fn contained(gross_minor: i64, rate_millionths: i64) -> i64 {
    let whole = i128::from(1_000_000 + rate_millionths);
    let twice = i128::from(gross_minor.unsigned_abs()) * i128::from(rate_millionths) * 2;
    let tax = i64::try_from((twice + whole) / (whole * 2)).unwrap_or(0);
    if gross_minor < 0 { -tax } else { tax }
}

fn refused_text(bound: &Bound, record: &Record<'_>, words: Option<&(String, String)>) -> Option<Box<str>> {
    let cell = |column: &Column| column.of(record.cells).to_owned();
    let mut checks = vec![
        text::required(&bound.number.header, &cell(&bound.number), text::SHORT),
        text::required(&bound.sku.header, &cell(&bound.sku), text::SHORT),
        text::check(&bound.name.header, &cell(&bound.name), text::NAME),
    ];
    checks.extend(bound.customer.iter().map(|column| text::check(&column.header, &cell(column), text::SHORT)));
    if let Some((subkey, memo)) = words {
        checks.push(text::required("subkey", subkey, text::SHORT));
        checks.push(text::check("memo", memo, text::NOTE));
    }
    checks.into_iter().find_map(Result::err).map(|refusal| refusal.to_string().into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::contained;

    #[test]
    fn tax_in_a_gross_amount_is_rounded_away_from_zero() {
        assert_eq!(contained(1190, 190_000), 190);
        assert_eq!(contained(-1190, 190_000), -190);
        assert_eq!(contained(105, 50_000), 5);
        assert_eq!(contained(0, 190_000), 0);
        assert_eq!(contained(3, 1_000_000), 2);
    }
}
