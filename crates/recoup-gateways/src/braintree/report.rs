//! Disbursements, searches and batch summaries as lines: XML, one element at a time.
//!
//! What reached the bank is told by a transaction's disbursement details; a disbursement tells their sum.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, Read};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use quick_xml::Reader;
use recoup_core::effect::read_reference;
use recoup_core::money::{Currency, Money};

use super::MONEY;
use super::element::{Element, Memory};
use super::object::date;
use super::words::{self, Stands};
use super::xml::{self, Seen, cut};
use crate::report::{Input, Item, Items, Line, LineKind, Total};

/// Bytes that one element may take.
const MOST_ELEMENT_BYTES: u64 = 1 << 20;

/// Elements that are read whole.
const ELEMENTS: [&str; 5] = ["transaction", "record", "disbursement", "total-items", "api-error-response"];

/// Reads a report.
pub fn read(input: Input<'_>) -> Items<'_> {
    read_in("", input)
}

/// Reads a report whose records are in this currency where they name none.
pub fn read_in<'a>(code: &str, input: Input<'a>) -> Items<'a> {
    let reader = Reader::from_reader(Bounded { input, since: 0 });
    Box::new(Rows {
        reader,
        memory: Memory::default(),
        buffer: Vec::new(),
        depth: 0,
        ready: VecDeque::new(),
        read: Told { code: code.to_owned(), ..Told::default() },
        ended: false,
    })
}

struct Rows<'a> {
    reader: Reader<Bounded<'a>>,
    memory: Memory,
    buffer: Vec<u8>,
    depth: usize,
    ready: VecDeque<Item>,
    read: Told,
    ended: bool,
}

impl Iterator for Rows<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if self.ended {
                return None;
            }
            match self.element() {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    self.ready.extend(self.read.end());
                }
                Err(why) => {
                    self.ended = true;
                    let why = format!("it cannot be read after element {}: {why}; fetch it again", self.read.number);
                    self.ready.push_back(Item::Broken { why });
                }
            }
        }
    }
}

impl Rows<'_> {
    /// Reads on to the next element that is read whole, wherever it is; false at the end.
    fn element(&mut self) -> Result<bool, String> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().since = 0;
            match xml::event(&mut self.reader, &mut self.buffer)? {
                Seen::Start(tag) if ELEMENTS.contains(&&*tag.name()) => {
                    let element = self.memory.read(&mut self.reader, &tag)?;
                    self.ready.extend(self.read.element(element));
                    return Ok(true);
                }
                Seen::Start(_) if self.depth >= xml::MOST_DEPTH => return Err(xml::TOO_DEEP.to_owned()),
                Seen::Start(_) => self.depth += 1,
                Seen::End => self.depth = self.depth.saturating_sub(1),
                Seen::Eof if self.depth > 0 => return Err("it ends in the middle".to_owned()),
                Seen::Eof => return Ok(false),
                Seen::Whole(_) | Seen::Text(_) | Seen::Nothing => {}
            }
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Told {
    /// Currency of a batch summary whose records name none.
    code: String,
    /// Elements so far.
    number: u64,
    transactions: u64,
    /// Transactions that the search found, on all its pages.
    found: Option<u64>,
    /// The disbursement that the transactions belong to.
    disbursement: Option<(String, Money)>,
    sums: BTreeMap<&'static str, (Currency, i64)>,
}

impl Told {
    fn element(&mut self, node: Element<'_>) -> Option<Item> {
        if node.name() == "total-items" {
            self.found = node.text().parse().ok();
            return None;
        }
        self.number += 1;
        let read = match node.name() {
            "transaction" => self.transaction(node),
            "record" => self.record(node),
            "disbursement" => self.disbursement(node),
            _ => Err(format!("the gateway refused the report: {}", cut(node.text_of("message")))),
        };
        match read {
            Ok(Some(line)) => {
                let sum = self.sums.entry(line.net.currency.code()).or_insert((line.net.currency, 0));
                if line.kind != LineKind::Payout {
                    sum.1 = sum.1.saturating_add(line.net.amount_minor);
                }
                Some(Item::Line(Box::new(line)))
            }
            Ok(None) => None,
            Err(why) => Some(Item::Odd { number: self.number, why, raw: raw(node) }),
        }
    }

    fn line(&self, kind: LineKind, word: &str, gross: Money) -> Line {
        Line {
            number: self.number,
            kind,
            word: cut(word),
            subject: String::new(),
            parent: String::new(),
            ours: String::new(),
            row: String::new(),
            gross,
            fee: Money::new(0, gross.currency),
            net: gross,
            converted: false,
            at: None,
            payout: String::new(),
            arn: String::new(),
        }
    }

