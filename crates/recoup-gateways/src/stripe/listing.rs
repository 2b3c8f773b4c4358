//! Balance transactions as Stripe's API lists them: pages of JSON, read one object at a time.
//!
//! A page is never held as a whole: the objects in its list are cut out and read as they come, and what is left of the
//! page is its frame.

use std::io::BufRead as _;

use jiff::Timestamp;
use recoup_core::money::Money;
use serde_json::Value;

use super::MONEY;
use super::facts::REFERENCE;
use super::json::Obj;
use super::report::{Sums, balances, negated};
use super::words::{CATEGORY, find};
use crate::Direction;
use crate::report::{Input, Item, Line, LineKind};

/// Bytes of the largest object, and of the largest frame.
const MOST_BYTES: usize = 1 << 20;

/// Stands for the payout of the listing while its name is not known.
const ONE: &str = "of the listing";

/// A listing under way.
pub(super) struct Listing<'a> {
    input: Input<'a>,
    cut: Cutter,
    number: u64,
    more: bool,
    sums: Sums,
    /// The payout that the listing is of, once its own row named it.
    payout: String,
    after: Option<std::vec::IntoIter<Item>>,
}

impl<'a> Listing<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self {
            input,
            cut: Cutter::default(),
            number: 0,
            more: false,
            sums: Sums::default(),
            payout: String::new(),
            after: None,
        }
    }

    fn broken(&mut self, why: impl Into<String>) -> Option<Item> {
        self.after = Some(Vec::new().into_iter());
        Some(Item::Broken { why: why.into() })
    }

    fn object(&mut self, bytes: &[u8]) -> Item {
        self.number += 1;
        let number = self.number;
        let odd = |why: String| {
            let raw = String::from_utf8_lossy(bytes).chars().take(500).collect();
            Item::Odd { number, why, raw }
        };
        let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return odd("it cannot be read".to_owned()) };
        match line(Obj(&value), number) {
            Ok(line) => {
                // By its kind the listing is of one payout; the row of the payout itself may come last.
                self.sums.add(&Line { payout: ONE.to_owned(), ..line.clone() });
                if line.kind == LineKind::Payout {
                    self.payout.clone_from(&line.subject);
                }
                Item::Line(Box::new(line))
            }
            Err(why) => odd(why),
        }
    }

    fn end(&mut self) -> Option<Item> {
        if !self.cut.is_between() {
            return self.broken("it ends in the middle of a page; fetch it again");
        }
        if self.more {
            return self.broken("its last page says that there are more; fetch them all");
        }
        let mut totals = std::mem::take(&mut self.sums).totals();
        for item in &mut totals {
            if let Item::Total(total) = item {
                total.what = format!("payout {}", self.payout);
            }
        }
        let mut totals = totals.into_iter();
        let first = totals.next();
        self.after = Some(totals);
        first
    }
}

impl Iterator for Listing<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(after) = &mut self.after {
            return after.next();
        }
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) => return self.broken(format!("it cannot be read: {error}")),
            };
            if buffer.is_empty() {
                return self.end();
            }
            let (used, cut) = self.cut.take(buffer);
            self.input.consume(used);
            match cut {
                Cut::Nothing => {}
                Cut::Object(bytes) => return Some(self.object(&bytes)),
                Cut::Frame(bytes) => match serde_json::from_slice::<Value>(&bytes) {
                    Ok(value) if Obj(&value).text("object") == "list" => self.more = Obj(&value).says("has_more"),
                    _ => return self.broken("it is not a list of Stripe's"),
                },
                Cut::TooLong => return self.broken("an object in it is longer than a mebibyte"),
            }
        }
    }
}

enum Cut {
    /// The bytes are used up.
    Nothing,
    /// One object of the list.
    Object(Vec<u8>),
    /// What was around the objects of a page.
    Frame(Vec<u8>),
    TooLong,
}

/// Cuts pages into objects. It only counts brackets outside of texts; what it cuts is then read as JSON.
#[derive(Default)]
struct Cutter {
    depth: u32,
    in_text: bool,
    escaped: bool,
    object: Vec<u8>,
    frame: Vec<u8>,
}

