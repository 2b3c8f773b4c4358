//! What an import did: rows by kind and outcome, exact to the minor unit, read back from the store.

use std::fmt::Write;

use recoup_core::money::{Currency, Money};
use serde::Serialize;

use super::row::Rounded;

/// Streams and entries that one try made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Orders.
    pub orders: u64,
    /// Payments of orders.
    pub payments: u64,
    /// Refunds.
    pub refunds: u64,
    /// Entries of the general book.
    pub entries: u64,
    /// Exceptions.
    pub exceptions: u64,
}

/// Rows of one kind with one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowsOf {
    /// What they are, as the mapping calls it.
    pub kind: String,
    /// `imported`, `partly`, `exception`, `known`.
    pub outcome: String,
    /// How many.
    pub rows: i64,
    /// Sum of their amounts, minor units, signed as in the file.
    pub amount_minor: i64,
}

/// Exceptions with one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExceptionsOf {
    /// Machine word.
    pub reason: String,
    /// How many.
    pub exceptions: i64,
    /// Sum of what they are about, minor units, signed as in the file.
    pub amount_minor: i64,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `imp_…`; the source of its exceptions.
    pub import: String,
    /// The merchant.
    pub tenant: String,
    /// The mapping's name of where the file comes from.
    pub source: String,
    /// The file.
    pub file: String,
    /// Hex SHA-256 of its text.
    pub file_sha256: String,
    /// ISO 4217 code of every amount.
    pub currency: &'static str,
    /// Rows of the file, all accounted for below.
    pub rows: i64,
    /// Sum of their amounts, minor units.
    pub amount_minor: i64,
    /// Rows by kind and outcome.
    pub by_kind: Vec<RowsOf>,
    /// What is left to people, as the file says it, resolved or not.
    pub exceptions: Vec<ExceptionsOf>,
    /// What this try made; nothing when all was there.
    pub made: Made,
    /// How many amounts the currency could not hold exactly.
    pub rounded_rows: usize,
    /// The first of them.
    pub rounded: Vec<Rounded>,
    /// Columns of the file that nothing reads.
    pub columns_not_read: Vec<String>,
    /// How long it took, milliseconds.
    pub took_ms: u64,
}

impl Report {
    /// Rows a second.
    #[must_use]
    pub fn rows_per_sec(&self) -> u64 {
        u64::try_from(self.rows).unwrap_or(0) * 1000 / self.took_ms.max(1)
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let money = |amount_minor| amount(amount_minor, self.currency);
        let mut text = format!("{} into {} as {}\n\n", self.file, self.tenant, self.import);
        line(&mut text, &["kind", "outcome", "rows", "amount"]);
        for of in &self.by_kind {
            line(&mut text, &[&of.kind, &of.outcome, &of.rows.to_string(), &money(of.amount_minor)]);
        }
        line(&mut text, &["all", "", &self.rows.to_string(), &money(self.amount_minor)]);
        if !self.exceptions.is_empty() {
            text.push('\n');
            line(&mut text, &["exception", "", "count", "amount"]);
        }
        for of in &self.exceptions {
            line(&mut text, &[&of.reason, "", &of.exceptions.to_string(), &money(of.amount_minor)]);
        }
        text.push('\n');
        let made = self.made;
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "new: {} orders, {} payments, {} refunds, {} entries, {} exceptions",
            made.orders, made.payments, made.refunds, made.entries, made.exceptions
        );
        for row in &self.rounded {
            let _ = writeln!(text, "rounded: row {}, {} to {}", row.row, row.exact, money(row.amount_minor));
        }
        if self.rounded_rows > self.rounded.len() {
            let _ = writeln!(text, "rounded: {} rows in all", self.rounded_rows);
        }
        if !self.columns_not_read.is_empty() {
            let _ = writeln!(text, "not read: {}", self.columns_not_read.join(", "));
        }
        let (secs, millis) = (self.took_ms / 1000, self.took_ms % 1000);
        let _ = writeln!(text, "took {secs}.{millis:03} s, {} rows a second", self.rows_per_sec());
        text
    }
}

fn line(text: &mut String, cells: &[&str; 4]) {
    let [kind, outcome, rows, amount] = cells;
    let _ = writeln!(text, "{kind:<20} {outcome:<10} {rows:>9} {amount:>20}");
}

fn amount(amount_minor: i64, code: &str) -> String {
    let currency = code.parse::<Currency>();
    currency.map_or_else(|_| amount_minor.to_string(), |currency| Money::new(amount_minor, currency).to_string())
}
