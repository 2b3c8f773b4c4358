//! `cargo xtask crash`: kills a server under load, hundreds of times on each store, and checks what is left.
//! The run itself is `recoup bench crash`; this builds it as it ships and starts the PostgreSQL it needs.

use anyhow::{Context, Result, bail};

use crate::postgres::{Binaries, Server};
use crate::process;

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
struct Choice {
    kills: u32,
    seed: u64,
    face: String,
    sqlite: bool,
    postgres: bool,
}

/// `cargo xtask crash`
pub fn run(arguments: &[String]) -> Result<()> {
    let choice = read(arguments)?;
    let server = if choice.postgres {
        // Before anything slow, so that a missing server is known at once.
        Binaries::find_or_install()?;
        Some(Server::start()?)
    } else {
        None
    };
    let (kills, seed) = (choice.kills.to_string(), choice.seed.to_string());
    let mut command = process::cargo(&["run", "--release", "--locked", "--package", "recoup", "--"])?;
    command.args(["bench", "crash", "--kills", &kills, "--seed", &seed, "--face", &choice.face]);
    if choice.sqlite {
        command.args(["--database", "sqlite"]);
    }
    if let Some(server) = &server {
        command.args(["--database", server.url()]);
    }
    process::run(&mut command)
}

fn read(arguments: &[String]) -> Result<Choice> {
    let mut choice = Choice { kills: 60, seed: 1, face: "all".to_owned(), sqlite: true, postgres: true };
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let value = rest.next().with_context(|| format!("{option} needs a value"));
        match option.as_str() {
            "--kills" => choice.kills = value?.parse().context("--kills takes a number")?,
            "--seed" => choice.seed = value?.parse().context("--seed takes a number")?,
            // The executable knows which there are, and says so.
            "--face" => choice.face.clone_from(value?),
            "--store" => {
                (choice.sqlite, choice.postgres) = match value?.as_str() {
                    "sqlite" => (true, false),
                    "postgres" => (false, true),
                    "both" => (true, true),
                    other => bail!("--store takes sqlite, postgres or both, not `{other}`"),
                }
            }
            other => bail!("`crash` takes --kills N, --face NAME, --store STORE and --seed N, not `{other}`"),
        }
    }
    Ok(choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn both_stores_unless_one_is_named() {
        let face = "all".to_owned();
        assert_eq!(read(&[]).unwrap(), Choice { kills: 60, seed: 1, face, sqlite: true, postgres: true });
        let one = read(&words("--store postgres --kills 5 --seed 9 --face stripe")).unwrap();
        assert_eq!(one, Choice { kills: 5, seed: 9, face: "stripe".to_owned(), sqlite: false, postgres: true });
        assert!(read(&words("--store oracle")).is_err() && read(&words("--kills")).is_err());
    }
}
