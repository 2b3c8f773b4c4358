//! Stripe's reports: the itemized payout reconciliation as CSV, and the balance transactions of a payout as JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup_core::money::{Currency, Money};

use super::export;
use super::listing::Listing;
use super::words::{CATEGORY, find};
use super::{MONEY, facts::REFERENCE};
use crate::report::{Input, Item, Items, Line, LineKind, ReportKind, Total};
use crate::table::{Row, Table};

/// Payouts and currencies whose sums are kept; a report of years has fewer.
const MOST_SUMS: usize = 20_000;

/// The reports that are read.
pub(super) const KINDS: &[ReportKind] = &[
    ReportKind {
        name: "payout_reconciliation",
        about: "CSV of the report type payout_reconciliation.itemized.5; Reports, Payout reconciliation, at Stripe",
        read: |input| rows(input, NEEDED, line),
    },
    ReportKind {
        name: "payout_transactions",
        about: "JSON of GET /v1/balance_transactions?payout=po_…&expand[]=data.source, its pages one after the other",
        read: |input| Box::new(Listing::new(input)),
    },
    ReportKind {
        name: "balance_transactions",
        about: "CSV of balance transactions under the names of the API, in whole units, as data pipelines export them",
        read: |input| rows(input, export::NEEDED, export::line),
    },
];

fn rows<'a>(input: Input<'a>, needed: &[&str], line: fn(&Row<'_>) -> Result<Line, String>) -> Items<'a> {
    match Table::open(input, b',', needed) {
        Ok(table) => Box::new(Rows { table, line, sums: Sums::default(), totals: None }),
        Err(why) => Box::new(std::iter::once(Item::Broken { why })),
    }
}

const NEEDED: &[&str] = &["reporting_category", "currency", "gross", "fee", "net"];

struct Rows<'a> {
    table: Table<'a>,
    line: fn(&Row<'_>) -> Result<Line, String>,
    sums: Sums,
    totals: Option<std::vec::IntoIter<Item>>,
}

impl Iterator for Rows<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(totals) = &mut self.totals {
            return totals.next();
        }
        match self.table.next_row() {
            Some(Ok(row)) => Some(row.short().unwrap_or_else(|| match (self.line)(&row) {
                Ok(line) => {
                    self.sums.add(payout_of(&line), &line);
                    Item::Line(Box::new(line))
                }
                Err(why) => row.odd(why),
            })),
            // What follows is missing, so a sum would say nothing.
            Some(Err(broken)) => {
                self.totals = Some(Vec::new().into_iter());
                Some(broken)
            }
            None => {
                let mut totals = std::mem::take(&mut self.sums).totals().into_iter();
                let first = totals.next();
                self.totals = Some(totals);
                first
            }
        }
    }
}

/// A row. Amounts are decimals in major units with the sign of their effect; a fee is positive where it is paid.
fn line(row: &Row<'_>) -> Result<Line, String> {
    let word = row.cell("reporting_category");
    let kind = find(CATEGORY, word).ok_or_else(|| format!("`{word}` is not a category we know"))?;
    let code = row.cell("currency");
    let money = |column: &str| {
        MONEY.of_decimal(row.cell(column), code).map_err(|error| format!("its {column} cannot be read: {error}"))
    };
    let (gross, paid, net) = (money("gross")?, money("fee")?, money("net")?);
    let fee = negated(paid).ok_or("its fee is too large")?;
    balances(gross, fee, net)?;
    let (gross, converted) = customer_facing(row, gross)?;
    let first =
        |columns: &[&str]| columns.iter().map(|c| row.cell(c)).find(|cell| !cell.is_empty()).unwrap_or("").to_owned();
    let (of_refund, of_payment) = (format!("refund_metadata[{REFERENCE}]"), format!("payment_metadata[{REFERENCE}]"));
    let is_refund = matches!(kind, LineKind::Refund | LineKind::RefundBack);
    Ok(Line {
        number: row.number,
        kind,
        word: word.to_owned(),
        subject: if is_refund { first(&["refund_id", "source_id"]) } else { first(&["source_id"]) },
        parent: first(&["payment_intent_id", "charge_id"]),
        ours: if is_refund { first(&[&of_refund]) } else { first(&[&of_payment]) },
        row: first(&["balance_transaction_id"]),
        gross,
        fee,
        net,
        converted,
        // Only this column is in a zone that is known without asking who made the report.
        at: time(row.cell("created_utc")),
        payout: first(&["automatic_payout_id"]),
        arn: String::new(),
    })
}

