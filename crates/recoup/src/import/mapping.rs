//! The mapping file: what the columns of a foreign file mean, and how its kinds of rows are told apart.
//!
//! [`Mapping`] is the file as written and checked by itself; [`Bound`] is the same tied to the header of one
//! file, with column numbers instead of names. Every mistake names its place and what would be right.

use std::path::Path;

use jiff::tz::TimeZone;
use recoup_core::money::Currency;
use recoup_core::order::place::check_language;
use recoup_core::payment::refund::check_reason;
use recoup_core::refusal::Refusal;
use recoup_core::text;
use serde::Deserialize;

use super::error::ImportError;
use super::rule::{Rule, RuleShape};
use crate::engine::request::hex_sha256;

/// A mapping file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Name of where the file comes from; part of every idempotency key, so it stays the same for ever.
    pub source: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue.
    #[serde(default = "sales")]
    pub revenue_key: String,
    /// The account that took the money: the subkey of cash at bank.
    pub tender_account: String,
    /// Language of notices.
    #[serde(default = "english")]
    pub language: String,
    /// Reason code of refunds.
    #[serde(default = "import_credit")]
    pub refund_reason: String,
    /// How cells are separated.
    #[serde(default)]
    csv: CsvShape,
    /// What columns mean.
    columns: Columns,
    /// How times are written.
    time: TimeShape,
    /// How numbers are written.
    #[serde(default)]
    numbers: Numbers,
    /// Tax contained in the amounts, if the file or the owner says so.
    tax: Option<TaxShape>,
    /// Row rules in order; the first that matches wins.
    #[serde(default, rename = "row")]
    rules: Vec<RuleShape>,
    /// Hex SHA-256 of the file.
    #[serde(skip)]
    pub sha256: String,
    #[serde(skip)]
    path: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CsvShape {
    delimiter: char,
}

impl Default for CsvShape {
    fn default() -> Self {
        Self { delimiter: ',' }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    number: ColumnShape,
    sku: ColumnShape,
    name: ColumnShape,
    quantity: ColumnShape,
    unit_price: Option<ColumnShape>,
    amount: Option<ColumnShape>,
    time: ColumnShape,
    customer: Option<ColumnShape>,
}

/// A column by its header, or with what is cut off its cells.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "write a header, or { column = \"header\", strip_suffix = \"…\" }")]
enum ColumnShape {
    Name(String),
    Stripped(Stripped),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stripped {
    column: String,
    #[serde(default)]
    strip_prefix: String,
    #[serde(default)]
    strip_suffix: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeShape {
    format: String,
    #[serde(default = "utc")]
    zone: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    decimal_mark: char,
    thousands_mark: Option<char>,
    price_decimals: Option<u32>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { decimal_mark: '.', thousands_mark: None, price_decimals: None }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxShape {
    key: String,
    column: Option<ColumnShape>,
    rate_percent: Option<String>,
}

fn sales() -> String {
    "sales".to_owned()
}

fn english() -> String {
    "en".to_owned()
}

fn import_credit() -> String {
    "import_credit".to_owned()
}

fn utc() -> String {
    "UTC".to_owned()
}

/// A mapping tied to a header.
#[derive(Debug)]
pub struct Bound {
    /// Order, invoice or credit number.
    pub number: Column,
    /// Item.
    pub sku: Column,
    /// What the customer reads.
    pub name: Column,
    /// Units.
    pub quantity: Column,
    /// The price or the amount.
    pub value: Value,
    /// When.
    pub time: Column,
    /// Format of the time, as `strftime` has it.
    pub time_format: String,
    /// Zone of the time, where the format has none.
    pub zone: TimeZone,
    /// Whose.
    pub customer: Option<Column>,
    /// Tax in the amounts.
    pub tax: Option<Tax>,
    /// Mark before the decimals.
    pub decimal_mark: char,
    /// Mark between thousands.
    pub thousands_mark: Option<char>,
    /// Most decimals of a price or an amount.
    pub decimals: u32,
    /// Row rules in order.
    pub rules: Vec<Rule>,
    /// Headers nothing reads.
    pub unused: Vec<String>,
}

/// Where the amount of a row comes from.
#[derive(Debug)]
pub enum Value {
    /// Price of one unit; the amount is quantity × price.
    UnitPrice(Column),
    /// The amount itself.
    Amount(Column),
}

/// Where the tax of a row comes from.
#[derive(Debug)]
pub enum Tax {
    /// A column with its amount.
    Column(Column),
    /// A rate; millionths of the net.
    RateMillionths(i64),
}

/// A column of the file.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its number, from 0.
    pub at: usize,
    /// Its header.
    pub header: String,
    prefix: String,
    suffix: String,
}

impl Column {
    /// A cell of it, without blanks around and what the mapping cuts off.
    #[must_use]
    pub fn of<'r>(&self, cells: &'r csv::StringRecord) -> &'r str {
        let cell = cells.get(self.at).unwrap_or_default().trim();
        let cell = cell.strip_prefix(self.prefix.as_str()).unwrap_or(cell);
        cell.strip_suffix(self.suffix.as_str()).unwrap_or(cell)
    }
}

/// Finds columns by header, and remembers which were asked for.
#[derive(Debug)]
pub struct Header<'a> {
    mapping: &'a str,
    file: &'a str,
    names: &'a [String],
    used: Vec<usize>,
}

