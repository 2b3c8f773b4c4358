//! Settlements: the settlement with its costs, then the payments, captures, refunds and chargebacks that it holds.
//!
//! Costs come with four decimals and are cut to whole minor units row by row; one rounding row for each settlement
//! carries what was cut and what Mollie itself cut from the amount it paid, so that the rows sum to that amount.

use std::collections::{BTreeMap, VecDeque};

use recoup_core::money::{Currency, Money};
use serde::Deserialize;
use serde_json::Value;

use super::balance::odd;
use super::documents::{Documents, Found, Page};
use super::objects::{Amount, instant};
use super::rows::Moved;
use crate::report::{Input, Item, Items, Line, LineKind, Total};

/// Settlements in one file whose sums are kept.
const MOST_SETTLEMENTS: usize = 10_000;
/// Ten-thousandths: the decimals of costs.
const FINE: i128 = 10_000;

/// Reads a file of a settlement and its lists.
pub(super) fn read(input: Input<'_>) -> Items<'_> {
    Box::new(Reader {
        documents: Documents::new(input),
        waiting: VecDeque::new(),
        number: 0,
        current: String::new(),
        sums: BTreeMap::new(),
        ended: false,
    })
}

/// What a settlement tells, and what its rows sum to, in one currency.
#[derive(Default)]
struct Sums {
    /// In ten-thousandths of the currency: what came and went before costs, as the settlement says.
    revenue: Option<i128>,
    /// Minor units: what the rows of its lists sum to.
    rows_minor: Option<i64>,
}

struct Reader<'a> {
    documents: Documents<'a>,
    waiting: VecDeque<Item>,
    number: u64,
    current: String,
    sums: BTreeMap<(String, Currency), Sums>,
    ended: bool,
}

impl Iterator for Reader<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(item);
            }
            if self.ended {
                return None;
            }
            match self.documents.next() {
                Some(Found::Document(bytes)) => self.document(&bytes),
                Some(Found::Junk(bytes)) => self.odd("it is not JSON", &String::from_utf8_lossy(&bytes)),
                Some(Found::Broken(why)) => {
                    self.ended = true;
                    return Some(Item::Broken { why });
                }
                None => self.end(),
            }
            if self.sums.len() > MOST_SETTLEMENTS {
                self.ended = true;
                self.waiting.clear();
                return Some(Item::Broken { why: "it holds more than 10,000 settlements: divide it".to_owned() });
            }
        }
    }
}

