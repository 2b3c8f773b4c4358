//! What commands print: text for people, JSON with `--json`. Progress and hints go to standard error.
//!
//! Much of it was written by others: rows of files, bodies of deliveries. What is printed has no control characters but
//! ends of lines and tabs, so that nobody can write to the terminal of who reads it; JSON has them escaped.

use std::borrow::Cow;
use std::io::Write;

/// Where and how to print.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// JSON instead of text.
    pub json: bool,
}

impl Output {
    /// Prints text as it is. A closed pipe is no error: the reader has seen enough.
    pub fn text(self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _closed = out.write_all(text.as_bytes());
        let _closed = if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") };
    }

    /// Prints a value as JSON, or as the text it is given.
    pub fn either(self, value: &impl serde::Serialize, text: impl FnOnce() -> String) {
        if self.json {
            self.text(&escaped(&serde_json::to_string_pretty(value).unwrap_or_default()));
        } else {
            self.text(&plain(&text()));
        }
    }

    /// Prints a hint for people; nothing with `--json`.
    pub fn hint(self, text: &str) {
        if !self.json {
            let _closed = writeln!(std::io::stderr(), "{}", plain(text));
        }
    }
}

/// Whether a character could be a command to a terminal.
fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// A text without control characters but ends of lines and tabs; others are shown as what cannot be shown.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_odd) { Cow::Owned(text.replace(is_odd, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// JSON with the control characters escaped that JSON itself leaves as they are: it means the same.
#[must_use]
pub fn escaped(json: &str) -> Cow<'_, str> {
    if !json.contains(is_odd) {
        return Cow::Borrowed(json);
    }
    let one = |c: char| if is_odd(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Cow::Owned(json.chars().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[test]
    fn what_others_wrote_does_not_reach_the_terminal_as_commands() {
        assert_eq!(
            plain("one\ttwo\n\u{1b}[2Jthree\u{9b}2J\rfour\u{7}"),
            "one\ttwo\n\u{FFFD}[2Jthree\u{FFFD}2J\u{FFFD}four\u{FFFD}"
        );
        assert_eq!(plain("Grüße"), "Grüße");
        let told = serde_json::json!({ "body": "one\ttwo\n\u{1b}[2J\u{9b}2J\u{7f}" });
        let json = serde_json::to_string_pretty(&told).expect("it is JSON");
        let safe = escaped(&json);
        assert!(!safe.contains(['\u{1b}', '\u{9b}', '\u{7f}']), "{safe:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("it is JSON still"), told);
    }
}
