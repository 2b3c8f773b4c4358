//! `cargo xtask proof`: the long proofs, and the page that says what they saw.
//!
//! Three parts of docs/proof.md stand between marks and are written here, each by what a run printed: histories on all
//! cores for as long as asked, one seed played by two builds in two directories, and the planted faults.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{planted, process};

/// The page.
const PAGE: &str = "docs/proof.md";

/// The seed that two builds play at each gateway, and how long its histories are.
const SAME: [&str; 5] = ["simulate", "--seed", "7", "--steps", "200000"];

/// A part of the page and how it is found.
type Part = (&'static str, fn(&Choice) -> Result<String>);

/// The parts of the page, in its order.
const PARTS: [Part; 3] = [("histories", histories), ("same", same), ("planted", faults)];

struct Choice {
    minutes: u64,
    cores: usize,
    only: Option<String>,
}

/// `cargo xtask proof`
pub fn run(arguments: &[String]) -> Result<()> {
    let choice = read(arguments)?;
    let page = process::repository()?.join(PAGE);
    for (name, part) in PARTS {
        if choice.only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        println!("==> {name}");
        let text = part(&choice)?;
        println!("{text}");
        let before = std::fs::read_to_string(&page)?;
        std::fs::write(&page, put(&before, name, &text)?)?;
    }
    println!("{PAGE} says so");
    Ok(())
}

fn read(arguments: &[String]) -> Result<Choice> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut choice = Choice { minutes: 60, cores, only: None };
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let value = rest.next().with_context(|| format!("{option} needs a value"))?;
        match option.as_str() {
            "--minutes" => choice.minutes = value.parse().context("--minutes is a whole number")?,
            "--cores" => choice.cores = value.parse().context("--cores is a whole number")?,
            "--only" if PARTS.iter().any(|(name, _)| name == value) => choice.only = Some(value.clone()),
            "--only" => bail!("--only takes one of {}", PARTS.map(|(name, _)| name).join(", ")),
            other => bail!("`proof` takes --minutes N, --cores N and --only PART, not `{other}`"),
        }
    }
    Ok(choice)
}

/// Puts a text between the marks of a part.
fn put(page: &str, name: &str, text: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (head, rest) = page.split_once(&begin).with_context(|| format!("{PAGE} has no mark {begin}"))?;
    let (_, tail) = rest.split_once(&end).with_context(|| format!("{PAGE} has no mark {end}"))?;
    Ok(format!("{head}{begin}{}\n{end}{tail}", text.trim_end()))
}

/// Builds a checkout and says where its executable is.
fn built(directory: &Path, target: &Path) -> Result<PathBuf> {
    let mut cargo = process::cargo(&["build", "--locked", "--release", "--package", "recoup"])?;
    process::run(cargo.current_dir(directory).env("CARGO_TARGET_DIR", target))?;
    Ok(target.join("release").join("recoup"))
}

fn own_build() -> Result<PathBuf> {
    let repository = process::repository()?;
    built(&repository, &process::target()?)
}

/// The commit, and whether the files are as it has them.
fn commit() -> Result<String> {
    let git = |arguments: &[&str]| {
        process::output(Command::new("git").args(arguments).current_dir(process::repository()?))
            .map(|t| t.trim().to_owned())
    };
    let dirty = !git(&["status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs"])?.is_empty();
    Ok(format!("{}{}", git(&["rev-parse", "--short", "HEAD"])?, if dirty { " and more" } else { "" }))
}

/// Histories on all cores.
fn histories(choice: &Choice) -> Result<String> {
    let program = own_build()?;
    let (minutes, cores) = (choice.minutes.to_string(), choice.cores.to_string());
    let arguments = ["simulate", "--minutes", &minutes, "--cores", &cores, "--coverage", "--markdown"];
    Ok(format!("Seen at {}.\n\n{}", commit()?, process::output(Command::new(program).args(arguments))?))
}

/// One seed in two builds in two directories, the second while another history keeps the machine busy.
fn same(_: &Choice) -> Result<String> {
    let first = own_build()?;
    let elsewhere = tempfile::tempdir()?;
    let (source, target) = (elsewhere.path().join("another"), elsewhere.path().join("target"));
    let repository = process::repository()?;
    process::run(Command::new("git").arg("clone").arg("--quiet").arg(&repository).arg(&source))?;
    let second = built(&source, &target)?;
    let quiet = traces(&first)?;
    let mut other = busy(&first)?;
    let loaded = traces(&second);
    other.kill()?;
    other.wait()?;
    let loaded = loaded?;
    if quiet != loaded {
        bail!("two builds of {} differ: {quiet} and {loaded}", commit()?);
    }
    let command = format!("recoup {} --face NAME", SAME.join(" "));
    Ok(format!(
        "`{command}` printed these traces: {quiet}, from two builds in two directories, the second beside another load; seen at {}.",
        commit()?
    ))
}

/// The trace hash at each gateway.
fn traces(program: &Path) -> Result<String> {
    let trace = |gateway: &str| {
        let told = process::output(Command::new(program).args(SAME).args(["--face", gateway]))?;
        let line = told.lines().find_map(|line| line.strip_prefix("trace ")).context("the run printed no trace")?;
        Ok(format!("{gateway} {}", line.trim_end_matches(" (first seed)")))
    };
    let all: Result<Vec<String>> = std::iter::once("native").chain(planted::GATEWAYS).map(trace).collect();
    Ok(all?.join(", "))
}

/// Something else for the machine to do.
fn busy(program: &Path) -> Result<Child> {
    let arguments = ["simulate", "--seed", "1000", "--minutes", "60", "--cores", "2"];
    Ok(Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

/// The planted faults.
fn faults(_: &Choice) -> Result<String> {
    Ok(format!("Seen at {}.\n\n{}", commit()?, planted::table()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_mark() {
        let page = std::fs::read_to_string(process::repository().unwrap().join(PAGE)).unwrap();
        for (name, _) in PARTS {
            let put_in = put(&page, name, "seen").unwrap();
            assert!(put_in.contains(&format!("<!-- {name} -->\nseen\n<!-- end of {name} -->")));
        }
        assert!(put(&page, "nothing", "seen").is_err());
    }
}
