//! The settlement details report: the proof that money moved.
//!
//! Amounts are decimals in major units, in pairs of a debit and a credit column; fees are blended (`Commission`) or
//! split (`Markup`, `Scheme Fees`, `Interchange`), in the net currency. A row is believed when its gross and its fees
//! make its net, and shown as odd otherwise. The file tells no sums but its payouts: what a batch pays out in a
//! currency must be what its other rows sum to.

use std::collections::BTreeMap;

use recoup_core::id::Kind;
use recoup_core::money::{Currency, Money};

use super::{MONEY, ours_of, words, zone};
use crate::money::currency;
use crate::report::{Input, Item, Items, Line, LineKind, Total};
use crate::table::{Row, Table};

/// Columns without which no row can be read.
const NEEDED: &[&str] = &[
    "psp reference",
    "type",
    "modification reference",
    "gross currency",
    "gross debit (gc)",
    "gross credit (gc)",
    "net currency",
    "net debit (nc)",
    "net credit (nc)",
    "batch number",
];

/// Columns that are fees, and one that is a fee only where the others do not make the net (a conversion for the card
/// holder; whether the net is after it could not be confirmed, 2026-11).
const FEES: &[&str] = &["commission (nc)", "markup (nc)", "scheme fees (nc)", "interchange (nc)"];
const DCC_MARKUP: &str = "dcc markup (nc)";

/// Batches and currencies that are summed at once; a report has one batch and few currencies.
const MOST_SUMS: usize = 1_000;

/// Decimals that are kept while fees and rates are computed; more is an error.
const SCALE: u32 = 8;

/// What a batch sums to in one currency, minor units.
#[derive(Default)]
struct Sum {
    rows_minor: i64,
    paid_out_minor: i64,
    has_payout: bool,
}

enum State<'a> {
    Rows(Table<'a>),
    Totals(std::collections::btree_map::IntoIter<(String, Currency), Sum>),
    Broken(String),
    Ended,
}

struct Settlement<'a> {
    state: State<'a>,
    sums: BTreeMap<(String, Currency), Sum>,
}

/// Reads a report.
pub(super) fn read(input: Input<'_>) -> Items<'_> {
    let state = match Table::open(input, b',', NEEDED) {
        Ok(table) => State::Rows(table),
        Err(why) => State::Broken(format!("this is not a settlement details report: {why}")),
    };
    Box::new(Settlement { state, sums: BTreeMap::new() })
}

impl Iterator for Settlement<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let next = match &mut self.state {
                State::Rows(table) => match table.next_row() {
                    Some(Ok(row)) => return Some(counted(&row, &mut self.sums)),
                    // What is missing makes every sum wrong.
                    Some(Err(broken)) => {
                        self.state = State::Ended;
                        return Some(broken);
                    }
                    None => State::Totals(std::mem::take(&mut self.sums).into_iter()),
                },
                State::Totals(sums) => {
                    let told = sums.find(|(_, sum)| sum.has_payout);
                    let ((batch, currency), sum) = told?;
                    return Some(Item::Total(Total {
                        what: format!("batch {batch} paid out"),
                        currency,
                        told_minor: sum.paid_out_minor,
                        summed_minor: sum.rows_minor,
                    }));
                }
                State::Broken(why) => {
                    let why = std::mem::take(why);
                    self.state = State::Ended;
                    return Some(Item::Broken { why });
                }
                State::Ended => return None,
            };
            self.state = next;
        }
    }
}

fn counted(row: &Row<'_>, sums: &mut BTreeMap<(String, Currency), Sum>) -> Item {
    if let Some(short) = row.short() {
        return short;
    }
    let line = match line(row) {
        Ok(line) => line,
        Err(why) => return row.odd(why),
    };
    let key = (line.payout.clone(), line.net.currency);
    if sums.len() >= MOST_SUMS && !sums.contains_key(&key) {
        return row.odd("the report holds more batches than can be summed at once");
    }
    let sum = sums.entry(key).or_default();
    let added = if line.kind == LineKind::Payout {
        sum.has_payout = true;
        sum.paid_out_minor.checked_sub(line.net.amount_minor).map(|total| sum.paid_out_minor = total)
    } else {
        sum.rows_minor.checked_add(line.net.amount_minor).map(|total| sum.rows_minor = total)
    };
    match added {
        Some(()) => Item::Line(Box::new(line)),
        None => row.odd("the sum of its batch is too large"),
    }
}

fn line(row: &Row<'_>) -> Result<Line, String> {
    let word = row.cell("type");
    let kind = words::row(word).ok_or_else(|| format!("`{word}` is not a type we know"))?;
    let net = pair(row, "net currency", "net debit (nc)", "net credit (nc)")?.ok_or("it has no net amount")?;
    let gross = pair(row, "gross currency", "gross debit (gc)", "gross credit (gc)")?;
    let nothing = Money::new(0, net.currency);
    let (gross, fee) = match (gross, kind) {
        (Some(gross), _) => (gross, fee(row, gross, net)?),
        (None, LineKind::Fee) => (nothing, net),
        (None, LineKind::Payout | LineKind::PayoutBack | LineKind::Other) => (net, nothing),
        (None, _) => return Err("it has no gross amount".to_owned()),
    };
    if contradicts(kind, gross) {
        return Err(format!("`{word}` moves money the other way than {gross}"));
    }
    let at = match row.cell("booking date") {
        "" => zone::instant(row.cell("creation date"), row.cell("timezone")),
        booked => zone::instant(booked, row.cell("booking date timezone")),
    };
    Ok(Line {
        number: row.number,
        kind,
        word: word.to_owned(),
        subject: row.cell("modification reference").to_owned(),
        parent: row.cell("psp reference").to_owned(),
        ours: ours(row, kind),
        // Rows have no name of their own.
        row: String::new(),
        gross,
        fee,
        net,
        converted: gross.currency != net.currency,
        at,
        payout: row.cell("batch number").to_owned(),
        arn: arn(row.cell("arn")).to_owned(),
    })
}

