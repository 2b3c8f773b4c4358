//! A small dose of `cargo xtask planted`: two faults of adapters, one of a signature and one of a batch, are planted in
//! the executable, and its simulation has to name them. A fault is planted for a whole process, so each has its own.

use std::process::Command;

use serde_json::Value;

/// Seeds that are played before a fault has survived.
const SEEDS: u32 = 6;

/// Steps of each history.
const STEPS: &str = "20000";

/// The invariants that a history names with a fault planted in the executable.
fn play(fault: &str, face: &str, seed: u32) -> Vec<Value> {
    let told = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(["simulate", "--plant", fault, "--face", face, "--steps", STEPS])
        .args(["--seed", &seed.to_string(), "--shrink-secs", "0", "--json"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&told.stdout);
    let report: Value =
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}{}", String::from_utf8_lossy(&told.stderr)));
    let violations = report["violations"].as_array().cloned().unwrap_or_default();
    violations.into_iter().map(|violation| violation["invariant"].clone()).collect()
}

fn is_seen(fault: &str, face: &str) {
    let seen = (1..=SEEDS).map(|seed| play(fault, face, seed)).find(|named| !named.is_empty());
    println!("{fault} is named by {:?}", seen.expect("the fault survives"));
}

#[test]
fn a_stale_signature_that_is_believed_is_seen() {
    is_seen("stripe-stale-believed", "stripe");
}

#[test]
fn a_batch_of_which_only_the_first_item_is_read_is_seen() {
    is_seen("adyen-first-item-only", "adyen");
}