impl Cutter {
    /// Whether no page is open.
    fn is_between(&self) -> bool {
        self.depth == 0 && self.frame.iter().all(u8::is_ascii_whitespace)
    }

    /// Takes bytes until something is cut; how many were used.
    fn take(&mut self, bytes: &[u8]) -> (usize, Cut) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let plain = self.plain(&bytes[at..]);
            if plain > 0 {
                let kept = if self.depth >= 3 { &mut self.object } else { &mut self.frame };
                kept.extend_from_slice(&bytes[at..at + plain]);
                at += plain;
            } else {
                at += 1;
                let cut = self.push(*byte);
                if !matches!(cut, Cut::Nothing) {
                    return (at, cut);
                }
            }
            if self.object.len() > MOST_BYTES || self.frame.len() > MOST_BYTES {
                return (at, Cut::TooLong);
            }
        }
        (at, Cut::Nothing)
    }

    /// How many bytes from here on change nothing but what is kept: most of a text, and of an object between brackets.
    fn plain(&self, bytes: &[u8]) -> usize {
        let ends: fn(&u8) -> bool = match (self.in_text, self.depth) {
            _ if self.escaped => return 0,
            (true, _) => |byte| matches!(byte, b'"' | b'\\'),
            (false, 3..) => |byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'),
            (false, _) => return 0,
        };
        bytes.iter().position(ends).unwrap_or(bytes.len())
    }

    fn push(&mut self, byte: u8) -> Cut {
        // A list's objects are at depth three: page, list, object. The commas between them are dropped with them.
        let inside = self.depth >= 3 || (self.depth == 2 && !self.in_text && byte == b'{');
        let between = self.depth == 2 && !self.in_text && byte == b',';
        if inside {
            self.object.push(byte);
        } else if !between {
            self.frame.push(byte);
        }
        let closed = self.count(byte);
        match (closed, self.depth) {
            (true, 2) if inside => Cut::Object(std::mem::take(&mut self.object)),
            (true, 0) => Cut::Frame(std::mem::take(&mut self.frame)),
            _ => Cut::Nothing,
        }
    }

    /// Counts a bracket; whether it closed one.
    fn count(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return true;
            }
            _ => {}
        }
        false
    }
}

/// A balance transaction. Its amounts are whole units with the sign of their effect; a fee is positive where it is paid.
fn line(row: Obj<'_>, number: u64) -> Result<Line, String> {
    let word = row.text("reporting_category");
    let kind = find(CATEGORY, word).ok_or_else(|| format!("`{word}` is not a category we know"))?;
    let money = |field: &str| -> Result<Money, String> {
        let units = row.int(field).ok_or_else(|| format!("it has no {field}"))?;
        MONEY.of_wire(units, row.text("currency"), Direction::Report).map_err(|error| error.to_string())
    };
    let (gross, paid, net) = (money("amount")?, money("fee")?, money("net")?);
    let fee = negated(paid).ok_or("its fee is too large")?;
    balances(gross, fee, net)?;
    let source = row.whole("source");
    let of_source = |path: &str| source.map_or("", |source| source.id(path));
    let parent = [of_source("payment_intent"), of_source("charge")].into_iter().find(|id| !id.is_empty());
    let ours = source.and_then(|source| source.texts("metadata").find(|(key, _)| *key == REFERENCE));
    Ok(Line {
        number,
        kind,
        word: word.to_owned(),
        subject: row.id("source").to_owned(),
        parent: parent.unwrap_or("").to_owned(),
        ours: ours.map_or("", |(_, value)| value).to_owned(),
        row: row.text("id").to_owned(),
        gross,
        fee,
        net,
        converted: false,
        at: row.int("created").and_then(|secs| Timestamp::from_second(secs).ok()),
        payout: if kind == LineKind::Payout { row.id("source").to_owned() } else { String::new() },
        arn: String::new(),
    })
}
