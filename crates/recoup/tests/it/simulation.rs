//! A small dose of the simulation on every test run; `recoup simulate` gives the full one.

use recoup::simulate::{self, Plan};

fn simulated(seed: u64, steps: u64) -> simulate::Report {
    let report = simulate::run(&Plan { seed, steps, time: None, about: None, shrink: None }, |_| true).unwrap();
    let found: Vec<String> = report.violations.iter().map(|v| format!("{}: {}", v.invariant, v.found)).collect();
    assert!(found.is_empty(), "seed {seed} with {steps} steps breaks what must be true: {found:#?}");
    report
}

#[test]
fn the_same_seed_is_the_same_history() {
    let (first, second) = (simulated(5, 2_000), simulated(5, 2_000));
    assert_eq!((&first.trace, first.steps), (&second.trace, second.steps));
    assert_ne!(first.trace, simulated(6, 2_000).trace);
}

#[test]
fn fixed_seeds_break_nothing() {
    for seed in [1, 2, 3, 10, 13, 72] {
        let report = simulated(seed, 4_000);
        assert!(report.orders > 10 && report.steps >= 4_000, "seed {seed} hardly lived: {report:?}");
    }
}

/// Stories that the simulation wrote when it found a bug. Each must break nothing any more; a new one put here fails
/// until its bug is gone.
#[test]
fn stories_of_bugs_break_nothing_any_more() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulated");
    let mut played = 0;
    for file in std::fs::read_dir(directory).unwrap() {
        let path = file.unwrap().path();
        let (script, _) = simulate::story::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let report = simulate::replay(&script).unwrap();
        let found: Vec<String> = report.violations.iter().map(|v| format!("{}: {}", v.invariant, v.found)).collect();
        assert!(found.is_empty(), "{} breaks what must be true: {found:#?}", path.display());
        played += 1;
    }
    assert!(played > 0, "no story was played");
}

/// A fresh seed on every run; it is printed, so that what it finds can be seen again.
#[test]
fn a_fresh_seed_breaks_nothing() {
    let seed = getrandom::u64().unwrap() >> 16;
    println!("recoup simulate --seed {seed} --steps 6000");
    simulated(seed, 6_000);
}
