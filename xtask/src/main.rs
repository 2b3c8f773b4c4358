//! Development chores, in Rust, so that a clone and a toolchain are all a contributor needs.
//! Each command is one row of a table; the help text and the error for an unknown command come from it.

mod acceptance;
mod adapter;
mod apt;
mod browser;
mod conformance;
mod crash;
mod planted;
mod postgres;
mod process;
mod proof;
mod purity;
mod screens;
mod sdks;
mod steps;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// One chore: how it is called, what it does, and where it starts.
struct Command {
    name: &'static str,
    options: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "test",
        options: "[--only STEP] [--filter NAME]",
        about: "every check a change must pass; --filter runs only the tests so named",
        run: steps::run,
    },
    Command {
        name: "postgres",
        options: "",
        about: "keep a private PostgreSQL until Ctrl-C, to run single tests against",
        run: postgres::run,
    },
    Command {
        name: "crash",
        options: "[--kills N] [--face NAME|all] [--store sqlite|postgres|both] [--seed N]",
        about: "kill a server under load on each store with each gateway, and check that nothing is lost or done twice",
        run: crash::run,
    },
    Command {
        name: "conformance",
        options: "[--face NAME] [--story NAME]",
        about: "play one suite with every adapter against its face on each store, and show how many cases passed",
        run: conformance::run,
    },
    Command {
        name: "planted",
        options: "[--only FAULT]",
        about: "plant faults in the real code, one at a time, and check that the simulation finds each",
        run: planted::run,
    },
    Command {
        name: "proof",
        options: "[--minutes N] [--cores N] [--only histories|same|planted]",
        about: "play histories for an hour, one seed in two builds, and the planted faults; writes docs/proof.md",
        run: proof::run,
    },
    Command {
        name: "acceptance",
        options: "--data DIR [--only fixtures|reports|invoices]",
        about: "read public fixtures of gateways, measure reports of a million rows, import a real shop's invoices on both stores",
        run: acceptance::run,
    },
    Command {
        name: "adapter",
        options: "[--name NAME]",
        about: "time how long the tests of adapters build after a change, and run them without a database and a network",
        run: adapter::run,
    },
    Command {
        name: "screens",
        options: "[--to DIRECTORY]",
        about: "take the pictures of the pages with a real Chromium; writes docs/screens",
        run: screens::run,
    },
    Command {
        name: "sdks",
        options: "[--only NAME]",
        about: "drive the faces of the sandbox with the gateways' own libraries, from PyPI and npm",
        run: sdks::run,
    },
    Command {
        name: "purity",
        options: "",
        about: "check what the pure crates depend on, and that they build",
        run: purity::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") || rest.iter().any(|a| a == "--help" || a == "-h") {
        println!("{}", help());
        return Ok(());
    }
    // Not in the table: `postgres` starts it for itself, nobody types it.
    if name == postgres::KEEPER {
        return postgres::keep();
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(rest),
        None => bail!("no command `{name}`; there are: {}", command_names().join(", ")),
    }
}

/// Refuses whatever follows a command that takes no options.
fn no_options(command: &str, arguments: &[String]) -> Result<()> {
    match arguments.first() {
        None => Ok(()),
        Some(other) => bail!("`{command}` takes no `{other}`; it has no options"),
    }
}

fn command_names() -> Vec<&'static str> {
    COMMANDS.iter().map(|command| command.name).collect()
}

fn help() -> String {
    let mut text = String::from("Development chores of Recoup.\n\nUsage: cargo xtask COMMAND\n");
    for command in COMMANDS {
        let call = format!("{} {}", command.name, command.options);
        text.push_str(&format!("\n  {}\n      {}\n", call.trim_end(), command.about));
    }
    text.push_str(&format!("\nSteps of `test`: {}", steps::names().join(", ")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_command_names_the_known_ones() {
        let error = dispatch(&["tset".to_owned()]).unwrap_err().to_string();
        assert_eq!(
            error,
            "no command `tset`; there are: test, postgres, crash, conformance, planted, proof, acceptance, adapter, screens, sdks, purity"
        );
    }

    #[test]
    fn the_help_lists_every_command_and_step() {
        let text = help();
        assert!(command_names().iter().chain(&steps::names()).all(|name| text.contains(name)), "{text}");
    }
}
