//! The libraries themselves: exactly the pinned versions, checked by content, in folders below `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::scripts;
use crate::{apt, process};

/// The oldest Node that the pinned libraries take.
const NODE_MAJOR: u32 = 20;

/// Where the libraries and what runs them are.
pub struct Libraries {
    /// The Python that finds its libraries.
    pub python: PathBuf,
    pub node: PathBuf,
    /// The folder that holds those for Node.
    pub node_modules: PathBuf,
}

impl Libraries {
    /// Those that are there already, or else from PyPI and npm.
    pub fn find_or_install() -> Result<Self> {
        let place = process::target()?.join("sdks");
        let python = for_python(&place.join("python"))?;
        let (node, node_modules) = for_node(&place.join("node"))?;
        Ok(Self { python, node, node_modules })
    }
}

fn for_python(place: &Path) -> Result<PathBuf> {
    let python = place.join("bin/python");
    let [wheels, source] = ["requirements.txt", "localstripe.txt"];
    once(place, &[wheels, source], || {
        let with_venv = || Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
        if !with_venv().is_ok_and(|output| output.status.success()) {
            apt::install(&["python3", "python3-venv"]).context("Python runs the libraries for Python")?;
        }
        println!("    installing the libraries for Python");
        process::run(Command::new("python3").args(["-m", "venv"]).arg(place))?;
        let pip = |more: &[&str], file: &str| {
            let mut command = Command::new(&python);
            command.args(["-m", "pip", "install", "--quiet", "--require-hashes"]).args(more);
            process::run(command.arg("--requirement").arg(scripts()?.join(file)))
        };
        pip(&["--only-binary", ":all:"], wheels)?;
        pip(&["--no-deps", "--no-build-isolation"], source)
    })?;
    Ok(python)
}

fn for_node(place: &Path) -> Result<(PathBuf, PathBuf)> {
    if process::find("node").is_none() || process::find("npm").is_none() {
        apt::install(&["nodejs", "npm"]).context("Node runs the libraries for Node")?;
    }
    if process::find("openssl").is_none() {
        apt::install(&["openssl"]).context("it makes a certificate for a library that takes HTTPS only")?;
    }
    let node = process::find("node").context("the installed packages have no node")?;
    let version = process::output(Command::new(&node).arg("--version"))?;
    ensure!(
        major(&version).is_some_and(|major| major >= NODE_MAJOR),
        "Node {NODE_MAJOR} or newer is needed, and this is {}; nodejs.org has it",
        version.trim()
    );
    let pins = ["package.json", "package-lock.json"];
    once(place, &pins, || {
        println!("    installing the libraries for Node");
        for pin in pins {
            fs::copy(scripts()?.join(pin), place.join(pin)).with_context(|| format!("{pin} is missing"))?;
        }
        let npm = process::find("npm").context("there is no npm beside node")?;
        let quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        process::run(Command::new(npm).arg("ci").args(quiet).current_dir(place))
    })?;
    Ok((node, place.join("node_modules")))
}

/// The first number of `v20.1.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Fills a folder, unless it was filled by the same pins. One that was left half full is filled anew.
fn once(place: &Path, pins: &[&str], fill: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut wanted = String::new();
    for pin in pins {
        wanted.push_str(&fs::read_to_string(scripts()?.join(pin)).with_context(|| format!("{pin} is missing"))?);
    }
    let mark = place.join("filled-by");
    if fs::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    match fs::remove_dir_all(place) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("{} cannot be removed: {error}", place.display())
        }
        _ => fs::create_dir_all(place)?,
    }
    fill()?;
    fs::write(mark, wanted).map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!((major("v20.20.2\n"), major("v8.0.0"), major("20")), (Some(20), Some(8), None));
    }

    #[test]
    fn a_folder_is_filled_once_and_again_after_a_failure() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path().join("libraries");
        let pins = ["package.json"];
        assert!(once(&place, &pins, || bail!("no network")).is_err());
        let mut filled = 0;
        for _ in 0..2 {
            once(&place, &pins, || {
                filled += 1;
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(filled, 1);
    }
}