impl Reader<'_> {
    fn odd(&mut self, why: &str, raw: &str) {
        self.number += 1;
        self.waiting.push_back(odd(self.number, why, raw));
    }

    fn document(&mut self, bytes: &[u8]) {
        if let Some(page) = Page::read(bytes).filter(|page| !page.lists.contains_key("settlements")) {
            let rows = page.lists.iter().flat_map(|(name, rows)| rows.iter().map(move |row| (name, row)));
            rows.for_each(|(name, row)| self.row(name, row.get()));
            return;
        }
        let value: Value = match serde_json::from_slice(bytes) {
            Ok(value) => value,
            Err(error) => return self.odd(&format!("it cannot be read: {error}"), &String::from_utf8_lossy(bytes)),
        };
        if value.get("resource").and_then(Value::as_str) == Some("settlement") {
            return match Settlement::deserialize(&value).map_err(|error| error.to_string()) {
                Ok(settlement) => self.settlement(&settlement, &value),
                Err(why) => self.odd(&why, &value.to_string()),
            };
        }
        let lists = value.get("_embedded").and_then(Value::as_object);
        let Some(lists) = lists else { return self.odd("it is no settlement and no list of one", &value.to_string()) };
        for (name, rows) in lists {
            for row in rows.as_array().into_iter().flatten() {
                match name.as_str() {
                    "settlements" => match Settlement::deserialize(row).map_err(|error| error.to_string()) {
                        Ok(settlement) => self.settlement(&settlement, row),
                        Err(why) => self.odd(&why, &row.to_string()),
                    },
                    _ => self.row(name, &row.to_string()),
                }
            }
        }
    }

    /// A row of a list.
    fn row(&mut self, list: &str, row: &str) {
        self.number += 1;
        let line = Moved::read(list, row).and_then(|moved| moved.line(self.number, &self.current));
        match line {
            Ok(line) => {
                let sums = self.sums.entry((line.payout.clone(), line.net.currency)).or_default();
                let minor = line.net.amount_minor;
                sums.rows_minor = Some(sums.rows_minor.unwrap_or(0).saturating_add(minor));
                self.waiting.push_back(Item::Line(Box::new(line)));
            }
            Err(why) => self.waiting.push_back(odd(self.number, &why, row)),
        }
    }

    /// A settlement: its costs as rows, what was cut from them, and the transfer to the bank.
    fn settlement(&mut self, settlement: &Settlement, raw: &Value) {
        settlement.id.clone_into(&mut self.current);
        let amount = match settlement.amount.money() {
            Ok(amount) => amount,
            Err(why) => return self.odd(&why, &raw.to_string()),
        };
        let currency = amount.currency;
        let minor_is = FINE / i128::from(currency.minor_per_major().max(1));
        let (mut revenue, mut costs, mut cut_costs_minor) = (0_i128, 0_i128, 0_i64);
        let months = settlement.periods.iter().flat_map(|(year, months)| months.iter().map(move |month| (year, month)));
        for (year, (month, period)) in months {
            for entry in &period.revenue {
                match fine(&entry.amount_gross, currency) {
                    Ok(gross) => revenue = revenue.saturating_add(gross),
                    Err(why) => self.odd(&why, &format!("revenue of {year}-{month}: {}", entry.description)),
                }
            }
            for entry in &period.costs {
                match fine(&entry.amount_gross, currency) {
                    Ok(gross) => {
                        costs = costs.saturating_add(gross);
                        let fee_minor = i64::try_from(-gross / minor_is).unwrap_or(0);
                        cut_costs_minor = cut_costs_minor.saturating_add(fee_minor);
                        let word = format!("{} {year}-{month}", entry.description);
                        self.line(settlement, (LineKind::Fee, word), Money::new(0, currency), fee_minor);
                    }
                    Err(why) => self.odd(&why, &format!("costs of {year}-{month}: {}", entry.description)),
                }
            }
        }
        let told = i128::from(amount.amount_minor).saturating_mul(minor_is);
        let exact = revenue.saturating_sub(costs);
        // Mollie pays whole minor units: less than one may be missing or given.
        let fits = (told - exact).abs() < minor_is;
        let summed_minor = if fits { amount.amount_minor } else { i64::try_from(exact / minor_is).unwrap_or(i64::MAX) };
        let rows_minor = i64::try_from(revenue / minor_is).unwrap_or(i64::MAX).saturating_add(cut_costs_minor);
        let rounding_minor = summed_minor.saturating_sub(rows_minor);
        if rounding_minor != 0 {
            let word = (LineKind::Rounding, "rounding".to_owned());
            self.line(settlement, word, Money::new(rounding_minor, currency), 0);
        }
        if settlement.status == "paidout" {
            let word = (LineKind::Payout, settlement.status.clone());
            self.line(settlement, word, Money::new(amount.amount_minor.saturating_neg(), currency), 0);
        }
        if settlement.periods.is_empty() && amount.amount_minor != 0 {
            // A list of settlements does not show what each is made of.
            return;
        }
        let what = format!("settlement {}", settlement.id);
        self.waiting.push_back(Item::Total(Total { what, currency, told_minor: amount.amount_minor, summed_minor }));
        let sums = self.sums.entry((settlement.id.clone(), currency)).or_default();
        sums.revenue = Some(sums.revenue.unwrap_or(0).saturating_add(revenue));
    }

    fn line(&mut self, settlement: &Settlement, (kind, word): (LineKind, String), gross: Money, fee_minor: i64) {
        self.number += 1;
        let net = Money::new(gross.amount_minor.saturating_add(fee_minor), gross.currency);
        self.waiting.push_back(Item::Line(Box::new(Line {
            number: self.number,
            kind,
            word: word.chars().take(120).collect(),
            subject: settlement.id.clone(),
            parent: String::new(),
            ours: String::new(),
            row: String::new(),
            gross,
            fee: Money::new(fee_minor, gross.currency),
            net,
            converted: false,
            at: settlement.settled_at.as_deref().or(settlement.created_at.as_deref()).and_then(instant),
            payout: settlement.id.clone(),
            arn: String::new(),
        })));
    }

    /// The sums of the lists, for each settlement that came with any.
    fn end(&mut self) {
        self.ended = true;
        for ((settlement, currency), sums) in std::mem::take(&mut self.sums) {
            let (Some(revenue), Some(summed_minor)) = (sums.revenue, sums.rows_minor) else { continue };
            let minor_is = FINE / i128::from(currency.minor_per_major().max(1));
            let told_minor = i64::try_from(revenue / minor_is).unwrap_or(i64::MAX);
            let what = format!("revenue of settlement {settlement}");
            self.waiting.push_back(Item::Total(Total { what, currency, told_minor, summed_minor }));
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settlement {
    id: String,
    #[serde(default)]
    status: String,
    amount: Amount,
    settled_at: Option<String>,
    created_at: Option<String>,
    #[serde(default, deserialize_with = "object_or_nothing")]
    periods: BTreeMap<String, BTreeMap<String, Period>>,
}

#[derive(Deserialize)]
struct Period {
    #[serde(default)]
    revenue: Vec<Entry>,
    #[serde(default)]
    costs: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default)]
    description: String,
    amount_gross: Amount,
}

/// An empty object comes as an empty list from a server that knows no difference.
fn object_or_nothing<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, BTreeMap<String, Period>>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(BTreeMap::new()),
        Value::Array(list) if list.is_empty() => Ok(BTreeMap::new()),
        value => serde_json::from_value(value).map_err(serde::de::Error::custom),
    }
}

/// An amount in ten-thousandths of a currency, exactly.
fn fine(amount: &Amount, currency: Currency) -> Result<i128, String> {
    let wrong = || format!("`{} {}` is not an amount of the settlement", amount.value, amount.currency);
    if !amount.currency.eq_ignore_ascii_case(currency.code()) {
        return Err(wrong());
    }
    let (sign, digits) = amount.value.strip_prefix('-').map_or((1, amount.value.as_str()), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || part.len() > 4 || !plain(whole) || !plain(part) {
        return Err(wrong());
    }
    let whole: i128 = whole.parse().map_err(|_| wrong())?;
    let part: i128 = format!("{part:0<4}").parse().map_err(|_| wrong())?;
    Ok(sign * (whole * FINE + part))
}