impl Header<'_> {
    /// The number of a column.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] when no column, or more than one, has this header.
    pub fn find(&mut self, place: &str, name: &str) -> Result<usize, ImportError> {
        let mut found = self.names.iter().enumerate().filter(|(_, header)| *header == name).map(|(at, _)| at);
        let (Some(at), more) = (found.next(), found.next()) else {
            let why = format!("{} has no column `{name}`; it has {}", self.file, self.names.join(", "));
            return Err(self.error(place, why));
        };
        if more.is_some() {
            return Err(self.error(place, format!("{} has two columns `{name}`; rename one of them", self.file)));
        }
        self.used.push(at);
        Ok(at)
    }

    /// An error at a place of the mapping.
    #[must_use]
    pub fn error(&self, place: &str, why: String) -> ImportError {
        ImportError::Mapping { path: self.mapping.to_owned(), place: place.to_owned(), why }
    }

    fn column(&mut self, place: &str, shape: &ColumnShape) -> Result<Column, ImportError> {
        let (name, prefix, suffix) = match shape {
            ColumnShape::Name(name) => (name, "", ""),
            ColumnShape::Stripped(cut) => (&cut.column, cut.strip_prefix.as_str(), cut.strip_suffix.as_str()),
        };
        let at = self.find(place, name)?;
        Ok(Column { at, header: name.clone(), prefix: prefix.to_owned(), suffix: suffix.to_owned() })
    }
}

