//! `cargo xtask planted`: plants faults in the real code, one at a time, and checks that something finds each.
//! First the tests of the core plant theirs, then `recoup simulate` is built with the feature `planted` and plays seed
//! after seed against each fault of its own until an invariant names it. A fault that survives is a blind spot.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

/// Where the words of the faults stand.
const FAULTS: &str = "crates/recoup-core/src/planted.rs";

/// Steps of each history before its callers stop.
const STEPS: &str = "60000";

/// How long a fault may live.
const PATIENCE: Duration = Duration::from_secs(60);

/// Gateways whose adapters have faults of their own: the words of these begin with the gateway's name, and they are
/// hunted at that gateway. All others are hunted at the sandbox's own.
pub const GATEWAYS: [&str; 5] = ["stripe", "adyen", "paypal", "mollie", "braintree"];

/// Faults hunted at once.
const AT_ONCE: usize = 2;

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq)]
struct Choice {
    /// Only these faults; all when empty.
    only: Vec<String>,
}

/// How a fault was found.
#[derive(Debug, Default, PartialEq)]
struct Catch {
    invariants: Vec<String>,
    seed: u64,
    steps: u64,
}

/// What became of a fault.
struct Hunted {
    fault: String,
    catch: Result<Option<Catch>>,
    took: Duration,
}

/// `cargo xtask planted`
pub fn run(arguments: &[String]) -> Result<()> {
    hunt_all(&read(arguments)?).map(drop)
}

/// Hunts every fault and gives the table for the proof page.
pub fn table() -> Result<String> {
    let rows: Vec<String> = hunt_all(&Choice::default())?.iter().map(table_row).collect();
    let head = "| fault | caught by | seed | steps | seconds |\n|---|---|---|---|---|\n";
    Ok(format!("{head}{}", rows.concat()))
}

/// Hunts the chosen faults; an error when one survives.
fn hunt_all(choice: &Choice) -> Result<Vec<Hunted>> {
    let faults = chosen(&std::fs::read_to_string(process::repository()?.join(FAULTS))?, choice)?;
    if choice.only.is_empty() {
        core()?;
    }
    let program = build()?;
    let waiting = Mutex::new(faults.into_iter());
    let hunted = Mutex::new(Vec::new());
    println!("{:<26} {:<28} {:>5} {:>9} {:>8}", "fault", "caught by", "seed", "steps", "seconds");
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(fault) = next(&waiting) {
                    let start = Instant::now();
                    let catch = hunt(&program, &fault);
                    let one = Hunted { fault, catch, took: start.elapsed() };
                    println!("{}", row(&one));
                    if let Ok(mut hunted) = hunted.lock() {
                        hunted.push(one);
                    }
                }
            });
        }
    });
    let hunted = hunted.into_inner().unwrap_or_default();
    let count = hunted.len();
    let survived = hunted.iter().filter(|one| !matches!(one.catch, Ok(Some(_))));
    let survivors: Vec<String> = survived.map(|one| one.fault.clone()).collect();
    if !survivors.is_empty() {
        bail!("{} of {count} faults survived: {}", survivors.len(), survivors.join(", "));
    }
    println!("all {count} faults were caught");
    Ok(hunted)
}

fn next(waiting: &Mutex<std::vec::IntoIter<String>>) -> Option<String> {
    waiting.lock().ok()?.next()
}

fn read(arguments: &[String]) -> Result<Choice> {
    let mut choice = Choice::default();
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "--only" => choice.only.push(rest.next().context("--only needs the name of a fault")?.clone()),
            other => bail!("`planted` takes --only FAULT, not `{other}`"),
        }
    }
    Ok(choice)
}

/// The faults to hunt, by the words that the core gives them.
fn chosen(source: &str, choice: &Choice) -> Result<Vec<String>> {
    let row = |line: &str| {
        let (_, rest) = line.strip_prefix("    ")?.split_once(" = \"")?;
        let (word, sentence) = rest.split_once("\": \"")?;
        sentence.ends_with(".\";").then(|| word.to_owned())
    };
    let all: Vec<String> = source.lines().filter_map(row).collect();
    match choice.only.iter().find(|only| !all.contains(only)) {
        _ if all.is_empty() => bail!("{FAULTS} lists no faults"),
        Some(only) => bail!("no fault `{only}`; there are: {}", all.join(", ")),
        None if choice.only.is_empty() => Ok(all),
        None => Ok(choice.only.clone()),
    }
}

/// The faults that the tests of the core plant around it.
fn core() -> Result<()> {
    println!("==> the tests of the core plant their own");
    let test = ["test", "--locked", "--package", "recoup-core", "--test", "it", "every_planted_bug"];
    let told = process::output(process::cargo(&test)?.args(["--", "--show-output"]))?;
    let passed = told.lines().find(|line| line.starts_with("test result")).context("no test was run")?;
    println!("    {passed}");
    Ok(())
}

