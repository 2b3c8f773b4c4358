//! One face of the sandbox in a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A running face. It ends when the pipe to it closes, however we end.
pub struct Face {
    child: Child,
    lifeline: Option<ChildStdin>,
    url: String,
}

impl Face {
    /// Starts it on a free port and waits for its address.
    pub fn start(program: &Path, name: &str, secret: &str) -> Result<Self> {
        let mut child = Command::new(program)
            .args([name, secret])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {}", program.display()))?;
        let lifeline = child.stdin.take();
        let said = child.stdout.take().context("the face has no output")?;
        let mut face = Self { child, lifeline, url: String::new() };
        BufReader::new(said).read_line(&mut face.url)?;
        face.url.truncate(face.url.trim_end().len());
        ensure!(!face.url.is_empty(), "the face `{name}` did not start; the reason is above");
        Ok(face)
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Face {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // Its own complaint, if any, is on the screen already.
        let _ = self.child.wait();
    }
}
