//! Who may know whom: the crates among each other, and the two arrows inside the executable.

use anyhow::Result;

use crate::source::{Place, Source, places, root, rust_under, texts, words};
use crate::{Exception, excepted, hold};

const OURS: [&str; 4] = ["recoup", "recoup_core", "recoup_gateways", "recoup_sandbox"];

const MAY_COMMIT: &[Exception] = &[
    Exception { path: "crates/recoup/src/engine/", reason: "it decides, and what it decided is committed" },
    Exception { path: "crates/recoup/src/store/", reason: "it is the store: its own transactions end so" },
    Exception {
        path: "crates/recoup/src/bench/pages/fill.rs",
        reason: "it writes sales that the engine decided, in bulk",
    },
];

const MAY_REACH_OUT: &[Exception] = &[
    Exception { path: "crates/recoup/src/worker/", reason: "it carries effects outside and facts inside" },
    Exception { path: "crates/recoup/src/bench", reason: "it plays the clients it measures with" },
];

#[test]
fn only_the_engine_commits() -> Result<()> {
    let calls = |line: &str| line.contains(".commit(").then(|| "`.commit(`".to_owned());
    let broken = under_except("crates/recoup/src/", MAY_COMMIT, calls)?;
    hold("Only `engine` commits: everything else hands it a command or a fact.", MAY_COMMIT, &broken);
    Ok(())
}

#[test]
fn only_the_worker_talks_to_the_outside() -> Result<()> {
    let names = |line: &str| words(line).any(|word| word == "reqwest").then(|| "`reqwest`".to_owned());
    let broken = under_except("crates/recoup/src/", MAY_REACH_OUT, names)?;
    hold("Only `worker` talks to the outside: everything else writes an effect.", MAY_REACH_OUT, &broken);
    Ok(())
}

#[test]
fn core_knows_nobody() -> Result<()> {
    hold("core names no other crate of ours.", &[], &strangers("recoup-core", &["recoup_core"])?);
    Ok(())
}

#[test]
fn gateways_know_only_core() -> Result<()> {
    let broken = strangers("recoup-gateways", &["recoup_gateways", "recoup_core"])?;
    let tests = "its tests drive the faces of the sandbox";
    let exceptions = [Exception { path: "crates/recoup-gateways/tests/", reason: tests }];
    let broken: Vec<Place> = broken.into_iter().filter(|place| !excepted(&place.path, &exceptions)).collect();
    hold("Gateways know core and nobody else of ours.", &exceptions, &broken);
    Ok(())
}

#[test]
fn the_sandbox_is_an_independent_bank() -> Result<()> {
    let broken = strangers("recoup-sandbox", &["recoup_sandbox"])?;
    hold("The sandbox knows none of our crates, so that it can contradict them.", &[], &broken);
    Ok(())
}

#[test]
fn the_pure_crates_repeat_the_limits_of_clippy() -> Result<()> {
    let common = std::fs::read_to_string(root().join("clippy.toml"))?;
    for package in ["recoup-core", "recoup-gateways"] {
        let own = std::fs::read_to_string(root().join("crates").join(package).join("clippy.toml"))?;
        let missing: Vec<&str> = common.lines().filter(|line| !own.lines().any(|other| other == *line)).collect();
        assert!(missing.is_empty(), "crates/{package}/clippy.toml replaces the one at the root and lacks {missing:?}");
    }
    Ok(())
}

fn under_except(start: &str, exceptions: &[Exception], wrong: impl Fn(&str) -> Option<String>) -> Result<Vec<Place>> {
    let sources = rust_under(start)?;
    let others = sources.iter().filter(|source| !excepted(&source.path, exceptions));
    Ok(others.flat_map(|source| source.broken(&wrong)).collect())
}

/// Where the crate names crates of ours that it may not know, in its code or its manifest.
fn strangers(package: &str, known: &[&str]) -> Result<Vec<Place>> {
    let directory = format!("crates/{package}/");
    let stranger = |name: &str| OURS.contains(&name) && !known.contains(&name);
    let manifest = format!("{directory}Cargo.toml");
    let mut broken = Vec::new();
    for (path, text) in texts()?.iter().filter(|(path, _)| *path == manifest) {
        // Below the line that begins the dependencies of tests stands what is not part of the crate.
        let text = text.split("[dev-dependencies]").next().unwrap_or(text);
        broken.extend(places(path, text, |_, line| {
            let name = line.split(['.', ' ', '=']).next()?.replace('-', "_");
            stranger(&name).then(|| format!("depends on `{name}`"))
        }));
    }
    for source in rust_under(&directory)? {
        broken.extend(named_crates(&source, stranger));
    }
    Ok(broken)
}

/// `recoup` alone is an ordinary word in code; as a crate it stands before `::` or after `use`.
fn named_crates(source: &Source, stranger: impl Fn(&str) -> bool) -> Vec<Place> {
    source.broken(|line| {
        let name = words(line).find(|word| stranger(word))?;
        let as_crate = name != "recoup" || line.contains("recoup::") || line.trim().starts_with("use recoup");
        as_crate.then(|| format!("names `{name}`"))
    })
}
