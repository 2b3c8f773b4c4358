//! A small dose of `cargo xtask planted`: two faults of adapters, one of a signature and one of a batch, are planted in
//! the executable, and its simulation has to name them. A fault is planted for a whole process, so each has its own.

use std::process::Command;

use serde_json::Value;

/// What one history of the executable reports with a fault planted in it.
fn play(fault: &str, face: &str) -> Value {
    let told = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(["simulate", "--plant", fault, "--face", face, "--seed", "1", "--steps", "60000"])
        .args(["--shrink-secs", "0", "--json"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&told.stdout);
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}{}", String::from_utf8_lossy(&told.stderr)))
}

#[test]
fn a_stale_signature_that_is_believed_is_seen() {
    let told = play("stripe-stale-believed", "stripe");
    assert!(told.to_string().contains("\"invariant\""), "{told}");
}

#[test]
fn a_batch_of_which_only_the_first_item_is_read_is_seen() {
    let told = play("adyen-first-item-only", "adyen");
    assert!(told.to_string().contains("\"invariant\""), "{told}");
}
