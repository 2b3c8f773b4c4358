//! The settlement report (`STL-YYYYMMDD….CSV`): what moved the balance on a day, with footers as checksums.
//!
//! The first cell of a row says what it is: `RH`, `FH`, `SH` headers, `CH` the names of the columns, `SB` a row, `SF` and
//! `RF` sums of a section and of the report by currency, `SC` and `RC` counts, `FF` the end of the file. Amounts are
//! whole numbers, times 100 for every currency, and their sign stands in a column of its own. Withdrawals (`T04…`) are
//! not in the sums.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::{Currency, Money};

use super::{MONEY, words};
use crate::money::currency;
use crate::report::{Input, Item, Items, Line, LineKind, ReportKind, Total};
use crate::table::{Row, Table};

/// The reports that are read.
pub(super) const KINDS: &[ReportKind] = &[ReportKind {
    name: "stl",
    about: "Settlement report of a day, from PayPal's SFTP server in /ppreports/outgoing, as STL-*.CSV",
    read,
}];

const TRANSACTION: &str = "transaction id";
const CODE: &str = "transaction event code";
const SIGN: &str = "transaction debit or credit";
const GROSS: &str = "gross transaction amount";
const GROSS_CURRENCY: &str = "gross transaction currency";

/// Columns without which a row says nothing.
const NEEDED: &[&str] = &[TRANSACTION, CODE, SIGN, GROSS, GROSS_CURRENCY];

fn read(mut input: Input<'_>) -> Items<'_> {
    let first = input.fill_buf().unwrap_or_default();
    let tabs = first.iter().take_while(|b| **b != b'\n').any(|b| *b == b'\t');
    let delimiter = if tabs { b'\t' } else { b',' };
    match Table::open(input, delimiter, &[]) {
        Ok(table) => Box::new(Settlement::new(table)),
        Err(why) => Box::new(std::iter::once(Item::Broken { why })),
    }
}

/// Sums of one currency in minor units: gross credits and debits, fee credits and debits.
type Sums = [i64; 4];

const SUMS: [&str; 4] = ["gross credits", "gross debits", "fee credits", "fee debits"];

/// A report under way.
struct Settlement<'a> {
    table: Table<'a>,
    first: bool,
    said: Said,
}

/// What was said so far.
#[derive(Default)]
struct Said {
    columns: Vec<String>,
    section: BTreeMap<&'static str, Sums>,
    whole: BTreeMap<&'static str, Sums>,
    section_rows: i64,
    rows: i64,
    ready: VecDeque<Item>,
    broken: bool,
    /// Whether the footer of the file was read: without it rows and sums may be missing.
    whole_file: bool,
}

impl<'a> Settlement<'a> {
    fn new(table: Table<'a>) -> Self {
        Self { table, first: true, said: Said::default() }
    }

    /// The table took the first row for its header.
    fn begin(&mut self) {
        self.first = false;
        let columns = self.table.columns();
        match columns.first().map(String::as_str) {
            Some("rh" | "fh" | "sh") => {}
            Some("ch") => self.said.name_columns(columns.to_vec()),
            _ => self.said.broken("it does not begin like a settlement report of PayPal's"),
        }
    }
}

impl Iterator for Settlement<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.first {
            self.begin();
        }
        loop {
            if let Some(item) = self.said.ready.pop_front() {
                return Some(item);
            }
            if self.said.broken {
                return None;
            }
            match self.table.next_row() {
                Some(Ok(row)) => self.said.read(&row),
                Some(Err(item)) => {
                    self.said.broken = true;
                    return Some(item);
                }
                None if self.said.whole_file => return None,
                None => self.said.broken("it ends without its footer FF: it is cut off; fetch it again"),
            }
        }
    }
}

impl Said {
    fn broken(&mut self, why: &str) {
        self.broken = true;
        self.ready.push_back(Item::Broken { why: why.to_owned() });
    }

    fn name_columns(&mut self, columns: Vec<String>) {
        let missing: Vec<&str> =
            NEEDED.iter().copied().filter(|needed| !columns.iter().any(|name| name == needed)).collect();
        if !missing.is_empty() {
            self.broken(&format!("it has no column {}", missing.join(", ")));
        }
        self.columns = columns;
    }

    fn read(&mut self, row: &Row<'_>) {
        let item = match row.at(0) {
            "RH" | "FH" => return,
            "FF" => {
                self.whole_file = true;
                return;
            }
            "SH" => {
                self.section.clear();
                self.section_rows = 0;
                return;
            }
            "CH" => return self.name_columns(row.cells().map(|name| name.trim().to_ascii_lowercase()).collect()),
            "SB" => self.line(row),
            "SF" => return self.footer(row, false),
            "RF" => return self.footer(row, true),
            "SC" => return self.count(row, self.section_rows),
            "RC" => return self.count(row, self.rows),
            other => Err(format!("`{}` is not a kind of row", other.chars().take(10).collect::<String>())),
        };
        self.ready.push_back(item.unwrap_or_else(|why| row.odd(why)));
    }

    fn cell<'r>(&self, row: &'r Row<'_>, column: &str) -> &'r str {
        self.columns.iter().position(|name| name == column).map_or("", |at| row.at(at))
    }

