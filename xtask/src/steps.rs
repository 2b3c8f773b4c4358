//! `cargo xtask test`: the one list of checks, the same for a developer and for CI.
//! Each step says its name and its time; a failed one says how to run it alone.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::postgres::{Binaries, Server, VARIABLE};
use crate::{apt, process, purity};

/// One check.
struct Step {
    name: &'static str,
    does: &'static str,
    /// Part of the whole run; the others are part of another step and can only be asked for.
    always: bool,
    run: fn(filter: Option<&str>) -> Result<()>,
}

/// Quick ones first.
const STEPS: &[Step] = &[
    Step { name: "fmt", does: "the code is formatted", always: true, run: fmt },
    Step { name: "purity", does: "the pure crates depend on nothing impure", always: true, run: purity },
    Step { name: "clippy", does: "no warnings", always: true, run: clippy },
    Step { name: "tests", does: "all tests, with a private PostgreSQL and a real browser", always: true, run: tests },
    Step {
        name: "browser",
        does: "the pages in a real browser (also among the tests)",
        always: false,
        run: browser::tests,
    },
    Step { name: "tidy", does: "the rules of the source tree (also among the tests)", always: false, run: tidy },
];

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq)]
struct Choice {
    only: Option<String>,
    filter: Option<String>,
}

/// `cargo xtask test`
pub fn run(arguments: &[String]) -> Result<()> {
    let choice = read(arguments)?;
    let steps = chosen(choice.only.as_deref())?;
    if steps.iter().any(|step| step.name == "tests") {
        // Before anything slow, so that a missing server or browser is known at once.
        Binaries::find_or_install()?;
        Browser::find_or_install()?;
    }
    let begin = Instant::now();
    let mut times = Vec::new();
    for step in steps {
        println!("==> {}: {}", step.name, step.does);
        let start = Instant::now();
        (step.run)(choice.filter.as_deref())
            .with_context(|| failure(step, choice.filter.as_deref(), start.elapsed()))?;
        println!("    {} passed in {}", step.name, seconds(start.elapsed()));
        times.push(format!("{} {}", step.name, seconds(start.elapsed())));
    }
    let what = if choice == Choice::default() { "all steps passed" } else { "passed" };
    println!("{what}: {} (total {})", times.join(", "), seconds(begin.elapsed()));
    Ok(())
}

/// The names that `--only` takes.
pub fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

fn read(arguments: &[String]) -> Result<Choice> {
    let mut choice = Choice::default();
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let place = match option.as_str() {
            "--only" => &mut choice.only,
            "--filter" => &mut choice.filter,
            other => bail!("`test` takes --only STEP and --filter NAME, not `{other}`"),
        };
        *place = Some(rest.next().with_context(|| format!("{option} needs a value"))?.clone());
    }
    match (&choice.filter, choice.only.as_deref()) {
        (Some(_), None) => choice.only = Some("tests".to_owned()),
        (Some(_), Some(other)) if !["tests", "browser"].contains(&other) => {
            bail!("--filter chooses among the tests; `{other}` has none")
        }
        _ => {}
    }
    Ok(choice)
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>> {
    let Some(only) = only else { return Ok(STEPS.iter().filter(|step| step.always).collect()) };
    match STEPS.iter().find(|step| step.name == only) {
        Some(step) => Ok(vec![step]),
        None => bail!("no step `{only}`; there are: {}", names().join(", ")),
    }
}

fn failure(step: &Step, filter: Option<&str>, time: Duration) -> String {
    let hint = match (step.name, filter) {
        ("tests", None) => "  one test only: cargo xtask test --filter NAME\n",
        _ => "",
    };
    let again = filter.map_or_else(|| format!("--only {}", step.name), |name| format!("--filter {name}"));
    format!("step {} failed after {}\n  this step only: cargo xtask test {again}\n{hint}  ", step.name, seconds(time))
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{}.{}s", time.as_secs(), time.subsec_millis() / 100),
        whole => format!("{}m{:02}s", whole / 60, whole % 60),
    }
}

fn fmt(_: Option<&str>) -> Result<()> {
    apt::ensure_component("rustfmt", "fmt")?;
    process::run(&mut process::cargo(&["fmt", "--all", "--check"])?)
}

fn purity(_: Option<&str>) -> Result<()> {
    purity::run(&[])
}

fn clippy(_: Option<&str>) -> Result<()> {
    apt::ensure_component("clippy", "clippy")?;
    process::run(&mut process::cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?)
}

/// What tests are built with: the faults that some of them plant are in it, and sleep unless somebody plants one.
const WITH: [&str; 2] = ["--features", "recoup/planted"];

/// Shows what passing tests print too: some print measurements.
fn tests(filter: Option<&str>) -> Result<()> {
    let browser = Browser::find_or_install()?;
    let server = Server::start()?;
    println!("    {VARIABLE}={}", server.url());
    let mut command = process::cargo(&["test", "--workspace", "--locked", "--no-fail-fast"])?;
    command.args(WITH).args(["--", "--show-output"]).args(filter).env(VARIABLE, server.url());
    process::run(browser.tell(&mut command))
}

fn tidy(_: Option<&str>) -> Result<()> {
    process::run(&mut process::cargo(&["test", "--package", "xtask", "--test", "tidy", "--locked"])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_filter_alone_means_the_tests() {
        let choice = read(&words("--filter refund")).unwrap();
        assert_eq!(choice, Choice { only: Some("tests".into()), filter: Some("refund".into()) });
        assert!(read(&words("--only fmt --filter refund")).is_err());
    }

    #[test]
    fn a_wrong_step_names_the_right_ones() {
        let error = chosen(Some("lint")).err().unwrap().to_string();
        assert_eq!(error, "no step `lint`; there are: fmt, purity, clippy, tests, browser, tidy");
        assert!(read(&words("--only")).is_err());
        assert!(read(&words("fmt")).is_err());
    }

    #[test]
    fn a_failed_step_says_how_to_run_it_alone() {
        let text = failure(&STEPS[2], None, Duration::from_millis(61_900));
        assert!(text.contains("step clippy failed after 1m01s"), "{text}");
        assert!(text.contains("cargo xtask test --only clippy"), "{text}");
    }
}
