//! A small dose of the simulation on every test run; `recoup simulate` gives the full one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use recoup::simulate::gateways::Faces;
use recoup::simulate::story::Point;
use recoup::simulate::{self, Plan, coverage};
use recoup_core::posting::POSTED;
use recoup_sandbox::FaceKind;

/// At the sandbox's own gateway.
fn simulated(seed: u64, steps: u64) -> simulate::Report {
    simulated_at(Faces::One(FaceKind::Native), seed, steps)
}

fn simulated_at(faces: Faces, seed: u64, steps: u64) -> simulate::Report {
    let plan = Plan { seed, faces, steps, time: None, cores: 1, about: None, shrink: None };
    let report = simulate::run(&plan, &AtomicBool::new(false)).unwrap();
    let found: Vec<String> = report.violations.iter().map(|v| format!("{}: {}", v.invariant, v.found)).collect();
    let at = faces.of(seed).word();
    assert!(found.is_empty(), "seed {seed} with {steps} steps at {at} breaks what must be true: {found:#?}");
    report
}

/// Money moves through every gateway in its own bytes, and what it says comes back as webhooks and looks.
#[test]
fn every_gateway_is_lived_through_and_the_same_twice() {
    for face in FaceKind::ALL.iter().filter(|face| **face != FaceKind::Native) {
        let at = |seed| simulated_at(Faces::One(*face), seed, 8_000);
        let (first, second) = (at(3), at(3));
        assert_eq!((&first.trace, first.steps), (&second.trace, second.steps), "{}", face.word());
        let both = [first, at(4)];
        for kind in ["payment.authorized", "capture.completed", "refund.completed"] {
            let count: u64 = both.iter().filter_map(|report| report.events.get(kind)).sum();
            assert!(count > 0, "no {kind} at {}", face.word());
        }
        let forged: u64 = both.iter().filter_map(|report| report.held.get("forged_says_nothing")).sum();
        assert!(forged > 0, "nothing was forged at {}", face.word());
    }
}

#[test]
fn the_same_seed_is_the_same_history() {
    let (first, second) = (simulated(5, 6_000), simulated(5, 6_000));
    assert_eq!((&first.trace, first.steps), (&second.trace, second.steps));
    assert_ne!(first.trace, simulated(6, 6_000).trace);
}

/// Seeds that are played for the coverage; what they do not reach, a story has to.
const SEEDS: u64 = 40;

/// Every transition, refusal, posting, event, effect and fault has a seed or a story that reaches it, but those that
/// `not_reached_yet.txt` lists. Where one has none any more, `recoup simulate --reach NAME` looks for one, or it cannot
/// happen and has to go.
#[test]
fn everything_is_reached() {
    let mut missing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut acts: BTreeSet<String> = BTreeSet::new();
    let mut reached = |report: &simulate::Report| {
        acts.extend(report.acts.keys().cloned());
        for of in coverage::of(report) {
            let still = missing.entry(of.of).or_insert_with(|| of.never.clone());
            still.retain(|name| of.never.contains(name));
        }
    };
    (1..=SEEDS).for_each(|seed| reached(&simulated(seed, 18_000)));
    let mut stale = Vec::new();
    for (point, report) in stories("tests/simulated/reached") {
        let missed = |name: &str| coverage::of(&report).iter().any(|of| of.never.iter().any(|never| never == name));
        stale.extend(match &point {
            Point::Reaches(name) if !missed(name) => None,
            other => Some(other.to_string()),
        });
        reached(&report);
    }
    assert!(stale.is_empty(), "stories that do not reach what they say: {stale:#?}");
    let listed = |act: &&String| !POSTED.iter().any(|posted| posted.name() == act.as_str());
    assert_eq!(acts.iter().filter(listed).collect::<Vec<_>>(), Vec::<&String>::new(), "`POSTED` does not list them");
    let missing: BTreeSet<&str> = missing.values().flatten().map(String::as_str).collect();
    let listed = include_str!("../simulated/not_reached_yet.txt").lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<&str> = listed.collect();
    let differ: Vec<_> = missing.symmetric_difference(&listed).collect();
    assert!(differ.is_empty(), "reached and still listed, or neither: {differ:#?}");
}

#[test]
fn fixed_seeds_break_nothing() {
    for seed in [1, 2, 3, 10, 13, 72] {
        let report = simulated(seed, 12_000);
        assert!(report.orders > 10 && report.steps >= 12_000, "seed {seed} hardly lived: {report:?}");
    }
}

/// Plays the stories of a directory; none may break anything.
fn stories(directory: &str) -> Vec<(Point, simulate::Report)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let files = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path());
    let play = |path: std::path::PathBuf| {
        let (script, point) = simulate::story::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let report = simulate::replay(&script).unwrap();
        let found: Vec<String> = report.violations.iter().map(|v| format!("{}: {}", v.invariant, v.found)).collect();
        assert!(found.is_empty(), "{} breaks what must be true: {found:#?}", path.display());
        (point, report)
    };
    files.filter(|path| path.extension().is_some_and(|of| of == "story")).map(play).collect()
}

/// Stories that the simulation wrote when it found a bug. Each must break nothing any more; a new one put here fails
/// until its bug is gone.
#[test]
fn stories_of_bugs_break_nothing_any_more() {
    assert!(stories("tests/simulated").len() >= 6, "no story was played");
}

/// A fresh seed on every run; it is printed, so that what it finds can be seen again.
#[test]
fn a_fresh_seed_breaks_nothing() {
    let seed = getrandom::u64().unwrap() >> 16;
    println!("recoup simulate --face native --seed {seed} --steps 18000");
    simulated(seed, 18_000);
}
