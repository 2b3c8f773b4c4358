//! Pages that are checked in and must equal what the code says: the transitions, and the diagrams.
//!
//! `UPDATE_GOLDEN=1 cargo test -p recoup-core` writes them anew; the difference is then read like code.

#![allow(clippy::disallowed_methods, reason = "golden files are read and written by the test, not by deciding")]

use std::path::PathBuf;

use recoup_core::diagrams;

use recoup_core::reached;

fn check(path: &str, want: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(file.parent().expect("a directory")).expect("it can be made");
        std::fs::write(&file, want).expect("it can be written");
        return;
    }
    let got = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(got == want, "{path} is not what the code says; run again with UPDATE_GOLDEN=1 and read the difference");
}

#[test]
fn every_transition_is_in_the_golden_file() {
    let mut text = String::new();
    for (what, from, step, to) in reached::all() {
        text.push_str(&format!("{what}: {from} --{step}--> {to}\n"));
    }
    check("tests/golden/transitions.txt", &text);
}

#[test]
fn the_page_of_diagrams_is_what_the_tables_say() {
    let page = diagrams::diagrams();
    assert_eq!(page.matches("```mermaid").count(), 12);
    assert_eq!(page.matches(" --> ").count(), reached::all().len());
    check("../../docs/state-machines.md", &page);
}