/// Credit less debit; `None` where both are empty.
fn pair(row: &Row<'_>, code: &str, debit: &str, credit: &str) -> Result<Option<Money>, String> {
    let (debit, credit) = (row.cell(debit), row.cell(credit));
    if debit.is_empty() && credit.is_empty() {
        return Ok(None);
    }
    let code = row.cell(code);
    let read = |text: &str| match text {
        "" => currency(code).map(|currency| Money::new(0, currency)),
        text => MONEY.of_decimal(text, code),
    };
    let (debit, credit) = (read(debit).map_err(|e| e.to_string())?, read(credit).map_err(|e| e.to_string())?);
    credit.checked_sub(debit).map(Some).map_err(|error| error.to_string())
}

/// The effect of the fees on the balance, if gross and fees make the net.
fn fee(row: &Row<'_>, gross: Money, net: Money) -> Result<Money, String> {
    let mut told = 0_i128;
    for column in FEES {
        told = told.checked_add(scaled(row.cell(column))?).ok_or("its fees are too large")?;
    }
    let dcc = scaled(row.cell(DCC_MARKUP))?;
    let fits = if gross.currency == net.currency {
        [told, told.saturating_add(dcc)].into_iter().find(|fee| in_scale(gross) - fee == in_scale(net))
    } else {
        converted(row, gross, net, [told, told.saturating_add(dcc)])?
    };
    let fee = fits.ok_or("its gross amount and its fees do not make its net amount")?;
    let unit = 10_i128.pow(SCALE.saturating_sub(net.currency.exponent()));
    if fee % unit != 0 {
        return Err("its fees are finer than its currency counts".to_owned());
    }
    let fee_minor = i64::try_from(fee / unit).map_err(|_| "its fees are too large")?;
    Ok(Money::new(-fee_minor, net.currency))
}

/// Which of the fees fit a conversion by the rate of the row. Adyen rounds the converted amount, so a minor unit to
/// either side fits; without a rate the row is believed.
fn converted(row: &Row<'_>, gross: Money, net: Money, fees: [i128; 2]) -> Result<Option<i128>, String> {
    let rate = scaled(row.cell("exchange rate"))?;
    let product = in_scale(gross).checked_mul(rate).filter(|_| rate != 0);
    let Some(product) = product else { return Ok(Some(fees[0])) };
    let in_net = product / 10_i128.pow(SCALE);
    let unit = 10_i128.pow(SCALE.saturating_sub(net.currency.exponent()));
    Ok(fees.into_iter().find(|fee| (in_net - fee - in_scale(net)).abs() <= unit))
}

fn in_scale(money: Money) -> i128 {
    i128::from(money.amount_minor) * 10_i128.pow(SCALE.saturating_sub(money.currency.exponent()))
}

/// A decimal with [`SCALE`] decimals, exactly; 0 where it is empty.
fn scaled(text: &str) -> Result<i128, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let not_a_number = || format!("`{}` is not an amount", text.chars().take(40).collect::<String>());
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let most = usize::try_from(SCALE).unwrap_or(0);
    let (kept, rest) = part.split_at_checked(part.len().min(most)).ok_or_else(not_a_number)?;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= 15 && plain(whole) && plain(kept) && rest.bytes().all(|b| b == b'0');
    if !fits {
        return Err(not_a_number());
    }
    format!("{whole}{kept:0<most$}").parse::<i128>().map(|value| sign * value).map_err(|_| not_a_number())
}

/// Whether a row moves money the other way than its type says.
const fn contradicts(kind: LineKind, gross: Money) -> bool {
    match kind {
        LineKind::Charge | LineKind::RefundBack | LineKind::DisputeBack => gross.amount_minor < 0,
        LineKind::Refund | LineKind::ChargeBack | LineKind::Dispute => gross.amount_minor > 0,
        LineKind::Fee | LineKind::Payout | LineKind::PayoutBack | LineKind::Other | LineKind::Rounding => false,
    }
}

/// Our reference of what the row is about: the modification's, or the payment's for a dispute.
fn ours(row: &Row<'_>, kind: LineKind) -> String {
    let (modification, payment) = (row.cell("modification merchant reference"), row.cell("merchant reference"));
    match kind {
        LineKind::Charge | LineKind::ChargeBack => ours_of(modification, &[Kind::Capture]),
        LineKind::Refund | LineKind::RefundBack => ours_of(modification, &[Kind::Refund]),
        LineKind::Dispute | LineKind::DisputeBack => ours_of(payment, &[Kind::Payment]),
        _ => String::new(),
    }
}

/// An acquirer reference number, if a spreadsheet has not made it `1.2302025304E+022` and it is not all zeros.
fn arn(text: &str) -> &str {
    let digits = text.len() == 23 && text.bytes().all(|b| b.is_ascii_digit());
    if digits && text.bytes().any(|b| b != b'0') { text } else { "" }
}
