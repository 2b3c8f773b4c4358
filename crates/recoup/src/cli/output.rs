//! What commands print: text for people, JSON with `--json`. Progress and hints go to standard error.

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
            self.text(&text());
        }
    }

    /// Prints a hint for people; nothing with `--json`.
    pub fn hint(self, text: &str) {
        if !self.json {
            let _closed = writeln!(std::io::stderr(), "{text}");
        }
    }
}
