//! The files the rules look at, read once per test: Rust sources with their strings and comments blanked out,
//! so that a rule about code is not broken by a sentence, and every other text file as it is.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Hidden directories that belong to the project; the others belong to editors and tools.
const HIDDEN: [&str; 3] = [".cargo", ".ci", ".github"];

/// What builds and trial runs leave behind, as in `.gitignore`.
const GENERATED: [&str; 3] = ["target", "node_modules", "recoup-demo"];

const LARGEST_BYTES: u64 = 2 << 20;

/// One Rust file.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    pub text: String,
    /// The text with blanks for what is inside strings and comments; the lines are the same.
    pub code: String,
}

/// One line that breaks a rule.
#[derive(Debug)]
pub struct Place {
    pub path: String,
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

impl Source {
    /// The lines of code for which `wrong` says what is wrong.
    pub fn broken(&self, wrong: impl Fn(&str) -> Option<String>) -> Vec<Place> {
        places(&self.path, &self.code, |_, line| wrong(line))
    }

    /// The number of the line with which the unit tests of the file begin, if they are in it.
    pub fn tests_begin(&self) -> usize {
        let lines: Vec<&str> = self.code.lines().collect();
        let begins = |pair: &[&str]| pair[0].contains("#[cfg(test)]") && pair[1].trim_end().ends_with('{');
        lines.windows(2).position(begins).map_or(usize::MAX, |before| before + 1)
    }
}

/// Lines, counted from 1, for which `wrong` says what is wrong.
pub fn places(path: &str, text: &str, wrong: impl Fn(usize, &str) -> Option<String>) -> Vec<Place> {
    let lines = text.lines().enumerate().map(|(before, line)| (before + 1, line));
    lines
        .filter_map(|(number, line)| {
            let what = wrong(number, line)?;
            Some(Place { path: path.to_owned(), line: number, what })
        })
        .collect()
}

/// The whole file breaks a rule.
pub fn whole_file(path: &str, what: &str) -> Place {
    Place { path: path.to_owned(), line: 1, what: what.to_owned() }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All Rust files of the crates and of xtask.
pub fn rust() -> Result<Vec<Source>> {
    let files = texts()?.into_iter().filter(|(path, _)| path.ends_with(".rs"));
    Ok(files.map(|(path, text)| Source { code: code_of(&text), path, text }).collect())
}

/// The Rust files whose path begins like this.
pub fn rust_under(start: &str) -> Result<Vec<Source>> {
    Ok(rust()?.into_iter().filter(|source| source.path.starts_with(start)).collect())
}

/// Path and content of every text file of the project.
pub fn texts() -> Result<Vec<(String, String)>> {
    let root = root();
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).with_context(|| directory.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // A file that went away since the directory was read breaks no rule.
            let Ok(about) = entry.metadata() else { continue };
            let foreign = name.starts_with('.') && !HIDDEN.contains(&name.as_str());
            if about.is_dir() && !foreign && !GENERATED.contains(&name.as_str()) {
                open.push(entry.path());
            } else if about.is_file() && about.len() <= LARGEST_BYTES {
                let Ok(text) = fs::read_to_string(entry.path()) else { continue };
                let path = entry.path().strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
                found.push((path, text));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The words of a line: what Rust would call identifiers, keywords and whole numbers.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Blanks out what is inside strings, characters and comments.
fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = opaque_end(&chars, at);
        if end == at {
            code.push(chars[at]);
            at += 1;
        }
        for c in &chars[at..end.max(at)] {
            code.push(if *c == '\n' { '\n' } else { ' ' });
        }
        at = end.max(at);
    }
    code
}

/// Where the string, character or comment that begins here ends; here, if none does.
fn opaque_end(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    match (chars[at], next) {
        ('/', Some('/')) => position(chars, at, |rest| rest[0] == '\n').unwrap_or(chars.len()),
        ('/', Some('*')) => comment_end(chars, at),
        ('"', _) => string_end(chars, at),
        ('r', Some('"' | '#')) if !inside_word(chars, at) => raw_string_end(chars, at).unwrap_or(at),
        ('\'', Some('\\')) => position(chars, at + 3, |rest| rest[0] == '\'').map_or(chars.len(), |end| end + 1),
        ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
        _ => at,
    }
}

fn position(chars: &[char], from: usize, is: impl Fn(&[char]) -> bool) -> Option<usize> {
    (from..chars.len()).find(|at| is(&chars[*at..]))
}

/// An `r` that ends a name opens nothing; one after the `b` or `c` of a literal does.
fn inside_word(chars: &[char], at: usize) -> bool {
    let is_name = |at: usize| chars[at].is_alphanumeric() || chars[at] == '_';
    match at.checked_sub(1) {
        Some(before) if matches!(chars[before], 'b' | 'c') => before.checked_sub(1).is_some_and(is_name),
        Some(before) => is_name(before),
        None => false,
    }
}

fn comment_end(chars: &[char], begin: usize) -> usize {
    let (mut at, mut depth) = (begin, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], begin: usize) -> usize {
    let mut at = begin + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_string_end(chars: &[char], begin: usize) -> Option<usize> {
    let fence = chars[begin + 1..].iter().take_while(|c| **c == '#').count();
    let open = begin + 1 + fence;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let closes =
        |rest: &[char]| rest[0] == '"' && rest.iter().skip(1).take(fence).filter(|c| **c == '#').count() == fence;
    position(chars, open + 1, closes).map(|quote| quote + 1 + fence)
}

#[test]
fn strings_and_comments_are_no_code() {
    let text = "a // f64\nb /* x /* y */ z */ c \"q\\\"w\" d r#\"e\"f\"# g '\"' h '\\'' i &'a j br\"k\" for\"l\" m";
    let code: Vec<String> = code_of(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(code, ["a", "b", "c", "d", "g", "h", "i", "&'a", "j", "b", "for", "m"]);
    let lines = "\"one\ntwo\"\nthree /* four\n */ five";
    assert_eq!(code_of(lines).lines().count(), lines.lines().count());
}

#[test]
fn the_tree_is_found() -> Result<()> {
    let sources = rust()?;
    for path in ["crates/recoup-core/src/lib.rs", "xtask/tests/tidy/source.rs"] {
        assert!(sources.iter().any(|source| source.path == path), "{path} is missing");
    }
    assert!(texts()?.iter().any(|(path, _)| path == ".ci/run"));
    Ok(())
}
