//! `cargo xtask sdks [--only NAME]`: the gateways' own libraries, unmodified but for the base address, drive the faces
//! of the sandbox, and the adapter for Stripe drives a Stripe that others wrote.
//!
//! It needs the network once, for the libraries, so it is no step of `test`. What runs are the scripts in
//! `crates/recoup-sandbox/sdk`; a script says one line for each step, and the table at the end counts them.

mod face;
mod install;
mod told;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{apt, process};
use face::Face;
use install::Libraries;
use told::Told;

/// Where scripts and pins are.
const SCRIPTS: &str = "crates/recoup-sandbox/sdk";

/// Seconds after which a script that does not end is ended; the slowest takes ten.
const MOST_SECS: &str = "180";

/// Where localstripe listens, in a network of its own.
const LOCALSTRIPE: &str = "localstripe";

/// A library at a face.
struct Drive {
    name: &'static str,
    face: &'static str,
    script: &'static str,
    /// The API key, in the form that the library wants.
    secret: &'static str,
}

const DRIVES: &[Drive] = &[
    Drive { name: "stripe-python", face: "stripe", script: "drive_stripe.py", secret: "sk_test_shop" },
    Drive { name: "stripe-node", face: "stripe", script: "drive_stripe.mjs", secret: "sk_test_shop" },
    Drive { name: "adyen-python", face: "adyen", script: "drive_adyen.py", secret: "key_of_the_shop" },
    Drive { name: "braintree-python", face: "braintree", script: "drive_braintree.py", secret: "private_of_the_shop" },
    Drive { name: "mollie-python", face: "mollie", script: "drive_mollie.py", secret: "test_shop" },
    Drive { name: "mollie-node", face: "mollie", script: "drive_mollie.mjs", secret: "test_shop" },
    Drive { name: "paypal-python", face: "paypal", script: "drive_paypal.py", secret: "secret_of_the_shop" },
    Drive { name: "paypal-node", face: "paypal", script: "drive_paypal.mjs", secret: "secret_of_the_shop" },
];

/// `cargo xtask sdks`
pub fn run(arguments: &[String]) -> Result<()> {
    let only = only(arguments)?;
    let wanted = |name: &str, face: &str| only.as_deref().is_none_or(|only| only == name || only == face);
    let drives: Vec<&Drive> = DRIVES.iter().filter(|drive| wanted(drive.name, drive.face)).collect();
    let libraries = Libraries::find_or_install()?;
    let mut all = Vec::new();
    if !drives.is_empty() {
        let program = example("recoup-sandbox", "face")?;
        for drive in drives {
            println!("\n{} at the face `{}`", drive.name, drive.face);
            let face = Face::start(&program, drive.face, drive.secret)?;
            let command = drive.command(&libraries, &face)?;
            all.push((drive.name, Told::by(command)?));
        }
    }
    if wanted(LOCALSTRIPE, LOCALSTRIPE) {
        println!("\nthe adapter for Stripe at localstripe");
        all.push((LOCALSTRIPE, Told::by(localstripe(&libraries)?)?));
    }
    println!("\n{}", told::table(&all));
    let failed: Vec<&str> = all.iter().filter(|(_, told)| !told.is_good()).map(|(name, _)| *name).collect();
    ensure!(failed.is_empty(), "not all of it worked: {}", failed.join(", "));
    Ok(())
}

/// The one that was asked for, or nothing for all.
fn only(arguments: &[String]) -> Result<Option<String>> {
    match arguments {
        [] => Ok(None),
        [option, name] if option == "--only" => {
            let mut names: Vec<&str> = DRIVES.iter().flat_map(|drive| [drive.face, drive.name]).collect();
            names.push(LOCALSTRIPE);
            names.dedup();
            ensure!(names.contains(&name.as_str()), "there is no `{name}`; there are: {}", names.join(", "));
            Ok(Some(name.clone()))
        }
        _ => bail!("`sdks` takes nothing, or --only NAME"),
    }
}

impl Drive {
    fn command(&self, libraries: &Libraries, face: &Face) -> Result<Command> {
        let program = if self.script.ends_with(".py") { &libraries.python } else { &libraries.node };
        let mut command = bounded(program);
        command.arg(scripts()?.join(self.script)).env("FACE_URL", face.url()).env("FACE_SECRET", self.secret);
        command.env("NODE_PATH", &libraries.node_modules);
        Ok(command)
    }
}

/// localstripe listens on every address there is, so it gets a network in which there is none but loopback.
fn localstripe(libraries: &Libraries) -> Result<Command> {
    if process::find("ip").is_none() {
        apt::install(&["iproute2"]).context("`ip` sets up the network of localstripe")?;
    }
    let example = example("recoup-gateways", "localstripe")?;
    let mut command = bounded(Path::new("unshare"));
    if !process::is_root()? {
        command.arg("--map-root-user");
    }
    command.args(["--net", "sh"]).arg(scripts()?.join("localstripe.sh")).arg(&libraries.python).arg(example);
    Ok(command)
}

/// A program that is ended when it does not end, and that finds neither a proxy nor a place for compiled scripts.
fn bounded(program: &Path) -> Command {
    let mut command = Command::new("timeout");
    command.arg(MOST_SECS).arg(program).env("PYTHONDONTWRITEBYTECODE", "1");
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command
}

fn scripts() -> Result<PathBuf> {
    Ok(process::repository()?.join(SCRIPTS))
}

/// Builds an example and says where it is.
fn example(package: &str, name: &str) -> Result<PathBuf> {
    process::run(&mut process::cargo(&["build", "--quiet", "--package", package, "--example", name, "--locked"])?)?;
    Ok(process::target()?.join("debug/examples").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_library_or_all_of_a_face_can_be_asked_for() {
        let asked = |words: &[&str]| only(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(asked(&[]).unwrap(), None);
        for name in ["stripe", "stripe-node", "paypal-python", "localstripe"] {
            assert_eq!(asked(&["--only", name]).unwrap().as_deref(), Some(name));
        }
        let error = asked(&["--only", "klarna"]).unwrap_err().to_string();
        assert!(error.starts_with("there is no `klarna`; there are: stripe, stripe-python, "), "{error}");
        assert!(asked(&["--all"]).is_err());
    }

    #[test]
    fn every_script_is_there_and_every_script_there_is_run() {
        let there = scripts().unwrap();
        for drive in DRIVES {
            assert!(there.join(drive.script).is_file(), "{}", drive.script);
        }
        let found = std::fs::read_dir(&there).unwrap().map(|entry| entry.unwrap().file_name());
        let found = found.filter(|name| name.to_string_lossy().starts_with("drive_")).count();
        assert_eq!(found, DRIVES.len());
    }
}
