//! Balance transactions as Stripe's API lists them: pages of JSON, read one object at a time.
//!
//! A page is never held as a whole: the objects in its list are cut out and read as they come, and what is left of the
//! page is its frame.

use std::io::BufRead as _;

use serde_json::Value;

use super::json::Obj;
use super::movement;
use super::report::Sums;
use crate::brackets::Brackets;
use crate::report::{Input, Item, LineKind};

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
        match movement::line(bytes, self.number) {
            Ok(line) => {
                // By its kind the listing is of one payout; the row of the payout itself may come last.
                self.sums.add(ONE, &line);
                if line.kind == LineKind::Payout {
                    self.payout.clone_from(&line.subject);
                }
                Item::Line(Box::new(line))
            }
            Err(why) => {
                let raw = String::from_utf8_lossy(bytes).chars().take(500).collect();
                Item::Odd { number: self.number, why, raw }
            }
        }
    }

    /// Reads what was around the objects of a page; whether it is a list.
    fn frame(&mut self, bytes: &[u8]) -> bool {
        let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return false };
        self.more = Obj(&value).says("has_more");
        Obj(&value).text("object") == "list"
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
                Cut::Object => {
                    let mut bytes = std::mem::take(&mut self.cut.object);
                    let item = self.object(&bytes);
                    bytes.clear();
                    // The next object takes the same place in memory.
                    self.cut.object = bytes;
                    return Some(item);
                }
                Cut::Frame => {
                    let bytes = std::mem::take(&mut self.cut.frame);
                    if !self.frame(&bytes) {
                        return self.broken("it is not a list of Stripe's");
                    }
                }
                Cut::TooLong => return self.broken("an object in it is longer than a mebibyte"),
            }
        }
    }
}

enum Cut {
    /// The bytes are used up.
    Nothing,
    /// One object of the list.
    Object,
    /// What was around the objects of a page.
    Frame,
    TooLong,
}

/// Cuts pages into objects, and keeps the one and the frame that it is at.
#[derive(Default)]
struct Cutter {
    brackets: Brackets,
    object: Vec<u8>,
    frame: Vec<u8>,
}

impl Cutter {
    /// Whether no page is open.
    fn is_between(&self) -> bool {
        self.brackets.depth() == 0 && self.frame.iter().all(u8::is_ascii_whitespace)
    }

    /// Takes bytes until something is cut; how many were used.
    fn take(&mut self, bytes: &[u8]) -> (usize, Cut) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let in_object = self.brackets.depth() >= 3;
            let plain = if in_object || self.brackets.in_text() { self.brackets.plain(&bytes[at..]) } else { 0 };
            if plain > 0 {
                let kept = if in_object { &mut self.object } else { &mut self.frame };
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

    fn push(&mut self, byte: u8) -> Cut {
        // A list's objects are at depth three: page, list, object. The commas between them are dropped with them.
        let in_list = self.brackets.depth() == 2 && !self.brackets.in_text();
        let inside = self.brackets.depth() >= 3 || (in_list && byte == b'{');
        if inside {
            self.object.push(byte);
        } else if !(in_list && byte == b',') {
            self.frame.push(byte);
        }
        match (self.brackets.take(byte), self.brackets.depth()) {
            (true, 2) if inside => Cut::Object,
            (true, 0) => Cut::Frame,
            _ => Cut::Nothing,
        }
    }
}
