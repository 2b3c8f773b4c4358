//! What commands print: text for people, JSON with `--json`. Progress and hints go to standard error.
//!
//! Much of it was written by others: rows of files, bodies of deliveries. Text for people has no control characters but
//! ends of lines and tabs, so that nobody can write to the terminal of who reads it.

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
            self.text(&serde_json::to_string_pretty(value).unwrap_or_default());
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

/// A text without control characters but ends of lines and tabs; others are shown as what cannot be shown.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(odd) { Cow::Owned(text.replace(odd, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_others_wrote_does_not_reach_the_terminal_as_commands() {
        assert_eq!(
            plain("one\ttwo\n\u{1b}[2Jthree\u{9b}2J\rfour\u{7}"),
            "one\ttwo\n\u{FFFD}[2Jthree\u{FFFD}2J\u{FFFD}four\u{FFFD}"
        );
        assert_eq!(plain("Grüße"), "Grüße");
    }
}
