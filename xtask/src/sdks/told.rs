//! What a script says: `sdk NAME VERSION`, then `ok STEP` or `FAILED STEP: WHY` for each step.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// What a script said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The library and the language.
    sdk: String,
    version: String,
    passed: usize,
    failed: usize,
    /// Whether it ended as one that had nothing to complain about.
    ended_well: bool,
}

impl Told {
    /// Runs a script and passes on what it says, line by line.
    pub fn by(mut command: Command) -> Result<Self> {
        let name = format!("{command:?}");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {name}"))?;
        let said = child.stdout.take().context("the script has no output")?;
        let mut told = Self::default();
        for line in BufReader::new(said).lines() {
            let line = line.context("the script does not speak UTF-8")?;
            println!("    {line}");
            told.hear(&line);
        }
        told.ended_well = child.wait()?.success();
        Ok(told)
    }

    fn hear(&mut self, line: &str) {
        if line.starts_with("ok ") {
            self.passed += 1;
        } else if line.starts_with("FAILED ") {
            self.failed += 1;
        } else if let Some((sdk, version)) = line.strip_prefix("sdk ").and_then(|rest| rest.rsplit_once(' ')) {
            (self.sdk, self.version) = (sdk.to_owned(), version.to_owned());
        }
    }

    /// Whether every step worked; a script that says nothing is none that worked.
    pub fn is_good(&self) -> bool {
        self.ended_well && self.failed == 0 && self.passed > 0 && !self.version.is_empty()
    }

    fn steps(&self) -> String {
        let count = format!("{} of {}", self.passed, self.passed + self.failed);
        if self.ended_well || self.failed > 0 { count } else { format!("{count}, and it did not end well") }
    }
}

/// Library, version and steps of each, as a table.
pub fn table(all: &[(&str, Told)]) -> String {
    let mut rows = vec![["run", "SDK", "version", "steps passed"].map(str::to_owned)];
    rows.extend(
        all.iter().map(|(name, told)| [(*name).to_owned(), told.sdk.clone(), told.version.clone(), told.steps()]),
    );
    let widths: Vec<usize> = (0..4).map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0)).collect();
    let line = |row: &[String; 4]| {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str], ended_well: bool) -> Told {
        let mut told = Told::default();
        lines.iter().for_each(|line| told.hear(line));
        Told { ended_well, ..told }
    }

    #[test]
    fn steps_are_counted_and_only_a_whole_good_run_is_good() {
        let good = told(&["sdk stripe (Python) 16.1.0", "ok one", "a warning", "ok two"], true);
        assert!(good.is_good());
        for (lines, ended_well) in [
            (&["sdk x 1", "ok one", "FAILED two: why"][..], true),
            (&["sdk x 1", "ok one"][..], false),
            (&["sdk x 1"][..], true),
            (&["ok one"][..], true),
        ] {
            assert!(!told(lines, ended_well).is_good(), "{lines:?}");
        }
        let cut = told(&["sdk other (Node) 2.0", "ok one"], false);
        let expected = "\
run          SDK              version  steps passed
stripe       stripe (Python)  16.1.0   2 of 2
second-name  other (Node)     2.0      1 of 1, and it did not end well";
        assert_eq!(table(&[("stripe", good), ("second-name", cut)]), expected);
    }
}
