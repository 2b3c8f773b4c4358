//! The dashboard in a real Chromium: finds the browser and its driver, installs Debian's where there is none, and runs
//! the tests of the pages with them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, process};

/// The variable that names a program to the tests, and what the program is called.
type Wanted = (&'static str, &'static [&'static str]);

const CHROMIUM: Wanted =
    ("RECOUP_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
const CHROMEDRIVER: Wanted = ("RECOUP_TEST_CHROMEDRIVER", &["chromedriver"]);

/// Debian's names of both. They come with the fonts that the browser needs.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// A browser and what drives it.
#[derive(Debug, PartialEq)]
pub struct Browser {
    chromium: PathBuf,
    chromedriver: PathBuf,
}

impl Browser {
    /// As `find`, and Debian packages when there is none.
    pub fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let wanted = "Chromium and chromedriver are needed for the tests of the pages";
        println!("    {wanted}, and are not in PATH");
        apt::install(&PACKAGES).context(wanted)?;
        Self::find().context("the installed packages have no chromium or no chromedriver")
    }

    /// The ones that were named, or else those in PATH.
    pub fn find() -> Option<Self> {
        Self::among(|variable| std::env::var_os(variable).map(PathBuf::from), process::find)
    }

    fn among(named: impl Fn(&str) -> Option<PathBuf>, in_path: impl Fn(&str) -> Option<PathBuf>) -> Option<Self> {
        let one = |(variable, names): Wanted| named(variable).or_else(|| names.iter().find_map(|name| in_path(name)));
        Some(Self { chromium: one(CHROMIUM)?, chromedriver: one(CHROMEDRIVER)? })
    }

    /// Names both to tests that a command runs.
    pub fn tell<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env(CHROMIUM.0, &self.chromium).env(CHROMEDRIVER.0, &self.chromedriver)
    }
}

/// Runs the tests of the pages, or only those of a name.
pub fn tests(filter: Option<&str>) -> Result<()> {
    let browser = Browser::find_or_install()?;
    let mut command = command()?;
    process::run(browser.tell(command.args(filter)))
}

/// The tests of the pages, in front of their arguments.
pub fn command() -> Result<Command> {
    process::cargo(&["test", "--package", "recoup", "--test", "browser", "--locked", "--", "--show-output"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_goes_before_what_is_in_path() {
        let in_path =
            |name: &str| ["google-chrome", "chromedriver"].contains(&name).then(|| PathBuf::from("bin").join(name));
        let found = Browser::among(|_| None, in_path).unwrap();
        assert_eq!(found.chromium, PathBuf::from("bin/google-chrome"));
        let named = |variable: &str| (variable == "RECOUP_TEST_CHROMIUM").then(|| PathBuf::from("mine"));
        let found = Browser::among(named, in_path).unwrap();
        assert_eq!((found.chromium, found.chromedriver), (PathBuf::from("mine"), PathBuf::from("bin/chromedriver")));
        assert_eq!(Browser::among(named, |_| None), None, "one without the other is of no use");
    }
}
