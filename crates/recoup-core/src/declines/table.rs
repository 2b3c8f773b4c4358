//! The table of decline codes: a file of the project, compiled in, read once and strictly.
//!
//! What does not fit is refused with its line, and a test reads it all.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::class::{Class, Confidence, RetryLater};
use crate::csv::fields;

/// The file. `docs/declines.md` describes its columns.
pub(super) const TEXT: &str = include_str!("../../data/declines.csv");

const HEADER: &str =
    "source,code,meaning,class,retry_later,failover_now,earliest_retry,valid_from,flags,edition,confidence";
const COLUMNS: usize = 11;

/// One code of one vocabulary, from one date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The vocabulary the code belongs to, such as `stripe` or `mastercard_mac`.
    pub source: &'static str,
    /// The code as it is sent; `2109-2999` is a range of numbers, `*` is every other code.
    pub code: &'static str,
    /// What it means, with the condition of a retry in words.
    pub meaning: &'static str,
    /// Its class.
    pub class: Class,
    /// The other way to read it, where there is one.
    pub otherwise: Option<Class>,
    /// Whether a later attempt with the same instrument makes sense.
    pub retry_later: RetryLater,
    /// Whether another gateway may be tried at once, once the first attempt is known to be dead.
    pub failover_now: bool,
    /// Shortest wait before the next attempt, hours; none is published for most.
    pub earliest_retry_hours: Option<u32>,
    /// First day on which it applies; `None` is always, or unknown.
    pub valid_from: Option<Date>,
    /// Whether only the code is published, so that the class is a first guess.
    pub provisional: bool,
    /// Whether the code says that nobody knows yet what became of the attempt.
    pub outcome_unknown: bool,
    /// Whether the advice counts only beside a code for not enough funds.
    pub only_with_funds: bool,
    /// Where the row comes from, with edition or date.
    pub edition: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// Why the table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(super) struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// The rows of one vocabulary, in the order of the file.
type Vocabulary = (&'static str, Vec<Row>);

static TABLE: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| {
    // A test reads the file, so it is whole here. Without it every code would be unknown, which is the careful answer.
    let mut table: Vec<Vocabulary> = Vec::new();
    for row in read(TEXT).unwrap_or_default() {
        match table.iter_mut().find(|(source, _)| *source == row.source) {
            Some((_, rows)) => rows.push(row),
            None => table.push((row.source, vec![row])),
        }
    }
    table
});

/// Every vocabulary of the table, in the order of the file.
pub fn sources() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(source, _)| *source)
}

/// The rows of a vocabulary, in the order of the file; none for a vocabulary that is not there.
#[must_use]
pub fn rows(source: &str) -> &'static [Row] {
    TABLE.iter().find(|(name, _)| *name == source).map_or(&[], |(_, rows)| rows)
}

/// The row for exactly this code on a day: of several the newest that has begun.
pub(super) fn exact(source: &str, code: &str, on: Date) -> Option<&'static Row> {
    newest(rows(source).iter().filter(|row| row.code.eq_ignore_ascii_case(code)), on)
}

/// The row of a range that a code falls into on a day.
pub(super) fn range(source: &str, code: &str, on: Date) -> Option<&'static Row> {
    newest(rows(source).iter().filter(|row| row.spans(code)), on)
}

fn newest(rows: impl Iterator<Item = &'static Row>, on: Date) -> Option<&'static Row> {
    rows.filter(|row| row.valid_from.is_none_or(|from| from <= on)).max_by_key(|row| row.valid_from)
}

impl Row {
    /// Whether it stands for more than one code, this one among them.
    fn spans(&self, code: &str) -> bool {
        if self.code == "*" {
            return !code.is_empty();
        }
        let Some((first, last)) = ends(self.code) else { return false };
        // Codes of one length compare as their numbers do, and a longer one is another code.
        number(code) && code.len() == first.len() && (first..=last).contains(&code)
    }

    /// Whether it stands for more than one code.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.code == "*" || ends(self.code).is_some()
    }
}

/// First and last code of a range of numbers.
fn ends(code: &str) -> Option<(&str, &str)> {
    code.split_once('-').filter(|(first, last)| number(first) && number(last) && first.len() == last.len())
}

fn number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a table.
///
/// # Errors
/// [`Fault`] with the first line that does not fit.
pub(super) fn read(text: &'static str) -> Result<Vec<Row>, Fault> {
    let mut lines = text.lines().zip(1..);
    if lines.next().is_none_or(|(header, _)| header != HEADER) {
        return Err(Fault { line: 1, what: "another header" });
    }
    let mut rows: Vec<Row> = Vec::new();
    for (text, line) in lines {
        let row = fields(text).and_then(|fields| row(&fields)).map_err(|what| Fault { line, what })?;
        let same = |other: &Row| (other.source, other.code, other.valid_from) == (row.source, row.code, row.valid_from);
        if rows.iter().rev().take_while(|other| other.source == row.source).any(same) {
            return Err(Fault { line, what: "the code is there twice" });
        }
        rows.push(row);
    }
    Ok(rows)
}

fn row(fields: &[&'static str; COLUMNS]) -> Result<Row, &'static str> {
    let [source, code, meaning, class, retry_later, failover_now, wait, from, flags, edition, confidence] = *fields;
    if [source, code, meaning, edition].contains(&"") {
        return Err("source, code, meaning and edition must not be empty");
    }
    let (class, otherwise) = match class.split_once('/') {
        Some((class, other)) => (class, Some(Class::named(other).ok_or("another class that nobody knows")?)),
        None => (class, None),
    };
    let mut row = Row {
        source,
        code,
        meaning,
        class: Class::named(class).ok_or("a class that nobody knows")?,
        otherwise,
        retry_later: RetryLater::named(retry_later).ok_or("retry_later is yes, no or conditional")?,
        failover_now: yes(failover_now)?,
        earliest_retry_hours: hours(wait)?,
        valid_from: match from {
            "" => None,
            date => Some(date.parse().map_err(|_| "valid_from is a date like 2026-10-25")?),
        },
        provisional: false,
        outcome_unknown: false,
        only_with_funds: false,
        edition,
        confidence: Confidence::named(confidence).ok_or("a confidence that nobody knows")?,
    };
    for flag in flags.split_terminator(' ') {
        *match flag {
            "provisional" => &mut row.provisional,
            "outcome_unknown" => &mut row.outcome_unknown,
            "only_with_funds" => &mut row.only_with_funds,
            _ => return Err("a flag that nobody knows"),
        } = true;
    }
    Ok(row)
}

fn yes(text: &str) -> Result<bool, &'static str> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("failover_now is yes or no"),
    }
}

/// Hours, written `72h` or `4d`.
fn hours(text: &str) -> Result<Option<u32>, &'static str> {
    let wrong = "earliest_retry is hours like 72h or days like 4d";
    let count = |digits: &str| if number(digits) { digits.parse::<u32>().map_err(|_| wrong) } else { Err(wrong) };
    if text.is_empty() {
        return Ok(None);
    }
    match (text.strip_suffix('h'), text.strip_suffix('d')) {
        (Some(hours), _) => count(hours).map(Some),
        (_, Some(days)) => count(days)?.checked_mul(24).ok_or(wrong).map(Some),
        _ => Err(wrong),
    }
}
