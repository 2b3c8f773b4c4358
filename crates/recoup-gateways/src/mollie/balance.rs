//! Balance transactions: each row with its fee, in pages as the API gives them.

use std::collections::VecDeque;

use recoup_core::money::Money;
use serde::Deserialize;
use serde_json::Value;

use super::documents::{Documents, Found, Page};
use super::objects::{Amount, instant};
use super::words;
use crate::report::{Input, Item, Items, Line, LineKind};

/// Reads a file of pages.
pub(super) fn read(input: Input<'_>) -> Items<'_> {
    Box::new(Rows { documents: Documents::new(input), waiting: VecDeque::new(), number: 0 })
}

struct Rows<'a> {
    documents: Documents<'a>,
    waiting: VecDeque<Item>,
    number: u64,
}

impl Iterator for Rows<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(item);
            }
            match self.documents.next()? {
                Found::Document(bytes) => self.document(&bytes),
                Found::Junk(bytes) => self.odd("it is not JSON", &bytes),
                Found::Broken(why) => return Some(Item::Broken { why }),
            }
        }
    }
}

impl Rows<'_> {
    fn odd(&mut self, why: &str, raw: &[u8]) {
        self.number += 1;
        self.waiting.push_back(odd(self.number, why, &String::from_utf8_lossy(raw)));
    }

    fn document(&mut self, bytes: &[u8]) {
        if let Some(rows) = Page::read(bytes).and_then(|mut page| page.lists.remove("balance_transactions")) {
            return rows.iter().for_each(|row| self.row(row.get()));
        }
        let value: Value = match serde_json::from_slice(bytes) {
            Ok(value) => value,
            Err(error) => return self.odd(&format!("it cannot be read: {error}"), bytes),
        };
        // One page, or a single transaction.
        let embedded = value.get("_embedded").and_then(|embedded| embedded.get("balance_transactions"));
        let single = value.get("resource").and_then(Value::as_str) == Some("balance-transaction");
        match embedded.and_then(Value::as_array) {
            Some(rows) => rows.iter().for_each(|row| self.row(&row.to_string())),
            None if single => self.row(&value.to_string()),
            None => self.odd("it is no page of balance transactions", bytes),
        }
    }

    fn row(&mut self, text: &str) {
        self.number += 1;
        // Straight from the text; where that fails, by a tree, which says what is wrong without a place in the page.
        let slowly = || serde_json::from_str(text).and_then(|value: Value| Row::deserialize(value));
        let row: Result<Row, _> = serde_json::from_str(text).or_else(|_| slowly());
        let item = match row.map_err(|error| error.to_string()).and_then(|row| row.line(self.number)) {
            Ok(line) => Item::Line(Box::new(line)),
            Err(why) => odd(self.number, &why, text),
        };
        self.waiting.push_back(item);
    }
}

/// A row that a person must look at.
pub(super) fn odd(number: u64, why: &str, raw: &str) -> Item {
    Item::Odd { number, why: why.chars().take(300).collect(), raw: raw.chars().take(500).collect() }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    initial_amount: Amount,
    result_amount: Amount,
    deductions: Option<Amount>,
    created_at: Option<String>,
    #[serde(default)]
    context: Value,
}

/// A name in a row's context, which is flat or, in newer answers, below the row's type.
pub(super) fn of<'a>(context: &'a Value, name: &str) -> &'a str {
    let flat = context.get(name).and_then(Value::as_str);
    let below = || context.as_object().and_then(|object| object.values().find_map(|inner| inner.get(name)?.as_str()));
    flat.or_else(below).unwrap_or_default()
}

impl Row {
    fn line(&self, number: u64) -> Result<Line, String> {
        let kind =
            words::balance_row(&self.kind).ok_or_else(|| format!("`{}` is not in the adapter's table", self.kind))?;
        let (gross, net) = (self.initial_amount.money()?, self.result_amount.money()?);
        let fee = match &self.deductions {
            Some(deductions) => deductions.money()?,
            None => Money::new(0, net.currency),
        };
        let converted = gross.currency != net.currency;
        // A fee row is one whole fee.
        let (gross, fee) =
            if kind == LineKind::Fee && !converted && fee.amount_minor == 0 { (fee, gross) } else { (gross, fee) };
        if !converted && gross.checked_add(fee).ok() != Some(net) {
            return Err("its amounts do not add up".to_owned());
        }
        let context = |name| of(&self.context, name);
        let own = ["refundId", "captureId", "chargebackId", "transferId"].into_iter().map(context);
        let parent = context("paymentId");
        let subject = own.chain([parent]).find(|id| !id.is_empty()).unwrap_or_default();
        Ok(Line {
            number,
            kind,
            word: self.kind.clone(),
            subject: subject.to_owned(),
            parent: parent.to_owned(),
            ours: String::new(),
            row: self.id.clone(),
            gross,
            fee,
            net,
            converted,
            at: self.created_at.as_deref().and_then(instant),
            payout: context("settlementId").to_owned(),
            arn: String::new(),
        })
    }
}
