//! Explained money: what must clear and has not, and how much of it a state accounts for.

use std::collections::BTreeMap;

use recoup_core::ledger::Account;
use serde::Serialize;

use super::checks::money;

/// Open balances by account, currency and reason; no reason means that nobody can say why.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    open: BTreeMap<(Account, String, Option<&'static str>), Open>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Open {
    count: u64,
    amount_minor: i128,
}

/// Open balances with one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedRow {
    /// Chart code.
    pub account: &'static str,
    /// Name of the account.
    pub name: &'static str,
    /// ISO 4217 code.
    pub currency: String,
    /// Why they are open; nothing when nobody can say.
    pub reason: Option<&'static str>,
    /// How many.
    pub count: u64,
    /// Sum of their sizes, whichever side they are on, minor units.
    pub amount_minor: i64,
}

impl Explained {
    /// Adds an open balance.
    pub fn add(&mut self, account: Account, code: &str, amount_minor: i64, reason: Option<&'static str>) {
        let open = self.open.entry((account, code.to_owned(), reason)).or_default();
        open.count += 1;
        open.amount_minor += i128::from(amount_minor.unsigned_abs());
    }

    /// Adds those of another span.
    pub fn merge(&mut self, other: Self) {
        for (key, more) in other.open {
            let open = self.open.entry(key).or_default();
            open.count += more.count;
            open.amount_minor += more.amount_minor;
        }
    }

    /// The rows, by account, currency and reason.
    #[must_use]
    pub fn rows(&self) -> Vec<ExplainedRow> {
        let row =
            |((account, currency, reason), open): (&(Account, String, Option<&'static str>), &Open)| ExplainedRow {
                account: account.code(),
                name: account.name(),
                currency: currency.clone(),
                reason: *reason,
                count: open.count,
                amount_minor: i64::try_from(open.amount_minor).unwrap_or(i64::MAX),
            };
        self.open.iter().map(row).collect()
    }
}

/// One line per currency: how much is open, how much of it is explained, and by what.
#[must_use]
pub fn text(rows: &[ExplainedRow]) -> String {
    let mut currencies: Vec<&str> = rows.iter().map(|row| row.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    if currencies.is_empty() {
        return "explained money: nothing is open\n".to_owned();
    }
    let line = |code: &&str| {
        let mine: Vec<&ExplainedRow> = rows.iter().filter(|row| row.currency == *code).collect();
        let sum = |rows: &[&ExplainedRow]| rows.iter().map(|row| i128::from(row.amount_minor)).sum::<i128>();
        let explained: Vec<&ExplainedRow> = mine.iter().copied().filter(|row| row.reason.is_some()).collect();
        let (open, known) = (sum(&mine), sum(&explained));
        let share = if open == 0 { 1_000 } else { known * 1_000 / open };
        let part = |row: &&ExplainedRow| {
            let why = row.reason.unwrap_or("NOT EXPLAINED");
            format!("{} {} {why} {}", row.account, row.count, money(row.amount_minor, code))
        };
        let parts: Vec<String> = mine.iter().map(part).collect();
        let short = |amount: i128| money(i64::try_from(amount).unwrap_or(i64::MAX), code);
        format!(
            "explained money: {} of {} ({}.{} %): {}\n",
            short(known),
            short(open),
            share / 10,
            share % 10,
            parts.join("; ")
        )
    };
    currencies.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_has_a_line() {
        let mut explained = Explained::default();
        explained.add(Account::RefundsPayable, "EUR", -500, Some("sending"));
        explained.add(Account::RefundsPayable, "EUR", -250, Some("sending"));
        explained.add(Account::AccountsReceivable, "EUR", 250, None);
        let text = text(&explained.rows());
        assert_eq!(
            text,
            "explained money: 7.50 EUR of 10.00 EUR (75.0 %): 1200 1 NOT EXPLAINED 2.50 EUR; 2400 2 sending 7.50 EUR\n"
        );
        assert!(super::text(&[]).contains("nothing"));
    }
}
