//! `cargo xtask conformance`: one suite for every adapter against its face, on each store, with its table.
//! The suite is among the integration tests; this starts the PostgreSQL it needs and shows what it prints.

use anyhow::{Context, Result, bail};

use crate::postgres::{Binaries, Server, VARIABLE};
use crate::process;

/// What chooses faces and stories; empty means all.
const FACE: &str = "CONFORMANCE_FACE";
/// As [`FACE`].
const STORY: &str = "CONFORMANCE_STORY";

/// `cargo xtask conformance`
pub fn run(arguments: &[String]) -> Result<()> {
    let chosen = read(arguments)?;
    Binaries::find_or_install()?;
    let server = Server::start()?;
    let test = ["test", "--package", "recoup", "--locked", "--test", "it", "--", "conformance::", "--nocapture"];
    let mut command = process::cargo(&test)?;
    // One store after the other, so that the tables stand alone.
    command.args(["--test-threads", "1"]).env(VARIABLE, server.url()).envs(chosen);
    process::run(&mut command)
}

fn read(arguments: &[String]) -> Result<Vec<(&'static str, String)>> {
    let mut chosen = Vec::new();
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let variable = match option.as_str() {
            "--face" => FACE,
            "--story" => STORY,
            other => bail!("`conformance` takes --face NAME and --story NAME, not `{other}`"),
        };
        chosen.push((variable, rest.next().with_context(|| format!("{option} needs a value"))?.clone()));
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_and_stories_can_be_chosen() {
        let words: Vec<String> = ["--face", "stripe", "--story", "torn"].map(str::to_owned).to_vec();
        assert_eq!(read(&words).unwrap(), [(FACE, "stripe".to_owned()), (STORY, "torn".to_owned())]);
        assert!(read(&["--face".to_owned()]).is_err() && read(&["--all".to_owned()]).is_err());
    }
}