impl Mapping {
    /// Reads a mapping file and checks what can be checked without the file it is for.
    ///
    /// # Errors
    /// [`ImportError::Unreadable`], [`ImportError::Mapping`].
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ImportError::Unreadable { path: shown.clone(), detail: error.to_string() })?;
        let wrong =
            |place: &str, why: String| ImportError::Mapping { path: shown.clone(), place: place.to_owned(), why };
        let mut mapping: Self = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            wrong(&format!("line {line}"), error.message().to_owned())
        })?;
        mapping.sha256 = hex_sha256(text.as_bytes());
        mapping.path.clone_from(&shown);
        mapping.check().map_err(|(place, why)| wrong(place, why))?;
        Ok(mapping)
    }

    /// The byte between cells.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        u8::try_from(self.csv.delimiter).unwrap_or(b',')
    }

    /// Subkey of tax, empty when there is none.
    #[must_use]
    pub fn tax_key(&self) -> &str {
        self.tax.as_ref().map_or("", |tax| &tax.key)
    }

    fn check(&self) -> Result<(), (&'static str, String)> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if self.source.is_empty() || self.source.len() > 40 || !self.source.bytes().all(plain) {
            let why = "write 1 to 40 lower-case letters, digits, - and _: a name that stays the same".to_owned();
            return Err(("source", why));
        }
        let said = |place| move |refusal: Refusal| (place, refusal.to_string());
        text::required("revenue_key", &self.revenue_key, text::SHORT).map_err(said("revenue_key"))?;
        text::required("tender_account", &self.tender_account, text::SHORT).map_err(said("tender_account"))?;
        check_language(&self.language).map_err(said("language"))?;
        check_reason(&self.refund_reason).map_err(said("refund_reason"))?;
        if !self.csv.delimiter.is_ascii() || matches!(self.csv.delimiter, '"' | '\n' | '\r') {
            return Err(("[csv] delimiter", "write one ASCII character, such as ; or \\t".to_owned()));
        }
        if self.columns.unit_price.is_some() == self.columns.amount.is_some() {
            return Err(("[columns]", "name either `unit_price` or `amount`, not both and not neither".to_owned()));
        }
        if Some(self.numbers.decimal_mark) == self.numbers.thousands_mark {
            return Err(("[numbers] thousands_mark", "it is the decimal mark; they must differ".to_owned()));
        }
        if self.numbers.price_decimals.is_some_and(|most| most > 12) {
            return Err(("[numbers] price_decimals", "write 0 to 12".to_owned()));
        }
        if self.rules.is_empty() {
            return Err(("[[row]]", "there is no rule; without one nothing can be imported".to_owned()));
        }
        Ok(())
    }

    /// Ties it to the header of a file.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] for columns the file does not have, and rules that make no sense.
    pub fn bind(&self, file: &str, names: &[String]) -> Result<Bound, ImportError> {
        let mut header = Header { mapping: &self.path, file, names, used: Vec::new() };
        let columns = &self.columns;
        let value = match (&columns.unit_price, &columns.amount) {
            (Some(shape), _) => Value::UnitPrice(header.column("[columns] unit_price", shape)?),
            (None, Some(shape)) => Value::Amount(header.column("[columns] amount", shape)?),
            (None, None) => return Err(header.error("[columns]", "name `unit_price` or `amount`".to_owned())),
        };
        let zone = TimeZone::get(&self.time.zone).map_err(|_| {
            let why = format!("`{}` is no time zone; write UTC or a name such as Europe/London", self.time.zone);
            header.error("[time] zone", why)
        })?;
        let bound = Bound {
            number: header.column("[columns] number", &columns.number)?,
            sku: header.column("[columns] sku", &columns.sku)?,
            name: header.column("[columns] name", &columns.name)?,
            quantity: header.column("[columns] quantity", &columns.quantity)?,
            value,
            time: header.column("[columns] time", &columns.time)?,
            time_format: self.time.format.clone(),
            zone,
            customer: columns.customer.as_ref().map(|s| header.column("[columns] customer", s)).transpose()?,
            tax: self.tax.as_ref().map(|tax| bind_tax(tax, &mut header)).transpose()?,
            decimal_mark: self.numbers.decimal_mark,
            thousands_mark: self.numbers.thousands_mark,
            decimals: self.numbers.price_decimals.unwrap_or_else(|| self.currency.exponent()),
            rules: self.rules.iter().zip(1..).map(|(rule, no)| rule.bind(no, &mut header)).collect::<Result<_, _>>()?,
            unused: Vec::new(),
        };
        let unused = names.iter().enumerate().filter(|(at, _)| !header.used.contains(at));
        Ok(Bound { unused: unused.map(|(_, name)| name.clone()).collect(), ..bound })
    }
}

fn bind_tax(tax: &TaxShape, header: &mut Header<'_>) -> Result<Tax, ImportError> {
    text::required("key", &tax.key, text::SHORT).map_err(|refusal| header.error("[tax] key", refusal.to_string()))?;
    match (&tax.column, &tax.rate_percent) {
        (Some(shape), None) => header.column("[tax] column", shape).map(Tax::Column),
        (None, Some(rate)) => {
            let why = || format!("`{rate}` is no rate; write percent of the net as text, such as \"19\" or \"5.5\"");
            millionths(rate).map(Tax::RateMillionths).ok_or_else(|| header.error("[tax] rate_percent", why()))
        }
        _ => Err(header.error("[tax]", "name either `column` or `rate_percent`".to_owned())),
    }
}

/// Percent as written, in millionths: `5.5` is 55,000.
fn millionths(percent: &str) -> Option<i64> {
    let (whole, fraction) = percent.trim().split_once('.').unwrap_or((percent.trim(), ""));
    let digits = whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !digits {
        return None;
    }
    format!("{whole}{fraction:0<4}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::millionths;

    #[test]
    fn rates_are_exact() {
        assert_eq!(millionths("19"), Some(190_000));
        assert_eq!(millionths("5.5"), Some(55_000));
        assert_eq!(millionths("0.0001"), Some(1));
        assert!([".5", "19%", "-1", "1.00001", "1000"].iter().all(|bad| millionths(bad).is_none()));
    }
}
