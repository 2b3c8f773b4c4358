//! The table of programmes: a file of the project, compiled in, read once and strictly. What does not fit is refused with
//! its line, and a test reads it all.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::Measure;
use crate::csv::fields;
use crate::declines::Confidence;

const TEXT: &str = include_str!("../../data/programs.csv");
const HEADER: &str = "program,level,network,region,measure,bound,valid_from,source,confidence,note";

/// One threshold, from one date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The programme.
    pub program: &'static str,
    /// Its level.
    pub level: &'static str,
    /// The network: `visa` or `mastercard`.
    pub network: &'static str,
    /// Where it applies: `world`, or a part of it with rules of its own.
    pub region: &'static str,
    /// What it is about.
    pub measure: Measure,
    /// From how much on it is met, in the unit of the measure; below it for a share that should be high.
    pub bound: u64,
    /// First day on which it applies; `None` is unknown.
    pub valid_from: Option<Date>,
    /// Where the row comes from, with the year in which it was read.
    pub source: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
    /// What to know besides; may be empty.
    pub note: &'static str,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| read(TEXT).unwrap_or_default());

/// Every row, in the order of the file.
#[must_use]
pub fn rows() -> &'static [Row] {
    &TABLE
}

/// The rows of a network that are in force on a day where a merchant is: of several for one measure the newest that has
/// begun. A region without rows of its own follows the world.
pub(super) fn in_force(network: &str, region: &str, on: Date) -> Vec<&'static Row> {
    let of = |region: &str| -> Vec<&'static Row> {
        let begun = |row: &&'static Row| row.valid_from.is_none_or(|from| from <= on);
        let mine = TABLE.iter().filter(|row| row.network == network && row.region == region).filter(begun);
        let mut found: Vec<&'static Row> = Vec::new();
        for row in mine {
            let same = |other: &&mut &'static Row| {
                (other.program, other.level, other.measure) == (row.program, row.level, row.measure)
            };
            match found.iter_mut().find(same) {
                Some(before) if before.valid_from < row.valid_from => *before = row,
                Some(_) => {}
                None => found.push(row),
            }
        }
        found
    };
    let own = of(region);
    if own.is_empty() { of("world") } else { own }
}

fn read(text: &'static str) -> Result<Vec<Row>, String> {
    let mut lines = text.lines().zip(1..);
    if lines.next().is_none_or(|(header, _)| header != HEADER) {
        return Err("line 1: another header".to_owned());
    }
    lines.map(|(line, number)| row(line).map_err(|what| format!("line {number}: {what}"))).collect()
}

fn row(line: &'static str) -> Result<Row, &'static str> {
    let [program, level, network, region, measure, bound, from, source, confidence, note] = fields(line)?;
    if [program, level, network, region, source].contains(&"") {
        return Err("program, level, network, region and source must not be empty");
    }
    Ok(Row {
        program,
        level,
        network,
        region,
        measure: Measure::named(measure).ok_or("a measure that nobody knows")?,
        bound: bound.parse().map_err(|_| "bound is a whole number")?,
        valid_from: match from {
            "" => None,
            date => Some(date.parse().map_err(|_| "valid_from is a date like 2026-04-01")?),
        },
        source,
        confidence: Confidence::named(confidence).ok_or("a confidence that nobody knows")?,
        note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole_and_odd_lines_are_named() {
        assert_eq!(read(TEXT).expect("it can be read").len(), rows().len());
        let says = |text: &'static str| read(text).expect_err("it is odd");
        assert!(says("program").contains("another header"));
        for (line, what) in [
            ("a,b,visa,world,cases,1,,s,third-party,", ""),
            ("a,b,visa,world,tears,1,,s,third-party,", "a measure"),
            ("a,b,visa,world,cases,1.5,,s,third-party,", "a whole number"),
            ("a,b,visa,world,cases,1,soon,s,third-party,", "a date"),
            ("a,b,visa,world,cases,1,,,third-party,", "must not be empty"),
            ("a,b,visa,world,cases,1,,s,rumour,", "a confidence"),
            ("a,b,visa", "a field is missing"),
        ] {
            match row(line) {
                Ok(_) => assert!(what.is_empty(), "{line}"),
                Err(said) => assert!(!what.is_empty() && said.contains(what), "{line}: {said}"),
            }
        }
    }
}