    fn line(&mut self, row: &Row<'_>) -> Result<Item, String> {
        self.section_rows += 1;
        self.rows += 1;
        if self.columns.is_empty() {
            return Err("the columns are not named before it".to_owned());
        }
        let cell = |column| self.cell(row, column);
        let code = cell(CODE);
        let gross = signed(cell(SIGN), cell(GROSS), cell(GROSS_CURRENCY))?;
        let fee = match cell("fee amount") {
            // No fee has no sign and perhaps no currency.
            nothing if nothing.bytes().all(|b| b == b'0') => Money::new(0, gross.currency),
            amount => signed(cell("fee debit or credit"), amount, cell("fee currency"))?,
        };
        if !code.starts_with("T04") {
            self.add(gross, 0);
            self.add(fee, 2);
        }
        let cell = |column| self.cell(row, column);
        let kind = words::row(code).ok_or_else(|| format!("`{code}` is not an event code we know"))?;
        let kind = if kind == LineKind::Payout && gross.amount_minor > 0 { LineKind::PayoutBack } else { kind };
        if fee.currency != gross.currency {
            return Err("its fee is in another currency than its amount".to_owned());
        }
        let net = gross.checked_add(fee).map_err(|_| "its amounts are too large".to_owned())?;
        let subject = cell(TRANSACTION).to_owned();
        let moved = matches!(kind, LineKind::Payout | LineKind::PayoutBack);
        Ok(Item::Line(Box::new(Line {
            number: row.number,
            kind,
            word: code.to_owned(),
            parent: cell("paypal reference id").to_owned(),
            ours: ours(kind, [cell("invoice id"), cell("custom field")]),
            row: String::new(),
            gross,
            fee,
            net,
            converted: false,
            at: time(cell("transaction completion date")).or_else(|| time(cell("transaction initiation date"))),
            payout: if moved { subject.clone() } else { String::new() },
            arn: String::new(),
            subject,
        })))
    }

    fn add(&mut self, money: Money, first: usize) {
        let at = if money.amount_minor < 0 { first + 1 } else { first };
        for sums in [&mut self.section, &mut self.whole] {
            let sum = &mut sums.entry(money.currency.code()).or_default()[at];
            *sum = sum.saturating_add(money.amount_minor.saturating_abs());
        }
    }

    /// Sums of a section or of the whole report in one currency. Samples differ in which of the two sums of fees comes
    /// first (2026-11), so they are compared in the order that fits, if one does.
    fn footer(&mut self, row: &Row<'_>, whole: bool) {
        let summed = if whole { &self.whole } else { &self.section };
        let told = currency(row.at(1)).map_err(|error| error.to_string()).and_then(|currency| {
            let mut told: Sums = [0; 4];
            for (at, told) in told.iter_mut().enumerate() {
                *told = hundredths(row.at(at + 2), currency)?.amount_minor;
            }
            Ok((currency, told))
        });
        let (currency, mut told) = match told {
            Ok(told) => told,
            Err(why) => return self.ready.push_back(row.odd(why)),
        };
        let summed = summed.get(currency.code()).copied().unwrap_or_default();
        if [told[3], told[2]] == [summed[2], summed[3]] {
            told.swap(2, 3);
        }
        let of = if whole { "report" } else { "section" };
        for ((what, told_minor), summed_minor) in SUMS.iter().zip(told).zip(summed) {
            let what = format!("{what} of the {of}");
            self.ready.push_back(Item::Total(Total { what, currency, told_minor, summed_minor }));
        }
    }

    fn count(&mut self, row: &Row<'_>, counted: i64) {
        if row.at(1).parse() != Ok(counted) {
            let why = format!("{counted} rows were read, and not as many as it says");
            self.ready.push_back(row.odd(why));
        }
    }
}

/// An amount with the sign that its own column says.
fn signed(sign: &str, amount: &str, code: &str) -> Result<Money, String> {
    let currency = currency(code).map_err(|error| error.to_string())?;
    let money = hundredths(amount, currency)?;
    match sign {
        "CR" => Ok(money),
        "DR" => Ok(Money::new(-money.amount_minor, currency)),
        other => Err(format!("`{}` is neither debit nor credit", other.chars().take(10).collect::<String>())),
    }
}

/// A whole number, times 100 for every currency: 15000 of JPY are 150.
fn hundredths(text: &str, currency: Currency) -> Result<Money, String> {
    let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit());
    let units: i64 =
        text.parse().ok().filter(|_| digits).ok_or_else(|| "its amount is not a whole number".to_owned())?;
    let decimal = format!("{}.{:02}", units / 100, units % 100);
    MONEY.of_decimal(&decimal, currency.code()).map_err(|error| error.to_string())
}

/// Our reference on a row: of the kind that the row is about, else any.
fn ours(kind: LineKind, told: [&str; 2]) -> String {
    let wanted = if kind == LineKind::Refund { Kind::Refund } else { Kind::Capture };
    let kind_of = |text: &&str| read_reference(text).and_then(|(id, _)| id.kind());
    let right = told.iter().find(|text| kind_of(text) == Some(wanted));
    right
        .or_else(|| told.iter().find(|text| kind_of(text).is_some()))
        .map_or_else(String::new, |text| (*text).to_owned())
}

/// A time such as `2026/01/06 00:00:30 -0800`.
fn time(text: &str) -> Option<Timestamp> {
    jiff::fmt::strtime::parse("%Y/%m/%d %H:%M:%S %z", text).ok()?.to_timestamp().ok()
}
