//! Puts what a bare machine lacks in place, so that a fresh Debian container needs no preparation.
//! Packages are installed only when root; anyone else is told exactly what to type.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// Installs Debian packages, or says how to.
pub fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if process::find("apt-get").is_none() {
        bail!("there is no apt-get here; install it yourself (on Debian: `{by_hand}`)");
    }
    if !process::is_root()? {
        bail!("install it with `sudo {by_hand}`, then run this again");
    }
    println!("    installing {} with apt-get", packages.join(" "));
    process::run(apt_get().args(["-q", "update"])).context("no package lists")?;
    let install = ["-q", "install", "-y", "--no-install-recommends"];
    process::run(apt_get().args(install).args(packages)).with_context(|| format!("try by hand: `{by_hand}`"))
}

/// Adds a component of the Rust toolchain (`clippy`, `rustfmt`) when a minimal one came without it.
pub fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    if process::output(&mut process::cargo(&[subcommand, "--version"])?).is_ok() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!("`cargo {subcommand}` is missing; install {component} of the same Rust version");
    }
    println!("    adding {component} with rustup");
    process::run(Command::new("rustup").args(["component", "add", component]))
}

/// Never asks questions.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