/// Builds the executable with its faults.
fn build() -> Result<PathBuf> {
    println!("==> building with faults");
    let options = ["build", "--locked", "--profile", "planted", "--package", "recoup", "--features", "planted"];
    process::run(&mut process::cargo(&options)?)?;
    Ok(process::target()?.join("planted").join("recoup"))
}

/// Plays seeds until the fault is found, or patience ends.
fn hunt(program: &Path, fault: &str) -> Result<Option<Catch>> {
    let begin = Instant::now();
    let (mut seed, mut steps) = (1, 0);
    while begin.elapsed() < PATIENCE {
        let Some(told) = play(program, fault, seed, PATIENCE.saturating_sub(begin.elapsed()))? else { break };
        let seen = number(&told, "steps").context("the report says no steps")?;
        steps += seen;
        let invariants = words(&told, "invariant");
        if !invariants.is_empty() {
            return Ok(Some(Catch { invariants, seed, steps }));
        }
        seed += 1;
    }
    Ok(None)
}

/// At which gateway a fault is hunted.
fn gateway_of(fault: &str) -> &'static str {
    let first = fault.split('-').next().unwrap_or_default();
    GATEWAYS.into_iter().find(|gateway| *gateway == first).unwrap_or("native")
}

/// What one history reports; nothing when it takes too long.
fn play(program: &Path, fault: &str, seed: u64, patience: Duration) -> Result<Option<String>> {
    let report = tempfile::NamedTempFile::new()?;
    let seed = seed.to_string();
    let arguments = ["simulate", "--plant", fault, "--seed", &seed, "--steps", STEPS, "--shrink-secs", "0", "--json"];
    let mut child = Command::new(program)
        .args(arguments)
        .args(["--face", gateway_of(fault)])
        .stdin(Stdio::null())
        .stdout(report.reopen()?)
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("could not start {}", program.display()))?;
    let begin = Instant::now();
    while child.try_wait()?.is_none() {
        if begin.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(Some(std::fs::read_to_string(report.path())?))
}

/// The first number that a report gives for a name.
fn number(report: &str, name: &str) -> Option<u64> {
    let (_, rest) = report.split_once(&format!("\"{name}\":"))?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The texts that a report gives for a name, each once, in their order.
fn words(report: &str, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in report.split(&format!("\"{name}\":")).skip(1) {
        let word = rest.trim_start().trim_start_matches('"').split('"').next().unwrap_or_default();
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// A row of the table; only what was caught comes so far.
fn table_row(one: &Hunted) -> String {
    let Ok(Some(Catch { invariants, seed, steps })) = &one.catch else { return String::new() };
    let by = invariants.first().map_or("", String::as_str);
    format!("| {} | {by} | {seed} | {steps} | {:.1} |\n", one.fault, one.took.as_secs_f32())
}

fn row(one: &Hunted) -> String {
    let secs = one.took.as_secs_f32();
    match &one.catch {
        Ok(Some(Catch { invariants, seed, steps })) => {
            let (first, more) = invariants.split_first().map_or(("", 0), |(first, rest)| (first.as_str(), rest.len()));
            let first = if more > 0 { format!("{first} +{more}") } else { first.to_owned() };
            format!("{:<26} {first:<28} {seed:>5} {steps:>9} {secs:>8.1}", one.fault)
        }
        Ok(None) => format!("{:<26} {:<28} {:>5} {:>9} {secs:>8.1}", one.fault, "SURVIVED", "-", "-"),
        Err(error) => format!("{:<26} not hunted: {error:#}", one.fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_from_their_list() {
        let source = std::fs::read_to_string(process::repository().unwrap().join(FAULTS)).unwrap();
        let all = chosen(&source, &Choice::default()).unwrap();
        assert!(all.len() >= 14 && all.iter().any(|fault| fault == "notice-twice"), "{all:?}");
        let at = |gateway| all.iter().filter(|fault| gateway_of(fault) == gateway).count();
        assert!(at("native") >= 14 && GATEWAYS.iter().map(|gateway| at(gateway)).sum::<usize>() >= 6, "{all:?}");
        let one = Choice { only: vec!["stripe-first-hit".to_owned()] };
        assert_eq!(chosen(&source, &one).unwrap(), ["stripe-first-hit"]);
        let only = Choice { only: vec!["none-such".to_owned()] };
        assert!(chosen(&source, &only).unwrap_err().to_string().contains("notice-twice"));
        assert!(read(&["--only".to_owned()]).is_err() && read(&["all".to_owned()]).is_err());
    }

    #[test]
    fn a_report_is_read() {
        let report = r#"{"seeds":1,"steps":4711,"violations":[{"steps":20000,"invariant":"feed"},
            {"invariant": "feed"},{"invariant":"quiet"}]}"#;
        assert_eq!(number(report, "steps"), Some(4_711));
        assert_eq!(words(report, "invariant"), ["feed", "quiet"]);
        assert!(words("{}", "invariant").is_empty());
    }
}
