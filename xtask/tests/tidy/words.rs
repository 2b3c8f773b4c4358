//! What may not stand in code: money in floats, unfinished work, tests that do not run.

use anyhow::Result;

use crate::source::{rust, words};
use crate::{Exception, excepted, hold};

const EXACT: [&str; 2] = ["crates/recoup-core/src/", "crates/recoup/src/"];

const MAY_FLOAT: &[Exception] =
    &[Exception { path: "crates/recoup/src/bench", reason: "rates and percentiles are measured, not booked" }];

#[test]
fn there_are_no_floats() -> Result<()> {
    let sources = rust()?;
    let exact = sources.iter().filter(|source| EXACT.iter().any(|start| source.path.starts_with(start)));
    let strict = exact.filter(|source| !excepted(&source.path, MAY_FLOAT));
    let broken: Vec<_> = strict.flat_map(|source| source.broken(float)).collect();
    hold("Amounts, rates and times are integers with a unit, never floats.", MAY_FLOAT, &broken);
    Ok(())
}

#[test]
fn nothing_is_left_unfinished() -> Result<()> {
    let broken: Vec<_> = rust()?.iter().flat_map(|source| source.broken(unfinished)).collect();
    hold("No `todo!`, `unimplemented!` or `dbg!` is left in the tree.", &[], &broken);
    Ok(())
}

#[test]
fn every_test_runs() -> Result<()> {
    let ignored = |line: &str| line.contains("#[ignore").then(|| "`#[ignore]`".to_owned());
    let broken: Vec<_> = rust()?.iter().flat_map(|source| source.broken(ignored)).collect();
    hold("A test runs or is removed; none is ignored.", &[], &broken);
    Ok(())
}

fn unfinished(line: &str) -> Option<String> {
    let marks = ["todo", "unimplemented", "dbg"];
    let mark = words(line).find(|word| marks.contains(word) && line.contains(&format!("{word}!")))?;
    Some(format!("`{mark}!`"))
}

/// A float type, a number that ends with one, or a number with a decimal point.
fn float(line: &str) -> Option<String> {
    let named = words(line).find(|word| {
        let number = word.starts_with(|c: char| c.is_ascii_digit()) && !word.starts_with("0x");
        ["f32", "f64"].iter().any(|float| word == float || (number && word.ends_with(float)))
    });
    match named {
        Some(word) => Some(format!("`{word}`")),
        None => has_decimal_point(line).then(|| "a number with a decimal point".to_owned()),
    }
}

/// `1.5`, but neither the range `1..5` nor the field `pair.1.5`.
fn has_decimal_point(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let points = (1..bytes.len()).filter(|at| bytes[*at] == b'.' && digit(at - 1) && digit(at + 1));
    points.into_iter().any(|point| {
        let number = |c: &u8| c.is_ascii_digit() || *c == b'_';
        let whole = bytes[..point].iter().rev().take_while(|c| number(c)).count();
        let before = point.checked_sub(whole + 1).map(|at| bytes[at]);
        !before.is_some_and(|c| c == b'.' || c.is_ascii_alphanumeric())
    })
}

#[test]
fn floats_are_recognised() {
    for line in ["x: f64", "1_f32", "2f64", "let x = 1.5;", "(10_000.25)"] {
        assert!(float(line).is_some(), "{line}");
    }
    for line in ["0xf64", "0..15", "pair.0.1", "as_f64()", "x.0", "1.max(2)", "x1.5"] {
        assert!(float(line).is_none(), "{line}");
    }
}