    /// A transaction that settled; what did not moved nothing.
    fn transaction(&mut self, node: Element<'_>) -> Result<Option<Line>, String> {
        self.transactions += 1;
        let need = |name: &str| node.get(name).ok_or_else(|| format!("it has no {name}"));
        let (id, word, kind) = (need("id")?, need("status")?, need("type")?);
        let status = words::stands(word).ok_or_else(|| format!("the status `{}` is not known", cut(word)))?;
        let credit = words::is_credit(kind).ok_or_else(|| format!("the type `{}` is not known", cut(kind)))?;
        if status != Stands::Settled {
            return Ok(None);
        }
        let signed = |text: &str, code: &str| {
            let money = MONEY.of_decimal(text, code).map_err(|error| error.to_string())?;
            let minor = money.amount_minor.saturating_abs();
            Ok::<_, String>(Money::new(if credit { -minor } else { minor }, money.currency))
        };
        let gross = signed(need("amount")?, need("currency-iso-code")?)?;
        let line_kind = if credit { LineKind::Refund } else { LineKind::Charge };
        let mut line = self.line(line_kind, kind, gross);
        id.clone_into(&mut line.subject);
        line.parent = node
            .get("authorized-transaction-id")
            .or_else(|| node.get("refunded-transaction-id"))
            .unwrap_or(id)
            .to_owned();
        line.ours = node.get("order-id").filter(|order| read_reference(order).is_some()).unwrap_or("").to_owned();
        node.text_of("acquirer-reference-number").clone_into(&mut line.arn);
        line.at = node.get("updated-at").and_then(|text| text.parse().ok());
        if let Some(details) = node.child("disbursement-details").filter(|d| d.get("success") == Some("true")) {
            let day = details.get("disbursement-date").and_then(date).ok_or("its disbursement has no date")?;
            line.at = start(day);
            line.payout = match &self.disbursement {
                Some((id, _)) => id.clone(),
                // The bank gets one sum for each merchant account and day.
                None => format!("{} {day}", cut(node.text_of("merchant-account-id"))).trim().to_owned(),
            };
            let code = details.get("settlement-currency-iso-code").unwrap_or(gross.currency.code());
            line.net = details.get("settlement-amount").map_or(Ok(gross), |text| signed(text, code))?;
        }
        line.converted = line.net.currency != gross.currency;
        let fee_minor = if line.converted { 0 } else { line.net.amount_minor - gross.amount_minor };
        line.fee = Money::new(fee_minor, line.net.currency);
        Ok(Some(line))
    }

    /// A row of a batch summary: what was handed in, by brand. It is no statement of what the bank got.
    fn record(&self, node: Element<'_>) -> Result<Option<Line>, String> {
        let need = |name: &str| node.get(name).ok_or_else(|| format!("it has no {name}"));
        let kind = need("kind")?;
        let credit = words::is_credit(kind).ok_or_else(|| format!("the kind `{}` is not known", cut(kind)))?;
        let code = node.get("currency-iso-code").unwrap_or(&self.code);
        if code.is_empty() {
            return Err("it names no currency; read it as settlement_batch_summary/USD, or what it is in".to_owned());
        }
        let amount = MONEY.of_decimal(need("amount-settled")?, code).map_err(|error| error.to_string())?;
        let minor = amount.amount_minor.saturating_abs();
        let gross = Money::new(if credit { -minor } else { minor }, amount.currency);
        let mut line = self.line(if credit { LineKind::Refund } else { LineKind::Charge }, kind, gross);
        line.row = [node.text_of("merchant-account-id"), node.text_of("card-type")].join(" ").trim().to_owned();
        Ok(Some(line))
    }

    fn disbursement(&mut self, node: Element<'_>) -> Result<Option<Line>, String> {
        let need = |node: Element<'_>, name: &str| node.get(name).map(str::to_owned).ok_or(format!("it has no {name}"));
        let id = need(node, "id")?;
        let merchant = node.child("merchant-account").ok_or("it has no merchant-account")?;
        let code = need(merchant, "currency-iso-code")?;
        currency(&code)?;
        let amount = MONEY.of_decimal(&need(node, "amount")?, &code).map_err(|error| error.to_string())?;
        let success = node.get("success") == Some("true");
        // The bank is debited where refunds were more than sales.
        let debit = node.get("disbursement-type") == Some("debit");
        let total = Money::new(if debit { -amount.amount_minor } else { amount.amount_minor }, amount.currency);
        self.disbursement = Some((id.clone(), total));
        self.sums.insert(total.currency.code(), (total.currency, 0));
        let mut line = self.line(LineKind::Payout, "disbursement", Money::new(-total.amount_minor, total.currency));
        line.at = node.get("disbursement-date").and_then(date).and_then(start);
        line.payout.clone_from(&id);
        line.subject = id;
        if success { Ok(Some(line)) } else { Err("the bank did not take the disbursement".to_owned()) }
    }

    /// What can only be said at the end.
    fn end(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        if self.number == 0 && self.found.is_none() {
            items.push(Item::Broken { why: "it holds nothing that is known; is it the right file?".to_owned() });
        }
        if let Some(found) = self.found.filter(|found| *found > self.transactions) {
            let why = format!("it holds {} of {found} transactions; add the other pages", self.transactions);
            items.push(Item::Odd { number: self.number, why, raw: String::new() });
        }
        if let Some((id, total)) = &self.disbursement {
            let summed_minor = self.sums.get(total.currency.code()).map_or(0, |(_, minor)| *minor);
            let what = format!("disbursement {}", cut(id));
            items.push(Item::Total(Total {
                what,
                currency: total.currency,
                told_minor: total.amount_minor,
                summed_minor,
            }));
        }
        items
    }
}

fn currency(code: &str) -> Result<Currency, String> {
    crate::money::currency(code).map_err(|error| error.to_string())
}

/// They name days without a zone: the day as UTC has it.
fn start(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp())
}

/// An element's texts, cut to 500 characters.
fn raw(node: Element<'_>) -> String {
    let mut text = String::new();
    for child in node.children().filter(|child| !child.text().is_empty()) {
        text.push_str(&format!("{}={} ", child.name(), child.text()));
        if text.len() > 2_000 {
            break;
        }
    }
    text.trim_end().chars().take(500).collect()
}

/// Input that ends in an error when one element takes too much of it.
struct Bounded<'a> {
    input: Input<'a>,
    since: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > MOST_ELEMENT_BYTES {
            return Err(io::Error::other("an element is longer than a mebibyte"));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.since = self.since.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        self.input.consume(count);
    }
}
