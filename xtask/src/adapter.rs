//! `cargo xtask adapter`: how long an adapter's tests take to build after a change, with everything else built, and that
//! they run without a database and without a network.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};

use crate::{postgres, process};

/// The crate of all adapters.
const PACKAGE: &str = "recoup-gateways";
/// Whose source is touched where nobody says.
const USUAL: &str = "mollie";
/// Time that a build may take on an idle machine of two cores.
const MOST: Duration = Duration::from_secs(30);

/// A network of its own with nothing in it, not even this machine, for a program that is named behind it.
const WALL: [&str; 4] = ["unshare", "--map-root-user", "--net", "--"];

/// `cargo xtask adapter`
pub fn run(arguments: &[String]) -> Result<()> {
    let name = match arguments {
        [] => USUAL,
        [option, name] if option == "--name" => name,
        _ => bail!("`adapter` takes --name NAME, such as {USUAL}"),
    };
    let source = process::repository()?.join("crates").join(PACKAGE).join("src").join(name).join("mod.rs");
    ensure!(source.is_file(), "there is no adapter `{name}`");
    build()?;
    File::options().write(true).open(&source)?.set_modified(SystemTime::now())?;
    let changed = build()?;
    process::run(&mut process::cargo(&["clean", "--quiet", "--package", PACKAGE])?)?;
    let anew = build()?;
    test()?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("the tests built in {:.1} s after a change in {name},", changed.as_secs_f64());
    println!("and in {:.1} s with nothing of the crate built", anew.as_secs_f64());
    println!("({} s allowed; load of this machine: {})", MOST.as_secs(), load.trim_end());
    ensure!(changed.max(anew) <= MOST, "they took longer than {} s to build", MOST.as_secs());
    Ok(())
}

/// Builds the tests of all adapters; how long it took.
fn build() -> Result<Duration> {
    let began = Instant::now();
    process::run(&mut process::cargo(&["test", "--package", PACKAGE, "--locked", "--no-run"])?)?;
    Ok(began.elapsed())
}

/// Runs them with no database named and, where the system allows it, no network there.
fn test() -> Result<()> {
    let mut cargo = process::cargo(&["test", "--package", PACKAGE, "--locked", "--offline"])?;
    cargo.env_remove(postgres::VARIABLE);
    let walls = Command::new(WALL[0]).args(&WALL[1..]).arg("true").status().is_ok_and(|status| status.success());
    println!(
        "{}",
        if walls { "no database, no network:" } else { "no database; a network, for unshare is not allowed:" }
    );
    let mut command = if walls { walled(&cargo)? } else { cargo };
    process::run(&mut command).context("the tests of adapters must need no database and no network")
}

/// The same command behind the wall.
fn walled(cargo: &Command) -> Result<Command> {
    let mut command = Command::new(WALL[0]);
    command.args(&WALL[1..]).arg(cargo.get_program()).args(cargo.get_args()).current_dir(process::repository()?);
    for (name, value) in cargo.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adapter_must_be_there() {
        let words = |name: &str| ["--name".to_owned(), name.to_owned()];
        assert!(run(&words("grimace")).unwrap_err().to_string().contains("no adapter `grimace`"));
        assert!(run(&["--all".to_owned()]).unwrap_err().to_string().contains("--name"));
    }

    #[test]
    fn a_walled_command_is_the_same_command() {
        let mut cargo = Command::new("cargo");
        cargo.args(["test", "--locked"]).env("A", "1").env_remove("B");
        let walled = walled(&cargo).unwrap();
        let words: Vec<_> = walled.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        assert_eq!(words, ["--map-root-user", "--net", "--", "cargo", "test", "--locked"]);
        assert_eq!(walled.get_envs().collect::<Vec<_>>(), cargo.get_envs().collect::<Vec<_>>());
    }
}
