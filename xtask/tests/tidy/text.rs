//! How files look: their names, their length, their first line, their characters, and what the README promises.

use anyhow::Result;

use crate::source::{Place, places, root, rust, texts, whole_file};
use crate::{Exception, excepted, hold};

const MOST_LINES: usize = 600;

/// Names that say nothing, so that anything ends up there.
const EMPTY_NAMES: [&str; 5] = ["types", "util", "utils", "helper", "helpers"];
const EMPTY_PARTS: [&str; 2] = ["manager", "service"];

/// The two a newcomer types: to see it, and to check it.
const README_COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo xtask test"];

/// Put together here so that this file does not break its own rule.
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ho", "me/")];
const SCRATCH_PATH: &str = concat!("/tm", "p/");
const MAY_NAME_PATHS: &[Exception] = &[];

#[test]
fn files_are_short() -> Result<()> {
    let long = |text: &str| text.lines().count() > MOST_LINES;
    let sources = rust()?;
    let broken: Vec<_> = sources
        .iter()
        .filter(|source| long(&source.text))
        .map(|source| whole_file(&source.path, &format!("{} lines", source.text.lines().count())))
        .collect();
    hold("A file has about 300 lines, 600 at most.", &[], &broken);
    Ok(())
}

#[test]
fn files_begin_by_saying_what_they_are_for() -> Result<()> {
    let sources = rust()?;
    let silent = sources.iter().filter(|source| !source.text.starts_with("//! "));
    let broken: Vec<_> = silent.map(|source| whole_file(&source.path, "no `//!` on the first line")).collect();
    hold("Each file begins with `//!` and says what it is and why.", &[], &broken);
    Ok(())
}

#[test]
fn names_say_something() -> Result<()> {
    let sources = rust()?;
    let empty = sources.iter().filter(|source| source.path.trim_end_matches(".rs").split('/').any(says_nothing));
    let broken: Vec<_> = empty.map(|source| whole_file(&source.path, "a name that says nothing")).collect();
    hold("No file is named types, util, helper, manager or service.", &[], &broken);
    Ok(())
}

#[test]
fn characters_are_what_they_look_like() -> Result<()> {
    let mut broken = Vec::new();
    for source in rust()? {
        broken.extend(source.broken(|line| line.chars().find(|c| !c.is_ascii()).map(|c| describe(c, " in code"))));
        broken.extend(places(&source.path, &source.text, |_, line| {
            line.chars().find(|c| deceives(*c)).map(|c| describe(c, ""))
        }));
    }
    hold("Code is ASCII; text has no invisible characters and no look-alikes (write \\u{…}).", &[], &broken);
    Ok(())
}

#[test]
fn no_path_of_a_machine_is_named() -> Result<()> {
    let tests_begin: Vec<(String, usize)> =
        rust()?.into_iter().map(|source| (source.path.clone(), source.tests_begin())).collect();
    let mut broken: Vec<Place> = Vec::new();
    for (path, text) in texts()?.iter().filter(|(path, _)| !excepted(path, MAY_NAME_PATHS)) {
        let of_tests = path.contains("/tests/") || path.ends_with("/tests.rs");
        let begin = tests_begin.iter().find(|(other, _)| other == path).map_or(usize::MAX, |(_, line)| *line);
        broken.extend(places(path, text, |number, line| {
            let in_tests = of_tests || number >= begin;
            let scratch = Some(SCRATCH_PATH).filter(|_| !in_tests);
            MACHINE_PATHS
                .into_iter()
                .chain(scratch)
                .find(|start| names_path(line, start))
                .map(|start| format!("`{start}`"))
        }));
    }
    hold("No directory of somebody's machine is named; tests may name the scratch directory.", MAY_NAME_PATHS, &broken);
    Ok(())
}

#[test]
fn the_readme_has_its_two_commands() -> Result<()> {
    // Until there is one.
    let Ok(readme) = std::fs::read_to_string(root().join("README.md")) else { return Ok(()) };
    for command in README_COMMANDS {
        assert!(readme.contains(command), "README.md tells a newcomer to run `{command}`");
    }
    Ok(())
}

fn says_nothing(name: &str) -> bool {
    EMPTY_NAMES.contains(&name) || EMPTY_PARTS.iter().any(|part| name.starts_with(part) || name.ends_with(part))
}

fn describe(c: char, place: &str) -> String {
    format!("U+{:04X}{place}", u32::from(c))
}

/// Invisible, turning the direction of reading, or shaped like an ASCII character.
fn deceives(c: char) -> bool {
    let letters = matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{FF01}'..='\u{FF5E}');
    let mathematical = matches!(c, '\u{1D400}'..='\u{1D7FF}');
    let invisible = matches!(c, '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}');
    let joining = matches!(c, '\u{205F}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
    let control = c.is_control() && c != '\t';
    letters || mathematical || invisible || joining || control
}

/// The path as a whole, not the end of a longer one.
fn names_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~' | '/' | '*'))
    })
}

#[test]
fn paths_are_recognised() {
    let scratch = SCRATCH_PATH;
    assert!(names_path(&format!("open(\"{scratch}x\")"), scratch));
    assert!(!names_path(&format!("target{scratch}x"), scratch));
}