/// Gross as the customer sees it, where that is in another currency than the balance.
fn customer_facing(row: &Row<'_>, gross: Money) -> Result<(Money, bool), String> {
    let (code, text) = (row.cell("customer_facing_currency"), row.cell("customer_facing_amount"));
    if code.is_empty() || text.is_empty() || code.eq_ignore_ascii_case(gross.currency.code()) {
        return Ok((gross, false));
    }
    let seen = MONEY.of_decimal(text, code).map_err(|error| format!("its customer_facing_amount: {error}"))?;
    // Its sign is not documented (looked for in 2026-11); the effect on the balance is.
    let size = seen.amount_minor.saturating_abs();
    let minor = if gross.amount_minor < 0 { -size } else { size };
    Ok((Money::new(minor, seen.currency), true))
}

pub(super) fn negated(money: Money) -> Option<Money> {
    Some(Money::new(money.amount_minor.checked_neg()?, money.currency))
}

/// That a row sums up, exactly.
pub(super) fn balances(gross: Money, fee: Money, net: Money) -> Result<(), String> {
    if gross.amount_minor.checked_add(fee.amount_minor) == Some(net.amount_minor) {
        return Ok(());
    }
    Err(format!("its net {net} is not its gross {gross} with its fee {fee}"))
}

/// `2026-01-31 23:59:59`, in UTC.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once([' ', 'T'])?;
    format!("{date}T{}Z", time.trim_end_matches('Z')).parse().ok()
}

/// The payout that a row belongs to; a payout's own row may name it as what moved.
fn payout_of(line: &Line) -> &str {
    if line.kind == LineKind::Payout && line.payout.is_empty() { &line.subject } else { &line.payout }
}

/// Net by payout and currency: of the rows, and as the payout's own row tells it.
#[derive(Default)]
pub(super) struct Sums {
    by: BTreeMap<String, BTreeMap<&'static str, Sum>>,
    kept: usize,
    full: bool,
}

/// The sums of a payout in a currency, minor units.
struct Sum {
    rows_minor: i128,
    told_minor: Option<i128>,
    currency: Currency,
}

impl Sums {
    /// Adds a row to the sums of a payout.
    pub(super) fn add(&mut self, payout: &str, line: &Line) {
        if payout.is_empty() {
            return;
        }
        let Some(sum) = self.of(payout, line.net.currency) else {
            self.full = true;
            return;
        };
        let net = i128::from(line.net.amount_minor);
        if line.kind == LineKind::Payout {
            sum.told_minor = Some(sum.told_minor.unwrap_or(0) - net);
        } else {
            sum.rows_minor += net;
        }
    }

    /// The sum of a payout in a currency; `None` where no more can be kept.
    fn of(&mut self, payout: &str, currency: Currency) -> Option<&mut Sum> {
        // Nearly all rows belong to a payout that is known, so its name is not copied for each of them.
        if !self.by.get(payout).is_some_and(|sums| sums.contains_key(currency.code())) {
            if self.kept >= MOST_SUMS {
                return None;
            }
            self.kept += 1;
            let new = Sum { rows_minor: 0, told_minor: None, currency };
            self.by.entry(payout.to_owned()).or_default().insert(currency.code(), new);
        }
        self.by.get_mut(payout)?.get_mut(currency.code())
    }

    /// The sums of the payouts whose own row is there.
    pub(super) fn totals(self) -> Vec<Item> {
        let told = |(payout, sums): (String, BTreeMap<_, Sum>)| {
            sums.into_values().filter_map(move |sum| {
                let minor = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
                let (told_minor, summed_minor) = (minor(sum.told_minor?), minor(sum.rows_minor));
                Some(Total { what: format!("payout {payout}"), currency: sum.currency, told_minor, summed_minor })
            })
        };
        let mut items: Vec<Item> = self.by.into_iter().flat_map(told).map(Item::Total).collect();
        if self.full {
            let why = format!("it has more than {MOST_SUMS} payouts; ask for a shorter time to have all sums");
            items.push(Item::Odd { number: 0, why, raw: String::new() });
        }
        items
    }
}
